"""Verbs of achievement reports: draft them from the recorded figures, keep what was typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import current_app

from app import audit, law, text
from app.commendations import evidence, queries
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Nominee
from app.commendations.rules import AwardType, State, report_form

DRAFT = "commendations/_report_draft.txt"
# What the records can tell; how it was done and what came of it is left to whoever knows.
DRAFTED = ("registered_targets", "achievements")
OPEN = (State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED)


def save_report(nominee: Nominee, typed: Mapping[str, Any]) -> None:
    """Keep the prose of a report by field code; a sealed paper stays as it is until it is made anew."""
    must_be(nominee.dossier, *OPEN)
    names = {field.name for field in fields_of(nominee)}
    nominee.report = {name: _clean(value) for name, value in typed.items() if name in names}
    audit.record("report-saved", nominee, name=queries.name_of(nominee))


def _clean(value: Any) -> Any:
    return text.nfc_multiline(value) if isinstance(value, str) else value


def fields_of(nominee: Nominee) -> list[law.catalogue.FormField]:
    """The fields of the nominee's report on the dossier's day of law."""
    dossier = nominee.dossier
    sections = report_form(nominee.subject_kind, law.law_date(dossier.received_on), dossier.round.award_type)
    return [field for _heading, fields in sections for field in fields]


def draft_report(nominee: Nominee, day: date, *, anew: bool = False) -> dict[str, Any]:
    """Write the empty fields of a report from today's recorded figures, in administrative Vietnamese.

    Prose already there stays, unless `anew`. The figures used are kept, so that a later change is told.
    """
    must_be(nominee.dossier, *OPEN)
    dossier = nominee.dossier
    nominee.figures = evidence.gather(nominee, dossier.round, day)
    names = {field.name for field in fields_of(nominee)}
    drafted = {name: value for name, value in _drafted(nominee).items() if name in names}
    kept = {} if anew else {name: value for name, value in nominee.report.items() if value not in (None, "")}
    general = {name: value for name, value in nominee.report.items() if name not in drafted}
    nominee.report = {**general, **drafted, **kept}
    audit.record("report-saved", nominee, name=queries.name_of(nominee))
    return nominee.report


def _drafted(nominee: Nominee) -> dict[str, str]:
    """The prose of the draft template, one macro a field."""
    module = current_app.jinja_env.get_template(DRAFT).make_module()
    dossier = nominee.dossier
    facts = {
        "kind": nominee.subject_kind,
        "name": queries.name_of(nominee),
        "figures": evidence.reached(nominee.figures),
        "targets": [
            row
            for row in dossier.round.plan.criteria
            if (row.award, row.subject_kind) == (dossier.award, nominee.subject_kind) and row.threshold
        ],
        # Service and a sudden merit are no part of the movement, though the same records tell of them.
        "movement": dossier.round.plan.movement if dossier.round.award_type == AwardType.THEMATIC else "",
        "start": text.day_text(dossier.round.period_from),
        "end": text.day_text(date.fromordinal(dossier.round.period_until.toordinal() - 1)),
    }
    drafted = {name: text.nfc_multiline(str(getattr(module, name)(facts))) for name in DRAFTED}
    return {name: value for name, value in drafted.items() if value}
