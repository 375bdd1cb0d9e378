"""The form of a campaign: by kind of pledger, with who should sign and what the paper cites and asks."""

import re
from datetime import date

import pytest

from app.commitments import actions, queries, rules
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people
from tests.plans import rows as plans
from tests.queries_counted import counted

NEW = "/commitments/campaigns/new"
CITED = "Căn cứ Kế hoạch số 12/KH-UBND ngày 15 tháng 8 năm 2025 của Ủy ban nhân dân xã Vạn An"


def plan_of(app, cast, **changes) -> int:
    with app.app_context():
        plan_id = plans.plan_of(cast.users["officer"], **changes)
        with acting(cast.users["officer"]):
            actions.seed_wordings(date(2026, 1, 1))
        return plan_id


def wording_of(app, cast, code: str) -> int:
    with app.app_context(), acting(cast.users["officer"]):
        return queries.latest(code, DAY).id


def hamlets_of(app, cast, *names: str) -> list[int]:
    with app.app_context(), acting(cast.users["officer"]):
        return [people.hamlet(name).id for name in names]


def data(plan: int, wording: int, **changes) -> dict:
    return {
        "plan": str(plan),
        "wording": str(wording),
        "name": "Đợt ký năm 2026",
        "opens_on": "01/08/2026",
        "closes_on": "30/09/2026",
        "valid_from": "01/09/2026",
        "valid_to": "31/12/2026",
        "legal_bases": "",
        "id_reason": "",
    } | changes


def campaign_at(app, cast, url: str):
    with app.app_context(), acting(cast.users["officer"]):
        found = rows.campaign(int(url.rpartition("/")[2]))
        return found.audience, found.legal_bases, found.id_reason, found.plan_id


# ---- as it opens


@pytest.mark.parametrize(
    ("code", "parts", "asks"),
    [
        ("household", {"hamlets"}, True),
        ("person", {"hamlets", "groups"}, True),
        ("official", {"units", "posts"}, True),
        ("school", {"hamlets", "units"}, False),
    ],
)
def test_form_asks_what_fits_the_kind(app, cast, browser_of, code, parts, asks):
    plan_of(app, cast)
    with app.app_context(), acting(cast.users["officer"]):
        rows.subject("official", "Lê Thị Khánh Huyền", people.hamlet("Thôn Đông"))
    page = browser_of("officer").get(f"{NEW}?kind={code}").text
    assert set(re.findall(r'<fieldset class="field[^"]*" id="(\w+)"', page)) == parts
    assert ('name="id_reason"' in page) is asks
    assert ("91/2025/QH15" in page) is asks
    chosen = re.findall(r"<option selected[^>]*>([^<]+)</option>", page)
    assert any(option.startswith(rules.FORMS[code].label) for option in chosen)
    assert re.findall(rf"{rules.FORMS['household'].label}: ", page) == (
        [] if code != "household" else ["Hộ gia đình: "]
    )


def test_only_newest_versions_of_the_kind_are_offered(app, cast, browser_of):
    plan_of(app, cast)
    with app.app_context(), acting(cast.users["officer"]):
        old = queries.latest("household", DAY)
        actions.save_wording(
            old, kind="household", title="Mới", promises=["P"], breach=None, valid_from=DAY, source="UBND xã"
        )
        actions.save_wording(
            None, kind="household", title="Thứ hai", promises=["P"], breach=None, valid_from=DAY, source="UBND xã"
        )
    page = browser_of("officer").get(NEW).text
    assert re.findall(r">(Hộ gia đình: [^<]+)</option>", page) == [
        "Hộ gia đình: Mới (bản 2)",
        "Hộ gia đình: Thứ hai (bản 1)",
    ]


def test_legal_bases_are_those_of_the_plan_and_the_plan_itself(app, cast, browser_of):
    bases = ["Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", "Căn cứ Kế hoạch số 03/KH-UBND của tỉnh"]
    plan_of(app, cast, legal_bases=bases)
    page = browser_of("officer").get(NEW).text
    assert re.search(r'name="legal_bases"[^>]*>\s*([^<]+)</textarea>', page)[1].splitlines() == [bases[1], CITED]


