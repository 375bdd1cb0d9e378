"""Reads of targets: how they stand, whose owner does not exist any more."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from app.db import db
from app.places.models import Unit
from app.places.rules import in_force
from app.plans.models import Content, Plan, Target, TargetReading


def latest_readings(plan: Plan, day: date) -> dict[int, TargetReading]:
    """How each target of a plan stood last, not after a day, by its id; in one statement."""
    newest = (
        select(TargetReading.target_id, func.max(TargetReading.day).label("day"))
        .join(Target, Target.id == TargetReading.target_id)
        .where(Target.plan_id == plan.id, TargetReading.day <= day)
        .group_by(TargetReading.target_id)
        .subquery()
    )
    chosen = select(TargetReading).join(
        newest, (newest.c.target_id == TargetReading.target_id) & (newest.c.day == TargetReading.day)
    )
    return {row.target_id: row for row in db.session.scalars(chosen.order_by(TargetReading.id))}


def reading(target: Target, reading_id: int) -> TargetReading:
    """A reading of this target; any other id is not found."""
    row = db.session.get(TargetReading, reading_id)
    if row is None or row.target_id != target.id:
        raise NotFound
    return row


def ended_owners(targets: Iterable[Target], day: date) -> dict[int, Unit]:
    """The units that answer for these targets and are not in force on a day, by their id, in one read."""
    asked = {one.unit_id for one in targets if one.unit_id}
    if not asked:
        return {}
    units = db.session.scalars(select(Unit).where(Unit.id.in_(sorted(asked))))
    return {unit.id: unit for unit in units if not in_force(unit, day)}


def by_content(plan: Plan) -> list[tuple[Content | None, list[Target]]]:
    """The targets of a plan under their contents and task groups, in printed order; those under none come first."""
    found = [(content, [one for one in plan.targets if one.content_id == content.id]) for content in plan.contents]
    free = [one for one in plan.targets if one.content_id is None]
    return [(content, rows) for content, rows in [(None, free), *found] if rows]
