"""Forms of the texts of pledge."""

from datetime import date

from app.commitments.forms.campaigns import kinds
from app.commitments.models import Wording
from app.commitments.rules import WORDINGS
from app.widgets import DayField, Form, ProseField, RadiosField, TextField, required

READY_SOURCES = frozenset(ready.source for ready in WORDINGS)


class WordingForm(Form):
    """A text of pledge; promises one to a line."""

    kind = RadiosField("Ai ký", choices=lambda: kinds().items())
    title = TextField("Về việc", [required()])
    promises = ProseField("Các điều cam kết, mỗi điều một dòng", [required()], most=4_000)
    breach = TextField("Nếu không thực hiện", most=500)
    valid_from = DayField("Dùng từ ngày", [required()])
    source = TextField("Nguồn của lời văn", [required()])

    @staticmethod
    def values_of(wording: Wording, day: date) -> dict[str, object]:
        """What stands in the form when a new version is begun: the words of the one before."""
        return {
            "kind": wording.form.code,
            "title": wording.title,
            "promises": "\n".join(wording.promises),
            "breach": wording.breach,
            "valid_from": max(day, wording.valid_from),
            # The next version is no longer ours, so whose words it has is asked again.
            "source": None if wording.source in READY_SOURCES else wording.source,
        }


class ConfirmForm(Form):
    """With what a text was compared."""

    against = TextField("Đã đối chiếu với", [required()], most=300)
