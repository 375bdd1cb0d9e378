"""What lists of targets and of tasks have alike: a line held against the parts of the plan that it may be."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app import text
from app.reading.lines import Fault, Judged, Line, Twin, decide
from app.refusals import Refusal

Cells = Mapping[str, str]


@dataclass(frozen=True)
class InThePlan:
    """A target or a task that the plan has, as the cells of a list would say it."""

    id: int
    says: Cells


@dataclass(frozen=True)
class PlanBooks:
    """A plan beside a list: its parts, its days, the units of today by name without dấu, what stops it.

    `adding` and `changing` are why nothing may be added or changed now, such as a reason that was not given.
    """

    known: Sequence[InThePlan]
    first: date
    last: date
    units: Mapping[str, int] = field(default_factory=dict)
    adding: tuple[Refusal, ...] = ()
    changing: tuple[Refusal, ...] = ()

    def unit(self, owner: str) -> int | None:
        """The unit that is called so; None for somebody in no book."""
        return self.units.get(text.fold(owner)) if owner else None


@dataclass(frozen=True)
class Meaning:
    """What the cells of a line mean: what to compare by field, why it cannot be so, and whatever `save` needs."""

    compared: Mapping[str, Any]
    faults: tuple[Fault, ...]
    record: Any


def judge_parts(
    lines: Sequence[Line], books: PlanBooks, words: str, mean: Callable[[Cells], Meaning], apart: Iterable[str] = ()
) -> list[Judged]:
    """Hold lines against the parts of a plan: one with the same words is the same, whatever else the line says of it.

    Args: words, the field that names the part; mean, what cells mean; apart, fields in which two parts of the same
    words differ, such as the year. A part whose words differ in dấu alone is asked about.
    """
    apart = tuple(apart)
    known: dict[tuple[Any, ...], list[tuple[InThePlan, Meaning]]] = {}
    for one in books.known:
        meant = mean(one.says)
        known.setdefault(_place(one.says, meant, words, apart), []).append((one, meant))
    above: dict[tuple[Any, ...], list[int]] = {}
    found = []
    for line in lines:
        meant = mean(line.cells)
        place = _place(line.cells, meant, words, apart)
        twins = _twins(line, meant, known.get(place, ()), words) if line.cell(words) else ()
        repeats = tuple(above.get(place, ())) if line.cell(words) else ()
        faults = (*line.faults, *meant.faults)
        judged = decide(Judged(line, _values(line.cells), faults, twins, repeats, record=meant.record))
        stop = books.changing if judged.twin and judged.twin.changes else () if judged.twin else books.adding
        if stop and judged.ready:
            more = tuple(Fault(words, reason) for reason in stop)
            judged = decide(Judged(judged.line, judged.values, (*faults, *more), twins, repeats, record=meant.record))
        above.setdefault(place, []).append(line.number)
        found.append(judged)
    return found


def _place(cells: Cells, meant: Meaning, words: str, apart: Sequence[str]) -> tuple[Any, ...]:
    return (text.fold(cells.get(words, "")), *(meant.compared.get(name) for name in apart))


def _values(cells: Cells) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if cell}


def _twins(line: Line, meant: Meaning, known: Sequence[tuple[InThePlan, Meaning]], words: str) -> tuple[Twin, ...]:
    return tuple(
        Twin(
            one.id,
            one.says[words],
            says=one.says,
            changes=_changes(line, meant, one, other),
            certain=len(known) == 1 and _alike(one.says[words], line.cell(words)),
        )
        for one, other in known
    )


def _alike(one: str, other: str) -> bool:
    return text.nfc(one).casefold() == text.nfc(other).casefold()


def _changes(line: Line, meant: Meaning, one: InThePlan, other: Meaning) -> dict[str, str]:
    """The fields that the line says and the plan says otherwise; what the list leaves out stays."""
    said = {name: value for name, value in meant.compared.items() if value not in (None, "")}
    return {name: one.says.get(name, "") for name, value in said.items() if other.compared.get(name) != value}


def owner_of(books: PlanBooks, owner: str) -> Any:
    """Whom a cell names, to compare: a unit whatever its name is short for, else the words without dấu."""
    unit_id = books.unit(owner)
    return unit_id if unit_id is not None else text.fold(owner)
