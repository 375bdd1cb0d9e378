"""Repeat a class in other hamlets: choose them, look at every copy in its line, make all of them, take them back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.people.models import Person
from app.places import queries as places
from app.places.models import Hamlet
from app.training import actions, queries
from app.training.forms.copying import CopyForm, CopyLine, HamletsForm, copy_form
from app.training.models import Course
from app.training.queries import clashes, planning
from app.training.queries import copying as reads
from app.training.queries.clashes import Clash, Proposed, Teacher
from app.training.rules import copying
from app.training.rules.planning import Slot
from app.training.views import bp

AGAIN = "again"  # the button that counts the days of each line anew from its first


@bp.get("/<int:course_id>/copy")
@needs(Can.TRAINING_WRITE)
def copy_course(course_id: int) -> Response:
    """Choose the hamlets; once chosen, every copy in its line."""
    course = queries.get(course_id)
    asked = bool(request.args)
    choice = _choice(course, asked)
    if not asked:
        return _page(course, choice)
    if not choice.validate():
        return _page(course, choice, status=422)
    hamlets = _chosen(course, choice)
    form = copy_form(hamlets, _proposed(course, choice, hamlets))
    _rules_agree(course, form)
    return _page(course, choice, form, hamlets)


@bp.post("/<int:course_id>/copy")
@needs(Can.TRAINING_WRITE)
def make_copies(course_id: int) -> Response:
    """Make all copies as their lines say."""
    course = queries.get(course_id)
    choice = _choice(course, True)
    hamlets = _chosen(course, choice)
    form = copy_form(hamlets)
    if request.form.get("step") == AGAIN:
        form = _counted_anew(course, form, hamlets)
        _rules_agree(course, form)
        return _page(course, choice, form, hamlets)
    valid = form.validate_on_submit() and bool(hamlets)
    valid = _rules_agree(course, form) and valid
    if not valid:
        choice.validate()
        return _page(course, choice, form, hamlets, 422)
    copies = [_copy(one, form.lines[one.id], _slots(course)) for one in hamlets]
    options = actions.Options(bool(choice.own_team.data), bool(choice.with_people.data))
    made = actions.copy_course(course, copies, options)
    return htmx.go("training.copies", f"Đã lập {len(made)} lớp.", course_id=made[0].id)


def _copy(hamlet: Hamlet, line: CopyLine, slots: Sequence[Slot]) -> actions.Copy:
    return actions.Copy(hamlet, line.title.data or "", line.place.data or "", line.chosen(slots))


@bp.get("/<int:course_id>/copies")
@needs(Can.TRAINING_WRITE)
def copies(course_id: int) -> Response:
    """The classes made in one step with this one, and which of them can still be taken back."""
    together = reads.together_with(course_id)
    kept = actions.why_kept(together)
    source = queries.get(together[0].copied_from_id) if together[0].copied_from_id else None
    return htmx.page(
        "training/copies.html",
        copies=together,
        kept=kept,
        source=source,
        counts=queries.counts([one.id for one in together]),
        left=sum(1 for reasons in kept.values() if not reasons),
    )


@bp.post("/<int:course_id>/copies/undo")
@needs(Can.TRAINING_WRITE)
def undo_copies(course_id: int) -> Response:
    """Take back the copies of one step in which nothing has happened yet."""
    together = reads.together_with(course_id)
    source_id = together[0].copied_from_id
    result = actions.take_back(together) if together[0].copied_at else actions.TakenBack()
    said = f"Đã hoàn tác {result.gone} lớp."
    if result.kept:
        names = ", ".join(f"“{one.title}”" for one, _ in result.kept)
        return htmx.go("training.copies", f"{said} Giữ lại: {names}.", course_id=result.kept[0][0].id)
    if source_id:
        return htmx.go("training.show", said, course_id=source_id)
    return htmx.go("training.index", said)


# ---- the choice of hamlets


def _choice(course: Course, asked: bool) -> HamletsForm:
    """What is asked for: from the address before, from the posted form afterwards."""
    form = HamletsForm(formdata=request.values if asked else None, data=None if asked else {"shift": 1})
    form.meets = bool(course.trainings)
    today = clock.today()
    form.hamlets.choices = [(one.id, one.name) for one in places.hamlets(today) if one.id != course.hamlet_id]
    return form


def _chosen(course: Course, choice: HamletsForm) -> list[Hamlet]:
    wanted = set(choice.hamlets.data or ())
    return [one for one in places.hamlets(clock.today()) if one.id in wanted and one.id != course.hamlet_id]


def _slots(course: Course) -> list[Slot]:
    """The trainings of the class that is copied, in their order."""
    return [Slot(one.day, one.starts, one.ends, one.place) for one in queries.trainings(course.id)]


# ---- the lines


def _proposed(course: Course, choice: HamletsForm, hamlets: Sequence[Hamlet]) -> dict[int, dict[str, Any]]:
    """What each line shows first: names exchanged, days shifted from hamlet to hamlet."""
    slots, old = _slots(course), course.hamlet.name if course.hamlet else None
    firsts = copying.first_days(choice.first_day.data or course.opens_on, len(hamlets), choice.shift.data or 0)
    return {
        hamlet.id: {
            "title": copying.title_of_copy(course.title, old, hamlet.name),
            "place": copying.place_of_copy(course.place, old, hamlet.name),
            "days": [slot.day for slot in copying.moved(slots, first)],
        }
        for hamlet, first in zip(hamlets, firsts, strict=True)
    }


def _counted_anew(course: Course, form: CopyForm, hamlets: Sequence[Hamlet]) -> CopyForm:
    """The lines with all days counted from the first one of each; one that cannot be read stays as typed."""
    slots, lines = _slots(course), form.lines
    if any(lines[one.id].first_day() is None for one in hamlets):
        form.validate()
        return form
    data = {
        one.id: {
            "title": lines[one.id].title.data,
            "place": lines[one.id].place.data,
            "days": [slot.day for slot in copying.moved(slots, lines[one.id].first_day() or course.opens_on)],
        }
        for one in hamlets
    }
    return copy_form(hamlets, data)


def _rules_agree(course: Course, form: CopyForm) -> bool:
    """Whether the rules permit the days of every line; each reason is put at its cell."""
    slots, plan = _slots(course), actions.plan_period(course)
    agreed = True
    for line in form.lines.values():
        chosen = line.chosen(slots)
        for reason in copying.copy_faults(chosen, plan):
            outside = [place for place, slot in enumerate(chosen) if not plan.holds(slot.day)]
            entry = line.days.entries[outside[0] if outside else 0]
            entry.errors = [*entry.errors, htmx.sentence(reason)]
            agreed = False
        line.days.errors = [list(entry.errors) for entry in line.days.entries] if not agreed else line.days.errors
    return agreed


# ---- the page


@dataclass(frozen=True)
class Seen:
    """One copy before it is made: its hamlet, its line, who would teach and come, and what to look at first."""

    hamlet: Hamlet
    line: Any
    supporters: list[str] = field(default_factory=list)
    no_team: bool = False
    learners: int = 0
    days_off: dict[int, str] = field(default_factory=dict)
    clashes: list[tuple[int, Clash, str]] = field(default_factory=list)


def _page(
    course: Course,
    choice: HamletsForm,
    form: CopyForm | None = None,
    hamlets: Sequence[Hamlet] = (),
    status: int = 200,
) -> Response:
    return htmx.page(
        "training/copy.html",
        status=status,
        course=course,
        trainings=queries.trainings(course.id),
        choice=choice,
        form=form,
        seen=_seen(course, choice, form, hamlets) if form else [],
    )


def _seen(course: Course, choice: HamletsForm, form: CopyForm, hamlets: Sequence[Hamlet]) -> list[Seen]:
    slots, calendar, ids = _slots(course), places.calendar(), [one.id for one in hamlets]
    people = reads.people_of_group(ids if choice.with_people.data else [], course.target_group)
    chosen = {one.id: _copy(one, form.lines[one.id], slots) for one in hamlets}
    days = {one: copy.first_day or course.opens_on for one, copy in chosen.items()}
    teams = planning.teams_on(days if choice.own_team.data else {})
    staff = {one: _staff(course, teams.get(one, [])) for one in ids}
    found = _clashes(course, chosen, staff, {key: [one.id for one in them] for key, them in people.items()})
    return [
        Seen(
            one,
            form.lines[one.id],
            [teacher.name for teacher in staff[one.id]],
            bool(choice.own_team.data) and not teams[one.id],
            len(people.get(one.id, [])),
            _days_off(calendar, chosen[one.id].meetings),
            found.get(one.id, []),
        )
        for one in hamlets
    ]


def _staff(course: Course, team: Sequence[Person]) -> list[Teacher]:
    """Who would teach and support there."""
    return [Teacher(one.name, one.person_id, one.user_id) for one in actions.staff_of_copy(course, team)]


def _days_off(calendar: Any, slots: Sequence[Slot]) -> dict[int, str]:
    """The trainings on a day off with a name, by their place; a plain Sunday is as good as any evening."""
    found = {place: calendar.special(slot.day) for place, slot in enumerate(slots, start=1)}
    return {place: special.name for place, special in found.items() if special and special.off}


def _clashes(
    course: Course,
    chosen: dict[int, actions.Copy],
    staff: dict[int, list[Teacher]],
    learners: dict[int, list[int]],
) -> dict[int, list[tuple[int, Clash, str]]]:
    """The clashes of every line by hamlet: the place of its training, the clash, what a copy at that hour is called.

    Asked for all lines together.
    """
    asked = [(key, place, slot) for key in chosen for place, slot in enumerate(chosen[key].meetings, start=1)]
    proposed = [
        Proposed(
            slot.day,
            slot.starts,
            slot.ends,
            actions.place_of_meeting(course, chosen[key], slot),
            staff[key],
            learners.get(key, ()),
            key,
        )
        for key, _, slot in asked
    ]
    called = [f"buổi {place} ở {chosen[key].hamlet.name}" for key, place, _ in asked]
    found: dict[int, list[tuple[int, Clash, str]]] = {}
    for number, them in clashes.of_proposed(proposed).items():
        key, place, _ = asked[number]
        told = [(place, clash, called[clash.second.number - 1] if clash.second.number else "") for clash in them]
        found.setdefault(key, []).extend(told)
    return found
