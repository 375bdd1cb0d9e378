"""Reads of one activity and of what its form offers; a foreign or unknown id is not found."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import text
from app.access import Role
from app.activities.models import Activity, ActivityHamlet, ActivityPart, Visit
from app.commitments import queries as commitments
from app.commitments.models import Campaign
from app.db import db
from app.papers.models import EvidenceFile
from app.people.models import Collective
from app.places.models import Hamlet
from app.plans import queries as plans
from app.plans.models import Plan, Task
from app.plans.queries import closings
from app.refusals import Refusal
from app.tenancy import actor_of, scope_of

PAGE = 50
_CLOSED_TASKS = ("done", "cancelled")


def get(activity_id: int) -> Activity:
    """The activity with this id, with its hamlets; a foreign or unknown id is not found."""
    options = [
        joinedload(Activity.plan),
        joinedload(Activity.unit),
        joinedload(Activity.collective),
        selectinload(Activity.hamlets).joinedload(ActivityHamlet.hamlet),
        selectinload(Activity.parts).options(joinedload(ActivityPart.person), joinedload(ActivityPart.collective)),
    ]
    found = db.session.get(Activity, activity_id, options=options)
    if found is None:
        raise NotFound
    return found


def own(activity_id: int) -> Activity:
    """The activity with this id to be written to; one of another authority is not found, even where it is read."""
    found = get(activity_id)
    if found.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return found


def part(activity: Activity, part_id: int) -> ActivityPart:
    """Who takes part in this activity by this id; of any other activity it is not found."""
    found = db.session.get(ActivityPart, part_id)
    if found is None or found.activity_id != activity.id:
        raise NotFound
    return found


def changing_refusals(activity: Activity) -> list[Refusal]:
    """Why the one who asks may not change this activity: a trainer changes what they entered themselves."""
    actor = actor_of(db.session())
    if Role.OFFICER in actor.roles or Role.TRAINER not in actor.roles or activity.entered_by == actor.name:
        return []
    return [Refusal("activity-of-another", detail=activity.entered_by)]


def is_own(activity: Activity) -> bool:
    """Whether the own authority may write to it; the province reads those of its communes."""
    return activity.owner_id in scope_of(db.session()).writes


def is_closed(*days: date | None) -> bool:
    """Whether the figures of one of these days were closed."""
    return any(closings.is_closed(day) is not None for day in {day for day in days if day is not None})


def visit_count(activity: Activity) -> int:
    """How many visits hang on an activity."""
    chosen = select(func.count(Visit.id)).where(Visit.activity_id == activity.id)
    return db.session.scalar(chosen) or 0


def evidence_count(activity: Activity) -> int:
    """How many pictures, documents and links hang on an activity."""
    chosen = select(func.count(EvidenceFile.id)).where(
        EvidenceFile.subject_table == Activity.__tablename__, EvidenceFile.subject_id == activity.id
    )
    return db.session.scalar(chosen) or 0


# ---- what the form offers


def plan_choices(chosen: int | None = None) -> list[tuple[int, str]]:
    """The plans an activity may stand under, by number and title, the newest first."""
    found = plans.all_plans()
    if chosen is not None and all(one.id != chosen for one in found):
        found.append(plans.get(chosen))
    return [(one.id, f"{one.reference_number} - {one.title}") for one in found]


def task_choices(chosen: int | None = None) -> list[tuple[int, str]]:
    """The tasks of the own issued plans that are not ended, and the one chosen already, by plan and place."""
    home = scope_of(db.session()).home
    chosen_rows = (
        select(Task, Plan.reference_number)
        .join(Plan, Plan.id == Task.plan_id)
        .where((Task.owner_id == home) & Task.state.not_in(_CLOSED_TASKS) | (Task.id == chosen))
        .order_by(Plan.day.desc(), Task.position, Task.id)
    )
    return [(task.id, _task_label(task, number)) for task, number in db.session.execute(chosen_rows)]


def _task_label(task: Task, number: str) -> str:
    words = task.text if len(task.text) <= 90 else f"{task.text[:90].rsplit(' ', 1)[0]}…"
    return f"{number}: {task.number or task.position}. {words}"


def task(task_id: int | None) -> Task | None:
    """The task an activity belongs to."""
    return db.session.get(Task, task_id) if task_id else None


def campaign_choices() -> list[tuple[int, str]]:
    """The campaigns of signing a launch may go with, the newest first."""
    return [(one.id, one.name) for one in commitments.campaigns()]


def campaign(campaign_id: int | None) -> Campaign | None:
    """The campaign of signing that a launch went with."""
    return db.session.get(Campaign, campaign_id) if campaign_id else None


def team_choices(day: date, chosen: int | None = None) -> list[tuple[int, str]]:
    """The collectives that may hold an activity: teams of the movement first, then the others, by name."""
    still = Collective.valid_until.is_(None) | (Collective.valid_until > day) | (Collective.id == chosen)
    rows = db.session.scalars(select(Collective).where(still).options(joinedload(Collective.hamlet)))
    ordered = sorted(rows, key=lambda one: (one.team_kind is None, text.fold_key(collective_label(one))))
    return [(one.id, collective_label(one)) for one in ordered]


def collective_label(collective: Collective) -> str:
    """How a collective is told from another of its name: by its hamlet, where the name does not say it."""
    hamlet = collective.hamlet.name if collective.hamlet else ""
    return (
        collective.name
        if not hamlet or text.fold(hamlet) in text.fold(collective.name)
        else (f"{collective.name} ({hamlet})")
    )


def hamlets_of(ids: Sequence[int]) -> list[Hamlet]:
    """The hamlets with these ids in the order of their names."""
    return list(db.session.scalars(select(Hamlet).where(Hamlet.id.in_(ids)).order_by(Hamlet.name_key, Hamlet.id)))


def outlets() -> list[str]:
    """Where broadcasts and articles of the commune ran before, to be chosen again."""
    chosen = select(Activity.outlet).where(Activity.outlet.is_not(None)).distinct().limit(200)
    return sorted((one for one in db.session.scalars(chosen) if one), key=text.fold_key)
