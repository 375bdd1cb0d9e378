"""Pages of award rounds and the list of dossiers."""

from datetime import date
from typing import Any

from flask import request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import AwardRound, Dossier
from app.commendations.rules import State
from app.commendations.views.blueprint import bp, refuse
from app.plans import queries as plans
from app.refusals import Refused
from app.sheets import Column, write_xlsx

SPOTS = {"round-period-reversed": "last_day", "round-type-in-use": "award_type"}


@bp.get("/")
@needs(Can.DOSSIER_READ)
def index() -> Response:
    """The dossiers, newest first, by state and award."""
    asked = _asked()
    lines = queries.listed(**asked, after=request.args.get("after", type=int))
    more = len(lines) > queries.PAGE
    lines = lines[: queries.PAGE]
    next_url = url_for(".index", **asked, after=lines[-1].dossier.id) if more else None
    return htmx.page(
        "commendations/index.html",
        lines=lines,
        asked=asked,
        states=list(State),
        awards=forms.offered_awards(clock.today()),
        next_url=next_url,
        first_url=url_for(".index", **asked) if "after" in request.args else None,
    )


def _asked() -> dict[str, Any]:
    state, award = request.args.get("state"), request.args.get("award")
    return {
        "state": state if state in list(State) else None,
        "award": award if award in law.AWARDS else None,
    }


@bp.get("/dossiers.xlsx")
@needs(Can.DOSSIER_READ)
def sheet() -> Response:
    """The dossiers as filtered, for Excel."""
    columns = [Column("Đơn vị"), Column("Hồ sơ"), Column("Số trường hợp", "number"), Column("Lập ngày", "day"),
               Column("Trạng thái"), Column("Người lập", "people")]  # fmt: skip
    rows = [
        (
            one.authority,
            queries.title_of(one.dossier),
            one.nominees,
            one.dossier.opened_on,
            one.dossier.state,
            one.dossier.author_name,
        )
        for one in queries.listed(**_asked(), limit=5_000)[:5_000]
    ]
    return htmx.xlsx(write_xlsx("Hồ sơ khen thưởng", columns, rows), "ho-so-khen-thuong.xlsx")


@bp.get("/rounds")
@needs(Can.DOSSIER_READ)
def rounds() -> Response:
    """The own rounds."""
    return htmx.page(
        "commendations/rounds.html", rounds=queries.rounds_with_counts(), type_words=documents.award_type_words
    )


@bp.get("/rounds/new")
@needs(Can.DOSSIER_WRITE)
def new_round() -> Response:
    """The form of a new round, filled in as far as the plan in force, or the one asked for, says it."""
    plan = plans.for_new_work(request.args.get("plan", type=int), clock.today())
    return _round_page(forms.RoundForm().starts_from(plan))


@bp.post("/rounds/new")
@needs(Can.DOSSIER_WRITE)
def create_round() -> Response:
    """Open a round."""
    return _save_round(None)


@bp.get("/rounds/<int:round_id>/edit")
@needs(Can.DOSSIER_WRITE)
def edit_round(round_id: int) -> Response:
    """The form with what the round says."""
    award_round = queries.get_round(round_id)
    return _round_page(forms.RoundForm().shows(award_round), award_round)


@bp.post("/rounds/<int:round_id>/edit")
@needs(Can.DOSSIER_WRITE)
def update_round(round_id: int) -> Response:
    """Correct a round."""
    return _save_round(queries.get_round(round_id))


def _round_page(form: forms.RoundForm, award_round: AwardRound | None = None, status: int = 200) -> Response:
    found = plans.all_plans()
    return htmx.page(
        "commendations/round.html", form=form.offer(found), award_round=award_round, plans=found, status=status
    )


def _save_round(award_round: AwardRound | None) -> Response:
    form = forms.RoundForm().offer(plans.all_plans())
    if not form.validate_on_submit():
        return _round_page(form, award_round, 422)
    try:
        saved = actions.save_round(
            award_round,
            plan=plans.get(form.plan.data),
            name=form.name.data,
            period_from=forms.filled(form.period_from),
            period_until=forms.first_day_after(forms.filled(form.last_day)),
            deadline=forms.filled(form.deadline),
            award_type=form.award_type.data,
        )
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _round_page(form, award_round, 422)
    return htmx.go("commendations.new_dossier", f"Đã ghi {saved.name}.", round_id=saved.id)


@bp.get("/rounds/<int:round_id>/dossiers/new")
@needs(Can.DOSSIER_WRITE)
def new_dossier(round_id: int) -> Response:
    """Choose the award; danh hiệu and hình thức are told apart here."""
    award_round = queries.get_round(round_id)
    return _dossier_page(award_round, forms.DossierForm().starts_from(award_round))


def _by_authority(award_round: AwardRound, day: date) -> dict[str, list[Dossier]]:
    """The dossiers of a round under who decides them: each deciding authority has a tờ trình of its own."""
    found: dict[str, list[Dossier]] = {}
    for one in queries.of_round(award_round):
        found.setdefault(documents.setting_of(one, day).decider, []).append(one)
    return found


def _dossier_page(award_round: AwardRound, form: forms.DossierForm, status: int = 200) -> Response:
    day = clock.today()
    form.award.choices = forms.offered_awards(day)
    others = [one for one in law.AWARDS.values() if one.code not in dict(form.award.choices)]
    return htmx.page(
        "commendations/dossier_new.html",
        award_round=award_round,
        form=form,
        others=others,
        branches=[law.CRITERIA[code].on(day) for code in ("p5-own-level", "p5-national")],
        by_authority=_by_authority(award_round, day),
        type_words=documents.award_type_words,
        title_of=queries.title_of,
        status=status,
    )


@bp.post("/rounds/<int:round_id>/dossiers/new")
@needs(Can.DOSSIER_WRITE)
def create_dossier(round_id: int) -> Response:
    """Open a dossier in a round."""
    award_round = queries.get_round(round_id)
    form = forms.DossierForm()
    form.award.choices = forms.offered_awards(clock.today())
    if not form.validate_on_submit():
        return _dossier_page(award_round, form, 422)
    dossier = actions.open_dossier(award_round, form.award.data, form.achievement.data, current_user, clock.today())
    return htmx.go("commendations.show", "Đã lập hồ sơ: thêm các trường hợp đề nghị.", dossier_id=dossier.id)
