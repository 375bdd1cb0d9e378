"""What a finished PDF says of itself: pages, sizes, text, the fineness of a scan."""

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdf
from pikepdf import Name


@dataclass(frozen=True)
class Rendered:
    """A finished PDF and how many pages it has."""

    bytes: bytes
    pages: int


class Unreadable(ValueError):
    """A file that is no PDF, is damaged, is locked by a password or has no page."""


def page_count(content: bytes) -> int:
    """How many pages a PDF has; raises Unreadable when it is none."""
    with opened(content) as pdf:
        return len(pdf.pages)


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page as it is seen, in whole millimetres."""
    with opened(content) as pdf:
        return [_seen_size(page) for page in pdf.pages]


def resolutions(content: bytes) -> list[int | None]:
    """The dots per inch of each page that is one picture, as a copier makes it; None for a page with text."""
    with opened(content) as pdf:
        return [_resolution(page) for page in pdf.pages]


def _resolution(page: pikepdf.Page) -> int | None:
    pictures = page.get_images().values()
    if not pictures or Name.Font in page.resources:
        return None
    left, bottom, right, top = box(page)
    longest = max(max(int(picture.get(Name.Width, 0)), int(picture.get(Name.Height, 0))) for picture in pictures)
    return round(longest * 72 / max(right - left, top - bottom))


def _seen_size(page: pikepdf.Page) -> tuple[int, int]:
    left, bottom, right, top = box(page)
    width, height = round((right - left) / 72 * 25.4), round((top - bottom) / 72 * 25.4)
    return (height, width) if turn(page) in (90, 270) else (width, height)


def text_of(content: bytes) -> list[str]:
    """The text of each page, in the order in which it was written."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def opened(content: bytes) -> pikepdf.Pdf:
    """A PDF for work; raises Unreadable when it is none, is locked or has no page."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
        pages = len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise Unreadable(str(error)) from error
    if not pages:
        raise Unreadable("no page")
    return pdf


def box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is seen of a page, in points."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def turn(page: pikepdf.Page) -> int:
    """How far a page is turned clockwise when it is shown: 0, 90, 180 or 270 degrees."""
    node: Any = page.obj
    while Name.Rotate not in node and Name.Parent in node:
        node = node[Name.Parent]
    return int(node.get(Name.Rotate, 0)) % 360


def saved(pdf: pikepdf.Pdf) -> Rendered:
    """The file as bytes, the same for the same pages."""
    target = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False)
    return Rendered(target.getvalue(), len(pdf.pages))
