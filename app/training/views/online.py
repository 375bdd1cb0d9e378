"""Courses completed on a national platform: the list, one entry, a wrong row taken out."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.people import queries as people
from app.places import queries as places
from app.refusals import Refused
from app.training.actions import online as actions
from app.training.forms.platform import OnlineForm, PlatformFilter
from app.training.queries import online as queries
from app.training.queries.online import Wanted
from app.training.rules.lists import ListKind
from app.training.views import bp
from app.training.views.imports import last_list
from app.widgets import told

KEPT = ("q", "course", "hamlet", "group", "first", "last", "sort")
FIELDS = {
    "done_before_birth": "day",
    "completed_in_future": "day",
    "source_missing": "source",
    "title_missing": "title",
    "platform_missing": "platform",
    "online_known": "title",
}


@bp.get("/online")
@needs(Can.PERSON_READ)
def online() -> Response:
    """The completed courses as filtered, the newest first."""
    return _page(OnlineForm(formdata=None))


@bp.post("/online")
@needs(Can.TRAINING_WRITE)
def enter_online() -> Response:
    """Enter a completed course of one person."""
    form = OnlineForm()
    if form.validate_on_submit():
        person = people.get(form.person.data)
        try:
            row = actions.enter_result(
                person,
                title=form.title.data or "",
                platform=form.platform.data or "",
                completed_on=form.chosen_day,
                source=form.source.data or "",
                today=clock.today(),
            )
            return htmx.go("training.online", f"Đã ghi “{row.title}” của {person.name}.")
        except Refused as refused:
            htmx.refuse(form, refused, **FIELDS)
    return _page(form, 422)


@bp.post("/online/<int:result_id>/remove")
@needs(Can.TRAINING_WRITE)
def remove_online(result_id: int) -> Response:
    """Take a row entered by mistake out of the books."""
    row = queries.get(result_id)
    said = f"Đã bỏ “{row.title}” của {row.person.name}."
    actions.remove_result(row)
    return htmx.go("training.online", said)


@bp.get("/online/print")
@needs(Can.PERSON_READ)
def online_print() -> Response:
    """The list as filtered, whole, for paper."""
    _form, wanted = _search()
    rows = queries.all_of(wanted, queries.PRINTED + 1)
    return htmx.page(
        "training/online_print.html",
        rows=rows[: queries.PRINTED],
        fits=len(rows) <= queries.PRINTED,
        limit=queries.PRINTED,
        counts=queries.counts(wanted),
        wanted=wanted,
        kept=_kept(),
    )


COLUMNS = (
    sheets.Column("Họ và tên", "people"),
    sheets.Column("Ngày, năm sinh", "birth"),
    sheets.Column("Thôn, tổ dân phố"),
    sheets.Column("Nhóm"),
    sheets.Column("Khóa học", width=40),
    sheets.Column("Ngày hoàn thành", "day"),
    sheets.Column("Nền tảng"),
    sheets.Column("Nguồn", width=30),
)


@bp.get("/online.xlsx")
@needs(Can.PERSON_READ)
def online_sheet() -> Response:
    """The list as filtered, for Excel."""
    form, wanted = _search()
    rows = [
        (
            one.person.name,
            one.person.birth.cell,
            one.person.hamlet.name if one.person.hamlet else None,
            one.person.target_group,
            one.title,
            one.completed_on,
            one.platform,
            one.source,
        )
        for one in queries.all_of(wanted, queries.SHEET)
    ]
    return htmx.xlsx(sheets.write_xlsx("Khóa học trực tuyến", COLUMNS, rows, told(form)), "khoa-hoc-truc-tuyen.xlsx")


def _page(form: OnlineForm, status: int = 200) -> Response:
    search, wanted = _search()
    found = queries.page_of(wanted, request.args.get("after", type=int))
    shown, kept = found[: queries.PAGE], _kept()
    return htmx.page(
        "training/online.html",
        status=status,
        form=form,
        search=search,
        wanted=wanted,
        rows=shown,
        counts=queries.counts(wanted),
        titles=queries.titles(),
        platforms=queries.platforms(),
        kept=kept,
        sorts={name: url_for("training.online", **{**kept, "sort": name}) for name in queries.SORTS},
        next_url=url_for("training.online", **kept, after=shown[-1].id) if len(found) > len(shown) else None,
        first_url=url_for("training.online", **kept) if request.args.get("after") else None,
        **last_list(ListKind.ONLINE),
    )


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in KEPT if request.args.get(name)}


def _search() -> tuple[PlatformFilter, Wanted]:
    form = PlatformFilter(request.args)
    form.hamlet.choices = [(hamlet.id, hamlet.name) for hamlet in places.hamlets(clock.today())]
    form.validate()
    sort = request.args.get("sort", "")
    return form, Wanted(
        words=form.q.data or "",
        title=form.course.data or "",
        hamlet_id=None if form.hamlet.errors else form.hamlet.data,
        group=None if form.group.errors else form.group.data,
        first=form.first.data,
        last=form.last.data,
        sort=sort if sort in queries.SORTS else "day",
    )
