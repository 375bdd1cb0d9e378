"""Forms of what a plan says besides its lists: its parts in words, its phases, the closing of its figures."""

from collections.abc import Sequence
from typing import Any

from app.plans.models import Phase, PlanSection
from app.plans.rules.phases import PhaseValues
from app.widgets import ChoiceField, CountField, DayField, Form, ProseField, TextField, required

SPARE = 2
SECTION_BOXES = ("heading", "text")
PHASE_BOXES = ("name", "first_year", "last_year", "review", "review_year", "review_on")


class RowsForm(Form):
    """Rows of a plan, one after the other, and some empty ones; keys are ids of rows and "new0", "new1"."""

    keys: tuple[str, ...] = ()
    reason = TextField("Lý do thay đổi", most=500)

    def boxes(self, key: str, names: Sequence[str]) -> list[Any]:
        """The boxes of one row."""
        return [self[f"{name}_{key}"] for name in names]

    def filled(self, key: str, names: Sequence[str]) -> bool:
        """Whether anything was typed in a row."""
        return any(box.data not in (None, "") for box in self.boxes(key, names))


def row_id(key: str) -> int | None:
    """The id of the row a key stands for; None for an empty one."""
    return int(key) if key.isdecimal() else None


def _keys(rows: Sequence[PlanSection] | Sequence[Phase]) -> tuple[str, ...]:
    return (*(str(row.id) for row in rows), *(f"new{place}" for place in range(SPARE)))


def sections_form(rows: Sequence[PlanSection], **kwargs: Any) -> RowsForm:
    """The form of the parts of a plan, each with its heading and words."""
    fields: dict[str, Any] = {"keys": _keys(rows)}
    for row_key in fields["keys"]:
        fields[f"heading_{row_key}"] = TextField("Tên phần", most=200)
        fields[f"text_{row_key}"] = ProseField("Nội dung", most=20_000)
        fields[f"place_{row_key}"] = CountField("Thứ tự")
    for place, row in enumerate(rows, start=1):
        kwargs |= {f"heading_{row.id}": row.heading, f"text_{row.id}": row.text, f"place_{row.id}": place}
    made: RowsForm = type("SectionsForm", (RowsForm,), fields)(**kwargs)
    return made


def phases_form(rows: Sequence[Phase], reviews: dict[str, str], **kwargs: Any) -> RowsForm:
    """The form of the phases of a plan. Args: reviews, their words by code."""
    fields: dict[str, Any] = {"keys": _keys(rows)}
    for row_key in fields["keys"]:
        fields[f"name_{row_key}"] = TextField("Giai đoạn", most=100)
        fields[f"first_year_{row_key}"] = CountField("Từ năm")
        fields[f"last_year_{row_key}"] = CountField("Đến năm")
        fields[f"review_{row_key}"] = ChoiceField("Kết thúc bằng", blank="Không", choices=list(reviews.items()))
        fields[f"review_year_{row_key}"] = CountField("Năm sơ kết, tổng kết")
        fields[f"review_on_{row_key}"] = DayField("Ngày (khi đã biết)")
    for row in rows:
        kwargs |= {f"{name}_{row.id}": getattr(row, name) for name in PHASE_BOXES}
    made: RowsForm = type("PhasesForm", (RowsForm,), fields)(**kwargs)
    return made


def phase_of(form: RowsForm, key: str) -> PhaseValues:
    """A phase as it was typed."""
    return PhaseValues(*(box.data for box in form.boxes(key, PHASE_BOXES)))


class ClosingForm(Form):
    """Close the figures of a plan up to a day."""

    last_day = DayField("Chốt số liệu đến hết ngày", [required()])
    ground = TextField("Dùng cho báo cáo", [required("Chưa ghi số liệu chốt dùng cho báo cáo nào.")], most=300)


class ReopeningForm(Form):
    """Why closed figures are opened again."""

    because = TextField("Lý do mở lại", [required()], most=500)
