"""Reads of the register of awards received, as filtered and ordered, and of the register of giấy khen by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import text
from app.commendations.models import Achievement, AwardRound, Decision, Dossier, Nominee
from app.commendations.queries.dossiers import SUBJECT
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper
from app.people.models import Collective, Household, Person
from app.tenancy import scope_of

PAGE = 50
SHEET = 20_000  # lines of one workbook
PRINTED = 2_000  # lines of one printed list
SORTS = ("day", "oldest", "name", "award", "issuer")
OWN_HERE, TYPED = "here", "typed"

_PERSON, _HEAD = aliased(Person), aliased(Person)
_NAME = func.coalesce(_PERSON.name_key, _HEAD.name_key, Collective.name_key, literal(""))


@dataclass(frozen=True)
class Wanted:
    """Which awards to list: words of a name, award, year, issuer as then, whether cancelled, how it came in."""

    words: str = ""
    award: str = ""
    year: int | None = None
    issuer: str = ""
    revoked: str = ""  # "yes", "no", or either
    source: str = ""  # decided here, typed or imported, or either
    sort: str = "day"


def _of_subjects() -> Select[Any]:
    return (
        select(Achievement)
        .outerjoin(_PERSON, _PERSON.id == Achievement.person_id)
        .outerjoin(_HEAD, and_(_HEAD.household_id == Achievement.household_id, _HEAD.is_head))
        .outerjoin(Collective, Collective.id == Achievement.collective_id)
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    words = text.fold(wanted.words)
    if words:
        names = (_PERSON.name_fold, _HEAD.name_fold, Collective.name_fold)
        found.append(or_(*(name.contains(words, autoescape=True) for name in names)))
    if wanted.award:
        found.append(Achievement.award == wanted.award)
    if wanted.year:
        found.append(Achievement.day >= date(wanted.year, 1, 1))
        found.append(Achievement.day < date(wanted.year + 1, 1, 1))
    if wanted.issuer:
        found.append(Achievement.issuer_name == wanted.issuer)
    if wanted.revoked:
        gone = Achievement.revoked_on.is_not(None)
        found.append(gone if wanted.revoked == "yes" else ~gone)
    if wanted.source:
        here = Achievement.nominee_id.is_not(None)
        found.append(here if wanted.source == OWN_HERE else ~here)
    return found


def _order(sort: str) -> tuple[Any, bool]:
    """What a list is ordered by before its id, and whether the greater comes first."""
    ordered: dict[str, tuple[Any, bool]] = {
        "day": (Achievement.day, True),
        "oldest": (Achievement.day, False),
        "name": (_NAME, False),
        "award": (Achievement.award_label, False),
        "issuer": (Achievement.issuer_name, False),
    }
    return ordered[sort]


def listed(wanted: Wanted, after: int | None = None, limit: int = PAGE + 1) -> list[Achievement]:
    """The awards as filtered and ordered, from behind the row with the id `after`."""
    key, falling = _order(wanted.sort)
    chosen = _of_subjects().where(*_conditions(wanted)).options(*_subjects())
    if after is not None:
        last = db.session.execute(
            _of_subjects().with_only_columns(key.label("key"), Achievement.id).where(Achievement.id == after)
        ).first()
        if last is not None:
            chosen = chosen.where(_behind(key, last[0], after, falling))
    order = (key.desc(), Achievement.id.desc()) if falling else (key, Achievement.id)
    return list(db.session.scalars(chosen.order_by(*order).limit(limit)).unique())


def _behind(key: Any, value: Any, row_id: int, falling: bool) -> ColumnElement[bool]:
    if falling:
        return or_(key < value, and_(key == value, Achievement.id < row_id))
    return or_(key > value, and_(key == value, Achievement.id > row_id))


def _subjects() -> Sequence[Any]:
    return (
        joinedload(Achievement.person).joinedload(Person.hamlet),
        joinedload(Achievement.household).options(
            joinedload(Household.hamlet), selectinload(Household.members), selectinload(Household.head)
        ),
        joinedload(Achievement.collective),
    )


def count(wanted: Wanted) -> int:
    """How many awards a filter finds."""
    chosen = _of_subjects().with_only_columns(func.count(Achievement.id)).where(*_conditions(wanted))
    return db.session.scalars(chosen).one()


def years() -> list[int]:
    """The years of which the register knows an award, the newest first."""
    return sorted({day.year for day in db.session.scalars(select(Achievement.day).distinct())}, reverse=True)


def issuers(limit: int = 200) -> list[str]:
    """The awarding bodies of the register, as they were named then."""
    chosen = select(Achievement.issuer_name).distinct().order_by(Achievement.issuer_name).limit(limit)
    return sorted(db.session.scalars(chosen), key=text.fold_key)


def get(achievement_id: int) -> Achievement:
    """An award of the own register; 404 for another authority's."""
    row = db.session.get(Achievement, achievement_id)
    if row is None or row.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return row


