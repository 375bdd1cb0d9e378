"""Chọn từ sổ: evidence that the books hold already, attached without uploading it again."""

from flask import abort, request
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.commendations import actions, queries, rules
from app.commendations.models import Nominee
from app.commendations.views.blueprint import bp


@bp.get("/<int:dossier_id>/attachments/choose")
@needs(Can.DOSSIER_WRITE)
def choose_for(dossier_id: int) -> Response:
    """Whose evidence is looked for: the nominee chosen beside the list of attachments, else the first."""
    dossier = queries.get(dossier_id)
    nominees = queries.nominees_of(dossier)
    wanted = request.args.get("nominee", type=int)
    one = next((one for one in nominees if one.id == wanted), nominees[0] if nominees else None)
    if one is None:
        return htmx.go(".show", "Chưa có ai trong danh sách đề nghị.", dossier_id=dossier.id, _anchor="attachments")
    return htmx.go(".choose_evidence", nominee_id=one.id)


@bp.get("/nominees/<int:nominee_id>/attachments/choose")
@needs(Can.DOSSIER_WRITE)
def choose_evidence(nominee_id: int) -> Response:
    """What belongs to the nominee, with a small picture of each."""
    return _page(queries.nominee(nominee_id))


def _page(one: Nominee, status: int = 200, faults: list[str] | None = None) -> Response:
    dossier = one.dossier
    attached = {row.sha256: row for row in queries.attachments_of(dossier)}
    groups: dict[str, list[queries.Offer]] = {}
    for offer in actions.offers(one):
        groups.setdefault(offer.group, []).append(offer)
    return htmx.page(
        "commendations/choose_evidence.html",
        status=status,
        nominee=one,
        dossier=dossier,
        label=queries.subject_label(one),
        title=queries.title_of(dossier),
        others=[other for other in queries.nominees_of(dossier) if other.id != one.id],
        name=queries.subject_label,
        groups=groups,
        attached=attached,
        chosen=set(request.form.getlist("take")),
        faults=faults or [],
        why_not=rules.attaching_refusals(dossier.state),
    )


@bp.post("/nominees/<int:nominee_id>/attachments/choose")
@needs(Can.DOSSIER_WRITE)
def take_evidence(nominee_id: int) -> Response:
    """Attach what was ticked; what cannot be laid on A4 is told with its reason, the rest is kept."""
    one = queries.nominee(nominee_id)
    keys = request.form.getlist("take")
    if not keys:
        return _page(one, 422, ["Chưa chọn tài liệu nào."])
    filed = actions.take_over(one, keys)
    kept = sum(row.attachment is not None for row in filed)
    faults = [f"{row.file_name}: {htmx.sentence(reason)}" for row in filed for reason in row.reasons]
    if faults:
        return _page(one, 200 if kept else 422, faults)
    return htmx.go(".show", f"Đã lấy {kept} tài liệu từ sổ.", dossier_id=one.dossier_id, _anchor="attachments")


@bp.get("/nominees/<int:nominee_id>/attachments/<key>/small")
@needs(Can.DOSSIER_WRITE)
def offered_picture(nominee_id: int, key: str) -> Response:
    """A small look at one file of the books that is offered for this nominee."""
    offer = next((one for one in actions.offers(queries.nominee(nominee_id)) if one.key == key), None)
    if offer is None:
        abort(404)
    kind = "image/jpeg" if offer.is_picture else "image/png"
    ending = "jpg" if offer.is_picture else "png"
    return htmx.file(queries.small_picture(offer), f"xem-{offer.key}.{ending}", kind, inline=True, etag=offer.sha256)
