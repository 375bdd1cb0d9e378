"""Tables of commendations."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people.models import Collective, Household, Person
from app.places.models import Signer, Unit
from app.plans.models import Plan
from app.tenancy import Owned, ReviewedAbove, child_of, refers_to


class AwardRound(Owned, Base):
    """One round of commendation under a plan: who may be proposed, until when."""

    __tablename__ = "award_round"
    __table_args__ = (UniqueConstraint("owner_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    name: Mapped[str]
    award_type: Mapped[str]
    period_from: Mapped[date]
    period_until: Mapped[date]
    deadline: Mapped[date]
    plan: Mapped[Plan] = relationship()


class Dossier(Owned, ReviewedAbove, Base):
    """One proposal for one award, with its nominees and papers; moved by the table in rules.py."""

    __tablename__ = "dossier"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("award_round", "round_id"))
    parent = "round"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int]
    award: Mapped[str]
    achievement: Mapped[str]
    state: Mapped[str]
    author_id: Mapped[int]
    author_name: Mapped[str]
    opened_on: Mapped[date]
    received_on: Mapped[date]
    submitted_on: Mapped[date | None]
    published_from: Mapped[date | None]
    published_until: Mapped[date | None]
    published_where: Mapped[str | None]
    round: Mapped[AwardRound] = relationship(primaryjoin="Dossier.round_id == AwardRound.id")
    nominees: Mapped[list["Nominee"]] = relationship(
        primaryjoin="Nominee.dossier_id == Dossier.id", back_populates="dossier", order_by="Nominee.id"
    )
    meetings: Mapped[list["Meeting"]] = relationship(
        primaryjoin="Meeting.dossier_id == Dossier.id", back_populates="dossier", order_by="Meeting.id"
    )
    opinions: Mapped[list["Opinion"]] = relationship(
        primaryjoin="Opinion.dossier_id == Dossier.id", back_populates="dossier", order_by="Opinion.id"
    )
    supplements: Mapped[list["Supplement"]] = relationship(
        primaryjoin="Supplement.dossier_id == Dossier.id", back_populates="dossier", order_by="Supplement.id"
    )
    proposal: Mapped["Proposal | None"] = relationship(
        primaryjoin="Proposal.dossier_id == Dossier.id", back_populates="dossier", uselist=False
    )
    decision: Mapped["Decision | None"] = relationship(
        primaryjoin="Decision.dossier_id == Dossier.id", back_populates="dossier", uselist=False
    )


class Nominee(Owned, Base):
    """One subject with the requested award of its dossier, and the report written for it.

    `report` holds the prose of the sections by field code; `figures` the recorded numbers the draft was
    made from, so that a later change of the records can be told. `roll_number` is the line in the roll,
    fixed when the proposal is made: it becomes the số sổ vàng. `ceremony_number` is the place in the ceremony.
    `summary` is the merit in short and `legal_ground` the article on the tóm tắt thành tích, as an official wrote them.
    """

    __tablename__ = "nominee"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "dossier_id", "person_id"),
        UniqueConstraint("owner_id", "dossier_id", "household_id"),
        UniqueConstraint("owner_id", "dossier_id", "collective_id"),
        child_of("dossier", "dossier_id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
    )
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    subject_kind: Mapped[str]
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    achievement: Mapped[str]
    report: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]
    roll_number: Mapped[int | None]
    summary: Mapped[str | None]
    legal_ground: Mapped[str | None]
    ceremony_number: Mapped[int | None]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Nominee.dossier_id == Dossier.id", back_populates="nominees")
    person: Mapped[Person | None] = relationship(primaryjoin="Nominee.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Nominee.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Nominee.collective_id == Collective.id")
    attestations: Mapped[list["Attestation"]] = relationship(
        primaryjoin="Attestation.nominee_id == Nominee.id", back_populates="nominee", order_by="Attestation.id"
    )


class Attestation(Owned, Base):
    """A named official answers what the records cannot: yes or no, with the ground."""

    __tablename__ = "attestation"
    __table_args__ = (UniqueConstraint("owner_id", "nominee_id", "criterion"), child_of("nominee", "nominee_id"))
    parent = "nominee"

    id: Mapped[int] = mapped_column(primary_key=True)
    nominee_id: Mapped[int]
    criterion: Mapped[str]
    answer: Mapped[bool]
    note: Mapped[str]
    attested_by: Mapped[str]
    attested_on: Mapped[date]
    nominee: Mapped[Nominee] = relationship(
        primaryjoin="Attestation.nominee_id == Nominee.id", back_populates="attestations"
    )


class Opinion(Owned, ReviewedAbove, Base):
    """A note of the reviewer on one component of a dossier that was sent back."""

    __tablename__ = "opinion"
    __table_args__ = (child_of("dossier", "dossier_id"),)
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    component: Mapped[str]
    paper_id: Mapped[int | None]
    note: Mapped[str]
    author_id: Mapped[int]
    author_name: Mapped[str]
    day: Mapped[date]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Opinion.dossier_id == Dossier.id", back_populates="opinions")


class Supplement(Owned, ReviewedAbove, Base):
    """What was asked for to complete a dossier: everything at once, with the time to supply it.

    The commune asks its units and hamlets; the province asks the commune when it returns a dossier, and its phiếu is
    a paper of the province: the commune reads here what it says. `content` holds the lines as they were printed.
    """

    __tablename__ = "supplement"
    __table_args__ = (child_of("dossier", "dossier_id"),)
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    day: Mapped[date]
    working_days: Mapped[int]
    addressee: Mapped[str]
    return_to: Mapped[str]
    content: Mapped[dict[str, Any]]
    from_above: Mapped[bool]
    issuer_name: Mapped[str]
    author_name: Mapped[str]
    dossier: Mapped[Dossier] = relationship(
        primaryjoin="Supplement.dossier_id == Dossier.id", back_populates="supplements"
    )


class Council(Owned, Base):
    """The Hội đồng Thi đua - Khen thưởng of the commune in a period.

    `seal` says under what its papers go out: its own title alone ("own") or the seal of the committee ("agency").
    """

    __tablename__ = "council"
    __table_args__ = (UniqueConstraint("owner_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    founded_by: Mapped[str]
    seal: Mapped[str] = mapped_column(default="agency")
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    members: Mapped[list["CouncilMember"]] = relationship(
        primaryjoin="CouncilMember.council_id == Council.id", back_populates="council", order_by="CouncilMember.id"
    )


class CouncilMember(Owned, Base):
    """A seat of the council in a period: all seats of the day are the denominator of a vote."""

    __tablename__ = "council_member"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("council", "council_id"))
    parent = "council"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int]
    full_name: Mapped[str]
    post: Mapped[str]
    seat: Mapped[str]
    user_id: Mapped[int | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    council: Mapped[Council] = relationship(
        primaryjoin="CouncilMember.council_id == Council.id", back_populates="members"
    )


class Meeting(Owned, Base):
    """A meeting of the council on one dossier.

    `threshold` and `quorum` are the shares in force when the votes were recorded, with their marks: a later
    change of the council's regulations does not change an old meeting. An empty threshold is the award's own.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("dossier", "dossier_id"),
        refers_to("council", "council_id"),
    )
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    council_id: Mapped[int]
    day: Mapped[date]
    starts: Mapped[time]
    ends: Mapped[time]
    place: Mapped[str]
    method: Mapped[str]
    discussion: Mapped[str]
    chair_id: Mapped[int]
    secretary_id: Mapped[int]
    tellers: Mapped[list[str]]
    threshold: Mapped[str | None]
    threshold_mark: Mapped[str | None]
    quorum: Mapped[str | None]
    quorum_mark: Mapped[str | None]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Meeting.dossier_id == Dossier.id", back_populates="meetings")
    council: Mapped[Council] = relationship(primaryjoin="Meeting.council_id == Council.id")
    presences: Mapped[list["Presence"]] = relationship(
        primaryjoin="Presence.meeting_id == Meeting.id", back_populates="meeting", order_by="Presence.id"
    )
    tallies: Mapped[list["Tally"]] = relationship(
        primaryjoin="Tally.meeting_id == Meeting.id", back_populates="meeting", order_by="Tally.id"
    )


