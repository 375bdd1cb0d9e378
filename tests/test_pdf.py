"""The door to PDF: same facts same bytes, no gap printed in silence, and a bound dossier one can find one's way in."""

import dataclasses
import hashlib
import io
import logging
import re
import subprocess
import sys
import unicodedata

import jinja2
import pikepdf  # noqa: TID251
import pytest
import weasyprint  # noqa: TID251
import weasyprint.urls  # noqa: TID251
from fontTools import ttLib

from app import pdf
from app.papers.documents import TEMPLATES
from app.pdf import numbering, press
from tests.papers import samples
from tests.papers.reading import FACES, MM, codes, embedded, flat, fonts, made, pages


@pytest.fixture(scope="module")
def parts() -> list[pdf.Part]:
    kinds = ("proposal", "roll", "report_person", "decision", "certificate")
    return [pdf.Part(f"Văn bản {kind}", made(kind, samples.SAMPLES[kind]()).bytes) for kind in kinds]


def bound(parts) -> pdf.Rendered:
    return pdf.bind(parts, cover_facts=samples.dossier_cover(), created=samples.DAY, title="Hồ sơ khen thưởng")


def blank(width_mm: float = 210, height_mm: float = 297, rotate: int = 0, count: int = 1) -> bytes:
    with pikepdf.new() as scan:
        for _ in range(count):
            page = scan.add_blank_page(page_size=(width_mm * MM, height_mm * MM))
            page.obj.Rotate = rotate
        target = io.BytesIO()
        scan.save(target)
        return target.getvalue()


def test_render_same_facts_same_bytes():
    first, second = (made("proposal", samples.proposal()) for _ in range(2))
    assert hashlib.sha256(first.bytes).hexdigest() == hashlib.sha256(second.bytes).hexdigest()


def test_render_same_bytes_in_another_process():
    script = (
        "import hashlib; from tests.papers import reading, samples; "
        "print(hashlib.sha256(reading.made('certificate', samples.certificate()).bytes).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=press.ROOT)
    assert other.stdout.strip() == hashlib.sha256(made("certificate", samples.certificate()).bytes).hexdigest()


def test_render_is_pdf_a_with_day_and_title():
    content = made("proposal", samples.proposal(), title="Tờ trình").bytes
    with pikepdf.open(io.BytesIO(content)) as paper, paper.open_metadata() as data:
        found = (data.pdfa_status, str(paper.docinfo.Title), str(paper.docinfo.CreationDate)[:10])
        assert found == ("3U", "Tờ trình", "D:20260205")


def test_render_writes_no_log_line(caplog):
    caplog.set_level(logging.INFO, logger="weasyprint")
    caplog.set_level(logging.INFO, logger="fontTools")
    numbering.ascii_face.cache_clear()
    content = made("certificate", samples.certificate()).bytes
    bound([pdf.Part("Giấy khen", content)])
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("field", ["about", "proposer_name", "case_basis"])
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_render_empty_fact_names_the_field(field, empty):
    facts = dataclasses.replace(samples.proposal(), **{field: empty})
    with pytest.raises(jinja2.UndefinedError) as caught:
        made("proposal", facts)
    assert str(caught.value) == f"Proposal.{field} is empty"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('phong trào "Bình dân học vụ số"', 'phong trào <span class="held-name">“Bình dân học vụ số”</span>'),
        ("Kế hoạch số 45/KH-UBND", 'Kế hoạch số <span class="held-number">45/KH-UBND</span>'),
        ("(85,71 %), 760.000 đồng", '(<span class="held-number">85,71 %</span>), '
         '<span class="held-number">760.000 đồng</span>'),
        ('<b>5" & x', "&lt;b&gt;5&#34; &amp; x"),
        (7, 7),
    ],
)  # fmt: skip
def test_typeset_curls_marks_and_holds_numbers(typed, printed):
    assert pdf.typeset(typed) == printed


def test_render_unknown_fact_is_an_error():
    with pytest.raises(jinja2.UndefinedError) as caught:
        pdf.render(TEMPLATES["proposal"], object(), created=samples.DAY, title="x")
    assert str(caught.value) == "'object object' has no attribute 'form_number'"


def test_render_escapes_what_was_typed():
    facts = dataclasses.replace(samples.certificate(), recipient="<b>A & B</b>")
    assert "<b>A & B</b>" in flat(made("certificate", facts).bytes)


@pytest.mark.parametrize(
    "url", ["https://example.org/a.png", "file:///etc/passwd", "own:../app/pdf.py", "own:paper.css"]
)
def test_fetcher_serves_only_our_own(url):
    with pytest.raises(ValueError, match=r"^a paper may not use"):
        pdf.OwnFiles(fail_on_errors=True).fetch(url)


