"""Reasons why not: what a rule answers, what an action raises, what a grey button shows.

A rule returns a list of Refusal; empty means yes. The action raises Refused with the same list, and the
page asks the same rule, so the button and the action can never disagree.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

State = TypeVar("State")


@dataclass(frozen=True)
class Refusal:
    """One reason, as a code: its Vietnamese sentence stands in templates/macros/words.html.

    `article` is the provision it rests on, `detail` the particular it speaks of ({detail} in the sentence).
    """

    code: str
    article: str = ""
    detail: str = ""


class Refused(Exception):
    """An action was asked for that the rules do not permit; carries every reason at once."""

    def __init__(self, reasons: list[Refusal]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


def refuse_if(reasons: list[Refusal]) -> None:
    """Stop an action for these reasons, all of them at once; go on when there are none. Raises Refused."""
    if reasons:
        raise Refused(reasons)


@dataclass(frozen=True)
class Move(Generic[State]):
    """One line of a slice's table of moves: from which states, to which."""

    sources: frozenset[State]
    target: State
