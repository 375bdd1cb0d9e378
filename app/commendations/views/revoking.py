"""The page on which the leader cancels an award, for some or all of those a decision named."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import Dossier
from app.commendations.rules import RevocationGround, revoking_article
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.signing import day_asked, signings_on, who_signs
from app.refusals import Refused, refuse_if

SPOTS = {
    "nobody-to-revoke": "nominees",
    "award-not-standing": "nominees",
    "revoked-before-decision": "day",
    "day-before-directory": "day",
    "no-signer": "day",
    "signer-not-in-force": "signer",
    "number-taken": "number",
    "number-below-one": "number",
}


@bp.get("/<int:dossier_id>/revocation")
@needs(Can.DOSSIER_DECIDE)
def revocation(dossier_id: int) -> Response:
    """Whose award is cancelled, on which ground, and what is taken back."""
    dossier = queries.get(dossier_id)
    form = _form(dossier)
    form.day.data = day_asked()
    return _page(dossier, form)


def _form(dossier: Dossier) -> forms.RevokeForm:
    form = forms.RevokeForm()
    signings = signings_on(dossier, actions.REVOCATION, clock.today(), form.day.data)
    gone = {of for row in queries.revocations_of(dossier) for of in row.nominee_ids}
    return form.offer([one for one in queries.by_roll(dossier) if one.id not in gone], signings)


def _page(dossier: Dossier, form: forms.RevokeForm, status: int = 200) -> Response:
    sealed = queries.papers_of(dossier).get(("decision", 0))
    return htmx.page(
        "commendations/revocation.html",
        block="who_signs",
        dossier=dossier,
        form=form,
        title=queries.title_of(dossier),
        why_not=actions.why_no_revocation(dossier),
        signing=who_signs(dossier, form.day.data, actions.REVOCATION),
        article=revoking_article(form.day.data or clock.today()),
        amounts=documents.sealed_amounts(sealed.facts.get("bonus") if sealed else None),
        status=status,
    )


@bp.post("/<int:dossier_id>/revocation")
@needs(Can.DOSSIER_DECIDE)
def revoke(dossier_id: int) -> Response:
    """Cancel, or show the decision as a draft."""
    dossier = queries.get(dossier_id)
    refuse_if(actions.why_no_revocation(dossier))
    form = _form(dossier)
    if not form.validate_on_submit():
        return _page(dossier, form, 422)
    try:
        asked = _asked(dossier, form)
        if "draft" in request.form:
            return htmx.pdf(actions.draft_revocation(dossier, asked), f"du-thao-quyet-dinh-huy-{dossier.id}.pdf")
        row = actions.revoke(dossier, asked)
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _page(dossier, form, 422)
    said = f"Đã ban hành Quyết định số {row.reference_number}: hủy khen thưởng {len(row.nominee_ids)} trường hợp."
    return htmx.go(".show", said, dossier_id=dossier.id, _anchor="revocations")


def _asked(dossier: Dossier, form: Any) -> actions.Revoking:
    """What was entered; raises Refused when nobody, or somebody else, signs on that day."""
    day = forms.filled(form.day)
    return actions.Revoking(
        nominee_ids=frozenset(form.nominees.data),
        ground=RevocationGround(form.ground.data),
        reason=form.reason.data,
        source_document=form.source_document.data,
        day=day,
        signing=actions.signing_on(dossier, day, actions.REVOCATION, key=form.signer.data),
        number=form.number.data,
    )
