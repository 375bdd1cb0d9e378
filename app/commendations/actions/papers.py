"""The papers of a dossier shown as drafts, and made anew one by one after a return."""

from collections.abc import Callable
from datetime import date

from app import audit
from app.commendations import queries
from app.commendations.actions.dossiers import must_be
from app.commendations.actions.making import Making
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import State
from app.papers import actions as papers
from app.papers.documents import reference
from app.papers.models import Paper
from app.refusals import Refusal, Refused


def draft_paper(dossier: Dossier, kind: str, nominee: Nominee | None, day: date) -> bytes:
    """Show how a paper would look today, "DỰ THẢO" across; nothing is kept. Raises Refused naming what it lacks."""
    return _as_draft(papers.draft, dossier, kind, nominee, day)


def draft_word(dossier: Dossier, kind: str, nominee: Nominee | None, day: date) -> bytes:
    """The same draft as a Word file to work on outside; nothing is kept. Raises Refused like `draft_paper`."""
    return _as_draft(papers.word_draft, dossier, kind, nominee, day)


def _as_draft(make: Callable[..., bytes], dossier: Dossier, kind: str, nominee: Nominee | None, day: date) -> bytes:
    making = Making(dossier, day)
    part = making.part(kind, nominee)
    number = reference(None, *part.symbol.split("-", 1)) if part.symbol else None
    form_code = making.setting.form_code(part.kind)
    return make(part.kind, part.facts(number), title=part.title, day=part.day, form_code=form_code)


def remake(dossier: Dossier, kind: str, nominee: Nominee | None, day: date) -> Paper:
    """Make one sealed paper anew from the rows of today; it replaces the old one and keeps its number.

    Used after a return: what the reviewer wrote about the old paper counts as answered.
    """
    must_be(dossier, State.PROPOSED, State.RETURNED)
    old = queries.papers_of(dossier).get((kind, nominee.id if nominee else 0))
    if old is None:
        raise Refused([Refusal("no-such-paper")])
    making = Making(dossier, old.day)
    part = making.part(kind, nominee)
    paper = papers.seal(
        part.kind,
        part.facts(old.reference_number),
        part.subject,
        title=part.title,
        day=part.day,
        law_date=making.setting.law_day,
        reference_number=old.reference_number,
        replaces=old,
        award_type=dossier.round.award_type,
    )
    audit.record("paper-remade", dossier, kind=kind)
    return paper


def paper_changed(dossier: Dossier, paper: Paper, nominee: Nominee | None) -> bool:
    """Whether the rows now say something else than the sealed paper."""
    part = Making(dossier, paper.day).part(paper.kind, nominee)
    return bool(papers.facts_as_stored(part.facts(paper.reference_number)) != paper.facts)
