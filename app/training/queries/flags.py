"""Reads of the doubts about the figures: always the same few statements, however many classes there are.

Nothing is kept of a doubt but what an official said of it: it is looked for anew each time, so that it is gone as soon
as its cause is. A trainer is shown the doubts about their own classes; of a class of others in which the same person
was present they see the hour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app import clock, text
from app.db import db
from app.papers.models import Paper, Scan
from app.people.models import Person
from app.people.rules import Birth, told_apart
from app.places import queries as places
from app.places.models import Hamlet
from app.training.models import Attendance, Course, FlagNote, Learner, SkillResult, Training
from app.training.queries import only_own, trained_by
from app.training.rules import CAME, Result, Way
from app.training.rules import flags as rules
from app.training.rules.flags import Finding, Flag, Meeting, Record, Sheet

SHEET_KIND = "attendance_sheet"
NAMED = 10  # people that one doubt about a class names; it counts them all


@dataclass(frozen=True)
class Wanted:
    """Where doubts are looked for: on these days, both included, in one class or in the classes held in one hamlet."""

    first: date | None = None
    last: date | None = None
    course_id: int | None = None
    hamlet_id: int | None = None


@dataclass(frozen=True)
class Doubts:
    """The doubts that are open, and those that were looked at, each with its note."""

    opened: list[Finding]
    kept: list[tuple[Finding, FlagNote]]


def found(wanted: Wanted, today: date) -> Doubts:
    """The doubts about the classes one may see, as they stand on this day, in the order in which they are shown."""
    those = rules.in_order(
        [
            *_of_meetings(wanted, today),
            *_in_two_places(wanted),
            *_never_came(wanted),
            *_twice_on_list(wanted),
            *_passed_done_for(wanted),
            *_without_birth_year(wanted),
        ]
    )
    notes = _notes()
    opened, kept = rules.parted(those, notes)
    return Doubts(opened, [(one, notes[one.key]) for one in kept])


def of_course(course_id: int, today: date) -> Doubts:
    """The doubts about one class, whenever its trainings are."""
    return found(Wanted(course_id=course_id), today)


def note(finding: Finding) -> FlagNote | None:
    """What was said of this doubt."""
    chosen = select(FlagNote).where(
        FlagNote.code == finding.flag, FlagNote.subject_id == finding.subject_id, FlagNote.seen == finding.seen
    )
    return db.session.scalars(chosen).one_or_none()


def _notes() -> dict[str, FlagNote]:
    return {f"{one.code}:{one.subject_id}:{one.seen}": one for one in db.session.scalars(select(FlagNote))}


def _courses(wanted: Wanted) -> Select[int]:
    """The classes that are looked at: those one may see whose days meet the days asked for."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        conditions.append(Course.closes_on >= wanted.first)
    if wanted.last is not None:
        conditions.append(Course.opens_on <= wanted.last)
    if wanted.course_id is not None:
        conditions.append(Course.id == wanted.course_id)
    if wanted.hamlet_id is not None:
        conditions.append(Course.hamlet_id == wanted.hamlet_id)
    own = only_own()
    if own is not None:
        conditions.append(trained_by(own))
    return select(Course.id).where(*conditions)


def _days(wanted: Wanted, day: Any = Training.day) -> list[ColumnElement[bool]]:
    bounds = [day >= wanted.first if wanted.first else None, day <= wanted.last if wanted.last else None]
    return [one for one in bounds if one is not None]


# ---- trainings


def _of_meetings(wanted: Wanted, today: date) -> list[Finding]:
    meetings = _meetings(wanted)
    count = places.calendar().count
    return rules.of_meetings(meetings, today, count, _training) + rules.always_full(meetings, today, _course_of)


def _meetings(wanted: Wanted) -> list[Meeting]:
    """All trainings of these classes with their marks; whether a class is always full is seen by all of them."""
    sizes, sheets = _sizes(wanted), _sheets(wanted)
    came = func.count(Attendance.id).filter(Attendance.mark.in_(CAME))
    chosen = (
        select(Training.id, Training.course_id, Course.title, Training.day, func.count(Attendance.id), came)
        .join(Course, Course.id == Training.course_id)
        .outerjoin(Attendance, Attendance.training_id == Training.id)
        .where(Training.course_id.in_(_courses(wanted)))
        .group_by(Training.id, Course.id)
    )
    return [
        Meeting(
            training_id,
            course_id,
            title,
            day,
            sizes.get(course_id, 0),
            marks,
            present,
            sheets.get(training_id),
            (wanted.first or day) <= day <= (wanted.last or day),
        )
        for training_id, course_id, title, day, marks, present in db.session.execute(chosen)
    ]


def _sizes(wanted: Wanted) -> dict[int, int]:
    chosen = select(Learner.course_id, func.count(Learner.id)).where(Learner.course_id.in_(_courses(wanted)))
    return {course_id: count for course_id, count in db.session.execute(chosen.group_by(Learner.course_id))}


