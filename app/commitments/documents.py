"""Facts of the bản cam kết: a person's, a household's or a unit's pledge, with its data notice."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from app.commitments.models import Promise
from app.commitments.queries import Line
from app.commitments.rules import CONSENT, FORMS, OFFICIAL, Goal, last_day
from app.papers.documents import (
    Head,
    PaperFacts,
    SignatureBlock,
    blank_date,
    facts_of,
    needed_when,
    optional,
    padded,
    short_date,
)
from app.people.models import Collective, Person
from app.places.rules import AuthorityName
from app.text import fold, number_text


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The data notice and one box per purpose, always unticked (Luật 91/2025/QH15: no default tick)."""

    data_kinds: str  # "họ tên, ngày sinh, địa chỉ"
    retention: str  # "đến hết ngày 31/12/2030"
    purposes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A signature drawn on the screen: one SVG path in the box of rules.BOX, what stands under it, what was ticked."""

    picture: str
    caption: str  # "Ký trên màn hình ngày 18/08/2026; người chứng kiến: …"
    ticked: tuple[str, ...] = optional(())


@facts_of("commitment")
@dataclass(frozen=True, kw_only=True)
class Commitment(PaperFacts):
    """One bản cam kết (own layout, forms.md 1.12).

    `name` is the person, the head of the household or the name of the unit. A unit has its agency column
    (`head`) and a representative with a post in place of a birth date; an official (cán bộ, công chức) has post and
    unit in place of birth date and home.
    """

    subject_kind: str  # "person", "household", "unit" or "official"
    authority_name: str  # "Ủy ban nhân dân xã Vạn An"
    about: str  # "Thực hiện phong trào “Bình dân học vụ số”"
    legal_basis: tuple[str, ...] = optional(())
    name: str
    address: str | None = needed_when(lambda facts: facts.subject_kind != "official")
    birth_date: str | None = optional()
    household_size: int | None = optional()
    head: Head | None = needed_when(lambda facts: facts.subject_kind == "unit")
    representative: str | None = needed_when(lambda facts: facts.subject_kind == "unit")
    post: str | None = needed_when(lambda facts: facts.subject_kind in ("unit", "official"))
    named_as: str | None = optional()  # of a unit that is not called "đơn vị": "Tên trường"
    pledges_as: str | None = optional()  # "Nhà trường chúng tôi"
    id_boxes: int | None = optional()  # boxes for the number of the CCCD, where the campaign asks for it
    workplace: str | None = needed_when(lambda facts: facts.subject_kind == "official")
    promises: tuple[str, ...]
    period_from: str  # "01/01/2026"
    period_until: str
    breach: str | None = optional()  # whole sentence on what follows a breach
    place_date: str
    confirmation: SignatureBlock | None = optional()
    signature: SignatureBlock
    drawing: Drawing | None = optional()
    consent: Consent

    @property
    def is_long(self) -> bool:
        """Whether it is set closer to stay on one sheet: by what all papers of a campaign share."""
        letters = [*map(len, self.legal_basis), *map(len, self.promises), PERIOD + len(self.breach or "")]
        lines = sum(-(-(NUMBER + count) // LINE) for count in letters)
        more = (self.id_boxes, self.head, self.drawing)
        return lines + sum(one is not None for one in more) > MOST_LINES


# What differs from one commitment of a campaign to the next: the rest is the fixed form, laid out once.
VARYING = (
    "name",
    "address",
    "birth_date",
    "household_size",
    "representative",
    "post",
    "workplace",
    "confirmation.name",
)
HAND = "(Ký, ghi rõ họ tên)"
HAND_AND_SEAL = "(Ký, ghi rõ họ tên, đóng dấu)"
SIGNS = {
    "person": "NGƯỜI CAM KẾT",
    "household": "ĐẠI DIỆN HỘ GIA ĐÌNH",
    "collective": "ĐẠI DIỆN ĐƠN VỊ",
    "school": "ĐẠI DIỆN NHÀ TRƯỜNG",
    OFFICIAL: "NGƯỜI CAM KẾT",
}
# How collectives that are no "đơn vị" are named in their pledge, and speak of themselves.
NAMED_AS = {"hamlet": "Tên thôn, tổ dân phố", "school": "Tên trường"}
PLEDGES_AS = {"hamlet": "Cán bộ, Nhân dân chúng tôi", "school": "Nhà trường chúng tôi"}
HAMLET = "hamlet"
# The words by which hamlets call themselves; the head's block repeats the word on the paper.
HAMLET_WORDS = FORMS[HAMLET].called
ID_DIGITS = 12  # số định danh cá nhân
END_MARKS = " .;,"
LINE = 78  # letters of 13 pt on a line, the indent taken off
WHOLE = 100  # of a hundred: nothing is more
NUMBER, PERIOD = 3, 55  # letters of "1. " and of the sentence on the period
MOST_LINES = 15  # of legal bases, promises and period with the usual air between them


def commitment(line: Line, authority: AuthorityName, day: date, retention_years: int) -> Commitment:
    """The facts of one bản cam kết, with every name as it is on the day of printing.

    Args: line, the commitment with whoever pledges; authority, the commune as it is called on that day;
    retention_years, how long the paper is kept after the year in which the pledge ends.
    Place and day are left to the hand that signs; the consent boxes are never ticked.
    """
    campaign = line.row.campaign
    wording = campaign.wording
    asks_id = bool(campaign.id_reason) and line.kind != "collective"
    return Commitment(
        subject_kind="unit" if line.kind == "collective" else line.pledges_as,
        authority_name=authority.full,
        about=wording.title,
        legal_basis=tuple(campaign.legal_bases),
        id_boxes=ID_DIGITS if asks_id else None,
        address=None if line.pledges_as == OFFICIAL else _address(line, authority),
        promises=tuple(promise_words(promise) for promise in campaign.promises),
        period_from=short_date(campaign.valid_from),
        period_until=short_date(last_day(campaign.valid_until)),
        breach=f"{wording.breach.rstrip(END_MARKS)}." if wording.breach else None,
        place_date=blank_date(authority.name, day.year),
        confirmation=_confirmation(line),
        signature=_signature(line),
        consent=Consent(
            data_kinds=_data_kinds(line, campaign.id_reason if asks_id else None),
            retention=f"đến hết ngày {short_date(date(last_day(campaign.valid_until).year + retention_years, 12, 31))}",
            purposes=tuple(f"{purpose[0].upper()}{purpose[1:]}" for purpose in CONSENT.purposes),
        ),
        **_particulars(line),
    )


def promise_words(promise: Promise) -> str:
    """A promise as it is printed, without the mark that ends it: "… (ít nhất 02 buổi, chậm nhất ngày 30/09/2026)"."""
    said, words = promise.text.rstrip(END_MARKS), goal_words(promise.goal)
    if promise.due_on:
        words = ", ".join([*([words] if words else []), f"chậm nhất ngày {short_date(promise.due_on)}"])
    return f"{said} ({words})" if words else said


def goal_words(goal: Goal) -> str:
    """How much a promise asks: "ít nhất 02 buổi", "ít nhất 80% số hộ"; empty where nothing is measured."""
    if goal.value is None:
        return ""
    if goal.is_share:
        return f"{'' if goal.value == WHOLE else 'ít nhất '}{goal.value}{goal.measure_unit}"
    number = padded(goal.value) if goal.value < 1000 else number_text(goal.value)
    return f"ít nhất {number} {goal.measure_unit}"


def _data_kinds(line: Line, id_reason: str | None) -> str:
    """Which data the notice names; with the number of the CCCD also why it is asked for (Luật 91/2025/QH15, Điều 3)."""
    kinds = CONSENT.data_kinds[line.pledges_as]
    return f"{kinds}, số định danh cá nhân (để {_in_sentence(id_reason)})" if id_reason else kinds


def _in_sentence(words: str) -> str:
    """Words typed as a line of their own, in the middle of a sentence; an abbreviation such as VNeID stays."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _signature(line: Line) -> SignatureBlock:
    """Who signs at the right: a unit with its seal, a hamlet, which has none, by its own word."""
    form = line.row.campaign.wording.form
    if line.kind != "collective":
        return SignatureBlock(lines=(SIGNS[line.pledges_as],), hint=HAND)
    if form.code == HAMLET:
        word = _hamlet_word(line.name)
        return SignatureBlock(lines=(f"ĐẠI DIỆN {word.upper() if word else 'THÔN, TỔ DÂN PHỐ'}",), hint=HAND)
    return SignatureBlock(lines=(SIGNS.get(form.code, SIGNS["collective"]),), hint=HAND_AND_SEAL)


