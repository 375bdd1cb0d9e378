"""Long work of commitments: a stack of papers made in the background."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from app import jobs, pdf
from app.commitments import actions, queries
from app.jobs import Progress

STEP = 25  # papers in one short transaction: SQLite has one writer, and the officials are waiting
READ = 100  # papers read at once for the one file


@jobs.task(queries.JOB)
def print_commitments(progress: Progress, campaign_id: int, commitment_ids: list[int], day: str) -> None:
    """Seal what is not sealed yet, a few at a time, and leave one file to print, in the order of the ids.

    A second run goes on where the first one stopped: what was sealed stays sealed, and is never sealed twice.
    """
    total = len(commitment_ids)
    for start in range(progress.begun, total, STEP):
        ids = commitment_ids[start : start + STEP]
        progress.piece(partial(_seal, campaign_id, ids, date.fromisoformat(day)), start + len(ids))
    made = pdf.stack(_sealed(progress, commitment_ids))
    opens = {"endpoint": "commitments.stack", "values": {"job": progress.job_id}}
    progress.end(lambda: actions.keep_stack(queries.campaign(campaign_id), made, total) | opens)


def _seal(campaign_id: int, ids: list[int], day: date) -> None:
    lines = {line.row.id: line for line in queries.chosen(campaign_id, ids)}
    actions.seal_lines([lines[row_id] for row_id in ids], day)


def _sealed(progress: Progress, commitment_ids: list[int]) -> Iterator[bytes]:
    for start in range(0, len(commitment_ids), READ):
        yield from progress.look(partial(queries.sealed_bytes, commitment_ids[start : start + READ]))
