"""Attesting many nominees at once: a named official, a day, one ground for all answers, one line in the log."""

from collections.abc import Mapping
from datetime import date

from app import audit, tenancy, text
from app.commendations import evidence, queries
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Attestation, Dossier
from app.commendations.rules import MENDABLE, Question, questions
from app.commendations.rules.attesting import Cell, many_answers_refusals
from app.db import db
from app.refusals import refuse_if


def asked_of(dossier: Dossier) -> dict[int, tuple[Question, ...]]:
    """What an official is asked about each nominee of a dossier, in the order of the roll."""
    case = evidence.case_of(dossier)
    return {one.id: questions(one, case) for one in evidence.subjects(dossier)}


def attest_many(dossier: Dossier, answers: Mapping[Cell, bool], note: str, day: date) -> int:
    """Keep the answers of a named official about many nominees; a later answer takes the place of an earlier one.

    Args: answers, by nominee and code of the question; note, the document or fact they rest on.
    Returns how many nominees were answered for. Raises Refused with every reason; then nothing is written.
    """
    must_be(dossier, *MENDABLE)
    asked = {(one, question.code) for one, found in asked_of(dossier).items() for question in found}
    refuse_if(many_answers_refusals(answers, asked, note))
    nominees = {one.id: one for one in dossier.nominees}
    known = {(row.nominee_id, row.criterion): row for one in nominees.values() for row in one.attestations}
    ground, official = text.nfc(note), tenancy.actor_of(db.session()).name
    for (nominee_id, code), answer in answers.items():
        row = known.get((nominee_id, code))
        if row is None:
            row = Attestation(criterion=code)
            nominees[nominee_id].attestations.append(row)
        row.answer, row.note, row.attested_on, row.attested_by = answer, ground, day, official
    count = len({nominee_id for nominee_id, _code in answers})
    db.session.flush()
    audit.record("criteria-attested", dossier, count=len(answers), nominees=count, note=ground)
    return count


def answers_of(dossier: Dossier) -> dict[Cell, bool]:
    """What is answered about the nominees of a dossier, by nominee and code of the question."""
    rows = queries.attested_of(one.id for one in dossier.nominees)
    return {(nominee_id, row.criterion): row.answer for nominee_id, found in rows.items() for row in found}
