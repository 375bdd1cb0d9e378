"""The list of those who take part in a class, from a hamlet, a message or last year's file."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from werkzeug.exceptions import NotFound

from app.access import Can
from app.people import queries as people
from app.people.lists.people import PeopleList, books, hamlets_today, listed_columns
from app.reading.lines import Field, Judged, Line, Option
from app.training import actions, queries
from app.training.actions import ListedLearner
from app.training.queries import incoming
from app.training.rules.participants import judge_participants


class ParticipantsList(PeopleList):
    """Who takes part in a class. Whom the books know is put on its list; who is new comes into the books as well."""

    name = "participants"
    verb = Can.ATTENDANCE_MARK
    has_subject = True
    options: ClassVar[tuple[Option, ...]] = (Option("hamlet", "choice"),)

    def subject(self, about: int | None) -> Any:
        """The class; a 404 when it is not in the scope or another trainer's."""
        if about is None:
            raise NotFound
        return queries.get(about)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The page of the class."""
        return f"Lớp: {subject.title}", "training.show", {"course_id": subject.id}

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Who it is; what else a list says is kept of somebody new."""
        return (
            Field("full_name", width="long", required=True),
            Field("birth", "day", "short"),
            Field("gender", width="short", offers=("Nam", "Nữ")),
            Field("hamlet", offers=tuple(hamlets_today().values())),
            Field("phone", "code"),
            Field("occupation"),
        )

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against everybody who has one of their names, and against the list of the class."""
        known = people.known_to_list(line.cell("full_name") for line in lines)
        return judge_participants(lines, books(known, options), incoming.people_on(subject.id))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Bring who is new into the books, and put everybody on the list of the class."""
        rows = [_listed(one) for one in judged]
        return [person.id for person in actions.take_learners(subject, rows)]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """Everybody on the list of the class, in the order of its sheet."""
        return incoming.participants_told(subject.id)


def _listed(judged: Judged) -> ListedLearner:
    twin = judged.twin
    return ListedLearner(twin.id if twin else None, {} if twin else listed_columns(judged.record, None))
