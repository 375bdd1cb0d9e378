"""One promise of one commitment: how it stands, the records that prove it, what an official attests of it."""

from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import queries
from app.commitments.actions import following as acts
from app.commitments.forms.following import AttestForm, TakeBackForm
from app.commitments.models import Commitment, Promise
from app.commitments.queries import following
from app.commitments.rules import SIGNED, State
from app.commitments.rules import following as rules
from app.commitments.views import bp
from app.commitments.views.following import FIELDS, tell_day_faults
from app.commitments.views.pledges import PARTS
from app.papers.rules.files import promised_type
from app.refusals import Refused


def _part(row: Commitment) -> dict[str, Any]:
    """The promises on the page of a commitment; nothing before it is signed."""
    told = following.of_one(row, clock.today()) if row.state in SIGNED else []
    return {
        "followed": told,
        "proposed": rules.proposal([one.stand for one, _proof in told]),
        "promise_faults": rules.state_faults(row.state),
    }


PARTS["commitments/_promises.html"] = _part


@bp.get("/<int:commitment_id>/promises/<int:promise_id>")
@needs(Can.COMMITMENT_READ)
def attestation(commitment_id: int, promise_id: int) -> Response:
    """One promise of a commitment."""
    row = queries.get(commitment_id)
    return _page(row, following.promise(promise_id, row.campaign_id))


def _page(row: Commitment, promise: Promise, status: int = 200, **forms: Any) -> Response:
    """The page of a promise with its forms as they were typed; what was attested before is filled in."""
    one, proof = next(pair for pair in following.of_one(row, clock.today()) if pair[0].promise is promise)
    said = one.fulfilment
    filled: dict[str, Any] = {"day": clock.today()}
    if said:
        filled = {"outcome": said.outcome, "evidence": said.evidence, "day": said.day}
    return htmx.page(
        "commitments/attestation.html",
        status=status,
        row=row,
        line=queries.line(row),
        campaign=row.campaign,
        one=one,
        proof=proof,
        why_not=rules.state_faults(row.state),
        form=forms.get("form") or AttestForm(formdata=None, data=filled),
        taking=forms.get("taking") or TakeBackForm(formdata=None),
    )


@bp.post("/<int:commitment_id>/promises/<int:promise_id>/attest")
@needs(Can.COMMITMENT_WRITE)
def attest(commitment_id: int, promise_id: int) -> Response:
    """Write down how the promise was fulfilled."""
    row, form = queries.get(commitment_id), AttestForm()
    promise = following.promise(promise_id, row.campaign_id)
    if form.validate_on_submit() and form.day.data:
        outcome, today = State(form.outcome.data), clock.today()
        try:
            acts.attest(row, promise, outcome, form.evidence.data or "", form.day.data, today, form.sent_file())
        except Refused as refused:
            htmx.refuse(form, refused, **FIELDS)
        else:
            return htmx.go("commitments.show", f"Đã xác nhận điều {promise.position}.", commitment_id=row.id)
    elif form.day.data:
        tell_day_faults(form, row.campaign)
    return _page(row, promise, 422, form=form)


@bp.post("/<int:commitment_id>/promises/<int:promise_id>/take-back")
@needs(Can.COMMITMENT_WRITE)
def take_back(commitment_id: int, promise_id: int) -> Response:
    """Take back what was attested wrongly."""
    row, form = queries.get(commitment_id), TakeBackForm()
    promise = following.promise(promise_id, row.campaign_id)
    said = following.fulfilment(row, promise.id)
    if form.validate_on_submit():
        try:
            acts.unattest(said, form.reason.data or "")
        except Refused as refused:
            htmx.refuse(form, refused, commitment_needs_reason="reason")
        else:
            return htmx.go("commitments.show", f"Đã bỏ xác nhận điều {promise.position}.", commitment_id=row.id)
    return _page(row, promise, 422, taking=form)


@bp.get("/<int:commitment_id>/promises/<int:promise_id>/file")
@needs(Can.COMMITMENT_READ)
def evidence_file(commitment_id: int, promise_id: int) -> Response:
    """The file that was handed in as evidence, as it came."""
    row = queries.get(commitment_id)
    said = following.fulfilment(row, promise_id)
    content = following.evidence_file(said)
    ending = (said.file_name or "").rpartition(".")[2].lower()
    kind = promised_type(said.file_name or "") or "application/octet-stream"
    return htmx.file(content, f"minh-chung-{row.id}-{promise_id}.{ending}", kind, etag=said.sha256)
