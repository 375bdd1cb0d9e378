"""A nominee and its case as the check of conditions takes them, read in a fixed number of statements."""

from datetime import date

from app import law
from app.commendations import queries
from app.commendations.evidence.figures import reached
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import AwardType, Case, Earlier, PlanCriterion, Subject, Verdict, verdicts
from app.places import queries as places
from app.plans.models import Criterion


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
