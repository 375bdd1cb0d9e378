"""What officials say of promises and pledges: written, corrected, taken back, and who it was."""

from datetime import date

import pytest

from app import audit, storage
from app.commitments import queries
from app.commitments.actions import bulk, ending
from app.commitments.actions import following as acts
from app.commitments.queries import following
from app.commitments.rules import State
from app.commitments.rules.following import Standing
from app.refusals import Refused
from tests.cast import acting
from tests.commitments import follow, rows
from tests.pdf import files

NAMES = ("Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé")


@pytest.fixture
def found(context, cast):
    """Three persons who signed; the first came to both trainings that were promised."""
    made = follow.followed(cast, *NAMES)
    follow.trained(cast, made.made.plan, {follow.person_of(cast, made.made.commitments[0]): 2})
    return made


@pytest.fixture
def officer(cast, found):
    with acting(cast.users["officer"], follow.CLOSED):
        yield found


def pledge(found, place: int = 0):
    return rows.get(found.made.commitments[place])


def everyone(found):
    return following.rows(found.made.campaign, found.made.commitments)


def standing(found, place: int = 0, promise: int = 0) -> Standing:
    row_id = found.made.commitments[place]
    told = following.followed(rows.campaign(found.made.campaign), [row_id], follow.CLOSED)
    return told[row_id][promise].stand.standing


def attest(found, place: int = 0, outcome: State = State.KEPT, evidence: str = "Biên bản", **changes):
    arguments = {"promise": follow.promise(found, 1), "day": follow.WITHIN, "today": follow.CLOSED} | changes
    return acts.attest(pledge(found, place), outcome=outcome, evidence=evidence, **arguments)


def attest_all(found, place: int = 1, outcome: State = State.KEPT, evidence: str = "Họp thôn", whose=None):
    said = (outcome, evidence, follow.WITHIN, follow.CLOSED)
    return acts.attest_many(follow.promise(found, place), whose or everyone(found), *said)


def codes(refused) -> list[tuple[str, str]]:
    return [(one.code, one.detail) for one in refused.value.reasons]


# ---- one promise


def test_attestation_names_the_official_and_the_evidence(officer):
    written = attest(officer, evidence="Bie\u0302n ba\u0309n")
    assert (written.attested_by, written.evidence, written.day, written.outcome) == (
        "Nguyễn Thị An",
        "Biên bản",
        follow.WITHIN,
        "kept",
    )
    line = audit.lines_about(pledge(officer))[0]
    assert (line.event, line.keys) == ("promise-attested", {"position": 2, "state": "kept"})


def test_attestation_stands_before_the_records(officer):
    assert standing(officer) == Standing.FULFILLED
    attest(officer, outcome=State.NOT_KEPT, promise=follow.promise(officer))
    assert standing(officer) == Standing.BROKEN
    said = following.fulfilment(pledge(officer), officer.promises[0])
    acts.unattest(said, "ghi nhầm")
    assert standing(officer) == Standing.FULFILLED


def test_attested_anew_replaces_what_was_said_and_keeps_the_file(officer):
    first = attest(officer, file=("anh.png", files.png()))
    again = attest(officer, outcome=State.PARTLY_KEPT, evidence="Biên bản bổ sung")
    assert (again.id, again.outcome, again.file_name) == (first.id, "partly-kept", "anh.png")
    assert storage.get(again.sha256) == files.png()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"evidence": " ", "day": date(2026, 8, 31)}, ["promise-without-evidence", "promise-before-period"]),
        ({"day": date(2027, 1, 5)}, ["promise-in-future"]),
        ({"file": ("anh.jpg", files.png())}, ["attachment-misnamed"]),
        ({"file": ("bang.xlsx", b"PK\x03\x04")}, ["attachment-kind"]),
        ({"file": ("giay.pdf", b"%PDF-1.7 hong")}, ["attachment-broken"]),
        ({"evidence": "", "file": ("a.pdf", b"")}, ["promise-without-evidence", "attachment-empty"]),
    ],
)
def test_bad_attestation_writes_nothing(officer, changes, expected):
    with pytest.raises(Refused) as refused:
        attest(officer, **changes)
    assert [code for code, _detail in codes(refused)] == expected
    assert following.fulfilments([1]) == {}


def test_nothing_is_attested_of_a_judged_pledge(officer):
    acts.judge(pledge(officer), State.KEPT, "Họp xét", follow.CLOSED)
    with pytest.raises(Refused) as refused:
        attest(officer)
    assert codes(refused) == [("promise-judged", "")]


def test_taking_back_needs_a_reason(officer):
    said = attest(officer)
    with pytest.raises(Refused) as refused:
        acts.unattest(said, " ")
    assert codes(refused) == [("commitment-needs-reason", "")]


# ---- many at once


def test_many_are_attested_by_one_piece_of_evidence(officer):
    act = attest_all(officer)
    assert (act.kind, act.count, act.by) == ("attest", 3, "Nguyễn Thị An")
    assert [standing(officer, place, 1) for place in range(3)] == [Standing.FULFILLED] * 3
    assert audit.lines_about(pledge(officer, 2))[0].event == "promise-attested"


