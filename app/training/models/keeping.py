"""After each flush it is noted whom it touched; before the transaction commits the counts follow."""

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

from app.training.models.counting import forget, note, settle


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: UOWTransaction) -> None:
    note(session)


@event.listens_for(Session, "before_commit")
def _settle(session: Session) -> None:
    settle(session)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous: SessionTransaction) -> None:
    """A savepoint taken back leaves what its transaction wrote before: to count somebody twice over does no harm."""
    if previous.parent is None:
        forget(session)
