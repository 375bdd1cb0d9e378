"""Every list of the house goes to Excel: with a workbook of its own, or taken off its page."""

import io
import re
from datetime import datetime
from pathlib import PurePath

import lxml.html
import pytest
from openpyxl import load_workbook  # noqa: TID251 read as another program reads it

from app.access import Role
from app.config import ROOT
from app.outlets import workbook
from tests import cast as casting
from tests.cast import acting
from tests.people import rows as people
from tests.routes import plain_pages

PAGES = ROOT / "templates"
# Lists with a workbook of their own, written from the rows: template -> endpoint.
OWN = {
    "activities/count.html": "activities.count_sheet",
    "activities/findings.html": "activities.findings_sheet",
    "activities/index.html": "activities.index_sheet",
    "activities/inspections.html": "activities.inspections_sheet",
    "activities/people.html": "activities.people_xlsx",
    "activities/team.html": "activities.team_xlsx",
    "commendations/_nominees.html": "commendations.nominees_sheet",
    "commendations/achievements.html": "commendations.achievements_sheet",
    "commendations/golden_book.html": "commendations.golden_book_sheet",
    "commendations/handing.html": "commendations.money_sheet",
    "commendations/holds.html": "commendations.holds_sheet",
    "commendations/index.html": "commendations.sheet",
    "commendations/queue.html": "commendations.queue_sheet",
    "commendations/suggestions.html": "commendations.suggestions_sheet",
    "commitments/campaign.html": "commitments.list_sheet",
    "commitments/consents.html": "commitments.consents_sheet",
    "commitments/door_list.html": "commitments.door_sheet",
    "commitments/figure_list.html": "commitments.figure_list_sheet",
    "commitments/figures.html": "commitments.figures_sheet",
    "commitments/index.html": "commitments.index_sheet",
    "commitments/list_print.html": "commitments.list_sheet",
    "commitments/printing.html": "commitments.list_sheet",
    "commitments/progress.html": "commitments.progress_sheet",
    "commitments/promise.html": "commitments.promise_sheet",
    "commitments/promise_print.html": "commitments.promise_sheet",
    "oversight/figure.html": "oversight.figure_xlsx",
    "oversight/index.html": "oversight.part_xlsx",
    "oversight/log.html": "oversight.log_sheet",
    "oversight/report.html": "oversight.report_xlsx",
    "papers/index.html": "papers.sheet",
    "papers/register.html": "papers.register_sheet",
    "people/collectives.html": "people.export_collectives",
    "people/households.html": "people.export_households",
    "people/index.html": "people.export",
    "people/national_ids.html": "people.national_ids_sheet",
    "people/team.html": "people.export_team",
    "people/teams.html": "people.export_teams",
    "places/calendar.html": "places.calendar_sheet",
    "places/delegations.html": "places.delegations_sheet",
    "places/hamlets.html": "places.hamlets_sheet",
    "places/signers.html": "places.signers_sheet",
    "places/units.html": "places.units_sheet",
    "plans/_targets.html": "plans.target_sheet",
    "plans/index.html": "plans.sheet",
    "plans/initiatives.html": "plans.initiatives_sheet",
    "plans/population.html": "plans.population_sheet",
    "plans/tasks.html": "plans.tasks_sheet",
    "training/calendar.html": "training.calendar_sheet",
    "training/checks.html": "training.checks_sheet",
    "training/index.html": "training.sheet_of_courses",
    "training/online.html": "training.online_sheet",
    "training/online_print.html": "training.online_sheet",
    "training/people.html": "training.people_sheet",
    "training/results.html": "training.result_rows",
    "training/skill_figures.html": "training.skill_figures_sheet",
    "training/vneid.html": "training.vneid_sheet",
    "training/vneid_print.html": "training.vneid_sheet",
}
# Tables in which one fills in, chooses or looks before one saves or prints: their rows stand in a list elsewhere.
AT_WORK = {
    "activities/result.html", "commendations/check_print.html", "commendations/check_result.html",
    "commendations/count.html", "commendations/gather.html", "commendations/proof.html", "commendations/quotas.html",
    "commendations/suggest.html", "commendations/suggest_who.html", "commitments/bulk.html",
    "commitments/door_return.html", "commitments/door_return_choice.html", "commitments/judge.html",
    "commitments/judgement.html", "commitments/list_preview.html", "commitments/make_preview.html",
    "commitments/proof.html", "commitments/show.html", "desk/search.html", "desk/stack.html",
    "merging/choose.html", "merging/living.html", "merging/merge.html", "merging/pair.html",
    "oversight/report_proof.html", "papers/intake.html", "plans/population_confirm.html",
    "plans/population_form.html", "plans/proof.html", "plans/tasks_order.html", "plans/tasks_owners.html",
    "training/copy.html", "training/list_preview.html",
}  # fmt: skip


