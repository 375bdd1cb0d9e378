"""How a promise stands and what follows for the pledge: plain rules."""

from datetime import date

import pytest

from app.commitments.rules import State, following
from app.commitments.rules.following import Asked, Standing
from app.commitments.rules.promises import Goal
from app.plans.rules import Deed

DUE, UNTIL = date(2026, 11, 30), date(2027, 1, 1)
BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 1)
RECORDS, WORD = Asked(Deed.TRAININGS_ATTENDED, 3, DUE), Asked(None, 1, DUE)


def codes(refusals):
    return [one.code for one in refusals]


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        (Goal(3, "buổi", DUE, Deed.TRAININGS_ATTENDED), RECORDS),
        (Goal(), Asked(None, 1, date(2026, 12, 31))),
        (Goal(deed=Deed.VNEID_CONFIRMED), Asked(Deed.VNEID_CONFIRMED, 1, date(2026, 12, 31))),
        (Goal(100, "% hội viên", DUE, Deed.TRAININGS_ATTENDED), Asked(None, 100, DUE)),
    ],
)
def test_what_a_promise_asks(goal, expected):
    assert following.asked(goal, UNTIL) == expected


@pytest.mark.parametrize(
    ("asked", "number", "outcome", "day", "expected"),
    [
        (RECORDS, 3, None, BEFORE, Standing.FULFILLED),
        (RECORDS, 4, None, AFTER, Standing.FULFILLED),
        (RECORDS, 2, None, BEFORE, Standing.PARTLY),
        (RECORDS, 0, None, BEFORE, Standing.OPEN),
        (RECORDS, 0, None, AFTER, Standing.OVERDUE),
        (RECORDS, 3, "not-kept", BEFORE, Standing.BROKEN),
        (RECORDS, 0, "kept", AFTER, Standing.FULFILLED),
        (RECORDS, 0, "partly-kept", AFTER, Standing.PARTLY),
        (WORD, 0, None, BEFORE, Standing.OPEN),
        (WORD, 0, None, AFTER, Standing.OVERDUE),
        (WORD, 0, "kept", BEFORE, Standing.FULFILLED),
    ],
)
def test_how_a_promise_stands(asked, number, outcome, day, expected):
    assert following.stand(asked, number, outcome, day).standing == expected


@pytest.mark.parametrize(
    ("answers", "day", "expected"),
    [
        ([], AFTER, None),
        ([(RECORDS, 3, None), (WORD, 0, "kept")], BEFORE, State.KEPT),
        ([(RECORDS, 2, None), (WORD, 0, "kept")], AFTER, State.PARTLY_KEPT),
        ([(RECORDS, 0, None), (WORD, 0, "partly-kept")], AFTER, State.PARTLY_KEPT),
        ([(RECORDS, 0, None), (WORD, 0, "not-kept")], AFTER, State.NOT_KEPT),
        # Nobody has said anything of the second promise: that is no answer, however late it is.
        ([(RECORDS, 0, None), (WORD, 0, None)], AFTER, None),
        ([(RECORDS, 3, None), (WORD, 0, None)], AFTER, None),
        # The day of the first promise is not over: one may still come to the third training.
        ([(RECORDS, 2, None), (WORD, 0, "kept")], BEFORE, None),
        ([(RECORDS, 0, None), (WORD, 0, "not-kept")], BEFORE, None),
    ],
)
def test_how_a_pledge_would_be_judged(answers, day, expected):
    stands = [following.stand(asked, number, outcome, day) for asked, number, outcome in answers]
    assert following.proposal(stands) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.SIGNED, []),
        (State.EXPIRED, []),
        (State.RENEWED, []),
        (State.PRINTED, ["promise-not-signed"]),
        (State.WITHDRAWN, ["promise-not-signed"]),
        (State.KEPT, ["promise-judged"]),
    ],
)
def test_of_which_pledges_something_is_attested(state, expected):
    assert codes(following.state_faults(state)) == expected


@pytest.mark.parametrize(
    ("evidence", "day", "expected"),
    [
        ("Biên bản", date(2026, 9, 1), []),
        (" ", date(2026, 8, 31), ["promise-without-evidence", "promise-before-period"]),
        ("Biên bản", date(2026, 12, 2), ["promise-in-future"]),
    ],
)
def test_every_fault_of_an_attestation_at_once(evidence, day, expected):
    assert codes(following.attest_faults(evidence, day, date(2026, 9, 1), AFTER)) == expected


@pytest.mark.parametrize(
    ("outcome", "proposed", "reason", "expected"),
    [
        (State.KEPT, State.KEPT, "", []),
        (State.KEPT, None, "", ["judgement-needs-reason"]),
        (State.NOT_KEPT, State.KEPT, " ", ["judgement-needs-reason"]),
        (State.NOT_KEPT, State.KEPT, "Bị phản ánh", []),
    ],
)
def test_a_judgement_that_differs_needs_its_reason(outcome, proposed, reason, expected):
    assert codes(following.judge_faults(outcome, proposed, reason)) == expected
