"""Reads of dossiers and their nominees; what another authority has not sent here is not found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app.access import Role
from app.commendations.models import AwardRound, Council, Decision, Dossier, Meeting, Nominee, Presence, Proposal
from app.commendations.queries.councils import last_meeting, votes_of
from app.commendations.queries.names import roll_key, subject_label, title_of
from app.commendations.rules import BESIDE, ENDED, SEEN_ABOVE, State, ceremony_order
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper
from app.people import queries as people
from app.people.models import Collective, Household, Person
from app.places.models import Authority
from app.plans.models import Plan
from app.tenancy import actor_of, scope_of

PAGE = 50
SUBJECT = (
    selectinload(Nominee.person).options(joinedload(Person.hamlet), joinedload(Person.unit)),
    selectinload(Nominee.household).options(
        joinedload(Household.hamlet), selectinload(Household.members), selectinload(Household.head)
    ),
    selectinload(Nominee.collective).options(joinedload(Collective.hamlet), joinedload(Collective.unit)),
)


def visible() -> ColumnElement[bool]:
    """Own dossiers; of others what was sent here and is not written anew; of a council member what it meets about."""
    session = db.session()
    own = Dossier.owner_id.in_(sorted(scope_of(session).writes))
    if actor_of(session).roles == frozenset({Role.COUNCIL}):
        return and_(own, select(Meeting.id).where(Meeting.dossier_id == Dossier.id).exists())
    sent = and_(Dossier.submitted_on.is_not(None), Dossier.state.in_(sorted(map(str, SEEN_ABOVE))))
    return or_(own, sent)


def _whole() -> Select[Any]:
    """A dossier with everything its page shows, in a fixed number of reads."""
    nominees = selectinload(Dossier.nominees)
    meetings = selectinload(Dossier.meetings)
    return select(Dossier).options(
        joinedload(Dossier.round)
        .joinedload(AwardRound.plan)
        .options(selectinload(Plan.criteria), selectinload(Plan.quotas), selectinload(Plan.legal_bases)),
        nominees.options(*SUBJECT, selectinload(Nominee.attestations)),
        meetings.options(
            joinedload(Meeting.council).selectinload(Council.members),
            selectinload(Meeting.presences).joinedload(Presence.member),
            selectinload(Meeting.tallies),
        ),
        selectinload(Dossier.opinions),
        selectinload(Dossier.supplements),
        selectinload(Dossier.submissions),
        joinedload(Dossier.approval),
        joinedload(Dossier.proposal).joinedload(Proposal.unit),
        joinedload(Dossier.decision).joinedload(Decision.signer),
    )


def get(dossier_id: int) -> Dossier:
    """The dossier with this id and all that belongs to it; 404 for what this person may not see."""
    found = db.session.scalars(_whole().where(Dossier.id == dossier_id, visible())).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def is_own(dossier: Dossier) -> bool:
    """Whether the own authority works on this dossier; others are looked at from above."""
    return dossier.owner_id in scope_of(db.session()).writes


def nominee(nominee_id: int) -> Nominee:
    """The nominee with this id, with its dossier; 404 outside the scope."""
    found = db.session.get(Nominee, nominee_id)
    if found is None:
        raise NotFound
    get(found.dossier_id)
    return found


@dataclass(frozen=True)
class Line:
    """One line of the list of dossiers."""

    dossier: Dossier
    nominees: int
    authority: str

    @property
    def title(self) -> str:
        """The award and the round."""
        return title_of(self.dossier)


def listed(
    *,
    state: str | None = None,
    award: str | None = None,
    states: Iterable[State] = (),
    owner_id: int | None = None,
    round_name: str | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> list[Line]:
    """One page of dossiers, newest first, and one more that tells there is a next page; `after` is the last id.

    Args: states, any of these; owner_id, of one commune; round_name, of rounds that are called so in any commune.
    """
    chosen = (
        select(Dossier, func.count(Nominee.id), Authority.place_name)
        .join(Authority, Authority.id == Dossier.owner_id)
        .outerjoin(Nominee, Nominee.dossier_id == Dossier.id)
        .where(visible())
        # The round comes in a read of its own: a joined one would have to stand in the GROUP BY of PostgreSQL.
        .options(selectinload(Dossier.round))
        .group_by(Dossier.id, Authority.place_name)
        .order_by(Dossier.id.desc())
        .limit(limit + 1)
    )
    if state:
        chosen = chosen.where(Dossier.state == state)
    if award:
        chosen = chosen.where(Dossier.award == award)
    if states:
        chosen = chosen.where(Dossier.state.in_([str(one) for one in states]))
    if owner_id is not None:
        chosen = chosen.where(Dossier.owner_id == owner_id)
    if round_name:
        chosen = chosen.where(Dossier.round_id.in_(select(AwardRound.id).where(AwardRound.name == round_name)))
    if after is not None:
        chosen = chosen.where(Dossier.id < after)
    return [Line(dossier, count, place) for dossier, count, place in db.session.execute(chosen)]


def in_states(states: Iterable[State]) -> list[Dossier]:
    """The dossiers in these states, the longest waiting first."""
    chosen = select(Dossier).where(visible(), Dossier.state.in_([str(state) for state in states]))
    return list(db.session.scalars(chosen.options(selectinload(Dossier.round)).order_by(Dossier.id)))


def of_round(award_round: AwardRound) -> list[Dossier]:
    """The dossiers of a round."""
    chosen = select(Dossier).where(Dossier.round_id == award_round.id).options(selectinload(Dossier.nominees))
    return list(db.session.scalars(chosen.order_by(Dossier.id)))


def drafts_of(award_round: AwardRound, award: str) -> list[Dossier]:
    """The dossiers of an award in a round to which nominees can still be added."""
    chosen = select(Dossier).where(Dossier.round_id == award_round.id, Dossier.award == award)
    return list(db.session.scalars(chosen.where(Dossier.state == State.DRAFT).order_by(Dossier.id)))


def nominees_of(dossier: Dossier) -> list[Nominee]:
    """The nominees in the order of the roll."""
    return sorted(dossier.nominees, key=roll_key)


def put_forward(dossier: Dossier) -> list[Nominee]:
    """The nominees the council agreed to, in the order of the roll; empty before the votes are counted."""
    meeting = last_meeting(dossier)
    if meeting is None:
        return []
    passed = {nominee_id for nominee_id, verdict in votes_of(meeting, dossier).items() if verdict.passed}
    return [one for one in nominees_of(dossier) if one.id in passed]


def by_roll(dossier: Dossier) -> list[Nominee]:
    """The nominees of the proposal by their line in the roll, which never changes again."""
    numbered = [(one.roll_number, one) for one in dossier.nominees if one.roll_number is not None]
    return [one for _number, one in sorted(numbered, key=lambda pair: pair[0])]


def by_ceremony(dossier: Dossier) -> list[Nominee]:
    """The nominees of the proposal in the order in which their giấy khen are handed over."""
    rolled = {one.id: one for one in by_roll(dossier)}
    return [rolled[one] for one in ceremony_order([(one.id, one.ceremony_number) for one in rolled.values()])]


def nominee_of(dossier: Dossier, nominee_id: int) -> Nominee:
    """The nominee of this dossier with this id; 404 for any other."""
    found = next((one for one in dossier.nominees if one.id == nominee_id), None)
    if found is None:
        raise NotFound
    return found


def proposed_by_kind(award_round: AwardRound, award: str) -> dict[str, int]:
    """How many of each kind of subject are nominated for an award in the dossiers of a round that have not ended."""
    chosen = (
        select(Nominee.subject_kind, func.count(Nominee.id))
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .where(Dossier.round_id == award_round.id, Dossier.award == award, Dossier.state.not_in(sorted(ENDED)))
        .group_by(Nominee.subject_kind)
    )
    return {kind: count for kind, count in db.session.execute(chosen)}


def papers_of(dossier: Dossier) -> dict[tuple[str, int], Paper]:
    """The papers that hold for a dossier, by kind and by nominee (0 for the common ones)."""
    found: dict[tuple[str, int], Paper] = {}
    meetings = [meeting.id for meeting in dossier.meetings]
    decisions = [dossier.decision.id] if dossier.decision else []
    for table, ids in (("dossier", [dossier.id]), ("meeting", meetings), ("decision", decisions)):
        for sealed in papers.of_many(table, ids).values():
            found |= {(paper.kind, 0): paper for paper in sealed if paper.kind not in BESIDE}
    for nominee_id, sealed in papers.of_many("nominee", [one.id for one in dossier.nominees]).items():
        found |= {(paper.kind, nominee_id): paper for paper in sealed}
    return found


def beside(dossier: Dossier) -> list[Paper]:
    """The papers made around a dossier that are no part of it: giấy mời, ballots, what was asked for, handovers.

    Of the province's own only what this session reads, oldest first.
    """
    tables = (
        ("dossier", [dossier.id]),
        ("meeting", [meeting.id for meeting in dossier.meetings]),
        ("supplement", [row.id for row in dossier.supplements]),
        ("decision", [dossier.decision.id] if dossier.decision else []),
    )
    found = [paper for table, ids in tables for sealed in papers.of_many(table, ids).values() for paper in sealed]
    return sorted((paper for paper in found if paper.kind in BESIDE), key=lambda paper: paper.id)


def opinion_resolved(opinion: Any, found: dict[tuple[str, int], Paper]) -> bool:
    """Whether the paper a reviewer wrote about was made anew since, or the note was explained."""
    if opinion.explanation:
        return True
    return opinion.paper_id is not None and opinion.paper_id not in {paper.id for paper in found.values()}


def opinion_names(dossier: Dossier) -> dict[int, str]:
    """Whose report each opinion is about, by opinion; one on a common paper names nobody."""
    if not dossier.opinions:
        return {}
    chosen = select(Paper.id, Paper.subject_id).where(
        Paper.id.in_([one.paper_id for one in dossier.opinions if one.paper_id]), Paper.subject_table == "nominee"
    )
    nominee_ids = {paper_id: nominee_id for paper_id, nominee_id in db.session.execute(chosen)}
    names = {one.id: subject_label(one) for one in dossier.nominees}
    about = {one.id: names.get(nominee_ids.get(one.paper_id or 0, 0)) for one in dossier.opinions}
    return {opinion_id: name for opinion_id, name in about.items() if name}


def last_proposal(unit_ids: Iterable[int]) -> Proposal | None:
    """The newest tờ trình of one of these units: who signed for it, and in what post."""
    own = sorted(scope_of(db.session()).writes)
    chosen = select(Proposal).where(Proposal.owner_id.in_(own), Proposal.unit_id.in_(list(unit_ids)))
    return db.session.scalars(chosen.order_by(Proposal.day.desc(), Proposal.id.desc()).limit(1)).first()


def subject_lookup(kinds: Sequence[str]) -> Any:
    """What the one search box for a nominee offers: persons, households and collectives by a few letters."""
    lookups = {
        "person": people.person_lookup,
        "household": people.household_lookup,
        "collective": people.collective_lookup,
    }

    def look(typed: str) -> list[tuple[str, str]]:
        return [(f"{kind}-{row_id}", label) for kind in kinds for row_id, label in lookups[kind](typed)]

    return look


def sheet_of_nominees(dossier: Dossier) -> list[tuple[int, str, str, str, str]]:
    """The nominees as a workbook shows them: number, name, kind, achievement, conclusion of the council."""
    passed = {one.id for one in put_forward(dossier)}
    counted = last_meeting(dossier) is not None
    rows = []
    for number, one in enumerate(nominees_of(dossier), start=1):
        said = ("agreed" if one.id in passed else "not-agreed") if counted else ""
        rows.append((number, subject_label(one), one.subject_kind, one.achievement, said))
    return rows
