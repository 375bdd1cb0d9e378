"""Plans made through the real actions."""

from datetime import date

from app.plans import actions, queries
from app.plans.actions import closings, initiatives, readings, tasks
from app.plans.actions import local_criteria as local_actions
from app.plans.actions import population as population_actions
from app.plans.models import Plan
from app.plans.queries import population as population_queries
from app.plans.rules.local_criteria import LocalValues
from tests.cast import DAY, acting
from tests.people.rows import hamlet, person

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
        target = actions.add_target(plan, **target_fields(measure=None), reason="Bổ sung")
        target_id = target.id
        read = {"day": DAY, "value": "70", "words": "", "reached": None, "source": "Báo cáo số 1"}
        reading_id = readings.read_off(target, **read).id
        closing_id = closings.close_figures(plan, date(2026, 1, 1), "Báo cáo số 1").id
        criterion_id = actions.add_criterion(plan, "GK_XA", "person", "Được thôn bình xét", reason="Bổ sung").id
        population_actions.save_population({(None, "T3"): 5}, DAY, "Công an xã", DAY)
        first = population_queries.batches()[0].id
        laid_down = LocalValues("GK_XA", "person", "Được thôn bình xét", "Quy chế số 1", DAY)
        condition_id = local_actions.lay_down(laid_down, DAY).id
        subject = person("Nguyễn Văn Đức", hamlet_id=hamlet("Thôn Sáng Kiến").id)
        idea = described(subject, "Chuyến xe số lưu động")
        effect_id, use_id = effect_of(idea).id, use_of(idea).id
        idea_url = f"/plans/initiatives/{idea.id}"
        task = tasks.save_task(plan, None, tasks.TaskFields(text="Phát động phong trào"), "Bổ sung")
        step = tasks.report(task, day=DAY, words="Đã mời đại biểu", done=False, progress=20)
        task_url = f"/plans/{plan_id}/tasks/{task.id}"
        step_url = f"{task_url}/steps/{step.id}"
    return [
        f"/plans/{plan_id}/targets/{target_id}/readings/{reading_id}/remove",
        f"/plans/{plan_id}/closings/{closing_id}/reopen",
        task_url,
        f"{task_url}/edit",
        f"{task_url}/report",
        f"{task_url}/cancel",
        f"{task_url}/reopen",
        f"{task_url}/remove",
        step_url,
        f"{step_url}/evidence/remove",
        idea_url,
        f"{idea_url}/effects",
        f"{idea_url}/uses",
        f"{idea_url}/evidence",
        f"{idea_url}/evidence/remove",
        f"{idea_url}/effects/{effect_id}/remove",
        f"{idea_url}/uses/{use_id}/remove",
        f"/plans/population/{first}/confirm",
        f"/plans/{plan_id}",
        *(f"/plans/{plan_id}/{page}" for page in ("paper-draft.pdf", "proof", "approval", "issue", "versions")),
        f"/plans/{plan_id}/targets/{target_id}",
        f"/plans/{plan_id}/targets/{target_id}/readings",
        f"/plans/{plan_id}/targets/owners",
        f"/plans/{plan_id}/sections",
        f"/plans/{plan_id}/phases",
        f"/plans/{plan_id}/closings",
        f"/plans/{plan_id}/criteria/{criterion_id}",
        f"/plans/conditions/{condition_id}",
    ]


def population(user_id: int, values: dict, day: date, source: str = "Công an xã") -> int:
    """How many people there were on a day, by hamlet and group; returns how many numbers were written."""
    with acting(user_id):
        return population_actions.save_population(values, day, source, max(day, DAY))


def described(owner, title: str, **changes):
    """An initiative of this subject, described in few words."""
    values = {
        "kind": "solution", "title": title, "since": None, "effect": "", "scope": "hamlet", "recognised_by": "",
        "recognised_on": None, "used_by": "", "today": DAY,
    }  # fmt: skip
    return initiatives.save_initiative(None, owner, **values | changes)


def effect_of(idea, **changes):
    """One effect of an initiative in numbers."""
    values = {
        "text": "Hồ sơ nộp trực tuyến", "before": "40", "after": "96.5", "measure_unit": "hồ sơ",
        "period": "6 tháng đầu năm 2026", "source": "Báo cáo số 45/BC-UBND",
    }  # fmt: skip
    return initiatives.save_effect(idea, None, initiatives.EffectFields(**values | changes))


def use_of(idea, **changes):
    """A place where an initiative is applied."""
    values = {"scope": "commune", "hamlet": None, "place": "xã Vạn An", "since": DAY, "until": None, "document": ""}
    return initiatives.save_use(idea, None, initiatives.UseFields(**values | changes), DAY)
