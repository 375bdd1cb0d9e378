"""Facts for papers as a commune would have them: long names, long hamlets, full rolls. All people are invented."""

import dataclasses
import datetime
from typing import Any

from app.commendations.documents import (
    Absence,
    Certificate,
    Contribution,
    Decision,
    DossierCover,
    Excerpt,
    Minutes,
    MinutesResult,
    PreviousAward,
    Proposal,
    ReportCollective,
    ReportHousehold,
    ReportPerson,
    ResultLine,
    Roll,
    RollCollective,
    RollHousehold,
    RollPerson,
    RollTables,
    VoteCount,
    VoteRow,
    fitting,
)
from app.commitments.documents import Commitment, Consent
from app.papers.documents import (
    CopyBlock,
    Head,
    PaperCopy,
    Recipients,
    SignatureBlock,
    blank_date,
    long_date,
    number_text,
    percent,
    plain_date,
    reference,
)
from app.training.documents import (
    AttendanceRow,
    AttendanceSheet,
    CompletionList,
    CompletionRecord,
    CompletionRow,
)
from tests.papers import (
    council_samples,
    handing_samples,
    inspection_samples,
    plan_samples,
    progress_samples,
    report_samples,
)

DAY = datetime.date(2026, 2, 5)
CODE = "K7M2PQRSTUV"

CHAIR = SignatureBlock(lines=("CHỦ TỊCH",), name="Trần Quốc Thái")
HAND = "(Ký, ghi rõ họ tên)"

MOVEMENT = "phong trào “Bình dân học vụ số”"
ACHIEVEMENT = "thành tích xuất sắc trong phong trào “Bình dân học vụ số” trên địa bàn xã Vạn An giai đoạn 2025 - 2026"
LEGAL_BASIS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
    "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền "
    "trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của Luật Thi đua, "
    "khen thưởng",
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 15 tháng 8 năm 2025 của Ủy ban nhân dân xã Vạn An triển khai phong trào "
    "“Bình dân học vụ số”",
)


def commune_head(number: int | None = 5, kind: str = "QĐ", *, dated: bool = True) -> Head:
    """The head of a paper of the commune's UBND."""
    return Head(
        issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
        number_text=number_text(number, kind, "UBND"),
        place_date=long_date("Vạn An", DAY) if dated else None,
    )


def council_head(number: int | None, kind: str = "BB") -> Head:
    """The head of a paper of the Council; minutes carry no place and day."""
    return Head(
        parent_name="UBND XÃ VẠN AN",
        issuer_lines=("HỘI ĐỒNG THI ĐUA -", "KHEN THƯỞNG"),
        number_text=number_text(number, kind, "HĐTĐKT"),
    )


def consent() -> Consent:
    """Data notice with the four purposes kept apart."""
    return Consent(
        data_kinds="họ tên, ngày sinh, địa chỉ, nội dung cam kết",
        retention="theo thời hạn bảo quản hồ sơ phong trào",
        purposes=(
            "Theo dõi thực hiện cam kết.",
            "Thống kê kết quả phong trào.",
            "Đăng ảnh, nêu gương trên trang thông tin của xã.",
            "Chi tiền thưởng (nếu được khen thưởng).",
        ),
    )


PROMISES = (
    "Tham gia đầy đủ các lớp tập huấn kỹ năng số do xã và Tổ công nghệ số cộng đồng tổ chức",
    "Cài đặt và sử dụng ứng dụng VNeID, Cổng Dịch vụ công quốc gia để thực hiện thủ tục hành chính",
    "Sử dụng hình thức thanh toán không dùng tiền mặt trong sinh hoạt hằng ngày khi có điều kiện",
    "Không chia sẻ thông tin sai sự thật, tự bảo vệ tài khoản và dữ liệu cá nhân trên môi trường số",
    "Hướng dẫn ít nhất 02 người thân, hàng xóm biết sử dụng các dịch vụ số thiết yếu",
)


ASKED_FOR = "họ tên, ngày sinh, địa chỉ, số định danh cá nhân (để chi tiền thưởng qua tài khoản ngân hàng)"


