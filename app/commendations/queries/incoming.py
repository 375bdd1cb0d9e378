"""What lists of nominees and of past awards are held against, and what the books hold of them for the exchange file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app import law
from app.commendations.models import Achievement, AwardRound, Dossier, Nominee, Suggestion
from app.commendations.queries.names import subject_label
from app.commendations.queries.naming import named
from app.commendations.queries.rounds import awards_of_round
from app.commendations.queries.subjects import pieces
from app.commendations.queries.suggestions import (
    SUBJECT,
    kinds_of,
    proposer_key,
    proposer_name,
    proposers,
    subject_key,
)
from app.commendations.rules import SuggestionState, typed_name
from app.commendations.rules.hearing import names_of
from app.commendations.rules.lines import KIND_SAID
from app.commendations.rules.naming import Named
from app.commendations.rules.past_lines import KnownAward, PastBooks, decision_key
from app.commendations.rules.suggested_lines import NomineeBooks, Suggested, typed_key
from app.db import db
from app.papers.models import Paper
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.reading.lines import Line
from app.tenancy import scope_of

KINDS = ("person", "household", "collective")


def hamlets_on(day: date) -> dict[int, str]:
    """The hamlets in force on a day, by id."""
    return {one.id: one.name for one in places.hamlets(day)}


def _named(lines: Sequence[Line]) -> list[Named]:
    return named({name for line in lines for name in names_of(line)}, KINDS)


# ---- awards of the past


def past_books(lines: Sequence[Line], options: Mapping[str, str], day: date) -> PastBooks:
    """The books as far as a list of past awards needs them: a handful of reads for each thousand lines.

    Args: options, what holds for the whole list, by name of the option.
    """
    known = _named(lines)
    awards = {code: award.label for code, award in law.AWARDS.items()}
    types = {item.code: item.text for item in law.AWARD_TYPES}
    usual = {name: options.get(name, "") for name in ("reference_number", "day", "issuer", "merit")}
    usual["award"] = awards.get(options.get("award", ""), "")
    usual["award_type"] = types.get(options.get("award_type", ""), "")
    hamlet = options.get("hamlet", "")
    return PastBooks(
        today=day,
        hamlets=hamlets_on(day),
        known=known,
        kept=dict(_kept(known)),
        awards=awards,
        types=types,
        usual={name: said for name, said in usual.items() if said},
        hamlet_id=int(hamlet) if hamlet.isdecimal() else None,
        adds=bool(options.get("adds")),
    )


def _kept(known: Iterable[Named]) -> Iterator[tuple[tuple[str, str, date], KnownAward]]:
    """The awards of these subjects, each by its decision; one that was decided here comes before one typed in."""
    found = list(known)
    for kind in KINDS:
        column = getattr(Achievement, f"{kind}_id")
        for ids in pieces(one.id for one in found if one.kind == kind):
            chosen = select(Achievement).where(column.in_(ids)).order_by(Achievement.nominee_id.is_not(None))
            for row in db.session.scalars(chosen):
                key = decision_key(f"{kind}-{getattr(row, f'{kind}_id')}", row.reference_number, row.day)
                yield key, _known_award(row)


def _known_award(row: Achievement) -> KnownAward:
    return KnownAward(
        row.id, row.award_label, row.award_type, row.merit, row.issuer_name, decided_here=row.nominee_id is not None
    )


def past_awards_told() -> Iterator[Mapping[str, str | int | date | None]]:
    """Every award of the own register as a line of a list, oldest first."""
    home = scope_of(db.session()).home
    hamlets = (selectinload(Achievement.person).joinedload(Person.hamlet), *_FOR_LABELS)
    chosen = select(Achievement).where(Achievement.owner_id == home).options(*hamlets)
    types = {item.code: item.text for item in law.AWARD_TYPES}
    for row in db.session.scalars(chosen.order_by(Achievement.day, Achievement.id)):
        told = _subject_told(row)
        if told["full_name"]:
            yield told | {
                "award": row.award_label,
                "award_type": types.get(row.award_type, row.award_type),
                "merit": row.merit,
                "reference_number": row.reference_number,
                "day": row.day,
                "issuer": row.issuer_name,
            }


_FOR_LABELS = (
    selectinload(Achievement.household).options(joinedload(Household.hamlet), selectinload(Household.head)),
    selectinload(Achievement.collective).joinedload(Collective.hamlet),
)


def _subject_told(row: Any) -> dict[str, str | int | date | None]:
    """Whom a row names, as a line of a list; an empty name where the household has no head any more."""
    kind = subject_key(row).partition("-")[0]
    subject = getattr(row, kind)
    human = subject.head if kind == "household" else subject if kind == "person" else None
    name = (human.name if human else "") if kind != "collective" else subject.name
    return {
        "full_name": name,
        "subject_kind": KIND_SAID[kind],
        "birth": human.birth.cell if human else None,
        "hamlet": subject.hamlet.name if subject.hamlet else "",
    }


def printed_since(award_ids: Iterable[int], since: datetime) -> list[str]:
    """Those of these awards whose achievement report was sealed since: the report names what it knew."""
    kinds = tuple(f"report_{kind}" for kind in KINDS)
    found: dict[int, str] = {}
    for ids in pieces(award_ids):
        for kind in KINDS:
            column = f"{kind}_id"
            chosen = (
                select(Nominee)
                .join(Achievement, getattr(Achievement, column) == getattr(Nominee, column))
                .join(Paper, (Paper.subject_table == "nominee") & (Paper.subject_id == Nominee.id))
                .where(Achievement.id.in_(ids), Paper.kind.in_(kinds), Paper.sealed_at >= since)
            )
            found |= {one.id: subject_label(one) for one in db.session.scalars(chosen)}
    return list(found.values())


# ---- nominees of a round


def nominee_books(
    award_round: AwardRound, lines: Sequence[Line], options: Mapping[str, str], day: date
) -> NomineeBooks:
    """The books as far as a list of nominees of a round needs them: a handful of reads, however long it is."""
    awards = dict(awards_of_round(award_round, day))
    by = {one.key: one for one in proposers(day)}
    rows = _rows(award_round)
    names = {key: one.name for key, one in by.items()} | {proposer_key(row): proposer_name(row) for row in rows}
    award = options.get("award", "") if options.get("award", "") in awards else ""
    return NomineeBooks(
        today=day,
        hamlets=hamlets_on(day),
        known=_named(lines),
        awards=awards,
        kinds={code: kinds_of(award_round, code, day) for code in awards},
        proposers=names,
        in_force=frozenset(by),
        hamlet_of={key: one.hamlet_id for key, one in by.items() if one.hamlet_id},
        rows=[_suggested(row) for row in rows],
        in_dossiers=_in_dossiers(award_round),
        award=award or (next(iter(awards)) if len(awards) == 1 else ""),
        proposer=options.get("proposer", "") if options.get("proposer", "") in by else "",
        merit=options.get("merit", ""),
        adds=bool(options.get("adds")),
    )


def _rows(award_round: AwardRound) -> list[Suggestion]:
    chosen = select(Suggestion).where(
        Suggestion.round_id == award_round.id, Suggestion.state != SuggestionState.DECLINED
    )
    return list(db.session.scalars(chosen.options(*SUBJECT).order_by(Suggestion.id)))


def _suggested(row: Suggestion) -> Suggested:
    who = subject_key(row) or typed_key(row.typed)
    return Suggested(row.id, row.award, proposer_key(row), who, row.merit, row.state)


def _in_dossiers(award_round: AwardRound) -> dict[str, list[str]]:
    """Who stands in an open dossier of the round, by award."""
    columns = [getattr(Nominee, f"{kind}_id") for kind in KINDS]
    chosen = (
        select(Dossier.award, *columns)
        .join(Nominee, Nominee.dossier_id == Dossier.id)
        .where(Dossier.round_id == award_round.id, Dossier.ended_on.is_(None))
    )
    found: dict[str, list[str]] = {}
    for award, *ids in db.session.execute(chosen):
        found.setdefault(award, []).extend(
            f"{kind}-{row_id}" for kind, row_id in zip(KINDS, ids, strict=True) if row_id
        )
    return found


def nominees_told(award_round: AwardRound, day: date) -> Iterator[Mapping[str, str | int | date | None]]:
    """Every suggestion of a round that was not declined, as a line of a list, in the order in which they came."""
    labels = {code: award.label for code, award in law.AWARDS.items()}
    for row in _rows(award_round):
        told = _subject_told(row) if subject_key(row) else _typed_told(row.typed)
        if told["full_name"]:
            yield told | {"award": labels[row.award], "merit": row.merit, "proposer": proposer_name(row)}


def _typed_told(typed: str) -> dict[str, str | int | date | None]:
    """A line kept as it was typed: its name, its year, its hamlet."""
    more = typed[len(typed_name(typed)) :].split(" – ")
    born = next((part for part in more if part[:1].isdecimal()), "")
    hamlet = next((part for part in more if part and not part[:1].isdecimal()), "")
    return {"full_name": typed_name(typed), "birth": born, "hamlet": hamlet}
