"""What the page of a training shows of its sheet and of the signed sheet that came back."""

from typing import Any

from app.training.forms.sheets import ScanForm, SheetForm
from app.training.models import Training
from app.training.queries import materials, sheets


def paper_side(training: Training) -> dict[str, Any]:
    """The forms as they open, the columns the commune wants, the scans, and a look at the photographs."""
    return {
        "sheet_form": SheetForm.opened(),
        "scan_form": ScanForm(formdata=None),
        "sheet_rules": sheets.column_rules(training.day),
        "scans": sheets.scans(training),
        "materials": materials.strip(training.course, training),
    }
