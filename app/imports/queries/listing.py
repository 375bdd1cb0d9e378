"""Reads of lists that come in: one list, a page of its lines, how many of each state, and what stands open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from werkzeug.exceptions import NotFound

from app import jobs
from app.db import db
from app.imports.models import IncomingList, IncomingRow
from app.imports.rules import AT_WORK, ImportState
from app.jobs import Job
from app.reading.lines import SKIP, State

PAGE = 50
LOOK = "look"  # wrong and doubtful lines together: what an official has to see
SKIPPED, SAVED = "skipped", "saved"
SHOWS = ("all", LOOK, *State, SKIPPED, SAVED)


def get(list_id: int) -> IncomingList:
    """The list with this id; a 404 when it is not in the scope."""
    found = db.session.get(IncomingList, list_id)
    if found is None:
        raise NotFound
    return found


def row(incoming: IncomingList, row_id: int) -> IncomingRow:
    """A line of the list; a 404 when it is none of its lines."""
    found = db.session.get(IncomingRow, row_id)
    if found is None or found.incoming_list_id != incoming.id:
        raise NotFound
    return found


def lists(kinds: Collection[str], *, open_only: bool = False, limit: int = PAGE) -> list[IncomingList]:
    """The lists of these kinds, the newest first, or only those with lines that wait."""
    chosen = select(IncomingList).where(IncomingList.kind.in_(sorted(kinds)))
    if open_only:
        chosen = chosen.where(IncomingList.state == ImportState.OPEN)
    return list(db.session.scalars(chosen.order_by(IncomingList.id.desc()).limit(limit)))


@dataclass(frozen=True)
class Waiting:
    """A list with lines that wait: its id, kind and source, and how many of them."""

    list_id: int
    kind: str
    source: str
    count: int


def waiting(kinds: Collection[str], actor_id: int | None, limit: int) -> list[Waiting]:
    """The newest lists that this user brought in with lines neither written nor left out, by one grouped statement."""
    waits = (IncomingRow.saved.is_(False), IncomingRow.choice != SKIP, IncomingRow.state != State.SAME)
    chosen = (
        select(IncomingList.id, IncomingList.kind, IncomingList.source, func.count(IncomingRow.id))
        .join(IncomingRow, IncomingRow.incoming_list_id == IncomingList.id)
        .where(IncomingList.kind.in_(sorted(kinds)), IncomingList.actor_id == actor_id, *waits)
        .where(IncomingList.state == ImportState.OPEN)
        .group_by(IncomingList.id, IncomingList.kind, IncomingList.source)
        .order_by(IncomingList.id.desc())
        .limit(limit)
    )
    return [Waiting(*row) for row in db.session.execute(chosen)]


def older_than(moment: datetime, limit: int) -> list[IncomingList]:
    """The oldest lists read before a moment, that are not at work."""
    chosen = select(IncomingList).where(IncomingList.at < moment, IncomingList.state.not_in(AT_WORK))
    return list(db.session.scalars(chosen.order_by(IncomingList.id).limit(limit)))


def job_of(incoming: IncomingList) -> Job | None:
    """The work on the list that runs or ran last."""
    return jobs.find(incoming.job_id) if incoming.job_id else None


# ---- lines


@dataclass(frozen=True)
class Counts:
    """How many lines there are of each state that wait, how many were left out, and how many were saved."""

    by_state: dict[str, int]
    skipped: int
    saved: int

    @property
    def ready(self) -> int:
        """Lines that would be written as they stand."""
        return self.by_state[State.NEW] + self.by_state[State.CHANGE]

    @property
    def look(self) -> int:
        """Lines that an official has to see."""
        return self.by_state[State.DOUBTFUL] + self.by_state[State.WRONG]

    @property
    def whole(self) -> int:
        """All lines of the list."""
        return sum(self.by_state.values()) + self.skipped + self.saved

    def of(self, show: str) -> int:
        """How many lines a filter of the page shows."""
        named = {"all": self.whole, LOOK: self.look, SKIPPED: self.skipped, SAVED: self.saved}
        return named[show] if show in named else self.by_state[show]


def counts(incoming: IncomingList) -> Counts:
    """How the list stands, by one grouped statement."""
    skipped = IncomingRow.choice == SKIP
    chosen = (
        select(IncomingRow.state, skipped, IncomingRow.saved, func.count(IncomingRow.id))
        .where(IncomingRow.incoming_list_id == incoming.id)
        .group_by(IncomingRow.state, skipped, IncomingRow.saved)
    )
    by_state, left_out, saved = dict.fromkeys(map(str, State), 0), 0, 0
    for state, is_skipped, is_saved, count in db.session.execute(chosen):
        if is_saved:
            saved += count
        elif is_skipped:
            left_out += count
        elif state is not None:
            by_state[state] += count
    return Counts(by_state, left_out, saved)


def page_of_rows(incoming: IncomingList, show: str, after: int = 0) -> list[IncomingRow]:
    """Lines from behind a number on, in the order of the source; one more than a page tells that there is a next."""
    chosen = _rows(incoming).where(_shown(show), IncomingRow.number > after)
    return list(db.session.scalars(chosen.limit(PAGE + 1)))


def _rows(incoming: IncomingList) -> Select[Any]:
    chosen = select(IncomingRow).where(IncomingRow.incoming_list_id == incoming.id)
    return chosen.order_by(IncomingRow.number, IncomingRow.id)


def _shown(show: str) -> ColumnElement[bool]:
    waits = and_(IncomingRow.saved.is_(False), IncomingRow.choice != SKIP)
    if show == LOOK:
        return and_(waits, IncomingRow.state.in_([State.DOUBTFUL, State.WRONG]))
    if show == SKIPPED:
        return and_(IncomingRow.saved.is_(False), IncomingRow.choice == SKIP)
    if show == SAVED:
        return IncomingRow.saved.is_(True)
    return and_(waits, IncomingRow.state == show) if show in set(State) else IncomingRow.id.is_not(None)


def rows_by_ids(incoming: IncomingList, ids: Collection[int]) -> list[IncomingRow]:
    """These lines of the list, in the order of the source."""
    return list(db.session.scalars(_rows(incoming).where(IncomingRow.id.in_(sorted(ids)))))


def rows_alike(incoming: IncomingList, keys: Collection[str]) -> list[IncomingRow]:
    """The lines that might be doubles of one another: those with one of these keys."""
    return list(db.session.scalars(_rows(incoming).where(IncomingRow.key.in_(sorted(keys)))))


def rows_numbered(incoming: IncomingList, numbers: Collection[int]) -> list[IncomingRow]:
    """The lines that stand in these rows of the source."""
    return list(db.session.scalars(_rows(incoming).where(IncomingRow.number.in_(sorted(numbers)))))


def all_rows(incoming: IncomingList) -> list[IncomingRow]:
    """Every line of the list."""
    return list(db.session.scalars(_rows(incoming)))


def rows_ready(incoming: IncomingList, limit: int) -> list[IncomingRow]:
    """The next lines that are to be written: new, or changing something, and neither saved nor left out."""
    return list(db.session.scalars(_rows(incoming).where(_ready()).limit(limit)))


def count_ready(incoming: IncomingList) -> int:
    """How many lines are to be written."""
    chosen = select(func.count(IncomingRow.id)).where(IncomingRow.incoming_list_id == incoming.id, _ready())
    return db.session.scalar(chosen) or 0


def _ready() -> ColumnElement[bool]:
    states = or_(IncomingRow.state == State.NEW, IncomingRow.state == State.CHANGE)
    return and_(states, IncomingRow.saved.is_(False), IncomingRow.choice != SKIP)
