"""Facts of the papers around a council and a dossier, with the longest names a commune is likely to have."""

import datetime

from app.commendations.documents import (
    Ballot,
    BallotRow,
    HandoverMinutes,
    HandoverParty,
    HandoverRow,
    Revocation,
    RevokedLine,
    SupplementRequest,
    SupplementRow,
)
from app.papers.documents import (
    AS_LISTED,
    Guest,
    Head,
    Invitation,
    Recipients,
    SignatureBlock,
    hour_and_day,
    long_date,
    number_text,
)

DAY = datetime.date(2026, 2, 5)
NAMES = (
    ("Nguyễn Thị Thuỵ Ưởng", "Nông dân, Thôn Đông Yên Thượng - Hòa Lạc"),
    ("Tổ công nghệ số cộng đồng liên thôn Đông Yên Thượng - Hòa Lạc - Vạn Phúc", "Ủy ban nhân dân xã Vạn An"),
    ("Hộ ông Nguyễn Hoàng Quốc Khánh", "Thôn Đông Yên Thượng - Hòa Lạc"),
    ("Trịnh Đình Quang Khải", "Giáo viên, Trường Trung học cơ sở Anh Xuân"),
)
DOSSIER = (
    "hồ sơ đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An trong phong trào “Bình dân học vụ số” "
    "giai đoạn 2025 - 2026"
)
COUNCIL = Head(
    parent_name="UBND XÃ VẠN AN",
    issuer_lines=("HỘI ĐỒNG THI ĐUA -", "KHEN THƯỞNG"),
    number_text=number_text(7, "GM", "HĐTĐKT"),
    place_date=long_date("Vạn An", DAY),
)
OFFICE = "Phòng Văn hóa - Xã hội xã Vạn An"


def ballot(nominees: int = 4, copies: int = 7) -> Ballot:
    """Seven ballots with four names: four sheets, the last one with one ballot."""
    return Ballot(
        head=Head(parent_name="UBND XÃ VẠN AN", issuer_lines=("HỘI ĐỒNG THI ĐUA -", "KHEN THƯỞNG")),
        about="Xét đề nghị tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An trong phong trào “Bình dân học vụ số”",
        rows=tuple(
            BallotRow(number=number + 1, name=NAMES[number % 4][0], detail=NAMES[number % 4][1])
            for number in range(nominees)
        ),
        copies=copies,
    )


def invitation(guests: int = 9, *, each: bool = False) -> Invitation:
    """A giấy mời of the council with its list, or with a sheet for each guest."""
    names = [(f"{NAMES[number % 2 * 3][0]}", "Chủ tịch Hội Liên hiệp Phụ nữ xã, Ủy viên") for number in range(guests)]
    return Invitation(
        head=COUNCIL,
        about="Họp Hội đồng Thi đua - Khen thưởng",
        issuer_name="Hội đồng Thi đua - Khen thưởng xã Vạn An",
        invited=tuple(f"Ông (bà) {name}, {post}" for name, post in names) if each else (AS_LISTED,),
        occasion="cuộc họp Hội đồng Thi đua - Khen thưởng xã Vạn An xét, đề nghị tặng Giấy khen của Chủ tịch Ủy ban "
        "nhân dân xã Vạn An trong phong trào “Bình dân học vụ số”",
        host="Trần Quốc Thái, Chủ tịch Ủy ban nhân dân xã, Chủ tịch Hội đồng",
        time_text=hour_and_day(datetime.time(14, 0), datetime.date(2026, 2, 10)),
        place="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
        request="Đề nghị các thành viên dự họp đầy đủ, đúng giờ",
        rows=() if each else tuple(Guest(name=name, post=post) for name, post in names),
        attached_to=None
        if each
        else "Kèm theo Giấy mời số 07/GM-HĐTĐKT ngày 05 tháng 02 năm 2026 của Hội đồng Thi đua - Khen thưởng xã Vạn An",
        recipients=Recipients(lines=("Như trên", "Lưu: VT, Hồ sơ")),
        signature=SignatureBlock(lines=("CHỦ TỊCH HỘI ĐỒNG",), own_post="CHỦ TỊCH UBND XÃ", name="Trần Quốc Thái"),
    )


