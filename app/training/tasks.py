"""Long work of training: the giấy chứng nhận of a large class, made in the background."""

from datetime import date
from functools import partial
from typing import Any

from app import jobs
from app.jobs import Progress
from app.training import actions, queries

STEP = 4  # papers in one short transaction: SQLite has one writer, and the officials are waiting


@jobs.task(queries.JOB)
def make_completions(
    progress: Progress, course_id: int, learner_ids: list[int], day: str, signer: str | None
) -> dict[str, Any]:
    """Seal a few at a time; a second run goes on where the first one stopped."""
    for start in range(0, len(learner_ids), STEP):
        ids = learner_ids[start : start + STEP]
        progress.piece(partial(_seal, course_id, ids, date.fromisoformat(day), signer), start + len(ids))
    total = len(learner_ids)
    progress.piece(lambda: actions.finish_completions(queries.get(course_id), total), total)
    return {"endpoint": "training.completions", "values": {"course_id": course_id}}


def _seal(course_id: int, ids: list[int], day: date, signer: str | None) -> None:
    actions.seal_completions(queries.get(course_id), ids, day, signer)
