"""A task is opened by its id alone, as a record behind a figure knows it; not that of another commune."""

from app.db import db
from app.plans.models import Task
from tests.cast import acting
from tests.training import rows


def test_task_is_opened_by_its_id_and_not_by_a_stranger(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        plan = rows.plan()
        db.session.flush()
        task = Task(plan=plan, position=1, text="Phát thanh hằng tuần")
        db.session.add(task)
        db.session.flush()
        plan_id, task_id = plan.id, task.id
    answer = browser_of("officer").get(f"/plans/tasks/{task_id}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/plans/{plan_id}/tasks/{task_id}")
    assert [browser_of(name).get(f"/plans/tasks/{task_id}").status_code for name in ("stranger", "trainer")] == [
        404,
        403,
    ]
    assert browser_of("officer").get("/plans/tasks/999").status_code == 404
