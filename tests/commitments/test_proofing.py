"""Soát trước khi in: the pledges of a campaign whose paper would come back."""

import html
import re

import pytest

from app.commitments import actions, queries
from app.commitments.views import proofing
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.queries_counted import counted


def found(browser, campaign_id):
    page = html.unescape(browser.get(f"/commitments/campaigns/{campaign_id}/proof").text)
    told = []
    for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page, re.DOTALL):
        cells = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)
        link = re.search(r'href="([^"]+)"', cells[4])
        told.append((*(" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in cells[:4]), link and link[1]))
    return told


@pytest.fixture
def campaign(app, cast):
    with app.app_context():
        return rows.made(cast, "Lò Thị Ẳng", "NGUYỄN VĂN ĐỨC", "Đỗ Ỷ").campaign


def test_name_in_capitals_warns_and_leads_to_the_name_of_the_head(app, cast, browser_of, campaign):
    with app.app_context(), acting(cast.users["officer"]):
        head = next(line.who.id for line in queries.to_print(campaign, "unprinted") if line.name.isupper())
    assert found(browser_of("officer"), campaign) == [
        (
            "NGUYỄN VĂN ĐỨC",
            "Thôn 2",
            "nên xem",
            "Họ tên viết toàn chữ in hoa: NGUYỄN VĂN ĐỨC. Viết hoa chữ cái đầu mỗi âm tiết. "
            "(Nghị định 30/2020/NĐ-CP, Phụ lục II)",
            f"/people/{head}/edit#name",
        )
    ]


def test_every_field_a_fault_leads_to_stands_on_its_page(app, cast, browser_of, campaign):
    officer = browser_of("officer")
    with app.app_context(), acting(cast.users["officer"]):
        line = queries.to_print(campaign, "unprinted")[0]
        head, household, hamlet = line.who.id, line.row.household_id, line.hamlet.id
    fields = {
        f"/commitments/campaigns/{campaign}/edit": set(proofing.OF_THE_CAMPAIGN.values()),
        f"/people/{head}/edit": {"name", *proofing.PERSON_FIELDS.values()},
        f"/people/households/{household}/edit": {"head", *proofing.HOUSEHOLD_FIELDS.values()},
        "/people/collectives/new": {"name", *proofing.COLLECTIVE_FIELDS.values()},
        f"/places/hamlets/{hamlet}": {"head_name"},
    }
    for page, names in fields.items():
        text = officer.get(page).text
        assert {name for name in names if f'id="{name}"' not in text} == set(), page


def test_head_of_the_hamlet_in_capitals_stops_the_stack_for_everyone_at_once(app, cast, browser_of, campaign):
    with app.app_context(), acting(cast.users["officer"]):
        lines = queries.to_print(campaign, "unprinted")
        lines[0].hamlet.head_name = "PHAN VĂN THÔN"
        hamlet_id = lines[0].hamlet.id
    told = found(browser_of("officer"), campaign)
    blocking = [one for one in told if one[2] == "phải sửa"]
    assert {one[4] for one in blocking} == {f"/places/hamlets/{hamlet_id}#head_name"}
    assert len(blocking) == 3
    with app.app_context(), acting(cast.users["officer"]), pytest.raises(Refused) as refused:
        actions.print_commitments(queries.campaign(campaign), queries.to_print(campaign, "unprinted"), DAY)
    assert [one.code for one in refused.value.reasons] == ["name-in-capitals"]


def test_clean_campaign_and_one_without_anything_to_print(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, "Lò Thị Ẳng")
    page = browser_of("officer").get(f"/commitments/campaigns/{made.campaign}/proof").text
    with app.app_context():
        rows.received(cast, made.commitments[0])
    after = browser_of("officer").get(f"/commitments/campaigns/{made.campaign}/proof").text
    assert ("sạch lỗi" in page, "Không còn bản cam kết nào chưa in." in after) == (True, True)


def test_page_asks_as_often_for_three_as_for_one(app, cast, browser_of, campaign):
    with app.app_context():
        with acting(cast.users["officer"]):
            plan_id = queries.campaign(campaign).plan_id
        single = rows.made(cast, "Vừ Bá Xử", places=("Thôn 3",), plan_id=plan_id).campaign
    officer = browser_of("officer")
    officer.get(f"/commitments/campaigns/{single}/proof")
    with counted(app) as one:
        officer.get(f"/commitments/campaigns/{single}/proof")
    with counted(app) as three:
        officer.get(f"/commitments/campaigns/{campaign}/proof")
    assert len(three) == len(one)


def test_law_cited_with_its_number_leads_to_the_legal_bases(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, "Lò Thị Ẳng", legal_bases=["Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15"])
    (told,) = found(browser_of("officer"), made.campaign)
    assert (told[0], told[2], told[4]) == (
        "Lò Thị Ẳng",
        "nên xem",
        f"/commitments/campaigns/{made.campaign}/edit#legal_bases",
    )
