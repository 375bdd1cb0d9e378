"""The command that reads somebody's list as the pages do: flask import people FILE --commune CODE --dry-run --json."""

import json
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from app import clock, htmx, tenancy
from app.db import transaction
from app.people import queries as people
from app.people.rules import incoming
from app.people.rules.incoming import Books, Incoming
from app.places import queries as places
from app.places.rules import Level
from app.reading import Layout, SheetFault, lay_out, read_file
from app.reading.files import MOST_BYTES, TOO_LARGE
from app.refusals import Refusal
from app.tenancy import Actor

KINDS = ("people",)


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS), metavar="LOẠI")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TỆP")
@click.option("--commune", required=True, metavar="MÃ", help="Mã xã, phường nhận danh sách.")
@click.option("--sheet", help="Tên trang tính; không nêu thì trang đầu tiên có số liệu.")
@click.option("--dry-run", is_flag=True, required=True, help="Chỉ xem trước, không ghi gì.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@with_appcontext
def import_list(kind: str, file: Path, commune: str, sheet: str | None, dry_run: bool, as_json: bool) -> None:
    """Đọc danh sách LOẠI (people: người dân) trong TỆP và nói từng dòng là gì, như trang Dán danh sách."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise SheetFault(TOO_LARGE.format(most=MOST_BYTES // 1_000_000))
        layout, rows = previewed(file.read_bytes(), sheet, commune, clock.today())
    except SheetFault as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
    click.echo(json.dumps(_told(layout, rows), ensure_ascii=False) if as_json else _lines(layout, rows))


def previewed(data: bytes, sheet: str | None, code: str, day: date) -> tuple[Layout, list[Incoming]]:
    """What a list of people says and how it stands to the books of a commune. Raises SheetFault."""
    read = read_file(data, sheet)
    with transaction() as session:
        known = (one for one in places.all_authorities() if (one.level, one.code) == (Level.COMMUNE, code))
        home = next(known, None)
        if home is None:
            raise SheetFault(f"Không có xã, phường nào mã {code} dùng phần mềm.")
        tenancy.enter(session, places.scope_for(home.id, day), Actor(None, "import"))
        hamlets = {one.id: one.name for one in places.hamlets(day)}
        layout = incoming.with_split_names(lay_out(read, incoming.PEOPLE, _group_of(hamlets)))
        people_known = people.known_to_list(incoming.names_in(layout))
        return layout, incoming.understand(layout, Books(day, hamlets, people_known))


def _group_of(hamlets: dict[int, str]) -> Any:
    return lambda text: incoming.match_hamlet(text, hamlets) is not None


@cache
def _sentence(reason: Refusal) -> str:
    return str(htmx.sentence(reason).striptags())


def _told(layout: Layout, rows: list[Incoming]) -> dict[str, Any]:
    columns = {name: layout.headings[place] for name, place in layout.columns().items()}
    return {
        "columns": columns,
        "skipped": sorted(layout.skipped),
        "rows": [
            {
                "row": one.number,
                "state": one.state.value,
                "values": dict(one.values),
                "faults": [{"field": fault.field, "message": _sentence(fault.reason)} for fault in one.faults],
            }
            for one in rows
        ],
    }


def _lines(layout: Layout, rows: list[Incoming]) -> str:
    found = _told(layout, rows)
    lines = [f"Cột: {', '.join(f'{name} = {heading}' for name, heading in found['columns'].items())}"]
    for row in found["rows"]:
        faults = "; ".join(f"{fault['field']}: {fault['message']}" for fault in row["faults"])
        lines.append(f"{row['row']}\t{row['state']}\t{row['values'].get('full_name', '')}\t{faults}".rstrip())
    return "\n".join(lines)
