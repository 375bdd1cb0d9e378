"""The people trained in a period, what one of them took part in, and the rows behind the figures for Excel."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import queries as places
from app.sheets import Column
from app.training import queries
from app.training.actions import exporting
from app.training.forms.lists import PeopleFilter
from app.training.queries import listing, online, rows, trained
from app.training.queries.trained import Trained
from app.training.rules import Way
from app.training.views import bp
from app.widgets import told

PRINTED = 5_000  # people on one printed list: some ninety pages
CHOICES = 500  # classes offered by the filter, the newest first


@bp.get("/people")
@needs(Can.TRAINING_READ)
def people() -> Response:
    """Who came to a class in a period, once each, with classes and visits; with `all` the whole list, to be printed."""
    form = read_filter()
    whole = "all" in request.args
    after = None if whole else request.args.get("after", type=int)
    found = trained.people(form.wanted, after, PRINTED if whole else queries.PAGE + 1)
    shown = found if whole else found[: queries.PAGE]
    more = len(found) > len(shown)
    return htmx.page(
        "training/people.html",
        people=shown,
        totals=trained.totals(form.wanted),
        form=form,
        asked=form.asked,
        whole=whole,
        printed=PRINTED,
        next_url=url_for(".people", **form.asked, after=shown[-1].person_id) if more else None,
        first_url=url_for(".people", **form.asked) if after else None,
    )


def read_filter() -> PeopleFilter:
    """The filter in the address; a class it names may be chosen though it is not among the newest."""
    today = clock.today()
    courses = listing.classes_by_name(CHOICES, request.args.get("course", type=int))
    return PeopleFilter.of(request.args, today, places.hamlets(today), courses)


COLUMNS = (
    Column("STT", "number", 6),
    Column("Mã người", "number"),
    Column("Họ và tên", "people"),
    Column("Ngày hoặc năm sinh", "birth"),
    Column("Thôn, tổ dân phố"),
    Column("Nhóm"),
    Column("Số lớp", "number"),
    Column("Số lượt", "number"),
    Column("Dự lần đầu", "day"),
    Column("Dự lần cuối", "day"),
    Column("Đạt", "number"),
    Column("Tự làm", "number"),
    Column("Có hướng dẫn", "number"),
    Column("Làm hộ", "number"),
)


@bp.get("/people.xlsx")
@needs(Can.TRAINING_READ)
def people_sheet() -> Response:
    """The list of people as filtered, for Excel."""
    form = read_filter()
    found = trained.people(form.wanted, limit=rows.MOST)
    lines = [_line(number, one) for number, one in enumerate(found, start=1)]
    content = sheets.write_long_xlsx("Người đã dự tập huấn", COLUMNS, lines, note=told(form))
    return htmx.xlsx(content, "nguoi-da-tap-huan.xlsx")


def _line(number: int, one: Trained) -> list[Any]:
    known = [number, one.person_id, one.name, one.birth.cell, one.hamlet or "", one.group or ""]
    came = [one.classes, one.turns, one.first, one.last, one.passed]
    return [*known, *came, *(one.ways.get(way, 0) for way in Way)]


@bp.get("/people/<int:person_id>")
@needs(Can.TRAINING_READ)
def person(person_id: int) -> Response:
    """What one person took part in: classes, evenings with their marks, results, online courses, giấy chứng nhận."""
    history = trained.history(person_id)
    courses = online.of_person(person_id) if history.whole else []
    return htmx.page("training/person.html", history=history, person=history.person, online=courses)


# ---- the rows behind the figures


@bp.get("/attendance.xlsx")
@needs(Can.TRAINING_READ)
def attendance_rows() -> Response:
    """One row for each mark, as filtered; too many for one request are offered as a job."""
    return _rows(exporting.MARKS)


@bp.get("/results.xlsx")
@needs(Can.TRAINING_READ)
def result_rows() -> Response:
    """One row for each result of the classes that ended in the period, as filtered."""
    return _rows(exporting.RESULTS)


def _rows(which: str) -> Response:
    form = read_filter()
    count = exporting.row_count(which, form.wanted)
    if count > rows.MOST:
        return htmx.page("training/export.html", which=which, count=count, most=rows.MOST, asked=form.asked)
    return htmx.xlsx(exporting.workbook(which, form.wanted), exporting.FILES[which])


@bp.post("/exports/marks")
@needs(Can.TRAINING_READ)
def export_marks() -> Response:
    """Write the rows of all marks as filtered in the background."""
    return _start(exporting.MARKS)


@bp.post("/exports/results")
@needs(Can.TRAINING_READ)
def export_results() -> Response:
    """Write the rows of all results as filtered in the background."""
    return _start(exporting.RESULTS)


def _start(which: str) -> Response:
    wanted = read_filter().wanted
    job = exporting.start_export(which, wanted, exporting.row_count(which, wanted))
    return htmx.go("desk.job", job_id=job.id)


@bp.get("/exports/<int:job_id>.xlsx")
@needs(Can.TRAINING_READ)
def exported(job_id: int) -> Response:
    """The file that a job left."""
    return htmx.xlsx(*rows.file_of_job(job_id))
