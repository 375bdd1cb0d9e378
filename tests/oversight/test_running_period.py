"""A report on a period that is still running: what is due later in it is not late yet."""

from datetime import date

from app.db import db
from app.oversight.queries import drawing
from app.oversight.rules.reports import Part
from app.plans import queries as plans
from app.plans.actions import tasks
from app.plans.actions.tasks import TaskFields
from app.plans.rules import Period
from tests.activities.test_inspections import held
from tests.cast import DAY, acting
from tests.plans.rows import plan_of

QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1))


def test_what_is_due_later_in_a_running_period_is_not_late(context, cast):
    plan_id = plan_of(cast.users["officer"])
    with acting(cast.users["officer"]):
        plan = plans.get(plan_id)
        held()  # faults due on 15/08 and 31/08
        for name, due in (("Trước", date(2026, 8, 10)), ("Hôm nay", DAY), ("Sau", date(2026, 8, 27))):
            tasks.save_task(plan, None, TaskFields(text=name, due_on=due), "Bổ sung")
        db.session.flush()

        def late(today: date) -> tuple[int, int, list[str], list[str]]:
            drawn = drawing.draw(plan, QUARTER, today)
            found = {one.key: one.value for part in (Part.INSPECTIONS, Part.TASKS) for one in drawn.numbers[str(part)]}
            named = [[line.text for line in lines] for lines in (drawn.late, drawn.coming)]
            return found["findings-late"], found["tasks-late"], *named

        assert late(DAY) == (1, 1, ["Trước"], ["Hôm nay", "Sau"])
        assert late(date(2026, 9, 1)) == (2, 3, ["Trước", "Hôm nay", "Sau"], [])
        assert late(date(2027, 1, 1)) == late(QUARTER.end), "of a period that is over its last day counts"
