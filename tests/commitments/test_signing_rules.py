"""Rules of a signature: whose hand, with which witness, in which file; strokes that are any."""

import json

import pytest

from app.commitments import rules
from app.commitments.rules import Hand, SignedPdf
from app.law import LawDataError
from app.refusals import Refusal
from tests.commitments.drawings import HAND, hand, sent


def codes(refusals):
    return [one.code for one in refusals]


# ---- whose hand


def test_name_of_the_one_named_typed_again_says_nothing():
    assert Hand.of("Nguyễn Văn Đức", " nguyễn văn  đức ", "", None, " ") == Hand()


def test_other_signer_is_kept_with_the_capacity():
    assert Hand.of("Nguyễn Văn Đức", "Lê Thị Vợ", " Vợ của chủ hộ ") == Hand("Lê Thị Vợ", "Vợ của chủ hộ")


@pytest.mark.parametrize(
    ("hand_of", "expected"),
    [
        (Hand(), []),
        (Hand("Lê Thị Vợ", "Vợ của chủ hộ"), []),
        (Hand("Lê Thị Vợ"), ["signer-without-capacity"]),
        (Hand(capacity="Vợ của chủ hộ"), ["capacity-without-signer"]),
        (Hand(helped_by="Trần Văn Cán", help_reason="Khiếm thị"), []),
        (Hand(helped_by="Trần Văn Cán"), ["helper-without-reason"]),
        (Hand(help_reason="Khiếm thị"), ["reason-without-helper"]),
        (Hand("Lê Thị Vợ", helped_by="Trần Văn Cán"), ["signer-without-capacity", "helper-without-reason"]),
        (Hand("Lê Thị Vợ", "Vợ", "lê thị vợ", "Khiếm thị"), ["helper-is-signer"]),
    ],
)
def test_capacity_and_reason_belong_to_a_name_and_the_reverse(hand_of, expected):
    assert codes(rules.hand_faults(hand_of)) == expected


@pytest.mark.parametrize(
    ("witness", "hand_of", "expected"),
    [
        ("Trần Thị Bình", Hand(), []),
        ("  ", Hand(), ["drawing-without-witness"]),
        (None, Hand(), ["drawing-without-witness"]),
        ("NGUYỄN VĂN ĐỨC", Hand(), ["witness-is-signer"]),
        ("Nguyễn Văn Đức", Hand("Lê Thị Vợ", "Vợ"), []),
        ("Lê Thị Vợ", Hand("Lê Thị Vợ", "Vợ"), ["witness-is-signer"]),
        ("Trần Văn Cán", Hand(helped_by="Trần Văn Cán", help_reason="Khiếm thị"), ["witness-is-signer"]),
    ],
)
def test_witness_is_another_than_those_who_hold_the_pen(witness, hand_of, expected):
    assert codes(rules.witness_faults(witness, "Nguyễn Văn Đức", hand_of)) == expected


# ---- a signed file


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (SignedPdf(True, [True], ["Nguyễn Văn Đức"]), []),
        (SignedPdf(False, of_paper=False), ["file-not-pdf"]),
        (SignedPdf(True), ["file-without-signature"]),
        (SignedPdf(True, [True], ["A"], of_paper=None), ["file-without-paper"]),
        (SignedPdf(True, [True], ["A"], of_paper=False, filed=True), ["file-filed-already", "file-of-other-paper"]),
    ],
)
def test_file_that_is_no_signed_pledge_is_refused(file, expected):
    assert codes(rules.file_faults(file)) == expected


def test_each_broken_signature_is_told_by_its_holder():
    found = rules.file_faults(SignedPdf(True, [False, True, False], ["A", "B", "C"]))
    assert [(one.code, one.detail) for one in found] == [
        ("file-signature-broken", "A"),
        ("file-signature-broken", "C"),
    ]


def test_certificate_bears_the_name_of_the_one_named_or_of_the_one_told():
    names = ["NGUYỄN VĂN ĐỨC - 042085", "UBND xã Vạn An"]
    assert rules.certificate_faults(names, ["Nguyễn Văn Đức"], Hand()) == []
    assert rules.certificate_faults(names, ["Lê Thị Vợ"], Hand("Nguyễn Văn Đức", "Chồng")) == []
    detail = "NGUYỄN VĂN ĐỨC - 042085; UBND xã Vạn An"
    assert rules.certificate_faults(names, ["Lê Thị Vợ"], Hand()) == [Refusal("certificate-of-other", detail=detail)]
    assert rules.certificate_faults(names, [""], Hand()) == [Refusal("certificate-of-other", detail=detail)]


