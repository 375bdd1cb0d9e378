"""Form of the ceremony: a number for each recipient, in the order of the roll."""

from collections.abc import Sequence
from typing import Any

from app import htmx
from app.commendations import queries
from app.commendations.models import Nominee
from app.commendations.rules import ceremony_faults
from app.widgets import CountField, Form


class CeremonyForm(Form):
    """The common part; the numbers are added for the recipients at hand."""

    def numbers(self, nominees: Sequence[Nominee]) -> dict[int, int | None]:
        """The numbers as typed, by nominee."""
        return {one.id: self[f"n{one.id}"].data for one in nominees}

    def check(self, nominees: Sequence[Nominee]) -> bool:
        """Whether the numbers give an order; otherwise each fault stands at its field."""
        whole: bool = self.validate_on_submit()
        for nominee_id, reasons in ceremony_faults(self.numbers(nominees)).items():
            for reason in reasons:
                self.refuse(htmx.sentence(reason), f"n{nominee_id}")
        return whole and not self.errors


def ceremony_form(nominees: Sequence[Nominee]) -> Any:
    """One field for each recipient, filled with the number it has."""
    fields = {f"n{one.id}": CountField(f"Thứ tự trao của {queries.subject_label(one)}") for one in nominees}
    form = type("NumbersForm", (CeremonyForm,), fields)()
    if not form.is_submitted():
        for one in nominees:
            form[f"n{one.id}"].data = one.ceremony_number
    return form
