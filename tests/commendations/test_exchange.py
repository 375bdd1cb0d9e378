"""What is asked for to complete a dossier, by the commune and by the province, and the handover of its papers."""

from datetime import date, time

import pytest

from app import audit, pdf
from app.commendations import actions, queries, rules
from app.commendations.documents import HandoverParty
from app.commendations.rules import State
from app.papers import queries as papers
from app.places import queries as places
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commendations import rows

OFFICER = "Nguyễn Thị An"


def codes(reasons) -> list[str]:
    return [reason.code for reason in reasons]


def text_of(paper) -> str:
    return " ".join(" ".join(pdf.text_of(papers.bytes_of(paper))).split())


# ---- rules


@pytest.mark.parametrize("state", State)
def test_commune_asks_while_it_works_and_province_while_it_reviews(state):
    own = state in ("draft", "voted", "proposed", "returned")
    above = state in ("submitted", "returned")
    assert codes(rules.supplement_refusals(state, False)) == ([] if own else ["supplement-not-now"])
    assert codes(rules.supplement_refusals(state, True)) == ([] if above else ["supplement-not-now"])


@pytest.mark.parametrize(
    ("lines", "days", "found"),
    [(1, 1, []), (3, 60, []), (0, 61, ["nothing-to-supplement", "supplement-time"]), (1, 0, ["supplement-time"])],
)
def test_phieu_has_lines_and_a_time(lines, days, found):
    assert codes(rules.lines_refusals(lines, days)) == found


@pytest.mark.parametrize(
    ("day", "ends", "receiver", "count", "found"),
    [
        (DAY, time(9), "Trần Văn Bình", 1, []),
        (DAY, time(8), "NGUYỄN THỊ AN", 0, ["nothing-handed-over", "handover-reversed", "handover-to-oneself"]),
        (date(2026, 8, 21), time(9), "Trần Văn Bình", 1, ["handover-ahead"]),
    ],
)
def test_handover_tells_everything_that_cannot_be(day, ends, receiver, count, found):
    assert codes(rules.handed_refusals(count, day, DAY, time(8), ends, OFFICER, receiver)) == found


# ---- the commune asks


@pytest.fixture
def lacking(cast, context):
    """A draft of three nominees with nothing answered and no report written, inside the officer's session."""
    with rows.officer(cast) as user:
        rows.places_rows()
        dossier = actions.open_dossier(rows.award_round(), "GK_XA", rows.MERIT, user, DAY)
        for subject in rows.subjects(3):
            actions.add_nominee(dossier, subject, DAY)
        yield dossier


def asking(addressee: str = "Trưởng Thôn Đông Yên", **options) -> actions.Asking:
    return actions.Asking(addressee, DAY, 5, "Phòng Văn hóa - Xã hội", **options)


def test_everything_found_is_asked_for_at_once(lacking):
    paper = actions.request_supplement(lacking, asking(lines=[actions.Line("Danh sách chưa ký", "Ký, gửi bản chính")]))
    lines = [row["lack"] for row in paper.facts["rows"]]
    for name in ("Nguyễn Thị Thuỵ Ưởng", "Tổ công nghệ số cộng đồng thôn Đông Yên", "Nguyễn Hoàng Quốc Khánh"):
        assert [one for one in lines if one.startswith(f"Báo cáo thành tích của {name} còn thiếu: ")], name
    assert lines[-1] == "Danh sách chưa ký"
    assert len(lines) == len(actions.found_lines(lacking, DAY)) + 1
    grounds = {row["ground"] for row in paper.facts["rows"]}
    assert "Khoản 2 Điều 84 Luật Thi đua, khen thưởng" in grounds
    assert "Điều 75 Luật Thi đua, khen thưởng" in grounds
    assert not [ground for ground in grounds if "tỉnh Bắc Ninh" in (ground or "")]
    assert any("trong phong trào thi đua; hoặc lập nhiều thành tích" in line for line in lines)
    text = text_of(paper)
    assert "PHIẾU YÊU CẦU BỔ SUNG HỒ SƠ" in text
    assert "Thời hạn bổ sung: 05 ngày làm việc, kể từ ngày nhận được phiếu này." in text
    assert "NGƯỜI LẬP PHIẾU" in text
    assert OFFICER in text


