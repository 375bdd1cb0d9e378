"""Rules of commendations in plain Python: states and moves, votes, conditions, what is still missing."""

from app.commendations.rules.attachments import (
    LARGEST,
    LONGEST_TITLE,
    MIB,
    MOST_PAGES,
    attaching_refusals,
    fault_refusal,
    file_refusals,
    promised_type,
)
from app.commendations.rules.award_types import AwardType
from app.commendations.rules.calling import CallFacts, ballot_refusals, copies_refusals, invitation_refusals
from app.commendations.rules.ceremony import ceremony_faults, ceremony_order
from app.commendations.rules.eligibility import ANOTHER_PERSON, questions, verdicts
from app.commendations.rules.exchange import (
    DOSSIER_ARTICLE,
    handed_refusals,
    handover_refusals,
    lines_refusals,
    supplement_refusals,
)
from app.commendations.rules.moves import (
    DossierFacts,
    Gap,
    NomineeFacts,
    Who,
    refusals,
    required_papers,
    still_missing,
    to_supplement,
)
from app.commendations.rules.reporting import RECEIVED, contributions, received, report_form, written
from app.commendations.rules.states import BESIDE, FOUR_EYES, MENDABLE, MOVES, State, closed, decided_here
from app.commendations.rules.subject import Case, Earlier, PlanCriterion, Question, Reached, Subject
from app.commendations.rules.verdict import Outcome, Verdict, article_of, ground_on_paper
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
    "AwardType",
    "BESIDE",
    "CallFacts",
    "Case",
    "DOSSIER_ARTICLE",
    "DossierFacts",
    "Earlier",
    "FOUR_EYES",
    "LARGEST",
    "LONGEST_TITLE",
    "Gap",
    "MENDABLE",
    "MIB",
    "MOST_PAGES",
    "MOVES",
    "MeetingFacts",
    "NomineeFacts",
    "Outcome",
    "PlanCriterion",
    "PresenceKind",
    "Question",
    "RECEIVED",
    "Reached",
    "Seat",
    "State",
    "Subject",
    "Verdict",
    "VoteMethod",
    "Votes",
    "Who",
    "article_of",
    "attaching_refusals",
    "ballot_refusals",
    "ceremony_faults",
    "ceremony_order",
    "closed",
    "contributions",
    "copies_refusals",
    "decided_here",
    "fault_refusal",
    "file_refusals",
    "ground_on_paper",
    "handed_refusals",
    "handover_refusals",
    "invitation_refusals",
    "lines_refusals",
    "presence_faults",
    "promised_type",
    "questions",
    "received",
    "refusals",
    "report_form",
    "required_papers",
    "still_missing",
    "supplement_refusals",
    "to_supplement",
    "verdicts",
    "vote_faults",
    "written",
]
