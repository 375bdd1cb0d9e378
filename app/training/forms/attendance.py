"""The grid of people and trainings as it is shown, typed, pasted and read again; who came unannounced, in one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from markupsafe import Markup, escape

from app import text
from app.training.forms import LearnerForm, WalkInForm
from app.training.models import Training
from app.training.queries.rolls import Listed
from app.training.rules import Cell, read_mark
from app.training.rules.rolls import KEY_OF, MARK_OF, lay, read_block
from app.widgets import ChoiceField, Form, PasteField, required

MOST_SHOWN = 40  # characters of what cannot be read, as a fault says it again
MOST_NAMED = 5
UNREADABLE = "Chỉ ghi x, v, p hoặc m."


class BlockForm(Form):
    """A block copied from a sheet, and the training into which its first column of marks goes."""

    first = ChoiceField("Cột đầu là buổi", [required()], coerce=int)
    block = PasteField("Dán khối ô chép từ Excel", [required("Chưa dán gì.")])


class LearnerHereForm(LearnerForm):
    """Someone of the books who came to a training unannounced."""

    training = ChoiceField("Đến buổi", [required()], coerce=int)


class WalkInHereForm(WalkInForm):
    """Someone who is not in the books and came to a training unannounced."""

    came_to = ChoiceField("Đến buổi", [required()], coerce=int)


@dataclass(frozen=True)
class Column:
    """One training as a column of the grid: which meeting it is, and whether its day has not come."""

    training: Training
    ordinal: int
    ahead: bool

    @property
    def label(self) -> str:
        return f"Buổi {self.ordinal}, {text.day_text(self.training.day)}"


def columns(trainings: Sequence[Training], today: date) -> list[Column]:
    """All trainings of a course as columns, in their order."""
    return [Column(one, ordinal, one.day > today) for ordinal, one in enumerate(trainings, start=1)]


class Box(NamedTuple):
    """One cell of the grid: training and learner ("5-17"), the ids of its headings, what it shows, what is wrong."""

    at: str
    label: str
    value: str
    fault: str
    ahead: bool


@dataclass(frozen=True)
class Line:
    """One learner's line of the grid; `twin` tells two of one name apart."""

    learner: Listed
    twin: str
    boxes: list[Box]
    came: int
    away: int

    @property
    def cells(self) -> Markup:
        """The boxes as the grid writes them, in one piece: escaping 6,000 one by one took half the time of the page."""
        return Markup("".join(map(_cell, self.boxes)))


_VALUE = {"": "", **{key: f' value="{key}"' for key in MARK_OF}}
_SHUT = {True: " disabled", False: ""}
_WRONG = Markup(
    '<td><input name="m%(at)s" id="m%(at)s" aria-labelledby="%(label)s" value="%(value)s" aria-invalid="true" '
    'aria-describedby="fault-%(at)s"><small id="fault-%(at)s">%(fault)s</small></td>'
)


def _cell(box: Box) -> str:
    """One box; a key and numbers need no escaping, what was typed and is in doubt does."""
    at, label, value, fault, ahead = box
    if fault:
        return str(_WRONG % box._asdict())
    value = _VALUE[value] if value in _VALUE else f' value="{escape(value)}"'
    return f'<td><input name="m{at}" aria-labelledby="{label}"{value}{_SHUT[ahead]}></td>'


def lines(
    columns: Sequence[Column],
    listed: Sequence[Listed],
    stored: Mapping[Cell, str],
    typed: Mapping[Cell, str] | None = None,
    faults: Mapping[Cell, str] | None = None,
) -> list[Line]:
    """The grid as it is shown: stored marks, or what was typed or pasted instead, with the faults in place."""
    shown = {cell: KEY_OF[mark] for cell, mark in stored.items()} | dict(typed or {})
    faults = faults or {}
    places = [(one.training.id, one.ahead) for one in columns]
    names = [text.fold(one.name) for one in listed]
    twins = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    found = []
    for one, name in zip(listed, names, strict=True):
        cells = [((training_id, one.id), ahead) for training_id, ahead in places]
        boxes = [
            Box(f"{c[0]}-{c[1]}", f"c{c[0]} r{c[1]}", shown.get(c, ""), faults.get(c, ""), ahead) for c, ahead in cells
        ]
        keys = [box.value for box in boxes]
        year = str(one.birth_year or "") if name in twins else ""
        found.append(Line(one, year, boxes, keys.count("x") + keys.count("m"), keys.count("v") + keys.count("p")))
    return found


def tallies(columns: Sequence[Column], stored: Mapping[Cell, str]) -> dict[int, dict[str, int]]:
    """How often each mark stands in each column, by training."""
    counts = {one.training.id: dict.fromkeys(KEY_OF, 0) for one in columns}
    for (training_id, _), mark in stored.items():
        if training_id in counts:
            counts[training_id][mark] += 1
    return counts


