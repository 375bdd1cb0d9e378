"""The list of plans, one plan, a new one, one after a plan handed down."""

from datetime import date

from flask import g, request, url_for
from werkzeug.wrappers import Response

from app import audit, clock, htmx, law, sheets
from app.access import Can, needs
from app.places import queries as places
from app.plans import actions, forms, queries, rules
from app.plans.actions.lines import TASK_GROUP
from app.plans.models import Plan
from app.plans.queries import closings
from app.plans.queries.targets import by_content, ended_owners, latest_readings
from app.plans.rules.changes import needs_reason
from app.plans.rules.targets import shown_decimal
from app.plans.views import bp
from app.plans.views.issuing import paper_of
from app.refusals import Refused

COLUMNS = (
    sheets.Column("Số, ký hiệu"),
    sheets.Column("Tên kế hoạch"),
    sheets.Column("Phong trào"),
    sheets.Column("Ngày ban hành", "day"),
    sheets.Column("Từ ngày", "day"),
    sheets.Column("Đến hết ngày", "day"),
    sheets.Column("Nơi ban hành"),
)


@bp.get("/")
@needs(Can.PLAN_READ)
def index() -> Response:
    """Own plans and those handed down, newest first."""
    plans = queries.listed(_after())
    shown = plans[: queries.PAGE]
    last = shown[-1] if len(plans) > queries.PAGE else None
    return htmx.page(
        "plans/index.html",
        plans=shown,
        owners=queries.owner_names(shown),
        next_url=last and url_for(".index", after=f"{last.day.isoformat()}_{last.id}"),
        first_url=url_for(".index") if request.args.get("after") else None,
        own=queries.is_own,
        handed_down=queries.is_handed_down,
        one_day=forms.ONE_DAY,
    )


def _after() -> tuple[date, int] | None:
    """Where the page before ended; an address that was changed by hand starts from the beginning."""
    day, _, plan_id = request.args.get("after", "").partition("_")
    try:
        return date.fromisoformat(day), int(plan_id)
    except ValueError:
        return None


@bp.get("/list.xlsx")
@needs(Can.PLAN_READ)
def sheet() -> Response:
    """The list for Excel."""
    plans = queries.all_plans()
    owners = queries.owner_names(plans)
    rows = [
        (
            plan.reference_number,
            plan.title,
            plan.movement,
            plan.day,
            plan.valid_from,
            plan.valid_until - forms.ONE_DAY,
            owners[plan.owner_id],
        )
        for plan in plans
    ]
    return htmx.xlsx(sheets.write_xlsx("Kế hoạch phong trào", COLUMNS, rows), "ke-hoach.xlsx")


@bp.get("/<int:plan_id>")
@needs(Can.PLAN_READ)
def show(plan_id: int) -> Response:
    """Everything a plan says."""
    plan = queries.get(plan_id)
    return htmx.page(
        "plans/show.html",
        plan=plan,
        last_day=plan.valid_until - forms.ONE_DAY,
        own=queries.is_own(plan),
        handed_down=queries.is_handed_down(plan),
        owner=queries.owner_names([plan])[plan.owner_id],
        awards=law.AWARDS,
        listed=by_content(plan),
        readings=latest_readings(plan, clock.today()),
        ended=ended_owners(plan.targets, clock.today()),
        closing=closings.standing(plan),
        one_day=forms.ONE_DAY,
        shown=shown_decimal,
        needs_check=law.law_needs_check(plan.day),
        lines=audit.lines_about(plan) if queries.is_own(plan) else [],
        issuing=paper_of(plan),
    )


@bp.get("/new")
@needs(Can.PLAN_WRITE)
def new() -> Response:
    """The form of a new plan, filled with what the sources say, or with a plan handed down."""
    source = _source()
    return _form_page(_begun(source), source=source)


def _source() -> Plan | None:
    source_id = request.args.get("after", type=int)
    return queries.get(source_id) if source_id else None


