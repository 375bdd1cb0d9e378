"""What one subject promised: the words of the pledges they signed, and the files that prove signing and keeping."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.commitments.models import Commitment, Fulfilment, Promise, SignedFile
from app.commitments.rules import SIGNED
from app.db import db
from app.people.models import Person
from app.plans.rules import About, Period


def signed_pledges(about: About, period: Period) -> list[Commitment]:
    """The pledges that one subject signed in the period, whatever became of them; a person with the household's."""
    found = []
    if about.person_id:
        own = select(Person.household_id).where(Person.id == about.person_id, Person.household_id.is_not(None))
        found.append(or_(Commitment.person_id == about.person_id, Commitment.household_id.in_(own)))
    if about.household_id:
        found.append(Commitment.household_id == about.household_id)
    if about.collective_id:
        found.append(Commitment.collective_id == about.collective_id)
    chosen = select(Commitment).where(
        Commitment.state.in_(sorted(SIGNED)),
        Commitment.signed_on >= period.start,
        Commitment.signed_on < period.end,
        *found,
    )
    return list(db.session.scalars(chosen.order_by(Commitment.signed_on, Commitment.id))) if found else []


def promised(about: About, period: Period) -> list[str]:
    """The promises of these pledges in the order in which they were signed, each once."""
    campaigns = [one.campaign_id for one in signed_pledges(about, period)]
    chosen = select(Promise.campaign_id, Promise.text).where(Promise.campaign_id.in_(campaigns))
    by_campaign: dict[int, list[str]] = {}
    for campaign_id, words in db.session.execute(chosen.order_by(Promise.position)) if campaigns else ():
        by_campaign.setdefault(campaign_id, []).append(words)
    return list(dict.fromkeys(words for one in campaigns for words in by_campaign.get(one, [])))


def signed_files(commitment_ids: Sequence[int]) -> list[SignedFile]:
    """The files that came back with electronic signatures at these pledges, the newest of each."""
    chosen = select(SignedFile).where(SignedFile.commitment_id.in_(commitment_ids)).order_by(SignedFile.id)
    newest = {one.commitment_id: one for one in db.session.scalars(chosen)} if commitment_ids else {}
    return list(newest.values())


def proofs(commitment_ids: Sequence[int]) -> list[Fulfilment]:
    """What was attested about the promises of these pledges with a file that proves it."""
    chosen = select(Fulfilment).options(joinedload(Fulfilment.promise)).where(Fulfilment.sha256.is_not(None))
    chosen = chosen.where(Fulfilment.commitment_id.in_(commitment_ids)).order_by(Fulfilment.id)
    return list(db.session.scalars(chosen)) if commitment_ids else []
