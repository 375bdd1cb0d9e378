"""Long work in the background: a Job row the official can watch and cancel, and the only door to Huey.

The message carries the job's id; the worker builds its scope from the row, no wider than that of the one
who started it. Work is enqueued after the commit, since otherwise the worker looks for a row that is not
there yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey
from huey.consumer import Consumer
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column

from app import clock, tenancy
from app.config import Config
from app.db import Base, db, transaction
from app.tenancy import Actor, Owned, Scope


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
    """A task's hold on its job: each piece of work runs in a short transaction in the starter's scope."""

    job_id: int
    scope: Scope
    actor: Actor

    def piece(self, work: Callable[[], Any], done: int) -> Any:
        """Do one piece and say how far the job is, both in one short transaction.

        Raises Cancelled, without doing the piece, when the official stopped the job.
        """
        with transaction() as session:
            tenancy.enter(session, self.scope, self.actor)
            job = session.get_one(Job, self.job_id)
            if job.state == "cancelled":
                raise Cancelled
            job.done = done
            return work()


Task = Callable[..., dict[str, Any]]
TASKS: dict[str, Task] = {}


def task(kind: str) -> Callable[[Task], Task]:
    """Register a background function: it gets Progress and its arguments, and returns the job's result."""

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
    """Run one job in the scope of whoever started it, and write down how it ended."""
    with app.app_context():
        with transaction() as session, tenancy.unscoped_unsafe(session, "worker đọc việc của chính nó"):
            job = session.get_one(Job, job_id)
            if job.state == "cancelled":
                return
            job.state = "running"
            session.flush()  # while nothing is scoped: at the commit the guard would ask for whom
            kind, arguments = job.kind, dict(job.arguments)
            ids = (frozenset(job.scope[name]) for name in ("reads", "above", "writes", "reviews"))
            scope = Scope(job.scope["home"], *ids)
            actor = Actor(job.actor_id, job.actor_name)
        try:
            result = TASKS[kind](Progress(job_id, scope, actor), **arguments)
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


def work(app: Flask, workers: int = 1) -> None:
    """Run the worker until it is told to stop."""
    Consumer(app.extensions["huey"], workers=workers, worker_type="thread").run()


def find(job_id: int) -> Job | None:
    """The job with this id, if it is in the scope."""
    return db.session.get(Job, job_id)
