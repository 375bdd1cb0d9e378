"""Figures inside the prose of a report: found again after an edit, told when the books move, exchanged one by one."""

import pytest

from app.commendations.rules import Reached, quoting
from app.commendations.rules.quoting import COUNT, TURNS, Kept, Quote

FIGURES = {
    "courses-held": Reached(6, 12, "lớp", "buổi"),
    "people-taught": Reached(143, 211, "người", "lượt"),
    "taught-passed": Reached(118, 120, "người", "lượt"),
    "vneid-confirmed": Reached(143, 143, "người", "lượt"),
    "commitments-signed": Reached(1284, 1284, "bản cam kết", "lượt ký"),
    "taught-guided": Reached(20, 20, "người", "người"),
}
PROSE = "Đã mở 06 lớp (12 buổi), 143 người tham dự (211 lượt), 118 người đạt."
QUOTES = [
    Quote("courses-held", COUNT, 6),
    Quote("courses-held", TURNS, 12),
    Quote("people-taught", COUNT, 143),
    Quote("people-taught", TURNS, 211),
    Quote("taught-passed", COUNT, 118),
]


def told(quotes):
    return [(one.measure, one.which, one.number) for one in quotes]


@pytest.mark.parametrize(
    ("prose", "known"),
    [
        (PROSE, told(QUOTES)),
        ("Mở 6 lớp; 143 người được xác nhận VNeID.", [("courses-held", COUNT, 6), ("vneid-confirmed", COUNT, 143)]),
        # Two figures are 143 and nothing says which; 144 is no figure; a hamlet, a day and a decision count nothing.
        ("Có 143 người, 144 người tham dự.", []),
        ("Ngày 6 lớp học ở thôn 6, Quyết định số 143/QĐ-UBND, tỷ lệ 20%, năm 143 người.", []),
        ("Ký 1.284 bản cam kết; ký 1284 bản cam kết.", [("commitments-signed", COUNT, 1284)] * 2),
        ("20 người làm được khi có hướng dẫn.", [("taught-guided", COUNT, 20)]),
        ("Thu hút 20 người xem.", []),
    ],
)  # fmt: skip
def test_numbers_typed_by_hand_are_recognised_only_when_the_sentence_says_which(prose, known):
    assert told(quoting.requoted(prose, "", [], FIGURES)) == known


@pytest.mark.parametrize(
    ("prose", "known"),
    [
        # The prose around a figure changes freely.
        ("Năm nay 143 người tham dự (211 lượt).", told(QUOTES[2:4])),
        # A number typed over stays the same figure, with what the official wrote.
        (PROSE.replace("143 người", "150 người"), told([*QUOTES[:2], Quote("people-taught", COUNT, 150), *QUOTES[3:]])),
        # One taken out is linked to nothing.
        ("Đã mở nhiều lớp.", []),
    ],
)
def test_links_survive_an_edit(prose, known):
    assert told(quoting.requoted(prose, PROSE, QUOTES, FIGURES)) == known


def test_order_of_equal_numbers_is_that_of_the_passage():
    quotes = [Quote("courses-held", COUNT, 6), Quote("people-taught", COUNT, 6)]
    prose, after = quoting.exchanged("Mở 06 lớp, 06 người tham dự.", quotes, 1, 7)
    assert (prose, told(after)) == (
        "Mở 06 lớp, 07 người tham dự.",
        [("courses-held", COUNT, 6), ("people-taught", COUNT, 7)],
    )


def moved(now, quotes=None, prose=PROSE, field="achievements"):
    kept = {field: quoting.as_kept(quotes or QUOTES)}
    return [(one.field, one.written, one.recorded) for one in quoting.moved({field: prose}, kept, {**FIGURES, **now})]


def test_books_that_move_either_way_are_told_and_agreement_is_silent():
    assert moved({}) == []
    assert moved({"people-taught": Reached(150, 211, "người", "lượt")}) == [("achievements", "143 người", "150 người")]
    assert moved({"people-taught": Reached(9, 12, "người", "lượt")}) == [
        ("achievements", "143 người", "09 người"),
        ("achievements", "211 lượt", "12 lượt"),
    ]
    # What was promised need not be what was reached, and a figure nobody takes is not judged.
    assert moved({"people-taught": Reached(150, 211, "người", "lượt")}, field="registered_targets") == []
    assert moved({}, [Quote("people-trained", COUNT, 143)]) == []


def test_number_kept_with_a_reason_is_left_alone_until_the_books_move_again():
    kept = [
        *QUOTES[:2],
        Quote("people-taught", COUNT, 143, Kept(150, "chốt ngày 30/6", "An", "2026-08-20")),
        *QUOTES[3:],
    ]
    assert moved({"people-taught": Reached(150, 211, "người", "lượt")}, kept) == []
    assert moved({"people-taught": Reached(151, 211, "người", "lượt")}, kept) == [
        ("achievements", "143 người", "151 người")
    ]
    back = quoting.quotes_of({"achievements": quoting.as_kept(kept)}, "achievements")
    assert back == kept


def test_passage_names_what_it_counts_itself():
    figure = {"online-completed": Reached(1, 3, "người", "lượt")}
    quotes = [Quote("online-completed", TURNS, 2)]
    assert moved(figure, quotes, "Hoàn thành 02 khóa học trực tuyến.") == [("achievements", "02 khóa", "03 khóa")]


def test_one_number_is_exchanged_and_nothing_else():
    prose, quotes = quoting.exchanged(PROSE, QUOTES, 2, 1284)
    assert prose == PROSE.replace("143 người", "1.284 người")
    assert told(quotes)[2] == ("people-taught", COUNT, 1284)
    assert quoting.exchanged("Không còn số nào.", QUOTES, 2, 150) == ("Không còn số nào.", QUOTES)
