"""Tables of commitments."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app import clock
from app.commitments.rules import Goal, ReadyWording, State, form_of
from app.db import Base, SortKey, db
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet, Unit
from app.plans.models import Plan
from app.plans.rules import Deed
from app.tenancy import Actor, Owned, child_of, refers_to


class Wording(Owned, Base):
    """A text of pledge for one kind of subject, from a day on; a signed one keeps its version."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("owner_id", "id"), UniqueConstraint("owner_id", "code", "version"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    version: Mapped[int]
    subject_kind: Mapped[str]
    title: Mapped[str]
    promises: Mapped[list[str]]
    breach: Mapped[str | None]
    valid_from: Mapped[date]
    mark: Mapped[str]
    source: Mapped[str]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    confirmed_against: Mapped[str | None]

    @property
    def form(self) -> ReadyWording:
        """The ready form that it follows: who signs it, and what they are called."""
        return form_of(self.code, self.subject_kind)


class Campaign(Owned, Base):
    """One round (đợt ký) in which commitments of one wording are signed under a plan.

    Signing goes from `opens_on` to `closes_on`, both included; what is promised holds from `valid_from` until, not
    including, `valid_until`. `audience` says who should sign: "hamlets" and "units" (ids), "groups" (T1–T5), "posts"
    (as written); what is not named there is not narrowed. `id_reason` says why the campaign asks for the number of
    the CCCD; without it none is asked. `former_id` is the campaign it was copied from or renews.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("wording", "wording_id"),
        refers_to("campaign", "former_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    wording_id: Mapped[int]
    name: Mapped[str]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict)
    legal_bases: Mapped[list[str]] = mapped_column(default=list)
    id_reason: Mapped[str | None]
    former_id: Mapped[int | None]
    plan: Mapped[Plan] = relationship()
    wording: Mapped[Wording] = relationship(primaryjoin="Campaign.wording_id == Wording.id")
    promises: Mapped[list["Promise"]] = relationship(
        primaryjoin="Promise.campaign_id == Campaign.id",
        back_populates="campaign",
        order_by="Promise.position",
        cascade="all, delete-orphan",
    )


class Promise(Owned, Base):
    """One promise of a campaign: its words, and where it can be measured how much of what, until which day.

    `deed` is the record that fulfils it by itself (plans.rules.Deed); without one an official attests it.
    """

    __tablename__ = "promise"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "campaign_id", "position"),
        child_of("campaign", "campaign_id"),
    )
    parent = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int]
    position: Mapped[int]
    text: Mapped[str]
    deed: Mapped[str | None]
    value: Mapped[int | None]
    measure_unit: Mapped[str | None]
    due_on: Mapped[date | None]
    campaign: Mapped[Campaign] = relationship(
        primaryjoin="Promise.campaign_id == Campaign.id", back_populates="promises"
    )

    @property
    def goal(self) -> Goal:
        """What of it is measured."""
        return Goal(self.value, self.measure_unit, self.due_on, Deed(self.deed) if self.deed else None)

    @goal.setter
    def goal(self, goal: Goal) -> None:
        self.value, self.measure_unit, self.due_on, self.deed = goal.value, goal.measure_unit, goal.due_on, goal.deed


def _maker() -> str | None:
    """Who makes a row in this session; nobody in one that belongs to no one."""
    actor: Actor | None = db.session().info.get("actor")
    return actor.name if actor else None


class Commitment(Owned, Base):
    """A pledge of one person, household or collective in a campaign.

    Where it stands in the lists is written down beside it (hamlet, unit, group and the keys of order and search), so
    that a page of fifty costs the same among five hundred and fifty thousand: names follow every correction, the
    place only until it is signed, since old lists still total by the former hamlet. `state_rank` and `day_key` order by
    state and by day of signing; they follow `state` and `signed_on` by themselves. How it was signed: `signed_way`
    (rules.Way), `signed_by` with `capacity` when it was not the one named at its head, `helped_by` with `help_reason`
    when someone signed for a hand that could not. `consents` are the purposes agreed to, None when nobody looked.
    `former_id` is the commitment it renews. `made_by` and `made_at` write themselves; a row that is
    older than they are has neither.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "campaign_id", "person_id"),
        UniqueConstraint("owner_id", "campaign_id", "household_id"),
        UniqueConstraint("owner_id", "campaign_id", "collective_id"),
        child_of("campaign", "campaign_id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
        refers_to("hamlet", "hamlet_id"),
        refers_to("unit", "unit_id"),
        refers_to("commitment", "former_id"),
        Index("ix_commitment_campaign_id_state", "campaign_id", "state"),
        Index("ix_commitment_order", "campaign_id", "place_key", "name_key", "id"),
        Index("ix_commitment_hamlet_order", "campaign_id", "hamlet_id", "name_key", "id"),
        Index("ix_commitment_name_order", "campaign_id", "name_key", "id"),
        Index("ix_commitment_day_order", "campaign_id", "day_key", "id"),
        Index("ix_commitment_state_order", "campaign_id", "state_rank", "place_key", "name_key", "id"),
        # All that the figures over time ask for, so that they never open the rows themselves.
        Index("ix_commitment_signed_on", "campaign_id", "signed_on", "signed_way", "state", "owner_id"),
        Index("ix_commitment_former_id", "former_id"),
    )
    parent = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(active_history=True)
    person_id: Mapped[int | None] = mapped_column(index=True)
    household_id: Mapped[int | None] = mapped_column(index=True)
    collective_id: Mapped[int | None] = mapped_column(index=True)
    hamlet_id: Mapped[int | None] = mapped_column(active_history=True)
    unit_id: Mapped[int | None] = mapped_column(active_history=True)
    target_group: Mapped[str | None] = mapped_column(active_history=True)
    place_key: Mapped[str] = mapped_column(SortKey)
    name_key: Mapped[str] = mapped_column(SortKey)
    name_fold: Mapped[str]
    state: Mapped[str] = mapped_column(active_history=True)
    state_rank: Mapped[int]
    signed_on: Mapped[date | None]
    day_key: Mapped[str] = mapped_column(SortKey, default="")
    signed_way: Mapped[str | None]
    signed_by: Mapped[str | None]
    capacity: Mapped[str | None]
    helped_by: Mapped[str | None]
    help_reason: Mapped[str | None]
    consents: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    received_by: Mapped[str | None]
    received_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    judged_on: Mapped[date | None]
    judged_by: Mapped[str | None]
    former_id: Mapped[int | None]
    made_by: Mapped[str | None] = mapped_column(default=_maker)
    made_at: Mapped[datetime | None] = mapped_column(default=clock.now)
    campaign: Mapped[Campaign] = relationship(primaryjoin="Commitment.campaign_id == Campaign.id")
    person: Mapped[Person | None] = relationship(primaryjoin="Commitment.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Commitment.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Commitment.collective_id == Collective.id")
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Commitment.hamlet_id == Hamlet.id")
    unit: Mapped[Unit | None] = relationship(primaryjoin="Commitment.unit_id == Unit.id")

    @validates("state")
    def _rank(self, _attribute: str, state: str) -> str:
        # The order in which the states are written down: a new one goes to the end, since the numbers are kept.
        self.state_rank = list(State).index(State(state))
        return state

    @validates("signed_on")
    def _day_key(self, _attribute: str, signed_on: date | None) -> date | None:
        self.day_key = signed_on.isoformat() if signed_on else ""
        return signed_on


