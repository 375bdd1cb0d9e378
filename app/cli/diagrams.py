"""The command that draws each table of moves into the docstring of its slice and into docs/moves.md: flask diagram.

The drawing is a Mermaid state diagram: readable as it stands, and drawn by every tool that knows the language.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app import htmx
from app.commendations import rules as commendations
from app.commitments import rules as commitments
from app.config import ROOT
from app.refusals import Move

SLICES: Mapping[str, Mapping[str, Move[Any]]] = {
    "commitments": commitments.MOVES,
    "commendations": commendations.MOVES,
}
# How a slice's records are called in the words of the pages, and in the heading of the document.
RECORDS = {"commitments": ("commitment", "Bản cam kết"), "commendations": ("dossier", "Hồ sơ khen thưởng")}
DOCUMENT = ROOT / "docs" / "moves.md"
OPENING = """# Trạng thái và các bước chuyển

Vẽ bằng `flask diagram` từ bảng bước chuyển của từng phần; sửa bảng trong mã nguồn rồi chạy lại, không sửa ở đây.
"""
BEGIN, END = "The moves, drawn by `flask diagram`:", "End of the moves."


@click.command
def diagram() -> None:
    """Vẽ lại sơ đồ trạng thái của từng phần vào lời đầu tệp của phần đó và vào docs/moves.md."""
    for name, moves in SLICES.items():
        place = package_of(name)
        place.write_text(with_drawing(place.read_text(encoding="utf-8"), moves), encoding="utf-8")
        click.echo(f"app/{name}/__init__.py: {len(moves)} bước chuyển.")
    DOCUMENT.write_text(document(), encoding="utf-8")
    click.echo("docs/moves.md")


def document() -> str:
    """The drawing of every slice with its moves in the words of the pages, for whoever does not read the source."""
    return "\n".join([OPENING, *(_chapter(name, moves) for name, moves in SLICES.items())])


def _chapter(name: str, moves: Mapping[str, Move[Any]]) -> str:
    record, heading = RECORDS[name]
    states, said = htmx.words_of("STATES", record), htmx.words_of("MOVES", record)
    rows = []
    for move, table in moves.items():
        called = f"{said[move]} (`{move}`)" if move in said else f"`{move}`"
        begun = "; ".join(states[one] for one in sorted(table.sources))
        rows.append(f"| {called} | {begun} | {states[table.target]} |")
    lines = [f"## {heading}", "", "```mermaid", drawn(moves), "```", "", "| Bước | Từ | Sang |", "|---|---|---|", *rows]
    return "\n".join([*lines, ""])


def package_of(name: str) -> Path:
    """The file whose docstring tells what a slice is."""
    return ROOT / "app" / name / "__init__.py"


def drawn(moves: Mapping[str, Move[Any]]) -> str:
    """A table of moves as a Mermaid state diagram: one line for each state a move may begin in."""
    lines = ["stateDiagram-v2"]
    for name, move in moves.items():
        lines += [f"    {source} --> {move.target}: {name}" for source in sorted(move.sources)]
    return "\n".join(lines)


def with_drawing(source: str, moves: Mapping[str, Move[Any]]) -> str:
    """The text of a package with this drawing between its markers; made at the end of the docstring when new."""
    block = f"{BEGIN}\n\n{drawn(moves)}\n\n{END}"
    kept = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if kept.search(source):
        return kept.sub(lambda _found: block, source)
    opening, docstring, rest = source.split('"""', 2)
    return f'{opening}"""{docstring.rstrip()}\n\n{block}\n"""{rest}'
