"""The exchange file of a kind of list: what the books hold, in the columns that a list of this kind comes in with.

Its headings are the labels of the fields, its rows what `ListKind.everything` tells: read in again, every row is one
the books know already. So the file can be filled in further, sent to whoever knows more, or carried elsewhere.
"""

from itertools import chain
from typing import Any

from app import htmx, sheets
from app.imports.queries.judging import RECORD
from app.reading.kinds import ListKind
from app.reading.lines import Field
from app.sheets import Column, Kind

# A birth may be a day or a year alone, and so may any other day that old papers tell.
_FORMS: dict[str, Kind] = {"text": "text", "code": "text", "day": "birth", "number": "number"}


def exchange_file(kind: ListKind, subject: Any) -> bytes:
    """Everything the books hold of a kind, as a workbook that can be read in again.

    Args: subject, what the list belongs to, None for the commune.
    """
    fields = kind.fields(subject)
    columns = [Column(label_of(kind, one), _FORMS[one.form], _width(one)) for one in fields]
    names, held = [one.name for one in fields], iter(kind.everything(subject))
    first = next(held, {})
    if "record" in first:
        columns, names = [*columns, Column(RECORD, "number")], [*names, "record"]
    rows = ([row.get(name) for name in names] for row in chain([first] if first else (), held))
    return sheets.write_long_xlsx(htmx.words("LIST_KINDS")[kind.name], columns, rows)


def file_name(kind: ListKind) -> str:
    """How the file of a kind is called."""
    return f"trao-doi-{kind.name}.xlsx"


def label_of(kind: ListKind, field: Field) -> str:
    """What stands above a column of this kind, on the grid and in the file."""
    words = htmx.words("LIST_FIELDS")
    return words.get(f"{kind.name}.{field.name}") or words[field.name]


def _width(field: Field) -> int:
    return {"short": 12, "mid": 22, "long": 40}[field.width]
