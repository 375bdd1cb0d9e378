"""A hamlet or unit that is renamed, split or joined from a day on."""

from typing import Any

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.places import actions, queries
from app.places.forms import SuccessionForm
from app.places.rules.succession import How
from app.places.views import bp
from app.refusals import Refused

_AT_NAMES = ("place_split_one", "place_name_one", "place_name_twice", "place_name_long", "place_same_name",
             "hamlet_taken", "unit_taken")  # fmt: skip
_AT_DAY = ("place_not_begun", "place_ended")
_DONE = {How.RENAME: "Đã đổi tên", How.SPLIT: "Đã chia tách", How.JOIN: "Đã sáp nhập"}


@bp.get("/<kind>/<int:place_id>/change/<how>")
@needs(Can.PLACE_WRITE)
def change(kind: str, place_id: int, how: str) -> Response:
    """The form of one change."""
    row, wanted = _own(kind, place_id), _how(how)
    form = SuccessionForm.for_change(wanted, _others(kind, row), formdata=None, day=clock.today())
    return _page(form, kind, row, wanted)


@bp.post("/<kind>/<int:place_id>/change/<how>")
@needs(Can.PLACE_WRITE)
def make_change(kind: str, place_id: int, how: str) -> Response:
    """End the old places and let the new ones begin."""
    row, wanted = _own(kind, place_id), _how(how)
    others = _others(kind, row)
    form = SuccessionForm.for_change(wanted, others)
    if not form.validate_on_submit() or form.day.data is None:
        return _page(form, kind, row, wanted, 422)
    ticked = set(form.ticked())
    old = [row, *(one for one in others if one.id in ticked)]
    try:
        made = actions.succeed(wanted, old, form.new_names(), form.day.data)
    except Refused as refused:
        fields = dict.fromkeys(_AT_NAMES, "names") | dict.fromkeys(_AT_DAY, "day") | {"place_join_one": "others"}
        htmx.refuse(form, refused, **fields)
        return _page(form, kind, row, wanted, 422)
    names = ", ".join(one.name for one in made)
    values: dict[str, Any] = {f"{kind}_id": row.id}
    return htmx.go(f"places.{kind}", f"{_DONE[wanted]}: {names}. Chuyển người, hộ, tập thể ở trang này.", **values)


def _how(how: str) -> How:
    try:
        return How(how)
    except ValueError:
        raise NotFound from None


def _own(kind: str, place_id: int) -> Any:
    if kind not in ("hamlet", "unit"):
        raise NotFound
    row = queries.hamlet(place_id) if kind == "hamlet" else queries.unit(place_id)
    if row is None or not queries.editable(row):
        raise NotFound
    return row


def _others(kind: str, row: Any) -> list[Any]:
    """Which places may be joined with this one: those of the authority that go on."""
    rows: list[Any] = [*(queries.all_hamlets() if kind == "hamlet" else queries.all_units())]
    return [one for one in rows if one.id != row.id and one.valid_until is None and queries.editable(one)]


def _page(form: SuccessionForm, kind: str, row: Any, how: How, status: int = 200) -> Response:
    return htmx.page("places/change.html", status=status, form=form, kind=kind, row=row, how=str(how))
