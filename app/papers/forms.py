"""Forms of papers: search, give a number, explain a gap, open a register, file a scan."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage

from app import clock, htmx
from app.papers.actions import Certifying, evidence
from app.papers.models import EvidenceFile
from app.papers.rules import evidence as kept_files
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
    "inspection_minutes": "BB-UBND",
    "progress_report": "BC-UBND",
    "plan": "KH-UBND",
    "plan_amendment": "KH-UBND",
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


# ---- evidence, of a task, an activity, an inspection, an initiative


class EvidenceForm(Form):
    """Photographs, documents or a link that prove a record; the files come last, since a browser sends them so."""

    caption = TextField("Chú thích", most=kept_files.LONGEST_CAPTION)
    url = TextField("Đường dẫn", most=kept_files.LONGEST_LINK)
    files = MultipleFileField("Ảnh, tài liệu")

    def chosen(self) -> bool:
        """Whether anything was handed in."""
        return bool(self.url.data or self._files())

    def add_to(self, subject_row: Any) -> list[EvidenceFile]:
        """Hang what was handed in on this record: all of it, or none with every fault at its field.

        Returns what was added; an empty list means that the form tells why, and the page answers 422.
        """
        self.validate_on_submit()
        files = self._files()
        if not self.chosen():
            self.refuse("Chưa chọn tệp, chưa ghi đường dẫn.", "files")
        if len(files) > kept_files.MOST_AT_ONCE:
            self.refuse(f"Mỗi lần chọn không quá {kept_files.MOST_AT_ONCE} tệp (đang chọn {len(files)}).", "files")
        read = [] if self.errors else [(one.filename or "", one.read(kept_files.LARGEST + 1)) for one in files]
        for file_name, reason in evidence.faults_of(subject_row, read):
            self.refuse(f"“{file_name}”: {htmx.sentence(reason)}", "files")
        for reason in evidence.link_faults(subject_row, self.url.data) if self.url.data else []:
            self.refuse(htmx.sentence(reason), "url")
        if self.errors:
            return []
        added = evidence.add_files(subject_row, read, self.caption.data or "")
        if self.url.data:
            added.append(evidence.add_file(subject_row, caption=self.caption.data or "", url=self.url.data))
        return added

    def _files(self) -> list[FileStorage]:
        return [one for one in self.files.data or () if one and one.filename]
