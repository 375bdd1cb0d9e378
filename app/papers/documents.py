"""What the papers are made of: frozen plain values, the wording of dates and numbers, their templates.

Only text, whole numbers and tuples: facts are stored as JSON beside the sealed bytes, and rows never reach a
template. Page format and wording of dates and numbers: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

import dataclasses
import datetime
import functools
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "commitment": "documents/commitment.html",
        "attendance_sheet": "documents/attendance_sheet.html",
        "completion_list": "documents/completion_list.html",
        "completion": "documents/completion.html",
        "proposal": "documents/proposal.html",
        "roll": "documents/roll.html",
        "report_person": "documents/report_person.html",
        "report_collective": "documents/report_collective.html",
        "report_household": "documents/report_household.html",
        "report_person-bc_dot_xuat": "documents/report_person-bc_dot_xuat.html",
        "report_collective-bc_dot_xuat": "documents/report_collective-bc_dot_xuat.html",
        "report_household-bc_dot_xuat": "documents/report_household-bc_dot_xuat.html",
        "report_person-bc_ca_nhan": "documents/report_person-bc_ca_nhan.html",
        "report_collective-bc_tap_the": "documents/report_collective-bc_tap_the.html",
        "merit_summary": "documents/merit_summary.html",
        "minutes": "documents/minutes.html",
        "vote_count": "documents/vote_count.html",
        "decision": "documents/decision.html",
        "certificate": "documents/certificate.html",
        "paper_copy": "documents/paper_copy.html",
        "excerpt": "documents/excerpt.html",
        "ballot": "documents/ballot.html",
        "invitation": "documents/invitation.html",
        "supplement_request": "documents/supplement_request.html",
        "handover_minutes": "documents/handover_minutes.html",
        "dossier": "documents/dossier.html",
    }
)


def layout_of(kind: str, form_code: str) -> str:
    """The layout of a kind of paper for a form: the kind's own, or that of a form which is laid out otherwise.

    A report is one kind in a dossier whatever its form; the form of the award's type decides how it looks.
    """
    layout = f"{kind}-{form_code}"
    return layout if layout in TEMPLATES else kind


def template_of(kind: str, form_code: str) -> str:
    """The template of a kind of paper for a form."""
    return TEMPLATES[layout_of(kind, form_code)]


_OPTIONAL = "optional"
_NEEDED_WHEN = "needed_when"


def optional(default: Any = None) -> Any:
    """A field that may stay empty without the paper being incomplete."""
    return dataclasses.field(default=default, metadata={_OPTIONAL: True})


def needed_when(condition: Callable[[Any], bool], default: Any = None) -> Any:
    """A field that must be filled only when the condition holds for the facts it belongs to."""
    return dataclasses.field(default=default, metadata={_NEEDED_WHEN: condition})


def missing(facts: Any) -> list[str]:
    """The fields a paper still lacks before it can be made.

    Args: facts, one of the frozen dataclasses of a documents module.
    Returns dotted names in the order of the fields, as "signature.name" or "rows[2].award"; empty when whole.
    """
    found: list[str] = []
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if not _is_empty(value):
            found += _missing_inside(field.name, value)
        elif _is_needed(facts, field):
            found.append(field.name)
    return found


def _is_needed(facts: Any, field: dataclasses.Field) -> bool:
    if field.metadata.get(_OPTIONAL):
        return False
    condition = field.metadata.get(_NEEDED_WHEN)
    return condition is None or bool(condition(facts))


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == ()


def _missing_inside(name: str, value: Any) -> list[str]:
    if dataclasses.is_dataclass(value):
        return [f"{name}.{inner}" for inner in missing(value)]
    if not isinstance(value, tuple):
        return []
    found: list[str] = []
    for place, item in enumerate(value):
        label = f"{name}[{place}]"
        found += [label] if _is_empty(item) else _missing_inside(label, item)
    return found


def leaves(facts: Any, within: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a paper's facts with their dotted names, in the order of the fields; empty ones are left out."""
    if isinstance(facts, str):
        if facts.strip():
            yield within, facts
    elif isinstance(facts, tuple):
        for place, item in enumerate(facts):
            yield from leaves(item, f"{within}[{place}]")
    elif dataclasses.is_dataclass(facts):
        for field in dataclasses.fields(facts):
            yield from leaves(getattr(facts, field.name), f"{within}.{field.name}".lstrip("."))


def padded(number: int) -> str:
    """A number as papers write it: below ten with a nought in front (NĐ 30/2020, Phụ lục I, II.3)."""
    return f"{number:02d}"


def plain_date(day: datetime.date) -> str:
    """The day in running text: "ngày 05 tháng 02 năm 2026", noughts only for days below 10 and months 1, 2.

    Source: NĐ 30/2020, Phụ lục I, II.4 (forms.md 2.2, row 4).
    """
    month = padded(day.month) if day.month <= 2 else str(day.month)
    return f"ngày {padded(day.day)} tháng {month} năm {day.year}"


