"""Lists of classes and of people trained, and the rows from which anyone can add up every figure again."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from app.access import Can
from app.db import db
from app.desk import queries as desk
from app.jobs import Job
from app.people import actions as people
from app.plans.rules import About, Period
from app.training import actions, measures, queries
from app.training.models import Course
from app.training.queries import listing, months, trained
from app.training.queries import rows as read
from app.training.queries.listing import Wanted
from app.training.rules import Mark, Result, Way
from app.training.rules.counting import Kept
from app.training.rules.listing import Order, Stage
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.training import rows
from tests.training.test_views import page, texts
from tests.workbooks import read_xlsx

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1))
MARKS = "/training/attendance.xlsx"
RESULTS = "/training/results.xlsx"


@pytest.fixture
def made(app, cast):
    with app.app_context():
        return rows.made(cast)


@pytest.fixture
def officer(made, browser_of):
    return browser_of("officer")


def titles(answer):
    return texts(answer, ".//table[@class='list']//tbody//th/a")


def body(answer):
    """The rows of a workbook below its title and its heading, by the words of the heading."""
    found = read_xlsx(answer.data).rows
    heading = next(place for place, row in enumerate(found) if {"Họ và tên", "Tên lớp"} & set(row))
    return [dict(zip(found[heading], row, strict=True)) for row in found[heading + 1 :]]


def marked(made, marks):
    """Write marks given by place of training and learner."""
    cells = {(made.trainings[where], made.learners[who]): mark for (where, who), mark in marks.items()}
    actions.mark_attendance(queries.get(made.course), cells, DAY)


# ---- the list of classes


@pytest.fixture
def four(app, cast, made):
    """Of the classes: one over and unmarked, one going on, one ahead, one without a training."""
    with app.app_context():
        going = rows.made(cast, number="13/KH-UBND", title="Lớp đang học", trainings=1, trainer=None)
        ahead = rows.made(cast, number="14/KH-UBND", title="Lớp sắp mở", trainings=0)
        empty = rows.made(cast, number="15/KH-UBND", title="An toàn trên mạng", trainings=0, learners=0)
        with acting(cast.users["officer"]):
            for course_id, day in ((going.course, DAY), (ahead.course, DAY + timedelta(days=3))):
                rows.held(queries.get(course_id), day)
            marked(going, {(0, who): Mark.PRESENT for who in range(3)})
    return made, going, ahead, empty


def test_classes_by_stage_group_plan_instructor_and_days(cast, context, four):
    over, going, ahead, empty = (one.course for one in four)

    def found(**wanted):
        return [one.id for one in listing.classes(Wanted(**wanted), DAY)]

    with acting(cast.users["officer"]):
        assert found() == [empty, ahead, going, over]
        assert found(stage=Stage.OVER) == [over]
        assert found(stage=Stage.GOING_ON) == [going]
        assert found(stage=Stage.AHEAD) == [ahead]
        assert found(stage=Stage.EMPTY) == [empty]
        assert found(stage=Stage.UNMARKED) == [going, over]
        actions.mark_attendance(
            queries.get(going),
            {(one.id, who.id): Mark.ABSENT for one in queries.trainings(going) for who in queries.learners(going)},
            DAY,
        )
        assert found(stage=Stage.UNMARKED) == [over]
        assert found(typed="lop dang") == [going]
        assert found(typed="100%") == []
        assert found(plan_id=four[0].plan) == [over]
        assert found(hamlet_id=four[1].hamlet) == [going]
        assert found(hamlet_id=listing.WHOLE_COMMUNE) == []
        assert found(group="T1") == []
        assert found(instructor="Lê Thị Khánh Huyền") == [empty, ahead, going, over]
        assert found(instructor="Lê Thị") == []
        assert found(first=DAY + timedelta(days=1)) == [ahead]
        assert found(last=date(2026, 8, 5)) == [going, over]
        assert listing.instructors() == ["Hoàng Thị Én", "Lê Thị Khánh Huyền"]


def test_classes_in_every_order_page_by_page(cast, context, four):
    over, going, ahead, empty = (one.course for one in four)
    orders = {
        Order.NEWEST: [empty, ahead, going, over],
        Order.TITLE: [empty, over, going, ahead],
        Order.HAMLET: [over, going, ahead, empty],
        Order.FIRST_DAY: [over, going, ahead, empty],
    }
    with acting(cast.users["officer"]):
        for order, expected in orders.items():
            assert [one.id for one in listing.classes(Wanted(), DAY, order)] == expected
            walked, after = [], None
            while found := listing.classes(Wanted(), DAY, order, after, limit=1):
                after = found[0].id
                walked.append(after)
            assert walked == expected


def test_totals_count_a_person_once_over_all_classes(cast, context, made):
    with acting(cast.users["officer"]):
        other = rows.made(cast, number="13/KH-UBND", learners=1)
    with acting(cast.users["officer"]):
        again = actions.add_learner(queries.get(other.course), queries.learners(made.course)[0].person)
        db.session.flush()
        marked(made, {(0, 0): Mark.PRESENT, (1, 0): Mark.LATE, (0, 1): Mark.PRESENT, (1, 1): Mark.ABSENT})
        actions.mark_attendance(queries.get(other.course), {(other.trainings[0], again.id): Mark.PRESENT}, DAY)
        assert listing.totals(Wanted(), DAY) == listing.Totals(2, 4, 2, 4)
        assert listing.totals(Wanted(typed="khong co"), DAY) == listing.Totals(0, 0, 0, 0)
    with acting(cast.users["trainer"]):
        assert listing.totals(Wanted(), DAY).classes == 2


def test_the_page_of_classes_is_filtered_printed_and_written(four, officer, monkeypatch):
    assert titles(officer.get("/training/?q=an+toan")) == ["An toàn trên mạng"]
    assert titles(officer.get("/training/?state=ahead&sort=title")) == ["Lớp sắp mở"]
    assert len(titles(officer.get("/training/?hamlet=999999&sort=nothing&from=30/02/2026"))) == 4
    whole = officer.get("/training/?all=1&state=over")
    assert "Tình trạng: Đã xong." in texts(whole, ".//p[@class='only-print']")
    lines = body(officer.get("/training/list.xlsx?state=over"))
    assert [(line["Tên lớp"], line["Buổi cuối"], line["Số buổi"]) for line in lines] == [
        ("Kỹ năng số cơ bản thôn 3", "12/08/2026", "2")
    ]
    monkeypatch.setattr(queries, "PAGE", 3)
    following = page(officer.get("/training/?sort=title")).find(".//a[@rel='next']").get("href")
    assert titles(officer.get(following)) == ["Lớp sắp mở"]
    assert "Không có lớp nào khớp" in officer.get("/training/?q=khong+co").text


@pytest.mark.parametrize(
    "url", ["/training/", "/training/list.xlsx", "/training/people", "/training/people.xlsx", MARKS]
)
def test_as_many_statements_for_three_classes_as_for_one(app, cast, made, officer, url):
    def sent():
        officer.get(f"/training{url}")
        with counted(app) as statements:
            officer.get(f"/training{url}")
        return len(statements)

    with app.app_context(), acting(cast.users["officer"]):
        marked(made, {(0, 0): Mark.PRESENT})
    one = sent()
    with app.app_context():
        for number in ("13/KH-UBND", "14/KH-UBND"):
            other = rows.made(cast, number=number)
            with acting(cast.users["officer"]):
                marked(other, {(0, who): Mark.PRESENT for who in range(3)})
    assert sent() == one


# ---- the people trained


@pytest.fixture
def evening(app, cast, made):
    """Three people; the first came twice, the second once, the third never; the first passed."""
    with app.app_context(), acting(cast.users["officer"]):
        marked(made, {(0, 0): Mark.PRESENT, (1, 0): Mark.LATE, (0, 1): Mark.PRESENT, (0, 2): Mark.EXCUSED})
        actions.record_results(queries.get(made.course), {made.learners[0]: (Result.PASSED, Way.GUIDED)})
    return made


def test_everyone_once_with_classes_visits_and_results(cast, context, evening):
    with acting(cast.users["officer"]):
        found = trained.people(trained.Wanted(date(2026, 1, 1), date(2026, 12, 31)))
        assert [(one.name, one.classes, one.turns, one.passed, one.ways) for one in found] == [
            ("Trần Văn An", 1, 2, 1, {"guided": 1}),
            ("Nguyễn Thị Thuỵ Ưởng", 1, 1, 0, {}),
        ]
        assert (found[0].first, found[0].last) == rows.DAYS[:2]
        assert trained.totals(trained.Wanted()) == trained.Totals(2, 3, 1)
        assert [one.name for one in trained.people(trained.Wanted(), after=evening.people[0])] == [
            "Nguyễn Thị Thuỵ Ưởng"
        ]
        one_day = trained.Wanted(rows.DAYS[1], rows.DAYS[1])
        assert [(one.turns, one.passed) for one in trained.people(one_day)] == [(1, 1)]
        # a result belongs to the day of the last meeting
        assert [one.passed for one in trained.people(trained.Wanted(rows.DAYS[0], rows.DAYS[0]))] == [0, 0]
        for wanted, count in (
            (trained.Wanted(typed="uong thuy"), 1),
            (trained.Wanted(hamlet_id=evening.hamlet), 2),
            (trained.Wanted(hamlet_id=trained.NO_HAMLET), 0),
            (trained.Wanted(group="T3"), 2),
            (trained.Wanted(group=trained.NO_GROUP), 0),
            (trained.Wanted(course_id=evening.course), 2),
            (trained.Wanted(course_id=evening.course + 1), 0),
            (trained.Wanted(own=cast.users["clerk"]), 0),
        ):
            assert (len(trained.people(wanted)), trained.totals(wanted).people) == (count, count), wanted


def test_the_page_of_people_never_tells_visits_alone(evening, officer):
    answer = officer.get("/training/people")
    assert titles(answer) == ["Trần Văn An", "Nguyễn Thị Thuỵ Ưởng"]
    assert (
        texts(answer, ".//div[@class='list-tools']/span")[0] == "2 người, 3 lượt; 1 lượt là của người đã tính, ở 1 lớp."
    )
    assert titles(officer.get("/training/people?q=an&from=2026-08-12&to=2026-08-12")) == ["Trần Văn An"]
    assert "Không có ai dự" in officer.get("/training/people?from=01/01/2025&to=31/12/2025").text
    assert titles(officer.get("/training/people?all=1")) == ["Trần Văn An", "Nguyễn Thị Thuỵ Ưởng"]
    lines = body(officer.get("/training/people.xlsx"))
    assert [(line["Họ và tên"], line["Số lớp"], line["Số lượt"], line["Có hướng dẫn"]) for line in lines] == [
        ("Trần Văn An", "1", "2", "1"),
        ("Nguyễn Thị Thuỵ Ưởng", "1", "1", "0"),
    ]


def test_what_one_person_took_part_in(evening, officer):
    answer = officer.get(f"/training/people/{evening.people[0]}")
    assert texts(answer, ".//ul[@class='evenings']/li") == ["05/08/2026: có mặt", "12/08/2026: đến muộn"]
    assert "Dự 2/2 buổi; kết quả: đạt, có hướng dẫn." in texts(answer, ".//section/p")
    never = officer.get(f"/training/people/{evening.people[2]}")
    assert "Dự 0/2 buổi; chưa ghi kết quả." in texts(never, ".//section/p")
    with_link = officer.get(f"/people/{evening.people[0]}")
    assert page(with_link).find(f".//a[@href='/training/people/{evening.people[0]}']") is not None


def test_a_trainer_sees_only_people_of_own_classes(app, cast, evening, browser_of):
    with app.app_context():
        other = rows.made(cast, number="13/KH-UBND", trainer=None, learners=1)
        with acting(cast.users["officer"]):
            marked(other, {(0, 0): Mark.PRESENT})
    trainer = browser_of("trainer")
    assert titles(trainer.get("/training/people")) == ["Trần Văn An", "Nguyễn Thị Thuỵ Ưởng"]
    assert titles(trainer.get(f"/training/people?course={other.course}")) != titles(
        browser_of("officer").get(f"/training/people?course={other.course}")
    )
    assert len(body(trainer.get(MARKS))) == 4
    assert trainer.get(f"/training/people/{other.people[0]}").status_code == 404
    own = trainer.get(f"/training/people/{evening.people[0]}")
    assert "Chỉ gồm các lớp giao cho bạn." in texts(own, ".//div[@class='page-lead']")[0]
    assert "VNeID</dt>" not in own.text
    stranger = browser_of("stranger")
    assert stranger.get(f"/training/people/{evening.people[0]}").status_code == 404
    assert titles(stranger.get("/training/people")) == []


# ---- everything added up again from the rows


@pytest.fixture
def busy(app, cast):
    """Three classes in two hamlets; people of both, of none and without a group; some in two classes; two months."""
    with app.app_context():
        first = rows.made(cast, number="21/KH-UBND", learners=4, trainings=3)
        second = rows.made(cast, number="22/KH-UBND", learners=3, trainings=2, trainer=None)
        with acting(cast.users["officer"]):
            early = queries.get(second.course)
            rows.held(early, date(2026, 3, 4))
            shared = [one.person for one in queries.learners(first.course)[:2]]
            guests = [rows.person("Vi Văn Khách"), people.save_person(None, DAY, name="Lô Thị Vãng", birth_year=1990)]
            on_second = [actions.add_learner(early, one) for one in (*shared, *guests)]
            db.session.flush()
            kinds = (Mark.PRESENT, Mark.LATE, Mark.ABSENT, Mark.EXCUSED, Mark.PRESENT)
            for place, course_id in enumerate((first.course, second.course)):
                held = [one for one in queries.trainings(course_id) if one.day <= DAY]
                listed = queries.learners(course_id)
                marks = {
                    (training.id, one.id): kinds[(number * 3 + who + place) % len(kinds)]
                    for number, training in enumerate(held)
                    for who, one in enumerate(listed)
                    if (number + who) % 7
                }
                actions.mark_attendance(queries.get(course_id), marks, DAY)
            ways = (Way.ALONE, Way.GUIDED, Way.DONE_FOR)
            actions.record_results(
                queries.get(first.course), {one: (Result.PASSED, ways[n % 3]) for n, one in enumerate(first.learners)}
            )
            actions.record_results(
                early,
                {one.id: (Result.PASSED if n % 2 else Result.NOT_PASSED, None) for n, one in enumerate(on_second)},
            )
    return first, second


def added(lines, key, came=lambda line: line["Tính là đã dự"] == "có"):
    """People and visits of exported rows, by what stands in a column or in the month of the day."""
    heads, turns = defaultdict(set), defaultdict(int)
    for line in lines:
        if came(line):
            heads[key(line)].add(line["Mã người"])
            turns[key(line)] += 1
    return {name: (len(found), turns[name]) for name, found in heads.items()}


def month_of(line, column="Ngày"):
    return int(line[column][3:5])


def figure(about, period, measure=measures.people_trained):
    found = measure(about, period)
    return found.count, found.turns


def test_the_exported_rows_give_every_figure_again(app, cast, busy, browser_of):
    officer = browser_of("officer")
    lines = body(officer.get(f"{MARKS}?from=01/01/2026&to=31/12/2026"))
    by_hamlet = added(lines, lambda line: line["Thôn, tổ dân phố"])
    by_group = added(lines, lambda line: line["Nhóm"])
    by_month = added(lines, month_of)
    ((_all, whole),) = added(lines, lambda line: "").items()
    assert whole[0] < whole[1]
    with app.app_context(), acting(cast.users["officer"]):
        hamlets = {one.hamlet: f"Thôn {number}" for one, number in zip(busy, ("21", "22"), strict=True)}
        assert figure(About(), YEAR) == whole
        for hamlet_id, name in hamlets.items():
            assert figure(About(hamlet_id=hamlet_id), YEAR) == by_hamlet[name]
        assert figure(About(target_group="T3"), YEAR) == by_group["T3"]
        for month in range(1, 13):
            start = date(2026, month, 1)
            period = Period(start, (start + timedelta(days=31)).replace(day=1))
            assert figure(About(), period) == by_month.get(month, (0, 0))
        # the indicator page reads the counts kept by month: they say the same
        kept = months.by_hamlet(Kept.PEOPLE_TRAINED, 2026)
        assert {hamlets.get(key, ""): (one.people, one.turns) for key, one in kept.items()} == by_hamlet
        groups = months.by_group(Kept.PEOPLE_TRAINED, 2026)
        assert {key: (one.people, one.turns) for key, one in groups.items()} == by_group
        kept_months = months.by_month(Kept.PEOPLE_TRAINED, 2026)
        assert {one.month: (one.people, one.turns) for one in kept_months} == by_month
        assert trained.totals(trained.Wanted(date(2026, 1, 1), date(2026, 12, 31))).people == whole[0]


def test_the_exported_results_give_the_passed_again(app, cast, busy, browser_of):
    lines = body(browser_of("officer").get(f"{RESULTS}?from=01/01/2026&to=31/12/2026"))

    def passed(line):
        return line["Kết quả"] == "đạt"

    by_hamlet = added(lines, lambda line: line["Thôn, tổ dân phố"], passed)
    by_month = added(lines, lambda line: month_of(line, "Buổi cuối của lớp"), passed)
    with app.app_context(), acting(cast.users["officer"]):
        for made, number in zip(busy, ("21", "22"), strict=True):
            about = About(hamlet_id=made.hamlet)
            assert figure(about, YEAR, measures.people_passed) == by_hamlet.get(f"Thôn {number}", (0, 0))
        kept = months.by_month(Kept.PEOPLE_PASSED, 2026)
        assert {one.month: (one.people, one.turns) for one in kept} == by_month


def test_rows_are_read_in_pieces_and_none_is_lost(app, cast, busy, monkeypatch):
    with app.app_context(), acting(cast.users["officer"]):
        wanted = trained.visible(trained.Wanted())
        whole = list(read.marks(wanted)), list(read.results(wanted))
        monkeypatch.setattr(read, "PIECE", 2)
        assert (list(read.marks(wanted)), list(read.results(wanted))) == whole
        assert (len(whole[0]), len(whole[1])) == (read.mark_count(wanted), read.result_count(wanted))


def test_many_rows_are_written_by_a_job(app, cast, evening, browser_of, monkeypatch):
    officer, trainer = browser_of("officer"), browser_of("trainer")
    at_once = officer.get(f"{MARKS}?hamlet={evening.hamlet}")
    monkeypatch.setattr(read, "MOST", 3)
    offered = officer.get(f"{MARKS}?hamlet={evening.hamlet}")
    assert (offered.mimetype, texts(offered, ".//div[@class='panel']/p/strong")) == ("text/html", ["4"])
    started = officer.post(f"/training/exports/marks?hamlet={evening.hamlet}")
    job_id = int(started.location.rsplit("/", 1)[1])
    url = f"/training/exports/{job_id}.xlsx"
    assert page(officer.get(started.location)).find(f".//a[@href='{url}']") is not None
    assert officer.get(url).data == at_once.data
    assert {browser.get(url).status_code for browser in (trainer, browser_of("stranger"))} == {404}
    # what a trainer starts knows only their own classes, though a job acts without roles
    with app.app_context():
        other = rows.made(cast, number="13/KH-UBND", trainer=None, learners=1)
        with acting(cast.users["officer"]):
            marked(other, {(0, 0): Mark.PRESENT})
    own = trainer.post("/training/exports/marks")
    assert len(body(trainer.get(f"/training/exports/{own.location.rsplit('/', 1)[1]}.xlsx"))) == 4
    assert len(body(officer.get(f"/training/exports/{own.location.rsplit('/', 1)[1]}.xlsx"))) == 4
    with app.app_context(), acting(cast.users["officer"]):
        assert db.session.get(Job, job_id).done == 4


# ---- the home page


def todo_texts(verb_holder, day=DAY):
    return [one.text for one in desk.todos(frozenset({Can.ATTENDANCE_MARK}), day)]


def test_the_home_page_names_so_many_meetings_and_counts_the_rest(app, cast, made, monkeypatch):
    with app.app_context(), acting(cast.users["officer"]):
        for number in range(3):
            rows.held(queries.get(made.course), DAY + timedelta(days=number * 5))
        found = todo_texts("officer")
        assert found[:2] == [
            "Kỹ năng số cơ bản thôn 3: buổi ngày 05/08/2026 còn 3 người chưa điểm danh.",
            "Kỹ năng số cơ bản thôn 3: buổi ngày 12/08/2026 còn 3 người chưa điểm danh.",
        ]
        assert "Kỹ năng số cơ bản thôn 3: buổi ngày 25/08/2026 chưa lập phiếu điểm danh." in found
        assert not [one for one in found if "30/08/2026" in one]
        actions.seal_sheet(queries.trainings(made.course)[3])
        assert not [one for one in todo_texts("officer") if "25/08/2026" in one]
        monkeypatch.setattr(desk, "NAMED", 1)
        assert "Còn buổi khác chưa điểm danh đủ: xem danh sách lớp thiếu điểm danh." in todo_texts("officer")
    with app.app_context(), acting(cast.users["officer"]):
        course = db.session.get(Course, made.course)
        course.instructors.remove(course.trainers[0])
    with app.app_context(), acting(cast.users["trainer"]):
        assert todo_texts("trainer") == []
