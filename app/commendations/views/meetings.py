"""Pages of a council meeting: the call, then who was there and how they voted."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import clock, htmx, law
from app.access import Can, needs
from app.commendations import actions, forms, queries
from app.commendations.models import CouncilMember, Dossier, Meeting, Nominee
from app.commendations.rules import (
    TIE_CRITERION,
    Crowd,
    PresenceKind,
    State,
    VoteMethod,
    Votes,
    article_of,
    closed,
)
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
    "hands-over-ballots": "method",
}


@bp.get("/<int:dossier_id>/meeting/new")
@needs(Can.COUNCIL_WRITE)
def new_meeting(dossier_id: int) -> Response:
    """An empty call, with the chair and secretary of today's council and the place of the last meeting filled in.

    With another dossier's meeting chosen, hour, place and who presides are those of that sitting.
    """
    dossier = queries.get(dossier_id)
    form = forms.MeetingForm().offer(_seats())
    joined = _joined(dossier)
    if joined is not None:
        return _call_page(dossier, None, form.joins(joined), joined=joined)
    form.place.data = queries.last_place()
    found = queries.council_in_force(clock.today())
    for one in queries.members_on(found, clock.today()) if found else []:
        if one.seat in ("chair", "secretary"):
            form[one.seat].data = one.id
    return _call_page(dossier, None, form)


def _joined(dossier: Dossier) -> Meeting | None:
    """The meeting whose sitting this dossier joins, as the link in the page says it."""
    asked = request.args.get("sitting", type=int)
    return next((one for some in queries.sittings_for(dossier) for one in some if one.id == asked), None)


def _seats() -> list[CouncilMember]:
    return [one for found in queries.all_councils() for one in found.members]


def _call_page(
    dossier: Dossier,
    meeting: Meeting | None,
    form: forms.MeetingForm,
    status: int = 200,
    joined: Meeting | None = None,
) -> Response:
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
        sittings=[] if meeting else queries.sittings_for(dossier),
        title_of=queries.title_of,
        joined=joined,
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
    return _vote_page(queries.get_meeting(meeting_id))


def _vote_page(found: Meeting, form: Any = None, status: int = 200, choice: Any = None) -> Response:
    # Kept in hand while the page is made: all its nominees were read at once, for whoever may see the dossier.
    dossier = queries.get(found.dossier_id)
    members = queries.members_on(found.council, found.day)
    nominees = queries.nominees_of(dossier)
    together = queries.same_sitting(found)
    return htmx.page(
        "commendations/meeting.html",
        status=status,
        meeting=found,
        dossier=dossier,
        title=queries.title_of(dossier),
        title_of=queries.title_of,
        members=members,
        nominees=nominees,
        label=queries.subject_label,
        form=form or _vote_form(found, members, nominees, together),
        verdicts=queries.votes_of(found, dossier),
        own_cases=queries.own_cases(found),
        together=together,
        came_otherwise=[one for one in together if _came_otherwise(found, one)],
        count=queries.count_of(found),
        editable=dossier.state == "draft" and queries.is_own(dossier),
        **_arithmetic(found, len(members)),
        **_choice(found, choice),
        **_called(found, together),
    )


def _vote_form(
    found: Meeting, members: list[CouncilMember], nominees: list[Nominee], together: list[Meeting] | None = None
) -> Any:
    came_with = next((one for one in together or () if one.presences), None)
    return forms.vote_form(found, members, nominees, came_with=came_with, totals=not found.ballots)


def _came_otherwise(found: Meeting, other: Meeting) -> bool:
    """Whether the list of those present differs from that of another dossier at the same sitting."""
    came, there = (
        {(row.member_id, row.kind, row.reason, row.substitute) for row in one.presences} for one in (found, other)
    )
    return bool(came and there and came != there)


def _arithmetic(found: Meeting, members: int) -> dict[str, Any]:
    """The rules by which the votes are judged, each with its source, and what they come to for this council.

    Once votes are entered, those kept with the meeting: what the regulations said on that day.
    """
    quorum, threshold = places.rule(actions.QUORUM, found.day), places.rule(actions.THRESHOLD, found.day)
    law_day = law.law_date(found.dossier.received_on)
    own = law.AWARDS[found.dossier.award].on(law_day).threshold
    national = own if own is not None and own.known else None
    asked = str(national.value) if national is not None else found.threshold or str(threshold.value)
    return {
        "quorum": quorum,
        "threshold_mark": national.mark if national is not None else threshold.mark,
        "threshold_words": _in_words(asked) if national is not None else threshold.shown,
        "threshold_source": national.cite if national is not None else threshold.citation,
        "substitutes": places.rule(queries.SUBSTITUTES, found.day),
        "quorum_needed": law.quorum_needed(members, found.quorum or str(quorum.value)) if members else 0,
        "votes_needed": law.votes_needed(members, asked) if members else 0,
        "present": len(queries.in_the_room(found)),
    }


def _in_words(share: str) -> str:
    """A share of the national law as a council reads it: "80 %"."""
    if share == "more_than_half":
        return "quá nửa"
    return f"{float(law.share_of(share) * 100):g} %".replace(".", ",")


def _choice(found: Meeting, choice: Any = None) -> dict[str, Any]:
    """Who goes on when more had enough votes than may be proposed: the order, what it rests on, the form."""
    crowds = queries.crowds_of(found, found.dossier) if found.tallies else []
    article = article_of(law.CRITERIA[TIE_CRITERION].on(law.law_date(found.dossier.received_on)).cites)
    return {"crowds": crowds, "choice": choice or _choice_form(found, crowds), "tie_article": article}


def _choice_form(found: Meeting, crowds: list[Crowd]) -> Any:
    labels = {one.id: queries.subject_label(one) for one in found.dossier.nominees}
    if found.selection:
        chosen = {one.nominee_id for one in found.tallies if not one.held_back}
    else:
        chosen = {one for crowd in crowds for one in crowd.proposed}
    return forms.choice_form(crowds, labels, chosen, found.selection)


def _called(found: Meeting, together: list[Meeting]) -> dict[str, Any]:
    """What went out for the meeting: its giấy mời and its ballots, and whether they still fit it.

    One giấy mời calls to a sitting: made with another dossier, it stands here too.
    """
    invitation, ballot = papers.current(found, actions.INVITATION), papers.current(found, actions.BALLOT)
    elsewhere = [(one, papers.current(one, actions.INVITATION)) for one in together] if invitation is None else []
    return {
        "invited_with": [(one, paper) for one, paper in elsewhere if paper is not None],
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
    form = _vote_form(found, members, nominees)
    if "all-present" in request.form:
        # Only fills in what nobody chose yet and shows the page as typed: nothing is kept, so nothing is judged.
        forms.mark_present(form, members)
        return _vote_page(found, form)
    one_by_one = bool(found.ballots) or "one-by-one" in request.form
    form.validate_on_submit()
    if one_by_one:
        # The boxes of the totals are not asked for: the ballots are read on a page of their own.
        for field in (one for one in form if one.name[0] in "adi" and one.name[1:].isdecimal()):
            field.errors = []
    presences = _presences(form, members)
    tallies = None if one_by_one else _tallies(form, nominees)
    if _place_faults(form, found, presences, tallies, len(members)):
        return _vote_page(found, form, 422)
    try:
        actions.record_votes(found, presences, tallies, form.discussion.data or "", clock.today())
    except Refused as refused:
        refuse(form, refused)
        return _vote_page(found, form, 422)
    if one_by_one:
        return htmx.go(".count", "Đã ghi người dự họp: đếm từng phiếu.", meeting_id=found.id)
    return htmx.go(".meeting", "Đã ghi người dự họp và kết quả biểu quyết.", meeting_id=found.id)


def _presences(form: Any, members: list[CouncilMember]) -> dict[int, actions.PresenceEntry]:
    return {
        one.id: actions.PresenceEntry(
            PresenceKind(form[f"p{one.id}"].data), form[f"r{one.id}"].data or "", form[f"s{one.id}"].data or ""
        )
        for one in members
        if form[f"p{one.id}"].data and not form[f"p{one.id}"].errors
    }


def _tallies(form: Any, nominees: list[Nominee]) -> dict[int, Votes]:
    return {
        one.id: Votes(form[f"a{one.id}"].data, form[f"d{one.id}"].data, form[f"i{one.id}"].data)
        for one in nominees
        if not any(form[f"{side}{one.id}"].errors for side in "adi")
    }


def _place_faults(form: Any, found: Meeting, presences: Any, tallies: Any, members: int) -> bool:
    """The faults the action would find, each at its own field."""
    came, substitutes, counts = actions.fault_spots(found, presences, tallies)
    for member_id, reason in came.items():
        at_kind = reason.code in ("presence-unsaid", "presiding-absent")
        refuse(form, Refused([reason]), field=f"{'p' if at_kind else 'r'}{member_id}")
    for member_id, reason in substitutes.items():
        refuse(form, Refused([reason]), field=f"s{member_id}")
    for nominee_id, reason in counts.items():
        # Until it is said of everyone whether they came, only more votes than members is surely wrong.
        if len(presences) == members or reason.code == "votes-above-members":
            refuse(form, Refused([reason]), field=f"a{nominee_id}" if f"a{nominee_id}" in form else None)
    return bool(form.errors)


@bp.post("/meetings/<int:meeting_id>/choice")
@needs(Can.COUNCIL_WRITE)
def choose(meeting_id: int) -> Response:
    """Keep who goes on when more had enough votes than may be proposed, and why."""
    found = queries.get_meeting(meeting_id)
    queries.get(found.dossier_id)
    crowds = queries.crowds_of(found, found.dossier)
    form = _choice_form(found, crowds)
    if not form.validate_on_submit():
        return _vote_page(found, status=422, choice=form)
    going_on = {one for crowd in crowds for one in form[crowd.kind].data}
    try:
        actions.choose(found, going_on, form.reason.data or "")
    except Refused as refused:
        refuse(form, refused, {"choice-without-reason": "reason"})
        return _vote_page(found, status=422, choice=form)
    return htmx.go(".meeting", "Đã ghi người được đề nghị và lý do.", meeting_id=found.id, _anchor="choice")
