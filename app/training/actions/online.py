"""A course completed on a national platform, entered for one person; a wrong row is taken out again."""

from datetime import date

from app import audit, clock, tenancy, text
from app.db import db
from app.people.models import Person
from app.refusals import Refusal, refuse_if
from app.training.models import OnlineResult
from app.training.queries import online
from app.training.rules.lists import birth_faults, day_faults, title_faults


def enter_result(
    person: Person, *, title: str, platform: str, completed_on: date, source: str, today: date
) -> OnlineResult:
    """Write down that someone completed a course of the national platform.

    Raises Refused for a day to come or before the birth, without title, platform or source, and for the same course
    of the same day a second time.
    """
    title, platform, source = text.nfc(title), text.nfc(platform), text.nfc(source)
    found = day_faults(completed_on, today) + birth_faults(completed_on, person.birth) + title_faults(title, platform)
    found += [] if source else [Refusal("source-missing")]
    found += [Refusal("online-known")] if online.is_known(person.id, title, completed_on) else []
    refuse_if(found)
    row = OnlineResult(
        person_id=person.id,
        title=title,
        platform=platform,
        completed_on=completed_on,
        source=source,
        entered_by=tenancy.actor_of(db.session()).name,
        entered_on=clock.today(),
    )
    db.session.add(row)
    audit.record("online-result-entered", row, name=person.name, title=title)
    return row


def remove_result(row: OnlineResult) -> None:
    """Take a row entered by mistake out of the books; the log keeps who did it."""
    audit.record("online-result-removed", row, name=row.person.name, title=row.title)
    db.session.delete(row)
