"""Pages of people as officials meet them: who may, what is missing, what is wrong, what is kept."""

import io
import unicodedata

import pytest
from openpyxl import load_workbook  # noqa: TID251 reads what the page wrote

from app.people import queries
from app.people.queries import Wanted
from tests.cast import acting
from tests.people import rows

PAGES = [
    "/people/",
    "/people/households",
    "/people/collectives",
    "/people/people.xlsx",
    "/people/households.xlsx",
    "/people/collectives.xlsx",
]
FORMS = ["/people/new", "/people/households/new", "/people/collectives/new"]


@pytest.fixture
def officer(browser_of):
    return browser_of("officer")


@pytest.fixture
def arrange(app, cast):
    """Arrange rows of the home commune: arrange(lambda: rows.person("Lê Văn Đức").id)."""

    def made(make):
        with app.app_context(), acting(cast.users["officer"]):
            return make()

    return made


# ---- who may


@pytest.mark.parametrize("path", PAGES)
def test_lists_are_open_to_those_who_read_and_closed_to_others(client, browser_of, path):
    assert client.get(path).status_code == 401
    assert [browser_of(name).get(path).status_code for name in ("officer", "clerk", "leader", "stranger")] == [200] * 4
    assert [browser_of(name).get(path).status_code for name in ("council", "trainer", "administrator")] == [403] * 3


@pytest.mark.parametrize("path", FORMS)
def test_forms_are_open_to_those_who_write(client, browser_of, path):
    assert (client.get(path).status_code, client.post(path).status_code) == (401, 401)
    assert browser_of("officer").get(path).status_code == 200
    assert (browser_of("clerk").get(path).status_code, browser_of("clerk").post(path).status_code) == (403, 403)


def test_records_of_another_commune_do_not_exist(app, cast, browser_of):
    with app.app_context():
        urls = rows.foreign_urls(cast)
    stranger, officer = browser_of("stranger"), browser_of("officer")
    assert {url: stranger.open(url, method=method).status_code for method, url in urls if method == "GET"} == {
        url: 404 for method, url in urls if method == "GET"
    }
    assert [stranger.post(url).status_code for method, url in urls if method == "POST"] == [404] * 8
    assert [officer.get(url).status_code for method, url in urls if method == "GET"] == [200] * 7


def test_lists_of_the_stranger_are_empty(arrange, browser_of):
    arrange(lambda: [rows.household("Lê Văn Đức").id, rows.collective("Tổ 1").id])
    pages = [browser_of("stranger").get(path).text for path in PAGES[:3]]
    assert [("Lê Văn Đức" in page, "Tổ 1" in page) for page in pages] == [(False, False)] * 3


# ---- the list of people


def test_list_follows_search_filter_and_page(officer, arrange):
    east = arrange(lambda: rows.hamlet("Thôn Đông").id)
    arrange(lambda: [rows.person(f"Lê Văn Đức {letter}").id for letter in "abcdefghijklmnopqrstuvwxyz" * 2])
    arrange(lambda: rows.person("Trần Thị Hoa", hamlet_id=east, target_group="T3").id)
    first = officer.get("/people/")
    assert "50 trong 53 người" in first.text
    second = officer.get(_href(first.text, "Trang sau"))
    assert "3 trong 53 người" in second.text
    assert "Trần Thị Hoa" in officer.get("/people/?q=HOA").text
    assert "1 trong 1 người" in officer.get(f"/people/?q=&hamlet={east}&group=T3").text
    assert "Không tìm thấy ai" in officer.get(f"/people/?hamlet={east}&group=T1").text
    assert "53 trong 53 người" in officer.get("/people/?all=1").text


def _href(page, label):
    place = page.rindex("<a ", 0, page.index(label))
    return page[place:].split('href="', 1)[1].split('"', 1)[0].replace("&amp;", "&")


def test_wrong_filter_filters_nothing(officer, arrange):
    arrange(lambda: rows.person("Lê Văn Đức").id)
    for path in ("/people/?hamlet=abc", "/people/?hamlet=999", "/people/?group=T9", "/people/?after=abc"):
        assert "1 trong 1 người" in officer.get(path).text


