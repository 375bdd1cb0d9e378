"""Pages of a count: one ballot after the other, what it comes to so far, ballots corrected or taken out."""

from typing import Any

from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import htmx
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import Ballot, Meeting
from app.commendations.rules import Line, counted, spoilt
from app.commendations.views.blueprint import bp, refuse
from app.refusals import Refused


def _meeting(meeting_id: int) -> Meeting:
    """The meeting, for whoever may see its dossier."""
    found = queries.get_meeting(meeting_id)
    queries.get(found.dossier_id)
    return found


@bp.get("/meetings/<int:meeting_id>/count")
@needs(Can.COUNCIL_WRITE)
def count(meeting_id: int) -> Response:
    """The next ballot, the running totals and the ballots read so far."""
    return _page(_meeting(meeting_id))


def _page(
    meeting: Meeting,
    form: Any = None,
    status: int = 200,
    ballot: Ballot | None = None,
    sure: Any = None,
    drop: Any = None,
) -> Response:
    # Kept in hand while the page is made: all its nominees were read at once.
    dossier = queries.get(meeting.dossier_id)
    nominees = queries.nominees_of(dossier)
    facts = queries.count_of(meeting)
    read = [one.votes for one in meeting.ballots]
    return htmx.page(
        "commendations/count.html",
        status=status,
        meeting=meeting,
        dossier=dossier,
        title=queries.title_of(dossier),
        nominees=nominees,
        label=queries.subject_label,
        form=form or _form(meeting, ballot),
        ballot=ballot,
        count=facts,
        full=facts.missing <= 0,
        finished=bool(meeting.ballots and meeting.tallies),
        totals=counted(read, [one.id for one in nominees]),
        spoilt=spoilt(one.votes for one in meeting.ballots if not one.written),
        why_not=actions.why_no_count(meeting),
        sure=sure or forms.SureForm(prefix="sure", formdata=None),
        drop=drop or forms.SureForm(prefix="drop", formdata=None),
    )


def _form(meeting: Meeting, ballot: Ballot | None = None) -> Any:
    return forms.ballot_form(
        queries.nominees_of(meeting.dossier),
        opinions=queries.count_of(meeting).opinions > 0,
        number=ballot.number if ballot else actions.next_ballot(meeting),
        ballot=ballot,
    )


def _read(form: Any, meeting: Meeting) -> tuple[dict[int, str], bool] | None:
    """What the form says of each nominee, and whether it is an opinion sent in; None with its faults shown.

    One button says the same of every line of a ballot.
    """
    whole = request.form.get("whole")
    if whole in set(Line):
        for one in queries.nominees_of(meeting.dossier):
            form[f"n{one.id}"].data = whole
    if not form.validate_on_submit():
        return None
    votes = {one.id: form[f"n{one.id}"].data for one in queries.nominees_of(meeting.dossier)}
    return votes, bool("written" in form and form.written.data)


@bp.post("/meetings/<int:meeting_id>/count")
@needs(Can.COUNCIL_WRITE)
def count_ballot(meeting_id: int) -> Response:
    """Read one ballot; the page comes back for the next."""
    meeting = _meeting(meeting_id)
    form = _form(meeting)
    said = _read(form, meeting)
    if said is None:
        return _page(meeting, form, 422)
    number, (votes, written) = forms.filled(form.number), said
    try:
        actions.count_ballot(meeting, number, votes, written=written)
    except Refused as refused:
        refuse(form, refused)
        return _page(meeting, form, 422)
    return htmx.go(".count", f"Đã ghi phiếu số {number}.", meeting_id=meeting.id)


def _ballot(meeting: Meeting, number: int) -> Ballot:
    found = next((one for one in meeting.ballots if one.number == number), None)
    if found is None:
        raise NotFound
    return found


@bp.get("/meetings/<int:meeting_id>/count/<int:number>")
@needs(Can.COUNCIL_WRITE)
def ballot(meeting_id: int, number: int) -> Response:
    """One ballot as it was read."""
    meeting = _meeting(meeting_id)
    return _page(meeting, ballot=_ballot(meeting, number))


@bp.post("/meetings/<int:meeting_id>/count/<int:number>")
@needs(Can.COUNCIL_WRITE)
def correct_ballot(meeting_id: int, number: int) -> Response:
    """Read a ballot once more."""
    meeting = _meeting(meeting_id)
    found = _ballot(meeting, number)
    form = _form(meeting, found)
    said = _read(form, meeting)
    if said is None:
        return _page(meeting, form, 422, found)
    votes, written = said
    try:
        actions.correct_ballot(found, votes, written=written)
    except Refused as refused:
        refuse(form, refused)
        return _page(meeting, form, 422, found)
    return htmx.go(".count", f"Đã sửa phiếu số {number}.", meeting_id=meeting.id)


@bp.post("/meetings/<int:meeting_id>/count/<int:number>/remove")
@needs(Can.COUNCIL_WRITE)
def remove_ballot(meeting_id: int, number: int) -> Response:
    """Take out a ballot that was read twice."""
    meeting = _meeting(meeting_id)
    actions.remove_ballot(_ballot(meeting, number))
    return htmx.go(".count", f"Đã bỏ phiếu số {number}.", meeting_id=meeting.id)


@bp.post("/meetings/<int:meeting_id>/count/finish")
@needs(Can.COUNCIL_WRITE)
def finish_count(meeting_id: int) -> Response:
    """End the count; ballots that did not come back are asked for first."""
    meeting = _meeting(meeting_id)
    sure = forms.SureForm(prefix="sure")
    sure.validate_on_submit()
    try:
        actions.finish_count(meeting, sure=sure.sure.data)
    except Refused as refused:
        refuse(sure, refused, {"ballots-not-returned": "sure"})
        return _page(meeting, status=422, sure=sure)
    return htmx.go(".meeting", "Đã kết thúc kiểm phiếu.", meeting_id=meeting.id)


@bp.post("/meetings/<int:meeting_id>/count/start")
@needs(Can.COUNCIL_WRITE)
def start_count(meeting_id: int) -> Response:
    """Count ballot by ballot instead of the totals that were typed."""
    meeting = _meeting(meeting_id)
    sure = forms.SureForm(prefix="sure")
    sure.validate_on_submit()
    try:
        actions.start_count(meeting, sure=sure.sure.data)
    except Refused as refused:
        refuse(sure, refused, {"totals-still-there": "sure"})
        return _page(meeting, status=422, sure=sure)
    return htmx.go(".count", "Đã bỏ tổng số đã gõ: đếm từng phiếu.", meeting_id=meeting.id)


@bp.post("/meetings/<int:meeting_id>/count/drop")
@needs(Can.COUNCIL_WRITE)
def drop_ballots(meeting_id: int) -> Response:
    """Type totals instead of the ballots that were read."""
    meeting = _meeting(meeting_id)
    drop = forms.SureForm(prefix="drop")
    drop.validate_on_submit()
    try:
        actions.drop_ballots(meeting, sure=drop.sure.data)
    except Refused as refused:
        refuse(drop, refused, {"ballots-still-there": "sure"})
        return _page(meeting, status=422, drop=drop)
    return htmx.go(".meeting", "Đã bỏ các phiếu đã đếm: gõ tổng số.", meeting_id=meeting.id)
