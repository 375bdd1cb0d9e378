"""What an inspection is, which way it goes from the plan to what was mended, and what cannot be said about one.

Công văn 4735/BNV-BTĐKTTW điểm 3 asks to check and supervise regularly, in order to find and spread good examples; it
lays down no procedure. So these rules keep the book straight and cite no article where there is none.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.plans.rules import Period
from app.refusals import Refusal

MINUTES_FORM = "Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9"
MOST_PLACES = 60  # inspections planned in one go: more is a slip
MONTHS_OF_QUARTER = 3


class InspectionKind(StrEnum):
    """How one looks: kiểm tra, or giám sát."""

    INSPECTION = "inspection"
    SUPERVISION = "supervision"


class InspectionState(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class MemberPart(StrEnum):
    """Who is there: the head, the members and the secretary of the team, and those whom it looks at."""

    HEAD = "head"
    MEMBER = "member"
    SECRETARY = "secretary"
    INSPECTED = "inspected"


class FindingKind(StrEnum):
    """What was found: a result, something to be mended, a good example."""

    RESULT = "result"
    FAULT = "fault"
    EXAMPLE = "example"


class Pending(StrEnum):
    """How far a fault is: to be mended, past its day, mended."""

    OPEN = "open"
    LATE = "late"
    MENDED = "mended"


def pending(due_on: date | None, mended_on: date | None, day: date) -> Pending:
    """How far something that must be mended is on a day; its own day still counts as in time."""
    if mended_on is not None:
        return Pending.MENDED
    return Pending.LATE if due_on is not None and due_on < day else Pending.OPEN


def planning_refusals(
    inspected_name: str, day: date, plan_from: date | None, plan_until: date | None, known: bool
) -> list[Refusal]:
    """Why an inspection cannot be planned so; empty means it can.

    Args: plan_from and plan_until, the period of the plan it belongs to, until not included; known, whether the same
    place is looked at in the same way on the same day already.
    """
    found = []
    if not inspected_name:
        found.append(Refusal("inspection-of-nobody"))
    if known:
        found.append(Refusal("inspection-known", detail=inspected_name))
    if (plan_from is not None and day < plan_from) or (plan_until is not None and day >= plan_until):
        found.append(Refusal("inspection-outside-plan"))
    return found


@dataclass(frozen=True)
class Holding:
    """When an inspection took place, as it was typed: the hours as minutes of the day, None where not written."""

    day: date
    starts: int | None
    ends: int | None
    late_reason: str = ""


def holding_refusals(state: str, holding: Holding, today: date, closed_until: date | None) -> list[Refusal]:
    """Why an inspection cannot be written down as held; empty means it can.

    Args: closed_until, the last day of the figures that were closed and hold its day, None when they are open: what is
    entered afterwards needs a reason.
    """
    found = []
    if state == InspectionState.CANCELLED:
        found.append(Refusal("wrong-state"))
    if holding.day > today:
        found.append(Refusal("inspection-ahead"))
    if holding.starts is not None and holding.ends is not None and holding.ends <= holding.starts:
        found.append(Refusal("inspection-ends-first"))
    if closed_until is not None and not holding.late_reason:
        found.append(Refusal("inspection-after-closing", detail=f"{closed_until:%d/%m/%Y}"))
    return found


def cancelling_refusals(state: str, reason: str, sealed: bool) -> list[Refusal]:
    """Why an inspection cannot be taken off the plan; one with sealed minutes took place.

    Args: reason, why it is not held; sealed, whether its minutes were sealed.
    """
    found = [] if state != InspectionState.CANCELLED else [Refusal("wrong-state")]
    if sealed:
        found.append(Refusal("inspection-has-minutes"))
    if not reason:
        found.append(Refusal("inspection-end-unexplained"))
    return found


def minutes_refusals(state: str, parts: Collection[str], findings: int, has_hours: bool) -> list[Refusal]:
    """Why no minutes can be made yet; empty means they can.

    The form names who presides, who writes and when it began and ended; both sides sign, so the other side has a name.
    Args: parts, the parts (MemberPart) of everyone written down; findings, how many there are.
    Source: NĐ 30/2020/NĐ-CP Phụ lục III, Mẫu 1.9.
    """
    if state != InspectionState.HELD:
        return [Refusal("inspection-not-held")]
    found = [] if has_hours else [Refusal("inspection-without-hours", MINUTES_FORM)]
    if MemberPart.HEAD not in parts:
        found.append(Refusal("inspection-without-head", MINUTES_FORM))
    if MemberPart.SECRETARY not in parts:
        found.append(Refusal("inspection-without-secretary", MINUTES_FORM))
    if MemberPart.INSPECTED not in parts:
        found.append(Refusal("inspection-without-other-side"))
    if not findings:
        found.append(Refusal("inspection-without-findings"))
    return found


def finding_refusals(
    kind: str, responsible: str, due_on: date | None, held_on: date | None, *, moved: bool, reason: str
) -> list[Refusal]:
    """Why a finding cannot be written down so; empty means it can.

    What must be mended has somebody who mends it and a day. Args: held_on, the day of the inspection; moved, whether
    the day of a fault that stands in sealed minutes is changed: allowed with a reason.
    """
    if kind != FindingKind.FAULT:
        return []
    found = []
    if not responsible:
        found.append(Refusal("finding-without-owner"))
    if due_on is None:
        found.append(Refusal("finding-without-day"))
    elif held_on is not None and due_on < held_on:
        found.append(Refusal("finding-due-before"))
    if moved and not reason:
        found.append(Refusal("finding-day-unexplained"))
    return found


def removing_refusals(sealed: bool, described: bool, mended: bool) -> list[Refusal]:
    """Why a finding stays in the book: it stands in sealed minutes, was mended, or is described as an initiative."""
    found = []
    if sealed:
        found.append(Refusal("finding-in-minutes"))
    if described:
        found.append(Refusal("finding-described"))
    if mended:
        found.append(Refusal("finding-mended"))
    return found


def mending_refusals(
    kind: str, mended_on: date | None, day: date, held_on: date | None, today: date, late_reason: str, closed: bool
) -> list[Refusal]:
    """Why it cannot be written down that a fault was mended; empty means it can.

    Args: day, on which it was mended; held_on, the day it was found; closed, whether the figures of the day are closed.
    """
    if kind != FindingKind.FAULT or mended_on is not None:
        return [Refusal("finding-not-open")]
    found = []
    if day > today:
        found.append(Refusal("mending-ahead"))
    if held_on is not None and day < held_on:
        found.append(Refusal("mending-before"))
    if closed and not late_reason:
        found.append(Refusal("mending-after-closing"))
    return found


def reopening_refusals(mended_on: date | None, reason: str) -> list[Refusal]:
    """Why something mended cannot be taken up again: it is open, or nobody says why."""
    if mended_on is None:
        return [Refusal("finding-open-already")]
    return [] if reason else [Refusal("mending-undone-unexplained")]


def describing_refusals(kind: str, described: bool) -> list[Refusal]:
    """Why a finding cannot become an initiative: it is no good example, or is described already."""
    if kind != FindingKind.EXAMPLE:
        return [Refusal("finding-no-example")]
    return [Refusal("finding-described-already")] if described else []


def days_of(first: date, places: int, every: int) -> list[date]:
    """The days of inspections planned in one go: the first place on the first day, each next one so many days later."""
    return [first + timedelta(days=place * every) for place in range(places)]


def period_of(year: int, quarter: int | None) -> Period:
    """The days of a year, or of one of its quarters."""
    if quarter is None:
        return Period(date(year, 1, 1), date(year + 1, 1, 1))
    first = date(year, (quarter - 1) * MONTHS_OF_QUARTER + 1, 1)
    last_month = first.month + MONTHS_OF_QUARTER
    return Period(first, date(year, last_month, 1) if last_month <= 12 else date(year + 1, 1, 1))


def listed_people(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Names with their posts from lines such as "Nguyễn Văn An, Phó Chủ tịch UBND xã"; empty lines are left out."""
    parts = [line.strip().lstrip("-–•").strip().partition(",") for line in lines]
    return [(name.strip(), post.strip().rstrip(".;")) for name, _comma, post in parts if name.strip()]
