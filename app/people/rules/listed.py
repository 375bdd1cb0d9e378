"""One line of a pasted list as it stands on a page of its preview."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ListLine:
    """A line as it was pasted or mended, and what was chosen for it.

    Args: number, its place in the list; cells, by name of the column; choice, "new", "skip", the id of somebody known,
    or empty; asked, what the choice was asked about, so that an answer does not hold for other words.
    """

    number: int
    cells: Mapping[str, str]
    choice: str = ""
    asked: str = ""

    def cell(self, name: str) -> str:
        """One cell; empty when the list has no such column."""
        return self.cells.get(name, "")
