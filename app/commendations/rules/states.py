"""The states of a dossier and the one table of moves between them."""

from enum import StrEnum

from app import law
from app.refusals import Move, Refusal


class State(StrEnum):
    """Where a dossier stands."""

    DRAFT = "draft"
    VOTED = "voted"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECIDED = "decided"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    AWARDED = "awarded"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


# An acceptance is not undone: it is the day on which the province received a whole dossier, and others count from it.
# What proves wrong afterwards is refused with its article, or told nominee by nominee with the result.
MOVES: dict[str, Move[State]] = {
    "close_vote": Move(frozenset({State.DRAFT}), State.VOTED),
    "reopen": Move(frozenset({State.VOTED, State.PROPOSED, State.RETURNED, State.WITHDRAWN}), State.DRAFT),
    "propose": Move(frozenset({State.VOTED}), State.PROPOSED),
    "approve": Move(frozenset({State.PROPOSED}), State.APPROVED),
    "take_back": Move(frozenset({State.APPROVED}), State.PROPOSED),
    "issue": Move(frozenset({State.APPROVED}), State.DECIDED),
    "submit": Move(frozenset({State.PROPOSED, State.RETURNED}), State.SUBMITTED),
    "send_back": Move(frozenset({State.SUBMITTED}), State.RETURNED),
    "accept": Move(frozenset({State.SUBMITTED}), State.ACCEPTED),
    "award": Move(frozenset({State.ACCEPTED}), State.AWARDED),
    "withdraw": Move(
        frozenset({State.DRAFT, State.VOTED, State.PROPOSED, State.SUBMITTED, State.RETURNED}), State.WITHDRAWN
    ),
    "reject": Move(frozenset({State.PROPOSED, State.SUBMITTED, State.ACCEPTED}), State.REJECTED),
}

# Who wrote a dossier or is named in it neither appraises nor decides it. To number an approved decision is neither:
# in a small commune the officer who wrote the dossier may also be the văn thư.
FOUR_EYES = frozenset({"approve", "send_back", "accept", "reject"})

# Nothing more is done in these, and what was proposed in them takes no place in a quota.
ENDED = frozenset({State.WITHDRAWN, State.REJECTED})

# Somebody still has it on the table.
OPEN = frozenset(State) - ENDED - {State.DECIDED, State.AWARDED}

# What the authority above sees of a dossier that was sent to it once: not how the commune writes it anew afterwards.
SEEN_ABOVE = frozenset(
    {State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.AWARDED, State.REJECTED, State.WITHDRAWN}
)

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
BESIDE = frozenset(
    {"revocation", "ballot", "invitation", "supplement_request", "handover_minutes", "announcement", "sign_for_list"}
)
