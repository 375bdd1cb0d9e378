"""Forms of what proves a case: the initiative it rests on, the confirmation of another body for many nominees."""

from collections.abc import Sequence
from typing import Any

from app.commendations import queries
from app.commendations.models import Nominee
from app.widgets import ChoiceField, DayField, Form, PickField, RadiosField, TextField, TicksField, required

CLEAR = (("yes", "Không có ý kiến ngược, đồng ý"), ("no", "Có ý kiến không đồng ý, có vi phạm"))


class GroundForm(Form):
    """The initiative a case rests on, found by a few letters."""

    initiative = PickField("Sáng kiến, giải pháp, mô hình của đối tượng", [required()])

    def over(self, nominee: Nominee) -> "GroundForm":
        """Search the nominee's own initiatives; each says whether it was used."""
        offered = queries.ground_lookup(nominee)
        self.initiative.lookup = lambda typed: queries.found_by(offered, typed)
        return self


class ConfirmationForm(Form):
    """What one document of another body says of the nominees ticked."""

    topic = ChoiceField("Nội dung xác nhận", [required()], blank="– Chọn nội dung –")
    body = TextField("Cơ quan xác nhận", most=150)
    document = TextField("Số, ký hiệu văn bản", [required()], most=120)
    day = DayField("Ngày văn bản", [required()])
    clear = RadiosField("Ý kiến", [required()], choices=CLEAR)
    note = TextField("Ghi chú", most=300)
    nominees = TicksField("Các trường hợp văn bản nói đến", coerce=int)

    def offer(self, topics: Sequence[tuple[str, str]], nominees: Sequence[Nominee]) -> "ConfirmationForm":
        """Let these topics and nominees be chosen."""
        self.topic.choices = list(topics)
        self.nominees.choices = [(one.id, queries.subject_label(one)) for one in nominees]
        return self

    def ticks(self, nominees: Sequence[Nominee]) -> "ConfirmationForm":
        """Tick these: one document usually speaks of everybody."""
        self.nominees.data = [one.id for one in nominees]
        return self

    def said(self) -> dict[str, Any]:
        """What actions.Confirmed takes."""
        typed = self.data
        said = {name: typed[name] or "" for name in ("topic", "body", "document", "note")}
        return said | {"day": typed["day"], "clear": typed["clear"] == "yes"}
