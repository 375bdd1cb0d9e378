"""Pages of merging: who may be one, two records side by side, and a merge that was made."""

from typing import Any

from flask import Blueprint, abort, g, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.merging import actions, queries
from app.merging.models import Merge
from app.merging.queries import doubles
from app.merging.queries import living as stays
from app.merging.rules import FIELDS, head_faults, likeliest, merge_faults
from app.places import queries as places
from app.refusals import Refused
from app.text import number_text

bp = Blueprint("merging", __name__, url_prefix="/merging")

_VERBS = {
    "person": Can.PERSON_WRITE, "household": Can.PERSON_WRITE, "collective": Can.PERSON_WRITE,
    "unit": Can.PLACE_WRITE, "hamlet": Can.PLACE_WRITE,
}  # fmt: skip
# The page of a record, and the name of its number in the address.
_SHOWN = {
    "people.show": ("person", "person_id"),
    "people.household": ("household", "household_id"),
    "people.collective": ("collective", "collective_id"),
    "places.unit": ("unit", "unit_id"),
    "places.hamlet": ("hamlet", "hamlet_id"),
}
_PAGE_OF = {kind: (endpoint, name) for endpoint, (kind, name) in _SHOWN.items()}


@bp.before_app_request
def _led_on() -> Response | None:
    """The address of a record that was merged leads to the one that stays."""
    kind, name = _SHOWN.get(request.endpoint or "", ("", ""))
    if not kind or request.method != "GET" or "authority_id" not in g:
        return None
    record_id = (request.view_args or {}).get(name, 0)
    if queries.record(kind, record_id) is not None:
        return None
    kept = queries.where_it_went(kind, record_id)
    return make_response(redirect(page_of(kind, kept))) if kept else None


def page_of(kind: str, record_id: int) -> str:
    """The address of a record."""
    endpoint, name = _PAGE_OF[kind]
    values: dict[str, Any] = {name: record_id}
    return url_for(endpoint, **values)


def _record(kind: str, record_id: int) -> Any:
    """A record that may be merged, for whoever may change it; 404 for none, 403 for somebody else."""
    if kind not in FIELDS:
        abort(404)
    if _VERBS[kind] not in g.verbs:
        abort(403)
    return queries.record(kind, record_id) or abort(404)


def _merge(merge_id: int) -> Merge:
    found = queries.merge(merge_id) or abort(404)
    if _VERBS[found.kind] not in g.verbs:
        abort(403)
    return found


@bp.get("")
@needs(Can.PERSON_WRITE)
def index() -> Response:
    """People of the commune who may be one, pair by pair, and the merges made lately."""
    pairs = doubles.pairs(request.args.get("after"))
    return htmx.page(
        "merging/doubles.html",
        pairs=pairs[: doubles.PAGE],
        more=len(pairs) > doubles.PAGE,
        merges=queries.merges(),
    )


@bp.post("/person/<int:first_id>/<int:second_id>/apart")
@needs(Can.PERSON_WRITE)
def apart(first_id: int, second_id: int) -> Response:
    """Remember that these two are not one."""
    first, second = _record("person", first_id), _record("person", second_id)
    actions.mark_not_same(first, second)
    return htmx.go("merging.index", f"Đã ghi: hai người tên {first.name} không phải một người.")


@bp.get("/<kind>/<int:record_id>")
@needs(Can.PERSON_WRITE, Can.PLACE_WRITE)
def choose(kind: str, record_id: int) -> Response:
    """With whom or what a record is merged."""
    row, words = _record(kind, record_id), request.args.get("q", "")
    return htmx.page(
        "merging/choose.html",
        kind=kind,
        row=row,
        words=words,
        name=queries.name_of(row),
        others=[(one, queries.name_of(one), queries.said(kind, one)) for one in queries.others_like(kind, row, words)],
        back=page_of(kind, record_id),
    )


@bp.get("/<kind>/<int:first_id>/<int:second_id>")
@needs(Can.PERSON_WRITE, Can.PLACE_WRITE)
def pair(kind: str, first_id: int, second_id: int) -> Response:
    """Two records side by side: what each says, what hangs on each, and which value stays."""
    first, second = _record(kind, first_id), _record(kind, second_id)
    proposed = {
        name: likeliest(columns, *({one: getattr(row, one) for one in columns} for row in (first, second)))
        for name, columns in FIELDS[kind].items()
    }
    reasons = merge_faults(kind, first, second, queries.ours(first) and queries.ours(second))
    if kind == "person" and not reasons:
        reasons = head_faults(first, second, first) if head_faults(first, second, second) else []
        if first.is_head != second.is_head:
            proposed["household"] = "first" if first.is_head else "second"
    rows = [(first, queries.said(kind, first)), (second, queries.said(kind, second))]
    return htmx.page(
        "merging/pair.html",
        kind=kind,
        first=first,
        second=second,
        names=[queries.name_of(first), queries.name_of(second)],
        addresses=[page_of(kind, first.id), page_of(kind, second.id)],
        said=[said for _row, said in rows],
        hanging=[queries.hanging(kind, first.id), queries.hanging(kind, second.id)],
        proposed=proposed,
        reasons=reasons,
    )


