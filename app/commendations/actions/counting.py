"""Verbs of counting a secret vote ballot by ballot: read one, correct it, take it out, end the count, or begin anew."""

from collections.abc import Mapping

from app import audit
from app.commendations import queries
from app.commendations.actions.meetings import set_tallies
from app.commendations.models import Ballot, Meeting
from app.commendations.rules import counted, counting_refusals, finish_refusals, line_faults, room_refusals
from app.db import db
from app.refusals import Refusal, refuse_if


def why_no_count(meeting: Meeting) -> list[Refusal]:
    """Why no ballot of this meeting is read now; the page asks the same."""
    return counting_refusals(queries.count_of(meeting))


def next_ballot(meeting: Meeting) -> int:
    """The number of the ballot that is read next; one that was taken out leaves its number empty."""
    return max((one.number for one in meeting.ballots), default=0) + 1


def start_count(meeting: Meeting, *, sure: bool) -> None:
    """Count ballot by ballot instead of the totals that were typed, which are dropped.

    Args: sure, whether the official said that the totals may go. Raises Refused without it.
    """
    found = [one for one in why_no_count(meeting) if one.code != "count-over-totals"]
    if not sure:
        found.append(Refusal("totals-still-there"))
    refuse_if(found)
    count = len(meeting.tallies)
    _drop_tallies(meeting)
    audit.record("totals-dropped", meeting, count=count)


def count_ballot(meeting: Meeting, number: int, votes: Mapping[int, str], *, written: bool = False) -> Ballot:
    """Read one ballot, or the opinion of an absent member: a letter of rules.Line for each nominee.

    Args: number, as the page showed it, so that one and the same ballot sent twice is read once. Raises Refused when
    there would be more ballots than were handed out, or a line says nothing.
    """
    found = why_no_count(meeting)
    if any(one.number == number for one in meeting.ballots):
        found.append(Refusal("ballot-read-already", detail=str(number)))
    else:
        found += room_refusals(queries.count_of(meeting), written=written)
    kept = _kept(votes)
    refuse_if(found + _unread(meeting, kept))
    ballot = Ballot(number=number, written=written, votes=kept)
    meeting.ballots.append(ballot)
    db.session.flush()
    audit.record("ballot-read", meeting, number=number)
    _count_again(meeting)
    return ballot


def correct_ballot(ballot: Ballot, votes: Mapping[int, str], *, written: bool) -> None:
    """Read a ballot once more: the tellers had misread a line, or it was an opinion sent in. Raises Refused."""
    meeting = ballot.meeting
    found = why_no_count(meeting)
    if written != ballot.written:
        found += room_refusals(queries.count_of(meeting), written=written)
    kept = _kept(votes)
    refuse_if(found + _unread(meeting, kept))
    ballot.votes, ballot.written = kept, written
    audit.record("ballot-corrected", meeting, number=ballot.number)
    _count_again(meeting)


def remove_ballot(ballot: Ballot) -> None:
    """Take out a ballot that was read twice or is none; its number stays empty."""
    meeting = ballot.meeting
    refuse_if(why_no_count(meeting))
    number = ballot.number
    meeting.ballots.remove(ballot)
    db.session.delete(ballot)
    db.session.flush()
    audit.record("ballot-removed", meeting, number=number)
    _count_again(meeting)


def finish_count(meeting: Meeting, *, sure: bool) -> None:
    """End the count: the votes on each nominee are what the ballots and opinions come to.

    Args: sure, whether the official said that the ballots still missing were not handed in. Raises Refused; a ballot
    corrected later changes the votes with it.
    """
    nominees = [one.id for one in meeting.dossier.nominees]
    unread = [one.number for one in meeting.ballots if line_faults(one.votes, nominees)]
    refuse_if(finish_refusals(queries.count_of(meeting), unread, sure=sure))
    set_tallies(meeting, counted([one.votes for one in meeting.ballots], nominees))
    audit.record("count-finished", meeting, count=len(meeting.ballots))


def drop_ballots(meeting: Meeting, *, sure: bool) -> None:
    """Type totals instead of ballots: the ballots read so far are dropped, and what they came to.

    Args: sure, whether the official said that the ballots may go. Raises Refused without it.
    """
    found = why_no_count(meeting)
    if not sure:
        found.append(Refusal("ballots-still-there", detail=str(len(meeting.ballots))))
    refuse_if(found)
    count = len(meeting.ballots)
    for ballot in list(meeting.ballots):
        db.session.delete(ballot)
    db.session.flush()
    db.session.expire(meeting, ["ballots"])
    _drop_tallies(meeting)
    audit.record("ballots-dropped", meeting, count=count)


def _kept(votes: Mapping[int, str]) -> dict[str, str]:
    return {str(nominee_id): str(line) for nominee_id, line in sorted(votes.items())}


def _unread(meeting: Meeting, votes: Mapping[str, str]) -> list[Refusal]:
    return list(line_faults(votes, [one.id for one in meeting.dossier.nominees]).values())


def _count_again(meeting: Meeting) -> None:
    """Keep the votes of a count that was ended in step with its ballots; without any ballot left it is open again."""
    if not meeting.tallies:
        return
    if meeting.ballots:
        nominees = [one.id for one in meeting.dossier.nominees]
        set_tallies(meeting, counted([one.votes for one in meeting.ballots], nominees))
    else:
        _drop_tallies(meeting)


def _drop_tallies(meeting: Meeting) -> None:
    for tally in list(meeting.tallies):
        meeting.tallies.remove(tally)
        db.session.delete(tally)
    meeting.selection = None
    db.session.flush()
