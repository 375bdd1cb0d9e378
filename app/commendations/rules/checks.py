"""The computed criteria, each under the name by which the law data ask for it.

A check that has nothing to say about a nominee gives None: the condition does not touch the case and is not shown.
What no record answers is asked; nothing is assumed.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from app import law, text
from app.commendations.rules.award_types import AwardType
from app.commendations.rules.subject import Case, ConfirmationFact, Earlier, GroundFact, HoldFact, Subject
from app.commendations.rules.verdict import NO_HOLD, Finding, Outcome, article_of
from app.law import Asked
from app.plans.rules import FigureRow

NO_GROUND = frozenset({AwardType.THEMATIC, AwardType.SUDDEN})
SPECIAL = "confirm-when-special"
DIRECT = "priority-direct-workers"
CLEARED, DISCIPLINED = "cleared", "disciplined"
HUNDRED = Decimal(100)
WOMEN_SHARE = Decimal(70)


def answered(code: str, subject: Subject, *also: str) -> Finding:
    """What a named official answered, or that nobody has answered yet.

    Args: also, codes of wider questions whose answer holds for this one too.
    """
    for asked in (code, *also):
        if asked in subject.answers:
            outcome, reason = _SAID[subject.answers[asked]]
            return said(subject, asked, outcome, reason)
    return Finding(Outcome.LOOK, "unanswered", unanswered=True)


_SAID = {True: (Outcome.MET, "attested"), False: (Outcome.NOT_MET, "attested-not")}


def said(subject: Subject, code: str, outcome: Outcome, reason: str, detail: str = "") -> Finding:
    """A finding that rests on an answer: it names the official, the day and the ground where they are known."""
    who = subject.attested.get(code)
    if who is None:
        return Finding(outcome, reason, detail)
    return Finding(outcome, reason, detail, by=who.by, day=who.day, note=who.note)


def achievement_unused(one: Asked, subject: Subject, case: Case) -> Finding:
    """No second award for one achievement: the same round is the same one; the same words must be looked at.

    An award that was cancelled uses up nothing. Source: Luật Thi đua, khen thưởng Điều 5.
    """
    earlier = _standing(subject)
    for award in earlier:
        if award.round_id == case.round_id:
            return _of_award(Finding(Outcome.NOT_MET, "award-same-round", award.decision), award)
    merit = text.fold(subject.merit)
    for award in earlier:
        if text.fold(award.merit) == merit:
            return _of_award(_another(one, subject, "award", award.decision), award)
    for other in subject.pending:
        row = FigureRow(other.award_label, "commendations.show", (("dossier_id", other.dossier_id),))
        return _with_rows(_another(one, subject, "pending", other.award_label), (row,))
    return Finding(Outcome.MET, "award-unused")


def _another(one: Asked, subject: Subject, what: str, detail: str) -> Finding:
    """Whether an official says that this merit is another one."""
    answer = subject.answers.get(one.code)
    if answer is None:
        return Finding(Outcome.LOOK, f"{what}-same-merit", detail, unanswered=True)
    if answer:
        return said(subject, one.code, Outcome.MET, f"{what}-other-merit", detail)
    return said(subject, one.code, Outcome.NOT_MET, f"{what}-same-merit-attested", detail)


def _standing(subject: Subject) -> list[Earlier]:
    """Awards received before that were not cancelled, without that of this very case."""
    return [award for award in subject.earlier if award.nominee_id != subject.id and not award.revoked]


def _of_award(found: Finding, award: Earlier) -> Finding:
    if award.id is None:
        return found
    return _with_rows(
        found, (FigureRow(award.decision, "commendations.edit_achievement", (("achievement_id", award.id),)),)
    )


def _with_rows(found: Finding, rows: Sequence[FigureRow]) -> Finding:
    return Finding(
        found.outcome, found.reason, found.detail, tuple(rows), found.unanswered, found.by, found.day, found.note
    )


def one_award_per_theme(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """One sudden or thematic achievement is commended once, in one form; for service it says nothing.

    Source: known from a draft only (L), off until somebody compared it: Luật 06/2026/QH16, dự thảo Điều 5.2.c.
    """
    if case.award_type not in NO_GROUND:
        return None
    merit = text.fold(subject.merit)
    for award in _standing(subject):
        if award.award_type in NO_GROUND and (award.round_id == case.round_id or text.fold(award.merit) == merit):
            return _of_award(Finding(Outcome.NOT_MET, "theme-awarded", award.decision), award)
    return Finding(Outcome.MET, "theme-unawarded")


def no_thematic_ground(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """Awards for a theme or a sudden merit are no ground for an award for service of a higher level.

    The same words are the same merit; otherwise an official says what the proposal rests on. Source: NĐ 152 Điều 4.3.
    """
    if case.award_type != AwardType.SERVICE or law.AWARDS[case.award].level == "commune":
        return None
    thematic = [award for award in _standing(subject) if award.award_type in NO_GROUND]
    if not thematic:
        return Finding(Outcome.MET, "no-thematic-ground")
    for award in thematic:
        if text.fold(award.merit) == text.fold(subject.merit):
            return _of_award(Finding(Outcome.NOT_MET, "thematic-ground", award.decision), award)
    last = thematic[-1]
    answer = subject.answers.get(one.code)
    if answer is None:
        return _of_award(Finding(Outcome.LOOK, "thematic-awards", last.decision, unanswered=True), last)
    outcome, reason = (Outcome.MET, "thematic-not-used") if answer else (Outcome.NOT_MET, "thematic-used")
    return _of_award(said(subject, one.code, outcome, reason, last.decision), last)


# ---- holds


def no_open_hold(one: Asked, subject: Subject, case: Case) -> Finding:
    """Whether a hold of this kind stops the case: a line of the book goes before what an official says.

    A line without a closing document of a day still stops it. Source: NĐ 152/2025/NĐ-CP Điều 4.4.
    """
    holds = [hold for hold in subject.holds if hold.kind == one.criterion.hold]
    for hold in holds:
        if not hold.released:
            return Finding(Outcome.NOT_MET, "hold-open", hold.opening, _hold_row(hold))
    if holds:
        return Finding(Outcome.MET, "hold-released", holds[-1].closing, _hold_row(holds[-1]))
    return answered(one.code, subject, NO_HOLD)


def _hold_row(hold: HoldFact) -> tuple[FigureRow, ...]:
    if hold.id is None:
        return ()
    # The document itself is named to those alone who may open the book.
    return (FigureRow("Sổ trường hợp chưa xét", "commendations.hold", (("hold_id", hold.id),)),)


def hold_released_in_writing(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """A case goes on after a hold only by a document with its day that finds no breach, or after the term is over.

    Source: NĐ 152/2025/NĐ-CP Điều 4.4.
    """
    closed = [hold for hold in subject.holds if hold.closed_on or hold.closing_document or hold.outcome]
    for hold in closed:
        if not hold.released:
            return Finding(Outcome.NOT_MET, "release-unproved", hold.opening, _hold_row(hold))
    for hold in closed:
        if hold.outcome == DISCIPLINED and hold.term_until and hold.term_until > case.law_date:
            return Finding(Outcome.NOT_MET, "discipline-running", text.day_text(hold.term_until), _hold_row(hold))
    for hold in reversed(closed):
        reason = "discipline-over" if hold.outcome == DISCIPLINED else "release-proved"
        return Finding(Outcome.MET, reason, hold.closing, _hold_row(hold))
    return None


def merit_from(holds: Iterable[HoldFact], start: date) -> date | None:
    """From when merit counts where a term of discipline reaches into the period; None for the start of the period.

    Args: start, the first day of the period. Source: NĐ 152/2025/NĐ-CP Điều 4.4.
    """
    terms = [hold.term_until for hold in holds if hold.outcome == DISCIPLINED and hold.term_until]
    return max((day for day in terms if day > start), default=None)


def counted_from_discipline_end(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """Merit counts only from the end of a term of discipline; a term past the period leaves nothing that counts."""
    disciplined = [hold for hold in subject.holds if hold.outcome == DISCIPLINED]
    if not disciplined or case.period is None:
        return None
    for hold in disciplined:
        if hold.term_until is None:
            return Finding(Outcome.LOOK, "discipline-term-unknown", hold.closing, _hold_row(hold))
    start, end = case.period
    last = max(disciplined, key=lambda hold: hold.term_until or start)
    day = merit_from(disciplined, start)
    if day is None:
        return Finding(Outcome.MET, "merit-whole-period", text.day_text(last.term_until or start), _hold_row(last))
    if day >= end:
        return Finding(Outcome.NOT_MET, "merit-after-period", text.day_text(day), _hold_row(last))
    return Finding(Outcome.MET, "merit-from", text.day_text(day), _hold_row(last))


# ---- what the award rests on


def confirmed(row: ConfirmationFact) -> Finding:
    """What a confirmation of another body says: its document proves it."""
    if row.clear:
        return Finding(Outcome.MET, "confirmed-clear", row.named)
    return Finding(Outcome.NOT_MET, "confirmed-not-clear", row.named)


def initiative_unused(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """An initiative is the ground of one award only; a case that rests on none is not touched.

    Source: CV 5007/BNV-TĐKT III.5.c.
    """
    for ground in subject.grounds:
        if ground.used:
            detail = f"{ground.title} ({ground.used})"
            return Finding(Outcome.NOT_MET, "initiative-used", detail, _ground_rows((ground,)))
    if not subject.grounds:
        return None
    return Finding(Outcome.MET, "initiative-unused", _titles(subject.grounds), _ground_rows(subject.grounds))


def _titles(grounds: Sequence[GroundFact]) -> str:
    return "; ".join(ground.title for ground in grounds)


def _ground_rows(grounds: Sequence[GroundFact]) -> tuple[FigureRow, ...]:
    return tuple(
        FigureRow(ground.title, "plans.initiative", (("initiative_id", ground.id),))
        for ground in grounds
        if ground.id is not None
    )


def special_merit_confirmed(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """A sudden merit and an initiative are confirmed by the competent body; nothing else is (Luật TĐKT Điều 84.2)."""
    row = next((row for row in subject.confirmations if row.topic == one.code), None)
    if row is not None:
        return confirmed(row)
    if case.award_type == AwardType.SUDDEN or one.code in subject.answers:
        return answered(one.code, subject)
    bare = [ground for ground in subject.grounds if not ground.recognised]
    if bare:
        return Finding(Outcome.LOOK, "ground-unrecognised", _titles(bare), _ground_rows(bare), unanswered=True)
    if subject.grounds:
        named = "; ".join(ground.recognised for ground in subject.grounds)
        return Finding(Outcome.MET, "ground-recognised", named, _ground_rows(subject.grounds))
    return None


# ---- the dossier and its round


def unit_in_force(one: Asked, subject: Subject, case: Case) -> Finding:
    """A collective that was dissolved or merged away is not commended (TT 15/2025/TT-BNV)."""
    if subject.dissolved_on and subject.dissolved_on <= case.law_date:
        return Finding(Outcome.NOT_MET, "unit-dissolved", text.day_text(subject.dissolved_on))
    return Finding(Outcome.MET, "unit-in-force")


def within_quota(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """How many places are left of what the round, else the plan, lays down for this kind; None where nothing is."""
    limit = case.limits.get(subject.kind)
    if limit is None or limit.most is None:
        return None
    most = limit.most
    proposed = case.proposed.get(subject.kind, 0)
    counted = f"{text.number_text(proposed)}/{text.number_text(most)}"
    source = f" ({limit.source})" if limit.source else ""
    if proposed > most:
        return Finding(Outcome.NOT_MET, "quota-passed", f"{counted}, quá {text.number_text(proposed - most)}{source}")
    if proposed == most:
        return Finding(Outcome.MET, "quota-full", f"{counted}{source}")
    return Finding(Outcome.MET, "quota-kept", f"{counted}, còn {text.number_text(most - proposed)} suất{source}")


def direct_workers(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """Whether enough of those proposed work directly; said only where the round asks for a share of them.

    The law names no share (Luật Thi đua, khen thưởng Điều 5), so this never stops anybody.
    """
    limit = case.limits.get(subject.kind)
    if limit is None or limit.direct_share is None:
        return None
    proposed, direct = case.proposed.get(subject.kind, 0), case.direct.get(subject.kind, 0)
    detail = f"{direct}/{proposed}, cần từ {_percent(limit.direct_share)}"
    detail += f" ({limit.source})" if limit.source else ""
    if subject.kind == "person" and subject.direct_worker is None:
        return Finding(Outcome.LOOK, "direct-unsaid", detail)
    if direct * HUNDRED < limit.direct_share * proposed:
        return Finding(Outcome.NOT_MET, "direct-short", detail)
    return Finding(Outcome.MET, "direct-reached", detail)


def _percent(share: Decimal) -> str:
    return f"{text.decimal_text(share, 1)} %"


def plan_has_criteria(one: Asked, subject: Subject, case: Case) -> Finding:
    """A plan names concrete criteria for the award, in itself or in what was laid down locally (CV 4735, điểm 1)."""
    if any(case.criteria.values()) or any(row.enabled for rows in case.local.values() for row in rows):
        return Finding(Outcome.MET, "plan-with-criteria")
    return Finding(Outcome.NOT_MET, "plan-without-criteria")


def published(one: Asked, subject: Subject, case: Case) -> Finding:
    """Who is proposed is made public before the dossier goes (Luật Thi đua, khen thưởng Điều 84.5)."""
    return Finding(Outcome.MET, "published") if case.published else Finding(Outcome.NOT_MET, "not-published")


def one_proposal(one: Asked, subject: Subject, case: Case) -> Finding:
    """One tờ trình of a round to each authority that decides: another one is told, and whoever proposes sees why."""
    if case.proposals:
        return Finding(Outcome.LOOK, "other-proposal", "; ".join(case.proposals))
    return Finding(Outcome.MET, "one-proposal")


# ---- equal merit


def preferred(subject: Subject) -> bool | None:
    """Whether equal merit goes to this one first: a woman, a collective with 70 % women; None where nobody said so."""
    if subject.kind == "person":
        return None if subject.sex is None else subject.sex == "female"
    if subject.kind == "collective":
        return None if subject.women_share is None else subject.women_share >= WOMEN_SHARE
    return False


def tie_order(subjects: Sequence[Subject]) -> list[Subject]:
    """Subjects of equal merit in the order of preference: those to prefer first, the others as they stood.

    Source: NĐ 152/2025/NĐ-CP Điều 4.6; `tie_article` cites it.
    """
    return sorted(subjects, key=lambda subject: not preferred(subject))


def tie_article(day: date) -> str:
    """Where the preference at equal merit is laid down on a day."""
    return article_of(law.CRITERIA["tie-prefer-women"].on(day).cites)


def prefer_women(one: Asked, subject: Subject, case: Case) -> Finding | None:
    """Whether this one goes first at equal merit; who does not is told nothing, since it is no condition."""
    first, person = preferred(subject), subject.kind == "person"
    if first is None:
        return Finding(Outcome.LOOK, "sex-unsaid" if person else "women-share-unsaid")
    if not first:
        return None
    share = _percent(subject.women_share) if subject.women_share is not None else ""
    return Finding(Outcome.MET, "tie-woman" if person else "tie-women-share", share)


Check = Callable[[Asked, Subject, Case], Finding | None]
CHECKS: dict[str | None, Check] = {
    "achievement_unused": achievement_unused,
    "one_award_per_theme": one_award_per_theme,
    "no_thematic_ground_for_merit": no_thematic_ground,
    "no_open_hold": no_open_hold,
    "hold_released_in_writing": hold_released_in_writing,
    "counted_from_discipline_end": counted_from_discipline_end,
    "initiative_unused": initiative_unused,
    "special_merit_confirmed": special_merit_confirmed,
    "unit_in_force": unit_in_force,
    "within_quota": within_quota,
    "plan_has_criteria": plan_has_criteria,
    "published_before_submission": published,
    "one_proposal_per_authority": one_proposal,
    "prefer_women": prefer_women,
}
