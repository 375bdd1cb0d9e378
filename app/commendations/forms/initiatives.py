"""Forms of an initiative's award: which branch a person decides, and the way into a round."""

from collections.abc import Sequence

from app.commendations.queries import Way
from app.plans.rules.initiatives import Branch
from app.widgets import ChoiceField, Form, ProseField, RadiosField, required

BRANCHES = (
    (Branch.OWN_LEVEL, "Khen thưởng theo thẩm quyền"),
    (Branch.UPWARD, "Đề nghị cấp trên khen thưởng"),
    (Branch.NONE, "Không đề nghị khen"),
)


class BranchForm(Form):
    """Which award follows; another one than proposed needs a reason."""

    branch = RadiosField("Quyết định", [required()], choices=BRANCHES)
    reason = ProseField("Lý do", most=1_000)


class WayForm(Form):
    """Into which dossier or round it goes."""

    way = ChoiceField("Đưa vào", [required("Chưa chọn hồ sơ hoặc đợt khen thưởng.")], blank="– Chọn –")

    def over(self, ways: Sequence[Way]) -> "WayForm":
        """Let these be chosen."""
        self.way.choices = [(one.key, one.label) for one in ways]
        return self
