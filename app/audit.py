"""The log: one line for each change of state, in the same transaction, never changed afterwards.

EVENTS lists every event with its exact keys; another key raises. Numbers of identity papers and telephones
never enter a key. The Vietnamese sentence of each event stands in templates/macros/words.html.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, event, func, select
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from app import clock, tenancy
from app.db import Base, db
from app.tenancy import Owned, ReviewedAbove

EVENTS: dict[str, frozenset[str]] = {
    # places
    "hamlet-saved": frozenset({"name"}),
    "hamlets-added": frozenset({"count"}),
    "unit-saved": frozenset({"name"}),
    "units-added": frozenset({"count"}),
    "signer-saved": frozenset({"name", "post"}),
    "signing-delegated": frozenset({"holder", "name", "valid_from"}),
    "delegation-ended": frozenset({"holder", "name", "valid_until"}),
    "rule-saved": frozenset({"key", "value"}),
    "law-confirmed": frozenset({"instrument", "against"}),
    "days-off-set": frozenset({"name", "first", "last"}),
    "working-days-set": frozenset({"name", "first", "last"}),
    "calendar-days-removed": frozenset({"count", "first", "last"}),
    "calendar-confirmed": frozenset({"year", "count", "against"}),
    # accounts
    "signed-in": frozenset(),
    "signed-out": frozenset(),
    "password-changed": frozenset(),
    "password-reset": frozenset({"username"}),
    "invited": frozenset({"name", "role"}),
    "invitation-used": frozenset({"username"}),
    "invitation-withdrawn": frozenset({"name"}),
    "role-given": frozenset({"username", "role"}),
    "installation-begun": frozenset({"authority"}),
    "membership-ended": frozenset({"username", "role"}),
    "work-unit-set": frozenset({"username", "unit"}),
    # people
    "person-saved": frozenset({"name"}),
    "household-saved": frozenset({"name"}),
    "household-member-added": frozenset({"name"}),
    "household-member-removed": frozenset({"name"}),
    "collective-saved": frozenset({"name"}),
    "people-pasted": frozenset({"count"}),
    "people-listed": frozenset({"added", "changed"}),
    "collectives-listed": frozenset({"added", "changed"}),
    "team-member-added": frozenset({"name"}),
    "team-members-added": frozenset({"count"}),
    "team-term-ended": frozenset({"name", "day"}),
    "team-term-corrected": frozenset({"name"}),
    "team-term-removed": frozenset({"name"}),
    "national-id-kept": frozenset({"name", "purpose"}),
    "national-id-seen": frozenset({"name", "reason"}),
    "national-id-removed": frozenset({"name", "reason"}),
    # lists that come in
    "list-read": frozenset({"list", "source", "count"}),
    "list-saved": frozenset({"list", "source", "count", "waiting"}),
    "list-undone": frozenset({"list", "source", "count"}),
    "list-dropped": frozenset({"list", "source"}),
    "place-renamed": frozenset({"name", "into", "day"}),
    "place-split": frozenset({"name", "into", "day"}),
    "places-joined": frozenset({"name", "into", "day"}),
    "place-moved": frozenset({"name", "into", "count"}),
    "records-merged": frozenset({"name", "gone", "count"}),
    "merge-undone": frozenset({"name", "gone"}),
    "not-same-marked": frozenset({"name", "other"}),
    # papers
    "paper-sealed": frozenset({"kind", "code"}),
    "paper-numbered": frozenset({"number"}),
    "number-skipped": frozenset({"number", "reason"}),
    "register-opened": frozenset({"symbol", "number"}),
    "scan-filed": frozenset({"pages"}),
    "stack-received": frozenset({"name", "pages"}),
    "sheet-matched": frozenset({"number", "code", "page"}),
    "sheet-dropped": frozenset({"number", "reason"}),
    "sheet-waits-again": frozenset({"number"}),
    "spare-dropped": frozenset({"count"}),
    "stack-filed": frozenset({"count"}),
    "printer-saved": frozenset({"name"}),
    # plans
    "plan-saved": frozenset({"number"}),
    "target-saved": frozenset({"name"}),
    "plan-approved": frozenset({"name", "signer"}),
    "plan-approval-taken-back": frozenset({"name", "reason"}),
    "plan-issued": frozenset({"number"}),
    "plan-amended": frozenset({"number"}),
    "plan-issued-before": frozenset({"number", "day"}),
    "plan-changed": frozenset({"name", "before", "after", "reason"}),
    "plan-worded": frozenset({"name"}),
    "plan-phased": frozenset({"name"}),
    "targets-pasted": frozenset({"count"}),
    "target-handed-over": frozenset({"name", "before", "after", "reason"}),
    "task-saved": frozenset({"name"}),
    "tasks-pasted": frozenset({"count"}),
    "task-removed": frozenset({"name"}),
    "tasks-arranged": frozenset({"count"}),
    "task-handed-over": frozenset({"name", "before", "after", "reason"}),
    "task-reported": frozenset({"name", "progress", "reason"}),
    "task-cancelled": frozenset({"name", "reason"}),
    "task-reopened": frozenset({"name", "reason"}),
    "reading-entered": frozenset({"name", "day", "value", "reason"}),
    "reading-removed": frozenset({"name", "day", "value", "reason"}),
    "figures-closed": frozenset({"day", "ground"}),
    "figures-reopened": frozenset({"day", "reason"}),
    "population-saved": frozenset({"day", "count"}),
    "population-confirmed": frozenset({"day", "against"}),
    "criterion-saved": frozenset({"name"}),
    "value-confirmed": frozenset({"name", "against"}),
    "target-removed": frozenset({"name"}),
    "criterion-removed": frozenset({"name"}),
    "quota-set": frozenset({"award", "subject_kind", "most"}),
    "quota-removed": frozenset({"award", "subject_kind"}),
    "initiative-saved": frozenset({"title"}),
    "initiative-effect-saved": frozenset({"text"}),
    "initiative-effect-removed": frozenset({"text"}),
    "initiative-use-saved": frozenset({"place"}),
    "initiative-use-removed": frozenset({"place"}),
    "initiative-branch": frozenset({"branch", "proposed", "reason"}),
    "condition-laid-down": frozenset({"award", "subject_kind", "name", "day"}),
    "condition-switched-off": frozenset({"award", "subject_kind", "name", "day"}),
    "condition-changed": frozenset({"award", "subject_kind", "name", "day"}),
    "condition-corrected": frozenset({"award", "subject_kind", "name", "day"}),
    "condition-ended": frozenset({"award", "subject_kind", "name", "day", "by"}),
    "condition-removed": frozenset({"award", "subject_kind", "name"}),
    "condition-confirmed": frozenset({"name", "against"}),
    # commitments
    "campaign-saved": frozenset({"name"}),
    "campaign-copied": frozenset({"name", "former"}),
    "campaign-goals-saved": frozenset({"name"}),
    "commitments-made": frozenset({"count"}),
    "commitments-printed": frozenset({"count"}),
    "commitment-signed": frozenset({"day"}),
    "commitment-drawn": frozenset({"day", "witness", "code"}),
    "commitment-signed-by-file": frozenset({"day", "names"}),
    "signed-file-checked": frozenset({"name"}),
    "commitment-declined": frozenset({"reason"}),
    "commitment-reopened": frozenset({"reason"}),
    "commitment-reprinted": frozenset({"code"}),
    "commitments-received": frozenset({"count", "day"}),
    "commitments-scanned": frozenset({"count", "day"}),
    "visits-entered": frozenset({"signed", "declined"}),
    "commitments-declined": frozenset({"count", "reason"}),
    "commitments-reopened": frozenset({"count", "reason"}),
    "commitment-withdrawn": frozenset({"day", "reason"}),
    "commitments-withdrawn": frozenset({"count", "day", "reason"}),
    "commitment-expired": frozenset(),
    "commitments-expired": frozenset({"count"}),
    "promise-attested": frozenset({"position", "state"}),
    "promises-attested": frozenset({"position", "count"}),
    "attestation-taken-back": frozenset({"position", "reason"}),
    "commitment-judged": frozenset({"state", "reason"}),
    "commitments-judged": frozenset({"kept", "partly", "broken"}),
    "commitment-judged-again": frozenset({"reason"}),
    "commitment-renewed": frozenset({"name"}),
    "commitments-renewed": frozenset({"count", "name"}),
    "bulk-undone": frozenset({"act", "count"}),
    "commitment-put-back": frozenset({"act"}),
    "consents-recorded": frozenset({"purposes"}),
    "consent-withdrawn": frozenset({"purpose", "day", "reason"}),
    "wordings-loaded": frozenset({"count"}),
    "wording-saved": frozenset({"name", "version"}),
    # training
    "course-saved": frozenset({"title"}),
    "course-removed": frozenset({"title"}),
    "course-copied": frozenset({"title", "count"}),
    "course-made-as-copy": frozenset({"title", "count"}),
    "copies-taken-back": frozenset({"title", "count"}),
    "instructor-added": frozenset({"name"}),
    "instructor-removed": frozenset({"name"}),
    "trainings-added": frozenset({"count"}),
    "training-saved": frozenset({"day"}),
    "learner-added": frozenset({"name"}),
    "learners-added": frozenset({"count"}),
    "learners-listed": frozenset({"count", "added"}),
    "learner-removed": frozenset({"name"}),
    "training-removed": frozenset({"day"}),
    "attendance-marked": frozenset({"count"}),
    "result-recorded": frozenset({"count"}),
    "skill-saved": frozenset({"name"}),
    "skills-loaded": frozenset({"count"}),
    "vneid-confirmed": frozenset({"name", "day"}),
    "vneid-confirmation-removed": frozenset({"name"}),
    "vneid-list-taken": frozenset({"count", "source"}),
    "online-result-entered": frozenset({"name", "title"}),
    "online-result-removed": frozenset({"name", "title"}),
    "online-list-taken": frozenset({"count", "source"}),
    "list-taken-back": frozenset({"count", "source"}),
    "completions-made": frozenset({"count"}),
    "completion-remade": frozenset({"code"}),
    "flag-kept": frozenset({"flag", "reason"}),
    "flag-raised-again": frozenset({"flag"}),
    "materials-added": frozenset({"count"}),
    "evidence-added": frozenset({"name"}),
    "evidence-removed": frozenset({"name"}),
    "captions-saved": frozenset({"count"}),
    "photo-removed": frozenset({"name"}),
    "document-removed": frozenset({"name"}),
    # commendations
    "round-saved": frozenset({"name"}),
    "round-quotas-saved": frozenset({"count"}),
    "direct-workers-said": frozenset({"count", "answer"}),
    "suggestion-entered": frozenset({"name", "proposer"}),
    "suggestion-corrected": frozenset({"name"}),
    "suggestion-removed": frozenset({"name", "proposer"}),
    "suggestions-taken": frozenset({"count", "proposer"}),
    "suggestions-gathered": frozenset({"count", "proposers"}),
    "suggestions-declined": frozenset({"count", "names", "reason"}),
    "suggestions-restored": frozenset({"count", "names"}),
    "gathering-undone": frozenset({"count", "names"}),
    "dossier-opened": frozenset({"award"}),
    "nominee-added": frozenset({"name"}),
    "nominees-added": frozenset({"count"}),
    "nominee-removed": frozenset({"name"}),
    "criteria-attested": frozenset({"count", "nominees", "note"}),
    "hold-opened": frozenset(),
    "hold-released": frozenset({"day"}),
    "hold-removed": frozenset({"name", "reason"}),
    "ground-added": frozenset({"title"}),
    "ground-removed": frozenset({"title"}),
    "confirmation-entered": frozenset({"body", "count"}),
    "confirmation-removed": frozenset({"body"}),
    "criterion-attested": frozenset({"criterion", "answer"}),
    "report-saved": frozenset({"name"}),
    "figure-exchanged": frozenset({"name", "old", "new"}),
    "figure-kept": frozenset({"name", "old", "new", "reason"}),
    "council-saved": frozenset({"name"}),
    "member-saved": frozenset({"name"}),
    "meeting-saved": frozenset({"day"}),
    "votes-recorded": frozenset({"count"}),
    "ballot-read": frozenset({"number"}),
    "ballot-corrected": frozenset({"number"}),
    "ballot-removed": frozenset({"number"}),
    "count-finished": frozenset({"count"}),
    "totals-dropped": frozenset({"count"}),
    "ballots-dropped": frozenset({"count"}),
    "choice-made": frozenset({"count"}),
    "award-revoked": frozenset({"number", "count", "reason"}),
    "achievement-saved": frozenset({"name", "award"}),
    "dossier-moved": frozenset({"move", "state"}),
    "dossier-returned": frozenset({"component", "note"}),
    "dossier-bound": frozenset({"pages"}),
    "dossier-reopened": frozenset({"reason"}),
    "dossier-approved": frozenset({"signer", "fund"}),
    "approval-taken-back": frozenset({"reason"}),
    "dossier-withdrawn": frozenset({"reason"}),
    "dossier-rejected": frozenset({"article", "reason"}),
    "opinion-explained": frozenset({"component", "explanation"}),
    "award-entered": frozenset({"number", "day", "issuer", "count"}),
    "dossier-saved": frozenset({"achievement"}),
    "dossier-published": frozenset({"where"}),
    "figures-taken": frozenset({"count"}),
    "summary-saved": frozenset({"count"}),
    "paper-remade": frozenset({"kind"}),
    "attachment-added": frozenset({"title", "pages"}),
    "attachment-saved": frozenset({"title"}),
    "attachment-moved": frozenset({"title"}),
    "attachment-removed": frozenset({"title"}),
    "ballots-printed": frozenset({"count"}),
    "invitation-made": frozenset({"count", "day"}),
    "supplement-requested": frozenset({"addressee", "count", "days"}),
    "dossier-handed-over": frozenset({"giver", "receiver", "count"}),
    "ceremony-ordered": frozenset({"count"}),
    "ceremony-saved": frozenset({"day", "place"}),
    "ceremony-photos-added": frozenset({"count"}),
    "ceremony-photo-removed": frozenset({"name"}),
    "awards-handed-over": frozenset({"count"}),
    "awards-opened-again": frozenset(),
    "achievement-corrected": frozenset({"name", "award"}),
    "achievement-removed": frozenset({"name", "award", "number"}),
    "achievement-list-taken": frozenset({"count", "source"}),
    "achievement-list-undone": frozenset({"count", "source"}),
    "certificates-printed": frozenset({"count"}),
    "certificates-printed-on-stock": frozenset({"count", "printer"}),
    # activities
    "activity-saved": frozenset({"title", "day", "late"}),
    "activity-held": frozenset({"title", "reached", "turns", "late"}),
    "activity-cancelled": frozenset({"title", "reason"}),
    "activity-planned-again": frozenset({"title", "reason"}),
    "activity-removed": frozenset({"title", "day"}),
    "activity-copied": frozenset({"title", "count"}),
    "activity-part-added": frozenset({"name", "part"}),
    "activity-part-removed": frozenset({"name", "part"}),
    "activities-pasted": frozenset({"count"}),
    "doors-entered": frozenset({"title", "day", "added", "changed", "removed"}),
    "inspection-planned": frozenset({"title"}),
    "inspection-changed": frozenset({"title"}),
    "inspection-held": frozenset({"day"}),
    "inspection-held-late": frozenset({"day", "reason"}),
    "inspection-held-changed": frozenset({"day"}),
    "inspection-cancelled": frozenset({"reason"}),
    "inspection-planned-again": frozenset(),
    "inspection-minutes-made": frozenset({"code"}),
    "finding-saved": frozenset({"text"}),
    "finding-removed": frozenset({"text"}),
    "finding-day-moved": frozenset({"text", "before", "after", "reason"}),
    "finding-mended": frozenset({"text", "day"}),
    "finding-mended-late": frozenset({"text", "day", "reason"}),
    "finding-reopened": frozenset({"text", "reason"}),
    "finding-described": frozenset({"text", "title"}),
    # desk
    "plan-report-drafted": frozenset({"title"}),
    "plan-report-saved": frozenset({"title"}),
    "plan-report-redrawn": frozenset({"title", "count"}),
    "plan-report-approved": frozenset({"title", "signer"}),
    "plan-report-taken-back": frozenset({"title", "reason"}),
    "plan-report-issued": frozenset({"title", "number"}),
    "plan-report-removed": frozenset({"title"}),
    "job-cancelled": frozenset({"kind"}),
}


class AuditLine(Owned, ReviewedAbove, Base):
    """Who did what to which record, when and why; written once."""

    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_subject", "subject_table", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    event: Mapped[str]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    actor_roles: Mapped[str]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    subject_table: Mapped[str]
    subject_id: Mapped[int]
    keys: Mapped[dict[str, Any]]


class LogIsClosed(Exception):
    """Someone tried to change or delete a line of the log."""


def record(name: str, row: Any, /, **keys: Any) -> AuditLine:
    """Write one line about this row in the running transaction.

    The row is flushed first, since the line needs its id. Raises KeyError for an unknown event and
    ValueError when the keys are not exactly those listed for it.
    """
    return record_many(name, [row], **keys)[0]


def record_many(name: str, rows: Sequence[Any], /, **keys: Any) -> list[AuditLine]:
    """Write the same line about each of these rows, with one flush for all of them; raises like record()."""
    expected = EVENTS[name]
    if set(keys) != expected:
        raise ValueError(f"{name}: cần đúng các khóa {sorted(expected)}, nhận {sorted(keys)}")
    session = db.session()
    session.flush()
    actor, scope, now = tenancy.actor_of(session), tenancy.scope_of(session), clock.now()
    lines = [
        AuditLine(
            owner_id=getattr(row, "owner_id", None) or scope.home,
            at=now,
            event=name,
            actor_id=actor.id,
            actor_name=actor.name,
            actor_roles=", ".join(sorted(actor.roles)),
            authority_id=scope.home,
            subject_table=row.__tablename__,
            subject_id=row.id,
            keys=keys,
        )
        for row in rows
    ]
    session.add_all(lines)
    return lines


def lines_about(row: Any, limit: int = 50) -> list[AuditLine]:
    """The last lines about one record, newest first."""
    found = db.session.scalars(
        select(AuditLine)
        .where(AuditLine.subject_table == row.__tablename__, AuditLine.subject_id == row.id)
        .order_by(AuditLine.id.desc())
        .limit(limit)
    )
    return list(found)


def first_day(row: Any) -> date | None:
    """The day on which the log first speaks of a record: when it was entered, whatever day it is about."""
    chosen = select(func.min(AuditLine.at)).where(
        AuditLine.subject_table == row.__tablename__, AuditLine.subject_id == row.id
    )
    at = db.session.scalars(chosen).one_or_none()
    return clock.local(at).date() if at else None


def newest(before: int | None, limit: int | None, events: Collection[str] = ()) -> list[AuditLine]:
    """The newest lines of the log, before an id when one pages back; of the whole of it, or of these events."""
    chosen = select(AuditLine).order_by(AuditLine.id.desc()).limit(limit)
    if events:
        chosen = chosen.where(AuditLine.event.in_(events))
    if before is not None:
        chosen = chosen.where(AuditLine.id < before)
    return list(db.session.scalars(chosen))


@event.listens_for(Session, "before_flush")
def _append_only(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    for row in [*session.dirty, *session.deleted]:
        if isinstance(row, AuditLine) and (row in session.deleted or session.is_modified(row)):
            raise LogIsClosed("nhật ký chỉ được ghi thêm")
