"""Reads of what a list of the national platform is held against, and of the lists taken over before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.db import db
from app.people import queries as people
from app.people.models import Person
from app.people.rules import Books
from app.places import queries as places
from app.tenancy import scope_of
from app.training.models import ListImport, OnlineResult
from app.training.rules.lists import ListBooks, ListKind, ListLine

IN_ONE = 5_000  # ids in one statement: SQLite takes no more than 32,766


def books_for(
    kind: ListKind,
    lines: Sequence[ListLine],
    today: date,
    *,
    hamlet_id: int | None = None,
    day: date | None = None,
    title: str = "",
    platform: str = "",
    adds: bool = False,
) -> ListBooks:
    """The books as far as this list needs them: a handful of reads, however long the list is.

    Args: hamlet_id, day, title and platform, those of the lines which name none; adds, whether unknown people come in.
    """
    known = people.known([line.cell("name") for line in lines])
    ids = [one.id for one in known]
    hamlets = {hamlet.id: hamlet.name for hamlet in places.hamlets(today)}
    return ListBooks(
        people=Books(today, hamlets, known, hamlet_id),
        confirmed=dict(_confirmed(ids)) if kind is ListKind.VNEID else {},
        done=set(_done(ids)) if kind is ListKind.ONLINE else (),
        day=day,
        title=title,
        platform=platform,
        adds=adds,
    )


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), IN_ONE):
        yield ids[start : start + IN_ONE]


def _confirmed(ids: Sequence[int]) -> Iterable[tuple[int, date]]:
    chosen = select(Person.id, Person.vneid_confirmed_on).where(Person.vneid_confirmed_on.is_not(None))
    for part in _parts(ids):
        yield from ((person_id, day) for person_id, day in db.session.execute(chosen.where(Person.id.in_(part))) if day)


def _done(ids: Sequence[int]) -> Iterable[tuple[int, str, date]]:
    chosen = select(OnlineResult.person_id, OnlineResult.title_fold, OnlineResult.completed_on)
    for part in _parts(ids):
        rows = db.session.execute(chosen.where(OnlineResult.person_id.in_(part)))
        yield from ((person_id, title, day) for person_id, title, day in rows)


def last(kind: ListKind) -> ListImport | None:
    """The list of this kind taken over last and not taken back, of this authority."""
    home = scope_of(db.session()).home
    chosen = select(ListImport).where(ListImport.kind == kind, ListImport.owner_id == home)
    return db.session.scalars(
        chosen.where(ListImport.undone_at.is_(None)).order_by(ListImport.id.desc()).limit(1)
    ).first()


def get(import_id: int, kind: ListKind) -> ListImport:
    """A list taken over before; a 404 for another kind or authority."""
    row = db.session.get(ListImport, import_id)
    if row is None or row.kind != kind or row.owner_id != scope_of(db.session()).home:
        raise NotFound
    return row


def people_by_id(ids: Sequence[int]) -> Mapping[int, Person]:
    """These people, by id; those outside the scope are not there."""
    found: dict[int, Person] = {}
    for part in _parts(ids):
        found |= {row.id: row for row in db.session.scalars(select(Person).where(Person.id.in_(part)))}
    return found


def results_by_id(ids: Sequence[int]) -> list[OnlineResult]:
    """These completed courses."""
    found: list[OnlineResult] = []
    for part in _parts(ids):
        found += db.session.scalars(select(OnlineResult).where(OnlineResult.id.in_(part)))
    return found
