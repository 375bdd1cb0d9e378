"""Soát trước khi in: each fault named at its field, sound papers left in peace."""

import dataclasses
from datetime import date

import pytest

from app import law
from app.papers import actions, documents, rules
from app.papers.actions.proofing import own_faults
from app.papers.documents import SignatureBlock
from app.refusals import Refused
from tests.papers import samples
from tests.test_words import WORDS

DAY = date(2026, 8, 20)
PLAIN = rules.Measure(width=lambda words, size, bold, italic: len(words) * 2.5, unprintable=lambda words: "")


def told(leaves, measure=PLAIN):
    return [(fault.reason.code, fault.field, fault.blocks) for fault in rules.faults_of(leaves, measure)]


@pytest.mark.parametrize(
    ("leaf", "fault"),
    [
        (("signature.name", "NGUYỄN VĂN AN"), ("name-in-capitals", True)),
        (("teller_signatures[0].name", "LÊ THỊ BÉ"), ("name-in-capitals", True)),
        (("tables.people[3].name", "LÊ THỊ BÉ"), ("name-in-capitals", False)),
        (("full_name", "Nguyễn văn An"), ("name-without-capital", False)),
        (("signature.name", "ThS. Nguyễn Văn An"), ("name-with-degree", True)),
        (("signature.name", "Tiến sĩ Nguyễn Văn An"), ("name-with-degree", True)),
        (("name", "Trường THCS Vạn An"), ("name-shortened", False)),
        (("achievements[0]", "Khai giảng ngày 5 tháng 9 năm 2026."), ("day-unpadded", False)),
        (("achievements[0]", "Khai giảng ngày 05 tháng 09 năm 2026."), ("day-unpadded", False)),
        (("achievements[0]", "Khai giảng ngày 15 tháng 1 năm 2026."), ("day-unpadded", False)),
        (("achievements[0]", "Khai giảng ngày 31 tháng 4 năm 2026."), ("no-such-day", True)),
        (("proposer_name", "Uỷ ban nhân dân xã Vạn An"), ("tone-misplaced", False)),
        (("legal_basis[1]", "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15"), ("law-with-number", False)),
        (("head.issuer_lines[0]", "TRƯỜNG TRUNG HỌC CƠ SỞ VẠN AN"), ("line-too-long", False)),
        (("chair_signature.name", "Nguyễn Thị Hoàng Ngọc Phương Uyên Trang"), ("line-too-long", False)),
    ],
)
def test_fault_is_named_at_its_field(leaf, fault):
    code, blocks = fault
    assert told([leaf]) == [(code, leaf[0], blocks)]


@pytest.mark.parametrize(
    "leaf",
    [
        ("confirmation.lines[0]", "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG"),
        ("signature.name", "Nguyễn Văn An"),
        ("signature.lines[0]", "KT. CHỦ TỊCH"),
        ("recipient", "Tổ công nghệ số cộng đồng xóm II"),
        ("achievements[0]", "Từ ngày 05 tháng 02 năm 2026 đến ngày 15 tháng 9 năm 2026."),
        ("legal_basis[0]", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
        ("name", "Hộ ông Đỗ Ỷ"),
        ("decider", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"),
    ],
)
def test_sound_words_are_left_in_peace(leaf):
    assert told([leaf]) == []


def test_sign_without_a_letter_in_our_face_blocks_and_is_named():
    found = own_faults(dataclasses.replace(samples.proposal(), achievement="thành tích \u4f18 xuất sắc"))
    assert [(one.reason.code, one.field, one.blocks, one.reason.detail) for one in found] == [
        ("sign-unprintable", "achievement", True, "\u4f18 (CJK UNIFIED IDEOGRAPH-4F18)")
    ]


@pytest.mark.parametrize("kind", samples.SAMPLES)
def test_sample_of_every_kind_has_nothing_that_blocks(kind):
    assert [fault for fault in own_faults(samples.SAMPLES[kind]()) if fault.blocks] == []


def test_sealing_asks_the_same_rule(cast):
    block = SignatureBlock(lines=("CHỦ TỊCH",), name="ThS. Nguyễn Văn An")
    facts = dataclasses.replace(samples.proposal(), signature=block)
    with pytest.raises(Refused) as refused:
        actions.seal("proposal", facts, object(), title="Tờ trình", day=DAY, law_date=DAY)
    assert [(one.code, one.detail) for one in refused.value.reasons] == [("name-with-degree", "ThS. Nguyễn Văn An")]


def test_ended_decree_as_ground():
    lines = [
        ("legal_basis[0]", "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ"),
        ("legal_basis[1]", "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"),
        ("about", "theo Nghị định số 98/2023/NĐ-CP"),
    ]
    decree = law.INSTRUMENTS["ND98"]
    assert decree.until is not None
    before, after = date(2024, 6, 1), decree.until
    assert rules.basis_faults(lines, before) == []
    assert [(one.reason.code, one.field, one.blocks) for one in rules.basis_faults(lines, after)] == [
        ("basis-not-in-force", "legal_basis[0]", decree.mark.verified)
    ]


def test_signer_out_of_office_blocks_and_a_stranger_to_the_books_is_not_judged():
    words = [("signature.name", "Trần Văn Bình"), ("confirmation.name", "Lê Văn Xóm"), ("full_name", "Trần Văn Bình")]
    found = rules.office_faults(words, in_office={"Phạm Thị Hoa"}, known={"Phạm Thị Hoa", "Trần Văn Bình"})
    assert [(one.reason.code, one.field, one.blocks) for one in found] == [
        ("signer-out-of-office", "signature.name", True)
    ]
    assert rules.office_faults(words, in_office={"Trần Văn Bình"}, known={"Trần Văn Bình"}) == []


def test_leaves_are_named_as_missing_names_them():
    facts = dataclasses.replace(samples.proposal(), addressees=("Một", ""))
    assert documents.missing(facts) == ["addressees[1]"]
    names = [name for name, _words in documents.leaves(facts)]
    assert [name for name in names if name.startswith(("addressees", "signature"))] == [
        "addressees[0]",
        "signature.lines[0]",
        "signature.name",
    ]


def test_every_fault_has_its_sentence():
    codes = {
        "name-in-capitals", "name-without-capital", "name-with-degree", "name-shortened", "day-unpadded", "no-such-day",
        "tone-misplaced", "law-with-number", "line-too-long", "sign-unprintable", "basis-not-in-force",
        "signer-out-of-office", "figure-moved", "place-not-in-force",
    }  # fmt: skip
    assert codes - set(WORDS.REFUSALS) == set()
