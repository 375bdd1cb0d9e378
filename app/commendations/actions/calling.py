"""Verbs that call the council: the giấy mời to a meeting, and the ballots for its secret vote."""

from dataclasses import dataclass
from datetime import date

from app import audit, text
from app.commendations import documents, queries, rules
from app.commendations.actions.judging import confirmed_instruments
from app.commendations.actions.parts import Part
from app.commendations.actions.unnumbered import draft_of, seal_or_keep
from app.commendations.models import CouncilMember, Meeting
from app.commendations.rules import CallFacts
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers.models import Paper
from app.places.queries import Signing
from app.refusals import Refusal, Refused

BALLOT, INVITATION = "ballot", "invitation"
FOR_COUNCIL, FOR_AUTHORITY = "GM-HĐTĐKT", "GM-UBND"


def call_of(meeting: Meeting) -> CallFacts:
    """A meeting as the rules of its giấy mời and ballots see it."""
    return CallFacts(
        state=meeting.dossier.state,
        method=meeting.method,
        day=meeting.day,
        members=len(queries.members_on(meeting.council, meeting.day)),
        nominees=len(meeting.dossier.nominees),
        recorded=bool(meeting.presences),
    )


def _setting(meeting: Meeting, day: date) -> documents.Setting:
    return documents.setting_of(meeting.dossier, day, confirmed_instruments())


# ---- ballots


def why_no_ballots(meeting: Meeting) -> list[Refusal]:
    """Why no ballots are printed now; the page asks the same."""
    return rules.ballot_refusals(call_of(meeting))


def print_ballots(meeting: Meeting, copies: int) -> Paper:
    """Seal the ballots of a meeting, two on an A4; the same ones again are the same paper, others replace them.

    Args: copies, how many members vote in person. Raises Refused with every reason at once.
    """
    call = call_of(meeting)
    found = rules.ballot_refusals(call) + rules.copies_refusals(copies, call.members)
    if found:
        raise Refused(found)
    old = sealed.current(meeting, BALLOT)
    paper = seal_or_keep(_ballot_part(meeting, copies), _setting(meeting, meeting.day), old)
    if paper is not old:
        audit.record("ballots-printed", meeting, count=copies)
    return paper


def draft_ballots(meeting: Meeting) -> bytes:
    """Show one sheet of ballots with "DỰ THẢO" across; nothing is kept."""
    return draft_of(_ballot_part(meeting, 2))


def ballot_changed(meeting: Meeting, paper: Paper) -> bool:
    """Whether the meeting votes on others now than its ballots name."""
    facts = _ballot_part(meeting, paper.facts["copies"]).facts(None)
    return bool(papers.facts_as_stored(facts) != paper.facts)


def _ballot_part(meeting: Meeting, copies: int) -> Part:
    setting = _setting(meeting, meeting.day)
    return Part(
        BALLOT,
        meeting,
        f"Phiếu bầu của phiên họp ngày {text.day_text(meeting.day)}",
        meeting.day,
        lambda _number: documents.ballot(meeting.dossier, meeting, copies, setting),
    )


# ---- giấy mời


@dataclass(frozen=True)
class Call:
    """How the official wants the council invited.

    `signer` signs for the authority; none when the council invites under its own name. `each` makes a sheet for
    each member. `number` is one văn thư gave already; without it the number is written by hand after signature.
    """

    day: date
    signer: Signing | None = None
    each: bool = False
    request: str = ""
    number: int | None = None


def why_no_invitation(meeting: Meeting) -> list[Refusal]:
    """Why no giấy mời goes out now; the page asks the same."""
    return rules.invitation_refusals(call_of(meeting))


def invite(meeting: Meeting, call: Call) -> Paper:
    """Seal the giấy mời to a meeting, with its own hour and place, to all members of its day.

    A new one replaces the old one and keeps its number. Raises Refused with every reason at once.
    """
    found = rules.invitation_refusals(call_of(meeting), call.day)
    if found:
        raise Refused(found)
    old = sealed.current(meeting, INVITATION)
    paper = seal_or_keep(_invitation_part(meeting, call), _setting(meeting, call.day), old, call.number)
    if paper is not old:
        audit.record("invitation-made", meeting, count=len(_invited(meeting)), day=meeting.day.isoformat())
    return paper


def draft_invitation(meeting: Meeting, call: Call) -> bytes:
    """Show how the giấy mời would look; nothing is kept."""
    return draft_of(_invitation_part(meeting, call))


def invitation_changed(meeting: Meeting, paper: Paper) -> bool:
    """Whether the meeting has another hour, place, council or other dossiers now than its giấy mời says."""
    said = (paper.facts["time_text"], paper.facts["place"], tuple(paper.facts["contents"]))
    part = _invitation_part(meeting, Call(paper.day))
    facts = part.facts(None)
    guests = {guest["name"] for guest in paper.facts["rows"]}
    missed = bool(guests) and guests != {one.full_name for one in _invited(meeting)}
    return said != (facts.time_text, facts.place, facts.contents) or missed


def _invited(meeting: Meeting) -> list[CouncilMember]:
    return queries.members_on(meeting.council, meeting.day)


def _invitation_part(meeting: Meeting, call: Call) -> Part:
    setting = _setting(meeting, call.day)
    return Part(
        INVITATION,
        meeting,
        f"Giấy mời họp Hội đồng Thi đua - Khen thưởng ngày {text.day_text(meeting.day)}",
        call.day,
        lambda number: documents.invitation(
            meeting.dossier,
            meeting,
            _invited(meeting),
            setting,
            signer=call.signer,
            each=call.each,
            request=text.nfc(call.request).rstrip(".") or None,
            number=number,
            together=[one.dossier for one in queries.same_sitting(meeting)],
        ),
        FOR_AUTHORITY if call.signer else FOR_COUNCIL,
    )
