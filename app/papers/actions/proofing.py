"""Soát trước khi in: a paper read over before it is sealed, by the same rule that the sealing asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app import pdf
from app.papers import documents, rules
from app.papers.models import Paper
from app.papers.rules import Fault
from app.places import queries as places
from app.places.models import Signer
from app.places.rules import in_force
from app.refusals import Refusal

_MEASURE = rules.Measure(
    width=lambda words, size, bold, italic: pdf.width_mm(words, size, bold=bold, italic=italic),
    unprintable=pdf.unprintable,
)


def proof(facts: Any, day: date, signers: Sequence[Signer]) -> list[Fault]:
    """Everything that would send this paper back, in the order of its fields; those that block come with the rest.

    Args: facts, the frozen dataclass of a paper; day, the day on the paper: căn cứ and signers must stand on it;
    signers, everyone the books of signers ever held.
    """
    words = list(documents.leaves(facts))
    in_office = [one.full_name for one in signers if in_force(one, day)]
    found = lacks(facts) + rules.faults_of(words, _MEASURE) + rules.basis_faults(words, day)
    return found + rules.office_faults(words, in_office, [one.full_name for one in signers])


def proof_paper(paper: Paper) -> list[Fault]:
    """What an official should look at before a sealed paper is printed and signed; a fault asks for a corrected one.

    Facts sealed under a template that is no longer there are not read over.
    """
    try:
        facts = documents.read_facts(documents.layout_of(paper.kind, paper.form_code), paper.facts)
    except documents.FormChanged:
        return []
    return proof(facts, paper.day, places.all_signers())


def own_faults(facts: Any) -> list[Fault]:
    """What a paper's facts show by themselves: what is missing, and the faults of form in its words."""
    return lacks(facts) + rules.faults_of(documents.leaves(facts), _MEASURE)


def lacks(facts: Any) -> list[Fault]:
    """What is missing: without it the paper cannot even be shown."""
    return [Fault(Refusal("paper-incomplete", detail=name), name, True) for name in documents.missing(facts)]
