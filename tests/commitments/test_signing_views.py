"""Pages of signing: three ways through, bad input with nothing lost, without JavaScript, who may not."""

import html
import io
import re

import pytest

from app import storage
from app.commitments import actions, queries
from app.commitments.rules import Hand
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.commitments.drawings import HAND
from tests.pdf import signing
from tests.queries_counted import counted

DUC = "Nguyễn Văn Đức"


@pytest.fixture
def url(app, cast):
    """The page of one household's commitment."""
    with app.app_context():
        return f"/commitments/{rows.made(cast, DUC).commitments[0]}"


def words(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def drawn(**changes) -> dict:
    return {"drawing": HAND, "witnessed_by": "Lò Thị Chứng"} | changes


def printed(app, cast, url) -> bytes:
    """The sealed paper of the commitment, as it is sent out to be signed."""
    with app.app_context(), acting(cast.users["officer"]):
        row = rows.get(int(url.rpartition("/")[2]))
        return storage.get(actions.print_one(queries.line(row), rows.OPENS).sha256)


def upload(content: bytes, name: str = "ky-so.pdf", **changes) -> dict:
    return {"pdf-file": (io.BytesIO(content), name)} | {f"pdf-{key}": value for key, value in changes.items()}


# ---- the way through


def test_three_ways_stand_on_the_page_and_the_day_is_filled_in(browser_of, url):
    page = browser_of("clerk").get(url).text
    assert re.findall(r'<h2 id="(sign|screen|signed-file)">([^<]+)</h2>', page) == [
        ("sign", "Đã ký trên giấy"),
        ("screen", "Ký trên màn hình"),
        ("signed-file", "Tệp PDF đã ký số"),
    ]
    assert re.search(r'<input[^>]* name="signed_on"[^>]* value="20/08/2026"', page)


def test_paper_signed_by_a_helper_is_told_on_the_page(browser_of, url):
    clerk = browser_of("clerk")
    data = {"signed_on": "18/08/2026", "helped_by": "Lò Thị Giúp", "help_reason": "Không biết chữ"}
    assert clerk.post(f"{url}/sign", data=data).location == url
    shown = words(clerk.get(url).text)
    assert "Ngày ký 18/08/2026, trên giấy Người ký Nguyễn Văn Đức Ký hộ Lò Thị Giúp, vì: Không biết chữ" in shown
    assert "Bản cam kết này đã ký rồi." in shown


def test_page_of_the_pad_shows_everything_that_is_signed_and_no_box_ticked(app, cast, browser_of, url):
    with app.app_context(), acting(cast.users["clerk"]):
        campaign = rows.get(int(url.rpartition("/")[2])).campaign
        promised = [one.text for one in campaign.promises] + [campaign.wording.title, campaign.wording.breach]
    page = browser_of("clerk").get(f"{url}/draw").text
    shown = words(page)
    assert [one for one in promised if one not in shown] == []
    assert "Thời hạn cam kết: từ 01/09/2026 đến 31/12/2026." in shown
    assert "Vạn An, ngày 20 tháng 8 năm 2026" in shown
    assert len(re.findall(r'type="checkbox"', page)) == 4
    assert "checked" not in page
    assert "chưa đối chiếu" in shown
    assert 'value="Trần Văn Bình"' in page


def test_pad_of_a_school_says_what_its_paper_says(app, cast, browser_of):
    with app.app_context():
        basis = "Căn cứ Kế hoạch số 45/KH-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã Vạn An"
        made = rows.made(cast, "Trường THCS Anh Xuân", kind="collective", code="school", legal_bases=[basis])
    shown = words(browser_of("clerk").get(f"/commitments/{made.commitments[0]}/draw").text)
    said = [f"{basis}.", "Tên trường: Trường THCS Anh Xuân", "Nhà trường chúng tôi cam kết:"]
    assert [one for one in said if one not in shown] == []
    assert "Đơn vị chúng tôi" not in shown


def test_list_says_in_which_capacity_and_why_somebody_else_signed(browser_of, url, app, cast):
    data = {"signed_on": "18/08/2026", "signed_by": "Lê Thị Vợ", "capacity": "Vợ của chủ hộ"}
    data |= {"helped_by": "Lò Thị Giúp", "help_reason": "Không biết chữ"}
    clerk = browser_of("clerk")
    assert clerk.post(f"{url}/sign", data=data).location == url
    with app.app_context(), acting(cast.users["clerk"]):
        campaign = rows.get(int(url.rpartition("/")[2])).campaign_id
    shown = words(clerk.get(f"/commitments/campaigns/{campaign}").text)
    assert "ký thay: Lê Thị Vợ (Vợ của chủ hộ); ký hộ: Lò Thị Giúp (Không biết chữ)" in shown


def test_drawing_is_sealed_and_told(app, cast, browser_of, url):
    clerk = browser_of("clerk")
    first = re.search(r'name="consents" type="checkbox" value="([^"]+)"', clerk.get(f"{url}/draw").text)[1]
    data = drawn(consents=html.unescape(first), signed_by="Lê Thị Vợ", capacity="Vợ hoặc chồng của chủ hộ")
    assert clerk.post(f"{url}/draw", data=data).location == url
    shown = words(clerk.get(url).text)
    assert "Ngày ký 20/08/2026, trên màn hình" in shown
    assert "Người ký Lê Thị Vợ (Vợ hoặc chồng của chủ hộ)" in shown
    assert "Người chứng kiến Lò Thị Chứng, lúc 08:00 20/08/2026" in shown
    assert "không thay cho chữ ký tay trên giấy hoặc chữ ký số" in shown
    assert "Trần Văn Bình: Ghi nhận ký trên màn hình ngày 20/08/2026, người chứng kiến Lò Thị Chứng" in shown
    paper = re.search(r'href="(/papers/\d+)"', clerk.get(url).text)[1]
    assert "Hình nét ký xem trong tệp PDF Ghi dưới nét ký Ký trên màn hình" in words(clerk.get(paper).text)
    with app.app_context(), acting(cast.users["clerk"]):
        assert rows.get(int(url.rpartition("/")[2])).consents == [html.unescape(first)]


def test_signed_file_is_checked_shown_and_given_back_as_it_came(app, cast, browser_of, url):
    content = signing.signed(printed(app, cast, url), signing.holder(DUC))
    clerk = browser_of("clerk")
    answer = clerk.post(f"{url}/signed-files", data=upload(content, "Cam kết đã ký.pdf"))
    assert (answer.status_code, answer.location) == (303, url)
    page = clerk.get(url).text
    shown = words(page)
    assert "Ngày ký 18/08/2026, tệp ký số" in shown
    assert "Nguyễn Văn Đức CA thử nghiệm 09:30 18/08/2026 theo máy người ký bao trùm toàn tệp nguyên vẹn" in shown
    assert "chưa xác định được tổ chức cấp chứng thư (chuỗi tin cậy chưa nạp)" in shown
    assert "Phần được ký giống hệt bản in của phần mềm." in shown
    link = re.search(r'href="(/commitments/signed-files/\d+/file\.pdf)"', page)[1]
    assert clerk.get(link).data == content
    assert clerk.post(link.replace("file.pdf", "check")).location == url
    assert "Kiểm tra lại chữ ký số trong tệp Cam kết đã ký.pdf." in words(clerk.get(url).text)
    assert browser_of("stranger").get(link).status_code == 404


# ---- bad input


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        ({"signed_on": "", "signed_by": "Lê Thị Vợ"}, ["Chưa nhập ngày ký trên bản.", "thì ghi tư cách"]),
        ({"signed_on": "21/08/2026", "capacity": "Vợ"}, ["Ngày ký không được sau hôm nay.", "chưa ghi tên người ký."]),
        ({"signed_on": "18/08/2026", "helped_by": "Lò Thị Giúp"}, ["không tự ký được"]),
        ({"signed_on": "18/08/2026", "help_reason": "Khiếm thị"}, ["chưa ghi tên người ký hộ."]),
    ],
)
def test_bad_paper_form_is_told_at_once_and_kept(browser_of, url, data, messages):
    answer = browser_of("clerk").post(f"{url}/sign", data=data)
    assert answer.status_code == 422
    assert [one for one in messages if one not in words(answer.text)] == []
    assert [value for value in data.values() if f'value="{value}"' not in answer.text] == []
    assert '<details class="more" open>' in answer.text


