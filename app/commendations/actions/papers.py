"""The papers of a dossier: shown as drafts, sealed together, made anew one by one after a return."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit, text
from app.commendations import documents, queries
from app.commendations.actions.dossiers import must_be
from app.commendations.actions.judging import confirmed_instruments
from app.commendations.models import Decision, Dossier, Nominee, Proposal
from app.commendations.rules import State
from app.papers import actions as papers
from app.papers.documents import reference
from app.papers.models import Paper
from app.places import queries as places
from app.places.models import Signer
from app.refusals import Refusal, Refused

COUNCIL = "BB-HĐTĐKT"
COMMON = ("proposal", "roll", "minutes", "vote_count", "decision")


@dataclass(frozen=True)
class Part:
    """One paper of a dossier: what it is about, its title, its day, and its facts once a number is known."""

    kind: str
    subject: Any
    title: str
    day: date
    facts: Callable[[str | None], Any]
    symbol: str | None = None


def seal_part(part: Part, law_date: date, award_type: str, old: Paper | None, number: str | None = None) -> Paper:
    """Seal one paper; one that says the same already is kept, one that says something else is replaced.

    A replacement keeps the number of the paper whose place it takes.
    """
    number = number or (old.reference_number if old else None)
    if old is not None and papers.facts_as_stored(part.facts(number)) == old.facts:
        return old
    if number is None and part.symbol:
        number = papers.take_number(part.symbol, part.day, part.title)
    return papers.seal(
        part.kind,
        part.facts(number),
        part.subject,
        title=part.title,
        day=part.day,
        law_date=law_date,
        reference_number=number,
        replaces=old,
        award_type=award_type,
    )


def report_part(nominee: Nominee, setting: documents.Setting) -> Part:
    """The achievement report of a nominee."""
    awards = documents.awards_of(nominee)
    return Part(
        f"report_{nominee.subject_kind}",
        nominee,
        f"Báo cáo thành tích của {documents.named(nominee)}",
        setting.day,
        lambda _number: documents.report(nominee, setting, awards),
    )


def minutes_part(dossier: Dossier, setting: documents.Setting) -> Part:
    """The minutes of the meeting, dated with the meeting."""
    meeting = _meeting(dossier)
    return Part(
        "minutes",
        meeting,
        f"Biên bản họp Hội đồng Thi đua - Khen thưởng ngày {text.day_text(meeting.day)}",
        meeting.day,
        lambda number: documents.minutes(dossier, meeting, setting, number),
        COUNCIL,
    )


def vote_count_part(dossier: Dossier, setting: documents.Setting) -> Part:
    """The count of the secret ballot."""
    meeting = _meeting(dossier)
    return Part(
        "vote_count",
        meeting,
        f"Biên bản kiểm phiếu ngày {text.day_text(meeting.day)}",
        meeting.day,
        lambda number: documents.vote_count(dossier, meeting, setting, number),
        COUNCIL,
    )


def proposal_part(dossier: Dossier, row: Proposal, nominees: list[Nominee], setting: documents.Setting) -> Part:
    """The tờ trình."""
    meeting = _meeting(dossier)
    return Part(
        "proposal",
        dossier,
        f"Tờ trình đề nghị tặng {queries.award_title(dossier.award)}",
        setting.day,
        lambda _number: documents.proposal(dossier, row, nominees, meeting, setting),
    )


def roll_part(dossier: Dossier, row: Proposal, nominees: list[Nominee], setting: documents.Setting) -> Part:
    """The danh sách attached to the tờ trình."""
    title = f"Danh sách đề nghị tặng {queries.award_title(dossier.award)}"
    return Part("roll", dossier, title, setting.day, lambda _number: documents.roll(dossier, row, nominees, setting))


def decision_part(dossier: Dossier, row: Decision, nominees: list[Nominee], setting: documents.Setting) -> Part:
    """The decision with its list."""
    order = places.rule("money.household_order", setting.day).value
    bonus = documents.bonus_text(documents.amounts(dossier.award, nominees, setting, order), row.fund)
    proposal = _proposal(dossier, setting.day)
    return Part(
        "decision",
        row,
        f"Quyết định tặng {queries.award_title(dossier.award)}",
        setting.day,
        lambda _number: documents.decision(
            dossier, proposal, nominees, setting, number=row.reference_number, signer=row.signer, bonus=bonus
        ),
    )


def certificate_part(nominee: Nominee, row: Decision, setting: documents.Setting, number: int) -> Part:
    """The giấy khen of one recipient."""
    return Part(
        "certificate",
        nominee,
        f"Giấy khen của {documents.named(nominee)}",
        setting.day,
        lambda _number: documents.certificate(nominee, row, setting, number),
    )


def _meeting(dossier: Dossier) -> Any:
    meeting = queries.last_meeting(dossier)
    if meeting is None or not meeting.presences:
        raise Refused([Refusal("no-votes" if meeting else "no-meeting")])
    return meeting


def signer_on(day: date) -> Signer:
    """The first who may sign on a day, the chair before the others. Raises Refused when there is none."""
    found = places.signers(day)
    if not found:
        raise Refused([Refusal("no-signer")])
    return found[0]


# ---- drafts


def draft_paper(dossier: Dossier, kind: str, nominee: Nominee | None, day: date) -> bytes:
    """Show how a paper would look today, "DỰ THẢO" across; nothing is kept. Raises Refused naming what it lacks."""
    part = part_of(dossier, kind, nominee, day)
    number = reference(None, *part.symbol.split("-", 1)) if part.symbol else None
    return papers.draft(part.kind, part.facts(number), title=part.title, day=part.day)


def part_of(dossier: Dossier, kind: str, nominee: Nominee | None, day: date) -> Part:
    """The part of a dossier of this kind, from its rows, or from what it would be where a row is still missing."""
    setting = documents.setting_of(dossier, day, confirmed_instruments())
    if kind == "minutes":
        return minutes_part(dossier, setting)
    if kind == "vote_count":
        return vote_count_part(dossier, setting)
    if nominee is not None and kind == f"report_{nominee.subject_kind}":
        return report_part(nominee, setting)
    chosen = queries.by_roll(dossier) or queries.put_forward(dossier) or queries.nominees_of(dossier)
    if not chosen:
        raise Refused([Refusal("no-nominees")])
    if kind == "certificate":
        place = chosen.index(nominee) + 1 if nominee in chosen else 1
        return certificate_part(nominee or chosen[0], _decision(dossier, day), setting, place)
    if kind == "decision":
        return decision_part(dossier, _decision(dossier, day), chosen, setting)
    if kind in ("proposal", "roll"):
        make = proposal_part if kind == "proposal" else roll_part
        return make(dossier, _proposal(dossier, day), chosen, setting)
    raise Refused([Refusal("no-such-paper")])


def _proposal(dossier: Dossier, day: date) -> Proposal:
    if dossier.proposal is not None:
        return dossier.proposal
    signer = signer_on(day)
    return Proposal(
        signer_lines=signer.lines,
        signer_name=signer.full_name,
        reference_number=reference(None, "TTr", "UBND"),
        day=day,
    )


def _decision(dossier: Dossier, day: date) -> Decision:
    if dossier.decision is not None:
        return dossier.decision
    return Decision(signer=signer_on(day), reference_number=reference(None, "QĐ", "UBND"), day=day, fund=None)


# ---- one paper again


def remake(dossier: Dossier, kind: str, nominee: Nominee | None, day: date) -> Paper:
    """Make one sealed paper anew from the rows of today; it replaces the old one and keeps its number.

    Used after a return: what the reviewer wrote about the old paper counts as answered.
    """
    must_be(dossier, State.PROPOSED, State.RETURNED)
    old = queries.papers_of(dossier).get((kind, nominee.id if nominee else 0))
    if old is None:
        raise Refused([Refusal("no-such-paper")])
    part = part_of(dossier, kind, nominee, old.day)
    setting = documents.setting_of(dossier, old.day)
    paper = papers.seal(
        part.kind,
        part.facts(old.reference_number),
        part.subject,
        title=part.title,
        day=part.day,
        law_date=setting.law_day,
        reference_number=old.reference_number,
        replaces=old,
        award_type=dossier.round.award_type,
    )
    audit.record("paper-remade", dossier, kind=kind)
    return paper


def paper_changed(dossier: Dossier, paper: Paper, nominee: Nominee | None) -> bool:
    """Whether the rows now say something else than the sealed paper."""
    part = part_of(dossier, paper.kind, nominee, paper.day)
    return bool(papers.facts_as_stored(part.facts(paper.reference_number)) != paper.facts)
