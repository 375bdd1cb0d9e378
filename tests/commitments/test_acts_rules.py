"""Rules of acts on many: when a commitment is thrown away or put back, and when it stays."""

import pytest

from app.commitments.rules import State
from app.commitments.rules.acts import BULK_KINDS, RECEIVING, put_back_faults, undo_faults, unmake_faults
from app.refusals import Refusal

NO_MARKS = {"sealed": False, "evidence": False, "renewed": False}
DRAFTED, SIGNED = {"state": "drafted"}, {"state": "signed", "signed_on": "2026-08-15"}
RENEWED = {"state": "renewed", "signed_on": "2026-08-15"}


def codes(faults) -> list[str]:
    return [one.code for one in faults]


def test_act_is_taken_back_once():
    assert (undo_faults(None), undo_faults("A")) == ([], [Refusal("bulk-undone-already", detail="A")])


@pytest.mark.parametrize(
    ("state", "marks", "found"),
    [
        ("drafted", {}, []),
        ("printed", {"sealed": True}, ["bulk-printed-since"]),
        ("drafted", {"sealed": True}, ["bulk-printed-since"]),
        ("drafted", {"evidence": True}, ["bulk-evidence-since"]),
        ("drafted", {"renewed": True}, ["bulk-renewed-since"]),
        ("declined", {}, ["bulk-changed-since"]),
        ("withdrawn", {}, ["bulk-changed-since"]),
        *((state.value, {"sealed": True}, ["bulk-signed-since"]) for state in State if state in ("signed", "kept")),
    ],
)
def test_what_was_made_is_thrown_away_only_while_nobody_used_it(state, marks, found):
    assert codes(unmake_faults(state, **(NO_MARKS | marks))) == found


@pytest.mark.parametrize(
    ("before", "after", "now", "marks", "found"),
    [
        (DRAFTED, SIGNED, SIGNED, {}, []),
        (DRAFTED, SIGNED, SIGNED | {"signed_on": "2026-08-16"}, {}, ["bulk-changed-since"]),
        (DRAFTED, {"state": "declined"}, SIGNED, {}, ["bulk-signed-since"]),
        (DRAFTED, {"state": "printed"}, {"state": "printed"}, {"sealed": True}, ["bulk-printed-since"]),
        ({"state": "printed"}, SIGNED, SIGNED, {"sealed": True}, []),
        (DRAFTED, SIGNED, SIGNED, {"evidence": True}, ["bulk-evidence-since"]),
        (SIGNED, {"state": "kept"}, {"state": "kept"}, {"evidence": True}, []),
        (SIGNED, RENEWED, RENEWED, {"renewed": True}, ["bulk-renewed-since"]),
        (SIGNED, RENEWED, RENEWED, {}, []),
    ],
)
def test_what_was_changed_goes_back_only_from_where_the_act_left_it(before, after, now, marks, found):
    assert codes(put_back_faults(before, after, now, **(NO_MARKS | marks))) == found


def test_the_clerk_takes_back_what_the_clerk_may_do():
    assert set() < RECEIVING < BULK_KINDS
