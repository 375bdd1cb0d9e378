"""Forms of what hangs on a class: several files at once, and their captions afterwards."""

from collections.abc import Iterable, Mapping, Sequence

from flask_wtf.file import MultipleFileField

from app.papers.rules.evidence import LONGEST_CAPTION
from app.text import day_text, nfc
from app.training.models import Material, Training
from app.widgets import ChoiceField, Form, ProseField


class MaterialsForm(Form):
    """Photographs and documents, several at once; the files come last, since a browser sends them so."""

    training = ChoiceField("Của buổi", coerce=int, blank="Chung của cả lớp")
    captions = ProseField("Chú thích")
    files = MultipleFileField("Ảnh, tài liệu")

    def over(self, trainings: Iterable[Training]) -> "MaterialsForm":
        """Let the trainings of the class be chosen."""
        self.training.choices = [
            (one.id, f"Buổi {place}, ngày {day_text(one.day)}") for place, one in enumerate(trainings, start=1)
        ]
        return self

    def lines(self) -> list[str]:
        """The captions as they were typed, one to a line."""
        return (self.captions.data or "").split("\n") if self.captions.data else []


def name_of_caption(material: Material) -> str:
    """What the box of a caption is called in the form."""
    return f"caption-{material.id}"


def read_captions(
    values: Mapping[str, str], materials: Sequence[Material]
) -> tuple[dict[Material, str], dict[int, str]]:
    """The captions as typed, and what is wrong with them, by the id of the file; files that are not named stay."""
    typed = {one: nfc(values[name_of_caption(one)]) for one in materials if name_of_caption(one) in values}
    faults = {
        one.id: f"Dài quá {LONGEST_CAPTION} ký tự (đang có {len(caption)})."
        for one, caption in typed.items()
        if len(caption) > LONGEST_CAPTION
    }
    return typed, faults
