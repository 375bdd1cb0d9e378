"""After the movement: a sudden merit in a flood, approved by the chair, and a year of service, which he refused.

Every name and deed is made up. With the movement's dossiers these give one report of each form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from app import law
from app.cli.story import awarding
from app.cli.story.cast import LEADER, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commendations import actions, queries, rules
from app.commendations.actions import PresenceEntry
from app.commendations.rules import AwardType, PresenceKind, Seat, VoteMethod, Votes
from app.papers.documents import plain_date
from app.people import actions as people
from app.people import queries as found
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.plans import queries as plans

SUDDEN_MERIT = "thành tích đột xuất trong cứu người bị đuối nước tại bến đò cũ, Xóm 4, xã Vạn An"
SERVICE_MERIT = "thành tích xuất sắc trong thực hiện chức năng, nhiệm vụ được giao"

Subject = Person | Household | Collective

EVENT = {
    "event_place": "bến đò cũ, Xóm 4, xã Vạn An, tỉnh Nghệ An",
    "circumstances": "Nước sông lên nhanh sau mưa lớn; thuyền chở ba người qua sông bị lật cách bờ khoảng 30 mét.",
    "deeds": "Nghe tiếng kêu cứu, lập tức đưa thuyền ra, kéo ba người bị nạn lên và đưa vào bờ; hô hấp nhân tạo cho "
    "một người bị ngạt, gọi Trạm Y tế xã đến cấp cứu.",
    "achievements": "Cả ba người được cứu sống, sức khỏe ổn định, trở về gia đình trong ngày.",
}
SUDDEN = {
    "person": {"hometown": "xã Vạn An, tỉnh Nghệ An", "alias": "Sáu Đò"},
    "collective": {"founded": "2024", "organisation": "Tổ trưởng, 01 tổ phó và 03 tổ viên."},
    "household": {"hometown": "xã Vạn An, tỉnh Nghệ An", "occupation": "Làm ruộng, chài lưới"},
}
SERVICE = {
    "person": {
        "hometown": "xã Vạn An, tỉnh Nghệ An",
        "political_level": "Trung cấp",
        "professional_level": "Cử nhân Luật",
        "duties": "Công chức phụ trách một cửa: tiếp nhận, trả kết quả giải quyết thủ tục hành chính; tham mưu cải "
        "cách hành chính của xã.",
        "achievements": "Tham mưu đưa 05 điểm tiếp nhận hồ sơ về nhà văn hóa các xóm; hồ sơ giải quyết đúng hạn và "
        "trước hạn đạt 99,2 %.\n"
        "Hoàn thành tốt nhiệm vụ được giao trong năm, không có phản ánh, kiến nghị kéo dài.",
        "titles_received": "2024; Lao động tiên tiến; Số 35/QĐ-UBND ngày 12 tháng 01 năm 2025 của Chủ tịch Ủy ban nhân "
        "dân huyện Nam Đàn",
        "awards_received": "2023; Giấy khen của Chủ tịch Ủy ban nhân dân huyện; Số 512/QĐ-UBND ngày 20 tháng 11 năm "
        "2023 của Chủ tịch Ủy ban nhân dân huyện Nam Đàn",
    },
    "collective": {
        "phone": "0238 3 000 000",
        "website": "vanan.nghean.gov.vn",
        "history": "Thành lập từ ngày 01 tháng 7 năm 2025 khi tổ chức chính quyền địa phương hai cấp.",
        "main_features": "Địa bàn rộng, nhiều xóm xa trung tâm; có 06 công chức làm việc tại 05 quầy.\n"
        "Có tổ đảng gồm 04 đảng viên, thuộc Chi bộ Cơ quan Ủy ban nhân dân xã.",
        "achievements": "Giải quyết thủ tục hành chính đúng hạn và trước hạn đạt 98,7 %; tỷ lệ hồ sơ nộp trực tuyến "
        "tăng qua từng quý.",
        "measures": "Niêm yết công khai quy trình; phân công công chức trực ngoài giờ hai buổi mỗi tuần.\n"
        "Hưởng ứng phong trào thi đua cải cách hành chính của tỉnh.",
        "compliance": "Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước và quy chế của cơ quan.",
        "party_activity": "Tổ đảng và tổ công đoàn hoàn thành tốt nhiệm vụ trong năm.",
    },
}
IN_SHORT = "Kịp thời đưa thuyền ra cứu ba người bị lật thuyền tại bến đò cũ, Xóm 4; cả ba người được cứu sống."
GROUND = "Theo biên bản xác minh của Công an xã và ý kiến của đơn vị, của xóm"
TOO_EARLY = "Chưa có kết quả đánh giá, xếp loại chất lượng năm; đề nghị xét lại sau khi có kết quả."
DISCUSSION = "Các thành viên thống nhất thành tích rõ ràng, đề nghị khen thưởng kịp thời."


@dataclass(frozen=True)
class Merits:
    """Ids of the dossier of a sudden merit and of that of service."""

    sudden: int
    service: int


def tell(days: Days, territory: Territory, plan_id: int, council_id: int) -> Merits:
    """Two more rounds: a rescue of which everybody speaks, and the work of a year."""
    sudden = _dossier(days, plan_id, AwardType.SUDDEN, "Khen thưởng đột xuất", SUDDEN_MERIT, _rescuers(territory, days))
    _propose(sudden, days, territory, council_id, with_summary=True)
    name = f"Khen thưởng công trạng năm {days.last.year}"
    service = _dossier(days, plan_id, AwardType.SERVICE, name, SERVICE_MERIT, _servants(territory, days))
    _propose(service, days, territory, council_id, with_summary=False)
    _answer(sudden, service, days)
    return Merits(sudden, service)


def _answer(sudden: int, service: int, days: Days) -> None:
    """The chair agrees to the rescuers, whose decision waits for its number; the year of service comes too early."""
    with acting(LEADER, days.submission):
        actions.approve(queries.get(sudden), day=days.submission, fund="Quỹ thi đua, khen thưởng của xã Vạn An")
        dossier = queries.get(service)
        article = rules.article_of(law.AWARDS[dossier.award].on(days.submission).cites)
        actions.reject(dossier, article, TOO_EARLY, days.submission)


def _rescuers(territory: Territory, days: Days) -> list[tuple[str, int]]:
    """A boatman, the household that took the rescued in, and the hamlet's security team."""
    hamlet_id = territory.hamlets[3]
    with acting(OFFICER, days.first):
        boatman = next(one for one in found.in_hamlet(hamlet_id) if one.household_id is None and one.sex == "male")
        household = found.households_in(hamlet_id)[1]
        head = household.head
        if head is None:
            raise LookupError("household without a head")
        team = people.save_collective(
            None,
            name="Tổ bảo vệ an ninh, trật tự ở cơ sở Xóm 4",
            hamlet_id=hamlet_id,
            address="Nhà văn hóa Xóm 4, xã Vạn An, tỉnh Nghệ An",
            managing_agency="Ủy ban nhân dân xã Vạn An",
            functions="Hỗ trợ Công an xã bảo vệ an ninh, trật tự; tham gia cứu nạn, cứu hộ tại xóm.",
            head_name="Trần Hữu Lạng",
            head_post="Tổ trưởng",
            headcount=5,
            women_count=0,
        )
        return [("person", boatman.id), ("collective", team.id), ("household", household.id)]


