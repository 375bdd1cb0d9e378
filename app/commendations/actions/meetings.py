"""Verbs of a council meeting: plan it, then record who was there and how they voted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from app import audit, law, text
from app.commendations import queries
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Council, CouncilMember, Dossier, Meeting, Presence, Tally
from app.commendations.rules import (
    PresenceKind,
    State,
    VoteMethod,
    Votes,
    presence_faults,
    presiding_faults,
    substitute_faults,
    too_many,
    vote_faults,
    voters_of,
    voting_in_the_room,
)
from app.db import db
from app.law import Mark
from app.places import queries as places
from app.refusals import Refusal, Refused

QUORUM, THRESHOLD = "council.quorum.award_meeting", "council.threshold"


@dataclass(frozen=True)
class PresenceEntry:
    """What the official entered about one member: `substitute` came in the member's place, by the paper in `reason`."""

    kind: PresenceKind
    reason: str = ""
    substitute: str = ""


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
    if meeting is not None and meeting.ballots and method is not VoteMethod.SECRET:
        found.append(Refusal("hands-over-ballots", detail=str(len(meeting.ballots))))
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
    for row in [*meeting.presences, *meeting.tallies, *meeting.ballots]:
        db.session.delete(row)
    meeting.selection = meeting.substitutes_vote = None
    db.session.flush()
    db.session.expire(meeting, ["presences", "tallies", "ballots"])


def record_votes(
    meeting: Meeting,
    presences: Mapping[int, PresenceEntry],
    tallies: Mapping[int, Votes] | None,
    discussion: str,
    today: date,
) -> None:
    """Record who came, who wrote, who was absent and why, and the count on each nominee.

    The denominator is all seats of the day; written opinions of absent members are votes. The quorum and the
    threshold in force are kept with the meeting, and whether substitutes vote. Args: presences by member id; tallies by
    nominee id, or None to leave the votes as they are: they are counted ballot by ballot.
    Raises Refused when a count cannot be (source: NĐ 98/2023 Điều 30.7, L under NĐ 152).
    """
    dossier = meeting.dossier
    must_be(dossier, State.DRAFT)
    members = queries.members_on(meeting.council, meeting.day)
    found = [Refusal("meeting-in-future", detail=text.day_text(meeting.day))] if meeting.day > today else []
    found += [reason for spots in fault_spots(meeting, presences, tallies) for reason in spots.values()]
    found += _ballot_refusals(meeting, presences, tallies)
    if found:
        raise Refused(found)
    _set_presences(meeting, presences, members)
    _keep_terms(meeting, dossier)
    if tallies is not None:
        set_tallies(meeting, tallies)
    meeting.discussion = text.nfc_multiline(discussion)
    audit.record("votes-recorded", meeting, count=len(tallies or ()))


def _ballot_refusals(
    meeting: Meeting, presences: Mapping[int, PresenceEntry], tallies: Mapping[int, Votes] | None
) -> list[Refusal]:
    """Why the ballots read already do not go with what was entered."""
    if not meeting.ballots:
        return []
    if tallies is not None:
        return [Refusal("totals-over-ballots", detail=str(len(meeting.ballots)))]
    kinds = [entry.kind for entry in presences.values()]
    handed_out = voting_in_the_room(kinds, substitutes_vote=_substitutes_vote(meeting))
    count = replace(queries.count_of(meeting), handed_out=handed_out, opinions=kinds.count(PresenceKind.WRITTEN))
    return too_many(count)


def _substitutes_vote(meeting: Meeting) -> bool:
    return places.rule(queries.SUBSTITUTES, meeting.day).value is True


def fault_spots(
    meeting: Meeting, presences: Mapping[int, PresenceEntry], tallies: Mapping[int, Votes] | None
) -> tuple[dict[int, Refusal], dict[int, Refusal], dict[int, Refusal]]:
    """What cannot be in what was entered: about how members came and by member, about substitutes, about the counts by
    nominee. The page shows each at its field. Totals typed before are judged again when only the presence is entered.
    """
    members = queries.members_on(meeting.council, meeting.day)
    said = {member_id: (entry.kind, entry.reason) for member_id, entry in presences.items()}
    kinds = {member_id: entry.kind for member_id, entry in presences.items()}
    came = presiding_faults(kinds, (meeting.chair_id, meeting.secretary_id))
    came |= presence_faults(said, [one.id for one in members])
    for_others = {key: one.substitute for key, one in presences.items() if one.kind is PresenceKind.SUBSTITUTE}
    substitutes = substitute_faults(for_others, {one.id: one.full_name for one in members})
    if tallies is None:
        typed = () if meeting.ballots else meeting.tallies
        tallies = {one.nominee_id: Votes(one.agree, one.disagree, one.invalid) for one in typed}
    voters = voters_of(kinds.values(), substitutes_vote=_substitutes_vote(meeting))
    return came, substitutes, vote_faults(tallies, voters, len(members), _own_votes(meeting, kinds))


def _own_votes(meeting: Meeting, kinds: Mapping[int, PresenceKind]) -> dict[int, int]:
    """How many of those who vote are the nominee, by nominee: they may abstain on their own case."""
    voting = {member_id for member_id, kind in kinds.items() if kind in (PresenceKind.PRESENT, PresenceKind.WRITTEN)}
    return {of: sum(one.id in voting for one in some) for of, some in queries.own_cases(meeting).items()}


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
        came = entry.kind is PresenceKind.PRESENT
        row.kind = entry.kind
        row.reason = None if came else text.nfc(entry.reason) or None
        row.substitute = text.nfc(entry.substitute) if entry.kind is PresenceKind.SUBSTITUTE else None


def set_tallies(meeting: Meeting, tallies: Mapping[int, Votes]) -> None:
    """Write the count on each nominee; who goes on is chosen anew when a number changed."""
    known = {one.nominee_id: one for one in meeting.tallies}
    before = {of: (row.agree, row.disagree, row.invalid) for of, row in known.items()}
    for nominee_id, votes in tallies.items():
        row = known.get(nominee_id) or Tally(nominee_id=nominee_id)
        if nominee_id not in known:
            meeting.tallies.append(row)
        row.agree, row.disagree, row.invalid = votes.agree, votes.disagree, votes.invalid
    if before != {of: (one.agree, one.disagree, one.invalid) for of, one in tallies.items()}:
        meeting.selection = None
        for row in meeting.tallies:
            row.held_back = False


def _keep_terms(meeting: Meeting, dossier: Dossier) -> None:
    """Keep the quorum and threshold of the meeting's day; the award's own threshold goes before the council's.

    Whether substitutes vote is kept too.
    """
    meeting.substitutes_vote = _substitutes_vote(meeting)
    quorum = places.rule(QUORUM, meeting.day)
    meeting.quorum, meeting.quorum_mark = str(quorum.value), str(Mark(quorum.mark))
    own = law.AWARDS[dossier.award].on(law.law_date(dossier.received_on)).threshold
    if own is not None and own.known:
        meeting.threshold = meeting.threshold_mark = None
        return
    threshold = places.rule(THRESHOLD, meeting.day)
    meeting.threshold, meeting.threshold_mark = str(threshold.value), str(Mark(threshold.mark))
