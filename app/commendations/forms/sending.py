"""Forms of what goes between who proposes and who decides: notes, explanations, refusals, the result."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.widgets import DayField, Form, ProseField, TextField, YesField, required


class ReasonForm(Form):
    """The reason for a step back: to reopen, to withdraw, to take an approval back."""

    reason = TextField("Lý do", [required()], most=300)


class SubmitForm(Form):
    """What the commune says as it sends a dossier again."""

    note = ProseField("Đã sửa, bổ sung những gì", most=2000)


class RejectForm(Form):
    """A refusal: by which provision, and why."""

    article = TextField("Căn cứ (điều, khoản, văn bản)", [required()], most=300)
    reason = ProseField("Lý do từ chối", [required()], most=2000)


def note_name(kind: str, of: int) -> str:
    """How the field of the note on a paper is called: "note-proposal-0"."""
    return f"note-{kind}-{of}"


def note_fields(papers: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    """A note for each paper, by the name of its field; papers are titles by kind and nominee."""
    return {note_name(*component): ProseField(title, most=2000) for component, title in papers.items()}


def notes_form(papers: Mapping[tuple[str, int], str]) -> Any:
    """What the reviewer says of these papers, all at once; an empty note says nothing."""
    return type("NotesForm", (Form,), note_fields(papers))()


def typed_notes(form: Any, papers: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What was typed on each of these papers."""
    return {component: form[note_name(*component)].data or "" for component in papers}


def explain_form(opinions: Iterable[Any], **options: Any) -> Any:
    """An explanation for each note that waits for an answer, with what was said so far."""
    fields = {
        f"said-{one.id}": ProseField("Giải trình (khi không sửa giấy)", most=2000, default=one.explanation)
        for one in opinions
    }
    return type("ExplainForm", (Form,), fields)(**options)


def result_form(nominees: Iterable[tuple[int, str]]) -> Any:
    """The decision of a higher authority, and of each nominee whether it is named there, else why not."""
    fields: dict[str, Any] = {
        "reference_number": TextField("Số quyết định", [required()], most=60),
        "day": DayField("Ngày quyết định", [required()]),
        "issuer_name": TextField("Người, cơ quan ra quyết định (tên ngày đó)", [required()]),
    }
    for nominee_id, name in nominees:
        fields[f"given-{nominee_id}"] = YesField(f"{name}: được khen", default=True)
        fields[f"why-{nominee_id}"] = TextField(f"{name}: lý do không được khen", most=300)
    return type("ResultForm", (Form,), fields)()


def not_awarded(form: Any, nominee_ids: Iterable[int]) -> dict[int, str]:
    """The reason for each nominee that was not ticked, by id."""
    return {one: form[f"why-{one}"].data or "" for one in nominee_ids if not form[f"given-{one}"].data}
