"""What an initiative is, how far it is applied, which award the rule proposes, and what cannot be said about one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.refusals import Refusal

# The two branches of awards (CV 4735/BNV-BTĐKTTW ngày 04/7/2025), and the ground that counts once.
BRANCH_ARTICLE = "điểm 5 Công văn số 4735/BNV-BTĐKTTW ngày 04/7/2025"
ONCE_ARTICLE = "điểm c mục III.5 Công văn số 5007/BNV-TĐKT ngày 05/9/2023"


class InitiativeKind(StrEnum):
    """What somebody thought of: sáng kiến, giải pháp, mô hình; or a điển hình tiên tiến (CV 4735 điểm 3 và 5)."""

    INITIATIVE = "initiative"
    SOLUTION = "solution"
    PRACTICE = "practice"
    EXEMPLAR = "exemplar"


class Scope(StrEnum):
    """How far it is applied, the narrowest first."""

    HAMLET = "hamlet"
    COMMUNE = "commune"
    PROVINCE = "province"
    NATION = "nation"


class Branch(StrEnum):
    """Which award follows: one of the own level, a proposal to the level above, none for now."""

    OWN_LEVEL = "own-level"
    UPWARD = "upward"
    NONE = "none"


def widest(scopes: Iterable[str]) -> Scope | None:
    """The widest of these scopes; None of none."""
    order = list(Scope)
    return max((Scope(one) for one in scopes), key=order.index, default=None)


@dataclass(frozen=True)
class Standing:
    """What the rule looks at of an initiative.

    `scope`, the widest of its uses; `applied`, whether it is applied anywhere since a known day; `effects` and
    `proofs`, how many effects in numbers and how many photographs, documents and links stand at it; `recognised`,
    whether a decision recognised it; `used`, the award it was the ground of already, empty for none.
    """

    scope: str
    applied: bool
    effects: int
    proofs: int
    recognised: bool
    used: str


@dataclass(frozen=True)
class Proposal:
    """What the rule proposes: a branch, why (a code with its words), and what a person should look at first."""

    branch: Branch
    because: str
    article: str
    look_at: tuple[str, ...] = ()


def proposed(one: Standing) -> Proposal:
    """Which award an initiative leads to: within the province one of the own level, nationwide a proposal upward.

    The rule proposes and a person decides: whether it is tiêu biểu or xuất sắc is no matter of counting. What is not
    applied anywhere leads to none, and neither does what grounded an award already. Source: CV 4735/BNV-BTĐKTTW điểm
    5 (C), CV 5007/BNV-TĐKT III.5.c (C).
    """
    if one.used:
        return Proposal(Branch.NONE, "ground-used-up", ONCE_ARTICLE)
    if not one.applied:
        return Proposal(Branch.NONE, "not-applied-yet", BRANCH_ARTICLE)
    if one.scope == Scope.NATION:
        return Proposal(Branch.UPWARD, "applied-nationwide", BRANCH_ARTICLE, _look_at(one))
    return Proposal(Branch.OWN_LEVEL, "applied-within-province", BRANCH_ARTICLE, _look_at(one))


def _look_at(one: Standing) -> tuple[str, ...]:
    asked = {
        "one-hamlet-only": one.scope == Scope.HAMLET,
        "no-effect-in-numbers": not one.effects,
        "no-proof": not one.proofs,
        "not-recognised": not one.recognised,
    }
    return tuple(code for code, there in asked.items() if there)


def branch_refusals(branch: str, proposal: Proposal, reason: str, used: str) -> list[Refusal]:
    """Why a person cannot decide so; empty means they can.

    Other than the rule proposes needs a reason; what was the ground of an award already grounds no other one.
    Args: used, the award it was the ground of, empty for none. Source: CV 5007/BNV-TĐKT III.5.c.
    """
    if used and branch != Branch.NONE:
        return [Refusal("branch-of-used", ONCE_ARTICLE, used)]
    if branch != proposal.branch and not reason.strip():
        return [Refusal("branch-without-reason")]
    return []


def use_refusals(
    scope: str, in_hamlet: bool, place: str, since: date | None, until: date | None, known: bool, today: date
) -> list[Refusal]:
    """Why it cannot be written down that an initiative is applied there; empty means it can.

    Args: in_hamlet, whether a hamlet of the books is named; place, where in words; until, the first day on which it is
    applied no longer; known, whether the place stands there already.
    """
    found = []
    if scope == Scope.HAMLET and not in_hamlet and not place:
        found.append(Refusal("use-without-place"))
    if scope != Scope.HAMLET and in_hamlet:
        found.append(Refusal("use-hamlet-too-narrow"))
    if scope in (Scope.COMMUNE, Scope.PROVINCE) and not place:
        found.append(Refusal("use-without-name"))
    if since is not None and since > today:
        found.append(Refusal("use-ahead"))
    if until is not None and until > today:
        found.append(Refusal("use-end-ahead"))
    if since is not None and until is not None and until <= since:
        found.append(Refusal("use-reversed"))
    return [*found, Refusal("use-known")] if known else found


def effect_refusals(before: str | None, after: str, known: bool) -> list[Refusal]:
    """Why an effect cannot be written down so: nothing changed by it, or it stands there already; empty means it can.

    Args: before and after, decimals as they are kept; before None where there was nothing to count.
    """
    found = [Refusal("effect-unchanged")] if before == after else []
    return [*found, Refusal("effect-known")] if known else found


def initiative_refusals(
    since: date | None, recognised_by: str, recognised_on: date | None, known: bool, today: date
) -> list[Refusal]:
    """Why an initiative cannot be written down so; empty means it can.

    Args: recognised_by, number and issuer of the decision that recognised it, empty for none; known, whether the same
    person, household or collective has one of this name already.
    """
    found = []
    if since is not None and since > today:
        found.append(Refusal("initiative-ahead"))
    if recognised_on is not None and recognised_on > today:
        found.append(Refusal("recognition-ahead"))
    if recognised_by and recognised_on is None:
        found.append(Refusal("recognition-without-day"))
    if recognised_on is not None and not recognised_by:
        found.append(Refusal("recognition-without-decision"))
    if known:
        found.append(Refusal("initiative-known"))
    return found
