"""Pages of a council meeting: the call, then who was there and how they voted."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import CouncilMember, Dossier, Meeting
from app.commendations.rules import PresenceKind, State, VoteMethod, Votes, closed, presence_faults, vote_faults
from app.commendations.views.blueprint import bp, refuse
from app.papers import queries as papers
from app.places import queries as places
from app.refusals import Refusal, Refused

SPOTS = {
    "meeting-reversed": "ends",
    "vote-before-opening": "day",
    "no-members": "day",
    "not-a-member": "chair",
    "same-chair-secretary": "secretary",
    "ballot-without-tellers": "tellers",
    "ballot-must-be-secret": "method",
}


@bp.get("/<int:dossier_id>/meeting/new")
@needs(Can.COUNCIL_WRITE)
def new_meeting(dossier_id: int) -> Response:
    """An empty call, with the chair and secretary of today's council and the place of the last meeting filled in."""
    dossier = queries.get(dossier_id)
    form = forms.MeetingForm().offer(_seats())
    form.place.data = queries.last_place()
    found = queries.council_in_force(clock.today())
    for one in queries.members_on(found, clock.today()) if found else []:
        if one.seat in ("chair", "secretary"):
            form[one.seat].data = one.id
    return _call_page(dossier, None, form)


def _seats() -> list[CouncilMember]:
    return [one for found in queries.all_councils() for one in found.members]


def _call_page(dossier: Dossier, meeting: Meeting | None, form: forms.MeetingForm, status: int = 200) -> Response:
    law_day = law.law_date(dossier.received_on)
    return htmx.page(
        "commendations/meeting_form.html",
        dossier=dossier,
        meeting=meeting,
        form=form,
        title=queries.title_of(dossier),
        council=queries.council_in_force(clock.today()),
        ballot=law.ballot_of(dossier.award, law_day),
        why_not=closed(dossier.state, State.DRAFT),
        status=status,
    )


@bp.post("/<int:dossier_id>/meeting/new")
@needs(Can.COUNCIL_WRITE)
def create_meeting(dossier_id: int) -> Response:
    """Call the council."""
    return _save_call(queries.get(dossier_id), None)


@bp.get("/meetings/<int:meeting_id>/edit")
@needs(Can.COUNCIL_WRITE)
def edit_meeting(meeting_id: int) -> Response:
    """The form with what the call says."""
    meeting = queries.get_meeting(meeting_id)
    return _call_page(meeting.dossier, meeting, forms.MeetingForm().offer(_seats()).shows(meeting))


@bp.post("/meetings/<int:meeting_id>/edit")
@needs(Can.COUNCIL_WRITE)
def update_meeting(meeting_id: int) -> Response:
    """Correct the call."""
    meeting = queries.get_meeting(meeting_id)
    return _save_call(meeting.dossier, meeting)


def _save_call(dossier: Dossier, meeting: Meeting | None) -> Response:
    actions.must_be(dossier, State.DRAFT)
    form = forms.MeetingForm().offer(_seats())
    if not form.validate_on_submit():
        return _call_page(dossier, meeting, form, 422)
    council = queries.council_in_force(forms.filled(form.day))
    try:
        if council is None:
            raise Refused([Refusal("no-members")])
        saved = actions.plan_meeting(
            dossier,
            meeting,
            council=council,
            day=forms.filled(form.day),
            starts=forms.filled(form.starts),
            ends=forms.filled(form.ends),
            place=form.place.data,
            method=VoteMethod(form.method.data),
            chair=queries.member(form.chair.data),
            secretary=queries.member(form.secretary.data),
            tellers=(form.tellers.data or "").splitlines(),
        )
    except Refused as refused:
        refuse(form, refused, SPOTS)
        return _call_page(dossier, meeting, form, 422)
    return htmx.go(".meeting", "Đã ghi phiên họp: ghi người dự và kết quả biểu quyết.", meeting_id=saved.id)


@bp.get("/meetings/<int:meeting_id>")
@needs(Can.COUNCIL_READ)
def meeting(meeting_id: int) -> Response:
    """The table of presence and votes, in the shape of the minutes."""
    found = queries.get_meeting(meeting_id)
    queries.get(found.dossier_id)
    return _vote_page(found)


