"""The press: same facts same bytes, no gap printed in silence, only our own fonts and pictures."""

import dataclasses
import hashlib
import io
import logging
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import jinja2
import pikepdf  # noqa: TID251
import pytest
import weasyprint  # noqa: TID251
import weasyprint.urls  # noqa: TID251
from fontTools import ttLib

from app import pdf
from app.papers.documents import TEMPLATES
from app.pdf import press
from tests.papers import samples
from tests.papers.reading import FACES, codes, embedded, flat, fonts, made, pages, sample_pages


def test_render_same_facts_same_bytes():
    first, second = (made("proposal", samples.proposal()) for _ in range(2))
    assert hashlib.sha256(first.bytes).hexdigest() == hashlib.sha256(second.bytes).hexdigest()


@pytest.fixture(scope="module")
def another_process() -> list[str]:
    """What another process tells of a paper it made, of the folder of its fonts and of its collector; it has ended."""
    script = (
        "import gc, hashlib; from app import pdf; from tests.papers import reading, samples; "
        "print(hashlib.sha256(reading.made('certificate', samples.certificate()).bytes).hexdigest()); "
        "pdf.warm_up(); print(pdf.press.press().fonts._folder); "
        "pdf.quiet_collector(); print(gc.get_threshold()[0], gc.get_freeze_count() > 10_000)"
    )
    other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=press.ROOT)
    return other.stdout.splitlines()


def test_render_same_bytes_in_another_process(another_process):
    assert another_process[0] == hashlib.sha256(made("certificate", samples.certificate()).bytes).hexdigest()


def test_render_is_pdf_a_with_day_and_title():
    content = made("proposal", samples.proposal(), title="Tờ trình").bytes
    with pikepdf.open(io.BytesIO(content)) as paper, paper.open_metadata() as data:
        found = (data.pdfa_status, str(paper.docinfo.Title), str(paper.docinfo.CreationDate)[:10])
        assert found == ("3A", "Tờ trình", "D:20260205")


def test_render_writes_no_log_line(caplog):
    caplog.set_level(logging.INFO, logger="weasyprint")
    caplog.set_level(logging.INFO, logger="fontTools")
    made("certificate", samples.certificate())
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


@pytest.mark.parametrize(
    ("kind", "author"),
    [
        ("decision", "ỦY BAN NHÂN DÂN XÃ VẠN AN"),
        ("minutes", "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"),
        ("commitment", "Ủy ban nhân dân xã Vạn An"),
        ("roll", ""),
    ],
)
def test_render_tells_who_issues_and_what_made_the_file(kind, author):
    with pikepdf.open(io.BytesIO(made(kind, samples.SAMPLES[kind]()).bytes)) as paper:
        assert (str(paper.docinfo.get("/Author", "")), str(paper.docinfo.Creator)) == (author, "Sổ Vàng")


def test_fonts_copied_aside_go_with_the_process(another_process):
    folder = Path(another_process[1])
    assert (folder.name[:11], folder.exists()) == ("weasyprint-", False)


def test_collector_is_quiet_after_warm_up(another_process):
    assert another_process[2].split() == ["50000", "True"]


def test_warm_up_can_be_repeated():
    assert (pdf.warm_up(), pdf.warm_up()) == (None, None)


def test_all_papers_use_only_our_faces():
    used = {kind: fonts(sample_pages(kind)) - FACES for kind in samples.SAMPLES}
    assert used == {kind: set() for kind in samples.SAMPLES}


def test_every_element_of_the_templates_is_known_to_the_press():
    sheet = re.sub(r"/\*.*?\*/", "", (pdf.STATIC / "paper-elements.css").read_text("utf-8"), flags=re.DOTALL)
    known = set(re.findall(r"\b[a-z]+[1-6]?\b", " ".join(re.findall(r"^([^@{\n]+)\{", sheet, re.MULTILINE))))
    sources = (press.TEMPLATES / "documents").glob("*.html")
    used = {tag for path in sources for tag in re.findall(r"<([a-z][a-z0-9]*)", path.read_text("utf-8"))}
    assert used - known == set()


def test_the_short_sheet_of_elements_sets_a_paper_as_the_long_one_does(monkeypatch):
    kinds = ("decision", "minutes", "certificate", "commitment")
    short = [made(kind, samples.SAMPLES[kind]()).bytes for kind in kinds]
    monkeypatch.setattr(press.PaperHTML, "_ua_stylesheets", weasyprint.HTML._ua_stylesheets)
    assert [made(kind, samples.SAMPLES[kind]()).bytes for kind in kinds] == short


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