def test_missing_picture_stops_the_making():
    page = weasyprint.HTML(string='<img src="own:emblem/none.svg">', url_fetcher=pdf.OwnFiles(fail_on_errors=True))
    with pytest.raises(weasyprint.urls.FatalURLFetchingError):
        page.render()


def test_code_is_read_on_every_page_at_200_dpi():
    content = made("decision", samples.decision()).bytes
    read = [codes(page) for page in pages(content)]
    assert read == [[f"{samples.CODE}-{number}"] for number in range(1, len(read) + 1)]


def test_code_reaches_pages_beyond_the_first_rules():
    content = made("roll", samples.roll(people=75))
    assert content.pages > press.FEW_PAGES
    last = list(pages(content.bytes))[-1]
    assert codes(last) == [f"{samples.CODE}-{content.pages}"]


def test_code_on_landscape_certificate_is_read():
    content = made("certificate", samples.certificate()).bytes
    assert [codes(page) for page in pages(content)] == [[f"{samples.CODE}-1"]]


@pytest.mark.parametrize("kind", ["roll", "certificate"])
def test_draft_carries_the_word_and_no_code(kind):
    content = made(kind, samples.SAMPLES[kind](), draft=True).bytes
    texts = pdf.text_of(content)
    assert ["DỰ THẢO" in text for text in texts] == [True] * len(texts)
    assert [(samples.CODE in text, codes(page)) for text, page in zip(texts, pages(content), strict=True)] == [
        (False, [])
    ] * len(texts)


def test_sealed_paper_has_no_draft_word():
    assert "DỰ THẢO" not in flat(made("roll", samples.roll()).bytes)


def test_fonts_are_ours_and_embedded(tmp_path):
    content = made("proposal", samples.proposal()).bytes
    assert embedded(content, tmp_path) == sorted((face, "yes") for face in FACES)


def test_bind_numbers_every_page_once(parts):
    book = bound(parts)
    found = [re.findall(r"Trang (\d+)/(\d+)", text) for text in pdf.text_of(book.bytes)]
    assert found == [[(str(number), str(book.pages))] for number in range(1, book.pages + 1)]


def test_bind_contents_name_the_page_where_each_part_begins(parts):
    book = bound(parts)
    first, expected = 3, []
    for number, part in enumerate(parts, start=1):
        pages_of_part = pdf.page_count(part.bytes)
        expected.append((number, part.title, pages_of_part, first))
        first += pages_of_part
    lines = re.findall(r"(\d+) (Văn bản \w+) (\d+) (\d+)", " ".join(pdf.text_of(book.bytes)[1].split()))
    assert [(int(a), title, int(b), int(c)) for a, title, b, c in lines] == expected
    assert book.pages == first - 1


def test_bind_links_of_contents_lead_to_the_parts(parts):
    book = bound(parts)
    with pikepdf.open(io.BytesIO(book.bytes)) as opened:
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages, start=1)}
        targets = [numbers[link.A.D[0].objgen] for link in opened.pages[1].Annots]
    starts = [3]
    for part in parts[:-1]:
        starts.append(starts[-1] + pdf.page_count(part.bytes))
    assert targets == [start for start in starts for _ in ("title", "page number")]


def test_bind_outline_has_parts_and_keeps_their_own(parts):
    with pikepdf.open(io.BytesIO(bound(parts).bytes)) as opened, opened.open_outline() as outline:
        numbers = {page.obj.objgen: index for index, page in enumerate(opened.pages, start=1)}
        top = [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]
        inner = [
            (child.title, numbers[child.destination[0].objgen]) for item in outline.root for child in item.children
        ]
    assert top[:4] == [("Bìa", 1), ("Mục lục", 2), ("Văn bản proposal", 3), ("Văn bản roll", 4)]
    assert inner[:3] == [("TỜ TRÌNH", 3), ("DANH SÁCH", 4), ("BÁO CÁO THÀNH TÍCH", 8)]


def test_bind_same_parts_same_bytes(parts):
    assert bound(parts).bytes == bound(parts).bytes


def test_bind_long_contents_takes_a_second_page_and_counts_it(parts):
    many = [pdf.Part(f"Văn bản số {number}", parts[0].bytes) for number in range(1, 61)]
    book = bound(many)
    assert book.pages == 1 + 2 + 60
    lines = re.findall(r"(\d+) Văn bản số (\d+) 1 (\d+)", flat(book.bytes))
    assert [(int(a), int(c)) for a, _, c in lines] == [(number, number + 3) for number in range(1, 61)]