def _sheets(wanted: Wanted) -> dict[int, Sheet]:
    """The sheet that holds of each training: its lines are those of the list and the blank ones, as it was sealed."""
    there = select(Training.id).where(Training.course_id.in_(_courses(wanted)), *_days(wanted))
    scanned = select(Scan.id).where(Scan.paper_id == Paper.id).exists()
    rows, blank = func.json_array_length(Paper.facts["rows"]), Paper.facts["blank_rows"].as_integer()
    chosen = select(Paper.subject_id, Paper.id, Paper.sealed_at, rows, blank, scanned).where(
        Paper.kind == SHEET_KIND,
        Paper.subject_table == "training",
        Paper.replaced.is_(False),
        Paper.subject_id.in_(there),
    )
    return {
        training_id: Sheet(paper_id, clock.local(sealed_at).date(), (lines or 0) + (empty or 0), has_scan)
        for training_id, paper_id, sealed_at, lines, empty, has_scan in db.session.execute(chosen)
    }


def _training(one: Meeting) -> Record:
    return _of_training(one.training_id, one.title, one.day)


def _of_training(training_id: int, title: str, day: date) -> Record:
    return Record(f"{title}, ngày {text.day_text(day)}", "training.show_training", (("training_id", training_id),))


def _course_of(one: Meeting) -> Record:
    return _course(one.course_id, one.title)


def _course(course_id: int, title: str) -> Record:
    return Record(title, "training.show", (("course_id", course_id),))


def _person(person_id: int, label: str, endpoint: str = "training.person") -> Record:
    return Record(label, endpoint, (("person_id", person_id),))


# ---- people


@dataclass(frozen=True)
class _Visit:
    """One mark of someone who was present on a day on which they were present elsewhere too."""

    id: int
    who: Record
    person_id: int
    training_id: int
    course_id: int
    title: str
    day: date
    starts: time
    ends: time

    def overlaps(self, other: "_Visit") -> bool:
        """Whether both were at one hour."""
        return self.starts < other.ends and other.starts < self.ends


def _in_two_places(wanted: Wanted) -> list[Finding]:
    """Who was present at two trainings that overlap, whichever classes these belong to."""
    asked = frozenset(db.session.scalars(_courses(wanted)))
    seen = _visible()
    by_day: dict[tuple[int, date], list[_Visit]] = {}
    for one in _twice_a_day(wanted):
        by_day.setdefault((one.person_id, one.day), []).append(one)
    return [
        _two_places(first, second, seen)
        for visits in by_day.values()
        for first, second in combinations(visits, 2)
        if first.overlaps(second) and asked & {first.course_id, second.course_id}
    ]


def _visible() -> frozenset[int] | None:
    """The classes whose title one may see; None for all of them."""
    own = only_own()
    return None if own is None else frozenset(db.session.scalars(select(Course.id).where(trained_by(own))))


