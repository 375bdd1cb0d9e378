"""The tasks of the plan: who does what until when, what was reported of them, and whose desk they stand on."""

from dataclasses import replace
from datetime import date, timedelta

from app.accounts import actions as accounts
from app.accounts import queries as users
from app.cli.story.cast import CLERK, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.papers.actions import evidence
from app.places import queries as places
from app.plans import queries as plans
from app.plans.actions import tasks
from app.plans.actions.tasks import TaskFields
from app.plans.models import Plan, Task
from app.plans.queries import tasks as found

ADMINISTRATOR = "quantri"
TEAM, POST_OFFICE = "Tổ công nghệ số cộng đồng các xóm, khối", "Bưu điện văn hóa xã"
# Under which task group each task stands: propaganda, mechanisms, skills, platforms, organisations.
GROUPS = (0, 0, 2, 0, 3, 4, 1, 1)
LAUNCH, SIGNING, CLASSES, BROADCASTS = "Phát động", "Vận động", "Mở lớp", "Phát trên"
HELPDESK, AWARDS = "Bố trí", "Rà soát"


def draft(days: Days, territory: Territory, plan: Plan) -> None:
    """What the plan asks to be done, entered while it is a draft, and numbered by task group."""
    last = plan.valid_until - timedelta(days=1)
    school = next(unit.id for unit in places.units(days.plan) if unit.id not in (territory.office, territory.bureau))
    groups = [row.id for row in found.contents_of(plan)]
    listed = (
        TaskFields(
            text="Phát động phong trào và tổ chức ký cam kết điểm tại nhà văn hóa xã",
            unit_id=territory.office,
            helpers="Ủy ban MTTQ xã, các xóm, khối",
            product="Lễ phát động; bản cam kết mẫu",
            starts_on=days.plan,
            due_on=days.campaign,
        ),
        TaskFields(
            text="Vận động hộ gia đình, cán bộ ký bản cam kết, vào sổ đủ số bản đã ký",
            unit_id=territory.office,
            helpers=TEAM,
            product="Danh sách hộ đã ký theo xóm, khối",
            starts_on=days.campaign,
            due_on=_ahead(days, 6, last),
        ),
        TaskFields(
            text="Mở lớp kỹ năng số cơ bản tại nhà văn hóa các xóm, khối",
            unit_id=territory.office,
            helpers=TEAM,
            product="Mỗi xóm, khối ít nhất một lớp ba buổi",
            starts_on=days.trainings[0],
            due_on=days.results,
        ),
        TaskFields(
            text="Phát trên hệ thống loa truyền thanh xã về lợi ích, an toàn khi dùng dịch vụ số",
            unit_id=territory.bureau,
            product="Mỗi tuần một lượt phát",
            schedule="Thường xuyên, hằng tuần",
        ),
        TaskFields(
            text="Bố trí người hướng dẫn nộp hồ sơ trực tuyến tại Trung tâm phục vụ hành chính công xã",
            unit_id=territory.bureau,
            helpers=POST_OFFICE,
            product="Lịch trực; sổ theo dõi lượt người được hướng dẫn",
            starts_on=days.trainings[2],
            due_on=days.before(12),
        ),
        TaskFields(
            text="Sinh hoạt ngoại khóa “Con dạy cha mẹ dùng VNeID” cho học sinh khối 8, khối 9",
            unit_id=school,
            product="Hai buổi ngoại khóa; danh sách học sinh tham gia",
            starts_on=days.trainings[0],
            due_on=_ahead(days, 12, last),
        ),
        TaskFields(
            text="Tổng hợp, báo cáo kết quả thực hiện kế hoạch với UBND tỉnh",
            unit_id=territory.bureau,
            helpers="Phòng Văn hóa - Xã hội",
            product="Báo cáo",
            due_on=_ahead(days, 20, last),
        ),
        TaskFields(
            text="Rà soát, đề nghị khen thưởng cá nhân, hộ gia đình, tập thể tiêu biểu",
            owner_name="Hội đồng Thi đua - Khen thưởng xã",
            product="Hồ sơ đề nghị khen thưởng",
            starts_on=days.round,
            due_on=days.decision,
        ),
    )
    for place, fields in zip(GROUPS, listed, strict=True):
        tasks.save_task(plan, None, replace(fields, content_id=groups[place]))
    tasks.arrange(plan, tasks.numbered(plan, found.of_plan(plan)))


def _ahead(days: Days, count: int, last: date) -> date:
    """So many days after the last one of the story, within the plan."""
    return min(days.last + timedelta(days=count), last)


def tell(days: Days, territory: Territory, plan_id: int) -> None:
    """Put the officials in their units and report how the tasks go: one with its proof, one late."""
    with acting(ADMINISTRATOR, days.plan) as administrator:
        home = users.home_of(administrator, days.plan) or 0
        for username, unit_id in ((OFFICER, territory.office), (CLERK, territory.bureau)):
            if user := users.by_username(username):
                accounts.place_in_unit(user, home, unit_id, days.plan)
    with acting(OFFICER, days.campaign):
        launched = _task(plan_id, LAUNCH)
        step = tasks.report(
            launched, day=days.campaign, words="Đã phát động tại nhà văn hóa xã, ký cam kết điểm.", done=True
        )
        evidence.add_file(step, caption="Tin trên trang thông tin xã", url="https://vanan.example.vn/phat-dong")
    with acting(OFFICER, days.signing):
        tasks.report(_task(plan_id, SIGNING), day=days.signing, words="Nhận đợt đầu.", done=False, progress=55)
    with acting(OFFICER, days.results):
        words = "Các lớp đã học đủ ba buổi, đã ghi kết quả."
        tasks.report(_task(plan_id, CLASSES), day=days.results, words=words, done=True)
    with acting(CLERK, days.round):
        words = "Đã phát đủ các tuần, có lịch phát kèm theo."
        tasks.report(_task(plan_id, BROADCASTS), day=days.round, words=words, done=False, progress=60)
        words = "Đã trực sáng thứ Ba, thứ Năm; chưa bố trí được buổi chiều."
        tasks.report(_task(plan_id, HELPDESK), day=days.round, words=words, done=False, progress=40)
    with acting(OFFICER, days.handover):
        words = "Đã có quyết định khen thưởng, bàn giao hồ sơ để lưu."
        tasks.report(_task(plan_id, AWARDS), day=days.handover, words=words, done=True)


def _task(plan_id: int, begins: str) -> Task:
    return next(task for task in found.of_plan(plans.get(plan_id)) if task.text.startswith(begins))
