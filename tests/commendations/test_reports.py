"""Achievement reports: the form follows the type of commendation, its number the law of the day."""

import dataclasses
from datetime import date

import pytest

from app import pdf
from app.commendations import actions, documents, queries, rules
from app.commendations.actions.making import Making
from app.commendations.documents import (
    ReportPerson,
    ServiceReportCollective,
    ServiceReportPerson,
    SuddenReportCollective,
    SuddenReportHousehold,
    SuddenReportPerson,
)
from app.commendations.rules import AwardType
from app.papers.documents import missing, template_of
from app.places import queries as places
from tests.cast import DAY
from tests.commendations import rows

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def nominees(cast):
    """Make nominees of a round's type with everything written: nominees("cong_trang", 2) by their kind."""
    with rows.officer(cast) as user:
        rows.places_rows()

        def make(award_type=AwardType.THEMATIC, count=3):
            return {one.subject_kind: one for one in rows.drafted(user, count=count, award_type=award_type).nominees}

        yield make


def setting_of(nominee, law_day=DAY):
    return dataclasses.replace(documents.setting_of(nominee.dossier, DAY), law_day=law_day)


def printed(nominee, law_day=DAY) -> str:
    setting = setting_of(nominee, law_day)
    facts = documents.report(nominee, setting, queries.received_before([nominee])[nominee.id])
    kind = f"report_{nominee.subject_kind}"
    content = pdf.render(template_of(kind, setting.form_code(kind)), facts, created=DAY, title="x").bytes
    return " ".join(" ".join(pdf.text_of(content)).split())


def in_order(text: str, *pieces: str) -> None:
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} không đứng sau {text[max(0, place - 60) : place]!r}"
        place = found + len(piece)


@pytest.mark.parametrize(
    ("award_type", "numbers"),
    [
        ("chuyen_de", {"person": ("08", "08"), "collective": ("08", "08"), "household": ("08", "08")}),
        ("dot_xuat", {"person": ("07", "06"), "collective": ("07", "06"), "household": ("07", "06")}),
        ("cong_trang", {"person": ("03", "05"), "collective": ("02", "04")}),
    ],
)
def test_number_of_a_form_is_that_of_the_decree_of_its_day(nominees, award_type, numbers):
    made = nominees(award_type, 2 if award_type == "cong_trang" else 3)
    before, now = date(2024, 6, 1), date(2026, 8, 20)
    for kind, (under_98, under_152) in numbers.items():
        assert f"Mẫu số {under_98}" in printed(made[kind], before)
        assert f"Mẫu số {under_152}" in printed(made[kind], now)


@pytest.mark.parametrize(
    ("award_type", "classes"),
    [
        ("dot_xuat", [SuddenReportPerson, SuddenReportCollective, SuddenReportHousehold]),
        ("cong_trang", [ServiceReportPerson, ServiceReportCollective]),
    ],
)
def test_each_form_has_facts_of_its_own_and_they_are_whole(nominees, award_type, classes):
    made = nominees(award_type, len(classes))
    facts = [documents.report(one, setting_of(one), []) for one in made.values()]
    assert [type(one) for one in facts] == classes
    assert [missing(one) for one in facts] == [[] for _ in facts]


