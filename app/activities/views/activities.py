"""One activity: its short form, its page, how it went, and the moves that may be refused."""

from datetime import time
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import audit, clock, htmx
from app.access import Can, needs
from app.activities.actions import activities as actions
from app.activities.actions.activities import Details, Result
from app.activities.actions.visits import visiting_refusals
from app.activities.forms.activities import FIELDS, ActivityForm, PartForm, ReasonForm, ResultForm, refuse
from app.activities.models import Activity
from app.activities.queries import activities as queries
from app.activities.queries import visits
from app.activities.rules.activities import ActivityKind, ActivityState, Numbers, overdue
from app.activities.rules.inputs import number_of
from app.activities.views import bp
from app.commitments import queries as commitments
from app.papers.forms import EvidenceForm
from app.papers.queries import evidence
from app.people import queries as people
from app.people.models import Collective
from app.places import queries as places
from app.plans import queries as plans
from app.refusals import Refused


@bp.get("/new")
@needs(Can.ACTIVITY_WRITE)
def new() -> Response:
    """The kinds to choose from; with a kind its form, filled in with what is known: plan, task, hamlet, day."""
    kind = _kind(request.args)
    if kind is None:
        return htmx.page("activities/kinds.html", asked=_asked(), kinds=list(ActivityKind))
    form = _form(kind, posted=False)
    form.title.data = htmx.words("ACTIVITY_TITLES")[kind]
    form.state.data, form.day.data = str(ActivityState.PLANNED), clock.today()
    plan = plans.for_new_work(request.args.get("plan", type=int), clock.today())
    form.plan.data = plan.id if plan else None
    form.task.data = request.args.get("task", type=int)
    form.hamlets.data = [one for one in [request.args.get("hamlet", type=int)] if one]
    if "count" in form:
        form.count.data = 1
    return _form_page(form, kind)


def _kind(values: Any) -> ActivityKind | None:
    found = values.get("kind", "")
    return ActivityKind(found) if found in set(ActivityKind) else None


def _asked() -> dict[str, Any]:
    """What a link to a new activity asks for, carried past the choice of its kind."""
    found = {name: request.args.get(name, type=int) for name in ("plan", "task", "hamlet")}
    return {name: value for name, value in found.items() if value}


@bp.post("/new")
@needs(Can.ACTIVITY_WRITE)
def create() -> Response:
    """Enter an activity."""
    kind = _kind(request.form)
    if kind is None:
        return htmx.page("activities/kinds.html", status=422, asked={}, kinds=list(ActivityKind))
    return _saved(None, kind)


@bp.get("/<int:activity_id>/edit")
@needs(Can.ACTIVITY_WRITE)
def edit(activity_id: int) -> Response:
    """The form of an activity."""
    activity = queries.own(activity_id)
    kind = ActivityKind(activity.kind)
    return _form_page(_form(kind, activity, posted=False), kind, activity)


@bp.post("/<int:activity_id>/edit")
@needs(Can.ACTIVITY_WRITE)
def save(activity_id: int) -> Response:
    """Correct an activity."""
    activity = queries.own(activity_id)
    return _saved(activity, ActivityKind(activity.kind))


def _form(kind: ActivityKind, activity: Activity | None = None, posted: bool = True) -> ActivityForm:
    given: dict[str, Any] = {} if posted else {"formdata": None}
    if activity is not None:
        given["data"] = _data_of(activity)
    form = ActivityForm(**given).for_kind(kind, counts=not (activity and visits.days_of(activity)))
    today = clock.today()
    return form.offer(places.hamlets(today), [(one.id, one.name) for one in places.units(today)], activity)


def _data_of(activity: Activity) -> dict[str, Any]:
    names = ("title", "state", "day", "last_day", "place", "held_by", "outlet", "link", "count", "minutes")
    found = {name: getattr(activity, name) for name in (*names, "reached", "turns", "counted_how", "note")}
    if activity.starts_at:
        found["starts_at"] = time.fromisoformat(activity.starts_at)
    return found | {
        "hamlets": [one.hamlet_id for one in activity.hamlets],
        "team": activity.collective_id,
        "unit": activity.unit_id,
        "plan": activity.plan_id,
        "task": activity.task_id,
        "campaign": activity.campaign_id,
    }


def _form_page(form: ActivityForm, kind: ActivityKind, activity: Activity | None = None, status: int = 200) -> Response:
    late = form.late_reason.errors or form.late_reason.data
    days = [day for day in (form.day.data, form.value("last_day")) if day]
    return htmx.page(
        "activities/form.html",
        status=status,
        form=form,
        kind=kind,
        activity=activity,
        outlets=queries.outlets() if "outlet" in form else [],
        closed=bool(late) or queries.is_closed(*days),
    )


