"""A list pasted into a campaign: what its lines mean, mended in place, entered and made in one step."""

import html
import io
import re
from datetime import date

import pytest
from sqlalchemy import func, select

from app import jobs
from app.commitments import actions, queries
from app.commitments.actions import ListEntry, listing
from app.commitments.forms.listing import list_lines, packed, unpacked
from app.commitments.models import BulkAct
from app.commitments.rules import ListBooks, ListLine, in_order, judge_list
from app.db import db
from app.jobs import Job
from app.people.models import Collective, Household, Person
from app.people.rules import Books, Known
from app.places import queries as places
from app.reading import read_text
from app.sheets import Column, SheetFault, write_xlsx
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.people import rows as people
from tests.queries_counted import counted

HAMLETS = {7: "Thôn 2", 8: "Thôn 10"}


def books(*known: Known, **changes) -> ListBooks:
    people_books = Books(DAY, HAMLETS, known, households=changes.pop("households", False))
    return ListBooks(people_books, {3: ("Phòng Văn hóa - Xã hội", "VHXH")}, **changes)


def line(number: int = 1, choice: str = "", asked: str = "", **cells) -> ListLine:
    return ListLine(number, cells, choice, asked)


def codes(judged) -> list[str]:
    return [doubt.reason.code for doubt in judged.doubts]


def arranged(app, cast, *names, **kwargs):
    with app.app_context():
        return rows.made(cast, *names, **kwargs)


