"""Files attached to a dossier: good ones kept, bad ones told, only while the dossier is on the desk."""

import html
import io
import re

import pikepdf  # noqa: TID251
import pytest
from sqlalchemy import select

from app import pdf, storage
from app.audit import AuditLine
from app.commendations import actions, queries, rules
from app.commendations.models import Attachment
from app.db import db
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.commendations import rows
from tests.pdf import files
from tests.queries_counted import counted

CERTIFICATE = "Giấy xác nhận của Công an xã Vạn An"


def letter(words: str = "Giay xac nhan", count: int = 1) -> bytes:
    return files.saved(files.letter(words=words, count=count))


def locked() -> bytes:
    return files.saved(files.letter(), encryption=pikepdf.Encryption(owner="a", user="b"))


def codes(filed: actions.Filed) -> list[str]:
    return [reason.code for reason in filed.reasons]


def titles(dossier) -> list[str]:
    return [one.title for one in queries.attachments_of(dossier)]


def events(name: str) -> list[dict]:
    return list(db.session.scalars(select(AuditLine.keys).where(AuditLine.event == name).order_by(AuditLine.id)))


# ---- rules


@pytest.mark.parametrize(("state", "open_"), [
    ("draft", True), ("voted", True), ("proposed", True), ("returned", True),
    ("decided", False), ("submitted", False), ("accepted", False),
])  # fmt: skip
def test_files_are_attached_only_while_the_dossier_is_on_the_desk(state, open_):
    assert [one.code for one in rules.attaching_refusals(state)] == ([] if open_ else ["not-while-in-state"])


@pytest.mark.parametrize(
    ("name", "size", "found", "known", "codes_"),
    [
        ("giay.pdf", 10, "application/pdf", False, []),
        ("ANH.JPEG", 10, "image/jpeg", False, []),
        ("anh.jfif", 10, "image/jpeg", False, []),
        ("giay.pdf", 0, None, False, ["attachment-empty"]),
        ("giay.pdf", rules.LARGEST + 1, "application/pdf", True, ["attachment-too-large"]),
        ("giay.docx", 10, None, False, ["attachment-kind"]),
        ("giay", 10, "application/pdf", False, ["attachment-kind"]),
        ("anh.heic", 10, None, False, ["attachment-kind"]),
        ("anh.jpg", 10, "application/pdf", False, ["attachment-misnamed"]),
        ("anh.png", 10, "image/jpeg", False, ["attachment-misnamed"]),
        ("giay.pdf", 10, "application/pdf", True, ["attachment-known"]),
    ],
)
def test_file_is_looked_at_before_it_is_opened(name, size, found, known, codes_):
    assert [one.code for one in rules.file_refusals(name, size, found, known)] == codes_


def test_limits_are_told_in_the_reason():
    large = rules.file_refusals("a.pdf", rules.LARGEST + 1, "application/pdf", False)[0]
    told = [large, rules.fault_refusal("pages", 200), rules.fault_refusal("pixels", 80_000_000)]
    assert [one.detail for one in told] == ["20", "200", "80"]


# ---- actions


