"""Facts of the danh sách hoàn thành of a Course and of the giấy chứng nhận hoàn thành of one learner.

Both say what the one rule of completion found; neither is the confirmation of digital skills on VNeID. Names, hamlet
and group only: no birth date and no number of a CCCD (privacy-and-signature.md, part 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app import law
from app.papers.documents import (
    Head,
    PaperFacts,
    SignatureBlock,
    facts_of,
    long_date,
    optional,
    padded,
    percent,
    plain_date,
    short_date,
)
from app.people.models import Person
from app.places.queries import Signing
from app.places.rules import AuthorityName
from app.training.documents.sheets import BY_HAND
from app.training.models import Course, Training
from app.training.queries import Standing

SYMBOL = "GCN-UBND"


@dataclass(frozen=True, kw_only=True)
class CompletionRow:
    """One learner who completed, with the trainings attended: "03/03"."""

    name: str
    hamlet: str | None = optional()
    group: str | None = optional()
    attended: str
    note: str | None = optional()


@facts_of("completion_list")
@dataclass(frozen=True, kw_only=True)
class CompletionList(PaperFacts):
    """Danh sách học viên hoàn thành lớp (own layout on NĐ 30/2020)."""

    head: Head
    course_name: str
    topic: str
    time_text: str  # "03 buổi, từ ngày 05/8/2026 đến ngày 19/8/2026"
    place: str
    instructor: str | None = optional()
    condition: str  # "dự từ 80 % số buổi trở lên và kết quả đạt"
    learners: int
    rows: tuple[CompletionRow, ...]
    signatures: tuple[SignatureBlock, ...]


@facts_of("completion")
@dataclass(frozen=True, kw_only=True)
class CompletionRecord(PaperFacts):
    """Giấy chứng nhận hoàn thành lớp of one learner, A4 landscape, with its own running number.

    Not one of the papers of NĐ 30/2020: it has the two columns of their head and none of their other measures.
    """

    issuer_lines: tuple[str, ...]
    number_text: str  # "Số: 05/GCN-UBND"
    place_date: str
    authority_name: str  # capitals: "ỦY BAN NHÂN DÂN XÃ VẠN AN"
    name: str  # "Bà Nguyễn Thị Thuỵ Ưởng"
    address: str
    course_name: str
    topic: str
    time_text: str
    attended: str  # "03/03 buổi"
    signature: SignatureBlock


def completion_list(
    course: Course,
    trainings: Sequence[Training],
    standings: Sequence[Standing],
    share: Fraction,
    authority: AuthorityName,
    signing: Signing,
    day: date,
) -> CompletionList:
    """Who completed a course on a day by its rule, in the order of the sheet.

    Args: standings of all learners; share, the part of the trainings that must be attended; authority and signing, as
    they are on that day.
    """
    return CompletionList(
        form_number=law.form_of("completion_list", day).label or None,
        head=Head(issuer_lines=_issuer(authority), place_date=long_date(_place(authority), day)),
        course_name=course.title,
        topic=course.topic,
        time_text=_time(trainings),
        place=course.place,
        instructor=course.instructor_name or None,
        condition=f"dự từ {percent(share.numerator, share.denominator)} % số buổi trở lên và kết quả đạt",
        learners=len(standings),
        rows=tuple(_row(one) for one in standings if not one.faults),
        signatures=(
            SignatureBlock(lines=("NGƯỜI LẬP DANH SÁCH",), hint=BY_HAND),
            SignatureBlock(lines=tuple(signing.lines), name=signing.name),
        ),
    )


def completion_record(
    standing: Standing,
    trainings: Sequence[Training],
    authority: AuthorityName,
    signing: Signing,
    day: date,
    number: str,
) -> CompletionRecord:
    """What one learner who completed takes home. Args: number, "05/GCN-UBND"."""
    person, course = standing.learner.person, standing.learner.course
    return CompletionRecord(
        form_number=law.form_of("completion", day).label or None,
        issuer_lines=_issuer(authority),
        number_text=f"Số: {number}",
        place_date=long_date(_place(authority), day),
        authority_name=authority.full.upper(),
        name=_titled(person),
        address=_address(person, authority),
        course_name=course.title,
        topic=course.topic,
        time_text=_time(trainings),
        attended=f"{_attended(standing)} buổi",
        signature=SignatureBlock(lines=tuple(signing.lines), name=signing.name),
    )


def list_title(course: Course) -> str:
    """What the list is called among the papers."""
    return f"Danh sách hoàn thành: {course.title}"


def record_title(standing: Standing) -> str:
    """What the record of a learner is called among the papers and in the register."""
    return f"Giấy chứng nhận hoàn thành lớp của {standing.learner.person.name}: {standing.learner.course.title}"


def _issuer(authority: AuthorityName) -> tuple[str, ...]:
    return ("ỦY BAN NHÂN DÂN", authority.place.upper())


def _place(authority: AuthorityName) -> str:
    """The place before the date; a name that is a number takes its kind with it."""
    return f"{authority.place[0].upper()}{authority.place[1:]}" if authority.name.isdigit() else authority.name


def _time(trainings: Sequence[Training]) -> str:
    """How many trainings and when: "03 buổi, từ ngày 05/8/2026 đến ngày 19/8/2026"."""
    days = sorted(training.day for training in trainings)
    if not days:
        return ""
    when = plain_date(days[0]) if days[0] == days[-1] else f"từ ngày {short_date(days[0])} đến {_until(days[-1])}"
    return f"{padded(len(days))} buổi, {when}"


def _until(day: date) -> str:
    return f"ngày {short_date(day)}"


def _row(standing: Standing) -> CompletionRow:
    person = standing.learner.person
    place = person.hamlet or person.unit
    return CompletionRow(
        name=person.name,
        hamlet=place.name if place else None,
        group=person.target_group,
        attended=_attended(standing),
    )


def _attended(standing: Standing) -> str:
    return f"{padded(standing.came)}/{padded(standing.total)}"


def _titled(person: Person) -> str:
    called = {"male": "Ông ", "female": "Bà "}.get(person.sex or "", "")
    return f"{called}{person.name}"


def _address(person: Person, authority: AuthorityName) -> str:
    place = person.hamlet or person.unit
    parts = (place.name if place else None, authority.place, authority.province)
    return ", ".join(part for part in parts if part)
