"""Measures of the plan about many subjects at once: tasks done, initiatives applied and recognised."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app.db import db
from app.people.models import Collective, Household, Person
from app.plans.measures import records
from app.plans.measures.records import NO_PLACE, Counted, everything, start_of, within
from app.plans.models import Initiative, InitiativeUse, Task
from app.plans.rules import Figure, Many, Measure
from app.tenancy import scope_of

DONE = "done"
EXEMPLAR = "exemplar"  # somebody to learn from, not a thing they thought of


def of_many(measure: Measure, asked: Many, most: int) -> dict[int, Figure]:
    """What a measure says of each of these subjects; of the records behind it only the first so many.

    Args: most, how many records each figure carries along; one of nothing is there too, with 0 and no record.
    """
    return records.of_many(MEASURED[measure], asked, most)


# ---- tasks


def _tasks_done(asked: Many) -> Select[Any]:
    subject, chosen = _tasks_of(asked)
    return chosen.add_columns(
        Task.id.label("record"),
        records.whole(1).label("people"),
        records.whole(1).label("turns"),
        Task.text.label("label"),
        Task.done_on.label("day"),
        NO_PLACE.label("beside"),
        Task.done_on.label("key"),
    ).where(
        Task.state == DONE,
        Task.owner_id.in_(sorted(scope_of(db.session()).reads)),
        *within(Task.done_on, asked, subject),
    )


def _tasks_of(asked: Many) -> tuple[Any, Select[Any]]:
    """Each subject with the tasks it was given: a person, a member of the family, a person of the hamlet, a unit.

    What the authority above does itself stands in the plan it handed down: its tasks are not the commune's.
    """
    if asked.kind == records.COMMUNE:
        return everything(), select(everything().label("subject")).select_from(Task)
    if asked.kind == "collective":
        chosen: Select[Any] = select(Collective.id.label("subject")).join(Task, Task.unit_id == Collective.unit_id)
        return Collective.id, chosen.where(Collective.id.in_(asked.ids))
    columns: dict[str, Any] = {"person": Person.id, "household": Person.household_id, "hamlet": Person.hamlet_id}
    column = columns[asked.kind]
    chosen = select(column.label("subject")).select_from(Task).join(Person, Person.id == Task.person_id)
    return column, chosen.where(column.in_(asked.ids))


# ---- initiatives


def _applied(asked: Many) -> Select[Any]:
    subject, chosen = _initiatives_of(asked, by_use=True)
    since = func.coalesce(InitiativeUse.since, Initiative.since)
    used = and_(
        InitiativeUse.id.is_not(None),
        or_(InitiativeUse.until.is_(None), InitiativeUse.until > start_of(asked, subject)),
    )
    other = aliased(InitiativeUse)
    nowhere_told = ~select(other.id).where(other.initiative_id == Initiative.id).exists()
    places = func.count(InitiativeUse.id)
    first = func.min(since)
    return (
        chosen.add_columns(
            Initiative.id.label("record"),
            records.whole(1).label("people"),
            case((places > 0, places), else_=1).label("turns"),
            Initiative.title.label("label"),
            first.label("day"),
            NO_PLACE.label("beside"),
            first.label("key"),
        )
        .where(_thought_of(), since < asked.period.end, or_(used, nowhere_told))
        .group_by(subject, Initiative.id, Initiative.title)
    )


def _recognised(asked: Many) -> Select[Any]:
    subject, chosen = _initiatives_of(asked, by_use=False)
    return chosen.add_columns(
        Initiative.id.label("record"),
        records.whole(1).label("people"),
        records.whole(1).label("turns"),
        Initiative.title.label("label"),
        Initiative.recognised_on.label("day"),
        Initiative.recognised_by.label("beside"),
        Initiative.recognised_on.label("key"),
    ).where(_thought_of(), *within(Initiative.recognised_on, asked, subject))


def _thought_of() -> ColumnElement[bool]:
    return Initiative.kind != EXEMPLAR


def _initiatives_of(asked: Many, by_use: bool) -> tuple[Any, Select[Any]]:
    """Each subject with its initiatives: who thought of it; of a hamlet those applied there, or of its people.

    Args: by_use, whether the uses are read along, and a hamlet has what is applied in it.
    """
    if asked.kind == records.COMMUNE:
        subject: Any = everything()
    elif asked.kind == "hamlet":
        of_people = func.coalesce(Person.hamlet_id, Household.hamlet_id, Collective.hamlet_id)
        subject = InitiativeUse.hamlet_id if by_use else of_people
    else:
        columns: dict[str, Any] = {
            "person": Initiative.person_id,
            "household": Initiative.household_id,
            "collective": Initiative.collective_id,
        }
        subject = columns[asked.kind]
    chosen: Select[Any] = select(subject.label("subject")).select_from(Initiative)
    if by_use:
        chosen = chosen.outerjoin(InitiativeUse, InitiativeUse.initiative_id == Initiative.id)
    elif asked.kind == "hamlet":
        chosen = chosen.outerjoin(Person, Person.id == Initiative.person_id)
        chosen = chosen.outerjoin(Household, Household.id == Initiative.household_id)
        chosen = chosen.outerjoin(Collective, Collective.id == Initiative.collective_id)
    return subject, chosen if asked.kind == records.COMMUNE else chosen.where(subject.in_(asked.ids))


MEASURED: Mapping[Measure, Counted] = {
    Measure.TASKS_DONE: Counted("nhiệm vụ", "nhiệm vụ", "plans.open_task", "task_id", _tasks_done),
    Measure.INITIATIVES_APPLIED: Counted("sáng kiến", "nơi áp dụng", "plans.initiative", "initiative_id", _applied),
    Measure.INITIATIVES_RECOGNISED: Counted("sáng kiến", "sáng kiến", "plans.initiative", "initiative_id", _recognised),
}
