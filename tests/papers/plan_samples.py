"""Facts of a plan and its amendment as a commune would have them: long names, many rows. Everything is invented."""

from app.papers.documents import Recipients
from app.plans.documents import (
    ChangeLine,
    PlanAmendment,
    PlanChapter,
    PlanPaper,
    PlanPart,
    TargetGroup,
    TargetLine,
    TaskGroup,
    TaskLine,
)
from tests.papers import samples

ATTACHED = "Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã Vạn An"
AMENDED = "Kế hoạch số 12/KH-UBND ngày 15 tháng 8 năm 2025 của Ủy ban nhân dân xã Vạn An"
RECIPIENTS = Recipients(
    lines=(
        "Ủy ban nhân dân tỉnh Nghệ An (để báo cáo)",
        "Thường trực Đảng ủy, Hội đồng nhân dân xã Vạn An",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội",
        "Các thôn",
        "Lưu: VT",
    )
)


def plan(rows: int = 12) -> PlanPaper:
    """A plan with both tables, each longer than a page when many rows are asked for."""
    return PlanPaper(
        head=samples.commune_head(12, "KH"),
        about="Thực hiện phong trào “Bình dân học vụ số” trên địa bàn xã Vạn An giai đoạn 2025 - 2026",
        legal_basis=samples.LEGAL_BASIS[:3],
        opening="Ủy ban nhân dân xã Vạn An ban hành Kế hoạch thực hiện phong trào “Bình dân học vụ số” như sau:",
        chapters=(
            PlanChapter(
                heading="I. MỤC ĐÍCH, YÊU CẦU",
                parts=(
                    PlanPart(
                        heading="1. Mục đích",
                        lines=("Phổ cập tri thức cơ bản về chuyển đổi số, kỹ năng số cho người dân.",),
                        key="section-1",
                    ),
                    PlanPart(
                        heading="2. Yêu cầu",
                        lines=("Xác định rõ việc, người phụ trách, thời hạn, sản phẩm.",),
                        key="section-2",
                    ),
                ),
            ),
            PlanChapter(
                heading="II. NỘI DUNG, NHIỆM VỤ VÀ GIẢI PHÁP",
                parts=(
                    PlanPart(
                        heading="1. Nội dung thi đua",
                        lines=("- Nâng cao nhận thức, đột phá đổi mới tư duy;", "- Phát triển hạ tầng số."),
                        key="contents",
                    ),
                ),
            ),
            PlanChapter(
                heading="III. TỔ CHỨC THỰC HIỆN",
                parts=(PlanPart(lines=("Phòng Văn hóa - Xã hội theo dõi, đôn đốc việc thực hiện./.",)),),
            ),
        ),
        targets=(
            TargetGroup(
                heading="Tuyên truyền, nâng cao nhận thức về phong trào",
                rows=tuple(
                    TargetLine(
                        number=str(place + 1),
                        label="Tỷ lệ người dân trưởng thành có kiến thức cơ bản về chuyển đổi số và kỹ năng số, dùng "
                        "được nền tảng, dịch vụ số thiết yếu",
                        value="≥ 80 %" if place % 3 else None,
                        when="Năm 2026",
                        owner="Phòng Văn hóa - Xã hội",
                        product="Báo cáo kết quả",
                        key=f"target-{place}",
                    )
                    for place in range(rows)
                ),
            ),
        ),
        tasks=(
            TaskGroup(
                rows=tuple(
                    TaskLine(
                        number=str(place + 1),
                        text="Mở lớp tập huấn kỹ năng số tại nhà văn hóa các thôn cho người chưa có kỹ năng số",
                        owner="Phòng Văn hóa - Xã hội",
                        helpers="Đoàn Thanh niên, Hội Liên hiệp Phụ nữ, các thôn",
                        product="08 lớp",
                        when="Xong trước 30/9/2026",
                        key=f"task-{place}",
                    )
                    for place in range(rows)
                ),
            ),
        ),
        attached_to=ATTACHED,
        recipients=RECIPIENTS,
        signature=samples.CHAIR,
    )


def amendment(rows: int = 4) -> PlanAmendment:
    """An amendment with what was lowered, added and taken out."""
    return PlanAmendment(
        head=samples.commune_head(31, "KH"),
        about=f"Sửa đổi, bổ sung {AMENDED}",
        legal_basis=(*samples.LEGAL_BASIS[:2], f"Căn cứ {AMENDED}"),
        opening=f"Ủy ban nhân dân xã Vạn An sửa đổi, bổ sung {AMENDED} như sau:",
        amended=AMENDED,
        rows=tuple(
            ChangeLine(
                number=place + 1,
                name="Tỷ lệ người dân trưởng thành có kỹ năng số",
                before="≥ 80 %; năm 2026" if place % 3 != 1 else None,
                after="≥ 75 %; năm 2026 (thấp hơn trước)" if place % 3 != 2 else None,
                reason="Rà soát lại số người đi làm ăn xa",
            )
            for place in range(rows)
        ),
        executors="Các đơn vị, tổ chức, cá nhân có liên quan",
        attached_to=ATTACHED.replace("12/KH-UBND", "31/KH-UBND"),
        recipients=RECIPIENTS,
        signature=samples.CHAIR,
    )


SAMPLES = {"plan": plan, "plan_amendment": amendment}