def test_refused_drawing_keeps_its_strokes_ticks_and_names(browser_of, url):
    clerk = browser_of("clerk")
    ticked = html.unescape(re.findall(r'type="checkbox" value="([^"]+)"', clerk.get(f"{url}/draw").text)[2])
    data = drawn(witnessed_by="nguyễn văn đức", consents=ticked, helped_by="Lò Thị Giúp")
    answer = clerk.post(f"{url}/draw", data=data)
    assert answer.status_code == 422
    shown = words(answer.text)
    assert "Người chứng kiến phải là người khác người ký, người ký hộ." in shown
    assert "Có người ký hộ thì ghi lý do" in shown
    assert html.unescape(re.search(r'name="drawing" type="hidden" value="([^"]+)"', answer.text)[1]) == HAND
    assert len(re.findall(r"<input[^>]* checked", answer.text)) == 1
    assert 'value="Lò Thị Giúp"' in answer.text


def test_empty_pad_and_missing_witness_are_told_together(browser_of, url):
    answer = browser_of("clerk").post(f"{url}/draw", data={"drawing": "", "witnessed_by": ""})
    assert answer.status_code == 422
    assert "Chưa thấy nét ký" in answer.text
    assert "Ghi tên người chứng kiến việc ký." in answer.text


def test_name_too_long_is_told_together_with_the_empty_pad(browser_of, url):
    answer = browser_of("clerk").post(f"{url}/draw", data={"drawing": "", "witnessed_by": "Ơ" * 300})
    assert answer.status_code == 422
    assert [one for one in ("Chưa thấy nét ký", "Dài quá 200 ký tự (đang có 300).") if one not in answer.text] == []


