"""Papers around a dossier that may be sealed before văn thư has given them a number."""

from app.commendations.actions.parts import Part
from app.commendations.documents import Setting
from app.papers import actions as papers
from app.papers.models import Paper


def seal_or_keep(part: Part, setting: Setting, old: Paper | None, number: int | None = None) -> Paper:
    """Seal a part; one that says the same already is kept, one that says something else is replaced.

    Args: number, as văn thư gave it, else room is left for it. Raises Refused when it is taken.
    """
    return papers.seal_or_keep(
        part.kind,
        part.facts,
        part.subject,
        symbol=part.symbol or "",
        title=part.title,
        day=part.day,
        law_date=setting.law_day,
        old=old,
        number=number,
        award_type=setting.award_type,
    )


def draft_of(part: Part) -> bytes:
    """Show how a paper would look, "DỰ THẢO" across; nothing is kept. Raises Refused naming what it lacks."""
    return papers.draft(part.kind, part.facts(None), title=part.title, day=part.day)
