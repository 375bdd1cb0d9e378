"""A roll that comes in as a list: whom of the class each line means, and what it says of them at each meeting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app import text
from app.people.rules import Birth, Unreadable, told_apart
from app.people.rules.incoming.cells import birth_of, name_of
from app.reading.lines import SKIP, Fault, Judged, Line, Twin, decide
from app.refusals import Refusal
from app.training.rules import Cell, Mark, not_yet, read_mark
from app.training.rules.rolls import KEY_OF

ONE_COLUMN = "mark"  # the column of a list of a single meeting, which does not say which one
_NOTHING = ("", "-", "–", "—", "…", "...")


@dataclass(frozen=True)
class Session:
    """One meeting of the class, with its number by day."""

    id: int
    number: int
    day: date

    @property
    def field(self) -> str:
        """Its column of the grid."""
        return f"session_{self.number}"


@dataclass(frozen=True)
class OnRoll:
    """One learner of the class, as far as a line of a list tells them apart."""

    id: int
    name: str
    birth: Birth
    hamlet: str


@dataclass(frozen=True)
class Roll:
    """The roll that a list is held against: its meetings in their order, who is on it, what stands in its cells."""

    today: date
    sessions: Sequence[Session]
    learners: Sequence[OnRoll]
    stored: Mapping[Cell, str] = field(default_factory=dict)

    def by_name(self) -> dict[str, list[OnRoll]]:
        """The learners by their names without dấu."""
        found: dict[str, list[OnRoll]] = {}
        for one in self.learners:
            found.setdefault(text.fold(one.name), []).append(one)
        return found


def judge_marks(lines: Sequence[Line], roll: Roll, chosen: str = "") -> list[Judged]:
    """Say of every line whom it means and which cells of the roll it fills or changes; an empty cell says nothing.

    Args: chosen, the id of the meeting to which a single column of marks belongs. `record` of each are its marks, by
    training.
    """
    named = roll.by_name()
    single = _single(roll.sessions, chosen)
    above: dict[tuple[str, int | None], list[int]] = {}
    return [decide(_judged(line, roll, named, single, above)) for line in lines]


def _single(sessions: Sequence[Session], chosen: str) -> Session | None:
    if len(sessions) == 1:
        return sessions[0]
    return next((one for one in sessions if str(one.id) == chosen), None)


def _judged(
    line: Line,
    roll: Roll,
    named: Mapping[str, Sequence[OnRoll]],
    single: Session | None,
    above: dict[tuple[str, int | None], list[int]],
) -> Judged:
    faults = list(line.faults)
    name, birth = name_of(line.cell("full_name")), _birth(line, roll.today, faults)
    line = _with_single(line, single, faults)
    marks = _marks(line, roll, faults)
    meant = _meant(name, birth, line.cell("hamlet"), named.get(text.fold(name), ()))
    repeats = above.setdefault((text.fold(name), birth.year), [])
    before = tuple(repeats)
    if line.choice != SKIP:
        repeats.append(line.number)
    twins = tuple(_twin(name, one, marks, roll) for one in meant)
    faults += _who(name, twins, before)
    cells = {**line.cells, "full_name": name, **{one.field: KEY_OF[mark] for one, mark in marks.items()}}
    cells["birth"] = birth.text or line.cell("birth")
    values = {key: cell for key, cell in cells.items() if cell and key not in ("birth", ONE_COLUMN)}
    if birth.year:
        values["birth_date" if birth.born_on else "birth_year"] = birth.text
    record = {one.id: mark for one, mark in marks.items()}
    return Judged(replace(line, cells=cells), values, tuple(faults), twins, before, record=record)


# ---- whom a line means


def _birth(line: Line, today: date, faults: list[Fault]) -> Birth:
    try:
        return birth_of(line.cell("birth"), today)
    except Unreadable as fault:
        faults.append(Fault("birth", fault.reason, blocking=False))
        return Birth()


def _meant(name: str, birth: Birth, hamlet: str, namesakes: Sequence[OnRoll]) -> list[OnRoll]:
    """Who of the class it may be; where several are called so, the way the name is written and the hamlet tell."""
    fitting = [one for one in namesakes if _agree(birth.year, one.birth.year)]
    fitting = [one for one in fitting if _agree(birth.born_on, one.birth.born_on)]
    exact = [one for one in fitting if text.name_key(one.name) == text.name_key(name)]
    fitting = exact or fitting
    same = [one for one in fitting if hamlet and text.fold(one.hamlet) == text.fold(hamlet)]
    return same or fitting


def _agree(typed: object, known: object) -> bool:
    return typed is None or known is None or typed == known


def _who(name: str, twins: Sequence[Twin], above: Sequence[int]) -> Iterable[Fault]:
    if not name:
        yield Fault("full_name", Refusal("name-missing"))
    elif not twins:
        yield Fault("full_name", Refusal("not-on-roll"))
    elif len(twins) > 1 or not twins[0].certain:
        yield Fault("full_name", Refusal("likely-double"), blocking=False)
    for number in above:
        yield Fault("full_name", Refusal("repeated-line", detail=str(number)), blocking=False)


def _twin(name: str, one: OnRoll, marks: Mapping[Session, Mark], roll: Roll) -> Twin:
    now = {session.field: _key(roll.stored.get((session.id, one.id))) for session in roll.sessions}
    changes = {
        session.field: now[session.field]
        for session, mark in marks.items()
        if roll.stored.get((session.id, one.id)) != mark
    }
    says = {"full_name": one.name, "birth": one.birth.text, "hamlet": one.hamlet, **now}
    certain = text.name_key(name) == text.name_key(one.name)
    return Twin(one.id, told_apart(one.name, one.birth, one.hamlet), says, changes, certain)


def _key(mark: str | None) -> str:
    return KEY_OF[mark] if mark else ""


# ---- what it says of them


def _with_single(line: Line, single: Session | None, faults: list[Fault]) -> Line:
    """The line with the mark of a single column in the cell of its meeting."""
    written = line.cell(ONE_COLUMN)
    if not written:
        return line
    if single is None:
        faults.append(Fault("full_name", Refusal("roll-session-missing")))
        return line
    return line if line.cell(single.field) else replace(line, cells={**line.cells, single.field: written})


def _marks(line: Line, roll: Roll, faults: list[Fault]) -> dict[Session, Mark]:
    found = {}
    for session in roll.sessions:
        written = line.cell(session.field).strip()
        if written in _NOTHING:
            continue
        mark = read_mark(written)
        if mark is None:
            faults.append(Fault(session.field, Refusal("mark-unread", detail=written)))
            continue
        found[session] = mark
        faults += [Fault(session.field, reason) for reason in not_yet([session.day], roll.today)]
    return found
