"""A report on a plan: drawn from the books, written on, approved, issued, compared with the next one."""

from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from app import clock
from app.db import db
from app.oversight.actions import reports as actions
from app.oversight.models import PeriodicReport
from app.oversight.queries import reports as queries
from app.oversight.rules.reports import Part, passages_of
from app.papers import queries as papers
from app.places import actions as places
from app.plans import queries as plans
from app.plans.models import Target, TargetReading
from app.plans.rules import Period
from app.refusals import Refused
from app.training import actions as training
from app.training.queries import get as course_of
from app.training.rules import Result
from tests.cast import DAY, acting
from tests.oversight import rows
from tests.oversight.test_views import sheet, words
from tests.queries_counted import counted


@pytest.fixture
def done(app, cast):
    with app.app_context():
        made = rows.done(cast)
        rows.target(
            cast,
            made.plan,
            measure="people-trained",
            value=3,
            measure_unit="người",
            base=None,
            base_source="",
            group="other",
            label="Người dự lớp",
        )
        by_hand = rows.target(cast, made.plan, measure=None, value=80, label="Hồ sơ trực tuyến")
        with acting(cast.users["officer"]):
            places.save_signer(None, "Trần Quốc Thái", "Chủ tịch", "", ["CHỦ TỊCH"], date(2025, 7, 1))
            target = db.session.get_one(Target, by_hand)
            for day, value in ((date(2026, 7, 10), "69.85"), (date(2026, 8, 25), "90")):
                target.readings.append(
                    TargetReading(
                        day=day,
                        value=value,
                        source="Trung tâm hành chính công",
                        entered_by="An",
                        entered_at=clock.now(),
                    )
                )
        return made


def words_of(row: PeriodicReport, part: Part) -> str:
    return passages_of(row.prose)[part].words


def test_draft_tells_what_the_books_hold_and_each_figure_knows_its_records(context, cast, done):
    report_id = rows.report(cast, done.plan)
    with acting(cast.users["officer"]):
        row = queries.get(report_id)
        assert row.title == 'Kết quả thực hiện phong trào "Bình dân học vụ số" từ ngày 01/07/2026 đến ngày 19/08/2026'
        assert words_of(row, Part.TRAINING).splitlines()[0] == (
            "Đã mở 02 lớp với 04 buổi, 03 người với 05 lượt tham dự; 02 người đạt yêu cầu."
        )
        drawn = actions.figures_of(row).drawn
        trained = drawn.by_key()["people-trained"]
        assert (trained.value, trained.turns, trained.total) == (3, 5, 3)
        assert dict(trained.values) == {
            "plan_id": str(done.plan), "measure": "people-trained", "from": "2026-07-01", "until": "2026-08-20",
        }  # fmt: skip
        assert [(one.label, one.asked, one.done, one.reached) for one in drawn.targets] == [
            ("Hồ sơ trực tuyến", "≥ 80 %", "69,85 %", False),
            ("Người dự lớp", "≥ 3 người", "3 người", True),
        ]
        assert row.recipients[-1] == "Lưu: VT"
        assert [one.code for one in refused(lambda: actions.draft_report(row.plan, rows.QUARTER))] == [
            "report-being-written"
        ]
        before = Period(date(2024, 1, 1), date(2024, 4, 1))
        assert [one.code for one in refused(lambda: actions.draft_report(row.plan, before))] == ["report-outside-plan"]


def refused(act) -> list:
    with pytest.raises(Refused) as found:
        act()
    return found.value.reasons


def test_books_that_change_stop_the_approval_until_the_figures_are_drawn_anew(context, cast, done):
    report_id = rows.report(cast, done.plan)
    with acting(cast.users["officer"]):
        row = queries.get(report_id)
        typed = "Đã mở các lớp buổi tối; 02 người đạt yêu cầu, vượt mong đợi."
        actions.save_report(row, title=row.title, recipients=["Lưu: VT", " "], words={Part.TRAINING: typed})
        course = course_of(done.courses[1])
        training.record_results(course, {one.id: (Result.PASSED, None) for one in course.learners})
    with acting(cast.users["leader"]):
        row = queries.get(report_id)
        assert [one.code for one in refused(lambda: rows_approve(row))] == ["report-figures-moved"]
    with acting(cast.users["officer"]):
        row = queries.get(report_id)
        assert [(one.key, one.said.split(" · ")[0], one.now.split(" · ")[0]) for one in actions.redraw(row)] == [
            ("people-passed", "02 người", "03 người"),
            ("people-skilled", "02 người", "03 người"),
        ]
        assert actions.changed_since(row) == []
        stale = actions.moved_figures(row)
        assert [(one.key, one.written, one.now) for one in stale] == [("people-passed", "02 người", "03 người")]
        actions.exchange_figure(row, Part.TRAINING, "people-passed")
        assert words_of(row, Part.TRAINING) == "Đã mở các lớp buổi tối; 03 người đạt yêu cầu, vượt mong đợi."
        assert actions.moved_figures(row) == []
        assert row.recipients == ["Lưu: VT"]
        assert [one.code for one in refused(lambda: rows_approve(row))] == ["report-own"]
    rows.approved(cast, report_id)
    with acting(cast.users["officer"]):
        row = queries.get(report_id)
        assert [one.code for one in refused(lambda: actions.redraw(row))] == ["report-no-draft"]


