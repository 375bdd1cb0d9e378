"""Last chapter: an award round with a dossier the commune decides and one it sends to the province."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from app.cli.story.cast import LEADER, OFFICER, acting
from app.cli.story.council import ABSENT, TELLERS
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commendations import actions, evidence, queries, rules
from app.commendations.actions import PresenceEntry
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import PresenceKind, Seat, VoteMethod, Votes
from app.people import queries as people
from app.places import queries as places
from app.plans import queries as plans

ACHIEVEMENT = "thành tích xuất sắc trong thực hiện phong trào “Bình dân học vụ số” trên địa bàn xã Vạn An"
PROVINCE_ACHIEVEMENT = "thành tích xuất sắc trong phổ cập kỹ năng số cho người dân tại cơ sở"
GROUND = "Theo kết quả bình xét tại cuộc họp xóm và xác nhận của Công an xã"
# Of several alternatives the one that fits; the others stay without an answer.
NOT_ASKED = frozenset(
    {"GK_XA.person.2", "GK_XA.collective.2", "GK_XA.household.1", *(f"BK_TINH.person.{one}" for one in "acdđ")}
)
# What no record tells, as whoever reports has typed it.
TYPED = {
    "person": {
        "measures": "Lập nhóm Zalo của lớp để giải đáp hằng ngày; sau mỗi buổi đến tận nhà hướng dẫn người vắng.\n"
        "Soạn tài liệu chữ to, có hình cho người cao tuổi.",
        "effects": "Nhiều người cao tuổi trong xóm đã tự nộp hồ sơ trên Cổng Dịch vụ công quốc gia.",
        "lessons": "Lớp mở buổi tối, tại nhà văn hóa xóm, mỗi nhóm không quá 25 người thì đạt kết quả tốt.",
    },
    "collective": {
        "organisation": "Tổ trưởng, 02 tổ phó và 02 thành viên là đoàn viên, giáo viên nghỉ hưu trong xóm.",
        "measures": "Phân công thành viên phụ trách từng cụm dân cư, lập danh sách người cần vận động.\n"
        "Kết hợp lớp tập trung với hướng dẫn tại nhà, ưu tiên người cao tuổi và hộ ở xa trung tâm.",
        "lessons": "Đi từng ngõ, gõ từng nhà; người học trước hướng dẫn người học sau.",
    },
    "household": {
        "measures": "Các thành viên trong gia đình hướng dẫn lẫn nhau, nhắc nhau thực hiện nội dung đã cam kết.\n"
        "Dùng gian hàng trực tuyến để bán nông sản và chỉ lại cách làm cho hàng xóm.",
    },
}
DISCUSSION = (
    "Thường trực Hội đồng báo cáo tóm tắt thành tích, kết quả rà soát điều kiện của từng trường hợp.\n"
    "Các thành viên thống nhất hồ sơ đầy đủ, thành tích được minh chứng bằng số liệu trong sổ theo dõi của xã."
)

HERE = PresenceEntry(PresenceKind.PRESENT)


@dataclass(frozen=True)
class Awards:
    """Ids of the two dossiers: decided by the commune, sent to the province."""

    decided: int
    submitted: int


def tell(days: Days, territory: Territory, plan_id: int, council_id: int) -> Awards:
    """From the opening of the round to the certificates, and to the province's desk."""
    with acting(OFFICER, days.round):
        award_round = actions.save_round(
            None,
            plan=plans.get(plan_id),
            name=f"Sơ kết phong trào “Bình dân học vụ số” năm {days.last.year}",
            period_from=days.plan_from,
            period_until=days.round,
            deadline=days.last + timedelta(days=15),
        )
        round_id = award_round.id
    decided = _commune(days, territory, round_id, council_id)
    submitted = _province(days, territory, round_id, council_id)
    return Awards(decided, submitted)


