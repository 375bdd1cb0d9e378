"""Third chapter: a campaign of signing, printed, most of it come back in every way; others have begun or run out."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from app.cli.story.cast import CLERK, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commitments import actions, queries
from app.commitments.actions import bulk
from app.commitments.models import Campaign, Wording
from app.commitments.queries import Line, Subject
from app.commitments.rules import CONSENT, Hand, State
from app.people import queries as people
from app.plans import queries as plans

# A hand's stroke and a flourish under it, as the page writes them.
SIGNATURE = json.dumps(
    {
        "width": 1200,
        "height": 400,
        "strokes": [
            [
                [220, 240],
                [260, 120],
                [300, 250],
                [340, 130],
                [390, 250],
                [450, 180],
                [520, 240],
                [610, 170],
                [720, 230],
            ],
            [[210, 300], [420, 290], [640, 300], [860, 270]],
        ],
    }
)


def tell(days: Days, territory: Territory, plan_id: int) -> int:
    """Households of two hamlets are asked; those of the first have nearly all signed. Returns the campaign's id."""
    with acting(OFFICER, days.campaign):
        actions.seed_wordings(days.campaign)
    campaign_id = _households(days, territory, plan_id)
    _come_back(days, territory, campaign_id)
    for kind, name, subject in _others(territory):
        _one_more(days, plan_id, kind, name, subject)
    _run_out(days, territory, plan_id)
    return campaign_id


def _open(days: Days, plan_id: int, kind: str, name: str, **changed: object) -> Campaign:
    fields = {
        "plan": plans.get(plan_id),
        "wording": _wording(kind, days),
        "name": name,
        "opens_on": days.campaign,
        "closes_on": days.last + timedelta(days=10),
        "valid_from": days.campaign,
        "valid_until": days.plan_until,
    }
    return actions.save_campaign(None, **(fields | changed))  # type: ignore[arg-type]  # the fields of a campaign


def _wording(kind: str, days: Days) -> Wording:
    return next(one for one in queries.wordings(days.campaign) if one.code == kind)


# ---- the campaign of the households


def _households(days: Days, territory: Territory, plan_id: int) -> int:
    """Made for two hamlets, its first promise due in these days, its papers printed hamlet by hamlet."""
    with acting(OFFICER, days.campaign):
        campaign = _open(
            days,
            plan_id,
            "household",
            "Hộ gia đình cam kết học và dùng kỹ năng số",
            audience={"hamlets": list(territory.hamlets[:2])},
            legal_bases=actions.proposed_bases(plans.get(plan_id)),
        )
        due = days.last + timedelta(days=4)
        first = campaign.promises[0]
        if due < days.plan_until:
            actions.save_goals(campaign, {first.id: replace(first.goal, due_on=due)})
        actions.make_commitments(campaign, queries.candidates(campaign, territory.hamlets[:2]))
        campaign_id = campaign.id
    for hamlet_id in territory.hamlets[:2]:
        with acting(OFFICER, days.campaign):
            unprinted = queries.to_print(campaign_id, "unprinted", hamlet_id)
            actions.print_commitments(queries.campaign(campaign_id), unprinted, days.campaign)
    return campaign_id


def _come_back(days: Days, territory: Territory, campaign_id: int) -> None:
    """A stack at once, then one drawn on the screen, one signed by another, one with a helping hand; one said no."""
    with acting(CLERK, days.signing):
        campaign = queries.campaign(campaign_id)
        asked = queries.to_print(campaign_id, "missing", territory.hamlets[0])
        by_hand, (drawing, wife, elder, away) = asked[:-5], asked[-4:]
        actions.receive_many(campaign, by_hand, days.signing, days.signing)
        actions.draw(drawing.row, SIGNATURE, days.signing, "Cao Thị Hồng Khuê", Hand(), CONSENT.purposes[:2])
        as_wife = "Vợ hoặc chồng của chủ hộ"
        actions.receive(wife.row, days.signing, days.signing, "Trần Thị Bích Liễu", capacity=as_wife)
        actions.receive(
            elder.row, days.signing, days.signing, helped_by="Hồ Sỹ Hùng", help_reason="Không biết chữ", consents=()
        )
        actions.decline(away.row, "Đi làm ăn xa, hẹn ký khi về")
        kept = [line.row.id for line in by_hand[:3]]
    with acting(OFFICER, days.signing):
        _taken_back(queries.campaign(campaign_id), queries.to_print(campaign_id, "missing", territory.hamlets[1])[:3])
        _attested(queries.campaign(campaign_id), kept, days)


def _taken_back(campaign: Campaign, lines: list[Line]) -> None:
    """A refusal written down for the wrong people, and undone."""
    bulk.undo(actions.decline_many(campaign, lines, "Đi vắng, chưa gặp"))


def _attested(campaign: Campaign, ids: list[int], days: Days) -> None:
    """The hamlet's meeting says of three households that they kept what no record of ours can show."""
    evidence = "Biên bản họp thôn, Trưởng thôn ký xác nhận"
    rows = [queries.get(row_id) for row_id in ids]
    for promise in campaign.promises[1:]:
        actions.attest_many(promise, rows, State.KEPT, evidence, days.signing, days.signing)


# ---- other campaigns


def _others(territory: Territory) -> tuple[tuple[str, str, Callable[[], Subject]], ...]:
    """Who pledges besides the households: the kind of text, the name of the campaign, and one who signs first."""
    return (
        ("person", "Cá nhân cam kết tham gia lớp kỹ năng số", lambda: people.get(territory.instructor)),
        ("collective", "Tập thể cam kết thực hiện phong trào", lambda: people.collective(territory.team)),
        ("official", "Cán bộ, công chức cam kết gương mẫu", lambda: people.get(territory.teacher)),
    )


def _one_more(days: Days, plan_id: int, kind: str, name: str, subject: Callable[[], Subject]) -> None:
    """A campaign of another kind that has just begun: its first paper is printed."""
    with acting(OFFICER, days.campaign):
        campaign = _open(days, plan_id, kind, name)
        (row,) = actions.make_commitments(campaign, [subject()]).commitments
        actions.print_one(queries.line(row), days.campaign)


def _run_out(days: Days, territory: Territory, plan_id: int) -> None:
    """A trial whose time is over: two signed, one of them withdrew; the other has run out."""
    with acting(OFFICER, days.campaign):
        campaign = _open(
            days,
            plan_id,
            "household",
            "Ký cam kết thí điểm một tháng",
            closes_on=days.signing,
            valid_until=days.before(60),
            audience={"hamlets": [territory.hamlets[2]]},
        )
        subjects = queries.candidates(campaign, [territory.hamlets[2]])[:2]
        rows = actions.make_commitments(campaign, subjects).commitments
        campaign_id, (kept, left) = campaign.id, [row.id for row in rows]
    with acting(CLERK, days.signing):
        actions.receive(queries.get(kept), days.signing, days.signing)
        actions.receive(queries.get(left), days.signing, days.signing)
    with acting(OFFICER, days.before(70)):
        actions.withdraw(queries.get(left), "Chuyển hộ khẩu sang xã khác", days.before(70), days.before(70))
    with acting(OFFICER, days.before(55)):
        actions.expire_many(queries.campaign(campaign_id), days.before(55))
