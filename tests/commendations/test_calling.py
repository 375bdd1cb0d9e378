"""The giấy mời to a meeting and the ballots of its vote: rules, verbs, pages."""

import dataclasses
from datetime import date

import pytest

from app import audit, pdf
from app.commendations import actions, queries, rules
from app.commendations.rules import CallFacts, VoteMethod
from app.papers import actions as paper_actions
from app.papers import queries as papers
from app.places import queries as places
from app.refusals import Refused
from tests.cast import acting
from tests.commendations import rows

CALL_DAY = date(2026, 8, 14)
READY = CallFacts(state="draft", method="secret", day=rows.MEETING_DAY, members=5, nominees=3, recorded=False)


def codes(refused) -> list[str]:
    return [reason.code for reason in refused]


# ---- rules


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"state": "voted"}, ["not-while-in-state"]),
        ({"method": "hand"}, ["ballot-for-hands"]),
        ({"nominees": 0}, ["no-nominees"]),
        ({"members": 0}, ["no-members"]),
        ({"recorded": True}, ["ballot-after-count"]),
        (
            {"state": "voted", "method": "hand", "recorded": True},
            ["not-while-in-state", "ballot-for-hands", "ballot-after-count"],
        ),
    ],
)
def test_ballots_exist_between_the_call_and_the_count(changes, found):
    assert codes(rules.ballot_refusals(dataclasses.replace(READY, **changes))) == found


@pytest.mark.parametrize(("copies", "found"), [(0, ["ballots-above-members"]), (1, []), (5, []), (6, None)])
def test_no_more_ballots_than_members(copies, found):
    assert codes(rules.copies_refusals(copies, 5)) == (["ballots-above-members"] if found is None else found)


@pytest.mark.parametrize(
    ("changes", "day", "found"),
    [
        ({}, rows.MEETING_DAY, []),
        ({"method": "hand"}, None, []),
        ({}, date(2026, 8, 19), ["invitation-after-meeting"]),
        ({"recorded": True, "members": 0}, None, ["no-members", "invitation-after-count"]),
    ],
)
def test_giay_moi_goes_out_before_the_meeting(changes, day, found):
    assert codes(rules.invitation_refusals(dataclasses.replace(READY, **changes), day)) == found


# ---- verbs


@pytest.fixture
def called(cast, context):
    """A meeting of three nominees called by secret ballot, inside the officer's session."""
    with rows.officer(cast, CALL_DAY) as user:
        rows.places_rows()
        dossier = rows.drafted(user, count=3)
        yield rows.meeting(dossier, rows.council())


def text_of(paper) -> str:
    return " ".join(" ".join(pdf.text_of(papers.bytes_of(paper))).split())


def events(row) -> list[str]:
    return [line.event for line in audit.lines_about(row)]


def test_ballots_name_every_nominee_and_the_same_ones_again_are_the_same_paper(called):
    paper = actions.print_ballots(called, 5)
    assert (paper.kind, paper.subject_table, paper.pages, paper.reference_number) == ("ballot", "meeting", 3, None)
    assert [row["name"] for row in paper.facts["rows"]] == [
        "Nguyễn Thị Thuỵ Ưởng",
        "Tổ công nghệ số cộng đồng thôn Đông Yên",
        "Hộ ông Nguyễn Hoàng Quốc Khánh",
    ]
    assert paper.short_code not in text_of(paper)
    assert actions.print_ballots(called, 5) is paper
    assert events(called).count("ballots-printed") == 1


def test_other_ballots_replace_those_printed_before(called):
    first = actions.print_ballots(called, 5)
    second = actions.print_ballots(called, 4)
    assert (first.replaced, second.replaces_id, papers.current(called, "ballot")) == (True, first.id, second)
    assert not actions.ballot_changed(called, second)
    actions.remove_nominee(queries.nominees_of(called.dossier)[2])
    assert actions.ballot_changed(called, second)


def test_ballots_are_no_part_of_the_dossier(called):
    paper = actions.print_ballots(called, 5)
    assert ("ballot", 0) not in queries.papers_of(called.dossier)
    assert queries.beside(called.dossier) == [paper]