@bp.post("/<kind>/<int:first_id>/<int:second_id>")
@needs(Can.PERSON_WRITE, Can.PLACE_WRITE)
def join(kind: str, first_id: int, second_id: int) -> Response:
    """Make one of the two, with the values that were chosen."""
    first, second = _record(kind, first_id), _record(kind, second_id)
    chosen = {name: request.form.get(name, "first") for name in FIELDS[kind]}
    made = actions.merge(kind, first, second, chosen)
    return htmx.go("merging.show", f"Đã gộp vào {made.kept_name}.", merge_id=made.id)


@bp.get("/merges/<int:merge_id>/done")
@needs(Can.PERSON_WRITE, Can.PLACE_WRITE)
def show(merge_id: int) -> Response:
    """A merge that was made: what it moved, what it set aside, and whether it can be taken back."""
    made = _merge(merge_id)
    aside = [
        step
        for step in made.steps
        if step["do"] == "remove" and (step["table"], step["id"]) != (made.kind, made.gone_id)
    ]
    return htmx.page(
        "merging/merge.html",
        merge=made,
        aside=aside,
        holds=actions.holds(made),
        address=page_of(made.kind, made.kept_id),
    )


@bp.post("/merges/<int:merge_id>/undo")
@needs(Can.PERSON_WRITE, Can.PLACE_WRITE)
def undo(merge_id: int) -> Response:
    """Take a merge back."""
    made = _merge(merge_id)
    actions.undo(made)
    return htmx.go("merging.show", f"Đã hoàn tác: {made.name} và {made.kept_name} lại là hai.", merge_id=made.id)


def _place(kind: str, place_id: int) -> Any:
    """A hamlet or unit of one's own; 404 for none and for somebody else's."""
    if kind not in stays.PARTS:
        abort(404)
    row = queries.record(kind, place_id)
    if row is None or not places.editable(row):
        abort(404)
    return row


def _part(kind: str, named: str | None) -> str:
    return named if named in stays.PARTS[kind] else stays.PARTS[kind][0]


@bp.get("/move/<kind>/<int:place_id>")
@needs(Can.PERSON_WRITE)
def living(kind: str, place_id: int) -> Response:
    """What stands in a hamlet or unit still, with boxes to tick, and where it may move."""
    return _living_page(kind, _place(kind, place_id))


def _living_page(kind: str, place: Any, reasons: Any = (), status: int = 200) -> Response:
    part, typed, day = _part(kind, request.values.get("part")), request.values.get("q", ""), clock.today()
    after = request.values.get("after", type=int)
    rows = stays.living(place, part, day, typed, after)
    return htmx.page(
        "merging/living.html",
        status=status,
        kind=kind,
        place=place,
        part=part,
        words=typed,
        after=after,
        rows=rows[: stays.PAGE],
        more=len(rows) > stays.PAGE,
        all_ticked="ticked" in request.args,
        ticked=set(request.form.getlist("row", type=int)),
        chosen=request.form.get("to", type=int),
        counts=stays.counts(place, day),
        targets=stays.targets(place, day),
        heir=stays.heir(place, day),
        name_of=queries.name_of,
        back=page_of(kind, place.id),
        reasons=[htmx.sentence(one) for one in reasons],
    )


@bp.post("/move/<kind>/<int:place_id>")
@needs(Can.PERSON_WRITE)
def move(kind: str, place_id: int) -> Response:
    """Move the ticked rows, or all of them to the one place that this one became."""
    place, day = _place(kind, place_id), clock.today()
    part, name = _part(kind, request.form.get("part")), place.name
    try:
        if "all" in request.form:
            target: Any = stays.heir(place, day)
            count = actions.move_all(place, target, day)
        else:
            target = queries.record(kind, request.form.get("to", 0, type=int))
            count = actions.move(place, target, part, request.form.getlist("row", type=int), day)
    except Refused as refused:
        return _living_page(kind, place, refused.reasons, 422)
    message = f"Đã chuyển từ {name} sang {target.name}: {number_text(count)} dòng."
    return htmx.go("merging.living", message, kind=kind, place_id=place_id, part=part)
