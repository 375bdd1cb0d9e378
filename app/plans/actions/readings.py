"""Verbs of readings: how a target stood on a day, where no measure computes it."""

from datetime import date

from app import audit, clock, text
from app.db import db
from app.plans.actions.parts import check_own, remove
from app.plans.models import Target, TargetReading
from app.plans.queries import closings
from app.plans.rules import targets as rules
from app.refusals import refuse_if
from app.tenancy import actor_of


def read_off(
    target: Target, *, day: date, value: str | None, words: str, reached: bool | None, source: str, reason: str = ""
) -> TargetReading:
    """Keep how a target stood on a day, with the source; a second reading of the same day corrects the first.

    Args: value, a decimal as text in the unit of the target; words, what a target in words came to; reached, what the
    official says of it, None to let the number say it; reason, why closed figures are changed. Raises Refused.
    """
    check_own(target.plan)
    closed = closings.is_closed(day) is not None
    words, source = text.nfc(words), text.nfc(source)
    refuse_if(rules.reading_refusals(day, clock.today(), value, words, closed=closed, reason=reason))
    row = next((one for one in target.readings if one.day == day), None)
    if row is None:
        row = TargetReading(day=day)
        target.readings.append(row)
    told = rules.reached_by(value, target.value, target.comparator)
    row.value, row.words, row.reached = value, words or None, told if reached is None else reached
    row.source, row.entered_by, row.entered_at = source, actor_of(db.session()).name, clock.now()
    said = rules.shown_decimal(value) or words
    audit.record("reading-entered", target, name=target.label, day=text.day_text(day), value=said, reason=reason)
    return row


def take_back_reading(reading: TargetReading, reason: str) -> None:
    """Take a reading entered by mistake away. Raises Refused where its figures are closed and nobody said why."""
    target = reading.target
    check_own(target.plan)
    refuse_if(rules.closed_refusals(closings.is_closed(reading.day) is not None, reason))
    said = rules.shown_decimal(reading.value) or reading.words or ""
    audit.record(
        "reading-removed", target, name=target.label, day=text.day_text(reading.day), value=said, reason=reason
    )
    remove(target.readings, reading)