def test_no_ballots_once_the_votes_are_entered(called):
    called.day = CALL_DAY
    rows.vote(called)
    with pytest.raises(Refused) as refused:
        actions.print_ballots(called, 9)
    assert codes(refused.value.reasons) == ["ballot-after-count", "ballots-above-members"]


def test_giay_moi_of_the_council_has_the_hour_and_place_of_the_meeting(called):
    paper = actions.invite(called, actions.Call(CALL_DAY, request="Đề nghị dự họp đúng giờ."))
    text = text_of(paper)
    wanted = (
        "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG", "/GM-HĐTĐKT", "Vạn An, ngày 14 tháng 8 năm 2026", "GIẤY MỜI",
        "14 giờ 00 phút, thứ Ba, ngày 18 tháng 8 năm 2026", "Phòng họp số 1", "Đề nghị dự họp đúng giờ./.",
        "CHỦ TỊCH HỘI ĐỒNG", "Trần Quốc Thái", "DANH SÁCH KÍNH MỜI", "Nguyễn Cảnh Toàn",
    )  # fmt: skip
    assert [phrase for phrase in wanted if phrase not in text] == []
    assert paper.reference_number is None
    assert events(called)[0] == "invitation-made"


def test_giay_moi_of_the_authority_is_signed_by_its_signer_and_numbered_in_its_own_register(called):
    signer = places.signing(CALL_DAY, "invitation")
    paper = actions.invite(called, actions.Call(CALL_DAY, signer, each=True, number=12))
    assert paper.reference_number == "12/GM-UBND"
    assert paper.pages == 5
    assert len(paper.facts["invited"]) == 5
    assert paper.facts["rows"] == []
    assert paper.facts["signature"]["lines"] == list(signer.lines)


def test_giay_moi_made_again_keeps_its_number_and_one_of_another_register_does_not(called):
    first = actions.invite(called, actions.Call(CALL_DAY, number=3))
    again = actions.invite(called, actions.Call(CALL_DAY))
    assert again is first
    changed = actions.invite(called, actions.Call(CALL_DAY, request="Mang theo tài liệu"))
    assert (changed.reference_number, changed.replaces_id) == ("03/GM-HĐTĐKT", first.id)
    other = actions.invite(called, actions.Call(CALL_DAY, places.signing(CALL_DAY, "invitation")))
    assert (other.reference_number, other.replaces_id) == (None, changed.id)


def test_giay_moi_numbered_by_van_thu_later_is_not_made_anew(called):
    paper = actions.invite(called, actions.Call(CALL_DAY))
    paper_actions.enter_number("GM-HĐTĐKT", 8, CALL_DAY, paper.title, paper)
    assert actions.invite(called, actions.Call(CALL_DAY)) is paper


def test_taken_number_and_a_day_after_the_meeting_are_refused(called):
    paper_actions.enter_number("GM-HĐTĐKT", 3, CALL_DAY, "Giấy mời khác")
    with pytest.raises(Refused) as refused:
        actions.invite(called, actions.Call(CALL_DAY, number=3))
    assert codes(refused.value.reasons) == ["number-taken"]
    with pytest.raises(Refused) as refused:
        actions.invite(called, actions.Call(date(2026, 8, 19)))
    assert codes(refused.value.reasons) == ["invitation-after-meeting"]


def test_moved_meeting_is_told_on_its_giay_moi(called):
    paper = actions.invite(called, actions.Call(CALL_DAY))
    assert not actions.invitation_changed(called, paper)
    called.place = "Hội trường tầng 2"
    assert actions.invitation_changed(called, paper)


# ---- pages


@pytest.fixture
def meeting_id(app, cast):
    """The id of a called meeting."""
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        return rows.meeting(rows.drafted(user, count=3), rows.council()).id


