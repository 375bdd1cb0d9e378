"""Verbs of accounts: sign in, invite, change and reset a password, give and end a role, the first run."""

import hashlib
import secrets
from datetime import date, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app import audit, clock, tenancy, throttle
from app.access import Role
from app.accounts import queries
from app.accounts.models import Invitation, Membership, User
from app.accounts.rules import (
    INVITATION_DAYS,
    end_refusals,
    password_faults,
    reset_refusals,
    username_faults,
)
from app.db import db
from app.places import actions as place_actions
from app.places import queries as places
from app.places.models import Authority, Commune
from app.places.rules import Level
from app.refusals import Refusal, Refused
from app.tenancy import Actor

hasher = PasswordHasher()
# Verified for an unknown name too, so that the time of the answer does not tell which names exist.
_NOBODY = hasher.hash(secrets.token_hex(16))


def sign_in(username: str, password: str, address: str, day: date) -> User:
    """Let someone in who knows the password; raises Refused after too many failures or a wrong pair.

    `address` is where the request came from: failures are counted by name and by address.
    """
    username = username.strip().lower()
    if throttle.blocked(username, address):
        raise Refused([Refusal("too-many-failures")])
    user = queries.by_username(username)
    if not _fits(user.password_hash if user else _NOBODY, password) or user is None or not user.active:
        throttle.failed(username, address)
        raise Refused([Refusal("wrong-name-or-password")])
    home = queries.home_of(user, day)
    if home is None:
        raise Refused([Refusal("no-role")])
    throttle.forget(username)
    if hasher.check_needs_rehash(user.password_hash):
        user.password_hash = hasher.hash(password)
    enter(user, home, day)
    audit.record("signed-in", user)
    return user


def enter(user: User, authority_id: int, day: date) -> frozenset[Role]:
    """Fix what this session reads and writes; returns the user's roles at the authority."""
    roles = queries.roles_of(user, authority_id, day)
    actor = Actor(user.id, user.full_name, frozenset(str(role) for role in roles))
    tenancy.enter(db.session(), places.scope_for(authority_id, day), actor)
    return roles


def sign_out(user: User) -> None:
    """Write down that someone left; the view clears the cookie."""
    audit.record("signed-out", user)


def _fits(kept: str, password: str) -> bool:
    try:
        return hasher.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def new_user(username: str, full_name: str, password: str) -> User:
    """Make an account, as a part of a larger verb that writes the line of the log.

    Raises Refused with every fault of the name and the password at once.
    """
    username = username.strip().lower()
    faults = username_faults(username) + password_faults(password, username)
    if queries.by_username(username):
        faults.append(Refusal("username-taken"))
    if faults:
        raise Refused(faults)
    user = User(
        username=username,
        full_name=full_name,
        password_hash=hasher.hash(password),
        stamp=secrets.token_hex(8),
    )
    db.session.add(user)
    db.session.flush()
    return user


def give_role(user: User, authority_id: int, role: Role, day: date) -> Membership:
    """Give a role from a day on, as a part of a larger verb that writes the line of the log."""
    membership = Membership(user_id=user.id, authority_id=authority_id, role=role, valid_from=day)
    db.session.add(membership)
    db.session.flush()
    return membership


def add_role(user: User, authority_id: int, role: Role, day: date) -> Membership:
    """Give a member a further role from a day on. Raises Refused when they hold it from that day on."""
    held = queries.memberships_at(user, authority_id)
    if any(one.role == role and (one.valid_until is None or one.valid_until > day) for one in held):
        raise Refused([Refusal("role-held")])
    membership = give_role(user, authority_id, role, day)
    audit.record("role-given", membership, username=user.username, role=role)
    return membership


def end_role(membership: Membership, day: date) -> None:
    """End a role: the trail of what was done under it stays. The last administrator cannot be ended."""
    ended = membership.valid_until is not None and membership.valid_until <= day
    last = queries.is_last_administrator(membership, day)
    if reasons := end_refusals(ended=ended, last_administrator=last):
        raise Refused(reasons)
    membership.valid_until = day
    audit.record("membership-ended", membership, username=membership.user.username, role=membership.role)


def place_in_unit(user: User, authority_id: int, unit_id: int | None, day: date) -> None:
    """Say in which unit of the authority a user works, for all roles held here: its tasks stand on their desk.

    Args: unit_id, None for somebody who works in no unit. Raises Refused for a unit that is not there on that day.
    """
    unit = next((one for one in places.units(day) if one.id == unit_id), None)
    if unit_id is not None and (unit is None or unit.owner_id != authority_id):
        raise Refused([Refusal("work-unit-unknown")])
    for held in queries.memberships_at(user, authority_id):
        if held.valid_until is None or held.valid_until > day:
            held.unit_id = unit_id
    audit.record("work-unit-set", user, username=user.username, unit=unit.name if unit else "")


