"""The council's meeting: who was there, how many votes can be, and which counts cannot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.refusals import Refusal


class Seat(StrEnum):
    """A seat of the council."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


class PresenceKind(StrEnum):
    """Whether a member came, was absent but sent a written opinion, or was absent."""

    PRESENT = "present"
    WRITTEN = "written"
    ABSENT = "absent"


class VoteMethod(StrEnum):
    """How the council votes."""

    HAND = "hand"
    SECRET = "secret"


@dataclass(frozen=True)
class Votes:
    """The count on one nominee."""

    agree: int
    disagree: int
    invalid: int = 0

    @property
    def total(self) -> int:
        """All votes on this line."""
        return self.agree + self.disagree + self.invalid


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as far as a rule judges it: `members` are all seats of its day, the denominator.

    `quorum` is the share asked for an award meeting; `quorum_refuses` whether it may stop the work.
    """

    members: int
    present: int
    written: int
    recorded: bool
    quorum: str
    quorum_refuses: bool
    counted: frozenset[int]

    @property
    def voters(self) -> int:
        """Those present and those who wrote: one vote each (NĐ 98/2023 Điều 30.7)."""
        return self.present + self.written


def vote_faults(tallies: Mapping[int, Votes], voters: int, members: int) -> dict[int, Refusal]:
    """What is wrong with the counts, by nominee; empty when all of them can be.

    Each member who came or wrote has one vote on each nominee, so agreed, not agreed and invalid make up
    exactly the voters, and never more than the council has members.
    Args: tallies by nominee id; voters and members as numbers of people.
    """
    found: dict[int, Refusal] = {}
    for nominee_id, votes in tallies.items():
        if votes.total > members:
            found[nominee_id] = Refusal("votes-above-members", detail=f"{votes.total}/{members}")
        elif votes.total != voters:
            found[nominee_id] = Refusal("votes-not-voters", detail=f"{votes.total}/{voters}")
    return found


def presence_faults(presences: Mapping[int, tuple[PresenceKind, str]], members: Iterable[int]) -> dict[int, Refusal]:
    """What is wrong with the list of those present, by member: not said, or absent without a reason.

    Source: forms.md 1.8: absent members stand in the minutes with their reason.
    """
    found: dict[int, Refusal] = {}
    for member_id in members:
        kind, reason = presences.get(member_id, (None, ""))
        if kind is None:
            found[member_id] = Refusal("presence-unsaid")
        elif kind is not PresenceKind.PRESENT and not reason.strip():
            found[member_id] = Refusal("absence-without-reason")
    return found