def url_of(made, page: str = "list") -> str:
    return f"/commitments/campaigns/{made.campaign}/{page}"


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the preview as it stands: hidden fields, boxes, chosen radios."""
    found: dict[str, str] = {}
    form = page[page.index("/list/save") : page.index("</form>", page.index("/list/save"))]
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r' name="([^"]*)"', tag)
        if name is None or ("radio" in tag and " checked" not in tag):
            continue
        found[name[1]] = html.unescape(re.search(r' value="([^"]*)"', tag)[1])
    return found


# ---- rules


def test_known_person_is_in_the_campaign_or_only_in_the_books():
    known = (Known(1, "Nguyễn Văn Đức", 1975, 7), Known(2, "Lê Thị An", 1980, 7))
    lines = [
        line(1, name="Nguyễn Văn Đức", born="1975", hamlet="Thôn 2"),
        line(2, name="Lê Thị An", born="1980", hamlet="2"),
        line(3, name="Vi Văn Mới", born="1990", hamlet="Thôn 10"),
    ]
    judged = judge_list("person", lines, books(*known, there={1}))
    assert [(one.standing, one.line.choice) for one in judged] == [("there", "1"), ("ours", "2"), ("new", "new")]


def test_several_of_the_same_name_stop_the_list_until_one_is_chosen():
    known = (Known(1, "Nguyễn Văn Đức", None, 7), Known(2, "Nguyễn Văn Đức", None, 7))
    (first,) = judge_list("person", [line(name="Nguyễn Văn Đức", hamlet="Thôn 2")], books(*known))
    assert (first.standing, first.asked) == ("stopped", "p1 p2")
    (again,) = judge_list(
        "person", [line(name="Nguyễn Văn Đức", hamlet="Thôn 2", choice="2", asked="p1 p2")], books(*known)
    )
    assert (again.standing, again.known_id) == ("ours", 2)


def test_only_one_of_the_name_in_the_hamlet_is_meant_even_without_a_year():
    known = (Known(1, "Nguyễn Văn Đức", 1975, 7), Known(2, "Lê Thị An", 1980, 7), Known(3, "Vi Văn Ông", 1960, 8))
    lines = [
        line(1, name="Nguyễn Văn Đức", hamlet="Thôn 2"),
        line(2, name="Lê Thị Ẩn", hamlet="Thôn 2"),
        line(3, name="Vi Văn Ông"),
    ]
    judged = judge_list("person", lines, books(*known))
    assert [(one.standing, codes(one)) for one in judged] == [
        ("ours", ["birth-missing", "assumed-same"]),
        ("stopped", ["birth-missing", "likely-double"]),
        ("stopped", ["birth-missing", "hamlet-missing", "likely-double"]),
    ]
    (other,) = judge_list("person", [line(1, "new", "p1", name="Nguyễn Văn Đức", hamlet="Thôn 2")], books(*known))
    assert other.standing == "new"


def test_unreadable_day_stops_someone_new_but_not_someone_known():
    known = Known(1, "Nguyễn Văn Đức", 1975, 7)
    given = [line(1, name="Vi Văn Mới", born="31/02/1990", hamlet="Thôn 2")]
    given.append(line(2, name="Nguyễn Văn Đức", born="32/1/1975", hamlet="Thôn 2", choice="1", asked="p1"))
    judged = judge_list("person", given, books(known))
    assert [(one.standing, codes(one)[0]) for one in judged] == [
        ("stopped", "birth-unreadable"),
        ("ours", "birth-unreadable"),
    ]


def test_missing_hamlet_is_told_and_stops_only_a_household():
    for households, standing in ((False, "new"), (True, "stopped")):
        kind = "household" if households else "person"
        (one,) = judge_list(kind, [line(name="Vi Văn Mới", born="1990")], books(households=households))
        assert (one.standing, codes(one)) == (standing, ["hamlet-missing"])


def test_member_of_a_household_is_told_whose_it_is():
    known = Known(1, "Lê Thị An", 1980, 7)
    given = [line(name="Lê Thị An", born="1980", hamlet="Thôn 2")]
    (one,) = judge_list("household", given, books(known, households=True, members={1: "Nguyễn Văn Đức"}))
    assert [(doubt.reason.code, doubt.reason.detail) for doubt in one.doubts] == [
        ("member-of-household", "Nguyễn Văn Đức")
    ]


@pytest.mark.parametrize(
    ("cells", "standing", "found"),
    [
        ({"post": "Văn thư", "unit": "phòng văn hóa - xã hội"}, "new", []),
        ({"post": "Văn thư", "unit": "vhxh"}, "new", []),
        ({"post": "", "unit": "VHXH"}, "stopped", ["post-missing"]),
        ({"post": "Văn thư", "unit": "Ban Quân sự"}, "stopped", ["unit-unknown"]),
        ({}, "stopped", ["post-missing", "unit-missing"]),
    ],
)
def test_new_official_needs_post_and_unit(cells, standing, found):
    (one,) = judge_list("official", [line(name="Lê Văn Cán", born="1990", **cells)], books())
    assert (one.standing, codes(one)) == (standing, found)


def test_known_official_needs_only_what_the_books_lack():
    known = Known(1, "Lê Văn Cán", 1990, None)
    given = [line(name="Lê Văn Cán", born="1990", choice="1", asked="p1")]
    (lacking,) = judge_list("official", given, books(known))
    (complete,) = judge_list("official", given, books(known, complete={1}))
    assert (lacking.standing, complete.standing) == ("stopped", "ours")


def test_collective_is_told_by_its_name_and_needs_a_representative():
    known = Known(1, "Trường THCS Vạn An", None, None)
    lines = [
        line(1, name="Trường THCS Vạn An", head="Hồ Thị Lý", post="Hiệu trưởng"),
        line(2, name="HỢP TÁC XÃ VẠN PHÚC", head="Lê Văn Cán", post=""),
        line(3, name="HỢP TÁC XÃ VẠN PHÚC", head="Lê Văn Cán", post="Giám đốc"),
    ]
    judged = judge_list("collective", lines, books(known, complete={1}))
    assert [(one.standing, one.line.cell("name"), codes(one)) for one in judged] == [
        ("ours", "Trường THCS Vạn An", []),
        ("stopped", "HỢP TÁC XÃ VẠN PHÚC", ["post-missing"]),
        ("stopped", "HỢP TÁC XÃ VẠN PHÚC", ["repeated-line"]),
    ]


def test_lines_that_stop_the_list_come_first():
    known = Known(1, "Lê Thị An", 1980, 7)
    lines = [
        line(1, name="Lê Thị An", born="1980", hamlet="Thôn 2"),
        line(2, name="Vi Văn Mới", born="1990", hamlet="Thôn 2"),
        line(3, name="Vi Văn Cũ", hamlet="Thôn 2"),
        line(4, name="Vi Văn Sai", born="tết", hamlet="Thôn 2"),
        line(5, name="Vi Văn Bỏ", born="tết", hamlet="Thôn 2", choice="skip"),
    ]
    judged = judge_list("person", lines, books(known))
    assert [one.line.number for _place, one in in_order(judged)] == [4, 3, 2, 1, 5]


# ---- the list as it is pasted


def test_columns_of_officials_without_headings_are_read_in_their_order():
    grid = read_text("1\tLê Văn Cán\t1990\tVăn thư\tVăn phòng\n2\tVi Thị Hoa\t1985\tKế toán\tPhòng Kinh tế")
    lines, unused = list_lines(grid, "official", HAMLETS)
    assert [one.cells for one in lines] == [
        {"name": "Lê Văn Cán", "born": "1990", "post": "Văn thư", "unit": "Văn phòng"},
        {"name": "Vi Thị Hoa", "born": "1985", "post": "Kế toán", "unit": "Phòng Kinh tế"},
    ]
    assert unused == []


def test_columns_of_collectives_by_their_headings():
    grid = read_text("Tên đơn vị\tThủ trưởng\tChức vụ\tGhi chú\nTrường THCS Vạn An\tHồ Thị Lý\tHiệu trưởng\tx")
    lines, unused = list_lines(grid, "collective", HAMLETS)
    assert [one.cells for one in lines] == [{"name": "Trường THCS Vạn An", "head": "Hồ Thị Lý", "post": "Hiệu trưởng"}]
    assert unused == ["Ghi chú"]


def test_list_is_packed_and_unpacked_whole():
    lines = [line(number, "new", "p1", name=f"Nguyễn Thị Ẳng {number}", born="1990") for number in range(5_000)]
    text = packed(lines, "person")
    assert len(text) < 200_000
    assert [(one.number, one.cell("name"), one.choice) for one in unpacked(text, "person")][-1] == (
        4999,
        "Nguyễn Thị Ẳng 4999",
        "new",
    )


@pytest.mark.parametrize("damaged", ["", "Ä", "AAAA", packed([line(name="A")], "person")[:-9]])
def test_damaged_list_is_refused(damaged):
    with pytest.raises(SheetFault):
        unpacked(damaged, "person")


def test_list_of_another_kind_is_refused():
    with pytest.raises(SheetFault):
        unpacked(packed([line(name="A")], "person"), "collective")


# ---- entered and made


def test_list_of_households_is_entered_and_made_in_one_act(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông")
    with app.app_context(), acting(cast.users["officer"]):
        place = places.hamlet(made.hamlets[0])
        people.household("Lê Thị An", place, birth_year=1980)
    text = "Họ và tên\tNăm sinh\tThôn\nVi Văn Ông\t1975\tThôn 2\nLê Thị An\t1980\tThôn 2\nBÙI VĂN MỚI\t1990\tThôn 2"
    officer = browser_of("officer")
    page = officer.post(url_of(made), data={"text": text})
    assert page.status_code == 200
    assert "Đọc được 3 dòng: 1 dòng mới, 1 đã có trong sổ, 1 đã có trong đợt" in words(page.text)
    answer = officer.post(url_of(made, "list/save"), data=fields_of(page.text), follow_redirects=True)
    assert "Đã ghi 1 dòng mới vào sổ. Đã lập 2 bản cam kết." in answer.text
    with app.app_context(), acting(cast.users["officer"]):
        names = [one.name for one in queries.lines(made.campaign)]
        assert sorted(names) == ["Bùi Văn Mới", "Lê Thị An", "Vi Văn Ông"]
        act = db.session.scalars(select(BulkAct).order_by(BulkAct.id.desc())).first()
        assert {entry["name"] for entry in act.touched} == {"Bùi Văn Mới", "Lê Thị An"}


def test_doubts_are_mended_in_place_over_the_pages_and_nothing_is_lost(app, cast, browser_of):
    made = arranged(app, cast, kind="person")
    lines = [f"Nguyễn Văn {number:03d}a\t{'31/02/1990' if number > 118 else 1990}\tThôn 2" for number in range(120)]
    text = "Họ và tên\tNgày sinh\tThôn\n" + "\n".join(lines)
    officer = browser_of("officer")
    page = officer.post(url_of(made), data={"text": text}).text
    assert "Đọc được 120 dòng: 1 dòng phải sửa hoặc chọn" in words(page)
    assert page.index("31/02/1990") < page.index("Nguyễn Văn 000a")
    refused = officer.post(url_of(made, "list/save"), data=fields_of(page))
    assert (refused.status_code, "Còn 1 dòng phải sửa hoặc đánh dấu “Bỏ qua”" in refused.text) == (422, True)
    sent = fields_of(refused.text)
    sent["born-119"] = "28/02/1990"
    second = officer.post(url_of(made, "list/check"), data=sent | {"page": "2"}).text
    assert "Nguyễn Văn 000a" not in second
    assert fields_of(second)["name-119"] == "Nguyễn Văn 119a"
    saved = officer.post(url_of(made, "list/save"), data=fields_of(second))
    assert saved.location == url_of(made, "printing")
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.totals() == {made.campaign: {"drafted": 120}}
        assert db.session.scalar(select(Person).where(Person.name == "Nguyễn Văn 119a")).born_on == date(1990, 2, 28)


def test_known_person_is_chosen_by_radio(app, cast, browser_of):
    made = arranged(app, cast, kind="person")
    with app.app_context(), acting(cast.users["officer"]):
        ids = [people.person("Nguyễn Văn Đức", hamlet_id=made.hamlets[0]).id for _ in range(2)]
    officer = browser_of("officer")
    page = officer.post(url_of(made), data={"text": "Nguyễn Văn Đức", "hamlet_id": made.hamlets[0]}).text
    assert re.findall(r'type="radio" name="choice-0" value="([^"]+)"', page) == ["new", *map(str, ids), "skip"]
    sent = fields_of(page) | {"choice-0": str(ids[1])}
    assert officer.post(url_of(made, "list/save"), data=sent).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.pledged(made.campaign) == {("person", ids[1])}


def test_file_is_read_like_a_paste(app, cast, browser_of):
    made = arranged(app, cast, kind="person")
    columns = [Column("Họ và tên"), Column("Năm sinh", "number"), Column("Thôn")]
    content = write_xlsx("Danh sách hộ", columns, [("Vi Văn Mới", 1990, "Thôn 2")])
    data = {"text": "", "file": (io.BytesIO(content), "danh-sach.xlsx")}
    page = browser_of("officer").post(url_of(made), data=data, content_type="multipart/form-data")
    assert "Đọc được 1 dòng: 1 dòng mới" in words(page.text)


def test_officials_and_collectives_are_entered(app, cast, browser_of):
    officer = browser_of("officer")
    officials = arranged(app, cast, "Nguyễn Thị Hoa", kind="official")
    text = "Họ và tên\tNăm sinh\tChức vụ\tĐơn vị\nLê Văn Cán\t1990\tVăn thư\tVHXH"
    page = officer.post(url_of(officials), data={"text": text}).text
    assert officer.post(url_of(officials, "list/save"), data=fields_of(page)).status_code == 303
    collectives = arranged(app, cast, kind="collective", places=("Thôn 9",), plan_id=officials.plan)
    text = "Tên tập thể\tNgười đại diện\tChức vụ\nTrường THCS Vạn An\tHồ Thị Lý\tHiệu trưởng"
    page = officer.post(url_of(collectives), data={"text": text}).text
    assert officer.post(url_of(collectives, "list/save"), data=fields_of(page)).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        official = db.session.scalars(select(Person).where(Person.name == "Lê Văn Cán")).one()
        assert (official.post, official.unit.abbreviation, official.birth_year) == ("Văn thư", "VHXH", 1990)
        school = db.session.scalars(select(Collective).where(Collective.name == "Trường THCS Vạn An")).one()
        assert (school.head_name, school.head_post) == ("Hồ Thị Lý", "Hiệu trưởng")
        assert ("collective", school.id) in queries.pledged(collectives.campaign)


def test_what_the_books_lack_of_known_ones_is_taken_over(context, cast):
    made = rows.made(cast, "Nguyễn Thị Hoa", kind="official")
    with acting(cast.users["officer"]):
        unit = places.units(DAY)[0]
        bare = people.person("Lê Văn Cán", birth_year=1990, post="Kế toán")
        entry = ListEntry("Lê Văn Cán", known_id=bare.id, post="Văn thư", unit_id=unit.id)
        actions.make_from_list(rows.campaign(made.campaign), [entry], DAY)
        assert (bare.post, bare.unit_id) == ("Kế toán", unit.id)
        assert ("person", bare.id) in queries.pledged(made.campaign)


def test_member_gets_the_commitment_of_the_household_and_only_one(context, cast):
    made = rows.made(cast)
    with acting(cast.users["officer"]):
        home = people.household("Nguyễn Văn Đức", places.hamlet(made.hamlets[0]))
        wife = people.person("Lê Thị An", hamlet_id=made.hamlets[0], household_id=home.id)
        alone = people.person("Vi Văn Một", hamlet_id=made.hamlets[0])
        entries = [ListEntry(one.name, known_id=one.id) for one in (home.head, wife, alone)]
        result = actions.make_from_list(rows.campaign(made.campaign), entries, DAY)
        assert (len(result.commitments), result.people) == (2, 0)
        assert home.head.name == "Nguyễn Văn Đức"
        assert queries.pledged(made.campaign) == {("household", home.id), ("household", alone.household_id)}
        assert db.session.scalar(select(func.count(Household.id))) == 2


def test_long_list_goes_through_a_job_and_enters_nobody_twice(app, context, cast, monkeypatch):
    """The worker dies in the third piece; the next worker takes the job up where it stood."""
    monkeypatch.setattr(listing, "LIST_AT_ONCE", 500)
    taken = []
    monkeypatch.setitem(app.extensions, "run_job", taken.append)
    made = rows.made(cast)
    entries = [
        ListEntry(f"Vi Văn {number:04d}", born_on=date(1990, 2, 28), hamlet_id=made.hamlets[0]) for number in range(600)
    ]
    with acting(cast.users["officer"]):
        job_id = actions.make_from_list(rows.campaign(made.campaign), entries, DAY).job_id
    whole, pieces = actions.make_list_piece, []

    def dying(*args):
        pieces.append(len(args[1]))
        if len(pieces) == 3:
            whole(*args)
            raise SystemExit
        return whole(*args)

    monkeypatch.setattr(actions, "make_list_piece", dying)
    with pytest.raises(SystemExit):
        jobs._run(app, job_id)
    jobs._run(app, job_id)
    with acting(cast.users["officer"]):
        assert db.session.get(Job, job_id).state == "done"
        assert (queries.totals()[made.campaign], pieces) == ({"drafted": 600}, [250, 250, 100, 100])
        assert db.session.scalar(select(func.count(Person.id))) == 600
        assert db.session.scalars(select(Person)).first().born_on == date(1990, 2, 28)
        assert db.session.scalars(select(BulkAct)).one().count == 600


# ---- bad input


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": ""}, "Chưa có dòng nào: hãy dán danh sách hoặc chọn tệp."),
        ({"text": "\n".join(f"Vi Văn {number}" for number in range(5_001))}, "Danh sách dài quá 5000 dòng."),
    ],
)
def test_list_that_cannot_be_read_is_told_and_kept(app, cast, browser_of, data, message):
    made = arranged(app, cast, kind="person")
    answer = browser_of("officer").post(url_of(made), data=data)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert data["text"][-12:] in answer.text


def test_damaged_preview_is_told(app, cast, browser_of):
    made = arranged(app, cast, kind="person")
    for page in ("list/check", "list/save"):
        answer = browser_of("officer").post(url_of(made, page), data={"kept": "x"})
        assert (answer.status_code, "Hãy dán lại từ đầu." in answer.text) == (422, True)


def test_list_of_people_who_are_all_there_makes_nothing(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức", kind="person")
    officer = browser_of("officer")
    page = officer.post(url_of(made), data={"text": "Nguyễn Văn Đức\t09/08/1987\tThôn 2"}).text
    answer = officer.post(url_of(made, "list/save"), data=fields_of(page))
    assert (answer.status_code, "Không có bản nào để lập" in answer.text) == (422, True)


def test_three_thousand_lines_go_through_the_form(app, cast, browser_of):
    made = arranged(app, cast, kind="person")
    text = "Họ và tên\tNgày sinh\tThôn\tĐiện thoại\n" + "\n".join(
        f"Nguyễn Thị Phương {number:05d}ẳ\t05/02/1980\tThôn 2\t0912345678" for number in range(3_000)
    )
    officer = browser_of("officer")
    page = officer.post(url_of(made), data={"text": text})
    assert (page.status_code, len(page.data) < 600_000) == (200, True)
    answer = officer.post(url_of(made, "list/save"), data=fields_of(page.text))
    assert re.fullmatch(r"/jobs/\d+", answer.location)
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.totals() == {made.campaign: {"drafted": 3_000}}


def test_preview_of_three_hundred_lines_takes_as_many_statements_as_of_three(app, cast, browser_of):
    made = arranged(app, cast, kind="person")
    officer, sizes = browser_of("officer"), []
    for number in (3, 300):
        text = "\n".join(f"Vi Văn {at:03d}ă\t1990\tThôn 2" for at in range(number))
        officer.post(url_of(made), data={"text": text})
        with counted(app) as statements:
            assert officer.post(url_of(made), data={"text": text}).status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]
