"""Rules of commendations in plain Python: states and moves, votes, conditions, what is still missing."""

from app.commendations.rules.eligibility import ANOTHER_PERSON, questions, verdicts
from app.commendations.rules.moves import (
    DossierFacts,
    Gap,
    NomineeFacts,
    Who,
    refusals,
    required_papers,
    still_missing,
)
from app.commendations.rules.reporting import contributions, report_form, written
from app.commendations.rules.states import FOUR_EYES, MENDABLE, MOVES, State, closed, decided_here
from app.commendations.rules.subject import Case, Earlier, PlanCriterion, Question, Reached, Subject
from app.commendations.rules.verdict import Outcome, Verdict, article_of
from app.commendations.rules.votes import (
    MeetingFacts,
    PresenceKind,
    Seat,
    VoteMethod,
    Votes,
    presence_faults,
    vote_faults,
)

__all__ = [
    "ANOTHER_PERSON",
    "Case",
    "DossierFacts",
    "Earlier",
    "FOUR_EYES",
    "Gap",
    "MENDABLE",
    "MOVES",
    "MeetingFacts",
    "NomineeFacts",
    "Outcome",
    "PlanCriterion",
    "PresenceKind",
    "Question",
    "Reached",
    "Seat",
    "State",
    "Subject",
    "Verdict",
    "VoteMethod",
    "Votes",
    "Who",
    "article_of",
    "closed",
    "contributions",
    "decided_here",
    "presence_faults",
    "questions",
    "refusals",
    "report_form",
    "required_papers",
    "still_missing",
    "verdicts",
    "vote_faults",
    "written",
]
