"""Tables of places: the directory (nobody's), and what an authority owns in its territory."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Named
from app.tenancy import HandedDown, Owned, refers_to


class Province(Base):
    """A province or city under the centre, as the national list names it in a period."""

    __tablename__ = "province"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    successor_code: Mapped[str | None]


class Commune(Base):
    """A commune, ward or special zone, as the national list names it in a period."""

    __tablename__ = "commune"
    __table_args__ = (UniqueConstraint("code", "valid_from"), Index("ix_commune_province_code", "province_code"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    province_code: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    successor_code: Mapped[str | None]


class Authority(Base):
    """A people's committee that works with the program: the owner of rows. Its name is asked by day."""

    __tablename__ = "authority"
    __table_args__ = (UniqueConstraint("level", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[str]
    code: Mapped[str]
    province_code: Mapped[str]
    place_name: Mapped[str]
    demo: Mapped[bool] = mapped_column(default=False)


class Succession(Base):
    """From a day on one authority reads and writes the rows of another that was merged into it."""

    __tablename__ = "succession"
    __table_args__ = (UniqueConstraint("predecessor_id", "successor_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    successor_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    day: Mapped[date]


class Hamlet(Named, Owned, Base):
    """A thôn, xóm, bản or tổ dân phố in a period."""

    __tablename__ = "hamlet"
    __table_args__ = (UniqueConstraint("owner_id", "id"), UniqueConstraint("owner_id", "name", "valid_from"))

    id: Mapped[int] = mapped_column(primary_key=True)
    head_name: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class Unit(Named, Owned, Base):
    """An agency, organisation or enterprise of the commune in a period."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("owner_id", "id"), UniqueConstraint("owner_id", "name", "valid_from"))

    id: Mapped[int] = mapped_column(primary_key=True)
    abbreviation: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]


class PlaceSuccession(Owned, Base):
    """From a day on a hamlet or unit goes on as another: renamed, split into several, or joined with others.

    `kind` is hamlet or unit; the two columns of the other kind are empty.
    """

    __tablename__ = "place_succession"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("hamlet", "from_hamlet_id"),
        refers_to("hamlet", "to_hamlet_id"),
        refers_to("unit", "from_unit_id"),
        refers_to("unit", "to_unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    from_hamlet_id: Mapped[int | None] = mapped_column(index=True)
    to_hamlet_id: Mapped[int | None] = mapped_column(index=True)
    from_unit_id: Mapped[int | None] = mapped_column(index=True)
    to_unit_id: Mapped[int | None] = mapped_column(index=True)
    day: Mapped[date]
    by: Mapped[str]


class Signer(Owned, Base):
    """Who signs for the authority, or for one of its units, in a period, and the block printed above the name.

    `authority_mark` is empty for a head who signs in person, else TM., KT., TL., TUQ. or Q.; `lines` are
    the lines of the block in capitals, to which a paper of the committee adds its "TM.".
    """

    __tablename__ = "signer"
    __table_args__ = (UniqueConstraint("owner_id", "id"), refers_to("unit", "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str]
    post: Mapped[str]
    authority_mark: Mapped[str] = mapped_column(default="")
    lines: Mapped[list[str]]
    user_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    unit: Mapped[Unit | None] = relationship(primaryjoin="Signer.unit_id == Unit.id")


class Delegation(Owned, Base):
    """In these days someone signs in the place of a signer: ủy quyền, ký thay, thừa lệnh, giao quyền.

    `substitute_id` leads to the line of the book of signers of who signs, where there is one; name and post are kept as
    they were written down. `matters` are the kinds of papers it covers, empty for all; `reference_number` and
    `document_day` are those of the written authorisation, `contents` its words.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("signer", "holder_id"),
        refers_to("signer", "substitute_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int]
    substitute_id: Mapped[int | None]
    full_name: Mapped[str]
    post: Mapped[str]
    authority_mark: Mapped[str]
    matters: Mapped[list[str]]
    reference_number: Mapped[str | None]
    document_day: Mapped[date | None]
    contents: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    holder: Mapped[Signer] = relationship(primaryjoin="Delegation.holder_id == Signer.id")
    substitute: Mapped[Signer | None] = relationship(primaryjoin="Delegation.substitute_id == Signer.id")

    @property
    def last_day(self) -> date | None:
        """The last day that still counts, as the document words it."""
        return self.valid_until - timedelta(days=1) if self.valid_until else None


class LocalRule(HandedDown, Base):
    """A value that a province or commune sets where national law leaves it to them, dated and cited."""

    __tablename__ = "local_rule"
    __table_args__ = (UniqueConstraint("owner_id", "key", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    value: Mapped[dict[str, Any]]
    valid_from: Mapped[date]
    citation: Mapped[str]
    mark: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]


class LawConfirmation(Owned, Base):
    """An official compared an instrument or value with its original: the badge goes, the history stays."""

    __tablename__ = "law_confirmation"
    __table_args__ = (UniqueConstraint("owner_id", "kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    confirmed_by: Mapped[str]
    confirmed_on: Mapped[date]
    confirmed_against: Mapped[str]


class CalendarDay(HandedDown, Base):
    """A day that is off, or a Saturday or Sunday on which work is made up, where it differs from the known calendar."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("owner_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    off: Mapped[bool]
    name: Mapped[str]
    citation: Mapped[str]
    mark: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]
