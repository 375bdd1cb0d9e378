"""Forms of who gets a commitment: hamlets to tick, one found by name, what was left out in the preview."""

import re

from wtforms import HiddenField

from app.commitments.rules import OFFICIAL
from app.people import queries as people
from app.widgets import Form, PickField, TicksField, required


class HamletsForm(Form):
    """For which hamlets commitments are made."""

    hamlets = TicksField("Lập cho", [required("Chưa chọn thôn, tổ dân phố nào.")], coerce=int)


class LeftOutForm(HamletsForm):
    """The same hamlets in the preview, with those that were ticked away on the pages seen so far."""

    left_out = HiddenField()

    @property
    def ids(self) -> set[int]:
        """Whom the other pages of the preview left out."""
        return {int(found) for found in re.findall(r"\d{1,18}", self.left_out.data or "")}


LOOKUPS = {
    "person": ("Họ và tên", people.person_lookup, people.label_of),
    "household": ("Tên chủ hộ", people.household_lookup, people.household_label_of),
    "collective": ("Tên tập thể", people.collective_lookup, people.collective_label_of),
    OFFICIAL: ("Họ và tên cán bộ, công chức", people.person_lookup, people.label_of),
}


class PickForm(Form):
    """One more, found by a few letters of the name."""

    picked = PickField("Tìm theo tên", [required("Chưa chọn ai.")])

    def look_among(self, kind: str) -> None:
        """Search persons, households by their head, or collectives."""
        self.picked.label.text, self.picked.lookup, self.picked.label_of = LOOKUPS[kind]
