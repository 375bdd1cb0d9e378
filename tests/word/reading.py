"""Ways for tests to read a Word file as Word does: its text in order, its styles, what a paragraph comes to."""

import io
from collections.abc import Iterator
from functools import cache

import docx  # noqa: TID251 what the product writes is read by its own door
from docx.document import Document  # noqa: TID251
from docx.oxml.ns import qn  # noqa: TID251

from app import pdf, word
from app.papers import rules
from app.papers.documents import TEMPLATES
from app.word.styles import STYLES
from tests.papers import samples

EDITED = sorted(layout for layout in TEMPLATES if layout.split("-")[0] in rules.EDITABLE)
EVERY = [*EDITED, "attendance_sheet", "commitment"]  # the last two are only printed, and measured in the bench


@cache
def made(layout: str) -> bytes:
    """The Word file of the sample of a layout."""
    return of_facts(layout, samples.SAMPLES[layout]())


def of_facts(layout: str, facts: object, title: str = "x") -> bytes:
    """The Word file of a paper."""
    html = pdf.markup(TEMPLATES[layout], facts, created=samples.DAY, title=title)
    return word.docx(html, created=samples.DAY, title=title)


def of_body(body: str, body_class: str = "") -> bytes:
    """The Word file of a page that holds only this."""
    html = (
        f'<!doctype html><html lang="vi"><head><title>x</title></head><body class="{body_class}">{body}</body></html>'
    )
    return word.docx(html, title="x", created=samples.DAY)


def opened(content: bytes) -> Document:
    """The file as python-docx reads it."""
    return docx.Document(io.BytesIO(content))


def tag(name: str) -> str:
    """The full name of an element: tag("p")."""
    return qn(f"w:{name}")


def value(element, path: str, attribute: str = "val") -> str | None:
    """An attribute of an element below this one: value(paragraph, "pPr/jc")."""
    for name in path.split("/"):
        element = element.find(tag(name)) if element is not None else None
    return None if element is None else element.get(tag(attribute))


def paragraphs(content: bytes) -> list:
    """All paragraphs of the text in the order in which they are read, those of tables too."""
    return list(opened(content).element.body.iter(tag("p")))


def text(paragraph) -> str:
    """The words of a paragraph, a newline where a line ends inside it."""
    pieces = paragraph.iter(tag("t"), tag("br"))
    return "".join(piece.text if piece.tag == tag("t") else "\n" for piece in pieces)


def style(paragraph) -> str:
    """The name of its style as it is kept in the file."""
    return value(paragraph, "pPr/pStyle") or ""


def styled(content: bytes, *names: str) -> list[str]:
    """The texts that stand in one of these styles, in order."""
    return [text(one) for one in paragraphs(content) if style(one) in names]


def squeezed(words: str) -> str:
    """All signs without any space: what stays the same however lines are broken."""
    return "".join(words.split())


def word_text(content: bytes) -> str:
    """Everything the file says, without spaces: the text, then what stands above the first page."""
    body = "".join(text(one) for one in paragraphs(content))
    first = opened(content).sections[0].first_page_header
    return squeezed(body + "".join(one.text for one in first.paragraphs))


def pdf_text(layout: str, content: bytes) -> str:
    """Everything the PDF of the sample says, without spaces, page numbers and the headings that tables repeat."""
    facts = samples.SAMPLES[layout]()
    printed_paper = pdf.render(TEMPLATES[layout], facts, created=samples.DAY, title=layout)
    headings = {squeezed("".join(row)) for row in heading_rows(content)}
    form = squeezed(facts.form_number or "")
    said, number = "", 0
    for page in pdf.text_of(printed_paper.bytes):
        words = squeezed(page)
        if layout == "attendance_sheet":  # its margins say which buổi it is, and which page of how many
            words = words.removesuffix(squeezed(f"Trang {number + 1}/{printed_paper.pages}"))
            words = words.replace(squeezed(f"{facts.ordinal}. {facts.course_name}"), "")
        number = 1 if words.startswith("Phụlục") else number + 1
        printed = form if not said else str(number) if number > 1 else ""
        said += _without_repeats(words.removesuffix(printed), headings) if said else words.removesuffix(printed)
    return said + form


def _without_repeats(page: str, headings: set[str]) -> str:
    return next((page.removeprefix(heading) for heading in headings if page.startswith(heading)), page)


def kept(paragraph) -> bool:
    """Whether a paragraph stays on the page on which the next one begins, by itself or by its style."""
    return style(paragraph) in _KEPT or paragraph.find(f"./{tag('pPr')}/{tag('keepNext')}") is not None


_KEPT = {name for name, one in STYLES.items() if one.keep_next}


def heading_rows(content: bytes) -> Iterator[list[str]]:
    """The texts of the rows that Word repeats on each page."""
    for row in opened(content).element.body.iter(tag("tr")):
        if row.find(tag("trPr")).find(tag("tblHeader")) is not None:
            yield [text(one) for one in row.iter(tag("p"))]
