"""Pages of the territory: add and correct with all faults at once, rules and law with their marks."""

from datetime import date

import pytest

from app import clock
from app.access import Role
from app.accounts import actions as accounts
from tests.cast import DAY, acting
from tests.places.rows import territory
from tests.workbooks import read_xlsx

KINDS = ("hamlet", "unit", "signer")
FORMS = {
    "hamlet": {"name": "Thôn 7", "head_name": "Ông Bảy", "valid_from": "01/08/2026", "valid_until": ""},
    "unit": {"name": "Trạm Y tế", "abbreviation": "TYT", "valid_from": "01/08/2026", "valid_until": ""},
    "signer": {
        "full_name": "LÊ VĂN PHÓ",
        "post": "Phó Chủ tịch",
        "authority_mark": "KT.",
        "lines": "",
        "valid_from": "01/08/2026",
        "valid_until": "",
    },
}
NAMES = {"hamlet": "Thôn 7", "unit": "Trạm Y tế", "signer": "Lê Văn Phó"}


@pytest.fixture
def rows(app, cast):
    with app.app_context():
        return territory(cast)


@pytest.fixture
def officer(browser_of):
    return browser_of("officer")


def test_the_territory_on_one_page(officer, rows):
    page = officer.get("/places/").text
    assert "Ủy ban nhân dân xã Vạn An, tỉnh Nghệ An" in page
    assert "Kim Liên, từ ngày 01/01/2026" in page


@pytest.mark.parametrize("kind", KINDS)
def test_add_and_correct(officer, kind):
    answer = officer.post(f"/places/{kind}s", data=FORMS[kind])
    assert (answer.status_code, answer.location) == (303, f"/places/{kind}s")
    page = officer.get(f"/places/{kind}s").text
    assert NAMES[kind] in page
    address = page.split(f'href="/places/{kind}s/')[-1].split('"')[0]
    form = officer.get(f"/places/{kind}s/{address}").text
    assert 'value="01/08/2026"' in form
    changed = {**FORMS[kind], "valid_until": "01/09/2026"}
    assert officer.post(f"/places/{kind}s/{address}", data=changed).status_code == 303
    assert "01/09/2026" in officer.get(f"/places/{kind}s").text


