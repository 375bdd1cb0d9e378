"""How long the pages of a campaign take, and the making of its commitments. Run by hand: bench/commitments.py [case …]

A commune of forty hamlets is built three times, with 500, 5,000 and 50,000 households, each in a database of its own,
through the actions that the pages call; 50,000 take some minutes to build. Each page is asked for as a browser does,
in turns small, large, small, large, so that whatever else the machine does meets both alike. Prints one JSON object a
line. "page-100x" and "figures-100x" are the time at 500 over the time at 50,000, "create-10x" ten times the time of
making 500 over the time of making 5,000: 1 is what we want, and much less says that time grows with the rows. The peer
of "find-50000" is what an office keeps otherwise: the same list in a workbook, read and filtered by openpyxl.
SOVANG_DATABASE_URL may name a PostgreSQL database, in which three schemas are then made.
"""

import io
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text

from app import clock, config, create_app
from app.accounts import actions as accounts
from app.commitments import actions, queries
from app.commitments.models import Campaign
from app.db import Base, db
from app.people import actions as people
from app.people.actions import PastedPerson
from app.places import actions as places
from app.places import queries as hamlets_of
from bench.batches import FAMILY, GIVEN, MIDDLE
from bench.report import report
from tests import cast as casting
from tests.commitments import rows
from tests.plans import rows as plans
from tests.queries_counted import counted

DAY = casting.DAY
HAMLETS = 40
SIZES = (500, 5_000, 50_000)
TURNS = 25
MADE = 5  # campaigns made of each size for "create-10x"
OPENS = date(2026, 6, 1)
SIGNED, DECLINED = 60, 5  # of a hundred
REASONS = ("Đi vắng, chưa gặp", "Muốn xem kỹ nội dung")


@dataclass(frozen=True)
class Commune:
    """One commune of the bench: its program, its signed-in browser, its campaign."""

    app: Flask
    client: FlaskClient
    size: int
    user: int
    plan: int
    campaign: int

    @property
    def page(self) -> str:
        return f"/commitments/campaigns/{self.campaign}"

    @property
    def figures(self) -> str:
        return f"/commitments/figures?campaign={self.campaign}"


def built(size: int, folder: Path) -> Commune:
    """A commune with so many households, all of them in one campaign, most of them signed on some day."""
    app = create_app(replace(_settings(folder / str(size)), database_url=_database(size, folder), testing=True))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        user = casting.assemble().users["officer"]
        plan = plans.plan_of(user)
        with casting.acting(user):
            hamlets = [places.save_hamlet(None, f"Thôn {number}", None, OPENS).id for number in range(1, HAMLETS + 1)]
        for place, hamlet_id in enumerate(hamlets):
            with casting.acting(user):
                hamlet = hamlets_of.hamlet(hamlet_id)
                people.paste(hamlet, [_head(number) for number in range(place, size, HAMLETS)])
        with casting.acting(user):
            campaign = _campaign(plan)
        with casting.acting(user):
            found = rows.campaign(campaign)
            actions.make_commitments(found, queries.candidates(found))
        _signed(user, campaign)
    client = app.test_client()
    with clock.frozen(DAY):
        token = _sign_in(client)
    assert token == 303
    return Commune(app, client, size, user, plan, campaign)


def _settings(folder: Path) -> config.Config:
    return config.read({"SOVANG_INSTANCE": str(folder)})


def _database(size: int, folder: Path) -> str:
    """A database of its own for each size: a file, or a schema of the PostgreSQL database that was named."""
    url = os.environ.get("SOVANG_DATABASE_URL", "")
    if not url.startswith("postgresql"):
        (folder / str(size)).mkdir(exist_ok=True)
        return f"sqlite:///{folder}/{size}/bench.db"
    schema = f"bench_{size}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"


def _head(number: int) -> PastedPerson:
    family, middle, given = FAMILY.split(), MIDDLE.split(), GIVEN.split()
    name = f"{family[number % 15]} {middle[number // 15 % 11]} {given[number // 165 % 15]}"
    return PastedPerson(name, birth_year=1940 + number % 60, household=True)


def _campaign(plan: int) -> int:
    fields = rows.campaign_fields(plan, opens_on=OPENS, closes_on=date(2026, 12, 31))
    return actions.save_campaign(None, **fields).id


