"""The page of indicators: what a plan asks of a year against what was done, by hamlet, group and month.

All of it comes from the counts that are kept by month (training.queries.months), so that a page over a million marks
costs what a page over a thousand costs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app.activities import measures as activities
from app.commitments import measures as commitments
from app.db import db
from app.oversight.rules import OF_PEOPLE, Standing, above, group_of, reached, share_of
from app.places import queries as places
from app.places.models import Hamlet
from app.plans import measures as tasks
from app.plans import queries as plans
from app.plans.models import Plan, Target
from app.plans.queries.population import Populations, populations
from app.plans.rules import GROUPS, About, Figure, Measure, Period
from app.plans.rules.population import Base
from app.tenancy import scope_of
from app.training import queries as training

months = training.months
OF_COMMITMENTS = {
    Measure.COMMITMENTS_SIGNED: commitments.commitments_signed,
    Measure.COMMITMENTS_KEPT: commitments.commitments_kept,
}
# Counted when a target asks for them: nobody belongs to one of their records, so they are not kept by month.
OF_RECORDS = OF_COMMITMENTS | {
    Measure.ACTIVITIES_HELD: activities.activities_held,
    Measure.ACTIVITIES_JOINED: activities.activities_joined,
    Measure.PEOPLE_REACHED: activities.people_reached,
    Measure.HOUSEHOLDS_VISITED: activities.households_visited,
    Measure.INSPECTIONS_HELD: activities.inspections_held,
    Measure.TASKS_DONE: tasks.tasks_done,
    Measure.INITIATIVES_APPLIED: tasks.initiatives_applied,
    Measure.INITIATIVES_RECOGNISED: tasks.initiatives_recognised,
}
Totals = Mapping[tuple[str, str], months.Total]


@dataclass(frozen=True)
class Share:
    """A standing against the number of people it is a part of; without that number there is no share."""

    done: Standing
    base: Base | None = None

    @property
    def part(self) -> Fraction | None:
        """The part of the group reached."""
        return share_of(self.done.people, self.base.count if self.base else None)

    @property
    def above(self) -> bool:
        """Whether more people were counted than there are."""
        return above(self.done.people, self.base.count if self.base else None)


@dataclass(frozen=True)
class TargetLine:
    """One target and how it stands; `share` None when no measure computes it, `own_base` when its own base is used.

    `nouns` are what is counted and its turns.
    """

    target: Target
    share: Share | None
    reached: bool | None
    classes: int
    own_base: bool = False
    nouns: tuple[str, str] = ("người", "lượt")


@dataclass(frozen=True)
class PlaceLine:
    """What was done in one hamlet, or by one group; `key` 0 or "" is those of none.

    `commune` is the place of the hamlet for whoever oversees several of them, else empty.
    """

    key: int | str
    name: str
    share: Share
    commune: str = ""

    @property
    def called(self) -> str:
        """How the line is called."""
        return f"{self.name}, {self.commune}" if self.commune else self.name


@dataclass(frozen=True)
class MonthLine:
    """One month: who came in it, how many of them for the first time this year, and how many by its end."""

    month: int
    people: int
    new: int
    turns: int
    by_then: int


@dataclass(frozen=True)
class Asked:
    """What the page is about: a year, one figure by hamlet, group and month, of everybody or of one group."""

    year: int
    figure: str
    group: str | None = None


@dataclass(frozen=True)
class Indicators:
    """Everything on the page."""

    targets: list[TargetLine]
    totals: dict[str, Standing]
    chosen: Share
    hamlets: list[PlaceLine]
    groups: list[PlaceLine]
    months: list[MonthLine]


def years_of(plan: Plan) -> list[int]:
    """The calendar years of which a plan's period holds a day."""
    return list(range(plan.valid_from.year, date.fromordinal(plan.valid_until.toordinal() - 1).year + 1))