def test_those_of_whom_nothing_can_be_attested_are_told_by_name(officer):
    acts.judge(pledge(officer), State.KEPT, "Họp xét", follow.CLOSED)
    ending.withdraw(pledge(officer, 1), "Chuyển đi nơi khác", follow.WITHIN, follow.CLOSED)
    with pytest.raises(Refused) as refused:
        attest_all(officer)
    assert codes(refused) == [("promise-judged-of", "Vi Văn Ông"), ("promise-not-signed-of", "Lê Thị An")]
    with pytest.raises(Refused) as refused:
        acts.attest_many(follow.promise(officer, 1), [], State.KEPT, "Họp", follow.WITHIN, follow.CLOSED)
    assert codes(refused) == [("nobody-chosen", "")]


def test_attesting_many_is_taken_back_to_what_was_said_before(officer):
    attest(officer, outcome=State.NOT_KEPT, evidence="Đơn phản ánh")
    act = attest_all(officer)
    assert standing(officer, 0, 1) == Standing.FULFILLED
    undone = bulk.undo(act)
    assert (undone.count, undone.left) == (3, ())
    said = following.fulfilment(pledge(officer), officer.promises[1])
    assert (said.outcome, said.evidence, said.day) == ("not-kept", "Đơn phản ánh", follow.WITHIN)
    assert standing(officer, 1, 1) == Standing.OVERDUE


def test_what_was_said_anew_or_judged_since_is_not_taken_back(officer):
    act = attest_all(officer)
    attest(officer, outcome=State.PARTLY_KEPT, evidence="Xem lại")
    acts.judge(pledge(officer, 1), State.KEPT, "Họp xét", follow.CLOSED)
    undone = bulk.undo(act)
    assert undone.count == 1
    assert [(one.name, one.reason.code) for one in undone.left] == [
        ("Vi Văn Ông", "bulk-changed-since"),
        ("Lê Thị An", "bulk-changed-since"),
    ]
    assert standing(officer, 0, 1) == Standing.PARTLY
    assert standing(officer, 1, 1) == Standing.FULFILLED
    assert standing(officer, 2, 1) == Standing.OVERDUE


# ---- the pledge


def test_judgement_that_follows_the_promises_needs_no_reason(officer):
    for place in range(1, len(officer.promises)):
        attest_all(officer, place)
    row = pledge(officer)
    acts.judge(row, State.KEPT, "", follow.CLOSED)
    assert (row.state, row.judged_on, row.judged_by, row.reason) == (
        State.KEPT,
        follow.CLOSED,
        "Nguyễn Thị An",
        None,
    )
    assert audit.lines_about(row)[0].keys == {"state": "kept", "reason": ""}


def test_judging_again_forgets_the_reason_of_the_first_judgement(officer):
    row = pledge(officer)
    acts.judge(row, State.NOT_KEPT, "Bị phản ánh", follow.CLOSED)
    ending.judge_again(row, "Phản ánh không đúng")
    assert (row.state, row.judged_on, row.reason) == (State.SIGNED, None, None)


def test_judgement_without_answers_needs_a_reason(officer):
    with pytest.raises(Refused) as refused:
        acts.judge(pledge(officer), State.KEPT, "", follow.CLOSED)
    assert codes(refused) == [("judgement-needs-reason", "")]


def test_unsigned_pledge_is_not_judged(cast, officer):
    ending.withdraw(pledge(officer), "Chuyển đi", follow.WITHIN, follow.CLOSED)
    with pytest.raises(Refused) as refused:
        acts.judge(pledge(officer), State.KEPT, "Họp xét", follow.CLOSED)
    assert codes(refused) == [("commitment-withdrawn", "")]


def test_many_are_judged_as_their_promises_say_and_put_back(officer):
    for place in range(1, len(officer.promises)):
        attest_all(officer, place, whose=everyone(officer)[:2])
    campaign = rows.campaign(officer.made.campaign)
    act = acts.judge_many(campaign, follow.CLOSED, [State.KEPT, State.PARTLY_KEPT])
    assert (act.kind, act.count) == ("judge", 2)
    states = [pledge(officer, place).state for place in range(3)]
    # Of the third nobody has said anything: it stays as it is.
    assert states == [State.KEPT, State.PARTLY_KEPT, State.SIGNED]
    line = next(one for one in audit.lines_about(campaign) if one.event == "commitments-judged")
    assert line.keys == {"kept": 1, "partly": 1, "broken": 0}
    assert bulk.undo(act).count == 2
    assert [pledge(officer, place).state for place in range(3)] == [State.SIGNED] * 3
    assert pledge(officer).judged_by is None


def test_only_the_outcomes_that_are_wanted_are_judged(officer):
    for place in range(1, len(officer.promises)):
        attest_all(officer, place)
    campaign = rows.campaign(officer.made.campaign)
    assert acts.judge_many(campaign, follow.CLOSED, [State.KEPT]).count == 1
    with pytest.raises(Refused) as refused:
        acts.judge_many(campaign, follow.CLOSED, [State.NOT_KEPT])
    assert codes(refused) == [("nothing-to-judge", "")]
    assert queries.counts(campaign.id)[0].signed == 3