def test_consent_to_something_else_is_refused(browser_of, url):
    answer = browser_of("clerk").post(f"{url}/draw", data=drawn(consents="bán dữ liệu"))
    assert (answer.status_code, "Không có mục “bán dữ liệu” trong danh sách." in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda content: b"", "Tệp không phải PDF đọc được"),
        (lambda content: content, "Tệp không có chữ ký số nào."),
        (
            lambda content: signing.tampered(signing.signed(content, signing.holder(DUC))),
            "Chữ ký số của Nguyễn Văn Đức không còn đúng với tệp",
        ),
        (
            lambda content: signing.signed(content, signing.holder("Trần Văn Khác")),
            "Chứng thư số mang tên Trần Văn Khác, không phải người đứng tên",
        ),
    ],
)
def test_file_that_proves_nothing_is_refused_with_the_reason(app, cast, browser_of, url, spoil, message):
    data = upload(spoil(printed(app, cast, url)), signed_on="19/08/2026")
    answer = browser_of("clerk").post(f"{url}/signed-files", data=data)
    assert (answer.status_code, message in words(answer.text)) == (422, True)
    assert 'value="19/08/2026"' in answer.text


def test_no_file_and_a_wrong_day_are_told_together(browser_of, url):
    answer = browser_of("clerk").post(f"{url}/signed-files", data={"pdf-signed_on": "31/02/2026"})
    assert (answer.status_code, "Chưa chọn tệp." in answer.text) == (422, True)
    assert "Tháng 02/2026 không có ngày 31." in answer.text


# ---- without JavaScript, once signed, strangers


def test_pad_without_javascript_offers_paper_in_place(browser_of, url):
    page = browser_of("officer").get(f"{url}/draw").text
    assert re.search(r"<noscript>.*in ra, ký trên giấy.*</noscript>", page, re.DOTALL)
    assert re.search(r"<div[^>]* data-signature-pad hidden>", page)
    assert f'action="{url}/sign"' in page
    assert f'action="{url}/print"' in page
    assert re.findall(r"<script(?![^>]* src=)", page) == []


def test_signed_pledge_says_on_both_pages_why_it_is_not_signed_again(browser_of, url):
    clerk = browser_of("clerk")
    clerk.post(f"{url}/sign", data={"signed_on": "18/08/2026"})
    for page in (url, f"{url}/draw"):
        shown = clerk.get(page).text
        assert "Bản cam kết này đã ký rồi." in shown
        assert f'action="{url}/sign"' not in shown
    again = clerk.post(f"{url}/draw", data=drawn())
    assert (again.status_code, "Bản cam kết này đã ký rồi." in again.text) == (422, True)


def test_leader_reads_and_does_not_sign_and_the_stranger_finds_nothing(browser_of, url):
    leader, stranger = browser_of("leader"), browser_of("stranger")
    assert [leader.get(url).status_code, leader.get(f"{url}/draw").status_code] == [200, 403]
    assert "Đã ký trên giấy" not in leader.get(url).text
    for answer in (
        stranger.get(f"{url}/draw"),
        stranger.post(f"{url}/draw", data=drawn()),
        stranger.post(f"{url}/sign", data={"signed_on": "18/08/2026"}),
        stranger.post(f"{url}/signed-files", data=upload(b"%PDF-")),
    ):
        assert answer.status_code == 404


def test_several_signed_files_take_as_many_statements_as_one(app, cast, browser_of, url):
    row_id = int(url.rpartition("/")[2])
    content = printed(app, cast, url)
    clerk = browser_of("clerk")

    def statements_after(place: str) -> int:
        with app.app_context(), acting(cast.users["clerk"]):
            signed = signing.signed(content, signing.holder(DUC), place=place)
            actions.file_signed(rows.get(row_id), signed, f"{place}.pdf", DAY, Hand())
            actions.reopen(rows.get(row_id), "nhầm")
        with counted(app) as statements:
            assert f"{place}.pdf" in clerk.get(url).text
        return len(statements)

    assert statements_after("A") == statements_after("B")
