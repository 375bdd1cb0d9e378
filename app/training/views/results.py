"""Results of a class: the grid of learners and contents, a pasted block, and the totals by content of a period."""

from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law, sheets
from app.access import Can, needs
from app.plans import queries as plans
from app.training import actions, queries
from app.training.actions.results import ResultClash
from app.training.forms import group_choices
from app.training.forms.results import BlockForm, PostedResults, column_labels, placed, read_results, result_lines
from app.training.forms.skills import FiguresForm
from app.training.models import Course
from app.training.queries import results as found
from app.training.queries.results import ResultSheet
from app.training.rules.results import RESULT, RESULT_KEYS, WAY_KEYS, ResultCell, columns, lay_block
from app.training.views import bp
from app.widgets import told


@bp.get("/<int:course_id>/results")
@needs(Can.TRAINING_READ)
def results(course_id: int) -> Response:
    """Learners against the contents of the class: alone, with guidance, done for them; and đạt or chưa đạt."""
    return _page(queries.get(course_id))


@bp.post("/<int:course_id>/results")
@needs(Can.TRAINING_WRITE)
def save_results(course_id: int) -> Response:
    """Write the grid, or show it again as it was typed with what is wrong in place."""
    course = queries.get(course_id)
    sheet = found.sheet(course)
    posted = read_results(request.form, sheet)
    if posted.faults:
        return _again(course, sheet, posted, posted.faults)
    try:
        count = actions.record_cells(course, posted.cells, _seen(posted, sheet))
    except ResultClash as clash:
        told = {cell: _told(cell, now) for cell, now in clash.cells.items()}
        # Saved once more, what is typed here holds: the official has now seen the other.
        return _again(course, sheet, posted, told, {**posted.seen, **clash.cells})
    said = f"Đã ghi kết quả của {count} học viên." if count else "Kết quả không có gì thay đổi."
    return htmx.go("training.results", said, course_id=course.id)


def _seen(posted: PostedResults, sheet: ResultSheet) -> dict[ResultCell, str | None]:
    """What the page showed; a box without that note is taken as it stands now."""
    return {cell: posted.seen.get(cell, sheet.stored.get(cell)) for cell in posted.cells}


@bp.post("/<int:course_id>/results/paste")
@needs(Can.TRAINING_WRITE)
def paste_results(course_id: int) -> Response:
    """Lay a pasted block over the grid, doubts in place; nothing is written before it is saved."""
    course, form = queries.get(course_id), BlockForm()
    sheet = found.sheet(course)
    if not form.validate_on_submit():
        return _page(course, 422, sheet=sheet, block_form=form)
    block = lay_block(form.block.data or "", placed(sheet), columns(one.id for one in sheet.skills))
    lines = result_lines(sheet, block.shown, faults=block.faults)
    status = 422 if block.faults else 200
    return _page(course, status, sheet=sheet, lines=lines, block_form=form, doubts=block.doubts, pasted=True)


def _again(
    course: Course,
    sheet: ResultSheet,
    posted: PostedResults,
    faults: Mapping[ResultCell, str],
    seen: Mapping[ResultCell, str | None] | None = None,
) -> Response:
    before = {**sheet.stored, **(posted.seen if seen is None else seen)}
    return _page(course, 422, sheet=sheet, lines=result_lines(sheet, posted.typed, before, faults))


def _told(cell: ResultCell, now: str | None) -> str:
    if now is None:
        return "Người khác vừa xóa ô này. Chưa lưu gì: xem lại rồi lưu lần nữa."
    words = htmx.words("RESULTS" if cell[1] == RESULT else "WAYS")[now]
    return f"Người khác vừa ghi “{words}”. Chưa lưu gì: xem lại rồi lưu lần nữa."


def _page(course: Course, status: int = 200, sheet: ResultSheet | None = None, **given: Any) -> Response:
    sheet = sheet or found.sheet(course)
    context: dict[str, Any] = {
        "lines": result_lines(sheet),
        "block_form": BlockForm(formdata=None),
        "doubts": [],
        "pasted": False,
        **given,
    }
    rule = queries.completion_rule(clock.today())
    return htmx.page(
        "training/results.html",
        status=status,
        course=course,
        sheet=sheet,
        labels=column_labels(sheet),
        result_column=RESULT,
        way_keys=WAY_KEYS,
        result_keys=RESULT_KEYS,
        rule=rule,
        share=law.share_of(str(rule.value)),
        **context,
    )


# ---- by content, over a period


@bp.get("/skills/figures")
@needs(Can.FIGURES_READ)
def skill_figures() -> Response:
    """How the people do each content: alone, with guidance, or not, over a period or a plan."""
    form, asked = _asked()
    return htmx.page("training/skill_figures.html", form=form, asked=asked, rows=found.figures(asked), kept=_kept(form))


COLUMNS = (
    sheets.Column("Mã"),
    sheets.Column("Nội dung", width=50),
    sheets.Column("Số lớp", "number"),
    sheets.Column("Tự làm được (người)", "number"),
    sheets.Column("Có hướng dẫn (người)", "number"),
    sheets.Column("Làm hộ (người)", "number"),
    sheets.Column("Đã ghi (người)", "number"),
)


@bp.get("/skills/figures.xlsx")
@needs(Can.FIGURES_READ)
def skill_figures_sheet() -> Response:
    """The same numbers for Excel."""
    form, asked = _asked()
    rows = [
        (one.code, one.text, one.courses, one.people.alone, one.people.guided, one.people.done_for, one.people.known)
        for one in found.figures(asked)
    ]
    content = sheets.write_xlsx("Kết quả theo nội dung", COLUMNS, rows, told(form))
    return htmx.xlsx(content, "ket-qua-theo-noi-dung.xlsx")


@bp.get("/skills/figures/people")
@needs(Can.PERSON_READ)
def skill_people() -> Response:
    """The people behind one number."""
    form, asked = _asked()
    way = request.args.get("way", "")
    way = way if way in WAY_KEYS else "alone"
    code, words = request.args.get("code") or None, request.args.get("text", "")
    people = found.behind(asked, code, words, way)
    return htmx.page(
        "training/skill_people.html",
        people=people[: found.IN_LIST],
        more=len(people) > found.IN_LIST,
        limit=found.IN_LIST,
        way=way,
        code=code,
        text=words,
        asked=asked,
        kept=_kept(form),
    )


def _asked() -> tuple[FiguresForm, found.Asked]:
    today = clock.today()
    form = FiguresForm(request.args)
    form.plan.choices = [(plan.id, plan.reference_number) for plan in plans.all_plans()]
    form.group.choices = group_choices(today)
    form.validate()
    return form, found.Asked(
        form.first.data or today.replace(month=1, day=1),
        form.last.data or today.replace(month=12, day=31),
        None if form.plan.errors else form.plan.data,
        None if form.group.errors else form.group.data,
    )


def _kept(form: FiguresForm) -> dict[str, str]:
    """What the address keeps of the filter."""
    return {name: request.args[name] for name in form.data if request.args.get(name)}
