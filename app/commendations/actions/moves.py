"""The moves of a dossier on the officer's desk, one verb each: ask the rule, change, seal, write one line."""

from datetime import date

from app import audit, text
from app.commendations import documents, queries, rules
from app.commendations.actions import parts
from app.commendations.actions.judging import confirmed_instruments, is_secret, is_simplified, must_permit
from app.commendations.models import Dossier, Nominee, Proposal
from app.db import db
from app.papers import actions as papers
from app.papers.models import Paper
from app.places.models import Unit
from app.places.rules import BLOCK_ARTICLE, academic_title, in_force
from app.refusals import Refusal, Refused


def moved(move: str, dossier: Dossier) -> None:
    """Put a dossier where this move leads, with its line in the log; whoever calls has asked the rule."""
    dossier.state = rules.MOVES[move].target
    audit.record("dossier-moved", dossier, move=move, state=str(dossier.state))


def close_vote(dossier: Dossier, day: date) -> None:
    """End the vote: the council's counts stand, and who did not reach the threshold is not proposed."""
    must_permit("close_vote", dossier, day)
    moved("close_vote", dossier)


def reopen(dossier: Dossier, reason: str, day: date) -> None:
    """Take a dossier back to the desk to mend it; sealed papers stay and are replaced when they change."""
    must_permit("reopen", dossier, day)
    if not text.nfc(reason):
        raise Refused([Refusal("reason-missing")])
    dossier.state = rules.MOVES["reopen"].target
    dossier.ended_reason = dossier.ended_article = dossier.ended_by = dossier.ended_on = None
    audit.record("dossier-reopened", dossier, reason=text.nfc(reason))


def propose(
    dossier: Dossier,
    *,
    unit: Unit | None,
    signer_lines: list[str],
    signer_name: str,
    day: date,
    number: int | None = None,
    with_summary: bool = False,
) -> Proposal:
    """Make the tờ trình with its list and seal all papers of the dossier: reports, minutes, count, proposal, roll.

    Args: unit, the unit that proposes, or the authority itself; signer_lines and signer_name, of `signing_on` or as
    typed for a unit without signers in the book; number, as văn thư gave it, or the next one;
    with_summary, whether a tóm tắt thành tích goes along, which the simplified procedure always asks for.
    Raises Refused; nothing is sealed then.
    """
    must_permit("propose", dossier, day)
    found = _proposal_refusals(dossier, unit, signer_lines, signer_name, day)
    if found:
        raise Refused(found)
    nominees = _numbered(dossier)
    known = queries.papers_of(dossier)
    row = _proposal_row(dossier, unit, signer_lines, signer_name, day, number, known.get(("proposal", 0)))
    summed_up = with_summary or is_simplified(dossier, day)
    _seal_all(dossier, row, nominees, known, summed_up=summed_up)
    moved("propose", dossier)
    return row


def _proposal_refusals(
    dossier: Dossier, unit: Unit | None, signer_lines: list[str], signer_name: str, day: date
) -> list[Refusal]:
    found = []
    meeting = queries.last_meeting(dossier)
    if meeting is not None and day < meeting.day:
        found.append(Refusal("day-before-meeting", detail=text.day_text(meeting.day)))
    if not signer_lines or not signer_name:
        found.append(Refusal("signer-missing"))
    title = academic_title(signer_name)
    if title:
        found.append(Refusal("name-with-title", BLOCK_ARTICLE, title))
    if unit is not None and not queries.decided_here(dossier):
        found.append(Refusal("province-needs-authority"))
    if unit is not None and not in_force(unit, day):
        found.append(Refusal("unit-not-in-force", detail=unit.name))
    return found


def _numbered(dossier: Dossier) -> list[Nominee]:
    """Give each nominee that was agreed to its line in the roll; the others lose theirs."""
    chosen = queries.put_forward(dossier)
    for nominee in dossier.nominees:
        nominee.roll_number = chosen.index(nominee) + 1 if nominee in chosen else None
    return chosen


def _proposal_row(
    dossier: Dossier,
    unit: Unit | None,
    signer_lines: list[str],
    signer_name: str,
    day: date,
    number: int | None,
    old: Paper | None,
) -> Proposal:
    symbol = f"TTr-{unit.abbreviation}" if unit is not None and unit.abbreviation else "TTr-UBND"
    title = f"Tờ trình đề nghị tặng {queries.award_title(dossier.award)}"
    row = dossier.proposal or Proposal()
    same_year = old is not None and old.day.year == day.year and row.unit_id == (unit.id if unit else None)
    if number is not None:
        row.reference_number = papers.enter_number(symbol, number, day, title)
    elif not same_year:
        row.reference_number = papers.take_number(symbol, day, title)
    row.unit, row.unit_id = unit, unit.id if unit else None
    row.signer_lines, row.signer_name, row.day = list(signer_lines), text.nfc(signer_name), day
    dossier.proposal = row
    db.session.flush()
    return row


def _seal_all(
    dossier: Dossier,
    row: Proposal,
    nominees: list[Nominee],
    known: dict[tuple[str, int], Paper],
    *,
    summed_up: bool,
) -> None:
    setting = documents.setting_of(dossier, row.day, confirmed_instruments())
    awards = queries.received_before(nominees)
    wanted = [parts.report_part(one, setting, awards[one.id]) for one in nominees]
    wanted.append(parts.minutes_part(dossier, setting))
    if is_secret(dossier):
        wanted.append(parts.vote_count_part(dossier, setting))
    wanted.append(parts.proposal_part(dossier, row, nominees, setting))
    wanted.append(parts.roll_part(dossier, row, nominees, setting))
    # One that was sealed before is kept true even when nobody asks for it again.
    if summed_up or ("merit_summary", 0) in known:
        wanted.append(parts.merit_summary_part(dossier, row, nominees, setting))
    for part in wanted:
        of = part.subject.id if isinstance(part.subject, Nominee) else 0
        number = row.reference_number if part.kind == "proposal" else None
        old = known.get((part.kind, of))
        parts.seal_part(part, setting.law_day, setting.award_type, old, number)
