"""A list is taken up again: work that was stopped, or one that was taken back; or its rest is given up."""

from app import jobs
from app.db import db
from app.imports.actions.beginning import look_through
from app.imports.actions.undoing import UNDOING
from app.imports.models import IncomingList
from app.imports.queries import holding, listing
from app.imports.rules import ImportState, refuse_unless_open
from app.reading.lines import SKIP


def take_up(incoming: IncomingList) -> None:
    """Go on with work that was stopped: judging begins anew, saving waits for its button, taking back goes on.

    A list that was taken back, or that is done, is held against the books of now and waits again.
    """
    job = listing.job_of(incoming)
    if job is not None and job.running:
        return
    if incoming.state == ImportState.UNDOING:
        touched = sum(len(found) for found in holding.touches_by_table(incoming).values())
        incoming.job_id = jobs.start(UNDOING, total=max(touched, 1), list_id=incoming.id).id
        return
    incoming.state = ImportState.OPEN
    look_through(incoming, listing.counts(incoming).whole)


def leave_rest(incoming: IncomingList) -> None:
    """Leave out every line that still waits: the list is done with what was written. Raises Refused."""
    refuse_unless_open(incoming.state)
    for row in listing.all_rows(incoming):
        if not row.saved:
            row.choice = SKIP
    db.session.flush()
    incoming.state = ImportState.DONE
