"""After a decision: the public list, the money, the ceremony with its lists, giấy mời, photographs, and its end."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.commendations import documents, forms
from app.commendations import queries as dossiers
from app.commendations.actions import handing as actions
from app.commendations.forms.handing import (
    PLANNED,
    AnnouncementForm,
    CeremonyInvitationForm,
    CeremonyPlanForm,
    PhotosForm,
)
from app.commendations.models import Dossier
from app.commendations.queries import handing as queries
from app.commendations.rules import handing as rules
from app.commendations.views.blueprint import bp, refuse
from app.papers import queries as papers
from app.papers.forms import EACH
from app.places import queries as places
from app.refusals import Refused
from app.text import money_in_words

NUMBERS = {"number-taken": "number", "number-below-one": "number"}


@bp.get("/<int:dossier_id>/after")
@needs(Can.DOSSIER_READ)
def handing(dossier_id: int) -> Response:
    """Everything there is to do between the decision and the day the giấy khen are handed over."""
    return _page(queries.decided(dossier_id))


def _page(dossier: Dossier, status: int = 200, **refused: Any) -> Response:
    today = clock.today()
    ceremony = queries.ceremony_of(dossier)
    paid = actions.payments(dossier)
    total = rules.total_of(one.paid for one in paid)
    given = {
        "announce_form": _announcement_form(AnnouncementForm(formdata=None, prefix="announce", day=today)),
        "plan_form": CeremonyPlanForm.opened(ceremony, dossier),
        "photos_form": PhotosForm(formdata=None, prefix="photo"),
    }
    return htmx.page(
        "commendations/handing.html",
        status=status,
        dossier=dossier,
        decision=dossier.decision,
        title=dossiers.title_of(dossier),
        ceremony=ceremony,
        payments=paid,
        total=total,
        total_words=money_in_words(total),
        label=dossiers.subject_label,
        sealed={
            kind: papers.current(dossier.decision, kind)
            for kind in (actions.ANNOUNCEMENT, actions.SIGN_FOR, actions.INVITATION)
        },
        changed=actions.changed_since(dossier),
        told=actions.announcement_text(dossier, today),
        photos=queries.photos_of(ceremony),
        why_not_handed=actions.why_not_handed(dossier, today),
        kept=rules.keeping_refusals(ceremony.handed_over_on if ceremony else None),
        money_article=rules.MONEY_ARTICLE,
        **{**given, **refused},
    )


# ---- the public list


def _announcement_form(form: AnnouncementForm) -> AnnouncementForm:
    offered: AnnouncementForm = form.offer(places.signings(clock.today(), actions.ANNOUNCEMENT))
    return offered


@bp.post("/<int:dossier_id>/after/announcement")
@needs(Can.DOSSIER_WRITE)
def announce(dossier_id: int) -> Response:
    """Seal the thông báo, or show it as a draft."""
    dossier = queries.decided(dossier_id)
    form = _announcement_form(AnnouncementForm(prefix="announce"))
    if not form.validate_on_submit():
        return _page(dossier, 422, announce_form=form)
    day = forms.filled(form.day)
    signing = {one.key: one for one in places.signings(day, actions.ANNOUNCEMENT)}.get(form.signer.data)
    try:
        if "draft" in request.form:
            return htmx.pdf(actions.draft_announcement(dossier, signing, day), f"du-thao-thong-bao-{dossier.id}.pdf")
        paper = actions.announce(dossier, signing, day, form.number.data)
    except Refused as refused:
        refuse(form, refused, {**NUMBERS, "no-signer": "signer", "ceremony-before-decision": "day"})
        return _page(dossier, 422, announce_form=form)
    return _back(dossier, f"Đã lập thông báo, {paper.pages} trang.", "announcement")


def _back(dossier: Dossier, message: str, anchor: str) -> Response:
    return htmx.go("commendations.handing", message, dossier_id=dossier.id, _anchor=anchor)


# ---- the money

MONEY_COLUMNS = (
    sheets.Column("Số sổ vàng", "number", 8),
    sheets.Column("Người nhận", "people"),
    sheets.Column("Đối tượng"),
    sheets.Column("Thôn, đơn vị"),
    sheets.Column("Hệ số", "number"),
    sheets.Column("Mức lương cơ sở (đồng)", "number"),
    sheets.Column("Tiền thưởng (đồng)", "number"),
    sheets.Column("Ghi chú", width=40),
)


@bp.get("/<int:dossier_id>/after/money.xlsx")
@needs(Can.DOSSIER_READ)
def money_sheet(dossier_id: int) -> Response:
    """The money list for the accountant."""
    dossier = queries.decided(dossier_id)
    kinds = htmx.words("SUBJECT_KINDS")
    rows = [
        (
            one.nominee.roll_number,
            documents.capital(documents.named(one.nominee)),
            kinds[one.nominee.subject_kind],
            documents.whereabouts(one.nominee),
            one.bonus.coefficient if one.bonus else None,
            one.bonus.base_salary if one.bonus else None,
            one.paid,
            one.revoked,
        )
        for one in actions.payments(dossier)
    ]
    return htmx.xlsx(sheets.write_xlsx("Tiền thưởng kèm theo giấy khen", MONEY_COLUMNS, rows), "tien-thuong.xlsx")


# ---- the ceremony


@bp.post("/<int:dossier_id>/after/ceremony")
@needs(Can.DOSSIER_WRITE)
def plan_ceremony(dossier_id: int) -> Response:
    """Plan the ceremony, or change it."""
    dossier = queries.decided(dossier_id)
    form = CeremonyPlanForm()
    if not form.validate_on_submit():
        return _page(dossier, 422, plan_form=form)
    try:
        actions.save_ceremony(dossier, **{name: form[name].data for name in PLANNED})
    except Refused as refused:
        refuse(form, refused, {"ceremony-before-decision": "day"})
        return _page(dossier, 422, plan_form=form)
    return _back(dossier, "Đã ghi buổi trao giấy khen.", "ceremony")


@bp.post("/<int:dossier_id>/after/sign-for")
@needs(Can.DOSSIER_WRITE)
def make_sign_for(dossier_id: int) -> Response:
    """Seal the list to sign on, or show it as a draft."""
    dossier = queries.decided(dossier_id)
    if "draft" in request.form:
        return htmx.pdf(actions.draft_sign_for(dossier), f"du-thao-ky-nhan-{dossier.id}.pdf")
    paper = actions.seal_sign_for(dossier)
    return _back(dossier, f"Đã lập danh sách ký nhận, {paper.pages} trang.", "sign-for")


@bp.get("/<int:dossier_id>/after/mc")
@needs(Can.DOSSIER_READ)
def master_of_ceremony(dossier_id: int) -> Response:
    """What the MC reads: the recipients in the order of the ceremony, in large letters."""
    dossier = queries.decided(dossier_id)
    keep = queries.recipients(dossier, by_order=True)
    return htmx.page(
        "commendations/mc.html",
        dossier=dossier,
        decision=dossier.decision,
        title=dossiers.title_of(dossier),
        ceremony=queries.ceremony_of(dossier),
        nominees=keep,
        spoken=documents.spoken,
        where=documents.whereabouts,
        together=documents.invited_together(keep),
        award=dossiers.award_title(dossier.award),
    )


# ---- giấy mời


@bp.get("/<int:dossier_id>/after/invitation")
@needs(Can.DOSSIER_WRITE)
def ceremony_invitation(dossier_id: int) -> Response:
    """The form of the giấy mời; hour and place are those of the ceremony."""
    dossier = queries.decided(dossier_id)
    return _invitation_page(dossier, _invitation_form(CeremonyInvitationForm.opened(clock.today())))


def _invitation_form(form: CeremonyInvitationForm) -> CeremonyInvitationForm:
    offered: CeremonyInvitationForm = form.offer(places.signings(clock.today(), actions.INVITATION))
    return offered


def _invitation_page(dossier: Dossier, form: CeremonyInvitationForm, status: int = 200) -> Response:
    return htmx.page(
        "commendations/ceremony_invitation.html",
        status=status,
        dossier=dossier,
        title=dossiers.title_of(dossier),
        ceremony=queries.ceremony_of(dossier),
        guests=actions.guests_of(dossier),
        form=form,
        paper=papers.current(dossier.decision, actions.INVITATION),
    )


@bp.post("/<int:dossier_id>/after/invitation")
@needs(Can.DOSSIER_WRITE)
def invite_to_ceremony(dossier_id: int) -> Response:
    """Seal the giấy mời, or show it as a draft."""
    dossier = queries.decided(dossier_id)
    form = _invitation_form(CeremonyInvitationForm())
    if not form.validate_on_submit():
        return _invitation_page(dossier, form, 422)
    day = forms.filled(form.day)
    asked = actions.Inviting(
        day=day,
        signing={one.key: one for one in places.signings(day, actions.INVITATION)}.get(form.signer.data),
        heads=bool(form.heads.data),
        others=form.guests(),
        each=form.shape.data == EACH,
        request=form.request.data or "",
        number=form.number.data,
    )
    try:
        if "draft" in request.form:
            return htmx.pdf(actions.draft_invitation(dossier, asked), f"du-thao-giay-moi-{dossier.id}.pdf")
        paper = actions.invite(dossier, asked)
    except Refused as refused:
        spots = {"no-signer": "signer", "invitation-after-ceremony": "day", "ceremony-before-decision": "day"}
        refuse(form, refused, {**NUMBERS, **spots})
        return _invitation_page(dossier, form, 422)
    return _back(dossier, f"Đã lập giấy mời, {paper.pages} trang.", "ceremony")


# ---- photographs


@bp.post("/<int:dossier_id>/after/photos")
@needs(Can.DOSSIER_WRITE)
def add_ceremony_photos(dossier_id: int) -> Response:
    """Keep the good photographs, tell of every other one."""
    dossier = queries.decided(dossier_id)
    form = PhotosForm(prefix="photo")
    valid = form.validate_on_submit()
    chosen = [one for one in form.files.data or () if one and one.filename]
    if not chosen:
        form.refuse("Chưa chọn ảnh.", "files")
    if len(chosen) > rules.MOST_PHOTOS:
        form.refuse(f"Mỗi lần chọn không quá {rules.MOST_PHOTOS} ảnh (đang chọn {len(chosen)}).", "files")
    if not valid or form.errors:
        return _page(dossier, 422, photos_form=form)
    try:
        files = [(one.filename, one.read(actions.LARGEST + 1)) for one in chosen]
        filed = actions.add_photos(dossier, files, form.caption.data or "")
    except Refused as refused:
        refuse(form, refused)
        return _page(dossier, 422, photos_form=form)
    kept = sum(one.photo is not None for one in filed)
    if kept == len(filed):
        return _back(dossier, f"Đã lưu {kept} ảnh.", "photos")
    for one in filed:
        for reason in one.reasons:
            form.refuse(f"“{one.file_name}”: {htmx.sentence(reason)}", "files")
    # The good ones are kept, so the answer is no refusal unless none was good.
    return _page(dossier, 200 if kept else 422, photos_form=form)


@bp.get("/<int:dossier_id>/after/photos/<int:photo_id>.jpg")
@needs(Can.DOSSIER_READ)
def ceremony_photo(dossier_id: int, photo_id: int) -> Response:
    """A photograph as it is kept; with `small` for the page."""
    row = queries.photo(queries.decided(dossier_id), photo_id)
    small = "small" in request.args
    etag = f"s{row.sha256}" if small else row.sha256
    return htmx.file(queries.picture(row, small=small), f"anh-{row.id}.jpg", "image/jpeg", inline=True, etag=etag)


@bp.post("/<int:dossier_id>/after/photos/<int:photo_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_ceremony_photo(dossier_id: int, photo_id: int) -> Response:
    """Take a photograph off."""
    dossier = queries.decided(dossier_id)
    actions.remove_photo(dossier, queries.photo(dossier, photo_id))
    return _back(dossier, "Đã bỏ ảnh.", "photos")


# ---- the end of the file


@bp.post("/<int:dossier_id>/after/done")
@needs(Can.DOSSIER_WRITE)
def close_ceremony(dossier_id: int) -> Response:
    """Close the file: the giấy khen were handed over."""
    dossier = queries.decided(dossier_id)
    actions.hand_over(dossier, clock.today())
    return _back(dossier, "Đã ghi: giấy khen đã trao, hồ sơ khép lại.", "done")


@bp.post("/<int:dossier_id>/after/reopen")
@needs(Can.DOSSIER_WRITE)
def reopen_ceremony(dossier_id: int) -> Response:
    """Open a file that was closed too early."""
    dossier = queries.decided(dossier_id)
    actions.open_again(dossier)
    return _back(dossier, "Đã mở lại phần trao thưởng.", "done")
