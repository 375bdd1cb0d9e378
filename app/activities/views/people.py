"""Pages of the people of the movement: the teams of every kind and what they did, one team, one person."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.activities.queries import people as queries
from app.activities.rules.inspections import period_of
from app.activities.views import bp
from app.people import queries as persons
from app.people.models import Collective
from app.people.queries import teams
from app.people.rules import TeamKind
from app.places import queries as places
from app.widgets import told_words
from app.workdays import FIRST_YEAR, LAST_YEAR

DONE_COLUMNS = [
    sheets.Column("Lớp đã dạy, hỗ trợ", "number"),
    sheets.Column("Buổi", "number"),
    sheets.Column("Người dự lớp", "number"),
    sheets.Column("Lượt dự lớp", "number"),
    sheets.Column("Hoạt động", "number"),
    sheets.Column("Người được tiếp cận, cộng theo hoạt động", "number"),
    sheets.Column("Lượt tiếp cận", "number"),
    sheets.Column("Hộ đã đến tận nhà", "number"),
    sheets.Column("Cuộc kiểm tra, giám sát", "number"),
]


@bp.get("/people")
@needs(Can.PERSON_READ)
def people() -> Response:
    """The forces of the movement: how many of each kind, and what each team did in a year."""
    today, year = clock.today(), _year()
    hamlets = places.hamlets(today)
    hamlet_id, kind = _hamlet(), _kind()
    return htmx.page(
        "activities/people.html",
        summary=queries.summary(today),
        lines=queries.lines(today, period_of(year, None), hamlet_id, kind),
        day=today,
        hamlets=hamlets,
        hamlet_id=hamlet_id,
        kind=kind,
        asked=_asked(),
        **_years(year),
    )


@bp.get("/people.xlsx")
@needs(Can.PERSON_READ)
def people_xlsx() -> Response:
    """The same list as a workbook."""
    year, kinds = _year(), htmx.words("TEAM_KINDS")
    columns = [
        sheets.Column("STT", "number", 6),
        sheets.Column("Thôn, tổ dân phố"),
        sheets.Column("Loại", width=28),
        sheets.Column("Tên tổ, đội", "people"),
        sheets.Column("Cơ quan, tổ chức", width=28),
        sheets.Column("Người đứng đầu", "people"),
        sheets.Column("Thành viên", "number"),
        sheets.Column("Thành lập ngày", "day"),
        *DONE_COLUMNS,
    ]
    rows = [
        [number, *_team_cells(line, kinds), *_done_cells(line.done)]
        for number, line in enumerate(queries.lines(clock.today(), period_of(year, None), _hamlet(), _kind()), start=1)
    ]
    title = f"Lực lượng của phong trào và việc đã làm năm {year}"
    hamlet = next((one.name for one in places.all_hamlets() if one.id == _hamlet()), None)
    said = told_words({"Thôn, tổ dân phố": hamlet, "Loại": kinds.get(_kind() or "")})
    return htmx.xlsx(sheets.write_xlsx(title, columns, rows, said), f"luc-luong-{year}.xlsx")


def _team_cells(line: queries.TeamLine, kinds: dict[str, str]) -> list[Any]:
    team, leader = line.staffed.team, line.staffed.leader
    return [
        team.hamlet.name if team.hamlet else "Cả xã",
        kinds[team.team_kind or ""],
        team.name,
        _organisation(team),
        leader.person.name if leader else "",
        len(line.staffed.members),
        team.founded_on,
    ]


def _organisation(team: Collective) -> str:
    return team.unit.name if team.unit else team.managing_agency or ""


def _done_cells(done: queries.Done) -> list[Any]:
    classes = [done.classes, done.meetings, done.learners, done.visits]
    return [*classes, done.activities, done.reached, done.turns, done.households, done.inspections]


@bp.get("/people/teams/<int:collective_id>")
@needs(Can.PERSON_READ)
def team(collective_id: int) -> Response:
    """One team in a year: its classes, activities and inspections, and what each of its members did in it."""
    found, year = teams.get(collective_id), _year()
    period = period_of(year, None)
    return htmx.page(
        "activities/team.html",
        team=found,
        organisation=_organisation(found),
        members=teams.members(found.id),
        day=clock.today(),
        done=queries.done_by_teams([found.id], period)[found.id],
        done_by=queries.done_by_members(found, period),
        records=queries.records_of_team(found, period),
        **_years(year),
    )


@bp.get("/people/teams/<int:collective_id>.xlsx")
@needs(Can.PERSON_READ)
def team_xlsx(collective_id: int) -> Response:
    """What each member of a team did in it in a year, as a workbook."""
    found, year = teams.get(collective_id), _year()
    parts = htmx.words_of("TEAM_PARTS_OF", found.team_kind or "")
    done = queries.done_by_members(found, period_of(year, None))
    columns = [
        sheets.Column("STT", "number", 6),
        sheets.Column("Họ và tên", "people"),
        sheets.Column("Chức danh"),
        sheets.Column("Từ ngày", "day"),
        sheets.Column("Thôi từ ngày", "day"),
        *DONE_COLUMNS,
    ]
    rows = [
        [number, one.person.name, parts[one.part], one.valid_from, one.valid_until, *_done_cells(done[one.person_id])]
        for number, one in enumerate(teams.members(found.id), start=1)
    ]
    title = f"{found.name}: việc từng người đã làm năm {year}"
    return htmx.xlsx(sheets.write_xlsx(title, columns, rows), f"to-doi-{found.id}-{year}.xlsx")


@bp.get("/people/<int:person_id>")
@needs(Can.PERSON_READ)
def person(person_id: int) -> Response:
    """One person of the movement in a year: in which teams since when, and what they did, in a team or not."""
    found, year = persons.get(person_id), _year()
    period = period_of(year, None)
    return htmx.page(
        "activities/person.html",
        person=found,
        label=persons.label(found),
        terms=teams.of_person(found),
        done=queries.done_by_person(found, period),
        records=queries.records_of_person(found, period),
        **_years(year),
    )


# ---- what the address asks for


def _year() -> int:
    today = clock.today()
    year = request.args.get("year", today.year, type=int)
    return year if FIRST_YEAR <= year <= LAST_YEAR else today.year


def _years(year: int) -> dict[str, Any]:
    """The year of the page with its neighbours."""
    return {
        "year": year,
        "earlier": year - 1 if year > FIRST_YEAR else None,
        "later": year + 1 if year < clock.today().year else None,
    }


def _kind() -> str | None:
    asked = request.args.get("kind", "")
    return asked if asked in set(TeamKind) else None


def _hamlet() -> int | None:
    return request.args.get("hamlet", type=int)


def _asked() -> dict[str, Any]:
    """The filter as the other addresses of the page carry it on."""
    return {name: value for name, value in (("hamlet", _hamlet()), ("kind", _kind())) if value}
