"""Verbs of periodic reports: draw the figures, write on in the words, approve, number and issue.

What the leader approves is what is sealed: the figures are compared with the books once more when they approve, and
stay as they are from then on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit, clock, law, tenancy, text
from app.access import Can, Role, granted
from app.db import db
from app.oversight import documents
from app.oversight.documents import KIND, REPORT_SYMBOL
from app.oversight.models import PeriodicReport
from app.oversight.queries import drawing
from app.oversight.queries import reports as queries
from app.oversight.rules import reports as rules
from app.oversight.rules.reports import Difference, Drawn, Part, Passage, ReportState
from app.papers import actions as papers
from app.papers.rules import Fault
from app.places import queries as places
from app.places.queries import Signing
from app.places.rules import SIGNING_ARTICLE, in_force
from app.plans.models import Plan
from app.plans.rules import Period
from app.refusals import Refusal, refuse_if

PAPER_TITLE = "Báo cáo"


@dataclass(frozen=True)
class Figures:
    """What stands beside a report: its figures, when they were drawn, and the report it is compared with.

    `differing` are the figures of that report which the books tell otherwise since.
    """

    drawn: Drawn
    at: str
    before: Drawn | None = None
    compared_with: str | None = None
    earlier_id: int | None = None
    differing: tuple[Difference, ...] = ()


def figures_of(report: PeriodicReport) -> Figures:
    """The figures of a report as they are kept with it."""
    kept = report.figures
    earlier = kept.get("earlier") or {}
    return Figures(
        drawn=rules.read_kept(kept.get("drawn", {})),
        at=kept.get("at", ""),
        before=rules.read_kept(earlier["drawn"]) if earlier else None,
        compared_with=earlier.get("cited"),
        earlier_id=earlier.get("id"),
        differing=tuple(Difference(**one) for one in earlier.get("differing", ())),
    )


def _draw(report: PeriodicReport) -> dict[str, Any]:
    """The figures of a report and of the one before it, as the books say them now."""
    found: dict[str, Any] = {
        "drawn": rules.as_kept(drawing.draw(report.plan, queries.period_of(report), clock.today())),
        "at": clock.local(clock.now()).isoformat(),
    }
    earlier = queries.earlier(report)
    if earlier is not None:
        said = figures_of(earlier).drawn
        now = drawing.draw(earlier.plan, queries.period_of(earlier), clock.today())
        found["earlier"] = {
            "id": earlier.id,
            "cited": f"Báo cáo số {earlier.reference_number} ngày {text.day_text(earlier.day or earlier.until)}",
            "drawn": rules.as_kept(said),
            "differing": [vars(one) for one in rules.differences(said, now)],
        }
    return found


# ---- write


def draft_report(plan: Plan, period: Period) -> PeriodicReport:
    """Begin the report on a plan for a period: its figures drawn from the books, its words a first draft from them.

    Raises Refused for a period outside the plan, or where the same report is being written already.
    """
    found = rules.period_refusals(period, Period(plan.valid_from, plan.valid_until))
    if plan.id not in {one.id for one in queries.reportable()}:
        found.append(Refusal("report-plan-not-ours"))
    if queries.same_period(plan, period) is not None:
        found.append(Refusal("report-being-written"))
    refuse_if(found)
    actor = tenancy.actor_of(db.session())
    report = PeriodicReport(
        plan_id=plan.id,
        title=documents.title_of(plan, period),
        period_from=period.start,
        until=period.end,
        state=ReportState.DRAFT,
        recipients=documents.usual_recipients(places.authority_name(queries.home().id, clock.today())),
        author_id=actor.id or 0,
        author_name=actor.name,
    )
    db.session.add(report)
    db.session.flush()
    report.figures = _draw(report)
    drawn = figures_of(report).drawn
    report.prose = rules.prose_as_kept(_told(report, drawn))
    audit.record("plan-report-drafted", report, title=report.title)
    return report


def _told(report: PeriodicReport, drawn: Drawn) -> dict[str, Passage]:
    words = documents.told(documents.said_of(report.plan), drawn)
    return {part: Passage(words[part], rules.quoted_after(words[part], {}, phrases(part, drawn))) for part in Part}


def phrases(part: str, drawn: Drawn) -> dict[str, str]:
    """The figures that the words of a part may tell: its own, and for what is only written those of all parts."""
    own = drawn.numbers.get(part)
    return rules.phrases_of(own if own is not None else drawn.each())


def redraw(report: PeriodicReport) -> list[Difference]:
    """Draw the figures of a draft anew; words that nobody touched are told anew, the rest stays. Says what changed."""
    refuse_if(rules.writing_refusals(facts_of(report)))
    before = figures_of(report).drawn
    report.figures = _draw(report)
    now = figures_of(report).drawn
    said = documents.said_of(report.plan)
    was, told = documents.told(said, before), documents.told(said, now)
    report.prose = rules.prose_as_kept(
        {
            part: rules.renewed(passage, was[Part(part)], told[Part(part)], phrases(part, now))
            for part, passage in rules.passages_of(report.prose).items()
        }
    )
    changed = rules.differences(before, now)
    audit.record("plan-report-redrawn", report, title=report.title, count=len(changed))
    return changed


def save_report(report: PeriodicReport, *, title: str, recipients: Sequence[str], words: Mapping[str, str]) -> None:
    """Keep what an official wrote: the title, who gets it, the words of each part. Raises Refused for no draft."""
    refuse_if(rules.writing_refusals(facts_of(report)))
    drawn, passages = figures_of(report).drawn, rules.passages_of(report.prose)
    report.title = text.nfc(title)
    report.recipients = [line for line in (text.nfc(one) for one in recipients) if line]
    report.prose = rules.prose_as_kept(
        {
            part: _written(passage, words.get(part, passage.words), phrases(part, drawn))
            for part, passage in passages.items()
        }
    )
    audit.record("plan-report-saved", report, title=report.title)


def _written(passage: Passage, typed: str, now: Mapping[str, str]) -> Passage:
    words = text.nfc_multiline(typed)
    return Passage(words, rules.quoted_after(words, passage.quoted, now))


def exchange_figure(report: PeriodicReport, part: str, key: str) -> None:
    """Tell one figure in the words of a part as the report has it now, nothing else. Raises Refused for no draft."""
    refuse_if(rules.writing_refusals(facts_of(report)))
    passages = rules.passages_of(report.prose)
    now = phrases(part, figures_of(report).drawn)
    report.prose = rules.prose_as_kept(passages | {part: rules.exchanged(passages[part], key, now)})
    audit.record("plan-report-saved", report, title=report.title)


def remove_report(report: PeriodicReport) -> None:
    """Throw a draft away; who wrote it may. Raises Refused."""
    refuse_if(rules.removing_refusals(facts_of(report), who()))
    audit.record("plan-report-removed", report, title=report.title)
    db.session.delete(report)


def moved_figures(report: PeriodicReport) -> list[rules.Moved]:
    """The figures that the words of a report tell otherwise than its figures do."""
    drawn = figures_of(report).drawn
    return [
        one
        for part, passage in rules.passages_of(report.prose).items()
        for one in rules.moved(part, passage, phrases(part, drawn))
    ]


# ---- judge


def who() -> rules.Who:
    """Who asks, and whether they number papers here: văn thư, or in a province who approves."""
    actor = tenancy.actor_of(db.session())
    verbs = granted(frozenset(Role(one) for one in actor.roles))
    numbers = Can.PAPER_NUMBER in verbs or (queries.oversees() and Can.PLAN_APPROVE in verbs)
    return rules.Who(actor.id, numbers)


def facts_of(report: PeriodicReport, *, compared: bool = False) -> rules.ReportFacts:
    """A report as its moves are judged; compared, whether its figures are read from the books once more."""
    figures = figures_of(report)
    return rules.ReportFacts(
        state=report.state,
        own=queries.is_own(report),
        author_id=report.author_id,
        period=queries.period_of(report),
        approved_on=report.approved_on,
        unexplained=bool(figures.differing) and not rules.passages_of(report.prose)[Part.DIFFERENCES].words,
        moved=compared and changed_since(report) != [],
    )


def changed_since(report: PeriodicReport) -> list[Difference]:
    """What the books tell otherwise since the figures were drawn: figures, and targets with their results."""
    said = figures_of(report).drawn
    now = drawing.draw(report.plan, queries.period_of(report), clock.today())
    found = rules.differences(said, now)
    known = {one.target_id: one for one in said.targets}
    for one in now.targets:
        old = known.get(one.target_id)
        if old is None or (old.asked, old.done) != (one.asked, one.done):
            before = " / ".join(filter(None, (old.asked, old.done))) if old else ""
            after = " / ".join(filter(None, (one.asked, one.done)))
            found.append(Difference(Part.TARGETS, "targets-all", before, f"{one.label}: {after}"))
    return found


# ---- approve


def signing_on(day: date, key: str | None = None) -> Signing:
    """Who signs the report on a day: the one chosen, else who signs by default. Raises Refused for nobody."""
    found = places.signings(day, KIND)
    chosen = next((one for one in found if key in (None, "", one.key)), None)
    if chosen is None:
        raise_for_nobody = [Refusal("signer-not-in-force", SIGNING_ARTICLE) if key else Refusal("no-signer")]
        refuse_if(raise_for_nobody)
    assert chosen is not None
    return chosen


def approve(report: PeriodicReport, *, day: date, signing: Signing) -> None:
    """The leader agrees to a report: its figures stay from now on. Raises Refused.

    Nobody approves what they wrote, and whoever wrote it does not sign it.
    """
    found = rules.approving_refusals(facts_of(report, compared=True), who(), day)
    refuse_if(found + _signing_refusals(report, signing, day))
    actor = tenancy.actor_of(db.session())
    report.state = ReportState.APPROVED
    report.signer_id = signing.signer.id
    report.delegation_id = signing.delegation.id if signing.delegation else None
    report.approver_id, report.approver_name, report.approved_on = actor.id or 0, actor.name, day
    audit.record("plan-report-approved", report, title=report.title, signer=signing.name)


def _signing_refusals(report: PeriodicReport, signing: Signing, day: date) -> list[Refusal]:
    found = []
    if not in_force(signing.signer, day) or not (signing.delegation is None or in_force(signing.delegation, day)):
        found.append(Refusal("signer-not-in-force", SIGNING_ARTICLE))
    by_account = signing.user_id is not None and signing.user_id == report.author_id
    if by_account or (signing.user_id is None and text.nfc(signing.name) == text.nfc(report.author_name)):
        found.append(Refusal("report-signer-wrote-it"))
    return found


def take_back_approval(report: PeriodicReport, reason: str) -> None:
    """Take an approval back before the report has its number, with the reason; it is a draft again. Raises Refused."""
    found = rules.taking_back_refusals(facts_of(report))
    refuse_if(found + ([] if text.nfc(reason) else [Refusal("reason-missing")]))
    report.state = ReportState.DRAFT
    report.signer_id = report.delegation_id = report.approver_id = report.approver_name = report.approved_on = None
    audit.record("plan-report-taken-back", report, title=report.title, reason=text.nfc(reason))


# ---- issue


def approved_signing(report: PeriodicReport, day: date) -> Signing | None:
    """Who was approved to sign, as far as they may sign on this day; None where they may not."""
    chosen = (report.signer_id, report.delegation_id)
    return next((one for one in places.signings(day, KIND) if _key(one) == chosen), None)


def _key(one: Signing) -> tuple[int, int | None]:
    return one.signer.id, one.delegation.id if one.delegation else None


def issue(report: PeriodicReport, *, day: date, number: int | None = None) -> str:
    """Number the approved report and seal it with the figures that were approved. Returns its number.

    Args: day, on which it is signed; number, as văn thư gave it, or the next one. Raises Refused, so when the approved
    signer may not sign on that day.
    """
    found = rules.issuing_refusals(facts_of(report), who()) + rules.issue_day_refusals(day, report.approved_on)
    signing = approved_signing(report, day)
    if signing is None:
        found.append(Refusal("approved-signer-gone", SIGNING_ARTICLE))
    refuse_if(found)
    assert signing is not None
    title = paper_title(report)
    reference = (
        papers.take_number(REPORT_SYMBOL, day, title)
        if number is None
        else papers.enter_number(REPORT_SYMBOL, number, day, title)
    )
    report.reference_number, report.day = reference, day
    paper = papers.seal(
        KIND,
        paper_facts(report, day=day, signing=signing, number=reference),
        report,
        title=title,
        day=day,
        law_date=law.law_date(day),
        reference_number=reference,
    )
    report.paper_id = paper.id
    report.state = ReportState.ISSUED
    audit.record("plan-report-issued", report, number=reference, title=report.title)
    return reference


# ---- the paper before it is sealed


def paper_title(report: PeriodicReport) -> str:
    """The title of the paper: "Báo cáo kết quả thực hiện … quý III năm 2026"."""
    return f"{PAPER_TITLE} {report.title[:1].lower()}{report.title[1:]}"


def paper_facts(
    report: PeriodicReport, *, day: date, signing: Signing, number: str | None = None
) -> documents.ProgressReport:
    """What the paper would say on a day."""
    figures = figures_of(report)
    return documents.report_facts(
        report,
        figures.drawn,
        rules.passages_of(report.prose),
        signing=signing,
        day=day,
        number=number,
        before=figures.before,
        compared_with=figures.compared_with,
        differing=figures.differing,
    )


def _facts_today(report: PeriodicReport) -> documents.ProgressReport:
    day = clock.today()
    return paper_facts(report, day=day, signing=approved_signing(report, day) or signing_on(day))


def draft_paper(report: PeriodicReport) -> bytes:
    """Show how the report would look today, "DỰ THẢO" across; nothing is kept. Raises Refused naming what it lacks."""
    return papers.draft(KIND, _facts_today(report), title=paper_title(report), day=clock.today())


def word_draft(report: PeriodicReport) -> bytes:
    """The report as a Word file before it is sealed; nothing is kept. Raises Refused naming what it lacks."""
    return papers.word_draft(KIND, _facts_today(report), title=paper_title(report), day=clock.today())


def proof(report: PeriodicReport) -> list[Fault]:
    """Everything that would send the paper back, as it would be made today. Raises Refused where nobody may sign."""
    return papers.proof(_facts_today(report), clock.today(), places.all_signers())
