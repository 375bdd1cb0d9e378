"""How a nominee is called, and which human beings stand behind the name."""

from datetime import date
from typing import Any

from app import law
from app.commendations import rules
from app.db import db
from app.people import queries as people
from app.places import queries as places
from app.tenancy import actor_of, scope_of

KINDS = ("person", "collective", "household")


def name_of(nominee: Any) -> str:
    """The name of the person, of the head of the household, or of the collective."""
    if nominee.person_id:
        return str(nominee.person.name)
    if nominee.household_id:
        head = nominee.household.head
        return str(head.name) if head else ""
    return str(nominee.collective.name)


def subject_label(nominee: Any) -> str:
    """The name as a list tells it from another: Nguyễn Văn Đức (1980, Thôn 3), Hộ ông (bà) …, Tổ …"""
    if nominee.person_id:
        return people.label(nominee.person)
    if nominee.household_id:
        return people.household_label(nominee.household)
    return str(nominee.collective.name)


def named_people(nominee: Any) -> tuple[str, ...]:
    """The persons named in a case: nobody decides a dossier they are named in."""
    if nominee.person_id:
        return (nominee.person.name,)
    if nominee.household_id:
        return tuple(member.name for member in nominee.household.members)
    return (nominee.collective.head_name,) if nominee.collective.head_name else ()


def roll_key(nominee: Any) -> tuple[int, str, int]:
    """The order of the roll: cá nhân, tập thể, hộ gia đình; persons by tên, đệm, họ."""
    named = nominee.collective or nominee.person or nominee.household.head
    key = named.name_key if named else ""
    return KINDS.index(nominee.subject_kind), key, nominee.id


def award_title(award: str) -> str:
    """The award without its giver: "Giấy khen", "Bằng khen"; a flag or medal by its whole name."""
    return law.AWARDS[award].label.partition(" của Chủ tịch ")[0]


def title_of(dossier: Any) -> str:
    """How a dossier is called in lists: the award and the round."""
    return f"{award_title(dossier.award)}, {dossier.round.name}"


def decided_here(dossier: Any) -> bool:
    """Whether the chair of the commune decides on this dossier."""
    return rules.decided_here(dossier.award)


def own_name(day: date) -> str:
    """How the own authority is written on a day."""
    return places.authority_name(scope_of(db.session()).home, day).full


def owner_name(dossier: Any, day: date) -> str:
    """How the authority whose dossier it is is written on a day."""
    return places.authority_name(dossier.owner_id, day).full


def actor_name() -> str:
    """Who is at work."""
    return actor_of(db.session()).name