def _servants(territory: Territory, days: Days) -> list[tuple[str, int]]:
    """An official of the one-stop shop, and the shop itself."""
    with acting(OFFICER, days.first):
        official = people.save_person(
            None,
            days.first,
            name="Lê Thị Hồng Nhung",
            sex="female",
            born_on=date(1988, 6, 14),
            hamlet_id=territory.hamlets[4],
            unit_id=territory.bureau,
            post="Công chức Văn phòng - Thống kê",
            occupation="Công chức",
            target_group="T1",
            residence="Xóm 10, xã Vạn An, tỉnh Nghệ An",
        )
        shop = people.save_collective(
            None,
            name="Trung tâm Phục vụ hành chính công xã Vạn An",
            hamlet_id=None,
            address="Trụ sở Ủy ban nhân dân xã Vạn An, tỉnh Nghệ An",
            managing_agency="Ủy ban nhân dân xã Vạn An",
            functions="Tiếp nhận, trả kết quả giải quyết thủ tục hành chính; hướng dẫn người dân dùng dịch vụ công.",
            head_name="Nguyễn Viết Bảo",
            head_post="Giám đốc",
            headcount=6,
            women_count=4,
        )
        return [("person", official.id), ("collective", shop.id)]


LOOKUPS: Mapping[str, Callable[[int], Subject]] = {
    "person": found.get,
    "collective": found.collective,
    "household": found.household,
}


