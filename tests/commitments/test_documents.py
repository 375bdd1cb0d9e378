"""The bản cam kết as it is printed: its facts, its text, the same bytes twice."""

import re

import pytest

from app import pdf
from app.commitments import documents, queries
from app.papers.documents import missing
from app.places.rules import AuthorityName
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people

COMMUNE = AuthorityName("xã", "Vạn An", "tỉnh Nghệ An")


def facts_of(cast, made):
    return documents.commitment(queries.line(rows.get(made.commitments[0])), COMMUNE, DAY, 10)


def printed(facts) -> tuple[str, int, bytes]:
    made = pdf.render("documents/commitment.html", facts, code="ABCDEFGHJK", created=DAY, title="Bản cam kết")
    words = re.sub(r"\s+", " ", " ".join(pdf.text_of(made.bytes)))
    return words, made.pages, made.bytes


def in_order(text: str, *pieces: str) -> list[str]:
    """The pieces that do not follow each other in the text."""
    at, lost = 0, []
    for piece in pieces:
        found = text.find(piece, at)
        lost += [piece] if found < 0 else []
        at = max(at, found)
    return lost


@pytest.mark.parametrize(
    ("kind", "name", "pieces"),
    [
        (
            "household",
            "Nguyễn Văn Đức",
            (
                "Độc lập - Tự do - Hạnh phúc",
                "BẢN CAM KẾT",
                "Ủy ban nhân dân xã Vạn An",
                "Đại diện hộ gia đình (chủ hộ): Nguyễn Văn Đức",
                "Sinh ngày: 02/09/1975",
                "Địa chỉ: Thôn 2, xã Vạn An, tỉnh Nghệ An",
                "Hộ gia đình tôi cam kết:",
                "Thời hạn cam kết: từ 01/09/2026 đến 31/12/2026.",
                "Vạn An, ngày ..... tháng ..... năm 2026",
                "đến hết ngày 31/12/2036",
                "Theo dõi thực hiện cam kết",
            ),
        ),
        ("person", "Lò Thị Ẳng", ("Tôi là: Lò Thị Ẳng. Sinh ngày: 09/08/1987", "Tôi cam kết:")),
        (
            "collective",
            "Hợp tác xã Đông Yên",
            (
                "LIÊN MINH HTX",
                "HỢP TÁC XÃ ĐÔNG YÊN",
                "Tên đơn vị: Hợp tác xã Đông Yên",
                "Đại diện: Phạm Thùy Dương. Chức vụ: Giám đốc",
                "Đơn vị chúng tôi cam kết:",
            ),
        ),
    ],
)
def test_paper_says_who_pledges_what_until_when(context, cast, kind, name, pieces):
    made = rows.made(cast, name, kind=kind)
    with acting(cast.users["officer"]):
        facts = facts_of(cast, made)
    assert missing(facts) == []
    text, pages, content = printed(facts)
    assert in_order(text, *pieces) == []
    assert pages in (1, 2)
    assert printed(facts)[2] == content


def test_head_of_the_hamlet_confirms_under_the_name_of_the_hamlet(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["officer"]):
        block = facts_of(cast, made).confirmation
    assert (block.lines, block.name) == (("XÁC NHẬN CỦA", "TRƯỞNG THÔN"), "Phan Văn Thôn")


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("Xóm Đình", "TRƯỞNG XÓM"),
        ("Tổ dân phố 4", "TỔ TRƯỞNG TỔ DÂN PHỐ"),
        ("Đông Yên", "TRƯỞNG THÔN, TỔ DÂN PHỐ"),
    ],
)
def test_block_calls_the_hamlet_as_it_calls_itself(context, cast, place, line):
    made = rows.made(cast, "Nguyễn Văn Đức", places=(place,))
    with acting(cast.users["officer"]):
        assert facts_of(cast, made).confirmation.lines == ("XÁC NHẬN CỦA", line)


def test_unit_and_person_of_no_hamlet_have_no_confirmation(context, cast):
    unit = rows.made(cast, "Hợp tác xã Đông Yên", kind="collective")
    with acting(cast.users["officer"]):
        assert facts_of(cast, unit).confirmation is None


def test_address_repeats_nothing_that_was_typed(context, cast):
    made = rows.made(cast, "Lò Thị Ẳng", kind="person")
    with acting(cast.users["officer"]):
        person = rows.get(made.commitments[0]).person
        person.residence, person.born_on, person.birth_year = "Ngõ 3, thôn 2, xã Vạn An", None, 1987
        facts = facts_of(cast, made)
    assert facts.address == "Ngõ 3, thôn 2, xã Vạn An, tỉnh Nghệ An"
    assert facts.birth_date == "...../...../1987"


def test_household_without_head_lacks_its_name_and_nothing_else(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["officer"]):
        rows.get(made.commitments[0]).household.head.is_head = False
        assert missing(facts_of(cast, made)) == ["name"]


def test_consent_boxes_are_one_a_purpose(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["officer"]):
        people.hamlet("Thôn 3")
        consent = facts_of(cast, made).consent
    assert len(consent.purposes) == 3
    assert consent.data_kinds == "họ tên, ngày sinh của chủ hộ, số thành viên, địa chỉ"
