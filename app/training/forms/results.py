"""The grid of results: learners against the contents of the class, one key a box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.training.models import Learner
from app.training.queries.results import ResultSheet, label_of
from app.training.rules.results import RESULT, WAY, ResultCell, column_of, columns, is_doubtful, may_stand
from app.widgets import Form, PasteField, required

UNKNOWN = "Hãy chọn một mục trong danh sách."


class BlockForm(Form):
    """A block of cells pasted over the grid."""

    block = PasteField("Dán khối kết quả", [required("Chưa dán gì.")], most=100_000)


@dataclass(frozen=True)
class ResultBox:
    """One box of the grid: its name, what it shows, what stood there when the page was opened, what is wrong."""

    name: str
    column: str
    label: str
    value: str
    seen: str
    fault: str = ""


@dataclass(frozen=True)
class ResultLine:
    """One learner's line; `doubtful` is đạt though everything is done for them."""

    learner: Learner
    boxes: tuple[ResultBox, ...]
    doubtful: bool


def column_labels(sheet: ResultSheet) -> dict[str, str]:
    """The columns of the grid from left to right, as they are headed."""
    named = {column_of(one.id): label_of(one) for one in sheet.skills} or {WAY: "Cách làm"}
    return named | {RESULT: "Kết quả"}


def result_lines(
    sheet: ResultSheet,
    shown: Mapping[ResultCell, str] | None = None,
    seen: Mapping[ResultCell, str | None] | None = None,
    faults: Mapping[ResultCell, str] | None = None,
) -> list[ResultLine]:
    """The grid as it is shown: what is stored, or what was typed or pasted instead, with the faults in place."""
    labels = column_labels(sheet)
    values: dict[ResultCell, str] = {**sheet.stored, **(shown or {})}
    before: Mapping[ResultCell, str | None] = sheet.stored if seen is None else seen
    wrong = faults or {}

    def box(learner: Learner, column: str) -> ResultBox:
        cell = (learner.id, column)
        label = f"{labels[column]}: {learner.person.name}"
        return ResultBox(
            f"{column}-{learner.id}", column, label, values.get(cell, ""), before.get(cell) or "", wrong.get(cell, "")
        )

    lines = []
    for learner in sheet.learners:
        boxes = tuple(box(learner, column) for column in labels)
        ways = [one.value for one in boxes if one.column != RESULT]
        lines.append(ResultLine(learner, boxes, is_doubtful(boxes[-1].value, ways)))
    return lines


@dataclass(frozen=True)
class PostedResults:
    """What came with the grid: values entered, those seen before, and what could not be read."""

    cells: dict[ResultCell, str | None]
    seen: dict[ResultCell, str | None]
    faults: dict[ResultCell, str]
    typed: dict[ResultCell, str]


def read_results(values: Mapping[str, str], sheet: ResultSheet) -> PostedResults:
    """Read the boxes of this grid, and no others; "fill-" of a column stands for its empty boxes."""
    found = PostedResults({}, {}, {}, {})
    names = columns(one.id for one in sheet.skills)
    for learner in sheet.learners:
        for column in names:
            name = f"{column}-{learner.id}"
            if name in values:
                _read(found, (learner.id, column), values[name] or values.get(f"fill-{column}", ""), values)
    return found


def _read(found: PostedResults, cell: ResultCell, written: str, values: Mapping[str, str]) -> None:
    found.typed[cell] = written
    if written and not may_stand(cell[1], written):
        found.faults[cell] = UNKNOWN
        return
    found.cells[cell] = written or None
    before = values.get(f"seen-{cell[1]}-{cell[0]}")
    if before is not None:
        found.seen[cell] = before if before and may_stand(cell[1], before) else None


def placed(sheet: ResultSheet) -> Sequence[tuple[int, str]]:
    """The learners as a pasted block is laid beside them: id and name in the order of the list."""
    return [(one.id, one.person.name) for one in sheet.learners]
