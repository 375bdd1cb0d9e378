"""Repeat a course in other hamlets in one step, and take that step back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from app import audit, clock, text
from app.db import db
from app.people.models import Person
from app.places.models import Hamlet
from app.refusals import Refusal, refuse_if
from app.training import queries
from app.training.actions.courses import forget
from app.training.actions.trainings import add_meetings
from app.training.models import Course, CourseSkill, Instructor, Learner
from app.training.queries import copying as reads
from app.training.queries import planning
from app.training.rules import Part, copying
from app.training.rules.planning import Period, Slot


@dataclass(frozen=True)
class Copy:
    """One copy as the official wants it: in which hamlet, what it is called, where and when it meets.

    A place in `meetings` is that of the copied training: it is exchanged like the place of the class.
    """

    hamlet: Hamlet
    title: str
    place: str
    meetings: Sequence[Slot] = ()

    @property
    def first_day(self) -> date | None:
        """The day of its first training, if it has any."""
        return min((slot.day for slot in self.meetings), default=None)


@dataclass(frozen=True)
class Options:
    """What else goes into every copy.

    `own_team` lets the digital team of each hamlet support there instead of those who support the copied class;
    `with_people` puts the hamlet's people of the target group on the list.
    """

    own_team: bool = False
    with_people: bool = False


def copy_course(course: Course, copies: Sequence[Copy], options: Options = Options()) -> list[Course]:
    """Make all these copies in one step: topic, target, contents, those who teach and the hours stay.

    Raises Refused when no hamlet is chosen or a training lies outside the plan; then none is made.
    """
    refuse_if([] if copies else [Refusal("no-hamlet-chosen")])
    plan = plan_period(course)
    refuse_if([fault for one in copies for fault in copying.copy_faults(one.meetings, plan)])
    now = clock.now()
    people = (
        reads.people_of_group([one.hamlet.id for one in copies], course.target_group) if options.with_people else {}
    )
    days = {one.hamlet.id: one.first_day or course.opens_on for one in copies}
    teams = planning.teams_on(days if options.own_team else {})
    made = [_copied(course, one, now, people.get(one.hamlet.id, []), teams.get(one.hamlet.id, [])) for one in copies]
    db.session.flush()
    audit.record("course-copied", course, title=course.title, count=len(made))
    for one in made:
        audit.record("course-made-as-copy", one, title=course.title, count=len(one.learners))
    return made


def plan_period(course: Course) -> Period:
    """The days of the course's plan, both included."""
    return Period(course.plan.valid_from, course.plan.valid_until - timedelta(days=1))


def _copied(course: Course, wanted: Copy, now: datetime, people: Sequence[Person], team: Sequence[Person]) -> Course:
    first = queries.trainings(course.id)[0].day if wanted.meetings else course.opens_on
    days = [slot.day for slot in wanted.meetings]
    by = min(days, default=first) - first
    period = copying.period_of_copy(Period(course.opens_on, course.closes_on), plan_period(course), by, days)
    new = Course(
        plan_id=course.plan_id, target_id=course.target_id, title=text.nfc(wanted.title), topic=course.topic,
        target_group=course.target_group, hamlet_id=wanted.hamlet.id, place=text.nfc(wanted.place),
        opens_on=period.first, closes_on=period.last, copied_from_id=course.id, copied_at=now,
    )  # fmt: skip
    new.instructors = staff_of_copy(course, team)
    new.skills = [CourseSkill(position=one.position, code=one.code, text=one.text) for one in course.skills]
    new.learners = [Learner(person=person) for person in people]
    db.session.add(new)
    add_meetings(new, [replace(slot, place=place_of_meeting(course, wanted, slot)) for slot in wanted.meetings])
    return new


def place_of_meeting(course: Course, wanted: Copy, slot: Slot) -> str:
    """Where one training of a copy is held, with the name of the new hamlet where the old one's stood."""
    old = course.hamlet.name if course.hamlet else None
    return copying.meeting_place(slot.place, course.place, text.nfc(wanted.place), old, wanted.hamlet.name)


def staff_of_copy(course: Course, team: Sequence[Person]) -> list[Instructor]:
    """Who teaches and supports a copy: the same, or this team in place of those who only support.

    Who has an account stays in any case, since somebody must mark attendance; without a team all stay.
    """
    kept = [one for one in course.instructors if not team or one.part == Part.LEAD or one.user_id]
    found = [Instructor(part=one.part, name=one.name, person_id=one.person_id, user_id=one.user_id) for one in kept]
    there = {one.person_id for one in found}
    found += [Instructor(part=Part.SUPPORT, name=one.name, person_id=one.id) for one in team if one.id not in there]
    for position, one in enumerate(found, start=1):
        one.position = position
    return found


@dataclass(frozen=True)
class TakenBack:
    """What became of copies that were to be taken back: how many are gone, and which stay and why."""

    gone: int = 0
    kept: list[tuple[Course, list[Refusal]]] = field(default_factory=list)


def take_back(copies: Sequence[Course]) -> TakenBack:
    """Take back those copies of one step in which nothing has happened yet; the others stay, each with its reasons."""
    found = why_kept(copies)
    gone = [one for one in copies if not found[one.id]]
    source = queries.get(copies[0].copied_from_id) if copies and copies[0].copied_from_id else None
    for one in gone:
        audit.record("course-removed", one, title=one.title)
        forget(one)
    if gone and source:
        audit.record("copies-taken-back", source, title=source.title, count=len(gone))
    return TakenBack(len(gone), [(one, found[one.id]) for one in copies if found[one.id]])


def why_kept(copies: Sequence[Course]) -> dict[int, list[Refusal]]:
    """Why each of these copies cannot be taken back; people whom copying itself put on the list do not count."""
    traces = reads.traces([one.id for one in copies])
    proposed = reads.proposed_learners(copies)
    return {one.id: copying.removal_refusals(traces[one.id], proposed[one.id]) for one in copies}
