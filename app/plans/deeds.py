"""The deeds that fulfil a promise by themselves: counted in the slice that owns the records, asked for from here.

Commitments and training are neighbours and may not know each other. So the slice that owns the records registers for
each deed one statement that counts it and one function that names its records, as `jobs.task` registers work.

    @deeds.counted(Deed.VNEID_CONFIRMED)
    def vneid_confirmed(period: Period) -> Select[int, int]: ...

Tried and dropped: a function that returns the counts, since they could then not be joined with the fifty thousand
commitments of a campaign in the database.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, Subquery

from app.db import db
from app.plans.rules import Deed, FigureRow, Period

# A statement of two columns: the person, and how many; who has done nothing is not in it.
Counting = Callable[[Period], Select[int, int]]


@dataclass(frozen=True)
class Record:
    """One record that stands behind a deed: whose, of which day, and the page that opens it."""

    person_id: int
    day: date
    row: FigureRow


Telling = Callable[[Period, Sequence[int]], list[Record]]

_COUNTED: dict[Deed, Counting] = {}
_TOLD: dict[Deed, Telling] = {}


def counted(deed: Deed) -> Callable[[Counting], Counting]:
    """Register the statement that counts a deed by person in a period; each deed has one."""

    def register(function: Counting) -> Counting:
        _COUNTED[deed] = function
        return function

    return register


def told(deed: Deed) -> Callable[[Telling], Telling]:
    """Register the function that names the records of a deed of some persons in a period, in the order of the days."""

    def register(function: Telling) -> Telling:
        _TOLD[deed] = function
        return function

    return register


def statement(deed: Deed, period: Period, among: Select[int] | Iterable[int] | None = None) -> Subquery:
    """How many of a deed each person has in a period, to be joined with: columns `person_id` and `number`.

    Args: among, the persons that matter, as ids or as a statement; without it everyone. Raises KeyError for a deed
    that no slice has registered.
    """
    chosen = _COUNTED[deed](period)
    person, number = chosen.selected_columns
    if among is not None:
        chosen = chosen.where(person.in_(among if isinstance(among, Select) else list(among)))
    return chosen.with_only_columns(person.label("person_id"), number.label("number")).subquery()


def counts(deed: Deed, period: Period, person_ids: Sequence[int] | None = None) -> dict[int, int]:
    """How many of a deed each person has in a period; who has none is not in it. Without ids: everyone."""
    chosen = _COUNTED[deed](period)
    if person_ids is not None:
        chosen = chosen.where(chosen.selected_columns[0].in_(person_ids))
    return {person_id: number for person_id, number in db.session.execute(chosen)}


def records(deed: Deed, period: Period, person_ids: Sequence[int]) -> list[Record]:
    """The records behind a deed of these persons in a period, in the order of their days."""
    return _TOLD[deed](period, person_ids)
