"""A list of the national platform taken over in one step, and taken back while nobody went on from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import audit, clock, tenancy, text
from app.db import db
from app.people import actions as people
from app.people.actions import PastedPerson
from app.people.models import Person
from app.refusals import Refusal, refuse_if
from app.training.models import ListImport, OnlineResult
from app.training.queries import imports
from app.training.rules.lists import ListJudged, ListKind, Standing, undo_faults


@dataclass(frozen=True)
class Taken:
    """What became of a list: how many lines were entered, and how many people came new into the books."""

    count: int
    people: int = 0


def take_list(kind: ListKind, judged: Sequence[ListJudged], source: str) -> Taken:
    """Enter the lines of a judged list that are plain; the others are left out, as its preview said.

    Args: source, where the list comes from; it stands beside each line. Raises Refused when no line can be entered.
    """
    lines = [one for one in judged if one.standing in (Standing.READY, Standing.NEW)]
    refuse_if([] if lines else [Refusal("nothing-to-enter")])
    new = _new_people([one for one in lines if one.known_id is None])
    known = imports.people_by_id([one.known_id for one in lines if one.known_id is not None])
    pairs = [(known[one.known_id] if one.known_id is not None else new[one.key], one) for one in lines]
    source, actor = text.nfc(source), tenancy.actor_of(db.session()).name
    touched = _confirm(pairs, source) if kind is ListKind.VNEID else _complete(pairs, source)
    row = ListImport(kind=kind, source=source, at=clock.now(), by=actor, count=len(touched), touched=touched)
    db.session.add(row)
    event = "vneid-list-taken" if kind is ListKind.VNEID else "online-list-taken"
    audit.record(event, row, count=len(touched), source=source)
    return Taken(len(touched), len(new))


def _new_people(lines: Sequence[ListJudged]) -> dict[Any, Person]:
    """Those who come into the books; lines that agree in name, birth and hamlet are one person."""
    first: dict[Any, ListJudged] = {}
    for one in lines:
        first.setdefault(one.key, one)
    rows = [
        PastedPerson(
            name=one.line.cell("name"),
            born_on=one.birth.born_on,
            birth_year=one.birth.birth_year,
            hamlet_id=one.hamlet_id,
        )
        for one in first.values()
    ]
    added = people.paste(None, rows) if rows else []
    db.session.flush()
    return dict(zip(first, added, strict=True))


def _confirm(pairs: Sequence[tuple[Person, ListJudged]], source: str) -> list[dict[str, Any]]:
    days = [(person, one.day) for person, one in pairs if one.day is not None]
    before = [(person.vneid_confirmed_on, person.vneid_source) for person, _ in days]
    people.confirm_on_vneid(days, source)
    return [
        {"id": person.id, "before": [_written(was), source_was], "after": [_written(day), source]}
        for (person, day), (was, source_was) in zip(days, before, strict=True)
    ]


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _complete(pairs: Sequence[tuple[Person, ListJudged]], source: str) -> list[dict[str, Any]]:
    by, on = tenancy.actor_of(db.session()).name, clock.today()
    rows = [
        OnlineResult(
            person_id=person.id,
            title=one.title,
            platform=text.nfc(one.platform),
            completed_on=one.day,
            source=source,
            entered_by=by,
            entered_on=on,
        )
        for person, one in pairs
    ]
    db.session.add_all(rows)
    db.session.flush()
    return [{"id": row.id} for row in rows]


# ---- taking it back


def why_not_undo(row: ListImport) -> list[Refusal]:
    """Why a list is not taken back: it was, a later one came, or somebody changed what it wrote."""
    last = imports.last(ListKind(row.kind))
    found = undo_faults(row.undone_by, last=last is not None and last.id == row.id)
    if found or row.kind != ListKind.VNEID:
        return found
    known = imports.people_by_id([entry["id"] for entry in row.touched])
    changed = [known[entry["id"]].name for entry in row.touched if _changed(known.get(entry["id"]), entry)]
    return [Refusal("import-changed-since", detail=_some(changed))] if changed else []


def _changed(person: Person | None, entry: dict[str, Any]) -> bool:
    return person is not None and [_written(person.vneid_confirmed_on), person.vneid_source] != entry["after"]


def _some(names: Sequence[str]) -> str:
    more = f" và {len(names) - 5} người nữa" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


def undo_list(row: ListImport) -> int:
    """Take a list back: confirmations are as before, completed courses are gone; people it added stay in the books.

    Returns how many lines went back. Raises Refused while a later list or a later change stands on it.
    """
    refuse_if(why_not_undo(row))
    if row.kind == ListKind.VNEID:
        _put_back(row.touched)
    else:
        for one in imports.results_by_id([entry["id"] for entry in row.touched]):
            db.session.delete(one)
    row.undone_at, row.undone_by = clock.now(), tenancy.actor_of(db.session()).name
    audit.record("list-taken-back", row, count=row.count, source=row.source)
    return row.count


def _put_back(touched: Sequence[dict[str, Any]]) -> None:
    known = imports.people_by_id([entry["id"] for entry in touched])
    for entry in touched:
        day, source = entry["before"]
        people.put_vneid_back(known[entry["id"]], date.fromisoformat(day) if day else None, source)
