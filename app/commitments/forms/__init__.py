"""Forms of commitments."""

from app.commitments.forms.campaigns import CampaignForm, kinds, wording_label
from app.commitments.forms.doors import DoorRow, VisitsForm, typed_ids
from app.commitments.forms.listing import ListForm, ListPreviewForm, packed
from app.commitments.forms.making import HamletsForm, LeftOutForm, PickForm
from app.commitments.forms.printing import PrintForm
from app.commitments.forms.promises import GoalsForm, goals_form
from app.commitments.forms.returns import DeclineForm, ReceiveForm, ReopenForm
from app.commitments.forms.signing import DrawForm, SignedFileForm, SignForm
from app.commitments.forms.wordings import ConfirmForm, WordingForm

__all__ = [
    "CampaignForm",
    "ConfirmForm",
    "DeclineForm",
    "DoorRow",
    "DrawForm",
    "GoalsForm",
    "HamletsForm",
    "LeftOutForm",
    "ListForm",
    "ListPreviewForm",
    "PickForm",
    "PrintForm",
    "ReceiveForm",
    "ReopenForm",
    "SignForm",
    "SignedFileForm",
    "VisitsForm",
    "WordingForm",
    "goals_form",
    "kinds",
    "packed",
    "typed_ids",
    "wording_label",
]
