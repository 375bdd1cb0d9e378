"""Facts for the reports of service and of a sudden merit, and for the tóm tắt thành tích. All people are invented."""

from app.commendations.documents import (
    MeritLine,
    MeritSummary,
    PreviousAward,
    ServiceReportCollective,
    ServiceReportPerson,
    SuddenReportCollective,
    SuddenReportHousehold,
    SuddenReportPerson,
)
from app.papers.documents import Head, SignatureBlock

PLACE_DATE = "Vạn An, ngày 05 tháng 02 năm 2026"
AWARD = "GIẤY KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"
CONFIRMATION = SignatureBlock(lines=("XÁC NHẬN CỦA CẤP", "TRÌNH KHEN THƯỞNG"), hint="(Ký, đóng dấu)")
CONFIRMATION_BELOW = SignatureBlock(lines=("XÁC NHẬN CỦA CẤP TRÌNH KHEN THƯỞNG",), hint="(Ký, đóng dấu)")
HOME = "Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An"
PROSE = (
    "Chủ động tham mưu cho Ủy ban nhân dân xã, phối hợp với các tổ chức chính trị - xã hội và từng thôn để người dân "
    "làm được thủ tục ngay tại nhà văn hóa; hồ sơ giải quyết trước hạn chiếm tỷ lệ cao, không có khiếu nại kéo dài."
)
TITLES = (
    PreviousAward(
        year="2024",
        award="Chiến sĩ thi đua cơ sở",
        decision="Số 77/QĐ-UBND ngày 10 tháng 01 năm 2025 của Chủ tịch Ủy ban nhân dân huyện Nam Đàn",
    ),
    PreviousAward(
        year="2025",
        award="Lao động tiên tiến",
        decision="Số 09/QĐ-UBND ngày 12 tháng 01 năm 2026 của Chủ tịch Ủy ban nhân dân xã Vạn An",
    ),
)
AWARDS = (
    PreviousAward(
        year="2023",
        award="Giấy khen của Chủ tịch Ủy ban nhân dân huyện",
        decision="Số 512/QĐ-UBND ngày 20 tháng 11 năm 2023 của Chủ tịch Ủy ban nhân dân huyện Nam Đàn",
    ),
)


def _head(*lines: str) -> Head:
    return Head(parent_name="UBND XÃ VẠN AN", issuer_lines=lines, place_date=PLACE_DATE)


def _hand(line: str, name: str, hint: str = "(Ký, ghi rõ họ tên)") -> SignatureBlock:
    return SignatureBlock(lines=(line,), hint=hint, name=name)


def service_person() -> ServiceReportPerson:
    """A report of service over two pages, with titles and awards in two tables."""
    return ServiceReportPerson(
        form_number="Mẫu số 05",
        head=_head("VĂN PHÒNG HĐND VÀ UBND"),
        award_requested=AWARD,
        full_name="Tôn Nữ Thị Quỳnh Nguyễn",
        sex="Nữ",
        birth_date="09/08/1987",
        ethnicity="Kinh",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence=HOME,
        workplace="Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Vạn An",
        position="Công chức Văn phòng - Thống kê",
        political_level="Trung cấp",
        professional_level="Cử nhân Luật",
        duties=("Tham mưu cải cách hành chính, chuyển đổi số; phụ trách Trung tâm Phục vụ hành chính công của xã.",),
        achievements=(PROSE,) * 6,
        previous_titles=TITLES,
        previous_awards=AWARDS,
        unit_confirmation=SignatureBlock(lines=("THỦ TRƯỞNG ĐƠN VỊ", "XÁC NHẬN, ĐỀ NGHỊ"), hint="(Ký, đóng dấu)"),
        confirmation=CONFIRMATION_BELOW,
        signature=_hand("NGƯỜI BÁO CÁO ĐỀ NGHỊ", "Tôn Nữ Thị Quỳnh Nguyễn", "(Ký, ghi rõ họ và tên)"),
    )


