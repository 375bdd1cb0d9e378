"""Award rounds: occasion, awards and kinds, numbers with shares of direct workers, and the page that shows them."""

import html
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app import audit
from app.commendations import actions, queries
from app.commendations.rules import (
    Limit,
    Occasion,
    QuotaLine,
    RoundFacts,
    limit_of,
    percent,
    quota_faults,
    read_share,
    round_refusals,
)
from app.db import db
from app.places import actions as places
from app.plans import actions as plans
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted

SOURCE = "Kế hoạch số 12/KH-UBND"


def codes(call, *args, **options) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as raised:
        call(*args, **options)
    return [(one.code, one.detail) for one in raised.value.reasons]


# ---- rules


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        (QuotaLine("GK_XA", "person", most=10, source=SOURCE), Limit(10, None, SOURCE)),
        (
            QuotaLine("GK_XA", "person", share=Decimal("7.5"), base=199, source="Danh sách hội viên"),
            Limit(14, None, "7,5 % của 199; Danh sách hội viên"),
        ),
        (
            QuotaLine("GK_XA", "person", 10, Decimal(5), 120, Decimal(50), SOURCE),
            Limit(6, Decimal(50), f"5 % của 120; {SOURCE}"),
        ),
        (QuotaLine("GK_XA", "person", share=Decimal(5), source=SOURCE), Limit(None, None, SOURCE)),
    ],
)
def test_limit_is_the_number_or_the_share_of_its_base_rounded_down(line, limit):
    assert limit_of(line) == limit


def test_shares_are_read_as_they_are_typed():
    assert [read_share(typed) for typed in ("5", "7,5", "7.5 %")] == [Decimal(5), Decimal("7.5"), Decimal("7.5")]
    assert percent(Decimal("7.50")) == "7,5 %"
    for typed in ("năm", "1e2", "NaN", ""):
        with pytest.raises(ValueError, match=typed or "^$"):
            read_share(typed)


def test_every_fault_of_a_line_of_numbers_is_told_at_its_field():
    wrong = QuotaLine("GK_XA", "person", share=Decimal(120), base=0, direct_share=Decimal(-1))
    assert [(name, one.code) for name, one in quota_faults(wrong, fits=False)] == [
        ("most", "quota-not-for-kind"),
        ("share", "share-not-percent"),
        ("direct_share", "share-not-percent"),
        ("base", "quota-base-below-one"),
        ("source", "quota-without-source"),
    ]
    assert [(name, one.code) for name, one in quota_faults(QuotaLine("GK_XA", "person", base=9), True)] == [
        ("share", "base-without-share"),
        ("source", "quota-without-source"),
    ]
    assert [one.code for _name, one in quota_faults(QuotaLine("GK_XA", "person", source=SOURCE), True)] == [
        "quota-without-number"
    ]
    assert quota_faults(QuotaLine("GK_XA", "person"), True) == []


def test_round_that_cannot_be_is_refused_with_every_reason():
    facts = RoundFacts(Occasion.SUDDEN, "chuyen_de", DAY, DAY, DAY, DAY + timedelta(days=1), ("GK_XA",), ("household",))
    found = round_refusals(facts, [("Giấy khen", ("person",)), ("Bằng khen", ("household",))])
    assert [(one.code, one.detail) for one in found] == [
        ("round-period-reversed", ""),
        ("suggest-after-deadline", ""),
        ("occasion-not-of-type", ""),
        ("award-for-no-kind-of-round", "Giấy khen"),
    ]


# ---- actions


@pytest.fixture
def made(app, cast):
    """A round with one dossier of three cases, numbers of plan and round, in an open context of the officer."""
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        dossier = rows.drafted(user, "GK_XA", 3)
        plans.set_quota(dossier.round.plan, "GK_XA", "person", 4, reason="Bổ sung")
        plans.set_quota(dossier.round.plan, "GK_XA", "collective", 2, reason="Bổ sung")
        db.session.flush()
        return dossier.round_id, dossier.id


