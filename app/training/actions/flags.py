"""What an official says of a doubt in the figures: looked at, it stays as it is; or let it be raised again."""

from app import audit, clock, text
from app.db import db
from app.refusals import Refusal, refuse_if
from app.tenancy import actor_of
from app.training.models import FlagNote
from app.training.queries import flags as queries
from app.training.rules.flags import SUBJECTS, Finding


def keep_flag(finding: Finding, reason: str) -> FlagNote:
    """Write down that this doubt was looked at and why all stays as it is; said twice, the later reason holds.

    Raises Refused without a reason.
    """
    reason = text.nfc(reason)
    refuse_if([] if reason else [Refusal("flag-needs-reason")])
    note = queries.note(finding)
    if note is None:
        note = FlagNote(
            code=finding.flag, subject_table=SUBJECTS[finding.flag], subject_id=finding.subject_id, seen=finding.seen
        )
        db.session.add(note)
    note.reason, note.noted_by, note.noted_at = reason, actor_of(db.session()).name, clock.now()
    audit.record("flag-kept", note, flag=str(finding.flag), reason=reason)
    return note


def raise_flag_again(note: FlagNote) -> None:
    """Forget what was said of a doubt, so that it is shown again."""
    audit.record("flag-raised-again", note, flag=note.code)
    db.session.delete(note)