def _begun(source: Plan | None) -> forms.PlanForm:
    today = clock.today()
    level = _level()
    movement = source.movement if source else _movement()
    bases = actions.proposed_legal_bases(today, level, movement)
    if source is None:
        first, last = forms.first_and_last_day(today)
        title = f"Kế hoạch thực hiện {movement} năm {today.year}"
        lines = (actions.proposed_contents(movement), actions.proposed_task_groups(movement))
    else:
        title, lines = source.title, _lines(source)
        first, last = source.valid_from, source.valid_until - forms.ONE_DAY
        bases.append(actions.basis_line(source, places.authority_name(source.owner_id, source.day).full))
    return forms.PlanForm(
        formdata=None,
        title=title,
        movement=movement,
        day=today,
        valid_from=first,
        last_day=last,
        contents="\n".join(lines[0]),
        task_groups="\n".join(lines[1]),
        legal_bases="\n".join(bases),
        with_targets=source is None,
        with_text=source is None,
    ).with_movements(movement)


BOTH = "AB"  # what CV 4735/BNV-BTĐKTTW asks for: one plan for both movements


def _movement() -> str:
    """The movement whose template was chosen, by its code; else both."""
    known = {one.code: one.text for one in law.MOVEMENTS}
    return known.get(request.args.get("movement", BOTH), known[BOTH])


def _lines(plan: Plan) -> tuple[list[str], list[str]]:
    """The contents and the task groups of a plan, line by line."""
    groups = [row.text for row in plan.contents if row.kind == TASK_GROUP]
    return [row.text for row in plan.contents if row.kind != TASK_GROUP], groups


def _level() -> str:
    authority = places.authority(g.authority_id)
    return str(authority.level) if authority else "commune"


def _form_page(
    form: forms.PlanForm, *, plan: Plan | None = None, source: Plan | None = None, status: int = 200
) -> Response:
    return htmx.page(
        "plans/form.html",
        status=status,
        form=form,
        plan=plan,
        source=source,
        movements=law.MOVEMENTS,
        asks_reason=plan is not None and needs_reason(plan),
        numbered=plan is None or needs_reason(plan),
    )


FIELDS = {
    "plan_number_taken": "reference_number",
    "plan_after_its_period": "day",
    "period_reversed": "last_day",
    "period_too_long": "last_day",
    "plan_number_sealed": "reference_number",
    "change_reason_missing": "reason",
}


@bp.post("/new")
@needs(Can.PLAN_WRITE)
def create() -> Response:
    """Save a new plan."""
    source = _source()
    form = forms.PlanForm().with_movements(source.movement if source else None)
    if not form.validate_on_submit():
        return _form_page(form, source=source, status=422)
    try:
        if source is not None:
            plan = actions.adopt(source, **form.values())
        else:
            begun = {"with_targets": form.with_targets.data, "with_text": form.with_text.data}
            plan = actions.save_plan(None, **begun, **form.values())
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, source=source, status=422)
    return htmx.go(".show", "Đã lập kế hoạch.", plan_id=plan.id)


@bp.get("/<int:plan_id>/edit")
@needs(Can.PLAN_WRITE)
def edit(plan_id: int) -> Response:
    """The form of a plan; a plan handed down is only read."""
    plan = own(plan_id)
    contents, groups = _lines(plan)
    form = forms.PlanForm(
        formdata=None,
        title=plan.title,
        movement=plan.movement,
        reference_number=plan.reference_number,
        day=plan.day,
        valid_from=plan.valid_from,
        last_day=plan.valid_until - forms.ONE_DAY,
        contents="\n".join(contents),
        task_groups="\n".join(groups),
        legal_bases="\n".join(line.text for line in plan.legal_bases),
    )
    return _form_page(form.with_movements(plan.movement), plan=plan)


def own(plan_id: int) -> Plan:
    """A plan that may be changed here. Raises Refused for one of another authority."""
    plan = queries.get(plan_id)
    refusals = rules.owner_refusals(queries.is_own(plan))
    if refusals:
        raise Refused(refusals)
    return plan


@bp.post("/<int:plan_id>/edit")
@needs(Can.PLAN_WRITE)
def save(plan_id: int) -> Response:
    """Correct a plan."""
    plan = own(plan_id)
    form = forms.PlanForm().with_movements(plan.movement)
    if not form.validate_on_submit():
        return _form_page(form, plan=plan, status=422)
    try:
        actions.save_plan(plan, **form.values())
    except Refused as refused:
        htmx.refuse(form, refused, **FIELDS)
        return _form_page(form, plan=plan, status=422)
    return htmx.go(".show", "Đã lưu kế hoạch.", plan_id=plan.id)
