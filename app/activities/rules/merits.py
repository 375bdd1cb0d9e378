"""Whose merit an activity is: who holds it, who helps to give it. Who won a contest was reached, and gave nothing."""

from app.activities.rules.activities import TakingPart
from app.activities.rules.visits import Outcome

ORGANISED = frozenset({TakingPart.ORGANISER})
GAVE = frozenset({TakingPart.ORGANISER, TakingPart.SPEAKER, TakingPart.HELPER, TakingPart.AUTHOR})
NOT_MET = frozenset({Outcome.ABSENT})  # a visit at which nobody of the household was met reached no household
