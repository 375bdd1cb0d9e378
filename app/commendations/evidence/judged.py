"""Candidates and their case as the check of conditions takes them, read in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app import law
from app.commendations import queries
from app.commendations.evidence.counted import Candidate, facts, of_nominee
from app.commendations.evidence.figures import period_of, reached
from app.commendations.models import Achievement, Attestation, AwardRound, Confirmation, Dossier, Ground
from app.commendations.rules import (
    AttestedFact,
    AwardType,
    Case,
    ConfirmationFact,
    Earlier,
    GroundFact,
    LocalCondition,
    Pending,
    PlanCriterion,
    Subject,
    Verdict,
    condensed,
    verdicts,
)
from app.people.models import Collective, Person
from app.places import queries as places
from app.plans.models import Criterion, LocalCriterion
from app.plans.queries import local_criteria

HUNDRED = Decimal(100)
PUBLIC_SECTOR = "T1"


def eligibility(dossier: Dossier) -> dict[int, tuple[Verdict, ...]]:
    """Every condition judged for every nominee of a dossier; the number of reads does not grow with them."""
    case = case_of(dossier)
    return {one.id: condensed(verdicts(one, case)) for one in subjects(dossier)}


def case_of(dossier: Dossier) -> Case:
    """What all nominees of a dossier share, as the check takes it."""
    found = case_for(
        dossier.round,
        dossier.award,
        law.law_date(dossier.received_on),
        published=dossier.published_from is not None,
    )
    return replace(found, proposals=queries.other_proposals(dossier))


def case_for(award_round: AwardRound, award: str, law_day: date, *, published: bool = False) -> Case:
    """What all candidates for an award of a round share, before or after there is a dossier.

    The conditions and numbers of a movement's plan hold for what is awarded in it, not for service or a sudden merit.
    """
    plan, period = award_round.plan, period_of(award_round)
    thematic = award_round.award_type == AwardType.THEMATIC
    criteria: dict[str, tuple[PlanCriterion, ...]] = {}
    for row in plan.criteria:
        if thematic and row.award == award:
            criteria[row.subject_kind] = (*criteria.get(row.subject_kind, ()), _plan_criterion(row))
    return Case(
        award=award,
        award_type=award_round.award_type,
        law_date=law_day,
        round_id=award_round.id,
        published=published,
        criteria=criteria,
        proposed=queries.proposed_by_kind(award_round, award),
        confirmed=frozenset(places.confirmations("instrument")),
        compared=frozenset(places.confirmations("criterion", law_day)),
        local=_local(award, award_round.award_type, law_day),
        limits=queries.limits_of(award_round, award),
        direct=queries.direct_workers(award_round, award),
        period=(period.start, period.end),
        bodies=places.needed_confirmations(law_day),
    )


def _plan_criterion(row: Criterion) -> PlanCriterion:
    return PlanCriterion(row.id, row.text, row.measure, row.threshold, _mark(row), row.source)


def _mark(row: Criterion | LocalCriterion) -> law.Mark:
    """A value that an official compared with its source stands like one read in it."""
    return law.Mark.C if row.confirmed_on else law.Mark(row.mark)


def _local(award: str, award_type: str, day: date) -> dict[str, tuple[LocalCondition, ...]]:
    """What province and commune laid down for this award and type, by kind of subject."""
    rows = local_criteria.in_force(award, day)
    levels = queries.levels_of(row.owner_id for row in rows)
    found: dict[str, tuple[LocalCondition, ...]] = {}
    for row in rows:
        if not row.types or award_type in row.types:
            one = _local_condition(row, levels[row.owner_id])
            found[row.subject_kind] = (*found.get(row.subject_kind, ()), one)
    return found


def _local_condition(row: LocalCriterion, level: str) -> LocalCondition:
    return LocalCondition(
        id=row.id,
        text=row.text,
        effect=row.effect,
        mark=_mark(row),
        source=row.citation,
        local=level,
        replaces=row.replaces,
        one_of=row.one_of,
        enabled=row.enabled,
        measure=row.measure,
        threshold=row.threshold,
    )


def subjects(dossier: Dossier) -> list[Subject]:
    """The nominees of a dossier as the check takes them, in the order of the roll."""
    return subjects_of([of_nominee(one) for one in queries.nominees_of(dossier)], case_of(dossier))


def subjects_of(candidates: Sequence[Candidate], case: Case) -> list[Subject]:
    """Candidates as the check takes them, in their order, read in a number of statements that does not grow.

    Lists of ids go in pieces of a thousand. What stands in the rows of the subjects themselves is not read again, so
    whoever asks has loaded persons, heads of households and collectives.
    """
    known = _Known(candidates, case)
    return [known.subject(one) for one in candidates]


class _Known:
    """Everything the books say about some candidates, each book read once."""

    def __init__(self, candidates: Sequence[Candidate], case: Case) -> None:
        keys = {one.key for one in candidates}
        nominees = [one.nominee.id for one in candidates if one.nominee]
        self.awards = queries.awards_by_subject(keys)
        self.holds = queries.holds_of(keys)
        self.proposed = queries.proposed_in(case.round_id)
        self.attested = queries.attested_of(nominees)
        self.confirmations = queries.confirmed_of(nominees)
        self.grounds = queries.grounds_of(nominees)
        initiatives = (ground.initiative_id for rows in self.grounds.values() for ground in rows)
        self.uses = queries.uses_of(initiatives)
        self.ended = queries.ended_on([one.subject for one in candidates if isinstance(one.subject, Collective)])

    def subject(self, one: Candidate) -> Subject:
        nominee = one.nominee
        attested = self.attested.get(one.id, []) if nominee else []
        figures = one.figures if one.figures is not None else nominee.figures if nominee else {}
        person = one.subject if isinstance(one.subject, Person) else None
        collective = one.subject if isinstance(one.subject, Collective) else None
        return Subject(
            id=one.id,
            kind=one.kind,
            name=queries.called(one.subject),
            merit=one.merit,
            answers={row.criterion: row.answer for row in attested},
            attested={row.criterion: _attested(row) for row in attested},
            earlier=tuple(_earlier(row) for row in self.awards.get(one.key, ())),
            dissolved_on=self.ended.get(collective.id) if collective else None,
            figures=reached(figures),
            holds=facts(self.holds.get(one.key, ())),
            grounds=tuple(self._ground(row) for row in self.grounds.get(one.id, ())) if nominee else (),
            confirmations=tuple(map(_confirmation, self.confirmations.get(one.id, ()))) if nominee else (),
            pending=self._pending(one),
            is_enterprise=bool(collective and collective.is_enterprise),
            is_official=bool(person and _is_official(person)),
            sex=person.sex if person else None,
            women_share=_women_share(collective) if collective else None,
            direct_worker=nominee.direct_worker if nominee else None,
        )

    def _ground(self, row: Ground) -> GroundFact:
        initiative = row.initiative
        others = [use for use in self.uses.get(row.initiative_id, ()) if use.nominee_id != row.nominee_id]
        used = initiative.used_by or (queries.use_label(others[0]) if others else "")
        return GroundFact(initiative.title, used, initiative.recognised_by or "", initiative.id)

    def _pending(self, one: Candidate) -> tuple[Pending, ...]:
        own = one.nominee.dossier_id if one.nominee else None
        found = [(dossier_id, award) for dossier_id, award in self.proposed.get(one.key, ()) if dossier_id != own]
        return tuple(Pending(queries.award_title(award), dossier_id) for dossier_id, award in found)


def _attested(row: Attestation) -> AttestedFact:
    return AttestedFact(row.attested_by, row.attested_on, row.note)


def _confirmation(row: Confirmation) -> ConfirmationFact:
    return ConfirmationFact(row.topic, row.body, row.clear, row.document, row.day)


def _earlier(row: Achievement) -> Earlier:
    return Earlier(
        award_label=row.award_label,
        award_type=row.award_type,
        merit=row.merit,
        reference_number=row.reference_number,
        day=row.day,
        round_id=row.round_id,
        nominee_id=row.nominee_id,
        revoked=row.revoked_on is not None,
        id=row.id,
    )


def _is_official(person: Person) -> bool:
    """Whether other bodies confirm what they know of this official: cán bộ, công chức, viên chức."""
    return person.target_group == PUBLIC_SECTOR or person.unit_id is not None


def _women_share(collective: Collective) -> Decimal | None:
    if not collective.headcount or collective.women_count is None:
        return None
    return HUNDRED * collective.women_count / collective.headcount