def test_service_of_a_person_reads_as_its_form_orders(nominees):
    nominee = nominees("cong_trang", 1)["person"]
    nominee.report = {
        **nominee.report,
        "religion": "Không",
        "titles_received": "2025; Lao động tiên tiến; Số 09/QĐ-UBND ngày 12 tháng 01 năm 2026 của Chủ tịch UBND xã",
    }
    in_order(
        printed(nominee),
        "BÁO CÁO THÀNH TÍCH",
        "ĐỀ NGHỊ TẶNG GIẤY KHEN",
        "I. SƠ LƯỢC LÝ LỊCH",
        "- Họ và tên: Nguyễn Thị Thuỵ Ưởng",
        "Giới tính: Nữ",
        "- Ngày, tháng, năm sinh: 1987",
        "Dân tộc: ....",
        "Tôn giáo: Không",
        "- Quê quán: xã Vạn An, tỉnh Nghệ An",
        "- Nơi thường trú: Thôn Đông Yên",
        "- Nghề nghiệp: Nông dân",
        "- Trình độ lý luận chính trị: ....",
        "- Trình độ chuyên môn, nghiệp vụ: ....",
        "- Học hàm, học vị, danh hiệu, giải thưởng: ....",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "1. Quyền hạn, nhiệm vụ được giao hoặc đảm nhận",
        "Hướng dẫn người dân làm thủ tục hành chính.",
        "2. Thành tích đạt được của cá nhân",
        "Đã hướng dẫn 118 người dân",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "1. Danh hiệu thi đua:",
        "Lao động tiên tiến",
        "2. Hình thức khen thưởng: chưa có.",
        "NGƯỜI BÁO CÁO ĐỀ NGHỊ",
        "(Ký, ghi rõ họ và tên)",
        "Nguyễn Thị Thuỵ Ưởng",
        "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG",
    )
    assert "THỦ TRƯỞNG ĐƠN VỊ XÁC NHẬN, ĐỀ NGHỊ" in printed(nominee).replace(" NGƯỜI BÁO CÁO ĐỀ NGHỊ", "")


def test_service_of_a_collective_reads_as_its_form_orders(nominees):
    nominee = nominees("cong_trang", 2)["collective"]
    nominee.report = {**nominee.report, "phone": "0238 3 000 000", "fax": "0238 3 000 001", "website": "vanan.vn"}
    in_order(
        printed(nominee),
        "Tên tập thể: Tổ công nghệ số cộng đồng thôn Đông Yên",
        "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH",
        "1. Đặc điểm, tình hình",
        "- Địa điểm trụ sở chính: Nhà văn hóa thôn Đông Yên.",
        "- Điện thoại: 0238 3 000 000; fax: 0238 3 000 001.",
        "- Địa chỉ trang tin điện tử: vanan.vn",
        "- Quá trình thành lập và phát triển: Thành lập năm 2024.",
        "- Những đặc điểm chính của đơn vị, địa phương, các tổ chức đảng, đoàn thể: Có 07 thành viên",
        "2. Chức năng, nhiệm vụ",
        "Hướng dẫn người dân sử dụng nền tảng số",
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "1. Thành tích căn cứ vào chức năng, nhiệm vụ được giao",
        "2. Những biện pháp hoặc nguyên nhân đạt được thành tích",
        "3. Việc thực hiện chủ trương, chính sách của Đảng, pháp luật của Nhà nước",
        "4. Hoạt động của tổ chức đảng, đoàn thể",
        "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG",
        "1. Danh hiệu thi đua: chưa có.",
        "2. Hình thức khen thưởng: chưa có.",
        "THỦ TRƯỞNG ĐƠN VỊ",
        "(Ký, ghi rõ họ và tên, đóng dấu)",
        "Phạm Văn Khoa",
    )


@pytest.mark.parametrize(
    ("kind", "general", "signs"),
    [
        ("person", "- Họ và tên: Nguyễn Thị Thuỵ Ưởng.", "NGƯỜI BÁO CÁO"),
        ("collective", "- Năm thành lập: 2024.", "THỦ TRƯỞNG ĐƠN VỊ"),
        ("household", "- Họ và tên chủ hộ: Nguyễn Hoàng Quốc Khánh.", "ĐẠI DIỆN HỘ GIA ĐÌNH"),
    ],
)
def test_sudden_merit_reads_as_its_form_orders(nominees, kind, general, signs):
    in_order(
        printed(nominees("dot_xuat")[kind]),
        "I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH",
        general,
        "II. THÀNH TÍCH ĐẠT ĐƯỢC",
        "- Thời gian: khoảng 15 giờ 30 phút, ngày 12 tháng 7 năm 2026.",
        "- Địa điểm: bến đò cũ, thôn Đông Yên.",
        "- Hoàn cảnh: Nước sông lên nhanh",
        "- Hành động: Lập tức bơi ra",
        "- Kết quả: Đã hướng dẫn 118 người dân",
        signs,
    )


