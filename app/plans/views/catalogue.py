"""The catalogue of awards on a day: titles and forms apart, what each asks and gives, how surely; for print too."""

from datetime import date
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, law, text
from app.access import Can, needs
from app.places import queries as places
from app.places.forms import LawDayForm
from app.plans import queries
from app.plans.queries import catalogue as entries
from app.plans.views import bp


@bp.get("/catalogue")
@needs(Can.PLAN_READ)
def catalogue() -> Response:
    """Every award on one page; with `whole` everything each of them says, to be printed."""
    form, day = _asked()
    whole = request.args.get("whole") == "yes"
    return _page("plans/catalogue.html", form, day, entries.entries(day), whole=whole)


@bp.get("/catalogue/<award>")
@needs(Can.PLAN_READ)
def award(award: str) -> Response:
    """One award: its values, its money, and the conditions of the law beside those laid down here."""
    if award not in law.AWARDS:
        raise NotFound
    form, day = _asked()
    entry = entries.entries(day, award)[0]
    return _page("plans/award.html", form, day, [entry], entry=entry, whole=False)


def _asked() -> tuple[LawDayForm, date]:
    """The day in the address, today when there is none; a fault stands at the field and today is shown."""
    today = clock.today()
    if "day" not in request.args:
        return LawDayForm(formdata=None, day=today), today
    form = LawDayForm(request.args)
    return form, (form.day.data or today) if form.validate() else today


def _page(template: str, form: LawDayForm, day: date, found: list[entries.Entry], **shown: Any) -> Response:
    rows = [row for entry in found for group in entry.conditions.values() for one in group if (row := one.local)]
    return htmx.page(
        template,
        status=422 if form.errors else 200,
        form=form,
        day=day,
        today=clock.today(),
        entries=found,
        owners=queries.owner_names([*rows, *(row for entry in found for row in entry.others)]),
        check=law.law_needs_check(day, list(places.confirmations("instrument"))),
        transition=law.transition_note(day),
        ending=law.ending_soon(day),
        types={item.code: item.text for item in law.AWARD_TYPES},
        general=entries.general_rules(found),
        here=url_for(".catalogue", day=text.day_text(day)),
        **shown,
    )