def _saved(activity: Activity | None, kind: ActivityKind) -> Response:
    form = _form(kind, activity)
    if not form.validate_on_submit():
        return _form_page(form, kind, activity, 422)
    try:
        made = actions.save_activity(activity, details_of(form, kind))
    except Refused as refused:
        refuse(form, refused, FIELDS)
        return _form_page(form, kind, activity, 422)
    return htmx.go(".show", f"Đã lưu “{made.title}”.", activity_id=made.id)


def details_of(form: ActivityForm, kind: ActivityKind) -> Details:
    """An activity as its form, once found valid, says it; without a title it is called like its kind."""
    day, starts = form.day.data, form.value("starts_at")
    assert day is not None
    plan_id, unit_id, team_id = form.plan.data, form.unit.data, form.team.data
    words = htmx.words("ACTIVITY_TITLES")[kind] or htmx.words("ACTIVITY_KINDS")[kind]
    return Details(
        kind=kind,
        title=form.title.data or words,
        day=day,
        state=form.state.data,
        last_day=form.value("last_day"),
        starts_at=f"{starts:%H:%M}" if starts else None,
        place=form.value("place"),
        plan=plans.get(plan_id) if plan_id else None,
        task_id=form.task.data,
        campaign_id=form.value("campaign"),
        unit=places.unit(unit_id) if unit_id else None,
        collective=_team(team_id),
        held_by=form.held_by.data,
        hamlets=queries.hamlets_of(form.hamlets.data or []),
        numbers=form.numbers,
        counted_how=form.value("counted_how"),
        count=form.value("count") or 1,
        minutes=form.value("minutes"),
        outlet=form.value("outlet"),
        link=form.value("link"),
        note=form.note.data,
        late_reason=form.late_reason.data or "",
    )


def _team(collective_id: int | None) -> Collective | None:
    return people.collective(collective_id) if collective_id else None


# ---- its page


@bp.get("/<int:activity_id>")
@needs(Can.ACTIVITY_READ)
def show(activity_id: int) -> Response:
    """One activity: where and when, how many it reached, who took part, doors, pictures, what happened to it."""
    return activity_page(queries.get(activity_id))


def activity_page(activity: Activity, status: int = 200, **given: Any) -> Response:
    """The page of an activity; `given` are forms with faults in place of the empty ones."""
    today = clock.today()
    is_round = activity.kind == ActivityKind.HOME_VISIT
    campaign = queries.campaign(activity.campaign_id)
    context: dict[str, Any] = {
        "part_form": PartForm(formdata=None).equip(),
        "proof_form": EvidenceForm(formdata=None, prefix="proof"),
        "cancel_form": ReasonForm(formdata=None, prefix="cancel"),
        "again_form": ReasonForm(formdata=None, prefix="again"),
        **given,
    }
    return htmx.page(
        "activities/show.html",
        status=status,
        activity=activity,
        is_own=queries.is_own(activity),
        files=evidence.of(activity),
        waiting=overdue(activity.state, activity.last_day or activity.day, today),
        task=queries.task(activity.task_id),
        campaign=campaign,
        signed=commitments.sum_of(commitments.counts(campaign.id)) if campaign else None,
        is_round=is_round,
        rounds=visits.rounds(activity) if is_round else {},
        visit_days=visits.days_of(activity) if is_round else [],
        why_not={
            "change": queries.changing_refusals(activity),
            "hold": actions.holding_refusals(activity),
            "visit": visiting_refusals(activity) if is_round else [],
            "cancel": actions.cancelling_refusals(activity),
            "again": actions.restoring_refusals(activity),
            "remove": actions.removal_refusals(activity),
        },
        history=audit.lines_about(activity),
        **context,
    )


# ---- how it went


@bp.get("/<int:activity_id>/result")
@needs(Can.ACTIVITY_WRITE)
def result(activity_id: int) -> Response:
    """Write down how an activity went: numbers of the whole and of each hamlet."""
    activity = queries.own(activity_id)
    names = ("last_day", "count", "minutes", "reached", "turns", "counted_how", "note")
    data = {name: getattr(activity, name) for name in names}
    form = ResultForm(formdata=None, data=data).for_activity(activity, bool(visits.days_of(activity)))
    return _result_page(activity, form, {})


@bp.post("/<int:activity_id>/result")
@needs(Can.ACTIVITY_WRITE)
def save_result(activity_id: int) -> Response:
    """Save how an activity went."""
    activity = queries.own(activity_id)
    form = ResultForm().for_activity(activity, bool(visits.days_of(activity)))
    typed, numbers, faults = _read_hamlets(activity)
    valid = form.validate_on_submit()
    if faults:
        form.refuse("Có ô của thôn không phải là số: xem bảng bên dưới.")
    if not valid or faults:
        return _result_page(activity, form, typed, 422, faults)
    try:
        actions.record_result(activity, _result_of(form, numbers))
    except Refused as refused:
        refuse(form, refused, FIELDS)
        return _result_page(activity, form, typed, 422)
    return htmx.go(".show", f"Đã ghi kết quả “{activity.title}”.", activity_id=activity.id)


