"""How long a list of ten thousand people takes until its preview. Run by hand: bench/imports.py

"preview-10000" reads a workbook of 10,000 rows as an office has it (title, headings of two lines, a heading for each
hamlet, a total), tells its parts apart, asks the books whom they know of a commune of 20,000 people, a third of the
list among them, and judges every cell. Beside it stands the library alone: openpyxl reading the same file. The ratio is
theirs over ours: the issue asks for a third and more. "memory-10000" is the most memory the preview took beyond what
the program holds anyway, beside the size of the file. Prints one JSON object a line; SOVANG_DATABASE_URL may name a
PostgreSQL database, in which a schema is then made.
"""

import io
import sys
import tempfile
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
from argon2 import PasswordHasher
from flask import Flask

from app import clock, create_app
from app.accounts import actions as accounts
from app.cli import importing
from app.db import Base, db
from app.imports.queries.kinds import KINDS
from app.people.models import Person
from bench import training
from bench.report import report, side_by_side_ms
from tests import cast as casting
from tests.people import rows as people

SIZE, IN_BOOKS, HAMLETS, RUNS = 10_000, 20_000, 40, 5
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Đỗ")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Xuân", "Quốc", "Thuý", "Hữu")
GIVENS = ("An", "Bình", "Cường", "Dũng", "Đức", "Giang", "Hà", "Hoà", "Khuê", "Lan", "Mai", "Nghĩa", "Quỳnh", "Tâm")


@dataclass(frozen=True)
class Commune:
    """The commune of the bench and the list that comes in."""

    app: Flask
    sheet: bytes


def built(folder: Path) -> Commune:
    """A commune of 20,000 people in 40 hamlets, and a workbook of 10,000 rows."""
    settings = replace(
        training.settings(folder / "imports"), database_url=training.database("imports", folder), testing=True
    )
    app = create_app(settings)
    with app.app_context(), clock.frozen(casting.DAY):
        Base.metadata.create_all(db.engine)
        cast = casting.assemble()
        with casting.acting(cast.users["officer"]):
            hamlets = [people.hamlet(f"Thôn {number + 1}") for number in range(HAMLETS)]
            db.session.flush()
            db.session.add_all(
                Person(name=_name(number), birth_year=_year(number), hamlet_id=hamlets[number % HAMLETS].id)
                for number in range(IN_BOOKS)
            )
    return Commune(app, _workbook())


def _name(number: int) -> str:
    return f"{FAMILIES[number % 10]} {MIDDLES[number // 10 % 8]} {GIVENS[number // 80 % 14]}"


def _year(number: int) -> int:
    return 1940 + number % 67


def _workbook() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(["ỦY BAN NHÂN DÂN XÃ VẠN AN"])
    sheet.append(["DANH SÁCH NGƯỜI DÂN THAM GIA TẬP HUẤN"])
    sheet.append(["STT", "Họ và tên", "Năm sinh", None, "Số điện thoại", "Nghề nghiệp", "Ghi chú"])
    sheet.append([None, None, "Nam", "Nữ"])
    for number in range(SIZE):
        if number % (SIZE // HAMLETS) == 0:
            sheet.append([None, f"Thôn {number * HAMLETS // SIZE + 1}"])
        born = [_year(number), None] if number % 2 else [None, f"{number % 28 + 1}/3/{_year(number)}"]
        sheet.append([number + 1, _name(number * 7), *born, 900_000_000 + number, "Nông dân", None])
    sheet.append([None, "Tổng cộng", None, None, None, None, SIZE])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _ours(one: Commune) -> int:
    with one.app.app_context():
        layout, rows, _saved = importing.taken_in(KINDS["people"], one.sheet, None, casting.HOME, casting.DAY)
    assert len(rows) == SIZE, len(rows)
    return len(layout.skipped)


def _theirs(one: Commune) -> int:
    book = openpyxl.load_workbook(io.BytesIO(one.sheet), read_only=True)
    return sum(1 for _row in book.worksheets[0].iter_rows(values_only=True))


def preview(one: Commune) -> None:
    """Time to the preview beside reading the same file alone."""
    ours, theirs = side_by_side_ms(lambda: _ours(one), lambda: _theirs(one), RUNS)
    report("preview-10000", ours, "openpyxl reading the same file", theirs, rows=SIZE, bytes=len(one.sheet))


def memory(one: Commune) -> None:
    """The most memory at once, in megabytes, beside that of a file read whole."""
    peaks = {}
    for name, work in (("ours", _ours), ("theirs", lambda one: list(_values(one)))):
        tracemalloc.start()
        work(one)
        peaks[name] = tracemalloc.get_traced_memory()[1] / 1_000_000
        tracemalloc.stop()
    report("memory-10000", peaks["ours"], "all cells read by openpyxl and kept", peaks["theirs"], unit="MB", rows=SIZE)


def _values(one: Commune) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(one.sheet), read_only=True)
    return list(book.worksheets[0].iter_rows(values_only=True))


CASES: dict[str, Callable[[Commune], None]] = {"preview-10000": preview, "memory-10000": memory}


def main(wanted: list[str]) -> None:
    """Measure the cases named, or all of them."""
    unknown = set(wanted) - set(CASES)
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(CASES)}")
    accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with tempfile.TemporaryDirectory() as name:
        one = built(Path(name))
        for case, measure in CASES.items():
            if not wanted or case in wanted:
                measure(one)


if __name__ == "__main__":
    main(sys.argv[1:])
