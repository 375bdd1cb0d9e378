"""When the council is invited and ballots are printed: after the meeting is called, before its votes are entered."""

from dataclasses import dataclass
from datetime import date

from app import text
from app.commendations.rules.states import State, closed
from app.commendations.rules.votes import VoteMethod
from app.refusals import Refusal


@dataclass(frozen=True)
class CallFacts:
    """A called meeting as far as its giấy mời and its ballots ask: `members` are all seats of its day."""

    state: str
    method: str
    day: date
    members: int
    nominees: int
    recorded: bool


def ballot_refusals(call: CallFacts) -> list[Refusal]:
    """Why no ballots are printed for this meeting; empty means they may be.

    Ballots exist before they are counted (forms.md 1.9), so none are made once the votes are entered.
    """
    found = closed(call.state, State.DRAFT)
    if call.method != VoteMethod.SECRET:
        found.append(Refusal("ballot-for-hands"))
    if not call.nominees:
        found.append(Refusal("no-nominees"))
    if not call.members:
        found.append(Refusal("no-members"))
    if call.recorded:
        found.append(Refusal("ballot-after-count"))
    return found


def copies_refusals(copies: int, members: int) -> list[Refusal]:
    """Why so many ballots are not printed: each member has one vote, so there are never more ballots than members."""
    return [] if 1 <= copies <= members else [Refusal("ballots-above-members", detail=str(members))]


def invitation_refusals(call: CallFacts, day: date | None = None) -> list[Refusal]:
    """Why no giấy mời goes out for this meeting; with its day also whether it would come too late."""
    found = closed(call.state, State.DRAFT)
    if not call.members:
        found.append(Refusal("no-members"))
    if call.recorded:
        found.append(Refusal("invitation-after-count"))
    if day is not None and day > call.day:
        found.append(Refusal("invitation-after-meeting", detail=text.day_text(call.day)))
    return found
