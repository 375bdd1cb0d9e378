"""Pages of the desk: today's work, search, a running job."""

from flask import abort, g, request, url_for
from flask.typing import ResponseReturnValue

from app import clock, htmx
from app.access import Can, needs
from app.desk import actions, queries
from app.desk.queries import finding
from app.desk.views.blueprint import bp
from app.places import queries as places


@bp.get("/")
@needs(Can.SIGNED_IN)
def home() -> ResponseReturnValue:
    """Today's work, the nearest deadline first; empty when done."""
    day, calendar = clock.today(), places.calendar()
    todos = queries.todos(g.verbs, day, calendar)
    agenda = queries.meetings(g.roles, day)
    return htmx.page("desk/home.html", todos=todos, agenda=agenda, day=day, day_off=calendar.day_off_name(day))


@bp.get("/search")
@needs(Can.SIGNED_IN)
def search() -> ResponseReturnValue:
    """Anything by three letters, a number or the short code on a paper."""
    typed = request.args.get("q", "").strip()
    found = finding.search(typed, g.verbs) if typed else []
    return htmx.page("desk/search.html", block="list", typed=typed, found=found)


@bp.get("/jobs/<int:job_id>")
@needs(Can.SIGNED_IN)
def job(job_id: int) -> ResponseReturnValue:
    """How far long work has come; asks again by itself, or by its link."""
    found = queries.job(job_id)
    if found is None:
        abort(404)
    result_url = None
    if found.state == "done" and "endpoint" in found.result:
        result_url = url_for(found.result["endpoint"], **found.result.get("values", {}))
    begun = queries.started_at(found)
    back_url = url_for(begun[0], **begun[1]) if begun else None
    return htmx.page("desk/job.html", block="state", job=found, result_url=result_url, back_url=back_url)


@bp.post("/jobs/<int:job_id>/cancel")
@needs(Can.SIGNED_IN)
def cancel_job(job_id: int) -> ResponseReturnValue:
    """Stop long work."""
    found = queries.job(job_id)
    if found is None:
        abort(404)
    actions.cancel_job(found)
    return htmx.go("desk.job", "Đã dừng; phần đã xong vẫn giữ nguyên.", job_id=job_id)
