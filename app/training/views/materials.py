"""Photographs and documents of a class: added several at once, shown, renamed, taken off, printed two to a sheet."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.papers.rules import evidence as kept_files
from app.training import actions, queries
from app.training.actions.materials import Filed
from app.training.forms.materials import MaterialsForm, read_captions
from app.training.models import Course, Material, Training
from app.training.queries import materials
from app.training.rules import MaterialKind
from app.training.rules import materials as rules
from app.training.views import bp


@bp.get("/<int:course_id>/materials")
@needs(Can.TRAINING_READ)
def show_materials(course_id: int) -> Response:
    """The photographs and documents of a class, training by training."""
    course = queries.get(course_id)
    chosen = _asked_training(course)
    return _page(course, MaterialsForm(formdata=None, training=chosen.id if chosen else None))


def _asked_training(course: Course) -> Training | None:
    """The training whose files alone are asked for; another class's asks for nothing."""
    asked = request.args.get("training", type=int)
    return next((one for one in queries.trainings(course.id) if one.id == asked), None)


def _page(course: Course, form: MaterialsForm, status: int = 200, **given: Any) -> Response:
    trainings = queries.trainings(course.id)
    chosen = _asked_training(course)
    shown = materials.of_course(course.id, chosen.id if chosen else None)
    context: dict[str, Any] = {"told": [], "kept": 0, "typed": {}, "caption_faults": {}, **given}
    return htmx.page(
        "training/materials.html",
        status=status,
        course=course,
        trainings=trainings,
        ordinals={one.id: place for place, one in enumerate(trainings, start=1)},
        chosen=chosen,
        photos=[one for one in shown if one.kind == MaterialKind.PHOTO],
        documents=[one for one in shown if one.kind == MaterialKind.DOCUMENT],
        changeable={one.id for one in shown if materials.may_change(one)},
        form=form.over(trainings),
        limits=kept_files,
        **context,
    )


@bp.post("/<int:course_id>/materials")
@needs(Can.ATTENDANCE_MARK)
def add_materials(course_id: int) -> Response:
    """Keep the good files, tell of every other one; the captions of those stay in the form."""
    course = queries.get(course_id)
    form = MaterialsForm().over(queries.trainings(course.id))
    valid = form.validate_on_submit()
    chosen = [one for one in form.files.data or () if one and one.filename]
    if not chosen:
        form.refuse("Chưa chọn tệp.", "files")
    if len(chosen) > kept_files.MOST_AT_ONCE:
        form.refuse(f"Mỗi lần chọn không quá {kept_files.MOST_AT_ONCE} tệp (đang chọn {len(chosen)}).", "files")
    if not valid or form.errors:
        return _page(course, form, 422)
    typed = form.lines()
    captions, unused = rules.captions_for(typed, len(chosen))
    filed = actions.add_materials(course, _training_of(course, form), _read(chosen), captions)
    kept = sum(one.material is not None for one in filed)
    if kept == len(filed) and not unused and not any(one.reasons for one in filed):
        return _back(course, f"Đã lưu {kept} tệp.")
    return _told(course, form, filed, typed, unused)


def _read(chosen: Sequence[FileStorage]) -> Iterator[tuple[str, bytes]]:
    """The files one by one, so that no more than one is in the memory."""
    for one in chosen:
        # One byte more than is permitted is enough to tell that a file is too large.
        yield one.filename or "", one.read(kept_files.LARGEST + 1)
        one.close()


def _training_of(course: Course, form: MaterialsForm) -> Training | None:
    return next((one for one in queries.trainings(course.id) if one.id == form.training.data), None)


def _told(course: Course, form: MaterialsForm, filed: Sequence[Filed], typed: Sequence[str], unused: int) -> Response:
    """What was saved and what was not: the good files are kept, so the answer is no refusal unless none was good."""
    kept = sum(one.material is not None for one in filed)
    left = [one.caption for one in filed if one.material is None]
    for one in filed:
        for reason in one.reasons:
            form.refuse(f"“{one.file_name}”: {htmx.sentence(reason)}", "files")
    if unused:
        form.refuse(f"Có {len(typed)} dòng chú thích cho {len(filed)} tệp: {unused} dòng cuối chưa dùng.", "captions")
    if len(typed) > 1:
        form.captions.data = "\n".join([*left, *typed[len(typed) - unused :]] if unused else left)
    return _page(course, form, 200 if kept else 422, kept=kept, told=[one.file_name for one in filed if one.material])


@bp.post("/<int:course_id>/materials/captions")
@needs(Can.ATTENDANCE_MARK)
def save_captions(course_id: int) -> Response:
    """Correct the captions, all at once."""
    course = queries.get(course_id)
    typed, faults = read_captions(request.form, materials.of_course(course.id))
    if faults:
        shown = {one.id: caption for one, caption in typed.items()}
        return _page(course, MaterialsForm(formdata=None), 422, typed=shown, caption_faults=faults)
    count = actions.save_captions(course, typed)
    return _back(course, f"Đã sửa {count} chú thích." if count else "Chú thích không có gì thay đổi.")


def _back(course: Course, said: str) -> Response:
    chosen = _asked_training(course)
    return htmx.go("training.show_materials", said, course_id=course.id, training=chosen.id if chosen else None)


@bp.post("/materials/<int:material_id>/remove")
@needs(Can.ATTENDANCE_MARK)
def remove_material(material_id: int) -> Response:
    """Take a file off its class."""
    material = materials.get(material_id)
    course, named = queries.get(material.course_id), material.caption or material.file_name
    actions.remove_material(material)
    return _back(course, f"Đã bỏ “{named}”.")


@bp.get("/materials/<int:material_id>/file")
@needs(Can.TRAINING_READ)
def material_file(material_id: int) -> Response:
    """A photograph or a PDF to be looked at, any other document to be saved."""
    return _file(materials.get(material_id))


def _file(material: Material) -> Response:
    name = f"{'anh' if material.kind == MaterialKind.PHOTO else 'tai-lieu'}-{material.id}"
    ending = kept_files.ENDINGS[material.media_type]
    inline = material.media_type in (kept_files.JPEG, kept_files.PDF)
    content = materials.bytes_of(material)
    return htmx.file(content, f"{name}.{ending}", material.media_type, inline=inline, etag=material.sha256)


@bp.get("/materials/<int:material_id>/small.jpg")
@needs(Can.TRAINING_READ)
def material_small(material_id: int) -> Response:
    """A photograph for the gallery."""
    material = materials.get(material_id)
    return htmx.file(materials.small(material), f"anh-{material.id}.jpg", kept_files.JPEG, inline=True)


@bp.get("/<int:course_id>/photos")
@needs(Can.TRAINING_READ)
def print_photos(course_id: int) -> Response:
    """The photographs two to a sheet of A4, with their captions and the head of the class."""
    course = queries.get(course_id)
    chosen = _asked_training(course)
    trainings = queries.trainings(course.id)
    return htmx.page(
        "training/photos.html",
        course=course,
        chosen=chosen,
        trainings=trainings,
        ordinals={one.id: place for place, one in enumerate(trainings, start=1)},
        photos=materials.of_course(course.id, chosen.id if chosen else None, MaterialKind.PHOTO),
    )
