"""Pages of the teams of the movement: all of them by kind and hamlet, one team, the terms of its members."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.people import actions
from app.people import queries as people
from app.people.forms import FilterForm
from app.people.forms.teams import EndForm, MemberForm, TermForm, chosen_day, parts_of
from app.people.models import Collective, TeamMember
from app.people.queries import teams as queries
from app.people.rules import TeamKind
from app.people.views import bp
from app.places import queries as places
from app.refusals import Refused
from app.widgets import told

COLUMNS = [
    sheets.Column("STT", "number", 6),
    sheets.Column("Thôn, tổ dân phố"),
    sheets.Column("Loại", width=28),
    sheets.Column("Tên tổ, đội", "people"),
    sheets.Column("Cơ quan, tổ chức", width=28),
    sheets.Column("Họ và tên", "people"),
    sheets.Column("Chức danh"),
    sheets.Column("Ngày hoặc năm sinh", "birth"),
    sheets.Column("Điện thoại"),
    sheets.Column("Từ ngày", "day"),
    sheets.Column("Thôi từ ngày", "day"),
]


@bp.get("/teams")
@needs(Can.PERSON_READ)
def teams() -> Response:
    """The teams by hamlet with who leads them, of one kind or of all; and the hamlets without a digital team."""
    today = clock.today()
    hamlets = places.hamlets(today)
    form = FilterForm.of(request.args, hamlets)
    wanted, kind = form.wanted.hamlet_id, _kind()
    rows = queries.all_teams(today, wanted, kind)
    digital = [one.team for one in rows if one.team.team_kind == TeamKind.DIGITAL_TEAM]
    served = {team.hamlet_id for team in digital if queries.is_open(team, today)}
    lacking = [one for one in hamlets if one.id not in served and wanted in (None, one.id)]
    return htmx.page(
        "people/teams.html",
        form=form,
        rows=rows,
        day=today,
        lacking=lacking if kind in (None, TeamKind.DIGITAL_TEAM) else [],
        kind=kind,
        asked={name: value for name, value in (("hamlet", wanted), ("kind", kind)) if value},
    )


def _kind() -> str | None:
    """The kind of the address; an unknown one is none."""
    asked = request.args.get("kind", "")
    return asked if asked in set(TeamKind) else None


@bp.get("/teams.xlsx")
@needs(Can.PERSON_READ)
def export_teams() -> Response:
    """Who is in force in the teams today, with phone, for Excel."""
    today = clock.today()
    form = FilterForm.of(request.args, places.hamlets(today))
    members = [one for row in queries.all_teams(today, form.wanted.hamlet_id, _kind()) for one in row.members]
    rows = [_cells(number, one) for number, one in enumerate(members, start=1)]
    title = f"Danh sách thành viên: {htmx.words('TEAM_KINDS').get(_kind() or '', 'lực lượng của phong trào')}"
    return htmx.xlsx(sheets.write_xlsx(title, COLUMNS, rows, told(form)), "luc-luong-phong-trao.xlsx")


def _cells(number: int, member: TeamMember) -> list[object]:
    team, person = member.collective, member.person
    return [
        number,
        team.hamlet.name if team.hamlet else "",
        htmx.words("TEAM_KINDS")[team.team_kind or ""],
        team.name,
        team.unit.name if team.unit else team.managing_agency or "",
        person.name,
        parts_of(team)[member.part],
        person.birth.cell,
        person.phone or "",
        member.valid_from,
        member.valid_until,
    ]


@bp.get("/teams/<int:collective_id>")
@needs(Can.PERSON_READ)
def team(collective_id: int) -> Response:
    """One team: who is in it, who was, and the form for one more."""
    return team_page(queries.get(collective_id))


def team_page(team: Collective, status: int = 200, **given: Any) -> Response:
    """The page of a team; `given` is the form with faults in place of the empty one."""
    today = clock.today()
    members = queries.members(team.id)
    context: dict[str, Any] = {"form": _member_form(team, fresh=True), **given}
    return htmx.page(
        "people/team.html",
        status=status,
        team=team,
        members=[one for one in members if one.valid_until is None or one.valid_until > today],
        former=[one for one in members if one.valid_until is not None and one.valid_until <= today],
        day=today,
        lines=audit.lines_about(team),
        **context,
    )


def _member_form(team: Collective, fresh: bool = False) -> MemberForm:
    form = MemberForm(formdata=None, valid_from=clock.today(), part="member") if fresh else MemberForm()
    return form.of(team)


@bp.get("/teams/<int:collective_id>/members.xlsx")
@needs(Can.PERSON_READ)
def export_team(collective_id: int) -> Response:
    """All terms of one team, with phone, for Excel."""
    found = queries.get(collective_id)
    rows = [_cells(number, one) for number, one in enumerate(queries.members(found.id), start=1)]
    return htmx.xlsx(sheets.write_xlsx(found.name, COLUMNS, rows), f"thanh-vien-to-{found.id}.xlsx")


@bp.post("/teams/<int:collective_id>/members")
@needs(Can.PERSON_WRITE)
def add_member(collective_id: int) -> Response:
    """Take someone of the books into the team."""
    found = queries.get(collective_id)
    form = _member_form(found)
    if form.validate_on_submit():
        person = people.get(form.person.data)
        try:
            actions.add_members(found, [(person, form.part.data)], chosen_day(form.valid_from))
            return htmx.go("people.team", f"Đã thêm {person.name}.", collective_id=found.id)
        except Refused as refused:
            htmx.refuse(form, refused, terms_overlap="person", team_has_leader="part", **_DAYS)
    return team_page(found, 422, form=form)


_END = "end"  # two forms of days on one page
_DAYS = {
    "term_before_team": "valid_from",
    "term_after_team": "valid_from",
    "term_ends_before_start": "valid_until",
}


@bp.get("/teams/<int:collective_id>/members/<int:member_id>")
@needs(Can.PERSON_WRITE)
def term(collective_id: int, member_id: int) -> Response:
    """The form of a term."""
    member = queries.term(queries.get(collective_id), member_id)
    return _term_page(member)


@bp.post("/teams/<int:collective_id>/members/<int:member_id>")
@needs(Can.PERSON_WRITE)
def correct_term(collective_id: int, member_id: int) -> Response:
    """Correct the part or the days of a term."""
    member = queries.term(queries.get(collective_id), member_id)
    form = TermForm().of(member.collective)
    if form.validate_on_submit():
        try:
            actions.correct_term(member, form.part.data, chosen_day(form.valid_from), form.valid_until.data)
            return htmx.go("people.team", f"Đã sửa dòng của {member.person.name}.", collective_id=collective_id)
        except Refused as refused:
            htmx.refuse(form, refused, terms_overlap="valid_from", team_has_leader="part", **_DAYS)
    return _term_page(member, 422, form=form)


@bp.post("/teams/<int:collective_id>/members/<int:member_id>/end")
@needs(Can.PERSON_WRITE)
def end_term(collective_id: int, member_id: int) -> Response:
    """Let someone's time in the team end on a day."""
    member = queries.term(queries.get(collective_id), member_id)
    form = EndForm(prefix=_END)
    if form.validate_on_submit():
        try:
            actions.end_term(member, chosen_day(form.valid_until))
            said = f"Đã ghi {member.person.name} thôi tham gia."
            return htmx.go("people.team", said, collective_id=collective_id)
        except Refused as refused:
            htmx.refuse(form, refused, term_ends_before_start="valid_until")
    return _term_page(member, 422, end_form=form)


@bp.post("/teams/<int:collective_id>/members/<int:member_id>/remove")
@needs(Can.PERSON_WRITE)
def remove_term(collective_id: int, member_id: int) -> Response:
    """Take out a term that was entered by mistake."""
    member = queries.term(queries.get(collective_id), member_id)
    name = member.person.name
    actions.remove_term(member)
    return htmx.go("people.team", f"Đã bỏ dòng nhập nhầm của {name}.", collective_id=collective_id)


def _term_page(member: TeamMember, status: int = 200, **given: Any) -> Response:
    context: dict[str, Any] = {
        "form": TermForm(formdata=None, obj=member).of(member.collective),
        "end_form": EndForm(formdata=None, prefix=_END, valid_until=member.valid_until or clock.today()),
        **given,
    }
    return htmx.page("people/team_term.html", status=status, member=member, team=member.collective, **context)
