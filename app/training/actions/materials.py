"""Verbs of what hangs on a class: files are checked and kept, their captions corrected, taken off."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app import audit, clock, storage, text
from app.db import db
from app.papers.actions import evidence
from app.papers.rules.evidence import LONGEST_CAPTION
from app.refusals import Refusal, Refused, refuse_if
from app.tenancy import actor_of
from app.training import queries
from app.training.models import Course, Material, Training
from app.training.queries import materials as found
from app.training.rules import MaterialKind
from app.training.rules import materials as rules


@dataclass(frozen=True)
class Filed:
    """What became of one file: the material, or why it is not kept; a caption that is too long is told with it."""

    file_name: str
    caption: str
    material: Material | None
    reasons: tuple[Refusal, ...] = ()


def add_materials(
    course: Course, training: Training | None, files: Iterable[tuple[str, bytes]], captions: Sequence[str]
) -> list[Filed]:
    """Keep photographs and documents at a class, or at one of its trainings; the good ones when others are refused.

    A photograph is kept upright, shrunk and without where and with what it was taken; nothing of a refused file is.

    Args: files, names and bytes, taken one by one; captions, one for each file.
    """
    known = found.hashes_of(course.id)
    filed = [
        _filed(course, training, file_name, content, caption, known)
        for (file_name, content), caption in zip(files, captions, strict=True)
    ]
    kept = sum(one.material is not None for one in filed)
    if kept:
        audit.record("materials-added", course, count=kept)
    return filed


def _filed(
    course: Course, training: Training | None, file_name: str, content: bytes, caption: str, known: set[str]
) -> Filed:
    file_name, caption = text.nfc(file_name)[-200:], text.nfc(caption)
    try:
        ready = evidence.ready(file_name, content)
    except Refused as refused:
        return Filed(file_name, caption, None, tuple(refused.reasons))
    sha256 = hashlib.sha256(ready.content).hexdigest()
    if sha256 in known:
        return Filed(file_name, caption, None, (Refusal("material-known"),))
    known.add(sha256)
    too_long = len(caption) > LONGEST_CAPTION
    reasons = (Refusal("caption-too-long", detail=str(LONGEST_CAPTION)),) if too_long else ()
    material = _kept(course, training, file_name, ready, "" if too_long else caption)
    return Filed(file_name, caption, material, reasons)


def _kept(course: Course, training: Training | None, file_name: str, ready: evidence.Ready, caption: str) -> Material:
    actor = actor_of(db.session())
    material = Material(
        course=course,
        training_id=training.id if training else None,
        kind=rules.kind_of(ready.media_type),
        caption=caption,
        file_name=file_name,
        media_type=ready.media_type,
        sha256=storage.put(ready.content),
        size=len(ready.content),
        width=ready.width,
        height=ready.height,
        added_by=actor.name,
        added_by_id=actor.id,
        added_at=clock.now(),
    )
    db.session.add(material)
    return material


def save_captions(course: Course, captions: Mapping[Material, str]) -> int:
    """Correct what photographs and documents are said to show; only what changed. Returns how many.

    Raises Refused for a file that somebody else added, unless an officer asks.
    """
    changed = {one: text.nfc(caption) for one, caption in captions.items() if one.caption != text.nfc(caption)}
    for one in changed:
        refuse_if(rules.change_refusals(found.is_officer(), found.may_change(one)))
    for one, caption in changed.items():
        one.caption = caption
    if changed:
        audit.record("captions-saved", course, count=len(changed))
    return len(changed)


def remove_material(material: Material) -> None:
    """Take a file off a class; the log keeps that it was there, and what it was called.

    Raises Refused for a file that somebody else added, unless an officer asks.
    """
    refuse_if(rules.change_refusals(found.is_officer(), found.may_change(material)))
    course = queries.get(material.course_id)
    named = material.caption or material.file_name
    event = "photo-removed" if material.kind == MaterialKind.PHOTO else "document-removed"
    audit.record(event, course, name=named)
    db.session.delete(material)
    db.session.flush()
