"""The phiếu điểm danh: who, where from, room to sign, and numbered lines for those who come unannounced."""

from app.papers import queries as papers
from app.papers.documents import missing
from app.places.rules import AuthorityName
from app.training import actions, documents, queries
from tests.cast import acting
from tests.papers import samples
from tests.papers.reading import flat, in_order, made
from tests.training import rows

WORDS = (
    "ỦY BAN NHÂN DÂN XÃ VẠN AN",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "PHIẾU ĐIỂM DANH",
    "Lớp tập huấn kỹ năng số cơ bản",
    "Buổi 01 (trong tổng số 03 buổi): Sử dụng VNeID và Cổng Dịch vụ công quốc gia.",
    "Thời gian: từ 19 giờ 30 phút đến 21 giờ 00 phút, ngày 05 tháng 02 năm 2026.",
    "Địa điểm: Nhà văn hóa",
    "STT Họ và tên",
    "Ký tên",
    "1 Hoàng Đình Nghĩa",
    "28 Tôn Nữ Thị Quỳnh Nguyễn",
    "29 30",
    "31 32",
    "Số người có mặt:",
    "NGƯỜI LẬP PHIẾU",
    "GIẢNG VIÊN",
)


def test_attendance_sheet_reads_in_order():
    text = flat(made("attendance_sheet", samples.attendance_sheet()).bytes)
    assert in_order(text, WORDS) == list(WORDS)


def test_attendance_sheet_without_learners_is_a_blank_list():
    facts = samples.attendance_sheet(learners=0, blank_rows=10)
    assert missing(facts) == []
    assert "1 2 3 4 5 6 7 8 9 10 Số người có mặt" in flat(made("attendance_sheet", facts).bytes)


def test_sheet_of_a_training_is_made_of_its_rows(cast, context):
    made_rows = rows.made(cast, learners=3, trainings=3)
    with acting(cast.users["officer"]):
        training = queries.training(made_rows.trainings[1])
        queries.learners(made_rows.course)[1].person.hamlet_id = None
        facts = documents.attendance_sheet(
            training,
            queries.learners(made_rows.course),
            AuthorityName("xã", "Vạn An", "tỉnh Nghệ An"),
            queries.ordinal(training),
        )
        content = actions.seal_sheet(training)
        sealed = papers.bytes_of(content)
    assert missing(facts) == []
    assert (facts.ordinal, facts.day_text, facts.time_text) == (
        "Buổi 02 (trong tổng số 03 buổi)",
        "ngày 12 tháng 8 năm 2026",
        "từ 19 giờ 30 phút đến 21 giờ 00 phút",
    )
    assert [row.name for row in facts.rows] == ["Trần Văn An", "Nguyễn Thị Thuỵ Ưởng", "Hoàng Đình Văn"]
    assert [(row.sex, row.birth_year, row.note) for row in facts.rows] == [(None, "1980", "T3")] * 3
    assert facts.groups == ("T3: người trưởng thành",)
    words = (
        "ỦY BAN NHÂN DÂN XÃ VẠN AN",
        "PHIẾU ĐIỂM DANH",
        "Kỹ năng số cơ bản thôn 3",
        "Buổi 02 (trong tổng số 03 buổi): VNeID, định danh điện tử.",
        "ngày 12 tháng 8 năm 2026",
        "Địa điểm: Nhà văn hóa thôn 3.",
        "Lê Thị Khánh Huyền",
        "1 Trần Văn An Thôn 12 T3",
        "2 Nguyễn Thị Thuỵ Ưởng",
        "3 Hoàng Đình Văn",
        "8",
        "Nhóm đối tượng ghi ở cột ghi chú: T3: người trưởng thành.",
        "Số người có mặt",
    )
    assert in_order(flat(sealed), words) == list(words)


def test_title_says_which_meeting(cast, context):
    made_rows = rows.made(cast)
    with acting(cast.users["officer"]):
        training = queries.training(made_rows.trainings[0])
        assert documents.title(training, (1, 2)) == (
            "Phiếu điểm danh buổi 01, ngày 05 tháng 8 năm 2026: Kỹ năng số cơ bản thôn 3"
        )
