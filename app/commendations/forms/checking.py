"""Forms of the check of conditions before anything is nominated: whom to check, and what goes with the result."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField

from app import clock
from app.commendations import queries
from app.commendations.forms.rounds import offered_awards
from app.commendations.forms.typed import DossierForm, merit_must_fit
from app.commendations.models import AwardRound, Dossier
from app.commendations.rules.laying import lay_out_subjects
from app.commendations.rules.lines import cells_of, said_of
from app.commendations.rules.naming import (
    CHECKED_COLUMNS,
    KEPT_CELLS,
    NAME_CELLS,
    SKIP,
    USED,
    checked_line,
    read_line,
)
from app.people.forms import listed
from app.people.rules import ListLine, Unreadable
from app.people.rules.incoming import birth_of
from app.reading import Sheet, SheetFault, read_file, read_text
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
    file = FileField("Hoặc chọn tệp (.xlsx, .xls, .ods, .csv)")

    def over(self) -> "CheckForm":
        """Search every kind of subject."""
        self.subject.lookup = queries.subject_lookup(KINDS)
        return self

    def lines(self, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
        """The lines to check, and the headings of columns that are not used. Raises SheetFault."""
        if self.subject.data:
            return [read_line(ListLine(1, {"name": self.subject.text}, str(self.subject.data)))], []
        content = self.file.data.read() if self.file.data else b""
        sheet = read_file(content, prose=True) if content else read_text(self.text.data or "", prose=True)
        lines, unused = names_in(sheet, hamlets)
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
    found = listed.mended(NAME_CELLS, place, line, typed)
    changed = any(found.cell(name) != line.cell(name) for name in NAME_CELLS)
    cells = {**found.cells, "take": "1" if f"take-{place}" in typed else ""}
    # A name that was mended asks anew whom it means.
    choice = "" if changed and found.choice == line.choice and found.choice != SKIP else found.choice
    return read_line(replace(found, cells=cells, choice=choice))


def names_in(sheet: Sheet, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
    """Each line of a list by what its columns seem to be, and the headings of the columns that are not used."""
    layout = lay_out_subjects(sheet, CHECKED_COLUMNS, hamlets, "merit")
    columns = layout.columns()
    today = clock.today()
    said = [(row.number, said_of(cells_of(row, columns))) for row in layout.body]
    lines = [checked_line(number, {**one, "birth": _birth_said(one["birth"], today)}) for number, one in said]
    unused = [
        heading or f"cột {at + 1}"
        for at, (heading, name) in enumerate(zip(layout.headings, layout.guesses, strict=True))
        if name not in USED and at != layout.counter and any(row.cell(at) for row in layout.body)
    ]
    return [line for line in lines if line.cell("name")], unused


def _birth_said(typed: str, today: date) -> str:
    """A birth as pages write it; one that cannot be read stands as it came."""
    try:
        return birth_of(typed, today).text
    except Unreadable:
        return typed
