"""Anything found by what somebody typed: each slice answers for its own, by an index and with a limit."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import current_app

from app.access import Can, verbs_of
from app.commendations.queries import finding as commendations
from app.commitments.queries import finding as commitments
from app.papers.queries import finding as papers
from app.people import queries as people
from app.places.queries import finding as places
from app.training.queries import finding as training

MOST = 8  # of one kind: who needs more types more
MOST_PEOPLE = 20


@dataclass(frozen=True)
class Found:
    """One hit of the search: what it is, its name, the page that opens it."""

    kind: str
    label: str
    endpoint: str
    values: dict[str, int]


@dataclass(frozen=True)
class _People:
    """Whom the words mean, read once for all that is found by its people."""

    persons: list[Any]
    households: list[Any]
    collectives: list[Any]

    @property
    def ids(self) -> dict[str, list[int]]:
        """Their ids by the kind of subject, the likeliest few."""
        kinds = (("person", self.persons), ("household", self.households), ("collective", self.collectives))
        return {kind: [row.id for row in rows[:MOST]] for kind, rows in kinds}


def search(typed: str, verbs: frozenset[Can]) -> list[Found]:
    """Everything that is meant by some letters, a year, a hamlet, a telephone, a number or the code of a paper.

    Papers called by their code or number come first, then people; nothing that the reader may not open.
    """
    called = papers.called(typed, MOST) if Can.PAPER_READ in verbs else []
    whom = _whom(typed) if Can.PERSON_READ in verbs else _People([], [], [])
    found = [
        *_papers(called),
        *_hits("Cá nhân", whom.persons, people.label, "people.show", "person_id"),
        *_hits("Hộ gia đình", whom.households, people.household_label, "people.household", "household_id"),
        *_hits("Tập thể", whom.collectives, lambda row: row.name, "people.collective", "collective_id"),
        *_places(typed),
        *_work(typed, whom, verbs),
        *_papers(_others(typed, called, verbs)),
    ]
    return [one for one in found if verbs & set(verbs_of(current_app, one.endpoint))]


def _whom(typed: str) -> _People:
    return _People(
        people.search(typed, MOST_PEOPLE), people.search_households(typed, MOST), people.search_collectives(typed, MOST)
    )


def _hits(kind: str, rows: Iterable[Any], label: Callable[[Any], str], endpoint: str, name: str) -> Iterator[Found]:
    for row in rows:
        yield Found(kind, label(row), endpoint, {name: row.id})


def _papers(rows: Iterable[Any]) -> Iterator[Found]:
    yield from _hits("Văn bản", rows, lambda row: row.title, "papers.show", "paper_id")


def _others(typed: str, called: list[Any], verbs: frozenset[Can]) -> list[Any]:
    """Papers with these words in their title, beside those that were called by number or code."""
    if Can.PAPER_READ not in verbs:
        return []
    known = {row.id for row in called}
    return [row for row in papers.titled(typed, MOST) if row.id not in known]


def _places(typed: str) -> Iterator[Found]:
    yield from _hits("Cơ quan, đơn vị", places.units(typed, MOST), lambda row: row.name, "places.unit", "unit_id")
    yield from _hits("Thôn", places.hamlets(typed, MOST), lambda row: row.name, "places.hamlet", "hamlet_id")


def _work(typed: str, whom: _People, verbs: frozenset[Can]) -> Iterator[Found]:
    """Classes, campaigns and rounds of these words; commitments and dossiers of these people."""
    if Can.TRAINING_READ in verbs:
        yield from _hits("Lớp tập huấn", training.courses(typed, MOST), training.label, "training.show", "course_id")
    if Can.COMMITMENT_READ in verbs:
        campaigns = commitments.campaigns(typed, MOST)
        yield from _hits("Đợt ký", campaigns, lambda row: row.name, "commitments.campaign", "campaign_id")
        for row, name in commitments.of_subjects(whom.ids, MOST):
            yield Found("Cam kết", f"{name}: {row.campaign.name}", "commitments.show", {"commitment_id": row.id})
    if Can.DOSSIER_READ in verbs:
        rounds = commendations.rounds(typed, MOST)
        yield from _hits("Đợt khen thưởng", rounds, lambda row: row.name, "commendations.show_round", "round_id")
        dossiers = commendations.of_subjects(whom.ids, MOST)
        yield from _hits("Hồ sơ khen thưởng", dossiers, commendations.label, "commendations.show", "dossier_id")
