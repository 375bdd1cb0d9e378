"""A form ready for use: laid out with marks in its open places, its drawing cut open there, and tried.

The trial sets long words in all open places, lays the same page out the ordinary way, and compares every run of text:
its face, its glyphs, its place. A form that fails is not used.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pikepdf

from app.pdf import press
from app.pdf.alphabet import faces, page_of_letters
from app.pdf.blanks import Blank, Piece, blank
from app.pdf.codes import code_drawing, code_places, page_code
from app.pdf.patterns import CODE, KEPT, TITLE, Pattern
from app.pdf.reading import Rendered
from app.pdf.slots import Line, changing_lines

NEAR = 0.02  # CSS pixels between a stamped word and the same word laid out
TRIAL = "Hội Liên hiệp Phụ nữ phường Đông Yên Thượng gặp gỡ Nguyễn Quỳnh Khuê, số 124 phố Trần Quý Cáp, khối 09 "
TRIAL_CODE = "9K7M2PQRSTU"
BETWEEN = 400  # bytes of fixed drawing between two holes that are rather repeated than stored apart

_SHOWN = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm\n(?:/(\S+) (\S+) Tf\n)?(?:(\[[^\]]*\]) TJ|(<[0-9a-f]*>) Tj)")
_GLYPHS = re.compile(rb"<([0-9a-f]*)>")


@dataclass(frozen=True)
class Shown:
    """One run of text in the drawing of a page: where its operators stand, its place and font, its glyphs."""

    start: int
    end: int
    x: float
    y: float
    font: bytes
    glyphs: bytes
    height: bytes
    setting: bytes


def _shown(drawing: bytes) -> list[Shown]:
    found, font = [], b""
    for match in _SHOWN.finditer(drawing):
        x, y, name, size, words, word = match.groups()
        setting = b"/%b %b Tf\n" % (name, size) if name else b""
        font = setting or font
        glyphs = b"".join(_GLYPHS.findall(words or word))
        found.append(Shown(*match.span(), float(x), float(y), font, glyphs, y, setting))
    return found


@dataclass(frozen=True)
class Hole:
    """A run of text that changes or moves: its line, its number on the line, and what its drawing is made of."""

    start: int
    end: int
    line: int
    word: int
    height: bytes
    setting: bytes
    glyphs: bytes


@dataclass(frozen=True)
class Square:
    """Where the QR of a page is drawn: at the head of its drawing, at so many points from the left and the foot."""

    page: int
    left: float
    top: float


Zone = tuple[bytes | Hole | Square, ...]  # a stretch of drawing that each paper has of its own


@dataclass(frozen=True)
class Form:
    """A form ready for use: its lines, what is drawn in the holes of its file, and its file.

    `shape` is in how many lines each open text stands.
    """

    shape: tuple[int, ...]
    lines: tuple[Line, ...]
    zones: tuple[Zone, ...]
    pages: tuple[tuple[Piece, ...], ...]
    file: Blank

    def paper(self, texts: Sequence[Sequence[str]], code: str, title: str) -> Rendered | None:
        """One paper; None when a text does not fit its lines or holds a sign that the form does not carry."""
        drawings = self.drawings(texts, code)
        return self.file.filled(drawings, title) if drawings else None

    def broken(self, texts: Sequence[str]) -> list[list[str]]:
        """The texts of a form of single lines as they go over several, where they do not fit and may be broken."""
        parts = {}
        for line in self.lines:
            if line.set([*texts, *_codes(CODE, len(self.pages))]) is None:
                parts.update(line.broken(texts) or {})
        return [parts.get(number, [text]) for number, text in enumerate(texts)]

    def drawings(self, texts: Sequence[Sequence[str]], code: str) -> list[bytes] | None:
        """What stands in each hole of the file, from each open text in as many lines as the form has for it."""
        shown = [line for text in texts for line in text] + _codes(code, len(self.pages))
        places = [line.set(shown) for line in self.lines]
        if None in places:
            return None
        return [b"".join([self._drawn(item, places, shown, code) for item in zone]) for zone in self.zones]

    def _drawn(self, item: bytes | Hole | Square, places: list, texts: Sequence[str], code: str) -> bytes:
        if isinstance(item, bytes):
            return item
        if isinstance(item, Square):
            return code_drawing(page_code(code, item.page), item.left, item.top)
        word = self.lines[item.line].words[item.word]
        glyphs = item.glyphs
        if word.source is not None:
            glyphs = word.face.glyphs_of(word.text_of(texts))
        return b"1 0 0 -1 %.6f %b Tm\n%b<%b> Tj" % (places[item.line][item.word], item.height, item.setting, glyphs)


def _codes(code: str, pages: int) -> list[str]:
    return [page_code(code, page) for page in range(1, pages + 1)]


@lru_cache(KEPT)
def form(pattern: Pattern, shape: tuple[int, ...]) -> Form | None:
    """Lay out a form and try it; None when its words may not change where they stand. The caller holds the lock.

    Args: shape, in how many lines each open text is to stand.
    """
    kept = press.press()
    owners = [number for number, lines in enumerate(shape) for _line in range(lines)]
    marks = [f"Kxq{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(len(owners))]
    document = press.laid_out(kept, pattern.filled(_grouped(marks, shape)), CODE)
    codes = _codes(CODE, len(document.pages))
    owners += range(len(shape), len(shape) + len(codes))
    lines = changing_lines(document.pages, marks + codes, owners)
    if not lines:
        return None
    styles = frozenset(word.style for line in lines for word in line.words if word.source is not None)
    content = press.finished(document.copy([*document.pages, page_of_letters(kept, styles)]), None)
    cut = _cut(document.pages, _drawings(content), lines, marks + codes)
    if cut is None:
        return None
    pages, zones = cut
    made = Form(shape, tuple(lines), zones, pages, blank(content, pages, TITLE))
    return made if _stands_trial(made, pattern, kept) else None


def _grouped(lines: Sequence[str], shape: tuple[int, ...]) -> list[list[str]]:
    rest = iter(lines)
    return [[next(rest) for _line in range(count)] for count in shape]


def _drawings(content: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [page.obj.Contents.read_bytes() for page in pdf.pages]


def _cut(laid_out: Sequence[Any], drawings: list[bytes], lines: list[Line], marks: list[str]) -> Any:
    """Each page's drawing in pieces, and what is drawn in its holes; None when a word is not found in it once."""
    pages: list[tuple[Piece, ...]] = []
    zones: list[Zone] = []
    for number, (page, drawing) in enumerate(zip(laid_out, drawings, strict=False)):
        holes = _holes(number, drawing, lines, marks)
        if holes is None:
            return None
        pieces: list[Piece] = [len(zones)]
        zones.append(tuple(Square(number + 1, left, top) for left, top in code_places(page)))
        place = 0
        for group in _together(sorted(holes, key=lambda hole: hole.start)):
            pieces += [drawing[place : group[0].start], len(zones)]
            zones.append(tuple(_zone(drawing, group)))
            place = group[-1].end
        pages.append((*pieces, drawing[place:]))
    return tuple(pages), tuple(zones)


