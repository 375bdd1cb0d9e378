"""A running job, made as a slice makes one."""

from app import jobs
from app.db import db
from tests.cast import acting


@jobs.task("test-waiting")
def waiting(progress: jobs.Progress) -> dict:
    """Work that nobody is to run."""
    return {}


def foreign_urls(cast) -> list[str]:
    """A job of the home commune; needs a context."""
    with acting(cast.users["officer"]):
        job = jobs.start("test-waiting", total=1)
        db.session.info.pop("jobs")  # it stays where this test puts it
        return [f"/jobs/{job.id}"]