def test_limits_come_from_the_round_else_from_the_plan(app, cast, made):
    round_id, dossier_id = made
    with app.app_context(), rows.officer(cast):
        award_round = queries.get_round(round_id)
        assert queries.limits_of(award_round, "GK_XA") == {
            "person": Limit(4, None, SOURCE),
            "collective": Limit(2, None, SOURCE),
        }
        assert queries.limits_of(award_round, "BK_TINH") == {}
        lines = [QuotaLine("GK_XA", "person", None, Decimal(10), 55, Decimal(60), "CV 12")]
        actions.save_quotas(award_round, lines)
        assert queries.limits_of(award_round, "GK_XA")["person"] == Limit(5, Decimal(60), "10 % của 55; CV 12")
        assert actions.take_plan_quotas(award_round) == 1  # only what the round has not laid down
        assert [(row.subject_kind, row.most, row.source) for row in queries.quota_rows(award_round)] == [
            ("person", None, "CV 12"),
            ("collective", 2, SOURCE),
        ]
        actions.save_quotas(award_round, [QuotaLine("GK_XA", "person")])
        assert queries.limits_of(award_round, "GK_XA")["person"] == Limit(4, None, SOURCE)
        assert [line.event for line in audit.lines_about(award_round)][:3] == ["round-quotas-saved"] * 3
        assert codes(actions.save_quotas, award_round, [QuotaLine("GK_XA", "person", 3)]) == [
            ("quota-without-source", "")
        ]
        sudden = rows.award_round("99/KH-UBND", "dot_xuat")
        plans.set_quota(sudden.plan, "GK_XA", "person", 4, reason="Bổ sung")
        assert queries.limits_of(sudden, "GK_XA") == {}


def test_direct_workers_are_counted_once_it_was_said(app, cast, made):
    round_id, dossier_id = made
    with app.app_context(), rows.officer(cast):
        award_round, dossier = queries.get_round(round_id), queries.get(dossier_id)
        persons = [one for one in dossier.nominees if one.subject_kind == "person"]
        assert queries.direct_workers(award_round, "GK_XA") == {}
        assert actions.set_direct_workers(award_round, persons, True) == 1
        assert queries.direct_workers(award_round, "GK_XA") == {"person": 1}
        assert queries.direct_workers(award_round, "BK_TINH") == {}
        assert codes(actions.set_direct_workers, award_round, dossier.nominees, True) == [
            ("direct-worker-person-only", "")
        ]
        dossier.ended_on = DAY
        assert queries.direct_workers(award_round, "GK_XA") == {}


def test_round_keeps_what_stands_in_it(app, cast, made):
    round_id, dossier_id = made
    with app.app_context(), rows.officer(cast) as user:
        award_round = queries.get_round(round_id)
        same = {
            "plan": award_round.plan,
            "name": award_round.name,
            "period_from": award_round.period_from,
            "period_until": award_round.period_until,
            "deadline": award_round.deadline,
        }
        assert codes(actions.save_round, award_round, **same, awards=["BK_TINH"], subjects=["person"]) == [
            ("round-award-in-use", "Giấy khen của Chủ tịch Ủy ban nhân dân cấp xã"),
            ("round-kind-in-use", ""),
        ]
        actions.save_round(award_round, **same, awards=["GK_XA"], occasion="interim", asked=[" Danh sách ", ""])
        assert (award_round.occasion, award_round.asked) == ("interim", ["Danh sách"])
        assert codes(actions.open_dossier, award_round, "BK_TINH", rows.MERIT, user, DAY) == [
            ("award-not-in-round", "")
        ]


def test_kinds_of_the_round_bind_its_dossiers(app, cast):
    with app.app_context(), rows.officer(cast) as user:
        rows.places_rows()
        award_round = rows.award_round()
        award_round.subjects = ["person", "household"]
        dossier = actions.open_dossier(award_round, "GK_XA", rows.MERIT, user, DAY)
        person, team, household = rows.subjects(3)
        assert codes(actions.add_nominee, dossier, team, DAY) == [("kind-not-in-round", "tập thể")]
        added = actions.add_nominees(dossier, [person, household], DAY)
        assert [one.subject_kind for one in added] == ["person", "household"]
        assert all(one.figures["measures"] for one in added)
        assert codes(actions.add_nominees, dossier, [person, team], DAY) == [
            ("already-nominated", person.name),
            ("kind-not-in-round", "tập thể"),
        ]


