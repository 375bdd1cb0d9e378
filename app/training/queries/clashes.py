"""Which trainings clash, in a handful of statements whatever their number; nothing is refused because of it.

A trainer is told that a class of others is at that hour, and whom or which place both have, but not which class.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select

from app.db import db
from app.people.models import Person
from app.training import queries
from app.training.models import Course, Instructor, Learner, Training
from app.training.rules.clashing import Meeting, Teacher, overlapping, same_place, same_teachers

__all__ = ["Clash", "Proposed", "Side", "Teacher", "by_training", "of_proposed", "of_trainings"]

Pair = tuple[Meeting, Meeting]


@dataclass(frozen=True)
class Proposed:
    """A training not yet stored, with who would teach it and who would come.

    `hamlet_id` is where it would be held; `except_course_id` a course whose own trainings do not count, because it
    is the one being planned anew.
    """

    day: date
    starts: time
    ends: time
    place: str
    instructors: Sequence[Teacher] = ()
    learner_ids: Collection[int] = ()
    hamlet_id: int | None = None
    except_course_id: int | None = None


@dataclass(frozen=True)
class Side:
    """One of two trainings that clash; its ids and title are left out where one may not see that class.

    `number` is its place, from 1, among those proposed together.
    """

    day: date
    starts: time
    ends: time
    training_id: int | None = None
    course_id: int | None = None
    title: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Clash:
    """Two trainings at one time, and what both need: teachers by name, the place, learners by name.

    `same_course`: both belong to one class, whose learners cannot be at both.
    """

    first: Side
    second: Side
    teachers: tuple[str, ...] = ()
    place: str = ""
    learners: tuple[str, ...] = ()
    same_course: bool = False

    def beside(self, training_id: int) -> Side:
        """The other training, seen from this one."""
        return self.second if self.first.training_id == training_id else self.first


def of_trainings(ids: Collection[int]) -> list[Clash]:
    """The clashes of these stored trainings, each pair once, in the order of time; at most five statements."""
    asked = frozenset(ids)
    if not asked:
        return []
    days = select(Training.day).where(Training.id.in_(asked))
    meetings, titles = _held(db.session.scalars(days.distinct()).all())
    pairs = [pair for pair in overlapping(meetings) if asked & {pair[0].training_id, pair[1].training_id}]
    return _told(pairs, titles, {}, {})


def of_proposed(proposed: Sequence[Proposed]) -> dict[int, list[Clash]]:
    """The clashes of trainings not yet stored, with stored ones and among each other, by their place from 0.

    Of each clash `first` is the proposed one. Among each other both are told. At most four statements.
    """
    found: dict[int, list[Clash]] = {place: [] for place in range(len(proposed))}
    if not proposed:
        return found
    stored, titles = _held({one.day for one in proposed})
    new = [
        Meeting(one.day, one.starts, one.ends, one.place, one.hamlet_id, number=number)
        for number, one in enumerate(proposed, start=1)
    ]
    pairs = [pair for pair in overlapping([*stored, *new]) if _is_asked(pair, proposed)]
    teachers = {number: tuple(one.instructors) for number, one in enumerate(proposed, start=1)}
    learners = {number: frozenset(one.learner_ids) for number, one in enumerate(proposed, start=1)}
    for clash in _told(pairs, titles, teachers, learners):
        for seen in (clash, Clash(clash.second, clash.first, clash.teachers, clash.place, clash.learners)):
            if seen.first.number:
                found[seen.first.number - 1].append(seen)
    return found


def by_training(clashes: Iterable[Clash]) -> dict[int, list[Clash]]:
    """The clashes of each training, to be shown beside it."""
    found: dict[int, list[Clash]] = {}
    for clash in clashes:
        for side in (clash.first, clash.second):
            if side.training_id:
                found.setdefault(side.training_id, []).append(clash)
    return found


def _is_asked(pair: Pair, proposed: Sequence[Proposed]) -> bool:
    first, second = pair if pair[0].number else pair[::-1]
    if not first.number:
        return False
    left_out = proposed[first.number - 1].except_course_id
    return second.course_id is None or second.course_id != left_out


def _held(days: Collection[date]) -> tuple[list[Meeting], dict[int, str]]:
    """All trainings of these days, of whichever class, and the titles of the classes."""
    chosen = (
        select(Training.id, Training.day, Training.starts, Training.ends, Training.place, Course.id, Course.hamlet_id)
        .add_columns(Course.title)
        .join(Course, Course.id == Training.course_id)
        .where(Training.day.in_(sorted(days)))
    )
    meetings, titles = [], {}
    for training_id, day, starts, ends, place, course_id, hamlet_id, title in db.session.execute(chosen):
        meetings.append(Meeting(day, starts, ends, place, hamlet_id, training_id, course_id))
        titles[course_id] = title
    return meetings, titles


def _told(
    pairs: Sequence[Pair],
    titles: Mapping[int, str],
    new_teachers: Mapping[int, tuple[Teacher, ...]],
    new_learners: Mapping[int, frozenset[int]],
) -> list[Clash]:
    """What each pair shares, where it shares anything; people are looked up for all pairs together.

    Args: new_teachers and new_learners, of trainings not yet stored, by their number.
    """
    course_ids = {one.course_id for pair in pairs for one in pair if one.course_id}
    stored_teachers = _teachers(course_ids)
    stored_learners = _learners(course_ids, new_learners.values())
    visible = _visible(stored_teachers)

    def teachers_of(one: Meeting) -> Sequence[Teacher]:
        return new_teachers[one.number] if one.number else stored_teachers.get(one.course_id or 0, ())

    def learners_of(one: Meeting) -> Collection[int]:
        return new_learners[one.number] if one.number else stored_learners.get(one.course_id or 0, frozenset())

    shared = {
        pair: frozenset() if _same_course(pair) else frozenset(learners_of(pair[0])) & frozenset(learners_of(pair[1]))
        for pair in pairs
    }
    names = _names(frozenset().union(*shared.values()))
    found = [
        Clash(
            _side(first, titles, visible),
            _side(second, titles, visible),
            same_teachers(teachers_of(first), teachers_of(second)),
            first.place if same_place(first, second) else "",
            tuple(name for person_id, name in names if person_id in shared[first, second]),
            _same_course((first, second)),
        )
        for first, second in pairs
    ]
    return [one for one in found if one.teachers or one.place or one.learners or one.same_course]


def _same_course(pair: Pair) -> bool:
    return pair[0].course_id is not None and pair[0].course_id == pair[1].course_id


def _side(one: Meeting, titles: Mapping[int, str], visible: Collection[int] | None) -> Side:
    if one.course_id is None or (visible is not None and one.course_id not in visible):
        return Side(one.day, one.starts, one.ends, number=one.number)
    return Side(one.day, one.starts, one.ends, one.training_id, one.course_id, titles[one.course_id])


def _visible(teachers: Mapping[int, Sequence[Teacher]]) -> frozenset[int] | None:
    """The courses among these whose title one may see; None for all of them."""
    own = queries.only_own()
    if own is None:
        return None
    return frozenset(course_id for course_id, them in teachers.items() if own in [one.user_id for one in them])


def _teachers(course_ids: Collection[int]) -> dict[int, list[Teacher]]:
    if not course_ids:
        return {}
    chosen = (
        select(Instructor.course_id, Instructor.name, Instructor.person_id, Instructor.user_id)
        .where(Instructor.course_id.in_(course_ids))
        .order_by(Instructor.position, Instructor.id)
    )
    found: dict[int, list[Teacher]] = {}
    for course_id, name, person_id, user_id in db.session.execute(chosen):
        found.setdefault(course_id, []).append(Teacher(name, person_id, user_id))
    return found


def _learners(course_ids: Collection[int], asked: Iterable[frozenset[int]]) -> dict[int, set[int]]:
    """Who is on two of these courses, or on one and among those asked; the many others stay in the database."""
    if not course_ids:
        return {}
    wanted = frozenset[int]().union(*asked)
    twice = (
        select(Learner.person_id)
        .where(Learner.course_id.in_(course_ids))
        .group_by(Learner.person_id)
        .having(func.count(Learner.id) > 1)
    )
    who = Learner.person_id.in_(wanted) if wanted else Learner.person_id.in_(twice)
    chosen = select(Learner.course_id, Learner.person_id).where(Learner.course_id.in_(course_ids), who)
    found: dict[int, set[int]] = {}
    for course_id, person_id in db.session.execute(chosen):
        found.setdefault(course_id, set()).add(person_id)
    return found


def _names(ids: Collection[int]) -> list[tuple[int, str]]:
    """These people by tên, đệm, họ."""
    if not ids:
        return []
    chosen = select(Person.id, Person.name).where(Person.id.in_(ids)).order_by(Person.name_key, Person.id)
    return [(person_id, name) for person_id, name in db.session.execute(chosen)]
