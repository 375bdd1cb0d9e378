"""What the organiser found at the end of a course: đạt or chưa đạt, and how each learner does each content."""

from collections.abc import Mapping, Sequence

from app import audit
from app.db import db
from app.refusals import Refusal, Refused
from app.training import queries
from app.training.models import Course, CourseSkill, Learner, SkillResult
from app.training.queries import results as found
from app.training.rules import Result, Way
from app.training.rules.results import RESULT, WAY, ResultCell, column_of, differing, least, skill_of


class ResultClash(Refused):
    """Results that somebody else changed since the page was opened: nothing was saved.

    `cells` names them by learner and column, with what stands there now.
    """

    def __init__(self, cells: Mapping[ResultCell, str | None]) -> None:
        super().__init__([Refusal("mark-changed")])
        self.cells = cells


def record_results(course: Course, results: Mapping[int, tuple[str | None, str | None]]) -> int:
    """Write what the organiser found at the end: đạt or chưa đạt, and how the learner does it; only what changed.

    Args: results, by learner: result and way, None for not known. Where the class has contents, the way is written
    for each of them. Returns how many learners changed.
    """
    columns = [column_of(one.id) for one in found.skills_of(course.id)] or [WAY]
    cells: dict[ResultCell, str | None] = {}
    for learner_id, (result, way) in results.items():
        cells[learner_id, RESULT] = Result(result) if result else None
        cells |= {(learner_id, column): Way(way) if way else None for column in columns}
    return record_cells(course, cells)


def record_cells(
    course: Course, cells: Mapping[ResultCell, str | None], seen: Mapping[ResultCell, str | None] | None = None
) -> int:
    """Write the boxes of the grid of results; the learner's own way is then the least independent of all contents.

    Args: cells, by learner and column, None empties one; seen, what stood there when the page was opened (without it
    everything given is meant). Returns how many learners changed. Raises ResultClash when somebody else changed a
    box meanwhile; nothing is then written.
    """
    queries.hold(course)
    skills, learners, rows = found.skills_of(course.id), queries.learners(course.id), found.rows_of(course.id)
    stored = found.cells(skills, learners, rows)
    before = stored if seen is None else seen
    clashes = differing(cells, before, stored)
    if clashes:
        raise ResultClash(clashes)
    changed = {cell: value for cell, value in cells.items() if value != before.get(cell) and value != stored.get(cell)}
    if changed:
        _Books({one.id: one for one in learners}, {one.id: one for one in skills}, rows).write(changed)
        audit.record("result-recorded", course, count=len({learner_id for learner_id, _ in changed}))
    return len({learner_id for learner_id, _ in changed})


class _Books:
    """The rows a grid of results writes to."""

    def __init__(
        self, learners: dict[int, Learner], skills: dict[int, CourseSkill], rows: Sequence[SkillResult]
    ) -> None:
        self.learners, self.skills = learners, skills
        self.rows = {(row.learner_id, row.course_skill_id): row for row in rows}

    def write(self, changed: Mapping[ResultCell, str | None]) -> None:
        """Write these boxes, then the way as a whole of each learner whose contents changed."""
        for (learner_id, column), value in changed.items():
            learner, skill_id = self.learners[learner_id], skill_of(column)
            if skill_id is not None:
                self._write_skill(learner, self.skills[skill_id], value)
            elif column == RESULT:
                learner.result = Result(value) if value else None
            else:
                learner.way = Way(value) if value else None
        for learner_id in {learner_id for learner_id, column in changed if skill_of(column) is not None}:
            self.learners[learner_id].way = least(
                row.way for (whose, _), row in self.rows.items() if whose == learner_id
            )

    def _write_skill(self, learner: Learner, skill: CourseSkill, value: str | None) -> None:
        cell = (learner.id, skill.id)
        if value is None:
            if cell in self.rows:
                db.session.delete(self.rows.pop(cell))
        elif cell in self.rows:
            self.rows[cell].way = Way(value)
        else:
            self.rows[cell] = SkillResult(learner=learner, course_skill=skill, way=Way(value))
            db.session.add(self.rows[cell])
