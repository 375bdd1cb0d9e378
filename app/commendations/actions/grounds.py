"""Verbs of grounds: rest a nominee's award on an initiative, or no longer."""

from app import audit
from app.commendations import queries
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Ground, Nominee
from app.commendations.rules import MENDABLE, ground_refusals
from app.db import db
from app.plans.models import Initiative
from app.refusals import refuse_if


def add_ground(nominee: Nominee, initiative: Initiative) -> Ground:
    """Rest this nominee's award on one of its initiatives.

    Raises Refused when it is another's, chosen already, or was the ground of an award before, which is named: an
    initiative counts once (CV 5007/BNV-TĐKT III.5.c).
    """
    must_be(nominee.dossier, *MENDABLE)
    own = queries.key_of(nominee) == queries.key_of(initiative)
    chosen = any(row.initiative_id == initiative.id for row in nominee.grounds)
    refuse_if(ground_refusals(own=own, chosen=chosen, used=queries.used_where(initiative, nominee)))
    row = Ground(initiative=initiative, initiative_id=initiative.id)
    nominee.grounds.append(row)
    audit.record("ground-added", nominee, title=initiative.title)
    return row


def remove_ground(row: Ground) -> None:
    """Let the award no longer rest on this initiative, which is then free for another."""
    nominee = row.nominee
    must_be(nominee.dossier, *MENDABLE)
    audit.record("ground-removed", nominee, title=row.initiative.title)
    nominee.grounds.remove(row)
    db.session.delete(row)
    db.session.flush()
