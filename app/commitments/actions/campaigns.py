"""Campaigns, and the commitments made in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import audit, text
from app.commitments import queries, rules
from app.commitments.models import Campaign, Commitment, Wording
from app.commitments.queries import Subject
from app.commitments.rules import State
from app.db import db
from app.people.models import Collective, Household
from app.plans.models import Plan
from app.refusals import Refusal, Refused


def save_campaign(
    campaign: Campaign | None,
    *,
    plan: Plan,
    wording: Wording,
    name: str,
    opens_on: date,
    closes_on: date,
    valid_from: date,
    valid_until: date,
) -> Campaign:
    """Open a campaign of signing under a plan, or correct it.

    Args: opens_on and closes_on, first and last day of signing; valid_from, the first day of what is promised;
    valid_until, the first day after it. Raises Refused: days that do not fit, or a change that would make a
    printed paper untrue.
    """
    faults = rules.campaign_faults(opens_on, closes_on, valid_from, valid_until, wording.valid_from)
    if campaign is not None:
        faults += rules.edit_faults(_edited(campaign, wording, valid_from, valid_until))
    if faults:
        raise Refused(faults)
    campaign = campaign or Campaign()
    campaign.plan_id, campaign.wording, campaign.wording_id = plan.id, wording, wording.id
    campaign.name = text.nfc(name)
    campaign.opens_on, campaign.closes_on = opens_on, closes_on
    campaign.valid_from, campaign.valid_until = valid_from, valid_until
    db.session.add(campaign)
    audit.record("campaign-saved", campaign, name=campaign.name)
    return campaign


def _edited(campaign: Campaign, wording: Wording, valid_from: date, valid_until: date) -> rules.Edited:
    return rules.Edited(
        kind_changed=campaign.wording.subject_kind != wording.subject_kind,
        text_changed=campaign.wording_id != wording.id,
        period_changed=(campaign.valid_from, campaign.valid_until) != (valid_from, valid_until),
        made=bool(queries.pledged(campaign.id)),
        printed=queries.any_printed(campaign.id),
    )


@dataclass(frozen=True)
class Made:
    """What became of a list: the new commitments, and how many were in the campaign already."""

    commitments: tuple[Commitment, ...]
    known: int


def make_commitments(campaign: Campaign, subjects: Sequence[Subject]) -> Made:
    """Make a commitment for each person, household or collective, skipping those that have one in this campaign.

    Raises Refused with everyone who cannot pledge here, by name; nothing is then made.
    """
    heads = queries.heads([subject.id for subject in subjects if isinstance(subject, Household)])
    faults = [fault for subject in subjects for fault in _faults(campaign, subject, heads)]
    if faults:
        raise Refused(faults)
    known = queries.pledged(campaign.id)
    made: list[Commitment] = []
    for subject in subjects:
        mark = (subject.__tablename__, subject.id)
        if mark in known:
            continue
        known.add(mark)
        made.append(Commitment(campaign=campaign, state=State.DRAFTED, **{f"{mark[0]}_id": subject.id}))
    db.session.add_all(made)
    audit.record("commitments-made", campaign, count=len(made))
    return Made(tuple(made), len(subjects) - len(made))


def _faults(campaign: Campaign, subject: Subject, heads: dict[int, str]) -> list[Refusal]:
    kind, post = subject.__tablename__, None
    if isinstance(subject, Household):
        head = heads.get(subject.id)
        name = head or subject.hamlet.name
    elif isinstance(subject, Collective):
        name, head, post = subject.name, subject.head_name, subject.head_post
    else:
        name, head, post = subject.name, subject.unit.name if subject.unit else None, subject.post
    return rules.subject_faults(kind, campaign.wording.subject_kind, name, head, post)
