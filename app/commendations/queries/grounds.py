"""Reads of grounds and confirmations: on what an award may rest, where an initiative is used, who confirmed what."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app import text
from app.commendations.models import Confirmation, Dossier, Ground, Nominee
from app.commendations.queries.names import subject_label
from app.commendations.queries.subjects import Use, key_of, use_label, uses_of
from app.db import db
from app.plans.models import Initiative
from app.plans.queries import initiatives
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
