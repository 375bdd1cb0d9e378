"""Forms of the teams of the movement: one more member, a term, a pasted list of members."""

from collections.abc import Mapping
from datetime import date
from typing import Self

from app import htmx, sheets
from app.people import queries
from app.people.models import Collective
from app.people.rules import (
    MEMBER_CELLS,
    MEMBER_COLUMNS,
    MemberLine,
    TeamKind,
    TeamPart,
    content_columns,
    member_of_line,
)
from app.sheets import SheetFault
from app.text import fold, nfc
from app.widgets import ChoiceField, CountField, DayField, Form, PasteField, PickField, at_most, required

MOST_MEMBERS = 200


def parts_of(team: Collective) -> dict[str, str]:
    """How this kind of team calls who leads it, who stands in for them and who is in it."""
    words = htmx.words_of("TEAM_PARTS_OF", team.team_kind or TeamKind.DIGITAL_TEAM)
    return {part: words[part] for part in TeamPart}


def chosen_day(field: DayField) -> date:
    """The day of a field, once its form was found valid."""
    day: date | None = field.data
    assert day is not None
    return day


class MemberForm(Form):
    """Someone of the books who comes into the team, by three letters of the name."""

    person = PickField("Tìm theo tên", [required("Gõ vài chữ của tên.")])
    part = ChoiceField("Chức danh", [required()])
    valid_from = DayField("Từ ngày", [required()])

    def of(self, team: Collective) -> Self:
        """Find everyone of the commune, the people of the team's hamlet first; parts as the team calls them."""
        hamlet_id = team.hamlet_id
        self.person.lookup = lambda typed: queries.person_lookup(typed, near=hamlet_id)
        self.person.label_of = queries.label_of
        self.part.choices = list(parts_of(team).items())
        return self


class TermForm(Form):
    """The part and the days of a term; without a last day it lasts."""

    part = ChoiceField("Chức danh", [required()])
    valid_from = DayField("Từ ngày", [required()])
    valid_until = DayField("Thôi tham gia từ ngày")

    def of(self, team: Collective) -> Self:
        """Offer the parts as this kind of team calls them."""
        self.part.choices = list(parts_of(team).items())
        return self


class EndForm(Form):
    """The first day without someone."""

    valid_until = DayField("Thôi tham gia từ ngày", [required()])


class TeamPasteForm(Form):
    """A list of members as a decision or a message has it, and the day from which they are in."""

    valid_from = DayField("Tham gia từ ngày", [required()])
    text = PasteField("Dán danh sách vào đây", [required("Chưa dán gì.")], most=50_000)

    def lines(self) -> list[MemberLine]:
        """The lines of the list by what their columns seem to be. Raises SheetFault when there is none, or too many."""
        grid = sheets.parse_paste(self.text.data or "")
        lines = _with_heading(grid) if _has_heading(grid) else _without_heading(grid)
        if not lines:
            raise SheetFault("Chưa có dòng nào: hãy dán danh sách.")
        if len(lines) > MOST_MEMBERS:
            raise SheetFault(f"Danh sách có {len(lines)} dòng; một tổ nhiều nhất {MOST_MEMBERS} người.")
        return lines


_NUMBER_HEADS = ("stt", "tt", "số tt")


def _has_heading(grid: sheets.Grid) -> bool:
    """Whether a row names the columns; "Nguyễn Văn Đức, thành viên" does not, though a column may be called so."""
    header = sheets.header_row(grid, MEMBER_COLUMNS)
    if header is None:
        return False
    labels = [fold(label) for known in (*MEMBER_COLUMNS.values(), _NUMBER_HEADS) for label in known if label[0] != "@"]
    cells = [fold(cell) for cell in grid.rows[header] if cell]
    if len(cells) == 1:
        return cells[0] in labels
    return sum(any(f" {label} " in f" {cell} " for label in labels) for cell in cells) > 1


def _without_heading(grid: sheets.Grid) -> list[MemberLine]:
    rows = zip(grid.lines, grid.rows, strict=True)
    return [member_of_line(number, row) for number, row in rows if any(cell.strip() for cell in row)]


def _with_heading(grid: sheets.Grid) -> list[MemberLine]:
    guesses = sheets.guess_columns(grid, MEMBER_COLUMNS)
    start = sheets.body_start(grid, MEMBER_COLUMNS)
    body = grid.rows[start:]
    guesses = content_columns([[row[i] for row in body] for i in range(grid.width)], guesses, {})
    if "name" not in guesses and None in guesses:
        guesses[guesses.index(None)] = "name"
    return [
        MemberLine(number, **{name: cell for name, cell in zip(guesses, row, strict=True) if name in MEMBER_CELLS})
        for number, row in zip(grid.lines[start:], body, strict=True)
    ]


class TeamPreviewForm(Form):
    """What goes with the lines of a preview: the day, and how many lines."""

    valid_from = DayField("Tham gia từ ngày", [required()])
    count = CountField("Số dòng", [at_most(MOST_MEMBERS)])


def typed_members(typed: Mapping[str, str], count: int) -> list[MemberLine]:
    """The lines as they came back from the preview, with what was mended in them."""
    found = []
    for place in range(min(count, MOST_MEMBERS)):
        number = typed.get(f"line-{place}", "")
        cells = {name: nfc(typed.get(f"{name}-{place}", "")) for name in MEMBER_CELLS}
        known = int(number) if number.isdecimal() and len(number) < 7 else place + 1
        found.append(MemberLine(known, choice=typed.get(f"choice-{place}", ""), **cells))
    return found
