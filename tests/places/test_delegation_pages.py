"""Pages of who signs in whose place: list, add, end early, and what the page of the signers says."""

import re

import pytest

from app.places import queries
from tests.cast import DAY, acting
from tests.places.rows import away, chair_and_deputy
from tests.workbooks import read_xlsx

URL = "/places/delegations"


@pytest.fixture
def officer(app, cast, browser_of):
    with app.app_context():
        chair_and_deputy(cast)
    return browser_of("officer")


def typed(app, cast, **changed) -> dict[str, str]:
    """What an official types for the deputy to sign from today to the end of August."""
    with app.app_context(), acting(cast.users["officer"]):
        chair, deputy = queries.signers(DAY)[:2]
        found = {"holder": str(chair.id), "substitute": str(deputy.id)}
    values = {
        "authority_mark": "KT.",
        "valid_from": "20/08/2026",
        "last_day": "31/08/2026",
        "reference_number": "31/TB-UBND",
        "document_day": "19/08/2026",
    }
    return found | values | changed


def test_add_shows_in_the_lists(app, cast, officer):
    answer = officer.post(URL, data=typed(app, cast))
    assert (answer.status_code, answer.location) == (303, URL)
    page = officer.get(URL).text
    assert "từ ngày 20/08/2026 đến hết ngày 31/08/2026" in page
    assert "Tất cả văn bản" in page
    assert "đang hiệu lực" in page
    said = "Trần Quốc Thái giao Võ Thị Minh Nguyệt ký thay từ ngày 20/08/2026 đến hết ngày 31/08/2026"
    assert f"{said} (văn bản số 31/TB-UBND ngày 19/08/2026)" in officer.get("/places/signers").text


def test_an_authorisation_asks_for_document_end_and_matters_at_their_fields(app, cast, officer):
    with app.app_context(), acting(cast.users["officer"]):
        head = str(queries.unit_signers(DAY)[0].id)
    data = typed(app, cast, substitute=head, authority_mark="TUQ.", last_day="", reference_number="", document_day="")
    answer = officer.post(URL, data=data)
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.text
    for field in ("reference_number", "last_day", "matters"):
        assert f'id="{field}-faults"' in answer.text
    assert answer.text.count("(Nghị định 30/2020/NĐ-CP Điều 13)") >= 3
    assert 'value="20/08/2026"' in answer.text


def test_all_faults_at_once_and_nothing_typed_is_lost(app, cast, officer):
    data = typed(app, cast, substitute="", full_name="", valid_from="31/02/2026", document_day="hôm qua")
    answer = officer.post(URL, data=data)
    assert answer.status_code == 422
    assert "Có 3 chỗ cần sửa" in answer.text
    assert 'value="31/02/2026"' in answer.text
    assert 'value="hôm qua"' in answer.text


def test_a_typed_name_needs_its_post(app, cast, officer):
    data = typed(app, cast, substitute="", full_name="HỒ VĂN ỨNG", authority_mark="TL.")
    answer = officer.post(URL, data=data)
    assert (answer.status_code, 'id="post-faults"' in answer.text) == (422, True)
    answer = officer.post(URL, data=data | {"post": "Chánh Văn phòng"})
    assert answer.status_code == 303
    assert "Hồ Văn Ứng" in officer.get(URL).text


def test_an_end_before_the_start_is_refused(app, cast, officer):
    answer = officer.post(URL, data=typed(app, cast, last_day="19/08/2026"))
    assert answer.status_code == 422
    assert "Ngày kết thúc phải từ ngày bắt đầu (20/08/2026) trở đi." in answer.text


def test_end_early(app, cast, officer):
    officer.post(URL, data=typed(app, cast))
    address = re.search(r'href="(/places/delegations/\d+)"', officer.get(URL).text)[1]
    page = officer.get(address).text
    assert "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH" in page
    late = officer.post(f"{address}/end", data={"last_day": "01/09/2026"})
    assert (late.status_code, "Chỉ kết thúc sớm hơn được" in late.text) == (422, True)
    assert officer.post(f"{address}/end", data={"last_day": ""}).status_code == 422
    assert officer.post(f"{address}/end", data={"last_day": "19/08/2026"}).status_code == 303
    assert "đã hủy trước khi bắt đầu" in officer.get(URL).text
    assert "Kết thúc sớm" not in officer.get(address).text
    assert "giao Võ Thị Minh Nguyệt" not in officer.get("/places/signers").text


def test_the_list_for_excel(app, cast, officer):
    officer.post(URL, data=typed(app, cast, matters="award"))
    rows = [[str(cell) for cell in row] for row in read_xlsx(officer.get(f"{URL}.xlsx").data).rows]
    assert rows[-1][:6] == [
        "Trần Quốc Thái",
        "Võ Thị Minh Nguyệt",
        "Phó Chủ tịch Ủy ban nhân dân xã",
        "KT.",
        "Quyết định khen thưởng và giấy khen",
        "31/TB-UBND",
    ]


def test_who_reads_only_sees_no_button(app, cast, officer, browser_of):
    officer.post(URL, data=typed(app, cast))
    address = re.search(r'href="(/places/delegations/\d+)"', officer.get(URL).text)[1]
    leader = browser_of("leader")
    assert f"{URL}/new" not in leader.get(URL).text
    assert "Kết thúc sớm" not in leader.get(address).text
    assert leader.post(f"{address}/end", data={"last_day": "21/08/2026"}).status_code == 403


def test_another_commune_sees_and_ends_nothing(app, cast, officer, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        row_id = away()
    stranger = browser_of("stranger")
    assert stranger.get(f"{URL}/{row_id}").status_code == 404
    assert stranger.post(f"{URL}/{row_id}/end", data={"last_day": "11/08/2026"}).status_code == 404


def test_a_signer_of_a_unit_is_written_down(app, cast, officer):
    page = officer.get("/places/signers/new").text
    unit = re.search(r'<option value="(\d+)">Phòng Văn hóa - Xã hội', page)[1]
    data = {
        "unit": unit,
        "full_name": "Lý Ý",
        "post": "Phó Trưởng phòng",
        "authority_mark": "KT.",
        "lines": "",
        "valid_from": "01/08/2026",
    }
    assert officer.post("/places/signers", data=data).status_code == 303
    page = officer.get("/places/signers").text
    assert "KT. TRƯỞNG PHÒNG<br>PHÓ TRƯỞNG PHÒNG" in page


def test_a_title_before_the_name_and_a_wrong_mark_are_told_at_their_fields(officer):
    data = {
        "full_name": "ThS. Lê Văn Phó",
        "post": "Phó Chủ tịch",
        "authority_mark": "none",
        "valid_from": "01/08/2026",
    }
    answer = officer.post("/places/signers", data=data)
    assert answer.status_code == 422
    assert 'value="ThS. Lê Văn Phó"' in answer.text
    assert 'id="full_name-faults"' in answer.text
    assert 'id="authority_mark-faults"' in answer.text


def test_the_list_asks_the_database_as_often_for_three_as_for_one(app, cast, officer):
    from tests.queries_counted import counted

    officer.post(URL, data=typed(app, cast))
    with counted(app) as one:
        officer.get(URL)
    for start, end in (("01/09/2026", "05/09/2026"), ("06/09/2026", "08/09/2026")):
        assert officer.post(URL, data=typed(app, cast, valid_from=start, last_day=end)).status_code == 303
    officer.get("/places/")
    with counted(app) as three:
        officer.get(URL)
    assert len(three) == len(one)
