"""How many people there are: what cannot be, and which number holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app import text
from app.plans.rules import GROUPS
from app.refusals import Refusal

# A hamlet and a group; None is the whole commune, and everybody.
Cell = tuple[int | None, str | None]
COLUMNS: tuple[str | None, ...] = (*GROUPS, None)


def population_refusals(values: Mapping[Cell, int], day: date, today: date) -> list[Refusal]:
    """Why these numbers cannot be kept: none was given, their day has not come, a group larger than everybody."""
    found = [] if values else [Refusal("population-empty")]
    if day > today:
        found.append(Refusal("population-ahead", detail=text.day_text(today)))
    return found + list(dict.fromkeys(cell_faults(values).values()))


def cell_faults(values: Mapping[Cell, int]) -> dict[Cell, Refusal]:
    """The cells that cannot be: of one place a group has more people than the place itself."""
    return {
        (hamlet_id, group): Refusal("population-above-all", detail=text.number_text(values[hamlet_id, None]))
        for (hamlet_id, group), count in values.items()
        if group and count > values.get((hamlet_id, None), count)
    }


@dataclass(frozen=True)
class Base:
    """A number of people to divide by: its day, its source, how sure it is; `parts` hamlets were added up to it."""

    count: int
    day: date | None
    source: str
    mark: str | None
    parts: int = 0


def added_up(parts: Iterable[Base | None]) -> Base | None:
    """The hamlets together, as of the oldest of their days; None as soon as one of them is not known: never a guess."""
    asked = list(parts)
    known = [part for part in asked if part]
    if not known or len(known) < len(asked):
        return None
    days = [part.day for part in known if part.day]
    sources = dict.fromkeys(part.source for part in known)
    unsure = next((part.mark for part in known if part.mark), None)
    return Base(sum(part.count for part in known), min(days, default=None), "; ".join(sources), unsure, len(known))
