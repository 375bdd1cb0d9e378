"""Forms of papers: search, give a number, explain a gap, open a register, file a scan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf.file import FileField, MultipleFileField

from app import clock
from app.papers.actions import Certifying
from app.places.queries import Signing
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    MillimetreField,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    YesField,
    between,
    required,
)

# The register a kind of paper is usually numbered in; the clerk may type another one.
USUAL_SYMBOLS = {
    "proposal": "TTr-UBND",
    "decision": "QĐ-UBND",
    "revocation": "QĐ-UBND",
    "minutes": "BB-HĐTĐKT",
    "vote_count": "BB-HĐTĐKT",
    "completion": "GCN-UBND",
    "invitation": "GM-UBND",
    "supplement_request": "PYC-UBND",
    "handover_minutes": "BB-UBND",
    "announcement": "TB-UBND",
}


def usual_symbol(kind: str, facts: dict[str, Any]) -> str:
    """The register a paper is numbered in: the ký hiệu printed behind the room for its number, else of its kind."""
    printed = str((facts.get("head") or {}).get("number_text") or "").partition("/")[2]
    return printed or USUAL_SYMBOLS.get(kind, "")


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


class StackForm(Form):
    """A stack of signed papers from the scanner."""

    files = MultipleFileField("Tệp quét")


class CopyForm(Form):
    """A certified copy: its day, who signs, a number given by hand, who receives it."""

    day = DayField("Ngày sao", [required()])
    signer = ChoiceField("Người ký", blank="– Theo ngày sao –")
    number = CountField("Số bản sao")
    recipients = ProseField("Nơi nhận", [required()], most=1000)

    @classmethod
    def opened(cls, today: date, **given: Any) -> "CopyForm":
        """The form as it opens: today, kept by văn thư."""
        return cls(formdata=None, day=today, recipients="Lưu: VT", **given)

    def offer(self, signings: Iterable[Signing]) -> Any:
        """Let these who may sign be chosen."""
        self.signer.choices = [(one.key, f"{one.name}, {one.post}") for one in signings]
        return self

    def asked(self) -> Certifying:
        """What the official says of the copy."""
        typed = self.data
        lines = (line.strip(" -;.") for line in typed["recipients"].splitlines())
        return Certifying(typed["day"], [line for line in lines if line], typed["signer"], typed["number"])

    def validate_day(self, field: Any) -> None:
        """A copy of tomorrow is not made today."""
        between(most=clock.today(), message="Ngày không được sau hôm nay.")(self, field)


class PrinterForm(Form):
    """A printer, its offsets and the stock in its tray."""

    name = TextField("Tên máy in", [required()], most=80)
    offset_x = MillimetreField("Độ lệch ngang (mm)", [required("Chưa nhập độ lệch: ghi 0 nếu không lệch.")])
    offset_y = MillimetreField("Độ lệch dọc (mm)", [required("Chưa nhập độ lệch: ghi 0 nếu không lệch.")])
    carried = TicksField("Phôi đã in sẵn (ngoài khung và Quốc huy)")
    is_default = YesField("Chọn sẵn máy này khi in giấy khen")


def in_year(day: date | None, year: int) -> bool:
    """Whether a typed day fits the register of a year; an unread day has its own message already."""
    return day is None or day.year == year


# ---- giấy mời, of a council and of a class

ALL, EACH = "all", "each"


class InvitationForm(Form):
    """What every giấy mời asks: its day, one sheet for all or one for each, what is asked of the guests."""

    day = DayField("Ngày ký giấy mời", [required()])
    number = CountField("Số giấy mời")
    shape = RadiosField(
        "Cách in",
        [required()],
        choices=((ALL, "Một giấy mời, kèm danh sách người được mời"), (EACH, "Mỗi người một giấy, ghi sẵn tên")),
    )
    request = ProseField("Lời đề nghị ở cuối giấy mời", most=400)
