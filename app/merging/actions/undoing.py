"""A merge is taken back: its steps are walked in reverse, so that every row is again what and where it was."""

from typing import Any

from sqlalchemy import inspect, select

from app import audit, clock, tenancy
from app.db import db
from app.imports.actions.undoing import typed
from app.imports.queries import holding
from app.imports.queries.holding import plain
from app.merging import queries
from app.merging.actions import numbers
from app.merging.actions.merging import follow
from app.merging.models import Merge
from app.refusals import Refusal, refuse_if


def holds(merge: Merge) -> list[Refusal]:
    """What holds a merge: it is undone already, the record went on, or a row it moved was changed since."""
    if merge.undone_at is not None:
        return [Refusal("merge-undone-already")]
    if queries.record(merge.kind, merge.kept_id) is None:
        return [Refusal("merge-went-on")]
    changed: dict[str, int] = {}
    for (table, row_id), after in _left(merge).items():
        row = holding.rows_of(table, [row_id]).get(row_id)
        if row is None or any(plain(getattr(row, name)) != value for name, value in after.items()):
            changed[table] = changed.get(table, 0) + 1
    return [Refusal("merge-changed-since", detail=f"{table}:{count}") for table, count in sorted(changed.items())]


def _left(merge: Merge) -> dict[tuple[str, int], dict[str, Any]]:
    """What the merge left behind: the last value of each column it set, of rows that it did not set aside later."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for step in merge.steps:
        place = (step["table"], step["id"])
        if step["do"] == "set":
            found[place] = {**found.get(place, {}), **step["after"]}
        else:
            found.pop(place, None)
    return found


def undo(merge: Merge) -> None:
    """Take a merge back: both records stand again with what led to each; the log says so.

    What was entered for the merged record since stays with the record that kept its number.
    Raises Refused with what holds it.
    """
    refuse_if(holds(merge))
    numbered: dict[tuple[str, int], int] = {}
    for step in reversed(merge.steps):
        if step["do"] == "set":
            _put_back(step, numbered)
        else:
            _stand_again(step, numbered)
    db.session.flush()
    for record_id in (merge.kept_id, merge.gone_id):
        follow(queries.record(merge.kind, record_id))
    db.session.flush()
    merge.undone_by, merge.undone_at = tenancy.actor_of(db.session()).name, clock.now()
    kept = queries.record(merge.kind, merge.kept_id)
    audit.record("merge-undone", kept, name=merge.kept_name, gone=merge.name)
    db.session.flush()
    db.session.expire_all()


def _put_back(step: dict[str, Any], numbered: dict[tuple[str, int], int]) -> None:
    row_id = numbered.get((step["table"], step["id"]), step["id"])
    row = holding.rows_of(step["table"], [row_id])[row_id]
    before = dict(step["before"])
    if step["table"] == "national_id" and "person_id" in before:
        before["sealed"] = numbers.sealed_for(row, before["person_id"])
    for name, value in _led(type(row), before, numbered).items():
        setattr(row, name, typed(row, name, value))
    db.session.flush()


def _stand_again(step: dict[str, Any], numbered: dict[tuple[str, int], int]) -> None:
    """A row that was set aside stands in its table again, under its own number unless that was given since."""
    table = holding.classes()[step["table"]]
    values = dict(step["row"])
    if step["table"] == "national_id" and not _number_of_twin(table, values):
        return
    if db.session.scalar(select(table.id).where(table.id == step["id"])) is not None:
        values.pop("id")
    row = table()
    for name, value in _led(table, values, numbered).items():
        setattr(row, name, typed(row, name, value))
    db.session.add(row)
    db.session.flush()
    if row.id != step["id"]:
        numbered[step["table"], step["id"]] = row.id


def _number_of_twin(table: Any, values: dict[str, Any]) -> bool:
    """Seal the number of the record that stayed for the one that stands again; not when it was removed since."""
    twin = db.session.scalar(
        select(table).where(table.shown == values["shown"], table.person_id > values["person_id"]).limit(1)
    )
    if twin is None:
        return False
    values["sealed"] = numbers.sealed_for(twin, values["person_id"])
    return True


def _led(table: Any, values: dict[str, Any], numbered: dict[tuple[str, int], int]) -> dict[str, Any]:
    """The values of a row with the numbers under which rows stand again."""
    if not numbered:
        return values
    found = dict(values)
    for constraint in table.__table__.foreign_key_constraints:
        for element in constraint.elements:
            name = inspect(table).get_property_by_column(element.parent).key
            target = (element.column.table.name, found.get(name))
            if target in numbered:
                found[name] = numbered[target]
    return found
