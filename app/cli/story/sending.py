"""Two dossiers for the province: one that it returned twice, one that brought the bằng khen."""

from dataclasses import dataclass
from datetime import date, time

from app.cli.story import awarding
from app.cli.story.cast import LEADER, OFFICER, REVIEWER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commendations import actions, queries
from app.commendations.models import Dossier
from app.commendations.rules import VoteMethod
from app.people import queries as people
from app.people.models import Household, Person

ACHIEVEMENT = "thành tích xuất sắc trong phổ cập kỹ năng số cho người dân tại cơ sở"
HOUSEHOLD_ACHIEVEMENT = "thành tích xuất sắc trong vận động gia đình, dòng họ học và dùng kỹ năng số"
OF_THE_HOUSEHOLD = {
    "hometown": "xã Vạn An, tỉnh Nghệ An",
    "registered_targets": "Mọi người trong hộ từ 15 tuổi có tài khoản VNeID và dùng được dịch vụ công trực tuyến.",
    "achievements": "Cả ba thế hệ trong gia đình tự nộp hồ sơ trực tuyến, tự thanh toán không dùng tiền mặt.\n"
    "Hướng dẫn 11 hộ cùng xóm cài đặt và sử dụng VNeID.",
}
ASKED_FIRST = {
    "report": "Nêu rõ cách hướng dẫn người cao tuổi và hiệu quả với từng nhóm.",
    "proposal": "Tờ trình chưa nêu kế hoạch của tỉnh về phong trào.",
}
ASKED_AGAIN = {
    "report": "Phần bài học kinh nghiệm cần ngắn gọn, nêu việc đơn vị khác làm theo được.",
    "roll": "Kiểm tra lại chức vụ, đơn vị công tác của trường hợp đề nghị.",
}
MEASURES = (
    "Chia người học theo nhóm tuổi; người cao tuổi học buổi sáng, mỗi nhóm không quá 10 người.\n"
    "Mỗi người học có một thành viên Tổ công nghệ số cộng đồng kèm tại nhà hai buổi sau lớp."
)
LESSONS = "Học theo nhóm tuổi, kèm tại nhà sau lớp: đơn vị khác áp dụng được ngay, không tốn thêm kinh phí."
EXPLAINED = "Kế hoạch của xã là căn cứ trực tiếp của phong trào và đã ghi trong tờ trình; kế hoạch của tỉnh là căn cứ "
EXPLAINED_MORE = "ban hành kế hoạch của xã nên không nêu lại."
ISSUER = "Chủ tịch Ủy ban nhân dân tỉnh Nghệ An"


@dataclass(frozen=True)
class Sent:
    """Ids of the dossier returned twice, now on the reviewer's table, and of the awarded one."""

    submitted: int
    awarded: int


def tell(days: Days, territory: Territory, council_id: int, round_id: int) -> Sent:
    """Both go through the council the same afternoon; one of them meets a strict reviewer."""
    teacher = _proposed(days, territory.teacher, "person", council_id, round_id, 2)
    _sent_three_times(teacher, days)
    with acting(OFFICER, days.round):
        household = people.households_in(territory.hamlets[1])[0].id
    home = _proposed(days, household, "household", council_id, round_id, 3)
    _awarded(home, days)
    return Sent(teacher, home)


def _proposed(days: Days, subject_id: int, kind: str, council_id: int, round_id: int, number: int) -> int:
    """A dossier for the bằng khen of the province, made public, proposed by the authority itself."""
    merit = ACHIEVEMENT if kind == "person" else HOUSEHOLD_ACHIEVEMENT
    with acting(OFFICER, days.round) as author:
        dossier = actions.open_dossier(queries.get_round(round_id), "BK_TINH", merit, author, days.round)
        subject: Person | Household = people.get(subject_id) if kind == "person" else people.household(subject_id)
        nominee = actions.add_nominee(dossier, subject, days.round)
        awarding.prepare(nominee, days.round, **({} if kind == "person" else OF_THE_HOUSEHOLD))
        actions.publish(dossier, "Bảng tin trụ sở UBND xã và nhà văn hóa các xóm", days.publication, days.before(33))
        if kind == "person":
            awarding.attach(dossier)
        dossier_id = dossier.id
    sitting = (time(15, 45), time(16, 15)) if kind == "person" else (time(16, 15), time(16, 30))
    awarding.meet(dossier_id, council_id, days, VoteMethod.HAND, sitting, number)
    with acting(OFFICER, days.proposal):
        awarding.propose(queries.get(dossier_id), None, days.proposal)
    return dossier_id


def _sent_three_times(dossier_id: int, days: Days) -> None:
    """Returned for the report and a question, then for two papers; each answered by a paper or in words."""
    with acting(LEADER, days.before(24)):
        actions.submit(queries.get(dossier_id), days.before(24))
    _return(dossier_id, ASKED_FIRST, days.before(20))
    with acting(OFFICER, days.before(17)):
        dossier = queries.get(dossier_id)
        _mend(dossier, days.before(17), measures=MEASURES)
        asked = next(one for one in dossier.opinions if one.component == "proposal")
        actions.explain(dossier, {asked.id: EXPLAINED + EXPLAINED_MORE}, days.before(17))
        actions.submit(dossier, days.before(17), "Đã viết lại phần biện pháp của báo cáo; giải trình về căn cứ.")
    _return(dossier_id, ASKED_AGAIN, days.before(13))
    with acting(OFFICER, days.submission):
        dossier = queries.get(dossier_id)
        _mend(dossier, days.submission, lessons=LESSONS)
        actions.remake(dossier, "roll", None, days.submission)
        actions.submit(dossier, days.submission, "Đã rút gọn bài học kinh nghiệm, soát lại danh sách.")


def _return(dossier_id: int, asked: dict[str, str], day: date) -> None:
    with acting(REVIEWER, day):
        dossier = queries.get(dossier_id)
        papers = {kind.partition("_")[0]: (kind, of) for kind, of in queries.papers_of(dossier)}
        actions.send_back(dossier, {papers[name]: note for name, note in asked.items()}, day)


def _mend(dossier: Dossier, day: date, **prose: str) -> None:
    """Write a part of the report again and make the paper anew."""
    nominee = dossier.nominees[0]
    actions.save_report(nominee, {**nominee.report, **prose})
    actions.remake(dossier, f"report_{nominee.subject_kind}", nominee, day)


def _awarded(dossier_id: int, days: Days) -> None:
    with acting(LEADER, days.before(24)):
        actions.submit(queries.get(dossier_id), days.before(24))
    with acting(REVIEWER, days.before(21)):
        actions.accept(queries.get(dossier_id), days.before(21))
    with acting(OFFICER, days.submission):
        actions.award(
            queries.get(dossier_id),
            reference_number="2468/QĐ-UBND",
            day=days.before(5),
            issuer_name=ISSUER,
            not_awarded={},
            today=days.submission,
        )
