"""The next round is under way: hamlets and a unit propose, the officer gathers and sees who qualifies and why."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.cli.story import awarding, pictures
from app.cli.story.cast import OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commendations import actions, queries
from app.commendations.actions.confirmations import Confirmed
from app.commendations.models import AwardRound, Dossier, Hold, Suggestion
from app.commendations.queries import Proposer
from app.commendations.rules import HoldKind, HoldOutcome, Occasion, QuotaLine, Release
from app.papers.actions import evidence
from app.people import actions as people_actions
from app.people import queries as people
from app.people.models import Collective, Household, Person
from app.plans import queries as plans
from app.plans.actions.initiatives import (
    EffectFields,
    UseFields,
    decide_branch,
    save_effect,
    save_initiative,
    save_use,
)
from app.plans.models import Initiative
from app.plans.rules.initiatives import Branch

ACHIEVEMENT = "thành tích xuất sắc trong đợt cao điểm phổ cập kỹ năng số"
GUIDED = "Hướng dẫn hàng xóm cài VNeID và nộp hồ sơ trực tuyến"
PLAN = "Kế hoạch đợt cao điểm phổ cập kỹ năng số"

Subject = Person | Household | Collective


def tell(days: Days, territory: Territory, plan_id: int) -> None:
    """Four proposals from three proposers, one of them twice; a draft with somebody who cannot be awarded yet."""
    with acting(OFFICER, days.before(12)) as author:
        award_round = _round(days, plan_id)
        who = {one.key: one for one in queries.proposers(days.before(12))}
        first, second = (who[f"hamlet-{territory.hamlets[place]}"] for place in (3, 5))
        office = who[f"unit-{territory.office}"]
        woman, man = _villagers(territory, 3)
        shop = _enterprise(territory)
        rows = _suggested(award_round, days, [(first, woman), (office, woman), (second, man), (office, shop)])
        declined = _suggested(award_round, days, [(second, people.get(territory.teacher))])
        actions.decline(award_round, declined, "Đang được đề nghị bằng khen của tỉnh cho cùng thành tích.")
        actions.suggest(
            award_round,
            first,
            award="GK_XA",
            subject=None,
            typed="Ông Hai Thành, ngõ cuối Xóm 4",
            merit=GUIDED,
            received_on=days.before(12),
        )
        gathered = actions.gather(
            award_round, rows, award="GK_XA", author=author, day=days.before(12), achievement=ACHIEVEMENT
        )
        _looked_at(gathered.dossier, woman, man, days)


def _round(days: Days, plan_id: int) -> AwardRound:
    """A round with its numbers: how many persons, and how many of them who work directly."""
    award_round = actions.save_round(
        None,
        plan=plans.get(plan_id),
        name=f"Đợt cao điểm phổ cập kỹ năng số năm {days.last.year}",
        period_from=days.plan_from,
        period_until=days.before(12),
        deadline=days.last + timedelta(days=20),
        occasion=Occasion.ANNUAL,
        awards=["GK_XA"],
        eligible="Cá nhân, tập thể, hộ gia đình, doanh nghiệp trên địa bàn xã",
        asked=["Danh sách đề nghị có chữ ký của người đứng đầu", "Tài liệu minh chứng, nếu có"],
        suggest_until=days.last + timedelta(days=6),
    )
    source = f"{PLAN} năm {days.last.year}"
    actions.save_quotas(
        award_round,
        [
            QuotaLine("GK_XA", "person", most=6, direct_share=Decimal(50), source=source),
            QuotaLine("GK_XA", "collective", most=2, source=source),
        ],
    )
    return award_round


def _villagers(territory: Territory, place: int) -> tuple[Person, Person]:
    """A woman and a man of a hamlet who are nobody's head of household."""
    found = [one for one in people.in_hamlet(territory.hamlets[place]) if one.household_id is None]
    by_sex = {one.sex: one for one in reversed(found)}
    return by_sex["female"], by_sex["male"]


