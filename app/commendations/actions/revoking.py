"""The verb that cancels an award: its decision is sealed and numbered, what it gave uses up nothing any more."""

from dataclasses import dataclass
from datetime import date

from app import audit, law, text
from app.commendations import documents, queries, rules
from app.commendations.actions.judging import confirmed_instruments, who
from app.commendations.actions.parts import Part
from app.commendations.models import Dossier, Nominee, Revocation
from app.commendations.rules import RevocationFacts, RevocationGround, revocation_refusals, revoked_refusals
from app.db import db
from app.papers import actions as papers
from app.papers.documents import reference
from app.papers.models import Paper
from app.places.queries import Signing
from app.places.rules import SIGNING_ARTICLE, in_force
from app.refusals import Refusal, refuse_if

REVOCATION = "revocation"


@dataclass(frozen=True)
class Revoking:
    """What the leader enters: whose award, on which ground of the law, what happened, which paper found it.

    `number` is one văn thư gave already; without it the next one of the register is taken.
    """

    nominee_ids: frozenset[int]
    ground: RevocationGround
    reason: str
    source_document: str
    day: date
    signing: Signing
    number: int | None = None


def revocation_facts(dossier: Dossier) -> RevocationFacts:
    """A decision as its cancelling is judged."""
    named = {
        text.nfc(name)
        for nominee in dossier.nominees
        if not any(row.criterion == rules.ANOTHER_PERSON and row.answer for row in nominee.attestations)
        for name in queries.named_people(nominee)
    }
    decision = dossier.decision
    return RevocationFacts(
        state=dossier.state,
        author_id=dossier.author_id,
        named=frozenset(named),
        decided_on=decision.day if decision else None,
        awarded=frozenset(one.id for one in queries.by_roll(dossier)),
        revoked=frozenset(of for row in queries.revocations_of(dossier) for of in row.nominee_ids),
    )


@dataclass(frozen=True)
class Revoked:
    """What the page of a dossier shows of awards that were cancelled: by nominee the name, by row its sealed decision.

    `why_not` are the reasons why whoever looks at it cancels nothing.
    """

    rows: list[Revocation]
    papers: dict[int, Paper]
    names: dict[int, str]
    why_not: list[Refusal]


def revoked_of(dossier: Dossier) -> Revoked:
    """Everything that was cancelled of a dossier, and whether more may be."""
    rows = queries.revocations_of(dossier)
    gone = {of for row in rows for of in row.nominee_ids}
    names = {one.id: queries.subject_label(one) for one in dossier.nominees if one.id in gone}
    why_not = why_no_revocation(dossier) if dossier.decision else []
    return Revoked(rows, queries.papers_of_revocations(rows) if rows else {}, names, why_not)


def why_no_revocation(dossier: Dossier) -> list[Refusal]:
    """Why whoever looks at the page cancels nothing of this decision; the button says the same."""
    return revocation_refusals(revocation_facts(dossier), who())


def revoke(dossier: Dossier, asked: Revoking) -> Revocation:
    """Cancel an award for some or all of those a decision named: seal the decision on it and give it its number.

    The giấy khen and the decision that were issued stay as they are; the awards are marked as cancelled, so that they
    use up no achievement and stand in no report. Raises Refused with every reason at once; whoever wrote the dossier or
    is named in it neither cancels nor signs. Source: Luật Thi đua, khen thưởng Điều 93.
    """
    facts = revocation_facts(dossier)
    found = revocation_refusals(facts, who()) + revoked_refusals(facts, asked.nominee_ids, asked.day)
    refuse_if(found + _signing_refusals(dossier, facts, asked) + _unsaid(asked))
    title = _title(dossier)
    number = (
        papers.take_number(documents.REVOCATION_SYMBOL, asked.day, title)
        if asked.number is None
        else papers.enter_number(documents.REVOCATION_SYMBOL, asked.number, asked.day, title)
    )
    row = _row(dossier, asked, number)
    db.session.add(row)
    db.session.flush()
    _seal(_part(dossier, row, facts))
    for award in queries.awards_of(dossier):
        if award.nominee_id in asked.nominee_ids:
            award.revoked_on, award.revoked_by = row.day, f"Quyết định số {number}"
    audit.record("award-revoked", dossier, number=number, count=len(row.nominee_ids), reason=row.reason)
    return row