# ---- pages


def test_new_round_starts_from_its_occasion_and_plan(app, cast, browser_of):
    with app.app_context(), rows.officer(cast):
        plan = rows.plan()
        plans.set_quota(plan, "GK_XA", "person", 4, reason="Bổ sung")
        plan_id = plan.id
    officer = browser_of("officer")
    page = html.unescape(officer.get(f"/commendations/rounds/new?plan={plan_id}&occasion=interim").text)
    assert 'value="Khen thưởng sơ kết phong trào "Bình dân học vụ số" năm 2027"' in page
    assert 'value="01/01/2026"' in page
    assert 'value="31/12/2026"' in page
    ticked = [line for line in page.splitlines() if "checked" in line]
    assert [
        value for value in ("interim", "chuyen_de", "GK_XA", "person") if any(value in line for line in ticked)
    ] == [
        "interim",
        "chuyen_de",
        "GK_XA",
        "person",
    ]
    assert "Chiến sĩ thi đua cơ sở" in page
    sudden = html.unescape(officer.get(f"/commendations/rounds/new?plan={plan_id}&occasion=sudden").text)
    assert 'value="Khen thưởng đột xuất năm 2026"' in sudden
    assert 'value="01/01/2026"' not in sudden


FAULTS = (
    ({"last_day": "01/01/2025"}, "Ngày kết thúc phải sau ngày bắt đầu."),
    ({"suggest_until": "01/12/2026"}, "Hạn thôn, đơn vị gửi đề nghị phải trước hoặc đúng hạn lập hồ sơ."),
    ({"occasion": "sudden"}, "Dịp đột xuất đi với loại hình đột xuất"),
    ({"occasion": ""}, "Chưa chọn dịp khen thưởng."),
    ({"awards": "HCLD_1"}, "Không có mục “HCLD_1” trong danh sách."),
    ({"deadline": "chưa rõ"}, "Ngày phải viết dạng dd/mm/yyyy"),
)


def test_each_fault_of_the_form_is_told_and_nothing_typed_is_lost(app, cast, browser_of):
    with app.app_context(), rows.officer(cast):
        plan_id = rows.plan().id
    good = {
        "plan": plan_id,
        "name": "Đợt thử",
        "period_from": "01/01/2026",
        "last_day": "31/07/2026",
        "deadline": "30/09/2026",
        "award_type": "chuyen_de",
        "occasion": "annual",
        "eligible": "Người trực tiếp hướng dẫn Nhân dân",
    }
    officer = browser_of("officer")
    for wrong, message in FAULTS:
        answer = officer.post("/commendations/rounds/new", data=good | wrong)
        assert answer.status_code == 422, wrong
        page = html.unescape(answer.text)
        assert message in page, wrong
        assert "Đợt thử" in page
        assert "Người trực tiếp hướng dẫn Nhân dân" in page
    answer = officer.post("/commendations/rounds/new", data=good | {"awards": "GK_XA", "subjects": ["person"]})
    assert answer.status_code == 303
    page = officer.get(answer.headers["Location"]).text
    assert "Người trực tiếp hướng dẫn Nhân dân" in page
    assert re.findall(r"còn \d+ ngày làm việc", page) == ["còn 27 ngày làm việc"]


def test_round_page_shows_numbers_dossiers_and_who_is_silent(app, cast, browser_of, made):
    round_id, dossier_id = made
    officer = browser_of("officer")
    url = f"/commendations/rounds/{round_id}"
    page = officer.get(url).text
    assert "Chủ tịch Ủy ban nhân dân xã Vạn An" in page
    assert "Chưa gửi gì (2)" in page
    assert "Thôn Đông Yên" in page
    assert "1 chưa rõ" in page
    for who, status in {"clerk": 200, "leader": 200, "stranger": 404, "council": 403, "reviewer": 403}.items():
        assert browser_of(who).get(url).status_code == status, who