# ---- giấy khen by year


@dataclass(frozen=True)
class GoldenLine:
    """One giấy khen of the register: its number in the decision, who, by which decision, cancelled or not."""

    nominee: Nominee
    decision: Decision
    award: str
    revoked_on: date | None


def golden_book(year: int, after: tuple[int, int] | None = None, limit: int = PAGE + 1) -> list[GoldenLine]:
    """The giấy khen given in a year in the order of the decisions and of their lists.

    Args: after, decision and số sổ vàng of the last line shown.
    """
    chosen = (
        select(Nominee, Decision, Dossier.award, Achievement.revoked_on)
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .join(Decision, Decision.dossier_id == Dossier.id)
        .outerjoin(Achievement, Achievement.nominee_id == Nominee.id)
        .where(
            Nominee.roll_number.is_not(None),
            Decision.owner_id.in_(sorted(scope_of(db.session()).writes)),
            Decision.day >= date(year, 1, 1),
            Decision.day < date(year + 1, 1, 1),
        )
        .options(*SUBJECT)
        .order_by(Decision.id, Nominee.roll_number)
        .limit(limit)
    )
    if after is not None:
        decision_id, number = after
        behind = and_(Decision.id == decision_id, Nominee.roll_number > number)
        chosen = chosen.where(or_(Decision.id > decision_id, behind))
    rows = db.session.execute(chosen).unique()
    return [GoldenLine(nominee, decision, award, gone) for nominee, decision, award, gone in rows]


def golden_years() -> list[int]:
    """The years in which a giấy khen was given here, the newest first."""
    chosen = select(Decision.day).where(Decision.owner_id.in_(sorted(scope_of(db.session()).writes)))
    return sorted({day.year for day in db.session.scalars(chosen.distinct())}, reverse=True)


# ---- one subject


@dataclass(frozen=True)
class UnderWay:
    """A dossier in which somebody is nominated and nothing is decided yet."""

    dossier: Dossier
    nominee: Nominee


COLUMNS = {"person": "person_id", "household": "household_id", "collective": "collective_id"}


def history(kind: str, subject_id: int) -> list[Achievement]:
    """What a person, household or collective received, the newest first."""
    column = getattr(Achievement, COLUMNS[kind])
    chosen = select(Achievement).where(column == subject_id)
    return list(db.session.scalars(chosen.order_by(Achievement.day.desc(), Achievement.id.desc())))


def dossiers_of(rows: Sequence[Achievement]) -> dict[int, int]:
    """The dossier in which each of these awards was given here, by nominee."""
    ids = [row.nominee_id for row in rows if row.nominee_id]
    chosen = select(Nominee.id, Nominee.dossier_id).where(Nominee.id.in_(ids))
    return {nominee_id: dossier_id for nominee_id, dossier_id in db.session.execute(chosen)} if ids else {}


def certificates_of(rows: Sequence[Achievement]) -> dict[int, Paper]:
    """The sealed giấy khen of each of these awards that was given here, by nominee."""
    ids = [row.nominee_id for row in rows if row.nominee_id]
    found = papers.of_many("nominee", ids)
    return {one: paper for one, sealed in found.items() for paper in sealed if paper.kind == "certificate"}


def under_way(kind: str, subject_id: int) -> list[UnderWay]:
    """The dossiers of the own authority with this nominee that brought no award yet, the newest first."""
    column = getattr(Nominee, COLUMNS[kind])
    given = select(Achievement.id).where(Achievement.nominee_id == Nominee.id).exists()
    chosen = (
        select(Nominee, Dossier)
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .join(AwardRound, AwardRound.id == Dossier.round_id)
        .where(column == subject_id, Dossier.owner_id.in_(sorted(scope_of(db.session()).writes)), ~given)
        .options(joinedload(Nominee.dossier).joinedload(Dossier.round))
        .order_by(Dossier.id.desc())
    )
    return [UnderWay(dossier, nominee) for nominee, dossier in db.session.execute(chosen).unique()]
