"""Reads for a renewal: a whole campaign in four statements, as plain values and not as rows to be changed."""

from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.commitments.models import Campaign, Commitment
from app.commitments.queries.counts import pledged
from app.commitments.rules.renewing import Former
from app.db import db
from app.papers.models import Paper
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet, Unit

_Head = aliased(Person)
_Successor = aliased(Commitment)
_KINDS = ("person", "household", "collective")


def formers(campaign: Campaign, into: Campaign | None) -> list[Former]:
    """Everyone of a campaign as a renewal sees them, by hamlet and name; into, None while it is not yet made."""
    there = pledged(into.id) if into else set()
    renewed, named = _renewed(campaign.id), _names_on_paper(campaign.id)
    return [_former(row, there, renewed, named) for row in db.session.execute(_everyone(campaign.id))]


def later_campaigns(campaign: Campaign) -> list[Campaign]:
    """The campaigns whose promises begin after those of this one, the nearest first."""
    chosen = select(Campaign).where(Campaign.valid_from > campaign.valid_from, Campaign.owner_id == campaign.owner_id)
    return list(db.session.scalars(chosen.order_by(Campaign.valid_from, Campaign.id)))


def _everyone(campaign_id: int) -> Any:
    present = func.coalesce(Person.hamlet_id, Household.hamlet_id, Collective.hamlet_id)
    return (
        select(
            Commitment.id,
            Commitment.state,
            Commitment.person_id,
            Commitment.household_id,
            Commitment.collective_id,
            Commitment.hamlet_id.label("then"),
            present.label("now"),
            Hamlet.name.label("place"),
            func.coalesce(Person.name, _Head.name, Collective.name, "").label("name"),
            func.coalesce(_Head.name, Collective.head_name, Unit.name).label("head"),
            func.coalesce(Person.post, Collective.head_post).label("post"),
            Collective.valid_until.label("ended_on"),
        )
        .outerjoin(Person, Person.id == Commitment.person_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .outerjoin(Household, Household.id == Commitment.household_id)
        .outerjoin(_Head, and_(_Head.household_id == Household.id, _Head.is_head))
        .outerjoin(Collective, Collective.id == Commitment.collective_id)
        .outerjoin(Hamlet, Hamlet.id == present)
        .where(Commitment.campaign_id == campaign_id)
        .order_by(Commitment.place_key, Commitment.name_key, Commitment.id)
    )


def _former(row: Any, there: set[tuple[str, int]], renewed: dict[int, str], named: dict[int, str]) -> Former:
    kind = next(kind for kind in _KINDS if getattr(row, f"{kind}_id"))
    subject_id = getattr(row, f"{kind}_id")
    return Former(
        id=row.id,
        state=row.state,
        kind=kind,
        subject_id=subject_id,
        name=row.name,
        place=row.place or "",
        head=row.head,
        post=row.post,
        ended_on=row.ended_on,
        in_new=(kind, subject_id) in there,
        renewed_in=renewed.get(row.id),
        moved=row.then != row.now,
        named=named.get(row.id),
    )


def _renewed(campaign_id: int) -> dict[int, str]:
    """The commitments of a campaign that others go on from, with the name of the campaign of those."""
    chosen = (
        select(Commitment.id, Campaign.name)
        .join(_Successor, _Successor.former_id == Commitment.id)
        .join(Campaign, Campaign.id == _Successor.campaign_id)
        .where(Commitment.campaign_id == campaign_id)
    )
    return {row_id: name for row_id, name in db.session.execute(chosen)}


def _names_on_paper(campaign_id: int) -> dict[int, str]:
    """The name under which each paper of a campaign was sealed: what stands in its title after the colon."""
    chosen = (
        select(Paper.subject_id, Paper.title)
        .join(Commitment, and_(Paper.subject_table == Commitment.__tablename__, Paper.subject_id == Commitment.id))
        .where(Commitment.campaign_id == campaign_id, Paper.replaced.is_(False))
    )
    return {row_id: title.partition(": ")[2] for row_id, title in db.session.execute(chosen)}
