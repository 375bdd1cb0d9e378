"""Reads of who signs: the book of signers, the delegations, and who signs a paper on its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.places.models import Delegation, Signer, Unit
from app.places.queries.dated import meeting, on
from app.places.rules import (
    AUTHORITY_MARKS,
    SIGNING_ARTICLE,
    block,
    capacity_of,
    covers,
    head_post,
    in_force,
    short_post,
    signature_lines,
)
from app.tenancy import scope_of


def signers(day: date) -> list[Signer]:
    """Who may sign for the authority itself on a day; the chair first."""
    chosen = select(Signer).where(on(Signer, day), Signer.unit_id.is_(None))
    return _by_rank(db.session.scalars(chosen.order_by(Signer.id)))


def unit_signers(day: date) -> list[Signer]:
    """Who may sign for a unit on a day, the head of each before the deputy."""
    chosen = select(Signer).where(on(Signer, day), Signer.unit_id.is_not(None)).options(joinedload(Signer.unit))
    return _by_rank(db.session.scalars(chosen.order_by(Signer.id)))


def _by_rank(rows: Any) -> list[Signer]:
    """The head before who stands in, in the order in which they were written down."""
    return sorted(rows, key=lambda row: AUTHORITY_MARKS.index(row.authority_mark))


def signer(signer_id: int) -> Signer | None:
    """The signer with this id, if it is in the scope."""
    return db.session.get(Signer, signer_id)


def same_signer(full_name: str, valid_from: date, valid_until: date | None) -> list[Any]:
    """Signers of one's own with this name whose period meets the given one."""
    return meeting(Signer, Signer.full_name == full_name, valid_from, valid_until, key=(full_name, "full_name"))


def all_signers() -> list[Signer]:
    """Every signer in the scope, also former ones, the newest first."""
    chosen = select(Signer).options(joinedload(Signer.unit))
    return list(db.session.scalars(chosen.order_by(Signer.valid_from.desc(), Signer.id)))


def own_signers() -> list[Signer]:
    """Every signer of the own authority and its units, who signs longest first."""
    home = scope_of(db.session()).home
    chosen = select(Signer).where(Signer.owner_id == home).options(joinedload(Signer.unit))
    rows = db.session.scalars(chosen.order_by(Signer.valid_until.is_not(None), Signer.valid_until.desc(), Signer.id))
    return _by_rank(rows)


# ---- delegations


def all_delegations() -> list[Delegation]:
    """Every delegation in the scope, also those that have ended, the newest first."""
    return list(db.session.scalars(_delegations().order_by(Delegation.valid_from.desc(), Delegation.id.desc())))


def own_delegations() -> list[Delegation]:
    """Every delegation of the own authority."""
    home = scope_of(db.session()).home
    return list(db.session.scalars(_delegations().where(Delegation.owner_id == home).order_by(Delegation.id)))


def delegations(day: date) -> list[Delegation]:
    """The delegations in force on a day."""
    return list(db.session.scalars(_delegations().where(on(Delegation, day)).order_by(Delegation.id)))


def delegation(delegation_id: int) -> Delegation | None:
    """The delegation with this id, if it is in the scope."""
    return db.session.get(Delegation, delegation_id)


def _delegations() -> Any:
    return select(Delegation).options(
        joinedload(Delegation.holder).joinedload(Signer.unit), joinedload(Delegation.substitute)
    )


# ---- who signs a paper on its day


@dataclass(frozen=True)
class Signing:
    """Who signs a paper, under which lines, and in whose place.

    `signer` is the line of the book of signers in whose office the paper is signed; with a `delegation` another hand
    signs for it, and `name`, `post` and `lines` are those of that hand.
    """

    signer: Signer
    name: str
    post: str
    lines: tuple[str, ...]
    delegation: Delegation | None = None

    @property
    def key(self) -> str:
        """How a form names this choice."""
        return f"{self.signer.id}-{self.delegation.id}" if self.delegation else str(self.signer.id)

    @property
    def article(self) -> str:
        """The provision by which another signs, empty for who signs in their own office."""
        return SIGNING_ARTICLE if self.delegation else ""

    @property
    def user_id(self) -> int | None:
        """The account of the hand that signs, where the book knows it."""
        if self.delegation is None:
            return self.signer.user_id
        return self.delegation.substitute.user_id if self.delegation.substitute else None


def signing(day: date, kind: str, unit: Unit | None = None, owner_id: int | None = None) -> Signing | None:
    """Who signs a paper of this kind on this day, with the printed lines and why: the one place that answers this.

    Whoever is delegated in these days comes before the holder by itself; outside them the holder signs again.
    Args: unit, the unit that issues the paper, or the authority itself; owner_id, whose paper it is, else one's own.
    Returns None when nobody is written down for that day.
    """
    return next(iter(signings(day, kind, unit, owner_id)), None)


def signings(day: date, kind: str, unit: Unit | None = None, owner_id: int | None = None) -> list[Signing]:
    """Everyone who may sign a paper of this kind on this day; the one who signs by default first."""
    unit_id = unit.id if unit is not None else None
    return [one for one in every_signing(day, kind, owner_id) if one.signer.unit_id == unit_id]


def every_signing(day: date, kind: str, owner_id: int | None = None) -> list[Signing]:
    """Everyone who may sign a paper of this kind on this day, whether for the authority or for one of its units."""
    owner = owner_id or scope_of(db.session()).home
    chosen = select(Signer).where(on(Signer, day), Signer.owner_id == owner).options(joinedload(Signer.unit))
    rows = _by_rank(db.session.scalars(chosen.order_by(Signer.id)))
    handed = [one for one in delegations(day) if covers(one.matters, kind) and _may_stand_in(one, day)]
    found: list[Signing] = []
    for row in sorted(rows, key=lambda row: row.unit_id or 0):
        for one in _signings(row, handed, kind):
            # A deputy may stand in the book and be delegated too: one and the same block is offered once.
            if (one.signer.unit_id, one.name, one.lines) not in [_same(known) for known in found]:
                found.append(one)
    return found


def _same(one: Signing) -> tuple[int | None, str, tuple[str, ...]]:
    return one.signer.unit_id, one.name, one.lines


def _signings(row: Signer, handed: list[Delegation], kind: str) -> Iterator[Signing]:
    """Who signs in the office of one signer: whoever was let sign in these days, then the signer."""
    capacity = capacity_of(kind, by_unit=row.unit_id is not None)
    for one in handed:
        if one.holder_id == row.id:
            yield Signing(row, one.full_name, one.post, block(capacity, delegated_lines(one, row, row.unit)), one)
    yield Signing(row, row.full_name, row.post, block(capacity, row.lines))


def _may_stand_in(row: Delegation, day: date) -> bool:
    """Whether the one who is to sign is still in office on the day, as far as the book knows."""
    return row.substitute is None or in_force(row.substitute, day)


def delegated_lines(row: Delegation, holder: Signer, unit: Unit | None) -> list[str]:
    """The lines of a delegation: its mark before the post of the holder, then the post of who signs.

    A deputy of who signs by order of the chair signs by that order too: TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ ….
    """
    if holder.authority_mark == "TL.":
        return signature_lines("TL.", row.post)
    name = unit.name if unit is not None else ""
    return signature_lines(row.authority_mark, row.post, name, head_post(short_post(holder.post, name)))
