"""The figures of a report drawn from the books, part by part: each part is one small function.

A report tells of the whole of an authority's books in its period, as the page of indicators does: a class serves the
movement whether or not somebody linked it to a plan. Only tasks and targets are those of the plan itself.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from app import text
from app.activities import queries as activities
from app.commendations import queries as commendations
from app.oversight.queries import MEASURES
from app.oversight.queries.standings import TasksOn, target_lines, task_line, tasks_on
from app.oversight.rules.reports import ONE_DAY, Drawn, Number, Part, TargetLine
from app.plans import queries as plans
from app.plans.models import Plan
from app.plans.queries import initiatives
from app.plans.rules import About, Measure, Period

NAMED = 20  # initiatives named in the text: the rest stands in the book
Drawing = Callable[[Plan, Period], tuple[Number, ...]]


def draw(plan: Plan, period: Period, today: date) -> Drawn:
    """Everything that a report of this plan tells of a period, as the books say it now.

    Args: today, since of a period that is not over yet nothing is late that is due later.
    """
    targets = target_lines(plan, period)
    tasks = tasks_on(plan, period, today) if plans.is_own(plan) else None
    parts: dict[Part, Drawing] = {**PARTS, Part.INSPECTIONS: partial(_inspections, today=today)}
    return Drawn(
        numbers={
            str(Part.TARGETS): _targets(targets, plan, period),
            str(Part.TASKS): _tasks(tasks, plan) if tasks else (),
            **{str(part): numbers(plan, period) for part, numbers in parts.items()},
        },
        targets=targets,
        late=tuple(task_line(one) for one in tasks.late) if tasks else (),
        coming=tuple(task_line(one) for one in tasks.coming) if tasks else (),
        named={str(Part.DIRECTION): _issued(plan, period), str(Part.INITIATIVES): _initiatives_named(period)},
    )


def _issued(plan: Plan, period: Period) -> tuple[str, ...]:
    """The numbers of what was issued of the plan in the period: the plan itself and what amended it."""
    rows = [one for one in plan.versions if one.day is not None and one.reference_number]
    named = tuple(
        one.reference_number or "" for one in rows if one.day is not None and period.start <= one.day < period.end
    )
    if rows or not period.start <= plan.day < period.end:
        return named
    return (plan.reference_number,)


def _since_beginning(plan: Plan, period: Period) -> Period:
    return Period(min(plan.valid_from, period.start), period.end)


# ---- from the measures


def _measured(measure: Measure, plan: Plan, period: Period) -> Number:
    figure = MEASURES[measure](About(), period)
    whole = _since_beginning(plan, period)
    total = figure.count if whole == period else MEASURES[measure](About(), whole).count
    with_turns = figure.turn_noun != figure.noun
    return Number(
        key=str(measure),
        value=figure.count,
        noun=figure.noun,
        turns=figure.turns if with_turns else None,
        turn_noun=figure.turn_noun if with_turns else "",
        total=total,
        endpoint="oversight.figure",
        values=_values(measure, plan, period),
    )


def _values(measure: Measure, plan: Plan, period: Period) -> tuple[tuple[str, str], ...]:
    days = (("from", period.start.isoformat()), ("until", period.end.isoformat()))
    return (("plan_id", str(plan.id)), ("measure", str(measure)), *days)


def _of_measures(*measures: Measure) -> Drawing:
    return lambda plan, period: tuple(_measured(one, plan, period) for one in measures)


# ---- targets and tasks


def _targets(lines: Sequence[TargetLine], plan: Plan, period: Period) -> tuple[Number, ...]:
    told = {
        "targets-all": len(lines),
        "targets-reached": sum(1 for one in lines if one.reached),
        "targets-missed": sum(1 for one in lines if one.reached is False),
        "targets-unknown": sum(1 for one in lines if one.reached is None),
    }
    year = (period.end - ONE_DAY).year
    values = (("plan", str(plan.id)), ("year", str(year)))
    return tuple(
        Number(key, count, "chỉ tiêu", endpoint="oversight.index", values=values) for key, count in told.items()
    )


def _tasks(found: TasksOn, plan: Plan) -> tuple[Number, ...]:
    told = {
        "tasks-all": found.every,
        "tasks-done": found.done,
        "tasks-done-now": found.done_now,
        "tasks-in-time": found.in_time,
        "tasks-behind": found.behind,
        "tasks-doing": found.doing,
        "tasks-late": len(found.late),
        "tasks-cancelled": found.cancelled,
    }
    return tuple(
        Number(key, value, "nhiệm vụ", endpoint="plans.tasks", values=_task_list(key, plan))
        for key, value in told.items()
    )


# Which tasks the list shows for a figure; what was done just in the period is found among all that are done.
_TASK_LISTS = {"tasks-all": "", "tasks-doing": "undone", "tasks-late": "late", "tasks-cancelled": "cancelled"}


def _task_list(key: str, plan: Plan) -> tuple[tuple[str, str], ...]:
    state = _TASK_LISTS.get(key, "done")
    return (("plan", str(plan.id)), *((("state", state),) if state else ()))


# ---- activities

# What one activity of a kind is called, so that a broadcast is no "hoạt động" in the report.
NOUNS = {
    "launch": "buổi phát động",
    "broadcast": "lượt phát thanh",
    "article": "tin, bài",
    "contest": "cuộc thi",
    "learning-day": "ngày học tập số",
    "home-visit": "đợt đến tận nhà",
    "other": "hoạt động khác",
}


def _activities(plan: Plan, period: Period) -> tuple[Number, ...]:
    now = activities.by_kind(period)
    whole = activities.by_kind(_since_beginning(plan, period))
    entries = Number(
        "activities",
        now.total.entries,
        "hoạt động",
        total=whole.total.entries,
        endpoint="activities.index",
        values=_held(period),
    )
    by_kind = (
        Number(
            f"activities-{kind}",
            one.times,
            NOUNS[kind],
            total=whole.kinds[kind].times,
            endpoint="activities.index",
            values=(("kind", kind), *_held(period)),
        )
        for kind, one in now.kinds.items()
        if one.times or whole.kinds[kind].times
    )
    return (entries, *by_kind, *_reached(plan, period, now.total.uncounted))


def _held(period: Period) -> tuple[tuple[str, str], ...]:
    """The held activities of a period, as the list of activities is asked for them."""
    last = period.end - ONE_DAY
    return (("state", "held"), ("from", text.day_text(period.start)), ("to", text.day_text(last)))


def _reached(plan: Plan, period: Period, uncounted: int) -> tuple[Number, ...]:
    """Whom the activities reached, the doors knocked at, and how many activities nobody counted: an honest number."""
    reached = _measured(Measure.PEOPLE_REACHED, plan, period)
    visited = _measured(Measure.HOUSEHOLDS_VISITED, plan, period)
    return reached, visited, Number("activities-uncounted", uncounted, "hoạt động chưa đếm người")


# ---- inspections


def _inspections(plan: Plan, period: Period, today: date | None = None) -> tuple[Number, ...]:
    now = activities.inspections_summary(period, day=today)
    whole = activities.inspections_summary(_since_beginning(plan, period), day=today)
    values = _values(Measure.INSPECTIONS_HELD, plan, period)
    held = Number(
        "inspections", now.held, "cuộc kiểm tra, giám sát", total=whole.held, endpoint="oversight.figure", values=values
    )
    told = {
        "inspections-planned": (now.planned, whole.planned, "cuộc theo kế hoạch"),
        "inspections-places": (now.places, whole.places, "nơi được kiểm tra"),
    }
    findings = {
        "findings-faults": (now.faults, whole.faults, "tồn tại", (("kind", "fault"),)),
        "findings-mended": (now.mended, whole.mended, "tồn tại đã khắc phục", (("pending", "mended"),)),
        "findings-open": (now.open, whole.open, "tồn tại chưa khắc phục", (("pending", "open"),)),
        "findings-late": (now.late, whole.late, "tồn tại quá hạn", (("pending", "late"),)),
        "findings-examples": (now.examples, whole.examples, "cách làm hay", (("kind", "example"),)),
    }
    when = _quarter(period)
    return (
        held,
        *(Number(key, value, noun, total=total) for key, (value, total, noun) in told.items()),
        *(
            Number(key, value, noun, total=total, endpoint="activities.findings", values=(*asked, *when))
            for key, (value, total, noun, asked) in findings.items()
        ),
    )


def _quarter(period: Period) -> tuple[tuple[str, str], ...]:
    """A whole quarter, else the year of a period, as the list of findings is asked for it."""
    start, last = period.start, period.end - ONE_DAY
    year = (("year", str(last.year)),)
    quarter = (start.month - 1) // 3 + 1
    whole = (start.day, start.month % 3, period.end.day, last.month, last.year) == (1, 1, 1, quarter * 3, start.year)
    return (*year, ("quarter", str(quarter))) if whole else year


# ---- the people of the movement


def _people(_plan: Plan, period: Period) -> tuple[Number, ...]:
    """The forces on the last day of the period."""
    found = activities.forces(period.end - ONE_DAY)
    told = {
        "teams": (found.teams, "đội, tổ"),
        **{f"teams-{kind}": (force.teams, TEAMS[kind]) for kind, force in found.kinds.items() if force.teams},
        "team-members": (found.people, "thành viên"),
        "hamlets-served": (found.served, "thôn, tổ dân phố có Tổ công nghệ số cộng đồng"),
    }
    return tuple(Number(key, value, noun, endpoint="activities.people") for key, (value, noun) in told.items())


TEAMS = {
    "digital-team": "Tổ công nghệ số cộng đồng",
    "ambassadors": "mạng lưới đại sứ số",
    "movement-team": "đội hình, tổ xung kích",
    "club": "câu lạc bộ",
}


# ---- initiatives


def _initiatives(plan: Plan, period: Period) -> tuple[Number, ...]:
    now = initiatives.summary(period)
    told = {
        "initiatives-told": (len(now.told), "mô hình, sáng kiến mới"),
        "initiatives-places": (now.places, "nơi bắt đầu áp dụng"),
        "initiatives-exemplars": (now.exemplars, "điển hình tiên tiến"),
    }
    measured = _of_measures(Measure.INITIATIVES_APPLIED, Measure.INITIATIVES_RECOGNISED)(plan, period)
    return (
        *measured,
        *(Number(key, value, noun, endpoint="plans.initiatives") for key, (value, noun) in told.items()),
    )


def _initiatives_named(period: Period) -> tuple[str, ...]:
    """The initiatives of the period, each with whose it is and what it brought, as a line of the report."""
    lines = []
    for one in initiatives.summary(period).told[:NAMED]:
        brought = "; ".join((*one.effects, one.effect) if one.effect else one.effects)
        lines.append(f"{one.title} ({one.owner}){f': {brought}' if brought else ''}")
    return tuple(lines)


# ---- awards

AWARDED = {"collective": "tập thể", "person": "cá nhân", "household": "hộ gia đình"}


def _awards(plan: Plan, period: Period) -> tuple[Number, ...]:
    now, whole = commendations.given(period), commendations.given(_since_beginning(plan, period))
    return tuple(
        Number(f"awards-{kind}", _sum(now, kind), noun, total=_sum(whole, kind)) for kind, noun in AWARDED.items()
    )


def _sum(given: Mapping[tuple[str, str], int], kind: str) -> int:
    return sum(count for (_label, whom), count in given.items() if whom == kind)


PARTS: Mapping[Part, Drawing] = {
    Part.ACTIVITIES: _activities,
    Part.COMMITMENTS: _of_measures(Measure.COMMITMENTS_SIGNED, Measure.COMMITMENTS_KEPT),
    Part.TRAINING: _of_measures(
        Measure.COURSES_HELD,
        Measure.PEOPLE_TRAINED,
        Measure.PEOPLE_PASSED,
        Measure.ONLINE_COMPLETED,
        Measure.PEOPLE_SKILLED,
        Measure.VNEID_CONFIRMED,
    ),
    Part.PEOPLE: _people,
    Part.INSPECTIONS: _inspections,
    Part.INITIATIVES: _initiatives,
    Part.AWARDS: _awards,
}
