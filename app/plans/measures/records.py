"""Figures of many subjects from one statement over their records: counted, added up and cut off by the database.

A measure says which records a subject has (`found`); here they become figures. The measure of one subject is the same
statement about one, its records read when somebody opens them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Integer, String, case, cast, func, literal, null, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Select, Subquery

from app import text
from app.db import db
from app.plans.rules import About, Figure, FigureRow, LaterRows, Many, Period

COMMUNE = "commune"  # the kind of a question about everything there is; its one id is EVERYTHING
EVERYTHING = 0
NO_DAY: Any = cast(null(), Date)
NO_PLACE: Any = cast(null(), String)


@dataclass(frozen=True)
class Counted:
    """How a measure counts: its nouns, the page that opens a record, the statement of the records of subjects.

    The statement has the columns subject, record, people (what the record adds to the count), turns, label, day,
    beside (a word to tell the record by) and key (the order of the records). `told`: a record adds more than one to the
    count, so its own number stands beside it.
    """

    noun: str
    turn_noun: str
    endpoint: str
    id_name: str
    records: Callable[[Many], Select[Any]]
    told: bool = False


def of_many(counted: Counted, asked: Many, most: int) -> dict[int, Figure]:
    """What a measure says of each of these subjects; of the records behind it only the first so many.

    One statement for each thousand subjects. One of nothing is there too, with 0 and no record.
    """
    found: dict[int, Figure] = {}
    for part in asked.parts():
        found |= {one: Figure(0, 0, counted.noun, counted.turn_noun) for one in part.ids}
        found |= {one: figure for one, (figure, _number) in _of_part(counted, part, most).items()}
    return found


def of_one(counted: Counted, about: About, period: Period) -> Figure:
    """What a measure says of one subject, or of the whole commune; the records are read when they are opened.

    Of a group T1 to T5 these measures know nothing: an activity, a task or an initiative belongs to no group.
    """
    if about.target_group:
        return Figure(0, 0, counted.noun, counted.turn_noun)
    asked = _asked(about, period)
    figure, number = _of_part(counted, asked, 0).get(asked.ids[0], (None, 0))
    if figure is None:
        return Figure(0, 0, counted.noun, counted.turn_noun)
    rows = LaterRows(number, lambda limit: _rows(counted, asked, number if limit is None else limit))
    return Figure(figure.count, figure.turns, figure.noun, figure.turn_noun, rows)


def _rows(counted: Counted, asked: Many, most: int) -> tuple[FigureRow, ...]:
    found = _of_part(counted, asked, most)
    return tuple(figure.rows) if (figure := found[asked.ids[0]][0]) else ()


def _asked(about: About, period: Period) -> Many:
    """The question about one subject, in the same words as that about many."""
    given: Mapping[str, int | None] = {
        "person": about.person_id,
        "household": about.household_id,
        "collective": about.collective_id,
        "hamlet": about.hamlet_id,
    }
    kind, row_id = next(((kind, one) for kind, one in given.items() if one is not None), (COMMUNE, EVERYTHING))
    return Many(kind, (row_id,), period)


def _of_part(counted: Counted, asked: Many, most: int) -> dict[int, tuple[Figure, int]]:
    """Each subject that has a record, with its figure and the number of its records."""
    found = counted.records(asked).subquery()
    ranked = select(found, *_ranked(found)).subquery()
    first = select(ranked).where(ranked.c.place <= max(1, most)).order_by(ranked.c.subject, ranked.c.place)
    numbers: dict[int, tuple[int, int, int]] = {}
    rows: dict[int, list[FigureRow]] = {}
    for row in db.session.execute(first):
        numbers[row.subject] = (row.people_in_all, row.turns_in_all, row.number)
        records = rows.setdefault(row.subject, [])
        if row.place <= most:
            values = ((counted.id_name, row.record),)
            beside = f"{text.number_text(row.people)} {counted.noun}" if counted.told else row.beside
            records.append(FigureRow(_label(row.label, row.day, beside), counted.endpoint, values, row.turns))
    return {
        one: (Figure(people, turns, counted.noun, counted.turn_noun, tuple(rows[one])), number)
        for one, (people, turns, number) in numbers.items()
    }


def _ranked(found: Subquery) -> tuple[Any, ...]:
    """How many records a subject has, what they come to, and the place of each among them."""
    subject = found.c.subject
    return (
        func.count().over(partition_by=subject).label("number"),
        whole(func.sum(found.c.people).over(partition_by=subject)).label("people_in_all"),
        whole(func.sum(found.c.turns).over(partition_by=subject)).label("turns_in_all"),
        func.row_number().over(partition_by=subject, order_by=(found.c.key, found.c.record)).label("place"),
    )


def _label(label: str | None, day: Any, beside: str | None) -> str:
    known = ", ".join(one for one in (text.day_text(day) if day else "", beside or "") if one)
    return f"{label or ''} ({known})" if known else label or ""


# ---- what the statements of measures are put together from


def whole(column: Any) -> ColumnElement[int]:
    """A sum as a whole number: of whole numbers PostgreSQL makes a decimal one."""
    return cast(column, Integer)


def everything() -> ColumnElement[int]:
    """The subject of a question about the whole commune."""
    return literal(EVERYTHING, Integer)


def start_of(asked: Many, subject: Any) -> Any:
    """The first day that counts; their own for those whose merit begins later."""
    start: Any = literal(asked.period.start, Date)
    if not asked.later:
        return start
    own = ((subject == one, literal(max(day, asked.period.start), Date)) for one, day in asked.later.items())
    return case(*own, else_=start)


def within(day: Any, asked: Many, subject: Any) -> list[ColumnElement[bool]]:
    """Days of the period, from their own first day on for those whose merit begins later."""
    return [day >= start_of(asked, subject), day < asked.period.end]
