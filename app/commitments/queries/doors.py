"""Reads of the list taken from door to door: who of which hamlet has not signed yet."""

from dataclasses import dataclass
from itertools import groupby

from app.commitments.queries.counts import HamletCount, counts
from app.commitments.queries.lines import NO_HAMLET, Line, Wanted, chosen, lines
from app.commitments.rules import OPEN, State

UNSIGNED = OPEN | {State.DECLINED}


@dataclass(frozen=True)
class DoorGroup:
    """Who of one hamlet has not signed, in the order of the list, and how the hamlet stands."""

    count: HamletCount
    lines: list[Line]

    @property
    def place(self) -> int:
        """The hamlet as a filter names it."""
        return self.count.hamlet_id or NO_HAMLET


def door_counts(campaign_id: int, hamlet_id: int | None = None) -> list[HamletCount]:
    """The hamlets where somebody has not signed, or that one alone, in the order of the hamlets."""
    return [
        one
        for one in counts(campaign_id)
        if one.missing + one.declined and hamlet_id in (None, one.hamlet_id or NO_HAMLET)
    ]


def door_groups(campaign_id: int, hamlet_id: int | None = None) -> list[DoorGroup]:
    """Who has not signed, hamlet by hamlet and by name, of one hamlet or of all."""
    by_hamlet = {one.hamlet_id: one for one in door_counts(campaign_id, hamlet_id)}
    found = lines(campaign_id, Wanted(UNSIGNED, hamlet_id))
    return [
        DoorGroup(by_hamlet[place], list(group))
        for place, group in groupby(found, lambda one: one.row.hamlet_id)
        if place in by_hamlet
    ]


def door_lines(campaign_id: int, hamlet_id: int, typed: list[int]) -> list[Line]:
    """The rows of a list that comes back: who has not signed, and who was typed in, even if signed in the meantime.

    Raises NotFound when one that was typed in is not of this campaign.
    """
    found = {one.row.id: one for one in lines(campaign_id, Wanted(UNSIGNED, hamlet_id))}
    others = [row_id for row_id in typed if row_id not in found]
    found |= {one.row.id: one for one in chosen(campaign_id, others)} if others else {}
    return sorted(found.values(), key=lambda one: (one.row.place_key, one.row.name_key, one.row.id))
