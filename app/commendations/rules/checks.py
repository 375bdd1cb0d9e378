"""The computed criteria, each under the name by which the law data ask for it.

A criterion the program has no data about yet (a discipline term, an initiative) is not shown as met.
"""

from collections.abc import Callable

from app import law, text
from app.commendations.rules.award_types import AwardType
from app.commendations.rules.subject import Case, Subject
from app.commendations.rules.verdict import Finding, Outcome
from app.law import Asked

NO_GROUND = frozenset({AwardType.THEMATIC, AwardType.SUDDEN})


def answered(code: str, subject: Subject) -> Finding:
    """What a named official answered, or that nobody has answered yet."""
    answer = subject.answers.get(code)
    if answer is None:
        return Finding(Outcome.LOOK, "unanswered", unanswered=True)
    return Finding(Outcome.MET, "attested") if answer else Finding(Outcome.NOT_MET, "attested-not")


def achievement_unused(one: Asked, subject: Subject, case: Case) -> Finding:
    """No second award for one achievement: the same round is the same one; the same words must be looked at."""
    earlier = [award for award in subject.earlier if award.nominee_id != subject.id]
    for award in earlier:
        if award.round_id == case.round_id:
            return Finding(Outcome.NOT_MET, "award-same-round", award.decision)
    merit = text.fold(subject.merit)
    for award in earlier:
        if text.fold(award.merit) == merit:
            answer = subject.answers.get(one.code)
            if answer is None:
                return Finding(Outcome.LOOK, "award-same-merit", award.decision, unanswered=True)
            reason = "award-other-merit" if answer else "award-same-merit-attested"
            return Finding(Outcome.MET if answer else Outcome.NOT_MET, reason, award.decision)
    return Finding(Outcome.MET, "award-unused")


def _no_thematic_ground(one: Asked, subject: Subject, case: Case) -> Finding:
    """Awards for a theme or an unplanned merit are no ground for an award for merit of a higher level."""
    higher = law.AWARDS[case.award].level != "commune"
    thematic = [award for award in subject.earlier if award.award_type in NO_GROUND]
    if case.award_type != AwardType.SERVICE or not higher or not thematic:
        return Finding(Outcome.MET, "no-thematic-ground")
    if any(text.fold(award.merit) == text.fold(subject.merit) for award in thematic):
        return Finding(Outcome.NOT_MET, "thematic-ground", thematic[-1].decision)
    return Finding(Outcome.LOOK, "thematic-awards", thematic[-1].decision)


def _no_open_hold(one: Asked, subject: Subject, case: Case) -> Finding:
    return answered(one.code, subject)


def _unit_in_force(one: Asked, subject: Subject, case: Case) -> Finding:
    if subject.dissolved_on and subject.dissolved_on <= case.law_date:
        return Finding(Outcome.NOT_MET, "unit-dissolved", text.day_text(subject.dissolved_on))
    return Finding(Outcome.MET, "unit-in-force")


def _within_quota(one: Asked, subject: Subject, case: Case) -> Finding | None:
    most = case.quotas.get(subject.kind)
    if most is None:
        return None
    proposed = case.proposed.get(subject.kind, 0)
    detail = f"{proposed}/{most}"
    if proposed > most:
        return Finding(Outcome.NOT_MET, "quota-passed", detail)
    return Finding(Outcome.MET, "quota-kept", detail)


def _plan_has_criteria(one: Asked, subject: Subject, case: Case) -> Finding:
    if any(case.criteria.values()):
        return Finding(Outcome.MET, "plan-with-criteria")
    return Finding(Outcome.NOT_MET, "plan-without-criteria")


def _published(one: Asked, subject: Subject, case: Case) -> Finding:
    return Finding(Outcome.MET, "published") if case.published else Finding(Outcome.NOT_MET, "not-published")


def _special_merit_confirmed(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """A confirmation of the competent body is asked for an unplanned merit only, never otherwise (Điều 84.2)."""
    return answered(one.code, subject) if case.award_type == AwardType.SUDDEN else None


def _one_proposal(one: Asked, subject: Subject, case: Case) -> Finding:
    """Met by construction: a dossier has one award, and so one deciding authority and one proposal."""
    return Finding(Outcome.MET, "one-proposal")


Check = Callable[[Asked, Subject, Case], Finding | None]
CHECKS: dict[str | None, Check] = {
    "achievement_unused": achievement_unused,
    "one_award_per_theme": achievement_unused,
    "no_thematic_ground_for_merit": _no_thematic_ground,
    "no_open_hold": _no_open_hold,
    "unit_in_force": _unit_in_force,
    "within_quota": _within_quota,
    "plan_has_criteria": _plan_has_criteria,
    "published_before_submission": _published,
    "special_merit_confirmed": _special_merit_confirmed,
    "one_proposal_per_authority": _one_proposal,
}
