"""Pages that call the council: the giấy mời to a meeting and the ballots of its secret vote."""

from datetime import date

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx
from app.access import Can, needs
from app.commendations import actions, documents, forms, queries
from app.commendations.models import Meeting
from app.commendations.views.blueprint import bp, refuse
from app.papers import queries as papers
from app.papers.forms import ALL, EACH
from app.places import queries as places
from app.refusals import Refused

SPOTS = {"invitation-after-meeting": "day", "number-taken": "number", "number-below-one": "number"}


def _meeting(meeting_id: int) -> Meeting:
    """The meeting, for whoever may see its dossier."""
    found = queries.get_meeting(meeting_id)
    queries.get(found.dossier_id)
    return found


@bp.get("/meetings/<int:meeting_id>/ballots")
@needs(Can.COUNCIL_WRITE)
def ballots(meeting_id: int) -> Response:
    """How many ballots: one for each member, less those who vote in writing."""
    meeting = _meeting(meeting_id)
    form = forms.BallotForm()
    form.copies.data = len(queries.members_on(meeting.council, meeting.day))
    return _ballots_page(meeting, form)


def _ballots_page(meeting: Meeting, form: forms.BallotForm, status: int = 200) -> Response:
    return htmx.page(
        "commendations/ballots.html",
        status=status,
        meeting=meeting,
        dossier=meeting.dossier,
        title=queries.title_of(meeting.dossier),
        members=queries.members_on(meeting.council, meeting.day),
        nominees=queries.nominees_of(meeting.dossier),
        label=queries.subject_label,
        form=form,
        why_not=actions.why_no_ballots(meeting),
        paper=papers.current(meeting, actions.BALLOT),
    )


@bp.post("/meetings/<int:meeting_id>/ballots")
@needs(Can.COUNCIL_WRITE)
def print_ballots(meeting_id: int) -> Response:
    """Seal the ballots, or show one sheet of them as a draft."""
    meeting = _meeting(meeting_id)
    form = forms.BallotForm()
    if not form.validate_on_submit():
        return _ballots_page(meeting, form, 422)
    copies = forms.filled(form.copies)
    try:
        if "draft" in request.form:
            return htmx.pdf(actions.draft_ballots(meeting), f"du-thao-phieu-bau-{meeting.id}.pdf")
        paper = actions.print_ballots(meeting, copies)
    except Refused as refused:
        refuse(form, refused, {"ballots-above-members": "copies"})
        return _ballots_page(meeting, form, 422)
    said = f"Đã lập {copies} phiếu bầu trên {paper.pages} trang A4: in một mặt, cắt đôi, đóng dấu góc trên bên trái."
    return htmx.go(".meeting", said, meeting_id=meeting.id, _anchor="calling")


@bp.get("/meetings/<int:meeting_id>/invitation")
@needs(Can.COUNCIL_WRITE)
def invitation(meeting_id: int) -> Response:
    """The giấy mời: hour and place are those of the meeting; what was chosen last time is chosen again."""
    meeting = _meeting(meeting_id)
    form = _form(clock.today())
    form.day.data, form.issuer.data, form.request.data = clock.today(), forms.COUNCIL, documents.COME
    form.shape.data = ALL
    return _page(meeting, form)


def _form(day: date) -> forms.CouncilInvitationForm:
    return forms.CouncilInvitationForm().offer(places.signings(day, actions.INVITATION))


def _page(meeting: Meeting, form: forms.CouncilInvitationForm, status: int = 200) -> Response:
    return htmx.page(
        "commendations/invitation.html",
        status=status,
        meeting=meeting,
        dossier=meeting.dossier,
        title=queries.title_of(meeting.dossier),
        members=queries.members_on(meeting.council, meeting.day),
        form=form,
        together=queries.same_sitting(meeting),
        title_of=queries.title_of,
        why_not=actions.why_no_invitation(meeting),
        paper=papers.current(meeting, actions.INVITATION),
    )


@bp.post("/meetings/<int:meeting_id>/invitation")
@needs(Can.COUNCIL_WRITE)
def invite(meeting_id: int) -> Response:
    """Seal the giấy mời, or show it as a draft."""
    meeting = _meeting(meeting_id)
    form = _form(clock.today())
    if not form.validate_on_submit():
        return _page(meeting, form, 422)
    day = forms.filled(form.day)
    signings = {one.key: one for one in places.signings(day, actions.INVITATION)}
    if form.issuer.data not in (forms.COUNCIL, *signings):
        form.refuse("Người này không ký được vào ngày đã ghi.", "issuer")
        return _page(meeting, form, 422)
    call = actions.Call(
        day=day,
        signer=signings.get(form.issuer.data),
        each=form.shape.data == EACH,
        request=form.request.data or "",
        number=form.number.data,
    )
    try:
        if "draft" in request.form:
            return htmx.pdf(actions.draft_invitation(meeting, call), f"du-thao-giay-moi-{meeting.id}.pdf")
        paper = actions.invite(meeting, call)
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _page(meeting, form, 422)
    return htmx.go(".meeting", f"Đã lập giấy mời, {paper.pages} trang.", meeting_id=meeting.id, _anchor="calling")