def test_bases_left_as_filled_in_follow_the_plan_that_is_chosen(app, cast, browser_of):
    plan_of(app, cast)
    other = plan_of(app, cast, reference_number="77/KH-UBND", day=date(2025, 8, 1))
    wording = wording_of(app, cast, "household")
    officer = browser_of("officer")
    made = officer.post(NEW, data=data(other, wording, legal_bases=CITED))
    assert campaign_at(app, cast, made.location)[1] == [CITED.replace("12/", "77/").replace("15 tháng", "01 tháng")]
    own = officer.post(NEW, data=data(other, wording, legal_bases="Căn cứ Hương ước;\n\nCăn cứ Quy ước."))
    assert campaign_at(app, cast, own.location)[1] == ["Căn cứ Hương ước", "Căn cứ Quy ước"]


def test_campaign_nobody_is_in_may_be_given_to_others(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast)
    officer, url = browser_of("officer"), f"/commitments/campaigns/{made.campaign}/edit"
    assert "Trường học: Trường học thực hiện phong trào" not in officer.get(url).text
    page = officer.get(f"{url}?kind=school").text
    wording = re.search(r'<option selected value="(\d+)">Trường học: ', page)[1]
    assert officer.post(f"{url}?kind=school", data=data(made.plan, wording)).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        assert [one.text for one in campaign.promises] == list(rules.FORMS["school"].texts)


def test_untouched_bases_follow_another_plan_when_a_campaign_is_corrected(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, legal_bases=["Căn cứ Hương ước", CITED])
    other = plan_of(app, cast, reference_number="77/KH-UBND", day=date(2025, 8, 1))
    with app.app_context(), acting(cast.users["officer"]):
        wording = rows.campaign(made.campaign).wording_id
    officer, url = browser_of("officer"), f"/commitments/campaigns/{made.campaign}"
    officer.post(f"{url}/edit", data=data(other, wording, legal_bases=f"Căn cứ Hương ước\n{CITED}"))
    assert campaign_at(app, cast, url)[1] == [
        "Căn cứ Hương ước",
        CITED.replace("12/", "77/").replace("15 tháng", "01 tháng"),
    ]


# ---- sent


def test_audience_bases_and_reason_are_kept_and_shown_again(app, cast, browser_of):
    plan, (east, west) = plan_of(app, cast), hamlets_of(app, cast, "Thôn Đông", "Thôn Tây")
    sent = data(
        plan,
        wording_of(app, cast, "person"),
        hamlets=[str(west)],
        groups=["T3"],
        id_reason="Để chi tiền thưởng qua tài khoản.",
    )
    officer = browser_of("officer")
    made = officer.post(f"{NEW}?kind=person", data=sent)
    assert campaign_at(app, cast, made.location) == (
        {"hamlets": [west], "groups": ["T3"]},
        [],
        "chi tiền thưởng qua tài khoản",
        plan,
    )
    page = officer.get(f"{made.location}/edit").text
    ticked = re.findall(r"<input[^>]*checked[^>]*>", page)
    assert [re.search(r'value="(\w+)"', box)[1] for box in ticked] == [str(west), "T3"]
    assert f'value="{east}"' in page


def test_all_faults_are_told_at_once_and_nothing_is_lost(app, cast, browser_of):
    plan, (east,) = plan_of(app, cast), hamlets_of(app, cast, "Thôn Đông")
    sent = data(
        plan,
        wording_of(app, cast, "household"),
        name="",
        closes_on="31/07/2026",
        hamlets=[str(east)],
        legal_bases="Căn cứ Hương ước",
        id_reason="theo dõi",
    )
    answer = browser_of("officer").post(NEW, data=sent)
    assert answer.status_code == 422
    for told in (
        "Chưa nhập tên đợt ký.",
        "Ngày kết thúc đợt ký phải từ ngày mở đợt ký trở đi.",
        "Lý do thu thập phải nói rõ để làm gì, từ 4 chữ trở lên",
        "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 3",
    ):
        assert told in answer.text
    assert re.search(rf'checked[^>]*value="{east}"|value="{east}"[^>]*checked', answer.text)
    assert ("Căn cứ Hương ước" in answer.text, 'value="theo dõi"' in answer.text) == (True, True)


