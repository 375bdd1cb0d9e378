"""The list of courses, one course, and its form."""

from functools import partial
from typing import Any

from flask import g, request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, Role, needs
from app.accounts import queries as users
from app.law import share_of
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans
from app.refusals import Refused
from app.training import actions, forms, queries
from app.training.models import Course
from app.training.views import bp


@bp.get("/")
@needs(Can.TRAINING_READ)
def index() -> Response:
    """The courses as filtered, newest first, with heads and visits."""
    search = _search()
    before = request.args.get("before", type=int)
    found = queries.listed(search.q.data or "", search.hamlet.data, before)
    shown = found[: queries.PAGE]
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if value and name in ("q", "hamlet")}
    return htmx.page(
        "training/index.html",
        courses=shown,
        counts=queries.counts(course.id for course in shown),
        search=search,
        kept=kept,
        active=bool(kept),
        next_url=url_for(".index", **kept, before=shown[-1].id) if len(found) > len(shown) else None,
        first_url=url_for(".index", **kept) if before else None,
    )


@bp.get("/list.xlsx")
@needs(Can.TRAINING_READ)
def sheet_of_courses() -> Response:
    """The filtered list for Excel."""
    search = _search()
    found = queries.listed(search.q.data or "", search.hamlet.data, limit=queries.SHEET)[: queries.SHEET]
    counts = queries.counts(course.id for course in found)
    columns = [
        sheets.Column("Tên lớp"),
        sheets.Column("Chuyên đề"),
        sheets.Column("Nhóm"),
        sheets.Column("Thôn, tổ dân phố"),
        sheets.Column("Giảng viên", "people"),
        sheets.Column("Buổi đầu", "day"),
        sheets.Column("Buổi cuối", "day"),
        sheets.Column("Số buổi", "number"),
        sheets.Column("Học viên", "number"),
        sheets.Column("Người dự", "number"),
        sheets.Column("Lượt dự", "number"),
        sheets.Column("Đạt", "number"),
    ]
    rows = [_row(course, counts[course.id]) for course in found]
    return htmx.xlsx(sheets.write_xlsx("Danh sách lớp tập huấn", columns, rows), "lop-tap-huan.xlsx")


def _row(course: Course, counts: queries.Counts) -> tuple[Any, ...]:
    days = [training.day for training in course.trainings]
    return (
        course.title,
        course.topic,
        course.target_group,
        course.hamlet.name if course.hamlet else None,
        course.instructor_name,
        min(days, default=None),
        max(days, default=None),
        len(days),
        counts.learners,
        counts.people,
        counts.turns,
        counts.passed,
    )


def _search() -> forms.SearchForm:
    form = forms.SearchForm(request.args)
    form.hamlet.choices = [(hamlet.id, hamlet.name) for hamlet in places.hamlets(clock.today())]
    if not form.validate():
        form.hamlet.data = None  # a hamlet of elsewhere or of former times narrows nothing
    return form


@bp.get("/new")
@needs(Can.TRAINING_WRITE)
def new() -> Response:
    """A form for a course of the plan in force, or of the plan asked for."""
    form = _course_form()
    plan = plans.for_new_work(request.args.get("plan", type=int), clock.today())
    form.plan.data = plan.id if plan else None
    return _form_page(form)


@bp.post("/new")
@needs(Can.TRAINING_WRITE)
def create() -> Response:
    """Open a course."""
    return _saved(None, _course_form())


@bp.get("/<int:course_id>")
@needs(Can.TRAINING_READ)
def show(course_id: int) -> Response:
    """One course: its trainings, its learners, how each stands."""
    return course_page(queries.get(course_id))


@bp.get("/<int:course_id>/edit")
@needs(Can.TRAINING_WRITE)
def edit(course_id: int) -> Response:
    """The form of a course."""
    course = queries.get(course_id)
    return _form_page(_course_form(course), course)


@bp.post("/<int:course_id>/edit")
@needs(Can.TRAINING_WRITE)
def save(course_id: int) -> Response:
    """Correct a course."""
    course = queries.get(course_id)
    return _saved(course, _course_form(course))