def tables_of(path) -> tuple[int, int]:
    """How many lists a template shows, and how many of them are taken off the page."""
    text = path.read_text(encoding="utf-8")
    return len(re.findall(r"call table\(", text)), len(re.findall(r"call table\(.*?sheet=.*?%}", text, re.DOTALL))


def test_every_list_there_is_goes_to_excel(app):
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    assert {one for one in OWN.values() if not rules.get(one, "").endswith(".xlsx")} == set()
    known = {*OWN, *AT_WORK}
    shown = {
        PurePath(path.relative_to(PAGES)).as_posix(): tables_of(path)
        for path in PAGES.rglob("*.html")
        if "documents" not in path.parts and "macros" not in path.parts
    }
    left = {name for name, (lists, taken) in shown.items() if lists > taken and name not in known}
    assert left == set(), "lists without Excel"


@pytest.mark.parametrize("name", ["officer", "administrator", "reviewer"])
def test_every_workbook_is_ready_to_read_to_filter_and_to_print(app, browser_of, name):
    browser, role, wrong = browser_of(name), casting.PEOPLE[name][2], {}
    assert role in set(Role)
    for rule in plain_pages(app, role):
        answer = browser.get(rule.rule) if rule.rule.endswith(".xlsx") else None
        if answer is None or answer.mimetype.endswith("html"):
            continue
        sheet = load_workbook(io.BytesIO(answer.data)).active
        head = int(sheet.freeze_panes[1:]) - 1
        found = (
            sheet.auto_filter.ref.startswith(f"A{head}:"),
            sheet.print_title_rows == f"${head}:${head}",
            sheet.page_setup.paperSize == "9" or sheet.page_setup.paperSize == 9,
            (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0),
            bool(sheet["A1"].value),
        )
        if not all(found):
            wrong[rule.rule] = found
    assert wrong == {}


PAGE = """<h1>Lớp kỹ năng số</h1>
<form class="filters"><label for="q">Tên</label><input id="q" value=" đức "><label for="h">Thôn</label>
<select id="h"><option value="">Tất cả</option><option value="3" selected>Thôn 3</option></select>
<label for="late">Chỉ quá hạn</label><input type="checkbox" id="late" value="1"></form>
<table data-sheet="hoc-vien"><caption>Học viên</caption>
<thead><tr><th class="num">STT</th><th>Họ và tên</th><th>Sinh</th><th class="num">Điểm</th><th>Số</th>
<th class="no-print">In</th><th><span class="unseen">Việc</span></th></tr></thead>
<tbody><tr><td class="num">1</td><th><a href="/x">Nguyễn
 Văn Đức</a><small>tổ trưởng</small></th><td>05/02/1990</td><td class="num">1.284,5</td><td>0912345678</td>
<td><input value="x"></td><td><button>Bỏ</button></td></tr>
<tr><td class="num">2</td><th>=1+1 <span class="unseen">x</span></th><td>–</td><td class="num">12</td><td>+84</td>
<td></td><td></td></tr></tbody>
<tfoot><tr><th colspan="3">Cộng</th><td class="num">1.296,5</td><td></td><td></td><td></td></tr></tfoot></table>"""


def test_a_table_of_a_page_is_what_it_says():
    page = lxml.html.document_fromstring(PAGE)
    sheet = load_workbook(io.BytesIO(workbook(page, page.xpath("//table")[0]))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Lớp kỹ năng số: Học viên", None, None, None, None],
        ["Tên: đức; Thôn: Thôn 3", None, None, None, None],
        ["STT", "Họ và tên", "Sinh", "Điểm", "Số"],
        ["1", "Nguyễn Văn Đức\ntổ trưởng", datetime(1990, 2, 5), 1284.5, "0912345678"],  # noqa: DTZ001 Excel has no zone
        ["2", "=1+1", None, 12, "+84"],
        ["Cộng", None, None, 1296.5, None],
    ]
    assert [(sheet[at].data_type, sheet[at].quotePrefix) for at in ("B5", "E5")] == [("s", True), ("s", True)]
    assert sheet.freeze_panes == "A4"


def test_a_page_gives_its_list_to_whoever_sees_the_page(app, cast, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        household = people.household("Nguyễn Văn Đức", birth_year=1980).id
    officer = browser_of("officer")
    address = f"/people/households/{household}"
    assert f'href="{address}?xlsx=nguoi-cua-ho"' in officer.get(address).text
    answer = officer.get(f"{address}?xlsx=nguoi-cua-ho")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="nguoi-cua-ho.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert [cell.value for cell in sheet[3]][:2] == ["Nguyễn Văn Đức", "1980"]
    assert officer.get(f"{address}?xlsx=khong-co").mimetype == "text/html"
    assert browser_of("stranger").get(f"{address}?xlsx=nguoi-cua-ho").status_code == 404
