"""A giấy khen that was cancelled: what was declared proved untrue, and the decision names it."""

from datetime import time

from app.cli.story import awarding
from app.cli.story.cast import CLERK, LEADER, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commendations import actions, queries
from app.commendations.actions.revoking import Revoking
from app.commendations.rules import RevocationGround, VoteMethod
from app.people import queries as people
from app.places import queries as places

ACHIEVEMENT = "thành tích trong hướng dẫn người dân nộp hồ sơ trực tuyến tại xóm"
OF_THE_HOUSEHOLD = {
    "hometown": "xã Vạn An, tỉnh Nghệ An",
    "registered_targets": "Hướng dẫn ít nhất 15 hộ trong xóm nộp hồ sơ trực tuyến.",
    "achievements": "Đã hướng dẫn 21 hộ trong xóm nộp hồ sơ trực tuyến.",
}
REASON = (
    "Số hộ được hướng dẫn ghi trong báo cáo thành tích không đúng thực tế: kiểm tra tại xóm chỉ xác nhận được 03 hộ "
    "trên tổng số 21 hộ đã kê khai"
)
FOUND_BY = "Kết luận số 04/KL-UBND của Ủy ban nhân dân xã Vạn An"


def tell(days: Days, territory: Territory, council_id: int, round_id: int) -> int:
    """A dossier decided like any other; two weeks later its only award is cancelled. Returns its id."""
    with acting(OFFICER, days.round) as author:
        others = people.households_in(territory.hamlets[0])
        household = next(one for one in others if one.id != territory.household)
        dossier = actions.open_dossier(queries.get_round(round_id), "GK_XA", ACHIEVEMENT, author, days.round)
        nominee = actions.add_nominee(dossier, household, days.round)
        awarding.prepare(nominee, days.round, **OF_THE_HOUSEHOLD)
        dossier_id = dossier.id
    awarding.meet(dossier_id, council_id, days, VoteMethod.HAND, (time(16, 30), time(16, 40)), 4)
    with acting(OFFICER, days.proposal):
        awarding.propose(queries.get(dossier_id), places.unit(territory.office), days.proposal)
    with acting(LEADER, days.decision):
        actions.approve(queries.get(dossier_id), day=days.decision, fund="Quỹ thi đua, khen thưởng của xã Vạn An")
    with acting(CLERK, days.decision):
        actions.issue(queries.get(dossier_id), day=days.decision)
    _revoke(dossier_id, days)
    return dossier_id


def _revoke(dossier_id: int, days: Days) -> None:
    day = days.before(5)
    with acting(LEADER, day):
        dossier = queries.get(dossier_id)
        actions.revoke(
            dossier,
            Revoking(
                nominee_ids=frozenset(one.id for one in dossier.nominees),
                ground=RevocationGround.FALSE_DECLARATION,
                reason=REASON,
                source_document=FOUND_BY,
                day=day,
                signing=actions.signing_on(dossier, day, "revocation"),
            ),
        )