def _signed(user: int, campaign_id: int) -> None:
    """Take the stack back day by day, a thousand at a time at most, and write down why some have not signed."""
    with casting.acting(user):
        ids = [line.row.id for line in queries.lines(campaign_id)]
    mixed = random.Random(4)
    mixed.shuffle(ids)
    signed, rest = ids[: len(ids) * SIGNED // 100], ids[len(ids) * SIGNED // 100 :]
    days = (DAY - OPENS).days
    for start, some in enumerate(_pieces(signed, max(1, min(1_000, len(signed) // days)))):
        with casting.acting(user):
            campaign = rows.campaign(campaign_id)
            day = OPENS + timedelta(days=start % days)
            actions.receive_many(campaign, queries.chosen(campaign_id, some), day, DAY)
    with casting.acting(user):
        for place, commitment_id in enumerate(rest[: len(ids) * DECLINED // 100]):
            actions.decline(rows.get(commitment_id), REASONS[place % 2])


def _pieces(ids: list[int], length: int) -> Iterator[list[int]]:
    return (ids[start : start + length] for start in range(0, len(ids), length))


def _sign_in(client: FlaskClient) -> int:
    client.application.config["WTF_CSRF_ENABLED"] = False
    answer = client.post("/sign-in", data={"username": "officer", "password": casting.PASSWORD})
    return answer.status_code


# ---- the cases


def page_100x(communes: dict[int, Commune]) -> None:
    """The page of a campaign with its list of fifty, at 500 and at 50,000 commitments."""
    _grown("page-100x", communes, lambda one: one.page)


def figures_100x(communes: dict[int, Commune]) -> None:
    """The page of figures, with its pictures."""
    _grown("figures-100x", communes, lambda one: one.figures)


def _grown(case: str, communes: dict[int, Commune], address: Callable[[Commune], str]) -> None:
    small, middle, large = (communes[size] for size in SIZES)
    times = {one.size: [] for one in (small, middle, large)}
    statements = {one.size: _statements(one, address(one)) for one in (small, middle, large)}
    for _turn in range(TURNS):
        for one in (small, large, middle):
            times[one.size].append(_asked_ms(one, address(one)))
    found = {size: statistics.median(taken) for size, taken in times.items()}
    more = {"at": {str(size): round(taken, 1) for size, taken in found.items()}, "statements": statements}
    report(case, found[large.size], f"the same page at {small.size}", found[small.size], **more)


def _asked_ms(one: Commune, address: str) -> float:
    start = time.perf_counter()
    with clock.frozen(DAY):
        answer = one.client.get(address)
    taken = (time.perf_counter() - start) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    return taken


def _statements(one: Commune, address: str) -> int:
    """How many statements the page sends; asked once before, so that the page is warm."""
    _asked_ms(one, address)
    with counted(one.app) as sent:
        _asked_ms(one, address)
    return len(sent)


def create_10x(communes: dict[int, Commune]) -> None:
    """Making commitments, from the choice of who is asked to the last row written."""
    one = communes[SIZES[-1]]
    times: dict[int, list[float]] = {500: [], 5_000: []}
    with one.app.app_context():
        _made_ms(one, 500)
        for _turn in range(MADE):
            for count in times:
                times[count].append(_made_ms(one, count))
    small, large = (statistics.median(taken) for taken in times.values())
    report("create-10x", large, "ten times the making of 500", 10 * small, at={"500": round(small, 1)}, rows=5_000)


def _made_ms(one: Commune, count: int) -> float:
    """A campaign of its own for each making, thrown away afterwards with everything that was made."""
    with casting.acting(one.user):
        campaign_id = _campaign(one.plan)
    start = time.perf_counter()
    with casting.acting(one.user):
        campaign: Campaign = rows.campaign(campaign_id)
        ids = [line_id for line_id in range(1, count + 1)]
        made = actions.make_commitments(campaign, queries.subjects("household", ids))
        assert len(made.commitments) == count
    return (time.perf_counter() - start) * 1000


def find_50000(communes: dict[int, Commune]) -> None:
    """Finding who has not signed in one hamlet by part of a name, in fifty thousand."""
    one = communes[SIZES[-1]]
    with clock.frozen(DAY):
        book = one.client.get(f"{one.page}/list.xlsx").data
    address = f"{one.page}?q=yen&state=missing"
    ours = statistics.median(_asked_ms(one, address) for _run in range(TURNS))
    theirs = statistics.median(_found_ms(book) for _run in range(3))
    report("find-50000", ours, "openpyxl, reading and filtering the workbook", theirs)


def _found_ms(book: bytes) -> float:
    start = time.perf_counter()
    sheet = openpyxl.load_workbook(io.BytesIO(book), read_only=True).worksheets[0]
    found = [row for row in sheet.iter_rows(values_only=True) if str(row[1]).endswith("Yến") and "Đã ký" not in row]
    assert found
    return (time.perf_counter() - start) * 1000


CASES = ("page-100x", "figures-100x", "create-10x", "find-50000")


def main(wanted: list[str]) -> None:
    """Measure the cases named, or all of them."""
    unknown = set(wanted) - set(CASES)
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(CASES)}")
    accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        communes = {size: built(size, folder) for size in SIZES}
        measures: dict[str, Callable[[], None]] = {
            "page-100x": lambda: page_100x(communes),
            "figures-100x": lambda: figures_100x(communes),
            "create-10x": lambda: create_10x(communes),
            "find-50000": lambda: find_50000(communes),
        }
        for case, measure in measures.items():
            if not wanted or case in wanted:
                measure()


if __name__ == "__main__":
    main(sys.argv[1:])