def service_collective() -> ServiceReportCollective:
    """A report of a collective's service, without any title yet."""
    return ServiceReportCollective(
        form_number="Mẫu số 04",
        head=_head("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
        award_requested=AWARD,
        name="Trung tâm Phục vụ hành chính công xã Vạn An",
        seat="Trụ sở Ủy ban nhân dân xã Vạn An, tỉnh Nghệ An",
        phone="0238 3 000 000",
        website="vanan.nghean.gov.vn",
        history=("Thành lập ngày 01 tháng 7 năm 2025 theo Quyết định số 15/QĐ-UBND của Ủy ban nhân dân xã.",),
        main_features=(
            "Địa bàn rộng, nhiều xóm xa trung tâm; có 07 công chức, 05 quầy, 02 máy tự phục vụ.",
            "Có tổ đảng gồm 05 đảng viên, thuộc Chi bộ Cơ quan Ủy ban nhân dân xã.",
        ),
        functions=("Tiếp nhận, trả kết quả giải quyết thủ tục hành chính; hướng dẫn người dân dùng dịch vụ công.",),
        achievements=(PROSE,) * 4,
        measures=(PROSE,) * 2,
        compliance=("Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước và quy chế của cơ quan.",),
        party_activity=("Tổ đảng hoàn thành tốt nhiệm vụ; đoàn thể tham gia đầy đủ các hoạt động của xã.",),
        previous_awards=AWARDS,
        confirmation=CONFIRMATION,
        signature=_hand("THỦ TRƯỞNG ĐƠN VỊ", "Lê Thị Khánh Huyền", "(Ký, ghi rõ họ và tên, đóng dấu)"),
    )


def _sudden() -> dict:
    return {
        "form_number": "Mẫu số 06",
        "head": _head("THÔN ĐÔNG YÊN THƯỢNG"),
        "award_requested": AWARD,
        "event_time": "khoảng 15 giờ 30 phút, ngày 12 tháng 7 năm 2025",
        "event_place": "bến đò cũ, thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An",
        "circumstances": ("Nước sông lên nhanh sau mưa lớn; hai cháu nhỏ bị cuốn xa bờ khoảng 20 mét, kêu cứu.",),
        "deeds": (
            "Nghe tiếng kêu, đã lập tức bơi ra, lần lượt đưa từng cháu vào bờ, hô hấp nhân tạo và gọi người đến giúp.",
        ),
        "achievements": ("Hai cháu được cứu sống, sức khỏe ổn định, đã về với gia đình trong ngày.",),
        "confirmation": CONFIRMATION,
    }


def sudden_person() -> SuddenReportPerson:
    """A report of a rescue, on one page."""
    return SuddenReportPerson(
        **_sudden(),
        full_name="Trịnh Đình Quang Khải",
        alias="Ba Khải",
        birth_date="1962",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence=HOME,
        occupation="Nông dân",
        signature=_hand("NGƯỜI BÁO CÁO", "Trịnh Đình Quang Khải"),
    )


def sudden_collective() -> SuddenReportCollective:
    """A report of a collective's sudden merit."""
    return SuddenReportCollective(
        **_sudden(),
        name="Tổ bảo vệ an ninh, trật tự ở cơ sở thôn Đông Yên Thượng - Hòa Lạc",
        founded="2024",
        structure="01 tổ trưởng, 01 tổ phó và 03 tổ viên",
        headcount="05 người",
        functions="hỗ trợ Công an xã bảo vệ an ninh, trật tự; tham gia cứu nạn, cứu hộ",
        signature=_hand("THỦ TRƯỞNG ĐƠN VỊ", "Phạm Văn Khoa", "(Ký, ghi rõ họ tên, đóng dấu)"),
    )


def sudden_household() -> SuddenReportHousehold:
    """A report of a household's sudden merit."""
    return SuddenReportHousehold(
        **_sudden(),
        householder="Nguyễn Hoàng Quốc Khánh",
        birth_date="02/09/1975",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence=HOME,
        occupation="Nông dân",
        signature=_hand("ĐẠI DIỆN HỘ GIA ĐÌNH", "Nguyễn Hoàng Quốc Khánh"),
    )


def merit_summary(lines: int = 7) -> MeritSummary:
    """A summary of persons, collectives and households over two landscape pages."""
    subjects = (
        ("Trịnh Đình Quang Khải", ("Sinh năm 1962", "Nông dân", HOME)),
        ("Tổ công nghệ số cộng đồng thôn Đông Yên Thượng - Hòa Lạc", ("Ủy ban nhân dân xã Vạn An", HOME)),
        ("Hộ ông Nguyễn Hoàng Quốc Khánh", ("Chủ hộ sinh năm 1975", "05 thành viên", HOME)),
    )
    return MeritSummary(
        attached_to="Kèm theo Tờ trình số 08/TTr-VHXH ngày 04 tháng 02 năm 2026 của Phòng Văn hóa - Xã hội",
        rows=tuple(
            MeritLine(
                number=place + 1,
                name=subjects[place % 3][0],
                particulars=subjects[place % 3][1],
                summary=(PROSE,) if place % 2 else (PROSE, "Được nhân dân trong thôn ghi nhận."),
                ground="Điều 75 Luật Thi đua, khen thưởng",
                award="Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An",
            )
            for place in range(lines)
        ),
        signature=SignatureBlock(lines=("TRƯỞNG PHÒNG",), name="Lê Thị Khánh Huyền"),
    )


SAMPLES = {
    "report_person-bc_dot_xuat": sudden_person,
    "report_collective-bc_dot_xuat": sudden_collective,
    "report_household-bc_dot_xuat": sudden_household,
    "report_person-bc_ca_nhan": service_person,
    "report_collective-bc_tap_the": service_collective,
    "merit_summary": merit_summary,
}
