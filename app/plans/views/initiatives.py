"""Pages of initiatives: the book, one of them, describing one, its effects, its uses and what proves it."""

from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import audit, clock, htmx, sheets
from app.access import Can, needs
from app.papers.actions import evidence as proving
from app.papers.forms import EvidenceForm
from app.papers.queries import evidence
from app.places import queries as places
from app.plans import queries as plans
from app.plans.actions import initiatives as actions
from app.plans.forms.initiatives import EffectForm, InitiativeForm, UseForm
from app.plans.models import Initiative, InitiativeEffect, InitiativeUse
from app.plans.queries import initiatives as queries
from app.plans.rules.initiatives import Branch, InitiativeKind, Scope
from app.plans.rules.targets import shown_decimal
from app.plans.views import bp
from app.refusals import Refused
from app.widgets import told_words

FIELDS = {
    "initiative_ahead": "since",
    "recognition_ahead": "recognised_on",
    "recognition_without_day": "recognised_on",
    "recognition_without_decision": "recognised_by",
    "initiative_known": "title",
}
EFFECT_FIELDS = {"effect_unchanged": "after", "effect_known": "text"}
USE_FIELDS = {
    "use_without_place": "hamlet",
    "use_hamlet_too_narrow": "hamlet",
    "use_without_name": "place",
    "use_ahead": "since",
    "use_end_ahead": "until",
    "use_reversed": "until",
    "use_known": "place",
}
SHEET = (
    sheets.Column("Loại"),
    sheets.Column("Tên", width=50),
    sheets.Column("Của ai", "people"),
    sheets.Column("Mô tả", width=50),
    sheets.Column("Áp dụng từ", "day"),
    sheets.Column("Phạm vi"),
    sheets.Column("Nơi áp dụng", width=40),
    sheets.Column("Hiệu quả", width=50),
    sheets.Column("Hiệu quả bằng số", width=50),
    sheets.Column("Văn bản công nhận"),
    sheets.Column("Ngày công nhận", "day"),
    sheets.Column("Đã dùng làm căn cứ", width=40),
    sheets.Column("Hướng khen thưởng", width=30),
)
FILTERS = ("q", "kind", "scope", "hamlet", "branch", "recognised")


@bp.get("/initiatives")
@needs(Can.PLAN_READ)
def initiatives() -> Response:
    """What people of the commune thought of, newest first, by name, kind, scope, hamlet, award and recognition."""
    asked = _asked()
    after = request.args.get("after", "")
    found = queries.listed(asked, after=int(after) if after.isdecimal() else None)
    more, rows = len(found) > queries.PAGE, found[: queries.PAGE]
    here: dict[str, Any] = {name: value for name, value in request.args.items() if name in FILTERS and value}
    return htmx.page(
        "plans/initiatives.html",
        rows=rows,
        owner=queries.owner_label,
        place=queries.place_of,
        asked=asked,
        active=bool(asked),
        kinds=InitiativeKind,
        scopes=Scope,
        branches=Branch,
        undecided=queries.UNDECIDED,
        hamlets=places.hamlets(clock.today()),
        here=here,
        next_url=url_for(".initiatives", **here, after=rows[-1].id) if more else None,
        first_url=url_for(".initiatives", **here) if after else None,
    )


def _asked() -> queries.Asked:
    given = request.args
    return queries.Asked(
        typed=given.get("q", ""),
        kind=_one_of(InitiativeKind, given.get("kind")),
        scope=_one_of(Scope, given.get("scope")),
        hamlet_id=given.get("hamlet", type=int),
        branch=_one_of((*Branch, queries.UNDECIDED), given.get("branch")),
        recognised=_one_of(("yes", "no"), given.get("recognised")),
    )


def _one_of(known: Any, asked: str | None) -> str | None:
    return asked if asked in tuple(known) else None


