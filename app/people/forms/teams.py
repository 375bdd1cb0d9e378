"""Forms of the teams of the movement: one more member, a term."""

from datetime import date
from typing import Self

from app import htmx
from app.people import queries
from app.people.models import Collective
from app.people.rules import (
    TeamKind,
    TeamPart,
)
from app.widgets import ChoiceField, DayField, Form, PickField, required


def parts_of(team: Collective) -> dict[str, str]:
    """How this kind of team calls who leads it, who stands in for them and who is in it."""
    words = htmx.words_of("TEAM_PARTS_OF", team.team_kind or TeamKind.DIGITAL_TEAM)
    return {part: words[part] for part in TeamPart}


def chosen_day(field: DayField) -> date:
    """The day of a field, once its form was found valid."""
    day: date | None = field.data
    assert day is not None
    return day


class MemberForm(Form):
    """Someone of the books who comes into the team, by three letters of the name."""

    person = PickField("Tìm theo tên", [required("Gõ vài chữ của tên.")])
    part = ChoiceField("Chức danh", [required()])
    valid_from = DayField("Từ ngày", [required()])

    def of(self, team: Collective) -> Self:
        """Find everyone of the commune, the people of the team's hamlet first; parts as the team calls them."""
        hamlet_id = team.hamlet_id
        self.person.lookup = lambda typed: queries.person_lookup(typed, near=hamlet_id)
        self.person.label_of = queries.label_of
        self.part.choices = list(parts_of(team).items())
        return self


class TermForm(Form):
    """The part and the days of a term; without a last day it lasts."""

    part = ChoiceField("Chức danh", [required()])
    valid_from = DayField("Từ ngày", [required()])
    valid_until = DayField("Thôi tham gia từ ngày")

    def of(self, team: Collective) -> Self:
        """Offer the parts as this kind of team calls them."""
        self.part.choices = list(parts_of(team).items())
        return self


class EndForm(Form):
    """The first day without someone."""

    valid_until = DayField("Thôi tham gia từ ngày", [required()])
