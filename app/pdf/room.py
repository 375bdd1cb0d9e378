"""How much room a paper leaves below its end: what a list may be filled up with without another page."""

import datetime
import math
from collections.abc import Iterator
from typing import Any

from app.pdf.press import laid_out, lock, press, written

LIST = "grid"


def free_rows(template: str, facts: object, *, created: datetime.date, title: str) -> int:
    """How many more rows like its last one the list of a paper could have before the paper needs another page.

    Args: as `render`. The paper is laid out once, nothing is written. Returns 0 for a paper without a list.
    """
    with lock:
        kept = press()
        html = written(kept, template, {"facts": facts}, None, created, title, False)
        document = laid_out(kept, html, None)
        heights = [row.height for page in document.pages for row in _rows(page._page_box)]
        if not heights:
            return 0
        last = document.pages[-1]._page_box
        return max(0, math.floor((last.content_box_y() + last.height - _end(last)) / heights[-1]))


def _rows(box: Any) -> Iterator[Any]:
    """The rows in the body of every list on a page, from top to bottom."""
    in_list = LIST in (box.element.get("class") or "").split() if _is(box, "table") else False
    for inner in getattr(box, "children", ()):
        if in_list and _is(inner, "tbody"):
            yield from inner.children
        else:
            yield from _rows(inner)


def _is(box: Any, tag: str) -> bool:
    return box.element_tag == tag and box.element is not None


def _end(page: Any) -> float:
    """Where the last thing on a page ends; what stands in its margins does not count."""
    return max((_bottom(box) for box in page.children if not getattr(box, "at_keyword", None)), default=0.0)


def _bottom(box: Any) -> float:
    """Where a box ends without the margin below it; the root of a page is as high as the page, so its parts tell."""
    inner = [_bottom(one) for one in getattr(box, "children", ()) if one.is_in_normal_flow()]
    if box.element_tag in ("html", "body", "div") and inner:
        return max(inner)
    return float(box.border_box_y() + box.border_height())