def whole_commitment(kind: str = "person") -> Commitment:
    """A pledge with all that a campaign may print: what it rests on, what is measured, the boxes for the CCCD."""
    facts = commitment(kind)
    measured = tuple(f"{promise} (ít nhất 02 buổi, chậm nhất ngày 30/9/2026)" for promise in PROMISES[:2])
    changes: dict[str, Any] = {"legal_basis": LEGAL_BASIS[-1:], "promises": (*measured, *PROMISES[2:])}
    if facts.subject_kind != "unit":
        changes |= {"id_boxes": 12, "consent": dataclasses.replace(consent(), data_kinds=ASKED_FOR)}
    return dataclasses.replace(facts, **changes)


def commitment(kind: str = "person") -> Commitment:
    """A pledge of a person, a household, an official, a unit, or a hamlet or school as the units they are."""
    subject = {
        "person": {"name": "Nguyễn Thị Thuỵ Ưởng", "birth_date": "09/08/1987"},
        "household": {"name": "Nguyễn Hoàng Quốc Khánh", "birth_date": "02/09/1975", "household_size": 5},
        "unit": {
            "name": "Hợp tác xã Dịch vụ nông nghiệp và Thương mại Đông Yên Thượng",
            "representative": "Phạm Nguyễn Thùy Dương",
            "post": "Chủ tịch Hội đồng quản trị kiêm Giám đốc",
            "head": Head(
                parent_name="LIÊN MINH HTX TỈNH",
                issuer_lines=("HTX DỊCH VỤ NÔNG NGHIỆP", "ĐÔNG YÊN THƯỢNG"),
            ),
        },
        "hamlet": {
            "name": "Thôn Đông Yên Thượng - Hòa Lạc",
            "representative": "Phan Văn Thôn",
            "post": "Trưởng thôn",
            "head": Head(issuer_lines=("THÔN ĐÔNG YÊN THƯỢNG - HÒA LẠC",)),
            "named_as": "Tên thôn, tổ dân phố",
            "pledges_as": "Cán bộ, Nhân dân chúng tôi",
        },
        "school": {
            "name": "Trường Trung học cơ sở Nguyễn Thị Minh Khai",
            "representative": "Phạm Nguyễn Thùy Dương",
            "post": "Hiệu trưởng",
            "head": Head(parent_name="UBND XÃ VẠN AN", issuer_lines=("TRƯỜNG THCS", "NGUYỄN THỊ MINH KHAI")),
            "named_as": "Tên trường",
            "pledges_as": "Nhà trường chúng tôi",
        },
        "official": {
            "name": "Công Tằng Tôn Nữ Nguyễn Phước Huyền Trang",
            "post": "Phó Trưởng phòng Văn hóa - Xã hội kiêm Chủ tịch Hội Khuyến học xã",
            "workplace": "Phòng Văn hóa - Xã hội, Ủy ban nhân dân xã Vạn An",
        },
    }[kind]
    signs = {
        "household": "ĐẠI DIỆN HỘ GIA ĐÌNH",
        "unit": "ĐẠI DIỆN ĐƠN VỊ",
        "hamlet": "ĐẠI DIỆN THÔN",
        "school": "ĐẠI DIỆN NHÀ TRƯỜNG",
    }
    unit = kind in ("unit", "hamlet", "school")
    return Commitment(
        subject_kind="unit" if unit else kind,
        authority_name="Ủy ban nhân dân xã Vạn An",
        about="Thực hiện phong trào “Bình dân học vụ số”",
        address=None if kind == "official" else "Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An",
        promises=PROMISES,
        period_from="01/01/2026",
        period_until="31/12/2026",
        breach="Nếu vi phạm, tôi xin chịu nhắc nhở trước cộng đồng dân cư.",
        place_date=blank_date("Vạn An", 2026),
        confirmation=None if unit else SignatureBlock(lines=("XÁC NHẬN CỦA TRƯỞNG THÔN",), hint=HAND),
        signature=SignatureBlock(lines=(signs.get(kind, "NGƯỜI CAM KẾT"),), hint=HAND),
        consent=consent(),
        **subject,
    )


