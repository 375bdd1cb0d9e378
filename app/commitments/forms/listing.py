"""Forms of a list pasted into a campaign: the list, and its preview.

A page of the preview shows a hundred lines with boxes to mend; the whole list goes along with it as one packed field,
so that nothing is stored before it is saved and nothing typed is lost on the way. Tried and dropped: boxes for all
lines, some 3 MB of page for 3,000 of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask_wtf.file import FileField
from wtforms import HiddenField

from app.commitments.rules import LIST_COLUMNS, ListLine
from app.people.forms import listed
from app.people.rules import COLUMNS
from app.people.rules.incoming import PEOPLE, cells_of, laid_out
from app.places.models import Hamlet
from app.reading import Layout, Sheet, SheetFault, lay_out, read_file, read_text
from app.reading.shape import BodyRow
from app.widgets import ChoiceField, Form, PasteField

MOST_LINES = 5_000


def _places(hamlets: Sequence[Hamlet]) -> list[tuple[int, str]]:
    return [(row.id, row.name) for row in hamlets]


class ListForm(Form):
    """A list as it comes out of Excel, Zalo or a file."""

    text = PasteField("Dán danh sách vào đây")
    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Theo cột thôn trong danh sách")
    file = FileField("Hoặc chọn tệp (.xlsx, .xls, .ods, .csv, .txt)")

    def offer(self, hamlets: Sequence[Hamlet]) -> None:
        """Set which hamlets may be chosen."""
        self.hamlet_id.choices = _places(hamlets)

    def lines(self, kind: str, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
        """The lines of the list, and the headings of the columns that are not used. Raises SheetFault."""
        content = self.file.data.read() if self.file.data else b""
        sheet = read_file(content) if content else read_text(self.text.data or "")
        lines, unused = list_lines(sheet, kind, hamlets)
        if not lines:
            raise SheetFault("Chưa có dòng nào: hãy dán danh sách hoặc chọn tệp.")
        if len(lines) > MOST_LINES:
            raise SheetFault(f"Danh sách dài quá {MOST_LINES} dòng.")
        return lines, unused


class ListPreviewForm(Form):
    """What goes with a page of the preview: the whole list, and the hamlet of the lines which name none."""

    hamlet_id = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Theo cột thôn trong danh sách")
    kept = HiddenField()

    def offer(self, hamlets: Sequence[Hamlet]) -> None:
        """Set which hamlets may be chosen."""
        self.hamlet_id.choices = _places(hamlets)

    def lines(self, kind: str, typed: Mapping[str, str]) -> list[ListLine]:
        """The whole list, with what was mended and chosen on the page that was sent. Raises SheetFault."""
        return [
            listed.mended(LIST_COLUMNS[kind], place, line, typed)
            for place, line in enumerate(unpacked(self.kept.data or "", kind))
        ]


def list_lines(sheet: Sheet, kind: str, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
    """Read each row of a list by what its columns seem to be; a list without a column of names starts with it."""
    layout = _of_people(sheet, hamlets) if kind in _OF_PEOPLE else _of_offices(sheet, kind)
    columns = layout.columns()
    unused = [
        label or f"cột {place + 1}"
        for place, (label, name) in enumerate(zip(layout.headings, layout.guesses, strict=True))
        if name is None and place != layout.counter and any(row.cell(place) for row in layout.body)
    ]
    read = _person_cells if kind in _OF_PEOPLE else _office_cells
    return [ListLine(row.number, read(row, columns)) for row in layout.body], unused


_OF_PEOPLE = ("person", "household")
_CALLED = {"full_name": "name", "birth": "born", "gender": "sex"}


def _of_people(sheet: Sheet, hamlets: Mapping[int, str]) -> Layout:
    """A list of people, read as any list of people is."""
    return laid_out(sheet, PEOPLE, hamlets)


def _person_cells(row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
    found = {_CALLED.get(name, name): cell for name, cell in cells_of(row, columns).items()}
    return {name: found[name] for name in COLUMNS if found.get(name)}


def _office_cells(row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
    return {name: row.cell(place) for name, place in columns.items()}


def _of_offices(sheet: Sheet, kind: str) -> Layout:
    """A list of officials or collectives; columns without headings in the order in which such lists are written."""
    layout = lay_out(sheet, LIST_COLUMNS[kind])
    guesses = list(layout.guesses)
    bare = [at for at, label in enumerate(layout.headings) if not label and at != layout.counter]
    if "name" not in guesses and bare:
        guesses[bare[0]] = "name"
    waiting = [name for name in LIST_COLUMNS[kind] if name not in guesses and name not in ("born", "sex")]
    for at in bare:
        if guesses[at] is None and waiting:
            guesses[at] = waiting.pop(0)
    return replace(layout, guesses=tuple(guesses))


def packed(lines: Sequence[ListLine], kind: str) -> str:
    """The whole list as the text of one field."""
    return listed.packed(lines, [*LIST_COLUMNS[kind]])


def unpacked(text: str, kind: str) -> list[ListLine]:
    """The list that packed() wrote. Raises SheetFault when the field was cut off or changed on its way."""
    return listed.unpacked(text, [*LIST_COLUMNS[kind]])
