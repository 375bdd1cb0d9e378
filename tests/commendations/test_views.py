"""The pages of a dossier: every step in a browser, who may open what, and what is refused at its field."""

import html
import io
import re
import zipfile

import pytest

from app.commendations import queries
from app.papers import queries as papers
from app.places import actions as place_actions
from tests.cast import DAY, acting
from tests.commendations import rows
from tests.queries_counted import counted

MERIT = "thành tích xuất sắc trong phong trào “Bình dân học vụ số” năm 2026"


@pytest.mark.parametrize(
    ("state", "award"),
    [("draft", "GK_XA"), ("voted", "GK_XA"), ("proposed", "GK_XA"), ("decided", "GK_XA"), ("returned", "BK_TINH")],
)
def test_dossier_shows_in_every_state_to_whom_it_concerns(browser_of, dossier_at, state, award):
    dossier_id = dossier_at(state, award, 3 if state == "voted" else 1)
    seen = {"officer": 200, "clerk": 200, "leader": 200, "stranger": 404, "trainer": 403, "administrator": 403}
    seen["council"] = 404 if state == "draft" else 200
    seen["reviewer"] = 200 if state == "returned" else 404
    for who, status in seen.items():
        assert browser_of(who).get(f"/commendations/{dossier_id}").status_code == status, who


def test_pages_of_one_dossier_are_hidden_from_the_stranger(app, cast, browser_of, dossier_at, client):
    dossier_id = dossier_at("voted")
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        nominee_id, meeting_id, round_id = dossier.nominees[0].id, dossier.meetings[0].id, dossier.round_id
        council_id, member_id = dossier.meetings[0].council_id, dossier.meetings[0].chair_id
    own = [
        f"/commendations/{dossier_id}",
        f"/commendations/{dossier_id}/edit",
        f"/commendations/{dossier_id}/proposal",
        f"/commendations/{dossier_id}/meeting/new",
        f"/commendations/{dossier_id}/nominees.xlsx",
        f"/commendations/{dossier_id}/drafts/minutes.pdf",
        f"/commendations/{dossier_id}/drafts/minutes.docx",
        f"/commendations/nominees/{nominee_id}",
        f"/commendations/nominees/{nominee_id}/report",
        f"/commendations/nominees/{nominee_id}/merit",
        f"/commendations/nominees/{nominee_id}/drafts/report_person.pdf",
        f"/commendations/nominees/{nominee_id}/drafts/report_person.docx",
        f"/commendations/meetings/{meeting_id}",
        f"/commendations/meetings/{meeting_id}/edit",
        f"/commendations/rounds/{round_id}/edit",
        f"/commendations/rounds/{round_id}/dossiers/new",
        f"/commendations/councils/{council_id}",
        f"/commendations/councils/{council_id}/edit",
        f"/commendations/members/{member_id}",
    ]
    officer, stranger = browser_of("officer"), browser_of("stranger")
    assert {url: officer.get(url).status_code for url in own} == dict.fromkeys(own, 200)
    assert {url: stranger.get(url).status_code for url in own} == dict.fromkeys(own, 404)
    assert {url: client.get(url).status_code for url in own} == dict.fromkeys(own, 401)
    posts = [
        f"/commendations/{dossier_id}/{move}"
        for move in ("close-vote", "reopen", "proposal", "submit", "nominees", "nominees/names", "figures",
                     "publication", "papers/remake", "bound.pdf", "edit", "meeting/new")
    ]  # fmt: skip
    verbs = ("attest", "remove", "report", "report/draft")
    posts += [f"/commendations/nominees/{nominee_id}/{verb}" for verb in verbs]
    assert {url: stranger.post(url).status_code for url in posts} == dict.fromkeys(posts, 404)
    clerk = browser_of("clerk")
    closed = [url for url in posts if not url.endswith(("submit", "bound.pdf"))]
    assert {url: clerk.post(url).status_code for url in closed} == dict.fromkeys(closed, 403)


@pytest.mark.parametrize(
    "page", ["", "rounds", "rounds/new", "councils", "councils/new", "achievements", "achievements/new"]
)
def test_plain_pages_open_on_an_empty_database(browser_of, page):
    assert browser_of("officer").get(f"/commendations/{page}").status_code == 200


