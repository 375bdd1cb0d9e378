"""Giấy khen of a decided dossier: the order of the ceremony, and the stack for the printer."""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import Dossier
from app.commendations.rules import State, closed
from app.commendations.views.blueprint import bp
from app.papers import queries as papers


@bp.get("/<int:dossier_id>/ceremony")
@needs(Can.DOSSIER_READ)
def ceremony(dossier_id: int) -> Response:
    """The recipients with their number in the ceremony."""
    dossier = queries.get(dossier_id)
    return _page(dossier, forms.ceremony_form(queries.by_roll(dossier)))


def _page(dossier: Dossier, form: Any, status: int = 200) -> Response:
    return htmx.page(
        "commendations/ceremony.html",
        status=status,
        dossier=dossier,
        form=form,
        nominees=queries.by_ceremony(dossier),
        label=queries.subject_label,
        papers=queries.papers_of(dossier),
        printers=papers.printers(),
        title=queries.title_of(dossier),
        own=queries.is_own(dossier),
        why_not=closed(dossier.state, State.DECIDED),
    )


@bp.post("/<int:dossier_id>/ceremony")
@needs(Can.DOSSIER_WRITE)
def order_ceremony(dossier_id: int) -> Response:
    """Keep the order."""
    dossier = queries.get(dossier_id)
    actions.must_be(dossier, State.DECIDED)
    nominees = queries.by_roll(dossier)
    form = forms.ceremony_form(nominees)
    if not form.check(nominees):
        return _page(dossier, form, 422)
    actions.order_ceremony(dossier, form.numbers(nominees))
    return htmx.go("commendations.ceremony", "Đã ghi thứ tự trao.", dossier_id=dossier.id)


@bp.post("/<int:dossier_id>/ceremony/print.pdf")
@needs(Can.DOSSIER_WRITE, Can.PAPER_NUMBER, Can.DOSSIER_DECIDE)
def print_certificates(dossier_id: int) -> Response:
    """The stack for the printer, or one sheet of it: on white paper, or on the stock of a printer."""
    dossier = queries.get(dossier_id)
    if not queries.is_own(dossier):
        raise NotFound
    printer_id = request.form.get("printer", 0, type=int)
    nominee_id = request.form.get("nominee", 0, type=int)
    only = queries.nominee_of(dossier, nominee_id) if nominee_id else None
    printer = papers.printer(printer_id) if printer_id else None
    made = actions.print_certificates(dossier, printer, only)
    return htmx.pdf(made.bytes, f"giay-khen-{dossier.id}.pdf")
