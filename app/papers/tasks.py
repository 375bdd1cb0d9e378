"""Long work of papers: looking for the codes on the pages of a scanned stack."""

from functools import partial
from typing import Any

from app import jobs, pdf
from app.jobs import Progress
from app.papers import actions, queries
from app.papers.queries.intake import JOB, unread

STEP = 5  # pages looked at between two short transactions: about half a second of work


@jobs.task(JOB)
def read_stack(progress: Progress, intake_id: int) -> dict[str, Any]:
    """Look at each page that nobody has looked at, a few at a time; nothing is locked while a page is drawn.

    A second run goes on where the first one stopped, since a page that was looked at is no longer unread.
    """
    left = progress.look(partial(unread, intake_id))
    done = progress.begun
    for start in range(0, len(left), STEP):
        part = left[start : start + STEP]
        contents = progress.look(partial(_contents, part))
        seen = {sheet_id: pdf.look_at(content) for sheet_id, content in contents.items()}
        done += len(part)
        progress.piece(partial(actions.note_seen, seen), done)
    return {"endpoint": "desk.stack", "values": {"intake_id": intake_id}}


def _contents(part: list[tuple[int, str]]) -> dict[int, bytes]:
    return {sheet_id: queries.stored(sha256) for sheet_id, sha256 in part}
