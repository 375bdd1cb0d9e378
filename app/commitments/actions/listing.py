"""A list pasted into a campaign: who is new goes into the books, and everyone on it gets a commitment, in one step."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from app import jobs
from app.commitments import queries
from app.commitments.actions import bulk
from app.commitments.actions.making import Made, make_commitments
from app.commitments.models import BulkAct, Campaign
from app.commitments.queries import Subject
from app.commitments.rules import OFFICIAL
from app.db import db
from app.people import actions as people
from app.people.actions import PastedPerson
from app.people.models import Person

LIST_AT_ONCE = 1_000  # lines that are entered while the official waits


@dataclass(frozen=True)
class ListEntry:
    """One accepted line: someone of the books (known_id), or what the books take over of someone new.

    `head` and `post` are the representative of a collective and that person's post, or the post of an official.
    """

    name: str
    known_id: int | None = None
    sex: str | None = None
    born_on: date | None = None
    birth_year: int | None = None
    target_group: str | None = None
    phone: str | None = None
    occupation: str | None = None
    hamlet_id: int | None = None
    unit_id: int | None = None
    post: str | None = None
    head: str | None = None


def make_from_list(campaign: Campaign, entries: Sequence[ListEntry], today: date) -> Made:
    """Enter who is new, and make a commitment for everyone on the list who has none.

    Args: today, by which days of birth are judged. A long list is entered in the background. Raises Refused when
    somebody cannot be entered or cannot pledge here; nothing is then entered.
    """
    if len(entries) <= LIST_AT_ONCE:
        return make_list_piece(campaign, entries, today)
    act = bulk.record_made(campaign, [])
    kept = [_kept(entry) for entry in entries]
    job = jobs.start(
        queries.LISTING,
        total=len(entries),
        campaign_id=campaign.id,
        entries=kept,
        today=today.isoformat(),
        act_id=act.id,
    )
    return Made(job_id=job.id)


def _kept(entry: ListEntry) -> dict[str, Any]:
    """A line as a job keeps it; read_entry() reads it again."""
    filled = {name: value for name, value in asdict(entry).items() if value is not None}
    return filled | ({"born_on": entry.born_on.isoformat()} if entry.born_on else {})


def read_entry(kept: dict[str, Any]) -> ListEntry:
    """A line as a job kept it."""
    entry = ListEntry(**kept)
    return replace(entry, born_on=date.fromisoformat(kept["born_on"])) if "born_on" in kept else entry


def make_list_piece(campaign: Campaign, entries: Sequence[ListEntry], today: date, act: BulkAct | None = None) -> Made:
    """One piece of make_from_list(): in a transaction of its own it is done wholly or not at all."""
    kind = campaign.wording.subject_kind
    subjects = _ENTER[kind](entries, today)
    db.session.flush()
    made = make_commitments(campaign, list(dict.fromkeys(subjects)), act)
    return replace(made, people=sum(1 for entry in entries if entry.known_id is None))


def _known(entries: Sequence[ListEntry], kind: str) -> dict[int, Any]:
    ids = [entry.known_id for entry in entries if entry.known_id is not None]
    return {one.id: one for one in queries.subjects(kind, ids)}


def _pasted(entry: ListEntry, household: bool) -> PastedPerson:
    return PastedPerson(
        name=entry.name,
        sex=entry.sex,
        born_on=entry.born_on,
        birth_year=entry.birth_year,
        target_group=entry.target_group,
        phone=entry.phone,
        occupation=entry.occupation,
        household=household,
        hamlet_id=entry.hamlet_id,
        known_id=entry.known_id,
    )


def _persons(entries: Sequence[ListEntry], _today: date) -> list[Subject]:
    new = [entry for entry in entries if entry.known_id is None]
    entered: list[Subject] = list(people.paste(None, [_pasted(one, False) for one in new])) if new else []
    return [*entered, *_known(entries, "person").values()]


def _households(entries: Sequence[ListEntry], _today: date) -> list[Subject]:
    """The households these persons head, or belong to; who has none gets one."""
    known = _known(entries, "person")
    homeless = [one for one in entries if one.known_id is None or _is_homeless(known.get(one.known_id))]
    heads: list[Person] = people.paste(None, [_pasted(one, True) for one in homeless]) if homeless else []
    members = [person for person in known.values() if person not in set(heads)]
    db.session.flush()
    return [person.household for person in [*heads, *members] if person.household is not None]


def _is_homeless(person: Person | None) -> bool:
    return person is not None and person.household_id is None


def _officials(entries: Sequence[ListEntry], today: date) -> list[Subject]:
    known = _known(entries, OFFICIAL)
    return [_official(entry, known.get(entry.known_id or 0), today) for entry in entries]


def _official(entry: ListEntry, known: Person | None, today: date) -> Person:
    """Of somebody known only what the books lack is taken over from the list."""
    if known is not None:
        gaps = {"post": entry.post, "unit_id": entry.unit_id}
        lacking = {name: value for name, value in gaps.items() if value and not getattr(known, name)}
        return people.save_person(known, today, **lacking) if lacking else known
    columns = ("sex", "born_on", "birth_year", "unit_id", "post")
    return people.save_person(None, today, name=entry.name, **{name: getattr(entry, name) for name in columns})


def _collectives(entries: Sequence[ListEntry], _today: date) -> list[Subject]:
    known = _known(entries, "collective")
    found: list[Subject] = []
    for entry in entries:
        row = known.get(entry.known_id or 0)
        gaps = {"head_name": entry.head, "head_post": entry.post}
        if row is None:
            row = people.save_collective(None, name=entry.name, hamlet_id=entry.hamlet_id, **gaps)
        elif lacking := {name: value for name, value in gaps.items() if value and not getattr(row, name)}:
            row = people.save_collective(row, **lacking)
        found.append(row)
    return found


_ENTER = {"person": _persons, "household": _households, OFFICIAL: _officials, "collective": _collectives}
