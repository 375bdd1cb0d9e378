"""What every page that shows marks needs: the columns, the lines, what was seen, and where its script saves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import request
from flask_login import current_user

from app import clock, htmx, text
from app.refusals import Refused
from app.training import actions
from app.training.forms import attendance as forms
from app.training.forms.attendance import Column
from app.training.models import Course
from app.training.queries import rolls
from app.training.queries.rolls import Listed
from app.training.rules import Cell
from app.training.rules.rolls import KEY_OF, KEY_WRITTEN, read_seen, seen_text


def roll_context(
    columns: Sequence[Column],
    listed: Sequence[Listed],
    typed: Mapping[Cell, str] | None = None,
    faults: Mapping[Cell, str] | None = None,
    notes: Sequence[str] = (),
    *,
    laid: bool = False,
) -> dict[str, Any]:
    """The stored marks as boxes, or what was typed or pasted instead; what is stored now is what this page has seen.

    Args: laid, the boxes hold what nobody has saved yet, so that the script waits for the button.
    """
    ids = [column.training.id for column in columns]
    stored = rolls.marks_at(ids)
    return {
        "columns": columns,
        "lines": forms.lines(columns, listed, stored, typed, faults),
        "tallies": forms.tallies(columns, stored),
        "seen": seen_text(ids, [one.id for one in listed], stored),
        "notes": notes,
        "laid": laid,
        "words_of_marks": KEY_WRITTEN,
        "user_id": current_user.id,
        "then": request.args.get("then", ""),
    }


def posted_marks(course: Course, columns: Sequence[Column], listed: Sequence[Listed]) -> int | dict[str, Any]:
    """How many cells a form changed; or the boxes as they were typed, with the faults in place. All or nothing."""
    posted = forms.read_grid(request.form, columns, [one.id for one in listed])
    faults = dict.fromkeys(posted.unread, forms.UNREADABLE)
    notes: list[str] = []
    try:
        if not faults:
            return actions.mark_attendance(course, posted.marks, clock.today(), read_seen(request.form.get("seen", "")))
    except actions.Clash as clash:
        faults = {cell: _asked_again(now, posted.marks[cell]) for cell, now in clash.cells.items()}
    except Refused as refused:
        notes = [str(htmx.sentence(reason)) for reason in refused.reasons]
    return roll_context(columns, listed, posted.typed, faults, notes, laid=True)


def _asked_again(now: actions.Entered, mark: str | None) -> str:
    own = f"bạn ghi {KEY_OF[mark]}" if mark else "bạn để trống"
    keep = f"ghi {KEY_OF[now.mark]}" if now.mark else "xóa trống"
    return f"{told(now)} Còn {own}: lưu lần nữa là ghi đè, {keep} là giữ nguyên."


def told(now: actions.Entered) -> str:
    """Who wrote what into a cell, and when, as the one who comes later is told."""
    if now.mark is None:
        return "Người khác vừa xóa ô này."
    words = htmx.words("MARKS_OF_ATTENDANCE")[now.mark]
    when = f" lúc {_moment(now.at)}" if now.at else ""
    return f"{now.by or 'Người khác'} đã ghi {KEY_OF[now.mark]} ({words}){when}."


def _moment(at: datetime) -> str:
    local = clock.local(at)
    return f"{local:%H:%M} ngày {text.day_text(local.date())}"