def _vote_page(found: Meeting, form: Any = None, status: int = 200) -> Response:
    dossier = found.dossier
    members = queries.members_on(found.council, found.day)
    nominees = queries.nominees_of(dossier)
    judged = queries.votes_of(found, dossier)
    return htmx.page(
        "commendations/meeting.html",
        status=status,
        meeting=found,
        dossier=dossier,
        title=queries.title_of(dossier),
        members=members,
        nominees=nominees,
        label=queries.subject_label,
        form=form or forms.vote_form(found, members, nominees),
        verdicts=judged,
        quorum=places.rule("council.quorum.award_meeting", found.day),
        needed=law.quorum_needed(len(members), str(places.rule("council.quorum.award_meeting", found.day).value)),
        editable=dossier.state == "draft" and queries.is_own(dossier),
        **_called(found),
    )


def _called(found: Meeting) -> dict[str, Any]:
    """What went out for the meeting: its giấy mời and its ballots, and whether they still fit it."""
    invitation, ballot = papers.current(found, actions.INVITATION), papers.current(found, actions.BALLOT)
    return {
        "invitation": invitation,
        "ballot": ballot,
        "invitation_changed": invitation is not None and actions.invitation_changed(found, invitation),
        "ballot_changed": ballot is not None and actions.ballot_changed(found, ballot),
        "why_no_invitation": actions.why_no_invitation(found),
        "why_no_ballots": actions.why_no_ballots(found),
    }


@bp.post("/meetings/<int:meeting_id>/votes")
@needs(Can.COUNCIL_WRITE)
def record_votes(meeting_id: int) -> Response:
    """Record presence and votes; a count that cannot be is refused at its field."""
    found = queries.get_meeting(meeting_id)
    actions.must_be(found.dossier, State.DRAFT)
    members = queries.members_on(found.council, found.day)
    nominees = queries.nominees_of(found.dossier)
    form = forms.vote_form(found, members, nominees)
    if "all-present" in request.form:
        # Only fills in what nobody chose yet and shows the page as typed: nothing is kept, so nothing is judged.
        forms.mark_present(form, members)
        return _vote_page(found, form)
    form.validate_on_submit()
    presences = {
        one.id: actions.PresenceEntry(PresenceKind(form[f"p{one.id}"].data), form[f"r{one.id}"].data or "")
        for one in members
        if form[f"p{one.id}"].data and not form[f"p{one.id}"].errors
    }
    tallies = {
        one.id: Votes(form[f"a{one.id}"].data, form[f"d{one.id}"].data, form[f"i{one.id}"].data)
        for one in nominees
        if not any(form[f"{side}{one.id}"].errors for side in "adi")
    }
    if _place_faults(form, presences, tallies, members):
        return _vote_page(found, form, 422)
    try:
        actions.record_votes(found, presences, tallies, form.discussion.data or "", clock.today())
    except Refused as refused:
        refuse(form, refused)
        return _vote_page(found, form, 422)
    return htmx.go(".meeting", "Đã ghi người dự họp và kết quả biểu quyết.", meeting_id=found.id)


def _place_faults(form: Any, presences: Any, tallies: Any, members: list[CouncilMember]) -> bool:
    """The faults the action would find, each at its own field."""
    said = {member_id: (entry.kind, entry.reason) for member_id, entry in presences.items()}
    for member_id, reason in presence_faults(said, [one.id for one in members]).items():
        kind = "p" if reason.code == "presence-unsaid" else "r"
        refuse(form, Refused([reason]), field=f"{kind}{member_id}")
    voters = sum(entry.kind is not PresenceKind.ABSENT for entry in presences.values())
    for nominee_id, reason in vote_faults(tallies, voters, len(members)).items():
        # Until it is said of everyone whether they came, only more votes than members is surely wrong.
        if len(presences) == len(members) or reason.code == "votes-above-members":
            refuse(form, Refused([reason]), field=f"a{nominee_id}")
    return bool(form.errors)
