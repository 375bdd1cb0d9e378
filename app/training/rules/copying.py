"""A class repeated in other hamlets: what each copy is called, when it meets, why it is not taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.refusals import Refusal
from app.training.rules.planning import Period, Slot, named, names_hamlet, renamed


def title_of_copy(title: str, old_hamlet: str | None, new_hamlet: str) -> str:
    """The title with the name of the new hamlet in place of the old one; added at the end when it named none."""
    if old_hamlet and names_hamlet(title, old_hamlet):
        return renamed(title, old_hamlet, new_hamlet)
    return f"{title} - {new_hamlet}"


def place_of_copy(place: str, old_hamlet: str | None, new_hamlet: str) -> str:
    """The place with the new hamlet's name; one that names no hamlet, such as the hall of the commune, stays."""
    return renamed(place, old_hamlet, new_hamlet) if old_hamlet else place


def meeting_place(place: str, course_place: str, copy_place: str, old_hamlet: str | None, new_hamlet: str) -> str:
    """Where one training of a copy is held: where the copy is, unless it was held elsewhere than its class."""
    return copy_place if place in ("", course_place) else place_of_copy(place, old_hamlet, new_hamlet)


def first_days(first: date, count: int, shift: int) -> list[date]:
    """The first day of each copy: so many days after the one before it."""
    return [first + timedelta(days=shift * place) for place in range(count)]


def moved(slots: Sequence[Slot], first: date) -> list[Slot]:
    """These trainings so that the first is held on this day: the distances and the hours stay."""
    by = first - slots[0].day if slots else timedelta()
    return [Slot(slot.day + by, slot.starts, slot.ends, slot.place) for slot in slots]


def period_of_copy(course: Period, plan: Period, by: timedelta, days: Sequence[date]) -> Period:
    """From when to when a copy lasts: as the class, shifted, wide enough for its trainings, within its plan.

    A class as long as its plan stays so in the copy.
    """
    if course == plan:
        return plan
    first = min([course.first + by, *days])
    last = max([course.last + by, *days])
    return Period(max(first, plan.first), min(last, plan.last))


def copy_faults(slots: Sequence[Slot], plan: Period) -> list[Refusal]:
    """Why a copy cannot meet on these days; what lies outside its plan is named by place and day."""
    outside = [(place, slot) for place, slot in enumerate(slots, start=1) if not plan.holds(slot.day)]
    found = [Refusal("meetings-outside-plan", detail=f"{named(outside)}; kế hoạch {plan.said()}")] if outside else []
    keys = [(slot.day, slot.starts) for slot in slots]
    if len(set(keys)) < len(keys):
        found.append(Refusal("meetings-twice"))
    return found


@dataclass(frozen=True)
class Traces:
    """What has happened in a class that no one should lose: counts of what hangs on it."""

    learners: Collection[int] = ()  # their persons
    marks: int = 0
    papers: int = 0
    materials: int = 0


def removal_refusals(traces: Traces, proposed: Collection[int] = ()) -> list[Refusal]:
    """Why a class entered by mistake cannot be removed: it has learners, marks, papers or materials.

    Args: proposed, the persons put on the list when the class was copied; a list that is still exactly these is
    nobody's work yet.
    """
    found = []
    if traces.learners and set(traces.learners) != set(proposed):
        found.append(Refusal("course-has-learners", detail=str(len(traces.learners))))
    if traces.marks:
        found.append(Refusal("course-has-marks"))
    if traces.papers:
        found.append(Refusal("course-has-papers"))
    if traces.materials:
        found.append(Refusal("course-has-materials"))
    return found