def rows_approve(row: PeriodicReport) -> None:
    actions.approve(row, day=DAY, signing=actions.signing_on(DAY))


def test_issued_report_is_sealed_and_the_next_one_explains_what_changed_since(context, cast, done):
    first = rows.report(cast, done.plan)
    number = rows.issued(cast, first)
    assert number == "01/BC-UBND"
    with acting(cast.users["officer"]):
        row = queries.get(first)
        paper = papers.get(row.paper_id)
        assert (paper.kind, paper.reference_number, paper.replaced) == ("progress_report", number, False)
        assert paper.facts["figure_rows"][0]["label"] == "Chỉ tiêu của năm"
        assert paper.facts["sections"][-1]["parts"][-1]["lines"][-1].endswith("./.")
        course = course_of(done.courses[1])
        training.record_results(course, {one.id: (Result.PASSED, None) for one in course.learners})
        plan = plans.get(done.plan)
        again = actions.draft_report(plan, rows.QUARTER)
        figures = actions.figures_of(again)
        assert (figures.earlier_id, figures.compared_with) == (first, f"Báo cáo số {number} ngày 20/08/2026")
        assert "people-passed" in [one.key for one in figures.differing]
        again_id = again.id
    with acting(cast.users["leader"]):
        row = queries.get(again_id)
        assert [one.code for one in refused(lambda: rows_approve(row))] == ["report-difference-unexplained"]
    with acting(cast.users["officer"]):
        row = queries.get(again_id)
        actions.save_report(
            row, title=row.title, recipients=["Lưu: VT"], words={Part.DIFFERENCES: "Nhập kết quả của lớp Thôn 10 muộn."}
        )
    rows.approved(cast, again_id)
    with acting(cast.users["officer"]):
        facts = actions.paper_facts(queries.get(again_id), day=DAY, signing=actions.signing_on(DAY))
        told = facts.sections[-1]
        assert told.heading.endswith("GIẢI TRÌNH SỐ LIỆU THAY ĐỔI SO VỚI BÁO CÁO TRƯỚC")
        assert told.parts[0].lines[-1] == "Nhập kết quả của lớp Thôn 10 muộn./."


def test_approval_is_taken_back_with_a_reason_and_a_draft_thrown_away_by_who_wrote_it(context, cast, done):
    report_id = rows.report(cast, done.plan)
    rows.approved(cast, report_id)
    with acting(cast.users["leader"]):
        row = queries.get(report_id)
        assert [one.code for one in refused(lambda: actions.issue(row, day=DAY))] == ["report-clerk-numbers"]
        assert [one.code for one in refused(lambda: actions.take_back_approval(row, " "))] == ["reason-missing"]
        actions.take_back_approval(row, "Thiếu phần kiến nghị")
        assert (row.state, row.signer_id, row.approved_on) == ("draft", None, None)
        assert [one.code for one in refused(lambda: actions.remove_report(row))] == ["report-of-colleague"]
    with acting(cast.users["officer"]):
        actions.remove_report(queries.get(report_id))
    with acting(cast.users["officer"]), pytest.raises(NotFound):
        queries.get(report_id)


def test_province_sees_who_reported_but_no_draft(context, cast, done):
    report_id = rows.report(cast, done.plan)
    with acting(cast.users["reviewer"]):
        with pytest.raises(NotFound):
            queries.get(report_id)
        assert [line.report for line in queries.communes(rows.QUARTER)] == [None] * len(queries.communes(rows.QUARTER))
    rows.issued(cast, report_id)
    with acting(cast.users["reviewer"]):
        assert queries.get(report_id).reference_number == "01/BC-UBND"
        found = {line.owner_id: line for line in queries.communes(rows.QUARTER)}
        assert found[cast.home].whole
        assert found[cast.other].report is None
        assert not {line.owner_id: line for line in queries.communes(Period(date(2026, 1, 1), date(2026, 8, 20)))}[
            cast.home
        ].whole
        assert [row.id for row in queries.listed(queries.Wanted(below=True))] == [report_id]
    with acting(cast.users["officer"]):
        assert queries.communes(rows.QUARTER) == []


# ---- pages


