"""Forms of lists that come in: the box to paste into with what holds for the whole list; the grid as it comes back."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_wtf.file import FileField

from app import htmx
from app.imports.actions.mending import Mended
from app.imports.models import IncomingList
from app.reading import Sheet, read_file, read_text
from app.reading.kinds import ListKind
from app.reading.lines import Option
from app.text import day_text, parse_day
from app.widgets import ChoiceField, CountField, DayField, Form, PasteField, TextField, YesField, required

BLANK = "Không chọn"


class StartForm(Form):
    """A list as it comes out of Excel, Zalo or a file; the options of its kind stand above."""

    sheet = TextField("Tên trang tính", most=100)
    text = PasteField("Dán danh sách vào đây", most=3_000_000)
    file = FileField("Hoặc chọn tệp (.xlsx, .xls, .ods, .csv, .txt)")
    asked: tuple[Option, ...] = ()

    def answers(self) -> dict[str, str]:
        """What holds for the whole list, as text."""
        return {one.name: _as_text(self[_field_name(one)].data) for one in self.asked}

    @property
    def options(self) -> list[Any]:
        """The fields of the options, to show."""
        return [self[_field_name(one)] for one in self.asked]

    def sheet_read(self, *, prose: bool = False) -> tuple[Sheet, str]:
        """The rows of the file or of what was pasted, and what to call the list. Raises SheetFault."""
        content = self.file.data.read() if self.file.data else b""
        if content:
            return read_file(content, self.sheet.data or None, prose=prose), self.file.data.filename or "tệp"
        return read_text(self.text.data or "", prose=prose), "dán vào"


def _field_name(option: Option) -> str:
    return f"option_{option.name}"


def _as_text(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "1" if value is True else day_text(value) if hasattr(value, "isoformat") else str(value)


def start_form(kind: ListKind, subject: Any, kept: Mapping[str, str] | None = None, **kwargs: Any) -> StartForm:
    """The form of a kind of list, with its options; `kept` are the answers of a list read before."""
    labels = htmx.words("LIST_OPTIONS")
    asked = {_field_name(one): _field(kind, one, subject, labels) for one in kind.options}
    made = type("StartFormOfKind", (StartForm,), {**asked, "asked": kind.options})
    form: StartForm = made(data=_data(kind, kept or {}), **kwargs)
    return form


def _field(kind: ListKind, option: Option, subject: Any, labels: Mapping[str, str]) -> Any:
    label = labels.get(f"{kind.name}.{option.name}") or labels[option.name]
    checks = [required()] if option.required else []
    if option.form == "choice":
        choices = kind.choices(option.name, subject)
        return ChoiceField(label, checks, choices=choices, blank=None if option.required else BLANK)
    made = {"text": TextField, "day": DayField, "count": CountField, "yes": YesField}[option.form]
    return made(label, checks)


def _data(kind: ListKind, kept: Mapping[str, str]) -> dict[str, Any]:
    """Answers of before as the fields take them; days and numbers are read again from their text."""
    found: dict[str, Any] = {}
    for one in kind.options:
        if answer := kept.get(one.name):
            found[_field_name(one)] = _READ[one.form](answer)
    return found


def _day(answer: str) -> date | None:
    try:
        return parse_day(answer)
    except ValueError:
        return None


_READ: dict[str, Callable[[str], Any]] = {
    "text": str,
    "choice": str,
    "yes": lambda answer: answer == "1",
    "day": _day,
    "count": lambda answer: int(answer) if answer.isdecimal() else None,
}


# ---- the grid


_CELL = re.compile(r"(cell|choice)-(\d{1,18})(?:-([a-z0-9_]{1,60}))?")


def mended_cells(typed: Mapping[str, str]) -> dict[int, Mended]:
    """What was sent back of each line of a page, by the id of the line: cell-17-phone, choice-17."""
    cells: dict[int, dict[str, str]] = {}
    choices: dict[int, str] = {}
    for name, value in typed.items():
        match = _CELL.fullmatch(name)
        if match is None:
            continue
        row_id = int(match[2])
        cells.setdefault(row_id, {})
        if match[1] == "choice":
            choices[row_id] = value
        elif match[3]:
            cells[row_id][match[3]] = value
    return {row_id: Mended(found, choices.get(row_id)) for row_id, found in cells.items()}


def chosen_columns(typed: Mapping[str, str], incoming: IncomingList, known: Mapping[str, Any]) -> dict[str, int]:
    """Which column of the source is what, as chosen above the grid. Raises ColumnTwice."""
    found: dict[str, int] = {}
    for place in range(len(incoming.headings)):
        name = typed.get(f"column-{place}", "")
        if name not in known:
            continue
        if name in found:
            raise ColumnTwice(name)
        found[name] = place
    return found


class ColumnTwice(ValueError):
    """Two columns were said to be the same; its text is the name of the column."""