def _dossier(
    days: Days, plan_id: int, award_type: AwardType, name: str, merit: str, subjects: list[tuple[str, int]]
) -> int:
    """A round of its own with one dossier: every question answered, every report written.

    No alternative is left open here: the law data leave out what speaks of a movement only.
    """
    with acting(OFFICER, days.round) as author:
        award_round = actions.save_round(
            None,
            plan=plans.get(plan_id),
            name=name,
            period_from=days.plan_from,
            period_until=days.round,
            deadline=days.last + timedelta(days=15),
            award_type=award_type,
        )
        dossier = actions.open_dossier(award_round, "GK_XA", merit, author, days.round)
        for kind, subject_id in subjects:
            nominee = actions.add_nominee(dossier, LOOKUPS[kind](subject_id), days.round)
            for code in awarding.questions(nominee, frozenset()):
                actions.attest(nominee, code, True, GROUND, days.round)
            actions.save_report(nominee, _report(award_type, kind, days))
        return dossier.id


def _report(award_type: AwardType, kind: str, days: Days) -> dict[str, str]:
    """What was typed on the report; a rescue happens some days before the round is opened for it."""
    if award_type is AwardType.SERVICE:
        return SERVICE[kind]
    day = days.round - timedelta(days=6)
    return {**EVENT, **SUDDEN[kind], "event_time": f"khoảng 15 giờ 30 phút, {plain_date(day)}"}


def _propose(dossier_id: int, days: Days, territory: Territory, council_id: int, *, with_summary: bool) -> None:
    """The council agrees by show of hands; the office in charge proposes."""
    _meet(dossier_id, council_id, days, time(16, 40) if with_summary else time(17, 0))
    with acting(OFFICER, days.proposal):
        dossier, unit = queries.get(dossier_id), places.unit(territory.office)
        if with_summary:
            actions.save_summary(dossier, {one.id: (IN_SHORT, None) for one in dossier.nominees})
        signing = actions.signing_on(dossier, days.proposal, "proposal", unit)
        actions.propose(
            dossier,
            unit=unit,
            signer_lines=list(signing.lines),
            signer_name=signing.name,
            day=days.proposal,
            with_summary=with_summary,
        )


def _meet(dossier_id: int, council_id: int, days: Days, starts: time) -> None:
    """The same afternoon as the movement's dossiers, with all seats taken."""
    with acting(OFFICER, days.meeting):
        dossier, council = queries.get(dossier_id), queries.council(council_id)
        members = queries.members_on(council, days.meeting)
        seats = {Seat(one.seat): one for one in reversed(members)}
        meeting = actions.plan_meeting(
            dossier,
            None,
            council=council,
            day=days.meeting,
            starts=starts,
            ends=time(starts.hour, starts.minute + 15),
            place="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
            method=VoteMethod.HAND,
            chair=seats[Seat.CHAIR],
            secretary=seats[Seat.SECRETARY],
            tellers=[],
        )
        present = {one.id: PresenceEntry(PresenceKind.PRESENT) for one in members}
        tallies = {one.id: Votes(agree=len(members), disagree=0) for one in dossier.nominees}
        actions.record_votes(meeting, present, tallies, DISCUSSION, days.meeting)
        actions.close_vote(dossier, days.meeting)
