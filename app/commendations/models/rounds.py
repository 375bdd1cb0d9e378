"""Tables of award rounds: the round, its numbers, what units and hamlets propose for it."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet, Unit
from app.plans.models import Plan
from app.tenancy import Owned, child_of, refers_to


class AwardRound(Owned, Base):
    """One round of commendation under a plan: on which occasion, for what, who may be proposed, until when.

    `occasion` is annual, interim, final or sudden (rules.Occasion); `awards` the codes of the catalogue that are given,
    `subjects` the kinds that may be proposed, both empty for all; `eligible` says in words who may be; `asked` the
    papers each proposer hands in, a line each; `suggest_until` the last day for units and hamlets, `deadline` that of
    the round.
    """

    __tablename__ = "award_round"
    __table_args__ = (UniqueConstraint("owner_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    name: Mapped[str]
    award_type: Mapped[str]
    period_from: Mapped[date]
    period_until: Mapped[date]
    deadline: Mapped[date]
    occasion: Mapped[str] = mapped_column(default="annual")
    awards: Mapped[list[str]] = mapped_column(default=list)
    subjects: Mapped[list[str]] = mapped_column(default=list)
    eligible: Mapped[str | None]
    asked: Mapped[list[str]] = mapped_column(default=list)
    suggest_until: Mapped[date | None]
    plan: Mapped[Plan] = relationship()
    quotas: Mapped[list["RoundQuota"]] = relationship(
        primaryjoin="RoundQuota.round_id == AwardRound.id", back_populates="round", order_by="RoundQuota.id"
    )


class RoundQuota(Owned, Base):
    """How many of one kind of subject a round may propose for an award: a number, or a share of a base with its source.

    It goes before the number of the plan. `share` is percent as an exact decimal ("5", "7.5"), `direct_share` the least
    percent of those proposed who work directly (lao động, sản xuất, kinh doanh trực tiếp); empty: nothing was laid
    down.
    """

    __tablename__ = "round_quota"
    __table_args__ = (
        UniqueConstraint("owner_id", "round_id", "award", "subject_kind"),
        child_of("award_round", "round_id"),
    )
    parent = "round"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    award: Mapped[str]
    subject_kind: Mapped[str]
    most: Mapped[int | None]
    share: Mapped[str | None]
    base: Mapped[int | None]
    direct_share: Mapped[str | None]
    source: Mapped[str]
    round: Mapped[AwardRound] = relationship(
        primaryjoin="RoundQuota.round_id == AwardRound.id", back_populates="quotas"
    )


class Suggestion(Owned, Base):
    """What a unit or hamlet proposes for a round, before the officer gathers it into a dossier.

    `typed` is the line as it was written or pasted, kept when it found nobody yet; `state` waiting, gathered or
    declined (then `reason` says why); `nominee_id` is what became of it, `made_nominee` whether it was put forward by
    gathering this very line (an undo takes off only what gathering put there).
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("award_round", "round_id"),
        refers_to("unit", "unit_id"),
        refers_to("hamlet", "hamlet_id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
        refers_to("nominee", "nominee_id"),
        Index("ix_suggestion_round_id", "round_id"),
        Index("ix_suggestion_nominee_id", "nominee_id"),
    )
    parent = "round"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    award: Mapped[str]
    unit_id: Mapped[int | None]
    hamlet_id: Mapped[int | None]
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    typed: Mapped[str]
    merit: Mapped[str]
    received_on: Mapped[date]
    entered_by: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    reason: Mapped[str | None]
    nominee_id: Mapped[int | None]
    made_nominee: Mapped[bool] = mapped_column(default=False)
    round: Mapped[AwardRound] = relationship(primaryjoin="Suggestion.round_id == AwardRound.id")
    unit: Mapped[Unit | None] = relationship(primaryjoin="Suggestion.unit_id == Unit.id")
    hamlet: Mapped[Hamlet | None] = relationship(primaryjoin="Suggestion.hamlet_id == Hamlet.id")
    person: Mapped[Person | None] = relationship(primaryjoin="Suggestion.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Suggestion.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Suggestion.collective_id == Collective.id")
