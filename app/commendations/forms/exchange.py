"""Forms made from a dossier: what is asked for to complete it, and which of its papers are handed over."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.commendations.forms.sending import note_fields
from app.places.queries import Signing
from app.widgets import ChoiceField, CountField, DayField, Form, HourField, TextField, required

EXTRA_LINES = 3
KEPT = "kept"


class _SupplementForm(Form):
    """What every phiếu yêu cầu bổ sung asks."""

    working_days = CountField("Thời hạn bổ sung (ngày làm việc)", [required("Chưa nhập thời hạn.")])
    return_to = TextField("Nơi nhận hồ sơ bổ sung", [required()])
    signer = ChoiceField("Người ký", blank="Người lập phiếu")
    day = DayField("Ngày ký phiếu", [required()])
    number = CountField("Số phiếu")


def supplement_form(
    targets: Iterable[tuple[str, str]], papers: Mapping[tuple[str, int], str], signings: Iterable[Signing]
) -> Any:
    """The phiếu of a dossier: of whom it asks, a note for each of these papers, lines of one's own.

    Args: targets, whom the commune may ask, empty for the province, which types its addressee; papers, titles by kind
    and nominee, on which the province writes.
    """
    fields: dict[str, Any] = {}
    offered = list(targets)
    if offered:
        fields["target"] = ChoiceField(
            "Gửi tới", [required("Chưa chọn nơi nhận phiếu.")], choices=offered, blank="– Chọn nơi nhận phiếu –"
        )
    else:
        fields["addressee"] = TextField("Kính gửi", [required()])
    fields |= note_fields(papers)
    for place in range(EXTRA_LINES):
        fields[f"lack{place}"] = TextField(f"Nội dung khác {place + 1}", most=400)
        fields[f"remedy{place}"] = TextField(f"Việc cần làm {place + 1}", most=400)
        fields[f"ground{place}"] = TextField(f"Căn cứ {place + 1}", most=200)
    form = type("SupplementForm", (_SupplementForm,), fields)()
    form.signer.choices = [(one.key, f"{one.name}, {one.post}") for one in signings]
    return form


def half_typed_lines(form: Any) -> None:
    """Refuse, at its field, a line of one's own that does not say what to do, or only says that."""
    for place in range(EXTRA_LINES):
        lack, remedy, ground = (form[f"{part}{place}"] for part in ("lack", "remedy", "ground"))
        if lack.data and not remedy.data:
            form.refuse("Ghi việc cần làm để bổ sung nội dung này.", remedy.name)
        if not lack.data and (remedy.data or ground.data):
            form.refuse("Ghi nội dung còn thiếu, hoặc xóa cả dòng.", lack.name)


def typed_lines(form: Any) -> list[tuple[str, str, str]]:
    """The lines of one's own that were filled in."""
    rows = [
        tuple(form[f"{part}{place}"].data or "" for part in ("lack", "remedy", "ground"))
        for place in range(EXTRA_LINES)
    ]
    return [(lack, remedy, ground) for lack, remedy, ground in rows if lack]


class _HandoverForm(Form):
    """Who hands over to whom, where and when."""

    giver_name = TextField("Bên giao: họ và tên", [required()], most=80)
    giver_post = TextField("Bên giao: chức vụ", [required()], most=120)
    giver_unit = TextField("Bên giao: cơ quan, đơn vị", [required()])
    receiver_name = TextField("Bên nhận: họ và tên", [required()], most=80)
    receiver_post = TextField("Bên nhận: chức vụ", [required()], most=120)
    receiver_unit = TextField("Bên nhận: cơ quan, đơn vị", [required()])
    day = DayField("Ngày bàn giao", [required()])
    starts = HourField("Bắt đầu", [required("Chưa nhập giờ bắt đầu.")])
    ends = HourField("Kết thúc", [required("Chưa nhập giờ kết thúc.")])
    place = TextField("Địa điểm", [required()])
    reason = TextField("Lý do bàn giao", most=300)
    condition = TextField("Tình trạng hồ sơ", most=400)
    number = CountField("Số biên bản")


def handover_form(items: Sequence[Any], copies: Sequence[tuple[str, str]]) -> Any:
    """The handover of a dossier: for each of its papers whether the original or a copy goes, and a note.

    Args: items with key, title and note; copies, the words for original and copy as they are printed.
    """
    fields: dict[str, Any] = {}
    for item in items:
        label = f"{item.title}: giao"
        fields[f"copy-{item.key}"] = ChoiceField(label, choices=[*copies, (KEPT, "không giao")], default=copies[0][0])
        fields[f"note-{item.key}"] = TextField(f"{item.title}: ghi chú", most=120, default=item.note)
    return type("HandoverForm", (_HandoverForm,), fields)()


def handed(form: Any, items: Sequence[Any]) -> dict[str, tuple[str, str]]:
    """What changes hands, by the key of the item: original or copy, and the note."""
    chosen = {item.key: (form[f"copy-{item.key}"].data, form[f"note-{item.key}"].data or "") for item in items}
    return {key: pair for key, pair in chosen.items() if pair[0] and pair[0] != KEPT}
