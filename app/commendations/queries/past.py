"""Reads of what a list of past awards is held against, and of the lists taken over before."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.exceptions import NotFound

from app import law, text
from app.commendations.models import Achievement, AchievementImport, Nominee
from app.commendations.queries.names import subject_label
from app.commendations.rules.past import Meant, PastBooks, decision_key
from app.db import db
from app.papers.models import Paper
from app.people import queries as people
from app.people.models import Collective, Household, Person
from app.people.rules import ListLine, SubjectKind
from app.places import queries as places
from app.tenancy import scope_of

IN_ONE = 1_000


def _parts(ids: Sequence[int] | Sequence[str]) -> Iterable[Sequence[int] | Sequence[str]]:
    for start in range(0, len(ids), IN_ONE):
        yield ids[start : start + IN_ONE]


def books_for(
    lines: Sequence[ListLine],
    names: Sequence[str],
    today: date,
    *,
    award_type: str = "",
    issuer: str = "",
    hamlet_id: int | None = None,
    adds: bool = False,
) -> PastBooks:
    """The books as far as this list needs them: a handful of reads for each thousand lines.

    Args: names, those of the lines without ông, bà, hộ; award_type, issuer, hamlet_id, those of lines which name none.
    """
    hamlets = {one.id: one.name for one in places.hamlets(today)}
    wanted = sorted({text.fold(name) for name in (*names, *(line.cell("name") for line in lines)) if name})
    meant = [*_persons(wanted, hamlets), *_households(wanted), *_collectives(wanted)]
    return PastBooks(
        today=today,
        hamlets=hamlets,
        meant=meant,
        known=frozenset(_known(meant)),
        awards={code: award.label for code, award in law.AWARDS.items()},
        types={item.code: item.text for item in law.AWARD_TYPES},
        award_type=award_type,
        issuer=issuer,
        hamlet_id=hamlet_id,
        adds=adds,
    )


def _persons(folded: Sequence[str], hamlets: dict[int, str]) -> Iterable[Meant]:
    for part in _parts(folded):
        for one in people.known(map(str, part)):
            told = [str(one.birth_year or ""), hamlets.get(one.hamlet_id or 0, "")]
            where = ", ".join(part for part in told if part)
            label = f"{one.name} ({where})" if where else one.name
            yield Meant(SubjectKind.PERSON, one.id, one.name, label, one.birth_year, one.hamlet_id)


def _households(folded: Sequence[str]) -> Iterable[Meant]:
    chosen = select(Household).join(Person, (Person.household_id == Household.id) & Person.is_head)
    for part in _parts(folded):
        rows = db.session.scalars(
            chosen.where(Person.name_fold.in_(part)).options(
                joinedload(Household.hamlet), selectinload(Household.head), selectinload(Household.members)
            )
        )
        for row in rows.unique():
            if row.head is not None:
                label = people.household_label(row)
                yield Meant(SubjectKind.HOUSEHOLD, row.id, row.head.name, label, row.head.birth_year, row.hamlet_id)


def _collectives(folded: Sequence[str]) -> Iterable[Meant]:
    for part in _parts(folded):
        for row in db.session.scalars(select(Collective).where(Collective.name_fold.in_(part))):
            yield Meant(SubjectKind.COLLECTIVE, row.id, row.name, row.name, None, row.hamlet_id)


def _known(meant: Sequence[Meant]) -> Iterable[tuple[str, str, date]]:
    columns = (
        (SubjectKind.PERSON, Achievement.person_id),
        (SubjectKind.HOUSEHOLD, Achievement.household_id),
        (SubjectKind.COLLECTIVE, Achievement.collective_id),
    )
    for kind, column in columns:
        ids = [one.id for one in meant if one.kind == kind]
        for part in _parts(ids):
            chosen = select(column, Achievement.reference_number, Achievement.day).where(column.in_(part))
            for subject_id, number, day in db.session.execute(chosen):
                yield decision_key(f"{kind}-{subject_id}", number, day)


# ---- lists taken over before


def lists(limit: int = 10) -> list[AchievementImport]:
    """The lists of this authority, the newest first."""
    home = scope_of(db.session()).home
    chosen = select(AchievementImport).where(AchievementImport.owner_id == home)
    return list(db.session.scalars(chosen.order_by(AchievementImport.id.desc()).limit(limit)))


def get_list(import_id: int) -> AchievementImport:
    """A list taken over before; a 404 for another authority's."""
    row = db.session.get(AchievementImport, import_id)
    if row is None or row.owner_id != scope_of(db.session()).home:
        raise NotFound
    return row


def awards_of_list(row: AchievementImport) -> list[Achievement]:
    """The awards that came with a list and are still there."""
    return list(db.session.scalars(select(Achievement).where(Achievement.import_id == row.id).order_by(Achievement.id)))


def printed_since(row: AchievementImport) -> list[str]:
    """Those of a list whose achievement report was sealed after it was taken over: the report names what it knew."""
    awards = awards_of_list(row)
    kinds = tuple(f"report_{kind}" for kind in SubjectKind)
    found: dict[int, str] = {}
    for column in (Nominee.person_id, Nominee.household_id, Nominee.collective_id):
        ids = [one for one in (getattr(award, column.key) for award in awards) if one]
        for part in _parts(ids):
            chosen = (
                select(Nominee)
                .join(Paper, (Paper.subject_table == "nominee") & (Paper.subject_id == Nominee.id))
                .where(column.in_(part), Paper.kind.in_(kinds), Paper.sealed_at >= row.at)
            )
            found |= {one.id: subject_label(one) for one in db.session.scalars(chosen)}
    return list(found.values())
