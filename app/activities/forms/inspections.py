"""Forms of inspections: plan one or many, write down what was held and found, follow it up."""

import re
from datetime import time
from typing import Any

from wtforms import Field, FieldList, FormField
from wtforms.validators import ValidationError

from app import clock
from app.activities.models import Finding, Inspection
from app.activities.rules.inspections import FindingKind, InspectionKind, MemberPart, listed_people
from app.papers.forms import EvidenceForm
from app.people import queries as people
from app.plans.queries import initiatives
from app.plans.rules.initiatives import InitiativeKind
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    HourField,
    Part,
    PickField,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    between,
    required,
)

KINDS = ((InspectionKind.INSPECTION, "Kiểm tra"), (InspectionKind.SUPERVISION, "Giám sát"))
FINDING_KINDS = (
    (FindingKind.RESULT, "Kết quả đạt được"),
    (FindingKind.FAULT, "Tồn tại, hạn chế phải khắc phục"),
    (FindingKind.EXAMPLE, "Điển hình, mô hình, cách làm hay"),
)
# What an inspection of the movement usually looks at: a start that the official changes.
CONTENTS = (
    "Việc triển khai kế hoạch, phân công nhiệm vụ",
    "Việc ký và thực hiện bản cam kết",
    "Việc mở lớp tập huấn, điểm danh, kết quả của học viên",
    "Hoạt động của Tổ công nghệ số cộng đồng",
    "Mô hình, cách làm hay, điển hình tiên tiến",
)
EVERY = 7  # days between two places planned in one go
BLANK_FAULTS = 4
TEAM = ("head_name", "head_post", "secretary_name", "secretary_post", "members", "inspected")
_HOUR = re.compile(r"(\d{1,2}) giờ (\d{2}) phút")


class TeamFields(Form):
    """Who inspects and who receives them: names with posts, one to a line."""

    head_name = TextField("Trưởng đoàn", most=100)
    head_post = TextField("Chức vụ trưởng đoàn", most=150)
    secretary_name = TextField("Thư ký đoàn (người ghi biên bản)", most=100)
    secretary_post = TextField("Chức vụ thư ký", most=150)
    members = ProseField("Thành viên đoàn", most=3_000)
    inspected = ProseField("Đại diện nơi được kiểm tra", most=3_000)

    def shows_team(self, row: Inspection) -> None:
        """Fill in who is written down."""
        for part, name in ((MemberPart.HEAD, "head"), (MemberPart.SECRETARY, "secretary")):
            one = next((member for member in row.members if member.part == part), None)
            self[f"{name}_name"].data = one.name if one else None
            self[f"{name}_post"].data = one.post if one else None
        for part, name in ((MemberPart.MEMBER, "members"), (MemberPart.INSPECTED, "inspected")):
            lines = [f"{one.name}, {one.post}" if one.post else one.name for one in row.members if one.part == part]
            self[name].data = "\n".join(lines)

    def team(self) -> dict[str, Any]:
        """What was typed, as Team takes it."""
        typed = self.data
        return {
            "head": (typed["head_name"] or "", typed["head_post"] or ""),
            "secretary": (typed["secretary_name"] or "", typed["secretary_post"] or ""),
            "members": listed_people((typed["members"] or "").splitlines()),
            "inspected": listed_people((typed["inspected"] or "").splitlines()),
        }


