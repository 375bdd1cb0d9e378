"""When a hamlet or unit may be renamed, split or joined from a day on, and why not."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from app.refusals import Refusal
from app.text import day_text


class How(StrEnum):
    """How a place goes on: under another name, as several, or together with others as one."""

    RENAME = "rename"
    SPLIT = "split"
    JOIN = "join"


def succession_faults(how: How, old: Sequence[Any], names: Sequence[str], day: date, longest: int) -> list[Refusal]:
    """Why these places cannot go on under these names from that day: the names, their number, or the day.

    Args: old, the places that end; names, of the new ones; longest, how many characters a name may have.
    """
    found = []
    if how is How.JOIN and len(old) < 2:
        found.append(Refusal("place-join-one"))
    if how is How.SPLIT and len(names) < 2:
        found.append(Refusal("place-split-one"))
    if how is not How.SPLIT and len(names) != 1:
        found.append(Refusal("place-name-one"))
    if len({name.casefold() for name in names}) < len(names):
        found.append(Refusal("place-name-twice"))
    found += [Refusal("place-name-long", detail=name[:30]) for name in names if len(name) > longest]
    if how is How.RENAME and list(names) == [old[0].name]:
        found.append(Refusal("place-same-name"))
    for row in old:
        if day <= row.valid_from:
            found.append(Refusal("place-not-begun", detail=f"{row.name} ({day_text(row.valid_from)})"))
        if row.valid_until is not None:
            found.append(Refusal("place-ended", detail=f"{row.name} ({day_text(row.valid_until)})"))
    return found
