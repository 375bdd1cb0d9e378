"""What a paper still lacks, and the texts it is made of."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

_OPTIONAL = "optional"
_UNPRINTED = "unprinted"
_NEEDED_WHEN = "needed_when"


def optional(default: Any = None) -> Any:
    """A field that may stay empty without the paper being incomplete."""
    return dataclasses.field(default=default, metadata={_OPTIONAL: True})


def unprinted(default: Any) -> Any:
    """A field that is kept beside a paper and stands on no page: it lacks nothing, and nobody reads it over."""
    return dataclasses.field(default=default, metadata={_OPTIONAL: True, _UNPRINTED: True})


def needed_when(condition: Callable[[Any], bool], default: Any = None) -> Any:
    """A field that must be filled only when the condition holds for the facts it belongs to."""
    return dataclasses.field(default=default, metadata={_NEEDED_WHEN: condition})


def missing(facts: Any) -> list[str]:
    """The fields a paper still lacks before it can be made.

    Args: facts, one of the frozen dataclasses of a documents module.
    Returns dotted names in the order of the fields, as "signature.name" or "rows[2].award"; empty when whole.
    """
    found: list[str] = []
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if field.metadata.get(_UNPRINTED):
            continue
        if not _is_empty(value):
            found += _missing_inside(field.name, value)
        elif _is_needed(facts, field):
            found.append(field.name)
    return found


def _is_needed(facts: Any, field: dataclasses.Field) -> bool:
    if field.metadata.get(_OPTIONAL):
        return False
    condition = field.metadata.get(_NEEDED_WHEN)
    return condition is None or bool(condition(facts))


def _is_empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == ()


def _missing_inside(name: str, value: Any) -> list[str]:
    if dataclasses.is_dataclass(value):
        return [f"{name}.{inner}" for inner in missing(value)]
    if not isinstance(value, tuple):
        return []
    found: list[str] = []
    for place, item in enumerate(value):
        label = f"{name}[{place}]"
        found += [label] if _is_empty(item) else _missing_inside(label, item)
    return found


def leaves(facts: Any, within: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a paper's facts with their dotted names, in the order of the fields; empty ones are left out."""
    if isinstance(facts, str):
        if facts.strip():
            yield within, facts
    elif isinstance(facts, tuple):
        for place, item in enumerate(facts):
            yield from leaves(item, f"{within}[{place}]")
    elif dataclasses.is_dataclass(facts):
        for field in (one for one in dataclasses.fields(facts) if not one.metadata.get(_UNPRINTED)):
            yield from leaves(getattr(facts, field.name), f"{within}.{field.name}".lstrip("."))