@bp.get("/initiatives.xlsx")
@needs(Can.PLAN_READ)
def initiatives_sheet() -> Response:
    """The initiatives as filtered, for Excel."""
    asked = _asked()
    found = queries.listed(asked, limit=queries.MOST_ROWS)[: queries.MOST_ROWS]
    kinds, scopes, branches = (htmx.words(f"INITIATIVE_{name}") for name in ("KINDS", "SCOPES", "BRANCHES"))
    rows = queries.sheet(found, kinds, scopes, branches)
    said = told_words(
        {
            "Tên": asked.typed,
            "Loại": kinds.get(asked.kind or ""),
            "Phạm vi": scopes.get(asked.scope or ""),
            "Áp dụng tại": next((one.name for one in places.all_hamlets() if one.id == asked.hamlet_id), None),
            "Công nhận": {"yes": "đã có văn bản", "no": "chưa có văn bản"}.get(asked.recognised or ""),
            "Hướng khen thưởng": "chưa quyết định"
            if asked.branch == queries.UNDECIDED
            else branches.get(asked.branch or ""),
        }
    )
    return htmx.xlsx(sheets.write_xlsx("Sáng kiến, giải pháp, mô hình", SHEET, rows, said), "sang-kien.xlsx")


@bp.get("/initiatives/new")
@needs(Can.PLAN_WRITE)
def new_initiative() -> Response:
    """An empty form, or one that knows whose it is: ?subject=person-12."""
    form = InitiativeForm(formdata=None).over_subjects()
    key = request.args.get("subject")
    return _form_page(form.of(key) if key else form, None)


def _form_page(form: InitiativeForm, row: Initiative | None, status: int = 200) -> Response:
    return htmx.page("plans/initiative_form.html", status=status, form=form, row=row)


@bp.post("/initiatives/new")
@needs(Can.PLAN_WRITE)
def create_initiative() -> Response:
    """Describe an initiative."""
    return _save(None)


def _save(row: Initiative | None) -> Response:
    form = InitiativeForm().over_subjects(row)
    if not form.validate_on_submit():
        return _form_page(form, row, 422)
    try:
        saved = actions.save_initiative(
            row, queries.subject_of(form.subject.data), **form.values(), today=clock.today()
        )
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, row, 422)
    return htmx.go(".initiative", f"Đã ghi “{saved.title}”.", initiative_id=saved.id)


@bp.get("/initiatives/<int:initiative_id>")
@needs(Can.PLAN_READ)
def initiative(initiative_id: int) -> Response:
    """One initiative: what it brought, who recognised it, the log."""
    return _page(queries.get(initiative_id))


def _page(row: Initiative, status: int = 200, **forms: Any) -> Response:
    """The page; a line to be corrected is asked for as ?effect=3 or ?use=4 and stands in its form."""
    own = queries.is_own(row)
    corrected: dict[str, Any] = {"effect_row": _asked_effect(row), "use_row": _asked_use(row)} if own else {}
    effect_row, use_row = corrected.get("effect_row"), corrected.get("use_row")
    effect_form, use_form = _effect_form(formdata=None), _use_form(use_row, formdata=None)
    return htmx.page(
        "plans/initiative.html",
        status=status,
        row=row,
        owner=queries.owner_label(row),
        plan=plans.get(row.plan_id) if row.plan_id else None,
        place=queries.place_of,
        shown=shown_decimal,
        files=evidence.of(row),
        lines=audit.lines_about(row),
        own=own,
        **{
            "effect_row": effect_row,
            "use_row": use_row,
            "effect_form": effect_form.shows(effect_row) if effect_row else effect_form,
            "use_form": use_form.shows(use_row) if use_row else use_form,
            "evidence_form": EvidenceForm(formdata=None),
            **forms,
        },
    )


def _effect_form(**given: Any) -> EffectForm:
    return EffectForm(prefix="effect", **given)


def _use_form(row: InitiativeUse | None, **given: Any) -> UseForm:
    return UseForm(prefix="use", **given).offer(row)


def _asked_effect(row: Initiative) -> InitiativeEffect | None:
    asked = request.args.get("effect", type=int)
    return queries.effect(row, asked) if asked is not None else None


def _asked_use(row: Initiative) -> InitiativeUse | None:
    asked = request.args.get("use", type=int)
    return queries.use(row, asked) if asked is not None else None


