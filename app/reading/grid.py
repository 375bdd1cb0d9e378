"""Rows of cells as they were read, before anybody knows what the columns mean."""

from dataclasses import dataclass, field


class SheetFault(ValueError):
    """A file or a paste that cannot be read; its text is a sentence to show to the official."""


@dataclass(frozen=True)
class Row:
    """One row with the number it has in its source, counted from 1, and its cells as clean text.

    `faults` are cells whose value cannot be used, by place, with the sentence that says why.
    """

    number: int
    cells: tuple[str, ...]
    faults: tuple[tuple[int, str], ...] = ()

    def cell(self, place: int) -> str:
        """The text of one cell; empty behind the end of the row."""
        return self.cells[place] if place < len(self.cells) else ""

    @property
    def filled(self) -> list[int]:
        """The places of the cells that say something."""
        return [place for place, cell in enumerate(self.cells) if cell]


@dataclass(frozen=True)
class Sheet:
    """The rows of a source that say something, how it was read, and which other sheets it has.

    `notes` are sentences to show: which encoding was converted, which sheet was taken.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=())

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)
