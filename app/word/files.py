"""A paper's HTML becomes a .docx: its sections, its page numbers, its properties, always the same bytes.

Nothing of python-docx's own template goes along: the package holds the text, the styles, the settings and the heads
of the pages, and nothing else.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import lxml.html
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.package import Package
from docx.parts.document import DocumentPart

from app.word.flow import blocks_of, joined
from app.word.nodes import Node, node, part_of, text_node, twips
from app.word.paragraphs import UnknownMarkup, classes_of, paragraph, paragraphs_of, read_line
from app.word.styles import BODY_CLASSES, LANDSCAPE, LANGUAGE, style_sheet
from app.word.tables import no_text_between

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PAGE_MM = (210, 297)
TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM = 20, 15, 20, 30  # NĐ 30/2020, Phụ lục I, I.3
TO_HEADER_MM, TO_FOOTER_MM = 7.5, 7.5

MAKER = "Sổ Vàng"
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first a zip file can hold
_FORM_NUMBERS = ({"form-number"}, {"form-number-left"})
_OWN_PAGES = ({"appendix"}, {"invitation-odd"}, {"invitation-even"})
_ACROSS = ({"across-odd"}, {"across-even"}, {LANDSCAPE})  # parts that lie across in a paper that stands upright
WORD_2013 = 15


def docx(html: str, *, title: str, created: date) -> bytes:
    """The Word file of a paper.

    Args: html, what `pdf.markup` makes of a template and its facts; title, for the properties of the file; created,
    the day of the paper, which is also the day of the file, so that the same paper gives the same bytes.
    Raises UnknownMarkup when the template says something for which there is no Word yet.
    """
    read = lxml.html.document_fromstring(html)
    body = read.body
    body_class = body.get("class", "").strip()
    if body_class not in BODY_CLASSES:
        raise UnknownMarkup(f'<body class="{body_class}"> is not known')
    no_text_between(body)
    form, sections = _parted(body)
    package = Package()
    text = part_of(node("document"))
    main = DocumentPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, text, package)
    package.relate_to(main, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    _add(main, "styles", style_sheet(body_class), CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES)
    _add(main, "settings", _settings(), CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS)
    page = PAGE_MM[::-1] if body_class == LANDSCAPE else PAGE_MM
    text.append(part_of(node("body", *_pages(main, form, sections, page))))
    author = read.head.find("meta[@name='author']")
    _describe(package.core_properties, title, MAKER if author is None else author.get("content"), created)
    return _saved(package)


@dataclass
class _Section:
    """A part of the paper whose pages are counted from 1; `across`, whether it lies across in an upright paper."""

    elements: list[Any]
    across: bool = False


def _parted(body: Any) -> tuple[Any, list[_Section]]:
    """The form number, if the paper has one, and the parts of the paper."""
    form: Any = None
    sections: list[_Section] = []
    for element in body:
        classes = classes_of(element)
        if element.tag == "section":
            if classes not in _OWN_PAGES and classes not in _ACROSS:
                raise UnknownMarkup(f'<section class="{element.get("class", "")}"> is not known')
            no_text_between(element)
            sections.append(_Section(list(element), classes in _ACROSS))
        elif element.tag == "div" and classes in _FORM_NUMBERS:
            form = element
        else:
            if not sections:
                sections.append(_Section([]))
            sections[-1].elements.append(element)
    return form, sections


def _pages(main: DocumentPart, form: Any, sections: list[_Section], page: tuple[int, int]) -> Iterator[Node]:
    """The text with what ends each section: in its last paragraph, of the last section at the end of all."""
    heads = _Heads(main, form)
    for place, section in enumerate(sections):
        own = page[::-1] if section.across else page
        made = joined(blocks_of(section.elements, own[0] - LEFT_MM - RIGHT_MM))
        ending = _section_end(heads, place, own)
        if place == len(sections) - 1:
            yield from [*made, ending]
            return
        made[-1].children[0].children.append(ending)
        yield from made


class _Heads:
    """The heads of the pages: the number from page 2 on, the form's number on page 1, nothing on later first pages."""

    def __init__(self, main: DocumentPart, form: Any) -> None:
        self.main = main
        self.form = form
        self.numbered = self._part(1, _page_number())
        self.first = self._part(2, paragraph("SoTrang") if form is None else _form_number(form))
        self.empty: str | None = None

    def first_of(self, place: int) -> str:
        """What stands above the first page of a section."""
        if place == 0:
            return self.first
        if self.empty is None:
            self.empty = self._part(3, paragraph("SoTrang"))
        return self.empty

    def _part(self, number: int, content: Node) -> str:
        kind = CONTENT_TYPE.WML_HEADER
        return _add(self.main, f"header{number}", node("hdr", content), kind, RELATIONSHIP_TYPE.HEADER)


def _section_end(heads: _Heads, place: int, page: tuple[int, int]) -> Node:
    turned = {"orient": "landscape"} if page[0] > page[1] else {}
    references = [_reference(kind, to) for kind, to in (("default", heads.numbered), ("first", heads.first_of(place)))]
    return node(
        "sectPr",
        *references,
        node("type", val="nextPage"),
        node("pgSz", w=twips(page[0]), h=twips(page[1]), **turned),
        node(
            "pgMar",
            top=twips(TOP_MM),
            right=twips(RIGHT_MM),
            bottom=twips(BOTTOM_MM),
            left=twips(LEFT_MM),
            header=twips(TO_HEADER_MM),
            footer=twips(TO_FOOTER_MM),
            gutter=0,
        ),
        node("pgNumType", start=1),
        node("titlePg"),
    )


def _reference(kind: str, to: str) -> Node:
    return Node("headerReference", [], {"type": kind, "r:id": to})


def _form_number(form: Any) -> Node:
    (made,) = paragraphs_of(read_line(form, "head of the page"), PAGE_MM[0])
    return made


def _page_number() -> Node:
    return paragraph("SoTrang", node("fldSimple", node("r", text_node("2")), instr=" PAGE "))


def _settings() -> Node:
    """Word 2013 and later, so that the file does not open in its mode for old files; Vietnamese everywhere."""
    mode = node(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=WORD_2013
    )
    return node(
        "settings",
        node("zoom", percent=100),
        node("defaultTabStop", val=720),
        node("characterSpacingControl", val="doNotCompress"),
        node("compat", mode),
        node("themeFontLang", val=LANGUAGE),
        node("decimalSymbol", val=","),
        node("listSeparator", val=";"),
    )


def _add(main: DocumentPart, name: str, content: Node, kind: str, relation: str) -> str:
    part = XmlPart(PackURI(f"/word/{name}.xml"), kind, part_of(content), main.package)
    return str(main.relate_to(part, relation))


def _describe(properties: CoreProperties, title: str, author: str, created: date) -> None:
    """The properties of the file; its author is who issues the paper, where the paper names one."""
    moment = datetime.combine(created, time(), UTC).replace(tzinfo=None)
    properties.title, properties.author, properties.last_modified_by = title, author, MAKER
    properties.created = properties.modified = moment
    properties.language, properties.revision = LANGUAGE, 1


def _saved(package: Package) -> bytes:
    written, fixed = io.BytesIO(), io.BytesIO()
    package.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, parts.read(part))
    return fixed.getvalue()
