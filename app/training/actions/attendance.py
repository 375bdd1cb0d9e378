"""Attendance: write the marks of a course, and tell two people who mark at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app import audit, clock
from app.db import db
from app.refusals import Refusal, Refused, refuse_if
from app.tenancy import actor_of
from app.training import queries, rules
from app.training.models import Attendance, Course, Learner, Training
from app.training.queries import rolls
from app.training.rules import Cell


@dataclass(frozen=True)
class Entered:
    """What stands in a cell now, who entered it and when; without a mark somebody emptied it."""

    mark: str | None = None
    by: str | None = None
    at: datetime | None = None


class Clash(Refused):
    """Marks that somebody else changed since the page was opened: nothing was saved.

    `cells` names them by training and learner, with what stands there now.
    """

    def __init__(self, cells: Mapping[Cell, Entered]) -> None:
        super().__init__([Refusal("mark-changed")])
        self.cells = cells


@dataclass(frozen=True)
class Saved:
    """What became of cells that were saved as they were typed.

    `saved` stand now as typed, of which `changed` were written; `clashes` somebody else had changed, with what stands
    there; `ahead` are of a day that has not come; `gone` belong to nobody on the list any more.
    """

    saved: set[Cell]
    changed: int = 0
    clashes: dict[Cell, Entered] = field(default_factory=dict)
    ahead: set[Cell] = field(default_factory=set)
    gone: set[Cell] = field(default_factory=set)


@dataclass(frozen=True)
class _Found:
    """The rows that some cells are about."""

    rows: dict[Cell, Attendance]
    trainings: dict[int, Training]
    learners: dict[int, Learner]

    @property
    def stored(self) -> dict[Cell, str]:
        return {cell: row.mark for cell, row in self.rows.items()}

    def knows(self, cell: Cell) -> bool:
        return cell[0] in self.trainings and cell[1] in self.learners


def mark_attendance(
    course: Course,
    marks: Mapping[Cell, str | None],
    today: date,
    seen: Mapping[Cell, str | None] | None = None,
) -> int:
    """Write the marks of a course as they were entered, only those that changed, all of them or none.

    It stands behind the forms, which answer with the whole page as it was typed; what a page sends by itself goes
    through `save_cells`. Args: marks by training and learner, None empties a cell; seen, what stood in the cells when
    the page was opened (without it everything given is meant). Returns how many cells changed.
    Raises Clash when somebody else changed a cell meanwhile, Refused for a training whose day has not come.
    """
    queries.hold(course)
    touched = [cell for cell, mark in marks.items() if seen is None or mark != seen.get(cell)]
    found = _found(course, touched)
    stored = found.stored
    seen = stored if seen is None else seen
    typed = {cell: marks[cell] for cell in touched}
    clashes = rules.clashes(typed, seen, stored)
    if clashes:
        raise Clash({cell: _entered(found.rows.get(cell)) for cell in clashes})
    changed = rules.changed(typed, seen, stored)
    refuse_if(rules.not_yet([found.trainings[training_id].day for training_id, _ in changed], today))
    _write(course, changed, found)
    return len(changed)


def save_cells(course: Course, marks: Mapping[Cell, str | None], seen: Mapping[Cell, str | None], today: date) -> Saved:
    """Write what was typed just now: the cells nobody else touched are saved, the others are told and left alone.

    Args: marks and seen like `mark_attendance`. Who has read what stands there sends it as seen, and so overwrites it
    knowingly. Nothing is raised: one cell in doubt must not keep the others waiting.
    """
    queries.hold(course)
    found = _found(course, list(marks))
    known = {cell: mark for cell, mark in marks.items() if found.knows(cell)}
    stored = found.stored
    clashes = {cell: _entered(found.rows.get(cell)) for cell in rules.clashes(known, seen, stored)}
    ahead = {cell for cell in known if found.trainings[cell[0]].day > today}
    clean = {cell: mark for cell, mark in known.items() if cell not in clashes and cell not in ahead}
    changed = rules.changed(clean, seen, stored)
    _write(course, changed, found)
    return Saved(set(clean), len(changed), clashes, ahead, set(marks) - set(known))


def _found(course: Course, cells: list[Cell]) -> _Found:
    return _Found(
        rolls.attendances_at(cells),
        rolls.trainings_of(course.id, {cell[0] for cell in cells}),
        rolls.learners_of(course.id, {cell[1] for cell in cells}),
    )


def _entered(row: Attendance | None) -> Entered:
    return Entered(row.mark, row.marked_by, row.marked_at) if row else Entered()


def _write(course: Course, changed: Mapping[Cell, str | None], found: _Found) -> None:
    by, at = actor_of(db.session()).name, clock.now()
    for cell, mark in changed.items():
        row = found.rows.get(cell)
        if mark is None:
            db.session.delete(row)
        elif row is None:
            new = Attendance(training=found.trainings[cell[0]], learner=found.learners[cell[1]])
            new.mark, new.marked_by, new.marked_at = rules.Mark(mark), by, at
            db.session.add(new)
        else:
            row.mark, row.marked_by, row.marked_at = rules.Mark(mark), by, at
    if changed:
        audit.record("attendance-marked", course, count=len({learner_id for _, learner_id in changed}))
