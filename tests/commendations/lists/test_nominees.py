"""The list of those whom hamlets and units propose: read as it is sent, held against the books, entered, taken back."""

from datetime import date

import pytest
from sqlalchemy import select

from app import audit
from app.commendations import actions, queries
from app.commendations.lists.nominees import NomineeList
from app.commendations.models import AwardRound, Suggestion
from app.db import db
from app.imports.queries.judging import preview
from app.people.models import Person
from app.places import actions as places
from app.places import queries as places_queries
from app.reading import read_text
from app.refusals import Refused
from tests.cast import DAY
from tests.commendations import rows
from tests.queries_counted import counted

LIST = NomineeList()
MESSAGE = """1. Lê Thị Hoà – 1990 – Thôn Đông Yên – Dạy 20 người, mở 3 lớp (2 buổi)
2. Hộ ông Nguyễn Hoàng Quốc Khánh – 1975 – Thôn Đông Yên – Cho mượn nhà mở lớp
Tổ công nghệ số cộng đồng thôn Đông Yên – – – Mở 6 lớp
Vi Thị Lạ – 1988 – Thôn Phú Thọ – Dạy 9 người - rất nhiệt tình
5) Bà Nguyễn Thị Thuỵ Ưởng (1987): dạy 20 cụ
6. Hồ Văn Ba, sinh năm 1970, Đông Yên, hiến 200 m2 đất, làm đường"""
SHEET = """UBND XÃ VẠN AN
DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG
STT\tHọ và tên/Tên tập thể\tChức vụ, đơn vị\tThành tích\tHình thức đề nghị\tĐơn vị đề nghị
I\tTẬP THỂ (02)
1\tTỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG THÔN ĐÔNG YÊN\t\tMở 6 lớp\tGiấy khen\tĐông Yên
2\tThôn Đông Yên\t\tThôn dẫn đầu\tGiấy khen\tThôn Đông Yên
II\tCÁ NHÂN
1\tÔng Phạm Văn Khoa\tTrưởng thôn Đông Yên\tDạy 12 người\tBằng khen\tPhòng Văn hóa - Xã hội
2\tNGUYỄN THỊ THUỴ ƯỞNG\tNông dân, thôn Đông Yên\tDạy 12 người\tGiấy khen\tThôn Lạ
III\tHỘ GIA ĐÌNH
1\tNguyễn Hoàng Quốc Khánh\tThôn Đông Yên\tHiến đất\tHuân chương\tThôn Đông Yên
\tTổng cộng: 05
"""


@pytest.fixture
def books(context, cast):
    """The commune with a round, a person, a collective, a household and one more hamlet."""
    with rows.officer(cast):
        rows.places_rows()
        rows.subjects(3)
        hamlet = places_queries.hamlets(DAY)[0]
        rows.person(hamlet, "Lê Thị Hoà", 1990)
        made = rows.award_round()
        places.save_hamlet(None, "Xóm 5", None, date(2025, 7, 1))
        db.session.commit()
        yield made


def by(name: str = "Thôn Đông Yên") -> str:
    return next(one.key for one in queries.proposers(DAY) if one.name == name)


def read(award_round: AwardRound, text: str, **options: str):
    said = {"proposer": by(), "award": "GK_XA"} | options
    return preview(LIST, read_text(text, prose=True), award_round, said)


def judged(award_round: AwardRound, text: str, **options: str):
    return read(award_round, text, **options)[1]


def told(one) -> list[tuple[str, str, bool]]:
    return [(fault.field, fault.reason.code, fault.blocking) for fault in one.faults]


def saved(award_round: AwardRound, text: str, **options: str) -> list[Suggestion]:
    ready = [one for one in judged(award_round, text, **options) if one.ready]
    ids = LIST.save(ready, award_round, {"proposer": by(), "award": "GK_XA"} | options)
    return [db.session.get_one(Suggestion, row_id) for row_id in ids]


