"""From the lines of a pasted list to the targets of a plan: whose unit is meant, which group, which task group."""

from collections.abc import Iterable

from app import clock, text
from app.places import queries as places
from app.plans.actions.targets import TargetFields
from app.plans.rules import GROUPS, OTHER_GROUP
from app.plans.rules.target_lists import ListedTarget


def fields_of(lines: Iterable[ListedTarget]) -> list[tuple[TargetFields, str]]:
    """What add_targets takes: each target with the words of its task group.

    An owner that is called like a unit of the authority becomes that unit, any other stays a name; "T1" to "T5" in the
    column of groups is the group of people the target is about.
    """
    units = {}
    for unit in places.units(clock.today()):
        units[text.fold(unit.name)] = unit.id
        if unit.abbreviation:
            units.setdefault(text.fold(unit.abbreviation), unit.id)
    return [_fields(line, units) for line in lines]


def _fields(line: ListedTarget, units: dict[str, int]) -> tuple[TargetFields, str]:
    unit_id = units.get(text.fold(line.owner)) if line.owner else None
    group = next((code for code in GROUPS if text.fold(line.group) == text.fold(code)), None)
    fields = TargetFields(
        group=group or OTHER_GROUP,
        number=line.number,
        label=line.label,
        year=line.year or 0,
        comparator=line.value.comparator,
        value=line.value.number,
        value_words=line.value.words,
        measure_unit=line.measure_unit,
        measure=None,
        base=None,
        base_source="",
        source=line.source,
        unit_id=unit_id,
        owner_name="" if unit_id else line.owner,
        product=line.product,
        schedule=line.schedule,
        due_on=line.due_on,
    )
    return fields, "" if group else line.group
