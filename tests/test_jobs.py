"""Long work: put in the queue after the commit, run in the scope of whoever started it, stopped when asked."""

import pytest
from sqlalchemy import select

from app import jobs
from app.db import WriteWhileReading, db
from app.jobs import Cancelled, Job
from app.places import actions as places
from app.places.models import Hamlet
from tests.cast import DAY, acting, everything


@pytest.fixture
def tasks(monkeypatch):
    """Some kinds of work of these tests' own."""
    known = dict(jobs.TASKS)
    monkeypatch.setattr(jobs, "TASKS", known)

    @jobs.task("add-hamlets")
    def add_hamlets(progress, names):
        for number, name in enumerate(names, start=1):
            progress.piece(lambda name=name: places.save_hamlet(None, name, None, DAY), number)
        return {"added": len(names)}

    @jobs.task("count-hamlets")
    def count_hamlets(progress):
        return {"seen": progress.piece(lambda: len(db.session.scalars(select(Hamlet)).all()), 1)}

    @jobs.task("break")
    def break_off(progress):
        raise RuntimeError("hỏng")

    @jobs.task("stop")
    def stop(progress):
        raise Cancelled

    return known


@pytest.fixture
def waiting(app, monkeypatch):
    """The queue takes the ids and runs nothing."""
    taken = []
    monkeypatch.setitem(app.extensions, "run_job", taken.append)
    return taken


def start(cast, kind, user="officer", total=1, **arguments):
    with acting(cast.users[user]):
        return jobs.start(kind, total, **arguments).id


def state(job_id):
    with everything() as session:
        job = session.get_one(Job, job_id)
        return job.state, job.done, job.result, job.error


def test_work_is_done_in_the_name_of_whoever_started_it(context, cast, tasks):
    job_id = start(cast, "add-hamlets", total=2, names=["Thôn 1", "Thôn 2"])
    assert state(job_id) == ("done", 2, {"added": 2}, None)
    with everything() as session:
        assert {(h.name, h.owner_id) for h in session.scalars(select(Hamlet))} == {
            ("Thôn 1", cast.home),
            ("Thôn 2", cast.home),
        }


def test_after_each_piece_the_worker_leaves_the_officials_time_to_write(
    app, context, cast, tasks, waiting, monkeypatch
):
    job_id, rests = start(cast, "add-hamlets", total=2, names=["Thôn 1", "Thôn 2"]), []
    monkeypatch.setattr(jobs, "sleep", rests.append)
    monkeypatch.setattr(app.extensions["huey"], "immediate", False)
    jobs._run(app, job_id)
    assert state(job_id)[:2] == ("done", 2)
    assert rests == [jobs.REST, jobs.REST]
    assert min(rests) > 0.1  # SQLite looks again every tenth of a second


def test_the_worker_sees_no_more_than_the_starter(context, cast, tasks):
    start(cast, "add-hamlets", names=["Thôn 1"])
    assert state(start(cast, "count-hamlets", user="stranger"))[2] == {"seen": 0}
    assert state(start(cast, "count-hamlets", user="clerk"))[2] == {"seen": 1}
    assert state(start(cast, "count-hamlets", user="reviewer"))[2] == {"seen": 1}


def test_work_is_put_in_the_queue_after_the_commit(context, cast, tasks, waiting):
    with acting(cast.users["officer"]):
        job_id = jobs.start("count-hamlets", 1).id
        assert waiting == []
    assert waiting == [job_id]


def test_what_is_rolled_back_is_never_put_in_the_queue(context, cast, tasks, waiting):
    class Broken(Exception):
        pass

    def break_off():
        with acting(cast.users["officer"]):
            jobs.start("count-hamlets", 1)
            raise Broken

    with pytest.raises(Broken):
        break_off()
    start(cast, "count-hamlets")
    assert len(waiting) == 1


def test_cancelled_work_is_not_begun(app, context, cast, tasks, waiting):
    job_id = start(cast, "add-hamlets", names=["Thôn 1"])
    with acting(cast.users["officer"]):
        jobs.cancel(jobs.find(job_id))
    jobs._run(app, job_id)
    assert state(job_id)[:2] == ("cancelled", 0)