@lru_cache(maxsize=512)
def _hamlet_word(name: str) -> str | None:
    """The word with which the name of a hamlet begins: Thôn, Tổ dân phố."""
    return next((word for word in HAMLET_WORDS if fold(name).startswith(fold(word) + " ")), None)


def _particulars(line: Line) -> dict[str, Any]:
    who = line.who
    if isinstance(who, Collective):
        parent = _abbreviated(who.managing_agency) if who.managing_agency else None
        head = Head(parent_name=parent, issuer_lines=(who.name.upper(),))
        code = line.row.campaign.wording.form.code
        said = {"named_as": NAMED_AS.get(code), "pledges_as": PLEDGES_AS.get(code)}
        return {"name": who.name, "head": head, "representative": who.head_name, "post": who.head_post, **said}
    if who is None:  # a household whose head was taken away since: missing() names the gap, nothing is printed
        return {"name": ""}
    if line.pledges_as == OFFICIAL:
        return {"name": who.name, "post": who.post, "workplace": who.unit.name if who.unit else None}
    size = line.household.member_count if line.household else None
    return {"name": who.name, "birth_date": _birth(who), "household_size": size}


def _abbreviated(agency: str) -> str:
    """The superior at the head of a paper, its common words abbreviated (NĐ 30/2020 Phụ lục I, II.2)."""
    return agency.upper().replace("ỦY BAN NHÂN DÂN", "UBND").replace("HỘI ĐỒNG NHÂN DÂN", "HĐND")