def _holes(page: int, drawing: bytes, lines: list[Line], marks: list[str]) -> list[Hole] | None:
    shown = _shown(drawing)
    holes: list[Hole] = []
    for line_number, line in enumerate(lines):
        for word_number, word in enumerate(line.words):
            if word.key[0] != page:
                continue
            hits = [one for one in shown if abs(one.x - word.key[1]) + abs(one.y - word.key[2]) < NEAR]
            if len(hits) != 1:
                return None
            (hit,) = hits
            shown.remove(hit)
            holes.append(Hole(hit.start, hit.end, line_number, word_number, hit.height, hit.setting, hit.glyphs))
    return None if any(_shows_mark(one.glyphs, marks) for one in shown) else holes


def _shows_mark(glyphs: bytes, marks: list[str]) -> bool:
    """Whether a run that is to stay shows an open place after all, in whatever face."""
    return any(every.glyphs_of(mark) in glyphs for every in faces() for mark in marks)


def _together(holes: list[Hole]) -> list[list[Hole]]:
    """Holes with little between them are filled as one."""
    groups: list[list[Hole]] = []
    for hole in holes:
        if groups and hole.start - groups[-1][-1].end < BETWEEN:
            groups[-1].append(hole)
        else:
            groups.append([hole])
    return groups


def _zone(drawing: bytes, group: list[Hole]) -> list[bytes | Hole]:
    found: list[bytes | Hole] = [group[0]]
    for before, hole in pairwise(group):
        found += [drawing[before.end : hole.start], hole]
    return found


def _stands_trial(made: Form, pattern: Pattern, kept: press.Press) -> bool:
    """Whether long words come out as the ordinary way sets them: the same runs of text at the same places."""
    for texts in _trials(made, pattern):
        drawings = made.drawings(texts, TRIAL_CODE)
        if drawings:
            break
    else:
        return False
    whole = [[" ".join(text)] for text in texts]
    ordinary = _drawings(press.finished(press.laid_out(kept, pattern.filled(whole), TRIAL_CODE), TRIAL_CODE))
    mine = [b"".join(drawings[one] if isinstance(one, int) else one for one in page) for page in made.pages]
    return len(mine) == len(ordinary) and all(map(_same, mine, ordinary))


def _trials(made: Form, pattern: Pattern) -> Iterator[list[list[str]]]:
    """Texts for every open place, the longest first: in forms of several lines, such as would fill these lines."""
    single = None if max(made.shape) == 1 else form(pattern, (1,) * len(made.shape))
    for length in range(len(TRIAL), 0, -4):
        texts = [
            (TRIAL[number:] + TRIAL * lines)[: length + len(TRIAL) * (lines - 1)].strip()
            for number, lines in enumerate(made.shape)
        ]
        if single is None:
            yield [[text] for text in texts]
        else:
            broken = single.broken(texts)
            if tuple(map(len, broken)) == made.shape:
                yield broken


def _same(mine: bytes, ordinary: bytes) -> bool:
    ours, theirs = _shown(mine), _shown(ordinary)
    return len(ours) == len(theirs) and all(
        (one.font, one.glyphs) == (other.font, other.glyphs) and max(abs(one.x - other.x), abs(one.y - other.y)) < NEAR
        for one, other in zip(ours, theirs, strict=True)
    )
