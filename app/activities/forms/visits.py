"""The grid of doors: the day, and for each household a key, how many people, a note; all faults at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app import htmx
from app.activities.queries.visits import Line
from app.activities.rules.inputs import number_of
from app.activities.rules.visits import KEYS, Door, Outcome, door_faults, outcome_of
from app.text import nfc
from app.widgets import DayField, Form, TextField, required

KEY_OF = {outcome: key for key, outcome in KEYS.items()}
MOST_NOTE = 200
NOT_A_KEY = "Chỉ ghi x, v, k hoặc o."


class DoorsForm(Form):
    """On which day the doors were knocked at."""

    day = DayField("Ngày đến nhà", [required()])
    late_reason = TextField("Lý do nhập sau khi chốt số liệu")


@dataclass(frozen=True)
class Row:
    """One household as the grid shows it: what stands in its three boxes, and what is wrong with them."""

    line: Line
    key: str = ""
    people: str = ""
    note: str = ""
    faults: list[str] = field(default_factory=list)


def stored(lines: Sequence[Line]) -> list[Row]:
    """The grid as it is kept."""
    return [_stored(line) for line in lines]


def _stored(line: Line) -> Row:
    visit = line.visit
    if visit is None:
        return Row(line)
    people = "" if visit.people is None else str(visit.people)
    return Row(line, KEY_OF[Outcome(visit.outcome)], people, visit.note or "")


def read_doors(lines: Sequence[Line], typed: Mapping[str, str]) -> tuple[list[Row], list[Door]]:
    """The grid as typed with what is wrong in it, and the doors as far as they could be read."""
    rows, doors = [], []
    for line in lines:
        at = line.household.id
        key, people, note = (nfc(typed.get(f"{name}-{at}", "")) for name in ("k", "n", "g"))
        door, faults = _read(at, key, people, note)
        rows.append(Row(line, key, people, note, faults))
        if door is not None:
            doors.append(door)
    return rows, doors


def _read(at: int, key: str, people: str, note: str) -> tuple[Door | None, list[str]]:
    faults, outcome, number = [], None, None
    try:
        outcome = outcome_of(key)
    except ValueError:
        faults.append(NOT_A_KEY)
    try:
        number = number_of(people)
    except ValueError as fault:
        faults.append(str(fault))
    if len(note) > MOST_NOTE:
        faults.append(f"Ghi chú dài quá {MOST_NOTE} ký tự.")
    if faults:
        return None, faults
    door = Door(at, outcome, number, note)
    return door, [htmx.sentence(reason) for reason in door_faults(door)]