@pytest.mark.parametrize(("rotate", "seen"), [(0, (210, 297)), (90, (297, 210)), (180, (210, 297)), (270, (297, 210))])
def test_bind_numbers_a_turned_scan_upright_at_its_foot(rotate, seen):
    book = bound([pdf.Part("Bản quét", blank(rotate=rotate))])
    assert pdf.page_sizes(book.bytes)[2] == seen
    page = list(pages(book.bytes))[2]
    chars = [char for char in page.chars if char["text"].strip()]
    assert {char["upright"] for char in chars} == {True}
    assert "".join(char["text"] for char in sorted(chars, key=lambda char: char["x0"])) == "Trang3/3"
    middle = (min(char["x0"] for char in chars) + max(char["x1"] for char in chars)) / 2
    assert abs(middle / MM - seen[0] / 2) < 0.5
    assert [round((page.height - char["bottom"]) / MM) for char in chars] == [5] * len(chars)


def test_bind_number_grows_with_a_huge_scan():
    book = bound([pdf.Part("Bản quét", blank(840, 1188))])
    page = list(pages(book.bytes))[2]
    assert {round(char["size"]) for char in page.chars} == {40}


def test_bind_number_touches_nothing_else_on_our_papers(parts):
    for page in list(pages(bound(parts).bytes))[2:]:
        words = page.extract_words()
        number = [word for word in words if word["bottom"] > page.height - 9 * MM and word["text"] == "Trang"]
        assert len(number) == 1
        band = (page.width / 2 - 20 * MM, page.height - 9 * MM, page.width / 2 + 20 * MM, page.height)
        inside = page.within_bbox(band).extract_text()
        assert re.fullmatch(r"Trang \d+/\d+", inside)


def test_bind_is_not_called_pdf_a(parts):
    with pikepdf.open(io.BytesIO(bound(parts).bytes)) as book:
        assert (pikepdf.Name.Metadata in book.Root, str(book.Root.Lang)) == (False, "vi")
        assert str(book.docinfo.Title) == "Hồ sơ khen thưởng"


def test_bind_broken_part_is_named():
    with pytest.raises(pdf.Unreadable, match=r"^Bản quét 1: "):
        bound([pdf.Part("Bản quét 1", b"no pdf at all")])


def test_page_count_locked_file_is_unreadable():
    with pikepdf.open(io.BytesIO(blank())) as scan:
        target = io.BytesIO()
        scan.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(pdf.Unreadable):
        pdf.page_count(target.getvalue())


def test_page_count_of_a_scan():
    assert pdf.page_count(blank(count=3)) == 3


def test_merge_keeps_order_and_repeats_itself():
    files = [made("commitment", samples.commitment(kind)).bytes for kind in ("person", "household", "unit")]
    stack = pdf.merge(files)
    assert (stack.pages, stack.bytes) == (3, pdf.merge(files).bytes)
    assert pdf.text_of(stack.bytes) == [pdf.text_of(one)[0] for one in files]


def test_warm_up_can_be_repeated():
    assert (pdf.warm_up(), pdf.warm_up()) == (None, None)


def test_all_papers_use_only_our_faces():
    used = {kind: fonts(made(kind, facts()).bytes) - FACES for kind, facts in samples.SAMPLES.items()}
    assert used == {kind: set() for kind in samples.SAMPLES}


def test_style_sheet_names_the_right_file_for_each_face():
    blocks = re.findall(r"@font-face \{(.*?)\}", (pdf.STATIC / "paper.css").read_text(), re.DOTALL)
    named = {
        ("font-weight: bold" in block, "font-style: italic" in block): re.search(r"own:fonts/(.+?)\"", block)[1]
        for block in blocks
    }
    assert named == {
        (False, False): "LiberationSerif-Regular.ttf",
        (True, False): "LiberationSerif-Bold.ttf",
        (False, True): "LiberationSerif-Italic.ttf",
        (True, True): "LiberationSerif-BoldItalic.ttf",
    }


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_shipped_face_is_free_and_has_every_vietnamese_letter(face):
    tones = "\u0300\u0301\u0303\u0309\u0323"
    toned = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones]
    letters = "ăâđêôơư" + "".join(toned)
    font = ttLib.TTFont(pdf.STATIC / "fonts" / f"LiberationSerif-{face}.ttf")
    names = font["name"]
    assert (names.getDebugName(1), names.getDebugName(2).replace(" ", "")) == ("Liberation Serif", face)
    assert names.getDebugName(13) == "Licensed under the SIL Open Font License, Version 1.1"
    assert [sign for sign in letters + letters.upper() if ord(sign) not in font.getBestCmap()] == []
