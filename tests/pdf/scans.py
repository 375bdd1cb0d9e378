"""Files as a copier makes them: pages without a word, turned as they lay on the glass."""

import io

import pikepdf  # noqa: TID251

from tests.papers.reading import MM


def blank(width_mm: float = 210, height_mm: float = 297, rotate: int = 0, count: int = 1) -> bytes:
    """A scan of empty sheets, each turned by so many degrees."""
    with pikepdf.new() as scan:
        for _ in range(count):
            page = scan.add_blank_page(page_size=(width_mm * MM, height_mm * MM))
            page.obj.Rotate = rotate
        target = io.BytesIO()
        scan.save(target)
        return target.getvalue()
