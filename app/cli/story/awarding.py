"""An award round with a dossier that the commune decides itself, and what every dossier goes through."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from app import pdf
from app.cli.story.cast import CLERK, LEADER, OFFICER, acting
from app.cli.story.council import ABSENT, TELLERS
from app.cli.story.days import Days
from app.cli.story.pictures import evening_class, poster
from app.cli.story.territory import Territory
from app.commendations import actions, evidence, queries, rules
from app.commendations.actions import PresenceEntry
from app.commendations.documents import COME, HandoverParty
from app.commendations.models import Dossier, Nominee
from app.commendations.rules import PresenceKind, Seat, VoteMethod, Votes
from app.people import queries as people
from app.places import actions as place_actions
from app.places import queries as places
from app.places.models import Unit
from app.places.rules import Matter
from app.plans import queries as plans

ACHIEVEMENT = "thành tích xuất sắc trong thực hiện phong trào “Bình dân học vụ số” trên địa bàn xã Vạn An"
POSTER_TITLE = "Áp phích mời dự lớp kỹ năng số (bản quét)"
PICTURE_TITLE = "Tranh vẽ minh họa lớp học buổi tối tại nhà văn hóa xóm"
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
    """Ids of the round and of the dossier that the commune decided."""

    round: int
    decided: int


def tell(days: Days, territory: Territory, plan_id: int, council_id: int) -> Awards:
    """From the opening of the round to the certificates; then the chair is away for some days."""
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
    _chair_away(days)
    return Awards(round_id, decided)


def _commune(days: Days, territory: Territory, round_id: int, council_id: int) -> int:
    """A giấy khen for the instructor, her team and a household, proposed by the office in charge."""
    with acting(OFFICER, days.round) as author:
        dossier = actions.open_dossier(queries.get_round(round_id), "GK_XA", ACHIEVEMENT, author, days.round)
        for subject in (
            people.get(territory.instructor),
            people.collective(territory.team),
            people.household(territory.household),
        ):
            actions.add_nominee(dossier, subject, days.round)
        _ask(dossier, days.round)
        for nominee in dossier.nominees:
            prepare(nominee, days.round)
        attach(dossier)
        dossier_id = dossier.id
    meet(dossier_id, council_id, days, VoteMethod.SECRET, (time(14, 0), time(15, 30)), 1)
    with acting(OFFICER, days.proposal):
        propose(queries.get(dossier_id), places.unit(territory.office), days.proposal)
    with acting(LEADER, days.decision):
        actions.approve(queries.get(dossier_id), day=days.decision, fund="Quỹ thi đua, khen thưởng của xã Vạn An")
    with acting(CLERK, days.decision):
        actions.issue(queries.get(dossier_id), day=days.decision)
    _keep(dossier_id, days)
    return dossier_id


def _ask(dossier: Dossier, day: date) -> None:
    """What the check finds before anybody has answered is asked of the hamlet, everything at once."""
    hamlet = next(one for one in actions.targets_of(dossier, day) if one.key.startswith("hamlet-"))
    actions.request_supplement(
        dossier,
        actions.Asking(
            addressee=hamlet.addressee,
            day=day,
            working_days=5,
            return_to="Phòng Văn hóa - Xã hội xã Vạn An",
            nominee_ids=hamlet.nominee_ids,
            lines=[
                actions.Line(
                    "Danh sách người đã được Tổ công nghệ số cộng đồng hướng dẫn chưa có xác nhận của Ban công tác "
                    "Mặt trận",
                    "Xin xác nhận rồi gửi bản chính",
                )
            ],
            signer=places.signing(day, actions.SUPPLEMENT),
        ),
    )


def _keep(dossier_id: int, days: Days) -> None:
    """The finished dossier goes to văn thư, who keeps it; both sign for it."""
    with acting(OFFICER, days.handover) as giver:
        dossier = queries.get(dossier_id)
        unit = "Ủy ban nhân dân xã Vạn An"
        actions.hand_over(
            dossier,
            actions.Handover(
                day=days.handover,
                starts=time(8, 30),
                ends=time(9, 15),
                place="Trụ sở Ủy ban nhân dân xã Vạn An",
                giver=HandoverParty(name=giver.full_name, post="Công chức Văn hóa - Xã hội", unit=unit),
                receiver=HandoverParty(name="Trần Thị Thuý Hường", post="Văn thư - lưu trữ", unit=unit),
                chosen={one.key: actions.Chosen("Bản chính", one.note) for one in actions.items_of(dossier)},
                reason="nộp lưu hồ sơ đã giải quyết xong",
                condition="đầy đủ, nguyên vẹn",
            ),
            days.handover,
        )


def _chair_away(days: Days) -> None:
    """For a few days a deputy signs for the chair what the committee issues: the tờ trình of these days shows it."""
    first, last = days.absence
    with acting(OFFICER, first):
        chair, deputy, *_others = places.signers(first)
        place_actions.delegate(
            chair,
            substitute=deputy,
            authority_mark="KT.",
            matters=[Matter.PROPOSAL, Matter.OTHER],
            reference_number="31/TB-UBND",
            document_day=first,
            contents="Điều hành công việc của Ủy ban nhân dân xã trong thời gian Chủ tịch đi công tác",
            valid_from=first,
            valid_until=last + timedelta(days=1),
        )


def propose(dossier: Dossier, unit: Unit | None, day: date) -> None:
    """The tờ trình, signed by whoever signs on its day."""
    signing = actions.signing_on(dossier, day, "proposal", unit)
    actions.propose(dossier, unit=unit, signer_lines=list(signing.lines), signer_name=signing.name, day=day)


def prepare(nominee: Nominee, day: date, **typed: str) -> None:
    """Answer what the records cannot, and write the report from the recorded figures; `typed` goes before them."""
    for code in questions(nominee):
        actions.attest(nominee, code, True, GROUND, day)
    drafted = actions.draft_report(nominee, day)
    actions.save_report(nominee, {**drafted, **TYPED[nominee.subject_kind], **typed})


def attach(dossier: Dossier) -> None:
    """What shows the work: the scan of a poster of the nominee, and a picture of an evening."""
    scan = pdf.fit(poster()).bytes
    actions.attach(dossier, dossier.nominees[0], [("ap_phich.pdf", scan)], POSTER_TITLE)
    actions.attach(dossier, None, [("anh_lop_hoc.png", evening_class())], PICTURE_TITLE)


def questions(nominee: Nominee, left_open: frozenset[str] = NOT_ASKED) -> list[str]:
    """What is asked about a nominee, without the alternatives that do not fit."""
    dossier: Dossier = nominee.dossier
    subject = next(one for one in evidence.subjects(dossier) if one.id == nominee.id)
    asked = [question.code for question in rules.questions(subject, evidence.case_of(dossier))]
    return [code for code in asked if code not in left_open]


def meet(
    dossier_id: int, council_id: int, days: Days, method: VoteMethod, sitting: tuple[time, time], number: int
) -> None:
    """All seats but one are there; the absent member has written an opinion, which is a vote.

    Args: sitting, from when until when; number, of the giấy mời.
    """
    _call(dossier_id, council_id, days, method, sitting, number)
    with acting(OFFICER, days.meeting):
        dossier = queries.get(dossier_id)
        meeting = dossier.meetings[-1]
        members = queries.members_on(meeting.council, days.meeting)
        if method is VoteMethod.SECRET:
            actions.print_ballots(meeting, len(members) - 1)
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


def _call(
    dossier_id: int, council_id: int, days: Days, method: VoteMethod, sitting: tuple[time, time], number: int
) -> None:
    """The meeting is called some days before, under the council's own name; văn thư has given the number."""
    secret = method is VoteMethod.SECRET
    with acting(OFFICER, days.call):
        dossier, council = queries.get(dossier_id), queries.council(council_id)
        seats = {Seat(one.seat): one for one in reversed(queries.members_on(council, days.meeting))}
        meeting = actions.plan_meeting(
            dossier,
            None,
            council=council,
            day=days.meeting,
            starts=sitting[0],
            ends=sitting[1],
            place="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
            method=method,
            chair=seats[Seat.CHAIR],
            secretary=seats[Seat.SECRETARY],
            tellers=TELLERS if secret else [],
        )
        actions.invite(meeting, actions.Call(days.call, request=COME, number=number))
