"""Whose rows are whose: the scope of a session and the two guards that hold it.

The tenant is an Authority (a UBND). A scope is fixed once per session and never widened, because a row
that was loaded under a wider scope would leak through the identity map. The read guard adds the owner to
every select and refuses what it cannot narrow (raw SQL, Core and bulk statements on owned tables); the
write guard stamps new rows and refuses foreign ones. On PostgreSQL the database holds the same line once more by
row-level security; a forbidden change is silent there, so the guards still do the explaining.

One row is changed from above: a dossier sent to the province is moved by the province's reviewer. Such
tables are marked ReviewedAbove; for them alone the scope's `reviews` counts as writable. Tried and dropped:
a copy of the state in a row of the province, which the commune could then not read.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, ForeignKeyConstraint, Table, event, inspect, select, text
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ColumnClause, TextClause
from sqlalchemy.sql.selectable import Alias, Join, Select, TableClause, TextualSelect

from app.db import Base


@dataclass(frozen=True)
class Scope:
    """What one session may see and change, as ids of authorities."""

    home: int
    reads: frozenset[int]
    above: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()
    reviews: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """Who acts, with the name as it is today: an audit line keeps it after the person has left."""

    id: int | None
    name: str
    roles: frozenset[str] = frozenset()


class OutsideScope(Exception):
    """A statement or a row that the scope does not permit."""


class NoScope(OutsideScope):
    """An owned table was touched before anyone said for whom."""


class Belongs:
    """A row that an authority owns. `parent` names the relationship whose owner a child takes over."""

    parent: str | None = None

    owner_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)


class Owned(Belongs):
    """Seen by its owner and by whoever reads the owner."""


class HandedDown(Belongs):
    """Seen by its owner, by whoever reads it, and by everyone below it: plans and local rules."""


class ReviewedAbove:
    """Changed by the superior authority too, once it was sent there."""


def child_of(table: str, column: str, **options: Any) -> ForeignKeyConstraint:
    """A foreign key that carries the owner along: a child can never hang on another authority's parent."""
    return ForeignKeyConstraint(["owner_id", column], [f"{table}.owner_id", f"{table}.id"], **options)


def refers_to(table: str, column: str) -> ForeignKeyConstraint:
    """A foreign key to a record one speaks of, such as a person: after a merger it may be a predecessor's.

    The write guard looks whether it can be read, since this key does not carry the owner.
    Tried and dropped: child_of() for these too, which kept the people of a merged commune out of new classes.
    """
    return ForeignKeyConstraint([column], [f"{table}.id"])


def enter(session: Session, scope: Scope, actor: Actor) -> None:
    """Fix for this session what it reads and writes and who acts; a second, other scope is refused."""
    known = session.info.get("scope")
    if known is not None and known != scope:
        raise OutsideScope("phạm vi của một phiên không được đổi")
    session.info["scope"] = scope
    session.info["actor"] = actor
    _tell_database(session)


def scope_of(session: Session) -> Scope:
    """The scope of this session, or NoScope."""
    scope: Scope | None = session.info.get("scope")
    if scope is None:
        raise NoScope("chưa xác định phạm vi của phiên làm việc")
    return scope


def actor_of(session: Session) -> Actor:
    """Who acts in this session, or NoScope."""
    scope_of(session)
    actor: Actor = session.info["actor"]
    return actor


@contextmanager
def unscoped_unsafe(session: Session, reason: str) -> Iterator[None]:
    """The one way out: reads everything. For flask init and the nightly check; the reason is required."""
    if not reason:
        raise OutsideScope("phải nêu lý do")
    session.info["unscoped"] = reason
    _tell_database(session)
    try:
        yield
        session.flush()
    finally:
        session.info.pop("unscoped")
        _tell_database(session)


# ---- the second belt: row-level security of PostgreSQL

_SETTING = text("SELECT set_config('app.' || :name, :value, true)")


def _tell_database(session: Session) -> None:
    """Give a running transaction on PostgreSQL the scope its policies ask for."""
    if session.in_transaction():
        _set_scope(session, None, session.connection())


@event.listens_for(Session, "after_begin")
def _set_scope(session: Session, _transaction: Any, connection: Connection) -> None:
    """Settings last for one transaction: one for the whole session would leak to the next user of the connection."""
    if connection.dialect.name != "postgresql":
        return
    scope: Scope | None = session.info.get("scope")
    for name, ids in _settings(scope).items():
        connection.execute(_SETTING, {"name": name, "value": ",".join(map(str, sorted(ids)))})
    connection.execute(_SETTING, {"name": "unscoped", "value": "on" if "unscoped" in session.info else ""})


