"""The words that the papers of a plan share: how it is cited, who answers, until when, who receives it."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.papers.documents import paragraphs, plain_date, short_date
from app.places import queries as places
from app.places.rules import AuthorityName
from app.plans.models import Plan, PlanSection, Target, Task
from app.plans.rules.targets import value_text
from app.plans.rules.tasks_pasted import read_time

SYMBOL = "KH-UBND"
YEAR_PARTS = {
    "year": "Năm",
    "H1": "6 tháng đầu năm",
    "H2": "6 tháng cuối năm",
    "Q1": "Quý I năm",
    "Q2": "Quý II năm",
    "Q3": "Quý III năm",
    "Q4": "Quý IV năm",
}
STANDING = "Thường xuyên"


def cited(plan: Plan) -> str:
    """The plan inside a sentence: "Kế hoạch số 45/KH-UBND ngày … của Ủy ban nhân dân xã Vạn An"."""
    try:
        issuer = f" của {places.authority_name(plan.owner_id, plan.day).full}"
    except LookupError:
        # A plan from before the directory begins: who issued it under which name is not known here.
        issuer = ""
    return f"Kế hoạch số {plan.reference_number} {plain_date(plan.day)}{issuer}"


def about(title: str) -> str:
    """What stands under KẾ HOẠCH: the title without the kind of paper, which stands above it already."""
    rest = title.strip()
    for kind in ("Kế hoạch ", "KẾ HOẠCH "):
        rest = rest.removeprefix(kind)
    rest = rest.strip()
    return f"{rest[:1].upper()}{rest[1:]}"


def movement_named(plan: Plan) -> str:
    """The movement inside a sentence: phong trào "Bình dân học vụ số"."""
    name = plan.movement
    return f"{name[0].lower()}{name[1:]}" if name.lower().startswith("phong trào") else f"phong trào {name}"


def target_series(targets: Iterable[Target]) -> list[list[Target]]:
    """The targets as a list counts them: one asked for in several years is one target with several values."""
    found: dict[tuple[object, ...], list[Target]] = {}
    for row in targets:
        same = (row.content_id, row.number, row.group, row.label, row.owner_name, row.product, row.schedule, row.due_on)
        found.setdefault(same, []).append(row)
    return list(found.values())


def target_values(series: Sequence[Target]) -> str:
    """What a target asks for: "≥ 80 %", a line with its time for each where there are several."""
    said = [(row, value_text(row.comparator, row.value, row.value_words, row.measure_unit)) for row in series]
    if len(series) == 1:
        return said[0][1]
    return "\n".join(f"{_time_named(row)}: {words}" for row, words in said if words)


def target_time(series: Sequence[Target]) -> str:
    """For when a target is set, with its schedule or its day where they are known."""
    row = series[0]
    when = _time_named(row) if len(series) == 1 else _years_named(sorted({one.year for one in series}))
    due = f"trước ngày {short_date(row.due_on)}" if row.due_on else ""
    return "; ".join(part for part in (when, row.schedule or "", due) if part)


def _time_named(row: Target) -> str:
    return f"{YEAR_PARTS.get(row.part or 'year', 'Năm')} {row.year}"


def _years_named(years: Sequence[int]) -> str:
    return f"{'Năm' if len(years) == 1 else 'Các năm'} {', '.join(map(str, years))}"


def task_time(task: Task) -> str:
    """When a task is done: its days, its schedule in words, or at all times; words that say the days are said alone."""
    if task.schedule and (task.starts_on or task.due_on) and _says_days(task):
        return f"{task.schedule[:1].upper()}{task.schedule[1:]}"
    if task.starts_on and task.due_on:
        days = f"Từ {short_date(task.starts_on)} đến {short_date(task.due_on)}"
    elif task.due_on:
        days = f"Xong trước {short_date(task.due_on)}"
    else:
        days = f"Từ {short_date(task.starts_on)}" if task.starts_on else ""
    said = "; ".join(part for part in (days, task.schedule or "") if part)
    return said or STANDING


def _says_days(task: Task) -> bool:
    starts, due, _words = read_time(task.schedule or "")
    return (starts, due) == (task.starts_on, task.due_on)


def task_owner(task: Task) -> str | None:
    """Who does a task, as it is called in the books today, or as it was written down."""
    if task.unit is not None:
        return task.unit.name
    if task.person is not None:
        return task.person.name
    return task.owner_name


def section_lines(section: PlanSection) -> tuple[str, ...]:
    """The paragraphs of a part, each with the end mark that a sentence has."""
    return tuple(ended(line) for line in paragraphs(section.text))


def ended(line: str) -> str:
    """A line with a mark at its end; one that has a mark of its own keeps it."""
    return line if line.endswith((".", ":", ";", "!", "?", "…")) else f"{line}."


def usual_recipients(name: AuthorityName) -> list[str]:
    """To whom a plan usually goes; an official corrects the list when approving it.

    Args: name, the authority on the day of the plan; without a province it is one itself.
    """
    if not name.province:
        return [
            "Thường trực Tỉnh ủy, Hội đồng nhân dân tỉnh (để báo cáo)",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",
            "Các sở, ban, ngành",
            "Ủy ban nhân dân các xã, phường",
            "Lưu: VT",
        ]
    return [
        f"Ủy ban nhân dân {name.province} (để báo cáo)",
        f"Thường trực Đảng ủy, Hội đồng nhân dân {name.place}",
        f"Ủy ban Mặt trận Tổ quốc Việt Nam {name.place} và các tổ chức chính trị - xã hội",
        f"Các đơn vị thuộc {name.full}",
        "Các thôn, tổ dân phố",
        "Lưu: VT",
    ]


def signed_on(plan: Plan, day: date) -> AuthorityName:
    """The authority as it is written on the day of its paper."""
    return places.authority_name(plan.owner_id, day)
