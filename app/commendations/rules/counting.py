"""Counting a secret vote ballot by ballot: when it may begin, how many ballots there can be, what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.commendations.rules.states import State, closed
from app.commendations.rules.votes import VoteMethod, Votes
from app.refusals import Refusal

BallotVotes = Mapping[str, str]


class Line(StrEnum):
    """What one line of a ballot says, as it is kept."""

    AGREE = "a"
    DISAGREE = "d"
    INVALID = "i"


@dataclass(frozen=True)
class CountFacts:
    """A secret vote that is being counted: ballots handed out and opinions sent in, and how many of each were read.

    `handed_out` is one for each who votes in the room. `recorded` is whether it was said who came; `totals` whether
    totals were typed instead of ballots; `nominees` how many lines a ballot has.
    """

    state: str
    method: str
    recorded: bool
    nominees: int
    handed_out: int
    opinions: int
    read: int
    opinions_read: int
    totals: bool

    @property
    def missing(self) -> int:
        """Ballots and opinions that were not read."""
        return self.handed_out + self.opinions - self.read - self.opinions_read


def counting_refusals(count: CountFacts) -> list[Refusal]:
    """Why no ballot is read now; empty means one may be. The page asks the same."""
    found = closed(count.state, State.DRAFT)
    if count.method != VoteMethod.SECRET:
        found.append(Refusal("count-for-hands"))
    if not count.nominees:
        found.append(Refusal("no-nominees"))
    if not count.recorded:
        found.append(Refusal("count-before-presence"))
    if count.totals:
        found.append(Refusal("count-over-totals"))
    return found


def room_refusals(count: CountFacts, *, written: bool) -> list[Refusal]:
    """Why there cannot be one ballot, or one written opinion, more: each who votes has one vote."""
    if written:
        return [] if count.opinions_read < count.opinions else [Refusal("opinions-all-read", detail=_of(count, True))]
    return [] if count.read < count.handed_out else [Refusal("ballots-all-read", detail=_of(count, False))]


def _of(count: CountFacts, written: bool) -> str:
    return str(count.opinions if written else count.handed_out)


def too_many(count: CountFacts) -> list[Refusal]:
    """Why a list of those present does not fit the ballots read already: there would be more of them than voters."""
    found = []
    if count.read > count.handed_out:
        found.append(Refusal("ballots-above-voters", detail=f"{count.read}/{count.handed_out}"))
    if count.opinions_read > count.opinions:
        found.append(Refusal("opinions-above-writers", detail=f"{count.opinions_read}/{count.opinions}"))
    return found


def line_faults(votes: BallotVotes, nominees: Iterable[int]) -> dict[int, Refusal]:
    """The lines of a ballot that say nothing yet, by nominee: each is read as agreed, not agreed or invalid."""
    return {one: Refusal("ballot-line-unread") for one in nominees if votes.get(str(one)) not in set(Line)}


def finish_refusals(count: CountFacts, unread: Iterable[int], *, sure: bool) -> list[Refusal]:
    """Why the count is not over: nothing read, ballots with a line nobody read, or some that did not come back.

    Args: unread, numbers of ballots that say nothing on some nominee; sure, whether the official said that those
    missing were not handed in. A ballot not handed in is no vote, and so nobody's agreement.
    """
    found = counting_refusals(count)
    if not count.read and not count.opinions_read:
        found.append(Refusal("count-of-nothing"))
    numbers = ", ".join(str(number) for number in unread)
    if numbers:
        found.append(Refusal("ballots-unread-lines", detail=numbers))
    if count.missing and not sure and not found:
        found.append(Refusal("ballots-not-returned", detail=str(count.missing)))
    return found


def counted(ballots: Iterable[BallotVotes], nominees: Iterable[int]) -> dict[int, Votes]:
    """The count on each nominee out of the ballots and opinions; an invalid line counts as not agreeing."""
    read = list(ballots)
    return {one: Votes(*(sum(votes.get(str(one)) == line for votes in read) for line in Line)) for one in nominees}


def spoilt(ballots: Iterable[BallotVotes]) -> int:
    """How many ballots are invalid as a whole: invalid on every line (forms.md 1.9)."""
    return sum(bool(votes) and all(line == Line.INVALID for line in votes.values()) for votes in ballots)
