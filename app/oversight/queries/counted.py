"""The people, or classes, behind a number that comes from the counts by month."""

from app.plans import queries as plans
from app.plans.models import Plan, Target
from app.plans.rules import Figure
from app.training import queries as training

months = training.months
People = months.People


def figure(asked: People, after: int | None, limit: int | None) -> Figure:
    """One number with the records behind it, from after this one on, at most `limit` of them."""
    total = months.number(asked)
    noun, turn_noun = ("lớp", "buổi") if asked.figure == months.Kept.COURSES_HELD else ("người", "lượt")
    return Figure(total.people, total.turns, noun, turn_noun, months.listed(asked, after, limit))


def serving(plan: Plan, target_id: int) -> Figure:
    """The classes that serve a target of this plan; any other target is not found."""
    rows = months.serving(plans.part(plan, Target, target_id).id)
    return Figure(len(rows), len(rows), "lớp", "lớp", rows)