@pytest.mark.parametrize("path", PAGES[:3])
def test_htmx_gets_the_list_alone_and_it_is_part_of_the_page(officer, arrange, path):
    arrange(lambda: [rows.household("Lê Văn Đức").id, rows.collective("Tổ Đức").id])
    piece = officer.get(f"{path}?q=duc", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert piece.strip().startswith('<div id="list">')
    assert piece.strip() in officer.get(f"{path}?q=duc").text


def test_excel_holds_the_rows_as_filtered_in_the_same_order(officer, arrange):
    arrange(lambda: [rows.person(name, birth_year=1980).id for name in ("Bùi Văn Đức", "Trần Thị Hoa", "Cao Đức An")])
    answer = officer.get("/people/people.xlsx?q=duc")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet["A2"].value == "Tìm theo tên: duc"
    assert [[cell.value for cell in row[:6]] for row in sheet.iter_rows(min_row=4)] == [
        [1, "Cao Đức An", "Cao", "Đức", "An", 1980],
        [2, "Bùi Văn Đức", "Bùi", "Văn", "Đức", 1980],
    ]
    assert load_workbook(io.BytesIO(officer.get("/people/households.xlsx").data)).active.max_row == 2


# ---- one person

TYPED = {
    "name": "Nguyễn Văn Đức",
    "born": "5/2/1980",
    "sex": "male",
    "target_group": "T3",
    "phone": "0912 345 678",
    "vneid_confirmed_on": "01/07/2026",
    "hometown": "xã Vạn An, tỉnh Nghệ An",
}


def people(arrange):
    return arrange(lambda: [(one.name, one.birth.text) for one in queries.people(Wanted())])


def test_add_a_person_and_correct_them(officer, arrange):
    answer = officer.post("/people/new", data=TYPED)
    assert answer.status_code == 303
    page = officer.get(answer.location).text
    said = ("05/02/1980", "Nam", "T3: người trưởng thành", "01/07/2026", "Ghi thông tin của Nguyễn Văn Đức.")
    assert [part for part in said if part not in page] == []
    form = officer.get(f"{answer.location}/edit").text
    assert 'value="05/02/1980"' in form
    saved = officer.post(f"{answer.location}/edit", data=TYPED | {"born": "1981"})
    assert (saved.status_code, people(arrange)) == (303, [("Nguyễn Văn Đức", "1981")])


def test_decomposed_and_capital_names_are_kept_as_one_spelling(officer, arrange):
    officer.post("/people/new", data={"name": unicodedata.normalize("NFD", "NGUYỄN  THỊ HƯỜNG")})
    assert people(arrange) == [("Nguyễn Thị Hường", "")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Chưa nhập họ và tên."),
        ({"name": "Ă" + "ă" * 80}, "Dài quá 80 ký tự (đang có 81)."),
        ({"born": "31/02/1980"}, "Tháng 02/1980 không có ngày 31."),
        ({"born": "5/2/80"}, "Viết ngày sinh dạng dd/mm/yyyy hoặc chỉ năm sinh"),
        ({"born": "2027"}, "Ngày sinh ở sau ngày hôm nay."),
        ({"born": "1800"}, "Năm sinh trước 1906 là quá sớm."),
        ({"vneid_confirmed_on": "21/08/2026"}, "Ngày xác nhận trên VNeID ở sau ngày hôm nay."),
        ({"hamlet_id": "999"}, "Hãy chọn một mục trong danh sách."),
    ],
)
def test_wrong_input_is_told_at_its_field_and_nothing_typed_is_lost(officer, arrange, wrong, said):
    answer = officer.post("/people/new", data=TYPED | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    kept = TYPED | {name: value for name, value in wrong.items() if name != "hamlet_id"}
    texts = [value for name, value in kept.items() if name not in ("sex", "target_group")]
    assert [value for value in texts if f'value="{value}"' not in answer.text] == []
    assert '<option selected value="T3">' in answer.text
    assert people(arrange) == []


def test_all_faults_are_told_at_once(officer):
    page = officer.post("/people/new", data={"name": "", "born": "abc", "vneid_confirmed_on": "1/1"}).text
    assert "Có 3 chỗ cần sửa, chưa lưu gì cả" in page


def test_likely_double_is_asked_and_added_when_the_official_says_so(officer, arrange):
    known = arrange(lambda: rows.person("Nguyễn Văn Đức", birth_year=1980).id)
    asked = officer.post("/people/new", data=TYPED | {"name": "Nguyễn Văn Đức"})
    assert asked.status_code == 422
    assert f'href="/people/{known}"' in asked.text
    assert all(part in asked.text for part in ("Có thể trùng", "Vẫn thêm người mới", 'value="0912 345 678"'))
    assert len(people(arrange)) == 1
    assert officer.post("/people/new", data=TYPED | {"add_anyway": "y"}).status_code == 303
    assert len(people(arrange)) == 2


# ---- households and collectives


def test_add_a_household_by_three_letters_of_its_head(officer, arrange):
    hamlet = arrange(lambda: rows.hamlet("Thôn Đông").id)
    arrange(lambda: [rows.person(name).id for name in ("Lê Văn Đức", "Lê Thị Đức")])
    typed = {"hamlet_id": hamlet, "address": "xóm trên", "member_count": "5"}
    asked = officer.post("/people/households/new", data=typed | {"head": "duc"})
    assert asked.status_code == 422
    assert all(part in asked.text for part in ("Có 2 kết quả", "Lê Văn Đức", "Lê Thị Đức", 'value="xóm trên"'))
    answer = officer.post("/people/households/new", data=typed | {"head": "van duc"})
    page = officer.get(answer.location).text
    assert all(part in page for part in ("Lê Văn Đức", "xóm trên", "Ghi hộ gia đình Lê Văn Đức."))


def test_add_a_household_with_a_new_head_and_change_the_head(officer, arrange):
    hamlet = arrange(lambda: rows.hamlet("Thôn Đông").id)
    new = {"new_name": "TRẦN VĂN TÝ", "new_born": "1970", "new_sex": "male", "hamlet_id": hamlet}
    answer = officer.post("/people/households/new", data=new)
    assert (answer.status_code, people(arrange)) == (303, [("Trần Văn Tý", "1970")])
    arrange(lambda: rows.person("Lê Thị Hoa").id)
    form = officer.get(f"{answer.location}/edit").text
    assert "Trần Văn Tý (1970, Thôn Đông)" in form
    changed = officer.post(f"{answer.location}/edit", data={"head": "hoa", "hamlet_id": hamlet})
    assert "Hộ ông (bà) Lê Thị Hoa" in officer.get(changed.location).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Chưa chọn chủ hộ"),
        ({"head": "Đức", "new_name": "Lê Văn Tý"}, "Chỉ chọn một"),
        ({"head": "khong co ai"}, "Không tìm thấy"),
        ({"head": "Đức"}, "đang là chủ hộ của một hộ khác"),
        ({"new_name": "Lê Văn Đức"}, "Có thể trùng"),
        ({"new_name": "Lê Văn Tý", "new_born": "2030"}, "Ngày sinh ở sau ngày hôm nay."),
        ({"new_name": "Lê Văn Tý", "member_count": "-3"}, "Không được là số âm."),
        ({"new_name": "Lê Văn Tý", "hamlet_id": ""}, "Chưa chọn thôn"),
    ],
)
def test_wrong_household_is_told_and_keeps_what_was_typed(officer, arrange, typed, said):
    hamlet = arrange(lambda: rows.household("Lê Văn Đức").hamlet_id)
    answer = officer.post("/people/households/new", data={"hamlet_id": hamlet, "address": "xóm trên"} | typed)
    assert answer.status_code == 422
    assert said in answer.text
    kept = [value for name, value in typed.items() if name != "hamlet_id"]
    assert [value for value in ["xóm trên", *kept] if f'value="{value}"' not in answer.text] == []
    assert people(arrange) == [("Lê Văn Đức", "")]


