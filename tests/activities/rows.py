"""Activities, visits and what hangs on them for tests, made through the real actions."""

from datetime import date

from app.activities.actions import activities as actions
from app.activities.actions import inspections as inspecting
from app.activities.actions import visits
from app.activities.actions.activities import Details
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.rules.activities import ActivityState, Numbers, TakingPart
from app.activities.rules.visits import Door, Outcome
from app.db import db
from app.plans.models import PlanClosing
from tests.cast import DAY, Cast, acting
from tests.people import rows as people
from tests.training import rows as plans


def details(kind: str = "launch", **given) -> Details:
    """An activity of the day of the cast, as its form would say it."""
    given.setdefault("title", "Lễ phát động tại Thôn 3")
    return Details(kind=kind, **{"day": DAY, "state": ActivityState.HELD, **given})


def activity(kind: str = "launch", *, hamlets=(), reached=None, turns=None, **given) -> Activity:
    """An activity in the book of the acting authority, held on the day of the cast unless said otherwise."""
    hamlets = queries.hamlets_of([one.id for one in hamlets])
    return actions.save_activity(None, details(kind, hamlets=hamlets, numbers=Numbers(reached, turns), **given))


def closed_until(day: date, plan=None) -> PlanClosing:
    """The figures of all days before this one closed."""
    plan = plan or plans.plan("99/KH-UBND")
    db.session.flush()
    closing = PlanClosing(plan=plan, until=day, ground="Báo cáo quý", closed_on=DAY, closed_by="Cán bộ")
    db.session.add(closing)
    db.session.flush()
    return closing


def foreign_urls(cast: Cast) -> list[str]:
    """Every address with an id of one activity of the home commune, which does not exist for the stranger."""
    with acting(cast.users["officer"]):
        place = people.hamlet("Thôn Ngoài")
        home = people.household("Nguyễn Văn Nhà", place)
        db.session.flush()
        round_ = activity("home-visit", hamlets=[place], title="Đi từng ngõ")
        visits.enter_visits(round_, DAY, [Door(home.id, Outcome.GUIDED, 2)])
        part = actions.add_part(round_, TakingPart.HELPER, person=home.head)
        db.session.flush()
        one = f"/activities/{round_.id}"
        return [one, f"{one}/parts/{part.id}/remove", *inspection_urls(place)]


def inspection_urls(place) -> list[str]:
    """Every address with an id of one inspection and of what it found."""
    given = inspecting.Planned("inspection", DAY, ["Việc ký cam kết"], hamlet=place)
    row = inspecting.plan_inspection(None, given)
    example = inspecting.Found("example", "Nhóm con dạy cha mẹ")
    inspecting.write_up(row, inspecting.Held(DAY), [example], DAY)
    return [f"/activities/inspections/{row.id}", f"/activities/inspections/findings/{row.findings[0].id}"]
