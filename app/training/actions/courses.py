"""Open a course, correct it, remove one entered by mistake."""

from collections.abc import Sequence
from datetime import date, timedelta

from app import audit, text
from app.accounts.models import User
from app.db import db
from app.people.models import Person
from app.places.models import Hamlet
from app.plans.models import Plan, Target
from app.refusals import Refusal, refuse_if
from app.training import queries, rules
from app.training.actions.instructors import number_instructors
from app.training.actions.trainings import add_meetings
from app.training.models import Course, CourseHamlet, CourseSkill, Instructor, Skill
from app.training.queries import copying as copied
from app.training.queries import results
from app.training.rules import copying, planning
from app.training.rules.planning import Slot


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
    hamlets: Sequence[Hamlet] | None = None,
    skills: Sequence[Skill | CourseSkill] | None = None,
    meetings: Sequence[Slot] = (),
) -> Course:
    """Open a course or correct it, for a new one with its trainings in one go.

    Args: topic, one of law.TOPICS or free; instructor, the person of the commune whose merit the class is, if any;
    trainer, the account that marks attendance; opens_on and closes_on, both included, without them the plan's period;
    hamlets, whose people it is for beside; skills, the contents it teaches, without any its topic; None leaves both
    as they are. An empty title is proposed from topic and hamlet, an empty place from the hamlet.
    Who else teaches or supports stays. Raises Refused with every reason, when the days do not fit the plan or the
    trainings, the target is another plan's, or a content with results is left out.
    """
    opens_on = opens_on or plan.valid_from
    closes_on = closes_on or plan.valid_until - timedelta(days=1)
    topic, title, place = text.nfc(topic), text.nfc(title), text.nfc(place)
    refuse_if(save_refusals(course, plan, opens_on, closes_on, target, skills, meetings))
    course = course or Course()
    course.opens_on, course.closes_on, course.target_id = opens_on, closes_on, target.id if target else None
    course.plan_id, course.title, course.topic = plan.id, title or _title(topic, hamlet), topic
    course.target_group, course.place = target_group, place or (planning.place_for(hamlet.name) if hamlet else "")
    course.hamlet_id = hamlet.id if hamlet else None
    db.session.add(course)
    _first_instructor(course, text.nfc(instructor_name), instructor)
    _first_trainer(course, trainer)
    _meant_for(course, hamlets)
    _teaches(course, skills)
    add_meetings(course, meetings)
    audit.record("course-saved", course, title=course.title)
    db.session.expire(course, ["plan", "target", "hamlet", "trainings"])
    return course


def save_refusals(
    course: Course | None,
    plan: Plan,
    opens_on: date,
    closes_on: date,
    target: Target | None,
    skills: Sequence[Skill | CourseSkill] | None,
    meetings: Sequence[Slot],
) -> list[Refusal]:
    """Why a course cannot be saved so, everything at once; the form asks the same before the action does."""
    days = [training.day for training in course.trainings] if course else []
    found = rules.course_faults(opens_on, closes_on, days, plan.valid_from, plan.valid_until)
    found += planning.meeting_faults(meetings, planning.Period(opens_on, closes_on))
    found += planning.target_faults(target.plan_id if target else None, plan.id)
    if course and skills is not None:
        left_out = [one for one in course.skills if one not in skills and (skills or one.code)]
        used = results.taught_with_results(course.id) if left_out else set()
        found += [Refusal("skill-has-results", detail=one.text) for one in left_out if one.id in used]
    return found


def _title(topic: str, hamlet: Hamlet | None) -> str:
    return planning.title_for(topic, hamlet.name if hamlet else None)


def _meant_for(course: Course, hamlets: Sequence[Hamlet] | None) -> None:
    """The hamlets whose people the class is for, beside the one where it is held."""
    wanted = {one.hamlet_id for one in course.hamlets} if hamlets is None else {one.id for one in hamlets}
    wanted.discard(course.hamlet_id or 0)
    for known in [one for one in course.hamlets if one.hamlet_id not in wanted]:
        course.hamlets.remove(known)
    here = {one.hamlet_id for one in course.hamlets}
    course.hamlets += [CourseHamlet(hamlet_id=one) for one in sorted(wanted - here)]


def _teaches(course: Course, skills: Sequence[Skill | CourseSkill] | None) -> None:
    """The contents of the class, at least one: its topic stands for itself when none is chosen."""
    on_topic = [one for one in course.skills if one.code is None]
    wanted: Sequence[Skill | CourseSkill] = list(course.skills) if skills is None else skills
    kept = [one for one in wanted if isinstance(one, CourseSkill)] or ([] if wanted else on_topic[:1])
    new = [CourseSkill(code=one.code, text=one.text) for one in wanted if isinstance(one, Skill)]
    if not kept and not new:
        new = [CourseSkill(code=None, text=course.topic)]
    course.skills = [one for one in course.skills if one in kept] + new
    for position, one in enumerate(course.skills, start=1):
        one.position = position
        if one.code is None:
            one.text = course.topic


def remove_course(course: Course) -> None:
    """Remove a course entered by mistake, with its trainings; raises Refused once anything has happened in it."""
    refuse_if(course_refusals(course))
    audit.record("course-removed", course, title=course.title)
    forget(course)


def course_refusals(course: Course) -> list[Refusal]:
    """Why this course cannot be removed: it has learners, marks, papers or materials."""
    return copying.removal_refusals(copied.traces([course.id])[course.id])


def forget(course: Course) -> None:
    """Take a course and what belongs to it out of the books; who calls has asked whether it may be."""
    for other in copied.copies_of(course):
        other.copied_from_id = None
    for learner in queries.learners(course.id):
        db.session.delete(learner)
    for training in queries.trainings(course.id):
        db.session.delete(training)
    db.session.flush()
    db.session.expire(course)
    db.session.delete(course)
    db.session.flush()


def _first_instructor(course: Course, name: str, person: Person | None) -> None:
    """The one who teaches, as the form of the course names them; who teaches beside them stays."""
    name = name or (person.name if person else "")
    if course.leads:
        first = course.leads[0]
        first.name, first.person_id = name, person.id if person else None
    elif name:
        person_id = person.id if person else None
        course.instructors.insert(0, Instructor(part=rules.Part.LEAD, name=name, person_id=person_id))
    number_instructors(course)


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
    number_instructors(course)
