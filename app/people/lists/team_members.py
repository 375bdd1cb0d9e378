"""The list of who is in a team, as a decision or a message has it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from werkzeug.exceptions import NotFound

from app import clock, htmx, text
from app.people import actions
from app.people import queries as people
from app.people.actions import ListedTerm
from app.people.lists.people import PeopleList, books, hamlets_today, listed_columns
from app.people.models import Collective
from app.people.queries import teams as queries
from app.people.rules import TeamKind
from app.people.rules.incoming import sex_said
from app.people.rules.incoming.members import MEMBERS, PART, SINCE, ReadMember, TeamBooks, judge_members, with_parts
from app.reading import Columns, Layout, Sheet
from app.reading.lines import Field, Judged, Line, Option


class TeamMembersList(PeopleList):
    """Members of a team. Whom the books know comes into the team; who is new comes into the books as well."""

    name = "team-members"
    has_subject = True
    options: ClassVar[tuple[Option, ...]] = (Option(SINCE, "day"),)

    def subject(self, about: int | None) -> Collective:
        """The team; a 404 for a collective that is none, and when it is not in the scope."""
        if about is None:
            raise NotFound
        return queries.get(about)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The page of the team."""
        return subject.name, "people.team", {"collective_id": subject.id}

    def columns(self, subject: Any) -> Columns:
        """The columns of a list of people, with the part in the team."""
        return MEMBERS

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Who it is and what they are in the team."""
        return (
            Field("full_name", width="long", required=True),
            Field(PART, width="short", offers=tuple(_parts(subject).values())),
            Field("birth", "day", "short"),
            Field("gender", width="short", offers=("Nam", "Nữ")),
            Field("hamlet", offers=tuple(hamlets_today().values())),
            Field("phone", "code"),
            Field(SINCE, "day", "short"),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the list; parts are known also without a heading."""
        return with_parts(super().laid_out(sheet, subject), sheet)

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against everybody who has one of their names, and against the terms of the team."""
        known = people.known_to_list(line.cell("full_name") for line in lines)
        typed, today = options.get(SINCE, ""), clock.today()
        since = text.parse_day(typed) if typed else subject.founded_on or today
        home = subject.hamlet.name if subject.hamlet else ""
        team = TeamBooks(queries.time_of(subject), queries.terms(subject), _parts(subject), since, home)
        return judge_members(lines, books(known, {}), team)

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Bring who is new into the books, and everybody into the team."""
        return [person.id for person in actions.take_members(subject, [_listed(one, subject) for one in judged])]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """Who is in the team today or will be, the leader first."""
        parts, today = _parts(subject), clock.today()
        for one in queries.members(subject.id):
            if one.valid_until is None or one.valid_until > today:
                person = one.person
                yield {
                    "full_name": person.name,
                    PART: parts[one.part],
                    "birth": person.born_on or person.birth_year,
                    "gender": sex_said(person.sex),
                    "hamlet": person.hamlet.name if person.hamlet else "",
                    "phone": person.phone,
                    SINCE: one.valid_from,
                    "record": person.id,
                }


def _parts(team: Collective) -> Mapping[str, str]:
    """How this kind of team calls who leads it, who stands in for them and who is in it."""
    return htmx.words_of("TEAM_PARTS_OF", team.team_kind or TeamKind.DIGITAL_TEAM)


def _listed(judged: Judged, team: Collective) -> ListedTerm:
    """Somebody new of whom the list names no hamlet is of the team's."""
    member: ReadMember = judged.record
    twin, said = judged.twin, listed_columns(member.said, None)
    columns = {} if twin else {**said, "hamlet_id": said.get("hamlet_id") or team.hamlet_id}
    return ListedTerm(twin.id if twin else None, columns, member.part, member.since)
