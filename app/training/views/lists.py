"""The list of classes as filtered and ordered: on screen, on paper, in Excel."""

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.places import queries as places
from app.plans import queries as plans
from app.sheets import Column
from app.training import queries
from app.training.forms.lists import ClassesFilter
from app.training.models import Course
from app.training.queries import listing
from app.training.views import bp
from app.widgets import told

PRINTED = 2_000  # classes on one printed list: some forty pages


@bp.get("/")
@needs(Can.TRAINING_READ)
def index() -> Response:
    """The classes as filtered, newest first, with people and visits; with `all` the whole list, to be printed."""
    today, form = clock.today(), read_filter()
    whole = "all" in request.args
    after = None if whole else request.args.get("after", type=int)
    found = listing.classes(form.wanted, today, form.order, after, PRINTED if whole else queries.PAGE + 1)
    shown = found if whole else found[: queries.PAGE]
    more = len(found) > len(shown)
    return htmx.page(
        "training/index.html",
        courses=shown,
        counts=queries.counts(course.id for course in shown),
        totals=listing.totals(form.wanted, today),
        form=form,
        asked=form.asked,
        whole=whole,
        printed=PRINTED,
        today=today,
        next_url=url_for(".index", **form.asked, after=shown[-1].id) if more else None,
        first_url=url_for(".index", **form.asked) if after else None,
    )


def read_filter() -> ClassesFilter:
    """The filter and the order in the address."""
    known = [(plan.id, plan.reference_number) for plan in plans.all_plans()]
    return ClassesFilter.of(request.args, places.hamlets(clock.today()), known, listing.instructors())


COLUMNS = (
    Column("Mã lớp", "number"),
    Column("Tên lớp", width=40),
    Column("Chuyên đề"),
    Column("Nhóm"),
    Column("Thôn, tổ dân phố"),
    Column("Giảng viên", "people"),
    Column("Kế hoạch"),
    Column("Buổi đầu", "day"),
    Column("Buổi cuối", "day"),
    Column("Số buổi", "number"),
    Column("Học viên", "number"),
    Column("Người dự", "number"),
    Column("Lượt dự", "number"),
    Column("Đạt", "number"),
)


@bp.get("/list.xlsx")
@needs(Can.TRAINING_READ)
def sheet_of_courses() -> Response:
    """The list as filtered and ordered, for Excel."""
    form = read_filter()
    found = listing.classes(form.wanted, clock.today(), form.order, limit=queries.SHEET)
    counts = queries.counts(course.id for course in found)
    rows = [_row(course, counts[course.id]) for course in found]
    content = sheets.write_xlsx("Danh sách lớp tập huấn", COLUMNS, rows, told(form))
    return htmx.xlsx(content, "lop-tap-huan.xlsx")


def _row(course: Course, counts: queries.Counts) -> tuple[Any, ...]:
    days = [training.day for training in course.trainings]
    return (
        course.id,
        course.title,
        course.topic,
        course.target_group,
        course.hamlet.name if course.hamlet else "Cả xã",
        course.instructor_name,
        course.plan.reference_number,
        min(days, default=None),
        max(days, default=None),
        len(days),
        counts.learners,
        counts.people,
        counts.turns,
        counts.passed,
    )
