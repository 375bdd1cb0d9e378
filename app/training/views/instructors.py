"""Who teaches and supports a course: the section of its page."""

from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.accounts import queries as users
from app.people import queries as people
from app.refusals import Refused
from app.training import actions, queries
from app.training.forms.courses import InstructorForm
from app.training.models import Course
from app.training.queries import planning as reads
from app.training.rules import Part
from app.training.views import bp
from app.training.views.courses import course_page, instructor_form

NOTHING = "Chưa thêm ai."


@bp.post("/<int:course_id>/instructors")
@needs(Can.TRAINING_WRITE)
def add_instructor(course_id: int) -> Response:
    """Put someone beside those who teach or support the class."""
    course = queries.get(course_id)
    form = instructor_form(course)
    if form.validate_on_submit():
        try:
            new = actions.add_instructor(course, part=Part(form.part.data), **_named(form))
            return _back(course, f"Đã thêm {new.name}.")
        except Refused as refused:
            htmx.refuse(form, refused, instructor_missing="name", already_teaching="name", already_marking="user")
    return course_page(course, 422, instructor_form=form)


def _named(form: InstructorForm) -> dict[str, Any]:
    person_id, user_id = form.person.data, form.user.data
    return {
        "name": form.name.data or "",
        "person": people.get(person_id) if person_id else None,
        "user": users.member(user_id, g.authority_id) if user_id else None,
    }


@bp.post("/<int:course_id>/instructors/team")
@needs(Can.TRAINING_WRITE)
def add_team(course_id: int) -> Response:
    """Let those of the hamlet's digital team who were ticked support the class."""
    course = queries.get(course_id)
    ticked = set(request.form.getlist("member"))
    offered = reads.not_yet_teaching(course, reads.team_day(course, clock.today()))
    chosen = [person for person in offered if str(person.id) in ticked]
    for person in chosen:
        actions.add_instructor(course, part=Part.SUPPORT, person=person)
    return _back(course, f"Đã thêm {len(chosen)} người của Tổ công nghệ số cộng đồng." if chosen else NOTHING)


@bp.post("/<int:course_id>/instructors/<int:instructor_id>/remove")
@needs(Can.TRAINING_WRITE)
def remove_instructor(course_id: int, instructor_id: int) -> Response:
    """Take someone off those who teach or support the class."""
    course = queries.get(course_id)
    one = reads.instructor_of(course, instructor_id)
    name = one.name
    try:
        actions.remove_instructor(one)
    except Refused as refused:
        form = instructor_form(course, posted=False)
        htmx.refuse(form, refused)
        return course_page(course, 422, instructor_form=form)
    return _back(course, f"Đã đưa {name} ra khỏi lớp.")


def _back(course: Course, said: str) -> Response:
    return htmx.go("training.show", said, course_id=course.id, _anchor="instructors")
