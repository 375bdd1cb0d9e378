"""Reads of who may still be asked to pledge in a campaign."""

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.commitments.models import Campaign, Commitment, Place, place_of
from app.commitments.queries.audience import TABLES, in_places, of_audience
from app.commitments.queries.lines import NO_HAMLET, Subject
from app.commitments.rules import OFFICIAL
from app.db import db
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet

_Head = aliased(Person)


def candidates(campaign: Campaign, hamlet_ids: Iterable[int] | None = None) -> list[Subject]:
    """Everyone who should sign in the campaign, is not in it yet and can pledge, of some hamlets or of all.

    NO_HAMLET among the ids asks for those of no hamlet. Who cannot pledge yet: see incomplete().
    """
    table = TABLES[campaign.wording.subject_kind]
    chosen = select(table).where(*not_yet(campaign), complete(campaign)).order_by(table.id)
    if hamlet_ids is not None:
        chosen = chosen.where(in_places(table.hamlet_id, set(hamlet_ids)))
    return list(db.session.scalars(chosen))


def candidates_by_hamlet(campaign: Campaign) -> dict[int, int]:
    """How many may still be asked, by hamlet; NO_HAMLET for those of none."""
    table = TABLES[campaign.wording.subject_kind]
    rows = db.session.execute(
        select(table.hamlet_id, func.count(table.id))
        .where(*not_yet(campaign), complete(campaign))
        .group_by(table.hamlet_id)
    )
    return {hamlet_id or NO_HAMLET: count for hamlet_id, count in rows}


def incomplete(campaign: Campaign) -> int:
    """How many are not in the campaign because their particulars lack what the paper prints."""
    table = TABLES[campaign.wording.subject_kind]
    found = db.session.scalar(select(func.count(table.id)).where(*not_yet(campaign), ~complete(campaign)))
    return found or 0


def heads(household_ids: Sequence[int]) -> dict[int, str]:
    """The names of the heads of these households."""
    rows = db.session.execute(
        select(_Head.household_id, _Head.name).where(_Head.household_id.in_(household_ids), _Head.is_head)
    )
    return {household_id: name for household_id, name in rows if household_id is not None}


def places_of(subjects: Sequence[Subject]) -> dict[tuple[str, int], Place]:
    """Where these subjects belong and how the lists call them, by kind and id: two reads, however many they are."""
    households = [subject.id for subject in subjects if isinstance(subject, Household)]
    chosen = select(Person).where(Person.is_head, Person.household_id.in_(households))
    heads = {head.household_id: head for head in db.session.scalars(chosen)} if households else {}
    hamlets = {hamlet.id: hamlet for hamlet in db.session.scalars(select(Hamlet))}
    return {
        (subject.__tablename__, subject.id): place_of(
            subject, heads.get(subject.id), hamlets.get(subject.hamlet_id or 0)
        )
        for subject in subjects
    }


def not_yet(campaign: Campaign) -> list[ColumnElement[bool]]:
    """Not in the campaign already, and one who should sign: for cán bộ, công chức whoever has a post or a unit."""
    table = TABLES[campaign.wording.subject_kind]
    column = getattr(Commitment, f"{table.__tablename__}_id")
    there = exists().where(Commitment.campaign_id == campaign.id, column == table.id)
    if campaign.wording.subject_kind == OFFICIAL:
        return [~there, of_audience(campaign), or_(Person.unit_id.is_not(None), _has_post())]
    return [~there, of_audience(campaign)]


def _has_post() -> ColumnElement[bool]:
    return func.coalesce(Person.post, "") != ""


def complete(campaign: Campaign) -> ColumnElement[bool]:
    table = TABLES[campaign.wording.subject_kind]
    if campaign.wording.subject_kind == OFFICIAL:
        return and_(Person.unit_id.is_not(None), _has_post())
    if table is Household:
        return exists().where(_Head.household_id == Household.id, _Head.is_head)
    if table is Collective:
        return and_(
            func.coalesce(Collective.head_name, "") != "",
            func.coalesce(Collective.head_post, "") != "",
        )
    return Person.name != ""
