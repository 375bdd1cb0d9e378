"""The page of the log."""

from collections.abc import Iterator
from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.audit import AuditLine
from app.oversight import queries
from app.oversight.views import bp

COLUMNS = (
    sheets.Column("Ngày", "day"),
    sheets.Column("Giờ", width=8),
    sheets.Column("Người làm", "people"),
    sheets.Column("Việc", width=100),
)


@bp.get("/log")
@needs(Can.AUDIT_READ)
def log() -> ResponseReturnValue:
    """The log in sentences, newest first."""
    lines = queries.log(request.args.get("before", type=int))
    more = len(lines) > queries.LOG_PAGE
    lines = lines[: queries.LOG_PAGE]
    return htmx.page("oversight/log.html", lines=lines, before=lines[-1].id if more else None)


@bp.get("/log.xlsx")
@needs(Can.AUDIT_READ)
def log_sheet() -> Response:
    """The whole log for Excel, newest first."""
    rows = ((at.date(), f"{at:%H:%M}", one.actor_name, htmx.event_sentence(one)) for one, at in _moments())
    return htmx.xlsx(sheets.write_long_xlsx("Nhật ký", COLUMNS, rows), "nhat-ky.xlsx")


def _moments() -> Iterator[tuple[AuditLine, datetime]]:
    return ((line, clock.local(line.at)) for line in queries.whole_log())
