"""The form of population: a box for each hamlet and group."""

from collections.abc import Mapping
from typing import Any

from app.plans.rules.population import COLUMNS, Cell
from app.widgets import CountField, DayField, Form, TextField, required


class PopulationForm(Form):
    """The numbers of one day from one source; made by population_form(), which knows the hamlets."""

    day = DayField("Số liệu của ngày", [required()])
    source = TextField("Nguồn số liệu", [required()], most=300)

    def box(self, hamlet_id: int | None, group: str | None) -> Any:
        """The box of one place and group."""
        return self[box_name((hamlet_id, group))]

    def values(self, places: Mapping[int | None, str]) -> dict[Cell, int]:
        """What was typed; an empty box is a number nobody knows."""
        typed = {(place, group): self.box(place, group).data for place in places for group in COLUMNS}
        return {cell: count for cell, count in typed.items() if count is not None}


def box_name(cell: Cell) -> str:
    """The name of a box in the form."""
    hamlet_id, group = cell
    return f"count_{hamlet_id or 0}_{group or 'all'}"


def population_form(places: Mapping[int | None, str], **kwargs: Any) -> PopulationForm:
    """The form with a box for each place (None is the whole commune) and group."""
    boxes = {
        box_name((place, group)): CountField(f"{name}, {group or 'tổng số'}")
        for place, name in places.items()
        for group in COLUMNS
    }
    made: PopulationForm = type("PopulationTable", (PopulationForm,), boxes)(**kwargs)
    return made
