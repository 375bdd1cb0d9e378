"""Reads of the papers of a campaign: the stack to print, its bytes, the jobs that make it."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from werkzeug.exceptions import NotFound

from app import jobs
from app.commitments.models import Commitment
from app.commitments.queries.lines import Line, Wanted, lines
from app.commitments.rules import OPEN, State
from app.db import db
from app.papers import queries as papers
from app.papers.models import Paper

JOB = "print-commitments"
MAKING, LISTING = "make-commitments", "enter-commitment-list"
STACKS = 3  # of a campaign, kept in sight
AT_ONCE = 5_000  # ids in one statement: SQLite takes no more than 32,766


def to_print(campaign_id: int, which: str, hamlet_id: int | None = None) -> list[Line]:
    """The stack asked for: "unprinted" never printed, "missing" not signed yet, "all" with those that came back."""
    states = {"unprinted": frozenset({State.DRAFTED}), "missing": OPEN, "all": frozenset(State)}[which]
    return lines(campaign_id, Wanted(states, hamlet_id))


def is_fixed(campaign_id: int) -> bool:
    """Whether the words of this campaign stay as they are: a paper was sealed, or somebody signed them elsewhere."""
    signed = select(Commitment.id).where(Commitment.campaign_id == campaign_id, Commitment.signed_on.is_not(None))
    if db.session.scalars(signed.limit(1)).first() is not None:
        return True
    found = select(Paper.id).join(
        Commitment, and_(Paper.subject_table == Commitment.__tablename__, Paper.subject_id == Commitment.id)
    )
    return db.session.scalars(found.where(Commitment.campaign_id == campaign_id).limit(1)).first() is not None


def sealed_papers(paper_ids: Sequence[int]) -> list[Paper]:
    """These sealed commitments in the order given, each once; a 404 when one of them is not there."""
    rows = db.session.scalars(select(Paper).where(Paper.id.in_(paper_ids), Paper.kind == "commitment"))
    found = {paper.id: paper for paper in rows}
    if not paper_ids or set(found) != set(paper_ids):
        raise NotFound
    return [found[paper_id] for paper_id in dict.fromkeys(paper_ids)]


def hamlets_of(commitment_ids: Sequence[int]) -> dict[int, int | None]:
    """In which hamlet each of these commitments stands."""
    found: dict[int, int | None] = {}
    for start in range(0, len(commitment_ids), AT_ONCE):
        chosen = select(Commitment.id, Commitment.hamlet_id)
        some = commitment_ids[start : start + AT_ONCE]
        found |= {row_id: hamlet_id for row_id, hamlet_id in db.session.execute(chosen.where(Commitment.id.in_(some)))}
    return found


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
