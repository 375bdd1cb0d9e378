"""Pages of award rounds and the list of dossiers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from app import audit, clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import AwardRound, Dossier
from app.commendations.rules import OPEN, State, TimeLimit, percent
from app.commendations.views.blueprint import bp
from app.places import queries as places
from app.sheets import Column, write_xlsx
from app.widgets import told_words


@bp.get("/")
@needs(Can.DOSSIER_READ)
def index() -> Response:
    """The dossiers, newest first, by state and award."""
    asked, day = _asked(), clock.today()
    order = request.args.get("order") == "due"
    lines = _by_deadline(asked, day) if order else queries.listed(**asked, after=request.args.get("after", type=int))
    more = len(lines) > queries.PAGE and not order
    lines = lines[: None if order else queries.PAGE]
    next_url = url_for(".index", **asked, after=lines[-1].dossier.id) if more else None
    return htmx.page(
        "commendations/index.html",
        lines=lines,
        limits=queries.time_limits([one.dossier for one in lines], day),
        order=order,
        day=day,
        asked=asked,
        states=list(State),
        awards=forms.offered_awards(clock.today()),
        next_url=next_url,
        first_url=url_for(".index", **asked) if "after" in request.args else None,
    )


MOST_BY_DEADLINE = 200


def _by_deadline(asked: dict[str, Any], day: date) -> list[queries.Line]:
    """What is still to be done, the nearest last day first; what has ended has none and is left out."""
    states = [asked["state"]] if asked["state"] else list(OPEN)
    found = queries.by_deadline(states, day, award=asked["award"])
    return [one.line for one in found if one.limit][:MOST_BY_DEADLINE]


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
               Column("Trạng thái"), Column("Người lập", "people"), Column("Hạn", "day"),
               Column("Còn lại (ngày làm việc)", "number"), Column("Hạn theo")]  # fmt: skip
    day, states, named = clock.today(), htmx.words_of("STATES", "dossier"), htmx.words("TIME_LIMITS")
    asked = _asked()
    lines = queries.listed(**asked, limit=5_000)[:5_000]
    limits = queries.time_limits([one.dossier for one in lines], day)
    rows = [
        (
            one.authority,
            queries.title_of(one.dossier),
            one.nominees,
            one.dossier.opened_on,
            states[one.dossier.state],
            one.dossier.author_name,
            *_limit_cells(limits.get(one.dossier.id), named),
        )
        for one in lines
    ]
    award = queries.award_title(asked["award"]) if asked["award"] else None
    said = told_words({"Trạng thái": states.get(asked["state"] or ""), "Hình thức": award})
    return htmx.xlsx(write_xlsx("Hồ sơ khen thưởng", columns, rows, said), "ho-so-khen-thuong.xlsx")


def _limit_cells(limit: TimeLimit | None, named: Mapping[str, str]) -> tuple[date | None, int | None, str]:
    if limit is None:
        return None, None, ""
    return limit.due, limit.left, f"{named[limit.what]} ({limit.citation})" if limit.citation else named[limit.what]


@bp.get("/rounds")
@needs(Can.DOSSIER_READ)
def rounds() -> Response:
    """The own rounds."""
    return htmx.page(
        "commendations/rounds.html",
        rounds=queries.rounds_with_counts(),
        type_words=documents.award_type_words,
        occasions=forms.OCCASIONS,
    )


# Whom a council looks at it sees in its dossiers; what was suggested and declined is no business of it.
@bp.get("/rounds/<int:round_id>")
@needs(Can.PERSON_READ)
def show_round(round_id: int) -> Response:
    """A round: what it is, how many days are left, its numbers, dossiers, and who has not sent anything yet."""
    award_round, today = queries.get_round(round_id), clock.today()
    dossiers = queries.round_dossiers(award_round)
    sent = queries.by_proposer(award_round, today)
    return htmx.page(
        "commendations/round.html",
        award_round=award_round,
        occasions=forms.OCCASIONS,
        type_words=documents.award_type_words,
        awards=law.AWARDS,
        days_left=_days_left(award_round, today),
        numbers=queries.numbers_of(award_round, [one for one, _count in dossiers]),
        percent=percent,
        title_of_award=queries.award_title,
        kind_order=[kind for kind, _label in forms.SUBJECTS],
        by_authority=_by_decider(dossiers, today),
        title_of=queries.title_of,
        waiting=[line for line in sent if line.waiting],
        sent=[line for line in sent if line.total and not line.waiting],
        silent=[line.proposer for line in sent if not line.total],
        unfinished=queries.unfinished_count(award_round),
        lines=audit.lines_about(award_round),
    )


def _days_left(award_round: AwardRound, today: date) -> dict[str, int]:
    """Working days until the last day for units and hamlets, and until that of the round; below zero when past."""
    ends = {"suggest_until": award_round.suggest_until, "deadline": award_round.deadline}
    calendar = places.calendar()
    return {name: calendar.between(today, day) for name, day in ends.items() if day is not None}


def _by_decider(dossiers: Sequence[tuple[Dossier, int]], day: date) -> dict[str, list[tuple[Dossier, int]]]:
    """The dossiers of a round under who decides them: each deciding authority has a tờ trình of its own."""
    found: dict[str, list[tuple[Dossier, int]]] = {}
    if not dossiers:
        return found
    setting = documents.setting_of(dossiers[0][0], day)
    for one, count in dossiers:
        decider = setting.chair if queries.decided_here(one) else setting.province_chair
        found.setdefault(decider, []).append((one, count))
    return found


@bp.get("/rounds/<int:round_id>/dossiers/new")
@needs(Can.DOSSIER_WRITE)
def new_dossier(round_id: int) -> Response:
    """Choose the award; danh hiệu and hình thức are told apart here."""
    award_round = queries.get_round(round_id)
    return _dossier_page(award_round, forms.DossierForm().starts_from(award_round))


def _dossier_page(award_round: AwardRound, form: forms.DossierForm, status: int = 200) -> Response:
    day = clock.today()
    form.award.choices = forms.awards_of(award_round, day)
    others = [one for one in law.AWARDS.values() if one.code not in dict(forms.offered_awards(day))]
    return htmx.page(
        "commendations/dossier_new.html",
        award_round=award_round,
        form=form,
        others=others,
        branches=[law.CRITERIA[code].on(day) for code in ("p5-own-level", "p5-national")],
        by_authority=_by_decider(queries.round_dossiers(award_round), day),
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
    form.award.choices = forms.awards_of(award_round, clock.today())
    if not form.validate_on_submit():
        return _dossier_page(award_round, form, 422)
    dossier = actions.open_dossier(award_round, form.award.data, form.achievement.data, current_user, clock.today())
    return htmx.go("commendations.show", "Đã lập hồ sơ: thêm các trường hợp đề nghị.", dossier_id=dossier.id)
