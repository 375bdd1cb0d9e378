"""How long the page of indicators takes, and the grid of a class. Run by hand: bench/training.py [case …]

A commune of forty hamlets is built twice, with 2,000 and 200,000 marks of attendance (10,000 and 1,000,000 on
PostgreSQL), each in a database of its own; people and classes grow with the marks, hamlets stay. The rows are written
past the program, a million of them in some minutes, and the counts by month are then made by `recount`, as
`flask check --recount` makes them. Each page is asked for as a browser does, in turns small, large, small, large.
Prints one JSON object a line. "indicator-100x" is the time at the small size over the time at the large one: 1 is what
we want, and much less says that the time grows with the marks. The peer of "totals" is what an office keeps otherwise:
the same marks in a workbook, read and added up by openpyxl. SOVANG_DATABASE_URL may name a PostgreSQL database, in
which schemas are then made.
"""

import io
import os
import random
import statistics
import sys
import tempfile
import time as clock_time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, insert, text

from app import clock, config, create_app
from app.accounts import actions as accounts
from app.db import Base, db
from app.people.models import Person
from app.places import actions as places
from app.plans import actions as plans
from app.plans import queries as plan_queries
from app.text import fold, name_key
from app.training.models import Attendance, Course, Learner, OnlineResult, Training, recount
from app.training.rules import Mark, Result, Way
from bench import training_grid
from bench.batches import FAMILY, GIVEN, MIDDLE
from bench.report import report
from tests import cast as casting
from tests.plans import rows
from tests.queries_counted import counted

DAY = casting.DAY
YEAR = 2026
HAMLETS = 40
POSTGRES = os.environ.get("SOVANG_DATABASE_URL", "").startswith("postgresql")
SIZES = (10_000, 1_000_000) if POSTGRES else (2_000, 200_000)
TURNS = 25
LEARNERS, TRAININGS = 30, 4  # of a class
PIECE = 20_000
TARGETS = (
    ("T1", "people-passed"),
    ("T2", "people-trained"),
    ("T3", "people-skilled"),
    ("T4", "vneid-confirmed"),
    ("T5", "online-completed"),
    ("other", "people-trained"),
    ("other", "courses-held"),
)
GROUPS = ("T1", "T2", "T3", "T3", "T3", "T5", None)


@dataclass(frozen=True)
class Commune:
    """One commune of the bench: its program, its signed-in browser, its plan and its owner."""

    app: Flask
    client: FlaskClient
    size: int
    plan: int
    owner: int

    @property
    def page(self) -> str:
        return f"/oversight/?plan={self.plan}&year={YEAR}"


def built(size: int, folder: Path) -> Commune:
    """A commune with so many marks of attendance, and the counts by month that go with them."""
    app = create_app(replace(settings(folder / str(size)), database_url=database(size, folder), testing=True))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        user = casting.assemble().users["officer"]
        plan = rows.plan_of(user, with_targets=False)
        with casting.acting(user):
            names = [f"Thôn {number}" for number in range(1, HAMLETS + 1)]
            hamlets = [places.save_hamlet(None, name, None, date(2025, 7, 1)) for name in names]
            _targets(plan)
            db.session.flush()
            owner, ids = hamlets[0].owner_id, [hamlet.id for hamlet in hamlets]
        everybody = {(place, None): 2_000 for place in ids} | {(place, "T3"): 1_000 for place in ids}
        rows.population(user, everybody, date(2026, 1, 1))
        filled(size, owner, plan, ids)
        with casting.everything() as session:
            recount(session, owner)
    client = app.test_client()
    client.application.config["WTF_CSRF_ENABLED"] = False
    with clock.frozen(DAY):
        assert client.post("/sign-in", data={"username": "officer", "password": casting.PASSWORD}).status_code == 303
    return Commune(app, client, size, plan, owner)


def settings(folder: Path) -> config.Config:
    return config.read({"SOVANG_INSTANCE": str(folder)})


def database(size: int | str, folder: Path) -> str:
    """A database of its own for each commune: a file, or a schema of the PostgreSQL database that was named."""
    url = os.environ.get("SOVANG_DATABASE_URL", "")
    if not url.startswith("postgresql"):
        (folder / str(size)).mkdir(exist_ok=True)
        return f"sqlite:///{folder}/{size}/bench.db"
    schema = f"bench_training_{size}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"


