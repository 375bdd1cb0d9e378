"""Verbs of training: save a course and its trainings, enter learners, attendance and results, make the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from app import audit, clock, text
from app.accounts.models import User
from app.db import db
from app.papers import actions as papers
from app.papers import queries as paper_queries
from app.papers.documents import Invitation, SignatureBlock
from app.papers.models import Paper
from app.people import actions as people
from app.people import queries as people_queries
from app.people.models import Person
from app.places import queries as places
from app.places.models import Hamlet
from app.places.queries import Signing
from app.plans.models import Plan, Target
from app.refusals import Refusal, Refused
from app.tenancy import actor_of
from app.training import documents, queries, rules
from app.training.models import Attendance, Course, Instructor, Learner, Training
from app.training.rules import Cell


class Clash(Refused):
    """Marks that somebody else changed since the page was opened: nothing was saved.

    `cells` names them by training and learner, with what stands there now.
    """

    def __init__(self, cells: Mapping[Cell, str | None]) -> None:
        super().__init__([Refusal("mark-changed")])
        self.cells = cells


def save_course(
    course: Course | None,
    *,
    plan: Plan,
    title: str,
    topic: str,
    target_group: str,
    place: str,
    hamlet: Hamlet | None = None,
    instructor_name: str = "",
    instructor: Person | None = None,
    trainer: User | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    target: Target | None = None,
) -> Course:
    """Open a course or correct it.

    Args: topic, one of law.TOPICS or free; instructor, the person of the commune whose merit the class is, if any;
    trainer, the account that marks attendance; opens_on and closes_on, both included, without them the plan's period.
    Who else teaches or supports stays. Raises Refused when the days do not fit the plan or the trainings.
    """
    days = [training.day for training in course.trainings] if course else []
    opens_on = opens_on or plan.valid_from
    closes_on = closes_on or plan.valid_until - timedelta(days=1)
    _check(rules.course_faults(opens_on, closes_on, days, plan.valid_from, plan.valid_until))
    course = course or Course()
    course.opens_on, course.closes_on, course.target_id = opens_on, closes_on, target.id if target else None
    course.plan_id, course.title, course.topic = plan.id, title, text.nfc(topic)
    course.target_group, course.place = target_group, text.nfc(place)
    course.hamlet_id = hamlet.id if hamlet else None
    db.session.add(course)
    _first_instructor(course, text.nfc(instructor_name), instructor)
    _first_trainer(course, trainer)
    audit.record("course-saved", course, title=course.title)
    db.session.expire(course, ["plan", "target", "hamlet"])
    return course


def _first_instructor(course: Course, name: str, person: Person | None) -> None:
    """The one who teaches, as the form of the course names them; who teaches beside them stays."""
    name = name or (person.name if person else "")
    if course.leads:
        first = course.leads[0]
        first.name, first.person_id = name, person.id if person else None
    elif name:
        person_id = person.id if person else None
        course.instructors.insert(0, Instructor(part=rules.Part.LEAD, name=name, person_id=person_id))
    _number(course)


def _first_trainer(course: Course, user: User | None) -> None:
    """The account that marks attendance, as the form of the course names it; other accounts stay."""
    known = course.trainers[0] if course.trainers else None
    if known and known.user_id == (user.id if user else None):
        return
    if known and known.part == rules.Part.LEAD:
        known.user_id = None
    elif known:
        course.instructors.remove(known)
    if user:
        course.instructors.append(Instructor(part=rules.Part.SUPPORT, name=user.full_name, user_id=user.id))
    _number(course)


def _number(course: Course) -> None:
    for position, one in enumerate(course.instructors, start=1):
        one.position = position


def save_training(
    course: Course, training: Training | None, *, day: date, starts: time, ends: time, place: str = ""
) -> Training:
    """Add a training to a course or correct it; without a place it is that of the course.

    Raises Refused when it ends before it starts or lies outside the days of the course.
    """
    _check(rules.training_faults(day, starts, ends, course.opens_on, course.closes_on))
    training = training or Training(course=course)
    training.day, training.starts, training.ends = day, starts, ends
    training.place = text.nfc(place) or course.place
    db.session.add(training)
    audit.record("training-saved", training, day=day.isoformat())
    db.session.expire(course, ["trainings"])
    return training


def remove_training(training: Training) -> None:
    """Take a training entered by mistake off its course; raises Refused once it has marks or a sheet."""
    _check(removal_refusals(training))
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
    return found


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


def mark_attendance(
    course: Course,
    marks: Mapping[Cell, str | None],
    today: date,
    seen: Mapping[Cell, str | None] | None = None,
) -> int:
    """Write the marks of a course as they were entered, only those that changed.

    Args: marks by training and learner, None empties a cell; seen, what stood in the cells when the page was
    opened (without it everything given is meant). Returns how many cells changed.
    Raises Clash when somebody else changed a cell meanwhile, Refused for a training whose day has not come.
    """
    queries.hold(course)
    rows = {(row.training_id, row.learner_id): row for row in queries.attendances(course.id)}
    stored = {cell: row.mark for cell, row in rows.items()}
    seen = stored if seen is None else seen
    clashes = rules.clashes(marks, seen, stored)
    if clashes:
        raise Clash(clashes)
    changed = rules.changed(marks, seen, stored)
    trainings = {training.id: training for training in queries.trainings(course.id)}
    _check(rules.not_yet([trainings[training_id].day for training_id, _ in changed], today))
    learners = {learner.id: learner for learner in queries.learners(course.id)}
    for cell, mark in changed.items():
        _write(rows.get(cell), trainings[cell[0]], learners[cell[1]], mark)
    if changed:
        audit.record("attendance-marked", course, count=len({learner_id for _, learner_id in changed}))
    return len(changed)


def _write(row: Attendance | None, training: Training, learner: Learner, mark: str | None) -> None:
    by, at = actor_of(db.session()).name, clock.now()
    if mark is None:
        db.session.delete(row)
    elif row is None:
        new = Attendance(training=training, learner=learner, mark=rules.Mark(mark), marked_by=by, marked_at=at)
        db.session.add(new)
    else:
        row.mark, row.marked_by, row.marked_at = rules.Mark(mark), by, at


def record_results(course: Course, results: Mapping[int, tuple[str | None, str | None]]) -> int:
    """Write what the organiser found at the end: đạt or chưa đạt, and how the learner does it; only what changed.

    Args: results, by learner: result and way, None for not known. Returns how many learners changed.
    """
    learners = {learner.id: learner for learner in queries.learners(course.id)}
    changed = 0
    for learner_id, (result, way) in results.items():
        learner = learners[learner_id]
        if (learner.result, learner.way) != (result, way):
            learner.result = rules.Result(result) if result else None
            learner.way = rules.Way(way) if way else None
            changed += 1
    if changed:
        audit.record("result-recorded", course, count=changed)
    return changed


def draft_sheet(training: Training) -> bytes:
    """Show the attendance sheet of a training; nothing is kept."""
    ordinal = queries.ordinal(training)
    facts = _sheet(training, ordinal)
    return papers.draft("attendance_sheet", facts, title=documents.title(training, ordinal), day=training.day)


def seal_sheet(training: Training) -> Paper:
    """Freeze the attendance sheet that is printed and signed; a newer list replaces the older sheet."""
    ordinal = queries.ordinal(training)
    return papers.seal(
        "attendance_sheet",
        _sheet(training, ordinal),
        training,
        title=documents.title(training, ordinal),
        day=training.day,
        law_date=training.day,
        replaces=paper_queries.current(training, "attendance_sheet"),
    )


def _sheet(training: Training, ordinal: tuple[int, int]) -> documents.AttendanceSheet:
    authority = places.authority_name(training.owner_id, training.day)
    return documents.attendance_sheet(training, queries.learners(training.course_id), authority, ordinal)


# ---- giấy mời

INVITATION = "invitation"


@dataclass(frozen=True)
class Inviting:
    """Whom the official invites to a training, and how.

    `hamlet` invites its people, none the learners of the course. `everyone` calls all people of the hamlet without
    naming them; `each` makes a sheet for each guest. `number` is one văn thư gave already.
    """

    day: date
    signer: Signing | None
    hamlet: Hamlet | None = None
    everyone: bool = False
    each: bool = False
    request: str = ""
    number: int | None = None


def invite(training: Training, asked: Inviting) -> Paper:
    """Seal the giấy mời to a training; a newer one replaces the older one and keeps its number.

    Raises Refused when nobody is invited, nobody signs, or the day is past.
    """
    guests = _guests(training, asked)
    found = rules.invitation_refusals(len(guests), _calls_everyone(asked), asked.day, training.day)
    if asked.signer is None:
        found.append(Refusal("no-signer"))
    _check(found)
    ordinal = queries.ordinal(training)
    old = paper_queries.current(training, INVITATION)
    paper = papers.seal_or_keep(
        INVITATION,
        lambda number: _invitation(training, asked, number),
        training,
        symbol=documents.INVITATION_SYMBOL,
        title=documents.invitation_title(training, ordinal),
        day=asked.day,
        law_date=asked.day,
        old=old,
        number=asked.number,
    )
    if paper is not old:
        audit.record("invitation-made", training, count=len(guests), day=training.day.isoformat())
    return paper


def draft_invitation(training: Training, asked: Inviting) -> bytes:
    """Show how the giấy mời would look; nothing is kept."""
    title = documents.invitation_title(training, queries.ordinal(training))
    return papers.draft(INVITATION, _invitation(training, asked, None), title=title, day=asked.day)


def _calls_everyone(asked: Inviting) -> bool:
    return asked.everyone and asked.hamlet is not None


def _guests(training: Training, asked: Inviting) -> Sequence[Person]:
    """Those named on the giấy mời: the people of a hamlet, or the learners of the course, in the order of a list."""
    if _calls_everyone(asked):
        return ()
    if asked.hamlet is not None:
        return people_queries.in_hamlet(asked.hamlet.id)
    return [learner.person for learner in queries.learners(training.course_id)]


def _invitation(training: Training, asked: Inviting, number: str | None) -> Invitation:
    lines, name = (asked.signer.lines, asked.signer.name) if asked.signer else ((), None)
    return documents.invitation(
        training,
        _guests(training, asked),
        places.authority_name(training.owner_id, asked.day),
        queries.ordinal(training),
        day=asked.day,
        signature=SignatureBlock(lines=lines, name=name),
        everyone=f"Nhân dân {asked.hamlet.name}" if asked.hamlet is not None and asked.everyone else "",
        each=asked.each,
        request=text.nfc(asked.request).rstrip(".") or None,
        number=number,
    )


def _check(refusals: list[Refusal]) -> None:
    if refusals:
        raise Refused(refusals)
