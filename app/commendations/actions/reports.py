"""Verbs of achievement reports: draft them from the recorded figures, keep what was typed, follow the books."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app import audit, law, tenancy, text
from app.commendations import evidence, queries
from app.commendations.actions.dossiers import must_be
from app.commendations.actions.drafting import drafted
from app.commendations.models import Nominee
from app.commendations.rules import State, quoting, report_form
from app.db import db
from app.refusals import Refusal, Refused

OPEN = (State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED)
LONGEST_REASON = 300


def save_report(nominee: Nominee, typed: Mapping[str, Any]) -> None:
    """Keep the prose of a report by field code; a sealed paper stays as it is until it is made anew.

    Figures in the prose stay linked: those that still stand, those that were typed over, those that are recognised.
    """
    must_be(nominee.dossier, *OPEN)
    names = {field.name for field in fields_of(nominee)}
    before = nominee.report
    nominee.report = {name: _clean(value) for name, value in typed.items() if name in names}
    nominee.quoted = _requoted(nominee, before)
    audit.record("report-saved", nominee, name=queries.name_of(nominee))


def _clean(value: Any) -> Any:
    return text.nfc_multiline(value) if isinstance(value, str) else value


def _requoted(nominee: Nominee, before: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of each passage after an edit."""
    figures = evidence.figures_of(nominee)
    found: dict[str, Any] = {}
    for name, prose in nominee.report.items():
        if isinstance(prose, str) and name != quoting.PROMISED:
            earlier = before.get(name)
            quotes = quoting.quotes_of(nominee.quoted, name)
            told = quoting.requoted(prose, earlier if isinstance(earlier, str) else "", quotes, figures)
            if told:
                found[name] = quoting.as_kept(told)
    return found


def fields_of(nominee: Nominee) -> list[law.catalogue.FormField]:
    """The fields of the nominee's report on the dossier's day of law."""
    dossier = nominee.dossier
    sections = report_form(nominee.subject_kind, law.law_date(dossier.received_on), dossier.round.award_type)
    return [field for _heading, fields in sections for field in fields]


def draft_report(nominee: Nominee, day: date, *, anew: bool = False) -> dict[str, Any]:
    """Write the empty fields of a report from today's recorded figures, in administrative Vietnamese.

    Prose already there stays, unless `anew`. The figures used are kept, and which of them stands where, so that a later
    change is told.
    """
    must_be(nominee.dossier, *OPEN)
    nominee.figures = evidence.gather_all(nominee, day)
    prose, quotes = drafted(nominee, day, {field.name for field in fields_of(nominee)})
    new = {name: words for name, words in prose.items() if anew or nominee.report.get(name) in (None, "")}
    nominee.report = {**nominee.report, **new}
    linked = {name: quoting.as_kept(quotes[name]) for name in new if quotes[name] and name != quoting.PROMISED}
    nominee.quoted = {**{name: kept for name, kept in nominee.quoted.items() if name not in new}, **linked}
    audit.record("report-saved", nominee, name=queries.name_of(nominee))
    return nominee.report


# ---- when the books say another number


def exchange_number(nominee: Nominee, field: str, key: str, day: date) -> quoting.Moved:
    """Set one number of a passage to what the books say today, and nothing else of the passage.

    Args: key, the figure as Moved.key names it. Raises Refused when the books and the passage agree by now.
    """
    must_be(nominee.dossier, *OPEN)
    one = _moved(nominee, field, key, day)
    quotes = quoting.quotes_of(nominee.quoted, field)
    prose, told = quoting.exchanged(nominee.report[field], quotes, one.place, one.now)
    nominee.report = {**nominee.report, field: prose}
    nominee.quoted = {**nominee.quoted, field: quoting.as_kept(told)}
    audit.record("figure-exchanged", nominee, name=queries.name_of(nominee), old=one.written, new=one.recorded)
    return one


def keep_number(nominee: Nominee, field: str, key: str, reason: str, day: date) -> quoting.Moved:
    """Leave a number as the passage says it, with the reason, until the books say another one again.

    Args: key as for exchange_number. Raises Refused without a reason, or when books and passage agree by now.
    """
    must_be(nominee.dossier, *OPEN)
    words = text.nfc(reason)[:LONGEST_REASON]
    if not words:
        raise Refused([Refusal("figure-kept-without-reason")])
    one = _moved(nominee, field, key, day)
    kept = quoting.Kept(one.now, words, tenancy.actor_of(db.session()).name, day.isoformat())
    quotes = quoting.quotes_of(nominee.quoted, field)
    quotes[one.place] = replace(one.quote, kept=kept)
    nominee.quoted = {**nominee.quoted, field: quoting.as_kept(quotes)}
    name = queries.name_of(nominee)
    audit.record("figure-kept", nominee, name=name, old=one.written, new=one.recorded, reason=words)
    return one


def _moved(nominee: Nominee, field: str, key: str, day: date) -> quoting.Moved:
    """The figure of a passage as the books move it; raises Refused when there is nothing to mend."""
    now = evidence.today([nominee], nominee.dossier.round, day)[nominee.id]
    found = quoting.moved(nominee.report, nominee.quoted, now)
    one = next((one for one in found if (one.field, one.key) == (field, key)), None)
    if one is None:
        raise Refused([Refusal("figure-agrees")])
    return one


def refresh_figures(nominee: Nominee, day: date) -> None:
    """Take today's figures of one nominee: the lists behind them and the table of results follow, the prose stays."""
    must_be(nominee.dossier, *OPEN)
    nominee.figures = evidence.gather_all(nominee, day)
    audit.record("figures-taken", nominee.dossier, count=1)
