"""The columns of a roll that comes in: which of them is which meeting, by its number, its day or its marks alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.people.rules.incoming import PEOPLE, laid_out
from app.reading import Columns, Layout, Row, Sheet
from app.reading.shape import plain_words
from app.text import fold
from app.training.rules import read_mark
from app.training.rules.incoming_marks import ONE_COLUMN, Session

_WHO = ("full_name", "family_middle", "middle", "given", "birth", "birth_male", "birth_female", "hamlet", "phone")
ROLL: Columns = {
    **{name: PEOPLE[name] for name in _WHO},
    ONE_COLUMN: ("điểm danh", "có mặt", "tham dự", "dự học", "chuyên cần", "tham gia buổi học"),
}
_NAMES = frozenset(
    plain_words(label) for name in ("full_name", "family_middle") for label in PEOPLE[name] if label[0] != "@"
)
_NUMBERED = re.compile(r"(?:buoi|b)(?: hoc)?(?: thu| so)?\s*\.?\s*(\d{1,2})\b(?!\s*[/.-]\s*\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?(?!\d)")
_SEARCHED, _DEEP = 40, 3
_MEETING = "buổi học"  # stands for each of them while the parts of the sheet are told apart


def columns_of_roll(sessions: Sequence[Session]) -> Columns:
    """What a column of a roll may be: who it is, a meeting, or the only column of marks."""
    return {**ROLL, **{one.field: () for one in sessions}}


def lay_out_roll(sheet: Sheet, hamlets: Mapping[int, str], sessions: Sequence[Session]) -> Layout:
    """The parts of a roll. Its meetings stand above their columns as "Buổi 1" or as days, in one heading or under one.

    Where nothing says which meeting a column is, several columns of marks are the meetings in their order; a single
    one is the meeting of the day in the title, or the only one of the class.
    """
    bare, heads = _without_meetings(sheet, sessions)
    layout = _with_whole_names(laid_out(bare, {**ROLL, "meeting": (_MEETING,)}, hamlets))
    headings = [*layout.headings, *[""] * (max(heads, default=-1) + 1 - len(layout.headings))]
    guesses: list[str | None] = [*layout.guesses, *[None] * (len(headings) - len(layout.guesses))]
    for place, (label, session) in heads.items():
        headings[place], guesses[place] = label, session.field if session else None
    layout = replace(layout, headings=tuple(headings), guesses=tuple(guesses))
    if any(heads.values()):
        return layout
    return _by_marks(layout, sheet, sessions)


# ---- headings


Heads = dict[int, tuple[str, Session | None]]


def _without_meetings(sheet: Sheet, sessions: Sequence[Session]) -> tuple[Sheet, Heads]:
    """The sheet whose headings of meetings are labels like any other, and what they said.

    A day or a number above a column would be taken for a cell of the list.
    """
    at = _head_at(sheet.rows, sessions)
    if at is None:
        return sheet, {}
    heads: Heads = {}
    rows = list(sheet.rows)
    for place in range(at, min(at + _DEEP, len(rows))):
        row = rows[place]
        said = {column: cell for column, cell in enumerate(row.cells) if cell and _heads_marks(cell, sessions)}
        if place > at and len(said) < len(row.filled):
            break
        _add(heads, said, sessions)
        label = "" if len(said) == len(row.filled) else _MEETING
        rows[place] = replace(row, cells=tuple(label if one in said else cell for one, cell in enumerate(row.cells)))
    return replace(sheet, rows=tuple(row for row in rows if row.filled or row.faults)), heads


def _head_at(rows: Sequence[Row], sessions: Sequence[Session]) -> int | None:
    """The row of the headings of meetings: beside the label of the names, or alone below it."""
    named = None
    for place, row in enumerate(rows[:_SEARCHED]):
        meetings = [cell for cell in row.cells if cell and _is_meeting(cell, sessions)]
        if any(plain_words(cell) in _NAMES for cell in row.cells if cell):
            named = place
            if any(_heads_marks(cell, sessions) for cell in row.cells if cell):
                return place
        elif named is not None and place - named < _DEEP and meetings and len(meetings) == len(row.filled):
            return place
    return None


def _is_meeting(cell: str, sessions: Sequence[Session]) -> bool:
    folded = fold(cell)
    return bool(_NUMBERED.match(folded)) or (len(folded.split()) < 6 and bool(_of_day(folded, sessions)))


def _heads_marks(cell: str, sessions: Sequence[Session]) -> bool:
    """Whether a cell beside the label of the names heads a meeting, also one that this class never had."""
    return _is_meeting(cell, sessions) or bool(_DAY.search(cell))


def _add(heads: Heads, said: Mapping[int, str], sessions: Sequence[Session]) -> None:
    taken = {session.id for _label, session in heads.values() if session}
    for place, cell in said.items():
        label, known = heads.get(place, ("", None))
        session = known or _meeting(cell, sessions, taken)
        heads[place] = f"{label} {cell}".strip(), session
        if session:
            taken.add(session.id)


def _meeting(cell: str, sessions: Sequence[Session], taken: set[int]) -> Session | None:
    """The meeting meant: by its day, else by its number. Of two on one day the first that is free."""
    folded = fold(cell)
    numbered = _NUMBERED.match(folded)
    meant = _of_day(folded, sessions) or [one for one in sessions if numbered and one.number == int(numbered[1])]
    return next((one for one in meant if one.id not in taken), None)


def _of_day(folded: str, sessions: Sequence[Session]) -> list[Session]:
    found = _DAY.search(folded)
    if not found:
        return []
    day, month, year = int(found[1]), int(found[2]), found[3]
    return [
        one
        for one in sessions
        if (one.day.day, one.day.month) == (day, month) and (not year or str(one.day.year).endswith(year))
    ]


# ---- no heading says it


def _with_whole_names(layout: Layout) -> Layout:
    """The layout without a "given name" that is a column of marks: a sign of one letter beside a name is no name."""
    guesses = list(layout.guesses)
    given = guesses.index("given") if "given" in guesses else None
    if given is None or not _is_marks(layout, given):
        return layout
    guesses[given] = None
    return replace(layout, guesses=tuple("full_name" if name == "family_middle" else name for name in guesses))


def _by_marks(layout: Layout, sheet: Sheet, sessions: Sequence[Session]) -> Layout:
    guesses = list(layout.guesses)
    free = [place for place, name in enumerate(guesses) if name is None and place != layout.counter]
    marked = [place for place in free if ONE_COLUMN not in guesses and _is_marks(layout, place)]
    if len(marked) > 1:
        for place, session in zip(marked, sessions, strict=False):
            guesses[place] = session.field
        return replace(layout, guesses=tuple(guesses))
    for place in marked:
        guesses[place] = ONE_COLUMN
    titled = _of_title(layout, sheet, sessions)
    if titled is not None:
        guesses = [titled.field if name == ONE_COLUMN else name for name in guesses]
    return replace(layout, guesses=tuple(guesses))


def _is_marks(layout: Layout, place: int) -> bool:
    cells = [row.cell(place) for row in layout.body if row.cell(place)]
    return bool(cells) and sum(read_mark(cell) is not None for cell in cells) * 10 >= len(cells) * 6


def _of_title(layout: Layout, sheet: Sheet, sessions: Sequence[Session]) -> Session | None:
    """The meeting named in the title, "Buổi 2, ngày 12/8/2026", when it is one alone."""
    titles = [cell for row in sheet.rows if layout.skipped.get(row.number) == "title" for cell in row.cells if cell]
    found = {one.id: one for cell in titles for one in _in_title(fold(cell), sessions)}
    return next(iter(found.values())) if len(found) == 1 else None


def _in_title(folded: str, sessions: Sequence[Session]) -> list[Session]:
    numbered = re.search(rf"\b{_NUMBERED.pattern}", folded)
    by_number = [one for one in sessions if numbered and one.number == int(numbered[1])]
    return _of_day(folded, sessions) or by_number
