"""Forms made from what they ask: the fields of a report."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.commendations import queries
from app.commendations.models import Nominee
from app.commendations.rules import RECEIVED, contributions, received
from app.law import FieldKind
from app.law.catalogue import FormField
from app.widgets import CountField, DayField, Form, ProseField, TextField, YesField

FIELDS = {
    FieldKind.LINE: lambda label: TextField(label, most=400),
    FieldKind.PROSE: lambda label: ProseField(label),
    FieldKind.DATE: lambda label: DayField(label),
    FieldKind.NUMBER: lambda label: CountField(label),
    FieldKind.TICK: lambda label: YesField(label),
    FieldKind.PEOPLE: lambda label: ProseField(label),
}


def report_form(sections: Iterable[tuple[str, Sequence[FormField]]], nominee: Nominee, defaults: dict[str, str]) -> Any:
    """The fields of a statutory report form, filled with what was written, else with what the books say."""
    asked = [field for _heading, fields in sections for field in fields]
    form = type("ReportForm", (Form,), {field.name: FIELDS[field.kind](field.label) for field in asked})()
    if not form.is_submitted():
        for field in asked:
            value = nominee.report.get(field.name) or defaults.get(field.name)
            if field.kind is FieldKind.NUMBER and isinstance(value, str):
                value = int(value) if value.isdecimal() else None
            form[field.name].data = value
    return form


def doubtful_lines(form: Any) -> None:
    """Refuse, at their field, the lines of a list that do not have the parts a paper prints in columns."""
    if "contributions" in form:
        _found, doubtful = contributions(form.contributions.data or "")
        for line in doubtful:
            form.refuse(f"Dòng “{line}” phải có bốn phần cách nhau bằng dấu chấm phẩy.", "contributions")
    for name in RECEIVED:
        if name in form:
            _known, unread = received(form[name].data or "")
            for line in unread:
                form.refuse(f"Dòng “{line}” phải có ba phần cách nhau bằng dấu chấm phẩy, đầu dòng là năm.", name)


def summary_form(nominees: Sequence[Nominee], merits: Mapping[int, str], grounds: Mapping[int, str]) -> Any:
    """The merit in short and its ground, for each nominee; filled with what was written, else with what is drawn."""
    fields: dict[str, Any] = {}
    for one in nominees:
        name = queries.subject_label(one)
        fields[f"m{one.id}"] = ProseField(f"{name}: tóm tắt thành tích", most=2000)
        fields[f"g{one.id}"] = TextField(f"{name}: căn cứ (điểm, khoản, điều)", most=200)
    form = type("SummaryForm", (Form,), fields)()
    if not form.is_submitted():
        for one in nominees:
            form[f"m{one.id}"].data = one.summary or merits[one.id]
            form[f"g{one.id}"].data = one.legal_ground or grounds[one.id]
    return form
