"""From door to door: the list to take along, and its rows entered when it comes back."""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock, htmx, sheets
from app.access import Can, needs
from app.commitments import actions
from app.commitments.forms import DoorRow, VisitsForm, typed_ids
from app.commitments.models import Campaign
from app.commitments.queries import HamletCount, Line, campaign, doors
from app.commitments.rules import REASONS, lettered
from app.commitments.views import bp
from app.people.models import Collective
from app.sheets import Column
from app.text import number_text

MOST_ON_SCREEN = 1_000  # rows; a longer list is shown hamlet by hamlet, and whole when it is asked for

COLUMNS = (
    Column("Thôn, tổ dân phố"),
    Column("Số TT", "number"),
    Column("Họ và tên", "people"),
    Column("Năm sinh"),
    Column("Địa chỉ"),
    Column("Tình trạng"),
    Column("Ngày ký"),
    Column("Lý do chưa ký, ghi chú", width=36),
)


@bp.get("/campaigns/<int:campaign_id>/door-list")
@needs(Can.COMMITMENT_READ)
def door_list(campaign_id: int) -> Response:
    """The list to take from door to door: who has not signed, with room for the day and the reason."""
    found, hamlet_id = campaign(campaign_id), request.args.get("hamlet", type=int)
    counts = doors.door_counts(found.id, hamlet_id)
    whole = hamlet_id is not None or request.args.get("all") == "1" or _rows(counts) <= MOST_ON_SCREEN
    groups = doors.door_groups(found.id, hamlet_id) if whole else []
    return htmx.page(
        "commitments/door_list.html",
        campaign=found,
        counts=counts,
        groups=groups,
        hamlet_id=hamlet_id,
        rows=_rows(counts),
        reasons=lettered(REASONS.reasons),
        reasons_mark=REASONS.mark,
    )


def _rows(counts: list[HamletCount]) -> int:
    return sum(one.missing + one.declined for one in counts)


@bp.get("/campaigns/<int:campaign_id>/door-list.xlsx")
@needs(Can.COMMITMENT_READ)
def door_sheet(campaign_id: int) -> Response:
    """The same list for Excel."""
    found = campaign(campaign_id)
    states: Any = htmx.words("STATES")
    rows = [
        (group.count.name or None, number, *_cells(line), states["commitment"][line.row.state], None, line.row.reason)
        for group in doors.door_groups(found.id, request.args.get("hamlet", type=int))
        for number, line in enumerate(group.lines, start=1)
    ]
    title = f"Danh sách chưa ký: {found.name}"
    return htmx.xlsx(sheets.write_xlsx(title, COLUMNS, rows), f"chua-ky-{found.id}.xlsx")


def _cells(line: Line) -> tuple[str | None, str | None, str | None]:
    """Name, year of birth and address, as far as they are known."""
    who = line.who
    if who is None or isinstance(who, Collective):
        return (who.name if who else None, None, who.address if who else None)
    address = line.household.address if line.household else who.residence
    return who.name, str(who.birth.year or "") or None, address


@bp.get("/campaigns/<int:campaign_id>/door-return")
@needs(Can.COMMITMENT_RECEIVE)
def door_return(campaign_id: int) -> Response:
    """Enter the list of one hamlet, in the order of the paper; without a hamlet, which one."""
    found, hamlet_id = campaign(campaign_id), request.args.get("hamlet", type=int)
    if hamlet_id is None:
        counts = doors.door_counts(found.id)
        return htmx.page("commitments/door_return_choice.html", campaign=found, counts=counts)
    rows = [DoorRow(line) for line in doors.door_lines(found.id, hamlet_id, [])]
    return _return_page(found, hamlet_id, VisitsForm(formdata=None, signed_on=clock.today()), rows)


@bp.post("/campaigns/<int:campaign_id>/door-return")
@needs(Can.COMMITMENT_RECEIVE)
def take_door_return(campaign_id: int) -> Response:
    """Take the signatures and the reasons of one hamlet in one step."""
    found, hamlet_id = campaign(campaign_id), request.args.get("hamlet", type=int)
    if hamlet_id is None:
        raise NotFound
    form = VisitsForm()
    valid = form.validate_on_submit()
    lines = doors.door_lines(found.id, hamlet_id, typed_ids(request.form))
    rows = form.rows(lines, request.form, found.opens_on, clock.today())
    visits = [(row.line, row.visit) for row in rows if row.visit]
    if not visits:
        form.refuse("Chưa ghi kết quả ở dòng nào.")
    if not visits or not valid or any(visit.faults for _line, visit in visits):
        return _return_page(found, hamlet_id, form, rows, 422)
    done = actions.take_visits(found, visits, clock.today())
    return htmx.go("commitments.door_return", _told(done), campaign_id=found.id, hamlet=hamlet_id)


def _told(done: actions.Visits) -> str:
    declined = f", {number_text(done.declined)} bản chưa ký có lý do" if done.declined else ""
    return f"Đã ghi {number_text(done.signed)} bản đã ký{declined}."


def _return_page(found: Campaign, hamlet_id: int, form: VisitsForm, rows: list[DoorRow], status: int = 200) -> Response:
    count = next((one for one in doors.door_counts(found.id, hamlet_id)), None)
    return htmx.page(
        "commitments/door_return.html",
        status=status,
        campaign=found,
        hamlet_id=hamlet_id,
        name=(count.name if count else "") or (rows[0].line.hamlet.name if rows and rows[0].line.hamlet else ""),
        form=form,
        rows=rows,
        reasons=lettered(REASONS.reasons),
    )
