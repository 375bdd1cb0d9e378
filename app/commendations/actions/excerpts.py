"""Trích sao of a decision: for one recipient, or one fund, only the part that concerns them."""

import dataclasses
from collections.abc import Collection, Sequence

from app import law
from app.commendations import documents
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers import rules
from app.papers.actions import Certifying
from app.papers.documents import SignatureBlock, read_facts
from app.papers.models import Paper
from app.refusals import Refused

SIGNED = "(Đã ký)"


def excerpt_facts_of(source: Paper) -> documents.Decision:
    """What a sealed decision says, to choose from."""
    found: documents.Decision = read_facts("decision", source.facts)
    return found


def make_excerpt(source: Paper, articles: Sequence[int], lines: Collection[int], asked: Certifying) -> Paper:
    """Copy of a sealed decision the chosen articles and the chosen lines of its list, in the full form.

    Args: articles and lines by their numbers in the decision, which stay as they are. The words come from the facts
    of the sealed paper, never from today's rows. Raises Refused for a decision without number, replaced, or nothing
    chosen, and when nobody may sign the copy on its day. Source: NĐ 30/2020 Điều 25.3, Điều 26.
    """
    refusals = rules.excerpt_refusals(sealed.copy_source(source), len(articles) + len(lines))
    if refusals:
        raise Refused(refusals)
    said = excerpt_facts_of(source)
    title = f"Trích sao {source.title}"
    block = papers.certifying_block(rules.EXCERPT, asked, title)
    chosen = {field.name: getattr(said, field.name) for field in dataclasses.fields(said)}
    chosen["tables"] = _only(said.tables, lines)
    chosen["signature"] = SignatureBlock(lines=said.signature.lines, hint=SIGNED, name=said.signature.name)
    chosen["head"] = dataclasses.replace(said.head, number_text=f"Số: {source.reference_number}")
    facts = documents.Excerpt(**chosen, articles=tuple(sorted(articles)), block=block)
    return papers.seal(
        "excerpt",
        dataclasses.replace(facts, form_number=law.form_of("excerpt", asked.day).label or None),
        source,
        title=title,
        day=asked.day,
        law_date=asked.day,
        reference_number=block.reference_number,
    )


def _only(tables: documents.RollTables, lines: Collection[int]) -> documents.RollTables:
    return documents.RollTables(
        people=tuple(one for one in tables.people if one.number in lines),
        collectives=tuple(one for one in tables.collectives if one.number in lines),
        households=tuple(one for one in tables.households if one.number in lines),
    )