# ---- strokes


def test_strokes_are_read_as_they_were_sent():
    drawing = rules.read_drawing(sent([[0, 0], [1200, 400]], [], [[5, 5]]))
    assert (drawing.width, drawing.height) == (1200, 400)
    assert drawing.strokes == (((0, 0), (1200, 400)), ((5, 5),))
    assert drawing.as_stored() == {"width": 1200, "height": 400, "strokes": [[[0, 0], [1200, 400]], [[5, 5]]]}


@pytest.mark.parametrize(
    "typed",
    [
        "x",
        "[]",
        "null",
        "{}",
        json.dumps({"width": 1200, "height": 400, "strokes": 5}),
        sent([[0, 0], [1201, 400]]),
        sent([[0, -1], [1200, 400]]),
        sent([[0, 0, 0], [1200, 400, 0]]),
        sent([[0.5, 0], [1200, 400]]),
        sent([[True, 0], [1200, 400]]),
        sent([["0", 0], [1200, 400]]),
        sent(hand(), width=10_000),
        sent(hand(20), width=99, height=400),
        sent(*([[[0, 0], [900, 0]]] * 301)),
        sent([[at % 1200, 0] for at in range(6_001)]),
        "[" * 100_000,
        " " * 120_001 + HAND,
        '{"width": 1200, "height": NaN, "strokes": []}',
    ],
)
def test_what_the_page_would_never_send_is_unreadable(typed):
    assert codes(rules.drawing_faults(typed)) == ["drawing-unreadable"]


@pytest.mark.parametrize("typed", ["", "  ", sent(), sent([]), sent([[600, 200]]), sent([[600, 200], [640, 230]])])
def test_nothing_and_a_dot_are_no_signature(typed):
    assert codes(rules.drawing_faults(typed)) == ["drawing-empty"]


def test_a_cross_of_two_short_lines_is_one():
    assert rules.drawing_faults(sent([[500, 150], [600, 250]], [[600, 150], [500, 250]])) == []


def test_picture_lies_in_the_middle_of_the_box_and_keeps_its_shape():
    line = rules.read_drawing(sent([[100, 300], [700, 0]]))
    assert rules.picture_of(line) == "M120.0 190.0L480.0 10.0"


def test_small_hand_is_enlarged_only_so_far():
    line = rules.read_drawing(sent([[100, 100], [160, 100]]))
    assert rules.picture_of(line) == "M210.0 100.0L390.0 100.0"


def test_long_stroke_becomes_a_curve_and_a_dot_stays_visible():
    drawing = rules.read_drawing(sent([[0, 0], [300, 180], [600, 0]], [[300, 90]]))
    box = "M10.0 13.0Q300.0 187.0 445.0 100.0L590.0 13.0"
    assert rules.picture_of(drawing) == f"{box}M300.0 100.0L301.0 100.0"


# ---- what is offered


def test_every_kind_of_pledge_is_offered_capacities_of_our_own():
    assert sorted(rules.CAPACITIES.of) == ["collective", "household", "official", "person"]
    assert (rules.CAPACITIES.mark, rules.HELP_REASONS.mark) == ("D", "D")
    assert "Không biết chữ" in rules.HELP_REASONS.reasons


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[helping]", "[helpers]"),
        ('mark = "D"', 'mark = "X"'),
        ("official = [", "officer = ["),
        ('  "Khiếm thị",\n', '  "Không biết chữ",\n'),
        ('source = "Danh sách gợi ý của Sổ Vàng"', 'source = ""'),
        ("reasons = [", "reasons = []\nother = ["),
    ],
)
def test_file_of_what_is_offered_is_read_strictly(tmp_path, old, new):
    text = rules.offered.FILE.read_text(encoding="utf-8")
    assert old in text
    spoilt = tmp_path / "signing.toml"
    spoilt.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawDataError):
        rules.offered.load_offered(spoilt)