def draft_revocation(dossier: Dossier, asked: Revoking) -> bytes:
    """Show how the decision would look, "DỰ THẢO" across; nothing is kept. Raises Refused naming what it lacks."""
    facts = revocation_facts(dossier)
    refuse_if(revocation_refusals(facts, who()) + revoked_refusals(facts, asked.nominee_ids, asked.day))
    row = _row(dossier, asked, reference(None, "QĐ", "UBND"))
    part = _part(dossier, row, facts)
    return papers.draft(part.kind, part.facts(None), title=part.title, day=part.day)


def _signing_refusals(dossier: Dossier, facts: RevocationFacts, asked: Revoking) -> list[Refusal]:
    """Why this hand does not sign: not in office on the day, or who wrote the dossier or is named in it."""
    one, found = asked.signing, []
    if not in_force(one.signer, asked.day) or not (one.delegation is None or in_force(one.delegation, asked.day)):
        found.append(Refusal("signer-not-in-force", SIGNING_ARTICLE))
    by_account = one.user_id is not None and one.user_id == dossier.author_id
    if by_account or (one.user_id is None and text.nfc(one.name) == text.nfc(dossier.author_name)):
        found.append(Refusal("revoker-is-author"))
    if text.nfc(one.name) in facts.named:
        found.append(Refusal("revoker-is-named", detail=one.name))
    return found


def _unsaid(asked: Revoking) -> list[Refusal]:
    found = [] if text.nfc(asked.reason) else [Refusal("reason-missing")]
    return found if text.nfc(asked.source_document) else [*found, Refusal("revoked-without-document")]


def _row(dossier: Dossier, asked: Revoking, number: str) -> Revocation:
    assert dossier.decision is not None  # only what was decided is cancelled
    signing = asked.signing
    return Revocation(
        owner_id=dossier.owner_id,
        decision_id=dossier.decision.id,
        ground=asked.ground,
        reason=text.nfc(asked.reason),
        source_document=text.nfc(asked.source_document),
        nominee_ids=sorted(asked.nominee_ids),
        signer_id=signing.signer.id,
        delegation_id=signing.delegation.id if signing.delegation else None,
        signer_lines=list(signing.lines),
        signer_name=signing.name,
        reference_number=number,
        day=asked.day,
    )


def _title(dossier: Dossier) -> str:
    assert dossier.decision is not None
    award = queries.award_title(dossier.award)
    return f"Quyết định hủy bỏ Quyết định số {dossier.decision.reference_number} tặng {award}, thu hồi {award}"


def _part(dossier: Dossier, row: Revocation, facts: RevocationFacts) -> Part:
    setting = documents.setting_of(dossier, row.day, confirmed_instruments())
    chosen: list[Nominee] = [one for one in queries.by_roll(dossier) if one.id in row.nominee_ids]
    sealed = queries.papers_of(dossier).get(("decision", 0))
    return Part(
        REVOCATION,
        row,
        _title(dossier),
        row.day,
        lambda _number: documents.revocation(
            dossier,
            row,
            chosen,
            setting,
            bonus=sealed.facts.get("bonus") if sealed else None,
            whole=frozenset(row.nominee_ids) == facts.awarded,
            others_keep=bool(facts.standing - frozenset(row.nominee_ids)),
            number=row.reference_number,
        ),
    )


def _seal(part: Part) -> Paper:
    """Seal the decision by the form and the law of its own day."""
    row: Revocation = part.subject
    return papers.seal(
        part.kind,
        part.facts(row.reference_number),
        row,
        title=part.title,
        day=part.day,
        law_date=law.law_date(row.day),
        reference_number=row.reference_number,
    )
