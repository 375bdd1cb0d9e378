"""Verbs of rounds and dossiers before anything is voted."""

from datetime import date

from app import audit, law, text
from app.accounts.models import User
from app.commendations import queries
from app.commendations.models import AwardRound, Dossier
from app.commendations.rules import State, closed, given_refusals
from app.db import db
from app.refusals import Refusal, Refused, refuse_if


def open_dossier(award_round: AwardRound, award: str, achievement: str, author: User, day: date) -> Dossier:
    """Open a dossier of one award; its author may later neither decide nor appraise it.

    Args: award, a code of law.AWARDS; achievement, the words after "đã có"; day, the day of opening, whose law
    judges the dossier until a higher award is received above. Raises Refused for an award the round does not give.
    """
    refuse_if(given_refusals(award, award_round.awards))
    dossier = Dossier(
        round=award_round,
        award=award,
        achievement=text.nfc(achievement),
        state=State.DRAFT,
        author_id=author.id,
        author_name=author.full_name,
        opened_on=day,
        received_on=law.law_date(day),
    )
    db.session.add(dossier)
    audit.record("dossier-opened", dossier, award=queries.award_title(award))
    return dossier


def must_be(dossier: Dossier, *states: State) -> None:
    """Refuse what the dossier's state no longer permits."""
    found = closed(dossier.state, *states)
    if found:
        raise Refused(found)


def save_dossier(dossier: Dossier, achievement: str) -> None:
    """Correct the achievement printed on the papers; nominees that had the old words get the new ones."""
    must_be(dossier, State.DRAFT)
    old, dossier.achievement = dossier.achievement, text.nfc(achievement)
    for nominee in dossier.nominees:
        if nominee.achievement == old:
            nominee.achievement = dossier.achievement
    audit.record("dossier-saved", dossier, achievement=dossier.achievement)


def publish(dossier: Dossier, where: str, published_from: date, published_until: date) -> None:
    """Note where and how long the subjects were made public before submission (Luật Thi đua, khen thưởng Điều 84.5).

    How many days it takes is not known (U), so no number is asked for.
    """
    must_be(dossier, State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED)
    if published_until < published_from:
        raise Refused([Refusal("publication-reversed")])
    dossier.published_where = text.nfc(where)
    dossier.published_from, dossier.published_until = published_from, published_until
    audit.record("dossier-published", dossier, where=dossier.published_where)
