"""The rows behind every figure of training, as they leave for Excel: one for each mark, one for each result.

With them alone anyone can add up people and visits again. They are read some classes at a time, so that a million of
them never stand in memory together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import accumulate
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from werkzeug.exceptions import NotFound

from app import jobs
from app.db import db
from app.papers import queries as papers
from app.people.models import Person
from app.people.rules import Birth
from app.places.models import Hamlet
from app.tenancy import actor_of
from app.training.models import Attendance, Course, CourseSkill, Learner, SkillResult, Training
from app.training.queries import only_own
from app.training.queries.trained import Wanted, ended, held, of_classes, whose

EXPORTING = "export-training-rows"
MOST = 20_000  # rows that one request writes: some two seconds; more are a job
PIECE = 2_000  # rows read at once

Row = tuple[Any, ...]
Look = Callable[[Callable[[], Any]], Any]
_Place = aliased(Hamlet)


def now(work: Callable[[], Any]) -> Any:
    """Read within the running transaction: what a request does, where a job looks piece by piece."""
    return work()


def mark_count(wanted: Wanted) -> int:
    """How many marks there are as filtered."""
    return db.session.scalar(_marks(select(func.count(Attendance.id)), wanted)) or 0


def result_count(wanted: Wanted) -> int:
    """How many results there are as filtered, of classes that ended in the period."""
    return db.session.scalar(_results(select(func.count(Learner.id)), wanted)) or 0


def marks(wanted: Wanted, look: Look = now) -> Iterator[Row]:
    """Each mark, came or not, in the order of the days and on each sheet by name.

    A row: id, name, year, sex, hamlet and group of the person; id, title, group and hamlet of the class; id, day and
    hours of the training; the mark; result and way of the learner; the last day of the class.
    """
    sizes = look(
        partial(_sizes, _marks(select(Training.id, func.count(Attendance.id)), wanted), Training.day, Training.id)
    )
    for ids in _pieces(sizes):
        yield from look(partial(_mark_rows, wanted, ids))


def results(wanted: Wanted, look: Look = now) -> Iterator[Row]:
    """Each result of the classes that ended in the period, class by class and by name.

    A row: id, name, year, sex, hamlet and group of the person; id, title, group and hamlet of the class; its last day;
    result and way; the contents with how each is done.
    """
    sizes = look(partial(_sizes, _results(select(Course.id, func.count(Learner.id)), wanted), Course.id))
    for ids in _pieces(sizes):
        yield from look(partial(_result_rows, wanted, ids))


def _sizes(chosen: Any, *order: Any) -> list[tuple[int, int]]:
    return [(row_id, count) for row_id, count in db.session.execute(chosen.group_by(*order).order_by(*order))]


def _pieces(sizes: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """The ids in their order, some at a time: so many that their rows are about a piece."""
    reached = list(accumulate(count for _id, count in sizes))
    piece: list[int] = []
    start = 0
    for (row_id, _count), so_far in zip(sizes, reached, strict=True):
        piece.append(row_id)
        if so_far - start >= PIECE:
            yield piece
            piece, start = [], so_far
    if piece:
        yield piece


def _marks(chosen: Any, wanted: Wanted) -> Any:
    return (
        chosen.select_from(Attendance)
        .join(Training, Training.id == Attendance.training_id)
        .join(Learner, Learner.id == Attendance.learner_id)
        .join(Course, Course.id == Training.course_id)
        .join(Person, Person.id == Learner.person_id)
        .where(*held(wanted), *of_classes(wanted), *whose(wanted))
    )


def _results(chosen: Any, wanted: Wanted) -> Any:
    return (
        chosen.select_from(Learner)
        .join(Course, Course.id == Learner.course_id)
        .join(Person, Person.id == Learner.person_id)
        .where(Learner.result.is_not(None), *ended(wanted), *of_classes(wanted), *whose(wanted))
    )


_WHO = (Person.id, Person.name, Person.born_on, Person.birth_year, Person.sex, Hamlet.name, Person.target_group)
_WHICH = (Course.id, Course.title, Course.target_group, _Place.name)


def _last_days(course_ids: Iterable[int]) -> dict[int, date]:
    """The last day of each of these classes; asked in each row it would be looked for twenty thousand times."""
    chosen = select(Training.course_id, func.max(Training.day)).where(Training.course_id.in_(set(course_ids)))
    return {course_id: day for course_id, day in db.session.execute(chosen.group_by(Training.course_id))}


def _at_home(chosen: Any) -> Any:
    joined = chosen.outerjoin(Hamlet, Hamlet.id == Person.hamlet_id)
    return joined.outerjoin(_Place, _Place.id == Course.hamlet_id)


_COURSE = len(_WHO) - 1  # where the class stands in a row: day and year of birth have become one


def _mark_rows(wanted: Wanted, ids: Sequence[int]) -> list[Row]:
    columns = (*_WHO, *_WHICH, Training.id, Training.day, Training.starts, Training.ends)
    chosen = select(*columns, Attendance.mark, Learner.result, Learner.way)
    chosen = _at_home(_marks(chosen, wanted)).where(Attendance.training_id.in_(ids))
    ordered = chosen.order_by(Training.day, Training.id, Person.name_key, Attendance.id)
    found = [_with_year(row) for row in db.session.execute(ordered)]
    last_days = _last_days(row[_COURSE] for row in found)
    return [(*row, last_days[row[_COURSE]]) for row in found]


def _result_rows(wanted: Wanted, ids: Sequence[int]) -> list[Row]:
    chosen = _at_home(_results(select(*_WHO, *_WHICH, Learner.result, Learner.way, Learner.id), wanted))
    ordered = chosen.where(Learner.course_id.in_(ids)).order_by(Course.id, Person.name_key, Learner.id)
    contents, last_days = _contents(ids), _last_days(ids)
    found = []
    for *row, result, way, learner_id in db.session.execute(ordered):
        told = _with_year(row)
        found.append((*told, last_days[told[_COURSE]], result, way, contents.get(learner_id, [])))
    return found


def _with_year(row: Sequence[Any]) -> Row:
    person_id, name, born_on, year, *rest = row
    return person_id, name, Birth(born_on, year).year, *rest


def _contents(course_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    chosen = (
        select(SkillResult.learner_id, CourseSkill.text, SkillResult.way)
        .join(CourseSkill, CourseSkill.id == SkillResult.course_skill_id)
        .where(CourseSkill.course_id.in_(course_ids))
        .order_by(CourseSkill.position, CourseSkill.id)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for learner_id, words, way in db.session.execute(chosen):
        found.setdefault(learner_id, []).append((words, way))
    return found


def file_of_job(job_id: int) -> tuple[bytes, str]:
    """The workbook a job left and its name; a 404 before it is done, and for a trainer when another started it."""
    job = jobs.find(job_id)
    if job is None or job.kind != EXPORTING or job.state != "done":
        raise NotFound
    if only_own() is not None and job.actor_id != actor_of(db.session()).id:
        raise NotFound
    return papers.stored(job.result["sha256"]), job.result["file_name"]
