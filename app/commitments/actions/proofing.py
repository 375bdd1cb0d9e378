"""Soát trước khi in: the pledges of a campaign read over before their papers are sealed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app import tenancy
from app.commitments import documents, rules
from app.commitments.queries import Line
from app.db import db
from app.papers import actions as papers
from app.papers.rules import Fault
from app.places import queries as places
from app.places.rules import AuthorityName
from app.refusals import Refusal


@dataclass(frozen=True)
class Setting:
    """What the pledges printed on one day share: the commune's name, and for how many years the paper is kept."""

    day: date
    authority: AuthorityName
    retention_years: int

    def facts_of(self, line: Line) -> documents.Commitment:
        """What the paper of one pledge says when it is printed on this day."""
        return documents.commitment(line, self.authority, self.day, self.retention_years)


def setting_on(day: date) -> Setting:
    """The setting of a day; how long a signed paper is kept is proposed by us (mark D), the commune may set its own."""
    years: int = places.rule("retention.movement", day).value
    return Setting(day, places.authority_name(tenancy.scope_of(db.session()).home, day), years)


@dataclass(frozen=True)
class Proofed:
    """One pledge with what was found, blocking faults first."""

    line: Line
    faults: list[Fault]

    @property
    def blocks(self) -> bool:
        """Whether this paper cannot be printed as it stands."""
        return any(fault.blocks for fault in self.faults)


def proof_lines(lines: Sequence[Line], day: date) -> list[Proofed]:
    """Read over the papers of these commitments as they would be printed on this day; the sound ones are left out.

    What came back or was declined is not printed any more and not read.
    """
    setting, signers = setting_on(day), places.all_signers()
    found = []
    for line in lines:
        if rules.refusals("print", line.row.state):
            continue
        faults = list(_of_subject(line))
        if not faults:
            faults = papers.proof(setting.facts_of(line), day, signers)
        if faults:
            found.append(Proofed(line, sorted(faults, key=lambda fault: not fault.blocks)))
    return found


def blocking(lines: Sequence[Line], day: date) -> list[Refusal]:
    """Why these papers cannot be sealed, everyone's reasons at once; what several share is told once."""
    reasons = [fault.reason for one in proof_lines(lines, day) for fault in one.faults if fault.blocks]
    return list(dict.fromkeys(reasons))


def _of_subject(line: Line) -> Iterator[Fault]:
    """Why no paper can be made at all: a household without head, a collective without representative."""
    head = line.who.head_name if line.kind == "collective" else line.name  # type: ignore[union-attr]
    post = line.who.head_post if line.kind == "collective" else None  # type: ignore[union-attr]
    called = line.name or (line.hamlet.name if line.hamlet else "")
    for reason in rules.subject_faults(line.kind, line.kind, called, head, post):
        yield Fault(reason, "representative" if line.kind == "collective" else "name", True)
