"""Reads of what hangs on a class: photographs and documents, in the order of its trainings."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app import pdf
from app.access import GRANTS, Can, Role
from app.db import db
from app.papers import queries as papers
from app.tenancy import actor_of
from app.training import queries
from app.training.models import Course, Material, Training
from app.training.rules import MaterialKind

IN_STRIP = 6


def get(material_id: int) -> Material:
    """The file with this id; a 404 when it is not in the scope, or hangs on another trainer's class."""
    found = db.session.get(Material, material_id)
    if found is None:
        raise NotFound
    queries.get(found.course_id)
    return found


def of_course(course_id: int, training_id: int | None = None, kind: MaterialKind | None = None) -> list[Material]:
    """The files of a class, those of the whole class first, then training by training as they were added.

    Args: training_id, only those of this training; kind, only photographs or only documents.
    """
    chosen = (
        select(Material)
        .outerjoin(Training, Training.id == Material.training_id)
        .options(joinedload(Material.training))
        .where(_hanging_on(course_id, training_id))
        .order_by(Training.day.is_not(None), Training.day, Training.starts, Training.id, Material.id)
    )
    if kind is not None:
        chosen = chosen.where(Material.kind == kind)
    return list(db.session.scalars(chosen))


def _hanging_on(course_id: int, training_id: int | None) -> ColumnElement[bool]:
    own = Material.course_id == course_id
    return own if training_id is None else own & (Material.training_id == training_id)


def on_training(training_id: int) -> bool:
    """Whether anything hangs on a training, which then is not taken off its class."""
    return (
        db.session.scalars(select(Material.id).where(Material.training_id == training_id).limit(1)).first() is not None
    )


@dataclass(frozen=True)
class Strip:
    """What the page of a class shows of its files: the first photographs, and how many there are of each kind."""

    course_id: int
    training_id: int | None
    photos: list[Material]
    photo_count: int
    document_count: int


def strip(course: Course, training: Training | None = None) -> Strip:
    """A look at the files of a class, or of one of its trainings."""
    training_id = training.id if training else None
    counted = (
        select(Material.kind, func.count(Material.id))
        .where(_hanging_on(course.id, training_id))
        .group_by(Material.kind)
    )
    counts = {kind: count for kind, count in db.session.execute(counted)}
    first = (
        select(Material)
        .where(_hanging_on(course.id, training_id), Material.kind == MaterialKind.PHOTO)
        .order_by(Material.id)
        .limit(IN_STRIP)
    )
    return Strip(
        course.id,
        training_id,
        list(db.session.scalars(first)),
        counts.get(MaterialKind.PHOTO, 0),
        counts.get(MaterialKind.DOCUMENT, 0),
    )


def hashes_of(course_id: int) -> set[str]:
    """The hash of every file of a class: the same file is not kept twice."""
    return set(db.session.scalars(select(Material.sha256).where(Material.course_id == course_id)))


def may_change(material: Material) -> bool:
    """Whether whoever asks may rename or remove this file: an officer any, a trainer their own."""
    actor = actor_of(db.session())
    return is_officer() or (actor.id is not None and material.added_by_id == actor.id)


def is_officer() -> bool:
    """Whether whoever asks may change everything of a class."""
    return any(Can.TRAINING_WRITE in GRANTS[Role(role)] for role in actor_of(db.session()).roles)


def bytes_of(material: Material) -> bytes:
    """The file as it is kept. Raises Refused when it is gone or no longer matches its hash."""
    return papers.stored(material.sha256)


def small(material: Material) -> bytes:
    """The photograph for a gallery; a 404 for a document."""
    if material.kind != MaterialKind.PHOTO:
        raise NotFound
    return pdf.thumbnail(bytes_of(material))
