"""The moves of a dossier, one verb each: ask the rule, change, seal what the move seals, write one line."""

from collections.abc import Mapping
from datetime import date

from app import audit, tenancy, text
from app.commendations import documents, queries, rules
from app.commendations.actions import parts
from app.commendations.actions.judging import confirmed_instruments, is_secret, is_simplified, must_permit
from app.commendations.models import Achievement, Decision, Dossier, Nominee, Opinion, Proposal
from app.db import db
from app.papers import actions as papers
from app.papers.models import Paper
from app.places.models import Unit
from app.places.queries import Signing
from app.places.rules import BLOCK_ARTICLE, SIGNING_ARTICLE, academic_title, in_force
from app.refusals import Refusal, Refused


def _move(move: str, dossier: Dossier) -> None:
    dossier.state = rules.MOVES[move].target
    audit.record("dossier-moved", dossier, move=move, state=str(dossier.state))


def close_vote(dossier: Dossier, day: date) -> None:
    """End the vote: the council's counts stand, and who did not reach the threshold is not proposed."""
    must_permit("close_vote", dossier, day)
    _move("close_vote", dossier)


def reopen(dossier: Dossier, reason: str, day: date) -> None:
    """Take a dossier back to the desk to mend it; sealed papers stay and are replaced when they change."""
    must_permit("reopen", dossier, day)
    if not text.nfc(reason):
        raise Refused([Refusal("reason-missing")])
    dossier.state = rules.State.DRAFT
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
    _move("propose", dossier)
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


def decide(
    dossier: Dossier,
    *,
    day: date,
    signing: Signing | None = None,
    number: int | None = None,
    fund: str | None = None,
) -> Decision:
    """Decide on an award of the commune: seal the decision with its list and a giấy khen for each recipient.

    Args: signing, who signs, or whoever the day says: the substitute of those days, else the holder; number, as văn thư
    gave it, or the next one; fund, where the money comes from, left out when empty (U). Raises Refused; nobody
    decides a dossier they wrote or are named in, neither by hand nor as the signer or the substitute.
    """
    must_permit("decide", dossier, day)
    setting = documents.setting_of(dossier, day, confirmed_instruments())
    nominees = queries.by_roll(dossier)
    signing = signing or parts.signing_on(dossier, day, "decision")
    found = _decision_refusals(dossier, signing, day)
    found += [fault for nominee in nominees for fault in documents.certificate_faults(nominee, setting)]
    if found:
        raise Refused(found)
    title = f"Quyết định tặng {queries.award_title(dossier.award)}"
    symbol = "QĐ-UBND"
    reference_number = (
        papers.take_number(symbol, day, title) if number is None else papers.enter_number(symbol, number, day, title)
    )
    row = parts.decision_row(signing, reference_number, day)
    row.fund = text.nfc(fund or "") or None
    dossier.decision = row
    db.session.flush()
    assert dossier.proposal is not None  # only a dossier with its tờ trình is decided
    part = parts.decision_part(dossier, dossier.proposal, row, nominees, setting)
    parts.seal_part(part, setting.law_day, setting.award_type, None, reference_number)
    for nominee in nominees:
        part = parts.certificate_part(nominee, row, setting, nominee.roll_number or 0)
        parts.seal_part(part, setting.law_day, setting.award_type, None)
        _remember(nominee, row, setting)
    _move("decide", dossier)
    return row


def _decision_refusals(dossier: Dossier, signing: Signing, day: date) -> list[Refusal]:
    found = []
    row = dossier.proposal
    if row is not None and day < row.day:
        found.append(Refusal("day-before-proposal", detail=text.day_text(row.day)))
    if not in_force(signing.signer, day) or not (signing.delegation is None or in_force(signing.delegation, day)):
        found.append(Refusal("signer-not-in-force", SIGNING_ARTICLE))
    if _is_author(dossier, signing):
        found.append(Refusal("own-dossier"))
    named = {
        text.nfc(name)
        for nominee in dossier.nominees
        if not _is_another(nominee)
        for name in queries.named_people(nominee)
    }
    if text.nfc(signing.name) in named:
        found.append(Refusal("named-in-dossier", detail=signing.name))
    return found


def _is_author(dossier: Dossier, signing: Signing) -> bool:
    """Whether the hand that signs wrote the dossier: by the account, or by the name where the book has no account."""
    if signing.user_id is not None:
        return signing.user_id == dossier.author_id
    return text.nfc(signing.name) == text.nfc(dossier.author_name)


def _is_another(nominee: Nominee) -> bool:
    return any(row.criterion == rules.ANOTHER_PERSON and row.answer for row in nominee.attestations)


def _remember(nominee: Nominee, row: Decision, setting: documents.Setting) -> None:
    """Keep the award and the merit it used up: no second award for the same one."""
    db.session.add(
        Achievement(
            owner_id=nominee.owner_id,
            person_id=nominee.person_id,
            household_id=nominee.household_id,
            collective_id=nominee.collective_id,
            nominee_id=nominee.id,
            round_id=nominee.dossier.round_id,
            award=setting.award,
            award_label=setting.award_name,
            award_type=setting.award_type,
            merit=nominee.achievement,
            reference_number=row.reference_number,
            day=row.day,
            issuer_name=setting.chair,
        )
    )


def submit(dossier: Dossier, day: date) -> None:
    """Send a dossier of a higher award to the province; the day it is first received fixes its law.

    Source: commendation.md section 1: the date that decides is the day of receipt.
    """
    must_permit("submit", dossier, day)
    if dossier.submitted_on is None:
        dossier.received_on = day
    dossier.submitted_on = day
    _move("submit", dossier)


def send_back(dossier: Dossier, component: tuple[str, int], note: str, day: date) -> Opinion:
    """Return a dossier with a note on one of its papers; the commune sees it standing at that paper.

    Args: component, the kind of the paper and its nominee (0 for a common one); note, what is to be mended.
    """
    must_permit("send_back", dossier, day)
    found = [] if component in queries.papers_of(dossier) else [Refusal("no-such-paper")]
    if not text.nfc(note):
        found.append(Refusal("reason-missing"))
    if found:
        raise Refused(found)
    return return_with(dossier, {component: note}, day)[0]


def return_with(dossier: Dossier, notes: Mapping[tuple[str, int], str], day: date) -> list[Opinion]:
    """Return a dossier with all notes at once, each standing at its paper; an empty note says nothing.

    Raises Refused when it cannot be returned or a paper is not of this dossier.
    """
    must_permit("send_back", dossier, day)
    sealed = queries.papers_of(dossier)
    said = {component: text.nfc_multiline(note) for component, note in notes.items() if text.nfc(note)}
    if not said.keys() <= sealed.keys():
        raise Refused([Refusal("no-such-paper")])
    dossier.state = rules.MOVES["send_back"].target
    return [_opinion(dossier, sealed[component], note, day) for component, note in said.items()]


def _opinion(dossier: Dossier, paper: Paper, note: str, day: date) -> Opinion:
    actor = tenancy.actor_of(db.session())
    opinion = Opinion(component=paper.kind, paper_id=paper.id, note=note, author_name=actor.name, day=day)
    opinion.author_id = actor.id or 0
    dossier.opinions.append(opinion)
    audit.record("dossier-returned", dossier, component=paper.title, note=opinion.note)
    return opinion


def accept(dossier: Dossier, day: date) -> None:
    """Take a dossier in at the province: it is complete and goes on there."""
    must_permit("accept", dossier, day)
    _move("accept", dossier)
