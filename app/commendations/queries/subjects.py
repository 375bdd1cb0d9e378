"""Reads about many subjects at once: awards, holds, grounds, confirmations, other dossiers, each in a few statements.

Every list of ids goes in pieces, since a database takes only so many parameters in one statement.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app import law, text
from app.commendations.models import (
    Achievement,
    Attestation,
    AwardRound,
    Confirmation,
    Dossier,
    Ground,
    Hold,
    Nominee,
    Proposal,
)
from app.commendations.queries.names import award_title
from app.commendations.rules import State
from app.db import db
from app.people.models import Collective, Household, Person
from app.places.models import Authority, Hamlet, Unit

PIECE = 1_000
KINDS = ("person", "household", "collective")
# A subject of any kind: "person" and its id.
Key = tuple[str, int]


def key_of(row: Any) -> Key:
    """Whom a row speaks of that names one person, household or collective."""
    if row.person_id:
        return "person", row.person_id
    if row.household_id:
        return "household", row.household_id
    return "collective", row.collective_id


def pieces(ids: Iterable[int]) -> Iterator[list[int]]:
    """Ids in lists of at most a thousand, none of them twice."""
    every = sorted(set(ids))
    for start in range(0, len(every), PIECE):
        yield every[start : start + PIECE]


def _of_subjects(model: Any, keys: Iterable[Key]) -> Iterator[ColumnElement[bool]]:
    """Conditions that together find the rows of these subjects, each short enough for one statement."""
    every = set(keys)
    kinds = [pieces([row_id for kind, row_id in every if kind == one]) for one in KINDS]
    for found in zip_longest(*kinds):
        parts = zip(KINDS, found, strict=True)
        yield or_(*(getattr(model, f"{kind}_id").in_(ids) for kind, ids in parts if ids))


def awards_by_subject(keys: Iterable[Key]) -> dict[Key, list[Achievement]]:
    """The awards each of these subjects received before, oldest first, cancelled ones too."""
    found: dict[Key, list[Achievement]] = defaultdict(list)
    for asked in _of_subjects(Achievement, keys):
        chosen = select(Achievement).where(asked).order_by(Achievement.day, Achievement.id)
        for row in db.session.scalars(chosen):
            found[key_of(row)].append(row)
    return found


def holds_of(keys: Iterable[Key]) -> dict[Key, list[Hold]]:
    """What stops or stopped these subjects, oldest first."""
    found: dict[Key, list[Hold]] = defaultdict(list)
    for asked in _of_subjects(Hold, keys):
        for row in db.session.scalars(select(Hold).where(asked).order_by(Hold.opened_on, Hold.id)):
            found[key_of(row)].append(row)
    return found


def attested_of(nominee_ids: Iterable[int]) -> dict[int, list[Attestation]]:
    """What officials answered about these nominees."""
    found: dict[int, list[Attestation]] = defaultdict(list)
    for ids in pieces(nominee_ids):
        for row in db.session.scalars(select(Attestation).where(Attestation.nominee_id.in_(ids))):
            found[row.nominee_id].append(row)
    return found


def confirmed_of(nominee_ids: Iterable[int]) -> dict[int, list[Confirmation]]:
    """What other bodies confirmed about these nominees, in the order in which it was entered."""
    found: dict[int, list[Confirmation]] = defaultdict(list)
    for ids in pieces(nominee_ids):
        chosen = select(Confirmation).where(Confirmation.nominee_id.in_(ids)).order_by(Confirmation.id)
        for row in db.session.scalars(chosen):
            found[row.nominee_id].append(row)
    return found


def grounds_of(nominee_ids: Iterable[int]) -> dict[int, list[Ground]]:
    """The initiatives on which the awards of these nominees rest, each with its initiative."""
    found: dict[int, list[Ground]] = defaultdict(list)
    for ids in pieces(nominee_ids):
        chosen = select(Ground).where(Ground.nominee_id.in_(ids)).options(joinedload(Ground.initiative))
        for row in db.session.scalars(chosen.order_by(Ground.id)):
            found[row.nominee_id].append(row)
    return found


@dataclass(frozen=True)
class Use:
    """Where an initiative is the ground of an award: the nominee, its dossier and round."""

    initiative_id: int
    nominee_id: int
    dossier_id: int
    award: str
    round_name: str


def _standing_proposal() -> ColumnElement[bool]:
    """Of nominees: their dossier goes on, and the council did not leave them out of it."""
    early = Dossier.state.in_((State.DRAFT, State.VOTED))
    return and_(Dossier.ended_on.is_(None), or_(early, Nominee.roll_number.is_not(None)))


def uses_of(initiative_ids: Iterable[int]) -> dict[int, list[Use]]:
    """The awards that rest on these initiatives, oldest first; a dossier given up or an award cancelled uses nothing.

    Source: CV 5007/BNV-TĐKT III.5.c; Luật Thi đua, khen thưởng Điều 93 for what was cancelled.
    """
    found: dict[int, list[Use]] = defaultdict(list)
    for ids in pieces(initiative_ids):
        chosen = (
            select(Ground.initiative_id, Nominee.id, Dossier.id, Dossier.award, AwardRound.name)
            .join(Nominee, Nominee.id == Ground.nominee_id)
            .join(Dossier, Dossier.id == Nominee.dossier_id)
            .join(AwardRound, AwardRound.id == Dossier.round_id)
            .outerjoin(Achievement, Achievement.nominee_id == Nominee.id)
            .where(Ground.initiative_id.in_(ids), _standing_proposal(), Achievement.revoked_on.is_(None))
            .order_by(Ground.id)
        )
        for row in db.session.execute(chosen):
            found[row[0]].append(Use(*row))
    return found


def proposed_in(round_id: int) -> dict[Key, list[tuple[int, str]]]:
    """Who is proposed in a round, with the dossiers and their awards; those given up and those left out are not."""
    chosen = (
        select(Nominee.person_id, Nominee.household_id, Nominee.collective_id, Nominee.dossier_id, Dossier.award)
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .where(Dossier.round_id == round_id, _standing_proposal())
        .order_by(Nominee.id)
    )
    found: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    for row in db.session.execute(chosen):
        found[key_of(row)].append((row.dossier_id, row.award))
    return found


def ended_on(collectives: Sequence[Collective]) -> dict[int, date]:
    """The first day on which a collective, its agency or its hamlet no longer exists; who goes on is not in it."""
    hamlets = _ends(Hamlet, (one.hamlet_id for one in collectives if one.hamlet_id))
    units = _ends(Unit, (one.unit_id for one in collectives if one.unit_id))
    found = {}
    for one in collectives:
        days = (one.valid_until, hamlets.get(one.hamlet_id or 0), units.get(one.unit_id or 0))
        known = [day for day in days if day is not None]
        if known:
            found[one.id] = min(known)
    return found


def _ends(model: Any, ids: Iterable[int]) -> dict[int, date]:
    found: dict[int, date] = {}
    for some in pieces(ids):
        chosen = select(model.id, model.valid_until).where(model.id.in_(some), model.valid_until.is_not(None))
        found |= {row_id: day for row_id, day in db.session.execute(chosen)}
    return found


def use_label(use: Use) -> str:
    """An award that rests on an initiative, as a reason names it: "Giấy khen, Khen thưởng sơ kết năm 2026"."""
    return f"{award_title(use.award)}, {use.round_name}"


def called(subject: Person | Household | Collective) -> str:
    """The name of a person, of the head of a household, or of a collective."""
    if isinstance(subject, Household):
        return subject.head.name if subject.head else ""
    return subject.name


def other_proposals(dossier: Dossier) -> tuple[str, ...]:
    """The tờ trình of other dossiers of the round to the authority that decides this one, as a reason names them."""
    chosen = (
        select(Proposal.reference_number, Proposal.day, Dossier.award)
        .join(Dossier, Dossier.id == Proposal.dossier_id)
        .where(Dossier.round_id == dossier.round_id, Dossier.id != dossier.id, Dossier.ended_on.is_(None))
        .order_by(Proposal.id)
    )
    level = law.AWARDS[dossier.award].level
    rows = [row for row in db.session.execute(chosen) if law.AWARDS[row.award].level == level]
    return tuple(f"{row.reference_number}, {text.day_text(row.day)}" for row in rows)


def levels_of(owner_ids: Iterable[int]) -> dict[int, str]:
    """Of which level these authorities are: "commune" or "province"."""
    found: dict[int, str] = {}
    for ids in pieces(owner_ids):
        chosen = select(Authority.id, Authority.level).where(Authority.id.in_(ids))
        found |= {owner_id: level for owner_id, level in db.session.execute(chosen)}
    return found
