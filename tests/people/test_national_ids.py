"""The number of a CCCD: sealed, masked, seen for a reason that the log keeps; nowhere else in clear."""

import base64
import logging
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app import audit
from app.access import Role
from app.accounts import actions as accounts
from app.db import Base
from app.people import actions, queries
from app.people.models import NationalId
from app.people.rules import clean_number, masked, number_faults, purpose_faults, seeing_faults
from app.refusals import Refused
from tests.cast import DAY, acting, everything
from tests.people import rows
from tests.queries_counted import counted
from tests.workbooks import read_xlsx

NUMBER = "040199001237"
AT = datetime(2026, 8, 20, 3, 0, tzinfo=UTC)
FORM = {"national_id": "040 199 001 237", "purpose": "Chi tiền thưởng"}
OTHER_KEY = base64.urlsafe_b64encode(b"k" * 32).decode()


@pytest.fixture
def person_id(app, cast):
    with app.app_context():
        return rows.people_of(cast, "Nguyễn Văn Đức")[0]


@pytest.fixture
def officer(browser_of):
    return browser_of("officer")


def codes(refused):
    return [one.code for one in refused.value.reasons]


def keep(cast, person_id, number=NUMBER, purpose="Chi tiền thưởng"):
    with acting(cast.users["officer"]):
        actions.keep_national_id(queries.get(person_id), number, purpose, AT)


# ---- rules


@pytest.mark.parametrize("typed", ["040199001237", " 040 199 001 237 ", "040.199.001.237", "040-199-001-237"])
def test_blanks_points_and_dashes_are_no_part_of_a_number(typed):
    assert clean_number(typed) == NUMBER


@pytest.mark.parametrize("number", ["", "04019900123", "0401990012371", "04019900123a", "٠٤٠١٩٩٠٠١٢٣٧"])
def test_other_than_twelve_digits_is_refused(number):
    assert [one.code for one in number_faults(number)] == ["national-id-digits"]
    assert number_faults(NUMBER) == []


def test_masked_shows_the_first_and_the_last_three():
    assert masked(NUMBER) == "0********237"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Chi tiền thưởng", []),
        ("Thưởng đợt 2026-2027, 500.000.000 đồng, ngày 01/02/2027", []),
        ("", ["no"]),
        ("  ", ["no"]),
        ("đối chiếu 040199001237", ["words-hold-number"]),
        ("đối chiếu 040 199 001 237", ["words-hold-number"]),
        ("gọi 0912 345 678", ["words-hold-number"]),
        ("CMND 123456789", ["words-hold-number"]),
    ],
)
def test_a_reason_says_something_and_holds_no_number(words, expected):
    named = ["national-id-no-purpose" if one == "no" else one for one in expected]
    assert [one.code for one in purpose_faults(words)] == named
    named = ["national-id-no-reason" if one == "no" else one for one in expected]
    assert [one.code for one in seeing_faults(words)] == named


# ---- actions


def test_kept_sealed_and_shown_masked(cast, context, person_id):
    keep(cast, person_id, "040 199 001 237")
    with acting(cast.users["officer"]):
        row = queries.national_id(queries.get(person_id))
        assert (row.shown, row.purpose, row.kept_by, row.kept_at) == (
            "0********237",
            "Chi tiền thưởng",
            "Nguyễn Thị An",
            AT,
        )
        assert NUMBER not in row.sealed
        assert actions.look_at_national_id(queries.get(person_id), "Chi thưởng đợt 2/9") == NUMBER
        found = [(line.event, line.keys, line.actor_name) for line in queries.national_id_log()]
    assert found == [
        ("national-id-seen", {"name": "Nguyễn Văn Đức", "reason": "Chi thưởng đợt 2/9"}, "Nguyễn Thị An"),
        ("national-id-kept", {"name": "Nguyễn Văn Đức", "purpose": "Chi tiền thưởng"}, "Nguyễn Thị An"),
    ]


