"""The versions of a plan: what each one said, what two of them say otherwise."""

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.plans import queries
from app.plans.actions import versions as actions
from app.plans.models import Plan
from app.plans.queries import versions
from app.plans.rules.comparing import differences, merged
from app.plans.views import bp


@bp.get("/<int:plan_id>/versions")
@needs(Can.PLAN_READ)
def versions_of(plan_id: int) -> Response:
    """Every version that was issued, what waits for the next one, and two of them side by side."""
    plan = queries.get(plan_id)
    known = versions.issued(plan)
    own = queries.is_own(plan)
    shown = [row for row in known if row.snapshot.get("plan")]
    first, second = _chosen(plan)
    return htmx.page(
        "plans/versions.html",
        plan=plan,
        own=own,
        versions=known,
        comparable=shown,
        papers=versions.sealed(known),
        changes={row.number: merged(one for one in plan.changes if one.version == row.number) for row in known},
        waiting=versions.waiting(plan) if own else [],
        first=first,
        second=second,
        differences=_compared(plan, first, second),
    )


def _chosen(plan: Plan) -> tuple[int | None, int | None]:
    """The two versions asked for; 0 is the plan as it stands today, which only its own authority compares."""
    return request.args.get("first", type=int), request.args.get("second", type=int)


def _compared(plan: Plan, first: int | None, second: int | None) -> list[object] | None:
    if first is None or second is None:
        return None
    return list(differences(_words(plan, first), _words(plan, second)))


def _words(plan: Plan, number: int) -> dict[str, object]:
    if number == 0 and queries.is_own(plan):
        return actions.as_it_stands(plan, clock.today())
    return dict(versions.of_plan(plan, number).snapshot.get("plan", {}))


@bp.get("/<int:plan_id>/versions/<int:number>")
@needs(Can.PLAN_READ)
def version(plan_id: int, number: int) -> Response:
    """A plan as it was in one of its versions; the sealed paper beside it never changes."""
    plan = queries.get(plan_id)
    row = versions.of_plan(plan, number)
    return htmx.page(
        "plans/version.html",
        plan=plan,
        row=row,
        said=row.snapshot.get("plan"),
        paper=versions.sealed([row]).get(number),
        changes=merged(one for one in plan.changes if one.version == number),
    )
