"""Figures linked in a report: told when the books move, exchanged or kept, traced after the sealing."""

import html
import re

import pytest

from app.commendations import actions, documents, queries
from app.commendations.actions.making import Making
from app.commendations.models import Nominee
from app.db import db
from tests.cast import DAY, everything
from tests.commendations import report_rows, rows
from tests.queries_counted import counted

TOLD = "Đoạn “Kết quả đạt được” ghi 03 người; trong sổ nay là 04 người"


@pytest.fixture
def teacher(app, cast):
    """The id of a nominee whose report is drafted and complete; with the world it stands in."""
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        found = report_rows.world(user)
        nominee = found.nominee(found.teacher)
        report_rows.criterion(found)
        rows.complete(nominee)
        return nominee.id


def change(app, cast, nominee_id, work):
    with app.app_context(), rows.officer(cast):
        return work(queries.nominee(nominee_id))


def learn(app, cast):
    with app.app_context(), rows.officer(cast):
        report_rows.one_more_learner_of_the_class()


def forget(app, cast):
    with app.app_context(), rows.officer(cast):
        report_rows.nobody_came()


def page(browser, nominee_id):
    return html.unescape(browser.get(f"/commendations/nominees/{nominee_id}/report").text)


def results_of(app, cast, nominee_id):
    return change(app, cast, nominee_id, lambda one: one.report["achievements"].splitlines()[1])


TAUGHT = "Trực tiếp giảng dạy 01 lớp (02 buổi), 03 người tham dự (05 lượt), 02 người đạt."


def test_report_that_agrees_with_the_books_warns_of_nothing(browser_of, teacher):
    told = page(browser_of("officer"), teacher)
    assert "trong sổ nay là" not in told
    assert "sổ nay là" not in told
    assert "Thay số trong đoạn" not in told
    # Each figure stands beside its passage and opens its list.
    assert f"/commendations/nominees/{teacher}/figures/people-taught" in told


def test_books_that_grow_are_told_on_the_page_before_printing_and_in_the_panel(app, cast, browser_of, teacher):
    learn(app, cast)
    officer = browser_of("officer")
    dossier_id = change(app, cast, teacher, lambda one: one.dossier_id)
    assert TOLD in page(officer, teacher)
    assert TOLD in html.unescape(officer.get(f"/commendations/{dossier_id}/proof").text)
    assert f"Báo cáo thành tích của Trần Thị Lý: {TOLD}." in html.unescape(
        officer.get(f"/commendations/{dossier_id}").text
    )


def test_books_that_shrink_are_told_too(app, cast, browser_of, teacher):
    forget(app, cast)
    told = page(browser_of("officer"), teacher)
    assert "ghi 03 người; trong sổ nay là 0 người" in told
    assert "ghi 01 lớp; trong sổ nay là 0 lớp" in told


def test_one_number_is_exchanged_and_the_rest_of_the_passage_stays(app, cast, browser_of, teacher):
    learn(app, cast)
    officer = browser_of("officer")
    sent = officer.post(
        f"/commendations/nominees/{teacher}/report/exchange", data={"figure": "achievements|people-taught:count:3"}
    )
    assert sent.status_code == 303
    assert results_of(app, cast, teacher) == TAUGHT.replace("03 người", "04 người")
    told = page(officer, teacher)
    assert TOLD not in told
    assert "ghi 05 lượt; trong sổ nay là 06 lượt" in told
    again = officer.post(
        f"/commendations/nominees/{teacher}/report/exchange", data={"figure": "achievements|people-taught:count:3"}
    )
    assert (again.status_code, "đã khớp với sổ" in again.text) == (422, True)


def test_number_is_exchanged_from_the_page_before_printing(app, cast, browser_of, teacher):
    learn(app, cast)
    officer, dossier_id = browser_of("officer"), change(app, cast, teacher, lambda one: one.dossier_id)
    shown = officer.get(f"/commendations/{dossier_id}/proof").text
    assert 'value="achievements|people-taught:count:3"' in shown
    sent = officer.post(
        f"/commendations/nominees/{teacher}/report/exchange",
        data={"figure": "achievements|people-taught:count:3", "back": "proof"},
    )
    assert sent.location == f"/commendations/{dossier_id}/proof"
    assert TOLD not in html.unescape(officer.get(sent.location).text)


def test_exchange_keeps_what_was_typed_beside_it(app, cast, browser_of, teacher):
    learn(app, cast)
    typed = change(app, cast, teacher, lambda one: {**one.report, "measures": "Đến từng nhà."})
    browser_of("officer").post(
        f"/commendations/nominees/{teacher}/report/exchange",
        data={**typed, "figure": "achievements|people-taught:count:3"},
    )
    assert change(app, cast, teacher, lambda one: one.report["measures"]) == "Đến từng nhà."
    assert results_of(app, cast, teacher) == TAUGHT.replace("03 người", "04 người")


def test_number_is_kept_only_with_a_reason_and_warns_again_when_the_books_move(app, cast, browser_of, teacher):
    learn(app, cast)
    officer, key = browser_of("officer"), "people-taught:count:3"
    where, figure = f"/commendations/nominees/{teacher}/report/keep", f"achievements|{key}"
    bare = officer.post(where, data={"figure": figure})
    assert (bare.status_code, "phải ghi lý do" in bare.text) == (422, True)
    assert (
        officer.post(where, data={"figure": figure, f"reason-achievements-{key}": "chốt ngày 30/6"}).status_code == 303
    )
    told = page(officer, teacher)
    assert TOLD not in told
    assert "Giữ nguyên khi sổ ghi 4: chốt ngày 30/6 (Nguyễn Thị An)." in told
    assert results_of(app, cast, teacher) == TAUGHT
    learn(app, cast)
    assert "ghi 03 người; trong sổ nay là 05 người" in page(officer, teacher)


