"""The command that writes what the books hold as an exchange file: flask export KIND FILE --commune CODE."""

import sys
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext

from app import clock
from app.cli.importing import entered, subject_of
from app.db import reading
from app.imports.actions.exchange import exchange_file
from app.imports.queries.kinds import KINDS
from app.reading import SheetFault
from app.reading.kinds import ListKind


@click.command("export")
@click.argument("kind", type=click.Choice(sorted(KINDS)), metavar="LOẠI")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="TỆP")
@click.option("--commune", required=True, metavar="MÃ", help="Mã xã, phường có danh sách.")
@click.option("--for", "about", type=int, metavar="SỐ", help="Số của bản ghi mà danh sách thuộc về, như lớp tập huấn.")
@with_appcontext
def export_list(kind: str, file: Path, commune: str, about: int | None) -> None:
    """Ghi danh sách LOẠI đang có trong sổ ra TỆP .xlsx; nhập lại bằng lệnh import thì không đổi gì."""
    try:
        file.write_bytes(given_out(KINDS[kind], commune, clock.today(), about))
    except SheetFault as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
    except OSError as fault:
        click.echo(f"Không ghi được tệp {file}: {fault.strerror}.", err=True)
        sys.exit(2)
    click.echo(f"Đã ghi {file}.")


def given_out(kind: ListKind, code: str, day: date, about: int | None = None) -> bytes:
    """The exchange file of a kind for a commune. Raises SheetFault when there is no such commune or record."""
    with reading() as session:
        entered(session, code, day, "export")
        return exchange_file(kind, subject_of(kind, about))
