"""The roll of a class as a list: its people and, for each meeting, who came."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from werkzeug.exceptions import NotFound

from app import clock, text
from app.access import Can
from app.people.lists.people import hamlets_today
from app.people.rules.incoming import SHOWN_AS, cells_of, script_field
from app.reading import Columns, Layout, Sheet
from app.reading.kinds import ListKind
from app.reading.lines import Fault, Field, Judged, Line, Option
from app.reading.shape import BodyRow
from app.refusals import Refusal
from app.training import actions, queries
from app.training.queries import incoming
from app.training.rules.incoming_marks import Roll, judge_marks
from app.training.rules.roll_sheets import columns_of_roll, lay_out_roll
from app.training.rules.rolls import KEY_OF

MOST_SESSIONS = 60  # meetings with words of their own in LIST_FIELDS


class AttendanceList(ListKind):
    """Who came to which meeting, as the one who holds the class wrote it down; a trainer brings in only their own."""

    name = "attendance"
    verb = Can.ATTENDANCE_MARK
    has_subject = True
    options: ClassVar[tuple[Option, ...]] = (Option("session", "choice"),)

    def subject(self, about: int | None) -> Any:
        """The class; a 404 when it is not in the scope or another trainer's."""
        if about is None:
            raise NotFound
        return queries.get(about)

    def place(self, subject: Any) -> tuple[str, str, Mapping[str, Any]]:
        """The grid of the class."""
        return f"Điểm danh: {subject.title}", "training.grid", {"course_id": subject.id}

    def stopped(self, subject: Any) -> list[Refusal]:
        """A class without meetings has no roll."""
        return [] if subject.trainings else [Refusal("roll-without-sessions")]

    def choices(self, option: str, subject: Any) -> list[tuple[str, str]]:
        """The meetings of the class, for a list that has one column and does not say of which."""
        sessions = _roll(subject).sessions
        return [(str(one.id), f"Buổi {one.number}, {text.day_text(one.day)}") for one in sessions]

    def columns(self, subject: Any) -> Columns:
        """Who it is, then the meetings."""
        return columns_of_roll(_roll(subject).sessions)

    def fields(self, subject: Any) -> tuple[Field, ...]:
        """Who it is, then a column for each meeting."""
        return (
            Field("full_name", width="long", required=True),
            Field("birth", "day", "short"),
            Field("hamlet", offers=tuple(hamlets_today().values())),
            *(Field(one.field, width="short", offers=tuple(KEY_OF.values())) for one in _roll(subject).sessions),
        )

    def laid_out(self, sheet: Sheet, subject: Any) -> Layout:
        """The parts of the roll, its meetings known by number, day or place."""
        return lay_out_roll(sheet, hamlets_today(), _roll(subject).sessions)

    def cells(self, row: BodyRow, columns: Mapping[str, int]) -> dict[str, str]:
        """The name joined, the marks as they are written."""
        return cells_of(row, columns)

    def field_of(self, column: str) -> str:
        """The field that shows a column: the name for its halves, the birth for years under Nam and Nữ."""
        return SHOWN_AS.get(column, column)

    def script_field(self, fault: Fault, values: Mapping[str, str]) -> str:
        """Of a birth, the value that a script finds: the day or the year."""
        return script_field(fault, values)

    def key(self, cells: Mapping[str, str]) -> str:
        """Those of one name, whatever the dấu."""
        return text.fold(cells.get("full_name", ""))

    def judge(self, lines: Sequence[Line], subject: Any, options: Mapping[str, str]) -> list[Judged]:
        """Hold lines against the roll of the class."""
        return judge_marks(lines, _roll(subject), options.get("session", ""))

    def save(self, judged: Sequence[Judged], subject: Any, options: Mapping[str, str]) -> list[int | None]:
        """Write the marks of these lines; a cell that the list leaves empty stays as it is."""
        found = [(one.record, one.twin.id) for one in judged if one.twin]
        marks = {(training_id, row_id): mark for record, row_id in found for training_id, mark in record.items()}
        actions.mark_attendance(subject, marks, clock.today())
        return [one.twin.id if one.twin else None for one in judged]

    def everything(self, subject: Any) -> Iterable[Mapping[str, str | int | date | None]]:
        """The roll as it stands, in the order of the sheet."""
        roll = _roll(subject)
        for one in roll.learners:
            marks = {
                session.field: KEY_OF[mark]
                for session in roll.sessions
                if (mark := roll.stored.get((session.id, one.id)))
            }
            birth = one.birth.born_on or one.birth.birth_year
            yield {"full_name": one.name, "birth": birth, "hamlet": one.hamlet, "record": one.id, **marks}


def _roll(course: Any) -> Roll:
    roll = incoming.roll_of(course, clock.today())
    return Roll(roll.today, roll.sessions[:MOST_SESSIONS], roll.learners, roll.stored)
