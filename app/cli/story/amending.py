"""The plan is amended: the officer raises a target with the reason, the leader approves, văn thư issues it."""

from app.cli.story.cast import CLERK, LEADER, OFFICER, acting
from app.cli.story.days import Days
from app.plans import actions as plans
from app.plans import queries
from app.plans.actions import issuing
from app.plans.rules import OTHER_GROUP

LABEL = "Số người dân được dự lớp tập huấn tại thôn"
REASON = "Đã vượt mức đặt ra; các thôn đề nghị mở thêm lớp buổi tối"


def tell(days: Days, plan_id: int) -> None:
    """More people shall be taught than the plan first asked for; what it said before is kept as its first version."""
    day = days.before(2)
    with acting(OFFICER, day):
        plan = queries.get(plan_id)
        (target,) = [one for one in plan.targets if one.group == OTHER_GROUP and one.label == LABEL]
        raised = plans.TargetFields(
            group=target.group,
            label=target.label,
            year=target.year,
            comparator=target.comparator,
            value=350,
            measure_unit=target.measure_unit,
            measure=target.measure,
            base=None,
            base_source="",
        )
        plans.save_target(plan, target, raised, REASON)
    with acting(LEADER, day):
        issuing.approve(queries.get(plan_id), day=day, reason="Nâng chỉ tiêu tập huấn tại thôn")
    with acting(CLERK, day):
        issuing.issue(queries.get(plan_id), day=day)
