"""Two versions of a plan side by side, and several changes of one thing as one: plain Python over what is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

# What a change of a target says behind its words when it asks for less than before.
LOWERED = " (hạ so với trước)"


class Changed(Protocol):
    """One change of an issued plan, as far as it is laid together with others."""

    part: str
    name: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class Merged:
    """Everything that was changed of one thing since the last version: what it said then, what it says now, why."""

    part: str
    name: str
    before: str
    after: str
    reason: str


def merged(changes: Iterable[Changed]) -> list[Merged]:
    """Changes of the same thing laid together, in the order in which they began; what was changed back is left out.

    A change that goes on where another one of its part ended is of the same thing, also when its name was changed. What
    reads alike, as the new owner of a target in each of its years, is said once.
    """
    found: list[Merged] = []
    for one in changes:
        place = next((place for place, known in enumerate(found) if _goes_on(known, one)), None)
        if place is None:
            found.append(Merged(one.part, one.name, one.before, one.after, one.reason))
            continue
        known = found[place]
        reasons = known.reason.split("; ")
        reason = known.reason if one.reason in reasons else f"{known.reason}; {one.reason}"
        found[place] = Merged(known.part, one.name, known.before, _after(known, one), reason)
    return list(dict.fromkeys(one for one in found if one.before != one.after.removesuffix(LOWERED)))


def _goes_on(known: Merged, one: Changed) -> bool:
    ended = known.after.removesuffix(LOWERED)
    return known.part == one.part and ended == one.before and (known.name == one.name or bool(one.before))


def _after(known: Merged, one: Changed) -> str:
    """What a thing says at the end; that it was lowered is said only where each step lowered it."""
    return one.after if known.after.endswith(LOWERED) else one.after.removesuffix(LOWERED)


@dataclass(frozen=True)
class Line:
    """One thing a version says: the part of the plan it belongs to, what it is called, its words."""

    part: str
    name: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One thing that two versions say otherwise: empty `before` where it came, empty `after` where it went."""

    part: str
    name: str
    before: str
    after: str


def differences(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Difference]:
    """What the second version of a plan says otherwise than the first, in the order of the paper.

    Args: what their snapshots keep of the plan. A thing is known again by the row it was made of, not by its name.
    """
    before, after = lines_of(first), lines_of(second)
    found = []
    for key, line in after.items():
        old = before.get(key)
        if old is None or old.words != line.words:
            found.append(Difference(line.part, line.name, old.words if old else "", line.words))
    gone = [Difference(line.part, line.name, line.words, "") for key, line in before.items() if key not in after]
    return sorted(found + gone, key=lambda one: _ORDER.index(one.part))


_ORDER = ("title", "basis", "text", "target", "task")


def lines_of(plan: Mapping[str, Any]) -> dict[str, Line]:
    """Everything a version says, by what it was made of. Args: plan, the facts of the paper as they are stored."""
    if not plan:
        return {}
    found = {"title": Line("title", "", plan["about"])}
    for words in plan["legal_basis"]:
        found[f"basis {words}"] = Line("basis", "", words)
    for chapter in plan["chapters"]:
        name = _unnumbered(chapter["heading"])
        for place, part in enumerate(chapter["parts"]):
            heading = _unnumbered(part["heading"] or chapter["heading"])
            words = "\n".join([*([heading] if part["heading"] else []), *(_unended(line) for line in part["lines"])])
            key = part["key"] or f"{name} {place}"
            if not _only_counts(part):
                found[key] = Line("text", heading, words)
    for kind, label in (("target", "label"), ("task", "text")):
        for group in plan[f"{kind}s"]:
            for row in group["rows"]:
                found[row["key"]] = Line(kind, row[label], _row_words(row, label, group["heading"]))
    return found


def _only_counts(part: Mapping[str, Any]) -> bool:
    """Whether a part only says how many rows a table has: the table itself is compared."""
    return not part["key"]


def _row_words(row: Mapping[str, Any], label: str, heading: str | None) -> str:
    names = (label, "value", "when", "owner", "helpers", "product")
    return "; ".join(str(row[name]).replace("\n", "; ") for name in names if row.get(name)) + (
        f" [{heading}]" if heading else ""
    )


def _unnumbered(heading: str) -> str:
    """A heading without its numeral, which moves when another part comes before it."""
    number, dot, rest = heading.partition(". ")
    return rest if dot and len(number) <= 4 else heading


def _unended(line: str) -> str:
    """A line without the marks at its end: which one is the last of the paper or of its list is no change of it."""
    return line.rstrip(" .;/")
