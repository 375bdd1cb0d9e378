"""Reads of the phiếu điểm danh: which columns the commune wants, which sheets are made, what came back signed."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager
from werkzeug.exceptions import NotFound

from app import pdf
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper, Scan
from app.places import queries as places
from app.places.models import Hamlet
from app.places.queries import RuleValue
from app.training import queries
from app.training.models import Course, Training
from app.training.rules.sheets import COLUMN_RULES

JOB = "make-sheets"
KIND = "attendance_sheet"


def column_rules(day: date) -> list[RuleValue]:
    """What the commune says of each optional column of the sheet on a day, and how sure that is."""
    wanted = {key: place for place, key in enumerate(COLUMN_RULES.values())}
    found = [one for one in places.rules(day) if one.key in wanted]
    return sorted(found, key=lambda one: wanted[one.key])


def columns(day: date) -> frozenset[str]:
    """The optional columns that are printed on a day."""
    switched_on = {one.key for one in column_rules(day) if one.value}
    return frozenset(column for column, key in COLUMN_RULES.items() if key in switched_on)


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def of_week(day: date) -> list[Training]:
    """The trainings of the week of a day in classes one may see, in the order of the stack: hamlet, class, day."""
    first = monday(day)
    return _in_order(_trainings().where(Training.day >= first, Training.day < first + timedelta(days=7)))


def of_course(course_id: int) -> list[Training]:
    """The trainings of a class in the order of their days."""
    return _in_order(_trainings().where(Training.course_id == course_id))


def these(training_ids: Sequence[int]) -> list[Training]:
    """These trainings, as far as one may see them, in the order of the stack."""
    return _in_order(_trainings().where(Training.id.in_(training_ids)))


def _trainings() -> Select[Training]:
    own = queries.only_own()
    chosen = (
        select(Training)
        .join(Course, Course.id == Training.course_id)
        .outerjoin(Hamlet, Hamlet.id == Course.hamlet_id)
        .options(contains_eager(Training.course).contains_eager(Course.hamlet))
    )
    return chosen if own is None else chosen.where(queries.trained_by(own))


def _in_order(chosen: Select[Training]) -> list[Training]:
    """Hamlet by hamlet in natural order, those of the whole commune last; there class by class, day by day."""
    order = (
        Hamlet.name_key.is_(None),
        Hamlet.name_key,
        Course.title_fold,
        Course.id,
        Training.day,
        Training.starts,
        Training.id,
    )
    return list(db.session.scalars(chosen.order_by(*order)).unique())


def sheets(trainings: Sequence[Training]) -> dict[int, Paper]:
    """The sheet that holds for each of these trainings, by training; those without one are left out."""
    found = papers.of_many("training", [one.id for one in trainings])
    made = {key: [paper for paper in sealed if paper.kind == KIND] for key, sealed in found.items()}
    return {key: sealed[-1] for key, sealed in made.items() if sealed}


def scans(training: Training) -> list[Scan]:
    """What came back signed of a training, newest first; a sheet that was replaced later counts too."""
    chosen = (
        select(Scan)
        .join(Paper, Paper.id == Scan.paper_id)
        .options(contains_eager(Scan.paper))
        .where(Paper.subject_table == "training", Paper.subject_id == training.id, Paper.kind == KIND)
    )
    return list(db.session.scalars(chosen.order_by(Scan.id.desc())))


def scan(training: Training, scan_id: int) -> Scan:
    """This scan of a sheet of this training; a 404 for any other paper's."""
    found = next((one for one in scans(training) if one.id == scan_id), None)
    if found is None:
        raise NotFound
    return found


def scan_page(scan: Scan, page: int, turned: int, width: int) -> bytes:
    """A picture of one page of a scan, the first is 1; a 404 for a page that is not there or cannot be read."""
    if not 1 <= page <= scan.pages:
        raise NotFound
    try:
        return pdf.page_picture(papers.bytes_of_scan(scan), turned, width, page - 1)
    except pdf.Unreadable as error:
        raise NotFound from error


def sheet_with_code(training: Training, code: str) -> Paper | None:
    """The sheet of this training that carries this short code, replaced ones too."""
    own = (one for one in papers.history(training) if one.kind == KIND and one.short_code == code)
    return next(own, None)
