"""Reads of suggestions: who proposes, whom, what waits to be gathered, what a pasted list is held against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import law
from app.commendations.models import AwardRound, Dossier, Nominee, Suggestion
from app.commendations.queries.names import subject_label
from app.commendations.queries.naming import subjects_by_key
from app.commendations.queries.subjects import pieces
from app.commendations.rules import SuggestionState, key_of_typed
from app.db import db
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.tenancy import scope_of

PAGE_OF_SUGGESTIONS = 100
PRINTED_SUGGESTIONS = 2_000
KINDS = ("person", "collective", "household")
SUBJECT = (
    selectinload(Suggestion.person).options(joinedload(Person.hamlet), joinedload(Person.unit)),
    selectinload(Suggestion.household).options(joinedload(Household.hamlet), selectinload(Household.head)),
    selectinload(Suggestion.collective).options(joinedload(Collective.hamlet), joinedload(Collective.unit)),
    joinedload(Suggestion.unit),
    joinedload(Suggestion.hamlet),
)


@dataclass(frozen=True)
class Proposer:
    """A hamlet or unit that proposes; `head` is who leads it, as far as the books know."""

    kind: str
    id: int
    name: str
    head: str = ""

    @property
    def key(self) -> str:
        """How an address names it: "hamlet-3"."""
        return f"{self.kind}-{self.id}"

    @property
    def hamlet_id(self) -> int | None:
        """The hamlet, when it is one."""
        return self.id if self.kind == "hamlet" else None


def proposers(day: date) -> list[Proposer]:
    """The hamlets, then the units in force on a day; each may propose."""
    heads = {one.unit_id: one.full_name for one in reversed(places.unit_signers(day)) if not one.authority_mark}
    found = [Proposer("hamlet", one.id, one.name, one.head_name or "") for one in places.hamlets(day)]
    return found + [Proposer("unit", one.id, one.name, heads.get(one.id, "")) for one in places.units(day)]


def proposer(key: str | None, day: date) -> Proposer | None:
    """The proposer of this key, when it is in force; None for any other."""
    return next((one for one in proposers(day) if one.key == key), None) if key else None


def proposer_key(row: Suggestion) -> str:
    """Who proposes, as an address names it."""
    return f"hamlet-{row.hamlet_id}" if row.hamlet_id else f"unit-{row.unit_id}"


def proposer_name(row: Suggestion) -> str:
    """Who proposes, by name, also when it is no longer in force."""
    found = row.hamlet or row.unit
    return found.name if found else ""


def get_suggestion(suggestion_id: int) -> Suggestion:
    """The own suggestion with this id; a foreign or unknown id is not found."""
    found = db.session.get(Suggestion, suggestion_id)
    if found is None or found.owner_id not in scope_of(db.session()).writes:
        raise NotFound
    return found


def suggested_label(row: Suggestion) -> str:
    """Whom it proposes as a list tells it; what found nobody yet as it was typed."""
    return subject_label(row) if subject_key(row) else row.typed


def subject_key(row: Any) -> str:
    """Whom a row speaks of ("person-12"), empty for nobody of the books."""
    found = ((kind, getattr(row, f"{kind}_id")) for kind in KINDS)
    return next((f"{kind}-{row_id}" for kind, row_id in found if row_id), "")


def suggestion_kind(row: Suggestion) -> str:
    """The kind of subject it proposes, empty for nobody of the books."""
    return subject_key(row).partition("-")[0]


@dataclass(frozen=True)
class Asked:
    """What the list of suggestions is narrowed to; empty for all. `proposer` is a key such as "hamlet-3"."""

    state: str = ""
    proposer: str = ""
    award: str = ""
    unfinished: bool = False


def suggestions(
    award_round: AwardRound, asked: Asked, after: int = 0, limit: int = PAGE_OF_SUGGESTIONS + 1
) -> list[Suggestion]:
    """The suggestions of a round in the order in which they came; after: the id of the last of the page before."""
    chosen = select(Suggestion).where(Suggestion.round_id == award_round.id, *_narrowed(asked), Suggestion.id > after)
    return list(db.session.scalars(chosen.options(*SUBJECT).order_by(Suggestion.id).limit(limit)))


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    kind, _dash, row_id = asked.proposer.partition("-")
    found: list[ColumnElement[bool]] = [Suggestion.state == asked.state] if asked.state else []
    found += [Suggestion.award == asked.award] if asked.award else []
    if asked.proposer:
        found.append((Suggestion.hamlet_id if kind == "hamlet" else Suggestion.unit_id) == int(row_id))
    if asked.unfinished:
        found.append(_names_nobody())
    return found


def _names_nobody() -> ColumnElement[bool]:
    return and_(*(getattr(Suggestion, f"{kind}_id").is_(None) for kind in KINDS))


def suggestions_by_ids(award_round: AwardRound, ids: Iterable[int]) -> list[Suggestion]:
    """Those of a round among these suggestions, in the order in which they came; others are not there."""
    found: list[Suggestion] = []
    for part in pieces(ids):
        chosen = select(Suggestion).where(Suggestion.round_id == award_round.id, Suggestion.id.in_(part))
        found += db.session.scalars(chosen.options(*SUBJECT).order_by(Suggestion.id))
    return found


def gathered_into(nominee_ids: Iterable[int]) -> dict[int, list[Suggestion]]:
    """The suggestions each nominee came from, by nominee: who proposed it."""
    found: dict[int, list[Suggestion]] = {}
    for part in pieces(nominee_ids):
        chosen = select(Suggestion).where(Suggestion.nominee_id.in_(part))
        for row in db.session.scalars(chosen.options(*SUBJECT[3:]).order_by(Suggestion.id)):
            found.setdefault(row.nominee_id or 0, []).append(row)
    return found


def dossiers_by_nominee(nominee_ids: Iterable[int]) -> dict[int, Dossier]:
    """In which dossier each of these nominees stands."""
    found: dict[int, Dossier] = {}
    for part in pieces(nominee_ids):
        chosen = select(Nominee.id, Dossier).join(Dossier, Dossier.id == Nominee.dossier_id)
        rows = db.session.execute(chosen.where(Nominee.id.in_(part)).options(joinedload(Dossier.round)))
        found |= {nominee_id: dossier for nominee_id, dossier in rows}
    return found


def waiting_count(award_round: AwardRound) -> int:
    """How many suggestions of a round wait to be gathered."""
    chosen = select(func.count(Suggestion.id)).where(
        Suggestion.round_id == award_round.id, Suggestion.state == SuggestionState.WAITING
    )
    return db.session.scalar(chosen) or 0


def unfinished_count(award_round: AwardRound) -> int:
    """How many waiting suggestions of a round found nobody in the books yet."""
    chosen = select(func.count(Suggestion.id)).where(
        Suggestion.round_id == award_round.id, Suggestion.state == SuggestionState.WAITING, _names_nobody()
    )
    return db.session.scalar(chosen) or 0


@dataclass(frozen=True)
class ProposerLine:
    """What one hamlet or unit has sent for a round, by what became of it."""

    proposer: Proposer
    waiting: int = 0
    gathered: int = 0
    declined: int = 0

    @property
    def total(self) -> int:
        """All it has sent."""
        return self.waiting + self.gathered + self.declined


def by_proposer(award_round: AwardRound, day: date) -> list[ProposerLine]:
    """What each hamlet and unit has sent, those in force that sent nothing too; the order is that of the books."""
    place = (Suggestion.hamlet_id, Suggestion.unit_id)
    chosen = select(*place, Suggestion.state, func.count(Suggestion.id)).where(Suggestion.round_id == award_round.id)
    counts: dict[str, dict[str, int]] = {}
    for hamlet_id, unit_id, state, count in db.session.execute(chosen.group_by(*place, Suggestion.state)):
        key = f"hamlet-{hamlet_id}" if hamlet_id else f"unit-{unit_id}"
        counts.setdefault(key, {})[state] = count
    known = proposers(day)
    gone = [key for key in counts if key not in {one.key for one in known}]
    return [ProposerLine(one, **counts.get(one.key, {})) for one in [*known, *_former(gone)]]


def _former(keys: Sequence[str]) -> list[Proposer]:
    """Who proposed and is no longer in force."""
    found = []
    for key in keys:
        kind, _dash, row_id = key.partition("-")
        row = places.hamlet(int(row_id)) if kind == "hamlet" else places.unit(int(row_id))
        if row is not None:
            found.append(Proposer(kind, row.id, row.name))
    return found


# ---- the same subject proposed by several


def also_proposed_by(award_round: AwardRound, rows: Sequence[Suggestion]) -> dict[int, list[str]]:
    """For each of these suggestions who else proposes the same for the same award in the round, by name."""
    others: dict[tuple[str, str], list[Suggestion]] = {}
    for one in _alike(award_round, rows):
        others.setdefault((one.award, subject_key(one)), []).append(one)
    found: dict[int, list[str]] = {}
    for row in rows:
        alike = others.get((row.award, subject_key(row)), []) if subject_key(row) else []
        found[row.id] = [proposer_name(one) for one in alike if one.id != row.id]
    return found


def _alike(award_round: AwardRound, rows: Sequence[Suggestion]) -> Iterable[Suggestion]:
    conditions: list[ColumnElement[bool]] = []
    for kind in KINDS:
        ids = {getattr(row, f"{kind}_id") for row in rows} - {None}
        conditions += [getattr(Suggestion, f"{kind}_id").in_(part) for part in pieces(ids)]
    if not conditions:
        return []
    chosen = select(Suggestion).where(
        Suggestion.round_id == award_round.id, Suggestion.state != SuggestionState.DECLINED, or_(*conditions)
    )
    return db.session.scalars(chosen.options(*SUBJECT[3:]).order_by(Suggestion.id))


def with_alike(award_round: AwardRound, rows: Sequence[Suggestion]) -> list[Suggestion]:
    """These suggestions, and those that propose the same for the same award and wait too: they go together."""
    wanted = {(one.award, subject_key(one)) for one in rows if subject_key(one)}
    known = {one.id for one in rows}
    alike = [
        one.id
        for one in _alike(award_round, rows)
        if one.state == SuggestionState.WAITING and (one.award, subject_key(one)) in wanted and one.id not in known
    ]
    return [*rows, *suggestions_by_ids(award_round, alike)] if alike else list(rows)


def nominated_keys(award_round: AwardRound, award: str) -> dict[str, int]:
    """Who stands in an open dossier of an award in a round ("person-12"), and in which."""
    columns = [getattr(Nominee, f"{kind}_id") for kind in KINDS]
    chosen = (
        select(Nominee.dossier_id, *columns)
        .join(Dossier, Dossier.id == Nominee.dossier_id)
        .where(Dossier.round_id == award_round.id, Dossier.award == award, Dossier.ended_on.is_(None))
    )
    found: dict[str, int] = {}
    for dossier_id, *ids in db.session.execute(chosen):
        found |= {f"{kind}-{row_id}": dossier_id for kind, row_id in zip(KINDS, ids, strict=True) if row_id}
    return found


def suggested_keys(award_round: AwardRound, award: str) -> dict[str, list[tuple[str, str]]]:
    """Who is proposed for an award in a round, and by whom: key and name of each proposer; typed names too."""
    chosen = select(Suggestion).where(
        Suggestion.round_id == award_round.id,
        Suggestion.award == award,
        Suggestion.state != SuggestionState.DECLINED,
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in db.session.scalars(chosen.options(*SUBJECT[3:]).order_by(Suggestion.id)):
        key = subject_key(row) or key_of_typed(row.typed)
        found.setdefault(key, []).append((proposer_key(row), proposer_name(row)))
    return found


def kinds_of(award_round: AwardRound, award: str, day: date) -> list[str]:
    """Which kinds of subject may be proposed for an award in a round: those of the law that the round takes."""
    known = law.AWARDS[award]
    given = [str(kind) for kind in known.on(day).subjects] if known.known_on(day) else list(KINDS)
    return [kind for kind in given if not award_round.subjects or kind in award_round.subjects]


def every_kind(award_round: AwardRound, awards: Iterable[tuple[str, str]], day: date) -> list[str]:
    """Which kinds of subject may be proposed for any of these awards, given as pairs of code and label."""
    return list(dict.fromkeys(kind for code, _label in awards for kind in kinds_of(award_round, code, day)))


def chosen_subjects(choices: Iterable[str]) -> dict[str, Any]:
    """The persons, households and collectives of these choices ("person-12"); those outside the scope are not there."""
    keys = {choice: choice.partition("-") for choice in choices}
    found = subjects_by_key((kind, int(row_id)) for kind, _dash, row_id in keys.values())
    return {f"{kind}-{row_id}": row for (kind, row_id), row in found.items()}


def nominees_whole(ids: Iterable[int]) -> list[Nominee]:
    """These nominees with all that hangs on them and their dossiers, to see what would be lost."""
    found: list[Nominee] = []
    for part in pieces(ids):
        chosen = select(Nominee).where(Nominee.id.in_(part)).order_by(Nominee.id)
        found += db.session.scalars(
            chosen.options(
                selectinload(Nominee.attestations),
                selectinload(Nominee.confirmations),
                selectinload(Nominee.grounds),
                joinedload(Nominee.dossier),
            )
        )
    return found
