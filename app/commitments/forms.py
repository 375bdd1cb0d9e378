"""Forms of commitments."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wtforms.validators import ValidationError

from app import htmx
from app.commitments.models import Campaign, Wording
from app.commitments.rules import OFFICIAL, REASONS, last_day
from app.people import queries as people
from app.plans.models import Plan
from app.widgets import (
    ChoiceField,
    DayField,
    Form,
    PickField,
    ProseField,
    RadiosField,
    TextField,
    TicksField,
    required,
)

OTHER = "Lý do khác"


def kinds() -> dict[str, str]:
    """The kinds of subject, as a choice shows them: Hộ gia đình."""
    return {kind: words.capitalize() for kind, words in htmx.words("PLEDGERS").items()}


class CampaignForm(Form):
    """One campaign: under which plan, with which text, when."""

    plan = ChoiceField("Kế hoạch", [required()], coerce=int, blank="Chọn kế hoạch")
    wording = ChoiceField("Mẫu lời cam kết", [required()], coerce=int, blank="Chọn mẫu lời")
    name = TextField("Tên đợt ký", [required()])
    opens_on = DayField("Mở đợt ký ngày", [required()])
    closes_on = DayField("Kết thúc đợt ký ngày", [required()])
    valid_from = DayField("Cam kết từ ngày", [required()])
    valid_to = DayField("Đến hết ngày", [required()])

    def offer(self, plans: Sequence[Plan], wordings: Sequence[Wording]) -> None:
        """Set what may be chosen."""
        self.plan.choices = [(plan.id, f"{plan.reference_number}: {plan.title}") for plan in plans]
        self.wording.choices = [(one.id, wording_label(one)) for one in wordings]

    def days(self) -> dict[str, Any]:
        """The four days as the rules and the action take them: the end is the first day after; None when not typed."""
        valid_to = self.valid_to.data
        return {
            "opens_on": self.opens_on.data,
            "closes_on": self.closes_on.data,
            "valid_from": self.valid_from.data,
            "valid_until": valid_to + timedelta(days=1) if valid_to else None,
        }

    @staticmethod
    def values_of(campaign: Campaign) -> dict[str, object]:
        """What stands in the form when a campaign is corrected."""
        return {
            "plan": campaign.plan_id,
            "wording": campaign.wording_id,
            "name": campaign.name,
            "opens_on": campaign.opens_on,
            "closes_on": campaign.closes_on,
            "valid_from": campaign.valid_from,
            "valid_to": last_day(campaign.valid_until),
        }


def wording_label(wording: Wording) -> str:
    """How a text is told from another in a list: Hộ gia đình: … (bản 2)."""
    return f"{kinds()[wording.subject_kind]}: {wording.title} (bản {wording.version})"


class HamletsForm(Form):
    """For which hamlets commitments are made."""

    hamlets = TicksField("Lập cho", [required("Chưa chọn thôn, tổ dân phố nào.")], coerce=int)


LOOKUPS = {
    "person": ("Họ và tên", people.person_lookup, people.label_of),
    "household": ("Tên chủ hộ", people.household_lookup, people.household_label_of),
    "collective": ("Tên tập thể", people.collective_lookup, people.collective_label_of),
    OFFICIAL: ("Họ và tên cán bộ, công chức", people.person_lookup, people.label_of),
}


class PickForm(Form):
    """One more, found by a few letters of the name."""

    picked = PickField("Tìm theo tên", [required("Chưa chọn ai.")])

    def look_among(self, kind: str) -> None:
        """Search persons, households by their head, or collectives."""
        self.picked.label.text, self.picked.lookup, self.picked.label_of = LOOKUPS[kind]


class PrintForm(Form):
    """Which stack goes to the printer."""

    which = ChoiceField(
        "In những bản nào",
        choices=[
            ("missing", "Các bản chưa ký (còn thiếu)"),
            ("unprinted", "Các bản chưa in lần nào"),
            ("all", "Tất cả, kể cả bản đã ký"),
        ],
    )
    hamlet = ChoiceField("Của", coerce=int, blank="Tất cả thôn, tổ dân phố")


class ReceiveForm(Form):
    """The ticked commitments came back, signed on one day."""

    signed_on = DayField("Ngày ký trên bản", [required()])
    commitments = TicksField(
        "Bản cam kết", [required("Chưa đánh dấu bản nào trong danh sách.")], coerce=int, validate_choice=False
    )


class SignForm(Form):
    """One commitment came back signed."""

    signed_on = DayField("Ngày ký trên bản", [required()])
    signed_by = TextField("Người ký (nếu không phải người đứng tên)")


class DeclineForm(Form):
    """Why somebody has not signed: one of a short list, more words if wanted."""

    ready = RadiosField(
        "Chưa ký vì", [required("Chưa chọn lý do.")], choices=[(text, text) for text in (*REASONS.reasons, OTHER)]
    )
    more = TextField("Nói rõ thêm", most=500)

    def validate_more(self, field: TextField) -> None:
        """Another reason must be told."""
        if self.ready.data == OTHER and not field.data:
            raise ValidationError("Ghi rõ lý do.")

    @property
    def reason(self) -> str:
        """The reason as it is kept: Đi vắng, chưa gặp: đi làm xa đến Tết."""
        parts = [] if self.ready.data == OTHER else [self.ready.data]
        return ": ".join(filter(None, [*parts, self.more.data]))


class ReopenForm(Form):
    """Why an entry is taken back."""

    reason = TextField("Lý do mở lại", [required()], most=500)


class WordingForm(Form):
    """A text of pledge; promises one to a line."""

    subject_kind = RadiosField("Ai ký", choices=lambda: kinds().items())
    title = TextField("Về việc", [required()])
    promises = ProseField("Các điều cam kết, mỗi điều một dòng", [required()], most=4_000)
    breach = TextField("Nếu không thực hiện", most=500)
    valid_from = DayField("Dùng từ ngày", [required()])
    source = TextField("Nguồn của lời văn", [required()])

    @staticmethod
    def values_of(wording: Wording, day: date) -> dict[str, object]:
        """What stands in the form when a new version is begun: the words of the one before."""
        return {
            "subject_kind": wording.subject_kind,
            "title": wording.title,
            "promises": "\n".join(wording.promises),
            "breach": wording.breach,
            "valid_from": max(day, wording.valid_from),
            "source": wording.source,
        }


class ConfirmForm(Form):
    """With what a text was compared."""

    against = TextField("Đã đối chiếu với", [required()], most=300)
