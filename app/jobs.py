"""Long work in the background: a Job row the official can watch and cancel, and the only door to Huey.

The message carries the job's id; the worker builds its scope from the row, no wider than that of the one
who started it. Work is enqueued after the commit, since otherwise the worker looks for a row that is not
there yet.

The rows are the truth, the queue is only a bell: a worker that starts empties the queue and takes up every job that
has not ended. So there is one worker for an installation, as ./run starts it; with two, the second would take up what
the first is doing. Tried and dropped: to believe the queue, which forgets the message of a job when it hands it out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from huey.consumer import Consumer
from sqlalchemy import event, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app import clock, tenancy
from app.config import Config
from app.db import Base, db, reading, transaction
from app.tenancy import Actor, Owned, Scope

# After a piece the worker holds still for so many seconds. SQLite keeps no queue of writers: who waits looks again
# every tenth of a second, and beside a worker that never pauses an official would wait until the time is up.
REST = 0.12


class Job(Owned, Base):
    """One piece of long work and how far it has come."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    arguments: Mapped[dict[str, Any]]
    scope: Mapped[dict[str, Any]]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error: Mapped[str | None]
    started_at: Mapped[datetime]

    @property
    def running(self) -> bool:
        return self.state in {"waiting", "running"}


class Cancelled(Exception):
    """The official stopped the work."""


@dataclass(frozen=True)
class Progress:
    """A task's hold on its job: each piece of work runs in a short transaction in the starter's scope.

    `begun` is how far an earlier run came that was cut off: its pieces are done and are not to be done again.
    """

    job_id: int
    scope: Scope
    actor: Actor
    begun: int = 0

    def piece(self, work: Callable[[], Any], done: int) -> Any:
        """Do one piece and say how far the job is, both in one short transaction.

        Raises Cancelled, without doing the piece, when the official stopped the job.
        """
        with transaction() as session:
            self._job(session).done = done
            made = work()
        if not current_app.extensions["huey"].immediate:
            sleep(REST)
        return made

    def look(self, work: Callable[[], Any]) -> Any:
        """Read in the starter's scope, without holding the one write lock; raises Cancelled like piece()."""
        with reading() as session:
            self._job(session)
            return work()

    def end(self, work: Callable[[], dict[str, Any]]) -> None:
        """Do the last piece; what it returns is the job's result, and the job is done, all in one transaction.

        A worker that is cut off before it comes to do it again, one that is cut off after it does not.
        """
        with transaction() as session:
            job = self._job(session)
            job.result = work()
            job.done, job.state = job.total, "done"

    def _job(self, session: Session) -> Job:
        tenancy.enter(session, self.scope, self.actor)
        job = session.get_one(Job, self.job_id)
        if job.state == "cancelled":
            raise Cancelled
        return job


Task = Callable[..., dict[str, Any] | None]
TASKS: dict[str, Task] = {}


def task(kind: str) -> Callable[[Task], Task]:
    """Register a background function: it gets Progress and its arguments.

    It returns the job's result, or None when its last piece was Progress.end(). It may be cut off at any moment and
    run again, so what it did in one piece must be found done by the next run.
    """

    def register(function: Task) -> Task:
        TASKS[kind] = function
        return function

    return register


def bind(app: Flask, config: Config) -> None:
    """Give the app its queue: SQLite beside the database, or Redis when configured."""
    app.extensions["huey"] = _queue(config)
    run = app.extensions["huey"].task()(lambda job_id: _run(app, job_id))
    app.extensions["run_job"] = run


def _queue(config: Config) -> Huey:
    if config.redis_url:
        return RedisHuey("sovang", url=config.redis_url, immediate=config.jobs_immediate)
    name = ":memory:" if config.testing else str(config.instance / "jobs.db")
    return SqliteHuey("sovang", filename=name, immediate=config.jobs_immediate)


def start(kind: str, total: int, **arguments: Any) -> Job:
    """Put work in the queue once this transaction is committed; returns its Job.

    `total` is the number of pieces, for the progress bar. Raises KeyError for an unknown kind.
    """
    if kind not in TASKS:
        raise KeyError(kind)
    session = db.session()
    scope, actor = tenancy.scope_of(session), tenancy.actor_of(session)
    job = Job(
        kind=kind,
        arguments=arguments,
        scope={
            "home": scope.home,
            **{name: sorted(getattr(scope, name)) for name in ("reads", "above", "writes", "reviews")},
        },
        actor_id=actor.id,
        actor_name=actor.name,
        total=total,
        started_at=clock.now(),
        result={},
    )
    session.add(job)
    session.flush()
    session.info.setdefault("jobs", []).append(job.id)
    return job


@event.listens_for(Session, "after_commit")
def _enqueue(session: Session) -> None:
    for job_id in session.info.pop("jobs", []):
        current_app.extensions["run_job"](job_id)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: Any) -> None:
    session.info.pop("jobs", None)


def cancel(job: Job) -> None:
    """Stop work that has not ended; what is already done stays done."""
    if job.running:
        job.state = "cancelled"


def _run(app: Flask, job_id: int) -> None:
    """Run one job in the scope of whoever started it, and write down how it ended; what has ended is left alone."""
    with app.app_context():
        with transaction() as session, tenancy.unscoped_unsafe(session, "worker đọc việc của chính nó"):
            job = session.get_one(Job, job_id)
            if not job.running:
                return
            job.state = "running"
            session.flush()  # while nothing is scoped: at the commit the guard would ask for whom
            kind, arguments, begun = job.kind, dict(job.arguments), job.done
            ids = (frozenset(job.scope[name]) for name in ("reads", "above", "writes", "reviews"))
            scope = Scope(job.scope["home"], *ids)
            actor = Actor(job.actor_id, job.actor_name)
        try:
            result = TASKS[kind](Progress(job_id, scope, actor, begun), **arguments)
            if result is not None:
                _end(job_id, "done", scope, actor, result=result)
        except Cancelled:
            _end(job_id, "cancelled", scope, actor)
        except Exception as error:
            _end(job_id, "failed", scope, actor, error=f"{type(error).__name__}: {error}")
            raise


def _end(job_id: int, state: str, scope: Scope, actor: Actor, **fields: Any) -> None:
    with transaction() as session:
        tenancy.enter(session, scope, actor)
        job = session.get_one(Job, job_id)
        job.state = state
        for name, value in fields.items():
            setattr(job, name, value)


def work(app: Flask) -> None:
    """Run the worker until it is told to stop, beginning with what was cut off when the last one stopped."""
    take_up(app)
    Consumer(app.extensions["huey"], workers=1, worker_type="thread").run()


def take_up(app: Flask) -> list[int]:
    """Put every job that has not ended into the queue again, in the order in which they were started.

    The queue is emptied first: it may still hold some of them, and a job in it twice would be run for nothing.
    """
    app.extensions["huey"].storage.flush_queue()
    with app.app_context(), transaction() as session, tenancy.unscoped_unsafe(session, "worker nhận lại việc dở dang"):
        chosen = select(Job.id).where(Job.state.in_(("waiting", "running"))).order_by(Job.id)
        found = list(session.scalars(chosen))
    for job_id in found:
        app.extensions["run_job"](job_id)
    return found


def find(job_id: int) -> Job | None:
    """The job with this id, if it is in the scope."""
    return db.session.get(Job, job_id)
