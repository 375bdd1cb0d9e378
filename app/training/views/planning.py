"""The form of a course, with its trainings planned in one go; the removal of one entered by mistake."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from app import clock, htmx, text
from app.access import Can, needs
from app.accounts import queries as users
from app.people import queries as people
from app.places import queries as places
from app.places.models import Hamlet
from app.plans import queries as plans
from app.plans.models import Plan, Target
from app.refusals import Refusal, Refused
from app.training import actions, forms, queries
from app.training.forms.courses import NO_TARGET, SERIES, CourseForm, SeriesForm, refuse_series
from app.training.models import Course, CourseSkill, Skill
from app.training.queries import planning as reads
from app.training.queries import skills as framework
from app.training.rules import planning
from app.training.rules.skills import is_for
from app.training.views import bp
from app.training.views.courses import course_page, trainer_choices


@bp.get("/new")
@needs(Can.TRAINING_WRITE)
def new() -> Response:
    """A form for a course of the plan in force, or of the plan asked for."""
    form = course_form()
    plan = plans.for_new_work(request.args.get("plan", type=int), clock.today())
    form.plan.data = plan.id if plan else None
    form.closes_on.data = plan.valid_until - timedelta(days=1) if plan else None
    return _form_page(form)


@bp.post("/new")
@needs(Can.TRAINING_WRITE)
def create() -> Response:
    """Open a course."""
    return _saved(None, course_form())


@bp.get("/<int:course_id>/edit")
@needs(Can.TRAINING_WRITE)
def edit(course_id: int) -> Response:
    """The form of a course."""
    course = queries.get(course_id)
    return _form_page(course_form(course), course)


@bp.post("/<int:course_id>/edit")
@needs(Can.TRAINING_WRITE)
def save(course_id: int) -> Response:
    """Correct a course."""
    course = queries.get(course_id)
    return _saved(course, course_form(course))


@bp.post("/<int:course_id>/remove")
@needs(Can.TRAINING_WRITE)
def remove_course(course_id: int) -> Response:
    """Remove a course entered by mistake."""
    course = queries.get(course_id)
    title = course.title
    try:
        actions.remove_course(course)
    except Refused as refused:
        form = course_form(course)
        htmx.refuse(form, refused)
        return _form_page(form, course, 422)
    return htmx.go("training.index", f"Đã bỏ lớp “{title}”.")


@bp.post("/<int:course_id>/trainings/series")
@needs(Can.TRAINING_WRITE)
def add_series(course_id: int) -> Response:
    """Add several trainings at once to a course."""
    course = queries.get(course_id)
    form = SeriesForm(data={"series": SERIES})
    if form.validate_on_submit():
        try:
            made = actions.add_trainings(course, form.series.form.slots())
            return htmx.go("training.show", f"Đã thêm {len(made)} buổi.", course_id=course.id, _anchor="trainings")
        except Refused as refused:
            _place(form, refused.reasons)
    return course_page(course, 422, series_form=form)


# ---- what the form offers


def course_form(course: Course | None = None) -> CourseForm:
    """The form with everything that may be chosen; for a course that is there already without its trainings."""
    form = CourseForm(data=_data_of(course))
    day = course.opens_on if course else clock.today()
    form.plan.choices = [(plan.id, f"{plan.reference_number}: {plan.title}") for plan in plans.all_plans()]
    form.target_group.choices = forms.group_choices(clock.today())
    hamlets = _hamlets(course)
    form.hamlet.choices = form.hamlets.choices = [(hamlet.id, hamlet.name) for hamlet in hamlets]
    form.target.choices = _target_choices(course, day)
    form.skills.choices = [(key, _skill_label(one)) for key, one in _skills(course, day).items()]
    form.trainer.choices = trainer_choices(course)
    form.instructor.lookup, form.instructor.label_of = people.person_lookup, queries.person_label
    if not form.is_submitted():
        form.instructor.process(None, course.leads[0].person_id if course and course.leads else None)
    if course:
        del form.series
    return form


def _hamlets(course: Course | None) -> list[Hamlet]:
    """The hamlets of today, and those of former times: correcting the title must not move the course."""
    found = places.hamlets(clock.today())
    known = [course.hamlet, *(one.hamlet for one in course.hamlets)] if course else []
    return found + [one for one in dict.fromkeys(known) if one and one not in found]


def _target_choices(course: Course | None, day: date) -> list[tuple[int, str]]:
    in_sight = plans.all_plans()
    numbers = {plan.id: f"{plan.reference_number}, " if len(in_sight) > 1 else "" for plan in in_sight}
    stored = course.target_id if course else None
    found = [one for one in reads.targets(numbers) if one.year in (day.year, day.year + 1) or one.id == stored]
    return [
        (NO_TARGET, "Không gắn với chỉ tiêu nào"),
        *((one.id, f"{numbers[one.plan_id]}{one.year}, {one.group}: {one.label}") for one in found),
    ]


def _skills(course: Course | None, day: date) -> dict[str, Skill | CourseSkill]:
    """What may be ticked: the contents the course has, then those of the framework it does not have yet."""
    kept = list(course.skills) if course else []
    codes = {text.fold(one.code) for one in kept if one.code}
    found: dict[str, Skill | CourseSkill] = {f"kept-{one.id}": one for one in kept}
    group = course.target_group if course else None
    others = [one for one in framework.in_force(day, group) if text.fold(one.code) not in codes]
    return found | {f"skill-{one.id}": one for one in others}


def _skill_label(one: Skill | CourseSkill) -> str:
    group = one.target_group if isinstance(one, Skill) else None
    return " ".join(filter(None, (one.code, one.text, f"({group})" if group else "")))


def _data_of(course: Course | None) -> dict[str, Any]:
    """What the form shows when it opens: the course as it is, or for a new one the plan in force."""
    if course is None:
        in_force = plans.in_force(clock.today())
        return {"plan": in_force[0].id if in_force else None, "series": SERIES}
    same = ("title", "topic", "target_group", "place", "opens_on", "closes_on")
    ids = {"plan": course.plan_id, "hamlet": course.hamlet_id, "target": course.target_id or NO_TARGET}
    many = {
        "hamlets": [one.hamlet_id for one in course.hamlets],
        "skills": [f"kept-{one.id}" for one in course.skills],
    }
    who = {
        "instructor_name": course.leads[0].name if course.leads else "",
        "trainer": course.trainers[0].user_id if course.trainers else None,
    }
    return ids | many | who | {name: getattr(course, name) for name in same}


def _form_page(form: CourseForm, course: Course | None = None, status: int = 200) -> Response:
    return htmx.page(
        "training/course_form.html",
        status=status,
        form=form,
        course=course,
        topics=forms.topics(),
        why_kept=actions.course_refusals(course) if course else [],
    )


# ---- what came back


def _saved(course: Course | None, form: CourseForm) -> Response:
    valid = form.validate_on_submit()
    plan = next((one for one in plans.all_plans() if one.id == form.plan.data), None)
    if plan is not None:
        valid = _place(form, _faults(course, form, plan)) and valid
    if plan is None or not valid:
        return _form_page(form, course, 422)
    saved = actions.save_course(course, **_chosen(course, form, plan), **_named(form))
    return htmx.go("training.show", f"Đã lưu lớp “{saved.title}”.", course_id=saved.id)


def _faults(course: Course | None, form: CourseForm, plan: Plan) -> list[Refusal]:
    """What the rules say of the form as far as it can be read: told together with what could not be read."""
    if form.opens_on.errors or form.closes_on.errors or form.skills.errors or form.target.errors:
        return []
    asked = _chosen(course, form, plan)
    asked = {name: asked[name] for name in ("opens_on", "closes_on", "target", "skills", "meetings")}
    return actions.save_refusals(course, plan, **asked) + _for_others(form, asked["skills"])


def _for_others(form: CourseForm, chosen: Sequence[Skill | CourseSkill]) -> list[Refusal]:
    """Contents of the framework that are not for the group of this course."""
    wrong = [one for one in chosen if isinstance(one, Skill) and not is_for(one.target_group, form.target_group.data)]
    return [Refusal("skill-for-others", detail=", ".join(one.code for one in wrong))] if wrong else []


def _chosen(course: Course | None, form: CourseForm, plan: Plan) -> dict[str, Any]:
    """Days, target, contents and trainings as they were asked for."""
    slots = form.slots()
    days = [training.day for training in course.trainings] if course else [slot.day for slot in slots]
    whole = planning.Period(plan.valid_from, plan.valid_until - timedelta(days=1))
    period = planning.period_of(form.opens_on.data, form.closes_on.data, days, whole)
    offered = _skills(course, course.opens_on if course else clock.today())
    return {
        "plan": plan,
        "opens_on": period.first,
        "closes_on": period.last,
        "target": _target(form, plan, min(days, default=period.first)),
        "skills": [offered[key] for key in form.skills.data],
        "meetings": slots,
    }


def _target(form: CourseForm, plan: Plan, day: date) -> Target | None:
    """The target chosen, or without a word about it that of the group in the year of the first training."""
    if form.target.data is None:
        return reads.target_of_group(plan.id, form.target_group.data or "", day.year)
    in_sight = reads.targets([one.id for one in plans.all_plans()])
    return next((one for one in in_sight if one.id == form.target.data), None)


def _named(form: CourseForm) -> dict[str, Any]:
    """Words, places and people of the form."""
    hamlets = [places.hamlet(hamlet_id) for hamlet_id in form.hamlets.data]
    return {
        "title": form.title.data or "",
        "topic": form.topic.data,
        "target_group": form.target_group.data,
        "place": form.place.data or "",
        "hamlet": places.hamlet(form.hamlet.data) if form.hamlet.data else None,
        "hamlets": [one for one in hamlets if one],
        "instructor_name": form.instructor_name.data or "",
        "instructor": people.get(form.instructor.data) if form.instructor.data else None,
        "trainer": users.member(form.trainer.data, g.authority_id) if form.trainer.data else None,
    }


def _place(form: CourseForm | SeriesForm, reasons: list[Refusal]) -> bool:
    """Put every reason at its field; returns whether there was none."""
    others = reasons
    if "series" in form:
        said = refuse_series(form.series.form, [(reason, htmx.sentence(reason)) for reason in reasons])
        others = [reason for reason, _ in said]
    htmx.refuse(
        form,
        Refused(others),
        outside_plan="opens_on",
        course_closes_before_opens="closes_on",
        trainings_outside_course="opens_on",
        target_of_other_plan="target",
        skill_has_results="skills",
        skill_for_others="skills",
    )
    return not reasons