def _birth(person: Person) -> str | None:
    """The day of birth; of a person whose year alone is known the rest is left to the hand."""
    if person.born_on:
        return short_date(person.born_on)
    return f"...../...../{person.birth_year}" if person.birth_year else None


def _address(line: Line, authority: AuthorityName) -> str:
    """Where the pledge comes from, down from what is recorded to the province, nothing twice."""
    own = line.household.address if line.household else None
    if own is None and line.who is not None:
        own = line.who.address if isinstance(line.who, Collective) else line.who.residence
    parts = [part.strip() for part in (own or "").split(",") if part.strip()]
    # Commune and province go last whatever was typed, so that the hamlet stands before them.
    last = {fold(authority.place), fold(authority.province)}
    parts = [part for part in parts if fold(part) not in last]
    said = _words(" ".join(parts))
    wider = (line.hamlet.name if line.hamlet else "", authority.place, authority.province)
    return ", ".join([*parts, *(part for part in wider if part and _words(part) not in said)])


@lru_cache(maxsize=512)
def _words(text: str) -> str:
    """The words of a text, without marks, between spaces: " thon 2 " is not in " thon 25 "."""
    return " " + " ".join(re.findall(r"[^\W_]+", fold(text))) + " "


def _confirmation(line: Line) -> SignatureBlock | None:
    """The block of the head of the hamlet, of an official that of the head of the unit.

    A unit's pledge has none, nor has one who belongs to no hamlet.
    """
    if line.pledges_as == OFFICIAL:
        return SignatureBlock(lines=("XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"), hint=HAND)
    if line.kind == "collective" or line.hamlet is None:
        return None
    called = _hamlet_word(line.hamlet.name)
    title = called.upper() if called else "THÔN, TỔ DÂN PHỐ"
    post = "TỔ TRƯỞNG TỔ DÂN PHỐ" if called == "Tổ dân phố" else f"TRƯỞNG {title}"
    return SignatureBlock(lines=("XÁC NHẬN CỦA", post), hint=HAND, name=line.hamlet.head_name)
