"""Pages of training as each role sees them; bad input gets its message at its place and loses nothing."""

import re
from datetime import date, time

import html5lib
import pytest

from app.db import db
from app.training import actions, queries
from app.training.models import Course
from tests.cast import DAY, acting
from tests.papers.reading import flat
from tests.queries_counted import counted
from tests.training import rows
from tests.training.rows import get_urls, post_urls


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


def page(answer):
    return html5lib.parse(answer.text, namespaceHTMLElements=False)


def texts(answer, path):
    return [" ".join("".join(found.itertext()).split()) for found in page(answer).iterfind(path)]


def faults(answer):
    """The messages at fields and boxes, in the order of the page."""
    return texts(answer, ".//ul[@class='faults']/li")


def value_of(answer, name):
    found = page(answer).find(f".//input[@name='{name}']")
    if found is not None:
        return found.get("value", "")
    chosen = page(answer).find(f".//select[@name='{name}']/option[@selected]")
    return chosen.get("value") if chosen is not None else ""


def rows_of(app, cast, read, user="officer"):
    with app.app_context(), acting(cast.users[user]):
        return read()


def course_of(app, cast, *names):
    """These columns of the newest course."""
    return rows_of(app, cast, lambda: tuple(getattr(queries.courses()[0], name) for name in names))


def marks_of(app, cast, made):
    return rows_of(app, cast, lambda: queries.marks(made.course))


def course_fields(made, **changed):
    return {
        "plan": made.plan,
        "title": "Lớp mới",
        "topic": "Trí tuệ nhân tạo",
        "target_group": "T3",
        "hamlet": made.hamlet,
        "place": "Trụ sở xã",
        "instructor_name": "Lê Thị Khánh Huyền",
        "instructor": "",
        "trainer": "",
        "opens_on": "",
        "closes_on": "",
    } | changed


# ---- who may


FOR_TRAINERS = {"learners", "walk-in", "attendance", "completion", "marks", "column", "sheet", "sheet.pdf"}
FOR_TRAINERS |= {"sheets", "scans", "materials", "captions", "photos"}


def for_trainers(url):
    last = url.rsplit("/", 1)[1]
    return "/attendance/" in url or last in FOR_TRAINERS or last.isdecimal()


def test_the_stranger_finds_nothing(made, browser_of):
    stranger = browser_of("stranger")
    assert {stranger.get(url).status_code for url in get_urls(made)} == {404}
    assert {stranger.post(url).status_code for url in post_urls(made)} == {404}


