"""The letters with which words can be exchanged on a laid-out page: what each is called and how wide it runs.

A form carries all of them in its faces. WeasyPrint keeps the numbers that the glyphs have in our font files, and our
faces join no two letters into one sign, so a word is the numbers of its letters one after the other.
"""

import string
from dataclasses import dataclass
from functools import cache, lru_cache

import weasyprint
from fontTools import ttLib

from app.pdf.press import PDF_A, STATIC, Press

_VIETNAMESE = (
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
)
LETTERS = " " + string.ascii_letters + string.digits + string.punctuation + _VIETNAMESE + "“”‘’–—…äëïöüçñÄËÏÖÜÇÑ²³°"
PANGO_UNITS = 1024  # Pango counts in 1/1024 of a CSS pixel and rounds the advance of each letter to them


@dataclass(frozen=True, eq=False)
class Face:
    """One of our four faces, as far as words can be exchanged in it: glyph number and advance of each letter."""

    glyphs: dict[str, bytes]
    advances: dict[str, int]
    units: int

    def glyphs_of(self, words: str) -> bytes:
        """The words as a PDF shows them, in hexadecimal."""
        return b"".join([self.glyphs[sign] for sign in words])

    def width(self, words: str, size: float) -> float | None:
        """How wide words run at a size, both in CSS pixels: the very sum that the layout comes to.

        None when they hold a sign that forms do not carry.
        """
        advances = _advances(self, size)
        try:
            return sum([advances[sign] for sign in words]) / PANGO_UNITS
        except KeyError:
            return None


@lru_cache(64)
def _advances(face: Face, size: float) -> dict[str, int]:
    scale = round(size * PANGO_UNITS)
    return {sign: (width * scale + face.units // 2) // face.units for sign, width in face.advances.items()}


def faces() -> list[Face]:
    """Our four faces."""
    return [face(bold, italic) for bold in (False, True) for italic in (False, True)]


@cache
def face(bold: bool, italic: bool) -> Face:
    """The letters of one face, read from our font file."""
    style = f"{'Bold' if bold else ''}{'Italic' if italic else ''}" or "Regular"
    with ttLib.TTFont(STATIC / "fonts" / f"LiberationSerif-{style}.ttf", lazy=True) as font:
        names, metrics = font.getBestCmap(), font["hmtx"]
        known = {sign: names[ord(sign)] for sign in LETTERS}
        glyphs = {sign: b"%04x" % font.getGlyphID(name) for sign, name in known.items()}
        return Face(glyphs, {sign: metrics[name][0] for sign, name in known.items()}, font["head"].unitsPerEm)


def page_of_letters(kept: Press, faces: frozenset[tuple[bool, bool]]) -> weasyprint.document.Page:
    """A page that shows every letter in some faces: written with a form and dropped again, it leaves its letters.

    They stand in the margin, where nothing is tagged as text.
    """
    places = zip(("top-left-corner", "top-right-corner", "bottom-left-corner", "bottom-right-corner"), sorted(faces),
                 strict=False)  # fmt: skip
    rules = "".join(
        f'@{place} {{ content: "{_quoted(LETTERS)}"; font: {"bold" if bold else ""} {"italic" if italic else ""} '
        f'10px "Liberation Serif Paper"; white-space: pre-wrap }}'
        for place, (bold, italic) in places
    )
    sheet = weasyprint.CSS(string=f"@page {{ size: 1000mm; margin: 400mm; {rules} }}")
    source = weasyprint.HTML(string='<html lang="vi"><body></body></html>', url_fetcher=kept.fetcher)
    page: weasyprint.document.Page = source.render(
        stylesheets=[kept.style, sheet], font_config=kept.fonts, **PDF_A
    ).pages[0]
    return page


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')
