"""The giấy khen in two hands: the leader approves what lies on the table, văn thư numbers and issues it."""

from datetime import date

from app import audit, tenancy, text
from app.commendations import documents, queries, rules
from app.commendations.actions import parts
from app.commendations.actions.judging import confirmed_instruments, must_permit
from app.commendations.actions.moves import moved
from app.commendations.models import Achievement, Approval, Decision, Dossier, Nominee
from app.db import db
from app.papers import actions as papers
from app.places.queries import Signing
from app.places.rules import SIGNING_ARTICLE, in_force
from app.refusals import Refusal, Refused, refuse_if

DECISION_SYMBOL = "QĐ-UBND"


def approve(dossier: Dossier, *, day: date, signing: Signing | None = None, fund: str | None = None) -> Approval:
    """The leader agrees to the decision as drafted: who is awarded, who signs, which fund pays.

    Args: signing, who signs, or whoever the day says: the substitute of those days, else the holder; fund, where the
    money comes from, left out when empty (U). Raises Refused; nobody approves a dossier they wrote or are named in,
    neither by hand nor as the signer or the substitute.
    """
    must_permit("approve", dossier, day)
    signing = signing or parts.signing_on(dossier, day, "decision")
    setting = documents.setting_of(dossier, day, confirmed_instruments())
    faults = [fault for nominee in queries.by_roll(dossier) for fault in documents.certificate_faults(nominee, setting)]
    refuse_if(_signing_refusals(dossier, signing, day) + faults)
    actor = tenancy.actor_of(db.session())
    row = Approval(
        signer_id=signing.signer.id,
        delegation_id=signing.delegation.id if signing.delegation else None,
        fund=text.nfc(fund or "") or None,
        approver_id=actor.id or 0,
        approver_name=actor.name,
        day=day,
    )
    dossier.approval = row
    dossier.state = rules.MOVES["approve"].target
    audit.record("dossier-approved", dossier, signer=signing.name, fund=row.fund or "")
    db.session.flush()
    return row


def take_back(dossier: Dossier, reason: str, day: date) -> None:
    """Take an approval back before the decision has its number, with the reason."""
    must_permit("take_back", dossier, day)
    refuse_if([] if text.nfc(reason) else [Refusal("reason-missing")])
    db.session.delete(_approval(dossier))
    db.session.flush()
    db.session.expire(dossier, ["approval"])
    dossier.state = rules.MOVES["take_back"].target
    audit.record("approval-taken-back", dossier, reason=text.nfc(reason))


def _approval(dossier: Dossier) -> Approval:
    if dossier.approval is None:
        raise LookupError("approved dossier without its approval")
    return dossier.approval


def approved_signing(dossier: Dossier, day: date) -> Signing | None:
    """Who was approved to sign, as far as they may sign on this day; None where they may not."""
    row = _approval(dossier)
    chosen = (row.signer_id, row.delegation_id)
    on_the_day = queries.signings_of(dossier, day, "decision")
    return next((one for one in on_the_day if _key(one) == chosen), None)


def _key(one: Signing) -> tuple[int, int | None]:
    return one.signer.id, one.delegation.id if one.delegation else None


def issue(dossier: Dossier, *, day: date, number: int | None = None) -> Decision:
    """Number the approved decision and issue it: seal it with its list, and a giấy khen for each recipient.

    Args: day, on which it is signed; number, as văn thư gave it, or the next one. Raises Refused, so when the approved
    signer may not sign on that day.
    """
    must_permit("issue", dossier, day)
    setting = documents.setting_of(dossier, day, confirmed_instruments())
    nominees = queries.by_roll(dossier)
    signing = approved_signing(dossier, day)
    found = _issue_refusals(dossier, signing, day)
    found += [fault for nominee in nominees for fault in documents.certificate_faults(nominee, setting)]
    if found or signing is None:
        raise Refused(found)
    row = _decision_row(dossier, signing, day, number)
    assert dossier.proposal is not None  # only a dossier with its tờ trình is approved
    part = parts.decision_part(dossier, dossier.proposal, row, nominees, setting)
    parts.seal_part(part, setting.law_day, setting.award_type, None, row.reference_number)
    for nominee in nominees:
        part = parts.certificate_part(nominee, row, setting, nominee.roll_number or 0)
        parts.seal_part(part, setting.law_day, setting.award_type, None)
        remember(nominee, setting, row.reference_number, row.day, setting.chair)
    moved("issue", dossier)
    return row


def _decision_row(dossier: Dossier, signing: Signing, day: date, number: int | None) -> Decision:
    title = f"Quyết định tặng {queries.award_title(dossier.award)}"
    reference_number = (
        papers.take_number(DECISION_SYMBOL, day, title)
        if number is None
        else papers.enter_number(DECISION_SYMBOL, number, day, title)
    )
    row = parts.decision_row(signing, reference_number, day)
    row.fund = _approval(dossier).fund
    dossier.decision = row
    db.session.flush()
    return row


def _issue_refusals(dossier: Dossier, signing: Signing | None, day: date) -> list[Refusal]:
    approved = _approval(dossier)
    found = []
    if day < approved.day:
        found.append(Refusal("day-before-approval", detail=text.day_text(approved.day)))
    if signing is None:
        return [*found, Refusal("approved-signer-gone", SIGNING_ARTICLE)]
    return found + _signing_refusals(dossier, signing, day)


def _signing_refusals(dossier: Dossier, signing: Signing, day: date) -> list[Refusal]:
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


def remember(nominee: Nominee, setting: documents.Setting, reference_number: str, day: date, issuer_name: str) -> None:
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
            reference_number=reference_number,
            day=day,
            issuer_name=issuer_name,
        )
    )
