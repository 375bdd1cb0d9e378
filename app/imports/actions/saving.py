"""The lines of a list that are right are written into the books; the rest waits."""

from collections.abc import Sequence

from app import audit, clock, jobs
from app.db import db
from app.imports.actions import judging
from app.imports.actions.recording import recorded
from app.imports.models import IncomingList, IncomingRow
from app.imports.queries import listing
from app.imports.queries.kinds import kind_of
from app.imports.rules import ImportState, saving_faults
from app.refusals import refuse_if

SAVING = "save-list"
AT_ONCE = 200  # lines written while the official waits
PIECE = 200  # lines written in one transaction of the job


def save(incoming: IncomingList) -> int:
    """Write the lines that are ready into the books, at once or as a job; how many were written at once.

    Each line is judged once more by the books of now: what has become doubtful meanwhile waits with the rest.
    Raises Refused when nothing is ready or the list is at work.
    """
    ready = listing.count_ready(incoming)
    refuse_if(saving_faults(incoming.state, ready))
    kind = kind_of(incoming.kind)
    refuse_if(kind.stopped(kind.subject(incoming.subject_id)))
    if ready > AT_ONCE:
        incoming.state = ImportState.SAVING
        incoming.job_id = jobs.start(SAVING, total=ready, list_id=incoming.id).id
        return 0
    written = save_some(incoming)
    finish(incoming, written)
    return written


def save_some(incoming: IncomingList, limit: int = AT_ONCE) -> int:
    """Write the next lines that are ready; how many were written."""
    rows = listing.rows_ready(incoming, limit)
    ready = _still_ready(incoming, rows)
    if not ready:
        return 0
    kind = kind_of(incoming.kind)
    subject = kind.subject(incoming.subject_id)
    chosen = [row for row in rows if row.id in ready]
    with recorded(incoming):
        ids = kind.save([ready[row.id] for row in chosen], subject, incoming.options)
    for row, record_id in zip(chosen, ids, strict=True):
        row.saved, row.record_id = True, record_id
    db.session.flush()
    return len(chosen)


def _still_ready(incoming: IncomingList, rows: Sequence[IncomingRow]) -> dict[int, judging.Judged]:
    """What each line means by the books of now; one that is no longer ready is written down so and left out."""
    kind = kind_of(incoming.kind)
    keys = {row.key for row in rows}
    alike = {row.id: row for row in listing.rows_alike(incoming, keys) if not row.saved} if keys else {}
    found = sorted(({row.id: row for row in rows} | alike).values(), key=lambda row: (row.number, row.id))
    judged = dict(zip([row.id for row in found], judging.judge(incoming, found), strict=True))
    wanted = {row.id for row in rows}
    for row in found:
        if row.id in wanted:
            judging.write(kind, row, judged[row.id])
    return {row_id: one for row_id, one in judged.items() if row_id in wanted and one.ready}


def finish(incoming: IncomingList, written: int) -> None:
    """Say how the list stands after a saving: done when no line waits any more, with one line in the log."""
    counts = listing.counts(incoming)
    waiting = counts.look + counts.ready
    incoming.state = ImportState.OPEN if waiting else ImportState.DONE
    incoming.counts = {**counts.by_state, "saved": counts.saved, "skipped": counts.skipped}
    incoming.saved_at = clock.now()
    audit.record("list-saved", incoming, list=incoming.kind, source=incoming.source, count=written, waiting=waiting)


def finish_if_settled(incoming: IncomingList) -> None:
    """A list whose every line is the same as the books, or left out, is done without writing anything."""
    counts = listing.counts(incoming)
    if incoming.state == ImportState.OPEN and not counts.look and not counts.ready:
        incoming.state = ImportState.DONE
        incoming.counts = {**counts.by_state, "saved": counts.saved, "skipped": counts.skipped}
