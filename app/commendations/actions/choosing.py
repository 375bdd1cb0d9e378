"""The choice of who goes on when more had enough votes than may be proposed."""

from collections.abc import Collection

from app import audit, text
from app.commendations import queries
from app.commendations.actions.dossiers import must_be
from app.commendations.models import Meeting
from app.commendations.rules import State, choice_refusals
from app.refusals import Refused


def choose(meeting: Meeting, going_on: Collection[int], reason: str) -> None:
    """Keep who goes on of those who had enough votes, and why: the minutes say it.

    The program proposes an order of votes and, at equal votes, of preference; the official decides. Args: going_on,
    nominees of the kinds at issue; all others of these kinds are held back. Raises Refused without a reason.
    Source: NĐ 152/2025/NĐ-CP Điều 4.6 for equal merit; the number is the plan's or the round's.
    """
    must_be(meeting.dossier, State.DRAFT)
    crowded = queries.crowds_of(meeting, meeting.dossier)
    at_issue = {one.id for crowd in crowded for one in crowd.order}
    held_back = at_issue - set(going_on)
    found = choice_refusals(held_back, crowded, reason)
    if found:
        raise Refused(found)
    for tally in meeting.tallies:
        tally.held_back = tally.nominee_id in held_back
    meeting.selection = text.nfc_multiline(reason) or None
    audit.record("choice-made", meeting, count=len(at_issue) - len(held_back))
