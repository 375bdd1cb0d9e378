"""The bản cam kết that shows a drawn signature: where the ink stands, what it says of itself, for the archive too."""

import io
from dataclasses import replace

import pikepdf  # noqa: TID251
import pytest

from app.commitments import documents, rules
from app.papers.actions import facts_as_stored
from app.papers.documents import read_facts
from tests.commitments.drawings import HAND
from tests.papers import samples
from tests.papers.reading import flat, made, outside_text_area, pages
from tests.pdf.archive_claims import faults

CAPTION = (
    "Ký trên màn hình ngày 18/08/2026; người chứng kiến: Trần Thị Chứng. Người ký: Lê Thị Vợ (vợ hoặc chồng của chủ "
    "hộ). Lò Thị Giúp ký hộ vì đau tay, run tay không cầm bút được."
)


def drawn(ticked: tuple[str, ...] = ()):
    """The sample pledge with a drawing in its signature place."""
    facts = samples.SAMPLES["commitment"]()
    drawing = documents.Drawing(
        picture=rules.picture_of(rules.read_drawing(HAND)), caption=CAPTION, ticked=ticked or facts.consent.purposes[:2]
    )
    return replace(facts, drawing=drawing, signature=replace(facts.signature, name="Lê Thị Vợ"))


@pytest.fixture(scope="module")
def paper() -> bytes:
    return made("commitment", drawn()).bytes


def test_drawing_stands_between_the_block_and_the_name_with_its_caption_below(paper):
    (page,) = pages(paper)
    ink = [curve for curve in page.curves if curve["linewidth"]]
    top, bottom = min(one["top"] for one in ink), max(one["bottom"] for one in ink)
    post = page.search(samples.SAMPLES["commitment"]().signature.lines[0])[0]
    name, caption = page.search("Lê Thị Vợ")[0], page.search("Ký trên màn hình")[0]
    assert [post["bottom"] <= top + 1, bottom <= name["top"] + 1, name["bottom"] <= caption["top"] + 1] == [True] * 3
    assert min(one["x0"] for one in ink) > page.width / 2
    assert [words for words in outside_text_area(page) if samples.CODE not in words] == []


def test_no_hand_and_no_stamp_is_asked_for_where_the_drawing_stands(paper):
    (page,) = pages(paper)
    hints = page.search("Ký, ghi rõ họ tên")
    assert [one["x1"] < page.width / 2 for one in hints] == [True]  # that of the confirmation alone


def test_caption_is_whole_and_what_was_ticked_is_marked(paper):
    text = flat(paper)
    assert CAPTION in text
    assert text.count("x Theo dõi thực hiện cam kết") == 1
    assert "Ký xác nhận phần đồng ý" not in text
    assert "Các ô trên do người ký đánh dấu trên màn hình khi ký." in text


def test_drawn_paper_keeps_the_claims_of_the_archive(paper):
    assert faults(paper) == []


def test_drawing_is_a_figure_that_says_what_it_is(paper):
    with pikepdf.open(io.BytesIO(paper)) as file:
        said = [str(one.get("/Alt")) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert "Nét ký vẽ trên màn hình" in said


def test_drawn_paper_has_the_same_bytes_twice_and_is_read_back(paper):
    facts = drawn()
    assert made("commitment", facts).bytes == paper
    assert read_facts("commitment", facts_as_stored(facts)) == facts
