"""The page where the tóm tắt thành tích of a dossier is written, a piece for each nominee."""

from typing import Any

from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import MENDABLE, closed
from app.commendations.views.blueprint import bp


@bp.get("/<int:dossier_id>/summary")
@needs(Can.DOSSIER_WRITE)
def summary(dossier_id: int) -> Response:
    """What the summary says so far: as written, else as report and law say it."""
    dossier = queries.get(dossier_id)
    return _page(dossier, _form(dossier))


def _listed(dossier: Dossier) -> list[Nominee]:
    return queries.by_roll(dossier) or queries.nominees_of(dossier)


def _form(dossier: Dossier) -> Any:
    setting = documents.setting_of(dossier, clock.today())
    nominees = _listed(dossier)
    merits = {one.id: documents.summary_default(one) for one in nominees}
    return forms.summary_form(nominees, merits, {one.id: documents.case_basis(dossier, setting) for one in nominees})


def _page(dossier: Dossier, form: Any, status: int = 200) -> Response:
    return htmx.page(
        "commendations/summary.html",
        status=status,
        dossier=dossier,
        title=queries.title_of(dossier),
        form=form,
        nominees=_listed(dossier),
        label=queries.subject_label,
        why_not=closed(dossier.state, *MENDABLE),
    )


@bp.post("/<int:dossier_id>/summary")
@needs(Can.DOSSIER_WRITE)
def save_summary(dossier_id: int) -> Response:
    """Keep what was written; text that is still as it was drawn follows report and law further on."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, *MENDABLE)
    form = _form(dossier)
    if not form.validate_on_submit():
        return _page(dossier, form, 422)
    setting = documents.setting_of(dossier, clock.today())
    ground = documents.case_basis(dossier, setting)
    written = {
        one.id: (
            _own(form[f"m{one.id}"].data, documents.summary_default(one)),
            _own(form[f"g{one.id}"].data, ground),
        )
        for one in _listed(dossier)
    }
    actions.save_summary(dossier, written)
    return htmx.go(".show", "Đã ghi tóm tắt thành tích.", dossier_id=dossier.id)


def _own(typed: str | None, drawn: str) -> str | None:
    """What the official wrote, or nothing where the text was left as it was drawn."""
    return None if (typed or "").split() == drawn.split() else typed
