"""Ballots that nobody can tell apart, and the papers around a dossier: read from the finished PDF."""

import dataclasses

import pytest

from app import pdf
from tests.papers import council_samples
from tests.papers.reading import MM, codes, flat, in_order, made, pages

HALF = 148.5 * MM


def words_of(page, side: int) -> list[tuple[str, float, float]]:
    """The words of one half of an A4 with their places inside the half."""
    left = HALF * side
    return [
        (word["text"], word["x0"] - left, word["top"])
        for word in page.extract_words()
        if left <= word["x0"] < left + HALF
    ]


def lines_of(page, side: int) -> list[tuple[float, ...]]:
    """The lines of the table of one half, inside the half; the line to cut along is nobody's."""
    left = HALF * side
    return [
        (one["x0"] - left, one["x1"] - left, one["top"], one["bottom"])
        for one in page.rects
        if left < one["x0"] and one["x1"] < left + HALF and one["height"] < page.height / 2
    ]


@pytest.mark.parametrize("nominees", [1, 4, 40])
def test_all_ballots_are_alike_to_the_last_sign(nominees):
    book = list(pages(made("ballot", council_samples.ballot(nominees, 6)).bytes))
    each = len(book) // 3
    ballots = [
        [(page, side) for page in book[sheet * each : sheet * each + each]] for sheet in range(3) for side in (0, 1)
    ]
    words = [[word for page, side in one for word in words_of(page, side)] for one in ballots]
    lines = [[place for page, side in one for line in lines_of(page, side) for place in line] for one in ballots]
    assert [[text for text, _x, _top in one] for one in words] == [[text for text, _x, _top in words[0]]] * 6
    places = [[place for _text, *spot in one for place in spot] for one in words]
    assert [one == pytest.approx(places[0], abs=0.5) for one in places] == [True] * 6
    assert [sorted(one) == pytest.approx(sorted(lines[0]), abs=0.5) for one in lines] == [True] * 6
    assert len(lines[0]) > 20


def test_ballot_carries_no_code_and_no_number():
    for page in pages(made("ballot", council_samples.ballot(40, 4)).bytes):
        assert codes(page) == []
        assert "K7M2" not in page.extract_text()
        assert "Số:" not in page.extract_text()


def test_ballot_over_several_pages_keeps_both_halves_in_step_and_counts_its_own_pages():
    book = list(pages(made("ballot", council_samples.ballot(40, 4)).bytes))
    assert len(book) % 2 == 0
    first, again = book[: len(book) // 2], book[len(book) // 2 :]
    assert len(first) > 2
    numbers = [[word for word, _x, top in words_of(page, 0) if top < 10 * MM] for page in first]
    assert numbers == [[], *([str(number)] for number in range(2, len(first) + 1))]
    assert [page.extract_text() for page in again] == [page.extract_text() for page in first]
    assert all("Không" in page.extract_text() for page in first)


def test_every_name_stands_once_on_a_ballot_with_the_rule_of_validity():
    (page,) = pages(made("ballot", council_samples.ballot(4, 2)).bytes)
    half = " ".join(page.crop((0, 0, HALF, page.height)).extract_text().split())
    phrases = (
        "UBND XÃ VẠN AN", "PHIẾU BẦU", "Xét đề nghị tặng Giấy khen", "Nguyễn Thị Thuỵ Ưởng",
        "Hộ ông Nguyễn Hoàng Quốc Khánh", "Đánh dấu (X) vào một trong hai ô của mỗi dòng.",
        "không hợp lệ đối với dòng đó.",
    )  # fmt: skip
    assert in_order(half, phrases) == list(phrases)
    assert half.count("Nguyễn Thị Thuỵ Ưởng") == 1


@pytest.mark.parametrize(("copies", "sheets"), [(1, 1), (2, 1), (7, 4), (8, 4)])
def test_there_are_exactly_as_many_ballots_as_asked_for(copies, sheets):
    made_one = made("ballot", council_samples.ballot(4, copies))
    assert made_one.pages == sheets
    assert flat(made_one.bytes).count("PHIẾU BẦU") == copies


def test_stamp_has_its_place_at_the_top_left():
    (page,) = pages(made("ballot", council_samples.ballot(4, 2)).bytes)
    place = page.within_bbox((11 * MM, 27 * MM, 51 * MM, 36 * MM))
    assert place.extract_text() == ""


def test_invitation_for_each_guest_begins_anew_and_has_the_number_of_one_paper():
    facts = council_samples.invitation(3, each=True)
    texts = pdf.text_of(made("invitation", facts).bytes)
    assert len(texts) == 3
    assert [guest in " ".join(text.split()) for guest, text in zip(facts.invited, texts, strict=True)] == [True] * 3
    assert ["Số: 07/GM-HĐTĐKT" in text for text in texts] == [True] * 3
    assert [text.split()[0] for text in texts] == ["UBND"] * 3


def test_invitation_reads_as_the_form_orders():
    text = flat(made("invitation", council_samples.invitation()).bytes)
    phrases = (
        "HỘI ĐỒNG THI ĐUA -", "KHEN THƯỞNG", "Số: 07/GM-HĐTĐKT", "Vạn An, ngày 05 tháng 02 năm 2026", "GIẤY MỜI",
        "trân trọng kính mời: các ông (bà) có tên trong danh sách kèm theo.", "Tới dự: cuộc họp",
        "Chủ trì: Trần Quốc Thái", "Thời gian: 14 giờ 00 phút, thứ Ba, ngày 10 tháng 02 năm 2026.",
        "Địa điểm: Phòng họp số 1", "đúng giờ./.", "CHỦ TỊCH HỘI ĐỒNG", "Trần Quốc Thái", "Phụ lục",
        "DANH SÁCH KÍNH MỜI", "(Kèm theo Giấy mời số 07/GM-HĐTĐKT", "9 Nguyễn Thị Thuỵ Ưởng",
    )  # fmt: skip
    assert in_order(text, phrases) == list(phrases)


def test_invitation_without_a_request_ends_with_the_place():
    facts = dataclasses.replace(council_samples.invitation(), request=None)
    assert "trụ sở Ủy ban nhân dân xã Vạn An./." in flat(made("invitation", facts).bytes)


@pytest.mark.parametrize("kind", ["supplement_request", "handover_minutes"])
@pytest.mark.parametrize("rows", [1, 30])
def test_lists_of_any_length_end_with_the_signature_on_the_page_of_the_last_words(kind, rows):
    facts = council_samples.SAMPLES[kind](rows)
    texts = pdf.text_of(made(kind, facts).bytes)
    block = facts.signature if kind == "supplement_request" else facts.receiver_signature
    assert [block.name in text for text in texts if "./." in text] == [True]
    heading = "Nội dung còn thiếu" if kind == "supplement_request" else "Tên văn bản"
    assert texts[0].count("STT") == 1
    assert heading in " ".join(texts[0].split())


def test_handover_adds_up_its_pages():
    text = flat(made("handover_minutes", council_samples.handover_minutes(12)).bytes)
    assert "nhận 12 văn bản, tổng số 24 trang" in text
    assert "lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./." in text
