"""The database: one Base, one session, one commit.

The request is the transaction. A POST begins IMMEDIATE on SQLite, because a transaction that reads first
and writes later loses against another writer ("database is locked"); a GET begins plainly and may not
write. Jobs and commands use transaction(). Tried and dropped: a decorator per view that commits, since
one forgotten decorator is a silently lost change.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, ClassVar

from flask import Flask, Response, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DDL, JSON, DateTime, Index, MetaData, String, event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, UOWTransaction, mapped_column, validates
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeDecorator

from app import text

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


BUSY = 15  # seconds a writer waits for another: longer than any one of our transactions, shorter than patience


class Moment(TypeDecorator[datetime]):
    """A point in time: stored as UTC without zone, always handed out with its zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


class SortKey(TypeDecorator[str]):
    """A key computed by app.text, compared byte by byte, so both databases, print and Excel agree."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(collation=collation))


class Base(DeclarativeBase):
    """The parent of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[int]: JSON,
        list[dict[str, Any]]: JSON,
    }


class Named:
    """A row with a name, kept beside its key for search without dấu and its key for order."""

    key_of: ClassVar[Callable[[str], str]] = staticmethod(text.fold_key)

    name: Mapped[str]
    name_fold: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey)

    @validates("name")
    def _keys(self, _attribute: str, name: str) -> str:
        name = text.nfc(name)
        self.name_fold = text.fold(name)
        self.name_key = self.order_key(name)
        return name

    def order_key(self, name: str) -> str:
        """The key by which a row of this name is ordered."""
        return type(self).key_of(name)


_WORD_INDEXES: set[str] = set()


def index_on(dialect: str, name: str, *columns: str) -> Index:
    """An index that one of the two databases alone has, since only its planner needs it."""
    return Index(name, *columns, info={"dialect": dialect}).ddl_if(dialect=dialect)


def compared(dialect: str) -> Callable[..., bool]:
    """What Alembic compares with the models on a database of this kind: leaves out the indexes of the other one."""

    def include(row: Any, name: str | None, kind: str, reflected: bool, _other: Any) -> bool:
        if kind != "index":
            return True
        return name not in _WORD_INDEXES if reflected else row.info.get("dialect", dialect) == dialect

    return include


def index_words(table: Any, column: str, name: str) -> None:
    """Index the words of a folded text and their beginnings, where a book of millions is searched: on PostgreSQL alone.

    On SQLite one commune is read along the index of its owner.
    """
    _WORD_INDEXES.add(name)
    words = DDL(f"CREATE INDEX {name} ON {table.name} USING gin (to_tsvector('simple', {column}))")
    event.listen(table, "after_create", words.execute_if(dialect="postgresql"))


# Flask-SQLAlchemy gives the engine and the session of a request. The tables hang on our own Base: its Model
# would rebuild the base class and refuse our type map.
db = SQLAlchemy()
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class WriteWhileReading(Exception):
    """A page that only shows something tried to change a row."""


def bind(app: Flask) -> None:
    """Give the app its database and make the request its transaction."""
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    app.before_request(_begin)
    app.after_request(_end)


def engine_options(url: str) -> dict[str, Any]:
    """How to hold connections: one shared for a database in memory, a pool that checks itself otherwise."""
    if url == "sqlite://":
        return {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY}}
    return {"pool_pre_ping": True, "pool_size": 8}


def prepare(engine: Engine) -> None:
    """Set what this program needs of a connection: WAL, foreign keys, our own BEGIN."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _sqlite_begin)


def _pragmas(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None  # the driver's own BEGIN is off; ours is in _sqlite_begin
    cursor = dbapi_connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY * 1000}", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _begin() -> None:
    """Read the body before the first statement: a slow upload must not hold the one write lock."""
    _writing.set(request.method == "POST")
    if request.method == "POST":
        request.get_data(cache=True, parse_form_data=True)


def _end(response: Response) -> Response:
    """Commit what a POST did when it succeeded; let everything else go."""
    if _writing.get() and response.status_code < 400:
        db.session.commit()
    else:
        unsaved = _changed(db.session()) if not _writing.get() and response.status_code < 500 else []
        db.session.rollback()
        if unsaved:
            raise WriteWhileReading(f"{request.method} {request.path}: {unsaved}")
    return response


def _changed(session: Session) -> list[object]:
    modified = [row for row in session.dirty if session.is_modified(row)]
    return [*session.new, *modified, *session.deleted]


@event.listens_for(Session, "before_flush")
def _no_write_on_read(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if not _writing.get() and _changed(session):
        raise WriteWhileReading("a row was changed outside a writing transaction")


@contextmanager
def transaction() -> Iterator[Session]:
    """One writing transaction for a job, a command or a test's arrangement."""
    token = _writing.set(True)
    try:
        yield db.session()
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.remove()
        _writing.reset(token)


@contextmanager
def reading() -> Iterator[Session]:
    """One reading transaction outside a request."""
    token = _writing.set(False)
    try:
        yield db.session()
    finally:
        db.session.remove()
        _writing.reset(token)
