"""Measures of activities and inspections about many subjects at once: one statement each thousand subjects."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select, union
from sqlalchemy.sql.selectable import Subquery

from app.activities.models import Activity, ActivityHamlet, ActivityPart, Inspection, InspectionMember, Visit
from app.activities.rules.activities import ActivityState
from app.activities.rules.inspections import InspectionState, MemberPart
from app.activities.rules.merits import GAVE, NOT_MET, ORGANISED
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet
from app.plans.measures import records
from app.plans.measures.records import NO_DAY, NO_PLACE, Counted, everything, whole, within
from app.plans.rules import Figure, Many, Measure


def of_many(measure: Measure, asked: Many, most: int) -> dict[int, Figure]:
    """What a measure says of each of these subjects; of the records behind it only the first so many.

    Args: most, how many records each figure carries along; one of nothing is there too, with 0 and no record.
    """
    return records.of_many(MEASURED[measure], asked, most)


# ---- activities


def _activities_held(asked: Many) -> Select[Any]:
    return _activities(asked, _merit_of(asked, ORGANISED), Activity.count)


def _activities_joined(asked: Many) -> Select[Any]:
    return _activities(asked, named := _named(asked), named.c.turns)


def _activities(asked: Many, whose: Subquery, turns: Any, people: Any = 1) -> Select[Any]:
    return (
        select(
            whose.c.subject.label("subject"),
            Activity.id.label("record"),
            whole(people).label("people"),
            turns.label("turns"),
            Activity.title.label("label"),
            Activity.day.label("day"),
            NO_PLACE.label("beside"),
            Activity.day.label("key"),
        )
        .join(Activity, Activity.id == whose.c.activity)
        .where(Activity.state == ActivityState.HELD, *within(Activity.day, asked, whose.c.subject))
    )


def _people_reached(asked: Many) -> Select[Any]:
    """Only activities of which somebody counted how many they reached."""
    whose = _merit_of(asked, GAVE)
    people, turns = _numbers_there(whose) if asked.kind == "hamlet" else (Activity.reached, Activity.turns)
    reached, visits = func.coalesce(people, 0), func.coalesce(turns, 0)
    most = case((visits > reached, visits), else_=reached)
    return _activities(asked, whose, most, reached).where(or_(people.is_not(None), turns.is_not(None)))


def _numbers_there(whose: Subquery) -> tuple[Any, Any]:
    """The numbers of one hamlet: its own, or the whole ones where the activity took place nowhere else."""
    elsewhere = select(ActivityHamlet.id).where(
        ActivityHamlet.activity_id == Activity.id, ActivityHamlet.hamlet_id != whose.c.subject
    )
    only = ~elsewhere.exists()
    people = func.coalesce(whose.c.reached, case((only, Activity.reached)))
    return people, func.coalesce(whose.c.turns, case((only, Activity.turns)))


def _merit_of(asked: Many, parts: frozenset[str]) -> Subquery:
    """Each subject with the activities that are its merit: it had one of these parts, or they were held there."""
    if asked.kind == records.COMMUNE:
        return select(everything().label("subject"), Activity.id.label("activity")).subquery()
    if asked.kind == "hamlet":
        there: Any = select(
            ActivityHamlet.hamlet_id.label("subject"),
            ActivityHamlet.activity_id.label("activity"),
            ActivityHamlet.reached.label("reached"),
            ActivityHamlet.turns.label("turns"),
        )
        return there.where(ActivityHamlet.hamlet_id.in_(asked.ids)).subquery()
    took = ActivityPart.part.in_(sorted(parts))
    if asked.kind == "collective":
        return _of_collectives(asked, took).subquery()
    column: Any = Person.id if asked.kind == "person" else Person.household_id
    own: Any = select(column.label("subject"), ActivityPart.activity_id.label("activity"))
    own = own.join(ActivityPart, ActivityPart.person_id == Person.id).where(took, column.in_(asked.ids))
    return own.distinct().subquery()


def _of_collectives(asked: Many, took: Any) -> Any:
    """The activities a collective holds, and those in which it has a part."""
    holds = select(Activity.collective_id.label("subject"), Activity.id.label("activity"))
    named = select(ActivityPart.collective_id.label("subject"), ActivityPart.activity_id.label("activity"))
    return union(
        holds.where(Activity.collective_id.in_(asked.ids)), named.where(took, ActivityPart.collective_id.in_(asked.ids))
    )


def _named(asked: Many) -> Subquery:
    """Each subject with the activities in which it, or one of its people, is named, and how many of them are."""
    if asked.kind == "collective":
        held = _of_collectives(asked, literal(True)).subquery()
        return select(held.c.subject, held.c.activity, whole(1).label("turns")).subquery()
    people = func.count(ActivityPart.person_id.distinct())
    activity = ActivityPart.activity_id.label("activity")
    if asked.kind == records.COMMUNE:
        teams = func.count(ActivityPart.collective_id.distinct())
        named: Any = select(everything().label("subject"), activity, (people + teams).label("turns"))
        return named.group_by(ActivityPart.activity_id).subquery()
    columns: dict[str, Any] = {"person": Person.id, "household": Person.household_id, "hamlet": Person.hamlet_id}
    column = columns[asked.kind]
    named = select(column.label("subject"), activity, people.label("turns"))
    named = named.join(Person, Person.id == ActivityPart.person_id).where(column.in_(asked.ids))
    return named.group_by(column, ActivityPart.activity_id).subquery()


# ---- doors that were knocked at


def _households_visited(asked: Many) -> Select[Any]:
    subject, chosen = _visits(asked)
    head = and_(Person.household_id == Household.id, Person.is_head)
    name = select(func.min(Person.name)).where(head).correlate(Household).scalar_subquery()
    key = select(func.min(Person.name_key)).where(head).correlate(Household).scalar_subquery()
    return (
        chosen.add_columns(
            Household.id.label("record"),
            whole(1).label("people"),
            func.count(Visit.id.distinct()).label("turns"),
            name.label("label"),
            NO_DAY.label("day"),
            Hamlet.name.label("beside"),
            key.label("key"),
        )
        .join(Household, Household.id == Visit.household_id)
        .join(Hamlet, Hamlet.id == Household.hamlet_id)
        .join(Activity, Activity.id == Visit.activity_id)
        .where(
            Activity.state == ActivityState.HELD,
            Visit.outcome.not_in(NOT_MET),
            *within(Visit.day, asked, subject),
        )
        .group_by(subject, Household.id, Hamlet.id)
    )


def _visits(asked: Many) -> tuple[Any, Select[Any]]:
    """Each subject with the visits that are its merit; a hamlet has those to its households."""
    if asked.kind == records.COMMUNE:
        return literal(records.EVERYTHING), select(everything().label("subject")).select_from(Visit)
    if asked.kind == "hamlet":
        here: Select[Any] = select(Household.hamlet_id.label("subject")).select_from(Visit)
        return Household.hamlet_id, here.where(Household.hamlet_id.in_(asked.ids))
    whose = _merit_of(asked, GAVE)
    chosen: Select[Any] = select(whose.c.subject.label("subject")).select_from(Visit)
    return whose.c.subject, chosen.join(whose, whose.c.activity == Visit.activity_id)


# ---- inspections


def _inspections_held(asked: Many) -> Select[Any]:
    day = func.coalesce(Inspection.held_on, Inspection.day)
    subject, chosen = _inspections_of(asked)
    return (
        chosen.add_columns(
            Inspection.id.label("record"),
            whole(1).label("people"),
            whole(1).label("turns"),
            Inspection.title.label("label"),
            day.label("day"),
            Inspection.inspected_name.label("beside"),
            day.label("key"),
        )
        .where(Inspection.state == InspectionState.HELD, *within(day, asked, subject))
        .distinct()
    )


def _inspections_of(asked: Many) -> tuple[Any, Select[Any]]:
    """Each subject with its inspections: a person or family inspected, a hamlet or collective was inspected."""
    if asked.kind == records.COMMUNE:
        return everything(), select(everything().label("subject")).select_from(Inspection)
    if asked.kind == "hamlet":
        here: Select[Any] = select(Inspection.hamlet_id.label("subject")).select_from(Inspection)
        return Inspection.hamlet_id, here.where(Inspection.hamlet_id.in_(asked.ids))
    if asked.kind == "collective":
        seen = or_(Inspection.collective_id == Collective.id, Inspection.unit_id == Collective.unit_id)
        chosen: Select[Any] = select(Collective.id.label("subject")).select_from(Inspection).join(Collective, seen)
        return Collective.id, chosen.where(Collective.id.in_(asked.ids))
    column: Any = Person.id if asked.kind == "person" else Person.household_id
    chosen = select(column.label("subject")).select_from(Inspection)
    chosen = chosen.join(InspectionMember, InspectionMember.inspection_id == Inspection.id)
    chosen = chosen.join(Person, Person.id == InspectionMember.person_id)
    return column, chosen.where(InspectionMember.part != MemberPart.INSPECTED, column.in_(asked.ids))


MEASURED: Mapping[Measure, Counted] = {
    Measure.ACTIVITIES_HELD: Counted("hoạt động", "lần", "activities.show", "activity_id", _activities_held),
    Measure.ACTIVITIES_JOINED: Counted(
        "hoạt động", "lượt tham gia", "activities.show", "activity_id", _activities_joined
    ),
    Measure.PEOPLE_REACHED: Counted("người", "lượt", "activities.show", "activity_id", _people_reached, told=True),
    Measure.HOUSEHOLDS_VISITED: Counted("hộ", "lượt", "people.household", "household_id", _households_visited),
    Measure.INSPECTIONS_HELD: Counted("cuộc", "cuộc", "activities.inspection", "inspection_id", _inspections_held),
}
