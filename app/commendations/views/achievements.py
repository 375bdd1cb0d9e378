"""Pages of awards once received: the register, old decisions typed in, what one subject received, giấy khen by year."""

from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.actions.achievements import remove_achievement, typed_refusals
from app.commendations.forms.register import RegisterFilter
from app.commendations.models import Achievement
from app.commendations.queries import register
from app.commendations.views.blueprint import bp, refuse
from app.commendations.views.dossiers import LOOKUPS
from app.people import queries as people
from app.refusals import Refused
from app.sheets import Column, write_xlsx
from app.widgets import told

SPOTS = {"achievement-in-future": "day", "achievement-known": "reference_number"}
KEPT = ("q", "award", "year", "issuer", "revoked", "source", "sort")


@bp.get("/achievements")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def achievements() -> Response:
    """Who received what, as filtered and ordered; with `all` the whole list, to be printed."""
    form = RegisterFilter.of(request.args, register.years(), register.issuers())
    whole = "all" in request.args
    after = None if whole else request.args.get("after", type=int)
    found = register.listed(form.wanted, after, register.PRINTED + 1 if whole else register.PAGE + 1)
    shown = found[: register.PRINTED if whole else register.PAGE]
    kept = _kept()
    more = len(found) > len(shown)
    return htmx.page(
        "commendations/achievements.html",
        rows=shown,
        label=queries.subject_of_achievement,
        subject=subject_of,
        form=form,
        kept=kept,
        count=register.count(form.wanted),
        whole=whole,
        cut=whole and more,
        printed=register.PRINTED,
        sorts={name: url_for(".achievements", **{**kept, "sort": name}) for name in register.SORTS},
        next_url=url_for(".achievements", **kept, after=shown[-1].id) if more and not whole else None,
        first_url=url_for(".achievements", **kept) if after else None,
    )


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in KEPT if request.args.get(name)}


def subject_of(row: Any) -> tuple[str, int]:
    """Whose history a line of the register belongs to: the kind and the id."""
    return next((kind, getattr(row, column)) for kind, column in register.COLUMNS.items() if getattr(row, column))


@bp.get("/achievements.xlsx")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def achievements_sheet() -> Response:
    """The awards as filtered, for Excel."""
    columns = [Column("Tên", "people"), Column("Danh hiệu, hình thức"), Column("Thành tích"), Column("Số quyết định"),
               Column("Ngày", "day"), Column("Cơ quan quyết định"), Column("Hủy ngày", "day"),
               Column("Quyết định hủy")]  # fmt: skip
    form = RegisterFilter.of(request.args, register.years(), register.issuers())
    rows = [
        (
            queries.subject_of_achievement(row),
            row.award_label,
            row.merit,
            row.reference_number,
            row.day,
            row.issuer_name,
            row.revoked_on,
            row.revoked_by,
        )
        for row in register.listed(form.wanted, limit=register.SHEET)
    ]
    return htmx.xlsx(write_xlsx("Sổ khen thưởng", columns, rows, told(form)), "so-khen-thuong.xlsx")


# ---- an old decision typed in


@bp.get("/achievements/new")
@needs(Can.DOSSIER_WRITE)
def new_achievement() -> Response:
    """An empty form."""
    return _form_page(forms.AchievementForm().offer(), None)


@bp.post("/achievements/new")
@needs(Can.DOSSIER_WRITE)
def create_achievement() -> Response:
    """Enter an award of the past."""
    return _save(None)


@bp.get("/achievements/<int:achievement_id>")
@needs(Can.DOSSIER_WRITE)
def edit_achievement(achievement_id: int) -> Response:
    """An old award as it was typed, to be corrected."""
    row = register.get(achievement_id)
    given = {name: getattr(row, name) for name in VALUES}
    kind, subject_id = subject_of(row)
    form = forms.AchievementForm(formdata=None, subject=f"{kind}-{subject_id}", **given).offer()
    return _form_page(form, row)


def _form_page(form: forms.AchievementForm, row: Achievement | None, status: int = 200) -> Response:
    why_not = typed_refusals(row) if row is not None else []
    return htmx.page("commendations/achievement.html", status=status, form=form, row=row, why_not=why_not)


@bp.post("/achievements/<int:achievement_id>")
@needs(Can.DOSSIER_WRITE)
def correct_achievement(achievement_id: int) -> Response:
    """Correct an old award that was typed."""
    return _save(register.get(achievement_id))


