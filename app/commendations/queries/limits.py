"""Reads of what a round and its plan allow: how many of each kind, and how many of those proposed work directly."""

from sqlalchemy import func, select

from app.commendations.models import AwardRound, Dossier, Nominee, RoundQuota
from app.commendations.rules import AwardType, Limit, QuotaLine, limit_of, share_from
from app.db import db
from app.plans.models import Quota


def limits_of(award_round: AwardRound, award: str) -> dict[str, Limit]:
    """What may be proposed for an award in a round, by kind of subject; a kind nobody laid anything down for is absent.

    The round's own line goes before the number of the plan; a plan's number holds for what is awarded in its movement,
    not for service or a sudden merit.
    """
    found = limits_by_award(award_round)
    return {kind: limit for (code, kind), limit in found.items() if code == award}


def limits_by_award(award_round: AwardRound) -> dict[tuple[str, str], Limit]:
    """What may be proposed in a round, by award and kind of subject, in two reads."""
    found: dict[tuple[str, str], Limit] = {}
    for line in plan_lines(award_round):
        found[line.award, line.subject_kind] = limit_of(line)
    for row in quota_rows(award_round):
        found[row.award, row.subject_kind] = limit_of(quota_line(row))
    return found


def quota_rows(award_round: AwardRound) -> list[RoundQuota]:
    """What the round itself lays down, in the order in which it was entered."""
    chosen = select(RoundQuota).where(RoundQuota.round_id == award_round.id)
    return list(db.session.scalars(chosen.order_by(RoundQuota.id)))


def quota_line(row: RoundQuota) -> QuotaLine:
    """A row of the round's numbers as the rules take it."""
    return QuotaLine(
        row.award,
        row.subject_kind,
        row.most,
        share_from(row.share),
        row.base,
        share_from(row.direct_share),
        row.source,
    )


def plan_lines(award_round: AwardRound) -> list[QuotaLine]:
    """The numbers of the plan as a round of its movement may take them over; none for service or a sudden merit."""
    if award_round.award_type != AwardType.THEMATIC:
        return []
    source = f"Kế hoạch số {award_round.plan.reference_number}"
    chosen = select(Quota).where(Quota.plan_id == award_round.plan_id).order_by(Quota.id)
    return [QuotaLine(one.award, one.subject_kind, one.most, source=source) for one in db.session.scalars(chosen)]


def direct_workers(award_round: AwardRound, award: str) -> dict[str, int]:
    """How many of those put forward for an award in a round work directly, by kind of subject.

    Those of dossiers that were withdrawn or rejected no longer count, nor does anybody of whom it was not said.
    """
    chosen = (
        select(Nominee.subject_kind, func.count(Nominee.id))
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .where(
            Dossier.round_id == award_round.id,
            Dossier.award == award,
            Dossier.ended_on.is_(None),
            Nominee.direct_worker.is_(True),
        )
        .group_by(Nominee.subject_kind)
    )
    return {kind: count for kind, count in db.session.execute(chosen)}
