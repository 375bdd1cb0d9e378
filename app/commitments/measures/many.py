"""Measures of commitments about many subjects at once: one statement a measure, however many persons or hamlets.

Each says of every subject what the measure of one subject says, with the first records behind it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Date, case, func, literal, select, union
from sqlalchemy.sql.selectable import Subquery

from app.commitments import queries
from app.commitments.models import Commitment
from app.commitments.rules import SIGNED, State
from app.db import db
from app.people.models import Person
from app.plans.rules import Figure, FigureRow, Many, Measure

MEASURED: Mapping[Measure, frozenset[State]] = {
    Measure.COMMITMENTS_SIGNED: SIGNED,
    Measure.COMMITMENTS_KEPT: frozenset({State.KEPT}),
}


def of_many(measure: Measure, asked: Many, most: int) -> dict[int, Figure]:
    """What a measure says of each of these subjects; of the records behind it only the first so many.

    Args: most, how many records each figure carries along; one of nothing is there too, with 0 and no record.
    """
    found: dict[int, Figure] = {}
    for part in asked.parts():
        found |= _of_part(MEASURED[measure], part, most)
    return found


def _of_part(states: frozenset[State], asked: Many, most: int) -> dict[int, Figure]:
    whose = _whose(asked)
    names = queries.names().add_columns(
        whose.c.subject.label("subject"),
        func.count().over(partition_by=whose.c.subject).label("count"),
        func.row_number().over(partition_by=whose.c.subject, order_by=Commitment.id).label("place"),
    )
    chosen = names.join(whose, whose.c.pledge == Commitment.id).where(
        Commitment.state.in_(sorted(states)),
        Commitment.signed_on >= _start(asked, whose.c.subject),
        Commitment.signed_on < asked.period.end,
    )
    ranked = chosen.subquery()
    counts: dict[int, int] = {}
    rows: dict[int, list[FigureRow]] = {}
    first = select(ranked).where(ranked.c.place <= max(1, most)).order_by(ranked.c.subject, ranked.c.place)
    for row_id, name, subject, count, place in db.session.execute(first):
        counts[subject] = count
        records = rows.setdefault(subject, [])
        if place <= most:
            records.append(FigureRow(name or "", "commitments.show", (("commitment_id", row_id),)))
    numbers = {one: counts.get(one, 0) for one in asked.ids}
    return {
        one: Figure(count, count, "bản cam kết", "lượt ký", tuple(rows.get(one, ()))) for one, count in numbers.items()
    }


def _start(asked: Many, subject: Any) -> Any:
    """The first day that counts; their own for those whose merit begins later."""
    start: Any = literal(asked.period.start, Date)
    if not asked.later:
        return start
    own = ((subject == one, literal(max(day, asked.period.start), Date)) for one, day in asked.later.items())
    return case(*own, else_=start)


def _whose(asked: Many) -> Subquery:
    """Each subject with its pledges: a person has their own and that of their household."""
    if asked.kind != "person":
        columns: dict[str, Any] = {
            "household": Commitment.household_id,
            "hamlet": Commitment.hamlet_id,
            "collective": Commitment.collective_id,
        }
        column = columns[asked.kind]
        return select(column.label("subject"), Commitment.id.label("pledge")).where(column.in_(asked.ids)).subquery()
    own = select(Commitment.person_id.label("subject"), Commitment.id.label("pledge"))
    family = select(Person.id.label("subject"), Commitment.id.label("pledge"))
    family = family.join(Commitment, Commitment.household_id == Person.household_id)
    return union(own.where(Commitment.person_id.in_(asked.ids)), family.where(Person.id.in_(asked.ids))).subquery()
