"""Soát trước khi in: the faults of a dossier's papers in words, each with a link to the field that mends it."""

import re

from flask import url_for
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, queries
from app.commendations.actions import Proofed
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import report_form
from app.commendations.views.blueprint import bp
from app.papers.rules import Fault
from app.people.models import Household

# Facts whose field on a form has another name.
REPORT_FIELDS = {"post": "position", "structure": "organisation", "headcount": "staff_count"}
MEETING_FIELDS = {
    "started": "starts",
    "ended": "ends",
    "place": "place",
    "vote_method": "method",
    "chair": "chair",
    "chair_signature": "chair",
    "secretary": "secretary",
    "secretary_signature": "secretary",
    "teller_head": "tellers",
    "tellers": "tellers",
    "teller_head_signature": "tellers",
    "teller_signatures": "tellers",
}
PERSON_FIELDS = {"birth_date": "born", "gender_birth": "born", "sex": "sex", "address": "residence", "position": "post"}
HOUSEHOLD_FIELDS = {"household_size": "member_count", "address": "address"}
# What a paper could not be made for, and the place of the dossier's page where it is put right.
SPOTS_OF_THE_DOSSIER = {"no-meeting": "meeting", "no-votes": "meeting", "no-nominees": "nominees"}
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
    if fault.reason.code == "place-not-in-force":
        return subject_url(paper.nominee, "hamlet_id") if paper.nominee else url_for("places.units")
    if not field:
        return _of_dossier(dossier, fault)
    if paper.kind.startswith("report") and paper.nominee is not None:
        return _of_report(paper.nominee, field)
    if paper.kind in ("minutes", "vote_count"):
        return _of_meeting(dossier, fault.field)
    return _of_letter(dossier, paper, fault.field, chosen)


def _of_dossier(dossier: Dossier, fault: Fault) -> str:
    """What stands in the way of making a paper at all: a step of the dossier, else the book of signers."""
    place = SPOTS_OF_THE_DOSSIER.get(fault.reason.code)
    if place is None:
        return url_for("places.signers")
    return url_for("commendations.show", dossier_id=dossier.id) + f"#{place}"


def _of_report(nominee: Nominee, field: str) -> str:
    """The field of the report form; what that form does not ask comes from the books."""
    first = field.partition(".")[0]
    name = REPORT_FIELDS.get(first, first)
    if name in _asked(nominee):
        return url_for("commendations.report", nominee_id=nominee.id) + f"#{name}"
    if "confirmation" in first:
        return url_for("places.signers")
    return subject_url(nominee, first)


def _asked(nominee: Nominee) -> set[str]:
    """The fields that the report form of a nominee asks."""
    dossier = nominee.dossier
    sections = report_form(nominee.subject_kind, law.law_date(dossier.received_on), dossier.round.award_type)
    return {field.name for _heading, fields in sections for field in fields}


def _of_meeting(dossier: Dossier, field: str) -> str:
    """The subject whose name stands in a line of the results, else the meeting."""
    line = re.match(r"(results|rows)\[(\d+)\]", field)
    if line is not None:
        return subject_url(queries.nominees_of(dossier)[int(line[2])], field.rpartition(".")[2])
    meeting = queries.last_meeting(dossier)
    if meeting is None:
        return url_for("commendations.show", dossier_id=dossier.id) + "#meeting"
    first = re.split(r"[.\[]", field)[0]
    if first in MEETING_FIELDS:
        return url_for("commendations.edit_meeting", meeting_id=meeting.id) + f"#{MEETING_FIELDS[first]}"
    if first in ("present", "absences"):
        return url_for("commendations.council", council_id=meeting.council_id)
    return url_for("commendations.meeting", meeting_id=meeting.id) + ("#discussion" if first == "contents" else "")


def _of_letter(dossier: Dossier, paper: Proofed, field: str, chosen: list[Nominee]) -> str:
    nominee = paper.nominee or _in_tables(field, chosen)
    if nominee is not None:
        if field.endswith(("achievement", "contribution")):
            return url_for("commendations.merit", nominee_id=nominee.id) + "#achievement"
        if "signature" not in field:
            return subject_url(nominee, field.rpartition(".")[2])
    if field in ("achievement", "about"):
        return url_for("commendations.edit", dossier_id=dossier.id) + "#achievement"
    if "signature" in field:
        return url_for("places.signers")
    return url_for("commendations.show", dossier_id=dossier.id)


def _in_tables(field: str, chosen: list[Nominee]) -> Nominee | None:
    """The nominee of "tables.people[2].name": the third person of the roll."""
    found = re.match(r"tables\.(\w+)\[(\d+)\]", field)
    if found is None:
        return None
    alike = [one for one in chosen if one.subject_kind == TABLES[found[1]]]
    return alike[int(found[2])]


def subject_url(nominee: Nominee, fact: str) -> str:
    """The field of the books where a name, a birth or an address of the nominee is corrected."""
    if nominee.person is not None:
        field = fact if fact == "hamlet_id" else PERSON_FIELDS.get(fact, "name")
        return url_for("people.edit", person_id=nominee.person.id) + f"#{field}"
    if nominee.household is not None:
        return _of_household(nominee.household, fact)
    field = fact if fact in ("hamlet_id", "address") else "name"
    return url_for("people.edit_collective", collective_id=nominee.collective_id) + f"#{field}"


def _of_household(household: Household, fact: str) -> str:
    """How many live there and where is said of the household, name and birth of its head."""
    own = fact if fact == "hamlet_id" else HOUSEHOLD_FIELDS.get(fact)
    if own is None and household.head is not None:
        return url_for("people.edit", person_id=household.head.id) + f"#{PERSON_FIELDS.get(fact, 'name')}"
    return url_for("people.edit_household", household_id=household.id) + f"#{own or 'head'}"