class Presence(Owned, Base):
    """Whether one member came, wrote an opinion, or was absent, and why."""

    __tablename__ = "presence"
    __table_args__ = (
        UniqueConstraint("owner_id", "meeting_id", "member_id"),
        child_of("meeting", "meeting_id"),
        refers_to("council_member", "member_id"),
    )
    parent = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    member_id: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str | None]
    meeting: Mapped[Meeting] = relationship(primaryjoin="Presence.meeting_id == Meeting.id", back_populates="presences")
    member: Mapped[CouncilMember] = relationship(primaryjoin="Presence.member_id == CouncilMember.id")


class Tally(Owned, Base):
    """The counted votes on one nominee."""

    __tablename__ = "tally"
    __table_args__ = (
        UniqueConstraint("owner_id", "meeting_id", "nominee_id"),
        child_of("meeting", "meeting_id"),
        child_of("nominee", "nominee_id"),
    )
    parent = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    nominee_id: Mapped[int]
    agree: Mapped[int]
    disagree: Mapped[int]
    invalid: Mapped[int] = mapped_column(default=0)
    meeting: Mapped[Meeting] = relationship(primaryjoin="Tally.meeting_id == Meeting.id", back_populates="tallies")
    nominee: Mapped[Nominee] = relationship(primaryjoin="Tally.nominee_id == Nominee.id")


