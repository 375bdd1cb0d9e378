"""Who goes on when more had enough votes than may be proposed: an order to propose, never a decision."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from app.commendations.rules.subject import Limit
from app.refusals import Refusal

WOMEN_SHARE = Decimal(70)
TIE_CRITERION = "tie-prefer-women"


@dataclass(frozen=True)
class Passed:
    """A nominee who had enough votes; `preferred` at equal votes: a woman, or a collective of mostly women."""

    id: int
    kind: str
    agree: int
    preferred: bool


@dataclass(frozen=True)
class Crowd:
    """One kind of subject with more nominees that passed than its limit: all of them in order, the first to propose.

    `tied` are those at the cut whose votes are equal, so that votes alone do not decide; `by_preference` whether the
    preference of the law orders them.
    """

    kind: str
    limit: Limit
    order: tuple[Passed, ...]
    proposed: frozenset[int]
    tied: frozenset[int]
    by_preference: bool


def is_preferred(sex: str | None, women_share: Decimal | None) -> bool:
    """Whether the law prefers this one at equal merit: a woman, or a collective with at least 70 % women.

    What is not known is no preference. Args: sex, of a person; women_share, of a collective, in percent.
    Source: NĐ 152/2025/NĐ-CP Điều 4.6.
    """
    return sex == "female" or (women_share is not None and women_share >= WOMEN_SHARE)


def crowds(passed: Iterable[Passed], limits: Mapping[str, Limit]) -> list[Crowd]:
    """The kinds of which more passed than may be proposed, each in order of votes, then of preference.

    At equal votes without a difference of preference the order is that of the roll: the official decides.
    """
    known = sorted(passed, key=lambda one: one.kind)
    found = []
    for kind, some in groupby(known, key=lambda one: one.kind):
        group, limit = list(some), limits.get(kind)
        if limit is not None and limit.most is not None and len(group) > limit.most:
            found.append(_crowd(kind, limit, limit.most, group))
    return found


def _crowd(kind: str, limit: Limit, most: int, group: Sequence[Passed]) -> Crowd:
    order = sorted(group, key=lambda one: (-one.agree, not one.preferred))
    at_cut = {one.agree for one in order[max(most - 1, 0) : most + 1]}
    tied = [one for one in order if one.agree in at_cut] if len(at_cut) == 1 and most else []
    return Crowd(
        kind=kind,
        limit=limit,
        order=tuple(order),
        proposed=frozenset(one.id for one in order[:most]),
        tied=frozenset(one.id for one in tied),
        by_preference=len({one.preferred for one in tied}) > 1,
    )


def choice_refusals(held_back: Collection[int], crowded: Sequence[Crowd], reason: str) -> list[Refusal]:
    """Why a choice cannot be kept: there is nothing to choose, or it says no reason.

    More than the number may go on: a number of the plan only warns (D).
    """
    found = [] if crowded else [Refusal("nothing-to-choose")]
    if held_back and not reason.strip():
        found.append(Refusal("choice-without-reason"))
    return found
