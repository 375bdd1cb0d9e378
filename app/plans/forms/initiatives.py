"""Forms of initiatives: what it is, an effect in numbers, where it is applied."""

from datetime import date
from typing import Any

from wtforms import ValidationError

from app import clock
from app.places import queries as places
from app.plans import queries as plans
from app.plans.actions.initiatives import EffectFields, UseFields
from app.plans.models import Initiative, InitiativeEffect, InitiativeUse
from app.plans.queries import initiatives as queries
from app.plans.rules.initiatives import InitiativeKind, Scope
from app.plans.rules.targets import read_decimal, shown_decimal
from app.widgets import ChoiceField, DayField, Form, PickField, ProseField, RadiosField, TextField, required

KINDS = (
    (InitiativeKind.INITIATIVE, "Sáng kiến"),
    (InitiativeKind.SOLUTION, "Giải pháp"),
    (InitiativeKind.PRACTICE, "Mô hình"),
    (InitiativeKind.EXEMPLAR, "Điển hình tiên tiến"),
)
SCOPES = (
    (Scope.HAMLET, "Trong thôn, tổ, đơn vị"),
    (Scope.COMMUNE, "Trong xã, phường"),
    (Scope.PROVINCE, "Trong tỉnh"),
    (Scope.NATION, "Toàn quốc"),
)
DATED = ("since", "recognised_on")
SAME = (
    "kind", "title", "description", "since", "effect", "scope", "recognised_by", "recognised_on", "used_by",
)  # fmt: skip


class InitiativeForm(Form):
    """An initiative: whose, what it is, what it brought, who recognised it."""

    subject = PickField("Của ai", [required("Chưa chọn cá nhân, hộ gia đình hoặc tập thể.")])
    kind = RadiosField(
        "Là", [required("Chưa chọn sáng kiến, giải pháp, mô hình hay điển hình tiên tiến.")], choices=KINDS
    )
    title = TextField("Tên sáng kiến, giải pháp, mô hình, điển hình", [required()], most=300)
    description = ProseField("Mô tả", most=4_000)
    since = DayField("Áp dụng từ ngày")
    scope = RadiosField("Phạm vi áp dụng, ảnh hưởng", [required()], choices=SCOPES)
    effect = ProseField("Hiệu quả", most=2_000)
    recognised_by = TextField("Văn bản công nhận (số, cơ quan)", most=200)
    recognised_on = DayField("Ngày công nhận")
    used_by = TextField("Đã là căn cứ của quyết định khen thưởng cũ", most=200)
    plan = ChoiceField("Thuộc kế hoạch", coerce=int, blank="Không thuộc kế hoạch nào")

    def over_subjects(self, row: Initiative | None = None) -> "InitiativeForm":
        """Search persons, households and collectives; the scope follows from the uses once there are some."""
        self.subject.lookup = queries.subject_lookup
        found = plans.all_plans()
        if row is not None and row.plan_id and all(one.id != row.plan_id for one in found):
            found.append(plans.get(row.plan_id))
        self.plan.choices = [(one.id, f"{one.reference_number} - {one.title}") for one in found]
        if row is not None and row.uses:
            del self.scope
        return self

    def of(self, key: str) -> "InitiativeForm":
        """Fill in whose it is."""
        self.subject.data = key
        self.subject.text, self.subject.chosen_label = queries.name_of_subject(key), queries.label_of_subject(key)
        return self

    def shows(self, row: Initiative) -> "InitiativeForm":
        """Fill in what was written down."""
        for name in SAME:
            if name in self:
                self[name].data = getattr(row, name)
        self.plan.data = row.plan_id
        return self.of(queries.owner_key(row))

    def values(self) -> dict[str, Any]:
        """What save_initiative takes besides whose it is and how far it is applied."""
        typed = self.data
        found = {name: typed.get(name) if name in DATED else typed.get(name) or "" for name in SAME}
        return found | {"plan": plans.get(typed["plan"]) if typed["plan"] else None}


class EffectForm(Form):
    """One effect in numbers: before, after, over which time, from which source."""

    text = TextField("Chỉ số", [required()], most=200)
    before = TextField("Trước khi áp dụng", most=30)
    after = TextField("Sau khi áp dụng", [required()], most=30)
    measure_unit = TextField("Đơn vị tính", [required()], most=40)
    period = TextField("Trong thời gian", most=100)
    source = TextField("Nguồn số liệu", [required()], most=200)

    def shows(self, row: InitiativeEffect) -> "EffectForm":
        """Fill in what was written down."""
        for name in ("text", "measure_unit", "period", "source"):
            self[name].data = getattr(row, name)
        self.before.data, self.after.data = shown_decimal(row.before), shown_decimal(row.after)
        return self

    def validate_before(self, field: Any) -> None:
        """A number as officials write it, or nothing."""
        _check_number(field)

    def validate_after(self, field: Any) -> None:
        """A number as officials write it."""
        _check_number(field)

    def values(self) -> EffectFields:
        """What save_effect takes."""
        typed = self.data
        before = (typed["before"] or "").strip()
        return EffectFields(
            typed["text"],
            read_decimal(before) if before else None,
            read_decimal(typed["after"]),
            typed["measure_unit"],
            typed["period"] or "",
            typed["source"],
        )


def _check_number(field: Any) -> None:
    if (field.data or "").strip():
        try:
            read_decimal(field.data)
        except ValueError as fault:
            raise ValidationError(str(fault)) from None


class UseForm(Form):
    """Where it is applied: a hamlet of the books or a place in words, from when, by which document."""

    scope = RadiosField("Phạm vi", [required()], choices=SCOPES)
    hamlet = ChoiceField("Thôn", coerce=int, blank="– Ngoài danh sách thôn –")
    place = TextField("Nơi áp dụng", most=200)
    since = DayField("Từ ngày")
    until = DayField("Không còn áp dụng từ ngày")
    document = TextField("Văn bản nhân rộng, áp dụng", most=200)

    def offer(self, row: InitiativeUse | None = None) -> "UseForm":
        """Let the hamlets of today be chosen, and the one that was chosen already."""
        known = [(one.id, one.name) for one in places.hamlets(clock.today())]
        if row is not None and row.hamlet is not None and row.hamlet_id not in dict(known):
            known.insert(0, (row.hamlet.id, f"{row.hamlet.name} (không còn)"))
        self.hamlet.choices = known
        return self

    def shows(self, row: InitiativeUse) -> "UseForm":
        """Fill in what was written down."""
        self.hamlet.data = row.hamlet_id
        for name in ("scope", "place", "since", "until", "document"):
            self[name].data = getattr(row, name)
        return self

    def values(self) -> UseFields:
        """What save_use takes."""
        typed = self.data
        hamlet = places.hamlet(typed["hamlet"]) if typed["hamlet"] else None
        since: date | None = typed["since"]
        return UseFields(typed["scope"], hamlet, typed["place"] or "", since, typed["until"], typed["document"] or "")