def _save(row: Achievement | None) -> Response:
    form = forms.AchievementForm().offer()
    if form.validate_on_submit():
        kind, _dash, row_id = form.subject.data.partition("-")
        values = {name: form[name].data for name in VALUES}
        try:
            actions.save_achievement(LOOKUPS[kind](int(row_id)), **values, today=clock.today(), row=row)
        except Refused as refused:
            refuse(form, refused, SPOTS)
        else:
            return htmx.go(".achievements", "Đã sửa quyết định cũ." if row else "Đã ghi vào sổ khen thưởng.")
    return _form_page(form, row, 422)


VALUES = ("award", "award_label", "award_type", "merit", "reference_number", "day", "issuer_name")


@bp.post("/achievements/<int:achievement_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_old_achievement(achievement_id: int) -> Response:
    """Take an old award typed by mistake off the register."""
    row = register.get(achievement_id)
    label = queries.subject_of_achievement(row)
    remove_achievement(row)
    return htmx.go(".achievements", f"Đã bỏ quyết định cũ của {label}.")


# ---- what one subject received


@bp.get("/history/<kind>/<int:subject_id>")
@needs(Can.DOSSIER_WRITE, Can.DOSSIER_DECIDE)
def history(kind: str, subject_id: int) -> Response:
    """All that a person, household or collective received, and the dossiers under way."""
    if kind not in LOOKUPS:
        raise NotFound
    subject = LOOKUPS[kind](subject_id)
    rows = register.history(kind, subject_id)
    return htmx.page(
        "commendations/history.html",
        kind=kind,
        subject=subject,
        name=NAMES[kind](subject),
        rows=rows,
        dossiers=register.dossiers_of(rows),
        certificates=register.certificates_of(rows),
        under_way=register.under_way(kind, subject_id),
        title_of=queries.title_of,
        around=_around(kind, subject),
    )


NAMES: dict[str, Any] = {
    "person": people.label,
    "household": people.household_label,
    "collective": lambda one: one.name,
}


def _around(kind: str, subject: Any) -> list[tuple[str, int, str]]:
    """Whose history stands next to this one: a person's household, the members of a household."""
    if kind == "person" and subject.household is not None:
        return [("household", subject.household.id, people.household_label(subject.household))]
    if kind == "household":
        return [("person", one.id, people.label(one)) for one in subject.members]
    return []


# ---- giấy khen by year


@bp.get("/golden-book")
@needs(Can.DOSSIER_READ)
def golden_book() -> Response:
    """The giấy khen given in a year with their số sổ vàng; with `all` the whole year, to be printed."""
    years = register.golden_years()
    year = request.args.get("year", type=int) or (years[0] if years else clock.today().year)
    whole = "all" in request.args
    found = register.golden_book(
        year, None if whole else _after(), register.PRINTED + 1 if whole else register.PAGE + 1
    )
    shown = found[: register.PRINTED if whole else register.PAGE]
    last = shown[-1] if len(found) > len(shown) and not whole else None
    return htmx.page(
        "commendations/golden_book.html",
        rows=shown,
        year=year,
        years=years,
        whole=whole,
        cut=whole and len(found) > len(shown),
        label=queries.subject_label,
        title=queries.award_title,
        next_url=url_for(".golden_book", year=year, after=last.decision.id, number=last.nominee.roll_number)
        if last
        else None,
        first_url=url_for(".golden_book", year=year) if "after" in request.args else None,
    )


def _after() -> tuple[int, int] | None:
    decision_id, number = request.args.get("after", type=int), request.args.get("number", type=int)
    return None if decision_id is None or number is None else (decision_id, number)


@bp.get("/golden-book.xlsx")
@needs(Can.DOSSIER_READ)
def golden_book_sheet() -> Response:
    """The giấy khen of a year, for Excel."""
    year = request.args.get("year", type=int) or clock.today().year
    columns = [Column("Số sổ vàng", "number"), Column("Người nhận", "people"), Column("Hình thức"),
               Column("Thành tích", width=50), Column("Số quyết định"), Column("Ngày", "day"),
               Column("Hủy ngày", "day")]  # fmt: skip
    rows = [
        (
            one.nominee.roll_number,
            queries.subject_label(one.nominee),
            queries.award_title(one.award),
            one.nominee.achievement,
            one.decision.reference_number,
            one.decision.day,
            one.revoked_on,
        )
        for one in register.golden_book(year, limit=register.SHEET)
    ]
    return htmx.xlsx(write_xlsx(f"Sổ vàng năm {year}", columns, rows), f"so-vang-{year}.xlsx")