def test_thematic_report_of_a_collective_has_its_lines_and_its_seal(nominees):
    nominee = nominees(count=2)["collective"]
    nominee.report = {**nominee.report, "phone": "0238 3 000 000", "enterprise_duties": "Nộp đủ ngân sách."}
    in_order(
        printed(nominee),
        "- Địa điểm trụ sở chính: Nhà văn hóa thôn Đông Yên.",
        "- Điện thoại: 0238 3 000 000.",
        "- Cơ cấu tổ chức: 01 tổ trưởng và 06 tổ viên.",
        "1. Mục tiêu (nhiệm vụ), chỉ tiêu năng suất, chất lượng, hiệu quả đã đăng ký",
        "2. Kết quả đạt được",
        "3. Các biện pháp, giải pháp",
        "4. Việc nộp ngân sách, bảo hiểm xã hội, bảo vệ môi trường, an toàn lao động",
        "(Ký, ghi rõ họ tên, đóng dấu)",
    )


def test_head_of_the_agency_confirms_the_report_of_who_has_one(nominees):
    nominee = nominees(count=1)["person"]
    alone = documents.report(nominee, setting_of(nominee), [])
    nominee.person.unit = places.units(DAY)[0]
    facts = documents.report(nominee, setting_of(nominee), [])
    assert isinstance(facts, ReportPerson)
    assert (alone.unit_confirmation, facts.unit_confirmation.lines) == (None, ("XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ"))
    in_order(printed(nominee), "XÁC NHẬN CỦA", "THỦ TRƯỞNG ĐƠN VỊ", "XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG")


def test_titles_and_awards_are_never_in_one_list(nominees):
    nominee = nominees("cong_trang", 1)["person"]
    for award, label, number in (("LDTT", "Lao động tiên tiến", "8/QĐ"), ("GK_XA", "Giấy khen", "9/QĐ")):
        actions.save_achievement(
            nominee.person, award=award, award_label=label, award_type="cong_trang", merit=label,
            reference_number=number, day=date(2025, 12, 1), issuer_name="Chủ tịch UBND xã", today=DAY,
        )  # fmt: skip
    nominee.report = {**nominee.report, "titles_received": "2023; Chiến sĩ thi đua cơ sở; Số 5/QĐ của Chủ tịch huyện"}
    facts = documents.report(nominee, setting_of(nominee), queries.received_before([nominee])[nominee.id])
    assert [(one.year, one.award) for one in facts.previous_titles] == [
        ("2023", "Chiến sĩ thi đua cơ sở"),
        ("2025", "Lao động tiên tiến"),
    ]
    assert [(one.year, one.award) for one in facts.previous_awards] == [("2025", "Giấy khen")]


@pytest.mark.parametrize("award_type", ["chuyen_de", "dot_xuat", "cong_trang"])
def test_ethnicity_and_religion_are_kept_for_the_one_form_that_asks(nominees, award_type):
    nominee = nominees(award_type, 1)["person"]
    actions.save_report(nominee, {**rows.PROSE, "ethnicity": "Thổ", "religion": "Công giáo"})
    asks = award_type == "cong_trang"
    assert ("ethnicity" in nominee.report, "Thổ" in printed(nominee)) == (asks, asks)
    assert ("religion" in nominee.report, "Công giáo" in printed(nominee)) == (asks, asks)


def test_position_takes_the_place_of_the_occupation(nominees):
    nominee = nominees("cong_trang", 1)["person"]
    nominee.report = {**nominee.report, "position": "Trưởng thôn", "workplace": "Thôn Đông Yên"}
    in_order(printed(nominee), "- Đơn vị công tác: Thôn Đông Yên", "- Chức vụ: Trưởng thôn")
    nominee.person.occupation = None
    nominee.report = {name: value for name, value in nominee.report.items() if name != "position"}
    assert documents.report_lacks(nominee, setting_of(nominee)) == ("chức vụ hoặc nghề nghiệp",)


