"""Reads of councils, their members of a day, their meetings and the counted votes."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import law, text
from app.commendations.models import Council, CouncilMember, Dossier, Meeting, Nominee, Presence
from app.commendations.queries.limits import limits_of
from app.commendations.queries.names import named_people, roll_key
from app.commendations.rules import (
    IN_THE_ROOM,
    CountFacts,
    Crowd,
    Passed,
    PresenceKind,
    Seat,
    crowds,
    is_preferred,
    voting_in_the_room,
)
from app.db import db
from app.law import Mark, VoteVerdict
from app.places import queries as places
from app.places.queries import on
from app.places.rules import in_force
from app.tenancy import scope_of

SEATS = tuple(Seat)
SUBSTITUTES = "council.substitute_votes"


@dataclass(frozen=True, kw_only=True)
class Voted(VoteVerdict):
    """The vote on one nominee: `enough` is whether the threshold was reached, `passed` whether the nominee goes on.

    The two differ for one who was held back because more had enough votes than may be proposed.
    """

    enough: bool


def all_councils() -> list[Council]:
    """The councils, the newest first, with their members."""
    chosen = select(Council).options(selectinload(Council.members))
    return list(db.session.scalars(chosen.order_by(Council.valid_from.desc(), Council.id.desc())))


def council(council_id: int) -> Council:
    """The council with this id; 404 outside the scope."""
    found = db.session.get(Council, council_id)
    if found is None:
        raise NotFound
    return found


def council_in_force(day: date) -> Council | None:
    """The council of a day."""
    return db.session.scalars(select(Council).where(on(Council, day)).order_by(Council.id.desc())).first()


def member(member_id: int) -> CouncilMember:
    """The seat with this id; 404 outside the scope."""
    found = db.session.get(CouncilMember, member_id)
    if found is None:
        raise NotFound
    return found


def members_on(found: Council, day: date) -> list[CouncilMember]:
    """All seats of a day, the chair first: the denominator of every vote."""
    seats = [one for one in found.members if in_force(one, day)]
    return sorted(seats, key=lambda one: (SEATS.index(Seat(one.seat)), one.id))


def get_meeting(meeting_id: int) -> Meeting:
    """The meeting with this id; 404 outside the scope."""
    found = db.session.get(Meeting, meeting_id)
    if found is None:
        raise NotFound
    return found


def last_meeting(dossier: Dossier) -> Meeting | None:
    """The meeting that counts for a dossier: the last one."""
    return dossier.meetings[-1] if dossier.meetings else None


def last_place() -> str:
    """Where the council met the last time; empty before its first meeting."""
    own = sorted(scope_of(db.session()).writes)
    chosen = select(Meeting.place).where(Meeting.owner_id.in_(own)).order_by(Meeting.day.desc(), Meeting.id.desc())
    return db.session.scalars(chosen.limit(1)).first() or ""


def in_the_room(meeting: Meeting) -> list[Presence]:
    """Who made up the meeting, in the order of the council: members who came, and those in whose place somebody did."""
    rows = [one for one in meeting.presences if one.kind in IN_THE_ROOM]
    return sorted(rows, key=lambda one: (SEATS.index(Seat(one.member.seat)), one.member_id))


def substitutes_vote(meeting: Meeting) -> bool:
    """Whether substitutes vote at a meeting: by the rule kept with it, else by that of its day."""
    if meeting.substitutes_vote is not None:
        return meeting.substitutes_vote
    return places.rule(SUBSTITUTES, meeting.day).value is True


def votes_of(meeting: Meeting, dossier: Dossier) -> dict[int, Voted]:
    """Whether each counted nominee goes on, with the arithmetic: over all members, by the threshold of that day."""
    total = len(meeting.presences)
    if not total:
        return {}
    day, mark = law.law_date(dossier.received_on), Mark(meeting.threshold_mark or Mark.D)
    found = {}
    for tally in meeting.tallies:
        verdict = law.passes(tally.agree, total, dossier.award, day, meeting.threshold, mark)
        said = {one.name: getattr(verdict, one.name) for one in fields(verdict)}
        goes_on = verdict.passed and not tally.held_back
        found[tally.nominee_id] = Voted(**said | {"passed": goes_on}, enough=verdict.passed)
    return found


def crowds_of(meeting: Meeting, dossier: Dossier) -> list[Crowd]:
    """The kinds of which more had enough votes than the round or the plan lets be proposed, in order of votes."""
    agreed = {tally.nominee_id: tally.agree for tally in meeting.tallies}
    enough = {nominee_id for nominee_id, vote in votes_of(meeting, dossier).items() if vote.enough}
    passed = [_passed(one, agreed[one.id]) for one in sorted(dossier.nominees, key=roll_key) if one.id in enough]
    return crowds(passed, limits_of(dossier.round, dossier.award)) if passed else []


def _passed(nominee: Nominee, agree: int) -> Passed:
    sex, share = nominee.person.sex if nominee.person else None, None
    collective = nominee.collective
    if collective is not None and collective.headcount and collective.women_count is not None:
        share = Decimal(100) * collective.women_count / collective.headcount
    return Passed(nominee.id, nominee.subject_kind, agree, is_preferred(sex, share))


def count_of(meeting: Meeting) -> CountFacts:
    """A secret vote as far as it was counted ballot by ballot."""
    kinds = [one.kind for one in meeting.presences]
    written = sum(one.written for one in meeting.ballots)
    return CountFacts(
        state=meeting.dossier.state,
        method=meeting.method,
        recorded=bool(kinds),
        nominees=len(meeting.dossier.nominees),
        handed_out=voting_in_the_room(kinds, substitutes_vote=substitutes_vote(meeting)),
        opinions=kinds.count(PresenceKind.WRITTEN),
        read=len(meeting.ballots) - written,
        opinions_read=written,
        totals=bool(meeting.tallies) and not meeting.ballots,
    )


def own_cases(meeting: Meeting) -> dict[int, list[CouncilMember]]:
    """The members of the day who are nominated themselves, or belong to a household that is, by nominee.

    Known by the name, as a signer who is named in a dossier is.
    """
    members = members_on(meeting.council, meeting.day)
    found = {}
    for nominee in meeting.dossier.nominees:
        people = set(map(text.nfc, named_people(nominee)))
        some = [one for one in members if text.nfc(one.full_name) in people]
        if some:
            found[nominee.id] = some
    return found


def same_sitting(meeting: Meeting) -> list[Meeting]:
    """The other dossiers' meetings of the same sitting: one council at one hour in one place, in the order entered."""
    chosen = select(Meeting).where(
        Meeting.owner_id == meeting.owner_id,
        Meeting.council_id == meeting.council_id,
        Meeting.day == meeting.day,
        Meeting.starts == meeting.starts,
        Meeting.place == meeting.place,
        Meeting.dossier_id != meeting.dossier_id,
    )
    return list(db.session.scalars(_with_call(chosen).order_by(Meeting.id)))


def sittings_for(dossier: Dossier) -> list[list[Meeting]]:
    """The sittings a dossier may join: meetings of other dossiers since it was opened, those of one sitting together,
    the latest first."""
    chosen = select(Meeting).where(
        Meeting.owner_id == dossier.owner_id, Meeting.dossier_id != dossier.id, Meeting.day >= dossier.opened_on
    )
    rows = db.session.scalars(_with_call(chosen).order_by(Meeting.day.desc(), Meeting.id.desc()).limit(MOST_SITTINGS))
    found: dict[tuple[object, ...], list[Meeting]] = {}
    for one in rows:
        found.setdefault((one.council_id, one.day, one.starts, one.place), []).append(one)
    return list(found.values())


MOST_SITTINGS = 20


def _with_call(chosen: Select[Meeting]) -> Select[Meeting]:
    """With what a call copies or names, in a fixed number of reads."""
    return chosen.options(
        joinedload(Meeting.dossier).joinedload(Dossier.round),
        selectinload(Meeting.presences),
    )
