"""Verbs of plans: save one, start it from the sourced values, copy one handed down, set its targets and criteria."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit, law, text
from app.db import db
from app.plans import queries, rules
from app.plans.models import Content, Criterion, LegalBasis, Plan, Quota, Target
from app.refusals import Refusal, Refused


def save_plan(
    plan: Plan | None,
    *,
    title: str,
    movement: str,
    reference_number: str,
    day: date,
    valid_from: date,
    valid_until: date,
    contents: Sequence[str],
    legal_bases: Sequence[str],
    with_targets: bool = True,
) -> Plan:
    """Enter a plan or correct it; a new one may begin with the central targets of its years, marked as proposed.

    Args: movement, its exact name; valid_until, the first day after the period; contents and legal_bases, one
    line each in printed order ("Căn cứ …" without the closing mark). Raises Refused.
    Source of the proposed targets: movement.md 9.1 (Kế hoạch 01-KH/BCĐTW, QĐ 757/QĐ-BKHCN).
    """
    taken = queries.number_taken(plan, reference_number, day)
    refusals = rules.plan_refusals(day, valid_from, valid_until, taken)
    _check([*(_owner_refusals(plan) if plan else []), *refusals])
    is_new = plan is None
    plan = plan or Plan(state="issued")
    plan.title, plan.movement, plan.reference_number = text.nfc(title), movement, text.nfc(reference_number)
    plan.day, plan.valid_from, plan.valid_until = day, valid_from, valid_until
    db.session.add(plan)
    db.session.flush()
    _set_lines(plan.contents, Content, contents)
    _set_lines(plan.legal_bases, LegalBasis, legal_bases)
    if is_new and with_targets:
        plan.targets += proposed_targets(rules.Period(valid_from, valid_until))
    audit.record("plan-saved", plan, number=plan.reference_number)
    return plan


def adopt(source: Plan, **fields: Any) -> Plan:
    """Make a plan of one's own after a plan handed down, with all its targets, criteria and quotas.

    Args: fields as in save_plan; the copy is the commune's own and may be changed. Raises Refused.
    """
    plan = save_plan(None, with_targets=False, **fields)
    years = range(plan.valid_from.year, rules.last_year(period_of(plan)) + 1)
    plan.targets += [_copy(target, source) for target in source.targets if target.year in years]
    plan.criteria += [_copy(criterion, source) for criterion in source.criteria]
    plan.quotas += [_copy(quota, source) for quota in source.quotas]
    db.session.flush()
    return plan


def _copy(row: Any, source: Plan) -> Any:
    """A row of a plan once more, without its identity; a confirmed value keeps who confirmed it."""
    left = {"id", "owner_id", "plan_id"}
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key not in left}
    if values.get("source") == _own_source(source):
        values["source"] = f"Kế hoạch số {source.reference_number}"
    return type(row)(**values)


def period_of(plan: Plan) -> rules.Period:
    """The period of a plan as measures take it."""
    return rules.Period(plan.valid_from, plan.valid_until)


def _set_lines(kept: list[Any], table: type[Any], lines: Sequence[str]) -> None:
    """Make the rows say these lines in this order; a row whose line did not change stays."""
    wanted = [line for line in map(text.nfc, lines) if line]
    for row, line in zip(kept, wanted, strict=False):
        row.text = line
    for row in kept[len(wanted) :]:
        db.session.delete(row)
    del kept[len(wanted) :]
    kept += [table(position=place, text=wanted[place]) for place in range(len(kept), len(wanted))]


def proposed_contents() -> list[str]:
    """The seven contents of the movement, QĐ 923/QĐ-TTg."""
    return [content.text for content in law.CONTENTS]


def proposed_legal_bases(day: date, level: str) -> list[str]:
    """The căn cứ lines of a day for a plan of this level, those only that may be printed."""
    return [f"Căn cứ {line.text}" for line in law.legal_basis_lines(day, level) if line.printed]


def basis_line(plan: Plan, issuer: str) -> str:
    """How a plan handed down is cited by the plans and papers under it.

    Args: issuer, the full name of the authority that issued it.
    """
    return f"Căn cứ Kế hoạch số {plan.reference_number} {text.long_day_text(plan.day)} của {issuer}"


def proposed_targets(period: rules.Period) -> list[Target]:
    """The central values of T1 to T5 for the years of a period, with mark and source; T4 has no value yet.

    What they are computed from is proposed too and may be changed: T4 from the confirmations on VNeID, the others from
    who passed a class or completed an online course.
    """
    years = range(period.start.year, rules.last_year(period) + 1)
    return [
        Target(
            group=group.code,
            label=f"{value.audience}: {group.measure[0].lower()}{group.measure[1:]}",
            year=value.year,
            comparator="≥",
            value=value.value,
            measure_unit=value.measure_unit,
            measure=rules.Measure.VNEID_CONFIRMED if group.code == "T4" else rules.Measure.PEOPLE_SKILLED,
            mark=value.mark,
            source=value.cite,
        )
        for group in law.TARGETS
        for value in group.years
        if value.year in years
    ]


@dataclass(frozen=True, kw_only=True)
class TargetFields:
    """What an official types of a target; `source` empty means the plan itself."""

    group: str
    label: str
    year: int
    comparator: str
    value: int | None
    measure_unit: str
    measure: str | None
    base: int | None
    base_source: str
    source: str = ""


def save_target(plan: Plan, target: Target | None, fields: TargetFields) -> Target:
    """Add a target to a plan or change it; a value typed by an official has the plan as its source.

    A changed value loses its mark and its confirmation: both spoke of the old one. Raises Refused.
    """
    typed = rules.TargetValues(fields.year, fields.value, fields.measure_unit, fields.base, fields.base_source.strip())
    _check([*_owner_refusals(plan), *rules.target_refusals(typed, period_of(plan))])
    changed = target is None or (target.value, target.measure_unit) != (fields.value, fields.measure_unit)
    source = text.nfc(fields.source) or (_own_source(plan) if changed else target.source if target else "")
    if target is None:
        target = Target()
        plan.targets.append(target)
    target.group, target.label, target.year = fields.group, text.nfc(fields.label), fields.year
    target.comparator, target.value, target.measure_unit = fields.comparator, fields.value, fields.measure_unit
    target.measure, target.base = fields.measure, fields.base
    target.base_source, target.source = text.nfc(fields.base_source) or None, source
    if changed:
        target.mark = law.Mark.U if fields.value is None else law.Mark.C
        target.confirmed_by = target.confirmed_on = target.confirmed_against = None
    audit.record("target-saved", target, name=target_name(target))
    return target


def add_target(plan: Plan, **fields: Any) -> Target:
    """Add a target to a plan; fields as in TargetFields. Raises Refused."""
    return save_target(plan, None, TargetFields(**fields))


def remove_target(plan: Plan, target: Target) -> None:
    """Take a target out of a plan. Raises Refused for a plan handed down."""
    _check(_owner_refusals(plan))
    audit.record("target-removed", plan, name=target_name(target))
    _remove(plan.targets, target)


def target_name(target: Target) -> str:
    """What the log and the pages call a target: group and year."""
    return f"{target.group}/{target.year}"


def save_criterion(
    plan: Plan,
    criterion: Criterion | None,
    *,
    award: str,
    subject_kind: str,
    statement: str,
    measure: str | None = None,
    threshold: int | None = None,
) -> Criterion:
    """Say what a plan asks for an award: computed with a measure and a threshold, else attested by an official.

    Args: award, a code of law.AWARDS; subject_kind person, collective or household; statement, the condition in
    words. Raises Refused.
    """
    statement = text.nfc(statement)
    same = (award, subject_kind, measure, statement.casefold())
    known = any(other is not criterion and _criterion_key(other) == same for other in plan.criteria)
    refusals = rules.criterion_refusals(measure, threshold, known, _fits(award, subject_kind, plan.day))
    _check([*_owner_refusals(plan), *refusals])
    if criterion is None:
        criterion = Criterion(mark=law.Mark.C)
        plan.criteria.append(criterion)
    criterion.award, criterion.subject_kind, criterion.text = award, subject_kind, statement
    criterion.measure, criterion.threshold = measure, threshold
    criterion.mark, criterion.source = law.Mark.C, _own_source(plan)
    audit.record("criterion-saved", criterion, name=statement)
    return criterion


def add_criterion(
    plan: Plan,
    award: str,
    subject_kind: str,
    statement: str,
    measure: str | None = None,
    threshold: int | None = None,
) -> Criterion:
    """Add a criterion to a plan, as save_criterion does. Raises Refused."""
    return save_criterion(
        plan,
        None,
        award=award,
        subject_kind=subject_kind,
        statement=statement,
        measure=measure,
        threshold=threshold,
    )


def _criterion_key(criterion: Criterion) -> tuple[str, str, str | None, str]:
    return criterion.award, criterion.subject_kind, criterion.measure, criterion.text.casefold()


def remove_criterion(plan: Plan, criterion: Criterion) -> None:
    """Take a criterion out of a plan. Raises Refused for a plan handed down."""
    _check(_owner_refusals(plan))
    audit.record("criterion-removed", plan, name=criterion.text)
    _remove(plan.criteria, criterion)


def set_quota(plan: Plan, award: str, subject_kind: str, most: int | None) -> None:
    """Set how many of a kind of subject may be proposed for an award; None takes the limit away. Raises Refused."""
    _check([*_owner_refusals(plan), *rules.subject_refusals(_fits(award, subject_kind, plan.day))])
    known = [one for one in plan.quotas if (one.award, one.subject_kind) == (award, subject_kind)]
    label = law.AWARDS[award].label
    if most is None:
        for quota in known:
            _remove(plan.quotas, quota)
        audit.record("quota-removed", plan, award=label, subject_kind=subject_kind)
        return
    if known:
        known[0].most = most
    else:
        plan.quotas.append(Quota(award=award, subject_kind=subject_kind, most=most))
    audit.record("quota-set", plan, award=label, subject_kind=subject_kind, most=most)


def confirm(row: Target | Criterion, against: str, by: str, day: date) -> None:
    """Say that a named official compared a value with its document on a day: the badge goes.

    Args: against, the document; by, the official's name. Raises Refused for an empty value.
    """
    known = not isinstance(row, Target) or row.value is not None
    _check([*_owner_refusals(row.plan), *rules.confirm_refusals(known)])
    row.confirmed_against, row.confirmed_by, row.confirmed_on = text.nfc(against), by, day
    name = target_name(row) if isinstance(row, Target) else row.text
    audit.record("value-confirmed", row.plan, name=name, against=row.confirmed_against)


def _check(refusals: list[Refusal]) -> None:
    if refusals:
        raise Refused(refusals)


def _owner_refusals(plan: Plan) -> list[Refusal]:
    return rules.owner_refusals(queries.is_own(plan))


def _own_source(plan: Plan) -> str:
    return f"Kế hoạch số {plan.reference_number}"


def _remove(kept: list[Any], row: Any) -> None:
    kept.remove(row)
    db.session.delete(row)
    db.session.flush()


def _fits(award: str, subject_kind: str, day: date) -> bool:
    version = law.AWARDS[award].on(max(day, law.AWARDS[award].versions[0].start))
    return subject_kind in version.subjects
