"""The commitments of a campaign: one for each who should sign, a few at once or thousands in the background.

What was made at once is one act, also when a job makes it piece by piece: the act is begun with the job, so that what
was made before somebody stopped it can be taken back too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app import audit, jobs
from app.commitments import queries, rules
from app.commitments.actions import bulk
from app.commitments.models import BulkAct, Campaign, Commitment, keep_place
from app.commitments.queries import Subject
from app.commitments.rules import State
from app.db import db
from app.people.models import Collective, Household
from app.refusals import Refusal, Refused

AT_ONCE = 500  # commitments that are made while the official waits
READ = 1_000  # subjects whose heads and places are read in one statement


@dataclass(frozen=True)
class Made:
    """What became of a list: the new commitments, and how many were in the campaign already; or the job that makes it.

    `people` is how many were new in the books.
    """

    commitments: tuple[Commitment, ...] = ()
    known: int = 0
    people: int = 0
    job_id: int | None = None


def make_commitments(campaign: Campaign, subjects: Sequence[Subject], act: BulkAct | None = None) -> Made:
    """Make a commitment for each person, household or collective, skipping those that have one in this campaign.

    Args: act, the act begun before, when this is a piece of longer work. Raises Refused with everyone who cannot
    pledge here, by name; nothing is then made.
    """
    parts = [subjects[start : start + READ] for start in range(0, len(subjects), READ)]
    faults = [fault for part in parts for fault in _faults_of(campaign, part).values() if fault]
    if faults:
        raise Refused([fault for found in faults for fault in found])
    made = [row for part in parts for row in _made(campaign, part)]
    if made:
        bulk.record_made(campaign, made, act)
    audit.record("commitments-made", campaign, count=len(made))
    return Made(tuple(made), len(subjects) - len(made))


def make_for(campaign: Campaign, ids: Sequence[int]) -> Made:
    """Make the commitments of those chosen in the preview, by the ids of the persons, households or collectives.

    More than can be waited for are made in the background. Raises Refused like make_commitments().
    """
    if len(ids) <= AT_ONCE:
        return make_commitments(campaign, queries.subjects(campaign.wording.subject_kind, ids))
    act = bulk.record_made(campaign, [])
    job = jobs.start(queries.MAKING, total=len(ids), campaign_id=campaign.id, subject_ids=list(ids), act_id=act.id)
    return Made(job_id=job.id)


def make_piece(campaign: Campaign, ids: Sequence[int], act: BulkAct) -> None:
    """One piece of make_for(), repeatable; who can no longer pledge since the preview is left out."""
    subjects = queries.subjects(campaign.wording.subject_kind, ids)
    faults = _faults_of(campaign, subjects)
    make_commitments(campaign, [one for one in subjects if not faults[one.id]], act)


def _made(campaign: Campaign, subjects: Sequence[Subject]) -> list[Commitment]:
    known, places = queries.pledged_among(campaign.id, subjects), queries.places_of(subjects)
    made: list[Commitment] = []
    for subject in subjects:
        mark = (subject.__tablename__, subject.id)
        if mark in known:
            continue
        known.add(mark)
        row = Commitment(campaign=campaign, state=State.DRAFTED, **{f"{mark[0]}_id": subject.id})
        keep_place(row, places[mark])
        made.append(row)
    db.session.add_all(made)
    db.session.flush()
    return made


def _faults_of(campaign: Campaign, subjects: Sequence[Subject]) -> dict[int, list[Refusal]]:
    """Why each of these cannot pledge in the campaign, by id."""
    heads = queries.heads([subject.id for subject in subjects if isinstance(subject, Household)])
    return {subject.id: _faults(campaign, subject, heads) for subject in subjects}


def _faults(campaign: Campaign, subject: Subject, heads: dict[int, str]) -> list[Refusal]:
    kind, post = subject.__tablename__, None
    if isinstance(subject, Household):
        head = heads.get(subject.id)
        name = head or subject.hamlet.name
    elif isinstance(subject, Collective):
        name, head, post = subject.name, subject.head_name, subject.head_post
    else:
        name, head, post = subject.name, subject.unit.name if subject.unit else None, subject.post
    return rules.subject_faults(kind, campaign.wording.subject_kind, name, head, post)