def long_date(place: str, day: datetime.date) -> str:
    """Place and day as they stand under the national title: "Vạn An, ngày 05 tháng 02 năm 2026"."""
    return f"{place}, {plain_date(day)}"


def issued_at(name: str, place: str, day: datetime.date) -> str:
    """Place and day of an authority's paper; a name that is a number takes its kind with it: "Phường 1, ngày …".

    Args: name, the authority's own name; place, the name with its kind.
    """
    return long_date(f"{place[:1].upper()}{place[1:]}" if name.isdigit() else name, day)


def blank_date(place: str, year: int | None = None) -> str:
    """Place and day left open for the hand that signs: "Vạn An, ngày ..... tháng ..... năm 2026"."""
    return f"{place}, ngày ..... tháng ..... năm {year if year is not None else '.........'}"


def short_date(day: datetime.date) -> str:
    """The day in a table or a personal particular: "05/02/2026"."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def reference(number: int | None, kind: str, issuer: str) -> str:
    """Số và ký hiệu of a paper: "05/QĐ-UBND", without spaces (NĐ 30/2020, Phụ lục I, II.3).

    A number not yet given leaves room for văn thư's hand, in no-break spaces so that the room stays.
    """
    room = "\u00a0" * 8
    return f"{room if number is None else padded(number)}/{kind}-{issuer}"


def number_text(number: int | None, kind: str, issuer: str) -> str:
    """The line under the agency's name: "Số: 05/QĐ-UBND", or with room for a number written by hand."""
    return f"Số: {reference(number, kind, issuer)}"


def percent(part: int, whole: int) -> str:
    """A share with two decimals and the decimal comma: "85,71"; whole numbers without decimals.

    Args: part and whole, both counts; whole is above zero (the whole Council, NĐ 98/2023 Điều 30.7).
    """
    if part * 100 % whole == 0:
        return str(part * 100 // whole)
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02d}"


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a typed text as paragraphs, blank lines dropped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True, kw_only=True)
class Head:
    """The two columns at the head of a paper: agency, number, place and day.

    `issuer_lines` are in capitals and broken where the agency wants them broken, since
    "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG" is wider than its column.
    """

    issuer_lines: tuple[str, ...]
    parent_name: str | None = optional()
    number_text: str | None = optional()
    place_date: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """Who signs: `lines` such as ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), the hint in brackets, the printed name.

    With a hint such as "(Ký, ghi rõ họ tên)" the signer may write the name by hand. `own_post` stands between
    signature and name: a Council's chair who signs with the agency's seal (forms.md 1.8).
    """

    lines: tuple[str, ...]
    hint: str | None = optional()
    own_post: str | None = optional()
    name: str | None = needed_when(lambda block: block.hint is None)


@dataclass(frozen=True, kw_only=True)
class Recipients:
    """Nơi nhận: one line each, without dash and end mark, the last one "Lưu: VT, …"."""

    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of each kind of subject a paper names."""

    collectives: int = 0
    people: int = 0
    households: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """The kinds that occur, with their padded number: ("02 tập thể", "05 cá nhân")."""
        return tuple(f"{padded(number)} {word}" for number, word in self._present)

    @property
    def kinds(self) -> str:
        """The kinds that occur, without numbers: "tập thể, cá nhân"."""
        return joined([word for _number, word in self._present])

    @property
    def named(self) -> str:
        """All of them in a sentence: "các tập thể, cá nhân", or "cá nhân" when the paper names only one."""
        only_one = self.collectives + self.people + self.households == 1
        return self.kinds if only_one else f"các {self.kinds}"

    @property
    def _present(self) -> tuple[tuple[int, str], ...]:
        every = ((self.collectives, "tập thể"), (self.people, "cá nhân"), (self.households, "hộ gia đình"))
        return tuple((number, word) for number, word in every if number)


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What each paper may carry: the form number of the dated registry ("Mẫu số 08"), or none."""

    form_number: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class CopyBlock:
    """What certifies a copy below its line (NĐ 30/2020 Phụ lục I Phần II, Mẫu 3.1)."""

    title: str  # "SAO Y", "SAO LỤC", "TRÍCH SAO"
    issuer_lines: tuple[str, ...]
    number_text: str  # "Số: 03/SY-UBND"
    place_date: str
    recipients: Recipients
    signature: SignatureBlock

    @property
    def reference_number(self) -> str:
        """The number without the word before it: "03/SY-UBND"."""
        return self.number_text.removeprefix("Số: ")


@dataclass(frozen=True, kw_only=True)
class PrinterTest:
    """The page by which a printer's offsets are measured; offsets in tenths of a millimetre. Never sealed."""

    form_number: str | None = None
    name: str
    offset_x: int
    offset_y: int

    @property
    def shown(self) -> str:
        """The offsets in words: "ngang +1,5 mm, dọc -0,8 mm"."""
        return f"ngang {millimetres(self.offset_x)} mm, dọc {millimetres(self.offset_y)} mm"


