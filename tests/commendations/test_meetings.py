"""Who came in whose place, several dossiers at one sitting, members who are nominated, who goes on within a number."""

from datetime import date
from decimal import Decimal

import pytest

from app.commendations import actions, documents, queries, rules
from app.commendations.models import RoundQuota
from app.commendations.rules import Limit, Passed, PresenceKind, VoteMethod, Votes
from app.db import db
from app.places import actions as places
from app.places import queries as places_queries
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted

CAME = actions.PresenceEntry(PresenceKind.PRESENT)
SENT = actions.PresenceEntry(PresenceKind.SUBSTITUTE, "Giấy cử số 05/HND ngày 17/8/2026", "Hồ Sỹ Quang Vinh")
AWAY = actions.PresenceEntry(PresenceKind.ABSENT, "ốm")


def refused(action, *args, **options) -> list[str]:
    with pytest.raises(Refused) as found:
        action(*args, **options)
    return [reason.code for reason in found.value.reasons]


def codes(faults) -> dict[int, str]:
    return {spot: reason.code for spot, reason in faults.items()}


def record(meeting, entries: dict[int, actions.PresenceEntry], *votes: Votes) -> None:
    """Who came, all the others in person; the votes by nominee in their order."""
    members = queries.members_on(meeting.council, meeting.day)
    presences = {one.id: entries.get(place, CAME) for place, one in enumerate(members)}
    tallies = dict(zip((one.id for one in meeting.dossier.nominees), votes, strict=False))
    actions.record_votes(meeting, presences, tallies, "", DAY)


def let_vote(value: bool, since: date) -> None:
    """What the council's own regulations say of substitutes from a day on."""
    places.set_rule(queries.SUBSTITUTES, value, "Quy chế làm việc của Hội đồng", since, DAY, compared_by=None)


def flat(lines) -> str:
    return " ".join(" ".join(lines).split())


# ---- rules


def test_substitutes_are_present_and_vote_where_the_council_lets_them():
    kinds = ["present", "present", "substitute", "written", "absent"]
    assert (rules.voting_in_the_room(kinds, substitutes_vote=True), rules.voters_of(kinds, substitutes_vote=True)) == (
        3,
        4,
    )
    assert rules.voters_of(kinds, substitutes_vote=False) == 3


def test_nobody_comes_for_two_or_for_another_while_having_a_seat():
    members = {1: "Trần Quốc Thái", 2: "Lê Thị Khánh Huyền", 3: "Phan Văn Dũng"}
    assert codes(rules.substitute_faults({1: "Hồ Vinh", 2: "hồ vinh", 3: " "}, members)) == {
        2: "substitute-for-two",
        3: "substitute-unnamed",
    }
    assert codes(rules.substitute_faults({1: "Phan Văn Dũng"}, members)) == {1: "substitute-has-seat"}
    came = {1: PresenceKind.SUBSTITUTE, 2: PresenceKind.PRESENT}
    assert codes(rules.presiding_faults(came, (1, 2))) == {1: "presiding-absent"}


def test_a_nominee_may_abstain_on_the_own_case_and_nobody_else_may():
    assert rules.vote_faults({1: Votes(4, 0)}, 5, 5, {1: 1}) == {}
    assert codes(rules.vote_faults({1: Votes(3, 0), 2: Votes(4, 0)}, 5, 5, {1: 1})) == {
        1: "votes-not-voters",
        2: "votes-not-voters",
    }


@pytest.mark.parametrize(
    ("votes", "preferred", "most", "proposed", "tied", "by_preference"),
    [
        ((5, 4, 3), (), 2, {1, 2}, set(), False),
        ((5, 4, 4), (3,), 2, {1, 3}, {2, 3}, True),
        ((5, 4, 4), (), 2, {1, 2}, {2, 3}, False),
        ((5, 5, 4), (3,), 2, {1, 2}, set(), False),
        ((5, 5, 5), (2,), 1, {2}, {1, 2, 3}, True),
    ],
)
def test_within_a_number_more_votes_go_first_and_at_equal_votes_the_preference_of_the_law(
    votes, preferred, most, proposed, tied, by_preference
):
    passed = [Passed(place, "person", agree, place in preferred) for place, agree in enumerate(votes, start=1)]
    (crowd,) = rules.crowds(passed, {"person": Limit(most)})
    assert (crowd.proposed, crowd.tied, crowd.by_preference) == (proposed, tied, by_preference)
    assert rules.crowds(passed, {"person": Limit(3), "household": Limit(0)}) == []


