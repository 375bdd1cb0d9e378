"""Words and rules of training: marks, results, when a course is completed and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from math import ceil

from app import text
from app.refusals import Refusal

Cell = tuple[int, int]


class Mark(StrEnum):
    """What the attendance sheet says of one learner at one training."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    LATE = "late"


class Part(StrEnum):
    """What someone does in a class: teaches it, or supports it in the hall."""

    LEAD = "lead"
    SUPPORT = "support"


class MaterialKind(StrEnum):
    """What hangs on a class as its proof: what was handed out, or a photograph."""

    DOCUMENT = "document"
    PHOTO = "photo"


CAME = frozenset({Mark.PRESENT, Mark.LATE})

# The one key that stands for a mark, in the boxes of the grid and in a run of keys.
KEYS = {Mark.PRESENT: "x", Mark.ABSENT: "v", Mark.EXCUSED: "p", Mark.LATE: "m"}

# What officials write in a column of a sheet, without dấu.
WRITTEN = {
    "x": Mark.PRESENT, "v": Mark.ABSENT, "p": Mark.EXCUSED, "m": Mark.LATE, "1": Mark.PRESENT, "0": Mark.ABSENT,
    "co mat": Mark.PRESENT, "co": Mark.PRESENT, "du": Mark.PRESENT, "vang": Mark.ABSENT, "vang mat": Mark.ABSENT,
    "khong": Mark.ABSENT, "vang co phep": Mark.EXCUSED, "co phep": Mark.EXCUSED, "phep": Mark.EXCUSED,
    "vang khong phep": Mark.ABSENT, "khong phep": Mark.ABSENT, "muon": Mark.LATE, "den muon": Mark.LATE,
    "di muon": Mark.LATE, "✓": Mark.PRESENT, "✔": Mark.PRESENT, "√": Mark.PRESENT, "+": Mark.PRESENT,
    "cm": Mark.PRESENT, "k": Mark.ABSENT, "kp": Mark.ABSENT, "vkp": Mark.ABSENT, "nghi": Mark.ABSENT,
    "nghi hoc": Mark.ABSENT, "vp": Mark.EXCUSED, "cp": Mark.EXCUSED, "vcp": Mark.EXCUSED, "nghi co phep": Mark.EXCUSED,
    "muon gio": Mark.LATE, "tre": Mark.LATE, "den tre": Mark.LATE,
}  # fmt: skip


class Result(StrEnum):
    """What the organiser sets at the end; never called a national confirmation."""

    PASSED = "passed"
    NOT_PASSED = "not-passed"


class Way(StrEnum):
    """How the learner does it: alone, with guidance, or someone does it for them."""

    ALONE = "alone"
    GUIDED = "guided"
    DONE_FOR = "done-for"


def read_mark(written: str) -> Mark | None:
    """The mark an official means by what stands in a cell; None when it cannot be told."""
    return WRITTEN.get(text.fold(written))


def read_column(pasted: str) -> list[str]:
    """The cells of a column as pasted from a sheet, or of one run of keys such as "xxvxp".

    An empty line is an empty cell, since its learner still stands in that row of the sheet.
    """
    lines = [text.nfc(line) for line in pasted.replace("\r\n", "\n").removesuffix("\n").split("\n")]
    run = lines[0].replace(" ", "").casefold() if len(lines) == 1 else ""
    if run and read_mark(lines[0]) is None and set(run) <= {"x", "v", "p", "m", "1", "0", "-"}:
        return ["" if key == "-" else key for key in run]
    return lines


def training_faults(day: date, starts: time, ends: time, opens_on: date, closes_on: date) -> list[Refusal]:
    """Why a training cannot be then: it ends before it starts, or lies outside the days of its course (both count)."""
    found = []
    if ends <= starts:
        found.append(Refusal("ends-before-starts"))
    if not opens_on <= day <= closes_on:
        found.append(Refusal("outside-course", detail=_days(opens_on, closes_on)))
    return found


def course_faults(
    opens_on: date, closes_on: date, days: Sequence[date], valid_from: date, valid_until: date
) -> list[Refusal]:
    """Why a course cannot be on these days: it closes before it opens, lies outside its plan, or loses trainings.

    Args: days, those of the trainings it has already; valid_until, the first day after the plan's period.
    """
    found = []
    if closes_on < opens_on:
        found.append(Refusal("course-closes-before-opens"))
    if not valid_from <= opens_on or not closes_on < valid_until:
        found.append(Refusal("outside-plan", detail=_days(valid_from, date.fromordinal(valid_until.toordinal() - 1))))
    outside = [day for day in days if not opens_on <= day <= closes_on]
    if outside:
        found.append(Refusal("trainings-outside-course", detail=", ".join(text.day_text(day) for day in outside)))
    return found


