"""Facts of the papers of one Training (buổi tập huấn): its phiếu điểm danh, and the giấy mời to it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app import law
from app.papers.documents import (
    AS_LISTED,
    Guest,
    Head,
    Invitation,
    PaperFacts,
    Recipients,
    SignatureBlock,
    facts_of,
    hour_and_day,
    issued_at,
    number_text,
    optional,
    padded,
    plain_date,
)
from app.people.models import Person
from app.places.rules import AuthorityName
from app.training.models import Learner, Training
from app.training.rules.sheets import BIRTH_YEAR, BLANK_ROWS, GROUP, SEX

BY_HAND = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """One learner on the list: name, man or woman, year of birth, where from; never CCCD or birth date.

    `group` was a column of its own in the first form of the sheet; today the note says it.
    """

    name: str
    sex: str | None = optional()  # "male" or "female"
    birth_year: str | None = optional()
    hamlet: str | None = optional()
    group: str | None = optional()
    note: str | None = optional()


@facts_of("attendance_sheet")
@dataclass(frozen=True, kw_only=True)
class AttendanceSheet(PaperFacts):
    """The list that learners sign at one Training (own layout on NĐ 30/2020).

    `blank_rows` leaves numbered lines for learners who come unannounced; `columns`, which of the columns between the
    name and the hamlet are printed. Sheets sealed before there was a choice have the group alone.
    """

    head: Head
    course_name: str
    topic: str
    ordinal: str  # "Buổi 01 (trong tổng số 03 buổi)"
    day_text: str  # "ngày 05 tháng 02 năm 2026"
    time_text: str | None = optional()
    place: str
    instructor: str | None = optional()
    columns: tuple[str, ...] = optional((GROUP,))
    rows: tuple[AttendanceRow, ...] = optional(())
    blank_rows: int = optional(0)
    groups: tuple[str, ...] = optional(())  # "T3: Người trưởng thành", the codes of the rows in words
    signatures: tuple[SignatureBlock, ...]


def attendance_sheet(
    training: Training,
    learners: Sequence[Learner],
    authority: AuthorityName,
    ordinal: tuple[int, int],
    *,
    columns: Collection[str] = (SEX, BIRTH_YEAR, GROUP),
    blank_rows: int = BLANK_ROWS,
) -> AttendanceSheet:
    """The sheet of one training as it is printed before it begins.

    Args: learners in the order of the list; authority, as it is written on the day of the training; ordinal,
    which meeting of how many; columns, those the commune wants beside name, hamlet, signature and note.
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
        columns=tuple(one for one in (SEX, BIRTH_YEAR) if one in columns),
        rows=tuple(_row(learner.person, columns) for learner in learners),
        blank_rows=blank_rows,
        groups=tuple(_groups(learners, training.day)) if GROUP in columns else (),
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


def still_says(facts: Mapping[str, Any], training: Training) -> bool:
    """Whether a sealed phiếu or giấy mời still gives the day, the hours and the place of its training.

    Args: facts, as they were sealed; a sheet of the first form has no hours, so none are compared.
    """
    hours = facts.get("time_text") or ""
    said = f"{facts.get('day_text') or ''} {hours}"
    known = [hour_text(training.starts), hour_text(training.ends)] if hours else []
    return all(one in said for one in (plain_date(training.day), *known)) and facts["place"] == training.place


def _row(person: Person, columns: Collection[str]) -> AttendanceRow:
    year = person.birth_year if BIRTH_YEAR in columns else None
    return AttendanceRow(
        name=person.name,
        sex=person.sex if SEX in columns else None,
        birth_year=str(year) if year else None,
        hamlet=_home(person),
        note=person.target_group if GROUP in columns else None,
    )


# ---- giấy mời

INVITATION_SYMBOL = "GM-UBND"
COME = "Đề nghị mang theo điện thoại thông minh (nếu có) để thực hành"


def invitation(
    training: Training,
    guests: Sequence[Person],
    authority: AuthorityName,
    ordinal: tuple[int, int],
    *,
    day: date,
    signature: SignatureBlock,
    everyone: str = "",
    each: bool = False,
    request: str | None = None,
    number: str | None = None,
) -> Invitation:
    """The giấy mời to one training, with its own hour and place.

    Args: guests, on a list that is attached or each with a sheet of their own; everyone, words for all who are invited
    when nobody is named: "Nhân dân Xóm 1".
    """
    course = training.course
    named = tuple(_called(person) for person in guests)
    rows = () if each else tuple(Guest(name=one.name, post=_home(one)) for one in guests)
    known = f"số {number} {plain_date(day)}" if number else plain_date(day)
    invited = (everyone,) if everyone else named if each else (AS_LISTED,)
    return Invitation(
        form_number=law.form_of("invitation", day).label or None,
        head=Head(
            issuer_lines=("ỦY BAN NHÂN DÂN", authority.place.upper()),
            number_text=f"Số: {number}" if number else number_text(None, *INVITATION_SYMBOL.split("-", 1)),
            place_date=issued_at(authority.name, authority.place, day),
        ),
        about="Tham gia lớp tập huấn",
        issuer_name=authority.full,
        invited=invited,
        occasion=f"buổi {padded(ordinal[0])} (trong tổng số {padded(ordinal[1])} buổi) của {_small(course.title)}",
        contents=(f"Chuyên đề: {course.topic}",),
        host_role="Giảng viên, báo cáo viên",
        host=course.instructor_name,
        time_text=f"từ {hour_text(training.starts)} đến {hour_and_day(training.ends, training.day)}",
        place=training.place,
        request=request,
        rows=rows,
        attached_to=f"Kèm theo Giấy mời {known} của {authority.full}" if rows else None,
        recipients=Recipients(lines=("Như trên", "Lưu: VT")),
        signature=signature,
    )


def invitation_title(training: Training, ordinal: tuple[int, int]) -> str:
    """What the giấy mời is called in the list of papers."""
    return f"Giấy mời buổi {padded(ordinal[0])}, {plain_date(training.day)}: {training.course.title}"


def _called(person: Person) -> str:
    title = {"male": "Ông", "female": "Bà"}.get(person.sex or "", "Ông (bà)")
    return ", ".join(part for part in (f"{title} {person.name}", _home(person)) if part)


def _home(person: Person) -> str | None:
    place = person.hamlet or person.unit
    return place.name if place else None


def _small(title: str) -> str:
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