def test_what_the_commune_does_itself_is_asked_of_nobody(lacking):
    said = " ".join(one.lack for one in actions.found_lines(lacking, DAY))
    assert "phiên họp" not in said
    assert "họp Hội đồng" not in said


def test_nothing_is_found_of_a_dossier_that_is_whole(cast, context):
    with rows.officer(cast) as user:
        rows.places_rows()
        dossier = rows.drafted(user, count=3)
        assert actions.found_lines(dossier, DAY) == []
        with pytest.raises(Refused) as refused:
            actions.request_supplement(dossier, asking())
        assert codes(refused.value.reasons) == ["nothing-to-supplement"]
        assert dossier.supplements == []


def test_nominee_is_asked_for_its_own_part_only(lacking):
    one = queries.nominees_of(lacking)[0]
    target = next(found for found in actions.targets_of(lacking, DAY) if found.key == f"nominee-{one.id}")
    paper = actions.request_supplement(lacking, asking(target.addressee, nominee_ids=target.nominee_ids))
    assert paper.facts["addressees"] == ["Bà Nguyễn Thị Thuỵ Ưởng, Thôn Đông Yên"]
    assert ["Nguyễn Thị Thuỵ Ưởng" in row["lack"] for row in paper.facts["rows"]] == [True] * len(paper.facts["rows"])


def test_targets_are_units_hamlets_and_nominees(lacking):
    targets = actions.targets_of(lacking, DAY)
    assert [one.addressee for one in targets] == [
        "Phòng Văn hóa - Xã hội",
        "Ông (bà) Phạm Văn Khoa, Trưởng Thôn Đông Yên",
        "Bà Nguyễn Thị Thuỵ Ưởng, Thôn Đông Yên",
        "Tổ công nghệ số cộng đồng thôn Đông Yên",
        "Ông Nguyễn Hoàng Quốc Khánh, Thôn Đông Yên",
    ]
    assert targets[0].nominee_ids is None
    assert targets[1].nominee_ids == {one.id for one in lacking.nominees}


def test_phieu_is_signed_numbered_and_told_in_the_log(lacking):
    signer = places.signing(DAY, "supplement_request")
    paper = actions.request_supplement(lacking, asking(signer=signer, number=4))
    assert paper.reference_number == "04/PYC-UBND"
    assert paper.facts["signature"]["name"] == "Trần Quốc Thái"
    line = audit.lines_about(lacking)[0]
    assert (line.event, line.keys["addressee"], line.keys["days"]) == (
        "supplement-requested",
        "Trưởng Thôn Đông Yên",
        5,
    )
    (row,) = lacking.supplements
    assert (row.from_above, row.issuer_name) == (False, "Ủy ban nhân dân xã Vạn An")
    assert [one.id for one in queries.beside(lacking)] == [paper.id]


# ---- the province asks


@pytest.fixture
def submitted(cast, dossier_at):
    """The id of a dossier at the province."""
    return dossier_at("submitted", "BK_TINH")


def test_province_returns_a_dossier_once_with_all_notes(cast, context, submitted):
    with acting(cast.users["reviewer"]):
        dossier = queries.get(submitted)
        nominee = dossier.nominees[0]
        notes = {
            ("proposal", 0): "Bổ sung căn cứ là kế hoạch của tỉnh.",
            (f"report_{nominee.subject_kind}", nominee.id): "Ghi rõ số người được hướng dẫn.",
            ("roll", 0): "  ",
        }
        paper = actions.request_supplement(dossier, asking("Ủy ban nhân dân xã Vạn An", notes=notes))
        assert dossier.state == State.RETURNED
        assert [one.component for one in dossier.opinions] == ["proposal", f"report_{nominee.subject_kind}"]
        lines = [row["lack"] for row in paper.facts["rows"]]
        assert lines[-2:] == [
            "Tờ trình: Bổ sung căn cứ là kế hoạch của tỉnh",
            f"Báo cáo thành tích cá nhân, {queries.subject_label(nominee)}: Ghi rõ số người được hướng dẫn",
        ]
        assert paper.facts["head"]["issuer_lines"] == ["ỦY BAN NHÂN DÂN", "TỈNH NGHỆ AN"]
        paper_id, owner = paper.id, paper.owner_id
    assert owner == cast.province
    with acting(cast.users["officer"]):
        dossier = queries.get(submitted)
        (row,) = dossier.supplements
        assert (row.owner_id, row.from_above, row.issuer_name) == (cast.home, True, "Ủy ban nhân dân tỉnh Nghệ An")
        assert [line["lack"] for line in row.content["lines"]] == lines
        assert paper_id not in [one.id for one in queries.beside(dossier)]


