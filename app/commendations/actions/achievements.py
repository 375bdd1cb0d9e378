"""Awards received before the program came, entered from their decisions, corrected, taken off again."""

from datetime import date

from sqlalchemy import select

from app import audit, text
from app.commendations import queries
from app.commendations.models import Achievement
from app.db import db
from app.people.models import Collective, Household, Person
from app.refusals import Refusal, Refused, refuse_if

COLUMNS = {Person: "person_id", Household: "household_id", Collective: "collective_id"}


def save_achievement(
    subject: Person | Household | Collective,
    *,
    award: str,
    award_label: str,
    award_type: str,
    merit: str,
    reference_number: str,
    day: date,
    issuer_name: str,
    today: date,
    row: Achievement | None = None,
) -> Achievement:
    """Enter an award of the past, or correct one that was typed; the awarding body keeps the name it had then.

    Args: row, the line that is corrected. Raises Refused for a day to come, when the same decision is known for the
    same subject, and for an award that was decided here: it is what its decision says.
    """
    found = [] if row is None else typed_refusals(row)
    if day > today:
        found.append(Refusal("achievement-in-future"))
    if _known(subject, reference_number, day, row):
        found.append(Refusal("achievement-known"))
    refuse_if(found)
    event = "achievement-saved" if row is None else "achievement-corrected"
    if row is None:
        row = Achievement(owner_id=subject.owner_id)
        db.session.add(row)
    for column in COLUMNS.values():
        setattr(row, column, None)
    setattr(row, COLUMNS[type(subject)], subject.id)
    row.award, row.award_type, row.day = award, award_type, day
    row.award_label, row.merit = text.nfc(award_label), text.nfc(merit)
    row.reference_number, row.issuer_name = text.nfc(reference_number), text.nfc(issuer_name)
    head = subject.head if isinstance(subject, Household) else subject
    audit.record(event, row, name=head.name if head else "", award=row.award_label)
    return row


def typed_refusals(row: Achievement) -> list[Refusal]:
    """Why a line of the register is not corrected or taken off: a decision made here stands behind it."""
    return [Refusal("achievement-decided-here", detail=row.reference_number)] if row.nominee_id else []


def _known(subject: Person | Household | Collective, reference_number: str, day: date, row: Achievement | None) -> bool:
    same = select(Achievement.id).where(
        getattr(Achievement, COLUMNS[type(subject)]) == subject.id,
        Achievement.reference_number == text.nfc(reference_number),
        Achievement.day == day,
    )
    if row is not None:
        same = same.where(Achievement.id != row.id)
    return db.session.scalars(same).first() is not None


def remove_achievement(row: Achievement) -> None:
    """Take an old award that was typed by mistake off the register; the log keeps it.

    Papers that were sealed with it stay as they are. Raises Refused for an award decided here.
    """
    found = typed_refusals(row)
    if found:
        raise Refused(found)
    audit.record(
        "achievement-removed",
        row,
        name=queries.subject_of_achievement(row),
        award=row.award_label,
        number=row.reference_number,
    )
    db.session.delete(row)
    db.session.flush()
