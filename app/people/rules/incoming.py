"""What the rows of somebody's list of people say: read whatever way they were written, with every doubt at its cell.

The list may come from a file, a paste or a script; `reading` has told its parts apart. Nothing is guessed that an
official would have to undo: a number that lost its zero gets it back, a name in capitals gets small letters, but a day
that cannot be is a fault.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from app import names, text
from app.people.rules.doubles import Known, likely_among
from app.people.rules.pasting import match_hamlet
from app.people.rules.persons import (
    Birth,
    Sex,
    Unreadable,
    birth_faults,
    name_faults,
    parse_birth,
    parse_sex,
    parse_target_group,
)
from app.reading import Columns, Layout
from app.reading.shape import BodyRow, plain_words
from app.refusals import Refusal

# For each field the labels people write above such a column, then the contents that give it away.
PEOPLE: Columns = {
    "full_name": (
        "họ và tên", "họ tên", "họ, tên", "họ và tên học viên", "họ tên học viên", "họ và tên người dân",
        "tên người dân", "học viên", "thành viên", "người tham gia", "người dân", "họ và tên công dân",
        "họ và tên người học", "@name",
    ),
    "family_middle": ("họ và đệm", "họ đệm", "họ lót", "họ và chữ đệm", "họ và tên đệm", "họ chữ lót", "họ"),
    "given": ("tên",),
    "birth_male": ("năm sinh nam", "ngày sinh nam", "ngày tháng năm sinh nam", "nam"),
    "birth_female": ("năm sinh nữ", "ngày sinh nữ", "ngày tháng năm sinh nữ", "nữ"),
    "birth": (
        "ngày sinh", "năm sinh", "ngày tháng năm sinh", "ngày, tháng, năm sinh", "sinh năm", "sinh ngày",
        "ngày tháng năm", "ns", "@day", "@year",
    ),
    "gender_male": ("giới tính nam",),
    "gender_female": ("giới tính nữ",),
    "gender": ("giới tính", "nam nữ", "giới", "phái", "gt", "@sex"),
    "household_head": ("chủ hộ", "họ và tên chủ hộ", "họ tên chủ hộ", "tên chủ hộ"),
    "relation": ("quan hệ với chủ hộ", "quan hệ chủ hộ", "quan hệ"),
    "hamlet": (
        "thôn", "xóm", "bản", "làng", "khối", "ấp", "buôn", "tổ dân phố", "tdp", "khu phố", "thôn xóm", "thôn bản",
        "nơi ở", "chỗ ở", "địa chỉ", "nơi cư trú", "nơi thường trú", "hộ khẩu thường trú", "chỗ ở hiện nay", "@place",
    ),
    "phone": ("điện thoại", "số điện thoại", "sđt", "số đt", "đt", "di động", "điện thoại di động", "zalo", "@phone"),
    "national_id": ("số cccd", "cccd", "căn cước", "căn cước công dân", "số căn cước", "cmnd", "số định danh", "@id12"),
    "target_group": ("nhóm đối tượng", "đối tượng", "nhóm"),
    "occupation": ("nghề nghiệp", "nghề", "công việc"),
    "post": ("chức vụ", "chức danh", "chức vụ đơn vị", "chức vụ, đơn vị công tác"),
    "unit": ("đơn vị", "đơn vị công tác", "cơ quan", "nơi công tác"),
    "note": ("ghi chú",),
}  # fmt: skip
VALUES = (
    "full_name", "family", "middle", "given", "birth_date", "birth_year", "gender", "hamlet", "phone", "national_id",
    "household_head", "relation", "target_group", "occupation", "post", "unit", "note",
)  # fmt: skip
# What the preview of the page shows of these; the others are named as not used.
SHOWN = frozenset({
    "full_name", "family_middle", "given", "birth", "birth_male", "birth_female", "gender", "gender_male",
    "gender_female", "hamlet", "target_group", "phone", "occupation",
})  # fmt: skip
PLAIN = ("household_head", "relation", "occupation", "post", "unit", "note")
LONGEST_CELL = 200


class State(StrEnum):
    """What a row is beside the books."""

    NEW = "new"
    SAME = "same"
    CHANGE = "change"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True)
class Fault:
    """What is wrong or doubtful in one cell; a blocking one must be mended or the row left out."""

    field: str
    reason: Refusal
    blocking: bool = True


@dataclass(frozen=True)
class InTheBooks:
    """Somebody the books know, with what a list may add: telephone, sex, occupation, group."""

    known: Known
    phone: str = ""
    sex: str = ""
    occupation: str = ""
    target_group: str = ""


@dataclass(frozen=True)
class Books:
    """What a list is held against: the day, the hamlets by id and whom the books know."""

    today: date
    hamlets: Mapping[int, str]
    people: Sequence[InTheBooks] = ()
    hamlet_id: int | None = None


@dataclass(frozen=True)
class Incoming:
    """A row as it was understood.

    `values` holds what it says by name, as VALUES lists them; `same` who in the books it is or may be, `repeats` the
    rows above that are the same person.
    """

    number: int
    values: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    same: tuple[Known, ...] = ()
    repeats: tuple[int, ...] = ()
    state: State = State.NEW
    birth: Birth = field(default_factory=Birth)
    hamlet_id: int | None = None


# ---- columns


def with_split_names(layout: Layout) -> Layout:
    """Columns that only the cells explain: the second half of a merged "Họ và tên", and "Nam", "Nữ" ticked by x."""
    guesses = list(layout.guesses)
    for place, name in enumerate(guesses):
        cells = [row.cell(place) for row in layout.body if row.cell(place)]
        if name in ("birth_male", "birth_female") and cells and all(_is_tick(cell) for cell in cells):
            guesses[place] = name.replace("birth", "gender")
        if name == "full_name" and _given_follows(layout, guesses, place):
            guesses[place], guesses[place + 1] = "family_middle", "given"
    if "full_name" not in guesses and "family_middle" not in guesses:
        guesses = ["full_name" if name in ("household_head", "given") else name for name in guesses]
    return replace(layout, guesses=tuple(guesses))


def _given_follows(layout: Layout, guesses: Sequence[str | None], place: int) -> bool:
    after = place + 1
    if after >= len(guesses) or guesses[after] not in (None, "given"):
        return False
    if guesses[after] is None and plain_words(layout.headings[after]) not in ("", plain_words(layout.headings[place])):
        return False
    cells = [row.cell(after) for row in layout.body if row.cell(after)]
    single = [cell for cell in cells if len(cell.split()) == 1 and not any(char.isdigit() for char in cell)]
    return len(cells) * 10 >= len(layout.body) * 8 and len(single) * 10 >= len(cells) * 8


def _is_tick(cell: str) -> bool:
    return text.fold(cell) in ("x", "v", "1", "+", "nam", "nu", "✓", "√")


def names_in(layout: Layout) -> set[str]:
    """The names that a list speaks of, by which the books are asked whom they know."""
    columns = layout.columns()
    return {_joined_name({name: row.cell(place) for name, place in columns.items()}) for row in layout.body}


def typed_cells(row: BodyRow, columns: Mapping[str, int], today: date) -> dict[str, str]:
    """A row as the cells of the preview page: what was understood as it is written there, the rest as it came."""
    said = {name: row.cell(place) for name, place in columns.items()}
    faults: list[Fault] = []
    born = next((said[one] for one in ("birth", "birth_male", "birth_female") if said.get(one)), "")
    with suppress(Unreadable):  # it stands in the preview as it came, with the sentence that says why it cannot be
        born = birth_of(born, today).text
    sex = _sex(said, faults)
    phone = said.get("phone", "")
    return {
        "name": _joined_name(said),
        "born": born,
        "sex": _SEX_SAID[sex] if sex else said.get("gender", ""),
        "hamlet": said.get("hamlet", "") or row.group,
        "target_group": said.get("target_group", ""),
        "phone": phone_of(phone) or phone,
        "occupation": said.get("occupation", ""),
    }


# ---- rows


def understand(layout: Layout, books: Books) -> list[Incoming]:
    """Say of every row what it means, what is doubtful in it, and whether the books know the person."""
    known: dict[str, list[InTheBooks]] = {}
    for one in books.people:
        known.setdefault(text.fold(one.known.name), []).append(one)
    columns, above = layout.columns(), dict[str, list[Known]]()
    matched: dict[str, int | None] = {}
    return [_understood(row, columns, books, known, above, matched) for row in layout.body]


def _understood(
    row: BodyRow,
    columns: Mapping[str, int],
    books: Books,
    known: Mapping[str, list[InTheBooks]],
    above: dict[str, list[Known]],
    matched: dict[str, int | None],
) -> Incoming:
    said = {name: row.cell(place) for name, place in columns.items()}
    faults = [Fault(_field(columns, place), Refusal("cell-unusable", detail=why)) for place, why in row.faults]
    name = text.proper_name(_joined_name(said))
    faults += [Fault("full_name", reason) for reason in name_faults(name)]
    birth, sex = _birth(said, books.today, faults), _sex(said, faults)
    hamlet_id = _hamlet(said.get("hamlet", "") or row.group, books, matched, faults)
    values = _values(said, name, birth, sex, faults)
    values["hamlet"] = books.hamlets[hamlet_id] if hamlet_id else said.get("hamlet", "") or row.group
    folded = text.fold(name)
    namesakes = [one.known for one in known.get(folded, ())]
    same = likely_among(namesakes, birth.year, hamlet_id, birth.born_on) if folded else []
    repeats = likely_among(above.get(folded, ()), birth.year, hamlet_id, birth.born_on) if folded else []
    above.setdefault(folded, []).append(Known(row.number, name, birth.year, hamlet_id, birth.born_on))
    faults += [Fault("full_name", Refusal("repeated-line", detail=str(one.id)), blocking=False) for one in repeats]
    found = Incoming(
        row.number,
        {name: values[name] for name in VALUES if values.get(name)},
        tuple(faults),
        tuple(same),
        tuple(one.id for one in repeats),
        birth=birth,
        hamlet_id=hamlet_id,
    )
    return _with_state(found, known.get(folded, ()))


def _with_state(found: Incoming, known: Iterable[InTheBooks]) -> Incoming:
    if any(fault.blocking for fault in found.faults):
        return replace(found, state=State.WRONG)
    certain = [one for one in known if one.known in found.same and _certain(found, one.known)]
    if len(found.same) == len(certain) == 1 and not found.repeats:
        return replace(found, state=State.CHANGE if _adds(found.values, certain[0]) else State.SAME)
    if found.same:
        doubt = Fault("full_name", Refusal("likely-double"), blocking=False)
        return replace(found, state=State.DOUBTFUL, faults=(*found.faults, doubt))
    return replace(found, state=State.DOUBTFUL if found.faults else State.NEW)


def _certain(found: Incoming, known: Known) -> bool:
    """The same name wherever its mark stands (Hoà, Hòa), the same year and the same hamlet, all of them known."""
    return (
        text.name_key(found.values.get("full_name", "")) == text.name_key(known.name)
        and found.birth.year is not None
        and found.birth.year == known.birth_year
        and found.hamlet_id is not None
        and found.hamlet_id == known.hamlet_id
    )


_SEX_SAID = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


def _adds(values: Mapping[str, str], known: InTheBooks) -> bool:
    """Whether the row says something that the books do not say, or say otherwise."""
    sex = _SEX_SAID[Sex(known.sex)] if known.sex else ""
    pairs = (
        ("phone", phone_of(known.phone) or known.phone),
        ("gender", sex),
        ("occupation", known.occupation),
        ("target_group", known.target_group),
    )
    more = bool(values.get("birth_date")) and known.known.born_on is None
    return more or any(values.get(name) and values[name] != said for name, said in pairs)


def _field(columns: Mapping[str, int], place: int) -> str:
    named = {at: name for name, at in columns.items()}.get(place, "full_name")
    return {"birth": "birth_date", "family_middle": "full_name", "given": "full_name"}.get(named, named)


def _joined_name(said: Mapping[str, str]) -> str:
    whole = said.get("full_name", "")
    return whole or f"{said.get('family_middle', '')} {said.get('given', '')}".strip()


def _birth(said: Mapping[str, str], today: date, faults: list[Fault]) -> Birth:
    typed = next((said[one] for one in ("birth", "birth_male", "birth_female") if said.get(one)), "")
    try:
        birth = birth_of(typed, today)
    except Unreadable as fault:
        faults.append(Fault("birth_date", fault.reason))
        return Birth()
    where = "birth_date" if birth.born_on else "birth_year"
    faults += [Fault(where, reason) for reason in birth_faults(birth.born_on, birth.birth_year, today)]
    return birth


_FIRST_OF_EXCEL = date(1899, 12, 30)
_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00(?::00)?)?")
_MONTH = re.compile(r"(?:thang\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})")


def birth_of(typed: str, today: date) -> Birth:
    """Read a birth as lists have it: 05/02/1980, 1980, 15/3/72, 1980-02-05, 2/1980 (the year), a day in figures.

    Of a year of two digits the nearest that has been is meant. Raises Unreadable.
    """
    cleaned = text.nfc(typed).strip("'’. ")
    if match := _SHORT_YEAR.fullmatch(cleaned):
        year = int(match[3]) + today.year // 100 * 100
        cleaned = f"{match[1]}/{match[2]}/{year if year <= today.year else year - 100}"
    elif match := _ISO.fullmatch(cleaned):
        cleaned = f"{match[3]}/{match[2]}/{match[1]}"
    elif (match := _MONTH.fullmatch(text.fold(cleaned))) and 1 <= int(match[1]) <= 12:
        cleaned = match[2]
    elif re.fullmatch(r"\d{5}", cleaned):
        return Birth(born_on=_FIRST_OF_EXCEL + timedelta(days=int(cleaned)))
    elif re.fullmatch(r"(?:sn|sinh|nam)\s*\d{4}", text.fold(cleaned)):
        cleaned = cleaned[-4:]
    return parse_birth(cleaned)


def _sex(said: Mapping[str, str], faults: list[Fault]) -> Sex | None:
    if said.get("birth_male") or _ticked(said, "gender_male"):
        return Sex.MALE
    if said.get("birth_female") or _ticked(said, "gender_female"):
        return Sex.FEMALE
    try:
        return parse_sex(said.get("gender", ""))
    except Unreadable as fault:
        faults.append(Fault("gender", fault.reason))
        return None


def _ticked(said: Mapping[str, str], name: str) -> bool:
    return bool(said.get(name)) and _is_tick(said[name])


def _hamlet(typed: str, books: Books, matched: dict[str, int | None], faults: list[Fault]) -> int | None:
    """The hamlet meant by a cell or by the heading in between; an address is looked through for one."""
    if not typed:
        return books.hamlet_id
    if typed not in matched:
        parts = [typed, *(part.strip() for part in re.split(r"[,;–]| - ", typed) if part.strip() != typed)]
        matched[typed] = next((found for part in parts if (found := match_hamlet(part, books.hamlets))), None)
    if matched[typed] is None:
        faults.append(Fault("hamlet", Refusal("hamlet-unknown", detail=typed), blocking=False))
    return matched[typed]


def _values(said: Mapping[str, str], name: str, birth: Birth, sex: Sex | None, faults: list[Fault]) -> dict[str, str]:
    parts = names.parts_of(name)
    values = {"full_name": name, "family": parts.family, "middle": parts.middle, "given": parts.given}
    values["birth_date"] = text.day_text(birth.born_on) if birth.born_on else ""
    values["birth_year"] = str(birth.birth_year or "")
    values["gender"] = _SEX_SAID[sex] if sex else ""
    for field_name, read in (("phone", _phone), ("national_id", _national_id), ("target_group", _group)):
        values[field_name] = read(said.get(field_name, ""), faults)
    for plain in PLAIN:
        values[plain] = said.get(plain, "")
        faults += _too_long(plain, values[plain])
    return values


def _too_long(name: str, cell: str) -> Iterator[Fault]:
    if len(cell) > LONGEST_CELL:
        yield Fault(name, Refusal("cell-too-long", detail=str(LONGEST_CELL)))


def phone_of(typed: str) -> str | None:
    """A telephone number as its digits with the zero in front; None for what is none.

    Excel takes the zero away from a number kept as a number, +84 stands for it.
    """
    digits = re.sub(r"[^\d+]", "", typed)
    digits = re.sub(r"^(?:\+?84)(?=\d{9}$)", "0", digits)
    if re.fullmatch(r"[235789]\d{8}|2\d{9}", digits):
        digits = f"0{digits}"
    return digits if re.fullmatch(r"0[235789]\d{8}|02\d{9}|1[89]00\d{4,6}", digits) else None


def _phone(typed: str, faults: list[Fault]) -> str:
    """The first of the numbers in a cell."""
    if not typed:
        return ""
    found = [phone for part in re.split(r"[/;,]| - |\s{2,}", typed) if (phone := phone_of(part))]
    if not found:
        faults.append(Fault("phone", Refusal("phone-unreadable", detail=typed)))
        return typed
    return found[0]


def _national_id(typed: str, faults: list[Fault]) -> str:
    digits = re.sub(r"[\s.'-]", "", typed)
    if re.fullmatch(r"\d{11}", digits):
        digits = f"0{digits}"
    if digits and not re.fullmatch(r"\d{12}", digits):
        faults.append(Fault("national_id", Refusal("national-id-unfit", detail=str(len(digits)))))
    return digits


def _group(typed: str, faults: list[Fault]) -> str:
    try:
        return parse_target_group(typed) or ""
    except Unreadable as fault:
        faults.append(Fault("target_group", fault.reason))
        return typed
