"""Forms of tasks: one task, how it goes, why it ends, order and numbers, who takes them over."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import SearchField
from wtforms.validators import ValidationError

from app import htmx, text
from app.people import queries as people
from app.places.models import Unit
from app.plans.models import Plan, Task
from app.plans.queries import tasks as queries
from app.plans.queries.tasks import Wanted
from app.plans.rules.tasks import TaskOrder
from app.widgets import (
    ChoiceField,
    CountField,
    DayField,
    Form,
    Part,
    PickField,
    ProseField,
    RadiosField,
    TextField,
    between,
    required,
)

SAME = ("content_id", "target_id", "unit_id", "starts_on", "due_on")
WORDS = ("number", "text", "helpers", "product", "schedule")


class TaskForm(Form):
    """A task: what, who, until when, what it yields."""

    number = TextField("Số", most=20)
    text = TextField("Nhiệm vụ", [required()], most=1_000)
    content_id = ChoiceField("Thuộc nội dung, nhóm nhiệm vụ", blank="Không thuộc nhóm nào", coerce=int)
    target_id = ChoiceField("Phục vụ chỉ tiêu", blank="Không gắn chỉ tiêu", coerce=int)
    unit_id = ChoiceField("Đơn vị chủ trì", blank="Không chọn đơn vị", coerce=int)
    person = PickField("Người phụ trách", lookup=people.person_lookup, label_of=people.label_of)
    owner_name = TextField("Cơ quan, người phụ trách không có trong sổ", most=200)
    helpers = TextField("Phối hợp", most=300)
    product = TextField("Sản phẩm, kết quả", most=500)
    starts_on = DayField("Bắt đầu từ ngày")
    due_on = DayField("Hoàn thành đến hết ngày")
    schedule = TextField("Thời gian ghi bằng lời, lộ trình", most=500)
    reason = TextField("Lý do thay đổi", most=500)

    def offer(self, plan: Plan, units: Sequence[Unit], task: Task | None = None) -> "TaskForm":
        """Let groups, targets and units of the day be chosen, and the unit that has the task already."""
        self.content_id.choices = [(row.id, row.text) for row in queries.contents_of(plan)]
        self.target_id.choices = [(row.id, f"{row.label} ({row.year})") for row in queries.targets_of(plan)]
        known = [(unit.id, unit.name) for unit in units]
        if task and task.unit_id and task.unit_id not in dict(known):
            known.insert(0, (task.unit_id, f"{task.owner_name} (đã giải thể)"))
        self.unit_id.choices = known
        return self

    def values(self) -> dict[str, Any]:
        """What TaskFields takes."""
        typed = self.data
        words = {name: typed[name] or "" for name in (*WORDS, "owner_name")}
        return words | {name: typed[name] for name in SAME} | {"person_id": typed["person"]}


def task_values(task: Task) -> dict[str, Any]:
    """What the form of a task begins with; the name kept of a unit or person is not typed twice."""
    free = None if task.unit_id or task.person_id else task.owner_name
    typed = {name: getattr(task, name) for name in SAME} | {name: getattr(task, name) or "" for name in WORDS}
    return typed | {"person": task.person_id, "owner_name": free or ""}


STANDS = (("doing", "Đang làm"), ("done", "Đã hoàn thành"))


class StepForm(Form):
    """How a task stands on a day."""

    day = DayField("Ngày", [required()])
    stands = RadiosField("Nhiệm vụ", [required()], choices=STANDS)
    progress = CountField("Tiến độ, %", [between(most=100)])
    words = ProseField("Kết quả đã làm được", [required()], most=4_000)
    paper_code = TextField("Mã của văn bản chứng minh (nếu lập trong phần mềm)", most=40)
    reason = TextField("Lý do ghi vào kỳ đã chốt số liệu", most=500)

    def validate_progress(self, field: Any) -> None:
        """Who says that a task goes on says how far it is."""
        if self.stands.data == "doing" and field.data is None and not field.errors:
            raise ValidationError("Ghi tiến độ từ 0 đến 99 %.")


class EndForm(Form):
    """Why a task is given up or taken up again."""

    reason = TextField("Lý do", [required()], most=500)


class TaskOrderForm(Form):
    """Order and numbers of all tasks of a plan, one box each; made by task_order_form()."""

    reason = TextField("Lý do thay đổi", most=500)
    tasks: Sequence[Task] = ()

    def rows(self) -> list[tuple[Task, Any, Any]]:
        """Each task with the box of its place and that of its number."""
        return [(task, self[f"place_{task.id}"], self[f"number_{task.id}"]) for task in self.tasks]

    def ordered(self) -> list[tuple[Task, str]]:
        """The tasks as the places say; those of one place stay as they stood."""
        rows = [(place.data, at, task, number.data or "") for at, (task, place, number) in enumerate(self.rows())]
        return [(task, number) for _place, _at, task, number in sorted(rows, key=lambda row: row[:2])]


def task_order_form(tasks: Sequence[Task], **kwargs: Any) -> TaskOrderForm:
    """The form with a place and a number for each task."""
    boxes: dict[str, Any] = {"tasks": tasks}
    for place, task in enumerate(tasks, start=1):
        name = task.text if len(task.text) < 60 else f"{task.text[:60]} …"
        boxes[f"place_{task.id}"] = CountField(f"Thứ tự của “{name}”", [required()], default=place)
        boxes[f"number_{task.id}"] = TextField(f"Số của “{name}”", most=20, default=task.number or "")
    made: TaskOrderForm = type("TaskOrderTable", (TaskOrderForm,), boxes)(**kwargs)
    return made


class TaskOwnersForm(Form):
    """Which unit takes over each task; made by task_owners_form()."""

    reason = TextField("Lý do giao lại", most=500)
    tasks: Sequence[Task] = ()

    def rows(self) -> list[tuple[Task, Any]]:
        """Each task with the box of its unit."""
        return [(task, self[f"unit_{task.id}"]) for task in self.tasks]

    def chosen(self) -> list[tuple[Task, int]]:
        """The tasks for which another unit was chosen."""
        return [(task, box.data) for task, box in self.rows() if box.data and box.data != task.unit_id]


def task_owners_form(tasks: Sequence[Task], units: Sequence[Unit], **kwargs: Any) -> TaskOwnersForm:
    """The form with a choice of units for each task; empty leaves its owner."""
    known = [(unit.id, unit.name) for unit in units]
    boxes: dict[str, Any] = {"tasks": tasks}
    for task in tasks:
        name = task.text if len(task.text) < 60 else f"{task.text[:60]} …"
        boxes[f"unit_{task.id}"] = ChoiceField(f"Đơn vị nhận “{name}”", blank="Giữ nguyên", choices=known, coerce=int)
    made: TaskOwnersForm = type("TaskOwnersTable", (TaskOwnersForm,), boxes)(**kwargs)
    return made


class TasksFilter(Part):
    """The row of filters above the list of tasks; it stands in the address."""

    q = SearchField("Nhiệm vụ, nơi phụ trách, sản phẩm")
    plan = ChoiceField("Kế hoạch", blank="Mọi kế hoạch", coerce=int)
    unit = ChoiceField("Đơn vị chủ trì", blank="Mọi đơn vị", coerce=int)
    state = ChoiceField("Tình trạng", blank="Tất cả")
    sort = ChoiceField("Sắp xếp")
    first = DayField("Hạn từ ngày", name="from")
    last = DayField("Hạn đến ngày", name="to")
    mine = ChoiceField("Của ai", choices=[("1", "Đơn vị tôi")], blank="Mọi đơn vị, người")

    @classmethod
    def of(cls, args: Any, plans: Iterable[Plan], units: Iterable[Unit]) -> "TasksFilter":
        """The filter in the address; what cannot be understood shows everything."""
        form = cls(args)
        form.plan.choices = [(plan.id, plan.reference_number or plan.title) for plan in plans]
        form.unit.choices = [(unit.id, unit.name) for unit in units]
        form.state.choices = list(htmx.words("TASK_FILTERS").items())
        form.sort.choices = list(htmx.words("TASK_ORDERS").items())
        if not form.sort.data:
            form.sort.data = TaskOrder.DUE.value
        form.validate()
        return form

    def value(self, name: str) -> Any:
        """What a field asks for; nothing where it could not be understood."""
        field = self[name]
        return None if field.errors else field.data or None

    @property
    def order(self) -> TaskOrder:
        """By what the list goes."""
        return TaskOrder(self.value("sort") or TaskOrder.DUE)

    def wanted(self, unit_ids: Iterable[int]) -> Wanted:
        """Which tasks are asked for. Args: unit_ids, the units of whoever asks."""
        return Wanted(
            words=self.value("q") or "",
            plan_id=self.value("plan"),
            unit_id=self.value("unit"),
            unit_ids=frozenset(unit_ids) if self.value("mine") else None,
            state=self.value("state") or "",
            first=self.value("first"),
            last=self.value("last"),
        )

    @property
    def asked(self) -> dict[str, Any]:
        """What the address asks for and this page understood, to be carried along."""
        found = {field.name: field.data for field in self if field.data not in (None, "") and not field.errors}
        return {name: text.day_text(data) if hasattr(data, "year") else data for name, data in found.items()}

    @property
    def narrowed(self) -> bool:
        """Whether the list shows less than all."""
        return bool(self.asked.keys() - {"sort"})

    @property
    def said(self) -> list[tuple[str, str]]:
        """What the list was narrowed to, in words, for paper."""
        return [(field.label.text, words) for field in self if (words := self._words_of(field))]

    def _words_of(self, field: Any) -> str:
        if field.errors or field.data in (None, "") or field.name == "sort":
            return ""
        if isinstance(field, ChoiceField):
            return next((str(one.label) for one in field.iter_choices() if one.selected), "")
        return text.day_text(field.data) if hasattr(field.data, "year") else str(field.data)
