"""Lists that come in: whom they name new is added to the books, then their awards or suggestions are written."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from app import audit, clock, tenancy, text
from app.commendations.actions.suggestions import suggestion_of, tell
from app.commendations.models import Achievement, AwardRound, Suggestion
from app.commendations.queries import naming
from app.commendations.queries.subjects import pieces
from app.commendations.queries.suggestions import Proposer
from app.commendations.rules.hearing import Heard
from app.commendations.rules.past_lines import PastLine
from app.commendations.rules.suggested_lines import NomineeLine
from app.db import db
from app.people import actions as people
from app.people.actions import ListedPerson
from app.people.models import Collective, Household, Person
from app.people.rules import SubjectKind
from app.places.models import Authority
from app.refusals import Refusal, Refused

Subject = Person | Household | Collective
_COLUMNS = {"award": "award_label", "award_type": "award_type", "merit": "merit", "issuer": "issuer_name"}


# ---- who is new


def add_subjects(lines: Iterable[Heard]) -> dict[Any, Subject]:
    """Add whom lists name and the books do not know; lines that agree in name, year and hamlet are one.

    A household is added with its head. Returns them by Heard.who. Raises Refused when a line can be nobody.
    """
    first: dict[Any, Heard] = {}
    for one in lines:
        first.setdefault(one.who, one)
    found: dict[Any, Subject] = {}
    for kind in (SubjectKind.PERSON, SubjectKind.HOUSEHOLD):
        some = [one for one in first.values() if one.kind == kind]
        heads = kind == SubjectKind.HOUSEHOLD
        added = people.take_in([_listed(one) for one in some], heads=heads) if some else []
        for one, person in zip(some, added, strict=True):
            found[one.who] = person.household if heads and person.household else person
    for one in first.values():
        if one.kind == SubjectKind.COLLECTIVE:
            found[one.who] = people.save_collective(None, name=one.name, hamlet_id=one.hamlet_id)
    db.session.flush()
    return found


def _listed(one: Heard) -> ListedPerson:
    columns = {
        "name": one.name,
        "sex": one.sex,
        "born_on": one.birth.born_on,
        "birth_year": None if one.birth.born_on else one.birth.birth_year,
        "hamlet_id": one.hamlet_id,
    }
    return ListedPerson(columns)


def _home() -> Authority:
    return db.session.get_one(Authority, tenancy.scope_of(db.session()).home)


# ---- awards of the past


def take_past_awards(lines: Sequence[PastLine], source: str) -> list[Achievement]:
    """Enter awards of earlier years as a list tells them, or mend those of the register, with one line of the log.

    Args: source, where the list was taken from. Raises Refused for an award that is no longer there, or was decided
    here: that one is what its decision says.
    """
    known = _awards([one.known.id for one in lines if one.known])
    new = add_subjects(one.heard for one in lines if one.meant is None)
    rows = []
    for one in lines:
        if one.known is None:
            rows.append(_entered(one, new))
            continue
        row = known.get(one.known.id)
        if row is None or row.nominee_id is not None:
            raise Refused([Refusal("past-award-gone", detail=one.heard.name)])
        rows.append(_mended(row, one))
    db.session.flush()
    audit.record("achievement-list-taken", _home(), count=len(rows), source=text.nfc(source))
    return rows


def _awards(ids: Iterable[int]) -> dict[int, Achievement]:
    found: dict[int, Achievement] = {}
    for some in pieces(ids):
        found |= {row.id: row for row in db.session.scalars(select(Achievement).where(Achievement.id.in_(some)))}
    return found


def _entered(one: PastLine, new: Mapping[Any, Subject]) -> Achievement:
    assert one.day is not None  # a line without its day is wrong
    kind, subject_id = (one.meant.kind, one.meant.id) if one.meant else (one.heard.kind, new[one.heard.who].id)
    row = Achievement(
        award=one.award,
        award_label=one.award_label,
        award_type=one.award_type,
        merit=one.merit,
        reference_number=one.reference_number,
        day=one.day,
        issuer_name=one.issuer,
    )
    setattr(row, f"{kind}_id", subject_id)
    db.session.add(row)
    return row


def _mended(row: Achievement, one: PastLine) -> Achievement:
    said = {"award": one.award_label, "award_type": one.award_type, "merit": one.merit, "issuer": one.issuer}
    for name in one.changes:
        setattr(row, _COLUMNS[name], said[name])
    if "award" in one.changes:
        row.award = one.award
    return row


# ---- nominees of a round


def take_nominees(
    award_round: AwardRound, lines: Sequence[NomineeLine], proposers: Mapping[str, Proposer], received_on: date
) -> list[Suggestion]:
    """Enter what a list proposes for a round, or the words of what waits already, with one line of the log.

    Args: proposers, by key, those of the lines; received_on, when the list was handed in.
    Raises Refused when a suggestion was gathered or declined meanwhile, or the list is to have come tomorrow.
    """
    if received_on > clock.today():
        raise Refused([Refusal("suggested-received-later")])
    new = add_subjects(one.heard for one in lines if one.adds and one.row is None)
    subjects = naming.subjects_by_key((one.meant.kind, one.meant.id) for one in lines if one.meant)
    waiting = _waiting(award_round, [one.row.id for one in lines if one.row])
    rows = []
    for one in lines:
        if one.row is None:
            subject = subjects[one.meant.kind, one.meant.id] if one.meant else new.get(one.heard.who)
            row = suggestion_of(award_round, proposers[one.proposer], one.award, received_on)
            tell(row, one.award, subject, one.typed if subject is None else "", one.merit)
            db.session.add(row)
        elif one.row.id in waiting:
            row = waiting[one.row.id]
            row.merit = text.nfc_multiline(one.merit)
        else:
            raise Refused([Refusal("suggestion-not-waiting", detail=one.heard.name)])
        rows.append(row)
    db.session.flush()
    called = dict.fromkeys(proposers[one.proposer].name for one in lines)
    audit.record("suggestions-taken", award_round, count=len(rows), proposer=", ".join(called))
    return rows


def _waiting(award_round: AwardRound, ids: Iterable[int]) -> dict[int, Suggestion]:
    found: dict[int, Suggestion] = {}
    for some in pieces(ids):
        chosen = select(Suggestion).where(
            Suggestion.round_id == award_round.id, Suggestion.id.in_(some), Suggestion.state == "waiting"
        )
        found |= {row.id: row for row in db.session.scalars(chosen)}
    return found
