"""Verbs of criteria and quotas: what a plan asks for an award, and how many may be proposed."""

from datetime import date

from app import audit, law, text
from app.plans import rules
from app.plans.actions.changes import record_change
from app.plans.actions.changes import refusals as change_refusals
from app.plans.actions.parts import check_own, own_source, remove
from app.plans.models import Criterion, Plan, Quota
from app.refusals import refuse_if

SUBJECTS = {"person": "cá nhân", "collective": "tập thể", "household": "hộ gia đình"}


def save_criterion(
    plan: Plan,
    criterion: Criterion | None,
    *,
    award: str,
    subject_kind: str,
    statement: str,
    measure: str | None = None,
    threshold: int | None = None,
    reason: str = "",
) -> Criterion:
    """Say what a plan asks for an award: computed with a measure and a threshold, else attested by an official.

    Args: award, a code of law.AWARDS; subject_kind person, collective or household; statement, the condition in
    words; reason, why an issued plan is changed. Raises Refused.
    """
    check_own(plan)
    statement = text.nfc(statement)
    same = (award, subject_kind, measure, statement.casefold())
    known = any(other is not criterion and _criterion_key(other) == same for other in plan.criteria)
    refusals = rules.criterion_refusals(measure, threshold, known, _fits(award, subject_kind, plan.day))
    before = _criterion_words(criterion) if criterion else ""
    after = _words(award, subject_kind, statement, measure, threshold)
    refuse_if(refusals + change_refusals(plan, before, after, reason))
    record_change(plan, "criterion", statement, before, after, reason)
    if criterion is None:
        criterion = Criterion(mark=law.Mark.C)
        plan.criteria.append(criterion)
    criterion.award, criterion.subject_kind, criterion.text = award, subject_kind, statement
    criterion.measure, criterion.threshold = measure, threshold
    criterion.mark, criterion.source = law.Mark.C, own_source(plan)
    audit.record("criterion-saved", criterion, name=statement)
    return criterion


def add_criterion(
    plan: Plan,
    award: str,
    subject_kind: str,
    statement: str,
    measure: str | None = None,
    threshold: int | None = None,
    reason: str = "",
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
        reason=reason,
    )


def _criterion_words(criterion: Criterion) -> str:
    return _words(criterion.award, criterion.subject_kind, criterion.text, criterion.measure, criterion.threshold)


def _words(award: str, subject_kind: str, statement: str, measure: str | None, threshold: int | None) -> str:
    """What a criterion says in one line, as changes keep it."""
    least = f"từ {text.number_text(threshold)} trở lên" if measure and threshold else ""
    return "; ".join(part for part in (law.AWARDS[award].label, SUBJECTS[subject_kind], statement, least) if part)


def _criterion_key(criterion: Criterion) -> tuple[str, str, str | None, str]:
    return criterion.award, criterion.subject_kind, criterion.measure, criterion.text.casefold()


def remove_criterion(plan: Plan, criterion: Criterion, reason: str = "") -> None:
    """Take a criterion out of a plan. Raises Refused for a plan handed down, or issued and without a reason."""
    check_own(plan)
    record_change(plan, "criterion", criterion.text, _criterion_words(criterion), "", reason)
    audit.record("criterion-removed", plan, name=criterion.text)
    remove(plan.criteria, criterion)


def set_quota(plan: Plan, award: str, subject_kind: str, most: int | None, reason: str = "") -> None:
    """Set how many of a kind of subject may be proposed for an award; None takes the limit away. Raises Refused."""
    check_own(plan)
    known = [one for one in plan.quotas if (one.award, one.subject_kind) == (award, subject_kind)]
    label = law.AWARDS[award].label
    before, after = _most(known[0].most if known else None), _most(most)
    found = rules.subject_refusals(_fits(award, subject_kind, plan.day))
    refuse_if(found + change_refusals(plan, before, after, reason))
    record_change(plan, "quota", f"{label}, {SUBJECTS[subject_kind]}", before, after, reason)
    if most is None:
        for quota in known:
            remove(plan.quotas, quota)
        audit.record("quota-removed", plan, award=label, subject_kind=subject_kind)
        return
    if known:
        known[0].most = most
    else:
        plan.quotas.append(Quota(award=award, subject_kind=subject_kind, most=most))
    audit.record("quota-set", plan, award=label, subject_kind=subject_kind, most=most)


def _most(most: int | None) -> str:
    return "không giới hạn" if most is None else f"nhiều nhất {text.number_text(most)}"


def _fits(award: str, subject_kind: str, day: date) -> bool:
    version = law.AWARDS[award].on(max(day, law.AWARDS[award].versions[0].start))
    return subject_kind in version.subjects
