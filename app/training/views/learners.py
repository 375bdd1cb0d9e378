"""Who is on the list of a course, and what came of it."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.people import queries as people
from app.people.rules import Known, likely_same
from app.places import queries as places
from app.refusals import Refused
from app.training import actions, forms, queries
from app.training.models import Course, Learner
from app.training.views import bp
from app.training.views.courses import course_page, learner_form, walk_in_form

# The answer "this is somebody else" to the question whether the newcomer stands in the books already.
NOBODY_KNOWN = "new"


@bp.post("/<int:course_id>/learners")
@needs(Can.ATTENDANCE_MARK)
def add_learner(course_id: int) -> Response:
    """Put someone of the books on the list."""
    course = queries.get(course_id)
    form = learner_form(course)
    learner = added(course, form)
    if learner is None:
        return course_page(course, 422, learner_form=form)
    return htmx.go("training.show", f"Đã thêm {learner.person.name} vào lớp.", course_id=course.id, _anchor="learners")


@bp.post("/<int:course_id>/walk-in")
@needs(Can.ATTENDANCE_MARK)
def walk_in(course_id: int) -> Response:
    """Put someone on the list who is not in the books."""
    course = queries.get(course_id)
    form = walk_in_form(course)
    learner, doubles = walked_in(course, form)
    if learner is None:
        return course_page(course, 422, walk_in_form=form, doubles=doubles)
    return htmx.go("training.show", f"Đã thêm {learner.person.name} vào lớp.", course_id=course.id, _anchor="learners")


def added(course: Course, form: forms.LearnerForm) -> Learner | None:
    """The new learner, or None with the reasons at the field."""
    if not form.validate_on_submit():
        return None
    try:
        return actions.add_learner(course, people.get(form.person.data))
    except Refused as refused:
        htmx.refuse(form, refused, already_on_course="person")
        return None


def walked_in(course: Course, form: forms.WalkInForm) -> tuple[Learner | None, list[tuple[int, str]]]:
    """The new learner; or None with the reasons at the fields, and who in the books this may be."""
    if not form.validate_on_submit():
        return None, []
    doubles = _doubles(form)
    answer = request.form.get("known", "")
    try:
        for person in doubles:
            if answer == str(person.id):
                return actions.add_learner(course, people.get(person.id)), []
        if not doubles or answer == NOBODY_KNOWN:
            hamlet = places.hamlet(form.hamlet.data) if form.hamlet.data else None
            return actions.walk_in(course, form.name.data, form.birth_year.data, hamlet, clock.today()), []
        form.refuse("Trong danh bạ đã có người cùng tên: có phải người này không?", "name")
    except Refused as refused:
        htmx.refuse(form, refused, born_in_future="birth_year", born_too_early="birth_year", already_on_course="name")
    return None, [(person.id, queries.person_label(person.id) or person.name) for person in doubles]


def _doubles(form: forms.WalkInForm) -> list[Known]:
    return likely_same(form.name.data, form.birth_year.data, form.hamlet.data, people.known())


@bp.post("/<int:course_id>/learners/<int:learner_id>/remove")
@needs(Can.TRAINING_WRITE)
def remove_learner(course_id: int, learner_id: int) -> Response:
    """Take someone entered by mistake off the list."""
    learner = queries.learner_of(queries.get(course_id), learner_id)
    name = learner.person.name
    actions.remove_learner(learner)
    return htmx.go("training.show", f"Đã đưa {name} ra khỏi danh sách lớp.", course_id=course_id, _anchor="learners")


@bp.get("/<int:course_id>/hamlet")
@needs(Can.TRAINING_WRITE)
def choose_from_hamlet(course_id: int) -> Response:
    """The people of a hamlet who are not on the list, to be ticked."""
    course = queries.get(course_id)
    return _hamlet_page(course, _hamlet_asked(course))


@bp.post("/<int:course_id>/hamlet")
@needs(Can.TRAINING_WRITE)
def add_from_hamlet(course_id: int) -> Response:
    """Put all who were ticked on the list."""
    course = queries.get(course_id)
    hamlet_id = _hamlet_asked(course)
    form = _hamlet_form(course, hamlet_id)
    if not form.validate_on_submit():
        return _hamlet_page(course, hamlet_id, form, 422)
    try:
        new = actions.add_learners(course, [people.get(person_id) for person_id in form.people.data])
    except Refused as refused:
        htmx.refuse(form, refused, no_one_chosen="people")
        return _hamlet_page(course, hamlet_id, form, 422)
    return htmx.go("training.show", f"Đã thêm {len(new)} người vào lớp.", course_id=course.id, _anchor="learners")


def _hamlet_asked(course: Course) -> int | None:
    asked = request.args.get("hamlet", type=int) or course.hamlet_id
    known = [hamlet.id for hamlet in places.hamlets(clock.today())]
    return asked if asked in known else None


def _hamlet_form(course: Course, hamlet_id: int | None) -> forms.HamletForm:
    form = forms.HamletForm()
    found = queries.not_on_course(course.id, hamlet_id) if hamlet_id else []
    form.people.choices = [(person.id, people.label(person)) for person in found]
    return form


def _hamlet_page(
    course: Course, hamlet_id: int | None, form: forms.HamletForm | None = None, status: int = 200
) -> Response:
    context: dict[str, Any] = {"hamlets": places.hamlets(clock.today()), "hamlet_id": hamlet_id}
    form = form or _hamlet_form(course, hamlet_id)
    return htmx.page("training/hamlet.html", status=status, course=course, form=form, **context)