def _settings(scope: Scope | None) -> dict[str, frozenset[int]]:
    """What the policies compare an owner with; without a scope nothing is seen and nothing written."""
    scope = scope or Scope(home=0, reads=frozenset())
    return {
        "reads": scope.reads,
        "handed": scope.reads | scope.above,
        "writes": scope.writes,
        "reviews": scope.writes | scope.reviews,
    }


def policies(table: str, kind: type) -> list[str]:
    """The statements that put row-level security on one owned table, for its owner too.

    `kind` is the class of the table: it tells who sees and who changes its rows.
    """
    seen = _permitted("handed" if issubclass(kind, HandedDown) else "reads")
    changed = _permitted("reviews" if issubclass(kind, ReviewedAbove) else "writes")
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'CREATE POLICY seen ON "{table}" FOR SELECT USING ({seen})',
        f'CREATE POLICY made ON "{table}" FOR INSERT WITH CHECK ({changed})',
        f'CREATE POLICY changed ON "{table}" FOR UPDATE USING ({changed}) WITH CHECK ({changed})',
        f'CREATE POLICY removed ON "{table}" FOR DELETE USING ({changed})',
    ]


def _permitted(setting: str) -> str:
    ids = f"string_to_array(nullif(current_setting('app.{setting}', true), ''), ',')::int[]"
    return f"current_setting('app.unscoped', true) = 'on' OR owner_id = ANY ({ids})"


@event.listens_for(Base.metadata, "after_create")
def _secure(_target: Any, connection: Connection, **_options: Any) -> None:
    """A schema made from the models, as the tests make it, has the belt that the migration gives an installation."""
    if connection.dialect.name != "postgresql":
        return
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Belongs):
            for statement in policies(mapper.local_table.name, mapper.class_):  # type: ignore[attr-defined]
                connection.execute(text(statement))


# ---- the read guard


@cache
def _owned_names() -> frozenset[str]:
    """Asked at every statement, so kept until a further class is mapped."""
    return frozenset(
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Belongs)
    )


@event.listens_for(Mapper, "after_mapper_constructed")
def _one_more(_mapper: Any, _class: type) -> None:
    """A class that is mapped later, by whatever import, is guarded from its first statement on."""
    _owned_names.cache_clear()


def _touches(statement: Any, owned: frozenset[str]) -> bool:
    return any(isinstance(element, Table) and element.name in owned for element in visitors.iterate(statement))


def _cannot_be_narrowed(statement: Any, owned: frozenset[str]) -> bool:
    """Whether an owned table stands in the statement in a way that no criterion reaches.

    A criterion reaches what the ORM knows by its class. It does not reach a bare table or its columns, SQL in a
    string, or a SELECT the ORM takes no part in, such as one whose only use of a class is inside a window
    function: measured, that one read every row.
    """
    elements = list(visitors.iterate(statement))
    by_class = {one.name for one in elements if isinstance(one, Table) and "parententity" in one._annotations}
    return any(_is_out_of_reach(element, owned, by_class) for element in elements)


def _is_out_of_reach(element: Any, owned: frozenset[str], by_class: set[str]) -> bool:
    if isinstance(element, TextClause | TextualSelect):
        return True
    if isinstance(element, Column):
        # get() names the key by the bare column of the table it reads by class: that is one and the same FROM.
        bare = _is_bare(element.table, owned) and "parententity" not in element._annotations
        return bare and element.table.name not in by_class
    if isinstance(element, ColumnClause):
        return element.is_literal and element.name != "*"
    if isinstance(element, Select):
        named = [*element._raw_columns, *element._from_obj, *(join[0] for join in element._setup_joins)]
        by_orm = element._propagate_attrs.get("compile_state_plugin") == "orm"
        return any(_is_bare(one, owned) for one in named) or (not by_orm and _reads(element, owned))
    if isinstance(element, Join):
        return _is_bare(element.left, owned) or _is_bare(element.right, owned)
    return isinstance(element, TableClause) and not isinstance(element, Table) and element.name in owned


def _is_bare(source: Any, owned: frozenset[str]) -> bool:
    """Whether this is an owned table, or an alias of one, that did not come by its class."""
    if "parententity" in getattr(source, "_annotations", {}):
        return False
    table = source.element if isinstance(source, Alias) else source
    return isinstance(table, Table) and table.name in owned


def _reads(select: Select[Any], owned: frozenset[str]) -> bool:
    return any(isinstance(one, Table) and one.name in owned for one in select._iterate_from_elements())


