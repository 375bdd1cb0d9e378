"""The form in which a named official answers what the records cannot say of one nominee."""

from collections.abc import Sequence
from typing import Any

from app.commendations.models import Nominee
from app.commendations.rules import Question
from app.widgets import Form, RadiosField, TextField, YesField, required

YES_NO = (("yes", "Đạt"), ("no", "Không đạt"))
HOLD = (("yes", "Không"), ("no", "Có"))
NONE_OF = ("none", "Không đạt tiêu chuẩn nào")
OPEN = "Chưa xác nhận"
# Conditions of which one is enough are one question.
Asked = tuple[Question, ...]


def joined(questions: Sequence[Question]) -> list[Asked]:
    """Questions as they are put: alternatives of which one is enough come as one, where the first of them stands."""
    found: dict[object, list[Question]] = {}
    for question in questions:
        found.setdefault(question.group or question, []).append(question)
    return [tuple(one) for one in found.values()]


def attest_form(questions: Sequence[Question], nominee: Nominee) -> Any:
    """The questions about a nominee, each with its choices; one left at "Chưa xác nhận" stays open."""
    puts = joined(questions)
    fields: dict[str, Any] = {f"q{place}": _field(asked) for place, asked in enumerate(puts)}
    fields["note"] = TextField("Căn cứ xác nhận", [required()], most=300)
    fields["alike"] = YesField("Trả lời như vậy cho mọi trường hợp cùng loại trong hồ sơ")
    form = type("AttestForm", (Form,), fields)()
    if not form.is_submitted():
        known = {row.criterion: row.answer for row in nominee.attestations}
        for place, asked in enumerate(puts):
            form[f"q{place}"].data = _chosen(asked, known)
        form.note.data = nominee.attestations[-1].note if nominee.attestations else None
    return form


def _field(asked: Asked) -> RadiosField:
    if len(asked) > 1:
        choices = [(str(place), one.text) for place, one in enumerate(asked)]
        return RadiosField("Đạt theo tiêu chuẩn nào (chỉ cần một)", choices=[*choices, NONE_OF], blank=OPEN)
    (one,) = asked
    words = f"Có thuộc trường hợp {one.text[:1].lower()}{one.text[1:]} không?" if one.hold else one.text
    return RadiosField(words, choices=HOLD if one.hold else YES_NO, blank=OPEN)


def _chosen(asked: Asked, known: dict[str, bool]) -> str | None:
    answers = [known.get(one.code) for one in asked]
    if len(asked) == 1:
        return None if answers[0] is None else ("yes" if answers[0] else "no")
    if True in answers:
        return str(answers.index(True))
    return "none" if None not in answers else None


def answers_of(form: Any, questions: Sequence[Question], nominee: Nominee) -> dict[str, bool]:
    """What was answered, by code; what was left open is not in it.

    Of alternatives the chosen one is met; another one that was said to be met before no longer is.
    """
    known = {row.criterion: row.answer for row in nominee.attestations}
    found: dict[str, bool] = {}
    for place, asked in enumerate(joined(questions)):
        said = form[f"q{place}"].data
        if said is None:
            continue
        if len(asked) == 1:
            found[asked[0].code] = said == "yes"
        elif said == "none":
            found |= {one.code: False for one in asked}
        else:
            chosen = asked[int(said)].code
            found |= {one.code: False for one in asked if known.get(one.code) and one.code != chosen}
            found[chosen] = True
    return found