def test_round_page_sends_the_same_statements_however_much_stands_in_it(app, cast, browser_of, made):
    round_id, _dossier_id = made
    officer = browser_of("officer")
    url = f"/commendations/rounds/{round_id}"
    officer.get(url)
    with counted(app) as few:
        officer.get(url)
    with app.app_context(), rows.officer(cast) as user:
        award_round = queries.get_round(round_id)
        hamlet = places.save_hamlet(None, "Thôn Phú Thọ", None, date(2025, 7, 1))
        db.session.flush()
        for award in ("GK_XA", "BK_TINH"):
            dossier = actions.open_dossier(award_round, award, rows.MERIT, user, DAY)
            actions.add_nominees(dossier, [rows.person(hamlet, f"Lò Văn {award} {n}", 1990) for n in "ABC"], DAY)
        by = queries.proposer(f"hamlet-{hamlet.id}", DAY)
        for name in ("Vi Thị Hoa", "Vi Thị Lan"):
            actions.suggest(
                award_round, by, award="GK_XA", subject=None, typed=name, merit="Dạy chữ số", received_on=DAY
            )
    with counted(app) as many:
        page = officer.get(url).text
    assert len(many) == len(few)
    assert "2 chờ" in page


def test_numbers_are_typed_in_a_grid_and_taken_over_from_the_plan(app, cast, browser_of, made):
    round_id, _dossier_id = made
    officer = browser_of("officer")
    url = f"/commendations/rounds/{round_id}/quotas"
    page = officer.get(url).text
    assert "đặt 2 số lượng chưa ghi vào đợt" in page
    bad = {
        "GK_XA_person_share": "mười",
        "GK_XA_person_base": "0",
        "GK_XA_collective_most": "x",
        "GK_XA_household_most": "3",
    }
    answer = officer.post(url, data=bad)
    assert answer.status_code == 422
    for message in ("Gõ tỷ lệ như 5 hoặc 7,5.", "Tổng số phải từ 1 trở lên.", "Phải là số nguyên", "Chưa ghi căn cứ"):
        assert message in answer.text
    assert 'value="mười"' in answer.text
    good = {"GK_XA_person_share": "7,5", "GK_XA_person_base": "199", "GK_XA_person_source": "Danh sách hội viên"}
    assert officer.post(url, data=good | {"GK_XA_person_direct_share": "50"}).status_code == 303
    page = html.unescape(officer.get(f"/commendations/rounds/{round_id}").text)
    assert "7,5 % của 199; Danh sách hội viên" in page
    assert "ít nhất 50 %" in page
    assert officer.post(f"{url}/plan").status_code == 303
    assert f'value="{SOURCE}"' in officer.get(url).text
    assert browser_of("stranger").get(url).status_code == 404
    assert browser_of("stranger").post(url, data=good).status_code == 404
    assert browser_of("clerk").post(url, data=good).status_code == 403


def test_direct_workers_are_said_of_many_at_once(app, cast, browser_of, made):
    round_id, dossier_id = made
    with app.app_context(), rows.officer(cast):
        nominee_id = next(one.id for one in queries.get(dossier_id).nominees if one.subject_kind == "person")
    officer = browser_of("officer")
    url = f"/commendations/rounds/{round_id}/direct-workers"
    assert officer.get(f"{url}?said=unknown").text.count('name="chosen"') == 1
    assert officer.post(url, data={"chosen": nominee_id, "answer": "yes"}).status_code == 303
    assert officer.get(f"{url}?said=unknown").text.count('name="chosen"') == 0
    assert officer.get(f"{url}?said=yes").text.count('name="chosen"') == 1
    assert officer.post(url, data={"chosen": nominee_id, "answer": "maybe"}).status_code == 404
    assert browser_of("stranger").get(url).status_code == 404
    assert browser_of("clerk").get(url).status_code == 403
