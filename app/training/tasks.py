"""Long work of training: the giấy chứng nhận of a large class, the sheets of a full week, made in the background."""

from datetime import date
from functools import partial
from typing import Any

from app import jobs
from app.jobs import Progress
from app.training import actions, queries
from app.training.actions import exporting
from app.training.queries import rows, sheets

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


@jobs.task(sheets.JOB)
def make_sheets(progress: Progress, training_ids: list[int], day: str) -> dict[str, Any]:
    """Seal one sheet after the other; a second run finds those that are made."""
    for done, training_id in enumerate(training_ids, start=1):
        progress.piece(partial(actions.seal_sheets, [training_id]), done)
    return {"endpoint": "training.week_sheets", "values": {"day": day}}


TOLD = 10_000  # rows after which the page of the work is told how far it has come


@jobs.task(rows.EXPORTING)
def export_rows(progress: Progress, which: str, wanted: dict[str, Any]) -> None:
    """Write the rows behind the figures and leave the file; cut off, it begins anew, since it changes nothing."""

    def written(count: int) -> None:
        if count % TOLD == 0:
            progress.piece(lambda: None, count)

    content = exporting.workbook(which, exporting.asked_again(wanted), progress.look, written)
    progress.end(partial(exporting.keep_export, which, content, progress.job_id))
