"""The part of docs/exchange.md that follows from the kinds of lists; see `test_exchange`.

After a kind has changed write it anew: SOVANG_WRITE=1 .venv/bin/python -m pytest tests/imports/test_exchange.py
"""

import os
import re

from app import htmx
from app.config import ROOT
from app.imports.actions.exchange import label_of
from app.reading.kinds import ListKind
from app.reading.lines import Field

DOCUMENT = ROOT / "docs" / "exchange.md"
FORMS = {
    "text": "chữ",
    "code": "mã, kiểu chữ",
    "day": "ngày dd/mm/yyyy",
    "number": "số",
}
# Columns whose words are taken from the books of the commune: their offers differ from one to the other.
OF_THE_BOOKS = "theo sổ của đơn vị"
PLACED = {"hamlet", "unit", "collective", "owner", "proposer"}


def chapter(kind: ListKind, subject: object) -> str:
    """What stands in the document about a kind: its name for the command and its columns."""
    heading = f"### {htmx.words('LIST_KINDS')[kind.name]} (`{kind.name}`)"
    lines = [f"| {label_of(kind, one)} | `{one.name}` | {_told(one)} |" for one in kind.fields(subject)]
    told = "\n".join([heading, "", "| Cột | Tên trong JSON | Giá trị |", "|---|---|---|", *lines, ""])
    if os.environ.get("SOVANG_WRITE") == "1":
        _write(kind.name, told)
    return told


def _told(one: Field) -> str:
    parts = [FORMS[one.form] + ("; chỉ biết năm thì ghi năm" if one.name == "birth" else "")]
    if one.required:
        parts.append("bắt buộc")
    if one.offers:
        parts.append(OF_THE_BOOKS if one.name in PLACED else f"một trong: {', '.join(one.offers)}")
    return "; ".join(parts)


def _write(name: str, told: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    whole = re.compile(rf"### [^\n]*\(`{re.escape(name)}`\)\n.*?(?=\n### |\n## |\Z)", re.DOTALL)
    found = whole.search(text)
    text = text[: found.start()] + told + text[found.end() :] if found else f"{text.rstrip()}\n\n{told}"
    DOCUMENT.write_text(text, encoding="utf-8")
