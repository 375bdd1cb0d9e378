"""Second chapter: the plan of the movement, its sourced targets, criteria and quotas; how many people there are."""

from app import law
from app.cli.story import tasking
from app.cli.story.cast import CLERK, LEADER, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.plans import actions as plans
from app.plans import queries
from app.plans.actions import issuing, population
from app.plans.models import Plan, Target
from app.plans.rules import OTHER_GROUP, Measure

LITERACY = next(one.text for one in law.MOVEMENTS if one.code == "B")
NUMBER = 45  # what văn thư gives it: the register of plans stood there
# How many people of the commune each group holds: made up, as everything about this commune is.
BASES = {"T1": 46, "T2": 1_120, "T3": 5_240, "T4": 5_240, "T5": 310}
BASE_SOURCE = "Danh sách do công chức xã lập (số liệu mẫu)"
GROUPS_OF_ALL = ("T1", "T2", "T5")  # counted for the commune as a whole, not hamlet by hamlet
CRITERIA = (
    ("GK_XA", "person", "Hướng dẫn ít nhất 20 người dân dự lớp kỹ năng số", Measure.PEOPLE_TAUGHT, 20),
    ("GK_XA", "household", "Ký cam kết tham gia phong trào", Measure.COMMITMENTS_SIGNED, 1),
    ("GK_XA", "collective", "Mở ít nhất 01 lớp tập huấn tại địa bàn", Measure.COURSES_HELD, 1),
    ("BK_TINH", "person", "Có ít nhất 10 người học đạt ở các lớp trực tiếp giảng dạy", Measure.TAUGHT_PASSED, 10),
)
QUOTAS = (("GK_XA", "person", 10), ("GK_XA", "collective", 3), ("GK_XA", "household", 10), ("BK_TINH", "person", 1))
# What the decree is about, which an official writes behind its day (NĐ 30/2020, Phụ lục I, II.6).
DECREE = "Nghị định số 152/2025/NĐ-CP"
SUBJECT = (
    "quy định về phân cấp, phân quyền trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành "
    "một số điều của Luật Thi đua, khen thưởng"
)


def tell(days: Days, territory: Territory) -> int:
    """The officer drafts the plan, the leader approves it, văn thư issues it; returns its id.

    Then the leader confirms what was compared with its source.
    """
    with acting(OFFICER, days.plan):
        plan = plans.save_plan(
            None,
            title="Kế hoạch thực hiện phong trào “Bình dân học vụ số” trên địa bàn xã Vạn An",
            movement=LITERACY,
            day=days.plan,
            valid_from=days.plan_from,
            valid_until=days.plan_until,
            contents=plans.proposed_contents(),
            task_groups=plans.proposed_task_groups(LITERACY),
            legal_bases=[_with_subject(line) for line in plans.proposed_legal_bases(days.plan, "commune", LITERACY)],
        )
        for target in list(plan.targets):
            _with_base(plan, target)
        plans.add_target(
            plan,
            group=OTHER_GROUP,
            label="Số người dân được dự lớp tập huấn tại thôn",
            year=days.plan_from.year,
            comparator="≥",
            value=300,
            measure_unit="người",
            measure=Measure.PEOPLE_TRAINED,
            base=None,
            base_source="",
            source="",
        )
        for award, kind, statement, measure, threshold in CRITERIA:
            plans.add_criterion(plan, award, kind, statement, measure, threshold)
        for award, kind, most in QUOTAS:
            plans.set_quota(plan, award, kind, most)
        tasking.draft(days, territory, plan)
        plan_id = plan.id
    with acting(LEADER, days.plan):
        issuing.approve(queries.get(plan_id), day=days.plan)
    with acting(CLERK, days.plan):
        issuing.issue(queries.get(plan_id), day=days.plan, number=NUMBER)
    with acting(OFFICER, days.plan):
        _populated(days, territory)
    with acting(LEADER, days.plan) as leader:
        _confirm_workers(plan_id, leader.full_name, days)
    return plan_id


def _populated(days: Days, territory: Territory) -> None:
    """How many people the hamlets had at the beginning of the year, and the groups nobody counts hamlet by hamlet."""
    counted: dict[tuple[int | None, str | None], int] = {(None, group): BASES[group] for group in GROUPS_OF_ALL}
    for place, hamlet_id in enumerate(territory.hamlets):
        counted[hamlet_id, "T3"] = 840 + 25 * place
        counted[hamlet_id, None] = 1_090 + 30 * place
    population.save_population(counted, days.plan_from, BASE_SOURCE, days.plan)


def _with_subject(line: str) -> str:
    """The line as an official completes it: the law data leave out the subject of a text that was not read whole."""
    return f"{line} {SUBJECT}" if DECREE in line else line


def _with_base(plan: Plan, target: Target) -> None:
    """Say how large the group is, and what counts towards it."""
    passed = target.measure or Measure.PEOPLE_PASSED
    plans.save_target(
        plan,
        target,
        plans.TargetFields(
            group=target.group,
            label=target.label,
            year=target.year,
            comparator=target.comparator,
            value=target.value,
            measure_unit=target.measure_unit,
            measure=passed,
            base=BASES[target.group],
            base_source=BASE_SOURCE,
            source=target.source,
        ),
    )


def _confirm_workers(plan_id: int, by: str, days: Days) -> None:
    """One value was compared with its document, so that both kinds of target are seen: with the badge and without."""
    plan = queries.get(plan_id)
    for target in plan.targets:
        if target.group == "T5":
            plans.confirm(target, "Quyết định 757/QĐ-BKHCN, Phụ lục 1.4 mục 1", by, days.plan)
