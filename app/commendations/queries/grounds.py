"""Reads of grounds and confirmations: on what an award may rest, where an initiative is used, who confirmed what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app import law, text
from app.commendations.models import AwardRound, Confirmation, Dossier, Ground, Nominee
from app.commendations.queries.dossiers import in_states, is_own
from app.commendations.queries.names import award_title, subject_label, title_of
from app.commendations.queries.rounds import all_rounds
from app.commendations.queries.subjects import Use, key_of, use_label, uses_of
from app.commendations.queries.suggestions import Proposer, proposer
from app.commendations.rules import LONGEST_MERIT, State, decided_here
from app.db import db
from app.plans.models import Initiative
from app.plans.queries import initiatives
from app.plans.rules.initiatives import Branch
from app.tenancy import scope_of


@dataclass(frozen=True)
class Choice:
    """An initiative a nominee may choose, and the award that used it up already, empty for none."""

    initiative: Initiative
    used: str


def used_where(initiative: Initiative, nominee: Nominee) -> str:
    """The award that rests on an initiative already, another case than this one; empty for none."""
    others = [use for use in uses_of([initiative.id]).get(initiative.id, ()) if use.nominee_id != nominee.id]
    return initiative.used_by or (use_label(others[0]) if others else "")


def used_by(initiative: Initiative) -> str:
    """The award that rests on an initiative already; empty for none."""
    uses = uses_of([initiative.id]).get(initiative.id, [])
    return initiative.used_by or (use_label(uses[0]) if uses else "")


def proposer_for(initiative: Initiative, day: date) -> Proposer | None:
    """The unit, else the hamlet in force on a day, to which whoever thought of an initiative belongs."""
    subject = initiative.person or initiative.household or initiative.collective
    keys = [f"{kind}-{getattr(subject, f'{kind}_id', None)}" for kind in ("unit", "hamlet")]
    return next((found for key in keys if (found := proposer(key, day)) is not None), None)


def merit_of(initiative: Initiative) -> str:
    """What an initiative brought, as a proposal tells it: its name, its effects and where it is applied."""
    told = initiatives.told(initiative)
    lines = [told.title, told.effect, *told.effects]
    if told.uses:
        lines.append(f"Áp dụng tại: {'; '.join(told.uses)}")
    return "\n".join(line for line in lines if line)[:LONGEST_MERIT]


@dataclass(frozen=True)
class Way:
    """One way of an initiative into a round: a dossier that is being prepared, or a suggestion for one of its awards.

    `key` is how a form posts it: "dossier-12", "round-3-GK_XA".
    """

    key: str
    label: str


def ways_for(initiative: Initiative, offered: Sequence[str], day: date) -> list[Way]:
    """The dossiers in preparation and the rounds whose award fits the branch that was decided, dossiers first.

    Args: offered, the awards a dossier can be made for on the day.
    """
    if initiative.branch not in (Branch.OWN_LEVEL, Branch.UPWARD):
        return []
    here, kind = initiative.branch == Branch.OWN_LEVEL, key_of(initiative)[0]
    found = [
        Way(f"dossier-{one.id}", f"Hồ sơ đang soạn: {title_of(one)}")
        for one in in_states([State.DRAFT])
        if is_own(one) and decided_here(one.award) is here and _gives(one.award, one.round, kind, day)
    ]
    if proposer_for(initiative, day) is None:
        return found
    return found + [
        Way(f"round-{one.id}-{award}", f"Gợi ý cho đợt: {award_title(award)}, {one.name}")
        for one in all_rounds()
        if one.deadline >= day
        for award in offered
        if (not one.awards or award in one.awards) and decided_here(award) is here and _gives(award, one, kind, day)
    ]


def _gives(award: str, award_round: AwardRound, kind: str, day: date) -> bool:
    known = law.AWARDS[award]
    taken = not award_round.subjects or kind in award_round.subjects
    return taken and known.known_on(day) and kind in known.on(day).subjects


def choices_of(nominee: Nominee) -> list[Choice]:
    """The initiatives of a nominee, newest first, each with where it was used."""
    rows = initiatives.of_subject(*key_of(nominee))
    uses = uses_of(row.id for row in rows)
    found = []
    for row in rows:
        others = [use for use in uses.get(row.id, ()) if use.nominee_id != nominee.id]
        found.append(Choice(row, row.used_by or (use_label(others[0]) if others else "")))
    return found


def ground_lookup(nominee: Nominee) -> list[tuple[int, str]]:
    """What a nominee may choose from, as a list offers it: "… (chưa dùng)", "… (đã dùng ở …)"."""
    chosen = {row.initiative_id for row in nominee.grounds}
    return [
        (one.initiative.id, f"{one.initiative.title} ({f'đã dùng ở {one.used}' if one.used else 'chưa dùng'})")
        for one in choices_of(nominee)
        if one.initiative.id not in chosen
    ]


def found_by(offered: list[tuple[int, str]], typed: str) -> list[tuple[int, str]]:
    """Those whose label has these letters, without dấu."""
    query = text.fold(typed)
    return [(row_id, label) for row_id, label in offered if query in text.fold(label)]


def ground(ground_id: int) -> Ground:
    """The ground with this id; a foreign or unknown id is not found."""
    row = db.session.get(Ground, ground_id)
    if row is None or row.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return row


def confirmation(confirmation_id: int) -> Confirmation:
    """The confirmation with this id; a foreign or unknown id is not found."""
    row = db.session.get(Confirmation, confirmation_id)
    if row is None or row.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return row


def uses_told(initiative: Initiative) -> list[tuple[Use, Dossier, str]]:
    """Where an initiative is the ground of an award: the use, its dossier and whose case it is."""
    uses = uses_of([initiative.id]).get(initiative.id, [])
    chosen = select(Nominee).where(Nominee.id.in_([use.nominee_id for use in uses]))
    rows = {row.id: row for row in db.session.scalars(chosen.options(joinedload(Nominee.dossier)))}
    return [(use, rows[use.nominee_id].dossier, subject_label(rows[use.nominee_id])) for use in uses]
