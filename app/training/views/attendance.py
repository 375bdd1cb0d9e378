"""Attendance: the grid of a course, the roll of one training, blocks that are pasted, cells saved as they are typed."""

from typing import Any

from flask import abort, jsonify, request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.training import actions, queries
from app.training.forms import ColumnForm
from app.training.forms import attendance as forms
from app.training.forms.attendance import Column, columns
from app.training.models import Course, Learner
from app.training.queries import rolls
from app.training.rules import Mark
from app.training.rules.rolls import KEY_OF, read_changes
from app.training.views import bp
from app.training.views.learners import added, walked_in
from app.training.views.newcomers import equip_learner, equip_walk_in
from app.training.views.rolls import posted_marks, roll_context, told
from app.training.views.trainings import columns_of, listed_for, training_page


@bp.post("/trainings/<int:training_id>/marks")
@needs(Can.ATTENDANCE_MARK)
def save_marks(training_id: int) -> Response:
    """Write the marks of one training."""
    training = queries.training(training_id)
    marked = posted_marks(training.course, columns_of(training), listed_for(training))
    if isinstance(marked, int):
        return htmx.go("training.show_training", _said(marked), training_id=training.id)
    return training_page(training, 422, **marked)


@bp.post("/trainings/<int:training_id>/column")
@needs(Can.ATTENDANCE_MARK)
def paste_column(training_id: int) -> Response:
    """Lay a pasted column beside the list, doubts in place; nothing is written before it is saved."""
    training = queries.training(training_id)
    form = ColumnForm()
    if not form.validate_on_submit():
        return training_page(training, 422, column_form=form)
    listed, shown = listed_for(training), columns_of(training)
    pasted = forms.lay_block(shown, listed, form.column.data)
    if pasted.stop:
        form.refuse(pasted.stop, "column")
        return training_page(training, 422, column_form=form)
    context = roll_context(shown, listed, pasted.shown, pasted.faults, pasted.notes, laid=True)
    return training_page(training, 422 if pasted.faults else 200, column_form=form, pasted=True, **context)


@bp.get("/<int:course_id>/attendance")
@needs(Can.TRAINING_READ)
def grid(course_id: int) -> Response:
    """Learners against trainings of a whole course."""
    return _grid_page(queries.get(course_id))


@bp.post("/<int:course_id>/attendance")
@needs(Can.ATTENDANCE_MARK)
def save_grid(course_id: int) -> Response:
    """Write the marks of the whole grid."""
    course = queries.get(course_id)
    marked = posted_marks(course, _columns(course), rolls.roll(course.id))
    if isinstance(marked, int):
        return htmx.go("training.grid", _said(marked), course_id=course.id)
    return _grid_page(course, 422, **marked)


@bp.post("/<int:course_id>/attendance/paste")
@needs(Can.ATTENDANCE_MARK)
def paste_block(course_id: int) -> Response:
    """Lay a pasted block into the grid, doubts in place; nothing is written before it is saved."""
    course = queries.get(course_id)
    shown, listed = _columns(course), rolls.roll(course.id)
    form = _block_form(shown)
    if not form.validate_on_submit():
        return _grid_page(course, 422, block_form=form)
    pasted = forms.lay_block(_from(shown, form.first.data), listed, form.block.data)
    if pasted.stop:
        form.refuse(pasted.stop, "block")
        return _grid_page(course, 422, block_form=form)
    context = roll_context(shown, listed, pasted.shown, pasted.faults, pasted.notes, laid=True)
    return _grid_page(course, 422 if pasted.faults else 200, block_form=form, pasted=True, **context)


# ---- what the script of these pages asks for


@bp.post("/<int:course_id>/attendance/cells")
@needs(Can.ATTENDANCE_MARK)
def save_cells(course_id: int) -> Response:
    """Save the cells typed just now; answer what was saved, what somebody else wrote, and how these columns stand."""
    course = queries.get(course_id)
    marks, seen = read_changes(request.form.get("cells", ""))
    saved = actions.save_cells(course, marks, seen, clock.today())
    return jsonify(
        saved=[_at(cell) for cell in saved.saved],
        clashes={_at(cell): _clash(now) for cell, now in saved.clashes.items()},
        refused={_at(cell): "Buổi này chưa đến ngày nên chưa điểm danh được." for cell in saved.ahead}
        | {_at(cell): "Người này hoặc buổi này không còn trong lớp." for cell in saved.gone},
        columns=_keys_by_training({training_id for training_id, _ in saved.saved | set(saved.clashes)}),
        time=f"{clock.local(clock.now()):%H:%M}",
    )


@bp.post("/<int:course_id>/attendance/block")
@needs(Can.ATTENDANCE_MARK)
def read_block(course_id: int) -> Response:
    """Read a block pasted on a cell, from that person and training on; the page fills it in and saves it as typed."""
    course = queries.get(course_id)
    listed = rolls.roll(course.id)
    shown = _from(_columns(course), request.form.get("training", type=int))
    start = next((at for at, one in enumerate(listed) if one.id == request.form.get("learner", type=int)), None)
    if not shown or start is None:
        abort(404)
    pasted = forms.lay_block(shown, listed, request.form.get("block", ""), start=start)
    cells = {_at(cell): key for cell, key in pasted.shown.items()}
    faults = {_at(cell): fault for cell, fault in pasted.faults.items()}
    return jsonify(cells=cells, faults=faults, notes=pasted.notes, stop=pasted.stop)