def test_good_files_are_kept_and_each_bad_one_is_told(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        before = storage.hashes()
        filed = actions.attach(dossier, None, [
            ("xac_nhan_cong_an.pdf", letter()),
            ("khoa.pdf", locked()),
            ("anh buoi hoc.jpg", files.jpeg()),
            ("anh.jpg", files.png()),
            ("rong.pdf", b""),
            ("xac_nhan_lan_hai.pdf", letter()),
        ])  # fmt: skip
        assert [codes(one) for one in filed] == [
            [], ["attachment-locked"], [], ["attachment-misnamed"], ["attachment-empty"], ["attachment-known"]
        ]  # fmt: skip
        kept = queries.attachments_of(dossier)
        assert [(one.title, one.position, one.pages, one.media_type) for one in kept] == [
            ("xac nhan cong an", 1, 1, "application/pdf"),
            ("anh buoi hoc", 2, 1, "image/jpeg"),
        ]
        assert storage.hashes() - before == {one.sha256 for one in kept} | {one.fitted_sha256 for one in kept}
        assert [queries.original_of(one) for one in kept] == [letter(), files.jpeg()]
        assert pdf.page_sizes(queries.bytes_of_attachment(kept[1])) == [(297, 210)]
        assert [one["title"] for one in events("attachment-added")] == ["xac nhan cong an", "anh buoi hoc"]


def test_typed_title_is_numbered_for_several_files(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        actions.attach(dossier, dossier.nominees[0], [("a.pdf", letter("a"))], f"  {CERTIFICATE} ")
        actions.attach(dossier, None, [("b.pdf", letter("b")), ("c.pdf", letter("c"))], "Ảnh")
        kept = queries.attachments_of(dossier)
        assert [(one.title, one.nominee_id) for one in kept] == [
            (CERTIFICATE, dossier.nominees[0].id), ("Ảnh (1)", None), ("Ảnh (2)", None)
        ]  # fmt: skip


def test_order_of_binding_is_changed_step_by_step(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        actions.attach(dossier, None, [(f"{name}.pdf", letter(name)) for name in "abc"])
        first, _second, third = queries.attachments_of(dossier)
        actions.move_attachment(third, True)
        assert titles(dossier) == ["a", "c", "b"]
        actions.move_attachment(third, True)
        actions.move_attachment(third, True)
        assert titles(dossier) == ["c", "a", "b"]
        actions.move_attachment(first, False)
        actions.move_attachment(first, False)
        assert titles(dossier) == ["c", "b", "a"]
        assert len(events("attachment-moved")) == 3


def test_turning_keeps_the_original(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        (filed,) = actions.attach(queries.get(dossier_id), None, [("a.pdf", letter())])
        row, lying = filed.attachment, filed.attachment.fitted_sha256
        actions.turn_attachment(row, 90)
        assert (row.turned, pdf.page_sizes(queries.bytes_of_attachment(row))) == (90, [(297, 210)])
        actions.turn_attachment(row, 270)
        assert (row.turned, row.fitted_sha256, queries.original_of(row)) == (0, lying, letter())


def test_removed_file_is_gone_and_the_log_keeps_its_name(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        (filed,) = actions.attach(dossier, None, [("a.pdf", letter())], CERTIFICATE)
        actions.save_attachment(filed.attachment, "Giấy chứng nhận", dossier.nominees[0])
        actions.remove_attachment(filed.attachment)
        assert (titles(dossier), events("attachment-removed")) == ([], [{"title": "Giấy chứng nhận"}])


def test_files_of_a_nominee_go_with_the_nominee(context, cast, dossier_at):
    dossier_id = dossier_at(count=2)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        actions.attach(dossier, dossier.nominees[1], [("a.pdf", letter())], CERTIFICATE)
        actions.attach(dossier, None, [("b.pdf", letter("b"))], "Ảnh")
        actions.remove_nominee(dossier.nominees[1])
        assert titles(dossier) == ["Ảnh"]


@pytest.mark.parametrize(("state", "award"), [("decided", "GK_XA"), ("submitted", "BK_TINH"), ("accepted", "BK_TINH")])
def test_nothing_changes_once_decided_or_sent(context, cast, dossier_at, state, award):
    dossier_id = dossier_at("proposed", award)
    with rows.officer(cast):
        dossier = queries.get(dossier_id)
        (filed,) = actions.attach(dossier, None, [("a.pdf", letter())], CERTIFICATE)
        attachment_id = filed.attachment.id
        dossier.state = state
    with rows.officer(cast):
        row = queries.attachment(attachment_id)
        for action, *given in (
            (actions.attach, row.dossier, None, [("b.pdf", letter("b"))]),
            (actions.save_attachment, row, "khác", None),
            (actions.turn_attachment, row, 90),
            (actions.move_attachment, row, True),
            (actions.remove_attachment, row),
        ):
            with pytest.raises(Refused) as caught:
                action(*given)
            assert [reason.code for reason in caught.value.reasons] == ["not-while-in-state"]
        assert titles(row.dossier) == [CERTIFICATE]


# ---- pages


def post_files(browser, dossier_id: int, *given: tuple[str, bytes], **fields):
    data = {"attach-files": [(io.BytesIO(content), name) for name, content in given], **fields}
    return browser.post(f"/commendations/{dossier_id}/attachments", data=data, content_type="multipart/form-data")


def faults_of(answer) -> list[str]:
    found = re.search(r'<ul class="faults" id="attach-files-faults">(.*?)</ul>', answer.text, re.DOTALL)
    return [html.unescape(one) for one in re.findall(r"<li>(.*?)</li>", found[1])] if found else []


def attachment_ids(answer) -> list[int]:
    return [int(one) for one in dict.fromkeys(re.findall(r"/attachments/(\d+)/file\.pdf", answer.text))]


def test_whole_life_of_an_attachment_in_the_browser(browser_of, dossier_at):
    dossier_id = dossier_at("proposed", count=2)
    browser = browser_of("officer")
    answer = post_files(
        browser, dossier_id, ("a.pdf", letter()), ("b.png", files.png()), **{"attach-title": "Minh chứng"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/commendations/{dossier_id}#attachments")
    page = browser.get(f"/commendations/{dossier_id}")
    first, second = attachment_ids(page)
    assert "Tài liệu kèm theo (2)" in page.text
    shown = browser.get(f"/commendations/attachments/{second}/file.pdf")
    assert (shown.mimetype, pdf.page_sizes(shown.data)) == ("application/pdf", [(297, 210)])
    filed = browser.get(f"/commendations/attachments/{second}/original")
    assert (filed.mimetype, filed.data) == ("image/png", files.png())
    assert browser.post(f"/commendations/attachments/{second}/move", data={"to": "up"}).status_code == 303
    assert attachment_ids(browser.get(f"/commendations/{dossier_id}")) == [second, first]
    address = f"/commendations/attachments/{first}"
    assert "Minh chứng (1)" in browser.get(address).text
    empty = browser.post(address, data={"title": " "})
    assert (empty.status_code, "field-wrong" in empty.text) == (422, True)
    assert browser.post(address, data={"title": CERTIFICATE, "nominee": ""}).status_code == 303
    assert browser.post(f"{address}/turn", data={"to": "right"}).status_code == 303
    assert pdf.page_sizes(browser.get(f"{address}/file.pdf").data) == [(297, 210)]
    assert browser.post(f"{address}/remove").status_code == 303
    assert attachment_ids(browser.get(f"/commendations/{dossier_id}")) == [second]


def test_all_faults_stand_at_the_field_and_the_good_file_is_kept(browser_of, dossier_at):
    dossier_id = dossier_at()
    browser = browser_of("officer")
    good = ("giay.pdf", letter())
    bad = [("khoa.pdf", locked()), ("bai.docx", b"PK\x03\x04"), ("anh.jpg", files.png())]
    answer = post_files(browser, dossier_id, good, *bad, **{"attach-title": CERTIFICATE})
    assert answer.status_code == 200
    assert [line.split(":")[0] for line in faults_of(answer)] == ["“khoa.pdf”", "“bai.docx”", "“anh.jpg”"]
    assert "Đã lưu 1 tệp." in answer.text
    assert f'value="{CERTIFICATE}"' in answer.text
    assert len(attachment_ids(answer)) == 1
    again = post_files(browser, dossier_id, good, *bad)
    assert (again.status_code, len(faults_of(again)), len(attachment_ids(again))) == (422, 4, 1)
    assert "chưa lưu gì cả" in again.text


def test_no_file_chosen_is_told_at_the_field(browser_of, dossier_at):
    dossier_id = dossier_at()
    answer = browser_of("officer").post(f"/commendations/{dossier_id}/attachments", data={"attach-title": CERTIFICATE})
    assert (answer.status_code, faults_of(answer)) == (422, ["Chưa chọn tệp."])
    assert f'value="{CERTIFICATE}"' in answer.text


def test_large_file_is_refused_with_the_limit(browser_of, dossier_at):
    dossier_id = dossier_at()
    answer = post_files(browser_of("officer"), dossier_id, ("lon.pdf", b"%PDF-1.7" + bytes(rules.LARGEST)))
    assert answer.status_code == 422
    answer.request.environ["wsgi.input"].close()  # the test client leaves a large body open
    assert faults_of(answer) == ["“lon.pdf”: Tệp lớn quá 20 MB: quét lại ở 200-300 dpi, hoặc tách thành nhiều tệp."]


def test_who_may_open_and_who_may_change(app, cast, browser_of, dossier_at, client):
    dossier_id = dossier_at("proposed", "BK_TINH")
    with app.app_context(), rows.officer(cast):
        dossier = queries.get(dossier_id)
        (filed,) = actions.attach(dossier, dossier.nominees[0], [("a.jpg", files.jpeg(place=True))], CERTIFICATE)
        attachment_id = filed.attachment.id
        actions.submit(dossier, DAY)
    address = f"/commendations/attachments/{attachment_id}"
    opened = {who: browser_of(who).get(f"{address}/file.pdf").status_code for who in (
        "officer", "clerk", "leader", "council", "reviewer", "stranger", "trainer", "administrator")}  # fmt: skip
    assert opened == {
        "officer": 200, "clerk": 200, "leader": 200, "council": 200, "reviewer": 200, "stranger": 404,
        "trainer": 403, "administrator": 403,
    }  # fmt: skip
    assert client.get(f"{address}/file.pdf").status_code == 401
    originals = {
        who: browser_of(who).get(f"{address}/original").status_code for who in ("officer", "reviewer", "stranger")
    }
    assert originals == {"officer": 200, "reviewer": 403, "stranger": 404}
    for who, status in (("reviewer", 403), ("clerk", 403), ("stranger", 404), ("officer", 409)):
        posts = [f"{address}/{verb}" for verb in ("turn", "move", "remove")] + [
            f"/commendations/{dossier_id}/attachments"
        ]
        assert {browser_of(who).post(url).status_code for url in posts} == {status}, who
    page = browser_of("officer").get(f"/commendations/{dossier_id}").text
    assert 'id="why-not-attach"' in page
    assert CERTIFICATE in browser_of("reviewer").get(f"/commendations/{dossier_id}").text


def test_page_sends_the_same_statements_for_one_file_and_three(app, cast, browser_of, dossier_at):
    dossier_id = dossier_at(count=3)
    browser = browser_of("officer")

    def attach(*names: str) -> None:
        with app.app_context(), rows.officer(cast):
            dossier = queries.get(dossier_id)
            for name, nominee in zip(names, dossier.nominees, strict=False):
                actions.attach(dossier, nominee, [(f"{name}.pdf", letter(name))])

    attach("a")
    with counted(app) as one:
        browser.get(f"/commendations/{dossier_id}")
    attach("b", "c", "d")
    with counted(app) as four:
        browser.get(f"/commendations/{dossier_id}")
    assert len(four) == len(one)


def test_other_communes_do_not_see_the_row(context, cast, dossier_at):
    dossier_id = dossier_at()
    with rows.officer(cast):
        actions.attach(queries.get(dossier_id), None, [("a.pdf", letter())])
    with acting(cast.users["stranger"]):
        assert db.session.scalars(select(Attachment)).all() == []
