"""Until when a dossier is waited for: which limit runs in each state, counted in working days."""

from datetime import date

import pytest

from app.commendations import rules
from app.commendations.rules import DossierDays, Limited, State
from app.workdays import Calendar

DEADLINE, TOLD, SENT, ENDED = date(2026, 9, 30), date(2026, 8, 19), date(2026, 8, 24), date(2026, 8, 31)


def days(state: State, award: str = "GK_XA", **more) -> DossierDays:
    values = {"proposed_on": TOLD, "submitted_on": SENT, "ended_on": ENDED} | more
    return DossierDays(state=state, award=award, deadline=DEADLINE, **values)


@pytest.mark.parametrize(
    ("state", "award", "what", "start"),
    [
        (State.DRAFT, "GK_XA", Limited.ROUND, None),
        (State.VOTED, "BK_TINH", Limited.ROUND, None),
        (State.PROPOSED, "GK_XA", Limited.DECIDE, TOLD),
        (State.PROPOSED, "BK_TINH", Limited.ROUND, None),
        (State.APPROVED, "GK_XA", Limited.DECIDE, TOLD),
        (State.SUBMITTED, "BK_TINH", Limited.RETURN, SENT),
        (State.RETURNED, "BK_TINH", Limited.ROUND, None),
        (State.ACCEPTED, "BK_TINH", Limited.APPRAISE, SENT),
        (State.REJECTED, "BK_TINH", Limited.NOTIFY, ENDED),
    ],
)
def test_the_limit_of_each_state(state, award, what, start):
    found = rules.running(days(state, award))
    assert (found.what, found.start) == (what, start)


@pytest.mark.parametrize("state", [State.DECIDED, State.AWARDED, State.WITHDRAWN])
def test_nobody_waits_for_what_is_done(state):
    assert rules.running(days(state)) is None


def test_phieu_of_the_province_sets_the_time_to_mend():
    found = rules.running(days(State.RETURNED, "BK_TINH", asked=(date(2026, 8, 28), 5)))
    assert (found.what, found.working_days) == (Limited.MEND, 5)
    # Friday; the week of 2 September has two days off, 31 August is off for the Saturday worked before.
    assert rules.last_day(found, None, Calendar()) == date(2026, 9, 9)


def test_days_are_counted_by_the_working_days_of_the_rule():
    found = rules.running(days(State.PROPOSED))
    assert rules.last_day(found, 20, Calendar()) == date(2026, 9, 18)
    assert rules.last_day(rules.running(days(State.DRAFT)), None, Calendar()) == DEADLINE
    assert rules.last_day(rules.running(days(State.SUBMITTED, submitted_on=None)), 5, Calendar()) is None
