"""Reads of the directory by day: provinces, communes, the names of authorities and whose rows they see."""

from datetime import date

from sqlalchemy import select

from app import text
from app.db import db
from app.places.models import Authority, Commune, Province, Succession
from app.places.queries.dated import on
from app.places.rules import AuthorityName, Level, placed
from app.refusals import Refusal, Refused
from app.tenancy import Scope, scope_of


class NotInDirectory(LookupError, Refused):
    """The directory does not reach this day, so nothing dated on it can be named: a reason for the official."""

    def __init__(self, day: date) -> None:
        Refused.__init__(self, [Refusal("day-before-directory", detail=text.day_text(day))])


def authority(authority_id: int) -> Authority | None:
    """The authority with this id."""
    return db.session.get(Authority, authority_id)


def authority_name(authority_id: int, day: date) -> AuthorityName:
    """How this authority is written on this day. Raises NotInDirectory when the directory has no such day."""
    found = db.session.get_one(Authority, authority_id)
    province = _province(found.province_code, day)
    if found.level == Level.PROVINCE:
        return AuthorityName(province.kind, province.name)
    commune = db.session.scalars(select(Commune).where(Commune.code == found.code, on(Commune, day))).one_or_none()
    if commune is None:
        raise NotInDirectory(day)
    return AuthorityName(commune.kind, commune.name, placed(province.kind, province.name))


def _province(code: str, day: date) -> Province:
    found = db.session.scalars(select(Province).where(Province.code == code, on(Province, day))).one_or_none()
    if found is None:
        raise NotInDirectory(day)
    return found


def provinces(day: date) -> list[Province]:
    """All provinces of a day, in the order of their names."""
    return list(db.session.scalars(select(Province).where(on(Province, day)).order_by(Province.code)))


def communes(province_code: str, day: date) -> list[Commune]:
    """All communes of a province on a day."""
    chosen = select(Commune).where(Commune.province_code == province_code, on(Commune, day)).order_by(Commune.code)
    return list(db.session.scalars(chosen))


def commune(code: str, day: date) -> Commune | None:
    """The commune with this code on this day."""
    return db.session.scalars(select(Commune).where(Commune.code == code, on(Commune, day))).one_or_none()


def any_authority() -> bool:
    """Whether this installation belongs to someone already."""
    return db.session.scalars(select(Authority.id).limit(1)).first() is not None


def any_demo() -> bool:
    """Whether this installation holds the demo commune."""
    return db.session.scalars(select(Authority.id).where(Authority.demo).limit(1)).first() is not None


def all_authorities() -> list[Authority]:
    """Every authority that works with the program."""
    return list(db.session.scalars(select(Authority).order_by(Authority.id)))


def province_authority(province_code: str) -> Authority | None:
    """The authority of this province, if it works with the program."""
    return db.session.scalars(
        select(Authority).where(Authority.level == Level.PROVINCE, Authority.code == province_code)
    ).one_or_none()


def authorities_below(province_code: str) -> list[Authority]:
    """The communes of this province that work with the program, by code."""
    chosen = select(Authority).where(Authority.level == Level.COMMUNE, Authority.province_code == province_code)
    return list(db.session.scalars(chosen.order_by(Authority.code)))


def scope_for(authority_id: int, day: date) -> Scope:
    """What someone of this authority reads and writes on this day.

    A commune reads itself and what was merged into it, and gets what its province hands down. A province
    reads its communes, writes only its own rows, and moves the dossiers sent to it.
    """
    home = db.session.get_one(Authority, authority_id)
    own = frozenset({home.id}) | _predecessors(home.id, day)
    if home.level == Level.PROVINCE:
        below = frozenset(
            db.session.scalars(
                select(Authority.id).where(
                    Authority.level == Level.COMMUNE, Authority.province_code == home.province_code
                )
            )
        )
        return Scope(home.id, reads=own | below, writes=own, reviews=below)
    above = province_authority(home.province_code)
    return Scope(home.id, reads=own, above=frozenset({above.id} if above else set()), writes=own)


def _predecessors(authority_id: int, day: date) -> frozenset[int]:
    found: set[int] = set()
    waiting = [authority_id]
    while waiting:
        chosen = select(Succession.predecessor_id).where(
            Succession.successor_id.in_(waiting), Succession.day <= day, Succession.predecessor_id.not_in(found)
        )
        waiting = list(db.session.scalars(chosen))
        found |= set(waiting)
    return frozenset(found)


def predecessors(authority_id: int, day: date) -> list[tuple[str, date]]:
    """The names of the authorities merged into this one by a day, each with the day it was merged."""
    chosen = (
        select(Authority.place_name, Succession.day)
        .join(Succession, Succession.predecessor_id == Authority.id)
        .where(Succession.successor_id == authority_id, Succession.day <= day)
    )
    return [(name, merged) for name, merged in db.session.execute(chosen.order_by(Succession.day, Authority.id))]


def place_names() -> dict[int, str]:
    """The plain place names of the authorities in the scope, by id, for lists that mix several."""
    chosen = select(Authority.id, Authority.place_name).where(Authority.id.in_(scope_of(db.session()).reads))
    return {one: name for one, name in db.session.execute(chosen)}
