"""Which files an official may hand in beside our papers: pictures and PDFs, not too large, what their name says."""

from app.refusals import Refusal

MIB = 1024 * 1024
LARGEST = 20 * MIB  # of one file; a whole form may send 64 MB
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


def promised_type(file_name: str) -> str | None:
    """What a file says it is by its name; None when it is not one of PDF, JPG, PNG."""
    return PROMISED.get(file_name.rpartition(".")[2].casefold())


def file_refusals(file_name: str, size: int, found_type: str | None, known: bool) -> list[Refusal]:
    """Why a file is refused before it is opened: empty, too large, of another kind than its name says, here already.

    Args: size in bytes; found_type, what its first bytes say; known, the same file was handed in here before.
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
