"""The council's meeting: who was there, how many votes can be, and which counts cannot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app import text
from app.refusals import Refusal

NOBODY: Mapping[int, int] = MappingProxyType({})


class Seat(StrEnum):
    """A seat of the council."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


class PresenceKind(StrEnum):
    """Whether a member came, sent somebody in their place, was absent but sent a written opinion, or was absent."""

    PRESENT = "present"
    SUBSTITUTE = "substitute"
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

    `present` counts those in whose place somebody came. `quorum` is the share asked for an award meeting;
    `quorum_refuses` whether it may stop the work.
    """

    members: int
    present: int
    written: int
    recorded: bool
    quorum: str
    quorum_refuses: bool
    counted: frozenset[int]


# Who counts as present: the members who came, and those in whose place somebody came.
IN_THE_ROOM = frozenset({PresenceKind.PRESENT, PresenceKind.SUBSTITUTE})


def voting_in_the_room(kinds: Iterable[str], *, substitutes_vote: bool) -> int:
    """How many vote in the room: members who came and, where the council lets them vote, their substitutes.

    Source: the council's regulations (D); analogue TT 25/2025/TT-BKHCN, substitution in writing.
    """
    voting = IN_THE_ROOM if substitutes_vote else {PresenceKind.PRESENT}
    return sum(kind in voting for kind in kinds)


def voters_of(kinds: Iterable[str], *, substitutes_vote: bool) -> int:
    """How many votes there are: one of each who votes in the room, one of each absent member who wrote.

    Source: NĐ 98/2023 Điều 30.7: absent members answer in writing (L under NĐ 152).
    """
    known = list(kinds)
    written = sum(kind == PresenceKind.WRITTEN for kind in known)
    return voting_in_the_room(known, substitutes_vote=substitutes_vote) + written


def vote_faults(
    tallies: Mapping[int, Votes], voters: int, members: int, own: Mapping[int, int] = NOBODY
) -> dict[int, Refusal]:
    """What is wrong with the counts, by nominee; empty when all of them can be.

    Each member who came or wrote has one vote on each nominee, so agreed, not agreed and invalid make up
    exactly the voters, and never more than the council has members. Who is nominated may abstain on their own case.
    Args: tallies by nominee id; voters and members as numbers of people; own, how many of the voters are this nominee.
    """
    found: dict[int, Refusal] = {}
    for nominee_id, votes in tallies.items():
        least = voters - own.get(nominee_id, 0)
        if votes.total > members:
            found[nominee_id] = Refusal("votes-above-members", detail=f"{votes.total}/{members}")
        elif not least <= votes.total <= voters:
            found[nominee_id] = Refusal("votes-not-voters", detail=f"{votes.total}/{voters}")
    return found


def presence_faults(presences: Mapping[int, tuple[PresenceKind, str]], members: Iterable[int]) -> dict[int, Refusal]:
    """What is wrong with the list of those present, by member: not said, absent without a reason, or a substitute
    without the written authority.

    Source: forms.md 1.8: absent members stand in the minutes with their reason.
    """
    found: dict[int, Refusal] = {}
    for member_id in members:
        kind, reason = presences.get(member_id, (None, ""))
        if kind is None:
            found[member_id] = Refusal("presence-unsaid")
        elif kind is PresenceKind.SUBSTITUTE and not reason.strip():
            found[member_id] = Refusal("substitute-without-authority")
        elif kind is not PresenceKind.PRESENT and not reason.strip():
            found[member_id] = Refusal("absence-without-reason")
    return found


def substitute_faults(substitutes: Mapping[int, str], members: Mapping[int, str]) -> dict[int, Refusal]:
    """What is wrong with those who came for others, by member: nobody named, one who has a seat, or one for two.

    Each has one vote, so nobody comes twice. Args: substitutes, who came, by member; members, names of all seats.
    """
    found: dict[int, Refusal] = {}
    seats = {_same(name) for name in members.values()}
    came: set[str] = set()
    for member_id, typed in substitutes.items():
        name = _same(typed)
        if not name:
            found[member_id] = Refusal("substitute-unnamed")
        elif name in seats:
            found[member_id] = Refusal("substitute-has-seat", detail=typed)
        elif name in came:
            found[member_id] = Refusal("substitute-for-two", detail=typed)
        came.add(name)
    return found


def presiding_faults(presences: Mapping[int, PresenceKind], presiding: Iterable[int]) -> dict[int, Refusal]:
    """Who was to chair the meeting or write its minutes, signs them, and yet was not there; by member.

    Source: NĐ 30/2020/NĐ-CP Phụ lục III Mẫu 1.9: chair and secretary sign the minutes.
    """
    known = [one for one in presiding if one in presences]
    return {one: Refusal("presiding-absent") for one in known if presences[one] is not PresenceKind.PRESENT}


def _same(name: str) -> str:
    return text.nfc(name).casefold()
