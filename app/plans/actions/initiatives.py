"""The verb of initiatives: describe one once, so that every report and every ground speaks of the same."""

from datetime import date

from app import audit, text
from app.db import db
from app.people.models import Collective, Household, Person
from app.plans.models import Initiative
from app.plans.queries import initiatives as queries
from app.plans.rules.initiatives import initiative_refusals
from app.refusals import refuse_if

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
) -> Initiative:
    """Describe an initiative, or correct what was described.

    Args: kind and scope, codes of the rules; used_by, the decision of an award of the past that rested on it, which
    uses it up (CV 5007/BNV-TĐKT III.5.c). Raises Refused.
    """
    whose = KINDS[type(subject)]
    title, recognised_by = text.nfc(title), text.nfc(recognised_by)
    known = queries.same_title(whose, subject.id, title, row.id if row else None)
    refuse_if(initiative_refusals(since, recognised_by, recognised_on, known, today))
    found = row or Initiative(owner_id=subject.owner_id)
    found.kind, found.title, found.scope, found.since = kind, title, scope, since
    found.effect, found.used_by = text.nfc_multiline(effect) or None, text.nfc(used_by) or None
    found.recognised_by, found.recognised_on = recognised_by or None, recognised_on
    for one in KINDS.values():
        setattr(found, f"{one}_id", subject.id if one == whose else None)
    db.session.add(found)
    audit.record("initiative-saved", found, title=found.title)
    return found
