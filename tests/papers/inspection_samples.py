"""Facts of the minutes of an inspection as a commune would have them. All people are invented."""

from app.activities.documents.inspections import Attendant, FaultLine, InspectionMinutes
from app.papers.documents import Head, Recipients, SignatureBlock, number_text

PLACE = "Thôn Đông Yên Thượng - Hòa Lạc"


def inspection_minutes(faults: int = 2) -> InspectionMinutes:
    """Minutes of two pages, with everything the form knows."""
    rows = (
        FaultLine(
            text="Tổ công nghệ số cộng đồng chưa ghi sổ các buổi hướng dẫn tại nhà trong tháng 01 năm 2026",
            responsible="Ông Phạm Văn Khoa, Trưởng thôn, Tổ trưởng",
            due_text="28/02/2026",
        ),
        FaultLine(
            text="Còn 12 hộ đã ký cam kết nhưng chưa có người cài ứng dụng VNeID",
            responsible="Tổ công nghệ số cộng đồng thôn",
            due_text="31/03/2026",
        ),
    )
    return InspectionMinutes(
        head=Head(issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"), number_text=number_text(None, "BB", "UBND")),
        act="kiểm tra",
        about=f"Kiểm tra việc thực hiện phong trào “Bình dân học vụ số” tại {PLACE}",
        started="08 giờ 00 phút, ngày 05 tháng 02 năm 2026",
        place=f"Nhà văn hóa {PLACE}",
        ground="Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Vạn An",
        team=(
            Attendant(name="Trần Quốc Thái", post="Chủ tịch Ủy ban nhân dân xã", part="Trưởng đoàn"),
            Attendant(name="Nguyễn Thị Thuỵ Ưởng", post="Chủ tịch Hội Liên hiệp Phụ nữ xã", part="Thành viên"),
            Attendant(name="Lê Thị Khánh Huyền", post="Công chức Văn hóa - Xã hội", part="Thư ký"),
        ),
        receivers=(
            Attendant(name="Phạm Văn Khoa", post="Trưởng thôn, Tổ trưởng Tổ công nghệ số cộng đồng"),
            Attendant(name="Hoàng Đình Văn", post="Trưởng ban Công tác Mặt trận thôn"),
        ),
        inspected=PLACE,
        contents=(
            "Việc ký và thực hiện bản cam kết của hộ gia đình",
            "Việc mở lớp, điểm danh và kết quả các lớp kỹ năng số",
            "Hoạt động của Tổ công nghệ số cộng đồng",
        ),
        results=(
            "Đã có 186/204 hộ ký cam kết (91,18 %), bản cam kết lưu đủ tại nhà văn hóa",
            "Đã mở 03 lớp với 74 người, 131 lượt người dự; phiếu điểm danh có đủ chữ ký",
        ),
        faults=tuple(rows[number % 2] for number in range(faults)),
        examples=("Nhóm “Con dạy cha mẹ dùng VNeID” của chi đoàn thôn: mỗi tối thứ Bảy kèm một cụm 05 hộ",),
        opinion=("Thống nhất với kết quả kiểm tra; đề nghị xã hỗ trợ đường truyền cho nhà văn hóa thôn.",),
        conclusion=("Thôn thực hiện tốt việc ký cam kết; khắc phục các tồn tại nêu trên đúng thời hạn và báo cáo xã.",),
        ended="10 giờ 30 phút, ngày 05 tháng 02 năm 2026",
        copies=2,
        inspected_signature=SignatureBlock(lines=("ĐẠI DIỆN", "NƠI ĐƯỢC KIỂM TRA"), name="Phạm Văn Khoa"),
        secretary_signature=SignatureBlock(lines=("THƯ KÝ",), name="Lê Thị Khánh Huyền"),
        head_signature=SignatureBlock(lines=("TRƯỞNG ĐOÀN",), name="Trần Quốc Thái"),
        recipients=Recipients(lines=(PLACE, "Đoàn kiểm tra", "Lưu: VT, Hồ sơ")),
    )


SAMPLES = {"inspection_minutes": inspection_minutes}
