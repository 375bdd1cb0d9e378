"""What two papers of the same kind say differently, fact by fact; prose line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True)
class FieldChange:
    """One fact that differs: its name as `paper_field` knows it, the lines that went and those that came."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


def differences(old: dict[str, Any], new: dict[str, Any]) -> tuple[FieldChange, ...]:
    """The facts of the newer paper that differ from the older one, in the order in which the paper says them."""
    before, after = dict(_flat(old)), dict(_flat(new))
    names = dict.fromkeys([*after, *before])
    found = [_change(name, before.get(name, ()), after.get(name, ())) for name in names]
    return tuple(one for one in found if one.gone or one.come)


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every fact with its lines; a list of plain values is one fact of several lines."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list | tuple) and any(isinstance(one, dict | list | tuple) for one in value):
        for place, inner in enumerate(value):
            yield from _flat(inner, f"{name}[{place}]")
    elif isinstance(value, list | tuple):
        yield name, tuple(_said(one) for one in value)
    else:
        yield name, tuple(_said(value).splitlines())


def _said(value: Any) -> str:
    """A plain value as it is read: nothing for what is not said."""
    if value is None or value is False:
        return ""
    return "có" if value is True else str(value)


def _change(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> FieldChange:
    gone: list[str] = []
    come: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += [line for line in before[a:b] if line]
            come += [line for line in after[c:d] if line]
    return FieldChange(name, tuple(gone), tuple(come))
