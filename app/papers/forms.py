"""Forms of papers: search, give a number, explain a gap, open a register, file a scan."""

from datetime import date
from typing import Any

from flask_wtf.file import FileField

from app import clock
from app.widgets import ChoiceField, CountField, DayField, Form, TextField, between, required

# The register a kind of paper is usually numbered in; the clerk may type another one.
USUAL_SYMBOLS = {
    "proposal": "TTr-UBND",
    "decision": "QĐ-UBND",
    "minutes": "BB-HĐTĐKT",
    "vote_count": "BB-HĐTĐKT",
}

STATES = (("current", "Đang dùng"), ("unnumbered", "Chưa có số"), ("replaced", "Đã được thay"))


class SearchForm(Form):
    """What papers to list."""

    class Meta(Form.Meta):
        csrf = False

    q = TextField("Tìm theo tên, số, mã trên trang")
    kind = ChoiceField("Loại văn bản", blank="Mọi loại")
    state = ChoiceField("Tình trạng", choices=STATES, blank="Mọi tình trạng")


class _Dated(Form):
    """A day that has come."""

    day = DayField("Ngày ban hành", [required()])

    def validate_day(self, field: Any) -> None:
        """A number of tomorrow is not given today."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)


class NumberForm(_Dated):
    """A number for a paper that was sealed without one."""

    symbol = TextField("Ký hiệu", [required()], most=20)
    number = CountField("Số")


class SkipForm(_Dated):
    """A number left out, with the reason."""

    day = DayField("Ngày ghi vào sổ", [required()])
    number = CountField("Số bỏ trống", [required()])
    reason = TextField("Lý do", [required()], most=300)


class OpenForm(Form):
    """A register that begins in the middle of a year."""

    symbol = TextField("Ký hiệu", [required()], most=20)
    year = CountField("Năm", [required(), between(2000, 2100)])
    used = CountField("Số cuối đã cấp ngoài phần mềm", [required()])


class ScanForm(Form):
    """The file of a signed paper."""

    file = FileField("Bản quét có chữ ký, dấu (PDF)")


def in_year(day: date | None, year: int) -> bool:
    """Whether a typed day fits the register of a year; an unread day has its own message already."""
    return day is None or day.year == year
