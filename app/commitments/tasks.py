"""Long work of commitments: a stack of papers made in the background."""

from datetime import date
from functools import partial
from typing import Any

from app import jobs
from app.commitments import actions, queries
from app.jobs import Progress

STEP = 4  # papers in one short transaction: SQLite has one writer, and the officials are waiting


@jobs.task(queries.JOB)
def print_commitments(progress: Progress, campaign_id: int, commitment_ids: list[int], day: str) -> dict[str, Any]:
    """Seal what is not sealed yet, a few at a time; a second run goes on where the first one stopped."""
    found: list[int] = []
    for start in range(0, len(commitment_ids), STEP):
        ids = commitment_ids[start : start + STEP]
        found += progress.piece(partial(_seal, campaign_id, ids, date.fromisoformat(day)), start + len(ids))
    total = len(commitment_ids)
    progress.piece(lambda: actions.finish_print(queries.campaign(campaign_id), total), total)
    return {"papers": found, "endpoint": "commitments.stack", "values": {"job": progress.job_id}}


def _seal(campaign_id: int, ids: list[int], day: date) -> list[int]:
    lines = {line.row.id: line for line in queries.chosen(campaign_id, ids)}
    return [paper.id for paper in actions.seal_lines([lines[row_id] for row_id in ids], day)]