def test_province_prints_the_phieu_of_a_dossier_that_went_back_already(cast, context, dossier_at):
    dossier_id = dossier_at("returned", "BK_TINH")
    with acting(cast.users["reviewer"]):
        dossier = queries.get(dossier_id)
        paper = actions.request_supplement(dossier, asking("Ủy ban nhân dân xã Vạn An"))
        assert [row["lack"] for row in paper.facts["rows"]] == ["Tờ trình: Bổ sung căn cứ là kế hoạch của tỉnh"]
        assert len(dossier.opinions) == 1


def test_refused_phieu_returns_nothing(cast, context, submitted):
    with acting(cast.users["reviewer"]):
        dossier = queries.get(submitted)
        with pytest.raises(Refused) as refused:
            actions.request_supplement(dossier, asking("Ủy ban nhân dân xã Vạn An", notes={("proposal", 0): " "}))
        assert codes(refused.value.reasons) == ["nothing-to-supplement"]
        assert (dossier.state, dossier.opinions, dossier.supplements) == (State.SUBMITTED, [], [])


# ---- handover


def given(dossier, **options) -> actions.Handover:
    typed = {
        "day": DAY,
        "starts": time(8, 30),
        "ends": time(9, 0),
        "place": "Trụ sở UBND xã",
        "giver": HandoverParty(name=OFFICER, post="Công chức", unit="Ủy ban nhân dân xã Vạn An"),
        "receiver": HandoverParty(name="Trần Văn Bình", post="Văn thư", unit="Ủy ban nhân dân xã Vạn An"),
        "chosen": {one.key: actions.Chosen("Bản chính") for one in actions.items_of(dossier)},
        "condition": "đầy đủ.",
    }
    return actions.Handover(**{**typed, **options})


def test_handover_lists_the_papers_of_the_dossier_without_giay_khen(cast, context, dossier_at):
    dossier_id = dossier_at("decided", count=3)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        paper = actions.hand_over(dossier, given(dossier), DAY)
        titles = [row["title"] for row in paper.facts["rows"]]
        assert len(titles) == 7
        assert [one for one in titles if one.startswith("Giấy khen")] == []
        proposal = next(row for row in paper.facts["rows"] if row["title"].startswith("Tờ trình"))
        assert (proposal["reference"], proposal["day_text"], proposal["copy"]) == (
            "01/TTr-VHXH",
            "19/08/2026",
            "Bản chính",
        )
        text = text_of(paper)
        assert "Bàn giao hồ sơ đề nghị tặng Giấy khen" in text
        assert "08 giờ 30 phút, ngày 20 tháng 8 năm 2026" in text
        assert "Tình trạng hồ sơ: đầy đủ." in text
        line = audit.lines_about(dossier)[0]
        assert (line.event, line.keys) == (
            "dossier-handed-over",
            {"giver": OFFICER, "receiver": "Trần Văn Bình", "count": 7},
        )
        assert actions.hand_over(dossier, given(dossier), DAY) is paper


