"""Tables of the council: its seats, a meeting on one dossier, who came, how they voted."""

from datetime import date, time
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.commendations.models.dossiers import Dossier
from app.commendations.models.nominees import Nominee
from app.db import Base
from app.tenancy import Owned, child_of, refers_to


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
    """A seat of the council in a period: all seats of the day are the denominator of a vote.

    `substitute_name` and `substitute_post` are who may come in the member's place; that is no seat of its own.
    """

    __tablename__ = "council_member"
    __table_args__ = (UniqueConstraint("owner_id", "id"), child_of("council", "council_id"))
    parent = "council"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int]
    full_name: Mapped[str]
    post: Mapped[str]
    seat: Mapped[str]
    user_id: Mapped[int | None]
    substitute_name: Mapped[str | None]
    substitute_post: Mapped[str | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    council: Mapped[Council] = relationship(
        primaryjoin="CouncilMember.council_id == Council.id", back_populates="members"
    )


class Meeting(Owned, Base):
    """A meeting of the council on one dossier.

    `threshold` and `quorum` are the shares in force when the votes were recorded, with their marks: a later
    change of the council's regulations does not change an old meeting. An empty threshold is the award's own.
    `substitutes_vote` is whether who came in a member's place voted, by the rule of that day. `selection` is why those
    who go on were chosen, when more had enough votes than may be proposed.
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
    substitutes_vote: Mapped[bool | None]
    selection: Mapped[str | None]
    dossier: Mapped[Dossier] = relationship(primaryjoin="Meeting.dossier_id == Dossier.id", back_populates="meetings")
    council: Mapped[Council] = relationship(primaryjoin="Meeting.council_id == Council.id")
    presences: Mapped[list["Presence"]] = relationship(
        primaryjoin="Presence.meeting_id == Meeting.id", back_populates="meeting", order_by="Presence.id"
    )
    tallies: Mapped[list["Tally"]] = relationship(
        primaryjoin="Tally.meeting_id == Meeting.id", back_populates="meeting", order_by="Tally.id"
    )
    ballots: Mapped[list["Ballot"]] = relationship(
        primaryjoin="Ballot.meeting_id == Meeting.id", back_populates="meeting", order_by="Ballot.number"
    )


class Presence(Owned, Base):
    """Whether one member came, wrote an opinion, or was absent, and why.

    `substitute` is who came in the member's place, with the written authority in `reason`.
    """

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
    substitute: Mapped[str | None]
    meeting: Mapped[Meeting] = relationship(primaryjoin="Presence.meeting_id == Meeting.id", back_populates="presences")
    member: Mapped[CouncilMember] = relationship(primaryjoin="Presence.member_id == CouncilMember.id")


class Tally(Owned, Base):
    """The counted votes on one nominee; `held_back` when there were enough, but others go on within the number."""

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
    held_back: Mapped[bool] = mapped_column(default=False)
    meeting: Mapped[Meeting] = relationship(primaryjoin="Tally.meeting_id == Meeting.id", back_populates="tallies")
    nominee: Mapped[Nominee] = relationship(primaryjoin="Tally.nominee_id == Nominee.id")


class Ballot(Owned, Base):
    """One ballot of a secret vote as the tellers read it: it tells nobody's name.

    `votes` holds a letter for each nominee: "a" agreed, "d" not agreed, "i" an invalid line. `written` is the opinion
    an absent member sent in: it is a vote, but no ballot that was handed out.
    """

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("owner_id", "meeting_id", "number"), child_of("meeting", "meeting_id"))
    parent = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int]
    number: Mapped[int]
    written: Mapped[bool] = mapped_column(default=False)
    votes: Mapped[dict[str, Any]]
    meeting: Mapped[Meeting] = relationship(primaryjoin="Ballot.meeting_id == Meeting.id", back_populates="ballots")
