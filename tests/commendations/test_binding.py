"""The dossier as files: components in the order of the law, attachments behind them, signed copies when asked for."""

import hashlib
import io
import re
import zipfile

import pikepdf  # noqa: TID251
import pytest

from app import pdf
from app.commendations import actions, queries
from app.commendations.rules import VoteMethod
from app.papers import actions as papers_actions
from app.papers import queries as papers
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.pdf import files
from tests.pdf.scans import blank
from tests.workbooks import read_xlsx

PHOTO = "Ảnh lớp học buổi tối tại nhà văn hóa thôn Đông Yên"
CERTIFICATE = "Giấy xác nhận của Công an xã"


def attach(dossier) -> None:
    actions.attach(dossier, None, [("anh.jpg", files.jpeg())], PHOTO)
    actions.attach(dossier, dossier.nominees[0], [("gxn.pdf", files.saved(files.letter(count=2)))], CERTIFICATE)


def outline_of(content: bytes) -> list[tuple[str, int, list[tuple[str, int]]]]:
    with pikepdf.open(io.BytesIO(content)) as book, book.open_outline() as outline:
        places = {page.obj.objgen: index for index, page in enumerate(book.pages, start=1)}

        def at(item) -> tuple[str, int]:
            return item.title, places[item.destination[0].objgen]

        assert [inner for item in outline.root for child in item.children for inner in child.children] == []
        return [(*at(item), [at(child) for child in item.children]) for item in outline.root]


@pytest.fixture
def decided(context, cast, dossier_at):
    """A decided dossier with a person, a collective and a household, counted votes and two attachments."""
    dossier_id = dossier_at("proposed", count=3, method=VoteMethod.SECRET)
    with rows.officer(cast):
        attach(queries.get(dossier_id))
    return dossier_id


def test_components_stand_in_the_order_of_the_law_with_what_is_in_them(context, cast, decided):
    with rows.officer(cast):
        made = actions.bind_dossier(queries.get(decided), DAY)
    texts = [" ".join(text.split()) for text in pdf.text_of(made.bytes)]
    top = outline_of(made.bytes)
    assert [title for title, _page, _inner in top] == [
        "Bìa", "Mục lục", "I. Tờ trình và danh sách đề nghị", "II. Báo cáo thành tích",
        "III. Biên bản họp, kiểm phiếu", "IV. Tài liệu kèm theo",
    ]  # fmt: skip
    assert [title for title, _page in top[5][2]] == [PHOTO, f"{CERTIFICATE} (Nguyễn Thị Thuỵ Ưởng)"]
    assert [len(inner) for _title, _page, inner in top] == [0, 0, 2, 3, 2, 2]
    for title, page, inner in top[2:]:
        numeral, _, name = title.partition(". ")
        assert texts[page - 1].startswith(f"PHẦN {numeral} {name.upper()}")
        assert all(f"{entry} (trang {first})" in texts[page - 1] for entry, first in inner)


def test_decision_is_a_component_once_it_is_made(context, cast, dossier_at):
    dossier_id = dossier_at("decided")
    with rows.officer(cast):
        made = actions.bind_dossier(queries.get(dossier_id), DAY)
    assert [title for title, _page, _inner in outline_of(made.bytes)][-1] == "IV. Quyết định khen thưởng"


