"""Which files prove a record, and which links: photographs and documents that are what their name says.

A class keeps its photographs under the same rules as a task, an activity, an inspection or an initiative.
"""

import io
import zipfile
from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from app.refusals import Refusal


class EvidenceKind(StrEnum):
    """What hangs on a record as its proof."""

    PHOTO = "photo"
    DOCUMENT = "document"
    LINK = "link"


MIB = 1024 * 1024
LARGEST = 20 * MIB  # of one file
MOST_AT_ONCE = 30  # files in one form
LONGEST_CAPTION = 300

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_OPEN = "application/vnd.oasis.opendocument."

# What a name promises, by the letters after its last point.
PROMISED = {
    "jpg": JPEG, "jpeg": JPEG, "jpe": JPEG, "jfif": JPEG, "png": PNG, "pdf": PDF,
    "docx": _WORD, "xlsx": _EXCEL, "pptx": _SLIDES,
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "odt": f"{_OPEN}text", "ods": f"{_OPEN}spreadsheet", "odp": f"{_OPEN}presentation",
}  # fmt: skip
PICTURES = frozenset({JPEG, PNG})
HEIC = frozenset({"heic", "heif", "hif", "avif"})  # of a telephone; no browser of an office shows them
# How a kept file is called when it is sent: by what it is, whatever it was called.
ENDINGS = {media_type: ending for ending, media_type in reversed(PROMISED.items())}

# The part that only a text, a workbook or slides have; in the older files its name is written in the directory.
_PARTS = {"word/document.xml": _WORD, "xl/workbook.xml": _EXCEL, "ppt/presentation.xml": _SLIDES}
_STREAMS = {
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LONGEST_NAME = 100  # of the kind that an OpenDocument file says of itself

# Why a picture cannot be kept, by what the door to pictures found.
FAULTS = {
    "empty": "material-empty",
    "heic": "material-heic",
    "kind": "material-not-a-picture",
    "broken": "material-broken",
    "pixels": "material-pixels",
}


def ending_of(file_name: str) -> str:
    """The letters after the last point of a file's name: "jpg"."""
    return file_name.rpartition(".")[2].casefold() if "." in file_name else ""


def office_type(content: bytes) -> str | None:
    """What a document is by what stands in it: a text, a workbook, slides, of Office or OpenDocument; else None."""
    if content.startswith(_OLD_OFFICE):
        return next((kind for name, kind in _STREAMS.items() if _names(content, name)), None)
    names = _parts(content)
    if "mimetype" in names:
        return _said_type(content)
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def has_macros(content: bytes) -> bool:
    """Whether a document carries a program, which would run on the machine of whoever opens it."""
    if content.startswith(_OLD_OFFICE):
        return _names(content, "_VBA_PROJECT")
    return any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in _parts(content))


def _names(content: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") + b"\0\0" in content


def _parts(content: bytes) -> Sequence[str]:
    if not content.startswith(b"PK\x03\x04"):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return packed.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ()


def _said_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open("mimetype") as said:
            kind = said.read(_LONGEST_NAME).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return None
    return kind if kind in ENDINGS else None


def file_refusals(file_name: str, size: int, found_type: str | None, macros: bool) -> list[Refusal]:
    """Why a file is refused before it is opened: empty, too large, of another kind than its name says, with a program.

    Args: size in bytes; found_type, what its content says, None for what nobody knows; macros, whether it carries a
    program.
    """
    ending = ending_of(file_name)
    promised = PROMISED.get(ending)
    if not size:
        return [Refusal("material-empty")]
    if size > LARGEST:
        return [Refusal("material-too-large", detail=str(LARGEST // MIB))]
    if ending in HEIC:
        return [Refusal("material-heic")]
    if macros:
        return [Refusal("material-macros")]
    if promised is None:
        return [Refusal("material-kind")]
    if found_type is None:
        # What is called a picture and is none that we know is told by the door to pictures, which knows more of them.
        return [] if promised in PICTURES else [Refusal("material-broken")]
    if promised != found_type:
        return [Refusal("material-misnamed", detail=ENDINGS[found_type].upper())]
    return []


def fault_refusal(fault: str, limit: int | None = None) -> Refusal:
    """What the door to pictures found wrong with a file, as a reason; `limit` is the number that was passed."""
    return Refusal(FAULTS[fault], detail=str(limit // 1_000_000) if limit else "")


def kind_of(media_type: str) -> EvidenceKind:
    """Whether a file is a photograph or a document."""
    return EvidenceKind.PHOTO if media_type in PICTURES else EvidenceKind.DOCUMENT


LONGEST_LINK = 1_000


def link_refusals(url: str, known: bool = False) -> list[Refusal]:
    """Why an address on the network cannot be kept: none, too long, not of a page, kept already at this record."""
    if len(url) > LONGEST_LINK:
        return [Refusal("link-too-long", detail=str(LONGEST_LINK))]
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        whole = False
    if not whole or any(sign.isspace() for sign in url):
        return [Refusal("link-unusable")]
    return [Refusal("link-known")] if known else []


def caption_refusals(caption: str) -> list[Refusal]:
    """Why a caption cannot be kept."""
    too_long = len(caption) > LONGEST_CAPTION
    return [Refusal("evidence-caption-too-long", detail=str(LONGEST_CAPTION))] if too_long else []
