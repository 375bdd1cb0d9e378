"""Which records may be merged, what of them is chosen, and why a merge or its taking back is refused."""

from collections.abc import Mapping
from typing import Any

from app.refusals import Refusal

# What is chosen together: a field of the page and the columns behind it.
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "person": {
        "name": ("name", "name_order"),
        "birth": ("born_on", "birth_year"),
        "sex": ("sex",),
        "hamlet": ("hamlet_id",),
        "household": ("household_id", "is_head", "relation"),
        "target_group": ("target_group",),
        "unit": ("unit_id",),
        "post": ("post",),
        "occupation": ("occupation",),
        "hometown": ("hometown",),
        "residence": ("residence",),
        "phone": ("phone",),
        "vneid": ("vneid_confirmed_on", "vneid_source"),
    },
    "household": {"hamlet": ("hamlet_id",), "address": ("address",), "member_count": ("member_count",)},
    "collective": {
        "name": ("name",),
        "hamlet": ("hamlet_id",),
        "unit": ("unit_id",),
        "address": ("address",),
        "managing_agency": ("managing_agency",),
        "functions": ("functions",),
        "head": ("head_name", "head_post"),
        "headcount": ("headcount", "women_count"),
        "team_kind": ("team_kind",),
        "is_enterprise": ("is_enterprise",),
        "founded": ("founded_by", "founded_on"),
        "valid_until": ("valid_until",),
    },
    "unit": {"name": ("name",), "abbreviation": ("abbreviation",), "dates": ("valid_from", "valid_until")},
    "hamlet": {"name": ("name",), "head": ("head_name",), "dates": ("valid_from", "valid_until")},
}
KINDS = tuple(FIELDS)

# Rows that say the same of both, beyond what the tables themselves hold to be unique.
SAME_BY: dict[str, tuple[str, ...]] = {
    "activity_part": ("activity_id",),
    "inspection_member": ("inspection_id",),
    "instructor": ("course_id",),
    "suggestion": ("round_id",),
    "team_member": ("collective_id", "valid_from"),
    "population": ("day", "target_group"),
}
# Who of two was nominated is for the dossier to say, never for the program.
NEVER_FOLDED = frozenset({"nominee"})


def merge_faults(kind: str, first: Any, second: Any, ours: bool) -> list[Refusal]:
    """Why two records cannot become one: they are one already, or one of them is another authority's.

    Args: ours, whether both belong to the authority that acts.
    """
    found = []
    if kind not in FIELDS or first.id == second.id:
        found.append(Refusal("merge-same-record"))
    if not ours:
        found.append(Refusal("merge-not-ours"))
    return found


def head_faults(first: Any, second: Any, chosen: Any) -> list[Refusal]:
    """Why two persons cannot become one: the household not chosen would lose its head."""
    other = second if chosen is first else first
    leaves = other.is_head and other.household_id != chosen.household_id
    return [Refusal("merge-heads-another")] if leaves else []


def likeliest(field: tuple[str, ...], first: Mapping[str, Any], second: Mapping[str, Any]) -> str:
    """Which of two records is proposed for a field: the one that says more, the first when both say as much."""
    said_first = sum(1 for name in field if first[name] not in (None, "", False))
    said_second = sum(1 for name in field if second[name] not in (None, "", False))
    return "second" if said_second > said_first else "first"


def rank(table: str, row: Any) -> tuple[int, ...]:
    """How much a row says, where both records stand in one place: present before absent, signed before not signed."""
    if table == "attendance":
        return (int(row.mark == "present"),)
    if table == "commitment":
        return (int(row.signed_on is not None),)
    if table == "learner":
        return (int(row.result is not None),)
    return (0,)