def test_officer_prints_ballots_and_others_may_not(browser_of, meeting_id):
    url = f"/commendations/meetings/{meeting_id}/ballots"
    officer = browser_of("officer")
    assert 'value="5"' in officer.get(url).text
    draft = officer.post(url, data={"copies": "5", "draft": "1"})
    assert (draft.status_code, draft.mimetype) == (200, "application/pdf")
    answer = officer.post(url, data={"copies": "4"})
    assert answer.status_code == 303, answer.text
    page = officer.get(f"/commendations/meetings/{meeting_id}").text
    assert "In lại phiếu bầu" in page
    assert "Phiếu bầu của phiên họp ngày 18/08/2026" in page
    for who, status in (("clerk", 403), ("council", 403), ("reviewer", 403), ("stranger", 404)):
        assert browser_of(who).get(url).status_code == status, who
        assert browser_of(who).post(url, data={"copies": "4"}).status_code == status, who


@pytest.mark.parametrize(
    ("copies", "said"),
    [("", "Chưa nhập số phiếu."), ("bảy", "Phải là số nguyên"), ("6", "từ 1 đến 5"), ("0", "từ 1 đến 5")],
)
def test_number_of_ballots_that_cannot_be_is_refused_at_its_field(browser_of, meeting_id, copies, said):
    answer = browser_of("officer").post(f"/commendations/meetings/{meeting_id}/ballots", data={"copies": copies})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{copies}"' in answer.text


def test_giay_moi_form_tells_all_faults_and_keeps_what_was_typed(browser_of, meeting_id):
    url = f"/commendations/meetings/{meeting_id}/invitation"
    officer = browser_of("officer")
    assert "14:00 ngày 18/08/2026, Phòng họp số 1" in officer.get(url).text
    answer = officer.post(url, data={"day": "31/02/2026", "number": "x", "request": "Mang theo tài liệu họp"})
    assert answer.status_code == 422
    assert "Có 4 chỗ cần sửa" in answer.text
    assert "Mang theo tài liệu họp" in answer.text
    late = officer.post(url, data={"issuer": "council", "shape": "all", "day": "19/08/2026"})
    assert late.status_code == 422
    assert "không được sau ngày họp" in late.text


def test_officer_invites_and_van_thu_numbers(browser_of, app, cast, meeting_id):
    url = f"/commendations/meetings/{meeting_id}/invitation"
    officer = browser_of("officer")
    typed = {"issuer": "council", "shape": "each", "day": "14/08/2026", "request": "Đề nghị dự họp đúng giờ"}
    assert officer.post(url, data={**typed, "draft": "1"}).mimetype == "application/pdf"
    assert officer.post(url, data=typed).status_code == 303
    with app.app_context(), rows.officer(cast):
        paper_id = papers.current(queries.get_meeting(meeting_id), "invitation").id
    clerk = browser_of("clerk")
    assert 'value="GM-HĐTĐKT"' in clerk.get(f"/papers/{paper_id}/number").text
    answer = clerk.post(f"/papers/{paper_id}/number", data={"symbol": "GM-HĐTĐKT", "number": "5", "day": "14/08/2026"})
    assert answer.status_code == 303, answer.text
    assert "05/GM-HĐTĐKT" in officer.get(f"/commendations/meetings/{meeting_id}").text


def test_council_and_province_do_not_open_what_is_the_communes(browser_of, app, cast, meeting_id):
    with app.app_context(), acting(cast.users["officer"]):
        meeting = queries.get_meeting(meeting_id)
        ids = [actions.print_ballots(meeting, 5).id, actions.invite(meeting, actions.Call(CALL_DAY)).id]
    for who in ("council", "reviewer", "stranger"):
        assert [browser_of(who).get(f"/papers/{one}").status_code for one in ids] == [404, 404], who


def test_meeting_by_hand_says_why_it_has_no_ballots(app, cast, browser_of):
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        meeting_id = rows.meeting(rows.drafted(user), rows.council(), VoteMethod.HAND).id
    page = browser_of("officer").get(f"/commendations/meetings/{meeting_id}").text
    assert "biểu quyết giơ tay nên không có phiếu bầu" in page
    assert f"/commendations/meetings/{meeting_id}/invitation" in page
