"""What an initiative is, how far it is applied, and what cannot be said about one."""

from datetime import date
from enum import StrEnum

from app.refusals import Refusal


class InitiativeKind(StrEnum):
    """What somebody thought of: sáng kiến, giải pháp, mô hình (CV 4735/BNV-BTĐKTTW điểm 5)."""

    INITIATIVE = "initiative"
    SOLUTION = "solution"
    PRACTICE = "practice"


class Scope(StrEnum):
    """How far it is applied."""

    HAMLET = "hamlet"
    COMMUNE = "commune"
    PROVINCE = "province"
    NATION = "nation"


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