def test_each_handover_has_minutes_of_its_own(cast, context, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        first = actions.hand_over(dossier, given(dossier, number=2), DAY)
        back = actions.hand_over(dossier, given(dossier, starts=time(14, 0), ends=time(14, 30)), DAY)
        assert (first.replaced, back.replaces_id) == (False, None)
        assert (first.reference_number, back.reference_number) == ("02/BB-UBND", None)
        assert [one.id for one in queries.beside(dossier)] == [first.id, back.id]


def test_nothing_is_handed_over_of_an_empty_dossier(lacking):
    with pytest.raises(Refused) as refused:
        actions.hand_over(lacking, given(lacking), DAY)
    assert codes(refused.value.reasons) == ["nothing-sealed"]


# ---- pages


@pytest.fixture
def draft_id(app, cast):
    """A draft that lacks everything."""
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        dossier = actions.open_dossier(rows.award_round(), "GK_XA", rows.MERIT, user, DAY)
        actions.add_nominee(dossier, rows.subjects()[0], DAY)
        return dossier.id


def test_officer_asks_and_the_dossier_shows_it(browser_of, app, cast, draft_id):
    url = f"/commendations/{draft_id}/supplement"
    officer = browser_of("officer")
    page = officer.get(url)
    assert "Báo cáo thành tích của Nguyễn Thị Thuỵ Ưởng còn thiếu" in page.text
    with app.app_context(), rows.officer(cast):
        key = actions.targets_of(queries.get(draft_id), DAY)[0].key
    typed = {"target": key, "working_days": "5", "return_to": "Phòng Văn hóa - Xã hội", "day": "20/08/2026"}
    assert officer.post(url, data={**typed, "draft": "1"}).mimetype == "application/pdf"
    assert "Yêu cầu bổ sung" in officer.get(f"/commendations/{draft_id}").text
    answer = officer.post(url, data=typed)
    assert answer.status_code == 303, answer.text
    shown = officer.get(f"/commendations/{draft_id}").text
    assert "gửi Phòng Văn hóa - Xã hội, ngày 20/08/2026" in shown
    # From Thursday on: Friday, the Saturday worked for 31 August, and three days of the next week.
    assert "hạn 5 ngày làm việc kể từ ngày nhận (nhận ngay trong ngày: đến hết 26/08/2026)" in shown
    assert "Phiếu yêu cầu bổ sung hồ sơ ngày 20/08/2026" in shown
    for who, status in (("clerk", 403), ("leader", 403), ("council", 403), ("stranger", 404), ("reviewer", 404)):
        assert browser_of(who).get(url).status_code == status, who
        assert browser_of(who).post(url, data=typed).status_code == status, who


def test_phieu_tells_all_faults_and_keeps_what_was_typed(browser_of, draft_id):
    typed = {"working_days": "0", "lack0": "Thiếu ảnh", "remedy1": "Gửi lại", "day": "", "return_to": ""}
    answer = browser_of("officer").post(f"/commendations/{draft_id}/supplement", data=typed)
    assert answer.status_code == 422
    for said in ("Ghi việc cần làm", "Ghi nội dung còn thiếu, hoặc xóa cả dòng.", "Có 5 chỗ cần sửa"):
        assert said in answer.text
    assert 'value="Thiếu ảnh"' in answer.text
    assert 'value="Gửi lại"' in answer.text


def test_time_that_cannot_be_kept_is_refused_at_its_field(browser_of, app, cast, draft_id):
    with app.app_context(), rows.officer(cast):
        key = actions.targets_of(queries.get(draft_id), DAY)[0].key
    typed = {"target": key, "working_days": "0", "return_to": "Phòng Văn hóa", "day": "20/08/2026"}
    answer = browser_of("officer").post(f"/commendations/{draft_id}/supplement", data=typed)
    assert answer.status_code == 422
    assert "từ 1 đến 60 ngày làm việc" in answer.text


def test_reviewer_returns_in_one_step_and_the_commune_reads_the_same_list(browser_of, app, cast, submitted):
    url = f"/commendations/{submitted}/supplement"
    reviewer, officer = browser_of("reviewer"), browser_of("officer")
    assert "Trả lại nhiều giấy một lần" in reviewer.get(f"/commendations/{submitted}").text
    assert "Trả lại hồ sơ và lập phiếu" in reviewer.get(url).text
    typed = {
        "addressee": "Ủy ban nhân dân xã Vạn An",
        "working_days": "7",
        "return_to": "Sở Nội vụ tỉnh Nghệ An",
        "day": "20/08/2026",
        "note-proposal-0": "Bổ sung căn cứ.",
        "note-minutes-0": "Ghi rõ tỷ lệ phiếu.",
        "lack0": "Ảnh minh họa mờ",
        "remedy0": "Quét lại ở 300 dpi",
    }
    draft = reviewer.post(url, data={**typed, "draft": "1"})
    assert (draft.status_code, draft.mimetype) == (200, "application/pdf")
    with app.app_context(), rows.officer(cast):
        assert queries.get(submitted).state == State.SUBMITTED
    assert reviewer.post(url, data=typed).status_code == 303
    page = officer.get(f"/commendations/{submitted}").text
    for said in ("Tờ trình: Bổ sung căn cứ", "Ghi rõ tỷ lệ phiếu", "Ảnh minh họa mờ", "hạn 7 ngày làm việc",
                 "Bản in do Ủy ban nhân dân tỉnh Nghệ An lập và gửi"):  # fmt: skip
        assert said in page, said
    shown = reviewer.get(f"/commendations/{submitted}").text
    assert "Phiếu yêu cầu bổ sung hồ sơ ngày 20/08/2026" in shown


def test_officer_hands_over_what_was_chosen(browser_of, app, cast, dossier_at):
    dossier_id = dossier_at("proposed")
    url = f"/commendations/{dossier_id}/handover"
    officer = browser_of("officer")
    assert "Tờ trình đề nghị tặng Giấy khen" in officer.get(url).text
    with app.app_context(), rows.officer(cast):
        items = actions.items_of(queries.get(dossier_id))
    typed = {
        "giver_name": OFFICER, "giver_post": "Công chức", "giver_unit": "UBND xã Vạn An",
        "receiver_name": "Trần Văn Bình", "receiver_post": "Văn thư", "receiver_unit": "UBND xã Vạn An",
        "day": "20/08/2026", "starts": "8h30", "ends": "9:00", "place": "Trụ sở UBND xã",
        **{f"copy-{one.key}": "kept" for one in items[1:]},
        f"copy-{items[0].key}": "Bản sao", f"note-{items[0].key}": "đóng dấu treo",
    }  # fmt: skip
    assert officer.post(url, data={**typed, "draft": "1"}).mimetype == "application/pdf"
    assert officer.post(url, data=typed).status_code == 303
    assert "Biên bản bàn giao hồ sơ ngày 20/08/2026" in officer.get(f"/commendations/{dossier_id}").text
    with app.app_context(), rows.officer(cast):
        (paper,) = queries.beside(queries.get(dossier_id))
        (row,) = paper.facts["rows"]
        assert (row["copy"], row["note"], row["title"]) == ("Bản sao", "đóng dấu treo", items[0].title)
    for who, status in (("clerk", 403), ("council", 403), ("reviewer", 403), ("stranger", 404)):
        assert browser_of(who).get(url).status_code == status, who


def test_handover_form_tells_all_faults_and_keeps_what_was_typed(browser_of, app, cast, dossier_at):
    dossier_id = dossier_at("proposed")
    url = f"/commendations/{dossier_id}/handover"
    answer = browser_of("officer").post(
        url, data={"giver_name": OFFICER, "starts": "25:00", "reason": "chuyển công tác"}
    )
    assert answer.status_code == 422
    assert "Giờ không đúng" in answer.text
    assert "chuyển công tác" in answer.text
    assert "Chưa nhập" in answer.text
    with app.app_context(), rows.officer(cast):
        items = actions.items_of(queries.get(dossier_id))
    typed = {
        "giver_name": OFFICER, "giver_post": "Công chức", "giver_unit": "UBND xã",
        "receiver_name": OFFICER, "receiver_post": "Văn thư", "receiver_unit": "UBND xã",
        "day": "21/08/2026", "starts": "9:00", "ends": "8:00", "place": "Trụ sở",
        **{f"copy-{one.key}": "kept" for one in items},
    }  # fmt: skip
    refused = browser_of("officer").post(url, data=typed)
    assert refused.status_code == 422
    assert "Có 4 chỗ cần sửa" in refused.text
