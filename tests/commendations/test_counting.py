"""A secret vote counted ballot by ballot: rules, verbs, the page and what the biên bản kiểm phiếu says of it."""

import dataclasses

import pytest

from app.commendations import actions, documents, queries, rules
from app.commendations.rules import CountFacts, PresenceKind, VoteMethod, Votes
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows

READY = CountFacts(
    state="draft", method="secret", recorded=True, nominees=2, handed_out=4, opinions=1, read=0, opinions_read=0,
    totals=False,
)  # fmt: skip


def codes(refusals) -> list[str]:
    return [reason.code for reason in refusals]


def refused(action, *args, **options) -> list[str]:
    with pytest.raises(Refused) as found:
        action(*args, **options)
    return codes(found.value.reasons)


# ---- rules


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"state": "voted"}, ["not-while-in-state"]),
        ({"method": "hand"}, ["count-for-hands"]),
        ({"nominees": 0}, ["no-nominees"]),
        ({"recorded": False}, ["count-before-presence"]),
        ({"totals": True}, ["count-over-totals"]),
    ],
)
def test_ballots_are_read_once_it_is_known_who_came(changes, found):
    assert codes(rules.counting_refusals(dataclasses.replace(READY, **changes))) == found


@pytest.mark.parametrize(
    ("read", "opinions_read", "written", "found"),
    [
        (3, 1, False, []),
        (4, 0, False, ["ballots-all-read"]),
        (4, 0, True, []),
        (0, 1, True, ["opinions-all-read"]),
    ],
)
def test_there_are_never_more_ballots_than_voters(read, opinions_read, written, found):
    count = dataclasses.replace(READY, read=read, opinions_read=opinions_read)
    assert codes(rules.room_refusals(count, written=written)) == found


@pytest.mark.parametrize(
    ("changes", "unread", "sure", "found"),
    [
        ({"read": 4, "opinions_read": 1}, [], False, []),
        ({"read": 3, "opinions_read": 1}, [], False, ["ballots-not-returned"]),
        ({"read": 3, "opinions_read": 1}, [], True, []),
        ({"read": 4, "opinions_read": 1}, [2], False, ["ballots-unread-lines"]),
        ({}, [], True, ["count-of-nothing"]),
    ],
)
def test_a_count_ends_when_all_were_read_or_the_missing_ones_are_answered_for(changes, unread, sure, found):
    assert codes(rules.finish_refusals(dataclasses.replace(READY, **changes), unread, sure=sure)) == found


def test_ballots_come_to_agreed_not_agreed_and_invalid_lines():
    read = [{"1": "a", "2": "d"}, {"1": "a", "2": "i"}, {"1": "i", "2": "i"}]
    assert rules.counted(read, [1, 2, 3]) == {1: Votes(2, 0, 1), 2: Votes(0, 1, 2), 3: Votes(0, 0, 0)}
    assert rules.spoilt(read) == 1
    assert codes(rules.line_faults({"1": "a", "2": "x"}, [1, 2, 3]).values()) == ["ballot-line-unread"] * 2


# ---- verbs


def came(meeting, written: int = 1) -> None:
    """All members came but the last ones, who wrote; no totals are typed."""
    members = queries.members_on(meeting.council, meeting.day)
    presences = {
        one.id: actions.PresenceEntry(PresenceKind.WRITTEN, "đi công tác")
        if place >= len(members) - written
        else actions.PresenceEntry(PresenceKind.PRESENT)
        for place, one in enumerate(members)
    }
    actions.record_votes(meeting, presences, None, "", DAY)


