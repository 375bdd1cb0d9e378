"""The file as a whole: what it says, its pages, its heads, its properties, and that it is the same each time."""

import io
import subprocess
import sys
import zipfile
from datetime import datetime

import pytest

from app import word
from tests.papers import samples
from tests.word.reading import (
    EDITED,
    EVERY,
    made,
    of_body,
    of_facts,
    opened,
    paragraphs,
    pdf_text,
    style,
    tag,
    text,
    value,
    word_text,
)

MM = 36_000  # English metric units, in which python-docx measures


def test_the_papers_that_are_edited_outside():
    assert {"proposal", "roll", "report_person", "minutes", "vote_count", "decision"} <= set(EDITED)
    assert not {"certificate", "commitment", "ballot", "dossier"} & set(EDITED)


@pytest.mark.parametrize("layout", EVERY)
def test_the_word_file_says_what_the_pdf_says(layout):
    content = made(layout)
    said = word_text(content).replace("□", "")  # in the PDF the box to tick is drawn
    assert said == pdf_text(layout, content)


@pytest.mark.parametrize("layout", EVERY)
def test_each_paper_stands_on_a4_with_the_margins_of_the_decree(layout):
    document = opened(made(layout))
    for section in document.sections:
        long, short = section.page_height, section.page_width
        if section.orientation == 1:
            long, short = short, long
        assert (round(short / MM), round(long / MM)) == (210, 297)
        margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [round(margin / MM, 1) for margin in margins] == [20, 15, 20, 30]


@pytest.mark.parametrize("layout", EVERY)
def test_pages_are_numbered_from_the_second_in_the_middle_above(layout):
    for section in opened(made(layout)).sections:
        head = section.header._element
        (field,) = head.iter(tag("fldSimple"))
        assert (field.get(tag("instr")).strip(), style(field.getparent())) == ("PAGE", "SoTrang")
        assert section.different_first_page_header_footer
        assert list(section.first_page_header._element.iter(tag("fldSimple"))) == []
        assert value(section._sectPr, "pgNumType", "start") == "1"


def test_the_form_number_stands_above_the_first_page_alone():
    proposal, roll = opened(made("proposal")), opened(made("decision"))
    (line,) = proposal.sections[0].first_page_header.paragraphs
    assert (line.text, style(line._p)) == ("Mẫu số 01", "SoMau")
    assert [one.first_page_header.paragraphs[0].text for one in roll.sections] == ["", ""]


def test_the_form_number_of_an_attachment_stands_left_of_the_room_for_the_digital_signature():
    content = of_body('<div class="form-number-left">Mẫu số 08</div><h1>BÁO CÁO</h1>')
    (line,) = opened(content).sections[0].first_page_header.paragraphs
    assert (line.text, style(line._p)) == ("Mẫu số 08", "SoMauTrai")


def test_an_appendix_has_pages_and_a_count_of_its_own():
    content = made("decision")
    main, appendix = opened(content).sections
    assert value(appendix._sectPr, "type") == "nextPage"
    assert (main.first_page_header.paragraphs[0].text, appendix.first_page_header.paragraphs[0].text) == ("", "")
    ending = next(place for place, one in enumerate(paragraphs(content)) if one.find(f".//{tag('sectPr')}") is not None)
    assert text(paragraphs(content)[ending + 1]) == "Phụ lục"


def test_each_invited_guest_has_a_sheet_of_its_own():
    sheets = "".join(f'<section class="invitation-{kind}"><h1>GIẤY MỜI</h1></section>' for kind in ("odd", "even"))
    assert len(opened(of_body(sheets)).sections) == 2


def test_a_landscape_paper_is_laid_across():
    (section,) = opened(of_body("<h1>TÓM TẮT</h1>", "landscape")).sections
    assert (round(section.page_width / MM), round(section.page_height / MM), section.orientation) == (297, 210, 1)


