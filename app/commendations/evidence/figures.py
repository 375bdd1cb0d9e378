"""Figures of a round's period about a nominee, with the records behind them.

Read through queries and measures only. The figures a report was written from are kept with the nominee, so the
check of conditions judges what the report says, and a later change of the records can be told.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.commendations.models import AwardRound, Nominee
from app.commendations.rules import Reached
from app.commitments import measures as commitments
from app.plans.rules import About, Figure, FigureRow, Measure, Period
from app.training import measures as training

ROWS_KEPT = 100

# What a report tells of each kind of subject, in the order in which it tells it.
TOLD: Mapping[str, tuple[Measure, ...]] = {
    "person": (
        Measure.COMMITMENTS_SIGNED,
        Measure.COMMITMENTS_KEPT,
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.COURSES_HELD,
        Measure.PEOPLE_TAUGHT,
        Measure.TAUGHT_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
    ),
    "household": (
        Measure.COMMITMENTS_SIGNED,
        Measure.COMMITMENTS_KEPT,
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
    ),
    "collective": (
        Measure.COMMITMENTS_SIGNED,
        Measure.COMMITMENTS_KEPT,
        Measure.COURSES_HELD,
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
    ),
}


def _of(measure: Measure) -> Callable[[About, Period], Figure]:
    name = measure.value.replace("-", "_")
    owner = commitments if hasattr(commitments, name) else training
    function: Callable[[About, Period], Figure] = getattr(owner, name)
    return function


def about(nominee: Nominee) -> About:
    """Whom the figures are about: the person, the household, or for a collective of a hamlet that hamlet.

    A collective of an agency has no hamlet; its figures are those of its own pledges.
    """
    if nominee.person_id:
        return About(person_id=nominee.person_id)
    if nominee.household_id:
        return About(household_id=nominee.household_id)
    collective = nominee.collective
    if collective is not None and collective.hamlet_id:
        return About(hamlet_id=collective.hamlet_id)
    return About(collective_id=nominee.collective_id)


def period_of(award_round: AwardRound) -> Period:
    """The period whose figures count for a round."""
    return Period(award_round.period_from, award_round.period_until)


def gather(nominee: Nominee, award_round: AwardRound, day: date) -> dict[str, Any]:
    """Today's figures of a nominee, as they are kept with the nominee: the day and each measure with its records."""
    whom, period = about(nominee), period_of(award_round)
    figures = {str(measure): _kept(_of(measure)(whom, period)) for measure in _measured(nominee)}
    return {"day": day.isoformat(), "measures": figures}


def _measured(nominee: Nominee) -> tuple[Measure, ...]:
    if nominee.subject_kind == "collective" and about(nominee).hamlet_id is None:
        # A measure of training asked about an agency without a hamlet would count the whole commune.
        return (Measure.COMMITMENTS_SIGNED, Measure.COMMITMENTS_KEPT)
    return TOLD[nominee.subject_kind]


def _kept(figure: Figure) -> dict[str, Any]:
    rows = [[row.label, row.endpoint, [list(pair) for pair in row.values]] for row in figure.rows[:ROWS_KEPT]]
    return {
        "count": figure.count,
        "turns": figure.turns,
        "noun": figure.noun,
        "turn_noun": figure.turn_noun,
        "rows": rows,
    }


def reached(figures: Mapping[str, Any]) -> dict[str, Reached]:
    """The kept figures of a nominee by measure."""
    return {code: _reached(kept) for code, kept in figures.get("measures", {}).items()}


def _reached(kept: Mapping[str, Any]) -> Reached:
    rows = tuple(
        FigureRow(label, endpoint, tuple((name, value) for name, value in values))
        for label, endpoint, values in kept["rows"]
    )
    return Reached(kept["count"], kept["turns"], kept["noun"], kept["turn_noun"], rows)


def changed(kept: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    """The figures that differ between those kept and those of now: count kept and count now, by measure."""
    old, new = kept.get("measures", {}), now["measures"]
    pairs = {code: (old.get(code, {}).get("count", 0), figure["count"]) for code, figure in new.items()}
    turns = {code: (old.get(code, {}).get("turns", 0), figure["turns"]) for code, figure in new.items()}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1] or turns[code][0] != turns[code][1]}
