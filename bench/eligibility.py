"""How long the check of conditions takes for fifty nominees and for five thousand. Run by hand: bench/eligibility.py

One commune has 5,000 people with their classes, 100,000 marks of attendance, results and courses online, written past
the program; two rounds under its plan have a dossier each, of 50 and of 5,000 of these people, put forward and attested
by the actions of the program. Prints one JSON object a line. "eligibility-5000" reads a dossier and judges every
condition of every nominee: time per nominee at 50 over time per nominee at 5,000, so that 1 and more says that it
grows no faster than the nominees. "check-5000" judges the same people before anything is nominated, with their
figures counted from the records; beside it stands what an office does otherwise: marks and results in a workbook, read
and added up by openpyxl and compared with the conditions of the plan. "page-5000" is the page of the dossier.
SOVANG_DATABASE_URL may name a PostgreSQL database, in which a schema is then made.
"""

import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, text

from app import clock, create_app
from app.accounts import actions as accounts
from app.commendations import actions, evidence, queries
from app.db import Base, db
from app.people.models import Person
from app.places import actions as places
from app.plans import actions as plans
from app.plans import queries as plan_queries
from bench import training
from bench.report import report
from tests import cast as casting
from tests.commendations import rows
from tests.queries_counted import counted

DAY = casting.DAY
SIZES = (50, 5_000)
MARKS = 100_000
HAMLETS = 40
TURNS = 5
CONDITIONS = (("people-trained", 1), ("people-passed", 1), ("online-completed", 1))
GROUND = "Biên bản rà soát ngày 15/8/2026"


@dataclass(frozen=True)
class Commune:
    """The commune of the bench: its program, its users, and its dossiers by the number of nominees."""

    app: Flask
    cast: casting.Cast
    dossiers: dict[int, int]


def built(folder: Path) -> Commune:
    """A commune with records of thousands, and a dossier of each size."""
    app = create_app(
        replace(
            training.settings(folder / "eligibility"),
            database_url=training.database("eligibility", folder),
            testing=True,
        )
    )
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        Base.metadata.create_all(db.engine)
        cast = casting.assemble()
        with rows.officer(cast):
            plan = rows.plan()
            hamlets = [places.save_hamlet(None, f"Thôn {n}", None, date(2025, 7, 1)) for n in range(1, HAMLETS + 1)]
            for measure, threshold in CONDITIONS:
                plans.add_criterion(plan, "GK_XA", "person", f"{measure} từ {threshold}", measure, threshold)
            db.session.flush()
            owner, plan_id, ids = plan.owner_id, plan.id, [one.id for one in hamlets]
        training.filled(MARKS, owner, plan_id, ids)
        dossiers = {size: _dossier(cast, plan_id, size) for size in SIZES}
        if db.engine.dialect.name == "postgresql":
            with db.engine.begin() as connection:
                connection.execute(text("ANALYZE"))  # what its housekeeping would have done by next morning
    return Commune(app, cast, dossiers)


def _dossier(cast: casting.Cast, plan_id: int, size: int) -> int:
    with rows.officer(cast) as user:
        award_round = actions.save_round(
            None,
            plan=plan_queries.get(plan_id),
            name=f"Đợt {size}",
            period_from=rows.FROM,
            period_until=rows.UNTIL,
            deadline=DAY,
        )
        dossier = actions.open_dossier(award_round, "GK_XA", rows.MERIT, user, DAY)
        actions.add_nominees(dossier, _people(size), DAY)
        asked = actions.asked_of(dossier)
        answers = {(one, question.code): True for one, found in asked.items() for question in found}
        actions.attest_many(dossier, answers, GROUND, DAY)
        return dossier.id


def _people(size: int) -> list[Person]:
    chosen = select(Person).where(Person.id >= training.FIRST).order_by(Person.id).limit(size)
    return list(db.session.scalars(chosen))


# ---- the cases


def _in_turns(work: Callable[[int], object]) -> dict[int, float]:
    """The median of each size in milliseconds, small, large, small, large, after one of each uncounted."""
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    for turn in range(TURNS + 1):
        for size in SIZES:
            start = time.perf_counter()
            work(size)
            if turn:
                times[size].append((time.perf_counter() - start) * 1000)
    return {size: statistics.median(taken) for size, taken in times.items()}


def _statements(one: Commune, work: Callable[[int], object]) -> dict[str, int]:
    found = {}
    for size in SIZES:
        with counted(one.app) as sent:
            work(size)
        found[str(size)] = len(sent)
    return found


