"""Facts of the phiếu điểm danh of one Training (buổi tập huấn)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from app import law
from app.papers.documents import Head, PaperFacts, SignatureBlock, optional, padded, plain_date
from app.people.models import Person
from app.places.rules import AuthorityName
from app.training.models import Learner, Training

BLANK_ROWS = 5
BY_HAND = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """One learner on the list: name, where from, target group; never CCCD or birth date."""

    name: str
    hamlet: str | None = optional()
    group: str | None = optional()
    note: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class AttendanceSheet(PaperFacts):
    """The list that learners sign at one Training (own layout on NĐ 30/2020).

    `blank_rows` leaves numbered lines for learners who come unannounced.
    """

    head: Head
    course_name: str
    topic: str
    ordinal: str  # "Buổi 01 (trong tổng số 03 buổi)"
    day_text: str  # "ngày 05 tháng 02 năm 2026"
    time_text: str | None = optional()
    place: str
    instructor: str | None = optional()
    rows: tuple[AttendanceRow, ...] = optional(())
    blank_rows: int = optional(0)
    groups: tuple[str, ...] = optional(())  # "T3: Người trưởng thành", the codes of the rows in words
    signatures: tuple[SignatureBlock, ...]


def attendance_sheet(
    training: Training, learners: Sequence[Learner], authority: AuthorityName, ordinal: tuple[int, int]
) -> AttendanceSheet:
    """The sheet of one training as it is printed before it begins.

    Args: learners in the order of the list; authority, as it is written on the day of the training; ordinal,
    which meeting of how many.
    """
    number, total = ordinal
    course = training.course
    return AttendanceSheet(
        form_number=law.form_of("attendance_sheet", training.day).label or None,
        head=Head(issuer_lines=("ỦY BAN NHÂN DÂN", authority.place.upper())),
        course_name=course.title,
        topic=course.topic,
        ordinal=f"Buổi {padded(number)} (trong tổng số {padded(total)} buổi)",
        day_text=plain_date(training.day),
        time_text=f"từ {hour_text(training.starts)} đến {hour_text(training.ends)}",
        place=training.place,
        instructor=course.instructor_name,
        rows=tuple(_row(learner.person) for learner in learners),
        blank_rows=BLANK_ROWS,
        groups=tuple(_groups(learners, training.day)),
        signatures=(
            SignatureBlock(lines=("NGƯỜI LẬP PHIẾU",), hint=BY_HAND),
            SignatureBlock(lines=("GIẢNG VIÊN",), hint=BY_HAND),
        ),
    )


def _groups(learners: Sequence[Learner], day: date) -> Iterator[str]:
    """The codes that stand on the sheet with the words of the movement's plan for the year."""
    codes = {learner.person.target_group for learner in learners}
    for group in law.TARGETS:
        if group.code in codes:
            year = next((one for one in group.years if one.year == day.year), group.years[-1])
            yield f"{group.code}: {year.audience[0].lower()}{year.audience[1:]}"


def title(training: Training, ordinal: tuple[int, int]) -> str:
    """What the sheet is called in the list of papers."""
    return f"Phiếu điểm danh buổi {padded(ordinal[0])}, {plain_date(training.day)}: {training.course.title}"


def hour_text(hour: time) -> str:
    """An hour in running text: "19 giờ 30 phút"."""
    return f"{padded(hour.hour)} giờ {padded(hour.minute)} phút"


def _row(person: Person) -> AttendanceRow:
    place = person.hamlet or person.unit
    return AttendanceRow(name=person.name, hamlet=place.name if place else None, group=person.target_group)