@pytest.mark.parametrize("kind", KINDS)
def test_all_faults_at_once_and_nothing_typed_is_lost(officer, kind):
    name = "full_name" if kind == "signer" else "name"
    data = {**FORMS[kind], name: "", "valid_from": "31/02/2026", "valid_until": "hôm nào"}
    answer = officer.post(f"/places/{kind}s", data=data)
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.text
    assert 'value="31/02/2026"' in answer.text
    assert 'value="hôm nào"' in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_an_end_before_the_start_is_refused(officer, kind):
    answer = officer.post(f"/places/{kind}s", data={**FORMS[kind], "valid_until": "31/07/2026"})
    assert answer.status_code == 422
    assert "Ngày kết thúc phải sau ngày bắt đầu (01/08/2026)." in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_a_twin_is_refused_at_its_field(officer, kind):
    officer.post(f"/places/{kind}s", data=FORMS[kind])
    answer = officer.post(f"/places/{kind}s", data=FORMS[kind])
    assert answer.status_code == 422
    assert "trong thời gian đó." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_name_that_is_too_long(officer):
    answer = officer.post("/places/hamlets", data={**FORMS["hamlet"], "name": "x" * 81})
    assert answer.status_code == 422
    assert "Dài quá 80 ký tự (đang có 81)." in answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_excel_holds_what_the_page_shows(officer, rows, kind):
    answer = officer.get(f"/places/{kind}s.xlsx")
    assert answer.status_code == 200
    first = [str(row[0]) for row in read_xlsx(answer.data).rows]
    names = {"hamlet": "Thôn 2", "unit": "Trường Tiểu học Vạn An", "signer": "Lê Thị Chi"}
    assert first[-1:] == [names[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_another_commune_are_not_there(browser_of, rows, kind):
    stranger = browser_of("stranger")
    assert stranger.get(f"/places/{kind}s/{rows[kind]}").status_code == 404
    assert stranger.post(f"/places/{kind}s/{rows[kind]}", data=FORMS[kind]).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_province_sees_the_rows_of_its_communes_and_changes_none(app, browser_of, cast, rows, kind):
    with app.app_context(), acting(cast.users["reviewer"]) as user:
        accounts.add_role(user, cast.province, Role.ADMINISTRATOR, DAY)
    browser = browser_of("reviewer")
    page = browser.get(f"/places/{kind}s").text
    assert "<td>Vạn An</td>" in page
    assert f"/places/{kind}s/{rows[kind]}" not in page
    assert browser.post(f"/places/{kind}s/{rows[kind]}", data=FORMS[kind]).status_code == 404


def test_who_reads_only_sees_no_button(browser_of, rows):
    page = browser_of("leader").get("/places/hamlets").text
    assert "Thôn 2" in page
    assert "/places/hamlets/new" not in page


def test_rules_with_whose_they_are_and_their_badges(officer):
    page = officer.get("/places/rules").text
    assert "quá nửa tổng số" in page
    assert "20 ngày làm việc" in page
    assert page.count("phần mềm đặt sẵn") == page.count('scope="row"')
    assert "chưa đối chiếu" in page


def test_set_a_rule_with_its_document(officer):
    address = "/places/rules/limit.commune.reminder"
    assert 'value="10"' in officer.get(address).text
    data = {"value": "7", "valid_from": "20/08/2026", "citation": "Quy chế số 1/QC-UBND", "compared": "y"}
    assert officer.post(address, data=data).status_code == 303
    page = officer.get(address).text
    assert "7 ngày làm việc" in page
    assert "cơ quan mình" in page
    assert "Nguyễn Thị An, 20/08/2026: Quy chế số 1/QC-UBND" in page


def test_faults_of_a_rule_at_once(officer):
    answer = officer.post(
        "/places/rules/limit.commune.reminder", data={"value": "bảy", "valid_from": "x", "citation": ""}
    )
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.text
    assert 'value="bảy"' in answer.text


def test_a_rule_of_few_words_is_chosen(officer):
    address = "/places/rules/council.ballot"
    assert '<option selected value="either">' in officer.get(address).text
    data = {"choice": "secret", "valid_from": "20/08/2026", "citation": "Quy chế"}
    assert officer.post(address, data=data).status_code == 303
    assert "bỏ phiếu kín" in officer.get(address).text
    assert officer.post(address, data={**data, "choice": "hét to"}).status_code == 422


def test_a_rule_of_the_province_offers_no_form_to_a_commune(officer):
    address = "/places/rules/limit.commune.decide"
    assert "do cấp tỉnh đặt" in officer.get(address).text
    data = {"value": "5", "valid_from": "20/08/2026", "citation": "Quy chế"}
    answer = officer.post(address, data=data)
    assert answer.status_code == 422
    assert "Quy định này do cấp tỉnh đặt." in answer.text


@pytest.mark.parametrize("key", ["khong-co", "money.base_salary"])
def test_what_nobody_here_may_set_has_no_page(officer, key):
    assert officer.get(f"/places/rules/{key}").status_code == 404


def test_confirm_a_default_and_the_badge_goes(officer):
    address = "/places/rules/limit.commune.reminder"
    assert 'class="mark"' in officer.get(address).text
    assert officer.post(f"{address}/confirm", data={"confirm-against": ""}).status_code == 422
    assert officer.post(f"{address}/confirm", data={"confirm-against": "Quy chế số 1"}).status_code == 303
    assert 'class="mark"' not in officer.get(address).text


def test_the_law_with_its_marks_and_a_confirmation(officer):
    page = officer.get("/places/law").text
    assert "Luật số 06/2026/QH16" in page
    address = "/places/law/instrument/LAW06_2026"
    assert 'class="mark"' in officer.get(address).text
    assert officer.post(address, data={"against": ""}).status_code == 422
    assert officer.post(address, data={"against": "Công báo số 12"}).status_code == 303
    page = officer.get(address).text
    assert 'class="mark"' not in page
    assert "Công báo số 12" in page


def test_the_warning_and_the_badges_stay_until_everything_amended_is_confirmed(browser_of, cast):
    with clock.frozen(date(2026, 11, 22)):
        leader = browser_of("leader")
        for code in ("LAW06_2022", "ND152", "TT15"):
            assert "cần cán bộ xác nhận các quy định" in leader.get("/places/").text
            address = f"/places/law/instrument/{code}"
            assert 'class="mark"' in leader.get(address).text
            assert leader.post(address, data={"against": "Công báo số 12"}).status_code == 303
        assert "cần cán bộ xác nhận các quy định" not in leader.get("/places/").text
        assert 'class="mark"' not in leader.get("/places/law/instrument/ND152").text


@pytest.mark.parametrize("path", ["instrument/KHONG_CO", "khong-co/LAW06_2026", "award/LAW06_2026"])
def test_what_the_law_does_not_know_is_not_there(officer, path):
    assert officer.get(f"/places/law/{path}").status_code == 404


def test_the_law_of_a_day_as_text(officer):
    page = officer.get("/places/law/report?day=01/10/2026").text
    assert "QUY ĐỊNH ÁP DỤNG NGÀY 01/10/2026" in page
    assert officer.get("/places/law/report?day=31/02/2026").status_code == 422
    assert officer.get("/places/law/report?day=01/01/1990").status_code == 422


@pytest.mark.parametrize("kind", KINDS)
def test_lists_ask_the_database_as_often_for_three_as_for_one(app, officer, kind):
    from tests.queries_counted import counted

    name = "full_name" if kind == "signer" else "name"
    officer.post(f"/places/{kind}s", data={**FORMS[kind], name: "Một"})
    with counted(app) as one:
        officer.get(f"/places/{kind}s")
    for more in ("Hai", "Ba"):
        officer.post(f"/places/{kind}s", data={**FORMS[kind], name: more})
    officer.get("/places/")
    with counted(app) as three:
        officer.get(f"/places/{kind}s")
    assert len(three) == len(one)
