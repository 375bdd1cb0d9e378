"""The block above a signature in every variant, and what the books refuse about who signs in whose place."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from app.places.rules import (
    AUTHORITY_MARKS,
    Asked,
    AuthorityName,
    Capacity,
    Matter,
    Seal,
    academic_title,
    block,
    capacity_of,
    council_block,
    covers,
    delegation_refusals,
    ending_refusals,
    matter_of,
    meets,
    short_post,
    signature_lines,
    signer_refusals,
    within,
)

VAN_AN = AuthorityName("xã", "Vạn An", "tỉnh Nghệ An")
OFFICE = "Phòng Văn hóa - Xã hội"
SCHOOL = "Trường THCS Anh Xuân"


# ---- the lines of a signer


@pytest.mark.parametrize(
    ("mark", "post", "lines"),
    [
        ("", "Chủ tịch", ["CHỦ TỊCH"]),
        ("", "Chủ tịch Ủy ban nhân dân xã", ["CHỦ TỊCH"]),
        ("", "Chủ tịch UBND xã Vạn An", ["CHỦ TỊCH"]),
        ("Q.", "Chủ tịch", ["Q. CHỦ TỊCH"]),
        ("Q.", "Quyền Chủ tịch Ủy ban nhân dân xã", ["Q. CHỦ TỊCH"]),
        ("Q.", "Phó Chủ tịch", ["Q. CHỦ TỊCH"]),
        ("TM.", "Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("KT.", "Phó Chủ tịch", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("KT.", "Phó Chủ tịch Uỷ ban nhân dân xã", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("TL.", "Chánh Văn phòng", ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        ("TL.", "Chánh Văn phòng HĐND và UBND", ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG HĐND VÀ UBND"]),
        ("TUQ.", "Trưởng phòng Kinh tế", ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG KINH TẾ"]),
        ("TL.", "Phó Chánh Văn phòng", ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
    ],
)
def test_lines_of_a_signer_of_the_committee(mark, post, lines):
    assert mark in AUTHORITY_MARKS
    assert signature_lines(mark, post) == lines


@pytest.mark.parametrize(
    ("mark", "post", "unit", "lines"),
    [
        ("", "Trưởng phòng", OFFICE, ["TRƯỞNG PHÒNG"]),
        ("", "Trưởng phòng Văn hóa - Xã hội", OFFICE, ["TRƯỞNG PHÒNG"]),
        ("KT.", "Phó Trưởng phòng", OFFICE, ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]),
        ("KT.", "Phó Trưởng phòng Văn hóa - Xã hội", OFFICE, ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]),
        ("Q.", "Phó Trưởng phòng", OFFICE, ["Q. TRƯỞNG PHÒNG"]),
        ("", "Hiệu trưởng Trường THCS Anh Xuân", SCHOOL, ["HIỆU TRƯỞNG"]),
        ("KT.", "Phó Hiệu trưởng", SCHOOL, ["KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"]),
        ("", "Trưởng trạm Y tế", "Trạm Y tế", ["TRƯỞNG TRẠM"]),
        ("", "Trưởng Công an xã", "Công an xã", ["TRƯỞNG CÔNG AN XÃ"]),
    ],
)
def test_lines_of_a_signer_of_a_unit(mark, post, unit, lines):
    assert signature_lines(mark, post, unit) == lines


def test_a_post_of_another_unit_keeps_its_words():
    assert short_post("Trưởng phòng Kinh tế", OFFICE) == "Trưởng phòng Kinh tế"
    assert short_post("Chánh Văn phòng HĐND và UBND") == "Chánh Văn phòng HĐND và UBND"


# ---- the block of a paper


CHAIR, DEPUTY = ["CHỦ TỊCH"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
TM = "TM. ỦY BAN NHÂN DÂN"


@pytest.mark.parametrize(
    ("capacity", "lines", "printed"),
    [
        (Capacity.PERSONAL, CHAIR, ("CHỦ TỊCH",)),
        (Capacity.PERSONAL, DEPUTY, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (Capacity.PERSONAL, [TM, "CHỦ TỊCH"], ("CHỦ TỊCH",)),
        (Capacity.PERSONAL, ["Q. CHỦ TỊCH"], ("Q. CHỦ TỊCH",)),
        (Capacity.PERSONAL, ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"], ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        (Capacity.COLLECTIVE, CHAIR, (TM, "CHỦ TỊCH")),
        (Capacity.COLLECTIVE, DEPUTY, (TM, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (Capacity.COLLECTIVE, [TM, "CHỦ TỊCH"], (TM, "CHỦ TỊCH")),
        (Capacity.COLLECTIVE, ["Q. CHỦ TỊCH"], (TM, "Q. CHỦ TỊCH")),
        (Capacity.COLLECTIVE, ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (Capacity.COLLECTIVE, ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"], ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        (Capacity.UNIT, ["TRƯỞNG PHÒNG"], ("TRƯỞNG PHÒNG",)),
        (Capacity.UNIT, ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"], ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")),
        (Capacity.COLLECTIVE, [], ()),
    ],
)
def test_block_of_a_paper(capacity, lines, printed):
    assert block(capacity, lines) == printed
    assert block(capacity, printed) == printed


@pytest.mark.parametrize(
    ("kind", "by_unit", "capacity"),
    [
        ("decision", False, Capacity.PERSONAL),
        ("certificate", False, Capacity.PERSONAL),
        ("proposal", False, Capacity.COLLECTIVE),
        ("roll", False, Capacity.COLLECTIVE),
        ("invitation", False, Capacity.COLLECTIVE),
        ("proposal", True, Capacity.UNIT),
    ],
)
def test_capacity_in_which_a_paper_is_signed(kind, by_unit, capacity):
    assert capacity_of(kind, by_unit=by_unit) is capacity


@pytest.mark.parametrize(
    ("seat", "post", "seal", "lines", "own_post"),
    [
        ("chair", "Chủ tịch UBND xã", Seal.AGENCY, ("CHỦ TỊCH HỘI ĐỒNG",), "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"),
        ("chair", "Chủ tịch UBND xã", Seal.OWN, ("TM. HỘI ĐỒNG", "CHỦ TỊCH HỘI ĐỒNG"), None),
        (
            "deputy",
            "Phó Chủ tịch Ủy ban nhân dân",
            Seal.AGENCY,
            ("KT. CHỦ TỊCH HỘI ĐỒNG", "PHÓ CHỦ TỊCH HỘI ĐỒNG"),
            "PHÓ CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
        ),
        (
            "deputy",
            "Trưởng phòng Văn hóa - Xã hội",
            Seal.OWN,
            ("TM. HỘI ĐỒNG", "KT. CHỦ TỊCH HỘI ĐỒNG", "PHÓ CHỦ TỊCH HỘI ĐỒNG"),
            None,
        ),
        ("member", "Bí thư Đoàn xã", Seal.AGENCY, ("CHỦ TỌA",), "BÍ THƯ ĐOÀN XÃ"),
        ("member", "Bí thư Đoàn xã", Seal.OWN, ("CHỦ TỌA",), None),
    ],
)
def test_block_of_the_council(seat, post, seal, lines, own_post):
    assert council_block(seat, post, seal, VAN_AN) == (lines, own_post)


# ---- the book of signers


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("TS. Nguyễn Văn An", "TS"),
        ("Ts. Nguyễn Văn An", "Ts"),
        ("ThS Trần Thị Bình", "ThS"),
        ("PGS.TS Lê Văn Cường", "PGS"),
        ("Tiến sĩ Phạm Văn Dũng", "Tiến sĩ"),
        ("Thạc sỹ Hồ Thị Én", "Thạc sỹ"),
        ("Lê Tiến Sĩ", None),
        ("Nguyễn Văn Thạc", None),
        ("Cù Huy Cận", None),
        ("TS", None),
    ],
)
def test_a_title_before_a_name_is_told(name, title):
    assert academic_title(name) == title


@pytest.mark.parametrize(
    ("name", "post", "mark", "options", "codes"),
    [
        ("Lê Thị Chi", "Chủ tịch", "", {}, []),
        ("ThS. Lê Thị Chi", "Chủ tịch", "", {}, ["name-with-title"]),
        ("Lê Thị Chi", "Phó Chủ tịch", "", {}, ["deputy-without-mark"]),
        ("Lê Thị Chi", "Phó Chủ tịch", "TM.", {}, ["deputy-without-mark"]),
        ("Lê Thị Chi", "Phó Chủ tịch", "Q.", {}, []),
        ("Lê Thị Chi", "Chánh Văn phòng", "KT.", {}, ["mark-without-deputy"]),
        ("Lê Thị Chi", "Trưởng phòng", "TUQ.", {"ends": False}, ["authorisation-no-end"]),
        ("Lê Thị Chi", "Trưởng phòng", "TUQ.", {}, []),
        ("Lê Thị Chi", "Phó Trưởng phòng", "TUQ.", {}, ["deputy-signs-for"]),
        ("Lê Thị Chi", "Phó Chủ tịch UBND xã", "TL.", {}, ["deputy-signs-for"]),
        ("Lê Thị Chi", "Phó Chánh Văn phòng", "TL.", {}, []),
        ("Lê Thị Chi", "Trưởng phòng", "TM.", {"by_unit": True}, ["mark-not-of-unit"]),
        ("Lê Thị Chi", "Trưởng phòng", "", {"by_unit": True, "ends": False}, []),
    ],
)
def test_mark_post_and_name_of_a_signer_must_fit(name, post, mark, options, codes):
    assert [one.code for one in signer_refusals(name, post, mark, **options)] == codes


# ---- delegations

FIRST, LAST = date(2026, 8, 1), date(2026, 8, 16)
HOLDER = SimpleNamespace(
    id=1, full_name="Trần Quốc Thái", authority_mark="", unit_id=None, valid_from=date(2025, 7, 1), valid_until=None
)
ASKED = Asked(
    full_name="Lê Thị Khánh Huyền",
    post="Phó Chủ tịch",
    authority_mark="KT.",
    matters=(),
    reference_number="",
    document_day=None,
    valid_from=FIRST,
    valid_until=LAST,
)
WRITTEN = {
    "authority_mark": "TUQ.",
    "post": "Trưởng phòng Văn hóa - Xã hội",
    "matters": ("proposal",),
    "reference_number": "05/GUQ-UBND",
    "document_day": date(2026, 7, 31),
}


def holder(**changed):
    return SimpleNamespace(**{**vars(HOLDER), **changed})


def standing(**changed):
    """A delegation of the chair in August that is written down already."""
    values = {
        "holder_id": 1,
        "holder": HOLDER,
        "full_name": "Võ Thị Minh Nguyệt",
        "authority_mark": "KT.",
        "matters": [],
        "valid_from": date(2026, 8, 10),
        "valid_until": date(2026, 8, 20),
    }
    return SimpleNamespace(**{**values, **changed})


def codes(asked=ASKED, of=HOLDER, substitute=None, others=()):
    return [one.code for one in delegation_refusals(asked, of, substitute, others)]


def test_a_deputy_may_sign_for_the_chair_without_a_document():
    assert codes() == []


def test_an_authorisation_is_written_and_limited_in_time_and_content():
    asked = replace(ASKED, authority_mark="TUQ.", post="Trưởng phòng", valid_until=None)
    assert codes(asked) == ["authorisation-no-document", "authorisation-no-end", "authorisation-unlimited"]
    assert codes(replace(ASKED, **WRITTEN)) == []
    refused = delegation_refusals(asked, HOLDER, None, ())
    assert {one.article for one in refused} == {"Nghị định 30/2020/NĐ-CP Điều 13"}


def test_nothing_is_signed_before_its_document():
    assert codes(replace(ASKED, **{**WRITTEN, "document_day": date(2026, 8, 2)})) == ["delegation-before-document"]


@pytest.mark.parametrize(
    ("mark", "asked_mark", "found"),
    [
        ("TUQ.", "KT.", ["delegation-again"]),
        ("KT.", "KT.", ["delegation-not-head"]),
        ("TL.", "TUQ.", ["delegation-not-head"]),
        ("TL.", "KT.", []),
        ("Q.", "KT.", []),
        ("TM.", "KT.", []),
    ],
)
def test_who_signs_for_another_hands_nothing_on(mark, asked_mark, found):
    asked = ASKED if asked_mark == "KT." else replace(ASKED, **WRITTEN)
    assert codes(asked, holder(authority_mark=mark)) == found


def test_who_is_authorised_in_these_days_hands_nothing_on():
    deputy = holder(id=2, full_name="Võ Thị Minh Nguyệt")
    given = standing(authority_mark="TUQ.")
    assert codes(of=deputy, others=[given]) == ["delegation-again"]
    assert codes(of=deputy, others=[standing(authority_mark="TUQ.", valid_from=LAST)]) == []
    assert codes(of=holder(id=2, full_name="Võ Thị Minh Nguyệt", unit_id=7), others=[given]) == []


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, ["delegation-overlaps"]),
        ({"holder_id": 3}, []),
        ({"valid_from": LAST}, []),
        ({"valid_until": FIRST, "valid_from": date(2026, 7, 1)}, []),
        ({"valid_until": date(2026, 8, 10)}, []),
        ({"matters": ["award"]}, []),
        ({"matters": ["award", "proposal"]}, ["delegation-overlaps"]),
    ],
)
def test_two_do_not_stand_in_for_one_on_the_same_day_and_matter(other, found):
    assert codes(replace(ASKED, matters=("proposal",)), others=[standing(**other)]) == found


def test_the_substitute_is_in_office_all_the_while():
    inside = SimpleNamespace(valid_from=FIRST, valid_until=LAST)
    short = SimpleNamespace(valid_from=FIRST, valid_until=date(2026, 8, 15))
    assert codes(substitute=inside) == []
    assert codes(substitute=short) == ["delegation-substitute-out"]


def test_nobody_hands_over_more_than_their_own_time():
    assert codes(of=holder(valid_until=date(2026, 8, 15))) == ["delegation-too-long"]
    assert codes(of=holder(valid_until=LAST)) == []
    assert codes(replace(ASKED, valid_until=None), holder(valid_until=LAST)) == ["delegation-too-long"]


def test_oneself_a_title_and_a_wrong_mark_are_refused():
    asked = replace(ASKED, full_name="Trần Quốc Thái")
    assert codes(asked) == ["delegation-to-oneself"]
    assert codes(replace(ASKED, full_name="ThS. Lê Thị Khánh Huyền")) == ["name-with-title"]
    assert codes(replace(ASKED, post="Chánh Văn phòng")) == ["mark-without-deputy"]
    assert codes(replace(ASKED, **{**WRITTEN, "post": "Phó Chủ tịch"})) == ["deputy-signs-for"]


def test_a_delegation_only_ends_earlier():
    assert ending_refusals(standing(), date(2026, 8, 12)) == []
    assert [one.code for one in ending_refusals(standing(), date(2026, 8, 21))] == ["delegation-not-longer"]
    assert ending_refusals(standing(valid_until=None), date(2030, 1, 1)) == []


def test_matters_and_periods():
    assert (matter_of("certificate"), matter_of("roll"), matter_of("invitation")) == (
        Matter.AWARD,
        Matter.PROPOSAL,
        Matter.OTHER,
    )
    assert covers([], "decision")
    assert covers(["award"], "certificate")
    assert not covers(["proposal"], "decision")
    empty = SimpleNamespace(valid_from=FIRST, valid_until=FIRST)
    assert not meets(empty, standing(valid_from=FIRST))
    assert within(ASKED, HOLDER)
