"""Builders of the kế hoạch and of the kế hoạch that amends it, and how their approved facts get number and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app import law
from app.papers.documents import (
    Head,
    Recipients,
    SignatureBlock,
    issued_at,
    number_text,
    plain_date,
)
from app.places.queries import Signing
from app.places.rules import AuthorityName
from app.plans.documents.chapters import chapters, live_tasks
from app.plans.documents.facts import (
    ChangeLine,
    PlanAmendment,
    PlanPaper,
    TargetGroup,
    TargetLine,
    TaskGroup,
    TaskLine,
)
from app.plans.documents.wording import (
    SYMBOL,
    about,
    cited,
    movement_named,
    signed_on,
    target_series,
    target_time,
    target_values,
    task_owner,
    task_time,
)
from app.plans.models import Plan, PlanChange, Target, Task
from app.plans.rules.comparing import merged

PLAN, AMENDMENT = "plan", "plan_amendment"
Paper = TypeVar("Paper", PlanPaper, PlanAmendment)
Row = TypeVar("Row", Target, Task)


@dataclass(frozen=True)
class Issuing:
    """What stands on a plan's paper besides its words: day, number (None leaves room for it), signer, recipients."""

    day: date
    signing: Signing | None
    recipients: Sequence[str]
    number: str | None = None


def plan_paper(plan: Plan, issuing: Issuing) -> PlanPaper:
    """The kế hoạch as it stands in the books, as it is shown, read over, approved and sealed."""
    name = signed_on(plan, issuing.day)
    targets, tasks = _target_groups(plan), _task_groups(plan)
    return PlanPaper(
        form_number=law.form_of(PLAN, law.law_date(issuing.day)).label or None,
        head=_head(name, issuing),
        about=about(plan.title),
        legal_basis=tuple(row.text.rstrip(" .;") for row in plan.legal_bases),
        opening=f"{name.full} ban hành Kế hoạch thực hiện {movement_named(plan)}, cụ thể như sau:",
        chapters=chapters(plan),
        targets=targets,
        tasks=tasks,
        attached_to=attached(issuing.number, issuing.day, name) if targets or tasks else None,
        recipients=Recipients(lines=tuple(issuing.recipients)),
        signature=_signature(issuing.signing),
    )


def amendment(plan: Plan, changes: Iterable[PlanChange], issuing: Issuing) -> PlanAmendment:
    """The kế hoạch that amends an issued one, from the changes that wait for it.

    A thing changed several times stands once, as it was and as it is now; what was changed back does not stand.
    """
    name, amended = signed_on(plan, issuing.day), cited(plan)
    bases = [row.text.rstrip(" .;") for row in plan.legal_bases]
    return PlanAmendment(
        form_number=law.form_of(AMENDMENT, law.law_date(issuing.day)).label or None,
        head=_head(name, issuing),
        about=f"Sửa đổi, bổ sung {amended}",
        legal_basis=(*bases, f"Căn cứ {amended}"),
        opening=f"{name.full} sửa đổi, bổ sung {amended} như sau:",
        amended=amended,
        rows=tuple(
            ChangeLine(
                number=place,
                name=one.name,
                before=one.before or None,
                after=one.after or None,
                reason=one.reason,
            )
            for place, one in enumerate(merged(changes), start=1)
        ),
        executors="Các đơn vị, tổ chức, cá nhân có liên quan",
        attached_to=attached(issuing.number, issuing.day, name),
        recipients=Recipients(lines=tuple(issuing.recipients)),
        signature=_signature(issuing.signing),
    )


def numbered(facts: Paper, plan: Plan, issuing: Issuing) -> Paper:
    """Approved facts with the number, the day and the signer's block of the day they are issued; nothing else moves."""
    name = signed_on(plan, issuing.day)
    kind = PLAN if isinstance(facts, PlanPaper) else AMENDMENT
    if facts.attached_to:
        facts = replace(facts, attached_to=attached(issuing.number, issuing.day, name))
    return replace(
        facts,
        form_number=law.form_of(kind, law.law_date(issuing.day)).label or None,
        head=_head(name, issuing),
        signature=_signature(issuing.signing),
    )


def attached(number: str | None, day: date, name: AuthorityName) -> str:
    """To what an appendix belongs, without brackets."""
    shown = number or number_text(None, *SYMBOL.split("-", 1)).removeprefix("Số: ")
    return f"Kèm theo Kế hoạch số {shown} {plain_date(day)} của {name.full}"


def _head(name: AuthorityName, issuing: Issuing) -> Head:
    number = issuing.number
    return Head(
        issuer_lines=("ỦY BAN NHÂN DÂN", name.place.upper()),
        number_text=f"Số: {number}" if number else number_text(None, *SYMBOL.split("-", 1)),
        place_date=issued_at(name.name, name.place, issuing.day),
    )


def _signature(signing: Signing | None) -> SignatureBlock:
    """The block of who signs; empty, and so told as missing, where the book of signers has nobody."""
    if signing is None:
        return SignatureBlock(lines=())
    return SignatureBlock(lines=tuple(signing.lines), name=signing.name)


def _target_groups(plan: Plan) -> tuple[TargetGroup, ...]:
    counted = {id(rows[0]): place for place, rows in enumerate(target_series(plan.targets), start=1)}
    return tuple(
        TargetGroup(
            heading=heading,
            rows=tuple(_target_line(series, counted[id(series[0])]) for series in target_series(rows)),
        )
        for heading, rows in _grouped(plan, plan.targets)
    )


def _target_line(series: Sequence[Target], place: int) -> TargetLine:
    """One line for a target with all its years, as a list with a column for each year has it."""
    row = series[0]
    return TargetLine(
        number=row.number or str(place),
        label=row.label,
        value=target_values(series) or None,
        when=target_time(series),
        owner=row.owner_name,
        product=row.product,
        key=f"target-{row.id}",
    )


def _task_groups(plan: Plan) -> tuple[TaskGroup, ...]:
    tasks = live_tasks(plan)
    counted = {id(row): place for place, row in enumerate(tasks, start=1)}
    return tuple(
        TaskGroup(heading=heading, rows=tuple(_task_line(row, counted[id(row)]) for row in rows))
        for heading, rows in _grouped(plan, tasks)
    )


def _task_line(row: Task, place: int) -> TaskLine:
    return TaskLine(
        number=row.number or str(place),
        text=row.text,
        owner=task_owner(row),
        helpers=row.helpers,
        product=row.product,
        when=task_time(row),
        key=f"task-{row.id}",
    )


def _grouped(plan: Plan, rows: Sequence[Row]) -> list[tuple[str | None, list[Row]]]:
    """The rows under the contents of the plan in their order, first those that stand under none."""
    headings: dict[int | None, str] = {content.id: content.text for content in plan.contents}
    found: dict[int | None, list[Row]] = {None: [], **{key: [] for key in headings}}
    for row in rows:
        found[row.content_id if row.content_id in headings else None].append(row)
    return [(headings.get(key), own) for key, own in found.items() if own]
