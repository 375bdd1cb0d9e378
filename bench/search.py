"""How long it takes to find somebody. Run by hand: bench/search.py [case …]

"search-100k-sqlite" is a commune of 100,000 people in a file of SQLite; "search-4m-postgresql" a province of 4,000,000
people in 130 communes on the PostgreSQL database that SOVANG_DATABASE_URL names, in which a schema is made. Every shape
of what officials type is asked as the page asks it (`people.queries.search`), the commonest names among them; the peer
is fetching one person by key, asked in turns with it. `worst` is the slowest shape. Beside the ratio to the peer stands
the time at a hundredth of the people over the time at all of them: 1 says that it does not grow with the rows. Prints
one JSON object a line.
"""

import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import Index, insert, text

from app import clock, create_app, tenancy
from app.accounts import actions as accounts
from app.db import Base, db, reading, transaction
from app.people import queries
from app.people.models import Person
from app.people.rules.finding import find_keys
from app.places import actions as places
from app.places import queries as place_queries
from app.places.models import Commune, Hamlet
from app.places.rules import Level
from app.tenancy import Actor
from app.text import fold, name_key
from bench import training
from bench.report import median_ms, report
from tests import cast as casting

DAY = casting.DAY
FAMILIES = [
    name
    for name, weight in (
        ("Nguyễn", 38), ("Trần", 11), ("Lê", 9), ("Phạm", 7), ("Hoàng", 5), ("Phan", 4), ("Vũ", 3), ("Võ", 3),
        ("Đặng", 3), ("Bùi", 2), ("Đỗ", 2), ("Hồ", 1), ("Ngô", 1), ("Dương", 1), ("Lý", 1), ("Vi", 1), ("Lô", 1),
    )
    for _ in range(weight)
]  # fmt: skip
MIDDLES = ("Văn", "Thị", "Đức", "Hữu", "Thị", "Văn", "Minh", "Ngọc", "Thu", "Quang", "Thị Thu", "Thị Ngọc", "Xuân")
GIVENS = (
    "An", "Anh", "Bình", "Bích", "Châu", "Chi", "Cường", "Dung", "Dũng", "Đức", "Dục", "Đạt", "Giang", "Hà", "Hải",
    "Hạnh", "Hằng", "Hiền", "Hoa", "Hoà", "Hoàng", "Hồng", "Huệ", "Hùng", "Hương", "Huy", "Khánh", "Khoa", "Lan",
    "Liên", "Linh", "Loan", "Long", "Mai", "Minh", "My", "Nam", "Nga", "Ngân", "Ngọc", "Nhung", "Oanh", "Phong",
    "Phúc", "Phương", "Quân", "Quang", "Quyên", "Sơn", "Tâm", "Thắng", "Thảo", "Thuỷ", "Tiến", "Trang", "Tuấn", "Vân",
)  # fmt: skip
RARE = "Phím"  # one in a thousand
ASKED = (
    "nguyen van duc", "Nguyễn Văn Đức", "nguyen", "nguyen thi", "thi hoa", "duc", "Đức", "hoang", "ng v duc",
    "duc nguyen", "nguyen duc", "phim", "ly van phim", "duc 1980", "nguyen thi hoa 1975", "hoa thon 3", "0912000",
    "khong co ai ten nay", "tr", "thi nguyen", "nguyen 2023", "Nguyễn 1980", "thi hoa 2023", "thon 3 duc",
)  # fmt: skip
SMALLER = 100
RUNS = 7
PIECE = 50_000


@dataclass(frozen=True)
class Book:
    """A commune or a province with its people; `home` is whose page it is."""

    app: Flask
    home: int
    size: int


def built(size: int, folder: Path, communes: int) -> Book:
    """So many people in so many communes of one province, each of them in hamlets of some four hundred."""
    found = training.settings(folder / f"search-{size}")
    settings = replace(found, database_url=training.database(f"search_{size}", folder), testing=True)
    app = create_app(settings)
    with app.app_context(), clock.frozen(DAY):
        Base.metadata.create_all(db.engine)
        cast = casting.assemble()
        owners = [cast.home] if communes == 1 else _communes(communes)
        _fill(size, owners)
    return Book(app, cast.home if communes == 1 else cast.province, size)


def _communes(wanted: int) -> list[int]:
    with transaction() as session, tenancy.unscoped_unsafe(session, "dựng dữ liệu đo"):
        known = {one.code for one in place_queries.all_authorities()}
        rows = session.query(Commune).filter(Commune.province_code == casting.PROVINCE).order_by(Commune.code)
        fresh = [one for one in rows if one.code not in known][:wanted]
        made = [places.open_authority(Level.COMMUNE, one.code, one.name, one.province_code) for one in fresh]
        session.flush()
        return [one.id for one in made]


def _fill(size: int, owners: list[int]) -> None:
    """Straight into the tables, the indexes made when all is there, as a restored copy makes them."""
    table, mixed = Person.__table__, random.Random(3)
    indexes = [one for one in table.indexes if isinstance(one, Index)]
    with db.engine.begin() as connection:
        on_postgres = connection.dialect.name == "postgresql"
        hamlets = _hamlets(connection, size, owners)
        for index in indexes:
            index.drop(connection)
        if on_postgres:
            connection.execute(text("SET session_replication_role = replica"))
            connection.execute(text("DROP INDEX ix_person_words"))
            connection.execute(text("ALTER TABLE person NO FORCE ROW LEVEL SECURITY"))
            _copied(connection, _people(size, owners, hamlets, mixed))
            connection.execute(text("ALTER TABLE person FORCE ROW LEVEL SECURITY"))
            words = "CREATE INDEX ix_person_words ON person USING gin (to_tsvector('simple', name_fold))"
            connection.execute(text(words))
        else:
            for piece in _pieces(_people(size, owners, hamlets, mixed)):
                connection.execute(insert(table), piece)
        for index in indexes:
            index.create(connection)
        connection.execute(text("ANALYZE"))


