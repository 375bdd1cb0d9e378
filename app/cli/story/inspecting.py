"""Inspections of a quarter: planned for every hamlet, held in turn, with minutes, mended faults and a good example."""

from datetime import date, time

from app.activities.actions import inspections as actions
from app.activities.actions.inspections import Found, Held, Planned, Team
from app.activities.queries import inspections as queries
from app.activities.rules.inspections import FindingKind, InspectionKind
from app.cli.story.cast import CLERK, LEADER_NAME, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import HAMLETS, OFFICE_HEAD, Territory
from app.papers import actions as papers
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans

EVERY = 10  # days between two hamlets
CONTENTS = (
    "Việc triển khai kế hoạch, phân công nhiệm vụ tại thôn, xóm",
    "Việc ký và thực hiện bản cam kết của hộ gia đình",
    "Việc mở lớp tập huấn, điểm danh, kết quả của học viên",
    "Hoạt động của Tổ công nghệ số cộng đồng",
)
HEAD = (LEADER_NAME, "Chủ tịch Ủy ban nhân dân xã")
SECRETARY = ("Nguyễn Thị Hoài An", "Công chức Phòng Văn hóa - Xã hội")
MEMBERS = ((OFFICE_HEAD, "Trưởng phòng Văn hóa - Xã hội"), ("Hồ Thị Thanh Nhàn", "Chủ tịch Hội Liên hiệp Phụ nữ xã"))
EXAMPLE = "Nhóm “Con dạy cha mẹ dùng VNeID” của chi đoàn Xóm 1"
CONCLUSION = "Xóm triển khai đúng kế hoạch; khắc phục các tồn tại nêu trên đúng thời hạn và báo cáo Ủy ban nhân dân xã."


def tell(days: Days, territory: Territory, plan_id: int) -> int:
    """Plan six, hold four, give one up; returns the id of the first, whose minutes are numbered."""
    with acting(OFFICER, days.before(60)):
        hamlets = [places.hamlet(one) for one in territory.hamlets]
        given = Planned(
            kind=InspectionKind.INSPECTION,
            day=days.before(50),
            contents=CONTENTS,
            plan=plans.get(plan_id),
            team=Team(HEAD, SECRETARY, MEMBERS),
        )
        rows = actions.plan_many(given, [one for one in hamlets if one is not None], EVERY)
        ids = [row.id for row in rows]
    _first(ids[0], territory, days)
    _held(ids[1], days.before(40), 1, [Found(FindingKind.RESULT, "Đã mở 01 lớp, phiếu điểm danh có đủ chữ ký")])
    with acting(OFFICER, days.before(30)):
        actions.cancel(queries.get(ids[2]), "Hoãn do xóm tổ chức phòng, chống bão; kiểm tra bổ sung quý sau")
    late = Found(FindingKind.FAULT, "Chưa ghi sổ các buổi hướng dẫn tại nhà", "Trưởng xóm Xóm 4", days.before(3))
    _held(ids[3], days.before(20), 3, [late])
    soon = Found(FindingKind.FAULT, "Còn 12 hộ chưa ký cam kết", "Trưởng xóm Xóm 10", days.last)
    _held(ids[4], days.before(10), 4, [Found(FindingKind.RESULT, "Đã có 40 hộ ký cam kết"), soon], minutes=False)
    return ids[0]


def _first(inspection_id: int, territory: Territory, days: Days) -> None:
    """The first hamlet: everything the minutes know; a fault mended in time, a good example in the book."""
    day = days.before(50)
    found = [
        Found(FindingKind.RESULT, "Đã có 186/204 hộ ký cam kết, bản cam kết lưu đủ tại nhà văn hóa"),
        Found(FindingKind.RESULT, "Đã mở 02 lớp kỹ năng số cơ bản, phiếu điểm danh có đủ chữ ký"),
        Found(FindingKind.FAULT, "Thiếu phiếu điểm danh buổi 02 của lớp thứ hai", "Trưởng xóm Xóm 1", days.before(40)),
        Found(FindingKind.EXAMPLE, EXAMPLE),
    ]
    _held(inspection_id, day, 0, found)
    with acting(CLERK, day):
        paper = actions.minutes_of(queries.get(inspection_id))
        if paper is None:
            raise LookupError(inspection_id)
        papers.take_number("BB-UBND", day, paper.title, paper)
    with acting(OFFICER, days.before(42)):
        row = queries.get(inspection_id)
        how = "Đã lập lại phiếu theo danh sách ký của buổi học, có xác nhận của giảng viên"
        actions.mend(row.findings[2], days.before(42), how, days.before(42))
        author = people.get(territory.instructor)
        actions.describe(row.findings[3], author, kind="exemplar", title=EXAMPLE, today=days.before(42))


def _held(inspection_id: int, day: date, place: int, found: list[Found], *, minutes: bool = True) -> None:
    """One hamlet looked at on its day, with who received the team; its minutes made for both sides to sign."""
    name, head = HAMLETS[place]
    title = "Khối trưởng" if name.startswith("Khối") else "Trưởng xóm"
    with acting(OFFICER, day):
        row = queries.get(inspection_id)
        held = Held(
            day=day,
            starts=time(14),
            ends=time(16, 30),
            opinion="Thống nhất với kết quả kiểm tra.",
            conclusion=CONCLUSION,
            team=Team(HEAD, SECRETARY, MEMBERS, ((head, title),)),
        )
        actions.write_up(row, held, found, day)
        if minutes:
            actions.seal_minutes(row)
