"""Questions of many nominees as the columns of one grid, and what may be written into its cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.commendations.rules.subject import Question
from app.refusals import Refusal

Cell = tuple[int, str]


@dataclass(frozen=True)
class Column:
    """One question with the nominees of whom it is asked."""

    question: Question
    nominees: set[int] = field(default_factory=set)

    @property
    def code(self) -> str:
        """The code an answer refers to."""
        return self.question.code


def columns(asked: Mapping[int, Iterable[Question]]) -> list[Column]:
    """The questions asked of these nominees, each once, in the order in which they are asked.

    What is asked of persons and what of collectives stays apart even where the words are alike: one press of a button
    may fill a column, and must not answer another question with it. Args: asked, questions by nominee.
    """
    found: dict[str, Column] = {}
    for nominee_id, questions in asked.items():
        for one in questions:
            found.setdefault(one.code, Column(one)).nominees.add(nominee_id)
    return list(found.values())


@dataclass(frozen=True)
class Answers:
    """What came back from a grid: what was seen when it was opened, what is chosen now; None is nothing yet."""

    seen: Mapping[Cell, bool | None]
    chosen: Mapping[Cell, bool | None]

    @property
    def changed(self) -> dict[Cell, bool]:
        """The cells that were answered, or answered differently; an answer is never taken back to nothing here."""
        return {
            cell: answer for cell, answer in self.chosen.items() if answer is not None and answer != self.seen.get(cell)
        }


def clashes(answers: Answers, known: Mapping[Cell, bool]) -> list[Cell]:
    """The changed cells that somebody else answered meanwhile, and not in the same way."""
    return [
        cell
        for cell, answer in answers.changed.items()
        if known.get(cell) != answers.seen.get(cell) and known.get(cell) != answer
    ]


def many_answers_refusals(cells: Iterable[Cell], asked: Iterable[Cell], note: str) -> list[Refusal]:
    """Why answers cannot be kept: there is none, one that nobody asked for, or nobody said what they rest on."""
    given = set(cells)
    found = [] if given else [Refusal("nothing-answered")]
    if given - set(asked):
        found.append(Refusal("unknown-criterion"))
    if given and not note.strip():
        found.append(Refusal("answers-without-ground"))
    return found
