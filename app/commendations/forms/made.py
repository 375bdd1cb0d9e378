"""Forms made from what they ask: attested questions, the fields of a report, the vote of a council."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.commendations import queries
from app.commendations.models import CouncilMember, Meeting, Nominee
from app.commendations.rules import RECEIVED, PresenceKind, Question, contributions, received
from app.law import FieldKind
from app.law.catalogue import FormField
from app.widgets import ChoiceField, CountField, DayField, Form, ProseField, RadiosField, TextField, YesField, required

PRESENCES = (
    (PresenceKind.PRESENT, "Có mặt"),
    (PresenceKind.WRITTEN, "Vắng, gửi ý kiến"),
    (PresenceKind.ABSENT, "Vắng"),
)
SIDES = (("a", "đồng ý"), ("d", "không đồng ý"), ("i", "không hợp lệ"))
YES_NO = (("yes", "Đạt"), ("no", "Không đạt"))
HOLD = (("yes", "Không"), ("no", "Có"))


def attest_form(questions: Sequence[Question], nominee: Nominee) -> Any:
    """The questions a named official answers about a nominee; an unanswered one stays open."""
    fields: dict[str, Any] = {}
    for place, question in enumerate(questions):
        choices = HOLD if question.hold else YES_NO
        fields[f"q{place}"] = RadiosField(question.text, choices=choices, blank="Chưa xác nhận")
    fields["note"] = TextField("Căn cứ xác nhận", [required()], most=300)
    fields["alike"] = YesField("Trả lời như vậy cho mọi trường hợp cùng loại trong hồ sơ")
    form = type("AttestForm", (Form,), fields)()
    if not form.is_submitted():
        known = {row.criterion: row for row in nominee.attestations}
        for place, question in enumerate(questions):
            row = known.get(question.code)
            form[f"q{place}"].data = None if row is None else ("yes" if row.answer else "no")
        form.note.data = nominee.attestations[-1].note if nominee.attestations else None
    return form


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


def vote_form(meeting: Meeting, members: Sequence[CouncilMember], nominees: Sequence[Nominee]) -> Any:
    """Who came, and the count on each nominee, in the shape of the minutes."""
    fields: dict[str, Any] = {}
    for member in members:
        fields[f"p{member.id}"] = ChoiceField(f"{member.full_name}: dự họp", choices=PRESENCES, blank="– Chọn –")
        fields[f"r{member.id}"] = TextField(f"{member.full_name}: lý do vắng", most=200)
    for nominee in nominees:
        name = queries.subject_label(nominee)  # a household and its head would else have one name
        for letter, side in SIDES:
            fields[f"{letter}{nominee.id}"] = CountField(f"{name}: {side}", [required("Chưa nhập số phiếu.")])
    fields["discussion"] = ProseField("Ý kiến thảo luận", most=4000)
    form = type("VoteForm", (Form,), fields)()
    if not form.is_submitted():
        _show_votes(form, meeting, nominees)
    return form


def mark_present(form: Any, members: Sequence[CouncilMember]) -> None:
    """Say of every member nobody said anything of yet that they came; who was marked absent stays so."""
    for member in members:
        field = form[f"p{member.id}"]
        field.data = field.data or PresenceKind.PRESENT


def _show_votes(form: Any, meeting: Meeting, nominees: Sequence[Nominee]) -> None:
    for presence in meeting.presences:
        form[f"p{presence.member_id}"].data = presence.kind
        form[f"r{presence.member_id}"].data = presence.reason
    tallies = {tally.nominee_id: tally for tally in meeting.tallies}
    for nominee in nominees:
        tally = tallies.get(nominee.id)
        form[f"a{nominee.id}"].data = tally.agree if tally else None
        form[f"d{nominee.id}"].data = tally.disagree if tally else None
        form[f"i{nominee.id}"].data = tally.invalid if tally else 0
    form.discussion.data = meeting.discussion
