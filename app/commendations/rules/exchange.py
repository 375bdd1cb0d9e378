"""What may be asked for to complete a dossier, and when its papers are handed over."""

from datetime import date, time

from app.commendations.rules.states import MENDABLE, State
from app.refusals import Refusal

# Luật Thi đua, khen thưởng Điều 84.2: what a dossier holds (commendation.md 8.1, Ct).
DOSSIER_ARTICLE = "khoản 2 Điều 84 Luật Thi đua, khen thưởng"
LONGEST = 60


def supplement_refusals(state: str, from_above: bool) -> list[Refusal]:
    """Why nothing can be asked for now: the commune asks while it works on a dossier, the province when it returns it.

    Source: an ineligible or incomplete dossier is returned in writing (QĐ 311/QĐ-BNV 2025, central level).
    """
    sources = {State.SUBMITTED, State.RETURNED} if from_above else MENDABLE
    return [] if state in sources else [Refusal("supplement-not-now")]


def lines_refusals(lines: int, working_days: int) -> list[Refusal]:
    """Why a phiếu would be empty or without a time that can be kept."""
    found = [] if lines else [Refusal("nothing-to-supplement")]
    if not 1 <= working_days <= LONGEST:
        found.append(Refusal("supplement-time", detail=str(LONGEST)))
    return found


def handover_refusals(papers: int) -> list[Refusal]:
    """Why nothing of this dossier can be handed over: it has no paper yet."""
    return [] if papers else [Refusal("nothing-sealed")]


def handed_refusals(
    rows: int, day: date, today: date, starts: time, ends: time, giver: str, receiver: str
) -> list[Refusal]:
    """Why minutes of a handover cannot be as they were typed; every reason at once."""
    found = [] if rows else [Refusal("nothing-handed-over")]
    if day > today:
        found.append(Refusal("handover-ahead"))
    if ends <= starts:
        found.append(Refusal("handover-reversed"))
    if giver.casefold() == receiver.casefold():
        found.append(Refusal("handover-to-oneself"))
    return found