def test_add_a_collective_and_correct_it(officer):
    typed = {"name": "Chi đoàn xã", "headcount": "30", "women_count": "12", "functions": "Một\n\nHai"}
    answer = officer.post("/people/collectives/new", data=typed)
    page = officer.get(answer.location).text
    assert all(part in page for part in ("Chi đoàn xã", "30", "12", "Ghi tập thể Chi đoàn xã."))
    wrong = officer.post(f"{answer.location}/edit", data=typed | {"women_count": "31", "valid_until": "1/13/2026"})
    assert wrong.status_code == 422
    assert all(part in wrong.text for part in ("Số nữ nhiều hơn tổng số người.", "Không có tháng 13", 'value="31"'))
    assert officer.post("/people/collectives/new", data=typed).status_code == 422
    assert officer.post("/people/collectives/new", data=typed | {"add_anyway": "y"}).status_code == 303


# ---- who lives in a household


def _members(household_id):
    return {person.name: (person.relation, person.hamlet_id) for person in queries.household(household_id).members}


def test_somebody_comes_into_a_household_and_leaves_it(officer, arrange):
    def made():
        home = rows.household("Lê Văn Dũng")
        rows.household("Trần Văn Khác", of=rows.hamlet("Thôn Tây"))
        return home.id, rows.person("Lê Thị Chi", birth_year=2004).id, home.head.id

    home, chi, head = arrange(made)
    page = f"/people/households/{home}"
    known = officer.post(f"{page}/members", data={"member": "thi chi", "relation": "Con"}, follow_redirects=True)
    assert "Đã thêm Lê Thị Chi vào hộ." in known.text
    sent = {"new_name": "phạm thị mới", "new_born": "1985", "new_sex": "female", "relation": "Vợ"}
    assert officer.post(f"{page}/members", data=sent).status_code == 303
    hamlet, told = arrange(lambda: (queries.household(home).hamlet_id, _members(home)))
    assert told == {"Lê Văn Dũng": (None, hamlet), "Lê Thị Chi": ("Con", None), "Phạm Thị Mới": ("Vợ", hamlet)}
    for data, said in (
        ({}, "Chưa chọn người"),
        ({"member": "van khac"}, "đang là chủ hộ của một hộ khác"),
        ({"new_name": "Lê Thị Chi", "new_born": "2004"}, "Có thể trùng"),
        ({"new_name": "Lê Sai", "new_born": "31/2/1980"}, "không có ngày 31"),
    ):
        answer = officer.post(f"{page}/members", data=data)
        assert (answer.status_code, said in answer.text) == (422, True), (data, answer.text)
    gone = officer.post(f"{page}/members/{chi}/remove", follow_redirects=True)
    assert "Đã đưa Lê Thị Chi ra khỏi hộ." in gone.text
    assert officer.post(f"{page}/members/{chi}/remove").status_code == 404
    assert "hãy đổi chủ hộ trước" in officer.post(f"{page}/members/{head}/remove").text
