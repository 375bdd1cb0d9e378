"""A pasted list on its way through the pages of its preview: packed into one field, mended line by line.

A page shows a hundred lines with boxes; the whole list goes along packed, so that nothing is stored before it is saved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app import sheets
from app.people.rules import ListLine
from app.sheets import SheetFault
from app.text import nfc


def mended(names: Iterable[str], place: int, line: ListLine, typed: Mapping[str, str]) -> ListLine:
    """A line as it came back when it stood on the page, else as it was.

    Args: names of the columns; place of the line in the list; typed, the fields of the page.
    """
    if f"asked-{place}" not in typed:
        return line
    cells = {name: nfc(typed.get(f"{name}-{place}", line.cell(name))) for name in names}
    return replace(line, cells=cells, choice=typed.get(f"choice-{place}", ""), asked=typed[f"asked-{place}"])


def packed(lines: Iterable[ListLine], names: Sequence[str]) -> str:
    """The whole list as the text of one field, its cells in the order of these columns."""
    return sheets.pack_rows(
        [[line.number, line.choice, line.asked, *(line.cell(name) for name in names)] for line in lines]
    )


def unpacked(text: str, names: Sequence[str]) -> list[ListLine]:
    """The list that packed() wrote. Raises SheetFault when the field was cut off or changed on its way."""
    try:
        return [_line(row, names) for row in sheets.unpack_rows(text)]
    except SheetFault:
        raise
    except (ValueError, TypeError, KeyError) as fault:
        raise sheets.damaged() from fault


def _line(row: Sequence[object], names: Sequence[str]) -> ListLine:
    number, choice, asked, *cells = row
    if not isinstance(number, int) or not all(isinstance(cell, str) for cell in (choice, asked, *cells)):
        raise TypeError
    return ListLine(number, dict(zip(names, map(str, cells), strict=True)), str(choice), str(asked))
