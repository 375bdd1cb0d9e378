"""What stands on the home page: plain Python."""

from dataclasses import dataclass
from datetime import date

from app.refusals import Refusal


@dataclass(frozen=True)
class Todo:
    """One piece of today's work: what, where it opens, until when."""

    text: str
    endpoint: str
    values: tuple[tuple[str, int | str], ...] = ()
    due: date | None = None

    def late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


def by_deadline(todos: list[Todo]) -> list[Todo]:
    """The nearest deadline first; what has none stands last, in the order of the work."""
    return sorted(todos, key=lambda todo: (todo.due is None, todo.due or date.max))


def cancel_refusals(running: bool) -> list[Refusal]:
    """Why long work cannot be stopped: it has ended."""
    return [] if running else [Refusal("job-ended")]
