"""Our own workbooks read back as another program shows them: what stands in each cell, as text."""

import io
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook  # noqa: TID251 read as another program reads it

from app.text import day_text, decimal_text, fold


@dataclass(frozen=True)
class Shown:
    """The rows that say something, each as wide as the widest, without the column of the running number."""

    rows: list[list[str]]


def read_xlsx(data: bytes) -> Shown:
    """The first visible sheet of a workbook; days as dd/mm/yyyy."""
    book = load_workbook(io.BytesIO(data), data_only=True)
    sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
    rows = [[_shown(cell) for cell in cells] for cells in sheet.iter_rows()]
    rows = [row for row in rows if any(row)]
    width = max((place for row in rows for place, cell in enumerate(row, start=1) if cell), default=0)
    rows = [row[:width] for row in rows]
    return Shown([row[1:] for row in rows if any(row[1:])] if width > 1 and _counts(rows) else rows)


def _shown(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return day_text(value) if value.time() == time() else f"{day_text(value)} {value:%H:%M}"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else decimal_text(value, places=6)
    return re.sub(r"^'(?=[\d+])", "", " ".join(str(value).split()))


def _counts(rows: list[list[str]]) -> bool:
    return any(fold(row[0]) in ("stt", "tt", "so tt", "#") for row in rows[:10])