def test_hamlet_of_another_commune_cannot_be_ticked(app, cast, browser_of):
    plan = plan_of(app, cast)
    with app.app_context(), acting(cast.users["stranger"]):
        foreign = people.hamlet("Thôn Lạ").id
    hamlets_of(app, cast, "Thôn Đông")
    sent = data(plan, wording_of(app, cast, "household"), hamlets=[str(foreign)])
    answer = browser_of("officer").post(NEW, data=sent)
    assert (answer.status_code, "trong danh sách" in answer.text) == (422, True)


# ---- what may change


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"legal_bases": ["Căn cứ Hương ước"]}, ["campaign-notice-printed"]),
        ({"id_reason": "chi tiền thưởng qua tài khoản"}, ["campaign-notice-printed"]),
        ({"audience": {"hamlets": [0]}}, ["campaign-audience-narrowed"]),
        ({"closes_on": date(2026, 10, 31), "name": "Đợt 2"}, []),
    ],
)
def test_what_is_printed_stays(context, cast, changes, codes):
    made = rows.made(cast, "Nguyễn Văn Đức")
    rows.sealed(cast, made.commitments[0])
    with acting(cast.users["officer"]):
        campaign = rows.campaign(made.campaign)
        found = []
        try:
            actions.save_campaign(campaign, **rows.campaign_fields(made.plan, **changes))
        except Refused as refused:
            found = [reason.code for reason in refused.reasons]
    assert found == codes


def test_school_and_cooperative_are_not_exchanged_under_commitments(context, cast):
    made = rows.made(cast, "Hợp tác xã Đông Yên", kind="collective")
    with acting(cast.users["officer"]):
        school = queries.latest("school", DAY)
        with pytest.raises(Refused) as raised:
            actions.save_campaign(rows.campaign(made.campaign), **rows.campaign_fields(made.plan, wording=school))
    assert [reason.code for reason in raised.value.reasons] == ["campaign-has-commitments"]


def test_printed_campaign_says_in_its_form_what_is_frozen(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, "Nguyễn Văn Đức")
        rows.sealed(cast, made.commitments[0])
    url, officer = f"/commitments/campaigns/{made.campaign}/edit", browser_of("officer")
    page = officer.get(url).text
    assert ("không đổi được nữa" in page, 'aria-label="Ai ký trong đợt này"' in page) == (True, False)
    with app.app_context(), acting(cast.users["officer"]):
        wording = rows.campaign(made.campaign).wording_id
    answer = officer.post(url, data=data(made.plan, wording, legal_bases="Căn cứ Hương ước"))
    told = re.search(r'id="legal_bases-faults"><li>([^<]+)', answer.text)[1]
    assert told.startswith("Đã in hoặc đã nhận bản cam kết ký với căn cứ, thông báo dữ liệu đang có")


# ---- ready texts of before


def test_older_ready_text_gets_the_new_one_beside_it(context, cast):
    with acting(cast.users["officer"]):
        rows.wording()
        household, person = queries.latest("household", DAY), queries.latest("person", DAY)
        official, school = queries.latest("official", DAY), queries.latest("school", DAY)
        for row in (household, person, official):
            row.promises = ["Lời của bản gợi ý trước"]
        person.confirmed_on, person.confirmed_by = DAY, "Nguyễn Thị An"
        school.source = "UBND xã Vạn An"
        school.promises = ["Lời của xã"]
        assert [ready.code for ready, _former in queries.ready_to_load()] == ["household", "official"]
        made = actions.seed_wordings(DAY)
        assert [(row.code, row.version, tuple(row.promises)) for row in made] == [
            (code, 2, rules.FORMS[code].texts) for code in ("household", "official")
        ]
        assert household.promises == ["Lời của bản gợi ý trước"]
        assert actions.seed_wordings(DAY) == []


# ---- cost


def test_form_takes_as_many_statements_for_three_hamlets_as_for_one(app, cast, browser_of):
    plan_of(app, cast)
    officer, sizes = browser_of("officer"), []
    for more in (("Thôn 1",), ("Thôn 2", "Thôn 3")):
        hamlets_of(app, cast, *more)
        officer.get(NEW)
        with counted(app) as statements:
            officer.get(NEW)
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]
