"""Third chapter: a campaign of signing, printed and half of it come back; one of each other kind has begun."""

from collections.abc import Callable
from datetime import timedelta

from app.cli.story.cast import CLERK, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commitments import actions, queries
from app.commitments.queries import Subject
from app.people import queries as people
from app.plans import queries as plans


def tell(days: Days, territory: Territory, plan_id: int) -> int:
    """Households of two hamlets are asked; those of the first have nearly all signed. Returns the campaign's id."""
    with acting(OFFICER, days.campaign):
        actions.seed_wordings(days.campaign)
        wording = next(one for one in queries.wordings(days.campaign) if one.subject_kind == "household")
        campaign = actions.save_campaign(
            None,
            plan=plans.get(plan_id),
            wording=wording,
            name="Hộ gia đình cam kết học và dùng kỹ năng số",
            opens_on=days.campaign,
            closes_on=days.last + timedelta(days=10),
            valid_from=days.campaign,
            valid_until=days.plan_until,
        )
        campaign_id = campaign.id
        actions.make_commitments(campaign, queries.candidates(campaign, territory.hamlets[:2]))
    for hamlet_id in territory.hamlets[:2]:
        with acting(OFFICER, days.campaign):
            actions.print_commitments(
                queries.campaign(campaign_id), queries.to_print(campaign_id, "unprinted", hamlet_id), days.campaign
            )
    with acting(CLERK, days.signing):
        lines = queries.to_print(campaign_id, "missing", territory.hamlets[0])
        actions.receive_many(queries.campaign(campaign_id), lines[:-2], days.signing, days.signing)
        actions.decline(lines[-1].row, "Đi làm ăn xa, hẹn ký khi về")
    for kind, name, subject in _others(territory):
        _one_more(days, plan_id, kind, name, subject)
    return campaign_id


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
        wording = next(one for one in queries.wordings(days.campaign) if one.subject_kind == kind)
        campaign = actions.save_campaign(
            None,
            plan=plans.get(plan_id),
            wording=wording,
            name=name,
            opens_on=days.campaign,
            closes_on=days.last + timedelta(days=10),
            valid_from=days.campaign,
            valid_until=days.plan_until,
        )
        (row,) = actions.make_commitments(campaign, [subject()]).commitments
        actions.print_one(queries.line(row), days.campaign)