def test_a_second_number_replaces_the_first(cast, context, person_id):
    keep(cast, person_id)
    keep(cast, person_id, "040199009999", "Đối chiếu người ký")
    with acting(cast.users["officer"]):
        person = queries.get(person_id)
        assert actions.look_at_national_id(person, "x") == "040199009999"
        assert queries.national_ids_by_purpose() == [("Đối chiếu người ký", 1)]


def test_all_faults_at_once_and_nothing_is_kept(cast, context, person_id):
    with acting(cast.users["officer"]):
        with pytest.raises(Refused) as refused:
            actions.keep_national_id(queries.get(person_id), "123", " ", AT)
        assert codes(refused) == ["national-id-digits", "national-id-no-purpose"]
        assert queries.national_id(queries.get(person_id)) is None


def test_no_number_no_reason(cast, context, person_id):
    with acting(cast.users["officer"]):
        for act in (actions.look_at_national_id, actions.remove_national_id):
            with pytest.raises(Refused) as refused:
                act(queries.get(person_id), "")
            assert codes(refused) == ["national-id-no-reason", "national-id-none"]
    keep(cast, person_id)
    with acting(cast.users["officer"]), pytest.raises(Refused) as refused:
        actions.look_at_national_id(queries.get(person_id), "")
    assert codes(refused) == ["national-id-no-reason"]


def test_removed_and_the_log_keeps_why(cast, context, person_id):
    keep(cast, person_id)
    with acting(cast.users["officer"]):
        actions.remove_national_id(queries.get(person_id), "Đã chi xong")
    with acting(cast.users["officer"]):
        person = queries.get(person_id)
        assert queries.national_id(person) is None
        assert audit.lines_about(person)[0].keys == {"name": "Nguyễn Văn Đức", "reason": "Đã chi xong"}


def test_a_row_copied_to_another_person_does_not_open(cast, context, person_id):
    keep(cast, person_id)
    (other_id,) = rows.people_of(cast, "Trần Thị Bưởi")
    keep(cast, other_id, "040199005555")
    with everything() as session:
        found = {row.person_id: row for row in session.scalars(select(NationalId))}
        found[other_id].sealed = found[person_id].sealed
    with acting(cast.users["officer"]), pytest.raises(Refused) as refused:
        actions.look_at_national_id(queries.get(other_id), "thử")
    assert codes(refused) == ["national-id-altered"]


def test_a_lost_key_is_told_and_nothing_is_logged_as_seen(cast, context, person_id):
    keep(cast, person_id)
    settings = context.config["SOVANG"]
    context.config["SOVANG"] = replace(settings, id_keys=(OTHER_KEY,))
    try:
        with acting(cast.users["officer"]), pytest.raises(Refused) as refused:
            actions.look_at_national_id(queries.get(person_id), "thử")
        assert codes(refused) == ["national-id-key-lost"]
        context.config["SOVANG"] = replace(settings, id_keys=(OTHER_KEY, *settings.id_keys))
        with acting(cast.users["officer"]):
            assert actions.look_at_national_id(queries.get(person_id), "thử") == NUMBER
    finally:
        context.config["SOVANG"] = settings


# ---- pages


def test_enter_see_and_remove(officer, person_id):
    address = f"/people/{person_id}/national-id"
    assert "Không lưu. Chỉ lưu khi có mục đích nêu rõ." in officer.get(f"/people/{person_id}").text
    answer = officer.post(address, data=FORM)
    assert (answer.status_code, answer.location) == (303, address)
    for page in (officer.get(f"/people/{person_id}").text, officer.get(address).text):
        assert "0********237" in page
        assert NUMBER not in page
    seen = officer.post(f"{address}/see", data={"see-reason": "Chi thưởng"})
    assert (seen.status_code, seen.headers["Cache-Control"]) == (200, "no-store")
    assert f'id="number">{NUMBER}</strong>' in seen.text
    assert NUMBER not in officer.get(address).text
    assert officer.get(f"{address}/see").status_code == 405 or officer.get(f"{address}/see").status_code == 404
    gone = officer.post(f"{address}/remove", data={"remove-reason": "Đã chi xong"})
    assert (gone.status_code, gone.location) == (303, f"/people/{person_id}")
    assert "0********237" not in officer.get(f"/people/{person_id}").text


