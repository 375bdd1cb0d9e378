"""The papers of a dossier one by one: what each is about, its title, its day, and the facts it prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import text
from app.commendations import documents, queries
from app.commendations.models import Achievement, Decision, Dossier, Nominee, Proposal
from app.papers import actions as papers
from app.papers.models import Paper
from app.places import queries as places
from app.places.models import Unit
from app.places.queries import Signing
from app.places.rules import SIGNING_ARTICLE
from app.refusals import Refusal, Refused

COUNCIL = "BB-HĐTĐKT"


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


def report_part(nominee: Nominee, setting: documents.Setting, awards: Sequence[Achievement]) -> Part:
    """The achievement report of a nominee; `awards` are those received before."""
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


def merit_summary_part(dossier: Dossier, row: Proposal, nominees: list[Nominee], setting: documents.Setting) -> Part:
    """The tóm tắt thành tích attached to the tờ trình."""
    title = f"Tóm tắt thành tích đề nghị tặng {queries.award_title(dossier.award)}"
    return Part(
        "merit_summary",
        dossier,
        title,
        setting.day,
        lambda _number: documents.merit_summary(dossier, row, nominees, setting),
    )


def decision_part(
    dossier: Dossier, proposal: Proposal, row: Decision, nominees: list[Nominee], setting: documents.Setting
) -> Part:
    """The decision with its list, at the request of the tờ trình."""
    order = places.rule("money.household_order", setting.day).value
    bonus = documents.bonus_text(documents.amounts(dossier.award, nominees, setting, order), row.fund)
    return Part(
        "decision",
        row,
        f"Quyết định tặng {queries.award_title(dossier.award)}",
        setting.day,
        lambda _number: documents.decision(
            dossier,
            proposal,
            nominees,
            setting,
            number=row.reference_number,
            signature=documents.decided_by(row),
            bonus=bonus,
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


def signing_on(dossier: Dossier, day: date, kind: str, unit: Unit | None = None, key: str | None = None) -> Signing:
    """Who signs a paper of a dossier on its day: whoever was chosen, else the substitute of those days or the holder.

    Args: unit, the unit that issues the paper, or the authority itself; key, the choice of a form, none to let the day
    decide. Raises Refused when nobody can sign, or the chosen one cannot on that day.
    """
    found = queries.signings_of(dossier, day, kind, unit)
    if key is not None:
        found = [one for one in found if one.key == key]
    if not found:
        raise Refused([Refusal("signer-missing" if unit else "no-signer") if key is None else _not_in_force()])
    return found[0]


def _not_in_force() -> Refusal:
    return Refusal("signer-not-in-force", SIGNING_ARTICLE)


def decision_row(signing: Signing, reference_number: str, day: date) -> Decision:
    """A decision with what is printed of who signs it kept beside the signer."""
    return Decision(
        signer=signing.signer,
        signer_id=signing.signer.id,
        delegation_id=signing.delegation.id if signing.delegation else None,
        signer_lines=list(signing.lines),
        signer_name=signing.name,
        reference_number=reference_number,
        day=day,
        fund=None,
    )