def millimetres(tenths: int) -> str:
    """Tenths of a millimetre as officials write them, always with their sign: "+1,5", "-0,8", "0,0"."""
    return f"{tenths / 10:+.1f}".replace(".", ",") if tenths else "0,0"


def joined(words: Sequence[str]) -> str:
    """Words in one sentence: "02 tập thể, 05 cá nhân, 01 hộ gia đình"."""
    return ", ".join(words)


# ---- stored facts, read back

_Facts = typing.TypeVar("_Facts", bound=PaperFacts)
FACTS: dict[str, type[PaperFacts]] = {}  # the slices enter their classes: this floor may not ask for them


class FormChanged(ValueError):
    """Stored facts have another shape than their class has today: they were sealed under an older template."""


def facts_of(*kinds: str) -> Callable[[type[_Facts]], type[_Facts]]:
    """Enter the class of a kind's facts, so that a sealed paper can be read back from what is stored of it."""

    def enter(facts: type[_Facts]) -> type[_Facts]:
        for kind in kinds:
            if kind not in TEMPLATES or kind in FACTS:
                raise ValueError(f"{kind} has no template, or has its facts already")
            FACTS[kind] = facts
        return facts

    return enter


@facts_of("paper_copy")
@dataclass(frozen=True, kw_only=True)
class PaperCopy(PaperFacts):
    """Sao y or sao lục: the block that certifies it, and which paper's pages stand above it."""

    block: CopyBlock
    source: str
    source_number: str
    source_code: str


def read_facts(layout: str, stored: Mapping[str, Any]) -> Any:
    """The facts of a sealed paper as they were when it was sealed; what `facts_as_stored` made of them, undone.

    Args: layout, the kind of the paper, for a report `layout_of` its kind and form. A field that came later takes its
    default. Raises FormChanged when what is stored no longer fits the class.
    """
    return _read(FACTS[layout], stored, layout)


def _read(hint: Any, stored: Any, name: str) -> Any:
    choices = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        return (
            None if stored is None else _read(next(one for one in choices if one is not types.NoneType), stored, name)
        )
    if dataclasses.is_dataclass(hint) and isinstance(hint, type) and isinstance(stored, Mapping):
        return _read_fields(hint, stored, name)
    if typing.get_origin(hint) is tuple and choices[1:] == (...,) and isinstance(stored, list):
        return tuple(_read(choices[0], item, f"{name}[{place}]") for place, item in enumerate(stored))
    if hint is datetime.date and isinstance(stored, str):
        return datetime.date.fromisoformat(stored)
    if hint in (str, int, bool) and type(stored) is hint:
        return stored
    raise FormChanged(f"{name}: {type(stored).__name__} is stored, {hint} is asked")


def _read_fields(facts: type, stored: Mapping[str, Any], name: str) -> Any:
    hints = _hints(facts)
    unknown = stored.keys() - hints.keys()
    if unknown:
        raise FormChanged(f"{name}: nobody knows {', '.join(sorted(unknown))}")
    values = {field: _read(hints[field], value, f"{name}.{field}") for field, value in stored.items()}
    try:
        return facts(**values)
    except TypeError as lacking:
        raise FormChanged(f"{name}: {lacking}") from lacking


@functools.cache
def _hints(facts: type) -> dict[str, Any]:
    return typing.get_type_hints(facts)


# ---- giấy mời: of a council and of a class, which are neighbours


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One line of the list attached to a giấy mời."""

    name: str
    post: str | None = optional()


@facts_of("invitation")
@dataclass(frozen=True, kw_only=True)
class Invitation(PaperFacts):
    """Giấy mời (NĐ 30/2020, Phụ lục III): each entry of `invited` has a sheet of its own, `rows` are attached once."""

    head: Head
    about: str  # "Họp Hội đồng Thi đua - Khen thưởng …"
    issuer_name: str  # begins the sentence: "Hội đồng Thi đua - Khen thưởng xã Vạn An"
    invited: tuple[str, ...]
    occasion: str  # follows "Tới dự:"
    contents: tuple[str, ...] = optional(())
    host_role: str = optional("Chủ trì")
    host: str | None = optional()
    time_text: str
    place: str
    request: str | None = optional()
    rows: tuple[Guest, ...] = optional(())
    attached_to: str | None = needed_when(lambda facts: bool(facts.rows))
    recipients: Recipients
    signature: SignatureBlock


AS_LISTED = "các ông (bà) có tên trong danh sách kèm theo"
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def hour_and_day(hour: datetime.time, day: datetime.date) -> str:
    """When to come: "14 giờ 00 phút, thứ Ba, ngày 18 tháng 8 năm 2026"."""
    return f"{hour:%H} giờ {hour:%M} phút, {_WEEKDAYS[day.weekday()]}, {plain_date(day)}"
