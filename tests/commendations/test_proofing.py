"""Soát trước khi in: what would send a paper of a dossier back is named with a link to the field that mends it."""

import html
import re

import pytest

from app.commendations import actions, queries
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted


def found(browser, dossier_id):
    """The faults of the page as (level, sentence, address of the field)."""
    page = html.unescape(browser.get(f"/commendations/{dossier_id}/proof").text)
    rows_of_page = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL)
    told = []
    for row in rows_of_page:
        cells = re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL)
        link = re.search(r'href="([^"]+)"', cells[2])
        told.append((*(" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in cells[:2]), link and link[1]))
    return told


@pytest.fixture
def voted(app, cast, dossier_at):
    dossier_id = dossier_at("voted")
    change(app, cast, dossier_id, plain_report)
    return dossier_id


def plain_report(dossier):
    """A report that speaks of no number: the books of these rows hold none."""
    for nominee in dossier.nominees:
        nominee.report = {**nominee.report, "achievements": "Đã hướng dẫn người dân trong thôn."}


def change(app, cast, dossier_id, work):
    with app.app_context(), rows.officer(cast):
        return work(queries.get(dossier_id))


def test_sound_dossier_is_clean(browser_of, voted):
    page = browser_of("officer").get(f"/commendations/{voted}/proof").text
    assert ("sạch lỗi" in page, found(browser_of("officer"), voted)) == (True, [])


def test_name_in_capitals_blocks_the_report_and_is_mended_in_the_books(app, cast, browser_of, voted):
    def shout(dossier):
        person = dossier.nominees[0].person
        person.name = person.name.upper()
        return person.id, person.name

    person_id, name = change(app, cast, voted, shout)
    told = found(browser_of("officer"), voted)
    assert (
        "phải sửa",
        f"Họ tên viết toàn chữ in hoa: {name}. Viết hoa chữ cái đầu mỗi âm tiết. (Nghị định 30/2020/NĐ-CP, Phụ lục I)",
        f"/people/{person_id}/edit#name",
    ) in told
    assert {link for _level, _words, link in told} == {f"/people/{person_id}/edit#name"}


def test_day_in_prose_warns_at_its_field(app, cast, browser_of, voted):
    def write(dossier):
        nominee = dossier.nominees[0]
        nominee.report = {**nominee.report, "measures": "Khai giảng ngày 5 tháng 9 năm 2026."}
        return nominee.id

    nominee_id = change(app, cast, voted, write)
    assert found(browser_of("officer"), voted) == [
        (
            "nên xem",
            "Ngày tháng ghi chưa đúng thể thức: “ngày 5 tháng 9 năm 2026”, đúng là “ngày 05 tháng 9 năm 2026”. "
            "(Nghị định 30/2020/NĐ-CP, Phụ lục I)",
            f"/commendations/nominees/{nominee_id}/report#measures",
        )
    ]


def test_each_fault_of_each_kind_of_subject_lands_on_a_field(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("voted", count=3)

    def spoil(dossier):
        dossier.achievement = "thành tích ngày 5 tháng 9 năm 2026"
        meeting = queries.last_meeting(dossier)
        meeting.place, meeting.discussion = "Hội trường, ngày 5 tháng 9 năm 2026", "Bàn ngày 3 tháng 2 năm 2026."
        for nominee in dossier.nominees:
            nominee.achievement = "thành tích ngày 5 tháng 9 năm 2026"
            nominee.report = {"achievements": "Khai giảng ngày 5 tháng 9 năm 2026."}
            named = nominee.household.head if nominee.household else nominee.person or nominee.collective
            named.name = named.name.upper()

    change(app, cast, dossier_id, spoil)
    officer = browser_of("officer")
    links = {link for _level, _words, link in found(officer, dossier_id)}
    assert {re.sub(r"\d+", "N", link) for link in links} == {
        "/commendations/N/edit#achievement",
        "/commendations/meetings/N#discussion",
        "/commendations/meetings/N/edit#place",
        "/commendations/nominees/N/merit#achievement",
        "/commendations/nominees/N/report#achievements",
        "/commendations/nominees/N/report#measures",
        "/commendations/nominees/N/report#organisation",
        "/commendations/nominees/N/report#registered_targets",
        "/people/N/edit#name",
        "/people/collectives/N/edit#name",
    }
    for link in links:
        page, _hash, field = link.partition("#")
        assert f'id="{field}"' in officer.get(page).text, link


def test_paper_without_a_meeting_leads_to_the_meeting(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft")
    told = found(browser_of("officer"), dossier_id)
    assert {link for _level, words, link in told if "phiên họp" in words} == {f"/commendations/{dossier_id}#meeting"}


def test_sealed_papers_are_left_in_peace(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("proposed", "BK_TINH")
    page = browser_of("officer").get(f"/commendations/{dossier_id}/proof").text
    assert "Mọi giấy của hồ sơ đã khóa." in page


def test_paper_that_cannot_be_made_yet_stands_with_its_reasons(app, cast, dossier_at):
    dossier_id = dossier_at("draft")

    def ask(dossier):
        papers = actions.proof_dossier(dossier, DAY)
        return [(one.kind, [fault.reason.code for fault in one.faults]) for one in papers if one.kind == "minutes"]

    assert change(app, cast, dossier_id, ask) == [("minutes", ["no-meeting"])]


def test_page_asks_as_often_for_three_as_for_one(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("draft")
    officer = browser_of("officer")
    officer.get(f"/commendations/{dossier_id}/proof")
    with counted(app) as one:
        officer.get(f"/commendations/{dossier_id}/proof")

    def two_more(dossier):
        for name in ("Lò Thị Ẳng", "Đỗ Ỷ"):
            first = dossier.nominees[0].person
            actions.add_nominee(dossier, rows.person(first.hamlet, name, 1980), DAY)

    change(app, cast, dossier_id, two_more)
    with counted(app) as three:
        officer.get(f"/commendations/{dossier_id}/proof")
    assert len(three) == len(one)


def test_stranger_and_council(browser_of, voted):
    seen = {who: browser_of(who).get(f"/commendations/{voted}/proof").status_code for who in ("stranger", "council")}
    assert seen == {"stranger": 404, "council": 200}
