"""On which initiative an award may rest, and what may be written down of a confirmation of another body."""

from datetime import date

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


def confirmation_refusals(day: date, nominees: int, today: date) -> list[Refusal]:
    """Why a confirmation is not written down so; empty means it is. Args: nominees, how many it speaks of."""
    found = []
    if day > today:
        found.append(Refusal("confirmation-ahead"))
    if not nominees:
        found.append(Refusal("confirmation-for-nobody"))
    return found
