"""Verbs of award rounds: open or correct one, lay down its numbers, take over those of the plan."""

from collections.abc import Sequence
from datetime import date

from app import audit, law, text
from app.commendations import queries
from app.commendations.models import AwardRound, Nominee, RoundQuota
from app.commendations.rules import (
    MENDABLE,
    AwardType,
    Occasion,
    QuotaLine,
    RoundFacts,
    closed,
    quota_faults,
    round_refusals,
)
from app.db import db
from app.plans.models import Plan
from app.refusals import Refusal, refuse_if


def save_round(
    award_round: AwardRound | None,
    *,
    plan: Plan,
    name: str,
    period_from: date,
    period_until: date,
    deadline: date,
    award_type: str = AwardType.THEMATIC,
    occasion: str | None = None,
    awards: Sequence[str] = (),
    subjects: Sequence[str] = (),
    eligible: str | None = None,
    asked: Sequence[str] = (),
    suggest_until: date | None = None,
) -> AwardRound:
    """Open a round of commendation under a plan, or correct it.

    Args: period_until, the first day whose merit no longer counts; award_type, one of rules.AwardType; occasion, one of
    rules.Occasion, that of the type when not given; awards and subjects, what may be proposed and who, empty for all;
    eligible, who in words; asked, the papers of a proposer; suggest_until, the last day for units and hamlets.
    Raises Refused for days in the wrong order, an award none of these kinds can get, or when a round with dossiers
    would get another plan, period or type, or lose an award or kind that stands in one.
    """
    usual = Occasion.SUDDEN if award_type == AwardType.SUDDEN else Occasion.ANNUAL
    kinds = tuple(awards), tuple(subjects)
    typed = RoundFacts(occasion or usual, award_type, period_from, period_until, deadline, suggest_until, *kinds)
    found = round_refusals(typed, _given_to(awards, deadline))
    refuse_if(found + (_in_use(award_round, plan, typed) if award_round is not None else []))
    award_round = award_round or AwardRound()
    award_round.plan, award_round.name, award_round.award_type = plan, text.nfc(name), award_type
    award_round.period_from, award_round.period_until = period_from, period_until
    award_round.deadline, award_round.suggest_until = deadline, suggest_until
    award_round.occasion = typed.occasion
    award_round.awards, award_round.subjects = list(awards), list(subjects)
    award_round.eligible = text.nfc_multiline(eligible or "") or None
    award_round.asked = [line for line in map(text.nfc, asked) if line]
    db.session.add(award_round)
    audit.record("round-saved", award_round, name=award_round.name)
    return award_round


def _given_to(awards: Sequence[str], day: date) -> list[tuple[str, tuple[str, ...]]]:
    """To which kinds of subject the law gives each award, as far as it is known on the day."""
    known = [law.AWARDS[code] for code in awards if law.AWARDS[code].known_on(day)]
    return [(one.label, tuple(map(str, one.on(day).subjects))) for one in known]


def _in_use(award_round: AwardRound, plan: Plan, typed: RoundFacts) -> list[Refusal]:
    """Why a round that has dossiers or suggestions already cannot become this."""
    found = []
    if queries.of_round(award_round):
        kept = (award_round.plan_id, award_round.period_from, award_round.period_until)
        if kept != (plan.id, typed.period_from, typed.period_until):
            found.append(Refusal("round-in-use"))
        if award_round.award_type != typed.award_type:
            found.append(Refusal("round-type-in-use"))
    awards, kinds = queries.used_in(award_round)
    lost = [law.AWARDS[code].label for code in sorted(awards) if typed.awards and code not in typed.awards]
    found += [Refusal("round-award-in-use", detail=label) for label in lost]
    if typed.subjects and kinds - set(typed.subjects):
        found.append(Refusal("round-kind-in-use"))
    return found


def faults_of_quotas(award_round: AwardRound, lines: Sequence[QuotaLine]) -> list[tuple[QuotaLine, str, Refusal]]:
    """Why the numbers of a round cannot stand as typed: the line, its field, the reason; all of them at once."""
    return [
        (line, name, reason)
        for line in lines
        for name, reason in quota_faults(line, _fits(line.award, line.subject_kind, award_round.deadline))
    ]


def _fits(award: str, kind: str, day: date) -> bool:
    known = law.AWARDS[award]
    return not known.known_on(day) or kind in known.on(day).subjects


def save_quotas(award_round: AwardRound, lines: Sequence[QuotaLine]) -> None:
    """Lay down how many may be proposed in a round; an empty line takes away what was laid down before.

    Raises Refused for a number without its source, a share that is no percent, a base without a share.
    """
    refuse_if([reason for _line, _name, reason in faults_of_quotas(award_round, lines)])
    known = {(row.award, row.subject_kind): row for row in queries.quota_rows(award_round)}
    for line in lines:
        _set_quota(award_round, known.get((line.award, line.subject_kind)), line)
    db.session.flush()
    audit.record("round-quotas-saved", award_round, count=sum(1 for line in lines if not line.is_empty))


def _set_quota(award_round: AwardRound, row: RoundQuota | None, line: QuotaLine) -> None:
    if line.is_empty:
        if row is not None:
            award_round.quotas.remove(row)
            db.session.delete(row)
        return
    if row is None:
        row = RoundQuota(award=line.award, subject_kind=line.subject_kind)
        award_round.quotas.append(row)
    row.most, row.base, row.source = line.most, line.base, text.nfc(line.source)
    row.share = None if line.share is None else str(line.share)
    row.direct_share = None if line.direct_share is None else str(line.direct_share)


def take_plan_quotas(award_round: AwardRound) -> int:
    """Take over the numbers of the plan where the round has laid down nothing of its own; returns how many."""
    known = {(row.award, row.subject_kind) for row in queries.quota_rows(award_round)}
    given = award_round.awards
    lines = [
        line
        for line in queries.plan_lines(award_round)
        if (line.award, line.subject_kind) not in known and (not given or line.award in given)
    ]
    for line in lines:
        _set_quota(award_round, None, line)
    db.session.flush()
    audit.record("round-quotas-saved", award_round, count=len(lines))
    return len(lines)


def set_direct_workers(award_round: AwardRound, nominees: Sequence[Nominee], answer: bool | None) -> int:
    """Say of persons put forward whether they work directly in labour, production or business; None: not known.

    Source: Luật Thi đua, khen thưởng Điều 5 speaks of them first, without a percentage.
    Raises Refused for somebody who is no person or whose dossier has left the desk; nothing is then written.
    """
    found = [Refusal("direct-worker-person-only") for one in nominees if one.subject_kind != "person"]
    found += [reason for one in nominees for reason in closed(one.dossier.state, *MENDABLE)]
    refuse_if(list(dict.fromkeys(found)))
    for one in nominees:
        one.direct_worker = answer
    said = {True: "có", False: "không", None: "chưa rõ"}[answer]
    audit.record("direct-workers-said", award_round, count=len(nominees), answer=said)
    return len(nominees)
