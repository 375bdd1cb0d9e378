"""The table of conditions that a province or commune lays down for an award."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.tenancy import HandedDown


class LocalCriterion(HandedDown, Base):
    """A condition that a province or commune lays down for an award, from day to day: its rule on giấy khen, its plan.

    `replaces` is the code of a condition of the law data whose words or effect it changes, `enabled` False where it is
    switched off; without it the condition stands beside those of the law. Of rows that share `one_of` one is enough.
    `types` are the types of commendation it speaks of, empty for all; `measure` and `threshold` make it computed.
    """

    __tablename__ = "local_criterion"
    __table_args__ = (UniqueConstraint("owner_id", "id"), Index("ix_local_criterion_award", "owner_id", "award"))

    id: Mapped[int] = mapped_column(primary_key=True)
    award: Mapped[str]
    subject_kind: Mapped[str]
    replaces: Mapped[str | None]
    text: Mapped[str]
    effect: Mapped[str]
    one_of: Mapped[str | None]
    types: Mapped[list[str]] = mapped_column(default=list)
    enabled: Mapped[bool] = mapped_column(default=True)
    measure: Mapped[str | None]
    threshold: Mapped[int | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    citation: Mapped[str]
    mark: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]
