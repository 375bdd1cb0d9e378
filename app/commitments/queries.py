"""Reads of commitments; a record of another commune is not there (404)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.sql.elements import ColumnElement
from werkzeug.exceptions import NotFound

from app import jobs, pdf, text
from app.commitments.models import Campaign, Commitment, Wording
from app.commitments.rules import OFFICIAL, OPEN, State
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper
from app.people.models import Collective, Household, Person
from app.places.models import Hamlet

PAGE = 50
NO_HAMLET = 0  # a filter: those who belong to no hamlet
JOB = "print-commitments"
STACKS = 3  # of a campaign, kept in sight

Subject = Person | Household | Collective

_Head = aliased(Person)
_hamlet_id = func.coalesce(Person.hamlet_id, Household.hamlet_id, Collective.hamlet_id)
_name_key = func.coalesce(Person.name_key, _Head.name_key, Collective.name_key, "~")
_name_fold = func.coalesce(Person.name_fold, _Head.name_fold, Collective.name_fold, "")
_key = tuple_(func.coalesce(Hamlet.name_key, "~"), _name_key, Commitment.id)


def get(commitment_id: int) -> Commitment:
    """The commitment with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Commitment, commitment_id))


def campaign(campaign_id: int) -> Campaign:
    """The campaign with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Campaign, campaign_id))


def wording(wording_id: int) -> Wording:
    """The text of pledge with this id; a 404 when it is not in the scope."""
    return _found(db.session.get(Wording, wording_id))


def _found(row: Any) -> Any:
    if row is None:
        raise NotFound
    return row


# ---- campaigns and texts


def campaigns() -> list[Campaign]:
    """All campaigns, the newest first."""
    chosen = select(Campaign).options(joinedload(Campaign.wording), joinedload(Campaign.plan))
    return list(db.session.scalars(chosen.order_by(Campaign.opens_on.desc(), Campaign.id.desc())))


def wordings(day: date) -> list[Wording]:
    """The newest version in force on a day of every text of pledge."""
    rows = db.session.scalars(select(Wording).where(Wording.valid_from <= day).order_by(Wording.code, Wording.version))
    newest = {row.code: row for row in rows}
    return list(newest.values())


def all_wordings() -> list[Wording]:
    """Every version of every text of pledge, the newest version of each first."""
    return list(db.session.scalars(select(Wording).order_by(Wording.code, Wording.version.desc())))


def newest(code: str) -> Wording | None:
    """The newest version of a text, whatever its day."""
    chosen = select(Wording).where(Wording.code == code).order_by(Wording.version.desc())
    return db.session.scalars(chosen).first()


def campaigns_of(wording_ids: Iterable[int]) -> dict[int, int]:
    """How many campaigns use each of these texts."""
    rows = db.session.execute(
        select(Campaign.wording_id, func.count(Campaign.id))
        .where(Campaign.wording_id.in_(list(wording_ids)))
        .group_by(Campaign.wording_id)
    )
    return {wording_id: count for wording_id, count in rows}


# ---- who pledges


@dataclass(frozen=True)
class Line:
    """A commitment with whoever pledges: the person, the head of the household or the collective, and the hamlet."""

    row: Commitment
    who: Person | Collective | None
    household: Household | None
    hamlet: Hamlet | None

    @property
    def name(self) -> str:
        """The name by which the list calls it; empty for a household that lost its head."""
        return self.who.name if self.who else ""

    @property
    def kind(self) -> str:
        """person, household or collective."""
        if self.row.household_id:
            return "household"
        return "person" if self.row.person_id else "collective"

    @property
    def pledges_as(self) -> str:
        """The kind of the text that is signed: a person may pledge as cán bộ, công chức."""
        return self.row.campaign.wording.subject_kind if self.kind == "person" else self.kind

    @property
    def key(self) -> tuple[str, str, int]:
        """Its place in the order by hamlet and name."""
        return (self.hamlet.name_key if self.hamlet else "~", self.who.name_key if self.who else "~", self.row.id)


def with_subjects() -> Any:
    """Commitments joined with whoever pledges and where: one statement, however many rows."""
    return (
        select(Commitment, Person, _Head, Collective, Household, Hamlet)
        .outerjoin(Person, Person.id == Commitment.person_id)
        .outerjoin(Household, Household.id == Commitment.household_id)
        .outerjoin(_Head, and_(_Head.household_id == Household.id, _Head.is_head))
        .outerjoin(Collective, Collective.id == Commitment.collective_id)
        .outerjoin(Hamlet, Hamlet.id == _hamlet_id)
    )


def read_lines(chosen: Any) -> list[Line]:
    """The lines of a statement that began as with_subjects()."""
    return [
        Line(row, person or head or collective, household, hamlet)
        for row, person, head, collective, household, hamlet in db.session.execute(chosen)
    ]


def line(row: Commitment) -> Line:
    """One commitment with whoever pledges."""
    return read_lines(with_subjects().where(Commitment.id == row.id))[0]


@dataclass(frozen=True)
class Wanted:
    """Which commitments of a campaign a list shows; NO_HAMLET asks for those of no hamlet."""

    states: frozenset[State] = frozenset()
    hamlet_id: int | None = None
    typed: str = ""


def lines(
    campaign_id: int, wanted: Wanted | None = None, after: Line | None = None, limit: int | None = None
) -> list[Line]:
    """The commitments of a campaign as wanted, by hamlet and then by name, from a line on."""
    chosen = with_subjects().where(Commitment.campaign_id == campaign_id, *_conditions(wanted or Wanted()))
    if after is not None:
        chosen = chosen.where(_key > after.key)
    return read_lines(chosen.order_by(*_key.clauses).limit(limit))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.states:
        found.append(Commitment.state.in_(sorted(wanted.states)))
    if wanted.hamlet_id == NO_HAMLET:
        found.append(Hamlet.id.is_(None))
    elif wanted.hamlet_id is not None:
        found.append(Hamlet.id == wanted.hamlet_id)
    if wanted.typed:
        found.append(_name_fold.contains(text.fold(wanted.typed), autoescape=True))
    return found


def in_campaign(campaign_id: int, state: str | None = None, hamlet_id: int | None = None) -> list[Commitment]:
    """The commitments of a campaign by hamlet and then by name."""
    states = frozenset({State(state)}) if state else frozenset()
    return [one.row for one in lines(campaign_id, Wanted(states, hamlet_id))]


def chosen(campaign_id: int, ids: Sequence[int]) -> list[Line]:
    """The ticked commitments of a campaign; a 404 when one of them is not there."""
    found = read_lines(
        with_subjects().where(Commitment.campaign_id == campaign_id, Commitment.id.in_(ids)).order_by(*_key.clauses)
    )
    if len(found) != len(set(ids)):
        raise NotFound
    return found


# ---- counts


@dataclass(frozen=True)
class Count:
    """How many commitments there are, and how many of them came back."""

    total: int
    signed: int
    declined: int
    drafted: int

    @property
    def missing(self) -> int:
        """Who has neither signed nor declined."""
        return self.total - self.signed - self.declined


@dataclass(frozen=True)
class HamletCount(Count):
    """How a campaign stands in one hamlet; without id and name for those of no hamlet."""

    hamlet_id: int | None
    name: str


def count_of(states: dict[str, int]) -> Count:
    """The count of one campaign from its numbers by state."""
    return Count(**_numbers(states))


def sum_of(counts: Sequence[Count]) -> Count:
    """The whole campaign from its hamlets."""
    return Count(*(sum(getattr(one, name) for one in counts) for name in ("total", "signed", "declined", "drafted")))


def _numbers(states: dict[str, int]) -> dict[str, int]:
    return {
        "total": sum(states.values()),
        "signed": states.get(State.SIGNED, 0),
        "declined": states.get(State.DECLINED, 0),
        "drafted": states.get(State.DRAFTED, 0),
    }


def counts(campaign_id: int) -> list[HamletCount]:
    """How a campaign stands, by hamlet, in the order of the hamlets."""
    rows = db.session.execute(
        with_subjects()
        .with_only_columns(Hamlet.id, Hamlet.name, Hamlet.name_key, Commitment.state, func.count(Commitment.id))
        .where(Commitment.campaign_id == campaign_id)
        .group_by(Hamlet.id, Hamlet.name, Hamlet.name_key, Commitment.state)
    )
    found: dict[tuple[str, int | None, str], dict[str, int]] = {}
    for hamlet_id, name, key, state, count in rows:
        found.setdefault((key or "~", hamlet_id, name or ""), {})[state] = count
    ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0))
    return [HamletCount(hamlet_id=place[1], name=place[2], **_numbers(states)) for place, states in ordered]


def totals() -> dict[int, dict[str, int]]:
    """How many commitments each campaign has in each state."""
    rows = db.session.execute(
        select(Commitment.campaign_id, Commitment.state, func.count(Commitment.id)).group_by(
            Commitment.campaign_id, Commitment.state
        )
    )
    found: dict[int, dict[str, int]] = {}
    for campaign_id, state, count in rows:
        found.setdefault(campaign_id, {})[state] = count
    return found


def pledged(campaign_id: int) -> set[tuple[str, int]]:
    """Who is in a campaign already: kind and id."""
    rows = db.session.execute(
        select(Commitment.person_id, Commitment.household_id, Commitment.collective_id).where(
            Commitment.campaign_id == campaign_id
        )
    )
    kinds = ("person", "household", "collective")
    return {(kind, found) for row in rows for kind, found in zip(kinds, row, strict=True) if found}


# ---- who may still be asked to pledge

_TABLES: dict[str, type[Subject]] = {
    "person": Person,
    "household": Household,
    "collective": Collective,
    OFFICIAL: Person,
}


def candidates(campaign: Campaign, hamlet_ids: Iterable[int] | None = None) -> list[Subject]:
    """Everyone of the campaign's kind who is not in it yet and can pledge, of some hamlets or of all.

    NO_HAMLET among the ids asks for those of no hamlet. Who cannot pledge yet: see incomplete().
    """
    table = _TABLES[campaign.wording.subject_kind]
    chosen = select(table).where(*_not_yet(campaign), _complete(campaign)).order_by(table.id)
    if hamlet_ids is not None:
        chosen = chosen.where(_in_hamlets(table, set(hamlet_ids)))
    return list(db.session.scalars(chosen))


def candidates_by_hamlet(campaign: Campaign) -> dict[int, int]:
    """How many may still be asked, by hamlet; NO_HAMLET for those of none."""
    table = _TABLES[campaign.wording.subject_kind]
    rows = db.session.execute(
        select(table.hamlet_id, func.count(table.id))
        .where(*_not_yet(campaign), _complete(campaign))
        .group_by(table.hamlet_id)
    )
    return {hamlet_id or NO_HAMLET: count for hamlet_id, count in rows}


def incomplete(campaign: Campaign) -> int:
    """How many are not in the campaign because their particulars lack what the paper prints."""
    table = _TABLES[campaign.wording.subject_kind]
    found = db.session.scalar(select(func.count(table.id)).where(*_not_yet(campaign), ~_complete(campaign)))
    return found or 0


def heads(household_ids: Sequence[int]) -> dict[int, str]:
    """The names of the heads of these households."""
    rows = db.session.execute(
        select(_Head.household_id, _Head.name).where(_Head.household_id.in_(household_ids), _Head.is_head)
    )
    return {household_id: name for household_id, name in rows if household_id is not None}


def _not_yet(campaign: Campaign) -> list[ColumnElement[bool]]:
    """Not in the campaign already, and of its kind: for cán bộ, công chức whoever has a post or a unit."""
    table = _TABLES[campaign.wording.subject_kind]
    column = getattr(Commitment, f"{table.__tablename__}_id")
    there = exists().where(Commitment.campaign_id == campaign.id, column == table.id)
    if campaign.wording.subject_kind == OFFICIAL:
        return [~there, or_(Person.unit_id.is_not(None), _has_post())]
    return [~there]


def _has_post() -> ColumnElement[bool]:
    return func.coalesce(Person.post, "") != ""


def _complete(campaign: Campaign) -> ColumnElement[bool]:
    table = _TABLES[campaign.wording.subject_kind]
    if campaign.wording.subject_kind == OFFICIAL:
        return and_(Person.unit_id.is_not(None), _has_post())
    if table is Household:
        return exists().where(_Head.household_id == Household.id, _Head.is_head)
    if table is Collective:
        return and_(
            func.coalesce(Collective.head_name, "") != "",
            func.coalesce(Collective.head_post, "") != "",
        )
    return Person.name != ""


def _in_hamlets(table: type[Subject], ids: set[int]) -> ColumnElement[bool]:
    named = table.hamlet_id.in_(sorted(ids - {NO_HAMLET}))
    return or_(named, table.hamlet_id.is_(None)) if NO_HAMLET in ids else named


# ---- the papers


def to_print(campaign_id: int, which: str, hamlet_id: int | None = None) -> list[Line]:
    """The stack asked for: "unprinted" never printed, "missing" not signed yet, "all" with those that came back."""
    states = {"unprinted": frozenset({State.DRAFTED}), "missing": OPEN, "all": frozenset(State)}[which]
    return lines(campaign_id, Wanted(states, hamlet_id))


def any_printed(campaign_id: int) -> bool:
    """Whether a paper of this campaign was ever sealed."""
    found = select(Paper.id).join(
        Commitment, and_(Paper.subject_table == Commitment.__tablename__, Paper.subject_id == Commitment.id)
    )
    return db.session.scalars(found.where(Commitment.campaign_id == campaign_id).limit(1)).first() is not None


def stack(paper_ids: Sequence[int]) -> bytes:
    """Sealed commitments as one PDF for the printer, in the order given; a 404 when one of them is not there."""
    rows = db.session.scalars(select(Paper).where(Paper.id.in_(paper_ids), Paper.kind == "commitment"))
    found = {paper.id: paper for paper in rows}
    if not paper_ids or set(found) != set(paper_ids):
        raise NotFound
    contents = [papers.bytes_of(found[paper_id]) for paper_id in paper_ids]
    return contents[0] if len(contents) == 1 else pdf.stack(contents).bytes


def sealed_bytes(commitment_ids: Sequence[int]) -> list[bytes]:
    """The paper that holds for each of these commitments, all of them sealed, in the order given."""
    found = papers.of_many(Commitment.__tablename__, commitment_ids)
    return [papers.bytes_of(found[row_id][-1]) for row_id in commitment_ids]


def stack_of_job(job_id: int) -> bytes:
    """The file that a printing job left; a 404 when it is not there or the job is not done."""
    job = jobs.find(job_id)
    if job is None or job.kind != JOB or job.state != "done":
        raise NotFound
    return papers.stored(job.result["sha256"])


def stacks_of(campaign_id: int) -> list[jobs.Job]:
    """The last stacks of a campaign that are being made or are ready to print, newest first."""
    chosen = select(jobs.Job).where(
        jobs.Job.kind == JOB,
        jobs.Job.state.in_(("waiting", "running", "done")),
        jobs.Job.arguments["campaign_id"].as_integer() == campaign_id,
    )
    return list(db.session.scalars(chosen.order_by(jobs.Job.id.desc()).limit(STACKS)))
