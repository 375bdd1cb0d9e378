"""One activity made again for other hamlets or other days: each copy stands for itself and is counted by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from app import audit, clock
from app.activities.actions.activities import Details, save_activity, save_refusals
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.rules import activities as rules
from app.activities.rules.activities import ActivityState, Numbers
from app.places.models import Hamlet
from app.refusals import Refusal, refuse_if
from app.training.rules import planning


def copy_activity(
    activity: Activity, hamlets: Sequence[Hamlet], days: Sequence[date], *, held: bool = False, late_reason: str = ""
) -> list[Activity]:
    """Make an activity again for each of these hamlets on each of these days; without a hamlet where it took place.

    Numbers are not copied: nobody counted yet. With `held` copies of days that are over are put down as held, else all
    are planned. Raises Refused with every reason.
    """
    refuse_if(copy_refusals(activity, hamlets, days, held=held, late_reason=late_reason))
    made = [save_activity(None, one) for one in _copies(activity, hamlets, days, held, late_reason)]
    audit.record("activity-copied", activity, title=activity.title, count=len(made))
    return made


def copy_refusals(
    activity: Activity, hamlets: Sequence[Hamlet], days: Sequence[date], *, held: bool = False, late_reason: str = ""
) -> list[Refusal]:
    """Why the copies cannot be made, each reason once."""
    found = rules.copy_faults(len(hamlets), days)
    if found:
        return found
    every = [save_refusals(None, one) for one in _copies(activity, hamlets, days, held, late_reason)]
    return list(dict.fromkeys(reason for reasons in every for reason in reasons))


def _copies(
    activity: Activity, hamlets: Sequence[Hamlet], days: Sequence[date], held: bool, late_reason: str
) -> Iterator[Details]:
    original = details_of(activity)
    for day in days:
        over = held and day <= clock.today()
        lasts = activity.last_day - activity.day if activity.last_day else None
        copy = replace(
            original,
            day=day,
            last_day=day + lasts if lasts else None,
            state=ActivityState.HELD if over else ActivityState.PLANNED,
            numbers=Numbers(),
            counted_how=None,
            link=None,
            note=None,
            late_reason=late_reason,
        )
        if not hamlets:
            yield copy
        for hamlet in hamlets:
            yield _there(copy, hamlet, [one.hamlet for one in activity.hamlets])


def _there(copy: Details, hamlet: Hamlet, before: Sequence[Hamlet]) -> Details:
    """The copy in one hamlet: where title and place name the hamlet of the original, they name this one."""
    (old,) = [one.name for one in before] if len(before) == 1 else ("",)
    team = copy.collective if copy.collective and copy.collective.hamlet_id in (None, hamlet.id) else None
    return replace(
        copy,
        hamlets=(hamlet,),
        title=planning.renamed(copy.title, old, hamlet.name),
        place=planning.renamed(copy.place, old, hamlet.name) if copy.place else None,
        collective=team,
    )


def details_of(activity: Activity) -> Details:
    """An activity as it was entered: what a copy begins with."""
    return Details(
        kind=activity.kind,
        title=activity.title,
        day=activity.day,
        state=activity.state,
        last_day=activity.last_day,
        starts_at=activity.starts_at,
        place=activity.place,
        plan=activity.plan,
        task_id=activity.task_id,
        campaign_id=activity.campaign_id,
        unit=activity.unit,
        collective=activity.collective,
        held_by=activity.held_by,
        hamlets=tuple(queries.hamlets_of([one.hamlet_id for one in activity.hamlets])),
        numbers=Numbers(activity.reached, activity.turns),
        counted_how=activity.counted_how,
        count=activity.count,
        minutes=activity.minutes,
        outlet=activity.outlet,
        link=activity.link,
        note=activity.note,
    )
