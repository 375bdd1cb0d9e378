"""A pasted list of past awards: what is right is entered at once, the rest later; undone while nothing rests on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app import audit, clock, tenancy, text
from app.commendations.models import Achievement, AchievementImport
from app.commendations.queries import past as queries
from app.commendations.rules.past import WAITING, PastJudged, Standing, undo_refusals
from app.db import db
from app.people import actions as people
from app.people.actions import PastedPerson
from app.people.rules import SubjectKind
from app.refusals import Refusal, refuse_if

COLUMNS = {
    SubjectKind.PERSON: "person_id",
    SubjectKind.HOUSEHOLD: "household_id",
    SubjectKind.COLLECTIVE: "collective_id",
}


@dataclass(frozen=True)
class Taken:
    """What became of a list: entered now, persons who came new into the books, lines that wait, lines known already."""

    row: AchievementImport
    count: int
    people: int
    waiting: int
    known: int


def take_list(
    judged: Sequence[PastJudged],
    source: str,
    row: AchievementImport | None,
    rest: str,
    holding: Mapping[str, Any] | None = None,
) -> Taken:
    """Enter the lines of a judged list that are plain, and keep the others to be finished later.

    Args: row, the list that is gone on with; rest, the waiting lines as the preview packs them; holding, what was
    chosen for the whole list, so that the lines that wait are still read by it.
    Raises Refused when there is nothing to enter, or the list was taken back meanwhile.
    """
    lines = [one for one in judged if one.standing is Standing.NEW]
    waiting = sum(one.standing in WAITING for one in judged)
    known = sum(one.standing is Standing.KNOWN for one in judged)
    found = [] if lines or row is not None else [Refusal("past-nothing-to-enter")]
    if row is not None and row.undone_by:
        found.append(Refusal("past-undone-already", detail=row.undone_by))
    refuse_if(found)
    if row is None:
        row = AchievementImport(
            source=text.nfc(source), at=clock.now(), by=tenancy.actor_of(db.session()).name, count=0, lines={}
        )
        db.session.add(row)
        db.session.flush()
    new = _new_people([one for one in lines if one.subject is None])
    for one in lines:
        subject = (one.kind, one.subject.id) if one.subject else (SubjectKind.PERSON, new[_who(one)])
        db.session.add(_award(row, one, *subject))
    row.count += len(lines)
    row.lines = {"rest": rest if waiting else "", "waiting": waiting, "holding": dict(holding or {})}
    db.session.flush()
    audit.record("achievement-list-taken", row, count=len(lines), source=row.source)
    return Taken(row, len(lines), len(new), waiting, known)


def _who(one: PastJudged) -> tuple[str, int | None, int | None]:
    return text.fold(one.name), one.birth_year, one.hamlet_id


def _new_people(lines: Sequence[PastJudged]) -> dict[Any, int]:
    """Those who come into the books; lines that agree in name, year and hamlet are one person."""
    first: dict[Any, PastJudged] = {}
    for one in lines:
        first.setdefault(_who(one), one)
    rows = [
        PastedPerson(name=one.name, born_on=None, birth_year=one.birth_year, hamlet_id=one.hamlet_id)
        for one in first.values()
    ]
    added = people.paste(None, rows) if rows else []
    db.session.flush()
    return {who: person.id for who, person in zip(first, added, strict=True)}


def _award(row: AchievementImport, one: PastJudged, kind: str, subject_id: int) -> Achievement:
    assert one.day is not None  # a line without its day is wrong
    award = Achievement(
        owner_id=row.owner_id,
        import_id=row.id,
        award=one.award,
        award_label=text.nfc(one.award_label),
        award_type=one.award_type,
        merit=text.nfc(one.line.cell("merit")),
        reference_number=text.nfc(one.line.cell("number")),
        day=one.day,
        issuer_name=text.nfc(one.issuer),
    )
    setattr(award, COLUMNS[SubjectKind(kind)], subject_id)
    return award


def why_not_undo(row: AchievementImport) -> list[Refusal]:
    """Why a list is not taken back: it was, an award of it was cancelled, or a report sealed since names it."""
    if row.undone_by:
        return undo_refusals(row.undone_by, 0, ())
    revoked = sum(one.revoked_on is not None for one in queries.awards_of_list(row))
    return undo_refusals(None, revoked, queries.printed_since(row))


def undo_list(row: AchievementImport) -> int:
    """Take all awards of a list off the register; persons it added stay in the books. Returns how many went.

    Raises Refused while something rests on it.
    """
    refuse_if(why_not_undo(row))
    awards = queries.awards_of_list(row)
    for one in awards:
        db.session.delete(one)
    row.lines = {"rest": "", "waiting": 0}
    row.undone_at, row.undone_by = clock.now(), tenancy.actor_of(db.session()).name
    db.session.flush()
    audit.record("achievement-list-undone", row, count=len(awards), source=row.source)
    return len(awards)
