"""A plan in two hands: the leader approves what is drafted or changed, văn thư numbers and issues it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app import audit, clock, law, tenancy, text
from app.access import Can, Role, granted
from app.db import db
from app.papers import actions as papers
from app.papers.documents import FormChanged, paragraphs, read_facts
from app.papers.models import Paper
from app.papers.rules import Fault
from app.places import queries as places
from app.places.queries import Signing
from app.places.rules import SIGNING_ARTICLE, Level
from app.plans import documents, queries, rules
from app.plans.actions.parts import check_own
from app.plans.documents import AMENDMENT, PLAN, SYMBOL, Issuing
from app.plans.models import Plan, PlanVersion
from app.plans.queries import versions
from app.plans.rules import issuing as issuing_rules
from app.plans.rules.changes import PlanState
from app.plans.rules.issuing import Hand, Pending
from app.refusals import Refusal, Refused, refuse_if


def hand() -> Hand:
    """Whoever acts, and whether they give numbers here: văn thư, or who approves at an authority without one."""
    actor = tenancy.actor_of(db.session())
    verbs = granted(frozenset(Role(role) for role in actor.roles))
    authority = places.authority(tenancy.scope_of(db.session()).home)
    alone = authority is not None and authority.level == Level.PROVINCE
    return Hand(actor.id, actor.name, Can.PAPER_NUMBER in verbs or (alone and Can.PLAN_APPROVE in verbs))


def pending(plan: Plan) -> Pending:
    """A plan as its approval is judged."""
    awaits = versions.awaiting(plan)
    return Pending(
        own=queries.is_own(plan),
        state=plan.state,
        awaits=awaits is not None,
        says=bool(plan.contents or plan.targets or plan.tasks),
        author_id=plan.author_id,
        author_name=plan.author_name,
        changers=frozenset(row.by for row in versions.waiting(plan)),
        approved_on=awaits.approved_on if awaits else None,
    )


def why_not(plan: Plan) -> dict[str, list[Refusal]]:
    """Every reason against each move, for whoever looks at the page; an empty list means yes."""
    facts, acts = pending(plan), hand()
    return {
        "approve": issuing_rules.approve_refusals(facts, acts),
        "issue": issuing_rules.issue_refusals(facts, acts),
    }


# ---- the paper as it would be


def kind_of(plan: Plan) -> str:
    """Which paper a plan gets next: the kế hoạch itself, or one that amends it."""
    return AMENDMENT if plan.state == PlanState.ISSUED else PLAN


def title_of(plan: Plan) -> str:
    """What the register and the list of papers say of that paper."""
    if kind_of(plan) == AMENDMENT:
        return f"Kế hoạch sửa đổi, bổ sung {documents.cited(plan)}"
    return plan.title if text.fold(plan.title).startswith("ke hoach") else f"Kế hoạch {plan.title}"


def signings(plan: Plan, day: date) -> list[Signing]:
    """Everyone who may sign a plan on this day; who signs by default first."""
    return places.signings(day, PLAN, owner_id=plan.owner_id)


def recipients_of(plan: Plan, day: date) -> list[str]:
    """To whom the next paper goes: as the last one went, else as plans usually go."""
    known = [row.snapshot["recipients"] for row in plan.versions if row.snapshot.get("recipients")]
    return list(known[-1]) if known else documents.usual_recipients(places.authority_name(plan.owner_id, day))


def issuing_on(plan: Plan, day: date, signing: Signing | None = None, recipients: Sequence[str] = ()) -> Issuing:
    """What stands on the paper of a plan on this day besides its words; the day says who signs when nobody is named."""
    chosen = signing or next(iter(signings(plan, day)), None)
    return Issuing(day=day, signing=chosen, recipients=tuple(recipients) or tuple(recipients_of(plan, day)))


def facts_of(plan: Plan, issuing: Issuing) -> Any:
    """The facts of the paper a plan gets next: as it was approved, else as it stands in the books."""
    row = versions.awaiting(plan)
    if row is not None:
        return _approved(row, kind_of(plan))
    if kind_of(plan) == PLAN:
        return documents.plan_paper(plan, issuing)
    return documents.amendment(plan, versions.waiting(plan), issuing)


def draft(plan: Plan, day: date) -> bytes:
    """Show how the next paper of a plan would look, "DỰ THẢO" across; nothing is kept. Raises Refused."""
    check_own(plan)
    return papers.draft(kind_of(plan), facts_of(plan, issuing_on(plan, day)), title=title_of(plan), day=day)


def word_draft(plan: Plan, day: date) -> bytes:
    """The same for Word. Raises Refused."""
    check_own(plan)
    return papers.word_draft(kind_of(plan), facts_of(plan, issuing_on(plan, day)), title=title_of(plan), day=day)


def proof(plan: Plan, day: date) -> list[Fault]:
    """Soát trước khi in: what would send the next paper of a plan back, blocking faults first."""
    check_own(plan)
    found = papers.proof(facts_of(plan, issuing_on(plan, day)), day, places.all_signers())
    return sorted(found, key=lambda fault: not fault.blocks)


# ---- the verbs


def approve(
    plan: Plan, *, day: date, signing: Signing | None = None, recipients: Sequence[str] = (), reason: str = ""
) -> PlanVersion:
    """The leader agrees to a plan as drafted, or to what was changed in an issued one; văn thư numbers it then.

    What is approved is kept as its paper prints it and is not changed any more. Args: signing, who signs, or whoever
    the day says; recipients, one line each, or the usual ones; reason, why it is amended, in one sentence. Raises
    Refused: nobody approves a plan or a change they wrote; a paper with a blocking fault is not approved.
    """
    found = issuing_rules.approve_refusals(pending(plan), hand())
    refuse_if(found)
    issuing = issuing_on(plan, day, signing, [text.nfc(line) for line in recipients])
    faults = [fault.reason for fault in proof(plan, day) if fault.blocks]
    refuse_if(faults if issuing.signing else [Refusal("plan-without-signer", SIGNING_ARTICLE), *faults])
    assert issuing.signing is not None
    kind, facts = kind_of(plan), facts_of(plan, issuing)
    if kind == AMENDMENT:
        keep_first(plan)
    actor = tenancy.actor_of(db.session())
    row = PlanVersion(
        number=len(plan.versions) + 1,
        state=PlanState.APPROVED,
        reason=text.nfc(reason) or None,
        signer_id=issuing.signing.signer.id,
        delegation_id=issuing.signing.delegation.id if issuing.signing.delegation else None,
        approver_id=actor.id,
        approver_name=actor.name,
        approved_on=day,
        snapshot=_snapshot(plan, issuing, facts),
    )
    plan.versions.append(row)
    if kind == PLAN:
        plan.state = PlanState.APPROVED
    audit.record("plan-approved", plan, name=title_of(plan), signer=issuing.signing.name)
    db.session.flush()
    return row


def _snapshot(plan: Plan, issuing: Issuing, facts: Any) -> dict[str, Any]:
    """What the plan says, as a paper prints it, and the paper itself where it is another one."""
    kept: dict[str, Any] = {"recipients": list(issuing.recipients)}
    if isinstance(facts, documents.PlanPaper):
        return kept | {"plan": papers.facts_as_stored(facts)}
    return kept | {
        "plan": papers.facts_as_stored(documents.plan_paper(plan, issuing)),
        "amendment": papers.facts_as_stored(facts),
    }


def keep_first(plan: Plan) -> None:
    """Write down that an issued plan has a first version, for one that was issued on paper before it was entered.

    What it said then is not known once it was changed, so its words are kept only as long as nothing was.
    """
    if plan.versions:
        return
    snapshot: dict[str, Any] = {}
    if not plan.changes:
        snapshot = {"plan": papers.facts_as_stored(documents.plan_paper(plan, _before(plan)))}
    plan.versions.append(
        PlanVersion(
            number=1, state=PlanState.ISSUED, reference_number=plan.reference_number, day=plan.day, snapshot=snapshot
        )
    )
    db.session.flush()


def _before(plan: Plan) -> Issuing:
    """Number and day of a plan issued on paper; one from before the directory begins is named as today."""
    try:
        places.authority_name(plan.owner_id, plan.day)
    except LookupError:
        return Issuing(clock.today(), None, (), plan.reference_number)
    return Issuing(plan.day, None, (), plan.reference_number)


def take_back(plan: Plan, reason: str) -> None:
    """Take an approval back before the paper has its number: the plan may be changed again. Raises Refused."""
    refuse_if(issuing_rules.take_back_refusals(pending(plan), reason))
    row = _awaiting(plan)
    title = title_of(plan)
    if plan.state == PlanState.APPROVED:
        plan.state = PlanState.DRAFT
    plan.versions.remove(row)
    db.session.delete(row)
    db.session.flush()
    audit.record("plan-approval-taken-back", plan, name=title, reason=text.nfc(reason))


def _awaiting(plan: Plan) -> PlanVersion:
    row = versions.awaiting(plan)
    if row is None:
        raise LookupError("no version of this plan waits for its number")
    return row


def approved_signing(plan: Plan, day: date) -> Signing | None:
    """Who was approved to sign, as far as they may sign on this day; None where they may not."""
    row = _awaiting(plan)
    return next((one for one in signings(plan, day) if _key(one) == (row.signer_id, row.delegation_id)), None)


def _key(one: Signing) -> tuple[int, int | None]:
    return one.signer.id, one.delegation.id if one.delegation else None


def issue(plan: Plan, *, day: date, number: int | None = None) -> Paper:
    """Number what was approved, seal it and issue it; the changes it issues belong to this version from now on.

    Args: day, on which it is signed; number, as văn thư gave it, or the next one of the register. Raises Refused.
    """
    facts = pending(plan)
    refuse_if(issuing_rules.issue_refusals(facts, hand()))
    row, kind, title = _awaiting(plan), kind_of(plan), title_of(plan)
    signing = approved_signing(plan, day)
    found = issuing_rules.issue_day_refusals(facts, day)
    if kind == PLAN:
        found += rules.plan_refusals(day, plan.valid_from, plan.valid_until, False)
    if signing is None:
        found.append(Refusal("plan-approved-signer-gone", SIGNING_ARTICLE))
    refuse_if(found)
    taken = (
        papers.take_number(SYMBOL, day, title) if number is None else papers.enter_number(SYMBOL, number, day, title)
    )
    refuse_if(issuing_rules.number_refusals(queries.number_taken(plan, taken, day)))
    issuing = Issuing(day, signing, row.snapshot["recipients"], taken)
    printed = documents.numbered(_approved(row, kind), plan, issuing)
    paper = papers.seal(kind, printed, row, title=title, day=day, law_date=law.law_date(day), reference_number=taken)
    row.state, row.reference_number, row.day, row.paper_id = PlanState.ISSUED, taken, day, paper.id
    row.snapshot = row.snapshot | {"plan" if kind == PLAN else "amendment": papers.facts_as_stored(printed)}
    for change in versions.waiting(plan):
        change.version = row.number
    if kind == PLAN:
        plan.state, plan.reference_number, plan.day = PlanState.ISSUED, taken, day
    audit.record("plan-issued" if kind == PLAN else "plan-amended", plan, number=taken)
    return paper


def _approved(row: PlanVersion, kind: str) -> Any:
    """The facts that were approved. Raises Refused when their form was changed since: it is approved anew."""
    try:
        return read_facts(kind, row.snapshot["plan" if kind == PLAN else "amendment"])
    except FormChanged as changed:
        raise Refused([Refusal("plan-approved-in-older-form")]) from changed


def enter_issued(plan: Plan, *, number: str, day: date) -> PlanVersion:
    """Say that a draft was issued on paper already, under this number and day; it gets no paper here.

    Raises Refused: it is no draft, the number is taken, or the day lies behind its period.
    """
    number = text.nfc(number)
    found = issuing_rules.issued_before_refusals(pending(plan), queries.number_taken(plan, number, day))
    refuse_if(found + rules.plan_refusals(day, plan.valid_from, plan.valid_until, False))
    plan.state, plan.reference_number, plan.day = PlanState.ISSUED, number, day
    keep_first(plan)
    audit.record("plan-issued-before", plan, number=number, day=day.isoformat())
    return plan.versions[-1]


def recipient_lines(typed: str) -> list[str]:
    """Nơi nhận as typed, one line each, without dashes and end marks, which the paper sets."""
    return [line.lstrip("-– ").rstrip(" .;") for line in paragraphs(typed)]