def test_the_properties_are_those_of_the_paper():
    told = opened(of_facts("decision", samples.decision(), "Quyết định tặng Giấy khen")).core_properties
    assert (told.title, told.language) == ("Quyết định tặng Giấy khen", "vi-VN")
    assert (told.author, told.last_modified_by) == ("ỦY BAN NHÂN DÂN XÃ VẠN AN", "Sổ Vàng")
    assert told.created == told.modified
    assert told.created.replace(tzinfo=None) == datetime(2026, 2, 5)  # noqa: DTZ001 as the file keeps it
    assert opened(of_body("<p>Một</p>")).core_properties.author == "Sổ Vàng"


def test_the_package_holds_only_what_the_paper_needs():
    with zipfile.ZipFile(io.BytesIO(made("decision"))) as parts:
        assert sorted(parts.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/header1.xml",
            "word/header2.xml",
            "word/header3.xml",
            "word/settings.xml",
            "word/styles.xml",
        ]
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_facts_give_the_same_bytes_in_another_process():
    program = (
        "import hashlib, sys; from tests.word.reading import made; "
        "sys.stdout.write(hashlib.sha256(made('decision')).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != ""


def test_word_opens_it_in_no_mode_for_old_files():
    settings = opened(made("roll")).settings.element
    (mode,) = settings.iter(tag("compatSetting"))
    assert (mode.get(tag("name")), mode.get(tag("val"))) == ("compatibilityMode", "15")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<section class="certificate"></section>', "certificate"),
        ('<p class="unheard-of">Một</p>', "unheard-of"),
        ('<p class="center italic">Một</p>', "center italic"),
        ("<p>Một <u>hai</u></p>", "<u"),
        ('<p style="color: red">Một</p>', "style"),
        ("<p>Một</p>hai", "hai"),
        ("<ul><li>Một</li></ul>", "<ul"),
        ('<table class="ballot-rows"><tr><td>1</td></tr></table>', "ballot-rows"),
        ('<table class="head"><tr><td>một<div class="agency">X</div></td><td></td></tr></table>', "một"),
        ('<div class="draft">DỰ THẢO</div>', "draft"),
        ("<p>Một<!-- hai --></p>", "hai|known"),
    ],
)
def test_what_is_not_known_is_refused_and_never_left_out(body, told):
    with pytest.raises(word.UnknownMarkup, match=told):
        of_body(body)


def test_an_unknown_body_is_refused():
    with pytest.raises(word.UnknownMarkup, match="wide"):
        of_body("<p>Một</p>", "wide")


def test_a_giay_khen_is_never_a_word_file():
    with pytest.raises(word.UnknownMarkup, match="certificate"):
        of_facts("certificate", samples.certificate())


# The order in which the schema of WordprocessingML (ISO/IEC 29500-1) wants what the product writes.
ORDER = {
    "pPr": ("pStyle", "keepNext", "widowControl", "pBdr", "spacing", "ind", "jc", "outlineLvl", "sectPr"),
    "rPr": ("rFonts", "b", "bCs", "i", "iCs", "sz", "szCs", "lang"),
    "tblPr": ("tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar"),
    "tcPr": ("tcW", "gridSpan", "vAlign"),
    "sectPr": ("headerReference", "type", "pgSz", "pgMar", "pgNumType", "titlePg"),
    "style": ("name", "basedOn", "uiPriority", "qFormat", "pPr", "rPr", "tblPr"),
    "tbl": ("tblPr", "tblGrid", "tr"),
    "tr": ("trPr", "tc"),
    "tc": ("tcPr", "p"),
}


@pytest.mark.parametrize("layout", EVERY)
def test_everything_stands_in_the_order_that_word_demands(layout):
    document = opened(made(layout))
    for part in (document.element, document.styles.element):
        for parent in part.iter(*(tag(name) for name in ORDER)):
            wanted = ORDER[local(parent)]
            places = [wanted.index(local(child)) for child in parent]
            assert places == sorted(places)


def local(element) -> str:
    """The name of an element without its space."""
    return element.tag.rpartition("}")[2]