def attendance_sheet(learners: int = 28, blank_rows: int = 4) -> AttendanceSheet:
    """One Training's list; 28 learners and 4 blank lines make two pages."""
    return AttendanceSheet(
        head=commune_head(None, "DS"),
        course_name="Lớp tập huấn kỹ năng số cơ bản cho người dân thôn Đông Yên Thượng - Hòa Lạc",
        topic="Sử dụng VNeID và Cổng Dịch vụ công quốc gia",
        ordinal="Buổi 01 (trong tổng số 03 buổi)",
        day_text=plain_date(DAY),
        time_text="từ 19 giờ 30 phút đến 21 giờ 00 phút",
        place="Nhà văn hóa thôn Đông Yên Thượng - Hòa Lạc",
        instructor="Lê Thị Khánh Huyền, Tổ trưởng Tổ công nghệ số cộng đồng",
        rows=tuple(
            AttendanceRow(
                name="Tôn Nữ Thị Quỳnh Nguyễn" if number % 2 else "Hoàng Đình Nghĩa",
                sex="female" if number % 2 else "male",
                birth_year=str(1948 + number),
                hamlet="Thôn Đông Yên Thượng - Hòa Lạc",
                note="T3",
            )
            for number in range(learners)
        ),
        columns=("sex", "birth_year"),
        blank_rows=blank_rows,
        groups=("T3: người trưởng thành",) if learners else (),
        signatures=(
            SignatureBlock(lines=("NGƯỜI LẬP PHIẾU",), hint=HAND),
            SignatureBlock(lines=("GIẢNG VIÊN",), hint=HAND),
        ),
    )