def invite(authority_id: int, username: str, full_name: str, role: Role, inviter: User) -> tuple[Invitation, str]:
    """Invite someone without e-mail: the administrator hands over the link. Returns it and its secret.

    A sign-in name that exists is invited as it is: only whoever signs in with it can take the role, and
    nobody gets a second account. Raises Refused when they work here already or wait for an invitation.
    """
    username = username.strip().lower()
    if faults := username_faults(username) + _invited_already(authority_id, username):
        raise Refused(faults)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        authority_id=authority_id,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        username=username,
        full_name=full_name,
        role=role,
        made_by=inviter.id,
        expires_at=clock.now() + timedelta(days=INVITATION_DAYS),
    )
    db.session.add(invitation)
    audit.record("invited", invitation, name=full_name, role=role)
    return invitation, secret


def _invited_already(authority_id: int, username: str) -> list[Refusal]:
    user = queries.by_username(username)
    if user and queries.member(user.id, authority_id):
        return [Refusal("username-member")]
    waiting = queries.invitations(authority_id, clock.now())
    return [Refusal("username-invited")] if any(one.username == username for one in waiting) else []


def withdraw(invitation: Invitation) -> None:
    """Make the link of an invitation worthless."""
    invitation.expires_at = clock.now()
    audit.record("invitation-withdrawn", invitation, name=invitation.full_name)


def accept(invitation: Invitation, password: str, day: date) -> User:
    """Use an invitation: make the account with the chosen password and give it its role."""
    user = new_user(invitation.username, invitation.full_name, password)
    give_role(user, invitation.authority_id, Role(invitation.role), day)
    invitation.used_at = clock.now()
    enter(user, invitation.authority_id, day)
    audit.record("invitation-used", invitation, username=user.username)
    return user


def join(invitation: Invitation, user: User, day: date) -> None:
    """Use an invitation with the account one has. Raises Refused when it was meant for another name."""
    if user.username != invitation.username:
        raise Refused([Refusal("invitation-for-another", detail=invitation.username)])
    give_role(user, invitation.authority_id, Role(invitation.role), day)
    invitation.used_at = clock.now()
    audit.record("invitation-used", invitation, username=user.username)


def change_password(user: User, current: str, new: str) -> None:
    """Change one's own password; every other session of this account ends."""
    faults = password_faults(new, user.username)
    if not _fits(user.password_hash, current):
        faults.append(Refusal("wrong-current-password"))
    if faults:
        raise Refused(faults)
    _set_password(user, new, must_change=False)
    audit.record("password-changed", user)


def reset_password(user: User, authority_id: int, resetter: User, day: date) -> str:
    """The administrator gives a new password, shown once, to be changed at the next sign-in."""
    elsewhere = queries.keeper_of(user, day) not in (None, authority_id)
    if reasons := reset_refusals(own=user.id == resetter.id, kept_elsewhere=elsewhere):
        raise Refused(reasons)
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    _set_password(user, password, must_change=True)
    throttle.forget(user.username)
    audit.record("password-reset", user, username=user.username)
    return password


def _set_password(user: User, password: str, *, must_change: bool) -> None:
    user.password_hash = hasher.hash(password)
    user.stamp = secrets.token_hex(8)
    user.must_change = must_change


def begin_installation(
    level: Level,
    place: str,
    username: str,
    full_name: str,
    password: str,
    *,
    also_officer: bool,
    day: date,
) -> User:
    """The first run: open the first authority with its administrator, who is then signed in.

    `place` is the code of the commune or province. A commune's province is opened with it, since plans are
    handed down from there and dossiers are sent there. Raises Refused when an authority is there already.
    """
    if places.any_authority():
        raise Refused([Refusal("installation-taken")])
    user = new_user(username, full_name, password)
    authority = _open(level, place, day)
    give_role(user, authority.id, Role.ADMINISTRATOR, day)
    if also_officer:
        give_role(user, authority.id, Role.OFFICER if level == Level.COMMUNE else Role.REVIEWER, day)
    enter(user, authority.id, day)
    audit.record("installation-begun", user, authority=places.authority_name(authority.id, day).full)
    return user


def _open(level: Level, code: str, day: date) -> Authority:
    if level == Level.PROVINCE:
        return _open_province(code, day)
    commune = places.commune(code, day)
    if commune is None:
        raise Refused([Refusal("no-such-place")])
    if places.province_authority(commune.province_code) is None:
        _open_province(commune.province_code, day)
    return _open_commune(commune)


def _open_province(code: str, day: date) -> Authority:
    name = next((one.name for one in places.provinces(day) if one.code == code), None)
    if name is None:
        raise Refused([Refusal("no-such-place")])
    return place_actions.open_authority(Level.PROVINCE, code, name, code)


def _open_commune(commune: Commune) -> Authority:
    return place_actions.open_authority(Level.COMMUNE, commune.code, commune.name, commune.province_code)


def open_commune(
    province_code: str, code: str, username: str, full_name: str, inviter: User, day: date
) -> tuple[Authority, str]:
    """A province opens one of its communes, with an invitation for the commune's first administrator.

    Returns the authority and the secret of the invitation. Raises Refused when the commune works with the
    program already, is of another province, or the sign-in name cannot be used.
    """
    commune = places.commune(code, day)
    if commune is None or commune.province_code != province_code:
        raise Refused([Refusal("no-such-place"), *username_faults(username.strip().lower())])
    authority = _open_commune(commune)
    _invitation, secret = invite(authority.id, username, full_name, Role.ADMINISTRATOR, inviter)
    return authority, secret
