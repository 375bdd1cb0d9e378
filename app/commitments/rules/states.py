"""States and moves of a commitment, with the reasons why not."""

from datetime import date, timedelta
from enum import StrEnum

from app.refusals import Move, Refusal


class State(StrEnum):
    """How far a pledge has come."""

    DRAFTED = "drafted"
    PRINTED = "printed"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    RENEWED = "renewed"
    KEPT = "kept"
    PARTLY_KEPT = "partly-kept"
    NOT_KEPT = "not-kept"


class Way(StrEnum):
    """How a signature came to us; all of them count alike."""

    PAPER = "paper"  # the clerk saw the wet signature and marked it
    SCAN = "scan"  # the picture of the signed paper came back
    SCREEN = "screen"  # drawn on the screen at the desk, a witness standing by
    FILE = "file"  # a PDF with electronic signatures was handed in


# Who still has to be asked: the list an official takes from door to door.
OPEN = frozenset({State.DRAFTED, State.PRINTED})
# How a pledge was kept, once its time is over or an official has judged it.
JUDGED = frozenset({State.KEPT, State.PARTLY_KEPT, State.NOT_KEPT})
# Signed and still owed: what may be judged.
OWED = frozenset({State.SIGNED, State.EXPIRED, State.RENEWED})
# Who signed, whatever became of it later; a pledge that was withdrawn is counted apart.
SIGNED = OWED | JUDGED

# A pledge may be signed without our paper (an older form was signed), and one that was declined may be signed after
# all; the printing of a declined one needs a reopening first, so that no reason is lost by a click on "print".
# A judgement is the last word on a pledge: it stays when the pledge is renewed, so that "kept" is not lost.
MOVES: dict[str, Move[State]] = {
    "print": Move(OPEN, State.PRINTED),
    "sign": Move(OPEN | {State.DECLINED}, State.SIGNED),
    "decline": Move(OPEN, State.DECLINED),
    "withdraw": Move(frozenset({State.SIGNED}), State.WITHDRAWN),
    "expire": Move(frozenset({State.SIGNED}), State.EXPIRED),
    "renew": Move(frozenset({State.SIGNED, State.EXPIRED}), State.RENEWED),
    "keep": Move(OWED, State.KEPT),
    "keep-partly": Move(OWED, State.PARTLY_KEPT),
    "break": Move(OWED, State.NOT_KEPT),
    "judge-again": Move(JUDGED, State.SIGNED),
    "reopen": Move(frozenset({State.SIGNED, State.DECLINED, State.WITHDRAWN}), State.PRINTED),
}


# Where the same state asks for another sentence, by what is being tried: before signing, after it, and taking back.
_ASKS = frozenset({"print", "sign", "decline"})
_JUDGES = frozenset({"keep", "keep-partly", "break"})


def refusals(move: str, state: str) -> list[Refusal]:
    """Why this move may not be made from this state; empty means it may.

    Args: move, a key of MOVES; state, a State.
    """
    now = State(state)
    return [] if now in MOVES[move].sources else [Refusal(_why_not(move, now))]


def _why_not(move: str, now: State) -> str:
    """The code of the sentence; only the moves that meet a state differently from others have one of their own."""
    if move == "judge-again":
        return "judge-again-unjudged"
    if now in OPEN | {State.DECLINED} and move not in _ASKS | {"reopen"}:
        return f"{'judge' if move in _JUDGES else move}-unsigned"
    if now in SIGNED and move in _ASKS:
        return "commitment-signed"
    if now in JUDGED and move == "renew":
        return "renew-judged"
    return "commitment-open" if now in OPEN else f"commitment-{now}"


def expiry_faults(valid_until: date, today: date) -> list[Refusal]:
    """Why a pledge has not run out: its last day is not over. Args: valid_until, the first day after the period."""
    return (
        [] if valid_until <= today else [Refusal("commitment-still-valid", detail=f"{last_day(valid_until):%d/%m/%Y}")]
    )


def signing_faults(signed_on: date, opens_on: date, today: date) -> list[Refusal]:
    """Why a day of signing cannot be: before the campaign opened, or in the future."""
    found = []
    if signed_on < opens_on:
        found.append(Refusal("signed-before-campaign", detail=f"{opens_on:%d/%m/%Y}"))
    if signed_on > today:
        found.append(Refusal("signed-in-future"))
    return found


def withdrawal_faults(day: date, signed_on: date | None, today: date) -> list[Refusal]:
    """Why a day of withdrawal cannot be: before the signature (signed_on, None when unsigned) or in the future."""
    found = []
    if signed_on and day < signed_on:
        found.append(Refusal("withdrawn-before-signed", detail=f"{signed_on:%d/%m/%Y}"))
    if day > today:
        found.append(Refusal("withdrawn-in-future"))
    return found


def reason_faults(reason: str) -> list[Refusal]:
    """Why a reason for declining, withdrawing or reopening is none: it is empty."""
    return [] if reason.strip() else [Refusal("commitment-needs-reason")]


def last_day(valid_until: date) -> date:
    """The last day of a period whose end is not included, as it is printed."""
    return valid_until - timedelta(days=1)