def test_report_is_begun_written_approved_and_issued_on_its_pages(app, cast, browser_of, done):
    officer, leader, clerk = browser_of("officer"), browser_of("leader"), browser_of("clerk")
    wrong = officer.post(
        "/oversight/reports/new", data={"plan": done.plan, "first_day": "20/08/2026", "last_day": "1/7/2026"}
    )
    assert wrong.status_code == 422
    assert "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi." in wrong.text
    assert 'value="20/08/2026"' in wrong.text
    made = officer.post(
        "/oversight/reports/new", data={"plan": done.plan, "first_day": "1/7/2026", "last_day": "19/8/2026"}
    )
    url = made.location
    page = officer.get(url)
    assert "Đã mở 02 lớp với 04 buổi" in page.text
    assert f"/oversight/figure/{done.plan}/people-trained?from=2026-07-01&amp;until=2026-08-20" in page.text
    opened = officer.get(f"/oversight/figure/{done.plan}/people-trained?from=2026-08-10&until=2026-08-20")
    assert "2 người, 2 lượt" in words(opened)
    empty = officer.post(url, data={"title": "", "recipients": "Lưu: VT", "part_training": "Đã mở lớp tối."})
    assert empty.status_code == 422
    assert "Đã mở lớp tối." in empty.text
    fields = {"title": "Kết quả quý III", "recipients": "UBND tỉnh\nLưu: VT", "part_strengths": "Người dân hưởng ứng."}
    assert officer.post(url, data=fields).status_code == 303
    shown = words(leader.get(url))
    assert "Người dân hưởng ứng." in shown
    assert "Ghi báo cáo" not in shown
    assert officer.post(f"{url}/approval").status_code == 403
    assert leader.post(f"{url}/approval").status_code == 303
    assert "Chờ văn thư cấp số" not in words(leader.get(url))
    assert "Văn thư cấp số và ban hành báo cáo." in leader.get(url).text
    late = clerk.post(f"{url}/issue", data={"day": "01/08/2026"})
    assert late.status_code == 422
    assert "Ngày ký không được trước ngày duyệt (20/08/2026)." in late.text
    assert clerk.post(f"{url}/issue", data={"day": "20/08/2026", "number": "7"}).status_code == 303
    assert "07/BC-UBND" in clerk.get(url).text
    assert "Chốt số liệu đến hết 19/08/2026" in officer.get(url).text
    assert sheet(officer.get(f"{url}/targets.xlsx"))[-2][1:5] == ("Hồ sơ trực tuyến", "≥ 80 %", "69,85 %", "chưa đạt")
    assert ("Tập huấn kỹ năng số", "Lớp tập huấn đã mở", "lớp", 2, 4, None, 2) in sheet(
        officer.get(f"{url}/figures.xlsx")
    )
    assert officer.get(f"{url}/other.xlsx").status_code == 404
    assert "KẾT QUẢ QUÝ III" in officer.get(url).text


def test_pages_about_reports_are_there_before_anything_was_reported(browser_of, cast):
    assert "Chưa có kế hoạch đã ban hành" in browser_of("officer").get("/oversight/reports").text
    assert "Chưa có kế hoạch đã ban hành" in browser_of("officer").get("/oversight/board").text
    shown = words(browser_of("reviewer").get("/oversight/reports/communes?from=01/07/2026&to=30/09/2026"))
    assert "Kỳ quý III năm 2026: 0 trên" in shown
    assert "chưa báo cáo" in shown


def test_board_shows_targets_not_reached_and_proof_reads_the_draft_over(app, cast, browser_of, done):
    with app.app_context():
        report_id = rows.report(cast, done.plan)
    officer = browser_of("officer")
    board = words(officer.get("/oversight/board"))
    assert "Hồ sơ trực tuyến" in board
    assert "Năm 2026 chưa ghi hoạt động nào đã tổ chức." in board
    assert officer.get(f"/oversight/reports/{report_id}/proof").status_code == 200
    assert "khớp với sổ" in officer.get(f"/oversight/reports/{report_id}/changes").text


def test_lists_and_page_of_a_report_cost_the_same_for_few_and_many(app, cast, browser_of, done):
    officer = browser_of("officer")
    with app.app_context():
        rows.report(cast, done.plan, period=Period(date(2026, 6, 1), date(2026, 7, 1)))
    officer.get("/oversight/reports")
    with counted(app) as few:
        officer.get("/oversight/reports")
    with counted(app) as few_board:
        officer.get("/oversight/board")
    with app.app_context():
        for month in (1, 2, 3, 4):
            rows.report(cast, done.plan, period=Period(date(2026, month, 1), date(2026, month + 1, 1)))
        for number in range(4):
            rows.target(cast, done.plan, measure="people-trained", label=f"Chỉ tiêu {number}")
    with counted(app) as many:
        officer.get("/oversight/reports")
    with counted(app) as many_board:
        officer.get("/oversight/board")
    assert len(many) == len(few)
    assert len(many_board) <= len(few_board) + 1
