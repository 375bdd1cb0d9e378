"""Reads of award rounds: the round, what stands in it, its numbers by award and kind of subject."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import law
from app.commendations.models import AwardRound, Dossier, Meeting, Nominee, Suggestion
from app.commendations.queries.councils import last_meeting, votes_of
from app.commendations.queries.dossiers import SUBJECT
from app.commendations.queries.limits import limits_by_award
from app.commendations.rules import Limit, SuggestionState
from app.db import db
from app.tenancy import scope_of

PAGE_OF_NOMINEES = 100
Cell = tuple[str, str]


def get_round(round_id: int) -> AwardRound:
    """The round with this id; a foreign or unknown id is not found."""
    found = db.session.get(AwardRound, round_id)
    if found is None or found.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return found


def offered_awards(day: date) -> list[tuple[str, str]]:
    """The awards a commune makes a dossier for: forms it decides or proposes to its province, with known criteria."""
    return [(code, award.label) for code, award in law.AWARDS.items() if _offered(award, day)]


def _offered(award: law.Award, day: date) -> bool:
    known = award.kind == "form" and award.level in ("commune", "province") and award.known_on(day)
    return known and bool(award.on(day).criteria)


def awards_of_round(award_round: AwardRound, day: date) -> list[tuple[str, str]]:
    """The awards a dossier of this round may be for."""
    offered = offered_awards(day)
    return [(code, label) for code, label in offered if not award_round.awards or code in award_round.awards]


def all_rounds() -> list[AwardRound]:
    """The own rounds, newest first, with their plans."""
    own = sorted(scope_of(db.session()).writes)
    chosen = select(AwardRound).where(AwardRound.owner_id.in_(own)).options(joinedload(AwardRound.plan))
    return list(db.session.scalars(chosen.order_by(AwardRound.period_from.desc(), AwardRound.id.desc())))


@dataclass(frozen=True)
class RoundLine:
    """One line of the list of rounds: the round, its dossiers, what is suggested and waits to be gathered."""

    award_round: AwardRound
    dossiers: int
    waiting: int


def rounds_with_counts() -> list[RoundLine]:
    """The own rounds with how many dossiers each has and how many suggestions wait, in three reads."""
    dossiers = _by_round(select(Dossier.round_id, func.count(Dossier.id)).group_by(Dossier.round_id))
    waiting = _by_round(
        select(Suggestion.round_id, func.count(Suggestion.id))
        .where(Suggestion.state == SuggestionState.WAITING)
        .group_by(Suggestion.round_id)
    )
    return [RoundLine(one, dossiers.get(one.id, 0), waiting.get(one.id, 0)) for one in all_rounds()]


def _by_round(chosen: Select[int, int]) -> dict[int, int]:
    return {round_id: count for round_id, count in db.session.execute(chosen)}


def used_in(award_round: AwardRound) -> tuple[set[str], set[str]]:
    """Which awards stand in the dossiers and suggestions of a round, and which kinds of subject."""
    awards = set(db.session.scalars(select(Dossier.award).where(Dossier.round_id == award_round.id)))
    kinds = set(
        db.session.scalars(
            select(Nominee.subject_kind)
            .join(Dossier, Dossier.id == Nominee.dossier_id)
            .where(Dossier.round_id == award_round.id)
            .distinct()
        )
    )
    suggested = suggested_counts(award_round)
    return awards | {award for award, _kind in suggested}, kinds | {kind for _award, kind in suggested} - {""}


@dataclass
class RoundNumbers:
    """What a round has of one award and kind of subject, beside what it allows.

    `suggested` are those units and hamlets propose, each once; `nominated` stand in a dossier; `direct` of these work
    directly, of `unsaid` nobody said it; `passed` were agreed to by the council.
    """

    limit: Limit = field(default_factory=Limit)
    suggested: int = 0
    nominated: int = 0
    direct: int = 0
    unsaid: int = 0
    passed: int = 0

    @property
    def left(self) -> int | None:
        """How many more may be put forward; below zero when there are too many; None without a limit."""
        return None if self.limit.most is None else self.limit.most - self.nominated

    @property
    def direct_lacking(self) -> bool:
        """Whether fewer work directly than the round asks for."""
        share = self.limit.direct_share
        return share is not None and self.nominated > 0 and Decimal(self.direct * 100) < share * self.nominated


def numbers_of(award_round: AwardRound, dossiers: Sequence[Dossier]) -> dict[Cell, RoundNumbers]:
    """The numbers of a round by award and kind of subject, only where there is one.

    Args: dossiers, those of the round as round_dossiers() read them.
    """
    found: dict[Cell, RoundNumbers] = {}
    for cell, limit in limits_by_award(award_round).items():
        found.setdefault(cell, RoundNumbers()).limit = limit
    for cell, count in suggested_counts(award_round).items():
        found.setdefault(cell, RoundNumbers()).suggested = count
    for award, kind, count, direct, unsaid in db.session.execute(_nominated(award_round)):
        line = found.setdefault((award, kind), RoundNumbers())
        line.nominated, line.direct, line.unsaid = count, direct, unsaid
    for cell, count in _passed(dossiers).items():
        found.setdefault(cell, RoundNumbers()).passed = count
    return found


def suggested_counts(award_round: AwardRound) -> dict[Cell, int]:
    """How many are proposed for each award, by kind; who is proposed by two stands once, a name not yet found by ""."""
    subjects = (Suggestion.person_id, Suggestion.collective_id, Suggestion.household_id)
    unknown = and_(*(column.is_(None) for column in subjects))
    chosen = (
        select(
            Suggestion.award,
            *(func.count(column.distinct()) for column in subjects),
            func.count(case((unknown, Suggestion.id))),
        )
        .where(Suggestion.round_id == award_round.id, Suggestion.state != SuggestionState.DECLINED)
        .group_by(Suggestion.award)
    )
    kinds = ("person", "collective", "household", "")
    return {
        (award, kind): count
        for award, *counts in db.session.execute(chosen)
        for kind, count in zip(kinds, counts, strict=True)
        if count
    }


def _nominated(award_round: AwardRound) -> Select[str, str, int, int, int]:
    person = Nominee.subject_kind == "person"
    return (
        select(
            Dossier.award,
            Nominee.subject_kind,
            func.count(Nominee.id),
            func.count(case((Nominee.direct_worker.is_(True), 1))),
            func.count(case((person & Nominee.direct_worker.is_(None), 1))),
        )
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .where(Dossier.round_id == award_round.id, Dossier.ended_on.is_(None))
        .group_by(Dossier.award, Nominee.subject_kind)
    )


def round_dossiers(award_round: AwardRound) -> list[tuple[Dossier, int]]:
    """The dossiers of a round with their last votes, and how many cases each has, in a fixed number of reads."""
    meetings = selectinload(Dossier.meetings).options(selectinload(Meeting.presences), selectinload(Meeting.tallies))
    chosen = select(Dossier).where(Dossier.round_id == award_round.id).options(meetings, joinedload(Dossier.round))
    counted = select(Nominee.dossier_id, func.count(Nominee.id)).join(Dossier, Dossier.id == Nominee.dossier_id)
    counted = counted.where(Dossier.round_id == award_round.id).group_by(Nominee.dossier_id)
    counts = {dossier_id: count for dossier_id, count in db.session.execute(counted)}
    return [(one, counts.get(one.id, 0)) for one in db.session.scalars(chosen.order_by(Dossier.id))]


def _passed(dossiers: Sequence[Dossier]) -> dict[Cell, int]:
    """How many the council agreed to, by award and kind, from the votes of the last meeting of each dossier."""
    passed: set[int] = set()
    for dossier in dossiers:
        meeting = last_meeting(dossier)
        if meeting is not None and dossier.ended_on is None:
            passed |= {nominee_id for nominee_id, verdict in votes_of(meeting, dossier).items() if verdict.passed}
    if not passed:
        return {}
    chosen = select(Nominee.id, Dossier.award, Nominee.subject_kind).join(Dossier, Dossier.id == Nominee.dossier_id)
    found: dict[Cell, int] = {}
    for nominee_id, award, kind in db.session.execute(chosen.where(Dossier.round_id == dossiers[0].round_id)):
        if nominee_id in passed:
            found[award, kind] = found.get((award, kind), 0) + 1
    return found


def persons_put_forward(
    award_round: AwardRound, said: str = "", after: int = 0, limit: int = PAGE_OF_NOMINEES
) -> list[Nominee]:
    """The persons in the open dossiers of a round, to say whether they work directly: one page, and one more.

    Args: said, "yes", "no", "unknown" or empty for all; after, the id of the last one of the page before.
    """
    chosen = (
        select(Nominee)
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .where(
            Dossier.round_id == award_round.id,
            Dossier.ended_on.is_(None),
            Nominee.subject_kind == "person",
            Nominee.id > after,
        )
        .options(*SUBJECT, joinedload(Nominee.dossier))
        .order_by(Nominee.id)
        .limit(limit + 1)
    )
    if said in SAID:
        chosen = chosen.where(Nominee.direct_worker.is_(SAID[said]))
    return list(db.session.scalars(chosen))


SAID = {"yes": True, "no": False, "unknown": None}


def nominees_by_ids(award_round: AwardRound, ids: Sequence[int]) -> list[Nominee]:
    """Those of a round among these nominees; others are not there. Args: ids, a page of them at most."""
    chosen = select(Nominee).join(Dossier, Dossier.id == Nominee.dossier_id)
    chosen = chosen.where(Dossier.round_id == award_round.id, Nominee.id.in_(ids)).options(joinedload(Nominee.dossier))
    return list(db.session.scalars(chosen.order_by(Nominee.id)))
