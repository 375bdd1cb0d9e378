"""Signing one commitment: the paper that came back, the pen on the screen, the file that was signed elsewhere."""

from typing import Any

from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commitments import actions, queries, rules
from app.commitments.forms import DrawForm, SignedFileForm, SignForm
from app.commitments.models import Campaign, Commitment
from app.commitments.queries import signing
from app.commitments.rules import Hand
from app.commitments.views import bp
from app.commitments.views.pledges import FILE, Forms, commitment_page, offered
from app.papers import queries as papers
from app.refusals import Refused

DAY_FAULTS = {"signed_before_campaign": "signed_on", "signed_in_future": "signed_on"}
HAND_FAULTS = {"signer_without_capacity": "capacity", "capacity_without_signer": "signed_by"}
HELP_FAULTS = {
    "helper_without_reason": "help_reason",
    "reason_without_helper": "helped_by",
    "helper_is_signer": "helped_by",
}
DRAWING_FAULTS = {
    "drawing_empty": "drawing",
    "drawing_unreadable": "drawing",
    "drawing_without_witness": "witnessed_by",
    "witness_is_signer": "witnessed_by",
}
FILE_FAULTS = {
    "file_not_pdf": "file",
    "file_filed_already": "file",
    "file_without_signature": "file",
    "file_signature_broken": "file",
    "file_without_paper": "file",
    "file_of_other_paper": "file",
    "file_without_day": "signed_on",
    "certificate_of_other": "signed_by",
}


@bp.post("/<int:commitment_id>/sign")
@needs(Can.COMMITMENT_RECEIVE)
def sign(commitment_id: int) -> Response:
    """Take back one commitment signed on paper."""
    row, form = queries.get(commitment_id), SignForm()
    places = DAY_FAULTS | HAND_FAULTS | HELP_FAULTS
    if form.validate_on_submit() and form.signed_on.data:
        try:
            actions.receive(row, form.signed_on.data, clock.today(), **_hand_of(form))
        except Refused as refused:
            htmx.refuse(form, refused, **places)
        else:
            return htmx.go("commitments.show", "Đã nhận bản đã ký.", commitment_id=row.id)
    else:
        _tell(form, row, **places)
    return commitment_page(row, Forms.of(sign=form), 422)


def _hand_of(form: SignForm | DrawForm | SignedFileForm) -> dict[str, Any]:
    """Whose hand it was, as it was typed."""
    names = ("signed_by", "capacity", "helped_by", "help_reason")
    return {name: form[name].data for name in names if name in form}


def tell_day_faults(form: Any, campaign: Campaign) -> None:
    """All faults at once: a wrong day is told even when something else stopped the form before the action."""
    if form.signed_on.data:
        faults = rules.signing_faults(form.signed_on.data, campaign.opens_on, clock.today())
        htmx.refuse(form, Refused(faults), **DAY_FAULTS)


def _tell(form: SignForm, row: Commitment, **places: str) -> None:
    tell_day_faults(form, row.campaign)
    hand = Hand.of(signing.named(row), **_hand_of(form))
    htmx.refuse(form, Refused(rules.hand_faults(hand)), **places)


@bp.get("/<int:commitment_id>/draw")
@needs(Can.COMMITMENT_RECEIVE)
def pad(commitment_id: int) -> Response:
    """The words that are signed, and the place to sign them with finger, pen or mouse."""
    form = DrawForm(formdata=None, witnessed_by=current_user.full_name).offer()
    return _pad_page(queries.get(commitment_id), form)


def _pad_page(row: Commitment, form: DrawForm, status: int = 200) -> Response:
    line, today = queries.line(row), clock.today()
    return htmx.page(
        "commitments/draw.html",
        status=status,
        row=row,
        line=line,
        campaign=row.campaign,
        facts=actions.facts_to_sign(line, today),
        named=signing.signer_of(line),
        form=form,
        paper_form=SignForm(formdata=None, signed_on=today),
        paper=papers.current(row, "commitment"),
        why_not=rules.refusals("sign", row.state),
        **offered(line.pledges_as),
    )


@bp.post("/<int:commitment_id>/draw")
@needs(Can.COMMITMENT_RECEIVE)
def draw(commitment_id: int) -> Response:
    """Take the signature that was drawn, sealed in its paper."""
    row, form = queries.get(commitment_id), DrawForm().offer()
    if form.validate_on_submit():
        hand = Hand.of(signing.named(row), **_hand_of(form))
        typed, witness = form.drawing.data or "", form.witnessed_by.data or ""
        try:
            actions.draw(row, typed, clock.today(), witness, hand, form.consents.data or ())
        except Refused as refused:
            htmx.refuse(form, refused, **DRAWING_FAULTS, **HAND_FAULTS, **HELP_FAULTS)
        else:
            return htmx.go("commitments.show", "Đã ghi nhận ký trên màn hình.", commitment_id=row.id)
    else:
        _tell_drawing(form, row)
    return _pad_page(row, form, 422)


def _tell_drawing(form: DrawForm, row: Commitment) -> None:
    """All faults at once: an empty pad is told even when a name too long stopped the form before the action."""
    named = signing.named(row)
    hand = Hand.of(named, **_hand_of(form))
    faults = rules.drawing_faults(form.drawing.data or "") + rules.hand_faults(hand)
    faults += rules.witness_faults(form.witnessed_by.data, named, hand)
    htmx.refuse(form, Refused(faults), **DRAWING_FAULTS, **HAND_FAULTS, **HELP_FAULTS)


@bp.post("/<int:commitment_id>/signed-files")
@needs(Can.COMMITMENT_RECEIVE)
def take_signed_file(commitment_id: int) -> Response:
    """Take a PDF that was signed elsewhere, once its signatures were checked."""
    row, form = queries.get(commitment_id), SignedFileForm(prefix=FILE)
    if not form.file.data:
        form.validate_on_submit()
        form.refuse("Chưa chọn tệp.", "file")
    elif form.validate_on_submit():
        hand = Hand.of(signing.named(row), **_hand_of(form))
        sent, day = form.file.data, form.signed_on.data
        try:
            actions.file_signed(row, sent.read(), sent.filename, clock.today(), hand, day)
        except Refused as refused:
            htmx.refuse(form, refused, **FILE_FAULTS, **HAND_FAULTS, **DAY_FAULTS)
        else:
            return htmx.go("commitments.show", "Đã nhận tệp ký số.", commitment_id=row.id)
    return commitment_page(row, Forms.of(file=form), 422)


@bp.get("/signed-files/<int:file_id>/file.pdf")
@needs(Can.COMMITMENT_READ)
def signed_file(file_id: int) -> Response:
    """A signed file as it came."""
    found = signing.signed_file(file_id)
    return htmx.pdf(signing.bytes_of(found), f"tep-ky-so-{found.id}.pdf", etag=found.sha256)


@bp.post("/signed-files/<int:file_id>/check")
@needs(Can.COMMITMENT_RECEIVE)
def check_signed_file(file_id: int) -> Response:
    """Check the signatures of a kept file once more."""
    found = signing.signed_file(file_id)
    actions.check_again(found)
    return htmx.go("commitments.show", "Đã kiểm tra lại chữ ký số.", commitment_id=found.commitment_id)
