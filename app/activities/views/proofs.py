"""Pictures, documents and links of an activity."""

from flask import request
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.activities.queries import activities as queries
from app.activities.views import bp
from app.activities.views.activities import activity_page
from app.papers.actions import evidence as actions
from app.papers.forms import EvidenceForm
from app.papers.queries import evidence
from app.refusals import refuse_if


@bp.post("/<int:activity_id>/evidence")
@needs(Can.ACTIVITY_WRITE)
def add_proof(activity_id: int) -> Response:
    """Hang pictures, documents or a link on an activity."""
    activity = queries.own(activity_id)
    form = EvidenceForm(prefix="proof")
    added = form.add_to(activity)
    if not added:
        return activity_page(activity, 422, proof_form=form)
    return htmx.go(".show", f"Đã lưu {len(added)} minh chứng.", activity_id=activity.id, _anchor="evidence")


@bp.post("/<int:activity_id>/evidence/remove")
@needs(Can.ACTIVITY_WRITE)
def remove_proof(activity_id: int) -> Response:
    """Take a picture, document or link off an activity; the log keeps that it was there."""
    activity = queries.own(activity_id)
    refuse_if(queries.changing_refusals(activity))
    found = evidence.of_subject(activity, request.form.get("evidence", 0, type=int))
    name = evidence.name_of(found)
    actions.remove(activity, found)
    return htmx.go(".show", f"Đã bỏ “{name}”.", activity_id=activity.id, _anchor="evidence")
