"""What the records of other slices prove about a nominee, and the check of conditions that judges it."""

from app.commendations.evidence.checking import Checked, check
from app.commendations.evidence.counted import Candidate, counted_from, of_nominee
from app.commendations.evidence.figures import changed, gather, gather_many, period_of, reached
from app.commendations.evidence.judged import case_for, case_of, eligibility, subjects, subjects_of
from app.commendations.evidence.told import Told, figures_of, gather_all, gather_all_of, records, today, told_of

__all__ = [
    "Candidate",
    "Checked",
    "Told",
    "case_for",
    "case_of",
    "changed",
    "check",
    "counted_from",
    "eligibility",
    "figures_of",
    "gather",
    "gather_all",
    "gather_all_of",
    "gather_many",
    "of_nominee",
    "period_of",
    "reached",
    "records",
    "subjects",
    "subjects_of",
    "today",
    "told_of",
]
