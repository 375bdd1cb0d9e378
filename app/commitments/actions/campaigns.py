"""Campaigns: opened and corrected."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app import audit, text
from app.commitments import queries, rules
from app.commitments.models import Campaign, Promise, Wording
from app.commitments.rules import Goal
from app.db import db
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
    audience: Mapping[str, Sequence[Any]] | None = None,
    legal_bases: Sequence[str] = (),
    id_reason: str | None = None,
) -> Campaign:
    """Open a campaign of signing under a plan, or correct it.

    Args: opens_on and closes_on, first and last day of signing; valid_from, the first day of what is promised;
    valid_until, the first day after it; audience, who should sign, by part ("hamlets", "units", "groups", "posts"), a
    part left out being everybody; legal_bases, the lines "Căn cứ …" without their closing mark; id_reason, for what
    the number of the CCCD is asked ("chi tiền thưởng qua tài khoản"), empty when it is not.
    The promises of the text are taken over with what is proposed to be measured.
    Raises Refused: days that do not fit, a reason that is none, or a change that would make a printed paper untrue.
    """
    kind = wording.subject_kind
    kept, bases = rules.kept_audience(kind, audience or {}), clean_bases(legal_bases)
    reason = clean_reason(id_reason)
    faults = rules.campaign_faults(opens_on, closes_on, valid_from, valid_until, wording.valid_from)
    faults += rules.id_reason_faults(kind, reason)
    if campaign is not None:
        faults += rules.edit_faults(
            rules.Edited(
                kind_changed=campaign.wording.form != wording.form,
                text_changed=campaign.wording_id != wording.id,
                period_changed=(campaign.valid_from, campaign.valid_until) != (valid_from, valid_until),
                notice_changed=(campaign.legal_bases, campaign.id_reason) != (bases, reason),
                audience_narrowed=rules.is_narrower(kind, campaign.audience, kept),
                made=bool(queries.pledged(campaign.id)),
                printed=queries.is_fixed(campaign.id),
            )
        )
        faults += _orphaned_days(campaign, valid_from, valid_until)
    if faults:
        raise Refused(faults)
    campaign = campaign or Campaign()
    campaign.plan_id, campaign.wording, campaign.wording_id = plan.id, wording, wording.id
    campaign.name = text.nfc(name)
    campaign.opens_on, campaign.closes_on = opens_on, closes_on
    campaign.valid_from, campaign.valid_until = valid_from, valid_until
    campaign.audience, campaign.legal_bases, campaign.id_reason = kept, bases, reason
    db.session.add(campaign)
    take_promises(campaign, {promise.text: promise.goal for promise in campaign.promises})
    audit.record("campaign-saved", campaign, name=campaign.name)
    return campaign


def _orphaned_days(campaign: Campaign, valid_from: date, valid_until: date) -> list[Refusal]:
    """A new period must still hold the days until which promises are due."""
    due = [promise.due_on for promise in campaign.promises if promise.due_on]
    outside = [day for day in due if not valid_from <= day < valid_until]
    return [Refusal("period-without-due-day", detail=f"{min(outside):%d/%m/%Y}")] if outside else []


def clean_bases(lines: Sequence[str]) -> list[str]:
    """The lines of the legal basis as they are kept: without empty ones and without the mark that ends them."""
    return [line for line in (text.nfc(one).rstrip(" ;.") for one in lines) if line]


def clean_reason(reason: str | None) -> str | None:
    """Why the number of the CCCD is asked for, as it stands in a sentence: without "để" before it and mark after it."""
    words = text.nfc(reason or "").rstrip(" ;.")
    return (words[3:].strip() if words[:3].casefold() == "để" + " " else words) or None


def take_promises(campaign: Campaign, known: Mapping[str, Goal]) -> None:
    """Write the promises of the text into a campaign, unless they are there: each with its goal.

    Args: known, the goals of promises by their words; of any other promise what is proposed for the ready ones.
    """
    texts = list(campaign.wording.promises)
    if [promise.text for promise in campaign.promises] == texts:
        return
    campaign.promises.clear()
    db.session.flush()  # the numbers begin anew once the old ones are gone
    for position, words in enumerate(texts, start=1):
        promise = Promise(position=position, text=words)
        promise.goal = known.get(words) or rules.proposed_goal(words)
        campaign.promises.append(promise)
