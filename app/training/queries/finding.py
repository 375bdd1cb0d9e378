"""Classes found by some words of their titles."""

from sqlalchemy import select

from app import text
from app.db import db
from app.training.models import Course
from app.training.queries import only_own, trained_by


def courses(typed: str, limit: int) -> list[Course]:
    """The classes whose title holds these words, the newest first; of a trainer only the own ones."""
    words = text.fold(typed).split()
    if not words:
        return []
    holds = [Course.title_fold.contains(word, autoescape=True) for word in words]
    trainer = only_own()
    own = [] if trainer is None else [trained_by(trainer)]
    chosen = select(Course).where(*holds, *own).order_by(Course.id.desc()).limit(limit)
    return list(db.session.scalars(chosen))


def label(course: Course) -> str:
    """How a class is told from another of the same title: by the day it opens."""
    return f"{course.title}, từ {text.day_text(course.opens_on)}"
