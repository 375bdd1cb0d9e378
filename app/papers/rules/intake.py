"""What becomes of each page of a scanned stack: plain Python over the code on it and what is known of its paper."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.papers.rules.codes import CODE_LENGTH, SIGNS, check_code
from app.refusals import Refusal

MOST_SHEETS = 500
FEWEST_LETTERS = 3  # of a name, below which half the commune is found
LARGEST_STACK = 150 * 1024 * 1024
AT_ONCE = 5  # pages that are looked at while the official waits

BLANK, TWIN, SCANNED = "Trang trắng", "Trang quét trùng", "Văn bản đã có bản quét"
COVER = "Tờ bìa của chồng bản in"
COVER_CODE = "SO-VANG-TO-BIA"  # what the QR of a cover says: it belongs to no paper
REASONS = (
    BLANK,
    TWIN,
    SCANNED,
    COVER,
    "Quét hỏng, sẽ quét lại",
    "Không phải giấy tờ in từ phần mềm",
    "Giấy tờ của cơ quan khác",
)

_WRITTEN = re.compile(rf"([{SIGNS}]{{{CODE_LENGTH}}})-(\d{{1,3}})")


class SheetState(StrEnum):
    """How far a scanned page has come."""

    READING = "reading"  # nobody has looked for its code yet
    WAITING = "waiting"  # a human must say whose it is
    MATCHED = "matched"  # its paper is known, it can be filed
    FILED = "filed"
    DROPPED = "dropped"


# Pages that somebody still has to do something with.
LEFT = frozenset({SheetState.READING, SheetState.WAITING, SheetState.MATCHED})


class Fate(StrEnum):
    """What a page turns out to be; all but the first wait for a human."""

    MATCHED = "matched"
    NO_CODE = "no-code"
    UNKNOWN_CODE = "unknown-code"
    NO_SUCH_PAGE = "no-such-page"
    REPLACED = "replaced"
    TWICE = "twice"
    SCANNED = "scanned"


# Pages of which there is another picture: the reason written down when they are left out together.
SPARE = {Fate.TWICE: TWIN, Fate.SCANNED: SCANNED}


@dataclass(frozen=True)
class Known:
    """What is known of the paper whose code stands on a page."""

    pages: int
    replaced: bool
    scanned: bool


def code_on(texts: Iterable[str]) -> tuple[str, int] | None:
    """The short code and the page number on a scanned page; None when there is none of ours, or several that differ.

    What else a QR says is forgotten at once: that of a căn cước holds the personal data of whoever carries it.
    """
    found = {written for text in texts if (written := _written(text))}
    return found.pop() if len(found) == 1 else None


def leaves_out(texts: Iterable[str], blank: bool) -> str | None:
    """Why a scanned page is left out by itself: the blank back of a sheet, the cover of our own stack; or None."""
    if blank:
        return BLANK
    return COVER if COVER_CODE in {text.strip() for text in texts} else None


def _written(text: str) -> tuple[str, int] | None:
    parts = _WRITTEN.fullmatch(text.strip())
    return (parts[1], int(parts[2])) if parts and check_code(parts[1]) else None


def fate(code: str | None, page: int | None, paper: Known | None, taken: bool) -> Fate:
    """What becomes of a page.

    Args: code and page as they stand on it; paper, what is known by that code; taken, another page that waits to be
    filed is the same page of the same paper.
    """
    if code is None or page is None:
        return Fate.NO_CODE
    if paper is None:
        return Fate.UNKNOWN_CODE
    if paper.replaced:
        return Fate.REPLACED
    if not 1 <= page <= paper.pages:
        return Fate.NO_SUCH_PAGE
    if taken:
        return Fate.TWICE
    return Fate.SCANNED if paper.scanned else Fate.MATCHED


def lacking(pages: int, there: Collection[int]) -> tuple[int, ...]:
    """Which pages of a paper did not come. Args: pages, how many it has; there, those that came."""
    return tuple(page for page in range(1, pages + 1) if page not in there)


def stack_refusals(size: int, sheets: int) -> list[Refusal]:
    """Why a stack is not taken in one go. Args: size in bytes and number of pages of all its files."""
    found = []
    if size > LARGEST_STACK:
        found.append(Refusal("stack-too-large", detail=str(LARGEST_STACK // 1024 // 1024)))
    if sheets > MOST_SHEETS:
        found.append(Refusal("stack-too-long", detail=str(MOST_SHEETS)))
    return found


_FILE_FAULTS = {
    "empty": "stack-file-empty",
    "kind": "stack-file-kind",
    "locked": "stack-file-locked",
    "pixels": "stack-file-pixels",
}


def file_refusal(fault: str, file_name: str) -> Refusal:
    """Why one file of a stack cannot be taken. Args: fault as pdf.Unfit names it."""
    return Refusal(_FILE_FAULTS.get(fault, "stack-file-broken"), detail=file_name)


def is_enough_to_search(typed: str) -> bool:
    """Whether what was typed can be looked for: at least three letters or digits of a name or a code."""
    return sum(map(str.isalnum, typed)) >= FEWEST_LETTERS


def typed_refusals(page: int, paper: Known, taken_by: int | None) -> list[Refusal]:
    """Why a page may not be said to be this page of that paper. Args: taken_by, number of the page that is it already.

    A paper that was scanned before may be scanned again, better: whoever types its code has looked.
    """
    found = []
    if paper.replaced:
        found.append(Refusal("paper-replaced"))
    if not 1 <= page <= paper.pages:
        found.append(Refusal("sheet-no-such-page", detail=str(paper.pages)))
    if taken_by is not None:
        found.append(Refusal("sheet-taken", detail=str(taken_by)))
    return found


def move_refusals(state: str, *sources: SheetState) -> list[Refusal]:
    """Why nothing more can be done with a page: it is filed, or no longer as the screen showed it."""
    if state in sources:
        return []
    return [Refusal("sheet-filed" if state == SheetState.FILED else "sheet-moved-on")]


def filing_refusals(ready: int) -> list[Refusal]:
    """Why a stack cannot be filed: no paper in it is complete. Args: ready, how many are."""
    return [] if ready else [Refusal("nothing-to-file")]
