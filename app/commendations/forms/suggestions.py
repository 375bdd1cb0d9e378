"""Forms of suggestions: one by three letters of a name, a whole list, gathering, declining."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms.validators import ValidationError

from app import clock
from app.commendations import queries
from app.commendations.forms.typed import merit_must_fit
from app.commendations.models import Suggestion
from app.commendations.rules import LONGEST_MERIT, typed_name
from app.widgets import (
    DayField,
    Form,
    PickField,
    RadiosField,
    TextField,
    YesField,
    between,
    required,
)


class _Received(Form):
    """What was handed in on a day that has come."""

    received_on = DayField("Ngày nhận", [required()])

    def validate_received_on(self, field: Any) -> None:
        """Nothing is handed in tomorrow."""
        between(most=clock.today(), message="Ngày nhận không được sau hôm nay.")(self, field)


class SuggestionForm(_Received):
    """One case: whom, for which award, what for; a name the books do not know may be kept as it was typed."""

    subject = PickField("Tên cá nhân, chủ hộ hoặc tập thể", [required()])
    award = RadiosField("Hình thức đề nghị", [required()])
    merit = TextField("Tóm tắt thành tích", [required()], most=LONGEST_MERIT)
    keep_typed = YesField("Chưa có trong sổ: giữ nguyên tên đã gõ, bổ sung sau")

    def over(self, kinds: Sequence[str], awards: Sequence[tuple[str, str]]) -> "SuggestionForm":
        """Search these kinds of subject and offer these awards; the only one is chosen already."""
        self.subject.lookup = queries.subject_lookup(kinds)
        self.award.choices = list(awards)
        if len(awards) == 1 and not self.award.data:
            self.award.data = awards[0][0]
        return self

    def shows(self, row: Suggestion) -> "SuggestionForm":
        """Fill in what the suggestion says."""
        self.award.data, self.merit.data, self.received_on.data = row.award, row.merit, row.received_on
        key = queries.subject_key(row)
        self.subject.text = queries.name_of(row) if key else typed_name(row.typed)
        self.subject.data = key or None
        self.subject.chosen_label = queries.suggested_label(row)
        self.keep_typed.data = not key
        return self

    @property
    def typed_only(self) -> str:
        """The name to be kept as it was typed: the box is ticked and nobody of the books was meant."""
        nobody = not self.subject.data and not self.subject.candidates
        return self.subject.text if self.keep_typed.data and nobody else ""

    def only_the_name_fails(self) -> bool:
        """Whether nothing stands in the way but that the books know nobody of this name."""
        return [name for name, found in self.errors.items() if found] == ["subject"] and bool(self.typed_only)


def suggested(form: SuggestionForm) -> dict[str, Any]:
    """What suggest() takes of a form that was found valid."""
    key = form.subject.data or ""
    return {
        "award": form.award.data,
        "subject": queries.chosen_subjects([key])[key] if key else None,
        "merit": form.merit.data or "",
        "received_on": form.received_on.data,
        "typed": form.typed_only,
    }


class DeclineForm(Form):
    """Why suggestions are not taken over."""

    reason = TextField("Lý do không đưa vào hồ sơ", [required()], most=300)


class GatherForm(Form):
    """Into which dossier the ticked suggestions go."""

    dossier = RadiosField("Đưa vào", [required()])
    achievement = TextField("Thành tích ghi trên hồ sơ mới", most=400)

    def over(self, drafts: Sequence[tuple[int, str]]) -> "GatherForm":
        """Offer these drafts, and a new dossier; the newest draft is chosen already."""
        offered = [*((str(row_id), label) for row_id, label in drafts), ("new", "Hồ sơ mới")]
        self.dossier.choices = offered
        if not self.is_submitted():
            self.dossier.data = offered[0][0]
        return self


def received_today(form: Any, today: date) -> Any:
    """Fill in the day on which most lists are entered: today."""
    form.received_on.data = form.received_on.data or today
    return form


def check_achievement(form: GatherForm, award: str) -> None:
    """The words of a new dossier are there and have room on a giấy khen, when it is one."""
    if not form.achievement.data:
        form.refuse("Chưa nhập thành tích.", "achievement")
        return
    try:
        merit_must_fit(award, form.achievement.data)
    except ValidationError as fault:
        form.refuse(str(fault), "achievement")
