"""Forms of the check of conditions before anything is nominated: whom to check, and what goes with the result."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField

from app import sheets
from app.commendations import queries
from app.commendations.forms.rounds import offered_awards
from app.commendations.forms.typed import DossierForm, merit_must_fit
from app.commendations.models import AwardRound, Dossier
from app.commendations.rules.naming import KEPT_CELLS, NAME_COLUMNS, SKIP, read_line
from app.people.forms import listed
from app.people.rules import ListLine, content_columns
from app.sheets import Grid, SheetFault
from app.widgets import ChoiceField, Form, PasteField, PickField, TextField, required

NEW = "new"
KINDS = ("person", "household", "collective")


class _Wanted(Form):
    """For which award of which round is checked."""

    round = ChoiceField("Đợt khen thưởng", [required("Chọn đợt khen thưởng.")], coerce=int, blank="– Chọn –")
    award = ChoiceField("Hình thức khen thưởng", [required("Chọn hình thức khen thưởng.")], blank="– Chọn –")

    def offer(self, rounds: Sequence[AwardRound], day: date) -> Any:
        """Set the rounds, and the awards given on a day."""
        self.round.choices = [(one.id, one.name) for one in rounds]
        self.award.choices = offered_awards(day)
        return self


class CheckForm(_Wanted):
    """Whom to check: one of the books, or a list as it comes out of Excel, Zalo or a file."""

    subject = PickField("Một cá nhân, chủ hộ hoặc tập thể")
    text = PasteField("Hoặc dán danh sách vào đây")
    file = FileField("Hoặc chọn tệp Excel (.xlsx)")

    def over(self) -> "CheckForm":
        """Search every kind of subject."""
        self.subject.lookup = queries.subject_lookup(KINDS)
        return self

    def lines(self, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
        """The lines to check, and the headings of columns that are not used. Raises SheetFault."""
        if self.subject.data:
            return [read_line(ListLine(1, {"name": self.subject.text}, str(self.subject.data)))], []
        content = self.file.data.read() if self.file.data else b""
        grid = sheets.read_xlsx(content) if content else sheets.parse_paste(self.text.data or "")
        lines, unused = names_in(grid, hamlets)
        if not lines:
            raise SheetFault("Chưa có ai: gõ tên một người, dán danh sách hoặc chọn tệp.")
        return lines, unused


class CheckedForm(_Wanted):
    """What goes with the result: the whole list, packed, and into which dossier the chosen ones are put."""

    kept = HiddenField()
    dossier = ChoiceField("Đưa vào hồ sơ")
    achievement = TextField("Hồ sơ mới: đã có thành tích", most=400)

    def into(self, award_round: AwardRound, drafts: Sequence[Dossier]) -> "CheckedForm":
        """Set which dossiers take the chosen ones: those of the round and award still being drawn up, or a new one."""
        known = [(str(one.id), f"Hồ sơ lập ngày {one.opened_on:%d/%m/%Y}: {one.achievement}") for one in drafts]
        self.dossier.choices = [*known, (NEW, "Hồ sơ mới")]
        if self.achievement.data is None:
            self.achievement.data = DossierForm(formdata=None).starts_from(award_round).achievement.data
        return self

    def lines(self, typed: Mapping[str, str]) -> list[ListLine]:
        """The whole list, with what was mended, chosen and ticked on the page that was sent. Raises SheetFault."""
        known = listed.unpacked(self.kept.data or "", KEPT_CELLS)
        return [_sent(place, line, typed) for place, line in enumerate(known)]

    def validate_achievement(self, field: TextField) -> None:
        """A new dossier needs its words, and these have room on a giấy khen when it is one."""
        if self.dossier.data == NEW:
            required("Chưa nhập thành tích.")(self, field)
            merit_must_fit(self.award.data, field.data)


def packed(lines: Sequence[ListLine]) -> str:
    """The whole list as the text of one field."""
    return listed.packed(lines, KEPT_CELLS)


def _sent(place: int, line: ListLine, typed: Mapping[str, str]) -> ListLine:
    """A line as it came back when it stood on the page; a box that came back unticked says no."""
    if f"asked-{place}" not in typed:
        return line
    found = listed.mended(NAME_COLUMNS, place, line, typed)
    changed = any(found.cell(name) != line.cell(name) for name in NAME_COLUMNS)
    cells = {**found.cells, "take": "1" if f"take-{place}" in typed else ""}
    # A name that was mended asks anew whom it means.
    choice = "" if changed and found.choice == line.choice and found.choice != SKIP else found.choice
    return read_line(replace(found, cells=cells, choice=choice))


def names_in(grid: Grid, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
    """Read each row of a list by what its columns seem to be; a list without a column of names starts with it."""
    guesses = sheets.guess_columns(grid, NAME_COLUMNS)
    start = sheets.body_start(grid, NAME_COLUMNS)
    body = grid.rows[start:]
    held = [[row[at] for row in body] for at in range(grid.width)]
    guesses = [name if name in NAME_COLUMNS else None for name in content_columns(held, guesses, hamlets)]
    if "name" not in guesses and None in guesses:
        guesses[guesses.index(None)] = "name"
    labels = grid.rows[start - 1] if start else [""] * grid.width
    unused = [labels[at] or f"cột {at + 1}" for at, name in enumerate(guesses) if name is None]
    lines = [
        read_line(ListLine(number, {name: cell for name, cell in zip(guesses, row, strict=True) if name}))
        for number, row in zip(grid.lines[start:], body, strict=True)
    ]
    return [line for line in lines if line.cell("name")], unused
