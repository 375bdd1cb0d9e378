"""Attendance: the column of one training, the grid of a course, a pasted column."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.refusals import Refused
from app.training import actions, forms, queries, rules
from app.training.models import Course, Training
from app.training.rules import Cell
from app.training.views import bp
from app.training.views.trainings import training_page


@bp.post("/trainings/<int:training_id>/marks")
@needs(Can.ATTENDANCE_MARK)
def save_marks(training_id: int) -> Response:
    """Write the marks of one training."""
    training = queries.training(training_id)
    marked = _marked(training.course, [training])
    if isinstance(marked, int):
        return htmx.go("training.show_training", _said(marked), training_id=training.id)
    lines, doubts = marked
    fill = request.form.get(f"fill-{training.id}", "")
    return training_page(training, 422, lines=lines, doubts=doubts, fill=fill)


@bp.post("/trainings/<int:training_id>/column")
@needs(Can.ATTENDANCE_MARK)
def paste_column(training_id: int) -> Response:
    """Lay a pasted column beside the list, doubts in place; nothing is written before it is saved."""
    training = queries.training(training_id)
    form = forms.ColumnForm()
    if not form.validate_on_submit():
        return training_page(training, 422, column_form=form)
    learners = queries.learners(training.course_id)
    pasted = forms.lay_column(training, learners, rules.read_column(form.column.data))
    lines = forms.lines([training], learners, queries.marks(training.course_id), pasted.shown, faults=pasted.faults)
    status = 422 if pasted.faults else 200
    return training_page(training, status, lines=lines, column_form=form, doubts=pasted.doubts, pasted=True)


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
    marked = _marked(course, queries.trainings(course.id))
    if isinstance(marked, int):
        return htmx.go("training.grid", _said(marked), course_id=course.id)
    lines, doubts = marked
    return _grid_page(course, 422, lines, doubts)


def _grid_page(
    course: Course, status: int = 200, lines: list[forms.Line] | None = None, doubts: list[str] | None = None
) -> Response:
    trainings = queries.trainings(course.id)
    if lines is None:
        lines = forms.lines(trainings, queries.learners(course.id), queries.marks(course.id))
    return htmx.page(
        "training/grid.html", status=status, course=course, trainings=trainings, lines=lines, doubts=doubts or []
    )


def _said(count: int) -> str:
    return f"Đã lưu điểm danh, {count} ô thay đổi." if count else "Điểm danh không có gì thay đổi."


def _marked(course: Course, trainings: list[Training]) -> int | tuple[list[forms.Line], list[str]]:
    """How many cells were written; or the lines as typed, with the faults in place, and what concerns them all."""
    learners = queries.learners(course.id)
    cells = [(training.id, learner.id) for training in trainings for learner in learners]
    posted = forms.read_grid(request.form, cells)
    faults, seen = dict(posted.faults), dict(posted.seen)
    doubts: list[str] = []
    try:
        if not faults:
            return actions.mark_attendance(course, posted.marks, clock.today(), posted.seen)
    except actions.Clash as clash:
        faults = {cell: _told(now) for cell, now in clash.cells.items()}
        seen |= clash.cells  # saved once more, what is typed here holds: the official has now seen the other
    except Refused as refused:
        doubts = [htmx.sentence(reason) for reason in refused.reasons]
    typed: dict[Cell, str] = {cell: mark or "" for cell, mark in posted.marks.items()}
    typed |= {cell: request.form[forms.name_of_box(cell)] for cell in posted.faults}
    stored = queries.marks(course.id)
    return forms.lines(trainings, learners, stored, typed, stored | seen, faults), doubts


def _told(now: str | None) -> str:
    if now is None:
        return "Người khác vừa xóa ô này. Chưa lưu gì: xem lại rồi lưu lần nữa."
    return f"Người khác vừa ghi {rules.KEYS[rules.Mark(now)]}. Chưa lưu gì: xem lại rồi lưu lần nữa."
