"""Reads of the acts on many commitments at once, and of what hangs on the commitments they touched."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, defer
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app.audit import AuditLine
from app.commitments.models import BulkAct, Commitment, DrawnSignature, Fulfilment, SignedFile
from app.commitments.queries.lines import Line, Wanted, conditions, read_lines, with_subjects
from app.db import db
from app.jobs import Job
from app.papers.models import Paper
from app.people.models import Collective, Person

UNDOING = "undo-bulk-act"
IN_ONE = 5_000  # ids in one statement: SQLite takes no more than 32,766 parameters

_Head = aliased(Person)
_TABLE = Commitment.__tablename__


def acts(campaign_id: int, before: int | None, limit: int) -> list[BulkAct]:
    """The acts of a campaign, newest first, before an id when one pages on; what they touched is not read."""
    chosen = select(BulkAct).options(defer(BulkAct.touched)).where(BulkAct.campaign_id == campaign_id)
    if before is not None:
        chosen = chosen.where(BulkAct.id < before)
    return list(db.session.scalars(chosen.order_by(BulkAct.id.desc()).limit(limit)))


def act(act_id: int) -> BulkAct:
    """The act with this id; a 404 when it is not in the scope."""
    found = db.session.get(BulkAct, act_id)
    if found is None:
        raise NotFound
    return found


def is_running(act_id: int) -> bool:
    """Whether a job is at work on this act: making it, or taking it back."""
    chosen = select(Job.id).where(Job.state.in_(("waiting", "running")), Job.arguments["act_id"].as_integer() == act_id)
    return db.session.scalars(chosen.limit(1)).first() is not None


def states_of(campaign_id: int, wanted: Wanted) -> dict[str, int]:
    """How many commitments of a list are in each state."""
    chosen = select(Commitment.state, func.count(Commitment.id)).where(
        Commitment.campaign_id == campaign_id, *conditions(wanted)
    )
    return {state: count for state, count in _rows(chosen.group_by(Commitment.state))}


def names_of(ids: Sequence[int]) -> dict[int, str]:
    """How the lists call these commitments; empty for a household that lost its head."""
    chosen = (
        select(Commitment.id, func.coalesce(Person.name, _Head.name, Collective.name, ""))
        .outerjoin(Person, Person.id == Commitment.person_id)
        .outerjoin(_Head, and_(_Head.household_id == Commitment.household_id, _Head.is_head))
        .outerjoin(Collective, Collective.id == Commitment.collective_id)
    )
    return {row_id: name for part in _parts(ids) for row_id, name in _rows(chosen.where(Commitment.id.in_(part)))}


def lines_of(ids: Sequence[int]) -> dict[int, Line]:
    """These commitments with whoever pledges, by id; one that is there no longer is left out."""
    found = (read_lines(with_subjects().where(Commitment.id.in_(part))) for part in _parts(ids))
    return {one.row.id: one for lines in found for one in lines}


def sealed_among(ids: Sequence[int]) -> set[int]:
    """Those of whom a paper was ever sealed."""
    return _among(ids, Paper.subject_id, lambda: Paper.subject_table == _TABLE)


def attested_among(ids: Sequence[int]) -> set[int]:
    """Those of whom a promise was attested."""
    return _among(ids, Fulfilment.commitment_id)


def evidenced_among(ids: Sequence[int]) -> set[int]:
    """Those on whom a drawn signature, a signed file or an attested promise hangs."""
    tables = (DrawnSignature, SignedFile)
    return attested_among(ids).union(*(_among(ids, table.commitment_id) for table in tables))


def renewed_among(ids: Sequence[int]) -> set[int]:
    """Those from whom a later commitment goes on."""
    return _among(ids, Commitment.former_id)


def last_actors(ids: Sequence[int]) -> dict[int, str]:
    """Who wrote the last line of the log about each of these commitments."""
    found: dict[int, str] = {}
    for part in _parts(ids):
        last = (
            select(func.max(AuditLine.id))
            .where(AuditLine.subject_table == _TABLE, AuditLine.subject_id.in_(part))
            .group_by(AuditLine.subject_id)
        )
        lines = _rows(select(AuditLine.subject_id, AuditLine.actor_name).where(AuditLine.id.in_(last)))
        found |= {row_id: name for row_id, name in lines}
    return found


def _among(ids: Sequence[int], column: Any, also: Callable[[], ColumnElement[bool]] | None = None) -> set[int]:
    conditions = [also()] if also else []
    found: set[int] = set()
    for part in _parts(ids):
        found.update(db.session.scalars(select(column).where(column.in_(part), *conditions)))
    return found


def _rows(chosen: Any) -> Iterable[Any]:
    return db.session.execute(chosen)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), IN_ONE):
        yield ids[start : start + IN_ONE]
