"""Reads of how promises stand: for the lines of one page, for the list of one promise, for one commitment."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, func, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app import storage, text
from app.commitments.models import Campaign, Commitment, Fulfilment, Promise
from app.commitments.queries.lines import Line, with_subjects
from app.commitments.queries.reached import asked_of, people_of, period_of, reached
from app.commitments.rules import OWED, SIGNED, following
from app.commitments.rules.following import Stand, Standing
from app.db import db
from app.people.models import Person
from app.plans import deeds
from app.plans.deeds import Record

IN_ONE = 5_000  # ids in one statement: SQLite takes no more than 32,766 parameters
NO_UNIT = 0  # a filter: those who belong to no unit
MOST_RECORDS = 20  # shown of one promise; a collective of a hamlet has the visits of all its people
_NONE: ColumnElement[int] = literal(0)
_key = tuple_(Commitment.place_key, Commitment.name_key, Commitment.id)


@dataclass(frozen=True)
class Followed:
    """One promise of one commitment: how it stands, and what an official attested of it."""

    promise: Promise
    stand: Stand
    fulfilment: Fulfilment | None


@dataclass(frozen=True)
class PromiseLine:
    """A line of the list of one promise."""

    line: Line
    stand: Stand
    fulfilment: Fulfilment | None


@dataclass(frozen=True)
class Proof:
    """The records behind a promise, each with whose it is, and how many more there are than are shown."""

    records: tuple[tuple[str, Record], ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Shown:
    """Which lines the list of a promise shows; NO_HAMLET and NO_UNIT ask for those of none."""

    standing: Standing | None = None
    hamlet_id: int | None = None
    unit_id: int | None = None
    typed: str = ""
    owed: bool = False  # only those of whom something may still be attested


def promise(promise_id: int, campaign_id: int) -> Promise:
    """The promise of this campaign with this id; a 404 for any other."""
    found = db.session.get(Promise, promise_id)
    if found is None or found.campaign_id != campaign_id:
        raise NotFound
    return found


# ---- the lines of one page


def followed(campaign: Campaign, ids: Sequence[int], today: date) -> dict[int, list[Followed]]:
    """Every promise of these commitments with how it stands: the number of reads does not grow with the lines."""
    attested = {(one.commitment_id, one.promise_id): one for one in _attested(Fulfilment.commitment_id.in_(ids))}
    found: dict[int, list[Followed]] = {row_id: [] for row_id in ids}
    for promise in campaign.promises:
        asked, numbers = asked_of(promise), numbers_of(promise, ids)
        for row_id in ids:
            one = attested.get((row_id, promise.id))
            stand = following.stand(asked, numbers.get(row_id, 0), one.outcome if one else None, today)
            found[row_id].append(Followed(promise, stand, one))
    return found


def numbers_of(promise: Promise, ids: Sequence[int] | None = None) -> dict[int, int]:
    """How many of the deed of a promise the records count for each commitment; who has none is not in it."""
    deed = asked_of(promise).deed
    if deed is None:
        return {}
    done = reached(promise, deed, ids)
    chosen = select(Commitment.id, done.c.number).join(done, done.c.commitment_id == Commitment.id)
    return {row_id: number for row_id, number in db.session.execute(chosen)}


def _attested(*conditions: ColumnElement[bool]) -> Iterable[Fulfilment]:
    return db.session.scalars(select(Fulfilment).where(*conditions))


def attested_of(promise: Promise, ids: Sequence[int]) -> dict[int, Fulfilment]:
    """What was attested of a promise, by commitment."""
    return {
        one.commitment_id: one
        for part in parts(ids)
        for one in _attested(Fulfilment.promise_id == promise.id, Fulfilment.commitment_id.in_(part))
    }


def fulfilments(ids: Sequence[int]) -> dict[int, Fulfilment]:
    """Attestations by their ids; one that is there no longer is left out."""
    return {one.id: one for part in parts(ids) for one in _attested(Fulfilment.id.in_(part))}


def parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in pieces that fit into one statement."""
    for start in range(0, len(ids), IN_ONE):
        yield ids[start : start + IN_ONE]


# ---- the list of one promise


def listed(
    promise: Promise, today: date, shown: Shown, after: Commitment | None = None, limit: int | None = None
) -> list[PromiseLine]:
    """Who signed and how this promise stands for each, by hamlet and then by name, from one on."""
    asked = asked_of(promise)
    chosen, number = _in_list(promise, shown)
    chosen = chosen.add_columns(Fulfilment, number)
    if after is not None:
        chosen = chosen.where(_key > (after.place_key, after.name_key, after.id))
    return [
        PromiseLine(
            Line(row, person or head or collective, household, hamlet),
            following.stand(asked, count, fulfilment.outcome if fulfilment else None, today),
            fulfilment,
        )
        for row, person, head, collective, household, hamlet, fulfilment, count in db.session.execute(
            chosen.order_by(*_key.clauses).limit(limit)
        )
    ]


