"""The command that reads somebody's list as the pages do: flask import KIND FILE --commune CODE --dry-run --json."""

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app import clock, htmx, tenancy
from app.db import transaction
from app.imports.actions import beginning, saving
from app.imports.queries.judging import preview
from app.imports.queries.kinds import KINDS
from app.places import queries as places
from app.places.rules import Level
from app.reading import Layout, Sheet, SheetFault, read_file
from app.reading.files import MOST_BYTES, TOO_LARGE
from app.reading.kinds import ListKind
from app.reading.lines import Judged
from app.refusals import Refusal, Refused
from app.tenancy import Actor


@click.command("import")
@click.argument("kind", type=click.Choice(sorted(KINDS)), metavar="LOẠI")
@click.argument("file", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--commune", required=True, metavar="MÃ", help="Mã xã, phường nhận danh sách.")
@click.option("--for", "about", type=int, metavar="SỐ", help="Số của bản ghi mà danh sách thuộc về, như lớp tập huấn.")
@click.option("--sheet", help="Tên trang tính; không nêu thì trang đầu tiên có số liệu.")
@click.option("--option", "told", multiple=True, metavar="TÊN=GIÁ TRỊ", help="Điều nói chung cho cả danh sách.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước, không ghi gì.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@with_appcontext
def import_list(
    kind: str,
    file: Path,
    commune: str,
    about: int | None,
    sheet: str | None,
    told: Sequence[str],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Đọc danh sách LOẠI trong TỆP, nói từng dòng là gì như trang Nhập danh sách, và ghi những dòng đã rõ."""
    try:
        if not file.is_file():
            raise SheetFault(f"Không có tệp {file}.")
        if file.stat().st_size > MOST_BYTES:
            raise SheetFault(TOO_LARGE.format(most=MOST_BYTES // 1_000_000))
        chosen, options, data = KINDS[kind], dict(one.partition("=")[::2] for one in told), file.read_bytes()
        layout, rows, saved = taken_in(
            chosen,
            data,
            sheet,
            commune,
            clock.today(),
            about=about,
            options=options,
            source=file.name,
            write=not dry_run,
        )
    except SheetFault as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
    except Refused as refused:
        click.echo("\n".join(map(_sentence, refused.reasons)), err=True)
        sys.exit(2)
    found = shown(chosen, layout, rows) | ({} if dry_run else {"saved": saved, "waiting": _waiting(rows)})
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _lines(found))


def taken_in(
    kind: ListKind,
    data: bytes,
    sheet: str | None,
    code: str,
    day: date,
    *,
    about: int | None = None,
    options: Mapping[str, str] | None = None,
    source: str = "",
    write: bool = False,
) -> tuple[Layout, list[Judged], int]:
    """What a list says and how it stands to the books of a commune; with `write` its plain lines are saved.

    Returns also how many lines were saved. Raises SheetFault, and Refused when no list may come in there now.
    """
    read = read_file(data, sheet, prose=kind.prose)
    with transaction() as session:
        entered(session, code, day, "import")
        subject = subject_of(kind, about)
        layout, rows = preview(kind, read, subject, options or {})
        saved = _written(kind, about, options or {}, source, read) if write else 0
        return layout, rows, saved


def _written(kind: ListKind, about: int | None, options: Mapping[str, str], source: str, read: Sheet) -> int:
    """Take the list in as the page does, so that what waits is found there and the whole can be taken back."""
    incoming = beginning.begin(kind, about, options, source, read, patient=True)
    written = 0
    while more := saving.save_some(incoming):
        written += more
    saving.finish(incoming, written)
    return written


def entered(session: Session, code: str, day: date, command: str) -> None:
    """Fix what a command reads and writes: the rows of one commune. Raises SheetFault when there is no such commune."""
    known = (one for one in places.all_authorities() if (one.level, one.code) == (Level.COMMUNE, code))
    home = next(known, None)
    if home is None:
        raise SheetFault(f"Không có xã, phường nào mã {code} dùng phần mềm.")
    tenancy.enter(session, places.scope_for(home.id, day), Actor(None, command))


def subject_of(kind: ListKind, about: int | None) -> Any:
    """The record a list belongs to, as the command names it. Raises SheetFault when there is none."""
    if kind.has_subject and about is None:
        raise SheetFault("Danh sách loại này thuộc về một bản ghi: nêu số của bản ghi đó sau --for.")
    try:
        return kind.subject(about)
    except NotFound:
        raise SheetFault(f"Không có bản ghi số {about} cho danh sách loại này.") from None


@cache
def _sentence(reason: Refusal) -> str:
    return str(htmx.sentence(reason).striptags())


def shown(kind: ListKind, layout: Layout, rows: Sequence[Judged]) -> dict[str, Any]:
    """The preview as a script gets it."""
    return {
        "columns": {name: layout.headings[place] for name, place in layout.columns().items()},
        "skipped": sorted(layout.skipped),
        "rows": [_row(kind, one) for one in rows],
    }


def _row(kind: ListKind, one: Judged) -> dict[str, Any]:
    faults = [
        {"field": kind.script_field(fault, one.values), "message": _sentence(fault.reason)} for fault in one.faults
    ]
    return {"row": one.line.number, "state": one.state.value, "values": dict(one.values), "faults": faults}


def _waiting(rows: Sequence[Judged]) -> int:
    return sum(1 for one in rows if one.state in ("doubtful", "wrong"))


def _lines(found: Mapping[str, Any]) -> str:
    lines = [f"Cột: {', '.join(f'{name} = {heading}' for name, heading in found['columns'].items())}"]
    for row in found["rows"]:
        faults = "; ".join(f"{fault['field']}: {fault['message']}" for fault in row["faults"])
        first = next(iter(row["values"].values()), "")
        lines.append(f"{row['row']}\t{row['state']}\t{first}\t{faults}".rstrip())
    if "saved" in found:
        lines.append(f"Đã ghi {found['saved']} dòng; {found['waiting']} dòng cần xem lại, chưa ghi.")
    return "\n".join(lines)