def test_work_that_is_stopped_in_the_middle_keeps_what_is_done(app, context, cast, tasks, waiting):
    @jobs.task("stop-after-one")
    def stop_after_one(progress):
        progress.piece(lambda: places.save_hamlet(None, "Thôn 1", None, DAY), 1)
        progress.piece(lambda: jobs.cancel(jobs.find(progress.job_id)), 1)
        progress.piece(lambda: places.save_hamlet(None, "Thôn 2", None, DAY), 2)
        return {}

    job_id = start(cast, "stop-after-one", total=2)
    jobs._run(app, job_id)
    assert state(job_id)[:2] == ("cancelled", 1)
    with everything() as session:
        assert [h.name for h in session.scalars(select(Hamlet))] == ["Thôn 1"]


def test_broken_work_says_why(app, context, cast, tasks, waiting):
    job_id = start(cast, "break")
    with pytest.raises(RuntimeError):
        jobs._run(app, job_id)
    assert state(job_id) == ("failed", 0, {}, "RuntimeError: hỏng")


def test_finished_work_cannot_be_cancelled(context, cast, tasks):
    job_id = start(cast, "count-hamlets")
    with acting(cast.users["officer"]):
        job = jobs.find(job_id)
        jobs.cancel(job)
        assert (job.state, job.running) == ("done", False)


def test_unknown_work_is_refused(context, cast):
    with acting(cast.users["officer"]), pytest.raises(KeyError):
        jobs.start("nothing-like-it", 1)


def test_a_job_of_another_commune_is_not_found(context, cast, tasks):
    job_id = start(cast, "count-hamlets")
    with acting(cast.users["stranger"]):
        assert jobs.find(job_id) is None


def test_work_that_was_cut_off_is_taken_up_where_it_stopped(app, context, cast, tasks, waiting):
    class PowerCut(BaseException):
        pass

    @jobs.task("cut-off")
    def cut_off(progress, names):
        for number, name in list(enumerate(names, start=1))[progress.begun :]:
            progress.piece(lambda name=name: places.save_hamlet(None, name, None, DAY), number)
            if progress.begun == 0:
                raise PowerCut
        progress.end(lambda: {"begun": progress.begun})

    job_id = start(cast, "cut-off", total=2, names=["Thôn 1", "Thôn 2"])
    with pytest.raises(PowerCut):
        jobs._run(app, job_id)
    assert state(job_id)[:2] == ("running", 1)
    assert jobs.take_up(app) == [job_id]
    jobs._run(app, job_id)
    assert state(job_id) == ("done", 2, {"begun": 1}, None)
    with everything() as session:
        assert sorted(h.name for h in session.scalars(select(Hamlet))) == ["Thôn 1", "Thôn 2"]


def test_worker_takes_up_all_that_has_not_ended_once_and_in_order(app, context, cast, tasks, waiting):
    ids = [start(cast, "count-hamlets") for _number in range(3)]
    jobs._run(app, ids[1])
    stopped = start(cast, "count-hamlets")
    with acting(cast.users["officer"]):
        jobs.cancel(jobs.find(stopped))
    assert jobs.take_up(app) == [ids[0], ids[2]]
    assert waiting == [*ids, stopped, ids[0], ids[2]]


def test_message_in_the_queue_twice_runs_the_work_once(app, context, cast, tasks, waiting):
    job_id = start(cast, "add-hamlets", names=["Thôn 1"])
    jobs._run(app, job_id)
    jobs._run(app, job_id)
    assert state(job_id)[:2] == ("done", 1)
    with everything() as session:
        assert len(session.scalars(select(Hamlet)).all()) == 1


def test_last_piece_and_the_end_are_one_transaction(app, context, cast, tasks, waiting):
    @jobs.task("fails-at-the-end")
    def fails_at_the_end(progress):
        def last():
            places.save_hamlet(None, "Thôn 1", None, DAY)
            raise RuntimeError("hỏng")

        progress.end(last)

    job_id = start(cast, "fails-at-the-end")
    with pytest.raises(RuntimeError):
        jobs._run(app, job_id)
    assert state(job_id)[:3] == ("failed", 0, {})
    with everything() as session:
        assert session.scalars(select(Hamlet)).all() == []


def test_look_reads_in_the_scope_of_the_starter_and_writes_nothing(app, context, cast, tasks, waiting):
    @jobs.task("look")
    def look(progress):
        seen = progress.look(lambda: len(db.session.scalars(select(Hamlet)).all()))
        progress.look(lambda: places.save_hamlet(None, "Thôn 1", None, DAY))
        return {"seen": seen}

    job_id = start(cast, "look")
    with pytest.raises(WriteWhileReading):
        jobs._run(app, job_id)