def _at(cell: tuple[int, int]) -> str:
    return f"{cell[0]}-{cell[1]}"


def _clash(now: actions.Entered) -> dict[str, str]:
    return {"key": KEY_OF.get(now.mark or "", ""), "said": told(now)}


def _keys_by_training(training_ids: set[int]) -> dict[str, dict[str, str]]:
    """The marks of these columns, so that a page shows what others wrote there meanwhile."""
    found: dict[str, dict[str, str]] = {str(training_id): {} for training_id in training_ids}
    for (training_id, learner_id), mark in rolls.marks_at(training_ids).items():
        found[str(training_id)][str(learner_id)] = KEY_OF[mark]
    return found


# ---- who came unannounced, within the grid


@bp.post("/<int:course_id>/attendance/learners")
@needs(Can.ATTENDANCE_MARK)
def add_learner_in_grid(course_id: int) -> Response:
    """Someone of the books came unannounced to one of the trainings: on the list, and present there."""
    course = queries.get(course_id)
    form = _learner_form(course, _columns(course))
    learner = added(course, form)
    if learner is None:
        return _grid_page(course, 422, learner_form=form)
    return _came(course, learner, form.training.data, "learner")


@bp.post("/<int:course_id>/attendance/walk-in")
@needs(Can.ATTENDANCE_MARK)
def walk_in_in_grid(course_id: int) -> Response:
    """Someone who is not in the books came to one of the trainings: on the list, and present there."""
    course = queries.get(course_id)
    form = _walk_in_form(course, _columns(course))
    learner, doubles = walked_in(course, form)
    if learner is None:
        return _grid_page(course, 422, walk_in_form=form, doubles=doubles)
    return _came(course, learner, form.came_to.data, "walk-in")


def _came(course: Course, learner: Learner, training_id: int, then: str) -> Response:
    """Present, and back to the same field for the next one."""
    actions.mark_attendance(course, {(training_id, learner.id): Mark.PRESENT}, clock.today())
    said = f"Đã thêm {learner.person.name}, ghi có mặt."
    return htmx.go("training.grid", said, course_id=course.id, training=training_id, then=then)


# ---- the page


def _grid_page(course: Course, status: int = 200, **given: Any) -> Response:
    shown = given.get("columns") or _columns(course)
    if "lines" not in given:
        given |= roll_context(shown, rolls.roll(course.id))
    given.setdefault("block_form", _block_form(shown, fresh=True))
    given.setdefault("learner_form", _learner_form(course, shown, fresh=True))
    given.setdefault("walk_in_form", _walk_in_form(course, shown, fresh=True))
    context: dict[str, Any] = {"doubles": [], "pasted": False, **given}
    return htmx.page("training/grid.html", status=status, course=course, **context)


def _columns(course: Course) -> list[Column]:
    return columns(queries.trainings(course.id), clock.today())


def _from(shown: list[Column], training_id: int | None) -> list[Column]:
    """These columns from one of them on; none when it is not among them."""
    ids = [column.training.id for column in shown]
    return shown[ids.index(training_id) :] if training_id in ids else []


def _meeting(shown: list[Column]) -> int | None:
    """The training people came to: the one just used, otherwise the latest whose day has come."""
    asked = request.args.get("training", type=int)
    held = [column.training.id for column in shown if not column.ahead]
    return asked if asked in held else (held[-1] if held else None)


def _choices(shown: list[Column]) -> list[tuple[int, str]]:
    return [(column.training.id, column.label) for column in shown if not column.ahead]


def _block_form(shown: list[Column], *, fresh: bool = False) -> forms.BlockForm:
    form = forms.BlockForm(**_formdata(fresh), first=_meeting(shown))
    form.first.choices = _choices(shown)
    return form


def _learner_form(course: Course, shown: list[Column], *, fresh: bool = False) -> forms.LearnerHereForm:
    form = equip_learner(forms.LearnerHereForm(**_formdata(fresh), training=_meeting(shown)), course)
    form.training.choices = _choices(shown)
    return form


def _walk_in_form(course: Course, shown: list[Column], *, fresh: bool = False) -> forms.WalkInHereForm:
    given = {"hamlet": course.hamlet_id, "came_to": _meeting(shown)}
    form = equip_walk_in(forms.WalkInHereForm(**_formdata(fresh), **given))
    form.came_to.choices = _choices(shown)
    return form


def _formdata(fresh: bool) -> dict[str, None]:
    return {"formdata": None} if fresh else {}


def _said(count: int) -> str:
    return f"Đã lưu điểm danh, {count} ô thay đổi." if count else "Điểm danh không có gì thay đổi."