def _days(first: date, last: date) -> str:
    return f"từ {text.day_text(first)} đến {text.day_text(last)}"


def clashes(
    marks: Mapping[Cell, str | None], seen: Mapping[Cell, str | None], stored: Mapping[Cell, str]
) -> dict[Cell, str | None]:
    """The cells somebody else changed meanwhile, with what stands there now; these are told, not overwritten.

    `marks` is what was entered, `seen` what stood in the cells when the page was opened. A cell left as it was
    seen, or changed to what stands there now, is no clash.
    """
    return {
        cell: stored.get(cell)
        for cell, mark in marks.items()
        if mark != seen.get(cell) and stored.get(cell) not in (seen.get(cell), mark)
    }


def changed(
    marks: Mapping[Cell, str | None], seen: Mapping[Cell, str | None], stored: Mapping[Cell, str]
) -> dict[Cell, str | None]:
    """The cells to write: changed by hand, and not what stands there already."""
    return {cell: mark for cell, mark in marks.items() if mark != seen.get(cell) and mark != stored.get(cell)}


def not_yet(days: Sequence[date], today: date) -> list[Refusal]:
    """Why these trainings cannot be marked: their day has not come."""
    ahead = sorted({day for day in days if day > today})
    return [Refusal("training-ahead", detail=", ".join(text.day_text(day) for day in ahead))] if ahead else []


@dataclass(frozen=True)
class Visit:
    """One training of the course as one learner's line shows it; `mark` is None when nothing was entered.

    `called` tells whether attendance was taken at all: anyone of the course has a mark there.
    """

    ordinal: int
    day: date
    mark: str | None
    called: bool


def completion_faults(visits: Sequence[Visit], result: str | None, share: Fraction, today: date) -> list[Refusal]:
    """Why a learner has not completed the course: too few trainings, some not yet marked or held, or no "đạt".

    A training of which nobody has a mark is a gap in the books, not one that each learner missed.

    Args: visits, one for each training of the course in order; share, the part of all trainings that must be
    attended (a default of this program, marked D; the commune sets its own).
    """
    found = []
    came = sum(1 for visit in visits if visit.mark in CAME)
    if not visits:
        found.append(Refusal("no-trainings"))
    elif came < share * len(visits):
        found += _attendance_faults(visits, ceil(share * len(visits)), today)
    if result is None:
        found.append(Refusal("no-result"))
    elif result != Result.PASSED:
        found.append(Refusal("result-not-passed"))
    return found


def _attendance_faults(visits: Sequence[Visit], needed: int, today: date) -> list[Refusal]:
    """What is lacking to so many trainings; who can still reach them is not said to have missed too many."""
    open_ones = [visit for visit in visits if not visit.mark]
    ahead = [visit for visit in open_ones if visit.day > today]
    uncalled = [visit for visit in open_ones if visit.day <= today and not visit.called]
    missed = [visit for visit in visits if visit.mark not in CAME and visit not in ahead and visit not in uncalled]
    lacking = needed - (len(visits) - len(missed))
    found = []
    if lacking > 0:
        found.append(Refusal("missed-trainings", detail=_missed(missed, lacking, needed, len(visits), today)))
    if uncalled:
        found.append(Refusal("trainings-unmarked", detail=f"{len(uncalled)} buổi: {_said(uncalled, today)}"))
    if ahead:
        found.append(Refusal("trainings-ahead", detail=str(len(ahead))))
    return found


def _missed(missed: Sequence[Visit], lacking: int, needed: int, total: int, today: date) -> str:
    """How many are lacking and which were missed: "1 buổi: buổi 3 ngày 12/9"."""
    if lacking == len(missed):
        return f"{lacking} buổi: {_said(missed, today)}"
    return f"{lacking} buổi để đủ {needed}/{total}; đã vắng {len(missed)}: {_said(missed, today)}"


def _said(visits: Sequence[Visit], today: date) -> str:
    return ", ".join(f"buổi {visit.ordinal} ngày {_day(visit.day, today)}{_excused(visit)}" for visit in visits)


def _excused(visit: Visit) -> str:
    return " (có phép)" if visit.mark == Mark.EXCUSED else ""


def _day(day: date, today: date) -> str:
    """A day in a sentence: 12/9, with its year only when that is not the year of today; 05/9 and 12/02 by NĐ 30."""
    said = f"{day:%d}/{day:%m}" if day.month < 3 else f"{day:%d}/{day.month}"
    return said if day.year == today.year else f"{said}/{day.year}"


def invitation_refusals(guests: int, everyone: bool, day: date, training_day: date) -> list[Refusal]:
    """Why no giấy mời to a training goes out on this day: nobody to invite, or it would come too late."""
    found = [] if guests or everyone else [Refusal("no-guests")]
    if day > training_day:
        found.append(Refusal("invitation-after-training", detail=text.day_text(training_day)))
    return found
