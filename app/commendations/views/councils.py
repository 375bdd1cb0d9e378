"""Pages of the council and its seats."""

from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import Council, CouncilMember
from app.commendations.rules import Seat
from app.commendations.views.blueprint import bp, refuse
from app.places.rules import Seal
from app.refusals import Refused

SPOTS = {"council-reversed": "last_day", "chair-taken": "seat", "substitute-is-member": "substitute_name"}


@bp.get("/councils")
@needs(Can.COUNCIL_READ)
def councils() -> Response:
    """The councils with their members of today."""
    day = clock.today()
    found = [(one, queries.members_on(one, day)) for one in queries.all_councils()]
    return htmx.page("commendations/councils.html", councils=found)


@bp.get("/councils/new")
@needs(Can.COUNCIL_WRITE)
def new_council() -> Response:
    """An empty form."""
    return htmx.page("commendations/council_form.html", form=forms.CouncilForm(seal=Seal.AGENCY), council=None)


@bp.post("/councils/new")
@needs(Can.COUNCIL_WRITE)
def create_council() -> Response:
    """Found a council."""
    return _save(None)


@bp.get("/councils/<int:council_id>")
@needs(Can.COUNCIL_READ)
def council(council_id: int) -> Response:
    """A council with all its seats, past ones too."""
    return _page(queries.council(council_id), forms.MemberForm())


def _page(found: Council, form: forms.MemberForm, status: int = 200) -> Response:
    today = queries.members_on(found, clock.today())
    return htmx.page("commendations/council.html", council=found, members=today, form=form, status=status)


@bp.get("/councils/<int:council_id>/edit")
@needs(Can.COUNCIL_WRITE)
def edit_council(council_id: int) -> Response:
    """The form with what the council says."""
    found = queries.council(council_id)
    return htmx.page("commendations/council_form.html", form=forms.CouncilForm().shows(found), council=found)


@bp.post("/councils/<int:council_id>/edit")
@needs(Can.COUNCIL_WRITE)
def update_council(council_id: int) -> Response:
    """Correct a council."""
    return _save(queries.council(council_id))


def _save(found: Council | None) -> Response:
    form = forms.CouncilForm()
    if form.validate_on_submit():
        until = forms.first_day_after(forms.filled(form.last_day))
        try:
            saved = actions.save_council(
                found, form.name.data, form.founded_by.data, forms.filled(form.valid_from), until, Seal(form.seal.data)
            )
        except Refused as refused:
            refuse(form, refused, SPOTS)
        else:
            return htmx.go(".council", "Đã ghi Hội đồng.", council_id=saved.id)
    return htmx.page("commendations/council_form.html", form=form, council=found, status=422)


@bp.post("/councils/<int:council_id>/members")
@needs(Can.COUNCIL_WRITE)
def add_member(council_id: int) -> Response:
    """Give a seat."""
    found = queries.council(council_id)
    form = forms.MemberForm()
    if _saved(form, found, None):
        return htmx.go(".council", f"Đã ghi {form.full_name.data}.", council_id=found.id)
    return _page(found, form, 422)


@bp.get("/members/<int:member_id>")
@needs(Can.COUNCIL_WRITE)
def edit_member(member_id: int) -> Response:
    """The form with what a seat says."""
    seat = queries.member(member_id)
    return _member_page(seat, forms.MemberForm().shows(seat))


def _member_page(seat: CouncilMember, form: forms.MemberForm, status: int = 200) -> Response:
    return htmx.page("commendations/member.html", member=seat, council=seat.council, form=form, status=status)


@bp.post("/members/<int:member_id>")
@needs(Can.COUNCIL_WRITE)
def update_member(member_id: int) -> Response:
    """Correct a seat, or end it."""
    seat = queries.member(member_id)
    form = forms.MemberForm()
    if _saved(form, seat.council, seat):
        return htmx.go(".council", f"Đã ghi {form.full_name.data}.", council_id=seat.council_id)
    return _member_page(seat, form, 422)


def _saved(form: forms.MemberForm, found: Council, seat: CouncilMember | None) -> bool:
    if not form.validate_on_submit():
        return False
    values: dict[str, Any] = {
        "full_name": form.full_name.data,
        "post": form.post.data,
        "seat": Seat(form.seat.data),
        "substitute_name": form.substitute_name.data,
        "substitute_post": form.substitute_post.data,
        "valid_from": forms.filled(form.valid_from),
        "valid_until": forms.first_day_after(forms.filled(form.last_day)),
    }
    try:
        actions.save_member(found, seat, **values)
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return False
    return True
