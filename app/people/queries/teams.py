"""Reads of the forces of the movement: the teams of every kind, who is in them on a day, where someone was in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app.db import db
from app.people.models import Collective, Person, TeamMember
from app.people.rules import PART_ORDER, Team, TeamKind, TeamPart, Term
from app.places.models import Hamlet


def get(collective_id: int) -> Collective:
    """The team with this id; a 404 for a collective that is none, and when it is not in the scope."""
    found = db.session.get(Collective, collective_id, options=[joinedload(Collective.hamlet)])
    if found is None or found.team_kind is None:
        raise NotFound
    return found


def term(team: Collective, member_id: int) -> TeamMember:
    """A term of this team; a 404 for any other."""
    found = db.session.get(TeamMember, member_id)
    if found is None or found.collective_id != team.id:
        raise NotFound
    return found


def members(team_id: int) -> list[TeamMember]:
    """All terms of a team: the leader first, then deputies, then members by tên, đệm, họ."""
    return list(db.session.scalars(_members().where(TeamMember.collective_id == team_id)))


def team_members(hamlet_id: int, day: date) -> list[TeamMember]:
    """Who is in force in the digital team of a hamlet on a day, the leader first; their persons are loaded."""
    chosen = _members().join(Collective, Collective.id == TeamMember.collective_id)
    here = (Collective.hamlet_id == hamlet_id, Collective.team_kind == TeamKind.DIGITAL_TEAM, _team_on(day))
    return list(db.session.scalars(chosen.where(*here, _on(day))))


@dataclass(frozen=True)
class Staffed:
    """A team and who is in force in it on a day, the leader first."""

    team: Collective
    members: tuple[TeamMember, ...]

    @property
    def leader(self) -> TeamMember | None:
        """Who leads it, if anyone does."""
        return next((one for one in self.members if one.part == TeamPart.LEADER), None)


def all_teams(day: date, hamlet_id: int | None = None, kind: str | None = None) -> list[Staffed]:
    """The teams by hamlet, those without one first, each with its members of the day; two statements.

    Args: hamlet_id, only those of this hamlet; kind, only those of this kind.
    """
    chosen = (
        select(Collective)
        .outerjoin(Hamlet, Hamlet.id == Collective.hamlet_id)
        .options(contains_eager(Collective.hamlet), joinedload(Collective.unit))
        .where(Collective.team_kind.is_not(None) if kind is None else Collective.team_kind == kind)
        .order_by(case((Hamlet.id.is_(None), 0), else_=1), Hamlet.name_key, Collective.name_key, Collective.id)
    )
    if hamlet_id is not None:
        chosen = chosen.where(Collective.hamlet_id == hamlet_id)
    found = list(db.session.scalars(chosen))
    by_team = _by_team([one.id for one in found], day)
    return [Staffed(one, tuple(by_team.get(one.id, ()))) for one in found]


def _by_team(team_ids: Collection[int], day: date) -> dict[int, list[TeamMember]]:
    found: dict[int, list[TeamMember]] = {}
    if team_ids:
        for one in db.session.scalars(_members().where(TeamMember.collective_id.in_(team_ids), _on(day))):
            found.setdefault(one.collective_id, []).append(one)
    return found


def is_open(team: Collective, day: date) -> bool:
    """Whether a team is at work on a day."""
    return team.valid_until is None or team.valid_until > day


def of_person(person: Person) -> list[TeamMember]:
    """The terms of a person in teams of every kind, the latest first; their teams are loaded."""
    chosen = (
        select(TeamMember)
        .join(TeamMember.collective)
        .options(contains_eager(TeamMember.collective))
        .where(TeamMember.person_id == person.id, Collective.team_kind.is_not(None))
        .order_by(TeamMember.valid_from.desc(), TeamMember.id.desc())
    )
    return list(db.session.scalars(chosen))


def terms(team: Collective, without: TeamMember | None = None) -> list[Term]:
    """The terms of a team as its rules read them."""
    return [
        Term(one.person_id, one.person.name, one.part, one.valid_from, one.valid_until)
        for one in members(team.id)
        if one is not without
    ]


def time_of(team: Collective) -> Team:
    """The time of the team itself."""
    return Team(team.founded_on, team.valid_until)


def _members() -> Select[TeamMember]:
    order = case(PART_ORDER, value=TeamMember.part, else_=len(PART_ORDER))
    return (
        select(TeamMember)
        .join(TeamMember.person)
        .options(contains_eager(TeamMember.person).joinedload(Person.hamlet), joinedload(TeamMember.collective))
        .order_by(order, Person.name_key, TeamMember.valid_from, TeamMember.id)
    )


def _on(day: date) -> ColumnElement[bool]:
    until = or_(TeamMember.valid_until.is_(None), TeamMember.valid_until > day)
    return and_(TeamMember.valid_from <= day, until)


def _team_on(day: date) -> ColumnElement[bool]:
    return or_(Collective.valid_until.is_(None), Collective.valid_until > day)
