"""The law of a day as text for an official to sign."""

from datetime import date

import pytest

from app.law import NotInForce, law_report


def test_report_names_the_day_and_the_number_in_force():
    lines = law_report(date(2025, 6, 30)).splitlines()
    assert lines[0] == "QUY ĐỊNH ÁP DỤNG NGÀY 30/06/2025"
    assert (
        "  - Báo cáo thành tích đề nghị khen thưởng công trạng cho cá nhân: "
        "Mẫu số 03 [C] 98/2023/NĐ-CP, Phụ lục Mẫu số 03; xem 20/11/2026"
    ) in lines


@pytest.mark.parametrize(
    "line",
    [
        "  - Mức lương cơ sở: 2.530.000 đồng [C] 161/2026/NĐ-CP, Điều 3 và Điều 6; xem 20/11/2026",
        "  - Số ngày công khai trước khi trình: (trống) [U, chưa đối chiếu] "
        "06/2022/QH15, Điều 84 khoản 5; xem 20/11/2026; tỉnh sửa được",
        "  - Tỷ lệ thành viên có mặt để họp xét khen thưởng: 0,80 [D, chưa đối chiếu] "
        "86/2025/QĐ-UBND, Điều 8.4; xem 20/11/2026; xã sửa được",
        "      hệ số tiền thưởng, cá nhân: 0,3 [Ct] 152/2025/NĐ-CP, Điều 49-54",
        "  - T4 năm 2026, Người trưởng thành: (trống) [U, chưa đối chiếu] 01-KH/BCĐTW, chỉ tiêu; xem 20/11/2026",
    ],
)
def test_report_line(line):
    assert line in law_report(date(2026, 11, 22)).splitlines()


def test_report_warns_of_the_change_of_law_only_after_it():
    notes = [
        [line for line in law_report(day).splitlines() if line.startswith("Lưu ý: Hồ sơ nhận từ")]
        for day in (date(2026, 9, 30), date(2026, 10, 1))
    ]
    assert [len(found) for found in notes] == [0, 1]


def test_report_warns_of_a_reported_end():
    notes = [line for line in law_report(date(2026, 12, 1)).splitlines() if "hết hiệu lực ngày" in line]
    assert len(notes) == 2


def test_report_is_the_same_twice():
    assert law_report(date(2026, 11, 22)) == law_report(date(2026, 11, 22))


def test_report_has_no_python_in_it():
    text = law_report(date(2026, 11, 22))
    assert [word for word in ("None", "True", "False", "Decimal", "Mark.", "['") if word in text] == []


def test_report_before_the_data_begins():
    with pytest.raises(NotInForce):
        law_report(date(2023, 12, 31))