def _targets(plan_id: int) -> None:
    plan = plan_queries.get(plan_id)
    for group, measure in TARGETS:
        plans.add_target(plan, **rows.target_fields(group=group, label=measure, year=YEAR, measure=measure))


# ---- filled past the program


def filled(size: int, owner: int, plan: int, hamlets: list[int]) -> None:
    """People, classes, trainings, marks, results and courses online, straight into the tables."""
    mixed = random.Random(5)
    people, classes = max(LEARNERS, size // 20), size // (LEARNERS * TRAININGS)
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('app.unscoped', 'on', true)"))
        for table, found in (
            (Person, _people(people, owner, hamlets, mixed)),
            (Course, _classes(classes, owner, plan, hamlets)),
            (Training, _trainings(classes, owner)),
            (Learner, _learners(classes, people, owner, mixed)),
            (Attendance, _marks(classes, owner, mixed)),
            (OnlineResult, _online(people, owner)),
        ):
            for piece in _pieces(found):
                connection.execute(insert(table.__table__), piece)
        if connection.dialect.name == "postgresql":
            for table in ("person", "course", "training", "learner", "attendance", "online_result"):
                last = f"(SELECT max(id) FROM {table})"
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {last})"))
            # What its own housekeeping would have done by next morning; an installation on SQLite has no such thing.
            connection.execute(text("ANALYZE"))


def _pieces(found: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    piece: list[dict[str, Any]] = []
    for row in found:
        piece.append(row)
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


FIRST = 1_000  # ids begin here: the cast has some people of its own


def _people(count: int, owner: int, hamlets: list[int], mixed: random.Random) -> Iterator[dict[str, Any]]:
    family, middle, given = FAMILY.split(), MIDDLE.split(), GIVEN.split()
    for number in range(count):
        name = f"{family[number % 15]} {middle[number // 15 % 11]} {given[number // 165 % 15]}"
        yield {
            "id": FIRST + number,
            "owner_id": owner,
            "name": name,
            "name_fold": fold(name),
            "name_key": name_key(name),
            "birth_year": 1940 + number % 60,
            "hamlet_id": hamlets[number % HAMLETS],
            "target_group": GROUPS[mixed.randrange(len(GROUPS))],
            "vneid_confirmed_on": date(YEAR, 1 + number % 8, 10) if number % 5 < 2 else None,
            "is_head": False,
        }


def _classes(count: int, owner: int, plan: int, hamlets: list[int]) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "id": FIRST + number,
            "owner_id": owner,
            "plan_id": plan,
            "title": f"Lớp {number}",
            "title_fold": f"lop {number}",
            "topic": "VNeID",
            "target_group": "T3",
            "hamlet_id": hamlets[number % HAMLETS],
            "place": "Nhà văn hóa",
            "opens_on": date(YEAR, 1, 1),
            "closes_on": date(YEAR, 12, 31),
        }