def supplement_request(lines: int = 9) -> SupplementRequest:
    """A phiếu to a hamlet that goes on to a second page."""
    rows = (
        SupplementRow(
            lack="Báo cáo thành tích của Tổ công nghệ số cộng đồng liên thôn Đông Yên Thượng - Hòa Lạc còn thiếu: chức "
            "năng, nhiệm vụ được giao; các biện pháp, giải pháp",
            remedy="Ghi bổ sung vào báo cáo thành tích, ký lại",
            ground="Khoản 2 Điều 84 Luật Thi đua, khen thưởng",
        ),
        SupplementRow(
            lack="Chưa có người xác nhận. Nguyễn Thị Thuỵ Ưởng: không đang bị xem xét kỷ luật, điều tra, thanh tra",
            remedy="Gửi xác nhận của người, cơ quan có thẩm quyền",
            ground="Khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP",
        ),
        SupplementRow(lack="Danh sách người đã được hướng dẫn chưa có chữ ký", remedy="Lấy chữ ký, gửi bản chính"),
    )
    return SupplementRequest(
        head=Head(
            issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
            number_text=number_text(None, "PYC", "UBND"),
            place_date=long_date("Vạn An", DAY),
        ),
        about=f"Đối với {DOSSIER}",
        addressees=("Ông (bà) Phạm Văn Khoa, Trưởng Thôn Đông Yên Thượng - Hòa Lạc",),
        issuer_name="Ủy ban nhân dân xã Vạn An",
        dossier=DOSSIER,
        asked="đề nghị ông (bà) Phạm Văn Khoa, Trưởng Thôn Đông Yên Thượng - Hòa Lạc",
        rows=tuple(rows[number % 3] for number in range(lines)),
        working_days=5,
        return_to=OFFICE,
        recipients=Recipients(lines=("Như trên", "Lưu: VT, Hồ sơ")),
        signature=SignatureBlock(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Trần Quốc Thái"),
    )


def handover_minutes(papers: int = 12) -> HandoverMinutes:
    """A handover whose list goes on to a second page."""
    return HandoverMinutes(
        head=Head(issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"), number_text=number_text(3, "BB", "UBND")),
        about=f"Bàn giao {DOSSIER}",
        started="08 giờ 30 phút, ngày 05 tháng 02 năm 2026",
        place="Trụ sở Ủy ban nhân dân xã Vạn An",
        giver=HandoverParty(
            name="Lê Thị Khánh Huyền", post="Công chức Văn hóa - Xã hội", unit="Ủy ban nhân dân xã Vạn An"
        ),
        receiver=HandoverParty(name="Phan Văn Dũng", post="Văn thư - lưu trữ", unit="Ủy ban nhân dân xã Vạn An"),
        reason="nộp lưu hồ sơ đã giải quyết xong",
        dossier=DOSSIER,
        rows=tuple(
            HandoverRow(
                title=f"Báo cáo thành tích của {NAMES[number % 4][0]}" if number else "Tờ trình đề nghị tặng Giấy khen",
                reference=None if number else "128/TTr-VHXH",
                day_text="05/02/2026",
                pages=number % 3 + 1,
                copy="Bản sao" if number == 4 else "Bản chính",
                note="Có bản quét" if number % 2 else None,
            )
            for number in range(papers)
        ),
        condition="đầy đủ, nguyên vẹn",
        ended="09 giờ 15 phút, ngày 05 tháng 02 năm 2026",
        copies=2,
        giver_signature=SignatureBlock(lines=("BÊN GIAO",), name="Lê Thị Khánh Huyền"),
        receiver_signature=SignatureBlock(lines=("BÊN NHẬN",), name="Phan Văn Dũng"),
        recipients=Recipients(lines=("Bên giao, bên nhận", "Lưu: VT, Hồ sơ")),
    )


def revocation(people: int = 2) -> Revocation:
    """A decision that cancels some awards of another one, with what is taken back."""
    return Revocation(
        head=Head(
            issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
            number_text=number_text(9, "QĐ", "UBND"),
            place_date=long_date("Vạn An", DAY),
        ),
        about=f"Về việc hủy bỏ Quyết định tặng Giấy khen đối với {people:02d} cá nhân và thu hồi Giấy khen, "
        "tiền thưởng",
        decider="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN",
        legal_basis=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            "Căn cứ Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2026 của Chủ tịch Ủy ban nhân dân xã Vạn An về việc "
            "tặng Giấy khen",
            "Căn cứ Kết luận số 04/KL-UBND ngày 02 tháng 02 năm 2026 của Chủ tịch Ủy ban nhân dân xã Vạn An",
            "Xét thấy việc khen thưởng thuộc trường hợp kê khai gian dối để được khen thưởng, phải hủy bỏ quyết định "
            "khen thưởng theo quy định tại Điều 93 Luật Thi đua, khen thưởng",
        ),
        cancelled="Quyết định số 05/QĐ-UBND ngày 05 tháng 01 năm 2026 của Chủ tịch Ủy ban nhân dân xã Vạn An về việc "
        f"tặng Giấy khen đối với {people:02d} cá nhân",
        unchanged=True,
        reason="Số người được hướng dẫn ghi trong báo cáo thành tích không đúng sổ điểm danh",
        rows=tuple(
            RevokedLine(
                number=number + 1,
                name=NAMES[number % 2 * 3][0],
                where="Thôn Đông Yên Thượng - Hòa Lạc",
                golden_number=number + 3,
                money="760.000",
            )
            for number in range(people)
        ),
        total=f"{760_000 * people:,} đồng".replace(",", "."),
        return_to="Ủy ban nhân dân xã Vạn An",
        executors="Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Vạn An, Trưởng phòng Văn hóa - Xã hội",
        those_named="các cá nhân" if people > 1 else "cá nhân",
        recipients=Recipients(lines=("Như Điều 3", "Hội đồng TĐKT xã Vạn An", "Lưu: VT, VHXH")),
        signature=SignatureBlock(lines=("CHỦ TỊCH",), name="Trần Quốc Thái"),
    )


SAMPLES = {
    "revocation": revocation,
    "ballot": ballot,
    "invitation": invitation,
    "supplement_request": supplement_request,
    "handover_minutes": handover_minutes,
}
