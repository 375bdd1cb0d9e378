"""What stands on the home page: plain Python."""

from dataclasses import dataclass, replace
from datetime import date

from app.refusals import Refusal
from app.workdays import Calendar


@dataclass(frozen=True)
class Todo:
    """One piece of today's work: what, where it opens, until when, how many working days are left until then."""

    text: str
    endpoint: str
    values: tuple[tuple[str, int | str], ...] = ()
    due: date | None = None
    left: int | None = None

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


# How far ahead a promise that falls due becomes work of today, in working days.
AHEAD = 10
LONGEST_QUOTE = 70


def counted(todo: Todo, today: date, calendar: Calendar) -> Todo:
    """The same work with the working days left until its deadline; negative when it has passed."""
    return todo if todo.due is None else replace(todo, left=calendar.between(today, todo.due))


def quoted(words: str) -> str:
    """A promise as a line of work names it: cut at a word where it is long."""
    if len(words) <= LONGEST_QUOTE:
        return words
    return f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0].rstrip(',;:.')} …"


def by_deadline(todos: list[Todo]) -> list[Todo]:
    """The nearest deadline first; what has none stands last, in the order of the work."""
    return sorted(todos, key=lambda todo: (todo.due is None, todo.due or date.max))


def cancel_refusals(running: bool) -> list[Refusal]:
    """Why long work cannot be stopped: it has ended."""
    return [] if running else [Refusal("job-ended")]
