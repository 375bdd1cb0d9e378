"""Beside classes and pledges: a launch, broadcasts, articles, a contest, a digital learning day, visits to the doors.

One activity was planned for a day that is over and still waits for its result; one fell through in the rain.
"""

from datetime import date, timedelta
from typing import Any

from app.activities.actions import activities as actions
from app.activities.actions import copying, visits
from app.activities.actions.activities import Details, Result
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.queries import visits as doors
from app.activities.rules.activities import ActivityState, Numbers, TakingPart
from app.activities.rules.visits import Door, Outcome
from app.cli.story import pictures
from app.cli.story.cast import OFFICER, TRAINER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.papers.actions import evidence
from app.people import queries as people
from app.plans import queries as plans

HELD, PLANNED = ActivityState.HELD, ActivityState.PLANNED
STATION, SITE = "Đài truyền thanh xã", "Trang thông tin điện tử xã"
BROADCAST = "Tuyên truyền kỹ năng số trên hệ thống truyền thanh xã, tháng {}/{}"
CAME = (None, 64, 58)  # to the digital learning day of the other hamlets; the first of them has not said yet
ANSWERS = (
    (Outcome.GUIDED, 2, "Cài VNeID"),
    (Outcome.GUIDED, 3, "Thanh toán điện tử"),
    (Outcome.ABSENT, None, ""),
    (Outcome.GUIDED, 1, ""),
    (Outcome.REFUSED, None, "Hẹn buổi tối"),
)


def tell(days: Days, territory: Territory, plan_id: int, campaign_id: int) -> None:
    """What was held for the movement, as the officer and the digital team wrote it down."""
    _launched(days, territory, plan_id, campaign_id)
    _propagated(days, plan_id)
    _contested(days, territory, plan_id)
    _learned(days, territory, plan_id)
    _visited(days, territory, plan_id)


def _entered(plan_id: int, **given: Any) -> Activity:
    return actions.save_activity(None, Details(plan=plans.get(plan_id), **given))


def _launched(days: Days, territory: Territory, plan_id: int, campaign_id: int) -> None:
    """The movement is launched in the commune, with the signing of the campaign."""
    with acting(OFFICER, days.campaign):
        launch = _entered(
            plan_id,
            kind="launch",
            title="Lễ phát động phong trào “Bình dân học vụ số” và ký cam kết",
            day=days.campaign,
            state=HELD,
            starts_at="08:00",
            place="Hội trường UBND xã",
            campaign_id=campaign_id,
            held_by="UBND xã, Ủy ban MTTQ Việt Nam xã",
            hamlets=queries.hamlets_of(territory.hamlets),
            numbers=Numbers(186, 186),
            counted_how="danh sách ký tên tại hội trường",
        )
        actions.add_part(launch, TakingPart.SPEAKER, person=people.get(territory.instructor))
        picture = ("phat-dong.png", pictures.evening_class())
        evidence.add_file(launch, kind="photo", caption="Lễ phát động tại hội trường UBND xã", file=picture)


def _propagated(days: Days, plan_id: int) -> None:
    """The loudspeakers, a month in one line each; two articles, of one of which nobody counted the readers."""
    for first, last in _months(days.last):
        with acting(OFFICER, last):
            title = BROADCAST.format(first.month, first.year)
            ran = {"count": 26, "minutes": 390, "outlet": STATION}
            _entered(plan_id, kind="broadcast", title=title, day=first, last_day=last, state=HELD, **ran)
    with acting(OFFICER, days.before(55)):
        told = {"kind": "article", "state": HELD, "outlet": SITE}
        read = {"numbers": Numbers(None, 1_240), "counted_how": "bộ đếm của trang"}
        _entered(plan_id, title="Tin lễ phát động phong trào", day=days.campaign, **told)
        _entered(plan_id, title="Tổ công nghệ số đến từng nhà hướng dẫn nộp hồ sơ", day=days.before(56), **told, **read)


def _months(last: date) -> list[tuple[date, date]]:
    """The two whole months before the last day, the earlier first."""
    end = last.replace(day=1) - timedelta(days=1)
    before = end.replace(day=1) - timedelta(days=1)
    return [(before.replace(day=1), before), (end.replace(day=1), end)]


def _contested(days: Days, territory: Territory, plan_id: int) -> None:
    """A contest on line with its winner; an evening of music that the rain took away."""
    with acting(OFFICER, days.before(50)):
        contest = _entered(
            plan_id,
            kind="contest",
            title="Hội thi trực tuyến “Công dân số xã Vạn An”",
            day=days.before(54),
            last_day=days.before(51),
            state=HELD,
            held_by="Đoàn Thanh niên xã",
            numbers=Numbers(214, 388),
            counted_how="hệ thống thi trực tuyến",
        )
        actions.add_part(contest, TakingPart.WINNER, person=people.get(territory.teacher), note="giải nhất")
        evening = _entered(
            plan_id, kind="other", title="Giao lưu văn nghệ tuyên truyền chuyển đổi số", day=days.before(50)
        )
        actions.cancel(evening, "mưa lớn kéo dài")


def _learned(days: Days, territory: Territory, plan_id: int) -> None:
    """A digital learning day in one hamlet, made again for three others; one of them still waits for its result."""
    held, again = days.before(35), days.before(8)
    with acting(OFFICER, held):
        first, *others = queries.hamlets_of(territory.hamlets[:4])
        day = _entered(
            plan_id,
            kind="learning-day",
            title=f"Ngày hội toàn dân học tập số {first.name}",
            day=held,
            state=HELD,
            place=f"Nhà văn hóa {first.name}",
            hamlets=[first],
            collective=people.collective(territory.team),
            numbers=Numbers(72, 95),
            counted_how="đếm tại chỗ",
        )
        copies = [one.id for one in copying.copy_activity(day, others, [again])]
    with acting(OFFICER, again):
        for activity_id, came in zip(copies, CAME, strict=True):
            if came is not None:
                actions.record_result(queries.own(activity_id), Result(Numbers(came, came), {}, "đếm tại chỗ"))


def _visited(days: Days, territory: Territory, plan_id: int) -> None:
    """The digital team goes from door to door on two evenings and enters what came of it."""
    first, second = days.before(20), days.before(19)
    with acting(OFFICER, days.before(22)):
        walk = _entered(
            plan_id,
            kind="home-visit",
            title="Đi từng ngõ, gõ từng nhà, hướng dẫn từng người",
            day=first,
            last_day=second,
            state=PLANNED,
            hamlets=queries.hamlets_of(territory.hamlets[:1]),
            collective=people.collective(territory.team),
        ).id
    for day, part in ((first, slice(0, 6)), (second, slice(6, 10))):
        with acting(TRAINER, day):
            walked = queries.own(walk)
            found = doors.lines(walked, None, day)[part]
            visits.enter_visits(walked, day, [_door(one.household.id, place) for place, one in enumerate(found)])


def _door(household_id: int, place: int) -> Door:
    outcome, shown, note = ANSWERS[place % len(ANSWERS)]
    return Door(household_id, outcome, shown, note)