def test_a_link_says_what_the_number_is_for(officer, person_id):
    page = officer.get(f"/people/{person_id}/national-id?purpose=Đối+chiếu+người+ký").text
    assert 'value="Đối chiếu người ký"' in page


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        ({"national_id": "", "purpose": ""}, ["Chưa nhập số.", "Chưa nhập mục đích."]),
        ({"national_id": "04019900123", "purpose": ""}, ["có đúng 12 chữ số.", "Chưa nhập mục đích."]),
        ({"national_id": "04019900123", "purpose": f"đối chiếu {NUMBER}"}, ["có đúng 12 chữ số.", "Không ghi số giấy"]),
        ({"national_id": "", "purpose": f"đối chiếu {NUMBER}"}, ["Chưa nhập số.", "Không ghi số giấy tờ"]),
    ],
)
def test_all_faults_at_their_fields_and_nothing_typed_is_lost(officer, person_id, data, faults):
    answer = officer.post(f"/people/{person_id}/national-id", data=data)
    assert answer.status_code == 422
    assert "Có 2 chỗ cần sửa" in answer.text
    assert [fault in answer.text for fault in faults] == [True, True]
    assert f'value="{data["national_id"]}"' in answer.text
    assert f'value="{data["purpose"]}"' in answer.text


def test_no_reason_no_number(officer, person_id):
    address = f"/people/{person_id}/national-id"
    officer.post(address, data=FORM)
    answer = officer.post(f"{address}/see", data={"see-reason": " "})
    assert (answer.status_code, NUMBER in answer.text, "Chưa nhập lý do." in answer.text) == (422, False, True)
    answer = officer.post(f"{address}/see", data={"see-reason": "gọi 0912345678"})
    assert (answer.status_code, "Không ghi số giấy tờ" in answer.text) == (422, True)
    assert officer.post(f"{address}/remove", data={"remove-reason": ""}).status_code == 422
    assert "lưu số" in officer.get("/people/national-ids").text
    assert "xem đủ số</td>" not in officer.get("/people/national-ids").text


@pytest.mark.parametrize("verb", ["see", "remove"])
def test_nothing_to_see_is_told_on_the_page(officer, person_id, verb):
    answer = officer.post(f"/people/{person_id}/national-id/{verb}", data={f"{verb}-reason": "thử"})
    assert answer.status_code == 422
    assert "Chưa lưu số định danh của người này." in answer.text


def test_a_lost_key_is_told_on_the_page(app, officer, person_id):
    officer.post(f"/people/{person_id}/national-id", data=FORM)
    settings = app.config["SOVANG"]
    app.config["SOVANG"] = replace(settings, id_keys=(OTHER_KEY,))
    try:
        answer = officer.post(f"/people/{person_id}/national-id/see", data={"see-reason": "thử"})
    finally:
        app.config["SOVANG"] = settings
    assert answer.status_code == 422
    assert "khóa đã dùng khi lưu không có trên máy chủ" in answer.text


def test_who_may_not(browser_of, officer, person_id):
    address = f"/people/{person_id}/national-id"
    officer.post(address, data=FORM)
    for name in ("clerk", "leader"):
        browser = browser_of(name)
        page = browser.get(address).text
        assert "0********237" in page
        assert 'method="post" action="/people' not in page
        assert browser.post(address, data=FORM).status_code == 403
        assert browser.post(f"{address}/see", data={"see-reason": "x"}).status_code == 403
        assert browser.post(f"{address}/remove", data={"remove-reason": "x"}).status_code == 403
    assert browser_of("trainer").get(address).status_code == 403


def test_the_stranger_finds_nothing(browser_of, officer, person_id):
    officer.post(f"/people/{person_id}/national-id", data=FORM)
    stranger = browser_of("stranger")
    for method, place in (("get", ""), ("post", ""), ("post", "/see"), ("post", "/remove")):
        assert getattr(stranger, method)(f"/people/{person_id}/national-id{place}").status_code == 404
    assert "Nguyễn Văn Đức" not in stranger.get("/people/national-ids").text


