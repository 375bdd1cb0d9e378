"""What was awarded in a period: how many tập thể, cá nhân and hộ gia đình, by the award they were given."""

from sqlalchemy import case, func, select

from app.commendations.models import Achievement
from app.db import db
from app.plans.rules import Period


def given(period: Period) -> dict[tuple[str, str], int]:
    """How many were given each award by a dossier of these books, by the day of its decision, in one statement.

    By the award's name and the kind of subject (collective, person, household). One that was cancelled since is none;
    one that was only typed in from an old decision was not given by these books.
    """
    kind = case(
        (Achievement.collective_id.is_not(None), "collective"),
        (Achievement.household_id.is_not(None), "household"),
        else_="person",
    )
    chosen = (
        select(Achievement.award_label, kind, func.count())
        .where(
            Achievement.nominee_id.is_not(None),
            Achievement.revoked_on.is_(None),
            Achievement.day >= period.start,
            Achievement.day < period.end,
        )
        .group_by(Achievement.award_label, kind)
        .order_by(Achievement.award_label)
    )
    return {(label, whom): count for label, whom, count in db.session.execute(chosen)}
