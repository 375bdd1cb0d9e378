"""Pages of awards once received."""

from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.dossiers import LOOKUPS
from app.refusals import Refused
from app.sheets import Column, write_xlsx

SPOTS = {"achievement-in-future": "day", "achievement-known": "reference_number"}


@bp.get("/achievements")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def achievements() -> Response:
    """Who received what, newest first."""
    typed = request.args.get("q", "")
    found = queries.achievements(typed, _after())
    more = len(found) > queries.PAGE
    found = found[: queries.PAGE]
    last = found[-1] if more else None
    return htmx.page(
        "commendations/achievements.html",
        rows=found,
        label=queries.subject_of_achievement,
        typed=typed,
        next_url=url_for(".achievements", q=typed, day=last.day.isoformat(), after=last.id) if last else None,
        first_url=url_for(".achievements", q=typed) if "after" in request.args else None,
    )


def _after() -> tuple[Any, int] | None:
    try:
        return date.fromisoformat(request.args["day"]), int(request.args["after"])
    except (KeyError, ValueError):
        return None


@bp.get("/achievements.xlsx")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def achievements_sheet() -> Response:
    """The awards as filtered, for Excel."""
    columns = [Column("Tên", "people"), Column("Danh hiệu, hình thức"), Column("Thành tích"), Column("Số quyết định"),
               Column("Ngày", "day"), Column("Cơ quan quyết định")]  # fmt: skip
    rows = queries.achievements_sheet(request.args.get("q", ""))
    return htmx.xlsx(write_xlsx("Sổ khen thưởng", columns, rows), "so-khen-thuong.xlsx")


@bp.get("/achievements/new")
@needs(Can.DOSSIER_WRITE)
def new_achievement() -> Response:
    """An empty form."""
    return htmx.page("commendations/achievement.html", form=forms.AchievementForm().offer())


@bp.post("/achievements/new")
@needs(Can.DOSSIER_WRITE)
def create_achievement() -> Response:
    """Enter an award of the past."""
    form = forms.AchievementForm().offer()
    if form.validate_on_submit():
        kind, _dash, row_id = form.subject.data.partition("-")
        values = {name: form[name].data for name in VALUES}
        try:
            actions.save_achievement(LOOKUPS[kind](int(row_id)), **values, today=clock.today())
        except Refused as refused:
            refuse(form, refused, SPOTS)
        else:
            return htmx.go(".achievements", "Đã ghi vào sổ khen thưởng.")
    return htmx.page("commendations/achievement.html", form=form, status=422)


VALUES = ("award", "award_label", "award_type", "merit", "reference_number", "day", "issuer_name")
