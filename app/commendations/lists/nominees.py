"""The list of those whom hamlets and units propose for a round."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from werkzeug.exceptions import NotFound

from app import clock, text
from app.commendations import queries
from app.commendations.actions.incoming import take_nominees
from app.commendations.lists.subjects import SubjectList
from app.commendations.queries import incoming
from app.commendations.queries.rounds import awards_of_round
from app.commendations.rules.suggested_lines import NOMINEE_COLUMNS, judge_nominees
from app.reading import Columns
from app.reading.lines import Field, Judged, Line, Option


class NomineeList(SubjectList):
    """Cases that one proposer sends, or that several sent together; each line may name its own."""

    name = "nominees"
    has_subject = True
    options = (
        Option("proposer", "choice"),
        Option("award", "choice"),
        Option("received_on", "day"),
        Option("merit"),
        Option("adds", "yes"),
    )

    def subject(self, about: int | None) -> Any:
        """The round; a 404 when it is not one of the own."""
        if about is None:
            raise NotFound
        return queries.get_round(about)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The suggestions of the round."""
        return f"Đề nghị: {subject.name}", "commendations.suggestions", {"round_id": subject.id}

    def choices(self, option: str, subject: Any) -> list[tuple[str, str]]:
        """Who may propose, and the awards of the round."""
        if option == "award":
            return awards_of_round(subject, clock.today())
        return [(one.key, one.name) for one in queries.proposers(clock.today())]

    def columns(self, subject: Any) -> Columns:
        """Whom, for what, for which award, by whom."""
        return NOMINEE_COLUMNS

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Whom first, then what for."""
        awards = tuple(label for _code, label in awards_of_round(subject, clock.today()))
        proposers = tuple(one.name for one in queries.proposers(clock.today()))
        return (
            *self.subject_fields(),
            Field("merit", width="long", required=True),
            Field("award", required=True, offers=awards),
            Field("proposer", required=True, offers=proposers),
        )

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against those who have one of their names, and what is proposed in the round already."""
        return judge_nominees(lines, incoming.nominee_books(subject, lines, options, clock.today()))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Enter the cases of their proposers, handed in on the day that was given, else today."""
        received = options.get("received_on", "")
        day = text.parse_day(received) if received else clock.today()
        proposers = {one.key: one for one in queries.proposers(clock.today())}
        return [row.id for row in take_nominees(subject, [one.record for one in judged], proposers, day)]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """All suggestions of the round that were not declined."""
        return incoming.nominees_told(subject, clock.today())
