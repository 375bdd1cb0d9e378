"""Verbs of the council and its seats."""

from datetime import date

from app import audit, text
from app.commendations.models import Council, CouncilMember
from app.commendations.rules import Seat
from app.db import db
from app.places.rules import Seal
from app.refusals import Refusal, Refused


def save_council(
    council: Council | None,
    name: str,
    founded_by: str,
    valid_from: date,
    valid_until: date | None = None,
    seal: Seal = Seal.AGENCY,
) -> Council:
    """Found the council of a period by a decision of the chair, or correct it; valid_until is not included.

    Args: seal, whether its papers go out under its own title alone or with the seal of the committee.
    """
    if valid_until is not None and valid_until <= valid_from:
        raise Refused([Refusal("council-reversed")])
    council = council or Council()
    council.name, council.founded_by = text.nfc(name), text.nfc(founded_by)
    council.valid_from, council.valid_until, council.seal = valid_from, valid_until, str(seal)
    db.session.add(council)
    audit.record("council-saved", council, name=council.name)
    return council


def save_member(
    council: Council,
    member: CouncilMember | None,
    *,
    full_name: str,
    post: str,
    seat: Seat,
    valid_from: date,
    valid_until: date | None = None,
    user_id: int | None = None,
    substitute_name: str | None = None,
    substitute_post: str | None = None,
) -> CouncilMember:
    """Give a seat from a day until a day, or correct it.

    Args: substitute_name and substitute_post, who may come in the member's place; that is no seat of its own.
    Raises Refused for a reversed term, a second chair, or a member who stands in for themselves.
    """
    found = []
    if valid_until is not None and valid_until <= valid_from:
        found.append(Refusal("council-reversed"))
    rival = _other_chair(council, member, valid_from, valid_until) if seat is Seat.CHAIR else None
    if rival is not None:
        found.append(Refusal("chair-taken", detail=rival.full_name))
    substitute = text.nfc(substitute_name or "")
    if substitute and substitute.casefold() == text.nfc(full_name).casefold():
        found.append(Refusal("substitute-is-member", detail=substitute))
    if found:
        raise Refused(found)
    if member is None:
        member = CouncilMember()
        council.members.append(member)
    member.full_name, member.post, member.seat = text.nfc(full_name), text.nfc(post), seat
    member.valid_from, member.valid_until, member.user_id = valid_from, valid_until, user_id
    member.substitute_name = substitute or None
    member.substitute_post = text.nfc(substitute_post or "") or None if substitute else None
    audit.record("member-saved", member, name=member.full_name)
    return member


def _other_chair(
    council: Council, member: CouncilMember | None, valid_from: date, valid_until: date | None
) -> CouncilMember | None:
    for other in council.members:
        begins_before_end = valid_until is None or other.valid_from < valid_until
        ends_after_start = other.valid_until is None or other.valid_until > valid_from
        if other is not member and other.seat == Seat.CHAIR and begins_before_end and ends_after_start:
            return other
    return None
