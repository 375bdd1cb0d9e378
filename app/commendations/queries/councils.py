"""Reads of councils, their members of a day, their meetings and the counted votes."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import NotFound

from app import law
from app.commendations.models import Council, CouncilMember, Dossier, Meeting
from app.commendations.rules import PresenceKind, Seat
from app.db import db
from app.law import Mark, VoteVerdict
from app.places.queries import on
from app.places.rules import in_force
from app.tenancy import scope_of

SEATS = tuple(Seat)


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


def present_members(meeting: Meeting, kind: PresenceKind) -> list[CouncilMember]:
    """The members of one kind of presence, in the order of the council."""
    seats = [one.member for one in meeting.presences if one.kind == kind]
    return sorted(seats, key=lambda one: (SEATS.index(Seat(one.seat)), one.id))


def votes_of(meeting: Meeting, dossier: Dossier) -> dict[int, VoteVerdict]:
    """Whether each counted nominee passed, with the arithmetic: over all members, by the threshold of that day."""
    total = len(meeting.presences)
    if not total:
        return {}
    day, mark = law.law_date(dossier.received_on), Mark(meeting.threshold_mark or Mark.D)
    return {
        tally.nominee_id: law.passes(tally.agree, total, dossier.award, day, meeting.threshold, mark)
        for tally in meeting.tallies
    }
