"""Plans made through the real actions."""

from datetime import date

from app.plans import actions, queries
from app.plans.actions import local_criteria as local_actions
from app.plans.actions import population as population_actions
from app.plans.models import Plan
from app.plans.queries import population as population_queries
from app.plans.rules.local_criteria import LocalValues
from tests.cast import DAY, acting

MOVEMENT = 'Phong trào "Bình dân học vụ số"'


def fields(**changes) -> dict:
    """What a plan of 2025 and 2026 says."""
    return {
        "title": "Kế hoạch thực hiện Phong trào Bình dân học vụ số",
        "movement": MOVEMENT,
        "reference_number": "12/KH-UBND",
        "day": date(2025, 8, 15),
        "valid_from": date(2025, 8, 15),
        "valid_until": date(2027, 1, 1),
        "contents": ["Phổ cập kiến thức số", "Phát triển hạ tầng số"],
        "legal_bases": ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"],
    } | changes


def plan_of(user_id: int, **changes) -> int:
    """One plan; returns its id."""
    with acting(user_id):
        return actions.save_plan(None, **fields(**changes)).id


def target_fields(**changes) -> dict:
    """A share with its base."""
    return {
        "group": "T3",
        "label": "Người trưởng thành có kỹ năng số",
        "year": 2026,
        "comparator": "≥",
        "value": 90,
        "measure_unit": "%",
        "measure": None,
        "base": 5120,
        "base_source": "Công an xã, dân số ngày 01/01/2026",
    } | changes


def same(plan: Plan) -> dict:
    """A plan's own values, as save_plan takes them."""
    names = ("title", "movement", "reference_number", "day", "valid_from", "valid_until")
    return {name: getattr(plan, name) for name in names} | {
        "contents": [line.text for line in plan.contents],
        "legal_bases": [line.text for line in plan.legal_bases],
    }


def foreign_urls(cast) -> list[str]:
    """A plan, a target and a criterion of the home commune; needs a context."""
    officer = cast.users["officer"]
    plan_id = plan_of(officer, reference_number="113/KH-UBND")
    with acting(officer):
        plan = queries.get(plan_id)
        target_id = actions.add_target(plan, **target_fields()).id
        criterion_id = actions.add_criterion(plan, "GK_XA", "person", "Được thôn bình xét").id
        population_actions.save_population({(None, "T3"): 5}, DAY, "Công an xã", DAY)
        first = population_queries.batches()[0].id
        laid_down = LocalValues("GK_XA", "person", "Được thôn bình xét", "Quy chế số 1", DAY)
        condition_id = local_actions.lay_down(laid_down, DAY).id
    return [
        f"/plans/population/{first}/confirm",
        f"/plans/{plan_id}",
        f"/plans/{plan_id}/targets/{target_id}",
        f"/plans/{plan_id}/criteria/{criterion_id}",
        f"/plans/conditions/{condition_id}",
    ]


def population(user_id: int, values: dict, day: date, source: str = "Công an xã") -> int:
    """How many people there were on a day, by hamlet and group; returns how many numbers were written."""
    with acting(user_id):
        return population_actions.save_population(values, day, source, max(day, DAY))
