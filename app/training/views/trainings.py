"""One training: its form, its page with the column of marks, its sheet."""

from typing import Any

from flask import flash
from werkzeug.wrappers import Response

from app import clock, htmx, text
from app.access import Can, needs
from app.papers import queries as papers
from app.refusals import Refused
from app.training import actions, documents, forms, queries
from app.training.forms.attendance import Column
from app.training.models import Learner, Training
from app.training.queries import clashes, rolls
from app.training.queries.rolls import Listed
from app.training.rules import Mark
from app.training.views import bp
from app.training.views.courses import course_page, learner_form, walk_in_form
from app.training.views.learners import added, walked_in
from app.training.views.paper_side import paper_side
from app.training.views.rolls import roll_context

SHEET = "attendance_sheet"


@bp.post("/<int:course_id>/trainings")
@needs(Can.TRAINING_WRITE)
def add_training(course_id: int) -> Response:
    """Add a training to a course."""
    course = queries.get(course_id)
    form = forms.TrainingForm()
    if form.validate_on_submit():
        try:
            training = actions.save_training(course, None, **_fields(form))
            said = f"Đã thêm buổi ngày {text.day_text(training.day)}."
            _flag_clashes(training)
            return htmx.go("training.show", said, course_id=course.id, _anchor="trainings")
        except Refused as refused:
            _refuse(form, refused)
    return course_page(course, 422, training_form=form)


@bp.get("/trainings/<int:training_id>/edit")
@needs(Can.TRAINING_WRITE)
def edit_training(training_id: int) -> Response:
    """The form of a training."""
    training = queries.training(training_id)
    return _form_page(training, forms.TrainingForm(obj=training))


@bp.post("/trainings/<int:training_id>/edit")
@needs(Can.TRAINING_WRITE)
def save_training(training_id: int) -> Response:
    """Correct a training."""
    training = queries.training(training_id)
    form = forms.TrainingForm()
    if form.validate_on_submit():
        try:
            actions.save_training(training.course, training, **_fields(form))
            _flag_clashes(training)
            return htmx.go("training.show_training", "Đã lưu buổi tập huấn.", training_id=training.id)
        except Refused as refused:
            _refuse(form, refused)
    return _form_page(training, form, 422)


def _fields(form: forms.TrainingForm) -> dict[str, Any]:
    return {name: form[name].data for name in ("day", "starts", "ends")} | {"place": form.place.data or ""}


def _flag_clashes(training: Training) -> None:
    """Say after saving that others are at that hour; the page of the course tells which, and nothing is refused."""
    others = [one.beside(training.id) for one in clashes.of_trainings([training.id])]
    if others:
        named = [f"{one.title or 'một lớp khác'} ({one.starts:%H:%M}–{one.ends:%H:%M})" for one in others[:2]]
        more = f" và {len(others) - 2} buổi nữa" if len(others) > 2 else ""
        flash(f"Buổi này trùng giờ với {', '.join(named)}{more}; trang của lớp ghi rõ trùng gì.", "warning")


def _refuse(form: forms.TrainingForm, refused: Refused) -> None:
    htmx.refuse(form, refused, ends_before_starts="ends", outside_course="day")


def _form_page(training: Training, form: forms.TrainingForm, status: int = 200) -> Response:
    return htmx.page(
        "training/training_form.html",
        status=status,
        training=training,
        course=training.course,
        form=form,
        why_kept=actions.removal_refusals(training),
    )


@bp.post("/trainings/<int:training_id>/remove")
@needs(Can.TRAINING_WRITE)
def remove_training(training_id: int) -> Response:
    """Take a training entered by mistake off its course."""
    training = queries.training(training_id)
    course_id = training.course_id
    actions.remove_training(training)
    return htmx.go("training.show", "Đã bỏ buổi tập huấn.", course_id=course_id, _anchor="trainings")


@bp.get("/trainings/<int:training_id>")
@needs(Can.TRAINING_READ)
def show_training(training_id: int) -> Response:
    """One training: who came, and who came unannounced."""
    return training_page(queries.training(training_id))


def training_page(training: Training, status: int = 200, **given: Any) -> Response:
    """The page of a training; `given` are forms and lines with faults in place of the stored ones."""
    sheet, invitation = papers.current(training, SHEET), papers.current(training, actions.INVITATION)
    if "lines" not in given:
        given |= roll_context(columns_of(training), rolls.roll(training.course_id, sheet))
    context: dict[str, Any] = {
        **paper_side(training),
        "column_form": forms.ColumnForm(formdata=None),
        "learner_form": learner_form(training.course),
        "walk_in_form": walk_in_form(training.course),
        "doubles": [],
        "pasted": False,
        **given,
    }
    return htmx.page(
        "training/training.html",
        status=status,
        training=training,
        course=training.course,
        ordinal=queries.ordinal(training),
        ahead=training.day > clock.today(),
        sheet=sheet,
        last=rolls.last_marked(training.id),
        invitation=invitation,
        outdated=[one.id for one in (sheet, invitation) if one and not documents.still_says(one.facts, training)],
        **context,
    )


def columns_of(training: Training) -> list[Column]:
    """The one column of this training."""
    return [Column(training, queries.ordinal(training)[0], training.day > clock.today())]


def listed_for(training: Training) -> list[Listed]:
    """The people of this training in the order of its printed sheet."""
    return rolls.roll(training.course_id, papers.current(training, SHEET))


@bp.post("/trainings/<int:training_id>/learners")
@needs(Can.ATTENDANCE_MARK)
def add_learner_here(training_id: int) -> Response:
    """Someone of the books came unannounced: on the list, and present."""
    training = queries.training(training_id)
    form = learner_form(training.course)
    learner = added(training.course, form)
    if learner is None:
        return training_page(training, 422, learner_form=form)
    return _came(training, learner, "learner")


@bp.post("/trainings/<int:training_id>/walk-in")
@needs(Can.ATTENDANCE_MARK)
def walk_in_here(training_id: int) -> Response:
    """Someone who is not in the books came: on the list, and present."""
    training = queries.training(training_id)
    form = walk_in_form(training.course)
    learner, doubles = walked_in(training.course, form)
    if learner is None:
        return training_page(training, 422, walk_in_form=form, doubles=doubles)
    return _came(training, learner, "walk-in")


def _came(training: Training, learner: Learner, then: str) -> Response:
    """On the list, present if it is held already, and back to the same field for the next one."""
    name, today = learner.person.name, clock.today()
    said = f"Đã thêm {name} vào lớp."
    if training.day <= today:
        actions.mark_attendance(training.course, {(training.id, learner.id): Mark.PRESENT}, today)
        said = f"Đã thêm {name}, ghi có mặt."
    return htmx.go("training.show_training", said, training_id=training.id, then=then)
