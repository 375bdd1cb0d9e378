"""The list of a course: put people on it, take them off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app import audit, text
from app.db import db
from app.people import actions as people
from app.people import queries as people_queries
from app.people.actions import ListedPerson
from app.people.models import Person
from app.places.models import Hamlet
from app.refusals import Refusal, Refused
from app.training import queries
from app.training.models import Course, Learner


def add_learner(course: Course, person: Person) -> Learner:
    """Put a person on the list of a course; raises Refused when they are on it."""
    if queries.on_course(course.id, person.id):
        raise Refused([Refusal("already-on-course", detail=person.name)])
    learner = Learner(course=course, person=person)
    db.session.add(learner)
    audit.record("learner-added", learner, name=person.name)
    return learner


def add_learners(course: Course, chosen: Sequence[Person]) -> list[Learner]:
    """Put several people on the list in one step; who is on it already stays. Raises Refused when nobody is chosen."""
    if not chosen:
        raise Refused([Refusal("no-one-chosen")])
    on_list = {learner.person_id for learner in queries.learners(course.id)}
    new = [Learner(course=course, person=person) for person in chosen if person.id not in on_list]
    db.session.add_all(new)
    audit.record("learners-added", course, count=len(new))
    return new


@dataclass(frozen=True)
class ListedLearner:
    """A line of a list of a class that is ready: somebody of the books by id, or the columns of who is new."""

    person_id: int | None
    columns: Mapping[str, Any] = field(default_factory=dict)


def take_learners(course: Course, rows: Sequence[ListedLearner]) -> list[Person]:
    """Put the people of a list on a class, those who are new also into the books; who is on it already stays.

    Returns the people in the order of the lines. Raises Refused when somebody is no longer in the books.
    """
    known = {one.id: one for one in people_queries.by_ids([row.person_id for row in rows if row.person_id])}
    if any(row.person_id and row.person_id not in known for row in rows):
        raise Refused([Refusal("list-person-gone")])
    new = [ListedPerson(row.columns) for row in rows if row.person_id is None]
    added = iter(people.take_in(new, course.hamlet) if new else ())
    found = [next(added) if row.person_id is None else known[row.person_id] for row in rows]
    db.session.flush()
    on_list = {learner.person_id for learner in queries.learners(course.id)}
    chosen = {person.id: person for person in found if person.id not in on_list}
    db.session.add_all(Learner(course=course, person=person) for person in chosen.values())
    audit.record("learners-listed", course, count=len(chosen), added=len(new))
    return found


def walk_in(course: Course, name: str, birth_year: int | None, hamlet: Hamlet | None, today: date) -> Learner:
    """Put someone on the list who is not in the books yet: a name and, if known, year and hamlet are enough.

    Raises Refused for a year of birth that cannot be.
    """
    person = people.save_person(
        None, today, name=text.nfc(name), birth_year=birth_year, hamlet_id=hamlet.id if hamlet else None
    )
    return add_learner(course, person)


def remove_learner(learner: Learner) -> None:
    """Take someone entered by mistake off the list; raises Refused once they have marks or a result."""
    name = learner.person.name
    marked = any(learner_id == learner.id for _, learner_id in queries.marks(learner.course_id))
    if marked or learner.result or learner.way:
        raise Refused([Refusal("learner-has-marks", detail=name)])
    audit.record("learner-removed", learner.course, name=name)
    db.session.delete(learner)