@pytest.mark.parametrize(
    ("sex", "share", "found"),
    [("female", None, True), ("male", None, False), (None, "70", True), (None, "69.9", False), (None, None, False)],
)
def test_a_woman_and_a_collective_of_seventy_percent_women_are_preferred(sex, share, found):
    assert rules.is_preferred(sex, Decimal(share) if share else None) is found


# ---- substitutes


def test_who_came_for_a_member_counts_as_present_and_stands_in_the_minutes(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        council = queries.all_councils()[0]
        meeting = rows.meeting(dossier, council)
        sits = council.members[4]
        actions.save_member(
            council, sits, full_name=sits.full_name, post=sits.post, seat=rules.Seat(sits.seat),
            valid_from=sits.valid_from, substitute_name="Hồ Sỹ Quang Vinh", substitute_post="Phó Bí thư Đoàn xã",
        )  # fmt: skip
        unnamed = actions.PresenceEntry(PresenceKind.SUBSTITUTE, "", "")
        assert refused(record, meeting, {0: unnamed}, Votes(5, 0)) == ["substitute-without-authority"] + [
            "substitute-unnamed"
        ]
        assert refused(record, meeting, {0: AWAY}, Votes(4, 0)) == ["presiding-absent"]
        record(meeting, {3: AWAY, 4: SENT}, Votes(3, 1))
        facts = documents.minutes(dossier, meeting, documents.setting_of(dossier, DAY))
        assert (len(facts.present), facts.stand_ins, len(facts.absences), facts.council_size) == (4, 1, 1, 5)
        assert facts.present[-1] == (
            "Hồ Sỹ Quang Vinh, Phó Bí thư Đoàn xã (dự thay Nguyễn Cảnh Toàn, Bí thư Đoàn xã, Ủy viên; "
            "theo giấy cử số 05/HND ngày 17/8/2026)"
        )
        assert "Có mặt 04/05 thành viên (80 %), đủ số thành viên để họp xét khen thưởng (cần ít nhất 04). " in flat(
            facts.contents
        )
        assert "Trong đó 01 người dự thay, được biểu quyết thay thành viên." in flat(facts.contents)
        count = documents.vote_count(dossier, meeting, documents.setting_of(dossier, DAY))
        assert (count.present, count.absent, count.issued, count.returned) == (4, 1, 4, 4)
        assert actions.facts_of(dossier, DAY).meeting.present == 4


def test_where_substitutes_do_not_vote_there_is_a_vote_less_and_the_denominator_stays(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        let_vote(False, date(2026, 1, 1))
        assert refused(record, meeting, {4: SENT}, Votes(5, 0)) == ["votes-not-voters"]
        record(meeting, {4: SENT}, Votes(2, 2))
        (verdict,) = queries.votes_of(meeting, dossier).values()
        assert (verdict.enough, verdict.text.partition(" (")[0]) == (False, "2/5 thành viên")
        facts = documents.minutes(dossier, meeting, documents.setting_of(dossier, DAY))
        assert "01 người dự thay, không biểu quyết thay thành viên." in flat(facts.contents)
        # A later change of the regulations does not change what was recorded.
        let_vote(True, date(2026, 2, 1))
        assert queries.substitutes_vote(meeting) is False
        assert queries.count_of(meeting).handed_out == 4


# ---- the threshold, both ways


def test_below_the_threshold_nobody_is_proposed_and_at_it_they_are(context, cast, dossier_at):
    dossier_id = dossier_at(count=2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0], VoteMethod.HAND)
        record(meeting, {}, Votes(2, 3), Votes(2, 3))
        assert refused(actions.close_vote, dossier, DAY) == ["nobody-passed"]
        record(meeting, {}, Votes(3, 2), Votes(2, 2, 1))
        assert [one.passed for one in actions.facts_of(dossier, DAY).nominees] == [True, False]
        facts = documents.minutes(dossier, meeting, documents.setting_of(dossier, DAY))
        assert [(row.agreed, row.disagreed, row.invalid, row.members, row.conclusion) for row in facts.results] == [
            (3, 2, 0, 5, "Đề nghị khen thưởng"),
            (2, 2, 1, 5, "Không đề nghị"),
        ]
        actions.close_vote(dossier, DAY)
        assert [one.id for one in queries.put_forward(dossier)] == [dossier.nominees[0].id]


# ---- members who are nominated


def test_a_member_who_is_nominated_is_told_and_may_abstain(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        (nominee,) = dossier.nominees
        council = queries.all_councils()[0]
        actions.save_member(
            council, None, full_name=queries.name_of(nominee), post="Chi hội trưởng", seat=rules.Seat.MEMBER,
            valid_from=date(2025, 7, 1),
        )  # fmt: skip
        meeting = rows.meeting(dossier, council, VoteMethod.HAND)
        assert [(of, [one.full_name for one in some]) for of, some in queries.own_cases(meeting).items()] == [
            (nominee.id, ["Nguyễn Thị Thuỵ Ưởng"])
        ]
        assert refused(record, meeting, {}, Votes(4, 0)) == ["votes-not-voters"]
        record(meeting, {}, Votes(5, 0))
        facts = documents.minutes(dossier, meeting, documents.setting_of(dossier, DAY))
        assert facts.contents[-1] == (
            "Nguyễn Thị Thuỵ Ưởng là thành viên Hội đồng có tên trong danh sách đề nghị, không biểu quyết về trường "
            "hợp của mình."
        )
        assert (facts.results[0].agreed, facts.results[0].members) == (5, 6)


# ---- one sitting, several dossiers


def test_dossiers_at_one_sitting_share_the_call_the_giay_moi_and_who_came(app, browser_of, cast, dossier_at):
    dossier_id = dossier_at(count=2)
    with app.app_context(), rows.officer(cast) as user:
        first = queries.get(dossier_id)
        meeting = rows.meeting(first, queries.all_councils()[0], VoteMethod.HAND)
        record(meeting, {3: AWAY, 4: SENT}, Votes(4, 0), Votes(4, 0))
        other = actions.open_dossier(first.round, "GK_XA", rows.MERIT, user, date(2026, 8, 4))
        head = next(one for one in rows.subjects(3) if hasattr(one, "members"))
        actions.add_nominee(other, head, DAY)
        other_id, meeting_id = other.id, meeting.id
    browser = browser_of("officer")
    page = browser.get(f"/commendations/{other_id}/meeting/new")
    assert f"?sitting={meeting_id}" in page.text
    page = browser.get(f"/commendations/{other_id}/meeting/new?sitting={meeting_id}")
    typed = {one: _value(page.text, one) for one in ("day", "starts", "ends", "place")}
    assert typed == {
        "day": "18/08/2026", "starts": "14:00", "ends": "16:30",
        "place": "Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An",
    }  # fmt: skip
    with app.app_context(), rows.officer(cast):
        joined = queries.get_meeting(meeting_id)
        said = typed | {"method": "hand", "chair": joined.chair_id, "secretary": joined.secretary_id, "tellers": ""}
    made = browser.post(f"/commendations/{other_id}/meeting/new", data=said)
    assert made.status_code == 303
    with app.app_context(), rows.officer(cast):
        found = queries.get_meeting(int(made.headers["Location"].rpartition("/")[2]))
        (there,) = queries.same_sitting(found)
        assert there.id == meeting_id
        facts = documents.invitation(
            found.dossier, found, queries.members_on(found.council, found.day),
            documents.setting_of(found.dossier, date(2026, 8, 14)),
            signer=None, each=False, request=None, number=None, together=[there.dossier],
        )  # fmt: skip
        assert facts.occasion == "cuộc họp Hội đồng Thi đua - Khen thưởng xã Vạn An, gồm 02 nội dung"
        assert len(facts.contents) == 2
        found_id = found.id
    page = browser.get(f"/commendations/meetings/{found_id}").text
    assert "Người dự đã chép từ hồ sơ cùng phiên họp" in page
    assert page.count('<option selected value="substitute">') == 1
    assert page.count('<option selected value="absent">') == 1


def _value(page: str, name: str) -> str:
    box = page.partition(f'name="{name}"')
    return (
        box[0].rpartition("<")[2].partition('value="')[2].partition('"')[0]
        or box[2].partition('value="')[2].partition('"')[0]
    )


# ---- more than may be proposed


def test_who_goes_on_within_the_number_is_chosen_by_the_official_and_the_minutes_say_why(
    app, browser_of, cast, dossier_at
):
    dossier_id = dossier_at(count=5)
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        db.session.add(
            RoundQuota(
                owner_id=dossier.owner_id,
                round_id=dossier.round_id,
                award="GK_XA",
                subject_kind="person",
                most=2,
                source="Kế hoạch số 12/KH-UBND",
            )  # fmt: skip
        )
        meeting = rows.meeting(dossier, queries.all_councils()[0], VoteMethod.HAND)
        people = [one for one in dossier.nominees if one.subject_kind == "person"]
        people[1].person.sex = "male"
        people[2].person.sex = "male"
        agree = {people[0].id: 4, people[1].id: 4, people[2].id: 5}
        members = queries.members_on(meeting.council, meeting.day)
        tallies = {one.id: Votes(agree.get(one.id, 5), 5 - agree.get(one.id, 5)) for one in dossier.nominees}
        actions.record_votes(meeting, {one.id: CAME for one in members}, tallies, "", DAY)
        (crowd,) = queries.crowds_of(meeting, dossier)
        assert [one.id for one in crowd.order] == [people[2].id, people[0].id, people[1].id]
        assert (crowd.tied, crowd.by_preference) == ({people[0].id, people[1].id}, True)
        meeting_id, ids = meeting.id, [one.id for one in people]
    browser, url = browser_of("officer"), f"/commendations/meetings/{meeting_id}"
    page = browser.get(url).text
    assert "3 cá nhân đủ số phiếu, được đề nghị 2" in " ".join(page.split())
    assert [f'value="{one}" checked' in page for one in ids] == [True, False, True]
    chosen = {"choice-person": [str(ids[0]), str(ids[2])], "choice-reason": ""}
    wrong = browser.post(f"{url}/choice", data=chosen)
    assert (wrong.status_code, "Ghi lý do" in wrong.text) == (422, True)
    assert (
        browser.post(f"{url}/choice", data=chosen | {"choice-reason": "Bà có thành tích trội hơn."}).status_code == 303
    )
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = dossier.meetings[0]
        assert ids[1] not in {one.id for one in queries.put_forward(dossier)}
        assert len(queries.put_forward(dossier)) == 4
        facts = documents.minutes(dossier, meeting, documents.setting_of(dossier, DAY))
        said = flat(facts.contents)
        assert "4. Lựa chọn theo số lượng: 03 cá nhân đủ số phiếu, được đề nghị 02 (Kế hoạch số 12/KH-UBND)." in said
        assert "số phiếu bằng nhau thì ưu tiên nữ" in said
        assert "khoản 6 Điều 4 Nghị định số 152/2025/NĐ-CP" in said
        assert said.endswith("Lý do: Bà có thành tích trội hơn.")
        assert [row.conclusion for row in facts.results].count("Đủ phiếu; không đề nghị do quá số lượng") == 1
        # A corrected count is chosen from anew.
        record(meeting, {}, Votes(5, 0))
        assert (meeting.selection, [one.held_back for one in meeting.tallies]) == (None, [False] * 5)


def test_the_pages_of_a_meeting_cost_the_same_for_three_nominees_and_for_six(app, browser_of, cast, dossier_at):
    dossier_id = dossier_at(count=3)
    with app.app_context(), rows.officer(cast):
        meeting_id = rows.meeting(queries.get(dossier_id), queries.all_councils()[0]).id
    browser, sent = browser_of("officer"), []
    for more in ((), ("Hồ Văn Một", "Hồ Văn Hai", "Hồ Văn Ba")):
        with app.app_context(), rows.officer(cast):
            dossier = queries.get(dossier_id)
            for name in more:
                actions.add_nominee(dossier, rows.person(places_queries.hamlets(DAY)[0], name, 1970), DAY)
            meeting = dossier.meetings[0]
            if meeting.ballots:
                actions.drop_ballots(meeting, sure=True)
            rows.vote(meeting)
            actions.start_count(meeting, sure=True)
            for number in range(1, 6):
                actions.count_ballot(meeting, number, {one.id: "a" for one in dossier.nominees})
            actions.finish_count(meeting, sure=False)
        for page in ("", "/count"):
            with counted(app) as statements:
                assert browser.get(f"/commendations/meetings/{meeting_id}{page}").status_code == 200
            sent.append(len(statements))
    assert sent[:2] == sent[2:]
