"""A pasted list of members of a digital team: shown with its doubts, mended in place, then saved in one step."""

from datetime import date

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.people import actions
from app.people import queries as people
from app.people.actions import PastedPerson
from app.people.forms.teams import TeamPasteForm, TeamPreviewForm, chosen_day, typed_members
from app.people.models import Collective, Person
from app.people.queries import teams as queries
from app.people.rules import JudgedMember, MemberLine, TeamBooks, judge_members
from app.people.views import bp
from app.places import queries as places
from app.refusals import Refused
from app.sheets import SheetFault


@bp.get("/teams/<int:collective_id>/paste")
@needs(Can.PERSON_WRITE)
def paste_team(collective_id: int) -> Response:
    """The page to paste a list of members into."""
    team = queries.get(collective_id)
    return _paste_page(team, TeamPasteForm(formdata=None, valid_from=team.founded_on or clock.today()))


@bp.post("/teams/<int:collective_id>/paste")
@needs(Can.PERSON_WRITE)
def preview_team(collective_id: int) -> Response:
    """Read the list and show whom each line means; nothing is saved yet."""
    team = queries.get(collective_id)
    form = TeamPasteForm()
    if not form.validate_on_submit():
        return _paste_page(team, form, 422)
    try:
        lines = form.lines()
    except SheetFault as fault:
        form.refuse(str(fault), "text")
        return _paste_page(team, form, 422)
    shown = TeamPreviewForm(formdata=None, valid_from=form.valid_from.data)
    return _preview_page(team, shown, _judged(team, lines, chosen_day(form.valid_from)))


@bp.post("/teams/<int:collective_id>/paste/save")
@needs(Can.PERSON_WRITE)
def save_team_paste(collective_id: int) -> Response:
    """Take in the chosen people, or show the list again as long as a line is not plain."""
    team = queries.get(collective_id)
    form = TeamPreviewForm()
    valid = form.validate_on_submit()
    lines = typed_members(request.form, form.count.data or 0)
    judged = _judged(team, lines, form.valid_from.data or clock.today())
    if not valid or any(one.stopped for one in judged):
        return _preview_page(team, form, judged, 422)
    try:
        added = actions.add_members(team, _chosen(team, judged), chosen_day(form.valid_from))
    except Refused as refused:
        htmx.refuse(form, refused, term_before_team="valid_from", term_after_team="valid_from")
        return _preview_page(team, form, judged, 422)
    return htmx.go("people.team", f"Đã thêm {len(added)} người vào tổ.", collective_id=team.id)


def _judged(team: Collective, lines: list[MemberLine], valid_from: date) -> list[JudgedMember]:
    books = TeamBooks(
        clock.today(),
        valid_from,
        queries.time_of(team),
        team.hamlet_id,
        queries.terms(team),
        people.known([line.name for line in lines]),
    )
    return judge_members(lines, books)


def _chosen(team: Collective, judged: list[JudgedMember]) -> list[tuple[Person, str]]:
    """Whom the lines mean, those new to the books entered first, each with their part."""
    taken = [one for one in judged if one.line.choice != "skip"]
    new = [one for one in taken if one.line.choice == "new"]
    pasted = [
        PastedPerson(
            name=one.line.name,
            born_on=one.birth.born_on,
            birth_year=one.birth.birth_year,
            phone=one.line.phone or None,
        )
        for one in new
    ]
    added = actions.paste(team.hamlet, pasted) if pasted else []
    persons = {one.line.number: person for one, person in zip(new, added, strict=True)}
    known = {person.id: person for person in people.by_ids([int(one.line.choice) for one in taken if one not in new])}
    return [(persons.get(one.line.number) or known[int(one.line.choice)], one.part) for one in taken]


def _paste_page(team: Collective, form: TeamPasteForm, status: int = 200) -> Response:
    return htmx.page("people/team_paste.html", status=status, team=team, form=form)


def _preview_page(team: Collective, form: TeamPreviewForm, judged: list[JudgedMember], status: int = 200) -> Response:
    return htmx.page(
        "people/team_preview.html",
        status=status,
        team=team,
        form=form,
        judged=judged,
        hamlets={one.id: one.name for one in places.all_hamlets()},
        stopped=[(place, one) for place, one in enumerate(judged) if one.stopped],
    )
