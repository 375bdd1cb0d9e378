"""The grid in which many nominees are attested: nominees by questions, fifty on a page."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, queries
from app.commendations.forms.attesting import AttestingForm, packed_cells
from app.commendations.models import Dossier
from app.commendations.rules import MENDABLE
from app.commendations.rules.attesting import Answers, Cell, Column, clashes, columns
from app.commendations.views.blueprint import bp, refuse
from app.refusals import Refusal, Refused
from app.sheets import SheetFault

ON_PAGE = 50


@bp.get("/<int:dossier_id>/attest")
@needs(Can.DOSSIER_WRITE)
def attest_grid(dossier_id: int) -> Response:
    """The nominees of a dossier by what an official is asked about them; `show=open` those with an empty cell."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, *MENDABLE)
    return _page(dossier, AttestingForm(formdata=None))


@bp.post("/<int:dossier_id>/attest")
@needs(Can.DOSSIER_WRITE)
def attest_many(dossier_id: int) -> Response:
    """Keep the cells that changed, and with the other button what is still empty; all faults at once."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, *MENDABLE)
    found, known = columns(actions.asked_of(dossier)), actions.answers_of(dossier)
    form = AttestingForm().over(found)
    form.validate_on_submit()
    try:
        answers = form.answers(request.form)
    except SheetFault:
        form.refuse("Trang gửi lên không còn nguyên vẹn, chưa ghi gì. Hãy chọn lại.")
        return _page(dossier, form, 422)
    given = answers.changed
    if request.form.get("do") == "fill":
        shown = {nominee_id for nominee_id, _code in answers.seen}
        kept = {*known, *(cell for cell, said in answers.chosen.items() if said is not None)}
        given = form.filled(found, shown, kept) | given
    _refuse_clashes(dossier, form, answers, known)
    if not form.errors:
        try:
            count = actions.attest_many(dossier, given, form.note.data or "", clock.today())
        except Refused as refused:
            refuse(form, refused, {"answers-without-ground": "note"})
    if form.errors:
        return _page(dossier, form, 422, typed=answers.chosen)
    message = f"Đã ghi {len(given)} câu của {count} trường hợp."
    return htmx.go(".attest_grid", message, dossier_id=dossier.id, **_asked())


def _refuse_clashes(dossier: Dossier, form: AttestingForm, answers: Answers, known: Mapping[Cell, bool]) -> None:
    """Say of each cell somebody else answered meanwhile what they said, so that the official chooses."""
    names = {one.id: queries.subject_label(one) for one in dossier.nominees}
    for nominee_id, code in clashes(answers, known):
        said = known.get((nominee_id, code))
        words = {True: "đạt", False: "không đạt", None: "để trống"}[said]
        form.refuse(htmx.sentence(Refusal("answer-changed", detail=f"{names.get(nominee_id, '')}: {words}")))


def _asked() -> dict[str, Any]:
    found: dict[str, Any] = {"page": request.args.get("page", type=int)}
    if request.args.get("show") == "open":
        found["show"] = "open"
    return {name: value for name, value in found.items() if value}


def _page(
    dossier: Dossier, form: AttestingForm, status: int = 200, typed: Mapping[Cell, bool | None] | None = None
) -> Response:
    found, known = columns(actions.asked_of(dossier)), actions.answers_of(dossier)
    empty = _empty(found, known)
    nominees = queries.nominees_of(dossier)
    wanted = [one for one in nominees if one.id in empty] if "show" in _asked() else nominees
    pages = max(1, -(-len(wanted) // ON_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    shown = wanted[(page - 1) * ON_PAGE : page * ON_PAGE]
    seen = {
        (one.id, column.code): known.get((one.id, column.code))
        for one in shown
        for column in found
        if one.id in column.nominees
    }
    on_page = {one.id for one in shown}
    return htmx.page(
        "commendations/attesting.html",
        status=status,
        dossier=dossier,
        title=queries.title_of(dossier),
        form=form.over(found),
        columns=[column for column in found if column.nominees & on_page],
        numbers={column.code: place for place, column in enumerate(found, start=1)},
        nominees=shown,
        first=(page - 1) * ON_PAGE,
        count=len(wanted),
        seen=seen,
        shown_answers={**seen, **{cell: said for cell, said in (typed or {}).items() if cell in seen}},
        packed=packed_cells(seen),
        empty=sum(empty.values()),
        incomplete=len(empty),
        all_count=len(nominees),
        asked=_asked(),
        label=queries.subject_label,
        previous=url_for(".attest_grid", dossier_id=dossier.id, **{**_asked(), "page": page - 1}) if page > 1 else None,
        following=url_for(".attest_grid", dossier_id=dossier.id, **{**_asked(), "page": page + 1})
        if page < pages
        else None,
        page=page,
        pages=pages,
    )


def _empty(found: list[Column], known: Mapping[Cell, bool]) -> dict[int, int]:
    """How many questions nobody has answered, by nominee; who has none is not in it."""
    counts: dict[int, int] = {}
    for column in found:
        for nominee_id in column.nominees:
            if (nominee_id, column.code) not in known:
                counts[nominee_id] = counts.get(nominee_id, 0) + 1
    return counts
