"""Forms that call the council: how many ballots, and the giấy mời."""

from collections.abc import Iterable

from app.papers.forms import InvitationForm
from app.places.queries import Signing
from app.widgets import ChoiceField, CountField, Form, required

COUNCIL = "council"


class BallotForm(Form):
    """How many ballots are printed."""

    copies = CountField("Số phiếu (thành viên bỏ phiếu trực tiếp)", [required("Chưa nhập số phiếu.")])


class CouncilInvitationForm(InvitationForm):
    """A giấy mời to a meeting: who invites, one sheet for all or one for each."""

    issuer = ChoiceField("Cơ quan mời, người ký", [required()])

    def offer(self, signings: Iterable[Signing]) -> "CouncilInvitationForm":
        """Let the council invite under its own name, or the authority under the hand of one of these."""
        own = [(COUNCIL, "Hội đồng, Chủ tịch Hội đồng ký (ký hiệu GM-HĐTĐKT)")]
        self.issuer.choices = own + [
            (one.key, f"Ủy ban nhân dân, {one.name}, {one.post} ký (ký hiệu GM-UBND)") for one in signings
        ]
        return self
