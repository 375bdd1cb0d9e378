"""Reads of how far a campaign is kept: by promise, hamlet and unit, what falls due, and how all would be judged.

The commitments are not read for it: how many signed is counted once (StateCount), what was attested is counted in
groups, and the records begin at those who have a deed. So the cost follows what was done, not who signed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import contains_eager

from app.commitments.models import Campaign, Commitment, Fulfilment, Promise, StateCount
from app.commitments.queries.following import numbers_of
from app.commitments.queries.reached import asked_of, reached
from app.commitments.rules import JUDGED, OWED, SIGNED, State, following
from app.commitments.rules.following import Standing
from app.db import db
from app.places.models import Hamlet, Unit


@dataclass(frozen=True)
class Tally:
    """How one promise stands among those who signed; whoever has no answer yet is open."""

    signed: int = 0
    fulfilled: int = 0
    partly: int = 0
    broken: int = 0

    @property
    def open(self) -> int:
        """Of whom nothing is known yet."""
        return self.signed - self.fulfilled - self.partly - self.broken


@dataclass(frozen=True)
class PromiseProgress:
    """One promise of a campaign: what it asks, how it stands, whether its day has passed."""

    promise: Promise
    tally: Tally
    due: date
    late: bool


@dataclass(frozen=True)
class PlaceProgress:
    """One hamlet or unit: how many signed, and each promise by its id; id 0 is those of none."""

    place_id: int
    name: str
    signed: int
    tallies: dict[int, Tally]


@dataclass(frozen=True)
class Progress:
    """How far a campaign is kept."""

    signed: int
    promises: list[PromiseProgress]
    hamlets: list[PlaceProgress]
    units: list[PlaceProgress]
    judged: dict[State, int] = field(default_factory=dict)


# Of one promise: hamlet, unit, how it stands, whether an official has the word.
Cell = tuple[int, int, int, Standing, bool]


def progress(campaign: Campaign, day: date) -> Progress:
    """How far a campaign is kept on a day; the number of reads grows with its promises alone."""
    states = _states([campaign.id])
    signed: Counter[tuple[int, int]] = Counter()
    for (_campaign, hamlet_id, unit_id, state), count in states.items():
        signed[hamlet_id, unit_id] += count if state in SIGNED else 0
    cells = _answers(campaign.promises, SIGNED)
    whole = _tallies(cells, sum(signed.values()), campaign.promises)
    judged = Counter({State(state): 0 for state in JUDGED})
    for (_campaign, _hamlet, _unit, state), count in states.items():
        judged[State(state)] += count
    return Progress(
        signed=sum(signed.values()),
        promises=[_promise_progress(one, whole[one.id], day) for one in campaign.promises],
        hamlets=_places(Hamlet, 0, signed, cells, campaign.promises),
        units=_places(Unit, 1, signed, cells, campaign.promises),
        judged={state: judged[state] for state in following.OUTCOMES},
    )


def _promise_progress(promise: Promise, tally: Tally, day: date) -> PromiseProgress:
    asked = asked_of(promise)
    return PromiseProgress(promise, tally, asked.due, asked.due < day)


def _states(campaign_ids: Sequence[int]) -> dict[tuple[int, int, int, str], int]:
    columns = (StateCount.campaign_id, StateCount.hamlet_id, StateCount.unit_id, StateCount.state)
    chosen = select(*columns, func.sum(StateCount.count)).group_by(*columns)
    rows = db.session.execute(chosen.where(StateCount.campaign_id.in_(campaign_ids), StateCount.count > 0))
    return {(campaign, hamlet, unit, state): count for campaign, hamlet, unit, state, count in rows}


def _answers(promises: Sequence[Promise], states: Collection[State]) -> Counter[Cell]:
    """Every answer to these promises, by official or by records, counted in cells."""
    found: Counter[Cell] = Counter()
    place = (Commitment.hamlet_id, Commitment.unit_id)
    attested = (
        select(Fulfilment.promise_id, *place, Fulfilment.outcome, func.count(Fulfilment.id))
        .join(Commitment, Commitment.id == Fulfilment.commitment_id)
        .where(Fulfilment.promise_id.in_([one.id for one in promises]), Commitment.state.in_(sorted(states)))
        .group_by(Fulfilment.promise_id, *place, Fulfilment.outcome)
    )
    for promise_id, hamlet_id, unit_id, outcome, count in db.session.execute(attested):
        found[promise_id, hamlet_id or 0, unit_id or 0, following.OUTCOMES[State(outcome)], True] += count
    for promise in promises:
        for hamlet_id, unit_id, enough, count in _by_records(promise, states):
            standing = Standing.FULFILLED if enough else Standing.PARTLY
            found[promise.id, hamlet_id or 0, unit_id or 0, standing, False] += count
    return found


def _by_records(promise: Promise, states: Collection[State]) -> Iterable[tuple[int | None, int | None, int, int]]:
    """Those with a deed of whom no official has spoken: hamlet, unit, whether it is enough, how many."""
    asked = asked_of(promise)
    if asked.deed is None:
        return ()
    done = reached(promise, asked.deed)
    # By its name, since PostgreSQL does not take two expressions with parameters for the same.
    enough = case((done.c.number >= asked.needed, 1), else_=0).label("enough")
    spoken = and_(Fulfilment.commitment_id == Commitment.id, Fulfilment.promise_id == promise.id)
    chosen = (
        select(Commitment.hamlet_id, Commitment.unit_id, enough, func.count(Commitment.id))
        .join(done, done.c.commitment_id == Commitment.id)
        .outerjoin(Fulfilment, spoken)
        .where(Fulfilment.id.is_(None), Commitment.state.in_(sorted(states)))
        .group_by(Commitment.hamlet_id, Commitment.unit_id, "enough")
    )
    return [(hamlet, unit, full, count) for hamlet, unit, full, count in db.session.execute(chosen)]


def _tallies(cells: Counter[Cell], signed: int, promises: Sequence[Promise]) -> dict[int, Tally]:
    found: Counter[tuple[int, Standing]] = Counter()
    for (promise_id, _hamlet, _unit, standing, _attested), count in cells.items():
        found[promise_id, standing] += count
    return {
        one.id: Tally(
            signed,
            fulfilled=found[one.id, Standing.FULFILLED],
            partly=found[one.id, Standing.PARTLY],
            broken=found[one.id, Standing.BROKEN],
        )
        for one in promises
    }


def _places(
    table: type[Hamlet] | type[Unit],
    at: int,
    signed: Counter[tuple[int, int]],
    cells: Counter[Cell],
    promises: Sequence[Promise],
) -> list[PlaceProgress]:
    """By hamlet (at 0) or by unit (at 1) in the order of their names, those of none last; empty when nobody has one."""
    by_place: Counter[int] = Counter()
    for place, count in signed.items():
        by_place[place[at]] += count
    mine: dict[int, Counter[Cell]] = {}
    for cell, count in cells.items():
        mine.setdefault((cell[1], cell[2])[at], Counter())[cell] += count
    rows = db.session.execute(select(table.id, table.name, table.name_key).where(table.id.in_(sorted(by_place))))
    names = {place_id: (key, name) for place_id, name, key in rows}
    known = sorted((place_id for place_id in names if by_place[place_id]), key=lambda place_id: names[place_id])
    if not known:
        return []
    without = [0] if by_place[0] else []
    return [
        PlaceProgress(
            place_id,
            names[place_id][1] if place_id else "",
            by_place[place_id],
            _tallies(mine.get(place_id, Counter()), by_place[place_id], promises),
        )
        for place_id in [*known, *without]
    ]


# ---- what falls due


@dataclass(frozen=True)
class DuePromise:
    """A promise whose day has come or comes soon, and of how many pledges its answer is still lacking."""

    promise: Promise
    campaign: Campaign
    due_on: date
    open: int


def due_promises(until: date) -> list[DuePromise]:
    """The promises due up to a day of whom not all is known, the earliest first, those whose day has passed too.

    Whoever is judged already is not asked about any more, so an overdue promise leaves the list at the latest then.
    """
    chosen = (
        select(Promise)
        .join(Campaign, Campaign.id == Promise.campaign_id)
        .options(contains_eager(Promise.campaign))
        .where(Promise.due_on <= until)
        .order_by(Promise.due_on, Promise.campaign_id, Promise.position)
    )
    promises = list(db.session.scalars(chosen))
    owed: Counter[int] = Counter()
    for (campaign_id, _hamlet, _unit, state), count in _states([one.campaign_id for one in promises]).items():
        owed[campaign_id] += count if state in OWED else 0
    pending = [one for one in promises if owed[one.campaign_id]]
    answered: Counter[int] = Counter()
    for (promise_id, _hamlet, _unit, standing, attested), count in _answers(pending, OWED).items():
        answered[promise_id] += count if attested or standing == Standing.FULFILLED else 0
    found = [
        DuePromise(one, one.campaign, one.due_on, owed[one.campaign_id] - answered[one.id])
        for one in pending
        if one.due_on is not None
    ]
    return [one for one in found if one.open]


def to_judge(day: date) -> list[tuple[Campaign, int]]:
    """The campaigns whose time is over on a day, with how many pledges nobody has judged yet, the oldest first."""
    chosen = (
        select(Campaign, func.sum(StateCount.count))
        .join(StateCount, StateCount.campaign_id == Campaign.id)
        .where(Campaign.valid_until <= day, StateCount.state.in_(sorted(OWED)))
        .group_by(Campaign.id)
        .having(func.sum(StateCount.count) > 0)
        .order_by(Campaign.valid_until, Campaign.id)
    )
    return [(campaign, count) for campaign, count in db.session.execute(chosen)]


# ---- how all would be judged


def proposals(campaign: Campaign, today: date, hamlet_id: int | None = None) -> dict[int, State | None]:
    """How each pledge that is owed would be judged by its promises, by hamlet and then by name; None: not to be told.

    Two numbers a promise and one of the ids: no row of a commitment is read, and each combination is judged once.
    """
    chosen = select(Commitment.id).where(Commitment.campaign_id == campaign.id, Commitment.state.in_(sorted(OWED)))
    if hamlet_id is not None:
        chosen = chosen.where(Commitment.hamlet_id == hamlet_id if hamlet_id else Commitment.hamlet_id.is_(None))
    ids = list(db.session.scalars(chosen.order_by(Commitment.place_key, Commitment.name_key, Commitment.id)))
    outcomes = _outcomes(campaign)
    asked = [(asked_of(one), numbers_of(one), outcomes.get(one.id, {})) for one in campaign.promises]
    judged: dict[tuple[tuple[int, str | None], ...], State | None] = {}
    found = {}
    for row_id in ids:
        answers = tuple((numbers.get(row_id, 0), spoken.get(row_id)) for _asked, numbers, spoken in asked)
        if answers not in judged:
            stands = [
                following.stand(one[0], number, outcome, today)
                for one, (number, outcome) in zip(asked, answers, strict=True)
            ]
            judged[answers] = following.proposal(stands)
        found[row_id] = judged[answers]
    return found


def _outcomes(campaign: Campaign) -> dict[int, dict[int, str]]:
    """What was attested, by promise and commitment."""
    chosen = select(Fulfilment.promise_id, Fulfilment.commitment_id, Fulfilment.outcome)
    rows = db.session.execute(chosen.where(Fulfilment.promise_id.in_([one.id for one in campaign.promises])))
    found: dict[int, dict[int, str]] = {}
    for promise_id, commitment_id, outcome in rows:
        found.setdefault(promise_id, {})[commitment_id] = outcome
    return found
