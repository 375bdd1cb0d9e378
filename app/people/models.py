"""Tables of people: a person is a name, a day or year of birth and a hamlet; the identity number stands apart."""

from datetime import date, datetime

from sqlalchemy import Connection, Index, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship, validates

from app import names
from app.db import Base, Named, SortKey, index_on, index_words
from app.people.rules import Birth
from app.people.rules.finding import find_keys
from app.places.models import Hamlet, Unit
from app.tenancy import Owned, child_of, refers_to


class Household(Owned, Base):
    """A family in a hamlet; its head is one of its persons."""

    __tablename__ = "household"
    __table_args__ = (UniqueConstraint("owner_id", "id"), refers_to("hamlet", "hamlet_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    hamlet_id: Mapped[int]
    address: Mapped[str | None]
    member_count: Mapped[int | None]
    hamlet: Mapped[Hamlet] = relationship(primaryjoin="Household.hamlet_id == Hamlet.id")
    members: Mapped[list["Person"]] = relationship(
        primaryjoin="Person.household_id == Household.id",
        back_populates="household",
        order_by="(Person.name_key, Person.id)",
    )
    head: Mapped["Person | None"] = relationship(
        primaryjoin="and_(Person.household_id == Household.id, Person.is_head)",
        foreign_keys="Person.household_id",
        viewonly=True,
        uselist=False,
        lazy="selectin",  # a household is named by its head on every list: one statement for all, never one each
    )


def _find_indexes() -> list[Index]:
    """The keys by which people are found: SQLite holds a commune and begins with its owner, so that it needs no
    statistics to choose well; PostgreSQL holds provinces and reads a key through all communes at once.
    """
    keys = ("find_front", "find_back", "find_across", "find_phone", "find_born")
    one = [index_on("sqlite", f"ix_person_owner_id_{key}", "owner_id", key, "id") for key in keys]
    many = [index_on("postgresql", f"ix_person_{key}", key, "owner_id", "id") for key in keys]
    return one + many


class Person(Named, Owned, Base):
    """One human being of the commune: a citizen, an official, a learner, a nominee.

    `name_order` says which words of the name are họ, chữ đệm and tên where the rules of `names` do not know it.
    The keys by which a person is found (`find_…`, see `rules.finding`) follow the name and the telephone by themselves.
    `relation` is what they are to the head of their household, as the sổ hộ says it: vợ, con, mẹ.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("hamlet", "hamlet_id"),
        refers_to("household", "household_id"),
        refers_to("unit", "unit_id"),
        Index("ix_person_owner_id_name_key", "owner_id", "name_key", "id"),
        Index("ix_person_owner_id_name_fold", "owner_id", "name_fold"),
        *_find_indexes(),
        Index("ix_person_hamlet_id", "hamlet_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_order: Mapped[str | None]
    sex: Mapped[str | None]
    born_on: Mapped[date | None]
    birth_year: Mapped[int | None]
    hamlet_id: Mapped[int | None]
    household_id: Mapped[int | None] = mapped_column(index=True)
    is_head: Mapped[bool] = mapped_column(default=False)
    relation: Mapped[str | None]
    unit_id: Mapped[int | None]
    post: Mapped[str | None]
    occupation: Mapped[str | None]
    target_group: Mapped[str | None]
    hometown: Mapped[str | None]
    residence: Mapped[str | None]
    phone: Mapped[str | None]
    vneid_confirmed_on: Mapped[date | None]
    vneid_source: Mapped[str | None]
    find_front: Mapped[str] = mapped_column(SortKey, default="")
    find_back: Mapped[str] = mapped_column(SortKey, default="")
    find_across: Mapped[str] = mapped_column(SortKey, default="")
    find_phone: Mapped[str | None] = mapped_column(SortKey)
    find_born: Mapped[str | None] = mapped_column(SortKey)
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Person.hamlet_id == Hamlet.id")
    unit: Mapped[Unit | None] = relationship(primaryjoin="Person.unit_id == Unit.id")
    household: Mapped[Household | None] = relationship(
        primaryjoin="Person.household_id == Household.id", back_populates="members"
    )

    @validates("name_order")
    def _reordered(self, _attribute: str, order: str | None) -> str | None:
        self.name_key = names.order_key(self.name or "", order or "")
        return order

    def order_key(self, name: str) -> str:
        """By tên, chữ đệm, họ, as far as they are known by the rules or were set by hand."""
        return names.order_key(name, self.name_order or "")

    @property
    def name_parts(self) -> names.NameParts:
        """Họ, chữ đệm and tên, by the rules or as they were set by hand."""
        return names.known_parts(self.name, self.name_order or "")

    @property
    def birth(self) -> Birth:
        """The day of birth, or the year where nobody knows the day."""
        return Birth(self.born_on, self.birth_year)


@event.listens_for(Person, "before_insert")
@event.listens_for(Person, "before_update")
def _keep_find_keys(_mapper: Mapper[Person], _connection: Connection, person: Person) -> None:
    year = person.born_on.year if person.born_on else person.birth_year
    keys = find_keys(person.name, person.name_order or "", person.phone, year)
    for name, key in vars(keys).items():
        setattr(person, f"find_{name}", key)


index_words(Person.__table__, "name_fold", "ix_person_words")


class Collective(Named, Owned, Base):
    """A group put forward as one: a unit, a hamlet, a digital team, a class of a school.

    `founded_by` is number and issuer of the decision that set it up, `founded_on` its day. `is_enterprise` is a
    business or cooperative, of which other bodies confirm what they know. `team_kind` says what it is in the movement:
    digital-team (Tổ công nghệ số cộng đồng), ambassadors (đại sứ số), movement-team (đội hình, tổ xung kích) or club.
    """

    __tablename__ = "collective"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("hamlet", "hamlet_id"),
        refers_to("unit", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hamlet_id: Mapped[int | None]
    unit_id: Mapped[int | None]
    address: Mapped[str | None]
    managing_agency: Mapped[str | None]
    functions: Mapped[str | None]
    head_name: Mapped[str | None]
    head_post: Mapped[str | None]
    headcount: Mapped[int | None]
    women_count: Mapped[int | None]
    team_kind: Mapped[str | None]
    is_enterprise: Mapped[bool] = mapped_column(default=False)
    founded_by: Mapped[str | None]
    founded_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Collective.hamlet_id == Hamlet.id")
    unit: Mapped[Unit | None] = relationship(primaryjoin="Collective.unit_id == Unit.id")
    members: Mapped[list["TeamMember"]] = relationship(
        primaryjoin="TeamMember.collective_id == Collective.id",
        back_populates="collective",
        order_by="(TeamMember.valid_from, TeamMember.id)",
    )


class TeamMember(Owned, Base):
    """Someone's term in a collective, such as a Tổ công nghệ số cộng đồng: from day to day, as leader or member.

    `valid_until` is the first day after the term, None while it lasts.
    """

    __tablename__ = "team_member"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("collective", "collective_id"),
        refers_to("person", "person_id"),
        Index("ix_team_member_collective_id", "collective_id"),
        Index("ix_team_member_person_id", "person_id"),
    )
    parent = "collective"

    id: Mapped[int] = mapped_column(primary_key=True)
    collective_id: Mapped[int]
    person_id: Mapped[int]
    part: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    collective: Mapped[Collective] = relationship(
        primaryjoin="TeamMember.collective_id == Collective.id", back_populates="members"
    )
    person: Mapped[Person] = relationship(primaryjoin="TeamMember.person_id == Person.id")


class NationalId(Owned, Base):
    """The number of a person's CCCD, where a campaign or a payment says why: sealed apart from everything else.

    `sealed` cannot be read without the key of the installation; `shown` is what every screen shows instead
    (0********123); `purpose` is why it is kept.
    """

    __tablename__ = "national_id"
    __table_args__ = (UniqueConstraint("owner_id", "person_id"), child_of("person", "person_id"))
    parent = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    sealed: Mapped[str]
    shown: Mapped[str]
    purpose: Mapped[str]
    kept_by: Mapped[str]
    kept_at: Mapped[datetime]
    person: Mapped[Person] = relationship(primaryjoin="NationalId.person_id == Person.id")
