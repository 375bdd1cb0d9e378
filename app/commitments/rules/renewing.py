"""Renewal: who of a campaign gets a new commitment for the next year, who does not and why."""

from dataclasses import dataclass
from datetime import date

from app.commitments.rules.campaigns import subject_faults
from app.commitments.rules.states import SIGNED, State
from app.refusals import Refusal


@dataclass(frozen=True)
class Former:
    """A commitment of the former campaign, and what is known today of whoever pledged.

    `kind` is person, household or collective; `head` and `post` are what the paper prints of a collective or an
    official, `head` the head's name of a household; `ended_on` the first day on which a collective is no more;
    `in_new`, whether the same one is in the new campaign already; `renewed_in`, the campaign that goes on from it.
    `moved` says that they belong to another hamlet than when it was signed, `named` what its paper calls them.
    """

    id: int
    state: str
    kind: str
    subject_id: int
    name: str
    place: str
    head: str | None
    post: str | None
    ended_on: date | None
    in_new: bool
    renewed_in: str | None
    moved: bool
    named: str | None

    @property
    def signed(self) -> bool:
        """Whether it was signed and not withdrawn: what is renewed; the others are asked anew."""
        return self.state in SIGNED


def renewal_faults(one: Former, subject_kind: str, day: date) -> list[Refusal]:
    """Why no new commitment is made for whoever pledged here; empty means that one is.

    Args: subject_kind, of the new campaign; day, on which the new campaign opens.
    """
    if one.state == State.WITHDRAWN:
        return [Refusal("renewal-withdrawn")]
    if one.in_new:
        return [Refusal("renewal-there")]
    if one.renewed_in:
        return [Refusal("renewal-elsewhere", detail=one.renewed_in)]
    if one.ended_on and one.ended_on <= day:
        return [Refusal("renewal-ended", detail=f"{one.ended_on:%d/%m/%Y}")]
    return subject_faults(one.kind, subject_kind, one.name or one.place, one.head, one.post)


def renewal_doubts(one: Former) -> list[Refusal]:
    """What has changed since the old paper, to be looked at before the new one is printed."""
    found = [Refusal("renewal-moved", detail=one.place)] if one.moved and one.signed else []
    if one.named and one.name and one.named != one.name:
        found.append(Refusal("renewal-renamed", detail=one.named))
    return found


def target_faults(former_from: date, new_from: date, *, same: bool, same_kind: bool) -> list[Refusal]:
    """Why a campaign cannot take over the commitments of another.

    Args: former_from and new_from, the first day of what is promised in each; same, it is the same campaign;
    same_kind, both are for the same kind of subject.
    """
    found = []
    if same or new_from <= former_from:
        found.append(Refusal("renewal-not-later"))
    if not same_kind:
        found.append(Refusal("renewal-other-kind"))
    return found