def course_page(course: Course, status: int = 200, **given: Any) -> Response:
    """The page of a course; `given` are forms with faults in place of the empty ones."""
    today = clock.today()
    rule = queries.completion_rule(today)
    standings = queries.standings(course, today)
    context: dict[str, Any] = {
        "training_form": forms.TrainingForm(formdata=None, place=course.place),
        "learner_form": learner_form(course),
        "walk_in_form": walk_in_form(course),
        "doubles": [],
        "typed_results": {},
        "result_faults": {},
        **given,
    }
    return htmx.page(
        "training/show.html",
        status=status,
        course=course,
        trainings=queries.trainings(course.id),
        standings=standings,
        completed=sum(1 for standing in standings if not standing.faults),
        counts=queries.counts([course.id])[course.id],
        rule=rule,
        share=share_of(str(rule.value)),
        **context,
    )


def learner_form(course: Course) -> forms.LearnerForm:
    """A search box over the people of the commune, those of the course's hamlet first; empty unless posted now."""
    form = forms.LearnerForm()
    form.person.lookup = partial(people.person_lookup, near=course.hamlet_id)
    form.person.label_of = queries.person_label
    return form


def walk_in_form(course: Course) -> forms.WalkInForm:
    """One line for someone who is not in the books; the hamlet is that of the course."""
    form = forms.WalkInForm(hamlet=course.hamlet_id)
    form.hamlet.choices = [(hamlet.id, hamlet.name) for hamlet in places.hamlets(clock.today())]
    return form


def _course_form(course: Course | None = None) -> forms.CourseForm:
    today = clock.today()
    form = forms.CourseForm(data=_data_of(course))
    form.plan.choices = [(plan.id, f"{plan.reference_number}: {plan.title}") for plan in plans.all_plans()]
    form.target_group.choices = forms.group_choices(today)
    hamlets = places.hamlets(today)
    if course and course.hamlet and course.hamlet not in hamlets:
        hamlets.append(course.hamlet)  # of former times: correcting the title must not move the course
    form.hamlet.choices = [(hamlet.id, hamlet.name) for hamlet in hamlets]
    trainers = users.with_role(g.authority_id, Role.TRAINER, today)
    known = course.trainers[0].user if course and course.trainers else None
    if known and known not in trainers:
        trainers.append(known)
    form.trainer.choices = [(user.id, user.full_name) for user in trainers]
    form.instructor.lookup, form.instructor.label_of = people.person_lookup, queries.person_label
    if not form.is_submitted():
        form.instructor.process(None, course.leads[0].person_id if course and course.leads else None)
    return form


def _data_of(course: Course | None) -> dict[str, Any]:
    """What the form shows when it opens: the course as it is, or for a new one the plan in force."""
    if course is None:
        in_force = plans.in_force(clock.today())
        return {"plan": in_force[0].id if in_force else None}
    same = ("title", "topic", "target_group", "place")
    ids = {"plan": course.plan_id, "hamlet": course.hamlet_id}
    who = {
        "instructor_name": course.leads[0].name if course.leads else "",
        "trainer": course.trainers[0].user_id if course.trainers else None,
    }
    return ids | who | {name: getattr(course, name) for name in same}


def _form_page(form: forms.CourseForm, course: Course | None = None, status: int = 200) -> Response:
    return htmx.page("training/course_form.html", status=status, form=form, course=course, topics=forms.topics())


def _saved(course: Course | None, form: forms.CourseForm) -> Response:
    if not form.validate_on_submit():
        return _form_page(form, course, 422)
    try:
        saved = actions.save_course(
            course,
            plan=plans.get(form.plan.data),
            title=form.title.data,
            topic=form.topic.data,
            target_group=form.target_group.data,
            place=form.place.data,
            hamlet=places.hamlet(form.hamlet.data) if form.hamlet.data else None,
            instructor_name=form.instructor_name.data or "",
            instructor=people.get(form.instructor.data) if form.instructor.data else None,
            trainer=users.member(form.trainer.data, g.authority_id) if form.trainer.data else None,
        )
    except Refused as refused:
        htmx.refuse(form, refused, outside_plan="plan", trainings_outside_course="plan")
        return _form_page(form, course, 422)
    return htmx.go("training.show", f"Đã lưu lớp “{saved.title}”.", course_id=saved.id)