@dataclass(frozen=True)
class Posted:
    """What came with the grid: the marks entered, and the boxes that could not be read, as they were typed."""

    marks: dict[Cell, str | None]
    unread: dict[Cell, str]

    @property
    def typed(self) -> dict[Cell, str]:
        """Every box as it is shown again."""
        return {cell: KEY_OF.get(mark or "", "") for cell, mark in self.marks.items()} | self.unread


def read_grid(values: Mapping[str, str], columns: Sequence[Column], learners: Sequence[int]) -> Posted:
    """Read the boxes of this grid, and of no other; "fill", such as "5:x", stands for the empty ones of a training."""
    training, _, key = values.get("fill", "").partition(":")
    filled = {one.training.id: MARK_OF[key] for one in columns if str(one.training.id) == training and key in MARK_OF}
    marks: dict[Cell, str | None] = {}
    unread: dict[Cell, str] = {}
    for column in columns:
        training_id, fill = column.training.id, filled.get(column.training.id)
        for learner_id in learners:
            written = values.get(f"m{training_id}-{learner_id}")
            if written is None:
                continue
            mark = read_mark(written) if written else fill
            if written.strip() and mark is None:
                unread[training_id, learner_id] = written
            else:
                marks[training_id, learner_id] = mark
    return Posted(marks, unread)


@dataclass(frozen=True)
class Pasted:
    """A block laid into the grid: what the boxes show, the doubts in place, what is said above, what stops it."""

    shown: dict[Cell, str]
    faults: dict[Cell, str]
    notes: list[str]
    stop: str = ""


def lay_block(columns: Sequence[Column], listed: Sequence[Listed], pasted: str, start: int = 0) -> Pasted:
    """Lay a block from the first of these columns on; what cannot be told stays open and is said.

    Args: start, the row of the person from whom on it goes down; where the block has names, these decide instead.
    """
    table = read_block(pasted)
    laid = lay(table, [one.name for one in listed[start:]])
    if laid.by_name:
        laid = lay(table, [one.name for one in listed])
    else:
        listed = listed[start:]
    whole = start == 0
    stop = "" if laid.by_name else _too_large(laid.rows, len(listed), whole)
    stop = stop or _too_wide(laid.columns, columns)
    if stop:
        return Pasted({}, {}, [], stop)
    shown: dict[Cell, str] = {}
    faults: dict[Cell, str] = {}
    for (row, column), mark in laid.marks.items():
        shown[columns[column].training.id, listed[row].id] = KEY_OF[mark]
    for (row, column), written in laid.unread.items():
        cell = columns[column].training.id, listed[row].id
        faults[cell] = f"Không hiểu “{written[:MOST_SHOWN]}”: ghi x, v, p hoặc m."
    for row in laid.doubles:
        faults[columns[0].training.id, listed[row].id] = "Trùng tên: xem lại khối vừa dán rồi tự ghi ô này."
    ahead = {column.training.id: column for column in columns if column.ahead}
    early = {training_id for training_id, _ in shown if training_id in ahead}
    notes = _notes(laid.strangers, laid.rows if whole and not laid.by_name else len(listed), len(listed))
    notes += [f"{ahead[one].label} chưa đến ngày nên không điền cột của buổi này." for one in sorted(early)]
    open_cells = {cell: key for cell, key in shown.items() if cell[0] not in ahead}
    return Pasted(open_cells, faults, notes)


def _too_large(rows: int, people: int, whole: bool) -> str:
    if rows <= people:
        return ""
    where = "danh sách lớp có" if whole else "từ ô này xuống còn"
    return (
        f"Cột vừa dán có {text.number_text(rows)} dòng, {where} {text.number_text(people)} người: chưa điền gì. "
        "Thêm người còn thiếu vào lớp, hoặc dán kèm cột họ và tên để khớp theo tên."
    )


def _too_wide(width: int, columns: Sequence[Column]) -> str:
    if width <= len(columns):
        return ""
    return (
        f"Khối vừa dán có {text.number_text(width)} cột điểm danh, từ buổi {columns[0].ordinal} chỉ còn "
        f"{text.number_text(len(columns))} buổi: chưa điền gì."
    )


def _notes(strangers: Sequence[str], rows: int, people: int) -> list[str]:
    found = []
    if rows != people:
        found.append(
            f"Cột vừa dán có {text.number_text(rows)} dòng, danh sách lớp có "
            f"{text.number_text(people)} người: hãy xem có lệch dòng không."
        )
    if strangers:
        named = ", ".join(f"“{name[:MOST_SHOWN]}”" for name in strangers[:MOST_NAMED])
        more = f" và {len(strangers) - MOST_NAMED} người nữa" if len(strangers) > MOST_NAMED else ""
        found.append(f"Không có trong danh sách lớp: {named}{more}. Các dòng khác vẫn được điền.")
    return found
