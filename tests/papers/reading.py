"""Ways for tests to read a PDF as an official would see it: words with their places, fonts, codes."""

import io
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache

import pdfplumber
import zxingcpp

from app import pdf
from app.papers.documents import TEMPLATES
from tests.papers import samples

MM = 72 / 25.4
FACES = {f"Liberation-Serif-Paper{face}" for face in ("", "-Bold", "-Italic", "-Bold-Italic")}


def made(kind: str, facts: object, **options: object) -> pdf.Rendered:
    """A paper with the sample code and day."""
    given = {"code": samples.CODE, "created": samples.DAY, "title": kind, **options}
    return pdf.render(TEMPLATES[kind], facts, **given)


@cache
def sample(kind: str) -> pdf.Rendered:
    """The paper of the sample facts, made once for all tests that only read it."""
    return made(kind, samples.SAMPLES[kind]())


@cache
def sample_pages(kind: str) -> tuple[pdfplumber.page.Page, ...]:
    """Its pages: what pdfplumber has found on them once it need not find again."""
    return tuple(pages(sample(kind).bytes))


def flat(content: bytes) -> str:
    """All text on one line, with plain spaces."""
    return " ".join(" ".join(pdf.text_of(content)).split())


def in_order(text: str, phrases: tuple[str, ...]) -> list[str]:
    """Those phrases that stand in the text one after the other; equal to the phrases when all is well."""
    found, place = [], 0
    for phrase in phrases:
        at = text.find(phrase, place)
        if at >= 0:
            found.append(phrase)
            place = at + len(phrase)
    return found


def pages(content: bytes) -> Iterator[pdfplumber.page.Page]:
    """The pages one by one, for places of words and lines."""
    with pdfplumber.open(io.BytesIO(content)) as book:
        yield from book.pages


def fonts(book: Iterable[pdfplumber.page.Page]) -> set[str]:
    """Names of the fonts in which any letter of these pages is drawn, without the subset mark."""
    return {char["fontname"].split("+")[-1] for page in book for char in page.chars}


def outside_text_area(page: pdfplumber.page.Page) -> list[str]:
    """Words that reach out of the margins 30, 15, 20, 20 mm, each line of them joined (0.3 mm are forgiven)."""
    left, right = 29.7 * MM, page.width - 14.7 * MM
    top, bottom = 19.7 * MM, page.height - 19.7 * MM
    words = [
        word
        for word in page.extract_words(keep_blank_chars=True)
        if word["x0"] < left or word["x1"] > right or word["top"] < top or word["bottom"] > bottom
    ]
    return [word["text"] for word in words]


def codes(page: pdfplumber.page.Page, dpi: int = 200) -> list[str]:
    """What the QR codes of a page say when it is scanned at that resolution."""
    return [code.text for code in zxingcpp.read_barcodes(page.to_image(resolution=dpi).original)]


def embedded(content: bytes, tmp_path) -> list[tuple[str, str]]:
    """Font names and whether each is embedded, as poppler reports them."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    listing = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listing.splitlines()[2:]]
    return sorted((row[0].split("+")[-1], row[-5]) for row in rows)
