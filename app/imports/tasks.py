"""Long work of lists that come in: thousands of lines judged, written, or taken back, a piece at a time."""

from functools import partial
from typing import Any

from app import jobs
from app.imports.actions import beginning, saving, undoing
from app.imports.queries import listing
from app.imports.rules import ImportState
from app.jobs import Progress

STEP = 500  # lines whose judgement is kept in one short transaction


@jobs.task(beginning.JUDGING)
def judge_list(progress: Progress, list_id: int) -> None:
    """Hold every line against the books and keep what was found; a second run begins anew."""
    found = progress.look(lambda: beginning.judged_whole(listing.get(list_id)))
    for start in range(0, len(found), STEP):
        piece = found[start : start + STEP]
        progress.piece(partial(_write, list_id, piece), start + len(piece))
    progress.end(partial(_opened, list_id))


def _write(list_id: int, piece: list[tuple[int, Any]]) -> None:
    beginning.write_some(listing.get(list_id), piece)


def _opened(list_id: int) -> dict[str, Any]:
    incoming = listing.get(list_id)
    incoming.state = ImportState.OPEN
    return _opens(list_id)


def _opens(list_id: int) -> dict[str, Any]:
    return {"endpoint": "imports.show", "values": {"list_id": list_id}}


@jobs.task(saving.SAVING)
def save_list(progress: Progress, list_id: int) -> None:
    """Write the lines that are ready, piece by piece; a second run goes on with those that still are."""
    done = progress.begun
    while written := progress.piece(partial(_save_some, list_id), done):
        done += written
    progress.end(partial(_saved, list_id, done))


def _save_some(list_id: int) -> int:
    return saving.save_some(listing.get(list_id), saving.PIECE)


def _saved(list_id: int, written: int) -> dict[str, Any]:
    saving.finish(listing.get(list_id), written)
    return _opens(list_id)


@jobs.task(undoing.UNDOING)
def undo_list(progress: Progress, list_id: int) -> None:
    """Take an import back, piece by piece; stopped in the middle, it can be taken up again from its page."""
    done = progress.begun
    while put_back := progress.piece(partial(_put_back, list_id), done):
        done += put_back
    progress.end(partial(_undone, list_id))


def _put_back(list_id: int) -> int:
    return undoing.put_back_some(listing.get(list_id))


def _undone(list_id: int) -> dict[str, Any]:
    undoing.finish(listing.get(list_id))
    return _opens(list_id)
