"""Two reports on the plan: drawn from the books, written on, approved by the leader, numbered by văn thư."""

from datetime import date

from app.cli.story.cast import CLERK, LEADER, OFFICER, acting
from app.cli.story.days import Days
from app.oversight.actions import reports
from app.oversight.queries import reports as queries
from app.oversight.rules.reports import Part, passages_of
from app.plans import queries as plans
from app.plans.rules import Period

STRENGTHS = "Người dân các xóm hưởng ứng ký cam kết và dự lớp buổi tối; Tổ công nghệ số cộng đồng hướng dẫn tận nhà."
CAUSES = "Một số xóm ở xa, ít người hướng dẫn thường xuyên; người cao tuổi ngại dùng điện thoại thông minh."
REQUESTS = "Đề nghị tỉnh hỗ trợ tài liệu hướng dẫn in khổ lớn cho người cao tuổi."


def tell(days: Days, plan_id: int) -> int:
    """The first report reaches to the decision on the awards, the second to three days ago. Returns the second's id."""
    middle = days.before(29)
    _report(plan_id, Period(days.plan_from, middle), middle)
    return _report(plan_id, Period(middle, days.before(3)), days.before(3))


def _report(plan_id: int, period: Period, day: date) -> int:
    with acting(OFFICER, day):
        report = reports.draft_report(plans.get(plan_id), period)
        kept = passages_of(report.prose)
        written = {Part.STRENGTHS: STRENGTHS, Part.CAUSES: CAUSES, Part.REQUESTS: REQUESTS}
        words = {part: passage.words for part, passage in kept.items()} | written
        reports.save_report(report, title=report.title, recipients=report.recipients, words=words)
        report_id = report.id
    with acting(LEADER, day):
        reports.approve(queries.get(report_id), day=day, signing=reports.signing_on(day))
    with acting(CLERK, day):
        reports.issue(queries.get(report_id), day=day)
    return report_id
