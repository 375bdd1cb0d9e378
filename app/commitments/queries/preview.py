"""Reads of everyone for whom commitments may be made, as the preview shows them: columns, not records."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, select, true
from sqlalchemy.orm import aliased

from app import tenancy
from app.commitments.models import Campaign, Commitment
from app.commitments.models.places import LAST
from app.commitments.queries.audience import TABLES, in_places
from app.commitments.queries.candidates import complete, not_yet
from app.commitments.queries.lines import Subject
from app.commitments.rules import Found
from app.db import db
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet

_Head = aliased(Person)
IN_ONE = 5_000  # ids in one statement: SQLite takes no more than 32,766


def found_in(campaign: Campaign, hamlet_ids: Collection[int]) -> list[Found]:
    """Everyone of these hamlets who should sign, and who of them is in the campaign already: two reads.

    NO_HAMLET among the ids asks for those of no hamlet.
    """
    table = TABLES[campaign.wording.subject_kind]
    places = in_places(table.hamlet_id, set(hamlet_ids))
    fitting = complete(campaign).label("complete")
    waiting = db.session.execute(_columns(table, fitting).where(places, *not_yet(campaign)))
    column = getattr(Commitment, f"{table.__tablename__}_id")
    there = _columns(table, true().label("complete")).join(Commitment, column == table.id)
    made = db.session.execute(there.where(places, Commitment.campaign_id == campaign.id))
    home = tenancy.scope_of(db.session()).home
    return [_found(row, home) for row in waiting] + [_found(row, home, there=True) for row in made]


def _columns(table: type[Subject], fitting: Any) -> Any:
    """The columns of the preview, of the head where a household is asked for."""
    who: Any = _Head if table is Household else table
    born = (who.born_on, who.birth_year) if table is not Collective else (None, None)
    columns = (table.id, who.name, who.name_key, *born, table.hamlet_id, Hamlet.name, Hamlet.name_key, table.owner_id)
    chosen = select(*(column for column in columns if column is not None), fitting)
    if table is Household:
        chosen = chosen.outerjoin(_Head, and_(_Head.household_id == Household.id, _Head.is_head))
    return chosen.outerjoin(Hamlet, Hamlet.id == table.hamlet_id)


def _found(row: Any, home: int, there: bool = False) -> Found:
    row_id, name, key, *born, hamlet_id, hamlet, hamlet_key, owner_id, fits = row
    born_on, year = born or (None, None)
    return Found(
        id=row_id,
        name=name or "",
        year=born_on.year if born_on else year,
        hamlet_id=hamlet_id,
        hamlet=hamlet or "",
        key=(hamlet_key or LAST, key or LAST, row_id),
        there=there,
        complete=bool(fits),
        former=owner_id != home,
    )


def subjects(kind: str, ids: Sequence[int]) -> list[Subject]:
    """These persons, households or collectives in the order of the ids; one that is gone since is left out."""
    table: Any = TABLES[kind]
    found: dict[int, Subject] = {}
    for start in range(0, len(ids), IN_ONE):
        chosen = select(table).where(table.id.in_(ids[start : start + IN_ONE]))
        found |= {row.id: row for row in db.session.scalars(chosen)}
    return [found[row_id] for row_id in ids if row_id in found]


def pledged_among(campaign_id: int, some: Sequence[Subject]) -> set[tuple[str, int]]:
    """Which of these are in a campaign already: kind and id. The time grows with them, not with the campaign."""
    found: set[tuple[str, int]] = set()
    for kind in {one.__tablename__ for one in some}:
        column = getattr(Commitment, f"{kind}_id")
        ids = [one.id for one in some if one.__tablename__ == kind]
        chosen = select(column).where(Commitment.campaign_id == campaign_id, column.in_(ids))
        found |= {(kind, row_id) for row_id in db.session.scalars(chosen)}
    return found
