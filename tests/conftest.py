"""The app on a database that is put back after each test, and a client that reads its pages strictly."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.engine import Connection

from app import clock, config, create_app, pdf
from app.accounts import actions as accounts
from app.db import Base, db
from tests import cast as casting
from tests import kept, pages, sharing

POSTGRES = os.environ.get("SOVANG_DATABASE_URL", "").startswith("postgresql")


def pytest_collection_modifyitems(config, items) -> None:
    """The browser goes last; PostgreSQL runs what touches a database, since rules and pictures of papers are the same.

    Playwright leaves an event loop running in this thread, in which pyHanko can check no signature. In the browser the
    main job is first: it begins in a commune that has no plan yet, and the others leave theirs behind.
    """
    items.sort(key=lambda item: (item.get_closest_marker("browser") is not None, item.path.name != "test_main_job.py"))
    if not POSTGRES:
        return
    # Who names tests on the command line wants them; the whole run leaves to SQLite what only reads pages.
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    wanted = [item for item in items if _touches_database(item) and not (whole and _reads_pages_of_a_slice(item))]
    chosen = set(wanted)
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = wanted


def pytest_collection_finish(session) -> None:
    """Modules and what pytest knows of each test live to the end: Python's collector need not look at them again."""
    pdf.quiet_collector()


def pytest_runtestloop(session) -> bool | None:
    """Beside another run of the same tests, do what that one has not taken."""
    return sharing.run(session)


def _touches_database(item) -> bool:
    return "first_state" in item.fixturenames or item.path.name == "test_migrations.py"


def _reads_pages_of_a_slice(item) -> bool:
    """The queries of a page are tested in its slice, on both; what only pages ask, the walks beside this file open."""
    return bool({"browser_of", "client"} & set(item.fixturenames)) and item.path.parent != Path(__file__).parent


class Client(FlaskClient):
    """A browser: sends the hidden CSRF field with every form, and finds fault with a bad page."""

    def sign_in(self, name: str) -> "Client":
        answer = self.post("/sign-in", data={"username": name, "password": casting.PASSWORD})
        assert answer.status_code == 303, answer.text
        return self

    def post(self, *args, data=None, csrf: bool = True, **kwargs):
        fields = dict(data or {})
        if csrf:
            fields["csrf_token"] = self._token()
        return super().post(*args, data=fields, **kwargs)

    def _token(self) -> str:
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", hashlib.sha1(secrets.token_bytes(8)).hexdigest())
        signer = URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token")
        return signer.dumps(raw)

    def open(self, *args, **kwargs):
        answer = super().open(*args, **kwargs)
        whole = answer.request.headers.get("HX-Request-Type") != "partial"
        if answer.mimetype == "text/html" and answer.status_code != 303 and whole:
            assert pages.faults(answer.text) == []
        return answer


@pytest.fixture(scope="session")
def app(tmp_path_factory) -> Iterator[Flask]:
    instance = tmp_path_factory.mktemp("instance")
    settings = config.read(
        {
            "SOVANG_INSTANCE": str(instance),
            "SOVANG_DATABASE_URL": os.environ.get("SOVANG_DATABASE_URL", f"sqlite:///{instance}/thu.db"),
        }
    )
    url = settings.database_url if POSTGRES else "sqlite://"
    accounts.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    made = create_app(replace(settings, database_url=url, testing=True, jobs_immediate=True))
    made.test_client_class = Client
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def first_state(app: Flask) -> tuple[casting.Cast, bytes | None]:
    """The cast made once; for SQLite with the bytes of its database, to which each test goes back."""
    with app.app_context():
        Base.metadata.drop_all(db.engine)
        Base.metadata.create_all(db.engine)
        with clock.frozen(casting.DAY):
            cast = casting.assemble()
        with db.engine.connect() as connection:
            return cast, None if POSTGRES else _sqlite(connection).serialize()


def _sqlite(connection: Connection):
    return connection.connection.driver_connection


@pytest.fixture
def cast(app: Flask, first_state) -> Iterator[casting.Cast]:
    """The cast, in a database that this test alone sees."""
    people, snapshot = first_state
    app.extensions["throttle"].storage.reset()
    with clock.frozen(casting.DAY), kept.papers():
        yield from (_on_postgres(app, people) if POSTGRES else _on_sqlite(app, people, snapshot))


def _on_sqlite(app: Flask, people: casting.Cast, snapshot: bytes) -> Iterator[casting.Cast]:
    with app.app_context(), db.engine.connect() as connection:
        _sqlite(connection).deserialize(snapshot)
        _sqlite(connection).execute("PRAGMA foreign_keys=ON")
    yield people


def _on_postgres(app: Flask, people: casting.Cast) -> Iterator[casting.Cast]:
    """One outer transaction, joined by savepoints, rolled back at the end."""
    with app.app_context():
        engine = db.engine
        engines = db._app_engines[app]
    connection = engine.connect()
    outer = connection.begin()
    engines[None] = connection
    db.session.session_factory.kw["join_transaction_mode"] = "create_savepoint"
    try:
        yield people
    finally:
        engines[None] = engine
        outer.rollback()
        connection.close()


@pytest.fixture
def client(app: Flask, cast: casting.Cast) -> Client:
    """A browser that has not signed in."""
    return app.test_client()


@pytest.fixture
def browser_of(app: Flask, cast: casting.Cast):
    """A browser signed in as someone of the cast: browser_of("officer")."""
    return lambda name: app.test_client().sign_in(name)


@pytest.fixture
def context(app: Flask, cast: casting.Cast) -> Iterator[Flask]:
    """An app context to arrange and assert in; not to be held open around a client's calls."""
    with app.app_context():
        yield app
