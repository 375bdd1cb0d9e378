"""Two records become one: what leads to the one that goes is moved, step by step, and every step is written down."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import UniqueConstraint, inspect, select
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock, tenancy
from app.db import db
from app.imports.actions.recording import columns_of
from app.imports.queries import holding
from app.imports.queries.holding import plain
from app.merging import queries
from app.merging.actions import numbers
from app.merging.models import Merge
from app.merging.rules import FIELDS, NEVER_FOLDED, SAME_BY, head_faults, merge_faults, rank
from app.refusals import Refusal, Refused, refuse_if


@dataclass
class Steps:
    """What is done to the books, in order, in the plain words of JSON."""

    done: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def set(self, row: Any, values: dict[str, Any]) -> None:
        """Change columns of a row and remember what they were."""
        told = [name for name in values if name != "sealed"]  # a number is sealed anew each time, and kept nowhere else
        before = {name: plain(getattr(row, name)) for name in told}
        for name, value in values.items():
            setattr(row, name, value)
        after = {name: plain(getattr(row, name)) for name in told}
        self.done.append({"do": "set", "table": row.__tablename__, "id": row.id, "before": before, "after": after})

    def remove(self, row: Any) -> None:
        """Set a row aside: it leaves the books and stays here whole."""
        db.session.flush()
        db.session.expire(row)
        kept = numbers.without_number(row, columns_of(row))
        self.done.append({"do": "remove", "table": row.__tablename__, "id": row.id, "row": kept})
        db.session.delete(row)
        db.session.flush()


def merge(kind: str, first: Any, second: Any, chosen: dict[str, str]) -> Merge:
    """Two records of one become one, with everything that leads to either; one line in the log.

    Args: chosen, "second" for each field of which the second record's value stays, otherwise the first's.
    The record entered last keeps its number, so that the number of the other can never be given again and taking the
    merge back finds it free. Raises Refused: the same record, another authority's, a household left without its head,
    two in one dossier, two different numbers of CCCD.
    """
    refuse_if(merge_faults(kind, first, second, queries.ours(first) and queries.ours(second)))
    wanted = _chosen(kind, first, second, chosen)
    if kind == "person":
        home = second if chosen.get("household") == "second" else first
        refuse_if(head_faults(first, second, home))
        if first.household_id == second.household_id:
            wanted["is_head"] = first.is_head or second.is_head
    kept, gone = (first, second) if first.id > second.id else (second, first)
    names, gone_id, steps = (queries.name_of(kept), queries.name_of(gone)), gone.id, Steps()
    if kind == "household":
        _one_head(steps, kept, gone)
    _fold(steps, kept, gone)
    steps.set(kept, wanted)
    follow(kept)
    db.session.flush()
    made = Merge(
        kind=kind, kept_id=kept.id, gone_id=gone_id, kept_name=names[0], name=names[1], steps=steps.done,
        counts=dict(sorted(steps.counts.items())), by=tenancy.actor_of(db.session()).name, at=clock.now(),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record("records-merged", kept, name=names[0], gone=names[1], count=sum(steps.counts.values()))
    db.session.expire_all()
    return made


def _chosen(kind: str, first: Any, second: Any, chosen: dict[str, str]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for name, columns in FIELDS[kind].items():
        source = second if chosen.get(name) == "second" else first
        wanted |= {column: getattr(source, column) for column in columns}
    return wanted


def _one_head(steps: Steps, kept: Any, gone: Any) -> None:
    """Two households that become one have one head: that of the household whose number stays, if it has one."""
    if kept.head and gone.head:
        steps.set(gone.head, {"is_head": False})


def follow(row: Any) -> None:
    """Say that a record changed, so that the lists which carry its name and place are written anew."""
    flag_modified(row, "hamlet_id" if row.__tablename__ == "household" else "name")


def _fold(steps: Steps, stays: Any, goes: Any) -> None:
    """Move all that leads to one row to another of its table and set the first aside.

    Where both lead to the same place, those two rows are folded in turn: the one that says more stays.
    """
    table, goes_id = goes.__tablename__, goes.id
    for name, column in holding.references(table):
        for row in queries.leading(name, column, goes_id):
            _move(steps, row, column, stays)
    for name in holding.by_name():
        for row in queries.named(name, table, goes_id):
            steps.counts[name] += 1
            steps.set(row, {"subject_id": stays.id})
    steps.remove(goes)


def _move(steps: Steps, row: Any, column: str, stays: Any) -> None:
    if not queries.ours(row):
        raise Refused([Refusal("merge-elsewhere", detail=row.__tablename__)])
    steps.counts[row.__tablename__] += 1
    twin = _twin(row, column, stays.id)
    if twin is None:
        _lead(steps, row, column, stays)
        return
    if row.__tablename__ in NEVER_FOLDED:
        raise Refused([Refusal("merge-both-nominated")])
    if row.__tablename__ == "national_id":
        numbers.refuse_unlike(row, twin)
    if rank(row.__tablename__, row) > rank(row.__tablename__, twin):
        _fold(steps, row, twin)
        _lead(steps, row, column, stays)
    else:
        _fold(steps, twin, row)


def _lead(steps: Steps, row: Any, column: str, stays: Any) -> None:
    values = {column: stays.id}
    if row.__tablename__ == "national_id":
        values |= {"sealed": numbers.sealed_for(row, stays.id)}
    steps.set(row, values)
    db.session.flush()


def _twin(row: Any, column: str, stays_id: int) -> Any | None:
    """The row that stands in the same place for the record that stays, if there is one."""
    table = type(row)
    uniques = [one for one in table.__table__.constraints if isinstance(one, UniqueConstraint)]
    keys = [[inspect(table).get_property_by_column(one).key for one in unique.columns] for unique in uniques]
    if row.__tablename__ in SAME_BY:
        keys.append([column, *SAME_BY[row.__tablename__]])
    for key in keys:
        others = [name for name in key if name != column]
        if column not in key or not others:
            continue
        same = [getattr(table, name).is_not_distinct_from(getattr(row, name)) for name in others]
        found = db.session.scalars(select(table).where(getattr(table, column) == stays_id, *same).limit(1)).first()
        if found is not None:
            return found
    return None