def period_of(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def indicators(plan: Plan, asked: Asked, today: date) -> Indicators:
    """How a plan stands in a year, on a day of it."""
    day = min(today, date(asked.year, 12, 31))
    hamlets, known = places.hamlets(day), populations(day)
    everywhere = [hamlet.id for hamlet in hamlets]
    totals = months.totals(asked.year)
    chosen = Share(_of_group(totals, asked.figure, asked.group), _base(asked, known, everywhere))
    return Indicators(
        _targets(plan, asked.year, totals, known, everywhere),
        _totals(totals, asked.year),
        chosen,
        _hamlets(asked, hamlets, known),
        _groups(asked.figure, totals, known, everywhere),
        _months(asked, today),
    )


def _base(asked: Asked, known: Populations, everywhere: list[int]) -> Base | None:
    return known.whole(asked.group, everywhere) if asked.figure != Measure.COURSES_HELD else None


def _of_group(totals: Totals, figure: str, group: str | None) -> Standing:
    """One figure of a group, or of everybody: nobody belongs to two groups, so they add up."""
    found = Standing()
    for (one, of), total in totals.items():
        if one == figure and group in (None, of):
            found = found.plus(Standing(total.people, total.turns))
    return found


def _totals(totals: Totals, year: int) -> dict[str, Standing]:
    found = {str(figure): _of_group(totals, figure, None) for figure in months.Kept}
    for measure, function in OF_COMMITMENTS.items():
        figure = function(About(), period_of(year))
        found[str(measure)] = Standing(figure.count, figure.turns)
    return found


# ---- targets


def _targets(plan: Plan, year: int, totals: Totals, known: Populations, everywhere: list[int]) -> list[TargetLine]:
    wanted = [target for target in plan.targets if target.year == year]
    classes = months.classes_serving(target.id for target in wanted)
    own, recorded = plans.is_own(plan), _recorded(wanted, year)
    lines = []
    for target in wanted:
        done = _done(target, totals, recorded)
        base, own_base = base_of(target, known, everywhere, own)
        share = Share(done, base) if done else None
        nouns = _nouns(target, recorded)
        lines.append(TargetLine(target, share, _reached(target, share), classes.get(target.id, 0), own_base, nouns))
    return lines


def _nouns(target: Target, recorded: Mapping[tuple[str, str | None], Figure]) -> tuple[str, str]:
    figure = recorded.get((target.measure or "", group_of(target.group)))
    if figure is not None:
        return figure.noun, figure.turn_noun
    return ("lớp", "buổi") if target.measure == Measure.COURSES_HELD else ("người", "lượt")


def _reached(target: Target, share: Share | None) -> bool | None:
    """Whether the target is reached; not known while one of its two numbers must be wrong."""
    if share is None or share.above:
        return None
    base = share.base.count if share.base else None
    return reached(share.done.people, base, target.value, target.measure_unit, target.comparator)


def _recorded(targets: Iterable[Target], year: int) -> dict[tuple[str, str | None], Figure]:
    """The records that targets ask for: one count for each measure and group, however many targets there are.

    Pledges are of a group; an activity, a task or an initiative belongs to none, so such a target is not computed.
    """
    wanted = {(target.measure, group_of(target.group)) for target in targets if target.measure in OF_RECORDS}
    return {
        (str(measure), group): OF_RECORDS[Measure(measure)](About(target_group=group), period_of(year))
        for measure, group in sorted(wanted, key=str)
        if group is None or measure in OF_COMMITMENTS
    }


def _done(target: Target, totals: Totals, recorded: Mapping[tuple[str, str | None], Figure]) -> Standing | None:
    """What was done of a target; nothing when no measure computes it for a whole commune."""
    if not target.measure:
        return None
    group = group_of(target.group)
    figure = recorded.get((target.measure, group))
    if figure is not None:
        return Standing(figure.count, figure.turns)
    if target.measure in OF_PEOPLE or target.measure == Measure.COURSES_HELD:
        return _of_group(totals, target.measure, group)
    return None


def base_of(target: Target, known: Populations, everywhere: list[int], own: bool) -> tuple[Base | None, bool]:
    """How many people the group has: the population of the day, else what the commune wrote at the target itself.

    What stands at a target handed down is a number of the province: not that of this commune.
    """
    if target.measure and target.measure not in OF_PEOPLE | {Measure.HOUSEHOLDS_VISITED}:
        return None, False
    of_people = target.measure != Measure.HOUSEHOLDS_VISITED  # how many households there are stands at the target
    base = known.whole(target.group if target.group in GROUPS else None, everywhere) if of_people else None
    if base or not own or target.base is None:
        return base, False
    return Base(target.base, None, target.base_source or "", None if target.confirmed_on else target.mark), True


# ---- by hamlet, group and month


def _hamlets(asked: Asked, hamlets: list[Hamlet], known: Populations) -> list[PlaceLine]:
    done, communes = months.by_hamlet(asked.figure, asked.year, asked.group), _communes(hamlets)
    of_people = asked.figure != Measure.COURSES_HELD
    lines = []
    for hamlet in hamlets:
        total = done.pop(hamlet.id, months.Total())
        base = known.of(hamlet.id, asked.group) if of_people else None
        share = Share(Standing(total.people, total.turns), base)
        lines.append(PlaceLine(hamlet.id, hamlet.name, share, communes.get(hamlet.owner_id, "")))
    return lines + _elsewhere(done)


def _elsewhere(done: Mapping[int, months.Total]) -> list[PlaceLine]:
    """People without a hamlet, and those of hamlets that are no more: they count for the commune all the same."""
    former = {hamlet.id: hamlet.name for hamlet in places.all_hamlets()} if set(done) - {0} else {}
    return [
        PlaceLine(hamlet_id, former.get(hamlet_id, ""), Share(Standing(total.people, total.turns)))
        for hamlet_id, total in sorted(done.items(), reverse=True)
        if total.turns
    ]


def _communes(hamlets: list[Hamlet]) -> dict[int, str]:
    """The place of each hamlet's authority; nothing when they all belong to the one that looks."""
    home = scope_of(db.session()).home
    owners = {hamlet.owner_id for hamlet in hamlets} - {home}
    if not owners:
        return {}
    return {one.id: one.place_name for one in places.all_authorities() if one.id in owners}


def _groups(figure: str, totals: Totals, known: Populations, everywhere: list[int]) -> list[PlaceLine]:
    of_people = figure != Measure.COURSES_HELD
    lines = []
    for group in (*GROUPS, ""):
        done = _of_group(totals, figure, group)
        base = known.whole(group, everywhere) if group and of_people else None
        if group or done.turns:
            lines.append(PlaceLine(group, group, Share(done, base)))
    return lines


def _months(asked: Asked, today: date) -> list[MonthLine]:
    """The months of the year up to now, and any later one in which something was counted."""
    done = {one.month: one for one in months.by_month(asked.figure, asked.year, asked.group)}
    last = 12 if asked.year < today.year else today.month if asked.year == today.year else 0
    lines: list[MonthLine] = []
    for month in range(1, max([last, *done]) + 1):
        one = done.get(month, months.Month(month, 0, 0, 0))
        by_then = (lines[-1].by_then if lines else 0) + one.new
        lines.append(MonthLine(month, one.people, one.new, one.turns, by_then))
    return lines