class InspectionForm(TeamFields):
    """An inspection on the plan: of what kind, when, whom it looks at, what it looks at, who goes there."""

    kind = RadiosField("Hình thức", [required()], choices=KINDS)
    plan = ChoiceField("Theo kế hoạch", coerce=int, blank="Không theo kế hoạch nào")
    day = DayField("Ngày dự kiến", [required()])
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Không chọn")
    unit = ChoiceField("Hoặc cơ quan, đơn vị", coerce=int, blank="Không chọn")
    collective = PickField("Hoặc tập thể trong danh bạ")
    inspected_name = TextField("Hoặc ghi tên nơi được kiểm tra", most=200)
    title = TextField("Tên cuộc kiểm tra", most=250)
    place = TextField("Địa điểm", most=200)
    ground = TextField("Căn cứ", most=400)
    contents = ProseField("Nội dung kiểm tra", [required()], most=4_000)
    hamlets = TicksField("Lập cùng lúc cho các thôn, tổ dân phố", coerce=int)
    every = CountField("Cách nhau (ngày)", [between(0, 366)])

    def over_places(self) -> "InspectionForm":
        """Search collectives."""
        self.collective.lookup, self.collective.label_of = people.collective_lookup, people.collective_label_of
        return self

    def shows(self, row: Inspection) -> "InspectionForm":
        """Fill in what is on the plan."""
        for name in ("kind", "day", "title", "place", "ground"):
            self[name].data = getattr(row, name)
        self.plan.data, self.hamlet.data, self.unit.data = row.plan_id, row.hamlet_id, row.unit_id
        self.collective.process_data(row.collective_id)
        known = row.collective or row.unit or row.hamlet
        called_otherwise = known is None or known.name != row.inspected_name
        self.inspected_name.data = row.inspected_name if called_otherwise else ""
        self.contents.data = "\n".join(row.contents)
        self.shows_team(row)
        return self


class FaultPart(Part):
    """One thing to be mended: what, by whom, until when; an empty row is nothing."""

    text = TextField("Tồn tại, hạn chế", most=1_000)
    responsible = TextField("Ai khắc phục", most=200)
    due_on = DayField("Đến ngày")

    @property
    def asked(self) -> bool:
        """Whether anything was typed in this row."""
        return any(field.raw_data and field.raw_data[0].strip() for field in (self.text, self.responsible, self.due_on))

    def validate_text(self, field: Field) -> None:
        """A row with a day or a name says what must be mended."""
        if self.asked and not field.data:
            raise ValidationError("Chưa ghi tồn tại, hạn chế.")

    def validate_responsible(self, field: Field) -> None:
        """Somebody mends it."""
        if self.asked and not field.data:
            raise ValidationError("Chưa ghi ai khắc phục.")

    def validate_due_on(self, field: Field) -> None:
        """Until a day."""
        if self.asked and field.data is None and not field.errors:
            raise ValidationError("Chưa ghi hạn khắc phục.")


class HeldForm(TeamFields):
    """An inspection that took place: when, where, who was there, what was said; the first time what was found."""

    day = DayField("Ngày kiểm tra", [required()])
    starts = HourField("Bắt đầu lúc")
    ends = HourField("Kết thúc lúc")
    place = TextField("Địa điểm", [required()], most=200)
    results = ProseField("Kết quả đạt được", most=6_000)
    faults = FieldList(FormField(FaultPart), min_entries=BLANK_FAULTS)
    examples = ProseField("Điển hình, mô hình, cách làm hay", most=6_000)
    opinion = ProseField("Ý kiến của nơi được kiểm tra", most=4_000)
    conclusion = ProseField("Kết luận, kiến nghị của đoàn", most=4_000)
    late_reason = TextField("Lý do ghi sau khi chốt số liệu", most=300)

    def validate_day(self, field: Field) -> None:
        """What is to come was not held yet."""
        between(most=clock.today(), message="Ngày kiểm tra không được sau hôm nay.")(self, field)

    def shows(self, row: Inspection) -> "HeldForm":
        """Fill in what is known: of the plan, or of what was written down already."""
        self.day.data = row.held_on or row.day
        self.starts.data, self.ends.data = hour_of(row.started), hour_of(row.ended)
        for name in ("place", "opinion", "conclusion", "late_reason"):
            self[name].data = getattr(row, name)
        self.shows_team(row)
        return self

    def rows(self) -> list[FaultPart]:
        """The rows of faults that say something."""
        return [entry.form for entry in self.faults if entry.form.asked]


