"""Results by content: how a learner does each thing the class taught, typed in a grid of learners and contents.

The result of a class is đạt or chưa đạt, set by the organiser and never called a confirmation (movement.md, section
11). Beside it stands, for each content, whether the learner does it alone, with guidance, or has it done for them.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app import text
from app.training.rules import Result, Way

# A cell of the grid: the learner, and the column as the form names it.
ResultCell = tuple[int, str]
RESULT, WAY = "result", "way"

# The one key that stands for a value in the boxes of the grid.
WAY_KEYS = {Way.ALONE: "1", Way.GUIDED: "2", Way.DONE_FOR: "3"}
RESULT_KEYS = {Result.PASSED: "1", Result.NOT_PASSED: "0"}
LEAST_FIRST = (Way.DONE_FOR, Way.GUIDED, Way.ALONE)

# What officials write in such a column, without dấu.
WRITTEN_WAYS = {
    "1": Way.ALONE, "2": Way.GUIDED, "3": Way.DONE_FOR, "tu lam": Way.ALONE, "tu lam duoc": Way.ALONE,
    "tu": Way.ALONE, "co huong dan": Way.GUIDED, "huong dan": Way.GUIDED, "hd": Way.GUIDED, "lam ho": Way.DONE_FOR,
    "nho lam ho": Way.DONE_FOR, "ho": Way.DONE_FOR,
}  # fmt: skip
WRITTEN_RESULTS = {
    "1": Result.PASSED, "0": Result.NOT_PASSED, "x": Result.PASSED, "d": Result.PASSED, "dat": Result.PASSED,
    "c": Result.NOT_PASSED, "chua dat": Result.NOT_PASSED, "khong dat": Result.NOT_PASSED, "chua": Result.NOT_PASSED,
}  # fmt: skip

Key = TypeVar("Key", bound=Hashable)


def column_of(course_skill_id: int) -> str:
    """The column of a content of the course."""
    return f"skill-{course_skill_id}"


def skill_of(column: str) -> int | None:
    """The content a column stands for; None for the columns of the result and of the way as a whole."""
    return int(column.removeprefix("skill-")) if column.startswith("skill-") else None


def columns(course_skill_ids: Iterable[int]) -> list[str]:
    """The columns of the grid from left to right: the contents, or one for the whole where a class has none."""
    return [*([column_of(one) for one in course_skill_ids] or [WAY]), RESULT]


def least(ways: Iterable[str]) -> Way | None:
    """How a learner does it over all contents: as independently as the least independent of them."""
    there = set(ways)
    return next((way for way in LEAST_FIRST if way in there), None)


def is_doubtful(result: str | None, ways: Sequence[str | None]) -> bool:
    """Whether a result asks for a second look: đạt, though everything is done for the learner. Never refused."""
    known = [way for way in ways if way]
    return result == Result.PASSED and bool(known) and all(way == Way.DONE_FOR for way in known)


def read_value(column: str, written: str) -> str | None:
    """The value an official means by what stands in a cell of this column; None when it cannot be told."""
    folded = text.fold(written)
    return WRITTEN_RESULTS.get(folded) if column == RESULT else WRITTEN_WAYS.get(folded)


def may_stand(column: str, value: str) -> bool:
    """Whether a value posted for this column is one of its values."""
    return value in set(Result) if column == RESULT else value in set(Way)


def differing(
    typed: Mapping[Key, str | None], seen: Mapping[Key, str | None], stored: Mapping[Key, str]
) -> dict[Key, str | None]:
    """The cells somebody else changed since the page was opened, with what stands there now; told, not overwritten."""
    return {
        cell: stored.get(cell)
        for cell, value in typed.items()
        if value != seen.get(cell) and stored.get(cell) not in (seen.get(cell), value)
    }


# ---- a pasted block


@dataclass(frozen=True)
class Block:
    """A block laid over the grid: what each box shows, what could not be told there, and what concerns it all."""

    shown: dict[ResultCell, str]
    faults: dict[ResultCell, str]
    doubts: tuple[str, ...]


def lay_block(pasted: str, learners: Sequence[tuple[int, str]], columns: Sequence[str]) -> Block:
    """Lay a pasted block over the grid, row by row in the order of the list; nothing is guessed.

    Args: learners, id and name in the order of the list; columns, from left to right. A row may be a run of keys
    such as "1213"; columns before the values, as number and name, are left out, and a name that is another one is told.
    """
    rows = [_cells(line, len(columns)) for line in _lines(pasted)]
    if len(rows) == len(learners) + 1 and rows[0] and not any(map(read_value, columns, rows[0])):
        rows = rows[1:]  # the headings came along
    shown: dict[ResultCell, str] = {}
    faults: dict[ResultCell, str] = {}
    doubts: list[str] = []
    for (learner_id, name), row in zip(learners, rows, strict=False):
        before, values = row[: max(0, len(row) - len(columns))], row[-len(columns) :]
        doubts += _other_name(before, name)
        for column, written in zip(columns, values, strict=False):
            value = read_value(column, written)
            if value:
                shown[learner_id, column] = value
            elif written and written != "-":
                faults[learner_id, column] = f"Không hiểu “{written[:40]}”: chọn một mục trong danh sách."
    if len(rows) != len(learners):
        doubts.append(
            f"Khối vừa dán có {text.number_text(len(rows))} dòng, danh sách lớp có "
            f"{text.number_text(len(learners))} người: hãy xem có lệch dòng không."
        )
    return Block(shown, faults, tuple(doubts))


def _lines(pasted: str) -> list[str]:
    return pasted.replace("\r\n", "\n").removesuffix("\n").split("\n")


def _cells(line: str, width: int) -> list[str]:
    """The cells of a line, an empty one included: its learner still stands in that row."""
    cells = [text.nfc(cell) for cell in line.split("\t")]
    run = cells[0].replace(" ", "") if len(cells) == 1 else ""
    return list(run) if 1 < len(run) <= width and set(run) <= set("0123-") else cells


def _other_name(before: Sequence[str], name: str) -> list[str]:
    names = [cell for cell in before if len(cell.split()) > 1]
    if not names or any(text.fold(cell) == text.fold(name) for cell in names):
        return []
    return [f"Dòng ghi “{names[0][:60]}” nằm ở chỗ của {name}: hãy xem có lệch dòng không."]
