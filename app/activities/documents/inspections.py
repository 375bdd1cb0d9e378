"""Facts of the biên bản kiểm tra, giám sát, and of the same form with lines to write on that is taken along.

Mẫu 1.9 of NĐ 30/2020 is the skeleton: no place and day in the head, who presides, who writes, when it began and ended.
Both sides sign: the team, and whoever stood for the place it looked at.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import law
from app.activities.models import Finding, Inspection
from app.activities.rules.inspections import FindingKind, InspectionKind, MemberPart
from app.papers.documents import (
    Head,
    PaperFacts,
    Recipients,
    SignatureBlock,
    facts_of,
    number_text,
    optional,
    paragraphs,
    plain_date,
    short_date,
)
from app.places.rules import AuthorityName

SYMBOL = "BB-UBND"
BLANK_TEMPLATE = "documents/inspection_form.html"
ACTS = {InspectionKind.INSPECTION: "kiểm tra", InspectionKind.SUPERVISION: "giám sát"}
COPIES = 2
BY_HAND = "(Ký, ghi rõ họ tên)"


@dataclass(frozen=True, kw_only=True)
class Attendant:
    """Someone who was there, with the post; `part` as the minutes call it: "Trưởng đoàn", "Thành viên", "Thư ký"."""

    name: str
    post: str | None = optional()
    part: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class FaultLine:
    """One thing to be mended, by whom, until which day."""

    text: str
    responsible: str
    due_text: str


@facts_of("inspection_minutes")
@dataclass(frozen=True, kw_only=True)
class InspectionMinutes(PaperFacts):
    """Biên bản kiểm tra, giám sát (NĐ 30/2020 Mẫu 1.9); `act` is "kiểm tra" or "giám sát"."""

    head: Head
    act: str
    about: str
    started: str
    place: str
    ground: str | None = optional()
    team: tuple[Attendant, ...]
    receivers: tuple[Attendant, ...]
    inspected: str  # "Xóm 1", inside a sentence
    contents: tuple[str, ...]
    results: tuple[str, ...] = optional(())
    faults: tuple[FaultLine, ...] = optional(())
    examples: tuple[str, ...] = optional(())
    opinion: tuple[str, ...] = optional(())
    conclusion: tuple[str, ...] = optional(())
    ended: str
    copies: int
    inspected_signature: SignatureBlock
    secretary_signature: SignatureBlock
    head_signature: SignatureBlock
    recipients: Recipients


@dataclass(frozen=True, kw_only=True)
class InspectionForm(PaperFacts):
    """The minutes to take along: what is known before is printed, everything else is a line to write on."""

    head: Head
    act: str
    about: str
    day_text: str
    place: str | None = optional()
    ground: str | None = optional()
    team: tuple[Attendant, ...] = optional(())
    inspected: str
    contents: tuple[str, ...]
    inspected_signature: SignatureBlock
    secretary_signature: SignatureBlock
    head_signature: SignatureBlock


def inspection_minutes(
    row: Inspection, authority: AuthorityName, number: str | None, *, plan_issuer: str = ""
) -> InspectionMinutes:
    """The minutes of an inspection that was held, with what was found on its day.

    Args: authority, as it is written on that day; number, "05/BB-UBND", else room is left for it; plan_issuer, whose
    plan it rests on, by its full name.
    """
    act, day = ACTS[InspectionKind(row.kind)], row.held_on or row.day
    team, receivers = _team(row), _receivers(row)
    by_part = {one.part: one.name for one in reversed(row.members)}
    other, secretary, head = _signing(act)
    return InspectionMinutes(
        form_number=law.form_of("inspection_minutes", day).label or None,
        head=_head(authority, number),
        act=act,
        about=about(row),
        started=_at(row.started, day),
        place=row.place or "",
        ground=_ground(row, plan_issuer),
        team=team,
        receivers=receivers,
        inspected=row.inspected_name,
        contents=tuple(row.contents),
        results=_texts(row.findings, FindingKind.RESULT),
        faults=tuple(_fault(one) for one in row.findings if one.kind == FindingKind.FAULT),
        examples=_texts(row.findings, FindingKind.EXAMPLE),
        opinion=paragraphs(row.opinion or ""),
        conclusion=paragraphs(row.conclusion or ""),
        ended=_at(row.ended, day),
        copies=COPIES,
        inspected_signature=SignatureBlock(lines=other, name=by_part.get(MemberPart.INSPECTED)),
        secretary_signature=SignatureBlock(lines=secretary, name=by_part.get(MemberPart.SECRETARY)),
        head_signature=SignatureBlock(lines=head, name=by_part.get(MemberPart.HEAD)),
        recipients=Recipients(lines=(_inside(row.inspected_name), f"Đoàn {act}", "Lưu: VT, Hồ sơ")),
    )


def inspection_form(row: Inspection, authority: AuthorityName, *, plan_issuer: str = "") -> InspectionForm:
    """The same paper before the inspection: to be filled in by hand and signed on the spot."""
    act = ACTS[InspectionKind(row.kind)]
    other, secretary, head = (SignatureBlock(lines=lines, hint=BY_HAND) for lines in _signing(act))
    return InspectionForm(
        head=_head(authority, None),
        act=act,
        about=about(row),
        day_text=plain_date(row.day),
        place=row.place,
        ground=_ground(row, plan_issuer),
        team=_team(row),
        inspected=row.inspected_name,
        contents=tuple(row.contents),
        inspected_signature=other,
        secretary_signature=secretary,
        head_signature=head,
    )


def _signing(act: str) -> tuple[tuple[str, ...], ...]:
    """Over whose hand: the other side on the left, who wrote, who presided on the right (Mẫu 1.9)."""
    return (("ĐẠI DIỆN", f"NƠI ĐƯỢC {act.upper()}"), ("THƯ KÝ",), ("TRƯỞNG ĐOÀN",))


def about(row: Inspection) -> str:
    """What the minutes are about, under BIÊN BẢN: the title of the inspection with the act it names only once."""
    act = ACTS[InspectionKind(row.kind)]
    title = row.title.rstrip(".")
    words = title if title.lower().startswith(act) else f"{act} {title[:1].lower()}{title[1:]}"
    return f"{words[:1].upper()}{words[1:]}"


def minutes_title(row: Inspection) -> str:
    """What the minutes are called among the papers and in the register."""
    words = about(row)
    named = "" if row.inspected_name in words else f" tại {row.inspected_name}"
    return f"Biên bản {words[:1].lower()}{words[1:]}{named}"


def _head(authority: AuthorityName, number: str | None) -> Head:
    """The head of Mẫu 1.9, without place and day."""
    room = number_text(None, *SYMBOL.split("-", 1))
    return Head(
        issuer_lines=("ỦY BAN NHÂN DÂN", authority.place.upper()), number_text=f"Số: {number}" if number else room
    )


def _at(hour: str | None, day: date) -> str:
    return f"{hour}, {plain_date(day)}" if hour else ""


def _ground(row: Inspection, plan_issuer: str) -> str | None:
    """What the inspection rests on: what was typed, else its plan by number and day."""
    if row.ground:
        return re.sub(r"^căn cứ\s+", "", row.ground.rstrip(".;"), flags=re.IGNORECASE)
    plan = row.plan
    if plan is None or not plan.reference_number or plan.day is None:
        return None
    issued = f"Kế hoạch số {plan.reference_number} {plain_date(plan.day)}"
    return f"{issued} của {plan_issuer}" if plan_issuer else issued


_PARTS = {MemberPart.HEAD: "Trưởng đoàn", MemberPart.MEMBER: "Thành viên", MemberPart.SECRETARY: "Thư ký"}


def _team(row: Inspection) -> tuple[Attendant, ...]:
    """The head first, the secretary last, as such minutes list them."""
    order = list(_PARTS)
    found = sorted(
        (one for one in row.members if one.part in _PARTS), key=lambda one: order.index(MemberPart(one.part))
    )
    return tuple(Attendant(name=one.name, post=one.post, part=_PARTS[MemberPart(one.part)]) for one in found)


def _receivers(row: Inspection) -> tuple[Attendant, ...]:
    return tuple(Attendant(name=one.name, post=one.post) for one in row.members if one.part == MemberPart.INSPECTED)


def _texts(findings: Sequence[Finding], kind: FindingKind) -> tuple[str, ...]:
    return tuple(one.text for one in findings if one.kind == kind)


def _fault(finding: Finding) -> FaultLine:
    return FaultLine(
        text=finding.text,
        responsible=finding.responsible or "",
        due_text=short_date(finding.due_on) if finding.due_on else "",
    )


def _inside(name: str) -> str:
    """Whom the team looked at as a line of Nơi nhận."""
    return f"{name[:1].upper()}{name[1:]}"
