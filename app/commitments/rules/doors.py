"""The list taken from door to door, and how its rows are read when it comes back filled in.

The ready reasons stand under the list with a letter each: at the door one writes a letter, at the desk one types it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_lowercase

from app import text
from app.commitments.rules.states import reason_faults, refusals, signing_faults
from app.refusals import Refusal

# "k" is left to "ký": no reason gets it.
SIGNED_MARK, OTHER_REASON = "k", "other"
LONGEST_SAID = 500
_LETTERS = ascii_lowercase.replace(SIGNED_MARK, "")
_SHORT_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}", re.ASCII)


def lettered(reasons: Sequence[str]) -> dict[str, str]:
    """The ready reasons by the letter under which they stand on the list."""
    return dict(zip(_LETTERS, reasons, strict=False))


@dataclass(frozen=True)
class Visit:
    """What came of one row of the list: the day of signing or the reason, or why it cannot be read."""

    signed_on: date | None = None
    reason: str | None = None
    faults: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Round:
    """By what the rows of a list are read: the day they were signed unless a row says another, and its limits."""

    signed_on: date | None
    opens_on: date
    today: date
    reasons: Sequence[str]


def read_visit(outcome: str, said: str, state: str, going: Round) -> Visit | None:
    """What a row of the returned list says; None when it was left blank.

    Args: outcome, "k" for signed, the letter of a ready reason, "other", or empty; said, another day of signing or
    more words about the reason; state, in which the commitment is now.
    """
    said = text.nfc(said)
    if len(said) > LONGEST_SAID:
        return Visit(faults=(Refusal("cell-too-long", detail=str(LONGEST_SAID)),))
    if not outcome:
        return Visit(faults=(Refusal("visit-without-outcome"),)) if said else None
    if outcome == SIGNED_MARK:
        return _signed(said, state, going)
    ready = lettered(going.reasons)
    if outcome != OTHER_REASON and outcome not in ready:
        return Visit(faults=(Refusal("visit-unreadable", detail=outcome[:20]),))
    reason = ": ".join(filter(None, [ready.get(outcome), said]))
    faults = refusals("decline", state) + reason_faults(reason)
    return Visit(reason=reason, faults=tuple(faults))


def _signed(said: str, state: str, going: Round) -> Visit:
    found = refusals("sign", state)
    try:
        day = _day(said, going.today) if said else going.signed_on
    except ValueError as fault:
        return Visit(faults=(*found, Refusal("visit-day-unreadable", detail=str(fault))))
    if day is None:  # the day above the list is wrong itself, and is told there
        return Visit(faults=tuple(found))
    return Visit(signed_on=day, faults=(*found, *signing_faults(day, going.opens_on, going.today)))


def _day(said: str, today: date) -> date:
    """A day as people write it on a list: 15/8 is of this year, in January that of December of the year before."""
    if not _SHORT_DAY.fullmatch(said):
        return text.parse_day(said)
    mark = next(sign for sign in "/.-" if sign in said)
    day = text.parse_day(f"{said}{mark}{today.year}")
    return day if day <= today or day.month < 12 else text.parse_day(f"{said}{mark}{today.year - 1}")