def test_list_sends_the_same_statements_for_one_row_and_three(app, cast, browser_of, dossier_at):
    first = dossier_at()
    browser = browser_of("officer")
    browser.get("/commendations/")
    with counted(app) as one:
        browser.get("/commendations/")
    with app.app_context(), rows.officer(cast) as user:
        from app.commendations import actions

        for _ in range(2):
            actions.open_dossier(queries.get(first).round, "GK_XA", MERIT, user, DAY)
    with counted(app) as three:
        answer = browser.get("/commendations/")
    assert len(three) == len(one)
    assert answer.text.count('<th scope="row">') == 3
    assert browser.get("/commendations/?state=voted").text.count('<th scope="row">') == 0


# ---- the whole job in the browser


def where(answer) -> str:
    assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.text)
    return answer.headers["Location"]


def last_id(url: str) -> int:
    return int(re.findall(r"\d+", url)[-1])


def test_giay_khen_from_round_to_certificate(app, cast, browser_of):
    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        plan_id = rows.plan()
        rows.subjects(3)
        from app.db import db

        db.session.flush()
        plan_id = plan_id.id
    b = browser_of("officer")
    answer = b.post("/commendations/rounds/new", data={
        "plan": plan_id, "name": "Sơ kết 2026", "period_from": "01/01/2026", "last_day": "31/7/2026",
        "deadline": "30/9/2026", "award_type": "chuyen_de", "occasion": "annual"})  # fmt: skip
    round_url = f"{where(answer)}/dossiers/new"
    assert "Danh hiệu khác hình thức" in b.get(round_url).text
    show = where(b.post(round_url, data={"award": "GK_XA", "achievement": MERIT}))
    dossier_id = last_id(show)
    base = f"/commendations/{dossier_id}"
    where(b.post(f"{base}/nominees", data={"add-subject": "uong"}))
    where(b.post(f"{base}/nominees/names", data={"many-names": "1. Tổ công nghệ số cộng đồng thôn Đông Yên"}))
    with app.app_context(), rows.officer(cast):
        ids = {one.subject_kind: one.id for one in queries.get(dossier_id).nominees}
    assert set(ids) == {"person", "collective"}
    for kind, nominee_id in ids.items():
        page = b.get(f"/commendations/nominees/{nominee_id}").text
        answers = dict(re.findall(r'name="(q\d+)"[^>]*value="(yes|0)"', page))
        where(
            b.post(
                f"/commendations/nominees/{nominee_id}/attest",
                data=answers | {"note": "đã rà soát"},
            )
        )
        where(b.post(f"/commendations/nominees/{nominee_id}/report/draft"))
        fields = dict(
            re.findall(
                r'name="(\w+)" type="text" value="([^"]*)"', b.get(f"/commendations/nominees/{nominee_id}/report").text
            )
        )
        fields |= {"functions": "Hướng dẫn người dân"} if kind == "collective" else {}
        where(b.post(f"/commendations/nominees/{nominee_id}/report", data=fields | rows.PROSE))
    council = last_id(where(b.post("/commendations/councils/new", data={
        "seal": "agency",
        "name": "Hội đồng Thi đua - Khen thưởng xã", "founded_by": "Quyết định số 03",
        "valid_from": "01/7/2025"})))  # fmt: skip
    for name, post, seat in rows.MEMBERS:
        where(b.post(f"/commendations/councils/{council}/members", data={
            "full_name": name, "post": post, "seat": str(seat), "valid_from": "01/07/2025"}))  # fmt: skip
    page = b.get(f"{base}/meeting/new").text
    members = dict((name, value) for value, name in re.findall(r'<option(?: selected)? value="(\d+)">([^,<]+),', page))
    call = {"day": "18/8/2026", "starts": "14:00", "ends": "16h30", "place": "Phòng họp", "method": "hand",
            "chair": members["Trần Quốc Thái"], "secretary": members["Phan Văn Dũng"]}  # fmt: skip
    early = b.post(f"{base}/meeting/new", data=call)
    assert early.status_code == 422
    assert "Ngày họp không được trước ngày lập hồ sơ." in early.text
    assert 'value="16h30"' in early.text
    meeting_url = where(b.post(f"{base}/meeting/new", data=call | {"day": "20/8/2026"}))
    votes = {f"p{value}": "present" for value in members.values()}
    votes |= {f"{letter}{of}": count for of in ids.values() for letter, count in (("a", 5), ("d", 0), ("i", 0))}
    where(b.post(f"{meeting_url}/votes", data=votes | {"discussion": "Thống nhất."}))
    assert "5/5 thành viên" in b.get(meeting_url).text
    where(b.post(f"{base}/close-vote"))
    page = b.get(f"{base}/proposal").text
    unit = re.search(r'<option(?: selected)? value="(\d+)">Phòng Văn hóa', page)[1]
    where(b.post(f"{base}/proposal", data={
        "unit": unit, "unit_post": "Trưởng phòng", "unit_signer": "Lê Thị Khánh Huyền",
        "day": "20/8/2026"}))  # fmt: skip
    assert "Chờ lãnh đạo phê duyệt." in b.get(show).text
    leader, clerk = browser_of("leader"), browser_of("clerk")
    page = leader.get(f"{base}/approval").text
    assert "760.000 đồng" in page
    where(leader.post(f"{base}/approval", data={}))
    where(clerk.post(f"{base}/decision", data={"day": "20/8/2026", "number": "41"}))
    assert "41/QĐ-UBND" in b.get(show).text
    stack = b.get(f"{base}/certificates.pdf")
    assert (stack.mimetype, stack.data[:5]) == ("application/pdf", b"%PDF-")
    bound = b.post(f"{base}/bound.pdf")
    assert (bound.status_code, bound.data[:5]) == (200, b"%PDF-")
    assert zipfile.ZipFile(io.BytesIO(b.get(f"{base}/files.zip").data)).namelist()[1] == "01_to_trinh.pdf"
    assert "41/QĐ-UBND" in b.get("/commendations/achievements?q=uong").text


