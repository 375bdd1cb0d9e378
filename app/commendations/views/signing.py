"""What the forms of tờ trình and approval share about who signs: the choices, and who signs on the typed day."""

from datetime import date

from flask import request

from app import clock, text
from app.commendations import forms, queries
from app.commendations.models import Dossier
from app.places import queries as places
from app.places.models import Unit
from app.places.queries import Signing


def day_asked() -> date:
    """The day for which the page is asked, as htmx sends it when the box changes; today for none or a wrong one."""
    try:
        return text.parse_day(request.args.get("day", ""))
    except ValueError:
        return clock.today()


def units_on(dossier: Dossier, *days: date | None) -> list[Unit]:
    """The units that may propose on one of these days; the province is asked by the authority alone."""
    if not queries.decided_here(dossier):
        return []
    found: dict[int, Unit] = {}
    for day in filter(None, days):
        found |= {unit.id: unit for unit in places.units(day)}
    return sorted(found.values(), key=lambda unit: (unit.name_key, unit.id))


def signings_on(dossier: Dossier, kind: str, *days: date | None) -> list[Signing]:
    """Everyone who may sign on one of these days: a choice of another day is then refused with its reason."""
    found: dict[str, Signing] = {}
    for day in filter(None, days):
        found |= {one.key: one for one in queries.every_signing(dossier, day, kind) if _fits(one, dossier, kind)}
    return list(found.values())


def _fits(one: Signing, dossier: Dossier, kind: str) -> bool:
    """A unit signs a tờ trình to the chair of its commune, nothing else."""
    return one.signer.unit_id is None or (kind == "proposal" and queries.decided_here(dossier))


def propose_form(dossier: Dossier) -> forms.ProposeForm:
    """The form of the tờ trình with the units and signers of today and of the typed day."""
    form = forms.ProposeForm()
    days = (clock.today(), form.day.data)
    return form.offer(units_on(dossier, *days), signings_on(dossier, "proposal", *days))


def approve_form(dossier: Dossier) -> forms.ApproveForm:
    """The form of the approval with the signers of today."""
    form = forms.ApproveForm()
    form.signer.choices = forms.signing_choices(signings_on(dossier, "decision", clock.today()))
    return form


def who_signs(dossier: Dossier, day: date | None, kind: str, unit: Unit | None = None) -> Signing | None:
    """Who signs on a day when nobody is chosen; nobody for a day that could not be read."""
    return next(iter(queries.signings_of(dossier, day, kind, unit)), None) if day else None