@event.listens_for(Session, "do_orm_execute")
def _read_guard(state: ORMExecuteState) -> None:
    session = state.session
    if "unscoped" in session.info or state.is_column_load:
        return
    statement, owned = state.statement, _owned_names()
    if isinstance(statement, TextClause):
        raise OutsideScope("câu lệnh SQL viết tay không được dùng qua phiên")
    if not state.is_select:
        if _touches(statement, owned):
            raise OutsideScope("lệnh hàng loạt trên bảng có chủ không được dùng")
        return
    if not state.is_relationship_load and _cannot_be_narrowed(statement, owned):
        raise OutsideScope("bảng có chủ phải đọc qua lớp của nó")
    scope: Scope | None = session.info.get("scope")
    if scope is None:
        if _touches(statement, owned):
            raise NoScope("chưa xác định phạm vi của phiên làm việc")
        return
    state.statement = statement.options(*_criteria(scope))


def _criteria(scope: Scope) -> tuple[Any, ...]:
    reads = sorted(scope.reads)
    handed = sorted(scope.reads | scope.above)
    return (
        with_loader_criteria(Owned, lambda cls: cls.owner_id.in_(reads), include_aliases=True),
        with_loader_criteria(HandedDown, lambda cls: cls.owner_id.in_(handed), include_aliases=True),
    )


@event.listens_for(Session, "before_flush")
def _write_guard(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if "unscoped" in session.info:
        return
    written: list[Belongs] = []
    for row in session.new:
        if isinstance(row, Belongs):
            _stamp(row, scope_of(session))
            _check(row, scope_of(session))
            written.append(row)
    for row in [*session.dirty, *session.deleted]:
        if isinstance(row, Belongs) and (row in session.deleted or session.is_modified(row)):
            _check(row, scope_of(session))
            _check_owner_kept(row)
            written.append(row)
    _check_references(session, written)


def _stamp(row: Belongs, scope: Scope) -> None:
    if row.owner_id is None:
        parent = getattr(row, row.parent) if row.parent else None
        row.owner_id = parent.owner_id if parent is not None else scope.home


def _check(row: Belongs, scope: Scope) -> None:
    permitted = scope.writes | scope.reviews if isinstance(row, ReviewedAbove) else scope.writes
    if row.owner_id not in permitted:
        raise OutsideScope(f"{type(row).__name__}: không thuộc phạm vi được ghi")


_ASKED_AT_ONCE = 1_000


def _check_owner_kept(row: Belongs) -> None:
    if inspect(row).attrs.owner_id.history.deleted:
        raise OutsideScope(f"{type(row).__name__}: không được đổi chủ sở hữu")


def _check_references(session: Session, rows: Iterable[Belongs]) -> None:
    """A reference without the owner must lead to something this session may read: it asks the read guard.

    Three thousand new rows speak of some forty hamlets and as many units: each table is asked once for all of them.
    """
    asked: dict[type, dict[int, str]] = {}
    for row in rows:
        kind: Any = type(row)
        changed = inspect(row).attrs
        for key, target in _references(kind):
            found_id = getattr(row, key)
            if found_id is not None and changed[key].history.added:
                asked.setdefault(target, {}).setdefault(found_id, f"{kind.__name__}.{key}")
    for target, names in asked.items():
        _check_readable(session, target, names)


def _check_readable(session: Session, target: Any, names: dict[int, str]) -> None:
    """What is in the session was read through the guard already; the rest is asked in pieces a statement can hold."""
    unknown = [found for found in sorted(names) if session.identity_map.get(identity_key(target, found)) is None]
    readable: set[int] = set()
    with session.no_autoflush:
        for start in range(0, len(unknown), _ASKED_AT_ONCE):
            piece = unknown[start : start + _ASKED_AT_ONCE]
            readable.update(session.scalars(select(target.id).where(target.id.in_(piece))))
    for found in unknown:
        if found not in readable:
            raise OutsideScope(f"{names[found]}: không thuộc phạm vi được đọc")


@cache
def _references(kind: Any) -> tuple[tuple[str, type], ...]:
    """The columns of a table that refer to owned rows by id alone, with the class they lead to."""
    classes = {m.local_table: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Belongs)}
    mapper: Any = inspect(kind)
    return tuple(
        (mapper.get_property_by_column(constraint.columns[0]).key, classes[constraint.referred_table])
        for constraint in mapper.local_table.foreign_key_constraints
        if len(constraint.columns) == 1 and constraint.referred_table in classes
    )
