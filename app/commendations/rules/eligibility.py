"""The check of conditions: each criterion of the law, of the locality and of the plan judged for one nominee.

Computed criteria are answered by records, attested ones by a named official; nothing is assumed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app import law
from app.commendations.rules.conditions import Condition, conditions, one_of
from app.commendations.rules.subject import Case, Question, Subject
from app.commendations.rules.verdict import Finding, Outcome, Standing, Verdict

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
    if not law.standard_known(case.award, subject.kind, case.law_date, case.award_type):
        yield _UNKNOWN_STANDARD
    known = conditions(subject.kind, case)
    groups: dict[str, list[Condition]] = {}
    for one in known:
        if one.group:
            groups.setdefault(one.group, []).append(one)
    for one in known:
        if one.group:
            options = groups.pop(one.group, None)
            if options:
                yield Verdict(_either(options), one_of(options, subject))
        else:
            finding = one.judge(subject)
            if finding:
                yield Verdict(one.standing, finding)


def _either(options: Sequence[Condition]) -> Standing:
    """Conditions of which one is enough, as one sentence: "Được bình xét …; hoặc lập nhiều thành tích …".

    The group is as sure, and may do as much, as its first condition.
    """
    first, *others = [one.standing.text for one in options]
    words = "; hoặc ".join([first, *(f"{one[:1].lower()}{one[1:]}" for one in others)])
    return replace(options[0].standing, text=words)


def questions(subject: Subject, case: Case) -> tuple[Question, ...]:
    """Everything a named official is asked about this nominee, in the order of the verdicts, each once."""
    found: dict[str, Question] = {}
    for one in conditions(subject.kind, case):
        asked = one.question(subject)
        if asked is not None:
            found.setdefault(asked.code, asked)
    return tuple(found.values())
