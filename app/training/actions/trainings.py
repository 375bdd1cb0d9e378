"""The trainings of a course: add one, correct it, take it off."""

from collections.abc import Sequence
from datetime import date, time

from app import audit, text
from app.db import db
from app.papers import queries as paper_queries
from app.refusals import Refusal, refuse_if
from app.training import queries, rules
from app.training.models import Course, Training
from app.training.queries import materials
from app.training.rules import planning
from app.training.rules.planning import Slot


def save_training(
    course: Course, training: Training | None, *, day: date, starts: time, ends: time, place: str = ""
) -> Training:
    """Add a training to a course or correct it; without a place it is that of the course.

    Raises Refused when it ends before it starts or lies outside the days of the course.
    """
    refuse_if(rules.training_faults(day, starts, ends, course.opens_on, course.closes_on))
    training = training or Training(course=course)
    training.day, training.starts, training.ends = day, starts, ends
    training.place = text.nfc(place) or course.place
    db.session.add(training)
    audit.record("training-saved", training, day=day.isoformat())
    db.session.expire(course, ["trainings"])
    return training


def add_trainings(course: Course, meetings: Sequence[Slot]) -> list[Training]:
    """Add several trainings to a course in one go, such as four Tuesdays.

    Raises Refused with every reason, each training named by its place and day.
    """
    known = [(training.day, training.starts) for training in course.trainings]
    refuse_if(planning.meeting_faults(meetings, planning.Period(course.opens_on, course.closes_on), known))
    made = add_meetings(course, meetings)
    audit.record("trainings-added", course, count=len(made))
    db.session.expire(course, ["trainings"])
    return made


def add_meetings(course: Course, meetings: Sequence[Slot]) -> list[Training]:
    """Put these trainings into the books; who calls has asked whether they may be."""
    made = []
    for slot in meetings:
        place = text.nfc(slot.place) or course.place
        made.append(Training(course=course, day=slot.day, starts=slot.starts, ends=slot.ends, place=place))
    db.session.add_all(made)
    return made


def remove_training(training: Training) -> None:
    """Take a training entered by mistake off its course; raises Refused once it has marks or a sheet."""
    refuse_if(removal_refusals(training))
    course = training.course
    audit.record("training-removed", course, day=training.day.isoformat())
    db.session.delete(training)
    db.session.flush()
    db.session.expire(course, ["trainings"])


def removal_refusals(training: Training) -> list[Refusal]:
    """Why this training cannot be taken off its course."""
    found = []
    if any(training_id == training.id for training_id, _ in queries.marks(training.course_id)):
        found.append(Refusal("training-has-marks"))
    if paper_queries.history(training):
        found.append(Refusal("training-has-paper"))
    if materials.on_training(training.id):
        found.append(Refusal("training-has-materials"))
    return found
