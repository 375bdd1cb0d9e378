"""What the records of other slices prove about a nominee, and the check of conditions that judges it."""

from app.commendations.evidence.figures import about, changed, gather, period_of, reached
from app.commendations.evidence.judged import case_of, eligibility, subjects

__all__ = ["about", "case_of", "changed", "eligibility", "gather", "period_of", "reached", "subjects"]
