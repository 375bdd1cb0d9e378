"""Reads of what changed between two sendings of a dossier, and of what answered each note of the reviewer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.commendations.models import Dossier, Opinion, Submission
from app.commendations.queries.attachments import attachments_of
from app.commendations.queries.dossiers import papers_of
from app.commendations.rules import FieldChange, State, differences
from app.db import db
from app.papers.models import Paper

Component = tuple[str, int]


@dataclass(frozen=True)
class Replaced:
    """A paper in the place of an older one, with the facts that differ."""

    before: Paper
    after: Paper
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Changes:
    """What changed since a sending: up to the next one, or up to now where `until` is empty."""

    turn: int
    since: date
    until: Submission | None
    come: tuple[Paper, ...]
    gone: tuple[Paper, ...]
    replaced: tuple[Replaced, ...]
    attached: tuple[str, ...]
    detached: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many places differ: each fact of a paper made anew, each paper and attachment that came or went."""
        places = sum(len(one.fields) for one in self.replaced)
        return places + sum(map(len, (self.come, self.gone, self.attached, self.detached)))

    @property
    def empty(self) -> bool:
        """Whether nothing was touched, not even made anew as it was."""
        return not (self.count or self.replaced)


@dataclass(frozen=True)
class _Sent:
    papers: Mapping[Component, Paper]
    attachments: Mapping[str, str]


def changes_of(dossier: Dossier) -> list[Changes]:
    """What changed after each return of a dossier, the newest first; empty before the first one."""
    sent = list(dossier.submissions)
    if not sent:
        return []
    known = _papers({paper_id for one in sent for paper_id in one.paper_ids})
    stages = [_sent(one, known) for one in sent]
    found = [
        _changes(place, sent[place - 1].day, sent[place], stages[place - 1], stages[place])
        for place in range(1, len(sent))
    ]
    if dossier.state in (State.RETURNED, State.DRAFT, State.VOTED, State.PROPOSED):
        found.append(_changes(len(sent), sent[-1].day, None, stages[-1], _now(dossier)))
    return list(reversed(found))


def _papers(ids: Iterable[int]) -> dict[int, Paper]:
    return {one.id: one for one in db.session.scalars(select(Paper).where(Paper.id.in_(sorted(ids))))}


def _sent(row: Submission, known: Mapping[int, Paper]) -> _Sent:
    papers = [known[one] for one in row.paper_ids if one in known]
    return _Sent({_component(one): one for one in papers}, row.attachments)


def _now(dossier: Dossier) -> _Sent:
    return _Sent(papers_of(dossier), {str(one.id): one.title for one in attachments_of(dossier)})


def _component(paper: Paper) -> Component:
    """A paper of a nominee by the nominee; a common one by its kind, since another meeting makes other minutes."""
    return paper.kind, paper.subject_id if paper.subject_table == "nominee" else 0


def _changes(turn: int, since: date, until: Submission | None, before: _Sent, after: _Sent) -> Changes:
    both = [one for one in after.papers if one in before.papers and before.papers[one].id != after.papers[one].id]
    return Changes(
        turn=turn,
        since=since,
        until=until,
        come=tuple(paper for one, paper in after.papers.items() if one not in before.papers),
        gone=tuple(paper for one, paper in before.papers.items() if one not in after.papers),
        replaced=tuple(_replaced(before.papers[one], after.papers[one]) for one in both),
        attached=tuple(title for one, title in after.attachments.items() if one not in before.attachments),
        detached=tuple(title for one, title in before.attachments.items() if one not in after.attachments),
    )


def _replaced(before: Paper, after: Paper) -> Replaced:
    return Replaced(before, after, differences(before.facts, after.facts))


@dataclass(frozen=True)
class Turn:
    """One return of a dossier: how often it had been sent by then, when, and every note with the paper answering it.

    `place` counts the returns from 1; it is higher than `number` where the first return was before sending was kept.
    """

    number: int
    place: int
    day: date
    notes: tuple[tuple[Opinion, Paper | None], ...]


def turns_of(dossier: Dossier) -> list[Turn]:
    """Every return of a dossier with its notes, the newest first."""
    answers = _answers([one.paper_id for one in dossier.opinions if one.paper_id])
    found: dict[int, list[Opinion]] = {}
    for one in dossier.opinions:
        found.setdefault(one.turn, []).append(one)
    turns = [
        Turn(number, place, notes[0].day, tuple((one, answers.get(one.paper_id or 0)) for one in notes))
        for place, (number, notes) in enumerate(sorted(found.items()), start=1)
    ]
    return list(reversed(turns))


def _answers(paper_ids: list[int]) -> dict[int, Paper]:
    """The paper that took the place of each of these first."""
    if not paper_ids:
        return {}
    chosen = select(Paper).where(Paper.replaces_id.in_(paper_ids)).order_by(Paper.id.desc())
    return {one.replaces_id: one for one in db.session.scalars(chosen) if one.replaces_id}
