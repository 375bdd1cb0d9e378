"""Facts of the papers after a decision, with the longest names a commune is likely to have."""

import datetime

from app.commendations.documents import AnnouncedLine, Announcement, SignForLine, SignForList
from app.papers.documents import Head, Recipients, SignatureBlock, hour_and_day, long_date, number_text

DAY = datetime.date(2026, 2, 5)
MERIT = "Đã có thành tích xuất sắc trong phong trào “Bình dân học vụ số” trên địa bàn xã Vạn An giai đoạn 2025 - 2026"
HAMLET = "Thôn Đông Yên Thượng - Hòa Lạc"
TEAM = "Tổ công nghệ số cộng đồng liên thôn Đông Yên Thượng - Hòa Lạc - Vạn Phúc"
HAND = "(Ký, ghi rõ họ tên)"


def announcement(people: int = 9) -> Announcement:
    """A thông báo whose list goes on to a second page."""
    return Announcement(
        head=Head(
            issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
            number_text=number_text(None, "TB", "UBND"),
            place_date=long_date("Vạn An", DAY),
        ),
        about="Danh sách tập thể, cá nhân, hộ gia đình được tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An",
        issuer_name="Ủy ban nhân dân xã Vạn An",
        decider_name="Chủ tịch Ủy ban nhân dân xã Vạn An",
        decision="Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026",
        award_name="Giấy khen",
        achievement="thành tích xuất sắc trong phong trào “Bình dân học vụ số” năm 2026",
        people=tuple(
            AnnouncedLine(number=number + 1, name="Công Tằng Tôn Nữ Huyền Trang", unit=HAMLET, achievement=MERIT)
            for number in range(people)
        ),
        collectives=(AnnouncedLine(number=people + 1, name=TEAM, unit=HAMLET, achievement=MERIT),),
        households=(
            AnnouncedLine(number=people + 2, name="Hộ ông Nguyễn Hoàng Quốc Khánh", unit=HAMLET, achievement=MERIT),
        ),
        recipients=Recipients(lines=("Như danh sách", "Niêm yết tại trụ sở", "Lưu: VT, Hồ sơ")),
        signature=SignatureBlock(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Trần Quốc Thái"),
    )


def sign_for_list(lines: int = 18) -> SignForList:
    """A list to sign on; 18 recipients make two pages."""
    names = (("Công Tằng Tôn Nữ Huyền Trang", "710.000"), (TEAM, "1.410.000"), ("Hộ bà Ngô Thuỳ Ái", "1.060.000"))
    return SignForList(
        head=Head(issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN")),
        about="Giấy khen và tiền thưởng kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2026 của Chủ tịch Ủy "
        "ban nhân dân xã Vạn An",
        time_text=hour_and_day(datetime.time(8, 0), datetime.date(2026, 2, 10)),
        place="Hội trường Ủy ban nhân dân xã Vạn An",
        fund="quỹ thi đua, khen thưởng",
        rows=tuple(
            SignForLine(golden_number=number + 1, name=names[number % 3][0], hamlet=HAMLET, money=names[number % 3][1])
            for number in range(lines)
        ),
        total="19.080.000 đồng",
        total_words="Mười chín triệu không trăm tám mươi nghìn đồng",
        signatures=(
            SignatureBlock(lines=("NGƯỜI LẬP DANH SÁCH",), hint=HAND),
            SignatureBlock(lines=("NGƯỜI CHI TIỀN",), hint=HAND),
        ),
    )


SAMPLES = {"announcement": announcement, "sign_for_list": sign_for_list}
