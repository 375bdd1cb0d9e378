"""Finished papers become one stack for the printer: pages of one form share its fonts and its fixed drawing.

The stack is written in parts that are then joined by copying, so the memory it takes does not grow with it. It is a
print file: no tags, no bookmarks, not PDF/A, not the record.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from app.pdf.blanks import own_streams, shared_length
from app.pdf.reading import Rendered, opened

PART = 1_000  # papers that are held at once
A4_POINTS = (595.28, 841.89)


def stack(files: Iterable[bytes], two_sided: bool = False) -> Rendered:
    """Finished papers as one file, in the order given; `files` may be read one by one from where they are kept.

    Args: two_sided, a blank page follows every paper of an odd number of pages, so that a printer which prints both
    sides begins each paper on a sheet of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        parts: list[Path] = []
        for part in _parts(iter(files)):
            parts.append(Path(folder) / f"{len(parts)}.pdf")
            pages = _write(part, parts[-1], two_sided)
        if len(parts) == 1:
            return Rendered(parts[0].read_bytes(), pages)
        return _joined(parts, Path(folder) / "whole.pdf")


def _joined(parts: list[Path], whole: Path) -> Rendered:
    with ExitStack() as opened_parts, pikepdf.new() as book:
        for path in parts:
            book.pages.extend(opened_parts.enter_context(pikepdf.open(path)).pages)
        _save(book, whole)
        return Rendered(whole.read_bytes(), len(book.pages))


def _save(book: pikepdf.Pdf, path: Path) -> None:
    book.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _parts(files: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    for first in files:
        yield _and(first, islice(files, PART - 1))


def _and(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def _write(files: Iterator[bytes], path: Path, two_sided: bool) -> int:
    known: list[tuple[bytes, _Sheets]] = []
    with pikepdf.new() as part:
        for content in files:
            _add(part, content, known)
            if two_sided and len(part.pages) % 2:
                part.add_blank_page(page_size=A4_POINTS)
        _save(part, path)
        return len(part.pages)


def _add(part: pikepdf.Pdf, content: bytes, known: list[tuple[bytes, "_Sheets"]]) -> None:
    """Add the pages of one paper; of a form that is known already, only what the paper has of its own."""
    shared = shared_length(content)
    if not shared:
        with opened(content) as pdf:
            part.pages.extend(pdf.pages)
        return
    own = own_streams(content, shared)
    # Compared, not hashed: the head of a form is long, and a stack has few forms.
    sheets = next((sheets for head, sheets in known if content.startswith(head)), None)
    if sheets is None:
        sheets = _sheets(part, content, own)
        known.append((content[:shared], sheets))
    sheets.add(part, own.values())


@dataclass(frozen=True)
class _Sheets:
    """The pages of a form in a stack: what all share, and in which pieces each page is drawn."""

    pages: tuple[tuple[dict[str, pikepdf.Object], tuple[pikepdf.Object | None, ...]], ...]

    def add(self, part: pikepdf.Pdf, drawings: Iterable[bytes]) -> None:
        """Add the pages of one paper with what it has of its own."""
        own = iter(drawings)
        for common, pieces in self.pages:
            contents = [piece if piece is not None else _packed(part, next(own)) for piece in pieces]
            part.pages.append(pikepdf.Page(Dictionary({**common, "/Contents": Array(contents)})))


def _packed(part: pikepdf.Pdf, content: bytes) -> pikepdf.Object:
    stream = pikepdf.Stream(part, b"")
    stream.write(content, filter=Name.FlateDecode)
    return part.make_indirect(stream)


def _sheets(part: pikepdf.Pdf, content: bytes, own: dict[int, bytes]) -> _Sheets:
    """What the pages of a form share, copied into a stack from the first of its papers."""
    with opened(content) as pdf:
        pages = []
        for page in pdf.pages:
            resources = part.copy_foreign(pdf.make_indirect(page.obj.Resources))
            common = {"/Type": Name.Page, "/MediaBox": Array(list(page.mediabox)), "/Resources": resources}
            pieces = tuple(None if one.objgen[0] in own else part.copy_foreign(one) for one in page.obj.Contents)
            pages.append((common, pieces))
        return _Sheets(tuple(pages))
