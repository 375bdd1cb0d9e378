"""The grid of a large course: 300 people × 20 trainings, beside a workbook of the same size.

`measure` is called by bench/training.py; run by hand it measures this alone: bench/training_grid.py. The page is asked
for as a browser does. "Saving" is one request of the page's own script: a column of 300 marks, or one cell. What an
office does otherwise is open, change and save a workbook of 300 rows and 20 columns, here with openpyxl.
"""

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import clock, config, create_app
from app.accounts import actions as accounts
from app.db import Base, db
from app.training import actions, queries
from app.training.rules import Mark
from bench.batches import FAMILY, GIVEN, MIDDLE
from bench.report import report
from tests import cast as casting
from tests.queries_counted import counted
from tests.training import rows

PEOPLE = 300
TRAININGS = 20
TURNS = 15
DAY = casting.DAY
MARKS = [Mark.PRESENT] * 8 + [Mark.ABSENT, Mark.LATE]


@dataclass(frozen=True)
class Hall:
    """One large course: its program, a signed-in browser, the ids of its grid."""

    app: Flask
    client: FlaskClient
    course: int
    trainings: list[int]
    learners: list[int]

    @property
    def grid(self) -> str:
        return f"/training/{self.course}/attendance"


def measure(folder: Path, database_url: str = "") -> None:
    """Report the cases grid-300x20, column-300 and cell-300x20 from a course built in this folder.

    Args: database_url, an empty database to build in, otherwise a file of SQLite in the folder.
    """
    hall = built(folder, database_url)
    book = _book()
    size = {"bytes": len(_page(hall)), "statements": _statements(hall, lambda: _page(hall))}
    shown = statistics.median(_timed(lambda: _page(hall)) for _turn in range(TURNS))
    opened = statistics.median(_timed(lambda: _opened(book)) for _turn in range(TURNS))
    report("grid-300x20", shown, "openpyxl, opening the workbook", opened, **size)
    _saving(hall, "column-300", hall.learners, book)
    _saving(hall, "cell-300x20", hall.learners[:1], book)


def _saving(hall: Hall, case: str, learners: list[int], book: bytes) -> None:
    """A column, or one cell, changed to and fro; in the workbook the same cells, opened and saved again."""
    _marked(hall, learners)
    sent = _statements(hall, lambda: _save(hall, learners, "vp"))
    taken = [_timed(lambda way=way: _save(hall, learners, way)) for way in ["pv", "vp"] * (TURNS // 2)]
    theirs = statistics.median(_timed(lambda: _changed(book, len(learners))) for _turn in range(TURNS))
    peer = "openpyxl, opening, changing and saving the workbook"
    report(case, statistics.median(taken), peer, theirs, statements=sent, cells=len(learners))


def _marked(hall: Hall, learners: list[int]) -> None:
    """Make these cells of the first training absent, whatever they were."""
    for key in "xmp":
        _save(hall, learners, f"{key}v", every=False)


def _save(hall: Hall, learners: list[int], way: str, every: bool = True) -> None:
    """One request of the page's script: these cells of the first training from one key to another."""
    cells = " ".join(f"{hall.trainings[0]}-{learner}:{way}" for learner in learners)
    with clock.frozen(DAY):
        answer: TestResponse = hall.client.post(f"{hall.grid}/cells", data={"cells": cells})
    assert answer.status_code == 200
    assert not every or len(answer.json["saved"]) == len(learners)


def _statements(hall: Hall, call: Callable[[], object]) -> int:
    with counted(hall.app) as sent:
        call()
    return len(sent)


# ---- the same in a workbook


def _book() -> bytes:
    """300 rows and 20 columns of marks, as an office keeps them."""
    book = openpyxl.Workbook()
    for number in range(PEOPLE):
        book.active.append([number + 1, _name(number), *("x" if place % 9 else "v" for place in range(TRAININGS))])
    return _bytes(book)


def _bytes(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def _changed(content: bytes, rows_changed: int) -> bytes:
    book = _opened(content)
    for row in range(1, rows_changed + 1):
        book.active.cell(row, 3, "p")
    return _bytes(book)


# ---- the course


def built(folder: Path, database_url: str = "") -> Hall:
    """The course with all its marks, made through the actions that the pages call."""
    url = database_url or f"sqlite:///{folder}/grid.db"
    app = create_app(replace(config.read({"SOVANG_INSTANCE": str(folder)}), database_url=url, testing=True))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
        cast = casting.assemble()
        made = rows.made(cast, learners=0, trainings=0)
        with casting.acting(cast.users["officer"]):
            course = queries.get(made.course)
            trainings = [rows.held(course, DAY - timedelta(days=2 * ago)) for ago in range(TRAININGS, 0, -1)]
            people = [rows.person(_name(number), made.hamlet) for number in range(PEOPLE)]
            learners = actions.add_learners(course, people)
            db.session.flush()
            ids = [one.id for one in trainings], [one.id for one in learners]
        with casting.acting(cast.users["officer"]):
            course = queries.get(made.course)
            actions.mark_attendance(course, _marks(*ids), DAY)
    client = app.test_client()
    with clock.frozen(DAY):
        assert client.post("/sign-in", data={"username": "officer", "password": casting.PASSWORD}).status_code == 303
    return Hall(app, client, made.course, *ids)


def _name(number: int) -> str:
    family, middle, given = FAMILY.split(), MIDDLE.split(), GIVEN.split()
    return f"{family[number % 15]} {middle[number // 15 % 11]} {given[number % 13]}"


def _marks(trainings: list[int], learners: list[int]) -> dict[tuple[int, int], Mark]:
    cells = [(training, learner) for training in trainings for learner in learners]
    return {cell: MARKS[place % 10] for place, cell in enumerate(cells)}


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _page(hall: Hall) -> bytes:
    with clock.frozen(DAY):
        answer = hall.client.get(hall.grid)
    assert answer.status_code == 200
    return answer.data


def main() -> None:
    """Measure the three cases by themselves."""
    accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name))


if __name__ == "__main__":
    main()
