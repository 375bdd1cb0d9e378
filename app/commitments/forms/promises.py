"""The table of the promises of a campaign: what of each is measured."""

from collections.abc import Iterable
from typing import Any

from app import htmx
from app.commitments.models import Promise
from app.commitments.rules import Goal
from app.plans.rules import Deed
from app.widgets import ChoiceField, CountField, DayField, Form, TextField

# The cells of one row, with the field of a fault in it.
CELLS = ("value", "measure_unit", "due_on", "deed")
SPOTS = {
    "goal-below-one": "value",
    "goal-without-unit": "measure_unit",
    "goal-without-value": "value",
    "goal-above-hundred": "value",
    "deed-without-value": "value",
    "due-outside-period": "due_on",
}
BY_HAND = "Cán bộ xác nhận"


class GoalsForm(Form):
    """One row of cells for each promise, named by its number: goal-12-value."""

    def cells(self, promise: Promise) -> list[Any]:
        """The cells of one promise, in the order of the columns."""
        return [self[cell_name(promise, name)] for name in CELLS]

    def goal(self, promise: Promise) -> Goal:
        """What was typed for one promise; a cell that could not be read is empty here and has its fault."""
        value, unit, due_on, deed = (cell.data for cell in self.cells(promise))
        return Goal(value, unit or None, due_on, Deed(deed) if deed else None)

    def refuse_goal(self, promise: Promise, reasons: Iterable[Any]) -> None:
        """Put each reason at the cell of this promise that it speaks of."""
        for reason in reasons:
            self.refuse(htmx.sentence(reason), cell_name(promise, SPOTS[reason.code]))


def cell_name(promise: Promise, name: str) -> str:
    """The name of a cell."""
    return f"goal-{promise.id}-{name}"


def goals_form(promises: Iterable[Promise]) -> GoalsForm:
    """The table of these promises as they are, or as it was sent."""
    fields: dict[str, Any] = {}
    deeds = htmx.words("DEEDS")
    for promise in promises:
        said = f"điều {promise.position}"
        fields[cell_name(promise, "value")] = CountField(f"Chỉ tiêu, {said}", default=promise.value)
        fields[cell_name(promise, "measure_unit")] = TextField(
            f"Đơn vị tính, {said}", most=40, default=promise.measure_unit
        )
        fields[cell_name(promise, "due_on")] = DayField(f"Đến hạn ngày, {said}", default=promise.due_on)
        fields[cell_name(promise, "deed")] = ChoiceField(
            f"Thực hiện qua, {said}",
            choices=[(deed.value, deeds[deed.value]) for deed in Deed],
            blank=BY_HAND,
            default=promise.deed,
        )
    form: GoalsForm = type("PromisesForm", (GoalsForm,), fields)()
    return form
