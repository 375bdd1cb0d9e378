"""Before anything is written: first the places follow the books of people, then the counts follow the places."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from app.commitments.models.counting import count
from app.commitments.models.places import follow


@event.listens_for(Session, "before_flush")
def _keep(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    follow(session)
    count(session)