@bp.get("/initiatives/<int:initiative_id>/edit")
@needs(Can.PLAN_WRITE)
def edit_initiative(initiative_id: int) -> Response:
    """The form filled in."""
    row = _writable(initiative_id)
    return _form_page(InitiativeForm(formdata=None).over_subjects(row).shows(row), row)


@bp.post("/initiatives/<int:initiative_id>/edit")
@needs(Can.PLAN_WRITE)
def update_initiative(initiative_id: int) -> Response:
    """Correct what was described."""
    return _save(_writable(initiative_id))


def _writable(initiative_id: int) -> Initiative:
    row = queries.get(initiative_id)
    if not queries.is_own(row):
        raise NotFound
    return row


def _back(row: Initiative, said: str, spot: str) -> Response:
    return htmx.go(".initiative", said, initiative_id=row.id, _anchor=spot)


# ---- effects in numbers


@bp.post("/initiatives/<int:initiative_id>/effects")
@needs(Can.PLAN_WRITE)
def save_initiative_effect(initiative_id: int) -> Response:
    """Write down one effect in numbers, or correct the one asked for as ?effect=3."""
    row = _writable(initiative_id)
    corrected, form = _asked_effect(row), _effect_form()
    if not form.validate_on_submit():
        return _page(row, 422, effect_form=form)
    try:
        saved = actions.save_effect(row, corrected, form.values())
    except Refused as refused:
        htmx.refuse(form, refused, **EFFECT_FIELDS)
        return _page(row, 422, effect_form=form)
    return _back(row, f"Đã ghi hiệu quả “{saved.text}”.", "effects")


@bp.post("/initiatives/<int:initiative_id>/effects/<int:effect_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_initiative_effect(initiative_id: int, effect_id: int) -> Response:
    """Take off an effect written down by mistake."""
    row = _writable(initiative_id)
    removed = queries.effect(row, effect_id)
    said = removed.text
    actions.remove_effect(removed)
    return _back(row, f"Đã bỏ hiệu quả “{said}”.", "effects")


# ---- where it is applied


@bp.post("/initiatives/<int:initiative_id>/uses")
@needs(Can.PLAN_WRITE)
def save_initiative_use(initiative_id: int) -> Response:
    """Write down where it is applied, or correct the place asked for as ?use=4."""
    row = _writable(initiative_id)
    corrected = _asked_use(row)
    form = _use_form(corrected)
    if not form.validate_on_submit():
        return _page(row, 422, use_form=form)
    try:
        saved = actions.save_use(row, corrected, form.values(), clock.today())
    except Refused as refused:
        htmx.refuse(form, refused, **USE_FIELDS)
        return _page(row, 422, use_form=form)
    return _back(row, f"Đã ghi nơi áp dụng: {queries.place_of(saved)}.", "uses")


@bp.post("/initiatives/<int:initiative_id>/uses/<int:use_id>/remove")
@needs(Can.PLAN_WRITE)
def remove_initiative_use(initiative_id: int, use_id: int) -> Response:
    """Take off a place written down by mistake."""
    row = _writable(initiative_id)
    removed = queries.use(row, use_id)
    said = queries.place_of(removed)
    actions.remove_use(removed)
    return _back(row, f"Đã bỏ nơi áp dụng: {said}.", "uses")


# ---- what proves it


@bp.post("/initiatives/<int:initiative_id>/evidence")
@needs(Can.PLAN_WRITE)
def add_initiative_evidence(initiative_id: int) -> Response:
    """Hang photographs, documents or a link on it."""
    row = _writable(initiative_id)
    form = EvidenceForm()
    added = form.add_to(row)
    if not added:
        return _page(row, 422, evidence_form=form)
    return _back(row, f"Đã lưu {len(added)} minh chứng.", "evidence")


@bp.post("/initiatives/<int:initiative_id>/evidence/remove")
@needs(Can.PLAN_WRITE)
def remove_initiative_evidence(initiative_id: int) -> Response:
    """Take a piece of evidence off."""
    row = _writable(initiative_id)
    removed = evidence.of_subject(row, request.form.get("evidence", 0, type=int))
    said = evidence.name_of(removed)
    proving.remove(row, removed)
    return _back(row, f"Đã bỏ “{said}”.", "evidence")