def test_attachment_of_a_nominee_nobody_proposed_is_not_bound(context, cast, dossier_at):
    dossier_id = dossier_at("proposed", count=2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        attach(dossier)
        dossier.nominees[0].roll_number = None
        assert [one.title for one in queries.bound_attachments(dossier)] == [PHOTO]
        assert CERTIFICATE not in "".join(pdf.text_of(actions.bind_dossier(dossier, DAY).bytes))


def test_signed_copy_takes_the_place_of_its_paper(context, cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        with pytest.raises(Refused) as caught:
            actions.bind_dossier(dossier, DAY, signed=True)
        assert [reason.code for reason in caught.value.reasons] == ["no-signed-copy"]
        proposal = queries.papers_of(dossier)["proposal", 0]
        pages_of_proposal = proposal.pages
        papers_actions.file_scan(proposal, blank(count=3), "cu.pdf")
        papers_actions.file_scan(proposal, blank(rotate=90, count=2), "moi.pdf")
        sealed, signed = (actions.bind_dossier(dossier, DAY, signed=one) for one in (False, True))
    contents = [" ".join(pdf.text_of(one.bytes)[1].split()) for one in (sealed, signed)]
    assert ["bản quét có chữ ký" in text for text in contents] == [False, True]
    first = dict(outline_of(signed.bytes)[2][2])
    page = next(number for title, number in first.items() if title.startswith("Tờ trình"))
    words = [" ".join(text.split()) for text in pdf.text_of(signed.bytes)[page - 1 : page + 1]]
    assert words == [f"Trang {page}/{signed.pages}", f"Trang {page + 1}/{signed.pages}"]
    assert pdf.page_sizes(signed.bytes)[page - 1] == (297, 210)
    assert signed.pages == sealed.pages + 2 - pages_of_proposal


def test_file_set_holds_papers_and_attachments_with_a_true_index(context, cast, decided):
    with rows.officer(cast):
        dossier = queries.get(decided)
        content = actions.file_set(dossier)
        assert content == actions.file_set(dossier)
        sealed = papers.bytes_of(queries.papers_of(dossier)["proposal", 0])
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = archive.namelist()
    assert names == [
        "00_danh_muc.xlsx",
        "01_to_trinh.pdf",
        "02_danh_sach.pdf",
        "03_bao_cao_nguyen_thi_thuy_uong.pdf",
        "04_bao_cao_to_cong_nghe_so_cong_dong_thon_dong_yen.pdf",
        "05_bao_cao_ho_ong_nguyen_hoang_quoc_khanh.pdf",
        "06_bien_ban_hop.pdf",
        "07_bien_ban_kiem_phieu.pdf",
        "08_tai_lieu_anh_lop_hoc_buoi_toi_tai_nha_van_hoa_thon_dong_yen.pdf",
        "09_tai_lieu_giay_xac_nhan_cua_cong_an_xa.pdf",
    ]
    assert archive.read("01_to_trinh.pdf") == sealed
    head, *index = read_xlsx(archive.read("00_danh_muc.xlsx")).rows
    assert head == ["Tên tài liệu", "Số, ký hiệu", "Ngày", "Số trang", "Tên tệp", "SHA-256", "Ghi chú"]
    assert [row[4] for row in index] == names[1:]
    assert [row[5] for row in index] == [hashlib.sha256(archive.read(name)).hexdigest() for name in names[1:]]
    assert [int(row[3]) for row in index] == [pdf.page_count(archive.read(name)) for name in names[1:]]
    assert re.fullmatch(r"\d+/TTr-\S+", index[0][1])


def test_files_added_by_others_stand_in_the_set_and_its_index(context, cast, dossier_at):
    dossier_id = dossier_at("proposed")
    with rows.officer(cast):
        made = actions.numbered_files(queries.get(dossier_id), extra=[("01_to_trinh.docx", b"words")])
    assert (made[-1].name, made[-1].content) == ("01_to_trinh.docx", b"words")
    last = read_xlsx(made[0].content).rows[-1]
    assert (last[4], last[5]) == ("01_to_trinh.docx", hashlib.sha256(b"words").hexdigest())


def test_copies_are_chosen_on_the_page(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at("proposed")
    browser, base, scan = browser_of("officer"), f"/commendations/{dossier_id}", blank()
    assert "bản đã ký" not in browser.get(base).text
    assert browser.post(f"{base}/bound.pdf", data={"copy": "signed"}).status_code == 409
    with app.app_context(), rows.officer(cast):
        minutes = queries.papers_of(queries.get(dossier_id))["minutes", 0]
        papers_actions.file_scan(minutes, scan, "bien ban.pdf")
    page = browser.get(base).text
    assert "Đóng quyển bản đã ký (1 bản quét)" in page
    bound = browser.post(f"{base}/bound.pdf", data={"copy": "signed"})
    assert (bound.status_code, "da-ky.pdf" in bound.headers["Content-Disposition"]) == (200, True)
    stack = zipfile.ZipFile(io.BytesIO(browser.get(f"{base}/files.zip?copy=signed").data))
    scanned = next(name for name in stack.namelist() if "bien_ban_hop" in name)
    assert stack.read(scanned) == scan
