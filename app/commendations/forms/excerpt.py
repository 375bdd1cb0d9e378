"""Form of a trích sao: which articles, which lines of the list, and what every copy asks."""

from typing import Any

from app.commendations.documents import Decision
from app.papers.forms import CopyForm
from app.widgets import TicksField


class ExcerptForm(CopyForm):
    """The chosen part of a decision."""

    articles = TicksField("Trích các điều", coerce=int)
    lines = TicksField("Trích tên trong danh sách", coerce=int)

    def over(self, said: Decision) -> "ExcerptForm":
        """Let the articles and the recipients of this decision be chosen."""
        last = 3 if said.bonus else 2
        words = {1: "Điều 1 (tặng Giấy khen)", last: f"Điều {last} (thi hành)"}
        if said.bonus:
            words[2] = "Điều 2 (tiền thưởng)"
        self.articles.choices = sorted(words.items())
        rows: list[Any] = [*said.tables.people, *said.tables.collectives, *said.tables.households]
        self.lines.choices = [(row.number, f"{row.number}. {row.name}") for row in rows]
        return self
