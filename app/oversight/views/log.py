"""The page of the log."""

from flask import request
from flask.typing import ResponseReturnValue

from app import htmx
from app.access import Can, needs
from app.oversight import queries
from app.oversight.views import bp


@bp.get("/log")
@needs(Can.AUDIT_READ)
def log() -> ResponseReturnValue:
    """The log in sentences, newest first."""
    lines = queries.log(request.args.get("before", type=int))
    more = len(lines) > queries.LOG_PAGE
    lines = lines[: queries.LOG_PAGE]
    return htmx.page("oversight/log.html", lines=lines, before=lines[-1].id if more else None)
