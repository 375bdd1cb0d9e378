"""The one transaction of a request: writers do not lose, readers do not write, refusals leave nothing."""

import threading
from dataclasses import replace

import pytest
from flask import Blueprint
from sqlalchemy import func, select

from app import config, create_app, db, htmx
from app.access import Can, needs
from app.db import Base, Moment, WriteWhileReading, transaction
from app.places.models import Province
from tests.cast import DAY


def province(code: str, name: str = "Thử") -> Province:
    return Province(code=code, name=name, kind="tỉnh", valid_from=DAY)


@pytest.fixture
def on_disk(tmp_path):
    """A second app on a SQLite file, with views that read, write and fail."""
    settings = config.read({"SOVANG_INSTANCE": str(tmp_path)})
    made = create_app(replace(settings, testing=True, jobs_immediate=True))
    made.config["WTF_CSRF_ENABLED"] = False
    views = Blueprint("thu", __name__)

    @views.post("/count")
    @needs(Can.ANYONE)
    def count():
        row = db.db.session.scalars(select(Province).where(Province.code == "dem")).one()
        row.name = str(int(row.name) + 1)
        return row.name

    @views.get("/write")
    @needs(Can.ANYONE)
    def write():
        db.db.session.add(province("doc"))
        return ""

    @views.get("/flush")
    @needs(Can.ANYONE)
    def flush():
        db.db.session.add(province("doc"))
        db.db.session.flush()
        return ""

    @views.post("/refuse/<int:status>")
    @needs(Can.ANYONE)
    def refuse(status):
        db.db.session.add(province("bo"))
        db.db.session.flush()
        return htmx.make_response("", status)

    made.register_blueprint(views)
    with made.app_context():
        Base.metadata.create_all(db.db.engine)
        with transaction() as session:
            session.add(province("dem", "0"))
    yield made
    with made.app_context():
        db.db.engine.dispose()


def codes(app) -> set[str]:
    with app.app_context(), db.reading() as session:
        return set(session.scalars(select(Province.code)))


def test_a_file_is_set_up_as_we_need_it(on_disk):
    with on_disk.app_context(), db.db.engine.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")
        }
        assert asked == {"journal_mode": "wal", "foreign_keys": 1}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15_000


def test_many_who_read_and_then_write_all_succeed(on_disk):
    """8 officials, 20 forms each, on one file: with a plain BEGIN most are answered "database is locked"."""
    answers = []

    def send():
        client = on_disk.test_client()
        for _ in range(20):
            answers.append(client.post("/count").status_code)

    officials = [threading.Thread(target=send) for _ in range(8)]
    for one in officials:
        one.start()
    for one in officials:
        one.join()
    assert answers == [200] * 160
    with on_disk.app_context(), db.reading() as session:
        assert session.scalars(select(Province.name).where(Province.code == "dem")).one() == "160"


@pytest.mark.parametrize("path", ["/write", "/flush"])
def test_a_page_that_only_shows_may_not_write(on_disk, path):
    with pytest.raises(WriteWhileReading):
        on_disk.test_client().get(path)
    assert codes(on_disk) == {"dem"}


@pytest.mark.parametrize(
    ("status", "stays"), [(200, True), (303, True), (400, False), (409, False), (422, False), (500, False)]
)
def test_only_an_answer_that_succeeded_is_kept(on_disk, status, stays):
    on_disk.test_client().post(f"/refuse/{status}")
    assert ("bo" in codes(on_disk)) is stays


def test_a_transaction_of_a_job_is_whole_or_nothing(on_disk):
    class Broken(Exception):
        pass

    def half():
        with on_disk.app_context(), transaction() as session:
            session.add(province("nua"))
            session.flush()
            raise Broken

    with pytest.raises(Broken):
        half()
    assert codes(on_disk) == {"dem"}


def test_reading_outside_a_request_may_not_write(on_disk):
    def write():
        with on_disk.app_context(), db.reading() as session:
            session.add(province("doc"))
            session.flush()

    with pytest.raises(WriteWhileReading):
        write()


def test_the_directory_is_there_for_all(context, cast):
    with db.reading() as session:
        assert session.scalar(select(func.count(Province.id))) == 34


def test_moments_come_back_with_their_zone():
    from datetime import UTC, datetime

    moment = datetime(2026, 8, 20, 1, 0, tzinfo=UTC)
    kept = Moment().process_bind_param(moment, None)
    assert kept.tzinfo is None
    assert Moment().process_result_value(kept, None) == moment
