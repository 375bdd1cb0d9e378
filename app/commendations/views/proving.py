"""What proves a case: the initiative it rests on, the confirmation of another body for many nominees at once."""

from collections.abc import Sequence
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, evidence, forms, queries
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import MENDABLE, SPECIAL, closed
from app.commendations.views.blueprint import bp, refuse
from app.places import queries as places
from app.plans.queries import initiatives
from app.refusals import Refused

SPOTS = {"confirmation-ahead": "day", "confirmation-for-nobody": "nominees"}


# ---- initiatives


@bp.get("/nominees/<int:nominee_id>/grounds")
@needs(Can.DOSSIER_READ)
def grounds(nominee_id: int) -> Response:
    """On which initiatives a case rests, and which of the nominee's it may still choose."""
    one = queries.nominee(nominee_id)
    return _grounds_page(one, forms.GroundForm(formdata=None).over(one))


def _grounds_page(one: Nominee, form: forms.GroundForm, status: int = 200) -> Response:
    return htmx.page(
        "commendations/grounds.html",
        status=status,
        nominee=one,
        dossier=one.dossier,
        label=queries.subject_label(one),
        key="-".join(map(str, queries.key_of(one))),
        choices=queries.choices_of(one),
        chosen={row.initiative_id: row for row in one.grounds},
        form=form,
        own=queries.is_own(one.dossier),
        why_not=closed(one.dossier.state, *MENDABLE),
    )


@bp.post("/nominees/<int:nominee_id>/grounds")
@needs(Can.DOSSIER_WRITE)
def add_ground(nominee_id: int) -> Response:
    """Rest the case on one of the nominee's initiatives."""
    one = queries.nominee(nominee_id)
    form = forms.GroundForm().over(one)
    if not form.validate_on_submit():
        return _grounds_page(one, form, 422)
    try:
        row = actions.add_ground(one, initiatives.get(form.initiative.data))
    except Refused as refused:
        refuse(form, refused, field="initiative")
        return _grounds_page(one, form, 422)
    return htmx.go(".grounds", f"Đã lấy “{row.initiative.title}” làm căn cứ.", nominee_id=one.id)


@bp.post("/grounds/<int:ground_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_ground(ground_id: int) -> Response:
    """Let the case no longer rest on an initiative."""
    row = queries.ground(ground_id)
    nominee_id, title = row.nominee_id, row.initiative.title
    actions.remove_ground(row)
    return htmx.go(".grounds", f"Không lấy “{title}” làm căn cứ nữa.", nominee_id=nominee_id)


# ---- confirmations of other bodies


@bp.get("/<int:dossier_id>/confirmations")
@needs(Can.DOSSIER_READ)
def confirmations(dossier_id: int) -> Response:
    """What other bodies confirmed of whom, what is still asked for, and the form for one document of many.

    ?nominee=12 ticks that one alone, ?topic=tax chooses what it is about.
    """
    dossier = queries.get(dossier_id)
    rows = queries.nominees_of(dossier)
    asked = [one for one in rows if str(one.id) == request.args.get("nominee")]
    form = _form(dossier, formdata=None, day=clock.today(), clear="yes").ticks(asked or rows)
    topic = request.args.get("topic")
    needed = {one.code: one for one in _topics(dossier)}
    if topic in needed:
        form.topic.data, form.body.data = topic, needed[topic].body
    return _confirmations_page(dossier, form)


def _topics(dossier: Dossier) -> Sequence[law.NeededConfirmation]:
    """Every topic other bodies confirm, each once, whoever is asked for it."""
    found = {one.code: one for one in places.needed_confirmations(law.law_date(dossier.received_on))}
    return list(found.values())


def _form(dossier: Dossier, **given: Any) -> forms.ConfirmationForm:
    special = law.CRITERIA[SPECIAL].on(law.law_date(dossier.received_on))
    topics = [(one.code, f"{one.text} ({one.body})") for one in _topics(dossier)]
    topics.append((SPECIAL, f"Thành tích đặc biệt, sáng kiến: {special.text.rpartition(': ')[2]}"))
    return forms.ConfirmationForm(**given).offer(topics, queries.nominees_of(dossier))


def _confirmations_page(dossier: Dossier, form: forms.ConfirmationForm, status: int = 200) -> Response:
    rows = queries.nominees_of(dossier)
    known = queries.confirmed_of(one.id for one in rows)
    labels = {one.code: one.text for one in _topics(dossier)} | {SPECIAL: "Thành tích đặc biệt, sáng kiến"}
    return htmx.page(
        "commendations/confirmations.html",
        status=status,
        dossier=dossier,
        title=queries.title_of(dossier),
        form=form,
        rows=[(one, queries.subject_label(one), known.get(one.id, [])) for one in rows],
        missing=_missing(dossier),
        labels=labels,
        own=queries.is_own(dossier),
        why_not=closed(dossier.state, *MENDABLE),
    )


def _missing(dossier: Dossier) -> dict[int, list[str]]:
    """Of whom a confirmation is still asked for, as the check says it."""
    return {
        nominee_id: [one.standing.text for one in verdicts if one.finding.reason == "confirmation-missing"]
        for nominee_id, verdicts in evidence.eligibility(dossier).items()
    }


@bp.post("/<int:dossier_id>/confirmations")
@needs(Can.DOSSIER_WRITE)
def enter_confirmations(dossier_id: int) -> Response:
    """Write down what one document says of the nominees ticked."""
    dossier = queries.get(dossier_id)
    form = _form(dossier)
    valid = form.validate_on_submit()
    usual = next((one.body for one in _topics(dossier) if one.code == form.topic.data), "")
    if form.topic.data and not (form.body.data or usual):
        form.refuse("Chưa ghi cơ quan xác nhận.", "body")
        valid = False
    if not valid:
        return _confirmations_page(dossier, form, 422)
    said = form.said()
    said["body"] = said["body"] or usual
    chosen = [one for one in queries.nominees_of(dossier) if one.id in set(form.nominees.data)]
    try:
        count = actions.confirm(dossier, chosen, actions.Confirmed(**said), clock.today())
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _confirmations_page(dossier, form, 422)
    return htmx.go(".confirmations", f"Đã ghi ý kiến về {count} trường hợp.", dossier_id=dossier.id)


@bp.post("/confirmations/<int:confirmation_id>/remove")
@needs(Can.DOSSIER_WRITE)
def remove_confirmation(confirmation_id: int) -> Response:
    """Take off what was entered by mistake."""
    row = queries.confirmation(confirmation_id)
    dossier_id, body = row.nominee.dossier_id, row.body
    actions.remove_confirmation(row)
    return htmx.go(".confirmations", f"Đã xóa ý kiến của {body}.", dossier_id=dossier_id)
