"""A list is taken in: its lines are kept as they came, and held against the books."""

from collections.abc import Mapping
from typing import Any

from app import audit, clock, jobs, tenancy
from app.db import db
from app.imports.actions import judging
from app.imports.actions.undoing import forget_old
from app.imports.models import IncomingList, IncomingRow
from app.imports.queries import listing
from app.imports.queries.judging import record_named
from app.imports.queries.kinds import kind_of
from app.imports.rules import ImportState
from app.reading import Layout, Sheet, SheetFault
from app.reading.kinds import ListKind
from app.reading.shape import BodyRow
from app.refusals import Refused

JUDGING = "judge-list"
AT_ONCE = 400  # lines judged while the official waits; of more the page shows how far it has come
NOTHING = "Chưa có dòng nào: hãy dán danh sách hoặc chọn tệp."


def begin(
    kind: ListKind,
    about: int | None,
    options: Mapping[str, str],
    source: str,
    sheet: Sheet,
    *,
    patient: bool = False,
) -> IncomingList:
    """Take a list in; nothing of it stands in the books yet.

    Args: about, what it belongs to, for a kind that has a subject; source, the name of the file or what it was;
    patient, whoever asked waits for a list of any length, as a command does.
    Raises SheetFault when no line is in it, Refused when no list may come in there now.
    """
    subject = kind.subject(about)
    if reasons := kind.stopped(subject):
        raise Refused(reasons)
    layout = kind.laid_out(sheet, subject)
    if not layout.body:
        raise SheetFault(NOTHING)
    forget_old(clock.now())
    incoming = _kept(kind, about, options, source, sheet, layout)
    db.session.flush()
    audit.record("list-read", incoming, list=kind.name, source=source, count=len(layout.body))
    look_through(incoming, len(layout.body), patient=patient)
    return incoming


def _kept(
    kind: ListKind, about: int | None, options: Mapping[str, str], source: str, sheet: Sheet, layout: Layout
) -> IncomingList:
    actor = tenancy.actor_of(db.session())
    incoming = IncomingList(
        kind=kind.name,
        subject_id=about,
        source=source,
        options=dict(options),
        headings=list(layout.headings),
        columns=layout.columns(),
        counter=layout.counter,
        skipped={str(number): what for number, what in layout.skipped.items()},
        notes=_notes(sheet),
        at=clock.now(),
        by=actor.name,
        actor_id=actor.id,
    )
    db.session.add(incoming)
    db.session.add_all(_row(incoming, row, record_named(layout, row)) for row in layout.body)
    return incoming


def _notes(sheet: Sheet) -> list[str]:
    others = ", ".join(f"“{name}”" for name in sheet.others)
    more = [f"Tệp còn trang tính khác: {others}. Muốn nhập trang đó, chọn lại tệp và ghi tên trang."] if others else []
    return [*sheet.notes, *more]


def _row(incoming: IncomingList, row: BodyRow, record: str) -> IncomingRow:
    return IncomingRow(
        incoming_list=incoming,
        number=row.number,
        cells=list(row.cells),
        group=row.group,
        unusable={str(place): sentence for place, sentence in row.faults},
        mended={},
        shown={},
        key="",
        state=None,
        choice=record,
        asked="",
        faults=[],
        twins=[],
        repeats=[],
    )


def look_through(incoming: IncomingList, count: int, *, patient: bool = False) -> None:
    """Judge the whole list: at once, or as a job whose page tells how far it is."""
    if count > AT_ONCE and not patient:
        incoming.state = ImportState.READING
        incoming.job_id = jobs.start(JUDGING, total=count, list_id=incoming.id).id
        return
    rows = [row for row in listing.all_rows(incoming) if not row.saved]
    kind = kind_of(incoming.kind)
    for row, judged in zip(rows, judging.judge(incoming, rows), strict=True):
        judging.write(kind, row, judged)
    incoming.state = ImportState.OPEN


def judged_whole(incoming: IncomingList) -> list[tuple[int, Any]]:
    """What every line that waits means, with its id: read by the job before it writes in pieces."""
    rows = [row for row in listing.all_rows(incoming) if not row.saved]
    return [(row.id, judged) for row, judged in zip(rows, judging.judge(incoming, rows), strict=True)]


def write_some(incoming: IncomingList, found: list[tuple[int, Any]]) -> None:
    """Keep what was found of these lines."""
    kind, by_id = kind_of(incoming.kind), dict(found)
    for row in listing.rows_by_ids(incoming, by_id.keys()):
        judging.write(kind, row, by_id[row.id])
