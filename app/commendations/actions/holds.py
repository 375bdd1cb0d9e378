"""Verbs of holds: open one, end it by a document of a day, take off one that was entered by mistake.

What somebody is suspected of is nobody's business but theirs who handle the case: the log, which more people read,
names whom only where the row is gone, and never the kind of a hold or its document.
"""

from datetime import date

from app import audit, tenancy, text
from app.commendations import queries
from app.commendations.models import Hold
from app.commendations.rules import HoldKind, Release, opening_refusals, release_refusals
from app.db import db
from app.people.models import Collective, Household, Person
from app.refusals import refuse_if


def open_hold(
    subject: Person | Household | Collective,
    *,
    kind: HoldKind,
    opened_on: date,
    source_document: str,
    note: str,
    today: date,
) -> Hold:
    """Write down that somebody is not considered for an award for the time being; drafting goes on.

    Args: source_document, number and issuer of what opened it. Raises Refused for a day to come, or when a hold of
    this kind is open for the same subject. Source: NĐ 152/2025/NĐ-CP Điều 4.4.
    """
    whose = queries.kind_of(subject)
    rows = queries.holds_of([(whose, subject.id)]).get((whose, subject.id), [])
    known = any(row.kind == kind and row.closed_on is None for row in rows)
    refuse_if(opening_refusals(opened_on, today, known=known))
    row = Hold(
        owner_id=subject.owner_id,
        kind=str(kind),
        opened_on=opened_on,
        source_document=text.nfc(source_document),
        note=text.nfc_multiline(note) or None,
        entered_by=tenancy.actor_of(db.session()).name,
    )
    setattr(row, whose, subject)
    setattr(row, f"{whose}_id", subject.id)
    db.session.add(row)
    audit.record("hold-opened", row)
    return row


def release_hold(row: Hold, release: Release, today: date) -> None:
    """End a hold by the document that concludes it. Raises Refused with every reason.

    Source: NĐ 152/2025/NĐ-CP Điều 4.4: a case goes on when nothing was found, or after the term of discipline.
    """
    refuse_if(release_refusals(row.opened_on, row.closed_on is not None, release, today))
    row.closing_document, row.closed_on = text.nfc(release.closing_document), release.closed_on
    row.outcome, row.term_until = str(release.outcome), release.term_until
    audit.record("hold-released", row, day=release.closed_on.isoformat())


def remove_hold(row: Hold, reason: str) -> None:
    """Take off a hold that was entered by mistake, such as for a namesake; the log keeps who did it and why."""
    # The line of the log names the row, so it is written while the row still stands.
    audit.record("hold-removed", row, name=queries.hold_name(row), reason=text.nfc(reason))
    db.session.delete(row)
    db.session.flush()
