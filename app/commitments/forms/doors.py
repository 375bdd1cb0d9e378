"""The form of a door-to-door list that came back: one row for each who has not signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app import htmx
from app.commitments.queries import Line
from app.commitments.rules import OTHER_REASON, REASONS, SIGNED_MARK, Round, State, Visit, lettered, read_visit
from app.text import nfc
from app.widgets import DayField, Form, required


@dataclass(frozen=True)
class DoorRow:
    """One row of the list as it stands on the page: what was typed, and why it cannot be taken."""

    line: Line
    outcome: str = ""
    said: str = ""
    visit: Visit | None = None

    @property
    def messages(self) -> list[str]:
        """Why this row cannot be taken, in Vietnamese."""
        return [htmx.sentence(fault) for fault in (self.visit.faults if self.visit else ())]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be chosen: signed, and for those of whom nothing is written yet the reasons with their letters."""
        signed = [("", ""), (SIGNED_MARK, f"{SIGNED_MARK}. Đã ký")]
        if self.line.row.state == State.DECLINED and self.outcome in ("", SIGNED_MARK):
            return signed
        reasons = [(letter, f"{letter}. {reason}") for letter, reason in lettered(REASONS.reasons).items()]
        return [*signed, *reasons, (OTHER_REASON, "Lý do khác")]


class VisitsForm(Form):
    """A list that came back: the day on which most of them signed; the rows stand beside it."""

    signed_on = DayField("Ngày ký (dòng nào ký ngày khác thì ghi ở dòng đó)", [required()])

    def rows(self, lines: Sequence[Line], typed: Mapping[str, str], opens_on: date, today: date) -> list[DoorRow]:
        """The rows as they were typed, each read; only after the form itself was looked through."""
        going = Round(self.signed_on.data, opens_on, today, REASONS.reasons)
        return [_row(line, typed, going) for line in lines]


def _row(line: Line, typed: Mapping[str, str], going: Round) -> DoorRow:
    outcome = typed.get(f"result-{line.row.id}", "")
    said = nfc(typed.get(f"said-{line.row.id}", ""))
    return DoorRow(line, outcome, said, read_visit(outcome, said, line.row.state, going))


def typed_ids(typed: Mapping[str, str]) -> list[int]:
    """The commitments of whose rows something was typed."""
    found = (name.removeprefix("result-") for name, value in typed.items() if name.startswith("result-") and value)
    return [int(row_id) for row_id in found if row_id.isascii() and row_id.isdecimal() and len(row_id) < 19]
