"""Verbs of initiatives: describe one once, what it brought in numbers, where it is applied, which award follows."""

from dataclasses import dataclass
from datetime import date

from app import audit, text
from app.db import db
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet
from app.plans.models import Initiative, InitiativeEffect, InitiativeUse, Plan
from app.plans.queries import initiatives as queries
from app.plans.rules import initiatives as rules
from app.refusals import refuse_if
from app.tenancy import actor_of

KINDS = {Person: "person", Household: "household", Collective: "collective"}


def save_initiative(
    row: Initiative | None,
    subject: Person | Household | Collective,
    *,
    kind: str,
    title: str,
    since: date | None,
    effect: str,
    scope: str,
    recognised_by: str,
    recognised_on: date | None,
    used_by: str,
    today: date,
    description: str = "",
    plan: Plan | None = None,
) -> Initiative:
    """Describe an initiative, or correct what was described.

    Args: kind and scope, codes of the rules; scope is what it is said to be until its uses are written down, and
    follows from them afterwards; used_by, the decision of an award of the past that rested on it, which uses it up
    (CV 5007/BNV-TĐKT III.5.c); plan, under which it was thought of. Raises Refused.
    """
    whose = KINDS[type(subject)]
    title, recognised_by = text.nfc(title), text.nfc(recognised_by)
    known = queries.same_title(whose, subject.id, title, row.id if row else None)
    refuse_if(rules.initiative_refusals(since, recognised_by, recognised_on, known, today))
    found = row or Initiative(owner_id=subject.owner_id)
    found.kind, found.title, found.since = kind, title, since
    found.scope = rules.widest(use.scope for use in found.uses) or scope
    found.description = text.nfc_multiline(description) or None
    found.effect, found.used_by = text.nfc_multiline(effect) or None, text.nfc(used_by) or None
    found.recognised_by, found.recognised_on = recognised_by or None, recognised_on
    found.plan_id = plan.id if plan else None
    for one in KINDS.values():
        setattr(found, f"{one}_id", subject.id if one == whose else None)
    db.session.add(found)
    audit.record("initiative-saved", found, title=found.title)
    return found


# ---- effects in numbers


@dataclass(frozen=True)
class EffectFields:
    """One effect as it is written down; before and after are decimals as they are kept ("12.5")."""

    text: str
    before: str | None
    after: str
    measure_unit: str
    period: str
    source: str


def save_effect(initiative: Initiative, row: InitiativeEffect | None, fields: EffectFields) -> InitiativeEffect:
    """Write down one effect of an initiative in numbers, or correct it. Raises Refused."""
    said = text.nfc(fields.text)
    known = any(one is not row and text.fold(one.text) == text.fold(said) for one in initiative.effects)
    refuse_if(rules.effect_refusals(fields.before, fields.after, known))
    found = row or InitiativeEffect()
    found.text, found.before, found.after = said, fields.before, fields.after
    found.measure_unit, found.source = text.nfc(fields.measure_unit), text.nfc(fields.source)
    found.period = text.nfc(fields.period) or None
    if row is None:
        initiative.effects.append(found)
    db.session.flush()
    audit.record("initiative-effect-saved", initiative, text=said)
    return found


def remove_effect(row: InitiativeEffect) -> None:
    """Take off an effect that was written down; the log keeps that it was there."""
    initiative = row.initiative
    audit.record("initiative-effect-removed", initiative, text=row.text)
    initiative.effects.remove(row)
    db.session.delete(row)


# ---- where it is applied


@dataclass(frozen=True)
class UseFields:
    """Where an initiative is applied; until is the first day on which it is applied no longer."""

    scope: str
    hamlet: Hamlet | None
    place: str
    since: date | None
    until: date | None
    document: str


def save_use(initiative: Initiative, row: InitiativeUse | None, fields: UseFields, today: date) -> InitiativeUse:
    """Write down where an initiative is applied, or correct it; its scope follows the widest. Raises Refused."""
    place, hamlet_id = text.nfc(fields.place), fields.hamlet.id if fields.hamlet else None
    key = (fields.scope, hamlet_id, text.fold(place))
    known = any(
        one is not row and (one.scope, one.hamlet_id, text.fold(one.place or "")) == key for one in initiative.uses
    )
    refuse_if(rules.use_refusals(fields.scope, hamlet_id is not None, place, fields.since, fields.until, known, today))
    found = row or InitiativeUse()
    found.scope, found.hamlet_id, found.hamlet, found.place = fields.scope, hamlet_id, fields.hamlet, place or None
    found.since, found.until, found.document = fields.since, fields.until, text.nfc(fields.document) or None
    if row is None:
        initiative.uses.append(found)
    _follow(initiative)
    db.session.flush()
    audit.record("initiative-use-saved", initiative, place=queries.place_of(found))
    return found


def remove_use(row: InitiativeUse) -> None:
    """Take off a place that was written down by mistake; one where it ended is given its last day instead."""
    initiative = row.initiative
    audit.record("initiative-use-removed", initiative, place=queries.place_of(row))
    initiative.uses.remove(row)
    db.session.delete(row)
    _follow(initiative)


def _follow(initiative: Initiative) -> None:
    initiative.scope = rules.widest(use.scope for use in initiative.uses) or initiative.scope


# ---- which award follows


def decide_branch(initiative: Initiative, branch: str, reason: str, used: str, proofs: int, today: date) -> None:
    """Decide which award follows: of the own level, a proposal upward, none; what the rule proposed is kept beside.

    Args: used, the award it was the ground of already, empty for none; proofs, how many pieces of evidence stand at
    it. Raises Refused: another branch than proposed without a reason, an award for what was used already
    (CV 4735/BNV-BTĐKTTW điểm 5, CV 5007/BNV-TĐKT III.5.c).
    """
    proposal = rules.proposed(queries.standing(initiative, proofs, used))
    reason = text.nfc_multiline(reason)
    refuse_if(rules.branch_refusals(branch, proposal, reason, used))
    initiative.branch, initiative.branch_because = branch, reason or None
    initiative.branch_by, initiative.branch_on = actor_of(db.session()).name, today
    audit.record("initiative-branch", initiative, branch=branch, proposed=proposal.branch, reason=reason)