def test_the_log_on_screen_in_print_and_in_excel(app, cast, browser_of, officer, person_id):
    address = f"/people/{person_id}/national-id"
    officer.post(address, data=FORM)
    for turn in range(51):
        officer.post(f"{address}/see", data={"see-reason": f"lần {turn}"})
    page = officer.get("/people/national-ids").text
    assert "lần 50" in page
    assert "lần 0<" not in page
    following = page.split('rel="next" href="')[1].split('"')[0]
    assert "lần 0<" in officer.get(following).text
    whole = officer.get("/people/national-ids?all=1").text
    assert (whole.count("xem đủ số</td>"), whole.count("lưu số</td>")) == (51, 1)
    found = read_xlsx(officer.get("/people/national-ids.xlsx").data).rows
    assert list(map(str, found[-1]))[1:] == ["Nguyễn Thị An", "lưu số", "Nguyễn Văn Đức", "Chi tiền thưởng"]
    assert browser_of("administrator").get("/people/national-ids").status_code == 200
    assert browser_of("council").get("/people/national-ids").status_code == 403


def test_the_log_reads_as_much_for_many_lines_as_for_one(app, officer, person_id):
    address = f"/people/{person_id}/national-id"
    officer.post(address, data=FORM)
    officer.get("/people/national-ids")
    with counted(app) as one:
        officer.get("/people/national-ids")
    for _turn in range(3):
        officer.post(f"{address}/see", data={"see-reason": "thử"})
    with counted(app) as four:
        officer.get("/people/national-ids")
    assert len(four) == len(one)


# ---- nowhere in clear


def test_a_form_older_than_its_session_does_not_carry_the_number_along(officer, person_id):
    headers = {"Sec-Fetch-Site": "same-origin"}
    address = f"/people/{person_id}/national-id"
    answer = officer.post(address, data=FORM | {"csrf_token": "cu"}, csrf=False, headers=headers)
    assert answer.status_code == 400
    assert "Chi tiền thưởng" in answer.text
    assert "040 199 001 237" not in answer.text


def test_the_sign_in_page_does_not_carry_the_number_along(client, person_id):
    answer = client.post(f"/people/{person_id}/national-id", data=FORM, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 401
    assert "040 199 001 237" not in answer.text


def test_the_digits_are_nowhere_in_the_database_in_the_log_or_in_a_list(app, cast, officer, person_id, caplog):
    address = f"/people/{person_id}/national-id"
    with caplog.at_level(logging.DEBUG):
        officer.post(address, data=FORM)
        officer.post(address, data=FORM | {"national_id": NUMBER[:11]})
        officer.post(f"{address}/see", data={"see-reason": "Chi thưởng"})
    assert NUMBER not in caplog.text
    lists = ["/people/", "/oversight/log", "/people/national-ids", f"/search?q={NUMBER[:6]}"]
    assert [NUMBER in officer.get(place).text for place in lists] == [False] * 4
    for sheet in ("/people/people.xlsx", "/people/national-ids.xlsx"):
        assert NUMBER not in str(read_xlsx(officer.get(sheet).data).rows)
    with app.app_context(), everything() as session:
        connection = session.connection()
        found = {
            table.name
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
            if any(NUMBER in str(cell) or NUMBER.encode() in _bytes(cell) for cell in row)
        }
        assert found == set()
        raw = connection.connection.driver_connection
        # A SQLite database as its file would be, byte for byte.
        content = raw.serialize() if isinstance(raw, sqlite3.Connection) else b""
    assert (NUMBER.encode() in content, b"0********237" in content or not content) == (False, True)


def _bytes(cell) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else b""


def test_roles_above_do_not_write_below(app, cast, browser_of, person_id):
    with app.app_context(), acting(cast.users["reviewer"]) as user:
        accounts.add_role(user, cast.province, Role.OFFICER, DAY)
    browser = browser_of("reviewer")
    with pytest.raises(Exception, match="không thuộc phạm vi được ghi"):
        browser.post(f"/people/{person_id}/national-id", data=FORM)
