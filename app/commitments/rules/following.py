"""How a promise of a pledge stands, and what follows for the pledge as a whole.

A promise with a deed is answered by the records of the period of the pledge: as many as it asks for. Every promise may
be attested by a named official with the evidence, and what is attested stands before what the records say. What nobody
attested and no record counts has no answer, which is never taken for "not kept".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.commitments.rules.promises import Goal
from app.commitments.rules.states import JUDGED, OWED, State
from app.plans.rules import Deed
from app.refusals import Refusal


class Standing(StrEnum):
    """How one promise of one pledge stands."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    BROKEN = "broken"
    OVERDUE = "overdue"
    OPEN = "open"


# What an official may attest of one promise, and how the promise then stands.
OUTCOMES: dict[State, Standing] = {
    State.KEPT: Standing.FULFILLED,
    State.PARTLY_KEPT: Standing.PARTLY,
    State.NOT_KEPT: Standing.BROKEN,
}

# The move that judges a pledge so.
MOVE_TO: dict[State, str] = {State.KEPT: "keep", State.PARTLY_KEPT: "keep-partly", State.NOT_KEPT: "break"}


@dataclass(frozen=True)
class Asked:
    """What a promise asks: how many of a deed (None: only an official can answer), until which day included."""

    deed: Deed | None
    needed: int
    due: date


def asked(goal: Goal, until: date) -> Asked:
    """What a promise asks; without a number once is enough, without a day it is due at the end of the pledge.

    A share of people (%) is left to an official: no record of one person answers it. Args: until, the first day after
    the period of the pledge.
    """
    return Asked(None if goal.is_share else goal.deed, goal.value or 1, goal.due_on or until - timedelta(days=1))


@dataclass(frozen=True)
class Stand:
    """How a promise stands for one pledge: what the records count, what an official attested (None: nothing yet)."""

    asked: Asked
    number: int
    outcome: State | None
    standing: Standing
    late: bool

    @property
    def attested(self) -> bool:
        """Whether an official has the word, and not the records."""
        return self.outcome is not None

    @property
    def settled(self) -> bool:
        """Whether there is an answer that stays: before its day is over, records answer only when they are enough."""
        if self.attested or self.standing == Standing.FULFILLED:
            return True
        return self.asked.deed is not None and self.late


def stand(asked: Asked, number: int, outcome: str | None, today: date) -> Stand:
    """How a promise stands: attested by an official, else by the number of the records, else open or overdue.

    Args: number, of the deed in the period of the pledge; outcome, what was attested: kept, partly-kept, not-kept.
    """
    late = asked.due < today
    if outcome is not None:
        return Stand(asked, number, State(outcome), OUTCOMES[State(outcome)], late)
    if asked.deed and number >= asked.needed:
        return Stand(asked, number, None, Standing.FULFILLED, late)
    if asked.deed and number:
        return Stand(asked, number, None, Standing.PARTLY, late)
    return Stand(asked, number, None, Standing.OVERDUE if late else Standing.OPEN, late)


def proposal(stands: Sequence[Stand]) -> State | None:
    """How a pledge would be judged by its promises; None as long as one of them has no answer.

    All fulfilled is kept, none even partly is not kept, everything else is partly kept.
    """
    if not stands:
        return None
    if all(one.standing == Standing.FULFILLED for one in stands):
        return State.KEPT
    if not all(one.settled for one in stands):
        return None
    done = any(one.standing in {Standing.FULFILLED, Standing.PARTLY} for one in stands)
    return State.PARTLY_KEPT if done else State.NOT_KEPT


def state_faults(state: str) -> list[Refusal]:
    """Why nothing is attested of a pledge in this state: it is not signed, or it is judged already."""
    if state in OWED:
        return []
    return [Refusal("promise-judged" if state in JUDGED else "promise-not-signed")]


def attest_faults(evidence: str, day: date, valid_from: date, today: date) -> list[Refusal]:
    """Why a promise cannot be attested so: no evidence, or a day before the pledge holds or after today."""
    found = [] if evidence.strip() else [Refusal("promise-without-evidence")]
    if day < valid_from:
        found.append(Refusal("promise-before-period", detail=f"{valid_from:%d/%m/%Y}"))
    if day > today:
        found.append(Refusal("promise-in-future"))
    return found


def judge_faults(outcome: State, proposed: State | None, reason: str) -> list[Refusal]:
    """Why a pledge is not judged so without more: it differs from what its promises say, and no reason is given."""
    return [Refusal("judgement-needs-reason")] if outcome != proposed and not reason.strip() else []
