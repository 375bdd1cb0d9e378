"""Verbs of digital teams: take someone in, end or correct a term, take out one entered by mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit
from app.db import db
from app.people import queries as people
from app.people.actions.listed import ListedPerson, take_in
from app.people.models import Collective, Person, TeamMember
from app.people.queries import teams as queries
from app.people.rules import Term, day_faults, term_faults
from app.refusals import Refusal, Refused, refuse_if


def add_members(team: Collective, chosen: Sequence[tuple[Person, str]], valid_from: date) -> list[TeamMember]:
    """Take people into a digital team from a day on, each with their part, in one step.

    Raises Refused when nobody is chosen, and for each whose time or part does not fit the team.
    """
    refuse_if([] if chosen else [Refusal("no-member-chosen")])
    db.session.flush()  # someone new has no id yet, by which a term is told from another
    terms, faults = queries.terms(team), list[Refusal]()
    for person, part in chosen:
        term = Term(person.id, person.name, part, valid_from)
        faults += term_faults(term, terms, queries.time_of(team))
        terms.append(term)
    refuse_if(faults)
    added = [TeamMember(collective=team, person=person, part=part, valid_from=valid_from) for person, part in chosen]
    db.session.add_all(added)
    if len(added) == 1:
        audit.record("team-member-added", team, name=added[0].person.name)
    else:
        audit.record("team-members-added", team, count=len(added))
    return added


@dataclass(frozen=True)
class ListedTerm:
    """A line of a list of a team that is ready: somebody of the books by id, or the columns of who is new."""

    person_id: int | None
    columns: Mapping[str, Any]
    part: str
    valid_from: date


def take_members(team: Collective, rows: Sequence[ListedTerm]) -> list[Person]:
    """Take the people of a list into a team, those who are new also into the books.

    Returns the people in the order of the lines. Raises Refused for somebody who is no longer in the books, and for
    each whose time or part does not fit the team.
    """
    known = {one.id: one for one in people.by_ids([row.person_id for row in rows if row.person_id])}
    if any(row.person_id and row.person_id not in known for row in rows):
        raise Refused([Refusal("list-person-gone")])
    new = [ListedPerson(row.columns) for row in rows if row.person_id is None]
    added = iter(take_in(new, team.hamlet) if new else ())
    found = [next(added) if row.person_id is None else known[row.person_id] for row in rows]
    for day in sorted({row.valid_from for row in rows}):
        starting = [(person, row.part) for person, row in zip(found, rows, strict=True) if row.valid_from == day]
        add_members(team, starting, day)
        db.session.flush()
    return found


def end_term(member: TeamMember, valid_until: date) -> None:
    """Let someone's time in the team end; `valid_until` is the first day without them.

    Raises Refused when that is not after their first day.
    """
    refuse_if(day_faults(member.valid_from, valid_until))
    member.valid_until = valid_until
    audit.record("team-term-ended", member.collective, name=member.person.name, day=valid_until.isoformat())


def correct_term(member: TeamMember, part: str, valid_from: date, valid_until: date | None) -> None:
    """Correct what was entered of a term; raises Refused when it does not fit the team and the other terms."""
    team = member.collective
    term = Term(member.person_id, member.person.name, part, valid_from, valid_until)
    refuse_if(term_faults(term, queries.terms(team, member), queries.time_of(team)))
    member.part, member.valid_from, member.valid_until = part, valid_from, valid_until
    audit.record("team-term-corrected", team, name=member.person.name)


def remove_term(member: TeamMember) -> None:
    """Take out a term that was entered by mistake; one that is over is ended, not removed."""
    team, name = member.collective, member.person.name
    audit.record("team-term-removed", team, name=name)
    db.session.delete(member)
    db.session.flush()
    db.session.expire(team, ["members"])
