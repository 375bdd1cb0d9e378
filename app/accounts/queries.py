"""Reads of accounts. Users and memberships are nobody's, so every query names the authority."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from app import names
from app.access import COMMUNE_ROLES, PROVINCE_ROLES, Role
from app.accounts.models import Invitation, Membership, User
from app.db import db
from app.places.queries import on
from app.places.rules import Level

ROLES_AT = {Level.COMMUNE: COMMUNE_ROLES, Level.PROVINCE: PROVINCE_ROLES}


def signed_in_as(token: str) -> User | None:
    """The user of a session cookie, if the account is active and the password is still the same."""
    user_id, _, stamp = token.partition(":")
    user = db.session.get(User, int(user_id)) if user_id.isdecimal() else None
    return user if user and user.active and user.stamp == stamp else None


def by_username(username: str) -> User | None:
    """The user with this sign-in name."""
    return db.session.scalars(select(User).where(User.username == username.strip().lower())).one_or_none()


def home_of(user: User, day: date) -> int | None:
    """The authority this user works for on a day: the newest membership in force."""
    return db.session.scalars(
        select(Membership.authority_id)
        .where(Membership.user_id == user.id, on(Membership, day))
        .order_by(Membership.valid_from.desc(), Membership.id.desc())
        .limit(1)
    ).first()


def homes_of(user: User, day: date) -> list[int]:
    """Every authority where this user holds a role on a day."""
    chosen = select(Membership.authority_id).where(Membership.user_id == user.id, on(Membership, day))
    return list(db.session.scalars(chosen.order_by(Membership.authority_id).distinct()))


def keeper_of(user: User, day: date) -> int | None:
    """The authority that looks after this account: where its oldest role in force is held."""
    return db.session.scalars(
        select(Membership.authority_id)
        .where(Membership.user_id == user.id, on(Membership, day))
        .order_by(Membership.id)
        .limit(1)
    ).first()


def roles_of(user: User, authority_id: int, day: date) -> frozenset[Role]:
    """All roles of this user at this authority on a day."""
    found = db.session.scalars(
        select(Membership.role).where(
            Membership.user_id == user.id, Membership.authority_id == authority_id, on(Membership, day)
        )
    )
    return frozenset(Role(role) for role in found)


def members(authority_id: int, day: date) -> list[User]:
    """Everyone with a role at this authority now or later, with their memberships."""
    here = select(Membership.user_id).where(
        Membership.authority_id == authority_id,
        or_(Membership.valid_until.is_(None), Membership.valid_until > day),
    )
    chosen = select(User).where(User.id.in_(here)).options(selectinload(User.memberships))
    return _by_name(db.session.scalars(chosen))


def _by_name(users: Iterable[User]) -> list[User]:
    """By tên, đệm, họ: a database would order by họ, and each of the two in its own way."""
    return sorted(users, key=lambda user: (names.order_key(user.full_name), user.id))


def member(user_id: int, authority_id: int) -> User | None:
    """This user, if they have or had a role at this authority."""
    here = select(Membership.user_id).where(Membership.authority_id == authority_id)
    return db.session.scalars(select(User).where(User.id == user_id, User.id.in_(here))).one_or_none()


def membership(membership_id: int, authority_id: int) -> Membership | None:
    """This membership, if it is of this authority."""
    chosen = select(Membership).where(Membership.id == membership_id, Membership.authority_id == authority_id)
    return db.session.scalars(chosen).one_or_none()


def memberships_at(user: User, authority_id: int) -> list[Membership]:
    """All roles this user holds or held at this authority, the newest first."""
    chosen = select(Membership).where(Membership.user_id == user.id, Membership.authority_id == authority_id)
    return list(db.session.scalars(chosen.order_by(Membership.valid_from.desc(), Membership.id.desc())))


def units_of(user_id: int | None, authority_id: int, day: date) -> frozenset[int]:
    """The units of this authority in which a user works on a day: whose tasks are theirs; none for nobody."""
    chosen = select(Membership.unit_id).where(
        Membership.user_id == user_id,
        Membership.authority_id == authority_id,
        Membership.unit_id.is_not(None),
        on(Membership, day),
    )
    return frozenset(unit_id for unit_id in db.session.scalars(chosen) if unit_id is not None)


def is_last_administrator(held: Membership, day: date) -> bool:
    """Whether ending this membership would leave the authority without an active administrator."""
    if held.role != Role.ADMINISTRATOR:
        return False
    others = (
        select(Membership.id)
        .join(User)
        .where(
            Membership.authority_id == held.authority_id,
            Membership.role == Role.ADMINISTRATOR,
            Membership.id != held.id,
            User.active,
            on(Membership, day),
        )
    )
    return db.session.scalars(others.limit(1)).first() is None


def with_role(authority_id: int, role: Role, day: date) -> list[User]:
    """The users who hold a role at an authority on a day."""
    chosen = (
        select(User)
        .join(Membership)
        .where(Membership.authority_id == authority_id, Membership.role == role, on(Membership, day))
    )
    return _by_name(db.session.scalars(chosen))


def invitations(authority_id: int, now: datetime) -> list[Invitation]:
    """The invitations of this authority that are still open."""
    chosen = select(Invitation).where(
        Invitation.authority_id == authority_id, Invitation.used_at.is_(None), Invitation.expires_at > now
    )
    return list(db.session.scalars(chosen.order_by(Invitation.id)))


def invitation(invitation_id: int, authority_id: int, now: datetime) -> Invitation | None:
    """This invitation, if it is of this authority and still open."""
    return next((one for one in invitations(authority_id, now) if one.id == invitation_id), None)


def open_invitation(secret: str, now: datetime) -> Invitation | None:
    """The invitation of this link, if it is neither used nor expired."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    return db.session.scalars(
        select(Invitation).where(
            Invitation.secret_hash == hashed, Invitation.used_at.is_(None), Invitation.expires_at > now
        )
    ).one_or_none()
