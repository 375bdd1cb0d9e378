"""Verbs of inspections: plan one or many, write down what was held and found, follow up, make the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from app import audit, pdf, tenancy, text
from app.activities.documents import inspections as facts
from app.activities.models import Finding, Inspection, InspectionMember
from app.activities.queries import inspections as queries
from app.activities.rules import inspections as rules
from app.activities.rules.inspections import FindingKind, Holding, InspectionState, MemberPart
from app.db import db
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers.actions import evidence as hung
from app.papers.models import Paper
from app.papers.queries import evidence
from app.papers.rules import Fault
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.places.models import Hamlet, Unit
from app.plans.actions.initiatives import UseFields, save_initiative, save_use
from app.plans.models import Initiative, Plan, Task
from app.plans.queries import closings
from app.plans.rules.initiatives import Scope
from app.refusals import Refusal, refuse_if
from app.workdays import ONE_DAY

KIND = "inspection_minutes"
People = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Team:
    """Who inspects and who receives them, each a name with a post; the first of `inspected` signs for the place."""

    head: tuple[str, str] = ("", "")
    secretary: tuple[str, str] = ("", "")
    members: People = ()
    inspected: People = ()

    def listed(self) -> list[tuple[MemberPart, str, str]]:
        """Everyone who has a name, in the order of the minutes."""
        rows = [(MemberPart.HEAD, *self.head), *((MemberPart.MEMBER, *one) for one in self.members)]
        rows += [(MemberPart.SECRETARY, *self.secretary), *((MemberPart.INSPECTED, *one) for one in self.inspected)]
        return [(part, text.nfc(name), text.nfc(post)) for part, name, post in rows if text.nfc(name)]


@dataclass(frozen=True)
class Planned:
    """An inspection as it was typed; without a name or a title those of the place and of the plan are taken."""

    kind: str
    day: date
    contents: Sequence[str]
    title: str = ""
    plan: Plan | None = None
    hamlet: Hamlet | None = None
    unit: Unit | None = None
    collective: Collective | None = None
    inspected_name: str = ""
    place: str = ""
    ground: str = ""
    team: Team = field(default_factory=Team)

    @property
    def name(self) -> str:
        """Whom it looks at, as the minutes call them."""
        known = self.collective or self.unit or self.hamlet
        return text.nfc(self.inspected_name) or (known.name if known else "")


def plan_inspection(row: Inspection | None, given: Planned) -> Inspection:
    """Put an inspection on the plan, or change one that is there. Raises Refused with every reason at once."""
    plan = given.plan
    known = queries.same_inspection(given.kind, given.day, given.name, row)
    begins, ends = (plan.valid_from, plan.valid_until) if plan else (None, None)
    refuse_if(rules.planning_refusals(given.name, given.day, begins, ends, known))
    found = row or Inspection(state=InspectionState.PLANNED, entered_by=_actor())
    found.kind, found.day, found.inspected_name = given.kind, given.day, given.name
    found.title = text.nfc(given.title) or _title(given)
    found.plan_id = plan.id if plan else None
    for name in ("hamlet", "unit", "collective"):
        setattr(found, f"{name}_id", one.id if (one := getattr(given, name)) else None)
    found.place = text.nfc(given.place) or (f"Nhà văn hóa {given.hamlet.name}" if given.hamlet else None)
    found.ground = text.nfc(given.ground) or None
    found.contents = [line for one in given.contents if (line := text.nfc(one))]
    db.session.add(found)
    _seat(found, given.team)
    audit.record("inspection-planned" if row is None else "inspection-changed", found, title=found.title)
    return found


def _title(given: Planned) -> str:
    """What an inspection is called that nobody gave a title: the act, the movement of its plan, the place."""
    act = facts.ACTS[rules.InspectionKind(given.kind)]
    movement = f"{given.plan.movement[:1].lower()}{given.plan.movement[1:]}" if given.plan else "phong trào"
    return f"{act[:1].upper()}{act[1:]} việc thực hiện {movement} tại {given.name}"


def plan_many(given: Planned, hamlets: Sequence[Hamlet], every: int) -> list[Inspection]:
    """Put an inspection of each of these hamlets on the plan, so many days apart, each with the same contents and team.

    Raises Refused with the reasons of the first hamlet that cannot be planned so; then none is.
    """
    if len(hamlets) > rules.MOST_PLACES:
        refuse_if([Refusal("inspections-too-many", detail=str(rules.MOST_PLACES))])
    days = rules.days_of(given.day, len(hamlets), every)
    here = replace(given, unit=None, collective=None, title="", inspected_name="", place="")
    return [
        plan_inspection(None, replace(here, hamlet=hamlet, day=day)) for hamlet, day in zip(hamlets, days, strict=True)
    ]


def _seat(row: Inspection, team: Team) -> None:
    """Write down who is there; who stays as they were keep their line."""
    db.session.flush()
    listed = team.listed()
    if [(one.part, one.name, one.post or "") for one in row.members] == listed:
        return
    for one in list(row.members):
        row.members.remove(one)
        db.session.delete(one)
    known = queries.officials_named({name for _part, name, _post in listed})
    for position, (part, name, post) in enumerate(listed, 1):
        member = InspectionMember(
            inspection=row, position=position, part=part, name=name, post=post or None, person_id=known.get(name)
        )
        db.session.add(member)
    db.session.flush()


@dataclass(frozen=True)
class Held:
    """What was typed about an inspection that took place."""

    day: date
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    opinion: str = ""
    conclusion: str = ""
    late_reason: str = ""
    team: Team = field(default_factory=Team)


def hold(row: Inspection, given: Held, today: date) -> Inspection:
    """Write down that an inspection took place, or correct what was written about it.

    Raises Refused with every reason at once: a day to come, an end before the beginning, figures closed and no reason.
    """
    late_reason = text.nfc(given.late_reason)
    closing = closings.is_closed(given.day)
    newly = row.state != InspectionState.HELD or row.held_on != given.day
    holding = Holding(given.day, _minutes(given.starts), _minutes(given.ends), late_reason)
    closed_until = closing.until - ONE_DAY if closing is not None and newly else None
    refuse_if(rules.holding_refusals(row.state, holding, today, closed_until))
    changed = row.state == InspectionState.HELD
    row.state, row.held_on = InspectionState.HELD, given.day
    row.started, row.ended = hour_words(given.starts), hour_words(given.ends)
    row.place = text.nfc(given.place) or row.place
    row.opinion = text.nfc_multiline(given.opinion) or None
    row.conclusion = text.nfc_multiline(given.conclusion) or None
    row.late_reason = late_reason or row.late_reason
    _seat(row, given.team)
    day = given.day.isoformat()
    if late_reason and closed_until is not None:
        audit.record("inspection-held-late", row, day=day, reason=late_reason)
    else:
        audit.record("inspection-held-changed" if changed else "inspection-held", row, day=day)
    return row


def _minutes(hour: time | None) -> int | None:
    return None if hour is None else hour.hour * 60 + hour.minute


def hour_words(hour: time | None) -> str | None:
    """An hour as the minutes write it: "14 giờ 00 phút"."""
    return None if hour is None else f"{hour:%H} giờ {hour:%M} phút"


def cancel(row: Inspection, reason: str) -> None:
    """Take an inspection off the plan with the reason; it stays in the list. Raises Refused."""
    reason = text.nfc(reason)
    refuse_if(rules.cancelling_refusals(row.state, reason, minutes_of(row) is not None))
    row.state, row.ended_reason = InspectionState.CANCELLED, reason
    audit.record("inspection-cancelled", row, reason=reason)


def plan_again(row: Inspection) -> None:
    """Put a cancelled inspection back on the plan. Raises Refused when it is not cancelled."""
    refuse_if([] if row.state == InspectionState.CANCELLED else [Refusal("wrong-state")])
    row.state, row.ended_reason = InspectionState.PLANNED, None
    audit.record("inspection-planned-again", row)


# ---- what was found


@dataclass(frozen=True)
class Found:
    """One finding as it was typed; what must be mended has who mends it and until when."""

    kind: str
    text: str
    responsible: str = ""
    due_on: date | None = None
    task: Task | None = None
    reason: str = ""


def save_finding(inspection: Inspection, row: Finding | None, given: Found) -> Finding:
    """Write down what was found, or correct it.

    The day of something that stands in sealed minutes is moved with a reason, which the log keeps. Raises Refused.
    """
    responsible, reason = text.nfc(given.responsible), text.nfc(given.reason)
    was = row.due_on if row else None
    moved = was is not None and was != given.due_on and minutes_of(inspection) is not None
    held_on = inspection.held_on or inspection.day
    found_faults = rules.finding_refusals(given.kind, responsible, given.due_on, held_on, moved=moved, reason=reason)
    if inspection.state != InspectionState.HELD:
        found_faults.append(Refusal("inspection-not-held"))
    if row is not None and row.kind != given.kind and (row.mended_on or row.initiative_id):
        found_faults += rules.removing_refusals(False, row.initiative_id is not None, row.mended_on is not None)
    refuse_if(found_faults)
    found = row or Finding(inspection=inspection, position=len(inspection.findings) + 1)
    found.kind, found.text = given.kind, text.nfc(given.text)
    is_fault = given.kind == FindingKind.FAULT
    found.responsible = responsible if is_fault else None
    found.due_on = given.due_on if is_fault else None
    found.task_id = given.task.id if given.task else None
    db.session.add(found)
    db.session.flush()
    if moved and was is not None and given.due_on is not None:
        days = {"before": text.day_text(was), "after": text.day_text(given.due_on)}
        audit.record("finding-day-moved", inspection, text=_short(found.text), reason=reason, **days)
    else:
        audit.record("finding-saved", inspection, text=_short(found.text))
    return found


def _short(words: str) -> str:
    return words if len(words) <= 120 else f"{words[:120].rsplit(' ', 1)[0]} …"


def write_up(row: Inspection, given: Held, found: Sequence[Found], today: date) -> Inspection:
    """Write down in one go that an inspection took place and everything it found. Raises Refused; then nothing is kept.

    Args: found, in the order of the minutes.
    """
    hold(row, given, today)
    for one in found:
        save_finding(row, None, one)
    return row


def remove_finding(row: Finding) -> None:
    """Take a finding that was written down by mistake out of the book. Raises Refused."""
    inspection = row.inspection
    refuse_if(removing_refusals(row))
    for proof in evidence.of(row):
        hung.remove(row, proof)
    inspection.findings.remove(row)
    db.session.delete(row)
    audit.record("finding-removed", inspection, text=_short(row.text))


def removing_refusals(row: Finding) -> list[Refusal]:
    """Why a finding stays in the book; the page asks the same."""
    sealed_minutes = minutes_of(row.inspection) is not None
    return rules.removing_refusals(sealed_minutes, row.initiative_id is not None, row.mended_on is not None)


def mend(row: Finding, day: date, how: str, today: date, late_reason: str = "") -> None:
    """Write down that a fault was mended, on which day and how. Raises Refused.

    Args: late_reason, why it is entered after the figures of its day were closed.
    """
    inspection, late_reason = row.inspection, text.nfc(late_reason)
    refuse_if(mending_refusals(row, day, today, late_reason))
    closed = closings.is_closed(day) is not None
    row.mended_on, row.mended_how, row.mended_by = day, text.nfc_multiline(how), _actor()
    told = {"text": _short(row.text), "day": day.isoformat()}
    if closed:
        audit.record("finding-mended-late", inspection, reason=late_reason, **told)
    else:
        audit.record("finding-mended", inspection, **told)


def mending_refusals(row: Finding, day: date, today: date, late_reason: str = "") -> list[Refusal]:
    """Why it cannot be written down that a fault was mended on this day."""
    closed = closings.is_closed(day) is not None
    held_on = row.inspection.held_on
    return rules.mending_refusals(row.kind, row.mended_on, day, held_on, today, text.nfc(late_reason), closed)


def undo_mending(row: Finding, reason: str) -> None:
    """Take up again what was said to be mended, with the reason. Raises Refused."""
    reason = text.nfc(reason)
    refuse_if(rules.reopening_refusals(row.mended_on, reason))
    row.mended_on = row.mended_how = row.mended_by = None
    audit.record("finding-reopened", row.inspection, text=_short(row.text), reason=reason)


def describe(
    row: Finding, subject: Person | Household | Collective, *, kind: str, title: str, today: date
) -> Initiative:
    """Make an initiative of a good example, to be described further in the book of initiatives. Raises Refused.

    It begins with where it was found: applied since the day of the inspection at the latest, in the hamlet looked at.
    """
    refuse_if(rules.describing_refusals(row.kind, row.initiative_id is not None))
    inspection = row.inspection
    initiative = save_initiative(
        None,
        subject,
        kind=kind,
        title=title,
        since=inspection.held_on,
        effect="",
        scope=Scope.HAMLET,
        recognised_by="",
        recognised_on=None,
        used_by="",
        today=today,
        description=row.text,
        plan=inspection.plan,
    )
    use = UseFields(
        scope=Scope.HAMLET,
        hamlet=inspection.hamlet,
        place="" if inspection.hamlet else inspection.inspected_name,
        since=inspection.held_on,
        until=None,
        document=_told_by(inspection),
    )
    save_use(initiative, None, use, today)
    row.initiative_id = initiative.id
    audit.record("finding-described", inspection, text=_short(row.text), title=initiative.title)
    return initiative


# ---- minutes


def minutes_of(row: Inspection) -> Paper | None:
    """The sealed minutes that hold, if any."""
    return sealed.current(row, KIND)


def why_no_minutes(row: Inspection) -> list[Refusal]:
    """Why the minutes cannot be made yet; the page asks the same."""
    parts = {one.part for one in row.members}
    return rules.minutes_refusals(row.state, parts, len(row.findings), bool(row.started and row.ended))


def seal_minutes(row: Inspection) -> Paper:
    """Seal the minutes with room for their number; the same again is kept, changed ones replace the older.

    Raises Refused with everything that is missing.
    """
    refuse_if(why_no_minutes(row))
    old, day = minutes_of(row), row.held_on or row.day
    paper = papers.seal_or_keep(
        KIND,
        lambda number: _facts(row, number),
        row,
        symbol=facts.SYMBOL,
        title=facts.minutes_title(row),
        day=day,
        law_date=day,
        old=old,
    )
    if paper is not old:
        audit.record("inspection-minutes-made", row, code=paper.short_code)
    return paper


def draft_minutes(row: Inspection) -> bytes:
    """Show how the minutes would look, "DỰ THẢO" across; nothing is kept. Raises Refused."""
    refuse_if(why_no_minutes(row))
    return papers.draft(KIND, _facts(row, None), title=facts.minutes_title(row), day=row.held_on or row.day)


def word_minutes(row: Inspection) -> bytes:
    """The minutes as a Word file, before they are sealed. Raises Refused."""
    refuse_if(why_no_minutes(row))
    return papers.word_draft(KIND, _facts(row, None), title=facts.minutes_title(row), day=row.held_on or row.day)


def proof_minutes(row: Inspection) -> list[Fault]:
    """What would send the minutes back, before they are sealed; nothing while they cannot be made at all."""
    if why_no_minutes(row):
        return []
    return papers.proof(_facts(row, None), row.held_on or row.day, places.all_signers())


def outdated(row: Inspection, paper: Paper | None) -> bool:
    """Whether the book says something else today than the sealed minutes."""
    if paper is None or why_no_minutes(row):
        return paper is not None
    said = (papers.facts_as_stored(_facts(row, number)) for number in (paper.reference_number, None))
    return paper.facts not in said


def blank_form(row: Inspection) -> bytes:
    """The minutes to take along, with lines to write on: printed, filled in by hand, filed as evidence."""
    made = pdf.render(
        facts.BLANK_TEMPLATE,
        facts.inspection_form(row, places.authority_name(row.owner_id, row.day), plan_issuer=_plan_issuer(row)),
        created=row.day,
        title=facts.minutes_title(row),
    )
    return made.bytes


def _facts(row: Inspection, number: str | None) -> facts.InspectionMinutes:
    name = places.authority_name(row.owner_id, row.held_on or row.day)
    return facts.inspection_minutes(row, name, number, plan_issuer=_plan_issuer(row))


def _plan_issuer(row: Inspection) -> str:
    """Whose plan an inspection rests on, as it was written on the plan's day: one's own, or that of the province."""
    return places.authority_name(row.plan.owner_id, row.plan.day).full if row.plan is not None else ""


def _told_by(row: Inspection) -> str:
    """The minutes in which a good example stands, as a document names them; empty while they have no number."""
    paper = minutes_of(row)
    return f"Biên bản số {paper.reference_number}" if paper is not None and paper.reference_number else ""


def _actor() -> str:
    return tenancy.actor_of(db.session()).name
