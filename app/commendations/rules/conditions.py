"""The conditions of one case: those of the law as province and commune changed them, theirs, and those of the plan.

Each knows how it is judged and what is asked about it, so that verdicts and questions never speak of different things.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app import law, text
from app.commendations.rules.checks import CHECKS, DIRECT, answered, confirmed, direct_workers
from app.commendations.rules.subject import Case, LocalCondition, PlanCriterion, Question, Subject
from app.commendations.rules.verdict import NO_HOLD, Finding, Outcome, Standing, article_of
from app.law import Asked, CriterionKind, NeededConfirmation

CONFIRMED = "confirm."
# Reasons after which an official has something to say about a computed condition, or said it already.
ASKED_ABOUT = frozenset(
    {
        "award-same-merit",
        "award-other-merit",
        "award-same-merit-attested",
        "pending-same-merit",
        "pending-other-merit",
        "pending-same-merit-attested",
        "thematic-awards",
        "thematic-not-used",
        "thematic-used",
        "ground-unrecognised",
        "unanswered",
        "attested",
        "attested-not",
    }
)


@dataclass(frozen=True)
class Condition:
    """One condition of a case: what it is, its group, how it is judged. Of a group one is enough."""

    standing: Standing
    judge: Callable[[Subject], Finding | None]
    group: str | None = None

    @property
    def code(self) -> str:
        """The code an attestation refers to."""
        return self.standing.code

    def question(self, subject: Subject) -> Question | None:
        """What an official is asked about this nominee; None where records answer or it does not touch the case."""
        found = self.judge(subject)
        if found is None or found.reason not in ASKED_ABOUT or not self.standing.text:
            return None
        if self.standing.hold:
            one = law.CRITERIA[NO_HOLD].versions[-1]
            return Question(NO_HOLD, one.text, self.standing.article, hold=True)
        return Question(self.code, self.standing.text, self.standing.article, group=self.group)


def conditions(kind: str, case: Case) -> tuple[Condition, ...]:
    """Everything a nominee of this kind is judged by, in the order in which it is told; put together once for a case.

    Args: kind, of the subject: person, household or collective.
    """
    if kind not in case.worked_out:
        case.worked_out[kind] = tuple(_conditions(kind, case))
    found: tuple[Condition, ...] = case.worked_out[kind]
    return found


def _conditions(kind: str, case: Case) -> Iterator[Condition]:
    rows = case.local.get(kind, ())
    replaced = {row.replaces: row for row in rows if row.replaces}
    for one in law.criteria_for(case.award, kind, case.law_date, case.award_type):
        local = replaced.get(one.code)
        if local is None or local.enabled:
            yield _of_law(one, case, local)
    yield from _switched_on(kind, case, replaced)
    for row in rows:
        if row.enabled and not row.replaces:
            yield Condition(_local_standing(row, row.code, row.text), _by_figure(row, row.code), row.one_of)
    for criterion in case.criteria.get(kind, ()):
        yield Condition(_plan_standing(criterion), _by_figure(criterion, criterion.code))
    for needed in bodies(case):
        yield Condition(_confirmation_standing(needed), _by_confirmation(needed))


def bodies(case: Case) -> tuple[NeededConfirmation, ...]:
    """What other bodies confirm of an enterprise and of an official: as laid down locally, else as the law data."""
    return law.confirmations_for(case.law_date) if case.bodies is None else case.bodies


def _switched_on(kind: str, case: Case, replaced: Mapping[str, LocalCondition]) -> Iterator[Condition]:
    """Conditions that the law data know but do not apply, where an official below switched them on."""
    for code, row in replaced.items():
        criterion = law.CRITERIA.get(code)
        if criterion is None or not row.enabled or not criterion.known_on(case.law_date):
            continue
        speaks = not criterion.types or case.award_type in criterion.types
        if kind in criterion.subjects and speaks and not criterion.on(case.law_date).enabled:
            yield _of_law(Asked(criterion, criterion.on(case.law_date)), case, row)


def _of_law(one: Asked, case: Case, local: LocalCondition | None) -> Condition:
    standing = _standing(one, case)
    if local is not None:
        standing = replace(_local_standing(local, one.code, local.text or standing.text), hold=standing.hold)
        if local.measure:
            return Condition(standing, _by_figure(local, one.code), one.criterion.group)
    return Condition(standing, _by_law(one, case), one.criterion.group)


def _standing(one: Asked, case: Case) -> Standing:
    version = one.version
    mark = law.mark_on(case.law_date, version.mark, version.cites, case.confirmed)
    if one.code in case.compared:
        mark = law.Mark.C
    return Standing(
        code=one.code,
        text=version.text,
        effect=version.effect,
        article=article_of(version.cites),
        mark=mark,
        strength=law.strength(mark, version.local),
        hold=one.criterion.hold is not None,
    )


def _local_standing(row: LocalCondition, code: str, words: str) -> Standing:
    strength = law.strength(row.mark, row.local)
    return Standing(code, words, law.Effect(row.effect), row.source, row.mark, strength)


def _plan_standing(row: PlanCriterion) -> Standing:
    return Standing(row.code, row.text, law.Effect.BLOCK, row.source, row.mark, law.strength(row.mark, "commune"))


def _confirmation_standing(needed: NeededConfirmation) -> Standing:
    """Who else is asked is our own design (D), so it reminds and never refuses; what was said against it is shown."""
    return Standing(
        code=f"{CONFIRMED}{needed.code}",
        text=f"{needed.body} xác nhận: {needed.text[:1].lower()}{needed.text[1:]}",
        effect=law.Effect.WARN,
        article=article_of(needed.cites),
        mark=needed.mark,
        strength=law.strength(needed.mark, needed.local),
    )


# ---- how each is judged


def _by_law(one: Asked, case: Case) -> Callable[[Subject], Finding | None]:
    def judge(subject: Subject) -> Finding | None:
        if one.criterion.kind is CriterionKind.ATTESTED:
            return answered(one.code, subject)
        if one.criterion.kind is CriterionKind.COMPUTED:
            return CHECKS[one.criterion.check](one, subject, case)
        return direct_workers(one, subject, case) if one.code == DIRECT else None

    return judge


def _by_figure(row: PlanCriterion | LocalCondition, code: str) -> Callable[[Subject], Finding | None]:
    """Answered by the recorded figure where the row names a measure, else by an official."""

    def judge(subject: Subject) -> Finding:
        if row.measure is None:
            return answered(code, subject)
        reached = subject.figures.get(row.measure)
        if row.threshold is None or reached is None:
            return Finding(Outcome.LOOK, "no-threshold" if row.threshold is None else "no-figure")
        detail = f"{text.number_text(reached.count)}/{text.number_text(row.threshold)} {reached.noun}"
        if reached.count >= row.threshold:
            return Finding(Outcome.MET, "figure-reached", detail, reached.rows)
        return Finding(Outcome.NOT_MET, "figure-short", detail, reached.rows)

    return judge


def _by_confirmation(needed: NeededConfirmation) -> Callable[[Subject], Finding | None]:
    """What the other body wrote; where nothing came in it is asked for, and others are not touched at all."""

    def judge(subject: Subject) -> Finding | None:
        asked = subject.is_enterprise if needed.whom == "enterprise" else subject.is_official
        if not asked:
            return None
        row = next((one for one in subject.confirmations if one.topic == needed.code), None)
        if row is not None:
            return confirmed(row)
        return Finding(Outcome.LOOK, "confirmation-missing", needed.body)

    return judge


def one_of(options: Sequence[Condition], subject: Subject) -> Finding:
    """One of several: a single yes is enough, and only as many noes as options refuse."""
    found = [(option, option.judge(subject)) for option in options]
    judged = [(option, finding) for option, finding in found if finding is not None]
    for option, finding in judged:
        if finding.outcome is Outcome.MET:
            return replace(finding, reason="one-attested", detail=option.standing.text)
    if any(finding.outcome is Outcome.LOOK for _option, finding in judged):
        return Finding(Outcome.LOOK, "one-unanswered", unanswered=True)
    return Finding(Outcome.NOT_MET, "none-attested")