def test_ballots_are_read_corrected_taken_out_and_come_to_the_votes(context, cast, dossier_at):
    dossier_id = dossier_at(count=2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        first, second = (one.id for one in dossier.nominees)
        assert refused(actions.count_ballot, meeting, 1, {first: "a", second: "a"}) == ["count-before-presence"] + [
            "ballots-all-read"
        ]
        came(meeting)
        assert refused(actions.close_vote, dossier, DAY) == ["votes-missing"] * 2
        assert refused(actions.count_ballot, meeting, 1, {first: "a"}) == ["ballot-line-unread"]
        for number in (1, 2, 3):
            actions.count_ballot(meeting, number, {first: "a", second: "d"})
        assert refused(actions.count_ballot, meeting, 3, {first: "a", second: "a"}) == ["ballot-read-already"]
        actions.correct_ballot(meeting.ballots[0], {first: "i", second: "i"}, written=False)
        actions.remove_ballot(meeting.ballots[1])
        actions.count_ballot(meeting, actions.next_ballot(meeting), {first: "a", second: "a"})
        actions.count_ballot(meeting, 5, {first: "a", second: "a"}, written=True)
        assert refused(actions.count_ballot, meeting, 6, {first: "a", second: "a"}, written=True) == [
            "opinions-all-read"
        ]
        assert [one.number for one in meeting.ballots] == [1, 3, 4, 5]
        assert refused(actions.finish_count, meeting, sure=False) == ["ballots-not-returned"]
        assert meeting.tallies == []
        actions.finish_count(meeting, sure=True)
        counts = {one.nominee_id: (one.agree, one.disagree, one.invalid) for one in meeting.tallies}
        assert counts == {first: (3, 0, 1), second: (2, 1, 1)}
        # The written opinion is a vote and no ballot; one ballot of four did not come back, one is invalid as a whole.
        facts = documents.vote_count(dossier, meeting, documents.setting_of(dossier, DAY))
        numbers = (facts.issued, facts.returned, facts.valid, facts.invalid, facts.written_opinions)
        assert numbers == (4, 3, 2, 1, 1)
        assert [(row.agreed, row.disagreed, row.invalid, row.outcome) for row in facts.rows] == [
            (3, 0, 1, "Đạt"),
            (2, 1, 1, "Không đạt"),
        ]
        actions.correct_ballot(meeting.ballots[1], {first: "a", second: "a"}, written=False)
        assert {one.nominee_id: one.agree for one in meeting.tallies} == {first: 3, second: 3}


def test_ballots_and_totals_do_not_mix_and_one_gives_way_to_the_other_only_when_asked(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        (one,) = dossier.nominees
        rows.vote(meeting)
        assert codes(actions.why_no_count(meeting)) == ["count-over-totals"]
        assert refused(actions.start_count, meeting, sure=False) == ["totals-still-there"]
        actions.start_count(meeting, sure=True)
        assert (meeting.tallies, actions.why_no_count(meeting)) == ([], [])
        for number in range(1, 6):
            actions.count_ballot(meeting, number, {one.id: "a"})
        assert refused(came, meeting, written=1) == ["ballots-above-voters"]
        assert [presence.kind for presence in meeting.presences] == ["present"] * 5
        assert refused(rows.vote, meeting) == ["totals-over-ballots"]
        assert refused(rows.meeting_again, meeting, VoteMethod.HAND) == ["hands-over-ballots"]
        assert refused(actions.drop_ballots, meeting, sure=False) == ["ballots-still-there"]
        actions.drop_ballots(meeting, sure=True)
        assert (meeting.ballots, meeting.tallies) == ([], [])
        rows.vote(meeting)
        assert [tally.agree for tally in meeting.tallies] == [5]


# ---- pages


def test_the_page_reads_one_ballot_after_the_other(app, browser_of, cast, dossier_at):
    dossier_id = dossier_at(count=2)
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        first, second = (one.id for one in dossier.nominees)
        meeting_id, members = meeting.id, [one.id for one in queries.members_on(meeting.council, meeting.day)]
    browser, url = browser_of("officer"), f"/commendations/meetings/{meeting_id}"
    said = {f"p{one}": "present" for one in members} | {"one-by-one": "1", "discussion": "Thống nhất."}
    assert browser.post(f"{url}/votes", data=said).headers["Location"].endswith(f"/meetings/{meeting_id}/count")
    page = browser.get(f"{url}/count")
    assert page.status_code == 200
    assert page.text.count('type="radio"') == 6
    wrong = browser.post(f"{url}/count", data={"number": "1", f"n{first}": "a"})
    assert (wrong.status_code, "Chưa chọn" in wrong.text) == (422, True)
    assert wrong.text.count("checked") == 1
    assert browser.post(f"{url}/count", data={"number": "1", f"n{first}": "a", f"n{second}": "d"}).status_code == 303
    assert browser.post(f"{url}/count", data={"number": "2", "whole": "a"}).status_code == 303
    again = browser.post(f"{url}/count", data={"number": "2", "whole": "a"})
    assert (again.status_code, "Phiếu số 2 đã ghi rồi." in again.text) == (422, True)
    assert browser.get(f"{url}/count/9").status_code == 404
    assert browser.get(f"{url}/count/1").status_code == 200
    assert browser.post(f"{url}/count/1", data={"number": "1", "whole": "i"}).status_code == 303
    for number in (3, 4, 5):
        browser.post(f"{url}/count", data={"number": str(number), "whole": "a"})
    browser.post(f"{url}/count/5/remove")
    asked = browser.post(f"{url}/count/finish")
    assert (asked.status_code, "Còn 1 phiếu chưa đếm" in asked.text) == (422, True)
    assert browser.post(f"{url}/count/finish", data={"sure-sure": "y"}).status_code == 303
    page = browser.get(url).text
    assert "Xem, sửa từng phiếu (4/5)" in " ".join(page.split())
    assert "3/5 thành viên (60,00 %), cần trên 1/2 tổng số thành viên, tức ít nhất 3 phiếu" in page
    unsure = browser.post(f"{url}/count/drop")
    assert (unsure.status_code, "4 phiếu đã đếm" in unsure.text) == (422, True)
    assert browser.post(f"{url}/count/drop", data={"drop-sure": "y"}).status_code == 303
    assert browser.post(f"{url}/count/start", data={}).status_code == 422
