"""Reads of what a pasted list is held against: whom of the books it may name, and who of them is in the campaign."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app import text
from app.commitments.models import Campaign, Commitment
from app.commitments.rules import OFFICIAL, ListBooks, ListLine
from app.db import db
from app.people import queries as people
from app.people.models import Collective, Person
from app.people.rules import Books, Known
from app.places import queries as places

_Head = aliased(Person)
IN_ONE = 5_000  # ids in one statement: SQLite takes no more than 32,766


def books_for(campaign: Campaign, lines: Sequence[ListLine], hamlet_id: int | None, day: date) -> ListBooks:
    """The books as far as this list needs them: a handful of reads, however long the list is.

    Args: hamlet_id, that of the lines which name none; day, on which hamlets and units must be in force.
    """
    kind = campaign.wording.subject_kind
    names = [line.cell("name") for line in lines]
    known = _collectives(names) if kind == "collective" else people.known(names)
    ids = [one.id for one in known]
    return ListBooks(
        people=Books(
            today=day,
            hamlets={hamlet.id: hamlet.name for hamlet in places.hamlets(day)},
            known=known,
            hamlet_id=hamlet_id,
            households=kind == "household",
        ),
        units={unit.id: (unit.name, unit.abbreviation or unit.name) for unit in places.units(day)},
        there=set(_there(campaign, ids)),
        complete=set(_complete(kind, ids)),
        members=dict(_members(ids)) if kind == "household" else {},
    )


def _collectives(names: Iterable[str]) -> list[Known]:
    folded = sorted({text.fold(name) for name in names})
    chosen = select(Collective.id, Collective.name, Collective.hamlet_id).where(Collective.name_fold.in_(folded))
    rows = db.session.execute(chosen.order_by(Collective.id))
    return [Known(row_id, name, None, hamlet_id) for row_id, name, hamlet_id in rows]


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(ids), IN_ONE):
        yield ids[start : start + IN_ONE]


def _there(campaign: Campaign, ids: Sequence[int]) -> Iterable[int]:
    """Who of these persons or collectives is in the campaign; a person of a household, when the household is."""
    kind = campaign.wording.subject_kind
    if kind == "household":
        chosen = select(Person.id).join(Commitment, Commitment.household_id == Person.household_id)
        column = Person.id
    else:
        column = Commitment.collective_id if kind == "collective" else Commitment.person_id  # type: ignore[assignment]
        chosen = select(column)
    for part in _parts(ids):
        yield from db.session.scalars(chosen.where(Commitment.campaign_id == campaign.id, column.in_(part)))


def _complete(kind: str, ids: Sequence[int]) -> Iterable[int]:
    """Who of these officials has post and unit, which of these collectives a representative with a post."""
    if kind == OFFICIAL:
        chosen = select(Person.id).where(Person.unit_id.is_not(None), func.coalesce(Person.post, "") != "")
        column = Person.id
    elif kind == "collective":
        named = [func.coalesce(one, "") != "" for one in (Collective.head_name, Collective.head_post)]
        chosen, column = select(Collective.id).where(*named), Collective.id
    else:
        return
    for part in _parts(ids):
        yield from db.session.scalars(chosen.where(column.in_(part)))


def _members(ids: Sequence[int]) -> Iterable[tuple[int, str]]:
    chosen = select(Person.id, _Head.name).join(_Head, _Head.household_id == Person.household_id)
    for part in _parts(ids):
        rows = db.session.execute(chosen.where(Person.id.in_(part), _Head.is_head, Person.is_head.is_(False)))
        yield from ((row_id, name) for row_id, name in rows)