@pytest.mark.parametrize(
    ("kind", "lacks"),
    [
        ("person", ("thời gian", "địa điểm", "hoàn cảnh", "hành động", "kết quả đạt được")),
        (
            "collective",
            ("thời gian", "địa điểm", "hoàn cảnh", "hành động", "kết quả đạt được", "năm thành lập", "cơ cấu tổ chức"),
        ),
    ],
)
def test_panel_names_what_a_report_of_a_sudden_merit_lacks(nominees, kind, lacks):
    nominee = nominees("dot_xuat")[kind]
    nominee.report = {}
    assert set(documents.report_lacks(nominee, setting_of(nominee))) == set(lacks)


@pytest.mark.parametrize(
    ("typed", "known", "doubtful"),
    [
        ("", [], []),
        ("2024; Lao động tiên tiến; Số 1; của huyện", [("2024", "Lao động tiên tiến", "Số 1; của huyện")], []),
        ("2021-2023; Tập thể; Số 2", [("2021-2023", "Tập thể", "Số 2")], []),
        ("năm 24; Danh hiệu; Số 3\nkhông rõ", [], ["không rõ", "năm 24; Danh hiệu; Số 3"]),
    ],
)
def test_typed_awards_have_a_year_a_name_and_a_decision(typed, known, doubtful):
    assert rules.received(typed) == (known, doubtful)


@pytest.mark.parametrize(
    ("award_type", "count", "codes"),
    [
        ("dot_xuat", 3, {"bc_dot_xuat"}),
        ("cong_trang", 2, {"bc_ca_nhan", "bc_tap_the"}),
    ],
)
def test_sealed_reports_keep_their_form_and_can_be_told_from_a_changed_record(
    cast, dossier_at, award_type, count, codes
):
    dossier_id = dossier_at("proposed", count=count, award_type=award_type)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        sealed = queries.papers_of(dossier)
        reports = {of: paper for (kind, of), paper in sealed.items() if kind.startswith("report_")}
        assert {paper.form_code for paper in reports.values()} == codes
        assert {paper.form_version for paper in reports.values()} == {"2"}
        by_id = {one.id: one for one in dossier.nominees}
        assert [actions.paper_changed(dossier, paper, by_id[of]) for of, paper in reports.items()] == [False] * count
        first = next(iter(reports))
        content = actions.draft_paper(dossier, reports[first].kind, by_id[first], DAY)
        assert "SƠ LƯỢC" in " ".join(pdf.text_of(content))


@pytest.mark.parametrize(
    ("award_type", "about", "ground"),
    [
        (
            "chuyen_de",
            "Về việc đề nghị khen thưởng chuyên đề trong phong trào",
            "Điều 75 Luật Thi đua, khen thưởng và Kế",
        ),
        ("dot_xuat", "Về việc đề nghị khen thưởng đột xuất cho tập thể, cá nhân có thành tích", "Điều 75 Luật Thi đua"),
        ("cong_trang", "Về việc đề nghị khen thưởng công trạng cho tập thể, cá nhân có thành tích", "Điều 75 Luật"),
    ],
)
def test_proposal_names_the_type_and_rests_on_the_plan_only_in_a_movement(cast, dossier_at, award_type, about, ground):
    dossier_id = dossier_at("voted", count=2, award_type=award_type)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        facts = Making(dossier, DAY).part("proposal").facts(None)
        assert facts.about.startswith(about)
        assert facts.case_basis.startswith(ground)
        assert any("Kế hoạch" in line for line in facts.legal_basis) == (award_type == "chuyen_de")
        minutes = Making(dossier, DAY).part("minutes").facts("01/BB-HĐTĐKT")
        ends = {"chuyen_de": "“Bình dân học vụ số”", "dot_xuat": "(khen thưởng đột xuất)"}
        assert minutes.about.replace('"Bình dân học vụ số"', "“Bình dân học vụ số”").endswith(
            ends.get(award_type, "(khen thưởng công trạng)")
        )
