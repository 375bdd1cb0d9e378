"""Between commune and province: several notes at once, returned twice, explained, withdrawn, refused, awarded."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from app.commendations import actions, queries, rules
from app.commendations.models import Achievement
from app.db import db
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commendations import rows
from tests.queries_counted import counted

NEXT, LATER = date(2026, 8, 24), date(2026, 8, 27)


def codes(action, *args, **options) -> list[str]:
    with pytest.raises(Refused) as caught:
        action(*args, **options)
    return [one.code for one in caught.value.reasons]


def returned(cast, dossier_id: int, notes: dict, day: date) -> None:
    with acting(cast.users["reviewer"], day):
        actions.send_back(queries.get(dossier_id), notes, day)


def report_of(dossier) -> tuple[str, int]:
    return f"report_{dossier.nominees[0].subject_kind}", dossier.nominees[0].id


def mended(cast, dossier_id: int, words: str, day: date) -> None:
    """Write the report of the first nominee again and make it anew."""
    with rows.officer(cast, day):
        dossier = queries.get(dossier_id)
        nominee = dossier.nominees[0]
        actions.save_report(nominee, {**nominee.report, "measures": words})
        actions.remake(dossier, f"report_{nominee.subject_kind}", nominee, day)


def test_returned_twice_each_note_answered_and_every_change_told(cast, context, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH")
    with rows.officer(cast):
        report = report_of(queries.get(dossier_id))
    returned(cast, dossier_id, {report: "Nêu rõ biện pháp.", ("proposal", 0): "Thêm căn cứ."}, NEXT)
    mended(cast, dossier_id, "Mở lớp buổi tối.\nKèm tại nhà.", NEXT)
    with rows.officer(cast, NEXT):
        dossier = queries.get(dossier_id)
        assert codes(actions.submit, dossier, NEXT) == ["opinions-open"]
        (turn,) = queries.turns_of(dossier)
        answered = {opinion.component: paper.id if paper else None for opinion, paper in turn.notes}
        assert answered == {report[0]: queries.papers_of(dossier)[report].id, "proposal": None}
        asked = next(opinion for opinion, _paper in turn.notes if opinion.component == "proposal")
        asked_id = asked.id
        assert actions.explain(dossier, {asked_id: "Kế hoạch của xã đã là căn cứ."}, NEXT) == 1
        assert (asked.explained_by, asked.explained_on) == ("Nguyễn Thị An", NEXT)
        actions.submit(dossier, NEXT, "Đã viết lại biện pháp.")
    returned(cast, dossier_id, {report: "Ngắn gọn hơn."}, LATER)
    mended(cast, dossier_id, "Kèm tại nhà.", LATER)
    with rows.officer(cast, LATER):
        dossier = queries.get(dossier_id)
        now, before = queries.changes_of(dossier)
        assert [(one.turn, one.since, one.count) for one in (now, before)] == [(2, NEXT, 1), (1, DAY, 1)]
        assert (now.until, before.until.note) == (None, "Đã viết lại biện pháp.")
        (change,) = now.replaced[0].fields
        assert (change.field, change.gone, change.come) == ("measures", ("Mở lớp buổi tối.",), ())
        (change,) = before.replaced[0].fields
        assert change.come == ("Mở lớp buổi tối.", "Kèm tại nhà.")
        assert [(one.number, len(one.notes)) for one in queries.turns_of(dossier)] == [(2, 1), (1, 2)]
        # What was explained in an earlier turn is read there and not written over.
        assert actions.explain(dossier, {asked_id: ""}, LATER) == 0
        actions.submit(dossier, LATER)
        assert [row.day for row in dossier.submissions] == [DAY, NEXT, LATER]
        assert codes(actions.explain, dossier, {}, LATER) == ["not-while-in-state"]


def test_papers_new_and_gone_and_attachments_are_told():
    old = {"name": "A", "rows": [{"award": "x"}, {"award": "y"}], "lines": ["một", "hai"], "note": None, "known": False}
    new = {"name": "A", "rows": [{"award": "x"}], "lines": ["một", "ba"], "note": "có", "known": True}
    found = {one.field: (one.gone, one.come) for one in rules.differences(old, new)}
    assert found == {
        "lines": (("hai",), ("ba",)),
        "note": ((), ("có",)),
        "known": ((), ("có",)),
        "rows[1].award": (("y",), ()),
    }
    assert rules.differences(old, old) == ()


def test_reviewer_writes_at_several_papers_at_once_and_sees_the_change(cast, app, browser_of, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH", 3)
    base = f"/commendations/{dossier_id}"
    reviewer, officer = browser_of("reviewer"), browser_of("officer")
    page = reviewer.get(f"{base}/review").text
    kind, of = re.search(r'name="note-(report_person)-(\d+)"', page).groups()
    for words in ("Điều kiện (3 trường hợp)", "Giấy tờ và ý kiến (6)", "Trả lại hồ sơ chưa đủ", "để nhắc"):
        assert words in page
    data = {f"note-{kind}-{of}": "Nêu rõ biện pháp.", "note-roll-0": "Ghi đủ chức vụ.", "note-proposal-0": " "}
    assert reviewer.post(f"{base}/send-back", data=data).status_code == 303
    page = officer.get(base).text
    assert page.count('id="opinion-') == 2
    assert "Trả lời ý kiến của tỉnh về danh sách đề nghị khen thưởng: Ghi đủ chức vụ." in page
    said = re.findall(r'name="(explain-said-\d+)"', page)
    assert len(said) == 2
    answer = officer.post(f"{base}/explanations", data={said[0]: "Danh sách đã đúng chức vụ ghi trong hồ sơ cán bộ."})
    assert answer.status_code == 303
    with app.app_context():
        mended(cast, dossier_id, "Kèm từng người.", DAY)
    assert "Từ lần trả lại đã sửa 1 chỗ" in officer.get(base).text
    assert officer.post(f"{base}/submit", data={"submit-note": "Đã sửa báo cáo."}).status_code == 303
    page = reviewer.get(f"{base}/review").text
    for words in ("Xã ghi: Đã sửa báo cáo.", "<dt>biện pháp, giải pháp</dt>", "Kèm từng người.", "đã giải trình"):
        assert words in page
    assert f'href="{base}/changes"' in officer.get(base).text
    assert "Nộp lần 2" in officer.get(f"{base}/changes").text
    assert browser_of("stranger").get(f"{base}/changes").status_code == 404
    assert officer.get(f"{base}/review").status_code == 403


def test_withdrawn_before_anybody_decided_and_reopened(cast, context, dossier_at):
    sent = dossier_at("submitted", "BK_TINH")
    with rows.officer(cast):
        dossier = queries.get(sent)
        assert codes(actions.withdraw, dossier, "", DAY) == ["reason-missing"]
        actions.withdraw(dossier, "Người được đề nghị xin rút", DAY)
        assert (dossier.state, dossier.ended_reason, dossier.ended_by) == (
            "withdrawn", "Người được đề nghị xin rút", "Nguyễn Thị An",
        )  # fmt: skip
        assert queries.proposed_by_kind(dossier.round, "BK_TINH") == {}
        actions.reopen(dossier, "Làm lại", DAY)
        assert (dossier.state, dossier.ended_reason, dossier.ended_on) == ("draft", None, None)
        assert queries.proposed_by_kind(dossier.round, "BK_TINH") == {"person": 1}


@pytest.mark.parametrize(("state", "award"), [("approved", "GK_XA"), ("decided", "GK_XA"), ("accepted", "BK_TINH")])
def test_what_was_agreed_to_is_not_withdrawn(cast, context, dossier_at, state, award):
    dossier_id = dossier_at(state, award)
    with rows.officer(cast):
        assert codes(actions.withdraw, queries.get(dossier_id), "muốn rút", DAY) == ["wrong-state"]


def test_province_refuses_for_good_with_its_article(cast, context, dossier_at):
    dossier_id = dossier_at("accepted", "BK_TINH")
    with acting(cast.users["reviewer"]):
        dossier = queries.get(dossier_id)
        assert codes(actions.reject, dossier, "", " ", DAY) == ["article-missing", "reason-missing"]
        actions.reject(dossier, "khoản 2 Điều 73 Luật Thi đua, khen thưởng", "Phạm vi ảnh hưởng chưa đủ.", DAY)
        assert (dossier.state, dossier.ended_by) == ("rejected", "Đặng Thị Hà")
        for action, extra in ((actions.send_back, {("proposal", 0): "x"}), (actions.reject, "Điều 73")):
            rest = (DAY,) if action is actions.send_back else ("x", DAY)
            assert codes(action, dossier, extra, *rest) == ["wrong-state"]
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert codes(actions.reopen, dossier, "sửa", DAY) == ["wrong-state"]
        assert queries.time_limits([dossier], DAY)[dossier_id].what is rules.Limited.NOTIFY
        # Nobody writes down that the notice was sent: after its day it is no longer reminded of.
        assert queries.time_limits([dossier], date(2026, 9, 30)) == {}


def test_named_reviewer_neither_accepts_nor_returns_nor_refuses(cast, context, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH")
    with rows.officer(cast):
        queries.get(dossier_id).nominees[0].person.name = "Đặng Thị Hà"
    with acting(cast.users["reviewer"]):
        dossier = queries.get(dossier_id)
        assert codes(actions.accept, dossier, DAY) == ["named-in-dossier"]
        assert codes(actions.send_back, dossier, {("proposal", 0): "x"}, DAY) == ["named-in-dossier"]
        assert codes(actions.reject, dossier, "Điều 73", "x", DAY) == ["named-in-dossier"]


def test_result_joins_the_history_and_those_not_given_keep_a_reason(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("accepted", "BK_TINH", 3)
    with app.app_context(), rows.officer(cast):
        ids = [one.id for one in queries.by_roll(queries.get(dossier_id))]
    officer, url = browser_of("officer"), f"/commendations/{dossier_id}/result"
    assert "Chủ tịch Ủy ban nhân dân tỉnh Nghệ An" in officer.get(url).text
    data = {"reference_number": "2468/QĐ-UBND", "day": "19/08/2026", "issuer_name": "Chủ tịch UBND tỉnh Nghệ An"}
    data |= {f"given-{one}": "y" for one in ids[:2]}
    early = officer.post(url, data=data)
    assert early.status_code == 422
    late = "Ngày quyết định không được trước ngày nộp hồ sơ (20/08/2026)."
    for words in (late, "Ghi lý do không được khen.", "2468/QĐ-UBND"):
        assert words in early.text
    data |= {"day": "20/08/2026", f"why-{ids[2]}": "Thành tích của hộ chưa đủ ba năm."}
    assert browser_of("clerk").post(url, data=data).status_code == 403
    assert officer.post(url, data=data).status_code == 303
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert dossier.state == "awarded"
        kept = db.session.scalars(select(Achievement).order_by(Achievement.id)).all()
        assert [(row.nominee_id, row.reference_number, row.issuer_name, row.award) for row in kept] == [
            (one, "2468/QĐ-UBND", "Chủ tịch UBND tỉnh Nghệ An", "BK_TINH") for one in ids[:2]
        ]
        why = "Thành tích của hộ chưa đủ ba năm."
        assert [one.not_awarded for one in queries.by_roll(dossier)] == [None, None, why]
    page = officer.get(f"/commendations/{dossier_id}").text
    assert "không được khen, Thành tích của hộ chưa đủ ba năm." in page


def test_result_naming_nobody_is_a_refusal_not_a_result(cast, context, dossier_at):
    dossier_id = dossier_at("accepted", "BK_TINH")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        nobody = {one.id: "chưa đủ" for one in dossier.nominees}
        given = {"reference_number": "1/QĐ", "day": DAY, "issuer_name": "x", "not_awarded": nobody, "today": DAY}
        assert codes(actions.award, dossier, **given) == ["nobody-awarded"]


def test_queue_is_ordered_by_the_days_left_and_filtered(app, cast, browser_of, dossier_at):
    with app.app_context():
        dossier_id = dossier_at("submitted", "BK_TINH")
    reviewer = browser_of("reviewer")
    page = reviewer.get("/commendations/queue").text
    assert f'href="/commendations/{dossier_id}/review"' in page
    assert "còn 5 ngày làm việc" in page
    asked = (("late=1", False), ("award=BK_TINH", True), ("commune=999999", False), ("state=returned", False))
    for query, shown in asked:
        found = f"/commendations/{dossier_id}/review" in reviewer.get(f"/commendations/queue?{query}").text
        assert found is shown, query
    assert reviewer.get("/commendations/queue.xlsx?state=all").data[:2] == b"PK"
    for who in ("officer", "leader", "stranger"):
        assert browser_of(who).get("/commendations/queue").status_code == 403
    assert "Hạn" in browser_of("officer").get("/commendations/?order=due").text


def test_list_by_days_left_costs_the_same_for_few_and_many(app, cast, context, dossier_at):
    dossier_at("submitted", "BK_TINH")
    costs = []
    for _round in range(2):
        with rows.officer(cast), counted(app) as reads:
            found = queries.by_deadline(rules.OPEN, DAY)
            costs.append((len(found), len(reads)))
        with rows.officer(cast) as user:
            for _number in range(12):
                award_round = queries.all_rounds()[0]
                actions.open_dossier(award_round, "BK_TINH", rows.MERIT, user, DAY)
    (few, cost), (many, later) = costs
    assert (few, many) == (1, 13)
    assert later <= cost + 1  # one statement more reads the phiếu or the tờ trình once there are any


def test_a_dossier_sent_before_sending_was_kept_is_counted_from_its_first_return(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH")
    with app.app_context(), rows.officer(cast):
        for one in queries.get(dossier_id).submissions:
            db.session.delete(one)
    with app.app_context():
        returned(cast, dossier_id, {("proposal", 0): "Thêm căn cứ."}, NEXT)
    officer, reviewer, url = browser_of("officer"), browser_of("reviewer"), f"/commendations/{dossier_id}"
    page = officer.get(url).text
    assert "Trả lại lần 1, ngày" in page
    assert "Nộp tỉnh</dt>" in page  # when it was sent; by whom nobody wrote down
    with app.app_context(), rows.officer(cast, NEXT):
        dossier = queries.get(dossier_id)
        actions.remake(dossier, "proposal", None, NEXT)
        actions.submit(dossier, NEXT)
    page = reviewer.get(f"{url}/review").text
    assert "Đã trả lại trước đây" in page
    assert "đã lập lại giấy" in page
    with app.app_context():
        returned(cast, dossier_id, {("roll", 0): "Soát lại."}, LATER)
        with rows.officer(cast, LATER):
            assert [(one.number, one.place) for one in queries.turns_of(queries.get(dossier_id))] == [(1, 2), (0, 1)]
    assert "từ lần trả lại thứ 2 đã sửa 0 chỗ" in officer.get(f"{url}/changes").text


def test_taken_back_and_reopened_it_names_no_return(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("submitted", "BK_TINH")
    with app.app_context(), rows.officer(cast, NEXT):
        dossier = queries.get(dossier_id)
        actions.withdraw(dossier, "Bổ sung thành tích", NEXT)
        actions.reopen(dossier, "Bổ sung thành tích", NEXT)
    officer = browser_of("officer")
    assert "Từ lần nộp trước đã sửa 0 chỗ" in officer.get(f"/commendations/{dossier_id}").text
    page = officer.get(f"/commendations/{dossier_id}/changes").text
    assert "từ lần nộp thứ 1 đã sửa 0 chỗ" in page


def test_legal_basis_of_a_dossier_tells_the_change_of_the_law(app, cast, browser_of, dossier_at):
    page = browser_of("officer").get(f"/commendations/{dossier_at()}").text
    assert "Hồ sơ nhận để thẩm định trước ngày 01/10/2026 tiếp tục theo quy định cũ" in page
