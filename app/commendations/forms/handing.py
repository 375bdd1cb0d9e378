"""Forms after a decision: the thông báo, the ceremony, its giấy mời, its photographs."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField

from app.commendations.documents import WELCOME
from app.commendations.models import Ceremony, Dossier
from app.commendations.rules.handing import LONGEST_CAPTION
from app.papers.documents import Guest
from app.papers.forms import ALL, InvitationForm
from app.places.queries import Signing
from app.widgets import ChoiceField, CountField, DayField, Form, HourField, ProseField, TextField, YesField, required


class _Signed(Form):
    """Who signs on which day."""

    signer = ChoiceField("Người ký", [required()])

    def offer(self, signings: Iterable[Signing]) -> Any:
        """Let these who may sign be chosen."""
        self.signer.choices = [(one.key, f"{one.name}, {one.post}") for one in signings]
        return self


class AnnouncementForm(_Signed):
    """The thông báo that is posted up."""

    day = DayField("Ngày thông báo", [required()])
    number = CountField("Số thông báo")


class CeremonyPlanForm(Form):
    """When and where the giấy khen are handed over, by whom, who leads."""

    day = DayField("Ngày trao", [required()])
    starts = HourField("Giờ", [required()])
    place = TextField("Địa điểm", [required()], most=300)
    presenter = TextField("Người trao (chức vụ, họ tên)", most=300)
    host = TextField("Người dẫn chương trình", most=200)
    note = ProseField("Ghi chú chương trình", most=2000)

    @classmethod
    def opened(cls, row: Ceremony | None, dossier: Dossier) -> "CeremonyPlanForm":
        """The form as it opens: what was planned, else the signer of the decision as who hands over."""
        if row is not None:
            return cls(formdata=None, **{name: getattr(row, name) for name in PLANNED})
        signer = dossier.decision.signer_name if dossier.decision else ""
        return cls(formdata=None, presenter=signer)


PLANNED = ("day", "starts", "place", "presenter", "host", "note")


class CeremonyInvitationForm(InvitationForm, _Signed):
    """The giấy mời to the ceremony: recipients, heads of hamlets and units, others as typed."""

    heads = YesField("Mời cả trưởng thôn và lãnh đạo đơn vị của người được khen")
    others = ProseField("Mời thêm (mỗi dòng một người: họ tên, chức vụ)", most=4000)

    @classmethod
    def opened(cls, day: date) -> "CeremonyInvitationForm":
        """The form as it opens."""
        return cls(formdata=None, day=day, shape=ALL, heads=True, request=WELCOME)

    def guests(self) -> tuple[Guest, ...]:
        """The further guests, one for each line: the name before the first comma, the rest their post."""
        lines = [line.strip(" -;.") for line in (self.others.data or "").splitlines()]
        parted = [line.partition(",") for line in lines if line]
        return tuple(Guest(name=name.strip(), post=post.strip() or None) for name, _comma, post in parted)


class PhotosForm(Form):
    """Photographs of the ceremony; the files stand last, where an empty box before them can swallow nothing."""

    caption = TextField("Chú thích chung", most=LONGEST_CAPTION)
    files = MultipleFileField("Ảnh JPG, PNG")
