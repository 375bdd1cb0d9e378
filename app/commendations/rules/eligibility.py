"""The check of conditions: each criterion of the law and of the plan judged for one nominee, with its reason.

Computed criteria are answered by records, attested ones by a named official; nothing is assumed.
"""

from collections.abc import Iterator, Sequence

from app import law, text
from app.commendations.rules.award_types import AwardType
from app.commendations.rules.checks import CHECKS, achievement_unused, answered
from app.commendations.rules.subject import Case, PlanCriterion, Question, Subject
from app.commendations.rules.verdict import Finding, Outcome, Standing, Verdict, article_of
from app.law import Asked, CriterionKind

# Asked when a nominee bears the name of an official who decides: another person of the same name.
ANOTHER_PERSON = "another-person"


# Nothing was found in the law for this award, subject and type: an official looks it up, nothing is made up.
_UNKNOWN_STANDARD = Verdict(
    Standing(
        code="standard-of-type",
        text="Tiêu chuẩn của hình thức này cho loại hình khen thưởng của đợt",
        effect=law.Effect.INFO,
        article="",
        mark=law.Mark.U,
        strength=law.Strength.LOOK,
    ),
    Finding(Outcome.LOOK, "standard-unknown"),
)


def verdicts(subject: Subject, case: Case) -> tuple[Verdict, ...]:
    """Judge every condition for one nominee on the dossier's day of law.

    Of criteria that share a group one attested "yes" is enough (Luật Thi đua, khen thưởng Điều 73 to 75).
    """
    return tuple(_verdicts(subject, case))


def _verdicts(subject: Subject, case: Case) -> Iterator[Verdict]:
    asked = law.criteria_for(case.award, subject.kind, case.law_date, case.award_type)
    if not law.standard_known(case.award, subject.kind, case.law_date, case.award_type):
        yield _UNKNOWN_STANDARD
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        if one.criterion.group:
            groups.setdefault(one.criterion.group, []).append(one)
    seen: set[str] = set()
    for one in asked:
        group = one.criterion.group
        if group:
            if group not in seen:
                yield _one_of(groups[group], subject, case)
            seen.add(group)
        else:
            finding = _finding(one, subject, case)
            if finding:
                yield Verdict(_standing(one, case), finding)
    for criterion in case.criteria.get(subject.kind, ()):
        yield _of_plan(criterion, subject)


def _standing(one: Asked, case: Case, text_: str | None = None) -> Standing:
    version = one.version
    mark = law.mark_on(case.law_date, version.mark, version.cites, case.confirmed)
    if one.code in case.compared:
        mark = law.Mark.C
    return Standing(
        code=one.code,
        text=text_ if text_ is not None else version.text,
        effect=version.effect,
        article=article_of(version.cites),
        mark=mark,
        strength=law.strength(mark, version.local),
        hold=one.criterion.hold is not None,
    )


def _finding(one: Asked, subject: Subject, case: Case) -> Finding | None:
    if one.criterion.kind is CriterionKind.ATTESTED:
        return answered(one.code, subject)
    if one.criterion.kind is CriterionKind.COMPUTED and one.criterion.check in CHECKS:
        return CHECKS[one.criterion.check](one, subject, case)
    return None


def _one_of(options: list[Asked], subject: Subject, case: Case) -> Verdict:
    """One of several: a single yes is enough, and only as many noes as options refuse."""
    standing = _standing(options[0], case, _either([one.version.text for one in options]))
    answers = [subject.answers.get(one.code) for one in options]
    met = [one for one, answer in zip(options, answers, strict=True) if answer]
    if met:
        return Verdict(standing, Finding(Outcome.MET, "one-attested", met[0].version.text))
    if None in answers:
        return Verdict(standing, Finding(Outcome.LOOK, "one-unanswered", unanswered=True))
    return Verdict(standing, Finding(Outcome.NOT_MET, "none-attested"))


def _of_plan(criterion: PlanCriterion, subject: Subject) -> Verdict:
    standing = Standing(
        code=criterion.code,
        text=criterion.text,
        effect=law.Effect.BLOCK,
        article=criterion.source,
        mark=criterion.mark,
        strength=law.strength(criterion.mark, "commune"),
    )
    return Verdict(standing, _plan_finding(criterion, subject))


def _plan_finding(criterion: PlanCriterion, subject: Subject) -> Finding:
    if criterion.measure is None:
        return answered(criterion.code, subject)
    reached = subject.figures.get(criterion.measure)
    if criterion.threshold is None or reached is None:
        return Finding(Outcome.LOOK, "no-threshold" if criterion.threshold is None else "no-figure")
    detail = f"{text.number_text(reached.count)}/{text.number_text(criterion.threshold)} {reached.noun}"
    if reached.count >= criterion.threshold:
        return Finding(Outcome.MET, "figure-reached", detail, reached.rows)
    return Finding(Outcome.NOT_MET, "figure-short", detail, reached.rows)


def _either(texts: Sequence[str]) -> str:
    """Conditions of which one is enough, as one sentence: "Được bình xét …; hoặc lập nhiều thành tích …"."""
    first, *others = texts
    return "; hoặc ".join([first, *(f"{one[:1].lower()}{one[1:]}" for one in others)])


def questions(subject: Subject, case: Case) -> tuple[Question, ...]:
    """Everything a named official is asked about this nominee, in the order of the verdicts."""
    found = []
    for one in law.criteria_for(case.award, subject.kind, case.law_date, case.award_type):
        if _is_asked(one, subject, case):
            article = article_of(one.version.cites)
            found.append(Question(one.code, one.version.text, article, one.criterion.hold is not None))
    for criterion in case.criteria.get(subject.kind, ()):
        if criterion.measure is None:
            found.append(Question(criterion.code, criterion.text, criterion.source))
    return tuple(found)


def _is_asked(one: Asked, subject: Subject, case: Case) -> bool:
    if one.criterion.kind is CriterionKind.ATTESTED or one.criterion.hold:
        return bool(one.version.text)
    if one.criterion.check == "achievement_unused":
        finding = achievement_unused(one, subject, case)
        return finding.reason in ("award-same-merit", "award-other-merit", "award-same-merit-attested")
    return one.criterion.check == "special_merit_confirmed" and case.award_type == AwardType.SUDDEN
