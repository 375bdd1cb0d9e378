"""Verbs of the desk: long work is stopped, a scanned stack is filed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from app import audit, jobs
from app.commitments import actions as commitments
from app.commitments import rules as pledges
from app.desk import queries, rules
from app.papers import actions as papers
from app.papers import queries as sealed
from app.papers import rules as paper_rules
from app.refusals import Refusal, Refused


def cancel_job(job: jobs.Job) -> None:
    """Stop long work; what is already done stays done. Raises Refused when it has ended already."""
    if reasons := rules.cancel_refusals(job.running):
        raise Refused(reasons)
    jobs.cancel(job)
    audit.record("job-cancelled", job, kind=job.kind)


@dataclass(frozen=True)
class Filed:
    """What became of a stack: how many papers were filed, how many pledges are signed by it, and which could not be."""

    papers: int
    signed: int
    known: int
    refused: tuple[tuple[str, Refusal], ...]


def file_stack(intake: Any, signed_on: date | None, today: date, incomplete: Collection[int] = ()) -> Filed:
    """File every paper of a scanned stack that is complete, and let the pledges among them be signed.

    Args: intake, a stack of papers.queries.intake; signed_on, the day written on the pledges, once for the stack, may
    be None when it holds none that is still to be signed; incomplete, ids of papers filed although a page is out.
    Raises Refused with all reasons at once, and then nothing is filed: nothing to file, no day, a day before one of
    the campaigns or in the future.
    """
    bundles = [one for one in sealed.intake.stack(intake).bundles if not one.lacking or one.paper.id in incomplete]
    lines = list(queries.pledges(one.paper for one in bundles).values())
    faults = paper_rules.filing_refusals(len(bundles)) + _day_faults(lines, signed_on, today)
    if faults:
        raise Refused(faults)
    papers.file_bundles(intake, bundles)
    taken = [commitments.take_back(campaign, own, signed_on or today, today) for campaign, own in _by_campaign(lines)]
    return Filed(
        len(bundles),
        sum(one.signed for one in taken),
        sum(one.known for one in taken),
        tuple(fault for one in taken for fault in one.refused),
    )


def _day_faults(lines: Iterable[Any], signed_on: date | None, today: date) -> list[Refusal]:
    """Why the day cannot be that of the pledges that are still to be signed; each reason once."""
    open_lines = [line for line in lines if not pledges.refusals("sign", line.row.state)]
    if signed_on is None:
        return [Refusal("stack-without-day")] if open_lines else []
    days = {line.row.campaign.opens_on for line in open_lines}
    faults = [fault for opens_on in sorted(days) for fault in pledges.signing_faults(signed_on, opens_on, today)]
    return list(dict.fromkeys(faults))


def _by_campaign(lines: Iterable[Any]) -> Iterable[tuple[Any, list[Any]]]:
    ordered = sorted(lines, key=lambda line: line.row.campaign_id)
    for _campaign_id, own in groupby(ordered, key=lambda line: line.row.campaign_id):
        found = list(own)
        yield found[0].row.campaign, found
