"""Verbs of a council meeting: plan it, then record who was there and how they voted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from app import audit, law, text
from app.commendations import queries
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Council, CouncilMember, Dossier, Meeting, Presence, Tally
from app.commendations.rules import PresenceKind, State, VoteMethod, Votes, presence_faults, vote_faults
from app.db import db
from app.law import Mark
from app.places import queries as places
from app.refusals import Refusal, Refused

QUORUM, THRESHOLD = "council.quorum.award_meeting", "council.threshold"


@dataclass(frozen=True)
class PresenceEntry:
    """What the official entered about one member."""

    kind: PresenceKind
    reason: str = ""


def plan_meeting(
    dossier: Dossier,
    meeting: Meeting | None,
    *,
    council: Council,
    day: date,
    starts: time,
    ends: time,
    place: str,
    method: VoteMethod,
    chair: CouncilMember,
    secretary: CouncilMember,
    tellers: list[str],
) -> Meeting:
    """Call the council on a dossier, or correct the call; a changed day forgets who was there.

    Args: tellers, the head of the tellers first, needed for a secret ballot only.
    Raises Refused with every reason at once.
    """
    must_be(dossier, State.DRAFT)
    members = queries.members_on(council, day)
    names = [name for name in map(text.nfc, tellers) if name]
    found = _call_refusals(dossier, day, starts, ends, method, names)
    if not members:
        found.append(Refusal("no-members"))
    elif chair not in members or secretary not in members:
        found.append(Refusal("not-a-member"))
    if chair is secretary:
        found.append(Refusal("same-chair-secretary"))
    if found:
        raise Refused(found)
    if meeting is None:
        meeting = Meeting(discussion="")
        dossier.meetings.append(meeting)
    elif (meeting.day, meeting.council_id) != (day, council.id):
        _forget(meeting)
    meeting.council, meeting.council_id, meeting.day = council, council.id, day
    meeting.starts, meeting.ends, meeting.place = starts, ends, text.nfc(place)
    meeting.method, meeting.tellers = method, names
    meeting.chair_id, meeting.secretary_id = chair.id, secretary.id
    audit.record("meeting-saved", meeting, day=day.isoformat())
    return meeting


def _call_refusals(
    dossier: Dossier, day: date, starts: time, ends: time, method: VoteMethod, tellers: list[str]
) -> list[Refusal]:
    found = []
    if ends <= starts:
        found.append(Refusal("meeting-reversed"))
    if day < dossier.opened_on:
        found.append(Refusal("vote-before-opening"))
    if method is VoteMethod.SECRET and len(tellers) < 2:
        found.append(Refusal("ballot-without-tellers"))
    ballot = law.ballot_of(dossier.award, law.law_date(dossier.received_on))
    may_refuse = law.strength(ballot.mark, ballot.local) is law.Strength.REFUSE
    if ballot.value == VoteMethod.SECRET and method is not VoteMethod.SECRET and may_refuse:
        found.append(Refusal("ballot-must-be-secret"))
    return found


def _forget(meeting: Meeting) -> None:
    for row in [*meeting.presences, *meeting.tallies]:
        db.session.delete(row)
    db.session.flush()
    db.session.expire(meeting, ["presences", "tallies"])


def record_votes(
    meeting: Meeting,
    presences: Mapping[int, PresenceEntry],
    tallies: Mapping[int, Votes],
    discussion: str,
    today: date,
) -> None:
    """Record who came, who wrote, who was absent and why, and the count on each nominee.

    The denominator is all seats of the day; written opinions of absent members are votes. The quorum and the
    threshold in force are kept with the meeting. Args: presences by member id; tallies by nominee id.
    Raises Refused when a count cannot be (source: NĐ 98/2023 Điều 30.7, L under NĐ 152).
    """
    dossier = meeting.dossier
    must_be(dossier, State.DRAFT)
    members = queries.members_on(meeting.council, meeting.day)
    found = _record_refusals(meeting, presences, tallies, members, today)
    if found:
        raise Refused(found)
    _set_presences(meeting, presences, members)
    _set_tallies(meeting, tallies)
    meeting.discussion = text.nfc_multiline(discussion)
    _keep_terms(meeting, dossier)
    audit.record("votes-recorded", meeting, count=len(tallies))


def _record_refusals(
    meeting: Meeting,
    presences: Mapping[int, PresenceEntry],
    tallies: Mapping[int, Votes],
    members: list[CouncilMember],
    today: date,
) -> list[Refusal]:
    found = [Refusal("meeting-in-future", detail=text.day_text(meeting.day))] if meeting.day > today else []
    said = {member_id: (entry.kind, entry.reason) for member_id, entry in presences.items()}
    found += presence_faults(said, [one.id for one in members]).values()
    voters = sum(entry.kind is not PresenceKind.ABSENT for entry in presences.values())
    return found + list(vote_faults(tallies, voters, len(members)).values())


def _set_presences(meeting: Meeting, presences: Mapping[int, PresenceEntry], members: list[CouncilMember]) -> None:
    known = {one.member_id: one for one in meeting.presences}
    seats = {one.id for one in members}
    for member_id, row in known.items():
        if member_id not in seats:
            meeting.presences.remove(row)
            db.session.delete(row)
    for member in members:
        row = known.get(member.id) or Presence(member=member, member_id=member.id)
        if member.id not in known:
            meeting.presences.append(row)
        entry = presences[member.id]
        row.kind = entry.kind
        row.reason = text.nfc(entry.reason) or None if entry.kind is not PresenceKind.PRESENT else None


def _set_tallies(meeting: Meeting, tallies: Mapping[int, Votes]) -> None:
    known = {one.nominee_id: one for one in meeting.tallies}
    for nominee_id, votes in tallies.items():
        row = known.get(nominee_id) or Tally(nominee_id=nominee_id)
        if nominee_id not in known:
            meeting.tallies.append(row)
        row.agree, row.disagree, row.invalid = votes.agree, votes.disagree, votes.invalid


def _keep_terms(meeting: Meeting, dossier: Dossier) -> None:
    """Keep the quorum and threshold of the meeting's day; the award's own threshold goes before the council's."""
    quorum = places.rule(QUORUM, meeting.day)
    meeting.quorum, meeting.quorum_mark = str(quorum.value), str(Mark(quorum.mark))
    own = law.AWARDS[dossier.award].on(law.law_date(dossier.received_on)).threshold
    if own is not None and own.known:
        meeting.threshold = meeting.threshold_mark = None
        return
    threshold = places.rule(THRESHOLD, meeting.day)
    meeting.threshold, meeting.threshold_mark = str(threshold.value), str(Mark(threshold.mark))
