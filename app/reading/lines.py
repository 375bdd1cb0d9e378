"""A line of a list that comes in: its cells, what is doubtful in them, and what it is beside the books."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Literal

from app.refusals import Refusal

NEW, SKIP = "new", "skip"


class State(StrEnum):
    """What a line is beside the books."""

    NEW = "new"
    SAME = "same"
    CHANGE = "change"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"


@dataclass(frozen=True)
class Fault:
    """What is wrong or doubtful in one cell; a blocking one must be mended or the line left out."""

    field: str
    reason: Refusal
    blocking: bool = True


@dataclass(frozen=True)
class Field:
    """A column of the grid and of the exchange file; its label is LIST_FIELDS in words.html.

    `form` is how the value stands in an Excel file: codes such as telephone numbers are text. `offers` are the words a
    cell may hold, to choose from while typing.
    """

    name: str
    form: Literal["text", "day", "number", "code"] = "text"
    width: Literal["short", "mid", "long"] = "mid"
    required: bool = False
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """What holds for the whole list, asked beside it: its label is LIST_OPTIONS in words.html.

    The answer goes along as text: a day as 05/02/2026, yes as "1", a choice as its code, nothing as "".
    """

    name: str
    form: Literal["text", "day", "count", "yes", "choice"] = "text"
    required: bool = False


@dataclass(frozen=True)
class Line:
    """A line as it stands in the grid.

    `cells` by field; `faults` are cells of the source that could not be used; `choice` is "" while nobody has chosen,
    else "new", "skip" or the id of the record it is; `asked` names what stood beside it when that was chosen.
    """

    number: int
    cells: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    choice: str = ""
    asked: str = ""

    def cell(self, name: str) -> str:
        """One cell; empty when the list has no such column."""
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Twin:
    """A record of the books that the line is or may be.

    `says` is what the books say, by field, to stand beside the line; `changes` are the fields that the line would
    change, with what stands there now; `certain`: nobody needs to be asked whether it is the same.
    """

    id: int
    label: str
    says: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    certain: bool = False


@dataclass(frozen=True)
class Judged:
    """A line with what it means and all that is doubtful in it.

    `values` are its cells as they were understood, for a script; `repeats` the numbers of lines above that are the
    same; `record` what `save` needs to know, of no concern to anybody else.
    """

    line: Line
    values: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    twins: tuple[Twin, ...] = ()
    repeats: tuple[int, ...] = ()
    state: State = State.NEW
    record: Any = None

    @property
    def asked(self) -> str:
        """The likely doubles of this line, to be sent back with the choice."""
        return " ".join([f"p{twin.id}" for twin in self.twins] + [f"l{number}" for number in self.repeats])

    @property
    def twin(self) -> Twin | None:
        """The record that the line is, when that is plain or was chosen."""
        return next((one for one in self.twins if str(one.id) == self.line.choice), None)

    @property
    def ready(self) -> bool:
        """Whether the line is to be written as it stands: something new, or something that changes."""
        return self.line.choice != SKIP and self.state in (State.NEW, State.CHANGE)


def decide(judged: Judged) -> Judged:
    """Give a line its state and, where that is plain, its choice: the last step of every `judge`.

    What the official chose stands as long as the doubles are those seen then. A certain double is taken by itself when
    it is the only one and no line above is the same; any other double, and any doubt that does not block, is asked.
    """
    line, chosen = judged.line, judged.line.choice
    plain = not (judged.twins or judged.repeats or judged.faults)
    if plain and not chosen:  # as most lines of a list are
        return replace(judged, line=replace(line, choice=NEW))
    if any(fault.blocking for fault in judged.faults):
        return replace(judged, state=State.WRONG)
    seen = line.asked == judged.asked
    if chosen == SKIP:
        return replace(judged, state=State.DOUBTFUL if judged.twins or judged.repeats else State.NEW)
    if chosen == NEW and seen:
        return replace(judged, state=State.NEW)
    twin = judged.twin
    certain = [one for one in judged.twins if one.certain]
    if twin is None and len(judged.twins) == len(certain) == 1 and not judged.repeats:
        twin = certain[0]
    if twin is not None:
        state = State.CHANGE if twin.changes else State.SAME
        return replace(judged, state=state, line=replace(line, choice=str(twin.id)))
    choice = NEW if plain else ""
    return replace(judged, state=State.NEW if plain else State.DOUBTFUL, line=replace(line, choice=choice))
