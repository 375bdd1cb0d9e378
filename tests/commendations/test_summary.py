"""Tóm tắt thành tích: drawn from the reports, shortened by an official, sealed with the tờ trình when asked for."""

from datetime import date

import pytest

from app import pdf
from app.commendations import actions, documents, queries
from app.commendations.actions.making import Making
from app.commendations.rules import State
from app.papers import queries as papers
from app.places import actions as places
from app.places import queries as places_queries
from tests.cast import DAY, acting
from tests.commendations import rows

pytestmark = pytest.mark.usefixtures("context")


def propose(dossier, **options):
    unit = places_queries.units(DAY)[0]
    actions.propose(
        dossier,
        unit=unit,
        signer_lines=["TRƯỞNG PHÒNG"],
        signer_name="Lê Thị Khánh Huyền",
        day=rows.PROPOSAL_DAY,
        **options,
    )


def summary_of(dossier):
    return queries.papers_of(dossier).get(("merit_summary", 0))


def test_lines_are_drawn_from_report_and_law_until_somebody_writes_them(cast, dossier_at):
    dossier_id = dossier_at("voted", count=3)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        person = next(one for one in dossier.nominees if one.person_id)
        actions.save_summary(dossier, {person.id: ("Hướng dẫn 118 người.\n\nMở 01 lớp.", "điểm a khoản 1 Điều 75")})
        facts = Making(dossier, DAY).part("merit_summary").facts(None)
        assert [(one.number, one.name, one.particulars) for one in facts.rows] == [
            (1, "Nguyễn Thị Thuỵ Ưởng", ("Sinh năm 1987", "Nông dân", "Thôn Đông Yên, xã Vạn An, tỉnh Nghệ An")),
            (2, "Tổ công nghệ số cộng đồng thôn Đông Yên", ("Nhà văn hóa thôn Đông Yên",)),
            (
                3,
                "Hộ ông Nguyễn Hoàng Quốc Khánh",
                ("Chủ hộ sinh năm 1975", "05 thành viên", "Thôn Đông Yên, xã Vạn An, tỉnh Nghệ An"),
            ),
        ]
        drawn = "Đã hướng dẫn 118 người dân sử dụng dịch vụ công trực tuyến."
        assert [one.summary for one in facts.rows] == [("Hướng dẫn 118 người.", "Mở 01 lớp."), (drawn,), (drawn,)]
        assert facts.rows[0].ground == "điểm a khoản 1 Điều 75"
        assert facts.rows[1].ground == documents.case_basis(dossier, documents.setting_of(dossier, DAY))
        assert {one.award for one in facts.rows} == {"Giấy khen của Chủ tịch Ủy ban nhân dân xã Vạn An"}


def test_summary_is_sealed_when_the_official_ticks_it_and_kept_true_afterwards(cast, dossier_at):
    dossier_id = dossier_at("voted")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        propose(dossier, with_summary=True)
        first = summary_of(dossier)
        assert pdf.page_sizes(papers.bytes_of(first)) == [(297, 210)]
        text = " ".join(" ".join(pdf.text_of(papers.bytes_of(first))).split())
        assert "(Kèm theo Tờ trình số 01/TTr-VHXH ngày 19 tháng 8 năm 2026 của Phòng Văn hóa - Xã hội)" in text
        assert text.index("TÓM TẮT THÀNH TÍCH") < text.index("Căn cứ (điểm, khoản, điều)") < text.index("TRƯỞNG PHÒNG")
        actions.reopen(dossier, "Rút gọn tóm tắt", DAY)
        actions.save_summary(dossier, {dossier.nominees[0].id: ("Ngắn gọn.", None)})
        actions.close_vote(dossier, DAY)
        propose(dossier)
        assert summary_of(dossier).replaces_id == first.id
        assert [kind for kind, _of in queries.papers_of(dossier)].count("merit_summary") == 1


def test_summary_stays_away_when_nobody_asks(cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        assert summary_of(queries.get(dossier_id)) is None


@pytest.mark.parametrize(("award_type", "asked"), [("chuyen_de", True), ("dot_xuat", True), ("cong_trang", False)])
def test_simplified_procedure_of_the_province_asks_for_a_summary(app, cast, dossier_at, award_type, asked):
    dossier_id = dossier_at("voted", award_type=award_type)
    simplified_by_rule(app, cast)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        assert actions.is_simplified(dossier, DAY) is asked
        propose(dossier)
        assert (summary_of(dossier) is not None) is asked


def simplified_by_rule(app, cast):
    """The province lets its communes go the simplified way."""
    with app.app_context(), acting(cast.users["reviewer"]):
        places.set_rule("dossier.simplified", True, "Quyết định số 9/QĐ-UBND", date(2026, 1, 1), DAY, compared_by=None)


def test_dossier_of_the_simplified_procedure_is_not_decided_without_its_summary(app, cast, dossier_at):
    dossier_id = dossier_at("proposed")
    simplified_by_rule(app, cast)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        facts = actions.facts_of(dossier, DAY)
        assert [one.code for one in actions.missing_of(dossier, facts)] == ["no-merit"]
        assert dossier.state == State.PROPOSED


def test_page_shows_what_is_drawn_and_keeps_only_what_was_written(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted", count=2)
    browser, url = browser_of("officer"), f"/commendations/{dossier_id}/summary"
    page = browser.get(url)
    assert page.text.count("Đã hướng dẫn 118 người dân sử dụng dịch vụ công trực tuyến.") == 2
    with app.app_context(), rows.officer(cast):
        person, collective = queries.nominees_of(queries.get(dossier_id))
        ids = person.id, collective.id
        ground = documents.case_basis(person.dossier, documents.setting_of(person.dossier, DAY))
    drawn = "Đã hướng dẫn 118 người dân sử dụng dịch vụ công trực tuyến."
    data = {f"m{ids[0]}": "Dạy 118 người.", f"g{ids[0]}": ground, f"m{ids[1]}": drawn, f"g{ids[1]}": "Điều 75"}
    assert browser.post(url, data=data).status_code == 303
    with app.app_context(), rows.officer(cast):
        kept = {one.id: (one.summary, one.legal_ground) for one in queries.get(dossier_id).nominees}
    assert kept == {ids[0]: ("Dạy 118 người.", None), ids[1]: (None, "Điều 75")}


def test_summary_that_is_too_long_is_refused_with_what_was_typed(browser_of, dossier_at, app, cast):
    dossier_id = dossier_at("voted")
    with app.app_context(), rows.officer(cast):
        nominee_id = queries.get(dossier_id).nominees[0].id
    answer = browser_of("officer").post(
        f"/commendations/{dossier_id}/summary", data={f"m{nominee_id}": "dài " * 600, f"g{nominee_id}": "Điều 75"}
    )
    assert answer.status_code == 422
    assert "dài dài dài" in answer.text
