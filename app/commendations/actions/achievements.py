"""Awards received before the program came, entered from their decisions."""

from datetime import date

from sqlalchemy import select

from app import audit, text
from app.commendations.models import Achievement
from app.db import db
from app.people.models import Collective, Household, Person
from app.refusals import Refusal, Refused


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
) -> Achievement:
    """Enter an award of the past; the awarding body keeps the name it had then ("Chủ tịch UBND huyện …").

    Raises Refused for a day to come, or when the same decision is known for the same subject.
    """
    column = {Person: "person_id", Household: "household_id", Collective: "collective_id"}[type(subject)]
    same = select(Achievement.id).where(
        getattr(Achievement, column) == subject.id,
        Achievement.reference_number == text.nfc(reference_number),
        Achievement.day == day,
    )
    found = [Refusal("achievement-in-future")] if day > today else []
    if db.session.scalars(same).first() is not None:
        found.append(Refusal("achievement-known"))
    if found:
        raise Refused(found)
    row = Achievement(
        owner_id=subject.owner_id,
        award=award,
        award_label=text.nfc(award_label),
        award_type=award_type,
        merit=text.nfc(merit),
        reference_number=text.nfc(reference_number),
        day=day,
        issuer_name=text.nfc(issuer_name),
    )
    setattr(row, column, subject.id)
    db.session.add(row)
    head = subject.head if isinstance(subject, Household) else subject
    audit.record("achievement-saved", row, name=head.name if head else "", award=row.award_label)
    return row
