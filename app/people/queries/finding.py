"""People found by what somebody typed: tier by tier along an index, until the page is full.

A tier is the beginning of one key (see rules.finding), so it costs the same among thousands and among millions: it
stops at its limit. Tried and dropped: one statement that ranks every match, which read a third of a province for
"nguyễn".
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from app import tenancy, text
from app.db import db
from app.people.models import Person
from app.people.rules.finding import Asked, Tier, asked, place_named, places_in, placings, tiers, tiers_of_year
from app.places.models import Hamlet

PROBED = 5_000  # rows of a tier among which what no index knows is looked for: the very dấu, the other words
NAMED = 200  # names of hamlets that one line of words may hold
FEW_OWNERS = 5  # a commune with its predecessors: all its hamlets are looked through; of a province only those named


def ids_found(typed: str, limit: int, near: int | None = None, *, heads: bool = False) -> list[int]:
    """The ids of the people meant by what was typed, the likeliest first; with `heads` only heads of households.

    Args: near, the hamlet whose people come before all others.
    """
    wanted = asked(typed, _hamlets(typed))
    found = _found(wanted, limit, near, heads=heads)
    if not found and wanted.hamlets is not None:  # Bàn Văn is a name, although there is a Bản Văn
        found = _found(asked(typed, {}), limit, near, heads=heads)
    return found


def _found(wanted: Asked, limit: int, near: int | None, *, heads: bool) -> list[int]:
    if wanted.is_empty:
        return []
    found: dict[int, None] = {}
    for chosen in _statements(wanted, near, heads=heads):
        found |= dict.fromkeys(db.session.scalars(chosen.limit(limit)))
        if len(found) >= limit:
            break
    return list(found)[:limit]


def _hamlets(typed: str) -> dict[int, str]:
    """The hamlets that may be meant; none are read as long as no kind of place was typed."""
    if not place_named(typed):
        return {}
    chosen = select(Hamlet.id, Hamlet.name)
    if len(tenancy.scope_of(db.session()).reads) > FEW_OWNERS:
        words = text.fold(typed.replace(",", " ")).split()
        named = sorted({" ".join(words[start:end]) for start, end in places_in(words)})
        chosen = chosen.where(Hamlet.name_fold.in_(named[:NAMED]))
    return {row_id: name for row_id, name in db.session.execute(chosen)}


def _statements(wanted: Asked, near: int | None, *, heads: bool = False) -> Iterator[Select[Any]]:
    """Each a search along one index, the likeliest meaning first."""
    narrower = _narrower(wanted, heads=heads)
    words = [Person.find_front.contains(word, autoescape=True) for word in wanted.words]
    if near is not None:
        yield _ordered(select(Person.id).where(Person.hamlet_id == near, *words, *narrower))
    if wanted.hamlets is not None:
        if wanted.exact:
            yield _ordered(select(Person.id).where(*words, *narrower, _has_marks(Person.name, wanted.exact)))
        yield _ordered(select(Person.id).where(*words, *narrower))
        return
    if wanted.digits:
        yield _beginning(Tier("phone", wanted.digits[::-1])).where(*words, *narrower)
        return
    if wanted.year is not None:
        yield from _of_year(wanted, wanted.year, heads=heads)
        return
    for tier in tiers(wanted.words):
        if tier.holds:
            yield _holding(tier, narrower)
            continue
        if wanted.exact:
            yield _with_marks(tier, narrower, wanted.exact)
        yield _beginning(tier).where(*narrower)
    yield _anywhere(wanted).where(*narrower)


def _of_year(wanted: Asked, year: int, *, heads: bool) -> Iterator[Select[Any]]:
    """Along the key that begins with the year; four digits alone may also be the end of a telephone."""
    narrower: list[ColumnElement[bool]] = [Person.is_head.is_(True)] if heads else []
    for tier in tiers_of_year(year, wanted.words):
        holds = [Person.find_born.contains(f" {word}", autoescape=True) for word in tier.holds]
        if wanted.exact:
            yield _with_marks(tier, [*narrower, *holds], wanted.exact)
        yield _beginning(tier).where(*narrower, *holds)
    if not wanted.words:
        yield _beginning(Tier("phone", str(year)[::-1])).where(*narrower)


def _narrower(wanted: Asked, *, heads: bool) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Person.is_head.is_(True)] if heads else []
    if wanted.year is not None:
        days = Person.born_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31))
        found.append(or_(Person.birth_year == wanted.year, days))
    if wanted.hamlets is not None:
        found.append(Person.hamlet_id.in_(sorted(wanted.hamlets)))
    return found


def _ordered(chosen: Select[Any]) -> Select[Any]:
    return chosen.order_by(Person.name_key, Person.id)


def _beginning(tier: Tier) -> Select[Any]:
    key = getattr(Person, f"find_{tier.key}")
    return select(Person.id).where(key >= tier.start, key < _behind(tier.start)).order_by(key, Person.id)


def _behind(start: str) -> str:
    """The first text that does not begin so, byte by byte."""
    return start[:-1] + chr(ord(start[-1]) + 1)


def _probed(tier: Tier, narrower: list[ColumnElement[bool]]) -> Any:
    """The first thousands of a tier, to look among them for what no index knows."""
    return aliased(Person, _beginning(tier).where(*narrower).with_only_columns(Person).limit(PROBED).subquery())


def _holding(tier: Tier, narrower: list[ColumnElement[bool]]) -> Select[Any]:
    """Of the first of a tier those in whose names the other words begin too."""
    probed = _probed(tier, narrower)
    key = getattr(probed, f"find_{tier.key}")
    return select(probed.id).where(*(key.contains(f" {word}", autoescape=True) for word in tier.holds))


def _with_marks(tier: Tier, narrower: list[ColumnElement[bool]], exact: str) -> Select[Any]:
    """Of the first of a tier those whose name holds the words with their very dấu."""
    probed = _probed(tier, narrower)
    return select(probed.id).where(_has_marks(probed.name, exact))


def _has_marks(name: Any, exact: str) -> ColumnElement[bool]:
    """Names are written with capitals as names are, whatever was typed; the tone may stand on either letter."""
    said = " ".join(word[:1].upper() + word[1:].lower() for word in exact.split())
    return or_(*(name.contains(one, autoescape=True) for one in placings(said)))


def _anywhere(wanted: Asked) -> Select[Any]:
    """Beginnings of words in any order, when the tiers did not fill the page: then they are rare enough to be read."""
    if db.engine.dialect.name == "postgresql":
        asked_words = " & ".join(f"{word}:*" for word in map(_plain, wanted.words) if word)
        holds = func.to_tsvector("simple", Person.name_fold).op("@@")(func.to_tsquery("simple", asked_words))
        return select(Person.id).where(holds)
    words = [Person.name_fold.contains(word, autoescape=True) for word in wanted.words]
    return select(Person.id).where(*words).order_by(Person.name_fold)


def _plain(word: str) -> str:
    """A word as the index of words takes it: letters and digits."""
    return "".join(char for char in word if char.isalnum())


def ranked(people: Iterable[Person], ids: Sequence[int], typed: str, near: int | None = None) -> list[Person]:
    """People in the order in which they were found; those of the hamlet `near` first, then those with the very dấu."""
    place = {row_id: number for number, row_id in enumerate(ids)}
    marks = placings(asked(typed, _hamlets(typed)).exact.casefold())

    def order(person: Person) -> tuple[bool, bool, int]:
        away = near is not None and person.hamlet_id != near
        name = text.nfc(person.name).casefold()
        return away, not any(one in name for one in marks), place[person.id]

    return sorted(people, key=order)
