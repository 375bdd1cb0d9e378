"""Reads over all slices: each target against what was done, and the people behind a figure.

Each measure is asked once a year for the whole commune, and split by group and hamlet here: the number of
queries does not grow with the targets or the hamlets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from app import audit
from app.commitments import measures as commitments
from app.db import db
from app.oversight.rules import Counted, Standing, reached, share_of, standing
from app.people import queries as people
from app.places import queries as places
from app.places.models import Hamlet
from app.plans.models import Plan, Target
from app.plans.rules import About, Figure, Measure, Period
from app.tenancy import scope_of
from app.training import measures as training

MEASURES: dict[Measure, Callable[[About, Period], Figure]] = {
    Measure.COMMITMENTS_SIGNED: commitments.commitments_signed,
    Measure.COMMITMENTS_KEPT: commitments.commitments_kept,
    Measure.COURSES_HELD: training.courses_held,
    Measure.PEOPLE_TRAINED: training.people_trained,
    Measure.PEOPLE_PASSED: training.people_passed,
    Measure.PEOPLE_TAUGHT: training.people_taught,
    Measure.TAUGHT_PASSED: training.taught_passed,
    Measure.VNEID_CONFIRMED: training.vneid_confirmed,
}

# A target is about the persons of its group; these measures count persons.
OF_PEOPLE = frozenset({Measure.PEOPLE_TRAINED, Measure.PEOPLE_PASSED, Measure.VNEID_CONFIRMED})


def year_of(plan: Plan, year: int) -> Period:
    """A calendar year, as far as the plan covers it."""
    return Period(max(date(year, 1, 1), plan.valid_from), min(date(year + 1, 1, 1), plan.valid_until))


@dataclass(frozen=True)
class Progress:
    """One target and how it stands."""

    target: Target
    done: Standing | None
    share: Fraction | None
    reached: bool | None


@dataclass(frozen=True)
class HamletLine:
    """What was done in one hamlet, by measure; hamlet None is people without one.

    `commune` is the place of the hamlet for whoever oversees several of them, else empty.
    """

    hamlet: Hamlet | None
    done: dict[Measure, Standing]
    commune: str = ""

    @property
    def name(self) -> str:
        """How the line is called."""
        if self.hamlet is None:
            return "Chưa rõ thôn"
        return f"{self.hamlet.name}, {self.commune}" if self.commune else self.hamlet.name


@dataclass(frozen=True)
class Overview:
    """The page of progress: targets, hamlets, and the figures of the whole commune."""

    progress: list[Progress]
    hamlets: list[HamletLine]
    whole: dict[Measure, Figure]


def overview(plan: Plan, day: date) -> Overview:
    """How a plan stands on a day."""
    homes = people.homes()
    asked: dict[tuple[Measure, int], list[Counted]] = {}
    for target in plan.targets:
        if target.measure and Measure(target.measure) in OF_PEOPLE:
            key = (Measure(target.measure), target.year)
            if key not in asked:
                asked[key] = _counted(MEASURES[key[0]](About(), year_of(plan, target.year)), homes)
    whole_period = Period(plan.valid_from, plan.valid_until)
    whole = {measure: function(About(), whole_period) for measure, function in MEASURES.items()}
    by_hamlet = {measure: _counted(whole[measure], homes) for measure in OF_PEOPLE}
    return Overview([_progress(target, asked) for target in plan.targets], _hamlets(by_hamlet, day), whole)


def _counted(figure: Figure, homes: dict[int, tuple[int | None, str | None]]) -> list[Counted]:
    found = []
    for row in figure.rows:
        person_id = dict(row.values)["person_id"]
        hamlet_id, group = homes.get(person_id, (None, None))
        found.append(Counted(person_id, hamlet_id, group, row.turns))
    return found


def _progress(target: Target, asked: dict[tuple[Measure, int], list[Counted]]) -> Progress:
    if not target.measure or (Measure(target.measure), target.year) not in asked:
        return Progress(target, None, None, None)
    rows = asked[(Measure(target.measure), target.year)]
    # T4 is every adult confirmed on VNeID: it is not a group a person belongs to.
    mine = [row for row in rows if target.group == "T4" or row.target_group == target.group]
    done = standing(mine)
    return Progress(
        target,
        done,
        share_of(done.people, target.base),
        reached(done.people, target.base, target.value, target.measure_unit),
    )


def _hamlets(by_measure: dict[Measure, list[Counted]], day: date) -> list[HamletLine]:
    known = places.hamlets(day)
    communes = _communes(known)
    lines = [_hamlet_line(hamlet, by_measure, communes.get(hamlet.owner_id, "")) for hamlet in known]
    without = _hamlet_line(None, by_measure)
    return [*lines, without] if any(done.people for done in without.done.values()) else lines


def _communes(hamlets: list[Hamlet]) -> dict[int, str]:
    """The place of each hamlet's authority; nothing when they all belong to the one that looks."""
    home = scope_of(db.session()).home
    owners = {hamlet.owner_id for hamlet in hamlets} - {home}
    if not owners:
        return {}
    return {one.id: one.place_name for one in places.all_authorities() if one.id in owners}


def _hamlet_line(hamlet: Hamlet | None, by_measure: dict[Measure, list[Counted]], commune: str = "") -> HamletLine:
    hamlet_id = hamlet.id if hamlet else None
    done = {
        measure: standing(row for row in rows if row.hamlet_id == hamlet_id) for measure, rows in by_measure.items()
    }
    return HamletLine(hamlet, done, commune)


def figure(measure: Measure, about: About, period: Period) -> Figure:
    """One figure with the records behind it."""
    return MEASURES[measure](about, period)


def profile(person_id: int, period: Period) -> dict[Measure, Figure]:
    """Every figure about one person in a period."""
    return {measure: function(About(person_id=person_id), period) for measure, function in MEASURES.items()}


LOG_PAGE = 50


def log(before: int | None) -> list[audit.AuditLine]:
    """One page of the log, newest first, one line more than a page to tell whether there is a next."""
    return audit.newest(before, LOG_PAGE + 1)
