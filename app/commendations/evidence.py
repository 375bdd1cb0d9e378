"""What the records of other slices prove about a nominee: figures of the round's period, with their records.

Read through queries and measures only. The figures a report was written from are kept with the nominee, so the
check of conditions judges what the report says, and a later change of the records can be told.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app import law
from app.commendations import queries
from app.commendations.models import AwardRound, Dossier, Nominee
from app.commendations.rules import AwardType, Case, Earlier, PlanCriterion, Reached, Subject, Verdict, verdicts
from app.commitments import measures as commitments
from app.places import queries as places
from app.plans.models import Criterion
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


# ---- the check of conditions


def eligibility(dossier: Dossier) -> dict[int, tuple[Verdict, ...]]:
    """Every condition judged for every nominee of a dossier; the number of reads does not grow with them."""
    case = case_of(dossier)
    return {one.id: verdicts(one, case) for one in subjects(dossier)}


def case_of(dossier: Dossier) -> Case:
    """What all nominees of a dossier share, as the check takes it.

    The conditions and numbers of a movement's plan hold for what is awarded in it, not for service or a sudden merit.
    """
    plan = dossier.round.plan
    thematic = dossier.round.award_type == AwardType.THEMATIC
    criteria: dict[str, tuple[PlanCriterion, ...]] = {}
    for row in plan.criteria:
        if thematic and row.award == dossier.award:
            known = (*criteria.get(row.subject_kind, ()), _plan_criterion(row))
            criteria[row.subject_kind] = known
    return Case(
        award=dossier.award,
        award_type=dossier.round.award_type,
        law_date=law.law_date(dossier.received_on),
        round_id=dossier.round_id,
        published=dossier.published_from is not None,
        criteria=criteria,
        quotas={row.subject_kind: row.most for row in plan.quotas if thematic and row.award == dossier.award},
        proposed=queries.proposed_by_kind(dossier.round, dossier.award),
        confirmed=frozenset(places.confirmations("instrument")),
        compared=frozenset(places.confirmations("criterion")),
    )


def _plan_criterion(row: Criterion) -> PlanCriterion:
    # A value of the plan that an official compared with its source stands like one read in it.
    mark = law.Mark.C if row.confirmed_on else law.Mark(row.mark)
    return PlanCriterion(row.id, row.text, row.measure, row.threshold, mark, row.source)


def subjects(dossier: Dossier) -> list[Subject]:
    """The nominees of a dossier as the check takes them, in the order of the roll."""
    earlier = queries.earlier_awards(dossier.nominees)
    return [_subject(one, earlier[one.id]) for one in queries.nominees_of(dossier)]


def _subject(nominee: Nominee, earlier: tuple[Earlier, ...]) -> Subject:
    return Subject(
        id=nominee.id,
        kind=nominee.subject_kind,
        name=queries.name_of(nominee),
        merit=nominee.achievement,
        answers={row.criterion: row.answer for row in nominee.attestations},
        earlier=earlier,
        dissolved_on=_dissolved_on(nominee),
        figures=reached(nominee.figures),
    )


def _dissolved_on(nominee: Nominee) -> date | None:
    """The first day on which the collective, its agency or its hamlet no longer exists."""
    collective = nominee.collective
    if collective is None:
        return None
    parts = (collective, collective.unit, collective.hamlet)
    ends = [part.valid_until for part in parts if part is not None and part.valid_until is not None]
    return min(ends, default=None)