def test_a_message_is_cut_where_its_writer_meant(books):
    layout, found = read(books, MESSAGE)
    assert layout.guesses == ("full_name", "birth", "hamlet", "merit")
    assert [[one.line.cell(name) for name in ("full_name", "birth", "hamlet", "merit")] for one in found] == [
        ["Lê Thị Hoà", "1990", "Thôn Đông Yên", "Dạy 20 người, mở 3 lớp (2 buổi)"],
        ["Nguyễn Hoàng Quốc Khánh", "1975", "Thôn Đông Yên", "Cho mượn nhà mở lớp"],
        ["Tổ công nghệ số cộng đồng thôn Đông Yên", "", "", "Mở 6 lớp"],
        ["Vi Thị Lạ", "1988", "Thôn Phú Thọ", "Dạy 9 người – rất nhiệt tình"],
        ["Nguyễn Thị Thuỵ Ưởng", "1987", "", "dạy 20 cụ"],
        ["Hồ Văn Ba", "1970", "Đông Yên", "hiến 200 m2 đất, làm đường"],
    ]
    kinds = ["cá nhân", "hộ gia đình", "tập thể", "cá nhân", "cá nhân", "cá nhân"]
    assert [one.line.cell("subject_kind") for one in found] == kinds
    assert [one.state for one in found] == ["new"] * 6
    assert [one.record.meant is not None for one in found] == [True, True, True, False, True, False]
    assert told(found[3]) == [("hamlet", "hamlet-unknown", False), ("full_name", "suggested-unknown", False)]
    with_sections = judged(books, "Tập thể:\nTổ A – giỏi\nCá nhân\nLê Thị Hoà – 1990 – dạy")
    assert [one.line.cell("subject_kind") for one in with_sections] == ["tập thể", "cá nhân"]


def test_a_sheet_tells_kinds_by_its_sections_and_each_line_its_award_and_proposer(books):
    layout, (team, hamlet, khoa, stranger, household) = read(books, SHEET)
    assert layout.headings[-1] == "Mục"
    assert layout.skipped == {
        1: "title", 2: "title", 3: "heading", 4: "group", 7: "group", 10: "group", 12: "total",
    }  # fmt: skip
    assert [one.state for one in (team, hamlet, khoa, stranger, household)] == ["new", "new", "new", "wrong", "wrong"]
    assert (team.record.meant.kind, team.record.proposer, team.record.award) == ("collective", by(), "GK_XA")
    assert (hamlet.line.cell("full_name"), hamlet.line.cell("subject_kind")) == ("Thôn Đông Yên", "tập thể")
    assert (khoa.record.award, khoa.record.proposer) == ("BK_TINH", by("Phòng Văn hóa - Xã hội"))
    assert (khoa.values["gender"], khoa.values["given"], khoa.values["family"]) == ("Nam", "Khoa", "Phạm")
    assert told(stranger) == [("proposer", "suggested-by-unknown", True)]
    assert (household.line.cell("subject_kind"), told(household)) == (
        "hộ gia đình",
        [("award", "suggested-award-unknown", True)],
    )
    bare = judged(books, "Họ tên\tThành tích\nLê Thị Hoà\t\n", proposer="", award="")[0]
    assert {fault[1] for fault in told(bare)} == {
        "suggested-award-missing", "suggested-by-nobody", "suggested-merit-missing",
    }  # fmt: skip