def owed_ids(promise: Promise, shown: Shown) -> list[int]:
    """The ids of everyone in the list as filtered of whom something may still be attested, in its order."""
    chosen, _number = _in_list(promise, replace(shown, owed=True))
    ids = chosen.with_only_columns(Commitment.id, maintain_column_froms=True)
    return list(db.session.scalars(ids.order_by(*_key.clauses)))


def _in_list(promise: Promise, shown: Shown) -> tuple[Any, Any]:
    """The lines of the list as filtered, joined with what was attested, and the number that the records count."""
    asked, number = asked_of(promise), _NONE
    mine = and_(Fulfilment.commitment_id == Commitment.id, Fulfilment.promise_id == promise.id)
    chosen: Any = with_subjects().outerjoin(Fulfilment, mine)
    if asked.deed:
        done = reached(promise, asked.deed)
        number = func.coalesce(done.c.number, 0)
        chosen = chosen.outerjoin(done, done.c.commitment_id == Commitment.id)
    conditions = _conditions(shown, number, asked.needed)
    return chosen.where(Commitment.campaign_id == promise.campaign_id, *conditions), number


def _conditions(shown: Shown, number: Any, needed: int) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Commitment.state.in_(sorted(OWED if shown.owed else SIGNED))]
    for column, wanted in ((Commitment.hamlet_id, shown.hamlet_id), (Commitment.unit_id, shown.unit_id)):
        if wanted is not None:
            found.append(column == wanted if wanted else column.is_(None))
    if shown.typed:
        found.append(Commitment.name_fold.contains(text.fold(shown.typed), autoescape=True))
    if shown.standing:
        found.append(_stands(shown.standing, number, needed))
    return found


def _stands(standing: Standing, number: Any, needed: int) -> ColumnElement[bool]:
    """The same as rules.following.stand says; open and overdue differ by the day alone, so here they are one."""
    outcomes = [state for state, reached in following.OUTCOMES.items() if reached == standing]
    by_records = {
        Standing.FULFILLED: number >= needed,
        Standing.PARTLY: and_(number > 0, number < needed),
        Standing.OPEN: number == 0,
        Standing.OVERDUE: number == 0,
    }
    unattested = Fulfilment.id.is_(None)
    found = [and_(unattested, by_records[standing])] if standing in by_records else []
    return or_(*found, *(Fulfilment.outcome == outcome for outcome in outcomes))


def rows(campaign_id: int, ids: Sequence[int]) -> list[Commitment]:
    """These commitments of a campaign in the order of their ids as given; a 404 when one of them is not there."""
    chosen = select(Commitment).where(Commitment.campaign_id == campaign_id)
    found = {row.id: row for part in parts(ids) for row in db.session.scalars(chosen.where(Commitment.id.in_(part)))}
    if len(found) != len(set(ids)):
        raise NotFound
    return [found[row_id] for row_id in dict.fromkeys(ids)]


# ---- one commitment


def of_one(row: Commitment, today: date) -> list[tuple[Followed, Proof]]:
    """Every promise of one commitment with how it stands and the records that prove it."""
    told = followed(row.campaign, [row.id], today)[row.id]
    person_ids = people_of(row) if any(one.stand.asked.deed and one.stand.number for one in told) else []
    names = names_of(person_ids) if len(person_ids) > 1 else {}
    return [(one, _proof(one, row.campaign, person_ids, names)) for one in told]


def _proof(one: Followed, campaign: Campaign, person_ids: list[int], names: Mapping[int, str]) -> Proof:
    deed = one.stand.asked.deed
    if deed is None or not one.stand.number:
        return Proof()
    found = deeds.records(deed, period_of(campaign), person_ids)
    shown = tuple((names.get(record.person_id, ""), record) for record in found[:MOST_RECORDS])
    return Proof(shown, len(found) - len(shown))


def names_of(person_ids: Sequence[int]) -> dict[int, str]:
    """The names of these persons."""
    chosen = select(Person.id, Person.name)
    return {
        person_id: name
        for part in parts(person_ids)
        for person_id, name in db.session.execute(chosen.where(Person.id.in_(part)))
    }


def fulfilment(row: Commitment, promise_id: int) -> Fulfilment:
    """What was attested of a promise of this commitment; a 404 when nothing was."""
    chosen = select(Fulfilment).options(joinedload(Fulfilment.promise))
    chosen = chosen.where(Fulfilment.commitment_id == row.id, Fulfilment.promise_id == promise_id)
    found = db.session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFound
    return found


def evidence_file(fulfilment: Fulfilment) -> bytes:
    """The file that was handed in as evidence; a 404 when there is none. Raises storage.Missing, storage.Altered."""
    if fulfilment.sha256 is None:
        raise NotFound
    return storage.get(fulfilment.sha256)
