"""What a pasted list of activities is held against."""

from datetime import date

from sqlalchemy import func, select

from app import text
from app.activities.models import Activity
from app.activities.rules.pasting import Books
from app.db import db
from app.places import queries as places
from app.plans.models import PlanClosing
from app.tenancy import scope_of

LOOKED_BACK = 400  # days: a double of an older activity is not looked for


def books_for(today: date, kind: str = "") -> Books:
    """The hamlets, the activities of the last year and the first day whose figures are open, in three statements."""
    home = scope_of(db.session()).home
    recent = select(Activity.kind, Activity.title, Activity.day).where(
        Activity.owner_id == home, Activity.day >= date.fromordinal(today.toordinal() - LOOKED_BACK)
    )
    closed = select(func.max(PlanClosing.until)).where(PlanClosing.owner_id == home, PlanClosing.reopened_on.is_(None))
    return Books(
        today,
        {text.fold(one.name): one.id for one in places.hamlets(today)},
        frozenset((of, text.fold(title), day) for of, title, day in db.session.execute(recent)),
        db.session.scalar(closed),
        kind,
    )