def _enterprise(territory: Territory) -> Collective:
    return people_actions.save_collective(
        None,
        name="Hợp tác xã Dịch vụ nông nghiệp Sa Nam",
        hamlet_id=territory.hamlets[5],
        address="Khối Sa Nam, xã Vạn An, tỉnh Nghệ An",
        functions="Bao tiêu nông sản; mở gian hàng trực tuyến cho thành viên.",
        head_name="Phạm Thị Oanh",
        head_post="Giám đốc",
        headcount=14,
        women_count=11,
        is_enterprise=True,
    )


def _suggested(award_round: AwardRound, days: Days, pairs: Sequence[tuple[Proposer, Subject]]) -> list[Suggestion]:
    return [
        actions.suggest(award_round, by, award="GK_XA", subject=one, merit=GUIDED, received_on=days.before(12))
        for by, one in pairs
    ]


def _looked_at(dossier: Dossier, woman: Person, man: Person, days: Days) -> None:
    """Her sáng kiến grounds the case; a complaint about him is being looked into; the enterprise asked two bodies."""
    day = days.before(10)
    hers = next(one for one in dossier.nominees if one.person is woman)
    shop = next(one for one in dossier.nominees if one.collective is not None)
    idea = save_initiative(
        None,
        woman,
        kind="initiative",
        title="Nhóm Zalo mỗi ngày một thủ tục",
        since=days.trainings[0],
        effect="Mỗi ngày một thủ tục kèm ảnh chụp từng bước; 64 hộ theo dõi.",
        scope="hamlet",
        recognised_by="Quyết định số 22/QĐ-UBND của Chủ tịch Ủy ban nhân dân xã Vạn An",
        recognised_on=days.results,
        used_by="",
        today=day,
        description="Bà con ngại hỏi lại giữa lớp. Mỗi tối chị đăng một thủ tục vào nhóm Zalo của xóm, ai vướng thì "
        "nhắn riêng và được chỉ ngay.",
    )
    _told_in_numbers(idea, woman, days, day)
    actions.add_ground(hers, idea)
    cleared = _hold(woman, HoldKind.INSPECTION, days)
    actions.release_hold(cleared, Release("Kết luận số 07/KL-UBND", days.before(14), HoldOutcome.CLEARED, None), day)
    _hold(man, HoldKind.COMPLAINT, days)
    for topic, body in (("tax", "Cơ quan thuế"), ("insurance", "Bảo hiểm xã hội")):
        said = Confirmed(topic, body, clear=True, document="Công văn số 318/TB-TT", day=days.before(11))
        actions.confirm(dossier, [shop], said, day)
    for code in awarding.questions(hers):
        actions.attest(hers, code, True, awarding.GROUND, day)
    actions.draft_report(hers, day)


def _told_in_numbers(idea: Initiative, woman: Person, days: Days, day: date) -> None:
    """What her idea brought and where it is applied; the rule proposes the own level, the officer decides so."""
    filed = EffectFields(
        "Hồ sơ nộp trực tuyến của xóm",
        "12",
        "41",
        "hồ sơ",
        "03 tháng",
        "Trung tâm Phục vụ hành chính công xã",
    )
    save_effect(idea, None, filed)
    save_use(idea, None, UseFields("hamlet", woman.hamlet, "", days.trainings[0], None, ""), day)
    spread = UseFields("commune", None, "xã Vạn An", days.results, None, "Công văn số 61/UBND-VHXH")
    save_use(idea, None, spread, day)
    evidence.add_file(idea, caption="Ảnh đăng trong nhóm Zalo của xóm", file=("nhom-zalo.png", pictures.poster()))
    decide_branch(idea, Branch.OWN_LEVEL, "", "", proofs=1, today=day)


def _hold(person: Person, kind: HoldKind, days: Days) -> Hold:
    return actions.open_hold(
        person,
        kind=kind,
        opened_on=days.before(18),
        source_document="Đơn tiếp nhận ngày 05 của Ban Tiếp công dân xã",
        note="",
        today=days.before(10),
    )