class StateCount(Owned, Base):
    """How many commitments of a campaign are in one state, by hamlet, unit and group: counted once, read by every page.

    `hamlet_id` and `unit_id` are 0 and `target_group` is empty for those of none.
    """

    __tablename__ = "commitment_count"
    __table_args__ = (
        # Named by hand: the name by convention is longer than PostgreSQL takes.
        UniqueConstraint(
            "owner_id", "campaign_id", "hamlet_id", "unit_id", "target_group", "state", name="uq_commitment_count_key"
        ),
        child_of("campaign", "campaign_id"),
    )
    parent = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int]
    hamlet_id: Mapped[int]
    unit_id: Mapped[int]
    target_group: Mapped[str]
    state: Mapped[str]
    count: Mapped[int]
    campaign: Mapped[Campaign] = relationship(primaryjoin="StateCount.campaign_id == Campaign.id")


class DrawnSignature(Owned, Base):
    """A signature drawn on the screen at the desk, and who stood by: evidence, and what the paper shows in its place.

    `strokes` are lists of points [x, y] in a field `width` by `height`.
    """

    __tablename__ = "drawn_signature"
    __table_args__ = (UniqueConstraint("owner_id", "commitment_id"), child_of("commitment", "commitment_id"))
    parent = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int]
    strokes: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    witnessed_by: Mapped[str]
    drawn_at: Mapped[datetime]
    recorded_by: Mapped[str]
    commitment: Mapped[Commitment] = relationship(primaryjoin="DrawnSignature.commitment_id == Commitment.id")


class SignedFile(Owned, Base):
    """A PDF that came back with electronic signatures, as it came, and what was found when they were checked."""

    __tablename__ = "signed_file"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("commitment", "commitment_id"))
    parent = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(index=True)
    sha256: Mapped[str]
    pages: Mapped[int]
    file_name: Mapped[str]
    checks: Mapped[list[dict[str, Any]]]
    filed_at: Mapped[datetime]
    filed_by: Mapped[str]
    commitment: Mapped[Commitment] = relationship(primaryjoin="SignedFile.commitment_id == Commitment.id")


class Fulfilment(Owned, Base):
    """How one promise of one commitment stands, as a named official attested it, with the evidence."""

    __tablename__ = "fulfilment"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "commitment_id", "promise_id"),
        child_of("commitment", "commitment_id"),
        child_of("promise", "promise_id"),
        Index("ix_fulfilment_promise_id_outcome", "promise_id", "outcome"),
    )
    parent = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int]
    promise_id: Mapped[int]
    outcome: Mapped[str]
    evidence: Mapped[str]
    sha256: Mapped[str | None]
    file_name: Mapped[str | None]
    day: Mapped[date]
    attested_by: Mapped[str]
    commitment: Mapped[Commitment] = relationship(primaryjoin="Fulfilment.commitment_id == Commitment.id")
    promise: Mapped[Promise] = relationship(primaryjoin="Fulfilment.promise_id == Promise.id")


class BulkAct(Owned, Base):
    """One act on many commitments at once, with what it touched, so that it can be taken back.

    `touched` has one entry for each commitment: its id, the name as it was, what its columns were before (None when
    the act made it) and what they became.
    """

    __tablename__ = "bulk_act"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("campaign", "campaign_id"),
        Index("ix_bulk_act_campaign_id", "campaign_id"),
    )
    parent = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int]
    kind: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    count: Mapped[int]
    touched: Mapped[list[dict[str, Any]]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    campaign: Mapped[Campaign] = relationship(primaryjoin="BulkAct.campaign_id == Campaign.id")
