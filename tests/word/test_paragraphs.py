"""Lines: what stands inside them, the short lines beneath them, and what stays together."""

import pytest

from app import pdf
from tests.word.reading import kept, made, of_body, paragraphs, style, styled, tag, text, value

ROOM = {"TieuNgu": 165 * 0.59, "CoQuan": 165 * 0.41, "TrichYeu": 165}
MM_OF_TWIP = 25.4 / 1440


def rule_beneath(content: bytes, name: str) -> float:
    """Millimetres of the line beneath the text of a style."""
    every = paragraphs(content)
    place = next(place for place, one in enumerate(every) if style(one) == name)
    beneath = every[place + 1]
    assert text(beneath) == ""
    assert value(beneath, "pPr/pBdr/bottom") == "single"
    aside = [int(value(beneath, "pPr/ind", side)) * MM_OF_TWIP for side in ("left", "right")]
    assert aside[0] == aside[1]  # so it stays under the middle
    return ROOM[name] - sum(aside)


def test_the_line_beneath_the_motto_is_as_long_as_the_text():
    long = pdf.width_mm("Độc lập - Tự do - Hạnh phúc", 14, bold=True)
    assert rule_beneath(made("proposal"), "TieuNgu") == pytest.approx(long, abs=0.1)


@pytest.mark.parametrize("layout", ["proposal", "minutes", "vote_count", "decision"])
@pytest.mark.parametrize(("name", "size"), [("CoQuan", 13), ("TrichYeu", 14)])
def test_the_other_short_lines_are_a_third_to_a_half_of_the_text(layout, name, size):
    content = made(layout)
    lines = styled(content, name)[0].split("\n")
    widest = min(max(pdf.width_mm(line, size, bold=True) for line in lines), 135)
    assert 1 / 3 <= rule_beneath(content, name) / widest <= 1 / 2


def test_spaces_are_those_of_the_page():
    assert styled(of_body("<p>\n Một   <b> hai </b>\n ba\u00a0 </p>"), "NoiDung") == ["Một hai ba\u00a0"]


def test_a_line_end_inside_a_paragraph_stays_one():
    assert styled(of_body('<p class="center">Một <br> hai<br>ba</p>'), "DongGiua") == ["Một\nhai\nba"]


def drawn(content: bytes) -> list[tuple[str, str | None]]:
    """Each stretch of text with what it says of bold letters: "" yes, "0" no, None nothing."""
    found = []
    for one in paragraphs(content):
        for run in one.iter(tag("r")):
            bold = run.find(f".//{tag('b')}")
            found.append((text(run), None if bold is None else bold.get(tag("val"), "")))
    return found


def test_bold_words_and_words_that_are_not():
    body = '<p><b>Điều 1.</b> Tặng</p><h3 class="titled">1. Danh hiệu: <span class="normal">chưa có.</span></h3>'
    assert drawn(of_body(body)) == [
        ("Điều 1.", ""),
        (" Tặng", None),
        ("1. Danh hiệu: ", None),
        ("chưa có.", "0"),
    ]


def test_a_number_is_held_together_and_its_hyphen_can_be_searched_for():
    body = '<p>số <span class="held-number">45/KH-UBND</span>, <span class="held-number">5.000 đồng</span></p>'
    assert styled(of_body(body), "NoiDung") == ["số 45/KH-UBND, 5.000\u00a0đồng"]


def test_names_are_held_together_in_titles_alone():
    name = '<span class="held-name">Ủy ban nhân dân</span>'
    content = of_body(f'<div class="about"><span>Về {name}</span></div><p>Về {name}</p>')
    assert styled(content, "TrichYeu", "NoiDung") == ["Về Ủy\u00a0ban\u00a0nhân\u00a0dân", "Về Ủy ban nhân dân"]


def test_signs_of_the_markup_are_text():
    assert styled(of_body("<p>A &amp; B &lt;xã&gt;</p>"), "NoiDung") == ["A & B <xã>"]


def test_a_line_that_must_not_begin_a_page_holds_the_one_before():
    every = paragraphs(of_body('<p>Một</p><p class="keep">Hai</p><p class="lead-in">Ba</p><p>Bốn</p>'))
    assert [kept(one) for one in every] == [True, False, True, False]