def completion_list(learners: int = 24) -> CompletionList:
    """Who completed a class; 24 names make two pages."""
    return CompletionList(
        head=Head(issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"), place_date=long_date("Vạn An", DAY)),
        course_name="Lớp tập huấn kỹ năng số cơ bản cho người dân thôn Đông Yên Thượng - Hòa Lạc",
        topic="Sử dụng VNeID và Cổng Dịch vụ công quốc gia",
        time_text="03 buổi, từ ngày 19/01/2026 đến ngày 02/02/2026",
        place="Nhà văn hóa thôn Đông Yên Thượng - Hòa Lạc",
        instructor="Lê Thị Khánh Huyền, Tổ trưởng Tổ công nghệ số cộng đồng",
        condition="dự từ 80 % số buổi trở lên và kết quả đạt",
        learners=learners + 4,
        rows=tuple(
            CompletionRow(
                name="Nguyễn Thị Thuỵ Ưởng" if number % 2 else "Hoàng Đình Nghĩa",
                hamlet="Thôn Đông Yên Thượng - Hòa Lạc",
                group="T3",
                attended="03/03",
            )
            for number in range(learners)
        ),
        signatures=(
            SignatureBlock(lines=("NGƯỜI LẬP DANH SÁCH",), hint=HAND),
            SignatureBlock(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Trần Quốc Thái"),
        ),
    )


def completion(name: str = "Bà Nguyễn Thị Thuỵ Ưởng") -> CompletionRecord:
    """What one learner takes home from a class."""
    return CompletionRecord(
        issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
        number_text=number_text(5, "GCN", "UBND"),
        place_date=long_date("Vạn An", DAY),
        authority_name="ỦY BAN NHÂN DÂN XÃ VẠN AN",
        name=name,
        address="Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An",
        course_name="Lớp tập huấn kỹ năng số cơ bản cho người dân thôn Đông Yên Thượng - Hòa Lạc",
        topic="Sử dụng VNeID và Cổng Dịch vụ công quốc gia",
        time_text="03 buổi, từ ngày 19/01/2026 đến ngày 02/02/2026",
        attended="03/03 buổi",
        signature=SignatureBlock(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Trần Quốc Thái"),
    )


def tables(people: int = 5, collectives: int = 2, households: int = 1) -> RollTables:
    """Roll tables with long lines, numbered through."""
    return RollTables(
        people=tuple(
            RollPerson(
                number=number,
                name="Nguyễn Thị Thuỵ Ưởng" if number % 2 else "Trịnh Đình Quang Khải",
                gender_birth="Nữ, 1987" if number % 2 else "Nam, 1962",
                position="Nông dân, Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An",
                achievement="Vận động 32 hộ cài đặt VNeID; hướng dẫn 118 người dùng dịch vụ công trực tuyến",
            )
            for number in range(1, people + 1)
        ),
        collectives=tuple(
            RollCollective(
                number=people + number,
                name="Tổ công nghệ số cộng đồng thôn Đông Yên Thượng - Hòa Lạc",
                address="Ủy ban nhân dân xã Vạn An",
                achievement="100 % người trong độ tuổi của thôn hoàn thành tập huấn",
                note="Đơn vị dẫn đầu",
            )
            for number in range(1, collectives + 1)
        ),
        households=tuple(
            RollHousehold(
                number=people + collectives + number,
                name="Ông Nguyễn Hoàng Quốc Khánh",
                address="Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An",
                contribution="12 ngày công, 5.000.000 đồng lắp mạng không dây cho nhà văn hóa thôn",
            )
            for number in range(1, households + 1)
        ),
    )


def proposal() -> Proposal:
    """A tờ trình with two addressees, its number left to văn thư's hand."""
    return Proposal(
        form_number="Mẫu số 01",
        head=Head(
            parent_name="UBND XÃ VẠN AN",
            issuer_lines=("PHÒNG VĂN HÓA - XÃ HỘI",),
            number_text=number_text(None, "TTr", "VHXH"),
            place_date=long_date("Vạn An", DAY),
        ),
        about="Về việc đề nghị khen thưởng chuyên đề trong phong trào “Bình dân học vụ số” giai đoạn 2025 - 2026",
        addressees=(
            "Chủ tịch Ủy ban nhân dân xã Vạn An",
            "Hội đồng Thi đua - Khen thưởng xã Vạn An",
        ),
        legal_basis=(
            *LEGAL_BASIS,
            "Xét thành tích của các tập thể, cá nhân, hộ gia đình và Biên bản họp ngày 03 tháng 02 năm 2026 của "
            "Hội đồng Thi đua - Khen thưởng xã Vạn An",
        ),
        proposer_name="Phòng Văn hóa - Xã hội",
        decider_name="Chủ tịch Ủy ban nhân dân xã Vạn An",
        award_name="Giấy khen của Chủ tịch Ủy ban nhân dân xã",
        counts=tables().counts,
        achievement=ACHIEVEMENT,
        case_basis="Luật Thi đua, khen thưởng và Kế hoạch số 12/KH-UBND nêu trên",
        recipients=Recipients(lines=("Như trên", "Hội đồng TĐKT xã", "Lưu: VT, VHXH")),
        signature=SignatureBlock(lines=("TRƯỞNG PHÒNG",), name="Lê Thị Khánh Huyền"),
    )


def roll(people: int = 30) -> Roll:
    """A Roll of 30 people, two collectives and a household."""
    return Roll(
        about="Đề nghị tặng Giấy khen trong phong trào “Bình dân học vụ số”",
        attached_to=f"Kèm theo Tờ trình số {reference(None, 'TTr', 'VHXH')} {plain_date(DAY)} "
        "của Phòng Văn hóa - Xã hội",
        tables=tables(people),
        signature=SignatureBlock(lines=("TRƯỞNG PHÒNG",), name="Lê Thị Khánh Huyền"),
    )


PROSE = (
    "Bám sát kế hoạch của Ủy ban nhân dân xã, ngay từ đầu đợt thi đua đã chủ động đăng ký chỉ tiêu, lập danh sách "
    "từng người chưa có kỹ năng số, phân công người kèm cặp theo phương châm đi từng ngõ, gõ từng nhà, hướng dẫn "
    "từng người; ưu tiên người cao tuổi, người khuyết tật và hộ ở xa trung tâm thôn."
)


def _report_base() -> dict:
    return {
        "form_number": "Mẫu số 08",
        "head": Head(
            parent_name="UBND XÃ VẠN AN",
            issuer_lines=("THÔN ĐÔNG YÊN THƯỢNG",),
            place_date=long_date("Vạn An", DAY),
        ),
        "award_requested": "GIẤY KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
        "registered_targets": (
            "100 % người trưởng thành trong hộ có tài khoản VNeID mức độ 2",
            "Tham gia đủ 03 buổi của lớp tập huấn kỹ năng số cơ bản",
            "Hướng dẫn ít nhất 20 người dân sử dụng dịch vụ công trực tuyến",
        ),
        "results": (
            ResultLine(indicator="Số người được hướng dẫn", target="20 người", actual="118 người", comparison="590 %"),
            ResultLine(indicator="Số buổi tập huấn tham gia", target="03 buổi", actual="03 buổi"),
        ),
        "achievements": (PROSE, PROSE),
        "measures": (PROSE, PROSE, PROSE),
        "effects": (PROSE, PROSE),
        "lessons": (PROSE,),
        "previous_awards": (
            PreviousAward(
                year="2025",
                award="Giấy khen của Chủ tịch Ủy ban nhân dân xã",
                decision="Số 41/QĐ-UBND ngày 20 tháng 11 năm 2025 của Chủ tịch Ủy ban nhân dân xã Vạn An",
            ),
        ),
        "confirmation": SignatureBlock(lines=("XÁC NHẬN CỦA CẤP", "TRÌNH KHEN THƯỞNG"), hint="(Ký, đóng dấu)"),
    }


def report_person() -> ReportPerson:
    """A report of a person over two to three pages."""
    return ReportPerson(
        **_report_base(),
        full_name="Nguyễn Thị Thuỵ Ưởng",
        alias="Út Ưởng",
        birth_date="09/08/1987",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence="Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An",
        occupation="Nông dân",
        post="Tổ viên Tổ công nghệ số cộng đồng",
        unit="Thôn Đông Yên Thượng - Hòa Lạc",
        signature=SignatureBlock(lines=("NGƯỜI BÁO CÁO",), hint="(Ký, ghi rõ họ tên)", name="Nguyễn Thị Thuỵ Ưởng"),
    )


def report_collective() -> ReportCollective:
    """A report of a collective."""
    return ReportCollective(
        **_report_base(),
        name="Tổ công nghệ số cộng đồng thôn Đông Yên Thượng - Hòa Lạc",
        seat="Nhà văn hóa thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An",
        phone="0238 3 000 000",
        structure="01 tổ trưởng, 01 tổ phó và 05 tổ viên do Chủ tịch Ủy ban nhân dân xã quyết định thành lập",
        headcount="07 người",
        functions="tuyên truyền, hướng dẫn người dân sử dụng nền tảng số, dịch vụ số",
        signature=SignatureBlock(
            lines=("THỦ TRƯỞNG ĐƠN VỊ",), hint="(Ký, ghi rõ họ tên, đóng dấu)", name="Lê Thị Khánh Huyền"
        ),
    )


def report_household() -> ReportHousehold:
    """A report of a household with its contributions."""
    return ReportHousehold(
        **_report_base(),
        householder="Nguyễn Hoàng Quốc Khánh",
        birth_date="02/09/1975",
        hometown="xã Vạn An, tỉnh Nghệ An",
        residence="Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An",
        occupation="Nông dân",
        household_size=5,
        contributions=(
            Contribution(
                kind="Công sức",
                amount="12 ngày công",
                day_text="Tháng 10/2025",
                used_for="Lắp đặt điểm truy cập mạng không dây tại nhà văn hóa thôn",
            ),
            Contribution(
                kind="Tiền",
                amount="5.000.000 đồng",
                day_text="Tháng 11/2025",
                used_for="Mua 02 máy tính bảng dùng chung",
            ),
        ),
        signature=SignatureBlock(
            lines=("ĐẠI DIỆN HỘ GIA ĐÌNH",), hint="(Ký, ghi rõ họ tên)", name="Nguyễn Hoàng Quốc Khánh"
        ),
    )


CANDIDATES = (
    "Nguyễn Thị Thuỵ Ưởng",
    "Trịnh Đình Quang Khải",
    "Tổ công nghệ số cộng đồng thôn Đông Yên Thượng - Hòa Lạc",
    "Hộ ông Nguyễn Hoàng Quốc Khánh",
)


def minutes() -> Minutes:
    """Minutes of a Council of nine with one member absent."""
    return Minutes(
        head=council_head(3),
        about="Họp Hội đồng Thi đua - Khen thưởng về việc xét, đề nghị khen thưởng trong phong trào "
        "“Bình dân học vụ số”",
        started="14 giờ 00 phút, ngày 03 tháng 02 năm 2026",
        place="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
        council_size=9,
        present=(
            "Ông Trần Quốc Thái, Chủ tịch Ủy ban nhân dân xã, Chủ tịch Hội đồng",
            "Bà Lê Thị Khánh Huyền, Trưởng phòng Văn hóa - Xã hội, Phó Chủ tịch Hội đồng",
            *(f"Ông Phan Văn Dũng {number}, Ủy viên" for number in "ABCDE"),
            "Ông Hồ Sỹ Quang Vinh, Phó Chủ tịch Hội Nông dân xã (dự thay Bà Ngô Thị Thanh Huyền, Chủ tịch Hội Nông dân "
            "xã, Ủy viên; theo giấy cử số 05/HND ngày 02/02/2026)",
        ),
        stand_ins=1,
        absences=(
            Absence(
                name="Bà Đặng Thị Mỹ Duyên, Ủy viên",
                reason="đi công tác",
                opinion="đồng ý với các trường hợp đề nghị",
            ),
        ),
        chair="Ông Trần Quốc Thái, Chủ tịch Hội đồng",
        secretary="Ông Phan Văn Dũng, Ủy viên Thư ký",
        contents=(
            "1. Nghe bà Lê Thị Khánh Huyền báo cáo tóm tắt thành tích của các tập thể, cá nhân, hộ gia đình đề nghị.",
            "2. Thảo luận: các thành viên dự họp thống nhất hồ sơ đủ điều kiện, tiêu chuẩn.",
        ),
        vote_method="bỏ phiếu kín",
        results=tuple(
            MinutesResult(
                number=number,
                name=name,
                award="Giấy khen của Chủ tịch UBND xã",
                agreed=10 - number,
                disagreed=number - 1,
                members=9,
                share=percent(10 - number, 9),
                conclusion="Đề nghị khen thưởng",
            )
            for number, name in enumerate(CANDIDATES, start=1)
        ),
        ended="16 giờ 30 phút, ngày 03 tháng 02 năm 2026",
        secretary_signature=SignatureBlock(lines=("THƯ KÝ",), name="Phan Văn Dũng"),
        chair_signature=SignatureBlock(
            lines=("CHỦ TỊCH HỘI ĐỒNG",), own_post="CHỦ TỊCH UBND XÃ", name="Trần Quốc Thái"
        ),
        recipients=Recipients(lines=("Thành viên Hội đồng", "Lưu: VT, Hồ sơ")),
    )


def vote_count() -> VoteCount:
    """The count of the same Council."""
    return VoteCount(
        head=council_head(4),
        about="Về việc bỏ phiếu xét, đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã",
        started="15 giờ 30 phút, ngày 03 tháng 02 năm 2026",
        place="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
        teller_head="Bà Lê Thị Khánh Huyền",
        tellers=("Ông Phan Văn Dũng", "Bà Hồ Thị Ngọc Ánh"),
        council_size=9,
        present=8,
        absent=1,
        written_opinions=1,
        issued=8,
        returned=8,
        valid=8,
        invalid=0,
        rows=tuple(
            VoteRow(
                number=number,
                name=name,
                award="Giấy khen của Chủ tịch UBND xã",
                agreed=10 - number,
                disagreed=number - 1,
                share=percent(10 - number, 9),
                outcome="Đạt",
            )
            for number, name in enumerate(CANDIDATES, start=1)
        ),
        ended="16 giờ 00 phút, ngày 03 tháng 02 năm 2026",
        teller_signatures=(
            SignatureBlock(lines=("TỔ VIÊN",), name="Phan Văn Dũng"),
            SignatureBlock(lines=("TỔ VIÊN",), name="Hồ Thị Ngọc Ánh"),
        ),
        teller_head_signature=SignatureBlock(lines=("TỔ TRƯỞNG",), name="Lê Thị Khánh Huyền"),
        chair_signature=SignatureBlock(lines=("CHỦ TỌA",), name="Trần Quốc Thái"),
    )


def decision(people: int = 30) -> Decision:
    """A Decision whose Phụ lục runs over several pages."""
    return Decision(
        head=commune_head(5, "QĐ"),
        about="Về việc tặng Giấy khen cho tập thể, cá nhân, hộ gia đình có thành tích xuất sắc trong phong trào "
        "“Bình dân học vụ số”",
        decider="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
        legal_basis=LEGAL_BASIS,
        at_request="Theo đề nghị của Phòng Văn hóa - Xã hội tại Tờ trình số 08/TTr-VHXH ngày 04 tháng 02 năm 2026",
        award_name="Giấy khen",
        counts=tables(people).counts,
        achievement=ACHIEVEMENT,
        bonus="Mức tiền thưởng kèm theo Giấy khen thực hiện theo quy định hiện hành, trích từ quỹ thi đua, khen "
        "thưởng của xã",
        executors="Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, Trưởng phòng Văn hóa - Xã hội, Trưởng "
        "phòng Kinh tế",
        roll_about="Tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An",
        attached_to="Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026 của Chủ tịch Ủy ban nhân dân "
        "xã Vạn An",
        tables=tables(people),
        recipients=Recipients(lines=("Như Điều 3", "Sở Nội vụ tỉnh (để báo cáo)", "Hội đồng TĐKT xã", "Lưu: VT, VHXH")),
        signature=CHAIR,
    )


def certificate(*, long: bool = False) -> Certificate:
    """A giấy khen; `long` has the longest name and merit that a commune is likely to type."""
    recipient, achievement = "Bà Nguyễn Thị Thuỵ Ưởng", f"Đã có {ACHIEVEMENT}"
    if long:
        recipient = "Tổ công nghệ số cộng đồng liên thôn Đông Yên Thượng - Hòa Lạc - Vạn Phúc"
        achievement += (
            ", vận động 100 % số hộ cài đặt và sử dụng thành thạo ứng dụng VNeID, Cổng Dịch vụ công quốc gia, "
            "góp phần hoàn thành vượt mức chỉ tiêu của xã"
        )
    name = fitting.fitted(recipient, fitting.RECIPIENT, bold=True)
    merit = fitting.fitted(achievement, fitting.ACHIEVEMENT)
    return Certificate(
        decider="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
        recipient=name.text,
        recipient_size=name.size,
        address="Thôn Đông Yên Thượng - Hòa Lạc, xã Vạn An, tỉnh Nghệ An",
        achievement=merit.text,
        achievement_size=merit.size,
        decision_number="05/QĐ-UBND",
        decision_day=plain_date(DAY),
        golden_number=1,
        place_date=long_date("Vạn An", DAY),
        signature=CHAIR,
    )


def dossier_cover() -> DossierCover:
    """The cover of a bound dossier."""
    return DossierCover(
        parent_name="TỈNH NGHỆ AN",
        issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
        title="HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG",
        award_name="Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An",
        movement="Phong trào “Bình dân học vụ số”",
        subjects=("02 tập thể, 30 cá nhân, 01 hộ gia đình",),
        reference_text="Kèm theo Tờ trình số 08/TTr-VHXH ngày 04 tháng 02 năm 2026 của Phòng Văn hóa - Xã hội",
        retention="10 năm",
        place_year="Vạn An, năm 2026",
    )


def copy_block(title: str = "SAO Y", kind: str = "SY") -> CopyBlock:
    """What certifies a copy."""
    return CopyBlock(
        title=title,
        issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
        number_text=number_text(3, kind, "UBND"),
        place_date=long_date("Vạn An", DAY),
        recipients=Recipients(lines=("Bà Nguyễn Thị Thuỵ Ưởng", "Phòng Văn hóa - Xã hội", "Lưu: VT")),
        signature=SignatureBlock(
            lines=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG HĐND VÀ UBND"), name="Nguyễn Thị Khánh Huyền Trang"
        ),
    )


def paper_copy() -> PaperCopy:
    """The block of a sao y."""
    return PaperCopy(
        block=copy_block(), source="Quyết định tặng Giấy khen", source_number="05/QĐ-UBND", source_code="K7M2PQRSTU"
    )


def excerpt() -> Excerpt:
    """A trích sao for one person of a decision."""
    said = decision()
    chosen = {field.name: getattr(said, field.name) for field in dataclasses.fields(said)}
    chosen["tables"] = RollTables(people=said.tables.people[1:2])
    chosen["signature"] = SignatureBlock(lines=("CHỦ TỊCH",), hint="(Đã ký)", name="Trần Quốc Thái")
    return Excerpt(**chosen, articles=(1, 2), block=copy_block("TRÍCH SAO", "TrS"))


SAMPLES = {
    "commitment": commitment,
    "attendance_sheet": attendance_sheet,
    "completion_list": completion_list,
    "completion": completion,
    "proposal": proposal,
    "roll": roll,
    "report_person": report_person,
    "report_collective": report_collective,
    "report_household": report_household,
    **report_samples.SAMPLES,
    "minutes": minutes,
    "vote_count": vote_count,
    "decision": decision,
    "certificate": certificate,
    "paper_copy": paper_copy,
    "excerpt": excerpt,
    **council_samples.SAMPLES,
    **handing_samples.SAMPLES,
    **inspection_samples.SAMPLES,
    **progress_samples.SAMPLES,
    **plan_samples.SAMPLES,
}
