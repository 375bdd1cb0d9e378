"""Facts of the report on a plan as a commune would have it: long labels, many targets. Everything is invented."""

from app.oversight.documents import FigureRow, ProgressReport, ReportSection, TargetRow, ToldPart
from app.papers.documents import Head, Recipients, SignatureBlock, number_text

LABELS = (
    "Tỷ lệ người dân trưởng thành có kiến thức cơ bản về chuyển đổi số và kỹ năng số, sử dụng được nền tảng thiết yếu",
    "Tỷ lệ cán bộ, công chức, viên chức có kỹ năng số",
    "Tỷ lệ học sinh cuối cấp được trang bị kỹ năng số phục vụ học tập",
)


def progress_report(targets: int = 14) -> ProgressReport:
    """A quarter with its two tables, compared with the quarter before."""
    ended = "Tỷ lệ người cao tuổi dự lớp còn thấp; một số thôn chưa có người hướng dẫn thường xuyên."
    return ProgressReport(
        head=Head(
            issuer_lines=("ỦY BAN NHÂN DÂN", "XÃ VẠN AN"),
            number_text=number_text(None, "BC", "UBND"),
            place_date="Vạn An, ngày 05 tháng 10 năm 2026",
        ),
        about="Kết quả thực hiện phong trào “Bình dân học vụ số” quý III năm 2026",
        opening="Thực hiện Kế hoạch số 12/KH-UBND ngày 15 tháng 8 năm 2025 của Ủy ban nhân dân xã Vạn An, Ủy ban nhân "
        "dân xã Vạn An báo cáo kết quả quý III năm 2026 như sau (số liệu từ ngày 01 tháng 7 năm 2026 đến hết ngày 30 "
        "tháng 9 năm 2026):",
        sections=(
            ReportSection(
                heading="I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO",
                parts=(ToldPart(lines=("Đã ban hành và tổ chức thực hiện Kế hoạch số 12/KH-UBND.",)),),
            ),
            ReportSection(
                heading="II. KẾT QUẢ THỰC HIỆN",
                parts=(
                    ToldPart(
                        heading="1. Tập huấn kỹ năng số",
                        lines=("Đã mở 06 lớp với 18 buổi, 143 người với 402 lượt tham dự; 121 người đạt yêu cầu.",),
                    ),
                    ToldPart(
                        heading="2. Tiến độ thực hiện nhiệm vụ",
                        lines=(
                            "Quá hạn chưa hoàn thành 02 nhiệm vụ:",
                            "- Rà soát người chưa có kỹ năng số theo từng hộ (Tổ công nghệ số cộng đồng, hạn "
                            "15/8/2026);",
                            "- Bố trí máy tính tại nhà văn hóa thôn (Văn phòng, hạn 30/9/2026).",
                        ),
                    ),
                ),
            ),
            ReportSection(
                heading="III. ĐÁNH GIÁ CHUNG",
                parts=(ToldPart(heading="1. Tồn tại, hạn chế", lines=(f"{ended[:-1]}./.",)),),
            ),
        ),
        target_rows=tuple(
            TargetRow(
                number=str(place + 1),
                label=LABELS[place % 3],
                asked="≥ 80 %",
                done="71,5 % (1.284/1.796 người)" if place % 2 else None,
                said="Chưa đạt" if place % 2 else "Chưa có số liệu",
                owner="Phòng Văn hóa - Xã hội",
                source="sổ của đơn vị" if place % 2 else None,
            )
            for place in range(targets)
        ),
        figure_rows=(
            FigureRow(
                number="1", label="Lớp tập huấn đã mở", unit="lớp", now="06", before="04", change="tăng 2", total="15"
            ),
            FigureRow(
                number="2", label="Lớp tập huấn đã mở, số lượt", unit="buổi", now="18", before="12", change="tăng 6"
            ),
            FigureRow(
                number="3",
                label="Người dự tập huấn",
                unit="người",
                now="143",
                before="150",
                change="giảm 7",
                total="402",
            ),
        ),
        compared_with="Báo cáo số 21/BC-UBND ngày 03 tháng 7 năm 2026",
        attached_to="Kèm theo Báo cáo số        /BC-UBND ngày 05 tháng 10 năm 2026 của Ủy ban nhân dân xã Vạn An",
        recipients=Recipients(lines=("Ủy ban nhân dân tỉnh Nghệ An (để báo cáo)", "Lưu: VT")),
        signature=SignatureBlock(lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Trần Quốc Thái"),
    )


SAMPLES = {"progress_report": progress_report}
