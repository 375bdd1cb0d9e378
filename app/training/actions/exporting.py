"""The rows behind the figures as a workbook: at once while they are few, as a job with a file at the end when not."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from app import htmx, jobs, sheets, storage, text
from app.jobs import Job
from app.places import queries as places
from app.sheets import Column
from app.training.queries import rows
from app.training.queries.rows import Look, Row
from app.training.queries.trained import Wanted
from app.training.rules import CAME
from app.widgets import told_words

MARKS, RESULTS = "marks", "results"

_WHO = (
    Column("Mã người", "number"),
    Column("Họ và tên", "people"),
    Column("Năm sinh", "birth", 10),
    Column("Giới tính", "text", 10),
    Column("Thôn, tổ dân phố"),
    Column("Nhóm", "text", 8),
)
_WHICH = (
    Column("Mã lớp", "number"),
    Column("Tên lớp", "text", 40),
    Column("Nhóm của lớp", "text", 8),
    Column("Lớp mở tại"),
)
_OUTCOME = (Column("Kết quả", "text", 12), Column("Cách làm", "text", 14))

COLUMNS: dict[str, tuple[Column, ...]] = {
    MARKS: (
        *_WHO,
        *_WHICH,
        Column("Mã buổi", "number"),
        Column("Ngày", "day"),
        Column("Từ giờ", "text", 8),
        Column("Đến giờ", "text", 8),
        Column("Điểm danh", "text", 14),
        Column("Tính là đã dự", "text", 10),
        *_OUTCOME,
        Column("Buổi cuối của lớp", "day"),
    ),
    RESULTS: (*_WHO, *_WHICH, Column("Buổi cuối của lớp", "day"), *_OUTCOME, Column("Theo nội dung", "text", 40)),
}
TITLES = {MARKS: "Điểm danh tập huấn", RESULTS: "Kết quả tập huấn"}
FILES = {MARKS: "diem-danh-tap-huan.xlsx", RESULTS: "ket-qua-tap-huan.xlsx"}


def row_count(which: str, wanted: Wanted) -> int:
    """How many rows there are to write: what decides between a file at once and a job."""
    return rows.mark_count(wanted) if which == MARKS else rows.result_count(wanted)


def workbook(which: str, wanted: Wanted, look: Look = rows.now, written: Callable[[int], None] | None = None) -> bytes:
    """The rows as a workbook, in the words of the pages.

    Args: look, how a job reads from the database; written, told now and then how many rows are done.
    """
    found = rows.marks(wanted, look) if which == MARKS else rows.results(wanted, look)
    said = _said_mark if which == MARKS else _said_result
    words = {name: htmx.words(name) for name in ("SEXES", "MARKS_OF_ATTENDANCE", "RESULTS", "WAYS")}
    lines = _told(found, said, words, written)
    return sheets.write_long_xlsx(TITLES[which], COLUMNS[which], lines, note=look(lambda: _note(wanted)))


def _note(wanted: Wanted) -> str:
    """What the rows were narrowed to, for whoever opens the file later."""
    hamlet = places.hamlet(wanted.hamlet_id) if wanted.hamlet_id else None
    said = {
        "Từ ngày": wanted.first and text.day_text(wanted.first),
        "Đến ngày": wanted.last and text.day_text(wanted.last),
        "Tên": wanted.typed,
        "Thôn, tổ dân phố": hamlet.name if hamlet else None,
        "Nhóm": wanted.group,
    }
    return told_words(said)


Words = dict[str, dict[str, str]]


def _told(
    found: Iterator[Row], said: Callable[[Row, Words], Row], words: Words, written: Callable[[int], None] | None
) -> Iterator[Row]:
    for number, row in enumerate(found, start=1):
        if written and number % rows.PIECE == 0:
            written(number)
        yield said(row, words)


def _said_who(row: Row, words: Words) -> Row:
    person_id, name, year, sex, *rest = row
    return person_id, name, year, words["SEXES"].get(sex or "", ""), *rest


def _said_mark(row: Row, words: Words) -> Row:
    *who, training_id, day, starts, ends, mark, result, way, last_day = row
    hours = starts.strftime("%H:%M"), ends.strftime("%H:%M")
    came = "có" if mark in CAME else "không"
    outcome = words["RESULTS"].get(result or "", ""), words["WAYS"].get(way or "", "")
    return (
        *_said_who(tuple(who), words),
        training_id,
        day,
        *hours,
        words["MARKS_OF_ATTENDANCE"][mark],
        came,
        *outcome,
        last_day,
    )


def _said_result(row: Row, words: Words) -> Row:
    *who, last_day, result, way, contents = row
    told = "; ".join(f"{text}: {words['WAYS'][how]}" for text, how in contents)
    return *_said_who(tuple(who), words), last_day, words["RESULTS"][result], words["WAYS"].get(way or "", ""), told


def start_export(which: str, wanted: Wanted, total: int) -> Job:
    """Write the rows in the background; the job leaves the file."""
    asked: dict[str, Any] = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(wanted).items()
    }
    return jobs.start(rows.EXPORTING, total, which=which, wanted=asked)


def asked_again(kept: dict[str, Any]) -> Wanted:
    """The filter as the job wrote it down; whose classes may be seen stands in it, since a job acts without roles."""
    days = {name: date.fromisoformat(kept[name]) for name in ("first", "last") if kept[name]}
    return Wanted(**{**kept, **days})


def keep_export(which: str, content: bytes, job_id: int) -> dict[str, Any]:
    """Keep the file a job wrote; returns what the job remembers of it."""
    opens = {"endpoint": "training.exported", "values": {"job_id": job_id}}
    return {"sha256": storage.put(content), "file_name": FILES[which]} | opens