def _commune(days: Days, territory: Territory, round_id: int, council_id: int) -> int:
    """A giấy khen for the instructor, her team and a household, proposed by the office in charge."""
    with acting(OFFICER, days.round) as author:
        dossier = actions.open_dossier(queries.get_round(round_id), "GK_XA", ACHIEVEMENT, author, days.round)
        for subject in (
            people.get(territory.instructor),
            people.collective(territory.team),
            people.household(territory.household),
        ):
            _prepare(actions.add_nominee(dossier, subject, days.round), days.round)
        dossier_id = dossier.id
    _meet(dossier_id, council_id, days, VoteMethod.SECRET)
    with acting(OFFICER, days.proposal):
        actions.propose(
            queries.get(dossier_id),
            unit=places.unit(territory.office),
            signer_lines=["TRƯỞNG PHÒNG"],
            signer_name="Đinh Thị Lệ Thuỷ",
            day=days.proposal,
        )
    with acting(LEADER, days.decision):
        actions.decide(
            queries.get(dossier_id),
            signer=places.signers(days.decision)[0],
            day=days.decision,
            fund="Quỹ thi đua, khen thưởng của xã Vạn An",
        )
    return dossier_id


def _province(days: Days, territory: Territory, round_id: int, council_id: int) -> int:
    """A bằng khen of the province for a teacher, made public, proposed by the authority itself and sent there."""
    with acting(OFFICER, days.round) as author:
        dossier = actions.open_dossier(queries.get_round(round_id), "BK_TINH", PROVINCE_ACHIEVEMENT, author, days.round)
        _prepare(actions.add_nominee(dossier, people.get(territory.teacher), days.round), days.round)
        actions.publish(dossier, "Bảng tin trụ sở UBND xã và nhà văn hóa các xóm", days.publication, days.before(33))
        dossier_id = dossier.id
    _meet(dossier_id, council_id, days, VoteMethod.HAND)
    with acting(OFFICER, days.proposal):
        deputy = places.signers(days.proposal)[1]
        actions.propose(
            queries.get(dossier_id),
            unit=None,
            signer_lines=deputy.lines,
            signer_name=deputy.full_name,
            day=days.proposal,
        )
    with acting(LEADER, days.submission):
        actions.submit(queries.get(dossier_id), days.submission)
    return dossier_id


def _prepare(nominee: Nominee, day: date) -> None:
    """Answer what the records cannot, and write the report from the recorded figures."""
    for code in _questions(nominee):
        actions.attest(nominee, code, True, GROUND, day)
    drafted = actions.draft_report(nominee, day)
    actions.save_report(nominee, {**drafted, **TYPED[nominee.subject_kind]})


def _questions(nominee: Nominee) -> list[str]:
    dossier: Dossier = nominee.dossier
    subject = next(one for one in evidence.subjects(dossier) if one.id == nominee.id)
    asked = [question.code for question in rules.questions(subject, evidence.case_of(dossier))]
    return [code for code in asked if code not in NOT_ASKED]


def _meet(dossier_id: int, council_id: int, days: Days, method: VoteMethod) -> None:
    """All seats but one are there; the absent member has written an opinion, which is a vote."""
    secret = method is VoteMethod.SECRET
    with acting(OFFICER, days.meeting):
        dossier, council = queries.get(dossier_id), queries.council(council_id)
        seats = {Seat(one.seat): one for one in reversed(queries.members_on(council, days.meeting))}
        meeting = actions.plan_meeting(
            dossier,
            None,
            council=council,
            day=days.meeting,
            starts=time(14, 0) if secret else time(15, 45),
            ends=time(15, 30) if secret else time(16, 30),
            place="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
            method=method,
            chair=seats[Seat.CHAIR],
            secretary=seats[Seat.SECRETARY],
            tellers=TELLERS if secret else [],
        )
        members = queries.members_on(council, days.meeting)
        presences = {
            one.id: PresenceEntry(PresenceKind.WRITTEN, "đi công tác") if one.full_name == ABSENT else HERE
            for one in members
        }
        tallies = {
            one.id: Votes(agree=len(members) - place % 2, disagree=place % 2)
            for place, one in enumerate(dossier.nominees)
        }
        actions.record_votes(meeting, presences, tallies, DISCUSSION, days.meeting)
        actions.close_vote(dossier, days.meeting)
