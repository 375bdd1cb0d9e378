"""Rules of commitments: moves, days, who may pledge, the ready texts."""

from datetime import date

import pytest

from app.commitments import rules
from app.commitments.rules import State
from app.law import LawDataError
from app.refusals import Refusal

AUGUST = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("move", "allowed"),
    [
        ("print", {"drafted", "printed"}),
        ("sign", {"drafted", "printed", "declined"}),
        ("decline", {"drafted", "printed"}),
        ("reopen", {"signed", "declined"}),
    ],
)
def test_move_is_allowed_from_exactly_these_states(move, allowed):
    assert {state.value for state in State if not rules.refusals(move, state)} == allowed


@pytest.mark.parametrize(
    ("move", "state", "code"),
    [
        ("sign", "signed", "commitment-signed"),
        ("print", "declined", "commitment-declined"),
        ("reopen", "drafted", "commitment-open"),
    ],
)
def test_refused_move_says_why(move, state, code):
    assert rules.refusals(move, state) == [Refusal(code)]


@pytest.mark.parametrize(
    ("signed_on", "codes"),
    [
        (date(2026, 7, 31), ["signed-before-campaign"]),
        (AUGUST, []),
        (date(2026, 8, 20), []),
        (date(2026, 8, 21), ["signed-in-future"]),
    ],
)
def test_day_of_signing(signed_on, codes):
    assert [fault.code for fault in rules.signing_faults(signed_on, AUGUST, date(2026, 8, 20))] == codes


def test_campaign_tells_all_faults_of_its_days_at_once():
    faults = rules.campaign_faults(AUGUST, date(2026, 7, 1), AUGUST, AUGUST, date(2026, 7, 2))
    assert faults == [
        Refusal("closes-before-opens"),
        Refusal("period-empty"),
        Refusal("wording-later", detail="02/07/2026"),
    ]


def test_campaign_of_one_day_fits():
    assert rules.campaign_faults(AUGUST, AUGUST, AUGUST, date(2026, 8, 2), AUGUST) == []


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"kind_changed": True, "text_changed": True}, []),
        ({"kind_changed": True, "text_changed": True, "made": True}, ["campaign-has-commitments"]),
        ({"text_changed": True, "made": True}, []),
        ({"text_changed": True, "made": True, "printed": True}, ["campaign-text-printed"]),
        ({"period_changed": True, "made": True, "printed": True}, ["campaign-period-printed"]),
        ({"made": True, "printed": True}, []),
    ],
)
def test_change_of_a_campaign(changed, codes):
    plain = dict.fromkeys(("kind_changed", "text_changed", "period_changed", "made", "printed"), False)
    assert [fault.code for fault in rules.edit_faults(rules.Edited(**(plain | changed)))] == codes


@pytest.mark.parametrize(
    ("kind", "head", "post", "codes"),
    [
        ("household", "Trần Thị Bé", None, []),
        ("household", None, None, ["subject-kind-differs", "household-without-head"]),
        ("collective", "Trần Thị Bé", "", ["subject-kind-differs", "collective-without-representative"]),
    ],
)
def test_who_may_pledge(kind, head, post, codes):
    wording_kind = "household" if not codes else "person"
    found = rules.subject_faults(kind, wording_kind, "Thôn 2", head, post)
    assert [fault.code for fault in found] == codes


def test_wording_needs_a_promise_and_a_later_day():
    assert rules.wording_faults([], date(2026, 7, 31), AUGUST) == [
        Refusal("wording-without-promise"),
        Refusal("wording-before-former", detail="01/08/2026"),
    ]


def test_reason_of_blanks_is_none():
    assert rules.reason_faults(" \n") == [Refusal("commitment-needs-reason")]


def test_last_day_is_the_one_before_the_end():
    assert rules.last_day(date(2027, 1, 1)) == date(2026, 12, 31)


def test_ready_texts_are_ours_and_none_is_ticked_as_law():
    assert [(one.code, one.subject_kind, one.mark) for one in rules.WORDINGS] == [
        ("household", "household", "D"),
        ("person", "person", "D"),
        ("collective", "collective", "D"),
        ("official", "official", "D"),
    ]
    assert rules.CONSENT.mark == "D"


READY = """
[consent]
mark = "D"
source = "Bản gợi ý"
data_kinds = { person = "a", household = "b", collective = "c", official = "d" }
purposes = ["thống kê"]
[declining]
mark = "D"
source = "Bản gợi ý"
reasons = ["Đi vắng"]
"""
WORDING = """
[[wording]]
code = "{0}"
subject_kind = "{0}"
title = "T"
promises = ["P"]
breach = "B"
mark = "D"
source = "S"
"""
WHOLE = READY + "".join(WORDING.format(kind) for kind in ("person", "household", "collective", "official"))


def loaded(tmp_path, text):
    path = tmp_path / "wordings.toml"
    path.write_text(text, encoding="utf-8")
    return rules.load_ready(path)


def test_whole_file_is_read(tmp_path):
    assert [one.code for one in loaded(tmp_path, WHOLE)[2]] == ["person", "household", "collective", "official"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('breach = "B"', 'breech = "B"', "missing breach"),
        ('title = "T"', 'title = "T"\nextra = 1', "unknown key extra"),
        ('mark = "D"', 'mark = "Z"', "mark"),
        ('promises = ["P"]', "promises = []", "promises must name something"),
        ('code = "person"', 'code = "household"', "written twice"),
        ('subject_kind = "person"', 'subject_kind = "people"', "subject_kind"),
        ('subject_kind = "person"', 'subject_kind = "household"', "every kind"),
        ('reasons = ["Đi vắng"]', "reasons = []", "reasons"),
        ("Đi", "\u0110i\u0323", "NFC"),
        ("[consent]", "[consent", "wordings.toml"),
    ],
)
def test_broken_file_stops_the_start(tmp_path, old, new, fault):
    with pytest.raises(LawDataError, match=fault):
        loaded(tmp_path, WHOLE.replace(old, new, 1))
