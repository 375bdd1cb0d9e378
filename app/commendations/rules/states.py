"""The states of a dossier and the one table of moves between them."""

from enum import StrEnum

from app import law
from app.refusals import Move, Refusal


class State(StrEnum):
    """Where a dossier stands."""

    DRAFT = "draft"
    VOTED = "voted"
    PROPOSED = "proposed"
    DECIDED = "decided"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


MOVES: dict[str, Move[State]] = {
    "close_vote": Move(frozenset({State.DRAFT}), State.VOTED),
    "reopen": Move(frozenset({State.VOTED, State.PROPOSED, State.RETURNED}), State.DRAFT),
    "propose": Move(frozenset({State.VOTED}), State.PROPOSED),
    "decide": Move(frozenset({State.PROPOSED}), State.DECIDED),
    "submit": Move(frozenset({State.PROPOSED, State.RETURNED}), State.SUBMITTED),
    "send_back": Move(frozenset({State.SUBMITTED}), State.RETURNED),
    "accept": Move(frozenset({State.SUBMITTED}), State.ACCEPTED),
}

# Who wrote a dossier or is named in it neither appraises nor decides it.
FOUR_EYES = frozenset({"decide", "send_back", "accept"})

# As long as a dossier is here, the commune may still mend what its papers will say.
MENDABLE = frozenset({State.DRAFT, State.VOTED, State.PROPOSED, State.RETURNED})


def closed(state: str, *open_in: State) -> list[Refusal]:
    """Why something may no longer be written in a dossier: it stands past the states `open_in`; empty means it may."""
    return [] if state in open_in else [Refusal("not-while-in-state")]


# Awards whose dossier a commune makes: those it decides, and those its province decides.
COMMUNE, PROVINCE = "commune", "province"


def decided_here(award_code: str) -> bool:
    """Whether the chair of the commune decides this award, so that nothing goes to the province.

    Source: commendation.md section 4 (NĐ 129/2025/NĐ-CP; Luật Thi đua, khen thưởng Điều 74, 75).
    """
    return law.AWARDS[award_code].level == COMMUNE


# Papers made around a dossier: no part of what is bound, sent or judged.
BESIDE = frozenset({"ballot", "invitation", "supplement_request", "handover_minutes"})