def hour_of(words: str | None) -> time | None:
    """An hour read back from the words of the minutes: "14 giờ 00 phút"."""
    found = _HOUR.fullmatch(words or "")
    return time(int(found[1]), int(found[2])) if found else None


class FindingForm(Form):
    """One finding: what kind, what, and for a fault who mends it until when."""

    kind = RadiosField("Loại", [required()], choices=FINDING_KINDS)
    text = ProseField("Nội dung", [required()], most=1_000)
    responsible = TextField("Ai khắc phục", most=200)
    due_on = DayField("Hạn khắc phục")
    task = ChoiceField("Nhiệm vụ của kế hoạch", coerce=int, blank="Không gắn với nhiệm vụ nào")
    reason = TextField("Lý do đổi hạn khắc phục", most=300)

    def shows(self, row: Finding) -> "FindingForm":
        """Fill in what was found."""
        for name in ("kind", "text", "responsible", "due_on"):
            self[name].data = getattr(row, name)
        self.task.data = row.task_id
        return self


class MendingForm(EvidenceForm):
    """That a fault was mended: on which day, how, with what proof."""

    day = DayField("Ngày khắc phục xong", [required()])
    how = ProseField("Đã khắc phục thế nào", [required("Chưa ghi đã khắc phục thế nào.")], most=2_000)
    late_reason = TextField("Lý do ghi sau khi chốt số liệu", most=300)


class ReasonForm(Form):
    """Why something is taken back."""

    reason = TextField("Lý do", [required("Chưa ghi lý do.")], most=300)


INITIATIVE_KINDS = (
    (InitiativeKind.EXEMPLAR, "Điển hình tiên tiến"),
    (InitiativeKind.PRACTICE, "Mô hình"),
    (InitiativeKind.SOLUTION, "Giải pháp"),
    (InitiativeKind.INITIATIVE, "Sáng kiến"),
)


class DescribeForm(Form):
    """A good example that becomes an initiative of the book: whose it is, what it is called."""

    subject = PickField("Của ai", [required("Chưa chọn cá nhân, hộ gia đình hoặc tập thể.")])
    kind = RadiosField(
        "Là", [required("Chưa chọn sáng kiến, giải pháp, mô hình hay điển hình tiên tiến.")], choices=INITIATIVE_KINDS
    )
    title = TextField("Tên", [required()], most=300)

    def over_subjects(self) -> "DescribeForm":
        """Search persons, households and collectives."""
        self.subject.lookup = initiatives.subject_lookup
        return self


QUARTERS = ((1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV"))


class ListForm(Part):
    """What narrows the list of inspections and of what they found."""

    q = TextField("Tên, nơi được kiểm tra")
    kind = ChoiceField("Hình thức", choices=KINDS, blank="Tất cả")
    state = ChoiceField("Tình trạng", blank="Tất cả")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    plan = ChoiceField("Kế hoạch", coerce=int, blank="Tất cả")
    year = ChoiceField("Năm", coerce=int, blank="Tất cả")
    quarter = ChoiceField("Quý", coerce=int, choices=QUARTERS, blank="Cả năm")
    pending = ChoiceField("Khắc phục", blank="Tất cả")


class FindingsForm(Part):
    """What narrows the list of what was found; it opens with what must be mended."""

    q = TextField("Nội dung, nơi, người khắc phục")
    kind = ChoiceField("Loại", choices=FINDING_KINDS, blank="Tất cả", default=FindingKind.FAULT)
    pending = ChoiceField("Khắc phục", blank="Tất cả")
    hamlet = ChoiceField("Thôn, tổ dân phố", coerce=int, blank="Tất cả")
    year = ChoiceField("Năm", coerce=int, blank="Tất cả")
    quarter = ChoiceField("Quý", coerce=int, choices=QUARTERS, blank="Cả năm")