def _hamlets(connection: Any, size: int, owners: list[int]) -> dict[int, list[int]]:
    each = max(3, size // len(owners) // 400)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('app.unscoped', 'on', true)"))
    found: dict[int, list[int]] = {}
    rows = []
    for place, owner in enumerate(owners):
        for number in range(1, each + 1):
            row_id = 1_000 + place * each + number
            name = f"Thôn {number}"
            rows.append({"id": row_id, "owner_id": owner, "name": name, "name_fold": fold(name),
                         "name_key": f"{row_id:09}", "valid_from": DAY.replace(2025)})  # fmt: skip
            found.setdefault(owner, []).append(row_id)
    connection.execute(insert(Hamlet.__table__), rows)
    return found


def _people(size: int, owners: list[int], hamlets: dict[int, list[int]], mixed: random.Random) -> Iterator[dict]:
    keys: dict[str, tuple[str, Any]] = {}
    for number in range(1, size + 1):
        owner = owners[number % len(owners)]
        given = RARE if number % 997 == 0 else mixed.choice(GIVENS)
        name = f"{mixed.choice(FAMILIES)} {mixed.choice(MIDDLES)} {given}"
        if name not in keys:
            keys[name] = (name_key(name), find_keys(name, "", None, None))
        order, found = keys[name]
        year = mixed.randrange(1940, 2012)
        phone = f"09{mixed.randrange(100_000_000):08}"
        yield {
            "id": number, "owner_id": owner, "name": name, "name_fold": found.front.strip(), "name_key": order,
            "birth_year": year, "hamlet_id": mixed.choice(hamlets[owner]), "phone": phone,
            "is_head": number % 4 == 0, "find_front": found.front, "find_back": found.back,
            "find_across": found.across, "find_phone": phone[::-1], "find_born": f"{year} {found.back}",
        }  # fmt: skip


def _pieces(found: Iterator[dict]) -> Iterator[list[dict]]:
    piece: list[dict] = []
    for row in found:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _copied(connection: Any, found: Iterator[dict]) -> None:
    names: list[str] = []
    cursor = connection.connection.cursor()
    first = next(found)
    names = list(first)
    with cursor.copy(f"COPY person ({', '.join(names)}) FROM STDIN") as copy:
        copy.write_row(list(first.values()))
        for row in found:
            copy.write_row(list(row.values()))


# ---- measured


def _asked(book: Book, work: Callable[[], Any]) -> float:
    """The median time of one question in the scope of the page, in milliseconds."""
    with book.app.app_context(), clock.frozen(DAY), reading() as session:
        tenancy.enter(session, place_queries.scope_for(book.home, DAY), Actor(None, "bench"))

        def once() -> Any:
            session.expunge_all()
            return work()

        return median_ms(once, RUNS)


def _times(book: Book) -> dict[str, float]:
    return {typed: _asked(book, lambda typed=typed: queries.search(typed)) for typed in ASKED}


def measured(case: str, folder: Path, size: int, communes: int) -> None:
    """All shapes among all people, beside one person fetched by key, and beside a hundredth of the people."""
    small, large = (built(count, folder, communes) for count in (size // SMALLER, size))
    before, times = _times(small), _times(large)
    key = _asked(large, lambda: db.session.get(Person, size // 2))
    ours = statistics.median(times.values())
    worst = max(times, key=lambda typed: times[typed])
    report(
        case,
        ours,
        "fetching one person by key",
        key,
        rows=size,
        p95=round(sorted(times.values())[round(len(times) * 0.95) - 1], 2),
        worst={worst: round(times[worst], 2)},
        against_rows=round(statistics.median(before[typed] / times[typed] for typed in ASKED), 2),
        each={typed: round(found, 2) for typed, found in times.items()},
    )


def sqlite(folder: Path) -> None:
    """A commune, whatever database the environment names."""
    kept = os.environ.pop("SOVANG_DATABASE_URL", None)
    try:
        measured("search-100k-sqlite", folder, 100_000, communes=1)
    finally:
        if kept is not None:
            os.environ["SOVANG_DATABASE_URL"] = kept


def postgresql(folder: Path) -> None:
    """A province; without a PostgreSQL database there is nothing to measure."""
    if not os.environ.get("SOVANG_DATABASE_URL", "").startswith("postgresql"):
        raise SystemExit("search-4m-postgresql: SOVANG_DATABASE_URL names no PostgreSQL database")
    measured("search-4m-postgresql", folder, 4_000_000, communes=130)


CASES: dict[str, Callable[[Path], None]] = {"search-100k-sqlite": sqlite, "search-4m-postgresql": postgresql}


def main(wanted: list[str]) -> None:
    """Measure the cases named, or those that the environment permits."""
    unknown = set(wanted) - set(CASES)
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(CASES)}")
    on_postgres = os.environ.get("SOVANG_DATABASE_URL", "").startswith("postgresql")
    accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with tempfile.TemporaryDirectory() as name:
        for case, measure in CASES.items():
            if case in wanted or (not wanted and (case != "search-4m-postgresql" or on_postgres)):
                measure(Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