def _twice_a_day(wanted: Wanted) -> list[_Visit]:
    """The visits of whoever came twice on one day: few of them, found in one walk along the marks of the period.

    Tried and dropped: a join of the marks with themselves, which took minutes for 200.000 of them.
    """
    came = (
        select(Learner.person_id, Training.day)
        .select_from(Attendance)
        .join(Training, Training.id == Attendance.training_id)
        .join(Learner, Learner.id == Attendance.learner_id)
        .where(Attendance.mark.in_(CAME), *_days(wanted), *_of_people(wanted))
        .group_by(Learner.person_id, Training.day)
        .having(func.count(Attendance.id) > 1)
    )
    pairs = db.session.execute(came).all()
    people, days = {person_id for person_id, _day in pairs}, {day for _person_id, day in pairs}
    if not pairs:
        return []
    chosen = (
        select(Attendance.id, Person.id, Person.name, Person.born_on, Person.birth_year, Hamlet.name)
        .add_columns(Training.id, Course.id, Course.title, Training.day, Training.starts, Training.ends)
        .select_from(Learner)
        .join(Person, Person.id == Learner.person_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .join(Attendance, Attendance.learner_id == Learner.id)
        .join(Training, Training.id == Attendance.training_id)
        .join(Course, Course.id == Training.course_id)
        .where(Attendance.mark.in_(CAME), Learner.person_id.in_(people), Training.day.in_(days))
        .order_by(Training.day, Training.starts, Attendance.id)
    )
    twice = set(map(tuple, pairs))
    found = []
    for row_id, person_id, name, born_on, year, hamlet, *rest in db.session.execute(chosen):
        who = _person(person_id, told_apart(name, Birth(born_on, year), hamlet))
        one = _Visit(row_id, who, person_id, *rest)
        if (person_id, one.day) in twice:
            found.append(one)
    return found


def _of_people(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Of one class: its own people and days alone are looked at, not the marks of the whole commune."""
    if wanted.course_id is None:
        return []
    listed, held = aliased(Learner), aliased(Training)
    people = select(listed.person_id).where(listed.course_id == wanted.course_id)
    days = select(held.day).where(held.course_id == wanted.course_id)
    return [Learner.person_id.in_(people), Training.day.in_(days)]


def _two_places(first: _Visit, second: _Visit, visible: frozenset[int] | None) -> Finding:
    records = [first.who]
    for one in (first, second):
        hidden = visible is not None and one.course_id not in visible
        told = _of_training(one.training_id, one.title, one.day)
        records.append(Record("một lớp khác cùng giờ") if hidden else told)
    course_id = first.course_id if visible is None or first.course_id in visible else second.course_id
    low, high = sorted((first.id, second.id))
    return Finding(Flag.TWO_PLACES, low, course_id, tuple(records), str(high), 2, 2, first.day)


def _learners(wanted: Wanted) -> Any:
    """Learners of these classes with who they are."""
    return (
        select(
            Learner.id, Course.id, Course.title, Person.id, Person.name, Person.born_on, Person.birth_year, Hamlet.name
        )
        .select_from(Learner)
        .join(Course, Course.id == Learner.course_id)
        .join(Person, Person.id == Learner.person_id)
        .outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
        .where(Learner.course_id.in_(_courses(wanted)))
        .order_by(Course.id, Person.name_key, Learner.id)
    )


def _never_came(wanted: Wanted) -> list[Finding]:
    """The classes that gave a result to people who never came: one doubt for each class."""
    came = select(Attendance.id).where(Attendance.learner_id == Learner.id, Attendance.mark.in_(CAME)).exists()
    by_course: dict[int, list[Any]] = {}
    for row in db.session.execute(_learners(wanted).where(Learner.result.is_not(None), ~came)):
        by_course.setdefault(row[1], []).append(row)
    return [
        Finding(
            Flag.NEVER_CAME,
            course_id,
            course_id,
            (_course(course_id, those[0][2]), *(_told(row) for row in those[:NAMED])),
            rules.digest(row[0] for row in those),
            len(those),
        )
        for course_id, those in by_course.items()
    ]


def _told(row: Any) -> Record:
    _learner, _course_id, _title, person_id, name, born_on, year, hamlet = row
    return _person(person_id, told_apart(name, Birth(born_on, year), hamlet))


def _passed_done_for(wanted: Wanted) -> list[Finding]:
    """Who passed although someone else does everything for them."""
    otherwise = select(SkillResult.id).where(SkillResult.learner_id == Learner.id, SkillResult.way != Way.DONE_FOR)
    chosen = _learners(wanted).where(Learner.result == Result.PASSED, Learner.way == Way.DONE_FOR, ~otherwise.exists())
    return [
        Finding(Flag.PASSED_DONE_FOR, row[0], row[1], (_told(row), _course(row[1], row[2])))
        for row in db.session.execute(chosen)
    ]


def _twice_on_list(wanted: Wanted) -> list[Finding]:
    """Two on one list with the same name and hamlet and no year of birth that speaks against it."""
    other, double = aliased(Learner), aliased(Person)
    chosen = (
        _learners(wanted)
        .add_columns(other.id, double.id, double.name, double.born_on, double.birth_year)
        .join(other, (other.course_id == Learner.course_id) & (other.id > Learner.id))
        .join(double, (double.id == other.person_id) & (double.name_fold == Person.name_fold))
        .where(or_(double.hamlet_id == Person.hamlet_id, double.hamlet_id.is_(None), Person.hamlet_id.is_(None)))
    )
    those: list[Finding] = []
    for row in db.session.execute(chosen):
        learner_id, course_id, title, _person_id, _name, born_on, year, hamlet, *second = row
        other_id, double_id, name, double_born_on, double_year = second
        birth = Birth(double_born_on, double_year)
        if rules.may_be_same(Birth(born_on, year), birth):
            records = (_told(row[:8]), _person(double_id, told_apart(name, birth, hamlet)), _course(course_id, title))
            those.append(Finding(Flag.TWICE_ON_LIST, learner_id, course_id, records, str(other_id), 2))
    return those


def _without_birth_year(wanted: Wanted) -> list[Finding]:
    """Learners of whom not even the year of birth is known: one doubt for each person, however many classes."""
    chosen = _learners(wanted).where(Person.born_on.is_(None), Person.birth_year.is_(None))
    by_person: dict[int, list[Any]] = {}
    for row in db.session.execute(chosen):
        by_person.setdefault(row[3], []).append(row)
    return [
        Finding(
            Flag.NO_BIRTH_YEAR,
            person_id,
            those[0][1],
            (_person(person_id, told_apart(those[0][4], Birth(), those[0][7]), "people.edit"), *_courses_of(those)),
            count=len(those),
        )
        for person_id, those in by_person.items()
    ]


def _courses_of(those: Sequence[Any]) -> list[Record]:
    return [_course(row[1], row[2]) for row in those[:NAMED]]