def _result_of(form: ResultForm, numbers: dict[int, Numbers]) -> Result:
    return Result(
        numbers=Numbers(form.value("reached"), form.value("turns")),
        hamlets=numbers,
        counted_how=form.value("counted_how") or "",
        count=form.value("count") or 1,
        minutes=form.value("minutes"),
        last_day=form.value("last_day"),
        note=form.note.data or "",
        late_reason=form.late_reason.data or "",
    )


Typed = dict[str, str]


def _read_hamlets(activity: Activity) -> tuple[Typed, dict[int, Numbers], Typed]:
    """The boxes of the hamlets as typed, as numbers, and what is wrong with which."""
    typed, faults, numbers = {}, {}, {}
    for one in activity.hamlets:
        read: dict[str, int | None] = {}
        for name in ("reached", "turns"):
            box = f"{name}-{one.hamlet_id}"
            typed[box] = request.form.get(box, "").strip()
            try:
                read[name] = number_of(typed[box])
            except ValueError as fault:
                faults[box] = str(fault)
        numbers[one.hamlet_id] = Numbers(read.get("reached"), read.get("turns"))
    return typed, numbers, faults


def _result_page(
    activity: Activity, form: ResultForm, typed: Typed, status: int = 200, faults: Typed | None = None
) -> Response:
    shown = dict(typed)
    for one in activity.hamlets:
        for name in ("reached", "turns"):
            known = getattr(one, name)
            shown.setdefault(f"{name}-{one.hamlet_id}", "" if known is None else str(known))
    return htmx.page(
        "activities/result.html",
        status=status,
        activity=activity,
        form=form,
        typed=shown,
        faults=faults or {},
        counted_by_doors="reached" not in form,
        closed=queries.is_closed(activity.day, activity.last_day) or bool(form.late_reason.errors),
        why_not=actions.holding_refusals(activity),
    )


# ---- moves


@bp.post("/<int:activity_id>/cancel")
@needs(Can.ACTIVITY_WRITE)
def cancel(activity_id: int) -> Response:
    """Write down that an activity falls through, and why."""
    activity = queries.own(activity_id)
    form = ReasonForm(prefix="cancel")
    if not form.validate_on_submit():
        return activity_page(activity, 422, cancel_form=form)
    actions.cancel(activity, form.reason.data or "")
    return htmx.go(".show", "Đã ghi là không tổ chức.", activity_id=activity.id)


@bp.post("/<int:activity_id>/again")
@needs(Can.ACTIVITY_WRITE)
def plan_again(activity_id: int) -> Response:
    """Take an activity back to planned, with the reason."""
    activity = queries.own(activity_id)
    form = ReasonForm(prefix="again")
    if not form.validate_on_submit():
        return activity_page(activity, 422, again_form=form)
    actions.plan_again(activity, form.reason.data or "")
    return htmx.go(".show", "Đã đưa về dự kiến.", activity_id=activity.id)


@bp.post("/<int:activity_id>/remove")
@needs(Can.ACTIVITY_WRITE)
def remove(activity_id: int) -> Response:
    """Take off an activity entered by mistake."""
    activity = queries.own(activity_id)
    title = activity.title
    actions.remove(activity)
    return htmx.go(".index", f"Đã bỏ “{title}”.")


# ---- who took part


@bp.post("/<int:activity_id>/parts")
@needs(Can.ACTIVITY_WRITE)
def add_part(activity_id: int) -> Response:
    """Put down somebody who took part."""
    activity = queries.own(activity_id)
    form = PartForm().equip()
    if not form.validate_on_submit():
        return activity_page(activity, 422, part_form=form)
    person_id, team_id = form.person.data, form.collective.data
    try:
        made = actions.add_part(
            activity,
            form.part.data,
            person=people.get(person_id) if person_id else None,
            collective=_team(team_id),
            note=form.note.data or "",
        )
    except Refused as refused:
        htmx.refuse(form, refused, part_of_nobody="person", part_entered_already="person")
        return activity_page(activity, 422, part_form=form)
    return htmx.go(".show", f"Đã ghi {actions.name_of(made)}.", activity_id=activity.id, _anchor="parts")


@bp.post("/<int:activity_id>/parts/<int:part_id>/remove")
@needs(Can.ACTIVITY_WRITE)
def remove_part(activity_id: int, part_id: int) -> Response:
    """Take somebody off those who took part."""
    activity = queries.own(activity_id)
    part = queries.part(activity, part_id)
    name = actions.name_of(part)
    actions.remove_part(part)
    return htmx.go(".show", f"Đã bỏ {name} khỏi người tham gia.", activity_id=activity.id, _anchor="parts")
