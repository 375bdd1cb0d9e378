"""Verbs of the desk."""

from app import audit, jobs
from app.desk import rules
from app.refusals import Refused


def cancel_job(job: jobs.Job) -> None:
    """Stop long work; what is already done stays done. Raises Refused when it has ended already."""
    if reasons := rules.cancel_refusals(job.running):
        raise Refused(reasons)
    jobs.cancel(job)
    audit.record("job-cancelled", job, kind=job.kind)