def eligibility(one: Commune) -> None:
    """A dossier read and every condition of every nominee judged, per nominee."""

    def work(size: int) -> object:
        with one.app.app_context(), rows.officer(one.cast):
            judged = evidence.eligibility(queries.get(one.dossiers[size]))
            if len(judged) != size or not all(judged.values()):
                raise SystemExit(f"{len(judged)} of {size} judged")
            return judged

    _grown(one, "eligibility-5000", work)


def check(one: Commune) -> None:
    """The same people judged before they are nominated, figures and all; beside it the workbooks of an office."""

    def work(size: int) -> object:
        with one.app.app_context(), rows.officer(one.cast):
            award_round = queries.get(one.dossiers[size]).round
            keys = [("person", row.id) for row in _people(size)]
            return evidence.check(queries.subjects_by_key(keys), award_round, "GK_XA", DAY, {})

    found = _grown(one, "check-5000", work)
    book = _workbook(one)
    start = time.perf_counter()
    met = _by_hand(book)
    theirs = (time.perf_counter() - start) * 1000
    ours = {measure for checked in found.values() for measure in _reached(checked)}
    if ours != {(row, measure) for row, measures in met.items() if ("person", row) in found for measure in measures}:
        raise SystemExit("the workbook and the program do not agree")
    ms = _in_turns(work)[SIZES[-1]]
    report("check-beside-workbook", ms, "openpyxl, reading and adding up the workbook", theirs, nominees=SIZES[-1])


def _grown(one: Commune, case: str, work: Callable[[int], object]) -> dict:
    found = _in_turns(work)
    small, large = (found[size] / size for size in SIZES)
    more = {"at": {str(size): round(taken, 1) for size, taken in found.items()}, "statements": _statements(one, work)}
    report(case, large * 1000, f"the same per nominee at {SIZES[0]}", small * 1000, unit="µs per nominee", **more)
    return work(SIZES[-1])  # type: ignore[return-value]


def page(one: Commune) -> None:
    """The page of a dossier as a browser asks for it, per nominee."""
    client = one.app.test_client()
    with clock.frozen(DAY):
        assert client.post("/sign-in", data={"username": "officer", "password": casting.PASSWORD}).status_code == 303

    def work(size: int) -> object:
        with clock.frozen(DAY):
            answer = client.get(f"/commendations/{one.dossiers[size]}")
        if answer.status_code != 200:
            raise SystemExit(f"the page of {size}: {answer.status_code}")
        return answer

    _grown(one, "page-5000", work)


# ---- what an office keeps otherwise


def _reached(checked: evidence.Checked) -> set[tuple[int, str]]:
    """Which conditions of the plan a person reaches, as the program judged them."""
    return {
        (checked.key[1], verdict.standing.text.partition(" ")[0])
        for verdict in checked.verdicts
        if verdict.finding.reason == "figure-reached"
    }


def _workbook(one: Commune) -> bytes:
    """Marks, results and courses online as an office would keep them: a line each, a sheet for each book."""
    book = openpyxl.Workbook(write_only=True)
    books = {
        "Điểm danh": "SELECT learner.person_id, training.day, attendance.mark, training.course_id FROM attendance "
        "JOIN learner ON learner.id = attendance.learner_id JOIN training ON training.id = attendance.training_id",
        "Kết quả": "SELECT person_id, course_id, result FROM learner WHERE result IS NOT NULL",
        "Trực tuyến": "SELECT person_id, completed_on FROM online_result",
    }
    with one.app.app_context(), db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('app.unscoped', 'on', true)"))
        for name, chosen in books.items():
            sheet = book.create_sheet(name)
            for row in connection.execute(text(chosen)):
                sheet.append([str(cell) if isinstance(cell, date) else cell for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _by_hand(content: bytes) -> dict[int, set[str]]:
    """Who reaches which condition, added up line by line."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    first, end = str(rows.FROM), str(rows.UNTIL)
    met: dict[int, set[str]] = {}
    last: dict[int, str] = {}
    for person, day, mark, course in book["Điểm danh"].iter_rows(values_only=True):
        last[course] = max(last.get(course, ""), day)
        if mark in ("present", "late") and first <= day < end:
            met.setdefault(person, set()).add("people-trained")
    for person, course, result in book["Kết quả"].iter_rows(values_only=True):
        if result == "passed" and first <= last.get(course, "") < end:
            met.setdefault(person, set()).add("people-passed")
    for person, day in book["Trực tuyến"].iter_rows(values_only=True):
        if first <= day < end:
            met.setdefault(person, set()).add("online-completed")
    return met


CASES: dict[str, Callable[[Commune], None]] = {"eligibility-5000": eligibility, "check-5000": check, "page-5000": page}


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
