"""Verbs of grounds: rest a nominee's award on an initiative, or no longer."""

from datetime import date

from app import audit
from app.commendations import queries, rules
from app.commendations.actions.dossiers import must_be
from app.commendations.actions.nominees import add_nominee
from app.commendations.actions.suggestions import suggest
from app.commendations.models import AwardRound, Dossier, Ground, Nominee, Suggestion
from app.commendations.rules import MENDABLE, branch_faults, ground_refusals
from app.db import db
from app.plans.models import Initiative
from app.refusals import Refusal, Refused, refuse_if


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


def put_forward(initiative: Initiative, dossier: Dossier, day: date) -> Nominee:
    """Put whoever thought of an initiative forward in a dossier that is being prepared, and rest the case on it.

    Who stands in the dossier already is not put forward twice. Raises Refused: the award is not for this kind, it was
    decided otherwise or not yet which award follows, the initiative was the ground of an award before.
    """
    reasons = branch_faults(initiative.branch, rules.decided_here(dossier.award))
    refuse_if(reasons)
    key = queries.key_of(initiative)
    nominee = next((one for one in dossier.nominees if queries.key_of(one) == key), None)
    if nominee is None:
        subject = initiative.person or initiative.household or initiative.collective
        assert subject is not None  # an initiative is always somebody's
        nominee = add_nominee(dossier, subject, day)
    add_ground(nominee, initiative)
    return nominee


def suggest_for(initiative: Initiative, award_round: AwardRound, award: str, day: date) -> Suggestion:
    """Let the hamlet or unit of whoever thought of an initiative propose them in a round, told from the book.

    Raises Refused as put_forward and suggest(); also when neither hamlet nor unit of theirs is known.
    """
    refuse_if(branch_faults(initiative.branch, rules.decided_here(award)))
    refuse_if(ground_refusals(own=True, chosen=False, used=queries.used_by(initiative)))
    by = queries.proposer_for(initiative, day)
    if by is None:
        raise Refused([Refusal("initiative-without-proposer")])
    subject = initiative.person or initiative.household or initiative.collective
    return suggest(award_round, by, award=award, subject=subject, merit=queries.merit_of(initiative), received_on=day)


def remove_ground(row: Ground) -> None:
    """Let the award no longer rest on this initiative, which is then free for another."""
    nominee = row.nominee
    must_be(nominee.dossier, *MENDABLE)
    audit.record("ground-removed", nominee, title=row.initiative.title)
    nominee.grounds.remove(row)
    db.session.delete(row)
    db.session.flush()
