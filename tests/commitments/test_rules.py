"""Rules of commitments: moves, days, who may pledge, the ready texts."""

from datetime import date

import pytest

from app.commitments import rules
from app.commitments.rules import State
from app.law import LawDataError
from app.refusals import Refusal
from tests.test_words import WORDS

AUGUST = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("move", "allowed"),
    [
        ("print", {"drafted", "printed"}),
        ("sign", {"drafted", "printed", "declined"}),
        ("decline", {"drafted", "printed"}),
        ("withdraw", {"signed"}),
        ("expire", {"signed"}),
        ("renew", {"signed", "expired"}),
        ("keep", {"signed", "expired", "renewed"}),
        ("keep-partly", {"signed", "expired", "renewed"}),
        ("break", {"signed", "expired", "renewed"}),
        ("judge-again", {"kept", "partly-kept", "not-kept"}),
        ("reopen", {"signed", "declined", "withdrawn"}),
    ],
)
def test_move_is_allowed_from_exactly_these_states(move, allowed):
    assert {state.value for state in State if not rules.refusals(move, state)} == allowed


ASKS, JUDGES = ("print", "sign", "decline"), ("keep", "keep-partly", "break")
# Why not, by state: what every move says unless the second table has a sentence of its own for it.
WHY_NOT = {
    "drafted": "commitment-open",
    "printed": "commitment-open",
    "declined": "commitment-declined",
    "signed": "commitment-signed",
    "withdrawn": "commitment-withdrawn",
    "expired": "commitment-expired",
    "renewed": "commitment-renewed",
    "kept": "commitment-kept",
    "partly-kept": "commitment-partly-kept",
    "not-kept": "commitment-not-kept",
}
UNSIGNED = ("drafted", "printed", "declined")
OWN_WORDS = {
    **{(move, state.value): "commitment-signed" for move in ASKS for state in rules.SIGNED},
    **{(move, state): f"{move}-unsigned" for move in ("withdraw", "expire", "renew") for state in UNSIGNED},
    **{(move, state): "judge-unsigned" for move in JUDGES for state in UNSIGNED},
    **{("renew", state): "renew-judged" for state in ("kept", "partly-kept", "not-kept")},
    **{("judge-again", state.value): "judge-again-unjudged" for state in State},
}


@pytest.mark.parametrize("move", rules.MOVES)
@pytest.mark.parametrize("state", [state.value for state in State])
def test_every_refused_move_says_why(move, state):
    allowed = state in rules.MOVES[move].sources
    code = OWN_WORDS.get((move, state), WHY_NOT[state])
    assert rules.refusals(move, state) == ([] if allowed else [Refusal(code)])


def test_every_reason_of_a_move_has_its_sentence_and_each_state_its_badge():
    said = {one.code for move in rules.MOVES for state in State for one in rules.refusals(move, state)}
    assert said - set(WORDS.REFUSALS) == set()
    states = {state.value for state in State}
    assert (set(WORDS.STATES["commitment"]), set(WORDS.COMMITMENT_TONES)) == (states, states)


def test_who_signed_counts_whatever_became_of_it_unless_withdrawn():
    assert {state.value for state in rules.SIGNED} == {
        *("signed", "expired", "renewed"),
        *("kept", "partly-kept", "not-kept"),
    }


@pytest.mark.parametrize(
    ("day", "signed_on", "codes"),
    [
        (date(2026, 8, 10), date(2026, 8, 10), []),
        (date(2026, 8, 9), date(2026, 8, 10), ["withdrawn-before-signed"]),
        (date(2026, 8, 21), date(2026, 8, 10), ["withdrawn-in-future"]),
        (date(2026, 8, 1), None, []),
    ],
)
def test_day_of_withdrawal(day, signed_on, codes):
    assert [one.code for one in rules.withdrawal_faults(day, signed_on, date(2026, 8, 20))] == codes


def test_pledge_runs_out_on_the_day_after_its_last():
    assert rules.expiry_faults(date(2027, 1, 1), date(2027, 1, 1)) == []
    assert rules.expiry_faults(date(2027, 1, 1), date(2026, 12, 31)) == [
        Refusal("commitment-still-valid", detail="31/12/2026")
    ]


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
        ({"notice_changed": True, "made": True}, []),
        ({"notice_changed": True, "made": True, "printed": True}, ["campaign-notice-printed"]),
        ({"audience_narrowed": True}, []),
        ({"audience_narrowed": True, "made": True}, ["campaign-audience-narrowed"]),
    ],
)
def test_change_of_a_campaign(changed, codes):
    plain = dict.fromkeys(
        (
            "kind_changed",
            "text_changed",
            "period_changed",
            "notice_changed",
            "audience_narrowed",
            "made",
            "printed",
        ),
        False,
    )
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
    assert [(one.code, one.subject_kind, one.label, one.mark) for one in rules.WORDINGS] == [
        ("household", "household", "Hộ gia đình", "D"),
        ("person", "person", "Cá nhân", "D"),
        ("official", "official", "Cán bộ, công chức", "D"),
        ("hamlet", "collective", "Thôn, tổ dân phố", "D"),
        ("school", "collective", "Trường học", "D"),
        ("enterprise", "collective", "Doanh nghiệp, hợp tác xã", "D"),
        ("collective", "collective", "Cơ quan, đơn vị, tổ chức", "D"),
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
label = "L"
title = "T"
breach = "B"
mark = "D"
source = "S"
[[wording.promise]]
text = "P"
value = 2
measure_unit = "buổi"
deed = "trainings-attended"
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
        ('text = "P"', 'text = "P"\n[[wording.promise]]\ntext = "P"', "different promises"),
        ('deed = "trainings-attended"', 'deed = "prayers"', "deed must be one of"),
        ("value = 2", "value = 0", "goal-below-one"),
        ('measure_unit = "buổi"', "", "goal-without-unit"),
        ('code = "person"', 'code = "person-2"', "no code of its own"),
        (
            'code = "person"\nsubject_kind = "person"',
            'code = "household"\nsubject_kind = "household"',
            "written twice",
        ),
        ('subject_kind = "person"', 'subject_kind = "people"', "subject_kind"),
        ('subject_kind = "person"', 'subject_kind = "household"', "no code of its own"),
        ('code = "person"', 'code = "people"', "every kind"),
        ('reasons = ["Đi vắng"]', "reasons = []", "reasons"),
        ("Đi", "\u0110i\u0323", "NFC"),
        ("[consent]", "[consent", "wordings.toml"),
    ],
)
def test_broken_file_stops_the_start(tmp_path, old, new, fault):
    with pytest.raises(LawDataError, match=fault):
        loaded(tmp_path, WHOLE.replace(old, new, 1))
