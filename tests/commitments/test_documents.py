"""The bản cam kết as it is printed: its facts, its text, the same bytes twice."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app import pdf
from app.commitments import actions, documents, queries, rules
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
                "(Ký, ghi rõ họ tên, đóng dấu)",
            ),
        ),
        (
            "official",
            "Lê Thị Khánh Huyền",
            (
                "Độc lập - Tự do - Hạnh phúc",
                "BẢN CAM KẾT",
                "Gương mẫu thực hiện phong trào",
                "Kính gửi: Ủy ban nhân dân xã Vạn An",
                "Tôi là: Lê Thị Khánh Huyền",
                "Chức vụ: Trưởng phòng",
                "Đơn vị công tác: Phòng Văn hóa - Xã hội",
                "Tôi cam kết:",
                "THỦ TRƯỞNG ĐƠN VỊ",
                "họ tên, chức vụ, đơn vị công tác; thời hạn lưu trữ",
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
    assert pages == 1
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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Nhà văn hóa Thôn 2, xã Vạn An, tỉnh Nghệ An", "Nhà văn hóa Thôn 2, xã Vạn An, tỉnh Nghệ An"),
        ("Số 5, xã Vạn An, tỉnh Nghệ An", "Số 5, Thôn 2, xã Vạn An, tỉnh Nghệ An"),
        ("Số 5, thôn 25", "Số 5, thôn 25, Thôn 2, xã Vạn An, tỉnh Nghệ An"),
        ("Số 5, xã Vạn An", "Số 5, Thôn 2, xã Vạn An, tỉnh Nghệ An"),
        ("", "Thôn 2, xã Vạn An, tỉnh Nghệ An"),
    ],
)
def test_address_goes_from_the_house_to_the_province(context, cast, typed, said):
    made = rows.made(cast, "Hợp tác xã Đông Yên", kind="collective")
    with acting(cast.users["officer"]):
        rows.get(made.commitments[0]).collective.address = typed
        assert facts_of(cast, made).address == said


def test_superior_of_a_unit_is_abbreviated(context, cast):
    made = rows.made(cast, "Tổ công nghệ số cộng đồng", kind="collective")
    with acting(cast.users["officer"]):
        rows.get(made.commitments[0]).collective.managing_agency = "Ủy ban nhân dân xã Vạn An"
        assert facts_of(cast, made).head.parent_name == "UBND XÃ VẠN AN"


def test_household_without_head_lacks_its_name_and_nothing_else(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["officer"]):
        rows.get(made.commitments[0]).household.head.is_head = False
        assert missing(facts_of(cast, made)) == ["name"]


def test_official_pledges_without_birth_date_and_home(context, cast):
    made = rows.made(cast, "Lê Thị Khánh Huyền", kind="official")
    with acting(cast.users["officer"]):
        facts = facts_of(cast, made)
        assert (facts.subject_kind, facts.birth_date, facts.address, facts.head) == ("official", None, None, None)
        rows.get(made.commitments[0]).person.post = None
        assert missing(facts_of(cast, made)) == ["post"]
    text, _pages, _bytes = printed(facts)
    assert not any(word in text for word in ("Sinh ngày", "Địa chỉ", "CCCD"))


def test_consent_boxes_are_one_a_purpose(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["officer"]):
        people.hamlet("Thôn 3")
        consent = facts_of(cast, made).consent
    # The four purposes that are kept apart (privacy-and-signature.md 3).
    assert [purpose.split(",")[0] for purpose in consent.purposes] == [
        "Theo dõi thực hiện cam kết",
        "Thống kê phong trào",
        "Đăng ảnh",
        "Chi tiền thưởng",
    ]
    assert consent.data_kinds == "họ tên, ngày sinh của chủ hộ, số thành viên, địa chỉ"


# ---- what a campaign adds: legal bases, targets, the number of the CCCD; hamlets, schools, enterprises

BASES = [
    "Căn cứ Kế hoạch số 03/KH-UBND ngày 12 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Nghệ An",
    "Căn cứ Kế hoạch số 45/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã Vạn An",
]
REASON = "chi tiền thưởng qua tài khoản ngân hàng khi được khen thưởng"
NAMES = {
    "hamlet": "Thôn Đông Yên Thượng",
    "school": "Trường Trung học cơ sở Nguyễn Thị Minh Khai",
    "enterprise": "Hợp tác xã Dịch vụ nông nghiệp Đông Yên",
    "collective": "Hội Liên hiệp Phụ nữ xã Vạn An",
}


def whole_facts(cast, code: str):
    """A pledge by one of the ready forms with everything that a campaign may print on it."""
    kind = rules.FORMS[code].subject_kind
    asked = {} if kind == "collective" else {"id_reason": f"Để {REASON}."}
    name = NAMES.get(code, "Nguyễn Hoàng Quốc Khánh")
    made = rows.made(cast, name, kind=kind, code=code, legal_bases=[f"{line};" for line in BASES], **asked)
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        dated = {one.id: replace(one.goal, due_on=date(2026, 9, 30)) for one in campaign.promises if one.value}
        actions.save_goals(campaign, dated)
        return facts_of(cast, made)


@pytest.mark.parametrize("code", [ready.code for ready in rules.WORDINGS])
def test_every_ready_form_fits_one_page_with_all_that_a_campaign_adds(context, cast, code):
    facts = whole_facts(cast, code)
    assert missing(facts) == []
    text, pages, _content = printed(facts)
    assert pages == 1
    asked = "Số định danh cá nhân/CCCD:" in text
    assert asked is (rules.FORMS[code].subject_kind != "collective")
    assert in_order(text, "Kính gửi:", f"{BASES[0]};", f"{BASES[1]}.", "cam kết:", "chậm nhất ngày 30/09/2026") == []
    assert (f"số định danh cá nhân (để {REASON}); thời hạn lưu trữ" in text) is asked


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Đối chiếu khi chi tiền thưởng", "đối chiếu khi chi tiền thưởng"),
        ("CCCD cần khi chi thưởng", "CCCD cần khi chi thưởng"),
    ],
)
def test_reason_for_the_number_goes_on_in_the_sentence_of_the_notice(context, cast, typed, said):
    made = rows.made(cast, "Nguyễn Văn Đức", id_reason=typed)
    with acting(cast.users["officer"]):
        facts = facts_of(cast, made)
    assert facts.consent.data_kinds.endswith(f", số định danh cá nhân (để {said})")


def test_paper_without_reason_asks_for_no_number(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    with acting(cast.users["officer"]):
        facts = facts_of(cast, made)
    assert (facts.id_boxes, facts.legal_basis) == (None, ())
    assert "định danh cá nhân" not in facts.consent.data_kinds


@pytest.mark.parametrize(
    ("code", "pieces", "hint"),
    [
        (
            "hamlet",
            ("THÔN ĐÔNG YÊN", "Tên thôn, tổ dân phố: Thôn Đông Yên Thượng", "Cán bộ, Nhân dân chúng tôi cam kết:"),
            "(Ký, ghi rõ họ tên)",
        ),
        ("school", ("Tên trường: Trường Trung học", "Nhà trường chúng tôi cam kết:"), "(Ký, ghi rõ họ tên, đóng dấu)"),
        ("enterprise", ("Tên đơn vị: Hợp tác xã", "Đơn vị chúng tôi cam kết:"), "(Ký, ghi rõ họ tên, đóng dấu)"),
    ],
)
def test_collectives_speak_for_themselves_and_a_hamlet_has_no_seal(context, cast, code, pieces, hint):
    facts = whole_facts(cast, code)
    assert in_order(printed(facts)[0], *pieces) == []
    signs = {"hamlet": "ĐẠI DIỆN THÔN", "school": "ĐẠI DIỆN NHÀ TRƯỜNG", "enterprise": "ĐẠI DIỆN ĐƠN VỊ"}
    assert (facts.signature.lines, facts.signature.hint) == ((signs[code],), hint)
    assert facts.confirmation is None


def test_papers_of_one_campaign_are_set_alike_however_long_a_name_is(context, cast):
    facts = whole_facts(cast, "person")
    assert facts.is_long
    assert replace(facts, name="X" * 300, address="Y" * 300).is_long is replace(facts, name="X").is_long
