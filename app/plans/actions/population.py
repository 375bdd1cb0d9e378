"""Verbs of population: enter the numbers of a day, say that they were compared with their source."""

from collections.abc import Mapping, Sequence
from datetime import date

from app import audit, text
from app.db import db
from app.law import Mark
from app.plans.models import Population
from app.plans.queries import population as queries
from app.plans.rules.population import Cell, population_refusals
from app.plans.rules.population_lines import ReadPopulation
from app.refusals import Refusal, refuse_if


def save_population(values: Mapping[Cell, int], day: date, source: str, today: date) -> int:
    """Enter how many people each group of each place had on a day; what was entered for other days stays.

    The same day and place again is a correction: its confirmation spoke of the other number and goes. Typed by an
    official from a document, a number is likely (L) until somebody has compared it. Returns how many were written;
    raises Refused.
    """
    refuse_if(population_refusals(values, day, today))
    known, source = queries.own(day), text.nfc(source)
    written = []
    for (hamlet_id, group), count in values.items():
        row = known.get((hamlet_id, group)) or Population(hamlet_id=hamlet_id, target_group=group, day=day)
        if row.id and (row.count, row.source) == (count, source):
            continue
        row.count, row.source, row.mark = count, source, Mark.L
        row.confirmed_by = row.confirmed_on = row.confirmed_against = None
        written.append(row)
    db.session.add_all(written)
    if written:
        db.session.flush()
        audit.record("population-saved", written[0], day=day.isoformat(), count=len(written))
    return len(written)


def take_population(lines: Sequence[ReadPopulation], today: date) -> list[int]:
    """Enter the lines of a table that came in, those of one day and source together; a row of each line, in order.

    Raises Refused.
    """
    together: dict[tuple[date, str], dict[Cell, int]] = {}
    for line in lines:
        if line.day is not None:
            together.setdefault((line.day, line.source), {}).update(line.cells)
    for (day, source), values in together.items():
        save_population(values, day, source, today)
    known = {day: queries.own(day) for day, _source in together}
    return [min(known[line.day][cell].id for cell in line.cells) for line in lines if line.day is not None]


def confirm_population(rows: Sequence[Population], against: str, by: str, day: date) -> None:
    """Say that a named official compared numbers entered together with their document: the badge goes.

    Raises Refused when they were compared already.
    """
    refuse_if([] if rows else [Refusal("population-confirmed")])
    for row in rows:
        row.confirmed_against, row.confirmed_by, row.confirmed_on = text.nfc(against), by, day
    audit.record("population-confirmed", rows[0], day=rows[0].day.isoformat(), against=rows[0].confirmed_against)
