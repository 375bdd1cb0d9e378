"""Rules of accounts: names, passwords, and what an administrator may not do. Plain Python."""

import re

from app.refusals import Refusal

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
SHORTEST_PASSWORD = 10
INVITATION_DAYS = 7


def username_faults(username: str) -> list[Refusal]:
    """Why this cannot be a sign-in name: small letters without dấu, digits, dot, dash; 3 to 40 signs."""
    return [] if USERNAME.fullmatch(username) else [Refusal("username-form")]


def password_faults(password: str, username: str) -> list[Refusal]:
    """Why this password is too weak: too short, too plain, or it holds the sign-in name."""
    found = []
    if len(password) < SHORTEST_PASSWORD:
        found.append(Refusal("password-short", detail=str(SHORTEST_PASSWORD)))
    if username and username in password.lower():
        found.append(Refusal("password-holds-name"))
    if len(set(password)) < 4:
        found.append(Refusal("password-plain"))
    return found


def end_refusals(*, ended: bool, last_administrator: bool) -> list[Refusal]:
    """Why a role cannot be ended: it has ended already, or nobody would be left to look after the accounts."""
    if ended:
        return [Refusal("role-ended")]
    return [Refusal("last-administrator")] if last_administrator else []


def reset_refusals(*, own: bool, kept_elsewhere: bool) -> list[Refusal]:
    """Why an administrator cannot reset a password.

    One's own is changed with the old one; an account made by another authority is looked after there, since
    whoever resets a password can sign in everywhere that account works.
    """
    if own:
        return [Refusal("own-password")]
    return [Refusal("kept-elsewhere")] if kept_elsewhere else []
