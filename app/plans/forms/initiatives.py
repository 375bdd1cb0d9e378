"""The form of an initiative."""

from typing import Any

from app.plans.models import Initiative
from app.plans.queries import initiatives as queries
from app.plans.rules.initiatives import InitiativeKind, Scope
from app.widgets import DayField, Form, PickField, ProseField, RadiosField, TextField, required

KINDS = (
    (InitiativeKind.INITIATIVE, "Sáng kiến"),
    (InitiativeKind.SOLUTION, "Giải pháp"),
    (InitiativeKind.PRACTICE, "Mô hình"),
)
SCOPES = (
    (Scope.HAMLET, "Trong thôn, tổ, đơn vị"),
    (Scope.COMMUNE, "Trong xã, phường"),
    (Scope.PROVINCE, "Trong tỉnh"),
    (Scope.NATION, "Toàn quốc"),
)
DATED = ("since", "recognised_on")
SAME = ("kind", "title", "since", "effect", "scope", "recognised_by", "recognised_on", "used_by")


class InitiativeForm(Form):
    """An initiative: whose, what it is, what it brought, who recognised it."""

    subject = PickField("Của ai", [required("Chưa chọn cá nhân, hộ gia đình hoặc tập thể.")])
    kind = RadiosField("Là", [required()], choices=KINDS)
    title = TextField("Tên sáng kiến, giải pháp, mô hình", [required()], most=300)
    since = DayField("Áp dụng từ ngày")
    scope = RadiosField("Phạm vi áp dụng, ảnh hưởng", [required()], choices=SCOPES)
    effect = ProseField("Hiệu quả", most=2_000)
    recognised_by = TextField("Văn bản công nhận (số, cơ quan)", most=200)
    recognised_on = DayField("Ngày công nhận")
    used_by = TextField("Đã là căn cứ của quyết định khen thưởng cũ", most=200)

    def over_subjects(self) -> "InitiativeForm":
        """Search persons, households and collectives."""
        self.subject.lookup = queries.subject_lookup
        return self

    def of(self, key: str) -> "InitiativeForm":
        """Fill in whose it is."""
        self.subject.data = key
        self.subject.text, self.subject.chosen_label = queries.name_of_subject(key), queries.label_of_subject(key)
        return self

    def shows(self, row: Initiative) -> "InitiativeForm":
        """Fill in what was written down."""
        for name in SAME:
            self[name].data = getattr(row, name)
        return self.of(queries.owner_key(row))

    def values(self) -> dict[str, Any]:
        """What save_initiative takes besides whose it is."""
        typed = self.data
        return {name: typed[name] if name in DATED else typed[name] or "" for name in SAME}
