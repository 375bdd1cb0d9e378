"""Reads of the figures: signed against due by hamlet, unit and group, over time, by way of signing, and why not.

People, households and collectives are never added to each other: each campaign is of one of them. The numbers come
from what is counted once (StateCount), the days from one index: the page costs the same however many pledges there are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.commitments.models import Campaign, Commitment, StateCount
from app.commitments.queries.counts import Count, count_of, sum_of
from app.commitments.queries.lines import OTHER
from app.commitments.rules import COUNTED_AS, REASONS, SIGNED, State
from app.db import db
from app.places.models import Hamlet, Unit


@dataclass(frozen=True)
class Part:
    """One hamlet, unit or group and how it stands; `key` asks for it in a list, 0 or empty for those of none."""

    key: int | str
    name: str
    count: Count


@dataclass(frozen=True)
class Figures:
    """How the campaigns of one kind stand together: of persons, of households or of collectives.

    `signers` counts everybody once who signed at least one of several pledges, None where there is one campaign.
    `days` says how many signed on a day, `ways` how; `reasons` why not, by ready reason, OTHER for all others.
    """

    kind: str
    campaigns: tuple[Campaign, ...]
    whole: Count
    hamlets: list[Part]
    units: list[Part]
    groups: list[Part]
    days: dict[date, int]
    ways: dict[str, int]
    reasons: dict[str, int]
    signers: int | None

    @property
    def campaign_ids(self) -> list[int]:
        """The campaigns that are counted."""
        return [one.id for one in self.campaigns]


def figures(campaigns: Sequence[Campaign]) -> list[Figures]:
    """The figures of these campaigns, apart for persons, households and collectives."""
    kinds = {one.id: COUNTED_AS[one.wording.subject_kind] for one in campaigns}
    read = _Read(kinds)
    found = []
    for kind in dict.fromkeys(COUNTED_AS.values()):
        own = tuple(one for one in campaigns if kinds[one.id] == kind)
        if own:
            found.append(read.figures_of(kind, own))
    return found


class _Read:
    """What the database counted, for all kinds at once; the kind is told by the campaign."""

    def __init__(self, kinds: dict[int, str]) -> None:
        self.kinds = kinds
        self.by_hamlet = self._split(StateCount.hamlet_id)
        self.by_unit = self._split(StateCount.unit_id)
        self.by_group = self._split(StateCount.target_group)
        self.hamlets = _names(Hamlet, {key for _kind, key in self.by_hamlet})
        self.units = _names(Unit, {key for _kind, key in self.by_unit})
        self.signed = self._signed()
        self.reasons = self._reasons()
        several = Counter(kinds.values())
        self.signers = self._signers() if any(count > 1 for count in several.values()) else {}
        self.several = {kind for kind, count in several.items() if count > 1}

    def figures_of(self, kind: str, campaigns: tuple[Campaign, ...]) -> Figures:
        """The figures of one kind."""
        hamlets = self._parts(kind, self.by_hamlet, self.hamlets)
        units = self._parts(kind, self.by_unit, self.units)
        groups = self._parts(kind, self.by_group, {})
        signed = [(day, way, count) for of, day, way, count in self.signed if of == kind]
        days: Counter[date] = Counter()
        ways: Counter[str] = Counter()
        for day, way, count in signed:
            days[day] += count
            ways[way or ""] += count
        return Figures(
            kind=kind,
            campaigns=campaigns,
            whole=sum_of(part.count for part in hamlets),
            hamlets=hamlets,
            units=[] if kind == "household" else _only_known(units),
            groups=_only_known(groups) if kind == "person" else [],
            days=dict(sorted(days.items())),
            ways=dict(ways.most_common()),
            reasons=dict(self.reasons.get(kind, Counter()).most_common()),
            signers=self.signers.get(kind, 0) if kind in self.several else None,
        )

    def _parts(self, kind: str, split: dict[Any, dict[str, int]], names: dict[int, tuple[str, str]]) -> list[Part]:
        parts = [(key, count_of(states)) for (of, key), states in split.items() if of == kind]
        ordered = sorted(parts, key=lambda part: (not part[0], names.get(part[0], (str(part[0]), ""))[0], part[0]))
        return [Part(key, names[key][1] if key in names else str(key or ""), count) for key, count in ordered]

    def _split(self, column: Any) -> dict[tuple[str, Any], dict[str, int]]:
        chosen = select(StateCount.campaign_id, column, StateCount.state, func.sum(StateCount.count))
        chosen = chosen.where(StateCount.campaign_id.in_(sorted(self.kinds)), StateCount.count > 0)
        found: dict[tuple[str, Any], dict[str, int]] = {}
        rows = db.session.execute(chosen.group_by(StateCount.campaign_id, column, StateCount.state))
        for campaign_id, key, state, count in rows:
            states = found.setdefault((self.kinds[campaign_id], key), {})
            states[state] = states.get(state, 0) + count
        return found

    def _signed(self) -> list[tuple[str, date, str | None, int]]:
        columns = (Commitment.campaign_id, Commitment.signed_on, Commitment.signed_way)
        chosen = select(*columns, func.count()).where(
            Commitment.campaign_id.in_(sorted(self.kinds)),
            Commitment.signed_on.is_not(None),
            Commitment.state.in_(sorted(SIGNED)),
        )
        rows = db.session.execute(chosen.group_by(*columns))
        return [(self.kinds[campaign_id], day, way, count) for campaign_id, day, way, count in rows if day]

    def _reasons(self) -> dict[str, Counter[str]]:
        columns = (Commitment.campaign_id, Commitment.reason)
        chosen = select(*columns, func.count(Commitment.id)).where(
            Commitment.campaign_id.in_(sorted(self.kinds)), Commitment.state == State.DECLINED
        )
        found: dict[str, Counter[str]] = {}
        for campaign_id, reason, count in db.session.execute(chosen.group_by(*columns)):
            found.setdefault(self.kinds[campaign_id], Counter())[_ready(reason or "")] += count
        return found

    def _signers(self) -> dict[str, int]:
        columns = {"person": Commitment.person_id, "household": Commitment.household_id}
        columns["collective"] = Commitment.collective_id
        chosen = select(*(func.count(column.distinct()) for column in columns.values())).where(
            Commitment.campaign_id.in_(sorted(self.kinds)), Commitment.state.in_(sorted(SIGNED))
        )
        return dict(zip(columns, db.session.execute(chosen).one(), strict=True))


def _ready(reason: str) -> str:
    """The ready reason that was chosen, with or without more words after it."""
    return next((one for one in REASONS.reasons if reason == one or reason.startswith(f"{one}: ")), OTHER)


def _only_known(parts: list[Part]) -> list[Part]:
    """Nothing to split where nobody has a unit, or a group."""
    return parts if any(part.key for part in parts) else []


def _names(table: type[Hamlet] | type[Unit], ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The key of order and the name of each."""
    rows = db.session.execute(select(table.id, table.name_key, table.name).where(table.id.in_(sorted(ids))))
    return {row_id: (key, name) for row_id, key, name in rows}