def _trainings(classes: int, owner: int) -> Iterator[dict[str, Any]]:
    for number in range(classes * TRAININGS):
        day = date(YEAR, 1, 5) + timedelta(days=(number // TRAININGS * 7 + number % TRAININGS * 3) % 225)
        hours = {"starts": time(19, 30), "ends": time(21, 0), "place": "Nhà văn hóa"}
        yield {"id": FIRST + number, "owner_id": owner, "course_id": FIRST + number // TRAININGS, "day": day, **hours}


def _learners(classes: int, people: int, owner: int, mixed: random.Random) -> Iterator[dict[str, Any]]:
    for number in range(classes):
        for place, person in enumerate(mixed.sample(range(people), LEARNERS)):
            passed = mixed.random() < 0.7
            yield {
                "id": FIRST + number * LEARNERS + place,
                "owner_id": owner,
                "course_id": FIRST + number,
                "person_id": FIRST + person,
                "result": Result.PASSED if passed else None,
                "way": [*Way][mixed.randrange(3)] if passed else None,
            }


def _marks(classes: int, owner: int, mixed: random.Random) -> Iterator[dict[str, Any]]:
    number = FIRST
    for course in range(classes):
        for meeting in range(TRAININGS):
            for learner in range(LEARNERS):
                yield {
                    "id": number,
                    "owner_id": owner,
                    "training_id": FIRST + course * TRAININGS + meeting,
                    "learner_id": FIRST + course * LEARNERS + learner,
                    "mark": Mark.PRESENT if mixed.random() < 0.85 else Mark.ABSENT,
                }
                number += 1


def _online(people: int, owner: int) -> Iterator[dict[str, Any]]:
    for number in range(0, people, 10):
        yield {
            "id": FIRST + number,
            "owner_id": owner,
            "person_id": FIRST + number,
            "title": "Kỹ năng số",
            "title_fold": "ky nang so",
            "platform": "Nền tảng",
            "completed_on": date(YEAR, 1 + number % 8, 15),
            "source": "Danh sách",
            "entered_by": "Cán bộ",
            "entered_on": DAY,
        }


# ---- the cases


def indicator_100x(communes: dict[int, Commune]) -> None:
    """The page of indicators with its tables and its picture, at both sizes."""
    small, large = (communes[size] for size in SIZES)
    times: dict[int, list[float]] = {one.size: [] for one in (small, large)}
    statements = {one.size: _statements(one) for one in (small, large)}
    for _turn in range(TURNS):
        for one in (small, large):
            times[one.size].append(_asked_ms(one))
    found = {size: statistics.median(taken) for size, taken in times.items()}
    more = {"at": {str(size): round(taken, 1) for size, taken in found.items()}, "statements": statements}
    report("indicator-100x", found[large.size], f"the same page at {small.size}", found[small.size], **more)


def _asked_ms(one: Commune) -> float:
    start = clock_time.perf_counter()
    with clock.frozen(DAY):
        answer = one.client.get(one.page)
    taken = (clock_time.perf_counter() - start) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{one.page}: {answer.status_code}")
    return taken


def _statements(one: Commune) -> int:
    """How many statements the page sends; asked once before, so that the page is warm."""
    _asked_ms(one)
    with counted(one.app) as sent:
        _asked_ms(one)
    return len(sent)


def totals(communes: dict[int, Commune]) -> None:
    """People and turns by month at the large size, against the same marks added up from a workbook."""
    one = communes[SIZES[-1]]
    book = _workbook(one)
    ours = statistics.median(_asked_ms(one) for _run in range(TURNS))
    start = clock_time.perf_counter()
    people, turns = _added_up(book)
    theirs = (clock_time.perf_counter() - start) * 1000
    with clock.frozen(DAY):
        page = one.client.get(one.page).text
    said = f"<strong>{_number(people)}</strong> người · <strong>{_number(turns)}</strong> lượt"
    if said not in page:
        raise SystemExit(f"the page does not say {said}")
    report("totals", ours, "openpyxl, reading and adding up the workbook of marks", theirs, marks=one.size)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _workbook(one: Commune) -> bytes:
    """The marks as an office would keep them: a line each, with person, month and mark."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Mã người", "Ngày", "Kết quả"])
    with one.app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('app.unscoped', 'on', true)"))
        chosen = text(
            "SELECT learner.person_id, training.day, attendance.mark FROM attendance "
            "JOIN learner ON learner.id = attendance.learner_id JOIN training ON training.id = attendance.training_id"
        )
        for person_id, day, mark in connection.execute(chosen):
            sheet.append([person_id, str(day), mark])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _added_up(book: bytes) -> tuple[int, int]:
    came: dict[str, set[int]] = {}
    people: set[int] = set()
    turns = 0
    sheet = openpyxl.load_workbook(io.BytesIO(book), read_only=True).worksheets[0]
    for person_id, day, mark in sheet.iter_rows(min_row=2, values_only=True):
        if mark in ("present", "late"):
            people.add(person_id)
            came.setdefault(day[:7], set()).add(person_id)
            turns += 1
    return len(people), turns


CASES = ("indicator-100x", "totals", "grid")


def main(wanted: list[str]) -> None:
    """Measure the cases named, or all of them."""
    unknown = set(wanted) - set(CASES)
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(CASES)}")
    accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not wanted or set(wanted) & {"indicator-100x", "totals"}:
            communes = {size: built(size, folder) for size in SIZES}
            measures: dict[str, Callable[[dict[int, Commune]], None]] = {
                "indicator-100x": indicator_100x,
                "totals": totals,
            }
            for case, measure in measures.items():
                if not wanted or case in wanted:
                    measure(communes)
        if not wanted or "grid" in wanted:
            training_grid.measure(folder, database("grid", folder))


if __name__ == "__main__":
    main(sys.argv[1:])
