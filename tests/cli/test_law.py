"""flask law-report."""

from datetime import date

from app import law
from app.places import actions as places
from app.plans import actions as plans
from app.plans import queries
from app.plans.actions import local_criteria
from tests.cast import DAY, HOME, acting
from tests.plans import rows
from tests.plans.test_local_criteria import OWN_WORDS


def test_report_is_that_of_the_day(run, app):
    done = run(app, "law-report", "2026-10-01")
    assert done.exit_code == 0
    assert done.output == law.law_report(date(2026, 10, 1)) + "\n"
    assert run(app, "law-report", "01/10/2026").output == done.output


def test_day_before_the_data_is_refused_in_words(run, app):
    done = run(app, "law-report", "1990-01-01")
    assert done.exit_code == 1
    assert done.output.startswith("Error: Dữ liệu pháp luật không có ngày này")


def test_day_that_is_none_is_refused(run, app):
    assert run(app, "law-report", "31/02/2026").exit_code == 2


def test_report_of_a_commune_adds_what_it_and_its_province_laid_down(run, app, cast):
    with app.app_context():
        plan_id = rows.plan_of(cast.users["officer"])
        with acting(cast.users["officer"]):
            plans.set_quota(queries.get(plan_id), "GK_XA", "household", 7, reason="Bổ sung")
        with acting(cast.users["reviewer"]):
            local_criteria.lay_down(OWN_WORDS, DAY, compared_by="Đặng Thị Hà")
            places.set_rule("award.GK_XA.sets", 2, "QĐ 12", date(2026, 3, 1), DAY, compared_by=None)
    done = run(app, "law-report", "2026-09-30", "--commune", HOME)
    assert done.exit_code == 0
    assert done.output.startswith(law.law_report(date(2026, 9, 30)))
    for line in (
        "  - Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã: số bộ hồ sơ: 2 bộ [L, chưa đối chiếu] QĐ 12; tỉnh",
        "  - Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã, cá nhân: Được bình xét ở thôn (phải đạt) [C]",
        "      thay cho [GK_XA.person.1]",
        "  - Kế hoạch số 12/KH-UBND: Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã, hộ gia đình: nhiều nhất 7",
    ):
        assert line in done.output.splitlines(), line
    assert "Được bình xét ở thôn" in run(app, "law-report", "2026-09-30", "--province", "40").output
    assert "Được bình xét ở thôn" not in run(app, "law-report", "2026-02-01", "--commune", HOME).output
    assert run(app, "law-report", "2026-09-30", "--commune", "00001").exit_code == 1
