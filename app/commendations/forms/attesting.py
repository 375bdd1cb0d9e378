"""The form of the grid in which many nominees are attested: what was seen, what is chosen, on what ground."""

from collections.abc import Iterable, Mapping, Sequence

from wtforms import HiddenField

from app import sheets
from app.commendations.rules.attesting import Answers, Cell, Column
from app.widgets import ChoiceField, Form, TextField, YesField

EVERY = "*"
YES, NO = "yes", "no"
SAID = {YES: True, NO: False}


class AttestingForm(Form):
    """The ground, and which empty cells are filled by one press of a button."""

    seen = HiddenField()
    note = TextField("Căn cứ xác nhận", most=300)
    column = ChoiceField("Câu")
    whole = YesField("Cả danh sách, không chỉ trang này")

    def over(self, found: Sequence[Column]) -> "AttestingForm":
        """Let these questions be chosen to be filled, each with its number in the head of the grid."""
        numbered = [(one.code, f"Câu {place}: {one.question.text}") for place, one in enumerate(found, start=1)]
        self.column.choices = [(code, words if len(words) < 110 else f"{words[:105]}…") for code, words in numbered]
        self.column.choices.append((EVERY, "Mọi câu còn trống"))
        return self

    def answers(self, typed: Mapping[str, str]) -> Answers:
        """The cells of the page that was sent. Raises SheetFault when what was seen came damaged."""
        seen = dict(_seen(sheets.unpack_rows(self.seen.data or "")))
        return Answers(seen, {cell: SAID.get(typed.get(cell_name(cell), "")) for cell in seen})

    def filled(self, found: Sequence[Column], shown: Iterable[int], known: Iterable[Cell]) -> dict[Cell, bool]:
        """The empty cells that the button answers with "đạt": of one question or all, on this page or everywhere."""
        answered, page = set(known), set(shown)
        return {
            (nominee_id, column.code): True
            for column in found
            if self.column.data in (column.code, EVERY)
            for nominee_id in sorted(column.nominees)
            if (nominee_id, column.code) not in answered and (self.whole.data or nominee_id in page)
        }


def cell_name(cell: Cell) -> str:
    """The name of a cell's field."""
    return f"a-{cell[0]}-{cell[1]}"


def packed_cells(cells: Mapping[Cell, bool | None]) -> str:
    """What is seen in the cells of a page, as the text of one field."""
    said = {True: YES, False: NO, None: ""}
    return sheets.pack_rows([[nominee_id, code, said[answer]] for (nominee_id, code), answer in cells.items()])


def _seen(rows: Iterable[object]) -> Iterable[tuple[Cell, bool | None]]:
    for row in rows:
        if not isinstance(row, list) or len(row) != 3 or not isinstance(row[0], int) or not isinstance(row[1], str):
            raise sheets.damaged()
        yield (row[0], row[1]), SAID.get(row[2])