class Proposal(Owned, Base):
    """The tờ trình of a dossier: who proposes and signs, its number and day.

    Without a unit the authority itself proposes. The signer's block is kept as it was printed.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("owner_id", "dossier_id"),
        child_of("dossier", "dossier_id"),
        refers_to("unit", "unit_id"),
    )
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    unit_id: Mapped[int | None]
    signer_lines: Mapped[list[str]]
    signer_name: Mapped[str]
    reference_number: Mapped[str]
    day: Mapped[date]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Proposal.dossier_id == Dossier.id", back_populates="proposal")
    unit: Mapped[Unit | None] = relationship(primaryjoin="Proposal.unit_id == Unit.id")


class Decision(Owned, Base):
    """The award decision of the commune: only number, day and signer are typed.

    `signer` is the line of the book of signers in whose office it was signed; with a delegation another hand signed for
    it. `signer_lines` and `signer_name` are what was printed.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "dossier_id"),
        child_of("dossier", "dossier_id"),
        refers_to("signer", "signer_id"),
        refers_to("delegation", "delegation_id"),
    )
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    signer_id: Mapped[int]
    delegation_id: Mapped[int | None]
    signer_lines: Mapped[list[str]]
    signer_name: Mapped[str]
    reference_number: Mapped[str]
    day: Mapped[date]
    fund: Mapped[str | None]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Decision.dossier_id == Dossier.id", back_populates="decision")
    signer: Mapped[Signer] = relationship(primaryjoin="Decision.signer_id == Signer.id")


class Achievement(Owned, Base):
    """An award once received and the merit it used up: no second award for the same one.

    `round_id` is the round it was given in, empty for one typed in from an old decision.
    `issuer_name` is the awarding body as it was named then; it is never rewritten after a merger.
    """

    __tablename__ = "achievement"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        refers_to("person", "person_id"),
        refers_to("household", "household_id"),
        refers_to("collective", "collective_id"),
        child_of("nominee", "nominee_id"),
        child_of("award_round", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None]
    household_id: Mapped[int | None]
    collective_id: Mapped[int | None]
    nominee_id: Mapped[int | None]
    round_id: Mapped[int | None]
    award: Mapped[str]
    award_label: Mapped[str]
    award_type: Mapped[str]
    merit: Mapped[str]
    reference_number: Mapped[str]
    day: Mapped[date]
    issuer_name: Mapped[str]
    person: Mapped[Person | None] = relationship(primaryjoin="Achievement.person_id == Person.id")
    household: Mapped[Household | None] = relationship(primaryjoin="Achievement.household_id == Household.id")
    collective: Mapped[Collective | None] = relationship(primaryjoin="Achievement.collective_id == Collective.id")


class Attachment(Owned, Base):
    """A file that comes with a dossier, at the dossier or at one nominee: a confirmation, a picture, a scan.

    `sha256` is the file as it was filed, `fitted_sha256` its A4 pages as they are bound, turned by `turned` degrees.
    `size` is the number of bytes filed; `position` the order of binding.
    """

    __tablename__ = "attachment"
    __table_args__ = (child_of("dossier", "dossier_id"), child_of("nominee", "nominee_id"))
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    nominee_id: Mapped[int | None]
    title: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    fitted_sha256: Mapped[str]
    media_type: Mapped[str]
    pages: Mapped[int]
    size: Mapped[int]
    turned: Mapped[int]
    position: Mapped[int]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Attachment.dossier_id == Dossier.id")
    nominee: Mapped[Nominee | None] = relationship(primaryjoin="Attachment.nominee_id == Nominee.id")
