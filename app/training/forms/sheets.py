"""Forms of the phiếu điểm danh: how many lines stay free, the signed sheet that comes back."""

from flask_wtf.file import MultipleFileField

from app.training.rules.sheets import BLANK_ROWS, MOST_BLANK_ROWS
from app.widgets import CountField, Form, between


class SheetForm(Form):
    """How the sheet of one training is made."""

    blank_rows = CountField("Số dòng trống cho người đến thêm", [between(0, MOST_BLANK_ROWS)])

    @classmethod
    def opened(cls) -> "SheetForm":
        """The form as it opens, with the usual number of lines."""
        return cls(formdata=None, blank_rows=BLANK_ROWS)

    def rows(self) -> int:
        """How many lines stay free: as typed, an empty box means the usual number."""
        return BLANK_ROWS if self.blank_rows.data is None else self.blank_rows.data


class ScanForm(Form):
    """The pages of the signed sheet: one PDF, or a photograph of each page."""

    files = MultipleFileField("Bản quét hoặc ảnh chụp phiếu đã ký")