def test_province_sends_back_on_one_paper_and_then_takes_it(browser_of, dossier_at):
    dossier_id = dossier_at("proposed", "BK_TINH")
    base = f"/commendations/{dossier_id}"
    officer, reviewer = browser_of("officer"), browser_of("reviewer")
    where(officer.post(f"{base}/submit"))
    assert "Đã nộp tỉnh" in reviewer.get("/commendations/").text
    empty = reviewer.post(f"{base}/send-back", data={})
    assert empty.status_code == 422
    assert "Ghi ý kiến vào ít nhất một giấy cần sửa." in empty.text
    where(reviewer.post(f"{base}/send-back", data={"note-proposal-0": "Bổ sung căn cứ."}))
    page = officer.get(base).text
    assert "Bổ sung căn cứ." in page
    assert "chưa sửa" in page
    where(officer.post(f"{base}/papers/remake", data={"kind": "proposal"}))
    assert "đã lập lại giấy" in officer.get(base).text
    where(officer.post(f"{base}/submit"))
    where(reviewer.post(f"{base}/accept"))
    assert "Tỉnh đã nhận" in officer.get(base).text


# ---- refusals keep what was typed


def test_own_author_is_told_why_not(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("proposed")
    with app.app_context(), acting(cast.users["officer"]):
        from app.access import Role
        from app.accounts import actions as accounts
        from app.accounts.models import User
        from app.db import db

        accounts.give_role(db.session.get(User, cast.users["officer"]), cast.home, Role.LEADER, DAY)
    browser = browser_of("officer")
    page = browser.get(f"/commendations/{dossier_id}").text
    assert "Không ai thẩm định, phê duyệt hoặc quyết định hồ sơ do chính mình lập." in page
    answer = browser.post(f"/commendations/{dossier_id}/approval", data={"fund": "quỹ"})
    assert answer.status_code == 422
    assert 'value="quỹ"' in answer.text


def test_votes_above_the_members_are_refused_at_their_field(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at()
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        members = [one.id for one in queries.members_on(meeting.council, meeting.day)]
        nominee_id = dossier.nominees[0].id
        from app.db import db

        db.session.flush()
        meeting_id = meeting.id
    data = {f"p{member}": "present" for member in members} | {f"p{members[0]}": "absent"}
    data |= {f"a{nominee_id}": "6", f"d{nominee_id}": "0", f"i{nominee_id}": "0", "discussion": "Ý kiến đã gõ"}
    answer = browser_of("officer").post(f"/commendations/meetings/{meeting_id}/votes", data=data)
    assert answer.status_code == 422
    assert f'id="a{nominee_id}-faults"' in answer.text
    assert "Tổng số phiếu lớn hơn số thành viên Hội đồng (6/5)." in answer.text
    assert "Vắng mặt thì phải ghi lý do." in answer.text
    assert "Ý kiến đã gõ" in answer.text


@pytest.mark.parametrize("state", ["draft", "voted"])
def test_submit_without_papers_is_refused_with_its_reasons(browser_of, dossier_at, state):
    dossier_id = dossier_at(state, "BK_TINH")
    answer = browser_of("officer").post(f"/commendations/{dossier_id}/submit")
    assert answer.status_code == 409
    assert "Bước này không làm được ở trạng thái hiện tại." in answer.text


def test_wrong_days_of_a_round_are_told_all_at_once(browser_of):
    data = {"name": "Đợt", "period_from": "31/02/2026", "last_day": "x", "deadline": ""}
    answer = browser_of("officer").post("/commendations/rounds/new", data=data)
    assert answer.status_code == 422
    for message in ("Tháng 02/2026 không có ngày 31.", "Ngày phải viết dạng dd/mm/yyyy", "Chưa nhập hạn lập hồ sơ."):
        assert message in answer.text
    assert 'value="31/02/2026"' in answer.text


def test_names_that_fit_nobody_are_all_told_and_nothing_is_saved(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft", count=3)
    url = f"/commendations/{dossier_id}/nominees/names"
    data = {"many-names": "1. Nguyễn Hoàng Quốc Khánh\n2. Ai Đó\n3. Nguyễn Thị Thuỵ Ưởng"}
    answer = browser_of("officer").post(url, data=data)
    assert answer.status_code == 422
    assert "“Ai Đó”: không có trong danh bạ." in answer.text
    assert "đã có trong danh sách đề nghị của hồ sơ này." in answer.text
    with app.app_context(), rows.officer(cast):
        assert len(queries.get(dossier_id).nominees) == 3


def test_decomposed_name_is_found(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft", count=3)
    with app.app_context(), rows.officer(cast):
        rows.person(queries.get(dossier_id).nominees[0].person.hamlet, "Đỗ Thị Hồng", 1991)
    import unicodedata

    data = {"add-subject": unicodedata.normalize("NFD", "Đỗ Thị Hồng")}
    where(browser_of("officer").post(f"/commendations/{dossier_id}/nominees", data=data))


def test_contribution_line_without_its_parts_is_told(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft", count=3)
    with app.app_context(), rows.officer(cast):
        nominee_id = next(one.id for one in queries.get(dossier_id).nominees if one.household_id)
    data = {"contributions": "Tiền; 5.000.000 đồng", "measures": "Giữ lại"}
    answer = browser_of("officer").post(f"/commendations/nominees/{nominee_id}/report", data=data)
    assert answer.status_code == 422
    assert "phải có bốn phần" in answer.text
    assert "Giữ lại" in answer.text


def test_attesting_alike_answers_for_all_of_the_kind(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft", count=4)
    with app.app_context(), rows.officer(cast):
        people = [one.id for one in queries.get(dossier_id).nominees if one.person_id]
    browser = browser_of("officer")
    answer = browser.post(
        f"/commendations/nominees/{people[0]}/attest", data={"q0": "no", "note": "kiểm tra lại", "alike": "y"}
    )
    where(answer)
    for nominee_id in people:
        assert "Có người xác nhận không đạt." in browser.get(f"/commendations/nominees/{nominee_id}").text


def test_warning_of_the_law_stands_once_at_the_legal_basis(app, cast, browser_of, dossier_at):
    from datetime import date

    from app import clock
    from app.commendations import actions

    first = dossier_at()
    late = date(2026, 11, 22)
    with app.app_context(), rows.officer(cast, late) as user:
        dossier_id = actions.open_dossier(queries.get(first).round, "GK_XA", MERIT, user, late).id
    browser = browser_of("officer")
    with clock.frozen(late):
        page = browser.get(f"/commendations/{dossier_id}").text
    assert page.count("Luật sửa đổi số 06/2026/QH16") == 1


def test_old_award_is_entered_and_found(browser_of, dossier_at):
    dossier_at()
    browser = browser_of("officer")
    data = {
        "subject": "uong", "award": "GK_XA", "award_label": "Giấy khen của Chủ tịch UBND huyện Nam Đàn",
        "award_type": "chuyen_de", "merit": "thành tích năm 2024", "reference_number": "88/QĐ-UBND",
        "day": "01/12/2024", "issuer_name": "Chủ tịch UBND huyện Nam Đàn",
    }  # fmt: skip
    where(browser.post("/commendations/achievements/new", data=data))
    assert "Chủ tịch UBND huyện Nam Đàn" in browser.get("/commendations/achievements?q=uong").text
    again = browser.post("/commendations/achievements/new", data=data)
    assert again.status_code == 422
    assert "Quyết định này đã được ghi cho cùng đối tượng." in again.text
    assert browser.get("/commendations/achievements.xlsx").data[:2] == b"PK"
    assert browser.get("/commendations/dossiers.xlsx").data[:2] == b"PK"


def test_members_of_a_council_are_corrected(app, cast, browser_of, dossier_at):
    dossier_at()
    with app.app_context(), rows.officer(cast):
        found = queries.all_councils()[0]
        council_id, member_id = found.id, found.members[1].id
    browser = browser_of("officer")
    data = {"full_name": "Lê Thị Khánh Huyền", "post": "Phó Trưởng phòng", "seat": "chair", "valid_from": "01/07/2025"}
    answer = browser.post(f"/commendations/members/{member_id}", data=data)
    assert answer.status_code == 422
    assert "Hội đồng đã có Chủ tịch trong thời gian này: Trần Quốc Thái." in answer.text
    where(browser.post(f"/commendations/members/{member_id}", data=data | {"seat": "deputy", "last_day": "31/12/2026"}))
    assert "01/01/2027" in browser.get(f"/commendations/councils/{council_id}").text


def test_publication_and_reopening_by_their_forms(browser_of, dossier_at):
    dossier_id = dossier_at("voted")
    browser, base = browser_of("officer"), f"/commendations/{dossier_id}"
    data = {
        "publish-where": "Nhà văn hóa thôn",
        "publish-published_from": "10/8/2026",
        "publish-published_until": "9/8/2026",
    }
    answer = browser.post(f"{base}/publication", data=data)
    assert answer.status_code == 422
    assert "Ngày kết thúc công khai phải sau ngày bắt đầu." in answer.text
    where(browser.post(f"{base}/publication", data=data | {"publish-published_until": "17/8/2026"}))
    assert browser.post(f"{base}/reopen", data={}).status_code == 422
    where(browser.post(f"{base}/reopen", data={"reopen-reason": "bổ sung trường hợp"}))
    assert "Đang soạn" in browser.get(base).text


def test_merit_of_the_dossier_and_of_one_nominee(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft", count=2)
    with app.app_context(), rows.officer(cast):
        nominee_id = queries.get(dossier_id).nominees[0].id
    browser = browser_of("officer")
    where(browser.post(f"/commendations/nominees/{nominee_id}/merit", data={"achievement": "thành tích riêng"}))
    where(browser.post(f"/commendations/{dossier_id}/edit", data={"achievement": "thành tích mới"}))
    with app.app_context(), rows.officer(cast):
        assert [one.achievement for one in queries.get(dossier_id).nominees] == ["thành tích riêng", "thành tích mới"]
    where(browser.post(f"/commendations/nominees/{nominee_id}/remove"))


def test_a_unit_must_name_its_signer(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted")
    browser, url = browser_of("officer"), f"/commendations/{dossier_id}/proposal"
    unit = re.search(r'<option(?: selected)? value="(\d+)">Phòng Văn hóa', browser.get(url).text)[1]
    answer = browser.post(url, data={"unit": unit, "day": "20/8/2026"})
    assert answer.status_code == 422
    assert 'id="unit_signer-faults"' in answer.text


def test_number_already_taken_is_refused_at_its_field(app, cast, browser_of, dossier_at):
    from app.papers import actions as papers

    dossier_id = dossier_at("approved")
    with app.app_context(), acting(cast.users["clerk"]):
        papers.enter_number("QĐ-UBND", 7, DAY, "Quyết định khác")
    leader, url = browser_of("leader"), f"/commendations/{dossier_id}/decision"
    assert "hiện là 08" in leader.get(url).text
    answer = leader.post(url, data={"day": "20/8/2026", "number": "7"})
    assert answer.status_code == 422
    assert 'id="number-faults"' in answer.text
    where(leader.post(url, data={"day": "20/8/2026"}))
    assert "08/QĐ-UBND" in leader.get(f"/commendations/{dossier_id}").text


def test_nobody_can_sign_without_a_signer(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted")
    with app.app_context(), rows.officer(cast):
        from app.places import queries as places

        for one in places.signers(DAY):
            place_actions.save_signer(one, one.full_name, one.post, one.authority_mark, one.lines, one.valid_from, DAY)
    page = browser_of("officer").get(f"/commendations/{dossier_id}").text
    assert "Chưa có người ký của cơ quan đang còn hiệu lực" in page


def test_every_fault_of_the_votes_is_told_at_once(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at()
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        absent, unsaid = [one.id for one in queries.members_on(meeting.council, meeting.day)][:2]
        nominee_id = dossier.nominees[0].id
        from app.db import db

        db.session.flush()
        meeting_id = meeting.id
    data = {f"p{absent}": "absent", f"a{nominee_id}": "", f"d{nominee_id}": "x", f"i{nominee_id}": "0"}
    answer = browser_of("officer").post(f"/commendations/meetings/{meeting_id}/votes", data=data)
    assert answer.status_code == 422
    assert "Chưa nhập số phiếu." in answer.text
    assert "Phải là số nguyên" in answer.text
    assert f'id="p{unsaid}-faults"' in answer.text  # of the others nobody said whether they came
    assert f'id="r{absent}-faults"' in answer.text
    assert 'value="x"' in answer.text


def test_hour_left_empty_is_called_missing_and_not_wrong(browser_of, dossier_at):
    answer = browser_of("officer").post(f"/commendations/{dossier_at('draft')}/meeting/new", data={"starts": ""})
    assert answer.status_code == 422
    assert "Chưa nhập giờ bắt đầu." in answer.text


def test_new_round_and_dossier_are_filled_in_from_the_plan(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft")
    with app.app_context(), rows.officer(cast):
        award_round = queries.get(dossier_id).round
        round_id, plan_id, movement = award_round.id, award_round.plan_id, award_round.plan.movement
    officer = browser_of("officer")
    page = officer.get(f"/commendations/rounds/new?plan={plan_id}").text
    assert f'<option selected value="{plan_id}">' in page
    dossier_page = officer.get(f"/commendations/rounds/{round_id}/dossiers/new").text
    assert f"thành tích xuất sắc trong thực hiện {movement[0].lower()}{movement[1:]}" in html.unescape(dossier_page)


def test_log_says_what_was_attested_in_words(app, cast, browser_of, dossier_at):
    dossier_at("draft")
    log = browser_of("leader").get("/oversight/log").text
    assert "hold-press" not in log
    assert "không thuộc trường hợp" in log


def test_reviewer_and_council_open_the_papers_of_a_dossier(app, browser_of, cast, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH")
    with app.app_context(), acting(cast.users["officer"]):
        paper_id = papers.current(queries.get(dossier_id), "proposal").id
    for name in ("reviewer", "council"):
        assert browser_of(name).get(f"/papers/{paper_id}/file.pdf").mimetype == "application/pdf"


def test_returned_dossier_says_what_is_open_and_whose_report_is_meant(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH")
    with app.app_context(), rows.officer(cast):
        nominee_id = queries.get(dossier_id).nominees[0].id
    base, officer = f"/commendations/{dossier_id}", browser_of("officer")
    note = {f"note-report_person-{nominee_id}": "Bổ sung số liệu."}
    where(browser_of("reviewer").post(f"{base}/send-back", data=note))
    sentence = "Còn 1 ý kiến của tỉnh chưa trả lời: lập lại giấy được nêu, hoặc giải trình, rồi nộp lại."
    page = officer.get(base).text
    whose = "báo cáo thành tích cá nhân, Nguyễn Thị Thuỵ Ưởng (1987, Thôn Đông Yên)"
    said = f"Trả lời ý kiến của tỉnh về {whose}: Bổ sung số liệu."
    note_id = re.search(r'id="opinion-(\d+)"', page)[1]
    assert f'<a href="{base}#opinion-{note_id}">{said}</a>' in page
    assert f'<ul id="why-not-submit"><li>{sentence}</li></ul>' in re.sub(r">\s+<", "><", page)
    named = f"<strong>{whose}</strong>: Bổ sung số liệu."
    assert named in page
    early = officer.post(f"{base}/submit")
    assert (early.status_code, sentence in early.text) == (409, True)
    where(officer.post(f"{base}/papers/remake", data={"kind": "report_person", "nominee": nominee_id}))
    mended = officer.get(base).text
    assert named in mended  # the opinion is about a paper that was replaced since
    assert sentence not in mended
    where(officer.post(f"{base}/submit"))


@pytest.mark.parametrize(
    ("state", "award"),
    [
        ("voted", "GK_XA"),
        ("proposed", "GK_XA"),
        ("decided", "GK_XA"),
        ("submitted", "BK_TINH"),
        ("returned", "BK_TINH"),
    ],
)
def test_past_the_draft_nothing_the_council_voted_on_is_written(app, cast, browser_of, dossier_at, state, award):
    dossier_id = dossier_at(state, award)
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        nominee_id, meeting_id = dossier.nominees[0].id, dossier.meetings[0].id
    base, meeting, nominee = (
        f"/commendations/{dossier_id}", f"/commendations/meetings/{meeting_id}", f"/commendations/nominees/{nominee_id}"
    )  # fmt: skip
    browser, reason = browser_of("officer"), "Hồ sơ đã qua bước này: muốn sửa phải mở lại hồ sơ."
    written = [f"{base}/meeting/new", f"{meeting}/edit", f"{meeting}/votes", f"{base}/nominees",
               f"{base}/nominees/names", f"{base}/edit", f"{nominee}/remove", f"{nominee}/merit"]  # fmt: skip
    if state in ("decided", "submitted"):
        written += [f"{nominee}/report", f"{nominee}/report/draft", f"{nominee}/attest", f"{base}/figures",
                    f"{base}/publication", f"{base}/papers/remake"]  # fmt: skip
    answers = {url: browser.post(url) for url in written}
    assert {url: one.status_code for url, one in answers.items()} == dict.fromkeys(written, 409)
    assert [url for url, one in answers.items() if reason not in one.text] == []
    for url in (f"{base}/meeting/new", f"{meeting}/edit", f"{base}/edit", f"{nominee}/merit"):
        page = browser.get(url).text
        assert (reason in page, 'type="submit" class="btn btn-primary"' in page) == (True, False), url
    assert "/edit" not in browser.get(meeting).text
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert (len(dossier.meetings), [one.id for one in dossier.nominees]) == (1, [nominee_id])


def test_all_are_marked_present_at_once_and_nothing_typed_is_lost(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at()
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        meeting = rows.meeting(dossier, queries.all_councils()[0])
        members = [one.id for one in queries.members_on(meeting.council, meeting.day)]
        nominee_id = dossier.nominees[0].id
        from app.db import db

        db.session.flush()
        url = f"/commendations/meetings/{meeting.id}"
    browser = browser_of("officer")
    assert 'name="all-present"' in browser.get(url).text
    data = {f"p{member}": "" for member in members} | {f"p{members[0]}": "absent", f"r{members[0]}": "đi công tác"}
    data |= {f"a{nominee_id}": "4", f"d{nominee_id}": "x", f"i{nominee_id}": "0", "discussion": "Ý kiến đã gõ"}
    answer = browser.post(f"{url}/votes", data=data | {"all-present": "1"})
    assert answer.status_code == 200
    assert answer.text.count('<option selected value="present">') == 4
    assert answer.text.count('<option selected value="absent">') == 1
    for typed in ('value="đi công tác"', 'value="4"', 'value="x"', "Ý kiến đã gõ"):
        assert typed in answer.text
    assert 'class="faults"' not in answer.text
    with app.app_context(), rows.officer(cast):
        assert queries.get(dossier_id).meetings[0].presences == []


def test_place_and_signer_are_those_of_the_last_time(app, cast, browser_of, dossier_at):
    first = dossier_at("proposed")
    from app.commendations import actions

    with app.app_context(), rows.officer(cast) as user:
        old = queries.get(first)
        again = actions.open_dossier(old.round, "GK_XA", MERIT, user, DAY)
        actions.add_nominee(again, old.nominees[0].person, DAY)
        second = again.id
    browser = browser_of("officer")
    call = html.unescape(browser.get(f"/commendations/{second}/meeting/new").text)
    assert 'value="Phòng họp số 1, trụ sở Ủy ban nhân dân xã Vạn An"' in call
    page = browser.get(f"/commendations/{second}/proposal").text
    assert re.search(r'<option selected value="\d+">Phòng Văn hóa', page)
    assert re.search(r'name="unit_post"[^>]*>\s*TRƯỞNG PHÒNG</textarea>', page)
    assert re.search(r'name="unit_signer"[^>]* value="Lê Thị Khánh Huyền"', page)
    stranger = browser_of("stranger")
    assert stranger.get(f"/commendations/{second}/proposal").status_code == 404


def test_first_proposal_begins_with_the_unit_and_no_signer(browser_of, dossier_at):
    page = browser_of("officer").get(f"/commendations/{dossier_at('voted')}/proposal").text
    assert re.search(r'<option selected value="\d+">Phòng Văn hóa', page)
    assert re.search(r'name="unit_signer"[^>]* value=""', page)


def test_returned_dossier_is_reopened_from_its_page(browser_of, dossier_at):
    base = f"/commendations/{dossier_at('returned', 'BK_TINH')}"
    browser = browser_of("officer")
    assert f'action="{base}/reopen"' in browser.get(base).text
    assert browser.post(f"{base}/reopen", data={"reopen-reason": "Tỉnh yêu cầu họp lại"}).status_code == 303
    assert f'action="{base}/close-vote"' in browser.get(base).text


def test_papers_of_a_dossier_are_had_for_word_as_draft_and_when_sealed(browser_of, dossier_at):
    browser = browser_of("officer")
    base = f"/commendations/{dossier_at('proposed')}"
    page = browser.get(base).text
    assert "bản gốc là tệp PDF đã khóa" in page
    assert "drafts/certificate.docx" not in page
    sealed = re.search(r'href="(/papers/\d+/file.docx)"', page)[1]
    for url in (f"{base}/drafts/decision.docx", sealed):
        assert f'href="{url}"' in page
        assert browser.get(url).data[:2] == b"PK"


def test_day_the_directory_does_not_reach_is_told_at_its_field(browser_of, dossier_at):
    """A slip in the year neither breaks the page nor loses what was typed."""
    dossier_id = dossier_at("approved")
    leader, officer = browser_of("leader"), browser_of("officer")
    page = f"/commendations/{dossier_id}/decision"
    early = leader.post(page, data={"day": "01/01/2024", "number": "41"})
    late = leader.post(page, data={"day": "01/01/2126", "number": "41"})
    assert [(one.status_code, 'value="41"' in one.text) for one in (early, late)] == [(422, True), (422, True)]
    assert "Ngày ký không được sau năm nay." in late.text
    given = {
        "giver_name": "Phan Văn Dũng", "giver_post": "Công chức", "giver_unit": "UBND xã",
        "receiver_name": "Hồ Thị Ngọc Ánh", "receiver_post": "Văn thư", "receiver_unit": "UBND xã",
        "day": "01/01/2024", "starts": "08:00", "ends": "09:00", "place": "Trụ sở",
    }  # fmt: skip
    taken = officer.post(f"/commendations/{dossier_id}/handover", data=given)
    assert taken.status_code == 422
    assert "Danh mục địa giới không có đơn vị này vào ngày 01/01/2024" in taken.text


def test_draft_keeps_what_was_just_typed(app, cast, browser_of, dossier_at):
    """The draft fills what is empty; prose typed a moment ago and not yet kept is not lost."""
    dossier_id = dossier_at("draft")
    with app.app_context(), rows.officer(cast):
        one = queries.get(dossier_id).nominees[0]
        one.report = {}
        nominee_id = one.id
    page = f"/commendations/nominees/{nominee_id}/report"
    answer = browser_of("officer").post(f"{page}/draft", data={"measures": "Hướng dẫn tận nhà từng hộ."})
    assert (answer.status_code, answer.location) == (303, page)
    assert "Hướng dẫn tận nhà từng hộ." in browser_of("officer").get(page).text


def test_household_and_its_head_are_told_apart_in_the_vote(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft", count=3)
    with app.app_context(), rows.officer(cast):
        meeting_id = rows.meeting(queries.get(dossier_id), rows.council()).id
    page = browser_of("officer").get(f"/commendations/meetings/{meeting_id}").text
    assert 'aria-label="Hộ ông (bà) Nguyễn Hoàng Quốc Khánh, Thôn Đông Yên: đồng ý"' in page
