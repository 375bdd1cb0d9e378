"""A list of hamlets or units beside the books: which are there already, which may be, what it changes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import text
from app.reading.lines import Fault, Judged, Line, Twin, decide
from app.reading.shape import BodyRow, Columns, Layout
from app.refusals import Refusal

HAMLETS: Columns = {
    "name": ("tên thôn, tổ dân phố", "thôn, tổ dân phố", "thôn, xóm", "tên thôn", "tên tổ", "thôn", "xóm", "bản",
             "tổ dân phố", "khối", "ấp", "địa bàn", "=tên", "@place"),
    "more": ("trưởng thôn, tổ trưởng", "họ tên trưởng thôn", "trưởng thôn", "tổ trưởng", "trưởng xóm", "trưởng bản",
             "trưởng ấp", "khối trưởng", "họ và tên", "@name"),
    "valid_from": ("từ ngày", "ngày thành lập", "@day"),
}  # fmt: skip
UNITS: Columns = {
    "name": ("tên cơ quan, đơn vị", "cơ quan, đơn vị", "tên đơn vị", "tên cơ quan", "đơn vị", "cơ quan", "tổ chức",
             "doanh nghiệp", "=tên", "@text"),
    "more": ("tên viết tắt", "viết tắt", "ký hiệu"),
    "valid_from": ("từ ngày", "ngày thành lập", "@day"),
}  # fmt: skip

_PARTS_LIST = re.compile(r"(?:[IVXLC]{1,6}|[A-H])\s*(?:[.)/:-]|\s)\s*\S")
_KIND = re.compile(r"^(thon|xom|ban|lang|khoi pho|khoi|khu pho|khu|khom|ap|buon|to dan pho( so)?|tdp)\s+")


@dataclass(frozen=True)
class Known:
    """A hamlet or unit of the books: its id, its name, and who heads it or its abbreviation."""

    id: int
    name: str
    more: str
    valid_from: date


@dataclass(frozen=True)
class ListedPlace:
    """A line as it was understood."""

    name: str
    more: str
    valid_from: date | None


@dataclass(frozen=True)
class PlaceBooks:
    """What a list of places is held against; `more` is the field beside the name, `longest` the letters a name has."""

    known: Sequence[Known]
    more: str
    longest: int
    longest_more: int
    first_day: date | None = None


def lone_places(layout: Layout, rows: Iterable[tuple[int, tuple[str, ...]]]) -> Layout:
    """A list whose rows are the very places that stand between the rows of other lists: none of them is a heading.

    "I. Khu vực phía Đông", counted in Roman figures or letters, parts such a list and is a heading here too.
    """
    lost = [
        BodyRow(number, cells)
        for number, cells in rows
        if layout.skipped.get(number) == "group" and not _PARTS_LIST.match(" ".join(filter(None, cells)))
    ]
    if not lost:
        return layout
    body = sorted([*layout.body, *lost], key=lambda row: row.number)
    numbers = {row.number for row in lost}
    skipped = {number: what for number, what in layout.skipped.items() if number not in numbers}
    guesses = layout.guesses
    if "name" not in guesses:
        at = next(place for place, cell in enumerate(lost[0].cells) if cell)
        guesses = tuple("name" if place == at else one for place, one in enumerate(guesses))
    return replace(layout, body=tuple(body), skipped=skipped, guesses=guesses)


def judge_places(lines: Sequence[Line], books: PlaceBooks) -> list[Judged]:
    """Tell of each line whether the books have it: the same name is certain, one that differs in dấu is asked."""
    by_key: dict[str, list[Known]] = {}
    for one in books.known:
        by_key.setdefault(place_key(one.name), []).append(one)
    seen: dict[str, list[int]] = {}
    found = []
    for line in lines:
        key = place_key(line.cell("name"))
        above = tuple(seen.get(key, ()))
        found.append(decide(_judged(line, books, by_key.get(key, []), above)))
        if key and line.choice != "skip":
            seen.setdefault(key, []).append(line.number)
    return found


def place_key(name: str) -> str:
    """What names of one place have in common: without dấu, and without the word for what it is."""
    return _KIND.sub("", text.fold(name)) or text.fold(name)


def _judged(line: Line, books: PlaceBooks, known: Sequence[Known], above: tuple[int, ...]) -> Judged:
    said, faults = _understood(line, books)
    values = {"name": said.name, books.more: said.more}
    if said.valid_from:
        values["valid_from"] = text.day_text(said.valid_from)
    twins = tuple(_twin(one, said, books.more) for one in known) if said.name else ()
    faults += _other_day(line.cell("valid_from"), said, known)
    return Judged(line, values, (*line.faults, *faults), twins, above, record=said)


def _understood(line: Line, books: PlaceBooks) -> tuple[ListedPlace, list[Fault]]:
    name, more, typed = (" ".join(text.nfc(line.cell(one)).split()) for one in ("name", books.more, "valid_from"))
    faults = []
    if not name:
        faults.append(Fault("name", Refusal("list-place-nameless")))
    for field, words, most in (("name", name, books.longest), (books.more, more, books.longest_more)):
        if len(words) > most:
            faults.append(Fault(field, Refusal("list-place-too-long", detail=str(most))))
    day = books.first_day
    if typed:
        try:
            day = text.parse_day(typed)
        except ValueError:
            faults.append(Fault("valid_from", Refusal("list-place-day", detail=typed)))
    return ListedPlace(name, more, day), faults


def _other_day(typed: str, said: ListedPlace, known: Sequence[Known]) -> list[Fault]:
    """A day of its own that is not that of the books: the list does not change it, and says so."""
    same = [one for one in known if one.name.casefold() == said.name.casefold()]
    if typed and said.valid_from and same and same[0].valid_from != said.valid_from:
        return [
            Fault("valid_from", Refusal("list-place-since", detail=text.day_text(same[0].valid_from)), blocking=False)
        ]
    return []


def _twin(one: Known, said: ListedPlace, more: str) -> Twin:
    says: Mapping[str, str] = {"name": one.name, more: one.more, "valid_from": text.day_text(one.valid_from)}
    changes = {more: one.more} if said.more and said.more != one.more else {}
    return Twin(one.id, one.name, says, changes, certain=one.name.casefold() == said.name.casefold())
