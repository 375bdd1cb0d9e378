"""Forms of the desk: what is said of the pages of a scanned stack, and the day on which its papers were signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import FieldList, FormField, HiddenField
from wtforms.validators import StopValidation

from app.papers import queries as papers
from app.papers.queries.intake import Bundle, Waiting
from app.papers.rules import check_code, clean_code, is_enough_to_search
from app.widgets import CountField, DayField, Form, Part, PickField, TextField, TicksField, YesField


def _papers(typed: str) -> list[tuple[int, str]]:
    if not is_enough_to_search(typed):
        raise StopValidation("Gõ mã in cạnh mã QR, hoặc ít nhất 3 chữ cái của tên.")
    return [(one.id, f"{one.title} (mã {one.short_code})") for one in papers.intake.open_papers(typed)]


class SheetPart(Part):
    """What is said of one page: whose it is, that it is to be used all the same, or why it is left out."""

    sheet = HiddenField()
    paper = PickField("Mã trên trang hoặc tên người", lookup=_papers)
    page = CountField("Là trang thứ")
    keep = YesField("Vẫn dùng trang này")
    reason = TextField("Bỏ trang này vì", most=200)

    @property
    def answers(self) -> int:
        """How many different things are said of the page; more than one is a fault."""
        return sum(map(bool, (self.paper.text, self.keep.data, self.reason.data)))

    @property
    def page_number(self) -> int:
        """Which page of the paper it is: as typed, else as it stands behind the code, else the first."""
        if self.page.data is not None:
            return int(self.page.data)
        behind = self.paper.text.rpartition("-")[2].strip()
        typed_code = check_code(clean_code(self.paper.text))
        return int(behind) if typed_code and behind.isdecimal() and len(behind) <= 3 else 1


class SortForm(Form):
    """What is said of the pages that wait."""

    sheets = FieldList(FormField(SheetPart))

    @classmethod
    def over(cls, waiting: Sequence[Waiting]) -> "SortForm":
        """The form as it opens, one empty part for each page."""
        return cls(formdata=None, sheets=[{"sheet": one.sheet.id} for one in waiting])

    def parts(self) -> dict[int, Any]:
        """What was said, by the id of the page; what is no id is nobody's page."""
        return {
            int(entry.form.sheet.data): entry.form
            for entry in self.sheets
            if str(entry.form.sheet.data).isascii() and str(entry.form.sheet.data).isdecimal()
        }


@dataclass(frozen=True)
class Asked:
    """A page that waits, with the part of the form that asks about it."""

    waiting: Waiting
    part: Any


def asked(form: SortForm, waiting: Sequence[Waiting]) -> list[Asked]:
    """The pages that still wait, each with what was typed for it."""
    parts = form.parts()
    found = [Asked(one, parts[one.sheet.id]) for one in waiting if one.sheet.id in parts]
    for one in found:  # each box says of which page it speaks: in the list of faults, and to whoever only hears it
        one.part.paper.label.text = f"Trang {one.waiting.sheet.number}: mã trên trang hoặc tên người"
    return found


class FileForm(Form):
    """The stack is filed: the day on its papers, and which of those are filed although a page is still out."""

    signed_on = DayField("Ngày ký ghi trên bản")
    incomplete = TicksField("Lưu cả khi thiếu trang", coerce=int, validate_choice=False)

    def offer(self, incomplete: Sequence[Bundle]) -> "FileForm":
        """Let the papers of which a page is out be ticked."""
        self.incomplete.choices = [(one.paper.id, one.paper.title) for one in incomplete]
        return self