def test_shapes_that_officials_send(books):
    def names(text: str) -> list[tuple[str, str, str, str]]:
        cells = ("full_name", "birth", "gender", "merit")
        return [tuple(one.line.cell(name) for name in cells) for one in judged(books, text)]

    zalo = "Kính gửi: UBND xã\nDanh sách đề nghị khen của Xóm 5:\n1/ Ông Nguyễn Văn Đức (1994) - dạy 30 cụ\nTrân trọng!"
    assert names(zalo) == [("Nguyễn Văn Đức", "1994", "Nam", "dạy 30 cụ")]
    two_lines = (
        "STT\tHọ và tên\tNgày, tháng, năm sinh\t\tTóm tắt thành tích\n\t\tNam\tNữ\t\n(1)\t(2)\t(3)\t(4)\t(5)\n"
        "Xóm 5 (02 người)\n01\tNGUYỄN VĂN ĐỨC\t15/3/72\t\tmở 3 lớp\n02\tH'Hen Niê\t\t29983\tTổng số 12 buổi\n"
        "TỔNG CỘNG: 02 người\nNgười lập biểu\tTM. UBND\nA Văn B\tC Văn D"
    )
    assert names(two_lines) == [
        ("Nguyễn Văn Đức", "15/03/1972", "Nam", "mở 3 lớp"),
        ("H'Hen Niê", "01/02/1982", "Nữ", "Tổng số 12 buổi"),
    ]
    parts = "Họ và đệm\tTên\tNăm sinh\tLý do khen\nNguyễn Văn\tĐức\t'1994\tdạy\n"
    assert names(parts) == [("Nguyễn Văn Đức", "1994", "", "dạy")]
    bare = judged(books, "I. TẬP THỂ\n1. Chi đoàn Xóm 5\nII. CÁ NHÂN\n1. Nguyễn Văn Đức", merit="Dạy")
    assert [(one.line.cell("full_name"), one.line.cell("subject_kind"), one.state.value) for one in bare] == [
        ("Chi đoàn Xóm 5", "tập thể", "new"),
        ("Nguyễn Văn Đức", "cá nhân", "new"),
    ]


def test_what_is_doubtful_is_asked_and_what_repeats_counts_once(books, cast):
    hamlet = places_queries.hamlets(DAY)[0]
    rows.person(hamlet, "Nguyễn Văn Đức", 1980)
    rows.person(hamlet, "Nguyễn Văn Đức", 1951)
    db.session.flush()
    head = "Họ và tên\tNăm sinh\tThôn\tThành tích\n"
    lines = (
        "NGUYỄN VĂN ĐỨC\t1980\tĐông Yên", "ông Nguyễn Văn Đức\t\t", "Lê Thị Hòa\t\t", "Lê Thị Hoa\t1990\t",
        "Lê Thị Hoà\t1991\tĐông Yên", "Nguyễn Văn Đức\t1/1/1980\tThôn Đông Yên", "Vi Lạ\t\t", "vi lạ\t\t",
    )  # fmt: skip
    found = judged(books, head + "".join(f"{line}\tdạy\n" for line in lines))
    assert [(one.state.value, len(one.twins)) for one in found] == [
        ("new", 1),  # name, year and hamlet agree
        ("doubtful", 2),
        ("new", 1),  # Hòa is Hoà, of the hamlet that proposes
        ("doubtful", 1),  # the dấu differ
        ("doubtful", 1),  # the same name in the same hamlet, born a year later
        ("same", 1),  # the first line once more
        ("new", 0),
        ("same", 0),
    ]
    assert told(found[5])[-1] == told(found[7])[-1] == ("full_name", "suggested-line-twice", False)
    closed = judged(books, f"{head}Lê Thị Hoà\t1990\t\tdạy\n", award="BK_TINH")
    books.subjects = ["collective"]
    assert closed[0].state == "new"
    assert told(judged(books, f"{head}Lê Thị Hoà\t1990\t\tdạy\n")[0])[0][1] == "suggested-kind-not-asked"


