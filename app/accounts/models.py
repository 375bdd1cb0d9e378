"""Tables of accounts. Not owned: they are read at sign-in, before there is a scope."""

from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base


class User(UserMixin, Base):
    """Someone who signs in. The stamp changes with the password, which ends all other sessions."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    password_hash: Mapped[str]
    stamp: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    must_change: Mapped[bool] = mapped_column(default=False)
    memberships: Mapped[list["Membership"]] = relationship(back_populates="user", order_by="Membership.id")

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        return f"{self.id}:{self.stamp}"


class Membership(Base):
    """A role at an authority from a day until a day; `unit_id` is the unit there in which the person works."""

    __tablename__ = "membership"
    __table_args__ = (Index("ix_membership_authority_id", "authority_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    role: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    user: Mapped[User] = relationship(back_populates="memberships")


class Invitation(Base):
    """A link for one person to choose a password; only the hash of its secret is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    username: Mapped[str]
    full_name: Mapped[str]
    role: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
