"""Who should sign in a campaign: what may be narrowed for each kind of subject, and what may still change."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.refusals import Refusal

# By which parts each kind of subject may be narrowed. A collective belongs to a hamlet or to a unit, so that being
# named in one of the two is enough; whoever else must be named in each part that is narrowed.
PARTS: Mapping[str, tuple[str, ...]] = {
    "household": ("hamlets",),
    "person": ("hamlets", "groups"),
    "official": ("units", "posts"),
    "collective": ("hamlets", "units"),
}
EITHER = frozenset({"collective"})

Audience = Mapping[str, Sequence[Any]]


def kept_audience(kind: str, audience: Audience) -> dict[str, list[Any]]:
    """What a campaign keeps of what was ticked: the parts that fit the kind of subject; nothing ticked is everybody."""
    return {part: list(audience[part]) for part in PARTS[kind] if audience.get(part)}


def is_narrower(kind: str, old: Audience, new: Audience) -> bool:
    """Whether somebody who should sign by the old audience of this kind no longer should by the new one."""
    if kind in EITHER:
        return _loses(_named(old), _named(new))
    return any(_loses(set(old.get(part, ())), set(new.get(part, ()))) for part in PARTS[kind])


def _named(audience: Audience) -> set[Any]:
    return {(part, one) for part, named in audience.items() for one in named}


def _loses(old: set[Any], new: set[Any]) -> bool:
    return bool(new) and (not old or not old <= new)


# Shorter is no reason: "cần", "theo dõi".
LEAST_WORDS = 4
LAW = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 3"


def id_reason_faults(kind: str, reason: str | None) -> list[Refusal]:
    """Why the number of the CCCD may not be asked for: without a specific purpose, or of a collective, which has none.

    Args: kind of subject; reason as it is printed in the data notice, empty when no number is asked for.
    Source: Luật 91/2025/QH15, Điều 3 (specific, clear purpose; stored only as long as it fits the purpose).
    """
    if not reason:
        return []
    if kind == "collective":
        return [Refusal("id-of-collective", LAW)]
    return [] if len(reason.split()) >= LEAST_WORDS else [Refusal("id-without-reason", LAW, str(LEAST_WORDS))]