def test_saved_with_whom_they_name_new_or_kept_as_typed_and_then_the_same(books, cast):
    entered = saved(books, MESSAGE)
    assert [(queries.suggestion_kind(one), one.merit) for one in entered[2:4]] == [
        ("collective", "Mở 6 lớp"),
        ("", "Dạy 9 người – rất nhiệt tình"),
    ]
    assert [one.typed for one in entered if one.typed] == [
        "Vi Thị Lạ – 1988 – Thôn Phú Thọ",
        "Hồ Văn Ba – 1970 – Đông Yên",
    ]
    assert {one.received_on for one in entered} == {DAY}
    logged = audit.lines_about(books)[0]
    assert (logged.event, logged.keys) == ("suggestions-taken", {"count": 6, "proposer": "Thôn Đông Yên"})
    assert [one.state for one in judged(books, MESSAGE)] == ["same"] * 6
    other = MESSAGE.replace("Mở 6 lớp", "Mở 7 lớp")
    changed = judged(books, other)[2]
    assert (changed.state, dict(changed.twins[0].changes)) == ("change", {"merit": "Mở 6 lớp"})
    assert [one.merit for one in saved(books, other)] == ["Mở 7 lớp"]
    elsewhere = judged(books, MESSAGE, proposer=by("Phòng Văn hóa - Xã hội"))
    assert [fault.reason.detail for fault in elsewhere[0].faults] == ["Thôn Đông Yên"]
    with pytest.raises(Refused) as caught:
        saved(books, "Lê Thị Hoà – 1990 – dạy", proposer=by("Xóm 5"), received_on="24/12/2026")
    assert [one.code for one in caught.value.reasons] == ["suggested-received-later"]
    new = "Ông Đinh Văn Mới – 1999 – Đông Yên – dạy 3 người\nHộ bà Cao Thị Mới – Xóm 5 – hiến đất\n"
    new += "Tổ Mới – giỏi\nHộ ông Vô Gia Cư – giỏi"
    unit = by("Phòng Văn hóa - Xã hội")
    assert judged(books, new, adds="1", proposer=unit)[3].state == "wrong"  # a household without a hamlet
    made = saved(books, new, adds="1", proposer=unit)
    assert [queries.suggestion_kind(one) for one in made] == ["person", "household", "collective"]
    person = db.session.scalars(select(Person).where(Person.name == "Đinh Văn Mới")).one()
    assert (person.sex, person.birth_year, person.hamlet.name) == ("male", 1999, "Thôn Đông Yên")
    assert made[1].household.head.name == "Cao Thị Mới"


def test_the_exchange_file_comes_back_the_same_and_declined_ones_stay_out(books, cast):
    entered = saved(books, MESSAGE)
    actions.decline(books, [entered[0]], "Chưa đủ thời gian")
    told_rows = list(LIST.everything(books))
    assert [row["full_name"] for row in told_rows] == [
        "Nguyễn Hoàng Quốc Khánh", "Tổ công nghệ số cộng đồng thôn Đông Yên", "Vi Thị Lạ", "Nguyễn Thị Thuỵ Ưởng",
        "Hồ Văn Ba",
    ]  # fmt: skip
    names = ("full_name", "subject_kind", "birth", "hamlet", "merit", "award", "proposer")
    head = "Họ và tên\tĐối tượng\tNăm sinh\tThôn\tThành tích\tHình thức đề nghị\tĐơn vị đề nghị\n"
    text = head + "\n".join("\t".join(str(row.get(name) or "") for name in names) for row in told_rows)
    assert [one.state for one in judged(books, text, award="", proposer="")] == ["same"] * 5


def test_judging_costs_the_same_for_few_and_for_many(app, books):
    def statements(count: int) -> int:
        text = "\n".join(f"Lê Thị Hoà – {1900 + number} – dạy" for number in range(count))
        with counted(app) as found:
            judged(books, text)
        return len(found)

    statements(1)
    assert statements(2) == statements(60)


def test_through_the_pages_pasted_mended_saved_and_taken_back(app, cast, browser_of):
    with app.app_context(), rows.officer(cast):
        rows.places_rows()
        rows.subjects(3)
        round_id, key = rows.award_round().id, by()
        db.session.commit()
    officer = browser_of("officer")
    who = officer.get(f"/commendations/rounds/{round_id}/suggestions/new?proposer={key}").text
    start = f"/imports/nominees?about={round_id}"
    assert start.split("?")[0] in who
    answer = officer.post(start, data={"text": MESSAGE, "option_proposer": key, "option_award": "GK_XA"})
    assert answer.status_code == 303
    page = officer.get(answer.location).text
    assert "Không có trong sổ: giữ tên đã gõ để bổ sung sau." in page
    assert officer.post(f"{answer.location}/save").status_code == 303
    listed = officer.get(f"/commendations/rounds/{round_id}/suggestions").text
    assert "Dạy 20 người, mở 3 lớp (2 buổi)" in listed
    assert officer.post(f"{answer.location}/undo").status_code == 303
    with app.app_context(), rows.officer(cast):
        assert db.session.scalars(select(Suggestion)).all() == []
    assert browser_of("stranger").get(start).status_code == 404
    assert browser_of("clerk").get(start).status_code == 403
