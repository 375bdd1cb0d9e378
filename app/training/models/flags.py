"""What an official said of a doubt in the figures, so that it is not raised a second time."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.tenancy import Owned


class FlagNote(Owned, Base):
    """A doubt that was looked at and is to stay as it is, with the reason.

    `subject_table` and `subject_id` name the record it is about (attendance, course, training, learner, person);
    `seen` is what was doubtful about it then: when that changes, the doubt is raised anew.
    """

    __tablename__ = "flag_note"
    __table_args__ = (UniqueConstraint("owner_id", "code", "subject_id", "seen", name="uq_flag_note_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    subject_table: Mapped[str]
    subject_id: Mapped[int]
    seen: Mapped[str]
    reason: Mapped[str]
    noted_by: Mapped[str]
    noted_at: Mapped[datetime]
