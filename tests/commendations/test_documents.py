"""The builders of the papers: from rows, day and law to plain facts, and the facts in the made PDF."""

import dataclasses
from datetime import date

import pytest

from app import law, pdf
from app.commendations import actions, documents, queries
from app.commendations.documents.setting import basis
from app.commendations.rules import VoteMethod
from app.papers import queries as papers
from app.papers.documents import missing
from app.places.rules import AuthorityName
from app.plans.models import LegalBasis
from tests.cast import DAY
from tests.commendations import rows

pytestmark = pytest.mark.usefixtures("context")

KINDS = ("proposal", "roll", "minutes", "vote_count", "decision")


@pytest.fixture
def decided(cast, dossier_at):
    """A decided dossier of a person, a collective and a household, inside the officer's session."""
    dossier_id = dossier_at("decided", count=3, method=VoteMethod.SECRET)
    with rows.officer(cast):
        yield queries.get(dossier_id)


def text_of(dossier, kind: str, nominee_id: int = 0) -> str:
    paper = queries.papers_of(dossier)[kind, nominee_id]
    return " ".join(" ".join(pdf.text_of(papers.bytes_of(paper))).split())


def in_order(text: str, *pieces: str) -> None:
    """Every piece stands in the text, one after the other."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} không đứng sau {text[max(0, place - 60) : place]!r}"
        place = found + len(piece)


def test_every_paper_is_whole(decided):
    setting = documents.setting_of(decided, DAY)
    meeting = queries.last_meeting(decided)
    found = [
        documents.minutes(decided, meeting, setting, "01/BB-HĐTĐKT"),
        documents.vote_count(decided, meeting, setting, "02/BB-HĐTĐKT"),
        documents.proposal(decided, decided.proposal, queries.by_roll(decided), meeting, setting),
        documents.roll(decided, decided.proposal, queries.by_roll(decided), setting),
        documents.cover(decided, queries.by_roll(decided), setting),
        *(documents.report(one, setting, []) for one in decided.nominees),
        *(documents.certificate(one, decided.decision, setting, 1) for one in decided.nominees),
    ]
    assert [missing(facts) for facts in found] == [[] for _ in found]


def test_cover_of_a_decided_dossier_no_longer_proposes(decided):
    made = documents.cover(decided, queries.by_roll(decided), documents.setting_of(decided, DAY))
    assert made.title == "HỒ SƠ KHEN THƯỞNG"


def test_cover_of_a_proposed_dossier_proposes(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        made = documents.cover(dossier, queries.by_roll(dossier), documents.setting_of(dossier, DAY))
        assert made.title == "HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG"


def test_proposal_reads_as_the_form_orders(decided):
    in_order(
        text_of(decided, "proposal"),
        "UBND XÃ VẠN AN",
        "PHÒNG VĂN HÓA - XÃ HỘI",
        "Số: 01/TTr-VHXH",
        "TỜ TRÌNH",
        "Về việc đề nghị khen thưởng chuyên đề trong phong trào",
        "Kính gửi: Chủ tịch Ủy ban nhân dân xã Vạn An",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Căn cứ Nghị định số 152/2025/NĐ-CP",
        "Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Vạn An triển khai",
        "Biên bản họp ngày 18 tháng 8 năm 2026 của Hội đồng Thi đua - Khen thưởng xã Vạn An.",
        "Phòng Văn hóa - Xã hội kính trình Chủ tịch Ủy ban nhân dân xã Vạn An",
        "01 tập thể;",
        "01 cá nhân;",
        "01 hộ gia đình, đã có thành tích",
        "theo quy định tại Điều 75 Luật Thi đua, khen thưởng và Kế hoạch số 12/KH-UBND nêu trên.",
        "Lưu: VT, VHXH.",
        "TRƯỞNG PHÒNG",
        "Lê Thị Khánh Huyền",
    )


def test_minutes_carry_the_arithmetic(decided):
    in_order(
        text_of(decided, "minutes"),
        "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        "Số: 01/BB-HĐTĐKT",
        "14 giờ 00 phút, ngày 18 tháng 8 năm 2026",
        "tổng số thành viên Hội đồng: 05; có mặt: 05; vắng mặt: 00",
        "Trần Quốc Thái, Chủ tịch UBND xã, Chủ tịch Hội đồng",
        "1. Nghe báo cáo tóm tắt thành tích của 01 tập thể, 01 cá nhân, 01 hộ gia đình được đề nghị.",
        "2. Thảo luận: Các thành viên thống nhất hồ sơ đủ điều kiện.",
        "Có mặt 05/05 thành viên (100 %), đủ số thành viên",
        "cần ít nhất 03/05 thành viên đồng ý",
        "bỏ phiếu kín",
        "5/5",
        "Đề nghị khen thưởng",
        "THƯ KÝ",
        "CHỦ TỊCH HỘI ĐỒNG",
    )


def test_count_of_the_ballot_names_its_tellers(decided):
    in_order(
        text_of(decided, "vote_count"),
        "Số: 02/BB-HĐTĐKT",
        "Tổ trưởng: Lê Thị Khánh Huyền",
        "Tổ viên: Hồ Thị Ngọc Ánh",
        "phát ra: 05; thu về: 05; hợp lệ: 05; không hợp lệ: 00",
        "Đạt",
        "TỔ TRƯỞNG",
    )


def test_decision_has_money_of_its_day_and_its_list(decided):
    in_order(
        text_of(decided, "decision"),
        "Số: 01/QĐ-UBND",
        "Vạn An, ngày 20 tháng 8 năm 2026",
        "Về việc tặng Giấy khen cho tập thể, cá nhân, hộ gia đình có thành tích xuất sắc",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
        "Theo đề nghị của Phòng Văn hóa - Xã hội tại Tờ trình số 01/TTr-VHXH ngày 19 tháng 8 năm 2026.",
        "Điều 1. Tặng Giấy khen cho 01 tập thể, 01 cá nhân, 01 hộ gia đình (có danh sách kèm theo)",
        "Điều 2. Mức tiền thưởng kèm theo Giấy khen: mỗi tập thể 1.520.000 đồng, mỗi cá nhân 760.000 đồng, "
        "mỗi hộ gia đình 1.140.000 đồng, trích từ quỹ thi đua, khen thưởng.",
        "Điều 3.",
        "Trưởng phòng Văn hóa - Xã hội",
        "Phụ lục",
        "(Kèm theo Quyết định số 01/QĐ-UBND ngày 20 tháng 8 năm 2026 của Chủ tịch Ủy ban nhân dân xã Vạn An)",
        "I. CÁ NHÂN",
        "Nguyễn Thị Thuỵ Ưởng",
        "Nữ, 1987",
        "II. TẬP THỂ",
        "III. HỘ GIA ĐÌNH",
        "Ông Nguyễn Hoàng Quốc Khánh",
    )


def test_certificate_number_is_the_line_of_the_list(decided):
    numbers = {one.subject_kind: one.roll_number for one in decided.nominees}
    assert numbers == {"person": 1, "collective": 2, "household": 3}
    for nominee in decided.nominees:
        text = text_of(decided, "certificate", nominee.id)
        in_order(text, "Số quyết định 01/QĐ-UBND", f"Số sổ vàng 0{nominee.roll_number}")
    household = next(one for one in decided.nominees if one.household_id)
    in_order(
        text_of(decided, "certificate", household.id),
        "GIẤY KHEN",
        "Hộ gia đình ông Nguyễn Hoàng Quốc Khánh",
        "Thôn Đông Yên, xã Vạn An, tỉnh Nghệ An",
        "Đã có thành tích xuất sắc",
    )


def test_reports_print_their_form_and_what_was_written(decided):
    for nominee in decided.nominees:
        in_order(
            text_of(decided, f"report_{nominee.subject_kind}", nominee.id),
            "BÁO CÁO THÀNH TÍCH",
            "ĐỀ NGHỊ TẶNG GIẤY KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
            "I. THÔNG TIN CHUNG",
            "II. THÀNH TÍCH ĐẠT ĐƯỢC",
            "Tham gia đủ 03 buổi tập huấn;",
            "Đã hướng dẫn 118 người dân sử dụng dịch vụ công trực tuyến.",
            "Lập danh sách người chưa có kỹ năng số",
        )


def test_form_numbers_come_from_the_registry(decided):
    printed = {kind: paper.form_number for (kind, _of), paper in queries.papers_of(decided).items()}
    assert {kind: number for kind, number in printed.items() if number} == {
        "proposal": "01",
        "report_person": "08",
        "report_collective": "08",
        "report_household": "08",
    }
    assert "Mẫu số 01" in text_of(decided, "proposal")


def test_no_identity_number_stands_in_any_fact(decided):
    for paper in queries.papers_of(decided).values():
        assert "cccd" not in str(paper.facts).lower()


def test_facts_are_the_same_when_built_twice(decided):
    for (kind, of), paper in queries.papers_of(decided).items():
        nominee = next((one for one in decided.nominees if one.id == of), None)
        if kind != "certificate":
            assert actions.paper_changed(decided, paper, nominee) is False, kind


def test_award_of_the_province_is_addressed_there(cast, dossier_at):
    dossier_id = dossier_at("proposed", "BK_TINH")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        in_order(
            text_of(dossier, "proposal"),
            "ỦY BAN NHÂN DÂN XÃ VẠN AN",
            "Số: 01/TTr-UBND",
            "Kính gửi:",
            "- Chủ tịch Ủy ban nhân dân tỉnh Nghệ An;",
            "- Sở Nội vụ tỉnh Nghệ An.",
            "Ủy ban nhân dân xã Vạn An kính trình Chủ tịch Ủy ban nhân dân tỉnh Nghệ An",
            "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh Nghệ An",
            "cho 01 cá nhân đã có thành tích",
            "Điều 74 Luật Thi đua, khen thưởng",
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        )


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        (
            AuthorityName("phường", "Bến Thành", "Thành phố Hồ Chí Minh"),
            (
                "ỦY BAN NHÂN DÂN PHƯỜNG BẾN THÀNH",
                "Bến Thành, ngày 20 tháng 8 năm 2026",
                "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG BẾN THÀNH",
                "Ủy ban nhân dân phường Bến Thành",
                "phường Bến Thành, Thành phố Hồ Chí Minh",
            ),
        ),
        (
            AuthorityName("đặc khu", "Phú Quốc", "tỉnh An Giang"),
            ("ỦY BAN NHÂN DÂN ĐẶC KHU PHÚ QUỐC", "Phú Quốc, ngày", "Ủy ban nhân dân đặc khu Phú Quốc"),
        ),
    ],
)
def test_ward_and_special_zone_are_written_as_such(decided, name, pieces):
    setting = dataclasses.replace(documents.setting_of(decided, DAY), name=name)
    facts = decision_of(decided, setting, queries.by_roll(decided))
    content = pdf.render("documents/decision.html", facts, created=DAY, title="x").bytes
    in_order(" ".join(" ".join(pdf.text_of(content)).split()), *pieces)
    assert setting.province_chair == f"Chủ tịch Ủy ban nhân dân {name.province}"


def decision_of(dossier, setting, nominees):
    signature = documents.decided_by(dossier.decision)
    return documents.decision(
        dossier, dossier.proposal, nominees, setting, number="01/QĐ-UBND", signature=signature, bonus=None
    )


@pytest.mark.parametrize(
    ("kind", "about", "named"),
    [
        ("person", "tặng Giấy khen cho cá nhân có", "và cá nhân có tên tại Điều 1"),
        ("household", "tặng Giấy khen cho hộ gia đình có", "và hộ gia đình có tên tại Điều 1"),
    ],
)
def test_decision_of_one_speaks_of_one(decided, kind, about, named):
    nominees = [one for one in decided.nominees if one.subject_kind == kind]
    facts = decision_of(decided, documents.setting_of(decided, DAY), nominees)
    content = pdf.render("documents/decision.html", facts, created=DAY, title="x").bytes
    in_order(" ".join(" ".join(pdf.text_of(content)).split()), about, named)


def test_full_title_in_the_plan_takes_the_place_of_the_short_line(decided):
    plan = decided.round.plan
    full = "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định chi tiết"
    plan.legal_bases = [
        LegalBasis(position=place, text=text)
        for place, text in enumerate([f"Căn cứ {full};", "Quyết định số 7/QĐ-UBND"])
    ]
    lines = basis(decided, documents.setting_of(decided, DAY))
    assert [line for line in lines if "152/2025" in line] == [f"Căn cứ {full}"]
    assert lines.index("Căn cứ Quyết định số 7/QĐ-UBND") == len(lines) - 2


def test_household_is_called_by_its_head_and_has_its_whole_address(decided):
    household = next(one for one in decided.nominees if one.household_id)
    setting = documents.setting_of(decided, DAY)
    assert documents.named(household) == "hộ ông Nguyễn Hoàng Quốc Khánh"
    assert queries.papers_of(decided)["certificate", household.id].title == (
        "Giấy khen của hộ ông Nguyễn Hoàng Quốc Khánh"
    )
    household.household.address = "Số nhà 12, thôn Đông Yên, Xã Vạn An"
    assert documents.report(household, setting, []).residence == ("Số nhà 12, thôn Đông Yên, Xã Vạn An, tỉnh Nghệ An")


def test_fund_is_printed_only_when_typed():
    amounts = [("person", law.bonus("GK_XA", "person", DAY))]
    assert documents.bonus_text(amounts, None) == "Mức tiền thưởng kèm theo Giấy khen: mỗi cá nhân 760.000 đồng"
    assert documents.bonus_text([], "quỹ") is None


def test_earlier_award_keeps_the_name_of_its_time(cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        nominee = queries.get(dossier_id).nominees[0]
        actions.save_achievement(
            nominee.person, award="GK_XA", award_label="Giấy khen", award_type="chuyen_de", merit="x",
            reference_number="88/QĐ-UBND", day=date(2024, 12, 1), issuer_name="Chủ tịch UBND huyện Nam Đàn", today=DAY,
        )  # fmt: skip
        awards = queries.received_before([nominee])[nominee.id]
        facts = documents.report(nominee, documents.setting_of(nominee.dossier, DAY), awards)
        assert [row.decision for row in facts.previous_awards] == [
            "Số 88/QĐ-UBND ngày 01 tháng 12 năm 2024 của Chủ tịch UBND huyện Nam Đàn"
        ]


@pytest.mark.parametrize("kind", KINDS)
def test_draft_shows_before_anything_is_sealed(cast, dossier_at, kind):
    dossier_id = dossier_at("voted", method=VoteMethod.SECRET)
    with rows.officer(cast):
        content = actions.draft_paper(queries.get(dossier_id), kind, None, DAY)
        assert "DỰ THẢO" in " ".join(pdf.text_of(content))
