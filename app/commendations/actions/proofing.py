"""Soát trước khi in: every paper of a dossier read over before it is sealed, with the records beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.commendations import evidence, queries
from app.commendations.actions.judging import is_secret, is_simplified
from app.commendations.actions.making import Making
from app.commendations.models import Dossier, Nominee
from app.papers import actions as papers
from app.papers.rules import Fault
from app.places import queries as places
from app.places.models import Signer
from app.refusals import Refusal, Refused
from app.text import number_text

PROMISED = "registered_targets"  # what was promised need not be what was reached


@dataclass(frozen=True)
class Proofed:
    """One paper that was read over: its kind and title, whose it is, and what was found, blocking faults first."""

    kind: str
    title: str
    nominee: Nominee | None
    faults: list[Fault]

    @property
    def blocks(self) -> bool:
        """Whether this paper cannot be sealed as it stands."""
        return any(fault.blocks for fault in self.faults)


def proof_dossier(dossier: Dossier, day: date) -> list[Proofed]:
    """Read over every paper that is still to be sealed, as it would be on this day; sealed ones are left in peace.

    A paper that cannot be made yet stands in the list with the reasons.
    """
    sealed = queries.papers_of(dossier)
    wanted = [key for key in _wanted(dossier, day) if (key[0], key[1].id if key[1] else 0) not in sealed]
    making, signers = Making(dossier, day), places.all_signers()
    gone = queries.out_of_force(dossier, making.chosen, day)
    return [_proofed(making, kind, nominee, signers, gone) for kind, nominee in wanted]


def _wanted(dossier: Dossier, day: date) -> Iterator[tuple[str, Nominee | None]]:
    """The papers of a dossier in the order of the law."""
    chosen = queries.by_roll(dossier) or queries.put_forward(dossier) or queries.nominees_of(dossier)
    for kind in ("proposal", "roll"):
        yield kind, None
    if is_simplified(dossier, day) or any(one.summary for one in chosen):
        yield "merit_summary", None
    for nominee in chosen:
        yield f"report_{nominee.subject_kind}", nominee
    yield "minutes", None
    if is_secret(dossier):
        yield "vote_count", None
    if queries.decided_here(dossier):
        yield "decision", None
        for nominee in chosen:
            yield "certificate", nominee


def _proofed(
    making: Making, kind: str, nominee: Nominee | None, signers: list[Signer], gone: list[queries.OutOfForce]
) -> Proofed:
    try:
        part = making.part(kind, nominee)
        facts = part.facts(None)
    except Refused as refused:
        return Proofed(kind, "", nominee, [Fault(reason, "", True) for reason in refused.reasons])
    found = papers.proof(facts, part.day, signers)
    if nominee is not None and kind.startswith("report"):
        found += differing(nominee)
        found += [_gone(one.name) for one in gone if one.nominee is nominee]
    if kind == "proposal":
        found += [_gone(one.name) for one in gone if one.nominee is None]
    return Proofed(kind, part.title, nominee, sorted(found, key=lambda fault: not fault.blocks))


def _gone(name: str) -> Fault:
    """A unit or hamlet that was not there on the paper's day: only an official knows what it was called then."""
    return Fault(Refusal("place-not-in-force", detail=name), "head.issuer_lines", False)


def differing(nominee: Nominee) -> list[Fault]:
    """The numbers in the prose of a report that the figures it was written from do not hold.

    "Đã hướng dẫn 58 người" beside 61 in the books: either may be right, so it warns. Numbers of things that are not
    counted here are not judged.
    """
    recorded: dict[str, list[int]] = {}
    for figure in evidence.reached(nominee.figures).values():
        recorded.setdefault(figure.noun, []).append(figure.count)
        recorded.setdefault(figure.turn_noun, []).append(figure.turns)
    return [
        Fault(Refusal("figures-differ", detail=told), name, False)
        for name, prose in nominee.report.items()
        if isinstance(prose, str) and name != PROMISED
        for noun, counts in recorded.items()
        for told in _unknown(prose, noun, counts)
    ]


def _unknown(prose: str, noun: str, counts: list[int]) -> Iterator[str]:
    for found in re.findall(rf"(?<![\d.,/])(\d[\d.]*)\s+{re.escape(noun)}\b", prose):
        if int(found.replace(".", "")) not in counts:
            known = ", ".join(number_text(one) for one in sorted(set(counts)))
            yield f"báo cáo ghi {found} {noun}, sổ ghi {known} {noun}"
