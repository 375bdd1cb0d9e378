"""On which initiative an award may rest, and what may be written down of a confirmation of another body."""

from datetime import date

from app.plans.rules.initiatives import BRANCH_ARTICLE, Branch
from app.refusals import Refusal

ONCE_ARTICLE = "điểm c mục III.5 Công văn số 5007/BNV-TĐKT ngày 05/9/2023"


def ground_refusals(*, own: bool, chosen: bool, used: str) -> list[Refusal]:
    """Why an award does not rest on an initiative; empty means it may.

    Args: own, whether it is the nominee's; chosen, whether it stands in this case already; used, the award it was the
    ground of before, empty for none. Source: CV 5007/BNV-TĐKT III.5.c.
    """
    found = []
    if not own:
        found.append(Refusal("ground-not-own"))
    if chosen:
        found.append(Refusal("ground-chosen"))
    if used:
        found.append(Refusal("ground-used", ONCE_ARTICLE, used))
    return found


def branch_faults(branch: str | None, decided_here: bool) -> list[Refusal]:
    """Why an initiative does not lead into a dossier of this level; empty means it does.

    Args: branch, what a person decided, None for not yet; decided_here, whether the own chair decides on the award.
    Source: CV 4735/BNV-BTĐKTTW điểm 5: within the province the own level, nationwide a proposal upward.
    """
    if branch is None:
        return [Refusal("branch-undecided", BRANCH_ARTICLE)]
    if branch == Branch.NONE:
        return [Refusal("branch-none", BRANCH_ARTICLE)]
    if (branch == Branch.OWN_LEVEL) is not decided_here:
        return [Refusal("branch-of-other-level", BRANCH_ARTICLE)]
    return []


def confirmation_refusals(day: date, nominees: int, today: date) -> list[Refusal]:
    """Why a confirmation is not written down so; empty means it is. Args: nominees, how many it speaks of."""
    found = []
    if day > today:
        found.append(Refusal("confirmation-ahead"))
    if not nominees:
        found.append(Refusal("confirmation-for-nobody"))
    return found
