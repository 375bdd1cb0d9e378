"""Who teaches a course and who supports it, beside the first ones the form of the course names."""

from app import audit, text
from app.accounts.models import User
from app.people.models import Person
from app.refusals import Refusal, refuse_if
from app.training.models import Course, Instructor
from app.training.rules import Part


def add_instructor(
    course: Course, *, part: Part, name: str = "", person: Person | None = None, user: User | None = None
) -> Instructor:
    """Put someone beside those who teach or support a course.

    Args: person, whose merit the class then is too; user, the account that sees the class and marks attendance; name,
    as the papers print it, else that of the person or account. Raises Refused without anybody, or for one who is
    there already.
    """
    name = text.nfc(name) or (person.name if person else user.full_name if user else "")
    refuse_if(_refusals(course, name, person, user))
    new = Instructor(part=part, name=name, person_id=person.id if person else None, user_id=user.id if user else None)
    course.instructors.append(new)
    number_instructors(course)
    audit.record("instructor-added", course, name=name)
    return new


def _refusals(course: Course, name: str, person: Person | None, user: User | None) -> list[Refusal]:
    found = [] if name else [Refusal("instructor-missing")]
    there = course.instructors
    if person and any(one.person_id == person.id for one in there):
        found.append(Refusal("already-teaching", detail=person.name))
    elif user and any(one.user_id == user.id for one in there):
        found.append(Refusal("already-marking", detail=user.full_name))
    elif name and not person and not user and any(text.fold(one.name) == text.fold(name) for one in there):
        found.append(Refusal("already-teaching", detail=name))
    return found


def remove_instructor(instructor: Instructor) -> None:
    """Take someone off those who teach or support a course; raises Refused for the last one who teaches it."""
    course = instructor.course
    refuse_if(leaving_refusals(instructor))
    name = instructor.name
    course.instructors.remove(instructor)
    number_instructors(course)
    audit.record("instructor-removed", course, name=name)


def leaving_refusals(instructor: Instructor) -> list[Refusal]:
    """Why this one cannot be taken off the course: nobody would teach it."""
    only = instructor.part == Part.LEAD and len(instructor.course.leads) == 1
    return [Refusal("course-needs-lead")] if only else []


def number_instructors(course: Course) -> None:
    """Give those who teach and support a course their places, in the order of the papers."""
    for position, one in enumerate(course.instructors, start=1):
        one.position = position
