"""Forms of the reports on a plan."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app import clock
from app.oversight.documents import HEADINGS
from app.oversight.models import PeriodicReport
from app.oversight.rules.reports import ONE_DAY, Part, Passage
from app.places.queries import Signing
from app.plans.models import Plan
from app.plans.rules import Period
from app.widgets import ChoiceField, CountField, DayField, Form, ProseField, TextField, between, required


class NewReportForm(Form):
    """The plan and the days that a report is about; cadence and cut-off day are the authority's own."""

    plan = ChoiceField("Kế hoạch", [required("Chưa chọn kế hoạch.")], coerce=int, blank="– Chọn –")
    first_day = DayField("Từ ngày", [required()])
    last_day = DayField("Đến hết ngày", [required()])

    def offer(self, plans: Iterable[Plan]) -> "NewReportForm":
        """Let these plans be chosen; the only one is chosen already."""
        rows = list(plans)
        self.plan.choices = [(one.id, f"{one.reference_number}: {one.title}") for one in rows]
        if len(rows) == 1 and not self.is_submitted() and self.plan.data is None:
            self.plan.process_data(rows[0].id)
        return self

    @property
    def period(self) -> Period:
        """The days that were typed, once the form was found valid."""
        first, last = self.first_day.data, self.last_day.data
        assert first is not None
        assert last is not None
        return Period(first, last + ONE_DAY)


def part_field(part: str) -> str:
    """How the form names the words of a part."""
    return f"part_{part}"


def write_form(report: PeriodicReport, passages: Mapping[str, Passage]) -> Any:
    """Title, recipients and the words of each part, filled with what is kept."""
    fields: dict[str, Any] = {
        "title": TextField("Trích yếu", [required("Chưa nhập trích yếu.")], most=300),
        "recipients": ProseField("Nơi nhận, mỗi dòng một nơi", [required("Chưa nhập nơi nhận.")], most=2000),
    }
    fields |= {part_field(part): ProseField(f"Lời văn: {HEADINGS[part].lower()}", most=8000) for part in Part}
    form = type("WriteForm", (Form,), fields)()
    if not form.is_submitted():
        form.title.data = report.title
        form.recipients.data = "\n".join(report.recipients)
        for part in Part:
            form[part_field(part)].data = passages[part].words
    return form


class ApproveForm(Form):
    """Who signs; nobody chosen leaves it to the day."""

    signer = ChoiceField("Người ký", blank="– Theo ngày hôm nay –")

    def offer(self, signings: Iterable[Signing]) -> "ApproveForm":
        """Let these sign."""
        self.signer.choices = [(one.key, f"{one.name}, {one.post}") for one in signings]
        return self


class TakeBackForm(Form):
    """Why an approval is taken back."""

    reason = TextField("Lý do rút phê duyệt", [required("Chưa ghi lý do.")], most=300)


class IssueForm(Form):
    """The day on which the report is signed, and a number that văn thư gave by hand."""

    day = DayField("Ngày ký", [required()])
    number = CountField("Số báo cáo")

    def validate_day(self, field: Any) -> None:
        """Numbers run by the year: none is given of a year that has not come."""
        last = date(clock.today().year, 12, 31)
        between(most=last, message="Ngày ký không được sau năm nay.")(self, field)
