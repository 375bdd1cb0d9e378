"""Pages that open or correct an award round and lay down its numbers."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import AwardRound
from app.commendations.rules import Occasion
from app.commendations.views.blueprint import bp, refuse
from app.plans import queries as plans
from app.refusals import Refused

SPOTS = {
    "round-period-reversed": "last_day",
    "round-type-in-use": "award_type",
    "suggest-after-deadline": "suggest_until",
    "occasion-not-of-type": "occasion",
    "award-for-no-kind-of-round": "awards",
    "round-award-in-use": "awards",
    "round-kind-in-use": "subjects",
}


@bp.get("/rounds/new")
@needs(Can.DOSSIER_WRITE)
def new_round() -> Response:
    """The form of a new round, filled in as far as its occasion and the plan in force, or the one asked for, say it."""
    today = clock.today()
    plan = plans.for_new_work(request.args.get("plan", type=int), today)
    occasion = request.args.get("occasion")
    chosen = Occasion(occasion) if occasion in list(Occasion) else Occasion.ANNUAL
    return _page(forms.RoundForm(formdata=None).starts_from(plan, chosen, today))


@bp.post("/rounds/new")
@needs(Can.DOSSIER_WRITE)
def create_round() -> Response:
    """Open a round."""
    return _save(None)


@bp.get("/rounds/<int:round_id>/edit")
@needs(Can.DOSSIER_WRITE)
def edit_round(round_id: int) -> Response:
    """The form with what the round says."""
    award_round = queries.get_round(round_id)
    return _page(forms.RoundForm(formdata=None).shows(award_round), award_round)


@bp.post("/rounds/<int:round_id>/edit")
@needs(Can.DOSSIER_WRITE)
def update_round(round_id: int) -> Response:
    """Correct a round."""
    return _save(queries.get_round(round_id))


def _page(form: forms.RoundForm, award_round: AwardRound | None = None, status: int = 200) -> Response:
    found, day = plans.all_plans(), clock.today()
    form.offer(found, day)
    offered = dict(forms.offered_awards(day))
    return htmx.page(
        "commendations/round_form.html",
        form=form,
        award_round=award_round,
        plans=found,
        occasions=forms.OCCASIONS,
        titles=[one for one in law.AWARDS.values() if one.kind == "title"],
        higher=[one for one in law.AWARDS.values() if one.kind == "form" and one.code not in offered],
        status=status,
    )


def _save(award_round: AwardRound | None) -> Response:
    form = forms.RoundForm().offer(plans.all_plans(), clock.today())
    if not form.validate_on_submit():
        return _page(form, award_round, 422)
    try:
        saved = actions.save_round(award_round, plan=plans.get(form.plan.data), **form.values())
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _page(form, award_round, 422)
    return htmx.go("commendations.show_round", f"Đã ghi {saved.name}.", round_id=saved.id)


# ---- how many may be proposed


@bp.get("/rounds/<int:round_id>/quotas")
@needs(Can.DOSSIER_WRITE)
def quotas(round_id: int) -> Response:
    """The grid of numbers: each award with each kind of subject."""
    return _quotas_page(queries.get_round(round_id))


def _quotas_page(award_round: AwardRound, form: Any = None, status: int = 200) -> Response:
    cells = forms.quota_cells(award_round, clock.today())
    kept = [queries.quota_line(row) for row in queries.quota_rows(award_round)]
    planned = {(line.award, line.subject_kind): line for line in queries.plan_lines(award_round)}
    laid_down = {(line.award, line.subject_kind) for line in kept}
    return htmx.page(
        "commendations/quotas.html",
        award_round=award_round,
        form=form or forms.quota_form(cells, kept),
        cells=cells,
        awards=law.AWARDS,
        planned=planned,
        to_take=sum(1 for cell in planned if cell in cells and cell not in laid_down),
        status=status,
    )


@bp.post("/rounds/<int:round_id>/quotas")
@needs(Can.DOSSIER_WRITE)
def save_quotas(round_id: int) -> Response:
    """Keep the grid; an emptied line lays nothing down any more."""
    award_round = queries.get_round(round_id)
    cells = forms.quota_cells(award_round, clock.today())
    form = forms.quota_form(cells, ())
    valid = form.validate_on_submit()
    lines = forms.typed_quotas(form, cells)
    for line, name, reason in actions.faults_of_quotas(award_round, lines):
        spot = f"{line.award}_{line.subject_kind}_{name}"
        if not form[spot].errors:
            form.refuse(htmx.sentence(reason), spot)
    if not valid or form.errors:
        return _quotas_page(award_round, form, 422)
    actions.save_quotas(award_round, lines)
    return htmx.go("commendations.show_round", "Đã ghi số lượng được đề nghị.", round_id=award_round.id)


@bp.post("/rounds/<int:round_id>/quotas/plan")
@needs(Can.DOSSIER_WRITE)
def take_plan_quotas(round_id: int) -> Response:
    """Take over the numbers of the plan where the round has none of its own."""
    award_round = queries.get_round(round_id)
    count = actions.take_plan_quotas(award_round)
    return htmx.go("commendations.quotas", f"Đã lấy {count} số lượng của kế hoạch.", round_id=award_round.id)
