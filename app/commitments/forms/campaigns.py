"""The form of a campaign."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from app import clock
from app.commitments import queries
from app.commitments.models import Campaign, Wording
from app.commitments.rules import FORMS, PARTS, last_day
from app.plans.models import Plan
from app.widgets import (
    ChoiceField,
    DayField,
    Form,
    ProseField,
    TextField,
    TicksField,
    required,
)


def kinds() -> dict[str, str]:
    """The kinds of pledgers, as a choice shows them: Hộ gia đình, Trường học."""
    return {code: form.label for code, form in FORMS.items()}


class CampaignForm(Form):
    """One campaign: under which plan, with which text, when, who should sign, what the paper cites and asks."""

    plan = ChoiceField("Kế hoạch", [required()], coerce=int, blank="Chọn kế hoạch")
    wording = ChoiceField("Mẫu lời cam kết", [required()], coerce=int, blank="Chọn mẫu lời")
    name = TextField("Tên đợt ký", [required()])
    opens_on = DayField("Mở đợt ký ngày", [required("Chưa nhập ngày mở đợt ký.")])
    closes_on = DayField("Kết thúc đợt ký ngày", [required("Chưa nhập ngày kết thúc đợt ký.")])
    valid_from = DayField("Cam kết từ ngày", [required("Chưa nhập ngày bắt đầu cam kết.")])
    valid_to = DayField("Đến hết ngày", [required("Chưa nhập ngày cuối của thời hạn cam kết.")])
    hamlets = TicksField("Của thôn, tổ dân phố", coerce=int)
    units = TicksField("Của cơ quan, đơn vị", coerce=int)
    groups = TicksField("Thuộc nhóm")
    posts = TicksField("Giữ chức vụ")
    legal_bases = ProseField("Căn cứ in trên bản cam kết, mỗi dòng một căn cứ", most=2_000)
    id_reason = TextField("Lý do thu thập số định danh/CCCD (để trống nếu không thu thập)")

    def offer(self, kind: str, plans: Sequence[Plan], wordings: Sequence[Wording], chosen: Mapping[str, Any]) -> None:
        """Set what may be chosen, and leave out what is not asked of this kind of pledger.

        Args: kind, a code of the ready forms; chosen, the audience the campaign has, so that what ended stays in sight.
        """
        subject_kind = FORMS[kind].subject_kind
        self.plan.choices = [(plan.id, f"{plan.reference_number}: {plan.title}") for plan in plans]
        self.wording.choices = [(one.id, wording_label(one)) for one in wordings]
        offered = queries.audience_choices(subject_kind, clock.today(), chosen)
        for part in ("hamlets", "units", "groups", "posts"):
            if part in offered and offered[part]:
                self[part].choices = offered[part]
            elif part in self:
                del self[part]
        if subject_kind == "collective" and "id_reason" in self:
            del self["id_reason"]

    def days(self) -> dict[str, Any]:
        """The four days as the rules and the action take them: the end is the first day after; None when not typed."""
        valid_to = self.valid_to.data
        return {
            "opens_on": self.opens_on.data,
            "closes_on": self.closes_on.data,
            "valid_from": self.valid_from.data,
            "valid_until": valid_to + timedelta(days=1) if valid_to else None,
        }

    def audience(self) -> dict[str, list[Any]]:
        """Who should sign, as ticked."""
        return {part: self[part].data for part in ("hamlets", "units", "groups", "posts") if part in self}

    def notice(self) -> dict[str, Any]:
        """What the paper cites, and why it asks for the number of the CCCD."""
        reason = self["id_reason"].data if "id_reason" in self else None
        return {"legal_bases": (self.legal_bases.data or "").splitlines(), "id_reason": reason}

    @staticmethod
    def values_of(campaign: Campaign) -> dict[str, Any]:
        """What stands in the form when a campaign is corrected."""
        return {
            "plan": campaign.plan_id,
            "wording": campaign.wording_id,
            "name": campaign.name,
            "opens_on": campaign.opens_on,
            "closes_on": campaign.closes_on,
            "valid_from": campaign.valid_from,
            "valid_to": last_day(campaign.valid_until),
            "legal_bases": "\n".join(campaign.legal_bases),
            "id_reason": campaign.id_reason,
            **{part: campaign.audience.get(part, []) for part in PARTS[campaign.wording.subject_kind]},
        }

    @staticmethod
    def values_for(plan: Plan, kind: str, bases: Sequence[str], day: date) -> dict[str, Any]:
        """What stands in the form of a new campaign under a plan; the first text is chosen by offer's order."""
        last = plan.valid_until - timedelta(days=1)
        return {
            "plan": plan.id,
            "name": f"{FORMS[kind].label} ký cam kết {_within(plan.movement)} năm {day.year}",
            "valid_from": max(day, plan.valid_from),
            "valid_to": last,
            "closes_on": min(day + timedelta(days=30), last),
            "legal_bases": "\n".join(bases),
        }


def _within(movement: str) -> str:
    """The name of a movement inside a sentence: phong trào “Bình dân học vụ số”."""
    return movement[:1].lower() + movement[1:] if movement.startswith("Phong trào") else movement


def wording_label(wording: Wording) -> str:
    """How a text is told from another in a list: Hộ gia đình: … (bản 2)."""
    return f"{wording.form.label}: {wording.title} (bản {wording.version})"
