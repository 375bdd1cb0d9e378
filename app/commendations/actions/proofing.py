"""Soát trước khi in: every paper of a dossier read over before it is sealed, with the records beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.commendations import queries
from app.commendations.actions.following import figure_told, moved_numbers
from app.commendations.actions.judging import is_secret, is_simplified
from app.commendations.actions.making import Making
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import quoting
from app.papers import actions as papers
from app.papers.rules import Fault
from app.places import queries as places
from app.places.models import Signer
from app.refusals import Refusal, Refused


@dataclass(frozen=True)
class Proofed:
    """One paper that was read over: its kind and title, whose it is, and what was found, blocking faults first.

    `moved` are the figures of a report that the books no longer hold, by the sentence that tells each of them.
    """

    kind: str
    title: str
    nominee: Nominee | None
    faults: list[Fault]
    moved: Mapping[str, quoting.Moved] = field(default_factory=dict)

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
    moved = moved_numbers([nominee for kind, nominee in wanted if nominee and kind.startswith("report")], day)
    gone = queries.out_of_force(dossier, making.chosen, day)
    return [_proofed(making, kind, nominee, signers, gone, moved) for kind, nominee in wanted]


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
    making: Making,
    kind: str,
    nominee: Nominee | None,
    signers: list[Signer],
    gone: list[queries.OutOfForce],
    moved: dict[int, list[quoting.Moved]],
) -> Proofed:
    try:
        part = making.part(kind, nominee)
        facts = part.facts(None)
    except Refused as refused:
        return Proofed(kind, "", nominee, [Fault(reason, "", True) for reason in refused.reasons])
    found = papers.proof(facts, part.day, signers)
    told: dict[str, quoting.Moved] = {}
    if nominee is not None and kind.startswith("report"):
        # Either the report or the books may be right, so it warns.
        told = {figure_told(nominee, one).detail: one for one in moved.get(nominee.id, ())}
        found += [Fault(Refusal("figure-moved", detail=detail), one.field, False) for detail, one in told.items()]
        found += [_gone(one.name) for one in gone if one.nominee is nominee]
    if kind == "proposal":
        found += [_gone(one.name) for one in gone if one.nominee is None]
    return Proofed(kind, part.title, nominee, sorted(found, key=lambda fault: not fault.blocks), told)


def _gone(name: str) -> Fault:
    """A unit or hamlet that was not there on the paper's day: only an official knows what it was called then."""
    return Fault(Refusal("place-not-in-force", detail=name), "head.issuer_lines", False)
