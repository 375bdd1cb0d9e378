"""The giấy mời to a training: whom it invites, one sheet for all or one for each."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.papers import queries as papers
from app.papers.forms import ALL, EACH
from app.places import queries as places
from app.refusals import Refused
from app.training import actions, documents, forms, queries
from app.training.models import Training
from app.training.views import bp


@bp.get("/trainings/<int:training_id>/invitation")
@needs(Can.TRAINING_WRITE)
def invitation(training_id: int) -> Response:
    """The form, for the list of the course, or its hamlet while nobody is listed; hour and place are those it has."""
    training = queries.training(training_id)
    form = _form()
    form.day.data, form.shape.data, form.request.data = clock.today(), ALL, documents.COME
    form.hamlet.data = None if queries.learners(training.course_id) else training.course.hamlet_id
    form.signer.data = next((key for key, _label in form.signer.choices), None)
    return _page(training, form)


def _form() -> forms.TrainingInvitationForm:
    day = clock.today()
    return forms.TrainingInvitationForm().offer(places.hamlets(day), places.signings(day, actions.INVITATION))


def _page(training: Training, form: forms.TrainingInvitationForm, status: int = 200) -> Response:
    return htmx.page(
        "training/invitation.html",
        status=status,
        training=training,
        course=training.course,
        ordinal=queries.ordinal(training),
        learners=queries.learners(training.course_id),
        form=form,
        paper=papers.current(training, actions.INVITATION),
    )


@bp.post("/trainings/<int:training_id>/invitation")
@needs(Can.TRAINING_WRITE)
def invite(training_id: int) -> Response:
    """Seal the giấy mời, or show it as a draft."""
    training = queries.training(training_id)
    form = _form()
    if not form.validate_on_submit() or form.day.data is None:
        return _page(training, form, 422)
    day = form.day.data
    asked = actions.Inviting(
        day=day,
        signer={one.key: one for one in places.signings(day, actions.INVITATION)}.get(form.signer.data or ""),
        hamlet=places.hamlet(form.hamlet.data) if form.hamlet.data else None,
        everyone=form.shape.data == forms.EVERYONE,
        each=form.shape.data == EACH,
        request=form.request.data or "",
        number=form.number.data,
    )
    try:
        if "draft" in request.form:
            return htmx.pdf(actions.draft_invitation(training, asked), f"du-thao-giay-moi-{training.id}.pdf")
        paper = actions.invite(training, asked)
    except Refused as refused:
        at_number = dict.fromkeys(("number_taken", "number_below_one"), "number")
        htmx.refuse(form, refused, no_guests="hamlet", no_signer="signer", invitation_after_training="day", **at_number)
        return _page(training, form, 422)
    said = f"Đã lập giấy mời, {paper.pages} trang."
    return htmx.go("training.show_training", said, training_id=training.id, _anchor="sheet")
