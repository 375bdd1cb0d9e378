"""Third chapter: a campaign of signing, printed and half of it come back."""

from datetime import timedelta

from app.cli.story.cast import CLERK, OFFICER, acting
from app.cli.story.days import Days
from app.cli.story.territory import Territory
from app.commitments import actions, queries
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
    return campaign_id
