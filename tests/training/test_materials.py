"""Photographs and documents of a class: what is kept, what is refused and told, who may rename and take off."""

import io
import zipfile

import pytest
from PIL import Image  # noqa: TID251

from app import audit, storage
from app.db import db
from app.papers.rules import evidence as rules
from app.training import actions, queries
from app.training.models import Material
from app.training.queries import materials
from tests.cast import acting
from tests.pdf import files, scans
from tests.pdf.test_photographs import DEVICE, OWNER, XMP, tagged
from tests.queries_counted import counted
from tests.training import rows
from tests.training.test_views import faults, page, texts, value_of


@pytest.fixture
def made(app, cast):
    with app.app_context():
        return rows.made(cast)


@pytest.fixture
def officer(made, browser_of):
    return browser_of("officer")


@pytest.fixture
def trainer(made, browser_of):
    return browser_of("trainer")


def office(part="word/document.xml", *more):
    """A document of Office as far as its kind can be told."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name in ("[Content_Types].xml", part, *more):
            packed.writestr(name, "<x/>")
    return target.getvalue()


def sent(browser, made, chosen, captions="", training=""):
    """The form of the upload as a browser sends it."""
    posted = {"training": training, "captions": captions, "files": [(io.BytesIO(c), name) for name, c in chosen]}
    answer = browser.post(f"/training/{made.course}/materials", data=posted, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the test client leaves a large body open
    return answer


def kept(app, cast, made, *names):
    """These columns of every file of the class, in the order of the page."""
    with app.app_context(), acting(cast.users["officer"]):
        return [tuple(getattr(one, name) for name in names) for one in materials.of_course(made.course)]


def picture(colour):
    return files.jpeg(image=Image.new("RGB", (300, 200), colour))


# ---- adding


def test_several_files_with_one_caption_each(app, cast, made, officer):
    chosen = [("IMG_1.jpg", picture("red")), ("giao-an.docx", office()), ("bai.pdf", scans.blank())]
    answer = sent(officer, made, chosen, "Giờ thực hành\r\nGiáo án buổi 1\r\nBài đọc thêm", made.trainings[0])
    assert answer.status_code == 303
    assert kept(app, cast, made, "file_name", "caption", "kind", "training_id") == [
        ("IMG_1.jpg", "Giờ thực hành", "photo", made.trainings[0]),
        ("giao-an.docx", "Giáo án buổi 1", "document", made.trainings[0]),
        ("bai.pdf", "Bài đọc thêm", "document", made.trainings[0]),
    ]
    with app.app_context(), acting(cast.users["officer"]):
        line = audit.lines_about(queries.get(made.course))[0]
        assert (line.event, line.keys) == ("materials-added", {"count": 3})


def test_one_caption_for_all_and_none_at_all(app, cast, made, officer):
    sent(officer, made, [("a.jpg", picture("red")), ("b.png", files.png())], "Lớp học tối 05/8")
    sent(officer, made, [("c.jpg", picture("blue"))])
    assert [one for (one,) in kept(app, cast, made, "caption")] == ["Lớp học tối 05/8", "Lớp học tối 05/8", ""]


def test_a_photograph_is_kept_without_where_and_with_what_it_was_taken(app, cast, made, officer):
    assert sent(officer, made, [("IMG_2.JPG", tagged())], "Thực hành").status_code == 303
    ((sha256, media_type, width, height, size),) = kept(
        app, cast, made, "sha256", "media_type", "width", "height", "size"
    )
    with app.app_context():
        stored = storage.get(sha256)
    assert (media_type, width, height, size) == ("image/jpeg", 2000, 1333, len(stored))
    words = (b"Exif", b"GPS", XMP, DEVICE.encode(), OWNER.encode(), b"IMG_2")
    assert [word for word in words if word in stored] == []


def test_bad_files_are_told_by_name_and_reason_and_the_good_ones_and_captions_stay(app, cast, made, officer):
    chosen = [
        ("to.jpg", b"\xff\xd8\xff" + bytes(21 * 1024 * 1024)),
        ("tot.jpg", picture("green")),
        ("thu.jpg", "Kính gửi".encode()),
        ("rong.png", b""),
        ("IMG_3.HEIC", b"\0\0\0\x18ftypheic"),
        ("iphone.jpg", b"\0\0\0\x18ftypheic"),
        ("dut.jpg", files.jpeg()[:3000]),
    ]
    captions = ["Ảnh to", "Ảnh tốt", "Thư", "Rỗng", "Ảnh iPhone", "Ảnh iPhone 2", "Ảnh đứt"]
    answer = sent(officer, made, chosen, "\n".join(captions))
    assert answer.status_code == 200
    told = faults(answer)
    assert [line.partition(":")[0] for line in told] == [
        "“to.jpg”", "“thu.jpg”", "“rong.png”", "“IMG_3.HEIC”", "“iphone.jpg”", "“dut.jpg”"
    ]  # fmt: skip
    reasons = ("quá 20 MB", "không phải ảnh", "không có nội dung", "HEIC", "HEIC", "bị hỏng")
    assert [reason for reason, line in zip(reasons, told, strict=True) if reason not in line] == []
    assert "Đã lưu 1 tệp: tot.jpg." in " ".join(texts(answer, ".//div[@class='alert alert-warning']/div/p"))
    assert kept(app, cast, made, "file_name", "caption") == [("tot.jpg", "Ảnh tốt")]
    # The captions that stay are those of the files that must be sent again, in their order.
    left = page(answer).find(".//textarea[@name='captions']").text.strip().split("\n")
    assert left == [one for one in captions if one != "Ảnh tốt"]


def test_only_bad_files_save_nothing_and_the_one_caption_stays(app, cast, made, officer):
    answer = sent(officer, made, [("bang.xlsx", office("word/document.xml"))], "Bảng điểm")
    assert answer.status_code == 422
    assert faults(answer) == [
        "“bang.xlsx”: Tên tệp không đúng với nội dung: bên trong là tệp DOCX. "
        "Hãy đổi đuôi tên tệp cho đúng, hoặc chọn lại."
    ]
    assert page(answer).find(".//textarea[@name='captions']").text.strip() == "Bảng điểm"
    assert kept(app, cast, made, "id") == []


def test_no_file_and_too_many_files(made, officer):
    assert faults(sent(officer, made, [], "Chú thích")) == ["Chưa chọn tệp."]
    many = [(f"{number}.jpg", b"x") for number in range(31)]
    assert faults(sent(officer, made, many)) == ["Mỗi lần chọn không quá 30 tệp (đang chọn 31)."]


def test_the_same_photograph_twice_is_noticed(app, cast, made, officer):
    answer = sent(officer, made, [("a.jpg", picture("red")), ("ban-sao.jpg", picture("red"))])
    assert faults(answer) == ["“ban-sao.jpg”: Tệp này lớp đã có."]
    assert faults(sent(officer, made, [("lai.jpg", picture("red"))])) == ["“lai.jpg”: Tệp này lớp đã có."]
    assert len(kept(app, cast, made, "id")) == 1


def test_a_caption_too_long_or_too_many_is_told_and_the_files_are_kept(app, cast, made, officer):
    long = "x" * 301
    answer = sent(officer, made, [("a.jpg", picture("red")), ("b.jpg", picture("blue"))], f"{long}\nNgắn\nThừa")
    assert faults(answer) == [
        "Có 3 dòng chú thích cho 2 tệp: 1 dòng cuối chưa dùng.",
        "“a.jpg”: Đã lưu tệp, nhưng chú thích dài quá 300 ký tự nên chưa ghi: ghi lại ngắn hơn ở dưới.",
    ]
    assert kept(app, cast, made, "caption") == [("",), ("Ngắn",)]
    assert page(answer).find(".//textarea[@name='captions']").text.strip() == "Thừa"


# ---- kinds of documents


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (office(), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
        (rules._OLD_OFFICE + "WordDocument".encode("utf-16-le") + b"\0\0", "doc"),
        (rules._OLD_OFFICE + "Workbook".encode("utf-16-le") + b"\0\0", "xls"),
        (b"PK\x03\x04 cut off", None),
        (office("a.txt"), None),
        (b"plain", None),
    ],
)
def test_what_a_document_is_stands_in_it(content, ending):
    found = rules.office_type(content)
    assert (rules.ENDINGS[found] if found else None) == ending


def test_a_document_with_a_program_is_refused():
    content = office("word/document.xml", "word/vbaProject.bin")
    assert rules.has_macros(content)
    reasons = rules.file_refusals("mau.docx", len(content), rules.office_type(content), True)
    assert [one.code for one in reasons] == ["material-macros"]
    assert [one.code for one in rules.file_refusals("chay.exe", 5, None, False)] == ["material-kind"]
    assert [one.code for one in rules.file_refusals("hong.docx", 5, None, False)] == ["material-broken"]


# ---- looking


def test_gallery_names_each_photograph_by_its_caption(app, cast, made, officer, browser_of):
    sent(officer, made, [("a.jpg", picture("red")), ("giao-an.docx", office())], "Giờ thực hành", made.trainings[1])
    (photo, document), leader = kept(app, cast, made, "id"), browser_of("leader")
    for url in (f"/training/{made.course}/materials", f"/training/{made.course}", f"/training/{made.course}/photos"):
        pictures = page(leader.get(url)).findall(".//main//img")
        assert [one.get("alt") for one in pictures] == ["Giờ thực hành"], url
    small, whole = (leader.get(f"/training/materials/{photo[0]}/{name}") for name in ("small.jpg", "file"))
    assert (small.mimetype, whole.mimetype) == ("image/jpeg", "image/jpeg")
    file = leader.get(f"/training/materials/{document[0]}/file")
    assert file.headers["Content-Disposition"] == f'attachment; filename="tai-lieu-{document[0]}.docx"'
    assert leader.get(f"/training/materials/{document[0]}/small.jpg").status_code == 404
    other = leader.get(f"/training/{made.course}/materials?training={made.trainings[0]}")
    assert page(other).findall(".//main//img") == []


def test_the_page_sends_as_many_statements_for_six_photographs_as_for_one(app, made, officer):
    sent(officer, made, [("0.jpg", picture((1, 1, 1)))])
    url = f"/training/{made.course}/materials"
    officer.get(url)
    with counted(app) as one:
        officer.get(url)
    sent(officer, made, [(f"{shade}.jpg", picture((shade, 90, 90))) for shade in (20, 60, 100, 140, 180)])
    with counted(app) as six:
        officer.get(url)
    assert len(one) == len(six)


# ---- captions, taking off, who may


def caption_of(app, cast, made):
    return [one for (one,) in kept(app, cast, made, "caption")]


def test_captions_are_corrected_all_at_once_and_nothing_typed_is_lost(app, cast, made, officer):
    sent(officer, made, [("a.jpg", picture("red")), ("b.jpg", picture("blue"))], "Cũ")
    first, second = (one for (one,) in kept(app, cast, made, "id"))
    url = f"/training/{made.course}/materials/captions"
    bad = officer.post(url, data={f"caption-{first}": "y" * 301, f"caption-{second}": "Mới"})
    assert (bad.status_code, faults(bad)) == (422, ["Dài quá 300 ký tự (đang có 301)."])
    assert (value_of(bad, f"caption-{first}"), value_of(bad, f"caption-{second}")) == ("y" * 301, "Mới")
    assert caption_of(app, cast, made) == ["Cũ", "Cũ"]
    assert officer.post(url, data={f"caption-{first}": "Cũ", f"caption-{second}": "Mới"}).status_code == 303
    assert caption_of(app, cast, made) == ["Cũ", "Mới"]


def test_a_trainer_adds_and_takes_off_their_own_and_no_others(app, cast, made, officer, trainer):
    sent(officer, made, [("a.jpg", picture("red"))], "Của cán bộ")
    assert sent(trainer, made, [("b.jpg", picture("blue"))], "Của tổ").status_code == 303
    (theirs,), (own,) = kept(app, cast, made, "id")
    assert trainer.post(f"/training/materials/{theirs}/remove").status_code == 409
    changed = trainer.post(f"/training/{made.course}/materials/captions", data={f"caption-{theirs}": "Đổi"})
    assert (changed.status_code, caption_of(app, cast, made)) == (409, ["Của cán bộ", "Của tổ"])
    inputs = page(trainer.get(f"/training/{made.course}/materials")).findall(".//input[@form='caption-list']")
    assert [one.get("name") for one in inputs] == [f"caption-{own}"]
    assert trainer.post(f"/training/materials/{own}/remove").status_code == 303
    assert officer.post(f"/training/materials/{theirs}/remove").status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        lines = [(one.event, one.keys) for one in audit.lines_about(queries.get(made.course))][:2]
    assert sorted(keys["name"] for _event, keys in lines) == ["Của cán bộ", "Của tổ"]
    assert kept(app, cast, made, "id") == []


def test_files_of_another_trainers_class_do_not_exist(app, cast, made, officer, trainer):
    sent(officer, made, [("a.jpg", picture("red"))])
    ((material,),) = kept(app, cast, made, "id")
    with app.app_context(), acting(cast.users["officer"]):
        course = queries.get(made.course)
        course.instructors = [one for one in course.instructors if not one.user_id]
    for url in (f"/training/{made.course}/materials", f"/training/materials/{material}/file"):
        assert trainer.get(url).status_code == 404
    assert trainer.post(f"/training/materials/{material}/remove").status_code == 404


def test_a_training_with_photographs_stays(app, cast, made, officer):
    sent(officer, made, [("a.jpg", picture("red"))], "", made.trainings[0])
    with app.app_context(), acting(cast.users["officer"]):
        reasons = actions.removal_refusals(queries.training(made.trainings[0]))
        assert [one.code for one in reasons] == ["training-has-materials"]
        assert db.session.query(Material).count() == 1
