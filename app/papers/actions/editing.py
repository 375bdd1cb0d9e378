"""A paper as a Word file, for those who write on in it or must send one; the sealed PDF stays the record."""

from datetime import date
from typing import Any

from app import pdf, text, word
from app.papers import documents, rules
from app.papers.actions.proofing import lacks
from app.papers.models import Paper
from app.refusals import Refusal, Refused


def word_of(paper: Paper) -> bytes:
    """The Word file of a sealed paper, made from the facts that were sealed with it.

    Raises Refused when officials do not work on this kind of paper outside, or when its facts were sealed under a
    template that is no longer there.
    """
    _must_be_editable(paper.kind)
    try:
        facts = documents.read_facts(documents.layout_of(paper.kind, paper.form_code), paper.facts)
    except documents.FormChanged as changed:
        raise Refused([Refusal("paper-of-older-form")]) from changed
    return _written(paper.kind, facts, paper.title, paper.day, paper.form_code)


def word_draft(kind: str, facts: Any, *, title: str, day: date, form_code: str = "") -> bytes:
    """The Word file of a paper that is not sealed yet; nothing is kept.

    Args: as those of `draft`. Raises Refused naming every fact that is still missing.
    """
    _must_be_editable(kind)
    absent = lacks(facts)
    if absent:
        raise Refused([fault.reason for fault in absent])
    return _written(kind, facts, text.nfc(title), day, form_code)


def _must_be_editable(kind: str) -> None:
    if kind not in rules.EDITABLE:
        raise Refused([Refusal("paper-not-in-word")])


def _written(kind: str, facts: Any, title: str, day: date, form_code: str) -> bytes:
    html = pdf.markup(documents.template_of(kind, form_code), facts, created=day, title=title)
    return word.docx(html, title=title, created=day)