def test_another_trainers_course_does_not_exist(app, cast, made, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        course = db.session.get(Course, made.course)
        course.instructors.remove(course.trainers[0])
    browser = browser_of("trainer")
    assert {browser.get(url).status_code for url in get_urls(made) if for_trainers(url)} == {404}
    assert {browser.post(url).status_code for url in post_urls(made) if for_trainers(url)} == {404}
    assert texts(browser.get("/training/"), ".//div[@class='empty-note']/p") == [
        "Chưa có lớp tập huấn nào được giao cho bạn."
    ]


def test_a_trainer_opens_own_course_but_does_not_change_it(made, trainer):
    opened = {url: trainer.get(url).status_code for url in get_urls(made)}
    assert opened == {url: 200 if for_trainers(url) or url.endswith("/results") else 403 for url in opened}
    refused = [url for url in post_urls(made) if not for_trainers(url)]
    assert {trainer.post(url).status_code for url in refused} == {403}
    assert texts(trainer.get("/training/"), ".//tbody//th/a") == ["Kỹ năng số cơ bản thôn 3"]


@pytest.mark.parametrize("name", ["council", "administrator", "reviewer"])
def test_roles_without_training_are_refused(made, browser_of, name):
    browser = browser_of(name)
    assert {browser.get(url).status_code for url in ["/training/", *get_urls(made)]} == {403}


@pytest.mark.parametrize("name", ["clerk", "leader"])
def test_readers_read_and_do_not_write(made, browser_of, name):
    browser = browser_of(name)
    assert browser.get(f"/training/{made.course}").status_code == 200
    answer = browser.get(f"/training/{made.course}/attendance")
    assert page(answer).findall(".//select") == []
    assert {browser.post(url).status_code for url in post_urls(made)} == {403}


def test_not_signed_in(made, client):
    assert {client.get(url).status_code for url in ["/training/", "/training/new", *get_urls(made)]} == {401}
    assert {client.post(url).status_code for url in post_urls(made)} == {401}


# ---- the list


def test_list_shows_people_and_turns_together(app, cast, made, officer):
    first, second = made.trainings
    with app.app_context(), acting(cast.users["officer"]):
        marks = {(first, made.learners[0]): "present", (second, made.learners[0]): "present"}
        actions.mark_attendance(queries.get(made.course), marks, DAY)
    answer = officer.get("/training/")
    assert texts(answer, ".//tbody//span[@class='figure']") == ["1 người · 2 lượt"]
    assert texts(answer, ".//tbody/tr/td[@class='num']") == ["3", "0"]


@pytest.mark.parametrize("path", ["{course}", "{course}/attendance", "trainings/{training}", "{course}/hamlet"])
def test_pages_of_a_course_send_as_many_statements_for_three_rows_as_for_one(app, cast, browser_of, path):
    with app.app_context():
        small = rows.made(cast, learners=1, trainings=1)
        large = rows.made(cast, learners=3, trainings=3, number="13/KH-UBND")
        with acting(cast.users["officer"]):
            for one in (small, large):
                some = {(training, learner): "late" for training in one.trainings for learner in one.learners}
                actions.mark_attendance(queries.get(one.course), some, DAY)
                for number in range(len(one.learners)):
                    rows.person(f"Người {number}", one.hamlet)
    browser = browser_of("officer")
    sent = []
    for one in (small, large):
        url = "/training/" + path.format(course=one.course, training=one.trainings[0])
        browser.get(url)
        with counted(app) as statements:
            assert browser.get(url).status_code == 200
        sent.append(len(statements))
    assert sent[0] == sent[1]


# ---- the course


def test_new_course_is_opened(app, cast, made, officer):
    assert value_of(officer.get("/training/new"), "plan") == str(made.plan)
    answer = officer.post("/training/new", data=course_fields(made, trainer=cast.users["trainer"]))
    assert answer.status_code == 303
    assert course_of(app, cast, "title", "topic", "hamlet_id") == ("Lớp mới", "Trí tuệ nhân tạo", made.hamlet)
    with app.app_context(), acting(cast.users["officer"]):
        newest = queries.courses()[0]
        assert [one.user_id for one in newest.trainers] == [cast.users["trainer"]]


def test_course_faults_are_told_all_at_once_and_nothing_is_lost(made, officer):
    posted = course_fields(made, title="x" * 201, topic="", instructor_name="", target_group="T9")
    answer = officer.post("/training/new", data=posted)
    assert answer.status_code == 422
    assert faults(answer) == [
        "Hãy chọn một mục trong danh sách.",
        "Chưa nhập chuyên đề.",
        "Dài quá 200 ký tự (đang có 201).",
        "Chưa nhập giảng viên: ghi tên, hoặc chọn người của xã ở ô bên cạnh.",
    ]
    assert value_of(answer, "title") == "x" * 201
    assert value_of(answer, "place") == "Trụ sở xã"


def test_course_takes_a_person_of_the_commune_as_instructor(app, cast, made, officer):
    posted = course_fields(made, instructor_name="", instructor="thuy uong")
    assert officer.post(f"/training/{made.course}/edit", data=posted).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        leads = [(one.person_id, one.name) for one in queries.get(made.course).leads]
    assert leads == [(made.people[1], "Nguyễn Thị Thuỵ Ưởng")]
    assert value_of(officer.get(f"/training/{made.course}/edit"), "instructor-id") == str(made.people[1])


@pytest.mark.parametrize("field", ["plan", "hamlet", "trainer", "instructor-id"])
def test_course_refuses_what_belongs_to_another_commune(app, cast, made, officer, field):
    with app.app_context():
        foreign = rows.made(cast, actor="stranger", trainer=None, number="13/KH-UBND")
    given = {
        "plan": foreign.plan,
        "hamlet": foreign.hamlet,
        "trainer": cast.users["stranger"],
        "instructor-id": foreign.people[0],
    }[field]
    extra = {"instructor": "Người ở nơi khác"} if field == "instructor-id" else {}
    answer = officer.post("/training/new", data=course_fields(made) | {field: given} | extra)
    assert answer.status_code == 422
    expected = "Không tìm thấy “Người ở nơi khác”." if extra else "Hãy chọn một mục trong danh sách."
    assert faults(answer) == [expected]


def test_course_cannot_leave_its_trainings_behind(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        later = rows.plan("99/KH-UBND")
        later.valid_from = date(2026, 8, 6)
        plan_id = later.id
    answer = officer.post(f"/training/{made.course}/edit", data=course_fields(made, plan=plan_id))
    assert answer.status_code == 422
    assert faults(answer) == ["Lớp đã có buổi nằm ngoài thời gian này: 05/08/2026."]


def test_course_page_says_why_not_completed(app, cast, made, officer):
    first, second = made.trainings
    with app.app_context(), acting(cast.users["officer"]):
        actions.mark_attendance(queries.get(made.course), {(first, made.learners[0]): "present"}, DAY)
    answer = officer.get(f"/training/{made.course}")
    assert "Chưa điểm danh 1 buổi: buổi 2 ngày 12/8. Chưa ghi kết quả." in texts(answer, ".//td/span[@class='soft']")
    rule = "0 / 3 học viên; điều kiện: dự từ 80 % số buổi và kết quả đạt chưa đối chiếu"
    assert texts(answer, ".//dd")[-1].startswith(rule)


# ---- trainings


def training_fields(**changed):
    return {"day": "20/08/2026", "starts": "19h30", "ends": "21:00", "place": "Nhà văn hóa"} | changed


def test_training_is_added(app, cast, made, officer):
    assert officer.post(f"/training/{made.course}/trainings", data=training_fields()).status_code == 303
    held = rows_of(app, cast, lambda: [(x.day, x.starts, x.ends) for x in queries.trainings(made.course)])
    assert held[-1] == (date(2026, 8, 20), time(19, 30), time(21))


@pytest.mark.parametrize(
    ("changed", "messages"),
    [
        ({"ends": "19h30"}, ["Giờ kết thúc phải sau giờ bắt đầu."]),
        (
            {"day": "01/01/2027"},
            ["Buổi học phải nằm trong thời gian của lớp, từ 01/01/2026 đến 31/12/2026."],
        ),
        ({"starts": "25:00"}, ["Giờ không đúng: hãy gõ như 19:30 hoặc 19h30."]),
        ({"day": "", "starts": ""}, ["Chưa nhập ngày.", "Chưa nhập từ giờ."]),
    ],
)
def test_training_faults_stand_at_their_field(made, officer, changed, messages):
    for url in (f"/training/{made.course}/trainings", f"/training/trainings/{made.trainings[0]}/edit"):
        answer = officer.post(url, data=training_fields(**changed))
        assert answer.status_code == 422
        assert faults(answer) == messages
        assert value_of(answer, "ends") == changed.get("ends", "21:00")


def test_training_on_a_day_that_is_none(made, officer):
    answer = officer.post(f"/training/{made.course}/trainings", data=training_fields(day="31/02/2026"))
    assert answer.status_code == 422
    assert len(faults(answer)) == 1
    assert value_of(answer, "day") == "31/02/2026"


def test_training_with_marks_is_not_removed(app, cast, made, officer):
    training = made.trainings[0]
    with app.app_context(), acting(cast.users["officer"]):
        actions.mark_attendance(queries.get(made.course), {(training, made.learners[0]): "absent"}, DAY)
    answer = officer.get(f"/training/trainings/{training}/edit")
    assert texts(answer, ".//div[@class='why-not']/ul/li") == ["Buổi này đã có điểm danh."]
    assert officer.post(f"/training/trainings/{training}/remove").status_code == 409
    assert officer.post(f"/training/trainings/{made.trainings[1]}/remove").status_code == 303


# ---- learners


def names_of(app, cast, made):
    return rows_of(app, cast, lambda: [one.person.name for one in queries.learners(made.course)])


def test_learner_by_three_letters(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        rows.person("Võ Thị Bông")
    url = f"/training/{made.course}/learners"
    assert officer.post(url, data={"person": "bon"}).status_code == 303
    assert names_of(app, cast, made) == ["Trần Văn An", "Võ Thị Bông", "Nguyễn Thị Thuỵ Ưởng", "Hoàng Đình Văn"]
    answer = officer.post(url, data={"person": "bon"})
    assert (answer.status_code, faults(answer)) == (422, ["Võ Thị Bông đã có trong danh sách lớp."])
    answer = officer.post(url, data={"person": "khong co"})
    assert (answer.status_code, faults(answer)) == (422, ["Không tìm thấy “khong co”."])


@pytest.mark.parametrize("where", ["{}", "trainings/{}"])
def test_people_of_the_hamlet_of_the_course_are_offered_first(app, cast, made, officer, where):
    with app.app_context(), acting(cast.users["officer"]):
        rows.person("Bùi Thị Bông")
        rows.person("Võ Thị Bông", made.hamlet)
    at = where.format(made.trainings[0] if "trainings" in where else made.course)
    answer = officer.post(f"/training/{at}/learners", data={"person": "bong"})
    assert answer.status_code == 422
    assert answer.text.index("Võ Thị Bông (1980, Thôn 12)") < answer.text.index("Bùi Thị Bông (1980)")


def test_walk_in_known_to_the_trainer_is_present_at_once(app, cast, made, trainer):
    with app.app_context(), acting(cast.users["officer"]):
        rows.person("Võ Thị Bông")
    training = made.trainings[0]
    assert trainer.post(f"/training/trainings/{training}/learners", data={"person": "bon"}).status_code == 303
    assert list(marks_of(app, cast, made).values()) == ["present"]


def test_walk_in_new_in_one_line_in_nfc(app, cast, made, trainer):
    training = made.trainings[0]
    posted = {"name": "Đo\u0302\u0303 Thi\u0323  La\u0300i", "birth_year": "1955", "hamlet": made.hamlet}
    assert trainer.post(f"/training/trainings/{training}/walk-in", data=posted).status_code == 303
    assert names_of(app, cast, made)[1] == "Đỗ Thị Lài"
    assert list(marks_of(app, cast, made).values()) == ["present"]


def test_walk_in_faults(made, trainer):
    url = f"/training/trainings/{made.trainings[0]}/walk-in"
    answer = trainer.post(url, data={"name": "", "birth_year": "55", "hamlet": ""})
    assert answer.status_code == 422
    assert faults(answer) == ["Chưa nhập họ và tên.", "Năm sinh gồm bốn chữ số, ví dụ 1980."]
    answer = trainer.post(url, data={"name": "Lê Văn Mới", "birth_year": "2027", "hamlet": ""})
    assert answer.status_code == 422
    assert value_of(answer, "name") == "Lê Văn Mới"


def test_walk_in_who_may_be_in_the_books_is_asked_about(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        person_id = rows.person("Võ Thị Bông", made.hamlet).id
    url = f"/training/{made.course}/walk-in"
    posted = {"name": "vo thi bong", "birth_year": "", "hamlet": made.hamlet}
    answer = officer.post(url, data=posted)
    assert answer.status_code == 422
    assert faults(answer) == ["Trong danh bạ đã có người cùng tên: có phải người này không?"]
    assert texts(answer, ".//ul[@class='choices']/li/label") == [
        "Đúng, là Võ Thị Bông (1980, Thôn 12)",
        "Không, đây là người khác",
    ]
    assert officer.post(url, data=posted | {"known": str(person_id)}).status_code == 303
    assert names_of(app, cast, made).count("Võ Thị Bông") == 1
    assert officer.post(url, data=posted | {"known": "new"}).status_code == 303
    assert names_of(app, cast, made).count("vo thi bong") == 1


def test_people_of_a_hamlet_are_ticked(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        ids = [rows.person(name, made.hamlet).id for name in ("Võ Thị Bông", "Võ Thị Cúc")]
    url = f"/training/{made.course}/hamlet"
    assert texts(officer.get(url), ".//ul[@class='choices']/li/label") == [
        "Võ Thị Bông (1980, Thôn 12)",
        "Võ Thị Cúc (1980, Thôn 12)",
    ]
    answer = officer.post(f"{url}?hamlet={made.hamlet}", data={})
    assert (answer.status_code, faults(answer)) == (422, ["Chưa chọn ai."])
    assert officer.post(f"{url}?hamlet={made.hamlet}", data={"people": ids[1]}).status_code == 303
    assert names_of(app, cast, made)[1:2] == ["Võ Thị Cúc"]
    answer = officer.post(f"{url}?hamlet={made.hamlet}", data={"people": 999999})
    assert answer.status_code == 422


def test_learner_is_removed_unless_marked(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        marks = {(made.trainings[0], made.learners[0]): "absent"}
        actions.mark_attendance(queries.get(made.course), marks, DAY)
    url = f"/training/{made.course}/learners"
    assert officer.post(f"{url}/{made.learners[0]}/remove").status_code == 409
    assert officer.post(f"{url}/{made.learners[1]}/remove").status_code == 303
    assert names_of(app, cast, made) == ["Trần Văn An", "Hoàng Đình Văn"]


def test_results_are_recorded_and_a_wrong_word_loses_nothing(app, cast, made, officer):
    one, two, _ = made.learners
    url = f"/training/{made.course}/results"
    way = rows_of(app, cast, lambda: f"skill-{queries.results.skills_of(made.course)[0].id}")
    posted = {f"result-{one}": "passed", f"{way}-{one}": "guided", f"result-{two}": "great", f"{way}-{two}": ""}
    answer = officer.post(url, data=posted)
    assert (answer.status_code, faults(answer)) == (422, ["Hãy chọn một mục trong danh sách."])
    assert (value_of(answer, f"result-{one}"), value_of(answer, f"{way}-{one}")) == ("passed", "guided")
    assert officer.post(url, data=posted | {f"result-{two}": "not-passed"}).status_code == 303
    stored = rows_of(app, cast, lambda: [(x.result, x.way) for x in queries.learners(made.course)])
    assert stored == [("passed", "guided"), ("not-passed", None), (None, None)]


# ---- the sheet


def test_sheet_is_a_draft_until_it_is_made_for_signing(app, cast, made, trainer, officer):
    url = f"/training/trainings/{made.trainings[0]}"
    draft = trainer.get(f"{url}/sheet.pdf")
    assert draft.mimetype == "application/pdf"
    assert "DỰ THẢO" in flat(draft.data)
    assert trainer.post(f"{url}/sheet").status_code == 303
    made_for_signing = trainer.get(f"{url}/sheet.pdf").data
    assert "DỰ THẢO" not in flat(made_for_signing)
    assert officer.get(f"{url}/sheet.pdf").data == made_for_signing
    code = re.search(r"mã <strong>(\w+)</strong>", officer.get(url).text).group(1)
    assert f"{code}-1" in flat(made_for_signing)
