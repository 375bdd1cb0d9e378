"""Long work of commitments: thousands of them made, a stack of papers sealed and put together."""

from datetime import date
from functools import partial
from typing import Any

from app import jobs
from app.commitments import actions, queries
from app.commitments.actions import bulk
from app.commitments.queries import acts
from app.jobs import Progress

PIECE = 250  # commitments made in one transaction: about a second in which nobody else can write
STEP = 25  # papers in one short transaction: SQLite has one writer, and the officials are waiting


@jobs.task(queries.JOB)
def print_commitments(
    progress: Progress,
    campaign_id: int,
    commitment_ids: list[int],
    day: str,
    covers: bool = False,
    two_sided: bool = False,
) -> None:
    """Seal what is not sealed yet, a few at a time, and leave one file to print, in the order of the ids.

    A second run goes on where the first one stopped: what was sealed stays sealed, and is never sealed twice.
    """
    total = len(commitment_ids)
    for start in range(progress.begun, total, STEP):
        ids = commitment_ids[start : start + STEP]
        progress.piece(partial(_seal, campaign_id, ids, date.fromisoformat(day)), start + len(ids))
    layout = actions.Layout(covers, two_sided)
    made = actions.stacked(commitment_ids, layout, date.fromisoformat(day), progress.look)
    opens = {"endpoint": "commitments.stack", "values": {"job": progress.job_id}}
    progress.end(lambda: actions.keep_stack(queries.campaign(campaign_id), made, total) | opens)


def _seal(campaign_id: int, ids: list[int], day: date) -> None:
    lines = {line.row.id: line for line in queries.chosen(campaign_id, ids)}
    actions.seal_lines([lines[row_id] for row_id in ids], day)


@jobs.task(queries.MAKING)
def make_commitments(progress: Progress, campaign_id: int, subject_ids: list[int], act_id: int) -> None:
    """Make the commitments of those chosen in the preview, piece by piece.

    A second run goes on behind the last piece that was done; who has a commitment gets no second one.
    """
    for start in range(progress.begun, len(subject_ids), PIECE):
        ids = subject_ids[start : start + PIECE]
        progress.piece(partial(_make, campaign_id, ids, act_id), start + len(ids))
    progress.end(partial(_opens_printing, campaign_id))


def _make(campaign_id: int, ids: list[int], act_id: int) -> None:
    actions.make_piece(queries.campaign(campaign_id), ids, acts.act(act_id))


@jobs.task(queries.LISTING)
def enter_list(progress: Progress, campaign_id: int, entries: list[dict[str, Any]], today: str, act_id: int) -> None:
    """Enter a long pasted list, piece by piece: people and their commitments always in one transaction."""
    for start in range(progress.begun, len(entries), PIECE):
        piece = entries[start : start + PIECE]
        progress.piece(partial(_enter, campaign_id, piece, date.fromisoformat(today), act_id), start + len(piece))
    progress.end(partial(_forget_list, progress.job_id, campaign_id))


def _enter(campaign_id: int, piece: list[dict[str, Any]], today: date, act_id: int) -> None:
    entries = [actions.read_entry(kept) for kept in piece]
    actions.make_list_piece(queries.campaign(campaign_id), entries, today, acts.act(act_id))


def _forget_list(job_id: int, campaign_id: int) -> dict[str, Any]:
    """What is in the books now need not stand a second time in the record of the work."""
    job = jobs.find(job_id)
    if job is not None:
        job.arguments = job.arguments | {"entries": []}
    return _opens_printing(campaign_id)


def _opens_printing(campaign_id: int) -> dict[str, Any]:
    return {"endpoint": "commitments.printing", "values": {"campaign_id": campaign_id}}


@jobs.task(actions.RENEWING)
def renew_commitments(progress: Progress, act_id: int, commitment_ids: list[int]) -> None:
    """Renew a whole campaign, piece by piece; who came into the new one meanwhile gets no second commitment."""
    for start in range(progress.begun, len(commitment_ids), PIECE):
        ids = commitment_ids[start : start + PIECE]
        progress.piece(partial(_renew, act_id, ids), start + len(ids))
    progress.end(partial(_opens_act, act_id))


def _renew(act_id: int, ids: list[int]) -> None:
    actions.renew_some(acts.act(act_id), ids)


def _opens_act(act_id: int) -> dict[str, Any]:
    return {"endpoint": "commitments.act", "values": {"act_id": act_id}}


@jobs.task(acts.UNDOING)
def undo_bulk_act(progress: Progress, act_id: int) -> None:
    """Take a large act back, piece by piece; stopped in the middle, it can be taken up again from its page."""
    total = progress.look(lambda: len(acts.act(act_id).touched))
    for start in range(progress.begun, total, PIECE):
        stop = min(start + PIECE, total)
        progress.piece(partial(_undo, act_id, start, stop), stop)
    progress.end(partial(_undone, act_id))


def _undo(act_id: int, start: int, stop: int) -> None:
    bulk.undo_some(acts.act(act_id), start, stop)


def _undone(act_id: int) -> dict[str, Any]:
    bulk.finish_undo(acts.act(act_id))
    return _opens_act(act_id)
