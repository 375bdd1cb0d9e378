"""Soát trước khi in: the faults of a dossier's papers in words, each with a link to the field that mends it."""

import re

from flask import url_for
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, queries
from app.commendations.actions import Proofed
from app.commendations.models import Dossier, Nominee
from app.commendations.views.blueprint import bp
from app.papers.rules import Fault

# Facts of a report whose field on the form has another name; a fact without a field comes from the books of people.
REPORT_FIELDS = {"post": "position", "structure": "organisation", "headcount": "staff_count"}
OF_THE_BOOKS = frozenset({"full_name", "name", "householder", "birth_date", "household_size", "address", "position"})
TABLES = {"people": "person", "collectives": "collective", "households": "household"}


@bp.get("/<int:dossier_id>/proof")
@needs(Can.DOSSIER_READ)
def proof(dossier_id: int) -> Response:
    """Every paper that is still to be sealed, with what would send it back."""
    dossier = queries.get(dossier_id)
    found = actions.proof_dossier(dossier, clock.today())
    chosen = queries.by_roll(dossier) or queries.put_forward(dossier) or queries.nominees_of(dossier)
    return htmx.page(
        "commendations/proof.html",
        dossier=dossier,
        title=queries.title_of(dossier),
        papers=found,
        label=queries.subject_label,
        own=queries.is_own(dossier),
        spot=lambda paper, fault: spot(dossier, paper, fault, chosen),
    )


def spot(dossier: Dossier, paper: Proofed, fault: Fault, chosen: list[Nominee]) -> str:
    """Where a fault is mended: the address of the page, and on it the field."""
    field = re.sub(r"\[\d+\]", "", fault.field)
    if field == "legal_basis":
        return url_for("plans.show", plan_id=dossier.round.plan_id)
    if paper.kind.startswith("report") and paper.nominee is not None:
        return _of_report(paper.nominee, field)
    if paper.kind in ("minutes", "vote_count"):
        return _of_meeting(dossier, fault.field)
    return _of_letter(dossier, paper, fault.field, chosen)


def _of_report(nominee: Nominee, field: str) -> str:
    first = field.partition(".")[0]
    if first in OF_THE_BOOKS or first in ("signature", "head"):
        return subject_url(nominee)
    return url_for("commendations.report", nominee_id=nominee.id) + f"#{REPORT_FIELDS.get(first, first)}"


def _of_meeting(dossier: Dossier, field: str) -> str:
    """The subject whose name stands in a line of the results, else the meeting."""
    line = re.match(r"(results|rows)\[(\d+)\]", field)
    if line is not None:
        return subject_url(queries.nominees_of(dossier)[int(line[2])])
    meeting = queries.last_meeting(dossier)
    if meeting is None:
        return url_for("commendations.show", dossier_id=dossier.id) + "#meeting"
    return url_for("commendations.edit_meeting", meeting_id=meeting.id)


def _of_letter(dossier: Dossier, paper: Proofed, field: str, chosen: list[Nominee]) -> str:
    nominee = paper.nominee or _in_tables(field, chosen)
    if nominee is not None:
        if field.endswith(("achievement", "contribution")):
            return url_for("commendations.merit", nominee_id=nominee.id)
        if "signature" not in field:
            return subject_url(nominee)
    if field == "achievement":
        return url_for("commendations.edit", dossier_id=dossier.id)
    if "signature" in field or not field:
        return url_for("places.signers")
    return url_for("commendations.show", dossier_id=dossier.id)


def _in_tables(field: str, chosen: list[Nominee]) -> Nominee | None:
    """The nominee of "tables.people[2].name": the third person of the roll."""
    found = re.match(r"tables\.(\w+)\[(\d+)\]", field)
    if found is None:
        return None
    alike = [one for one in chosen if one.subject_kind == TABLES[found[1]]]
    return alike[int(found[2])]


def subject_url(nominee: Nominee) -> str:
    """The page of the books where a name, a birth or an address of the nominee is corrected."""
    if nominee.person_id is not None:
        return url_for("people.edit", person_id=nominee.person_id)
    if nominee.household_id is not None:
        return url_for("people.edit_household", household_id=nominee.household_id)
    return url_for("people.edit_collective", collective_id=nominee.collective_id)
