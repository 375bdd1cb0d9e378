"""Forms of suggestions: one by three letters of a name, a whole list, gathering, declining."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField
from wtforms.validators import ValidationError

from app import clock, sheets
from app.commendations import queries
from app.commendations.forms.typed import merit_must_fit
from app.commendations.models import Suggestion
from app.commendations.rules import LONGEST_MERIT, SUGGESTION_COLUMNS, typed_name
from app.people.forms import listed
from app.people.rules import ListLine, content_columns
from app.sheets import Grid, SheetFault
from app.widgets import (
    ChoiceField,
    DayField,
    Form,
    PasteField,
    PickField,
    RadiosField,
    TextField,
    YesField,
    between,
    required,
)

COLUMNS = [*SUGGESTION_COLUMNS]


class _Received(Form):
    """What was handed in on a day that has come."""

    received_on = DayField("Ngày nhận", [required()])

    def validate_received_on(self, field: Any) -> None:
        """Nothing is handed in tomorrow."""
        between(most=clock.today(), message="Ngày nhận không được sau hôm nay.")(self, field)


class SuggestionForm(_Received):
    """One case: whom, for which award, what for; a name the books do not know may be kept as it was typed."""

    subject = PickField("Tên cá nhân, chủ hộ hoặc tập thể", [required()])
    award = RadiosField("Hình thức đề nghị", [required()])
    merit = TextField("Tóm tắt thành tích", [required()], most=LONGEST_MERIT)
    keep_typed = YesField("Chưa có trong sổ: giữ nguyên tên đã gõ, bổ sung sau")

    def over(self, kinds: Sequence[str], awards: Sequence[tuple[str, str]]) -> "SuggestionForm":
        """Search these kinds of subject and offer these awards; the only one is chosen already."""
        self.subject.lookup = queries.subject_lookup(kinds)
        self.award.choices = list(awards)
        if len(awards) == 1 and not self.award.data:
            self.award.data = awards[0][0]
        return self

    def shows(self, row: Suggestion) -> "SuggestionForm":
        """Fill in what the suggestion says."""
        self.award.data, self.merit.data, self.received_on.data = row.award, row.merit, row.received_on
        key = queries.subject_key(row)
        self.subject.text = queries.name_of(row) if key else typed_name(row.typed)
        self.subject.data = key or None
        self.subject.chosen_label = queries.suggested_label(row)
        self.keep_typed.data = not key
        return self

    @property
    def typed_only(self) -> str:
        """The name to be kept as it was typed: the box is ticked and nobody of the books was meant."""
        nobody = not self.subject.data and not self.subject.candidates
        return self.subject.text if self.keep_typed.data and nobody else ""

    def only_the_name_fails(self) -> bool:
        """Whether nothing stands in the way but that the books know nobody of this name."""
        return [name for name, found in self.errors.items() if found] == ["subject"] and bool(self.typed_only)


def suggested(form: SuggestionForm) -> dict[str, Any]:
    """What suggest() takes of a form that was found valid."""
    key = form.subject.data or ""
    return {
        "award": form.award.data,
        "subject": queries.chosen_subjects([key])[key] if key else None,
        "merit": form.merit.data or "",
        "received_on": form.received_on.data,
        "typed": form.typed_only,
    }


class _ForAll(_Received):
    """What holds for a whole list, on the page of the list and again beside its preview."""

    award = ChoiceField("Hình thức đề nghị", [required()], blank="– Chọn –")
    merit = TextField("Thành tích chung", most=LONGEST_MERIT)

    def over(self, awards: Sequence[tuple[str, str]]) -> Any:
        """Offer these awards; the only one is chosen already."""
        self.award.choices = list(awards)
        if len(awards) == 1 and not self.award.data:
            self.award.data = awards[0][0]
        return self


class SuggestionListForm(_ForAll):
    """A list as it comes out of Excel, Zalo or a file."""

    text = PasteField("Dán danh sách vào đây")
    file = FileField("Hoặc chọn tệp Excel (.xlsx)")

    def lines(self, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
        """The lines of the list, and the headings of the columns that are not used. Raises SheetFault."""
        content = self.file.data.read() if self.file.data else b""
        grid = sheets.read_xlsx(content) if content else sheets.parse_paste(self.text.data or "")
        lines, unused = list_lines(grid, hamlets)
        if not lines:
            raise SheetFault("Chưa có dòng nào: hãy dán danh sách hoặc chọn tệp.")
        return lines, unused


class SuggestionPreviewForm(_ForAll):
    """What goes with a page of the preview: the whole list, packed, and what holds for all of it."""

    kept = HiddenField()

    def lines(self, typed: Mapping[str, str]) -> list[ListLine]:
        """The whole list, with what was mended and chosen on the page that was sent. Raises SheetFault."""
        return [
            listed.mended(COLUMNS, place, line, typed)
            for place, line in enumerate(listed.unpacked(self.kept.data or "", COLUMNS))
        ]


def packed_suggestions(lines: Sequence[ListLine]) -> str:
    """The whole list as the text of one field."""
    return listed.packed(lines, COLUMNS)


def list_lines(grid: Grid, hamlets: Mapping[int, str]) -> tuple[list[ListLine], list[str]]:
    """Read each row by what its columns seem to be; without headings: name, year, hamlet, and the rest is the merit."""
    columns = dict(SUGGESTION_COLUMNS)
    guesses = sheets.guess_columns(grid, columns)
    start = sheets.body_start(grid, columns)
    body = grid.rows[start:]
    held = [[row[at] for row in body] for at in range(grid.width)]
    guesses = [name if name in columns else None for name in content_columns(held, guesses, hamlets)]
    for name in ("name", "merit"):
        if name not in guesses and None in guesses:
            guesses[_widest(held, guesses) if name == "merit" else guesses.index(None)] = name
    if not start:
        guesses = _hamlet_before_merit(held, guesses)
    labels = grid.rows[start - 1] if start else [""] * grid.width
    unused = [labels[at] or f"cột {at + 1}" for at, name in enumerate(guesses) if name is None and any(held[at])]
    lines = [
        ListLine(number, {name: cell for name, cell in zip(guesses, row, strict=True) if name})
        for number, row in zip(grid.lines[start:], body, strict=True)
    ]
    return lines, unused


def _hamlet_before_merit(held: Sequence[Sequence[str]], guesses: Sequence[str | None]) -> list[str | None]:
    """In a message the place stands before the merit, whether our books know it or not."""
    found = list(guesses)
    before = found.index("merit") if "merit" in found else 0
    free = [at for at in range(before) if found[at] is None and any(held[at])]
    if free and "hamlet" not in found:
        found[free[0]] = "hamlet"
    return found


def _widest(held: Sequence[Sequence[str]], guesses: Sequence[str | None]) -> int:
    """The column without a name that holds most words: what people write about the merit is longer than all else."""
    free = [at for at, name in enumerate(guesses) if name is None]
    return max(free, key=lambda at: sum(map(len, held[at])))


class DeclineForm(Form):
    """Why suggestions are not taken over."""

    reason = TextField("Lý do không đưa vào hồ sơ", [required()], most=300)


class GatherForm(Form):
    """Into which dossier the ticked suggestions go."""

    dossier = RadiosField("Đưa vào", [required()])
    achievement = TextField("Thành tích ghi trên hồ sơ mới", most=400)

    def over(self, drafts: Sequence[tuple[int, str]]) -> "GatherForm":
        """Offer these drafts, and a new dossier; the newest draft is chosen already."""
        offered = [*((str(row_id), label) for row_id, label in drafts), ("new", "Hồ sơ mới")]
        self.dossier.choices = offered
        if not self.is_submitted():
            self.dossier.data = offered[0][0]
        return self


def received_today(form: Any, today: date) -> Any:
    """Fill in the day on which most lists are entered: today."""
    form.received_on.data = form.received_on.data or today
    return form


def check_achievement(form: GatherForm, award: str) -> None:
    """The words of a new dossier are there and have room on a giấy khen, when it is one."""
    if not form.achievement.data:
        form.refuse("Chưa nhập thành tích.", "achievement")
        return
    try:
        merit_must_fit(award, form.achievement.data)
    except ValidationError as fault:
        form.refuse(str(fault), "achievement")
