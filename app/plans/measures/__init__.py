"""Measures of the plan: tasks done, initiatives applied and recognised; of one subject or of many at once."""

from app.plans.measures.many import MEASURED, of_many
from app.plans.measures.single import initiatives_applied, initiatives_recognised, tasks_done

__all__ = ["MEASURED", "initiatives_applied", "initiatives_recognised", "of_many", "tasks_done"]
