"""Tables of dossiers: the dossier, what the reviewer says, proposal, approval, sending, decision and what follows."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.commendations.models.rounds import AwardRound
from app.db import Base
from app.places.models import Signer, Unit
from app.tenancy import Owned, ReviewedAbove, child_of, refers_to

if TYPE_CHECKING:
    from app.commendations.models.councils import Meeting
    from app.commendations.models.nominees import Nominee


class Dossier(Owned, ReviewedAbove, Base):
    """One proposal for one award, with its nominees and papers; moved by the table in rules.

    `ended_*` say why, by which article, by whom and when a dossier was withdrawn or rejected.
    """

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
    ended_reason: Mapped[str | None]
    ended_article: Mapped[str | None]
    ended_by: Mapped[str | None]
    ended_on: Mapped[date | None]
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
    approval: Mapped["Approval | None"] = relationship(
        primaryjoin="Approval.dossier_id == Dossier.id", back_populates="dossier", uselist=False
    )
    submissions: Mapped[list["Submission"]] = relationship(
        primaryjoin="Submission.dossier_id == Dossier.id", back_populates="dossier", order_by="Submission.id"
    )
    decision: Mapped["Decision | None"] = relationship(
        primaryjoin="Decision.dossier_id == Dossier.id", back_populates="dossier", uselist=False
    )


class Opinion(Owned, ReviewedAbove, Base):
    """A note of the reviewer on one component of a dossier that was sent back.

    `turn` is how often the dossier had been sent by then. The commune answers by making the paper anew, or with an
    `explanation` where nothing is to be changed.
    """

    __tablename__ = "opinion"
    __table_args__ = (child_of("dossier", "dossier_id"),)
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    component: Mapped[str]
    paper_id: Mapped[int | None]
    note: Mapped[str]
    turn: Mapped[int]
    author_id: Mapped[int]
    author_name: Mapped[str]
    day: Mapped[date]
    explanation: Mapped[str | None]
    explained_by: Mapped[str | None]
    explained_on: Mapped[date | None]
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


class Approval(Owned, Base):
    """The leader approved a dossier of the commune: who signs and which fund pays; văn thư then gives the number.

    `signer_id` and `delegation_id` are lines of the book of signers as they were chosen; `approver_id` and
    `approver_name` the account that approved, never the author of the dossier.
    """

    __tablename__ = "approval"
    __table_args__ = (
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
    fund: Mapped[str | None]
    approver_id: Mapped[int]
    approver_name: Mapped[str]
    day: Mapped[date]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Approval.dossier_id == Dossier.id", back_populates="approval")


class Submission(Owned, Base):
    """A dossier was sent to the province once: with which papers, so that the next time tells what changed since.

    `paper_ids` are the sealed papers that were sent, `attachments` the titles of what was attached, by id; `note` is
    what the commune says about what it mended.
    """

    __tablename__ = "submission"
    __table_args__ = (child_of("dossier", "dossier_id"), Index("ix_submission_dossier_id", "dossier_id"))
    parent = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int]
    day: Mapped[date]
    paper_ids: Mapped[list[int]]
    attachments: Mapped[dict[str, Any]]
    note: Mapped[str | None]
    sent_by: Mapped[str]
    dossier: Mapped[Dossier] = relationship(
        primaryjoin="Submission.dossier_id == Dossier.id", back_populates="submissions"
    )


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


class Revocation(Owned, Base):
    """A decision on an award was cancelled for some of those it names, or for all: by which decision, on which ground.

    `ground` is a case of Luật Thi đua, khen thưởng Điều 93 (rules.RevocationGround), `reason` its particulars in words,
    `source_document` the paper that found it. What was printed of the signer is kept here.
    """

    __tablename__ = "revocation"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        child_of("decision", "decision_id"),
        refers_to("signer", "signer_id"),
        refers_to("delegation", "delegation_id"),
        Index("ix_revocation_decision_id", "decision_id"),
    )
    parent = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int]
    ground: Mapped[str]
    reason: Mapped[str]
    source_document: Mapped[str]
    nominee_ids: Mapped[list[int]]
    signer_id: Mapped[int]
    delegation_id: Mapped[int | None]
    signer_lines: Mapped[list[str]]
    signer_name: Mapped[str]
    reference_number: Mapped[str]
    day: Mapped[date]
    decision: Mapped[Decision] = relationship(primaryjoin="Revocation.decision_id == Decision.id")


class Ceremony(Owned, Base):
    """The day on which the giấy khen of a decision are handed over: when, where, who hands over, who leads.

    `handed_over_on` is the day on which the file was closed as handed over, `handed_over_by` who closed it.
    """

    __tablename__ = "ceremony"
    __table_args__ = (
        UniqueConstraint("owner_id", "id"),
        UniqueConstraint("owner_id", "decision_id"),
        child_of("decision", "decision_id"),
    )
    parent = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int]
    day: Mapped[date]
    starts: Mapped[time]
    place: Mapped[str]
    presenter: Mapped[str | None]
    host: Mapped[str | None]
    note: Mapped[str | None]
    handed_over_on: Mapped[date | None]
    handed_over_by: Mapped[str | None]
    decision: Mapped[Decision] = relationship(primaryjoin="Ceremony.decision_id == Decision.id")


class CeremonyPhoto(Owned, Base):
    """A photograph of a ceremony, kept upright, shrunk and without where and with what it was taken."""

    __tablename__ = "ceremony_photo"
    __table_args__ = (child_of("ceremony", "ceremony_id"), Index("ix_ceremony_photo_ceremony_id", "ceremony_id"))
    parent = "ceremony"

    id: Mapped[int] = mapped_column(primary_key=True)
    ceremony_id: Mapped[int]
    caption: Mapped[str]
    sha256: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    ceremony: Mapped[Ceremony] = relationship(primaryjoin="CeremonyPhoto.ceremony_id == Ceremony.id")
