"""Facts as they were stored beside the sealed bytes, read back into their classes."""

import dataclasses
import datetime
import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

from app.papers.documents.layouts import TEMPLATES
from app.papers.documents.pieces import PaperFacts

_Facts = typing.TypeVar("_Facts", bound=PaperFacts)
FACTS: dict[str, type[PaperFacts]] = {}  # the slices enter their classes: this floor may not ask for them


class FormChanged(ValueError):
    """Stored facts have another shape than their class has today: they were sealed under an older template."""


def facts_of(*kinds: str) -> Callable[[type[_Facts]], type[_Facts]]:
    """Enter the class of a kind's facts, so that a sealed paper can be read back from what is stored of it."""

    def enter(facts: type[_Facts]) -> type[_Facts]:
        for kind in kinds:
            if kind not in TEMPLATES or kind in FACTS:
                raise ValueError(f"{kind} has no template, or has its facts already")
            FACTS[kind] = facts
        return facts

    return enter


def read_facts(layout: str, stored: Mapping[str, Any]) -> Any:
    """The facts of a sealed paper as they were when it was sealed; what `facts_as_stored` made of them, undone.

    Args: layout, the kind of the paper, for a report `layout_of` its kind and form. A field that came later takes its
    default. Raises FormChanged when what is stored no longer fits the class.
    """
    return _read(FACTS[layout], stored, layout)


def _read(hint: Any, stored: Any, name: str) -> Any:
    choices = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        return (
            None if stored is None else _read(next(one for one in choices if one is not types.NoneType), stored, name)
        )
    if dataclasses.is_dataclass(hint) and isinstance(hint, type) and isinstance(stored, Mapping):
        return _read_fields(hint, stored, name)
    if typing.get_origin(hint) is tuple and choices[1:] == (...,) and isinstance(stored, list):
        return tuple(_read(choices[0], item, f"{name}[{place}]") for place, item in enumerate(stored))
    if hint is datetime.date and isinstance(stored, str):
        return datetime.date.fromisoformat(stored)
    if hint in (str, int, bool) and type(stored) is hint:
        return stored
    raise FormChanged(f"{name}: {type(stored).__name__} is stored, {hint} is asked")


def _read_fields(facts: type, stored: Mapping[str, Any], name: str) -> Any:
    hints = _hints(facts)
    unknown = stored.keys() - hints.keys()
    if unknown:
        raise FormChanged(f"{name}: nobody knows {', '.join(sorted(unknown))}")
    values = {field: _read(hints[field], value, f"{name}.{field}") for field, value in stored.items()}
    try:
        return facts(**values)
    except TypeError as lacking:
        raise FormChanged(f"{name}: {lacking}") from lacking


@functools.cache
def _hints(facts: type) -> dict[str, Any]:
    return typing.get_type_hints(facts)
