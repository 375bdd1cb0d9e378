"""Which files may be attached to a dossier, and as long as when."""

from app.commendations.rules.states import MENDABLE, closed
from app.refusals import Refusal

LARGEST = 20 * 1024 * 1024  # of one file; a whole form may send 64 MB
LONGEST_TITLE = 200
MOST_PAGES = 200  # of one file

# What a name promises, by the letters after its last point.
PROMISED = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpe": "image/jpeg",
    "jfif": "image/jpeg",
    "png": "image/png",
}
MIB = 1024 * 1024

# Why a file cannot be bound, by what the door to PDF found.
FAULTS = {
    "empty": "attachment-empty",
    "kind": "attachment-kind",
    "locked": "attachment-locked",
    "broken": "attachment-broken",
    "form": "attachment-form",
    "pages": "attachment-pages",
    "pixels": "attachment-pixels",
}


def attaching_refusals(state: str) -> list[Refusal]:
    """Why no file may be attached, renamed, moved or taken off now: the dossier is past the desk; empty means it may.

    What was decided or sent to the province stays as it was looked at; a returned dossier can be mended.
    """
    return closed(state, *MENDABLE)


def promised_type(file_name: str) -> str | None:
    """What a file says it is by its name; None when it is not one of PDF, JPG, PNG."""
    return PROMISED.get(file_name.rpartition(".")[2].casefold())


def file_refusals(file_name: str, size: int, found_type: str | None, known: bool) -> list[Refusal]:
    """Why a file is refused before it is opened: empty, too large, of another kind than its name says, here already.

    Args: size in bytes; found_type, what its first bytes say; known, the same file is attached to this dossier.
    """
    if not size:
        return [Refusal("attachment-empty")]
    if size > LARGEST:
        return [Refusal("attachment-too-large", detail=str(LARGEST // MIB))]
    promised = promised_type(file_name)
    if promised is None or found_type is None:
        return [Refusal("attachment-kind")]
    if promised != found_type:
        return [Refusal("attachment-misnamed", detail=found_type.rpartition("/")[2].upper().replace("JPEG", "JPG"))]
    return [Refusal("attachment-known")] if known else []


def fault_refusal(fault: str, limit: int | None) -> Refusal:
    """What the door to PDF found wrong with a file, as a reason; `limit` is the number that was passed."""
    shown = limit // 1_000_000 if fault == "pixels" and limit else limit
    return Refusal(FAULTS[fault], detail=str(shown or ""))
