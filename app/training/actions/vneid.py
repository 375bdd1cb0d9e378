"""A confirmation on VNeID entered for one person: the day and where it was seen. It is never computed."""

from datetime import date

from app import audit, text
from app.people import actions as people
from app.people.models import Person
from app.refusals import Refusal, refuse_if
from app.training.rules.lists import birth_faults, day_faults


def confirm_person(person: Person, day: date, source: str, today: date) -> None:
    """Write down that the national platform confirmed someone on a day, and who says so; a second one corrects it.

    Raises Refused for a day to come, before the birth, or without a source.
    """
    source = text.nfc(source)
    found = day_faults(day, today) + birth_faults(day, person.birth)
    refuse_if(found + ([] if source else [Refusal("source-missing")]))
    people.confirm_on_vneid([(person, day)], source)
    audit.record("vneid-confirmed", person, name=person.name, day=day.isoformat())


def remove_confirmation(person: Person) -> None:
    """Take a confirmation entered by mistake away. Raises Refused when there is none."""
    refuse_if([] if person.vneid_confirmed_on else [Refusal("vneid-none")])
    people.put_vneid_back(person, None, None)
    audit.record("vneid-confirmation-removed", person, name=person.name)