def test_free_prose_without_a_record_is_never_called_wrong(app, cast, browser_of, teacher):
    learn(app, cast)
    change(
        app, cast, teacher, lambda one: actions.save_report(one, {**one.report, "achievements": "Giúp 58 người già."})
    )
    assert "trong sổ nay là" not in page(browser_of("officer"), teacher)


def test_list_of_a_figure_shows_then_and_today(app, cast, browser_of, teacher):
    learn(app, cast)
    told = html.unescape(browser_of("officer").get(f"/commendations/nominees/{teacher}/figures/people-taught").text)
    then, today = told.split('id="now"')
    assert ("Vi Thị Xoan" in then, "Vi Thị Xoan" in today, "đã khác" in today) == (False, True, True)
    assert "Lò Văn Ẳng" in then
    assert browser_of("officer").get(f"/commendations/nominees/{teacher}/figures/taught-alone").status_code == 200
    assert browser_of("officer").get(f"/commendations/nominees/{teacher}/figures/of-nothing").status_code == 404


def sealed(app, cast, nominee_id):
    """Seal the report alone, as the proposal does."""

    def work(nominee: Nominee):
        dossier = nominee.dossier
        part = Making(dossier, DAY).part("report_person", nominee)
        actions.parts.seal_part(part, documents.setting_of(dossier, DAY).law_day, dossier.round.award_type, None)
        dossier.state = "proposed"

    change(app, cast, nominee_id, work)


def test_sealed_report_keeps_the_rows_of_every_figure_and_tells_when_the_books_move(app, cast, browser_of, teacher):
    sealed(app, cast, teacher)
    officer, dossier_id = browser_of("officer"), change(app, cast, teacher, lambda one: one.dossier_id)
    assert "nói số khác sổ hôm nay" not in officer.get(f"/commendations/{dossier_id}").text
    bytes_before = change(
        app, cast, teacher, lambda one: queries.papers_of(one.dossier)["report_person", one.id].sha256
    )
    learn(app, cast)
    change(app, cast, teacher, lambda one: actions.refresh_figures(one, DAY))
    traced = html.unescape(officer.get(f"/commendations/nominees/{teacher}/report/sealed").text)
    assert TOLD in traced
    # As it was: the newcomer is in no list of the sealed report, its own learners are.
    assert ("Vi Thị Xoan" in traced, "Lò Văn Ẳng" in traced, "Kỹ năng số cơ bản" in traced) == (False, True, True)
    assert re.search(r"Bảng kết quả: 3 người", traced)
    told = html.unescape(officer.get(f"/commendations/{dossier_id}").text)
    assert "1 báo cáo đã khóa nói số khác sổ hôm nay" in told
    assert TOLD in told
    after = change(app, cast, teacher, lambda one: queries.papers_of(one.dossier)["report_person", one.id].sha256)
    assert after == bytes_before


def test_awards_of_the_history_are_printed_unless_they_were_cancelled(app, cast, teacher):
    def work(nominee):
        for number, revoked in (("8/QĐ", None), ("9/QĐ", DAY)):
            row = actions.save_achievement(
                nominee.person, award="GK_XA", award_label="Giấy khen", award_type="chuyen_de", merit=number,
                reference_number=number, day=DAY.replace(year=2025), issuer_name="Chủ tịch UBND xã", today=DAY,
            )  # fmt: skip
            row.revoked_on = revoked
        db.session.flush()
        facts = Making(nominee.dossier, DAY).part("report_person", nominee).facts(None)
        return [one.decision for one in facts.previous_awards]

    assert change(app, cast, teacher, work) == ["Số 8/QĐ ngày 20 tháng 8 năm 2025 của Chủ tịch UBND xã"]


def test_pages_ask_as_often_for_three_reports_as_for_one(app, cast, browser_of, teacher):
    dossier_id = change(app, cast, teacher, lambda one: one.dossier_id)
    officer = browser_of("officer")

    def asked(path):
        officer.get(path)
        with counted(app) as statements:
            assert officer.get(path).status_code == 200
        return len(statements)

    before = [asked(f"/commendations/{dossier_id}"), asked(f"/commendations/{dossier_id}/proof")]

    def two_more(nominee):
        for name in ("Lò Thị Ẳng", "Đỗ Ỷ"):
            other = actions.add_nominee(nominee.dossier, rows.person(nominee.person.hamlet, name, 1980), DAY)
            other.report, other.quoted, other.figures = nominee.report, nominee.quoted, nominee.figures

    change(app, cast, teacher, two_more)
    assert [asked(f"/commendations/{dossier_id}"), asked(f"/commendations/{dossier_id}/proof")] == before


@pytest.mark.parametrize("page_of", ["report", "figures/people-taught", "report/sealed"])
def test_stranger_finds_nothing_and_trainer_may_not(browser_of, teacher, page_of):
    where = f"/commendations/nominees/{teacher}/{page_of}"
    assert browser_of("stranger").get(where).status_code == 404
    assert browser_of("trainer").get(where).status_code == 403


def test_nothing_is_changed_for_a_stranger(app, browser_of, teacher):
    where = f"/commendations/nominees/{teacher}/report/exchange"
    sent = browser_of("stranger").post(where, data={"figure": "achievements|people-taught:count:3"})
    assert sent.status_code == 404
    with app.app_context(), everything() as session:
        assert TAUGHT in session.get_one(Nominee, teacher).report["achievements"]
