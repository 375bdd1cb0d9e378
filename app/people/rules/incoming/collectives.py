"""A list of collectives beside the books: the group of one name in one hamlet is one, whatever the dấu."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app import text
from app.people.rules.hamlets import hamlet_of_address, match_hamlet
from app.people.rules.incoming.cells import name_of, said_or_nothing
from app.people.rules.persons import LONGEST_NAME, collective_faults
from app.people.rules.teams import TeamKind, team_faults
from app.reading import Columns, Layout, Sheet, lay_out
from app.reading.lines import SKIP, Fault, Judged, Line, Twin, decide
from app.reading.shape import BodyRow
from app.refusals import Refusal

# Without a label nothing but the first column is known: "Tổ dệt" looks like a place, "Đội tình nguyện" like a name.
COLLECTIVES: Columns = {
    "name": ("tên tập thể", "tập thể", "tên tổ, đội", "tên tổ", "tên đội", "tên câu lạc bộ", "tên chi hội", "chi hội",
             "tên đơn vị", "câu lạc bộ", "tổ, đội", "=tên", "@text"),
    "head_name": ("người đứng đầu", "họ và tên người đứng đầu", "họ tên người đứng đầu", "tổ trưởng", "đội trưởng",
                  "chủ nhiệm", "chi hội trưởng", "trưởng nhóm", "người phụ trách", "phụ trách", "đại diện",
                  "họ và tên"),
    "head_post": ("chức vụ người đứng đầu", "chức vụ", "chức danh"),
    "hamlet": ("thôn, tổ dân phố", "thôn, xóm", "thôn", "xóm", "bản", "khối", "ấp", "tổ dân phố", "địa bàn"),
    "women_count": ("trong đó nữ", "số nữ", "nữ"),
    "headcount": ("tổng số người", "số thành viên", "số người", "số hội viên", "số lượng thành viên", "số lượng",
                  "thành viên", "hội viên", "quân số", "tổng số"),
    "team_kind": ("là lực lượng của phong trào", "loại lực lượng", "loại tổ", "loại"),
    "unit": ("cơ quan, đơn vị", "đơn vị trực thuộc", "cơ quan"),
    "founded_by": ("quyết định thành lập", "số quyết định", "quyết định"),
    "founded_on": ("ngày thành lập", "thành lập ngày", "ngày quyết định", "thành lập"),
    "address": ("địa điểm trụ sở", "trụ sở", "địa chỉ", "địa điểm"),
    "managing_agency": ("cơ quan quản lý trực tiếp", "cơ quan quản lý", "cơ quan chủ quản"),
    "functions": ("chức năng, nhiệm vụ", "chức năng", "nhiệm vụ"),
}  # fmt: skip
FIELDS = tuple(COLLECTIVES)
_PLAIN = ("head_post", "founded_by", "address", "managing_agency", "functions")
_LONGEST = {"name": 200, "head_name": LONGEST_NAME, "functions": 4_000}
_USUAL_LENGTH = 200
_MOST_PEOPLE = 100_000


@dataclass(frozen=True)
class KnownCollective:
    """A collective of the books: its columns by name, and what the books say of it by field of the grid."""

    id: int
    name: str
    hamlet_id: int | None
    columns: Mapping[str, Any]
    says: Mapping[str, str]


@dataclass(frozen=True)
class CollectiveBooks:
    """What a list is held against: hamlets, units and kinds of teams by their names, and who has one of these names.

    `hamlet_id` is the hamlet of lines that name none.
    """

    today: date
    hamlets: Mapping[int, str]
    units: Mapping[int, str]
    kinds: Mapping[str, str]
    known: Sequence[KnownCollective] = ()
    hamlet_id: int | None = None


@dataclass(frozen=True)
class ReadCollective:
    """A line as it was understood: the columns of Collective that it says, and its cells."""

    columns: Mapping[str, Any]
    cells: Mapping[str, str] = field(default_factory=dict)

    def changed(self, twin: Twin | None) -> dict[str, Any]:
        """The columns that are written: all that the line says of a new one, else those that change."""
        if twin is None:
            return dict(self.columns)
        return {name: value for name, value in self.columns.items() if _FIELD_OF.get(name, name) in twin.changes}


_FIELD_OF = {"hamlet_id": "hamlet", "unit_id": "unit"}


def lay_out_collectives(sheet: Sheet, hamlets: Mapping[int, str]) -> Layout:
    """The parts of a list; "Tổ công nghệ số thôn Đông" is a row although it begins as the name of a place does."""
    found = lay_out(sheet, COLLECTIVES, lambda cell: match_hamlet(cell, hamlets) is not None)
    rows = {row.number: row for row in sheet.rows}
    lost = {
        number
        for number, what in found.skipped.items()
        if what == "group" and number in rows and _is_collective(rows[number].cells, hamlets)
    }
    if not lost:
        return found
    restored = [BodyRow(number, rows[number].cells, "", rows[number].faults) for number in lost]
    body, place = [], ""
    for row in sorted([*found.body, *restored], key=lambda one: one.number):
        named = bool(row.group) and not _is_collective((row.group,), hamlets)
        place = row.group if named else place
        body.append(replace(row, group=place))
    skipped = {number: what for number, what in found.skipped.items() if number not in lost}
    guesses = found.guesses
    if "name" not in guesses:
        first = min(next(at for at, cell in enumerate(row.cells) if cell) for row in restored)
        guesses = tuple("name" if at == first else one for at, one in enumerate(guesses))
    return replace(found, body=tuple(body), skipped=skipped, guesses=guesses)


_GROUP_WORDS = re.compile(r"^(to|khu|doi|nhom|ban|lang)\s+(?!(dan pho|so|pho)\b)\w+\s+\w+")


def _is_collective(cells: Sequence[str], hamlets: Mapping[int, str]) -> bool:
    """Whether a row that looks like the name of a place names a group of people: three words, and no hamlet of ours."""
    first = next((cell for cell in cells if cell and not cell.rstrip(".)").isdecimal()), "")
    return match_hamlet(first, hamlets) is None and _GROUP_WORDS.match(text.fold(first)) is not None


def collective_key(cells: Mapping[str, str]) -> str:
    """Lines of one name, whatever the dấu."""
    return text.fold(cells.get("name", ""))


def judge_collectives(lines: Sequence[Line], books: CollectiveBooks) -> list[Judged]:
    """Tell of each line whether the books have the group: the same name in the same hamlet is certain."""
    by_name: dict[str, list[KnownCollective]] = {}
    for one in books.known:
        by_name.setdefault(text.fold(one.name), []).append(one)
    above: dict[tuple[str, int | None], list[int]] = {}
    found = []
    for line in lines:
        said, faults = _read(line, books)
        key = (text.fold(said.columns["name"]), said.columns.get("hamlet_id"))
        twins = _twins(said, by_name.get(key[0], ())) if key[0] else ()
        faults += _faults_of_counts(said, twins, books.today)
        repeats = tuple(above.get(key, ())[:5]) if key[0] else ()
        found.append(decide(Judged(line, said.cells, (*line.faults, *faults), twins, repeats, record=said)))
        if line.choice != SKIP:
            above.setdefault(key, []).append(line.number)
    return found


def _read(line: Line, books: CollectiveBooks) -> tuple[ReadCollective, list[Fault]]:
    faults: list[Fault] = []
    cells = {name: " ".join(text.nfc(said_or_nothing(line.cell(name))).split()) for name in FIELDS}
    for name, cell in cells.items():
        most = _LONGEST.get(name, _USUAL_LENGTH)
        if len(cell) > most:
            faults.append(Fault(name, Refusal("collective-cell-too-long", detail=str(most))))
    if not cells["name"]:
        faults.append(Fault("name", Refusal("name-missing")))
    columns: dict[str, Any] = {
        "name": cells["name"],
        "head_name": name_of(cells["head_name"]),
        "hamlet_id": _hamlet(cells["hamlet"], books, faults),
        "unit_id": _unit(cells["unit"], books.units, faults),
        "team_kind": _kind(cells, books.kinds, faults),
        "headcount": _count("headcount", cells["headcount"], faults),
        "women_count": _count("women_count", cells["women_count"], faults),
        "founded_on": _day(cells["founded_on"], faults),
        **{name: cells[name] for name in _PLAIN},
    }
    columns = {name: value for name, value in columns.items() if name == "name" or value not in (None, "")}
    shown = cells | {
        "head_name": columns.get("head_name", ""),
        "hamlet": books.hamlets.get(columns.get("hamlet_id", 0), ""),
    }
    if "founded_on" in columns:
        shown["founded_on"] = text.day_text(columns["founded_on"])
    return ReadCollective(columns, {name: cell for name, cell in shown.items() if cell}), faults


def _same_words(typed: str, named: Mapping[int, str]) -> int | None:
    same = [one for one, name in named.items() if name.casefold() == typed.casefold()]
    return same[0] if len(same) == 1 else None


def _hamlet(typed: str, books: CollectiveBooks, faults: list[Fault]) -> int | None:
    if not typed:
        return books.hamlet_id
    found = _same_words(typed, books.hamlets) or hamlet_of_address(typed, books.hamlets)
    if found is None:
        faults.append(Fault("hamlet", Refusal("hamlet-unknown", detail=typed)))
    return found


def _unit(typed: str, units: Mapping[int, str], faults: list[Fault]) -> int | None:
    if not typed:
        return None
    found = _same_words(typed, units) or match_hamlet(typed, units)
    if found is None:
        faults.append(Fault("unit", Refusal("collective-unit-unknown", detail=typed)))
    return found


def _kind(cells: Mapping[str, str], kinds: Mapping[str, str], faults: list[Fault]) -> str | None:
    """What it is in the movement: as the list says it, else a Tổ công nghệ số cộng đồng by its very name."""
    typed = text.fold(cells["team_kind"])
    if not typed:
        named = text.fold(cells["name"])
        return TeamKind.DIGITAL_TEAM if named.startswith(("to cong nghe so", "to cnscd", "to cns cong dong")) else None
    found = next((kind for kind, words in kinds.items() if text.fold(words) == typed), None)
    if found is None:
        faults.append(Fault("team_kind", Refusal("collective-kind-unknown", detail=cells["team_kind"])))
    return found


def _count(name: str, typed: str, faults: list[Fault]) -> int | None:
    bare = re.sub(r"\s*(?:người|thành viên|hội viên|nữ)$", "", typed)
    if not bare:
        return None
    digits = re.sub(r"[. ]", "", bare) if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+", bare) else bare
    if digits.isdecimal() and int(digits) <= _MOST_PEOPLE:
        return int(digits)
    faults.append(Fault(name, Refusal("collective-count-unreadable", detail=typed)))
    return None


def _day(typed: str, faults: list[Fault]) -> date | None:
    if not typed:
        return None
    try:
        return text.parse_day(typed)
    except ValueError:
        faults.append(Fault("founded_on", Refusal("collective-day-unreadable", detail=typed)))
        return None


def _faults_of_counts(said: ReadCollective, twins: Sequence[Twin], today: date) -> list[Fault]:
    columns = said.columns
    counts = [columns.get(name) for name in ("headcount", "women_count")]
    if len(twins) == 1:
        known = (twins[0].says.get(name, "") for name in ("headcount", "women_count"))
        counts = [int(there) if count is None and there else count for count, there in zip(counts, known, strict=True)]
    found = [Fault("women_count", reason) for reason in collective_faults(*counts)]
    return found + [Fault("founded_on", reason) for reason in team_faults(columns.get("founded_on"), None, today)]


def _twins(said: ReadCollective, namesakes: Iterable[KnownCollective]) -> tuple[Twin, ...]:
    """Who it may be: of a group in another hamlet the name says nothing, each thôn has its Chi hội Phụ nữ."""
    hamlet_id, name = said.columns.get("hamlet_id"), said.columns["name"].casefold()
    near = [one for one in namesakes if hamlet_id is None or one.hamlet_id in (None, hamlet_id)]
    exact = [one for one in near if one.name.casefold() == name and one.hamlet_id == hamlet_id]
    meant = exact or near
    return tuple(_twin(said, one, certain=len(meant) == 1 and one.name.casefold() == name) for one in meant)


def _twin(said: ReadCollective, known: KnownCollective, *, certain: bool) -> Twin:
    changes = {}
    for column, value in said.columns.items():
        guessed = column == "team_kind" and not said.cells.get("team_kind")
        if column != "name" and not guessed and value != known.columns.get(column):
            shown = _FIELD_OF.get(column, column)
            changes[shown] = known.says.get(shown, "")
    label = ", ".join(part for part in (known.name, known.says.get("hamlet", "")) if part)
    return Twin(known.id, label, known.says, changes, certain=certain)
