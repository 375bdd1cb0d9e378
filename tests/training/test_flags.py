"""Doubts about the figures: each is seen, told politely, and silenced only until something changes about it."""

from datetime import date, time

import pytest
from sqlalchemy import select

from app.db import db
from app.papers import queries as papers
from app.people.rules import Birth
from app.training import actions, queries
from app.training.actions import flags as verbs
from app.training.models import Course, FlagNote, Learner
from app.training.queries import flags
from app.training.queries.flags import Wanted
from app.training.rules import Mark, Result, Way
from app.training.rules import flags as rules
from app.training.rules.flags import Flag, Meeting, Record, Sheet
from tests.cast import DAY, acting
from tests.queries_counted import counted
from tests.training import rows
from tests.training.test_views import texts
from tests.workbooks import read_xlsx

YEAR = Wanted(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def made(cast, context):
    return rows.made(cast)


def everyone(course_id, mark=Mark.PRESENT, trainings=None):
    """Mark everyone of a course at these trainings, or at all held by now."""
    course = queries.get(course_id)
    held = [one for one in queries.trainings(course_id) if one.day <= DAY and trainings in (None, one.id)]
    actions.mark_attendance(
        course, {(one.id, who.id): mark for one in held for who in queries.learners(course_id)}, DAY
    )


def seen(wanted=YEAR, today=DAY):
    """The open doubts, as flag and subject."""
    return [(one.flag, one.subject_id) for one in flags.found(wanted, today).opened]


def of(flag, wanted=YEAR, today=DAY):
    return [one for one in flags.found(wanted, today).opened if one.flag == flag]


# ---- rules, in plain Python


def meeting(number, day, **fields):
    return Meeting(number, 1, "Lớp", day, **({"learners": 12, "marks": 12, "came": 12, "sheet": None} | fields))


def told(one):
    return Record(str(one.training_id))


def judged(*meetings, today=DAY, working_days=lambda after, until: (until - after).days):
    return [(one.flag, one.count, one.total) for one in rules.of_meetings(meetings, today, working_days, told)]


def test_a_meeting_of_today_or_outside_the_period_is_not_asked_about():
    assert judged(meeting(1, DAY, marks=0), meeting(2, date(2026, 8, 1), asked=False)) == []


def test_marks_and_sheet_are_asked_for_apart():
    held = date(2026, 8, 5)
    assert judged(meeting(1, held, marks=10, came=3)) == [(Flag.MARKS_MISSING, 2, 12), (Flag.NO_SHEET, 10, 12)]
    assert judged(meeting(1, held, marks=0, came=0)) == [(Flag.MARKS_MISSING, 12, 12)]
    assert judged(meeting(1, held, sheet=Sheet(7, held, 17, scanned=True))) == []


@pytest.mark.parametrize(("waited", "flag"), [(10, []), (11, [(Flag.NO_SCAN, 11, 10)])])
def test_a_scan_is_asked_for_after_working_days_from_the_later_of_meeting_and_sheet(waited, flag):
    def working_days(after, until):
        assert (after, until) == (date(2026, 8, 10), DAY)
        return waited

    sheet = Sheet(7, date(2026, 8, 10), 17, scanned=False)
    assert judged(meeting(1, date(2026, 8, 5), sheet=sheet), working_days=working_days) == flag


def test_more_present_than_the_sheet_has_lines():
    held = date(2026, 8, 5)
    assert judged(meeting(1, held, sheet=Sheet(7, held, 11, scanned=True))) == [(Flag.ABOVE_SHEET, 12, 11)]
    assert judged(meeting(1, held, sheet=Sheet(7, held, 12, scanned=True))) == []


def test_always_full_only_where_it_is_rare():
    days = [date(2026, 8, day) for day in (1, 2, 3)]

    def full(*meetings):
        return [(one.subject_id, one.count, one.total) for one in rules.always_full(meetings, DAY, told)]

    assert full(*(meeting(number, day) for number, day in enumerate(days))) == [(1, 3, 12)]
    assert full(meeting(1, days[0])) == []
    assert full(*(meeting(n, day, learners=9, marks=9, came=9) for n, day in enumerate(days))) == []
    assert full(meeting(1, days[0]), meeting(2, days[1], came=11)) == []
    # what is to come, or has no marks yet, says nothing against it and nothing for it
    assert full(meeting(1, days[0]), meeting(2, date(2026, 9, 1), marks=0, came=0)) == []


def test_a_year_of_birth_speaks_only_when_both_are_known():
    assert rules.may_be_same(Birth(None, 1980), Birth(date(1980, 5, 2)))
    assert rules.may_be_same(Birth(), Birth(None, 1980))
    assert not rules.may_be_same(Birth(None, 1981), Birth(None, 1980))


# ---- what is found in the books


def test_marks_then_sheet_then_scan(cast, made):
    first, second = made.trainings
    with acting(cast.users["officer"]):
        assert seen() == [(Flag.MARKS_MISSING, second), (Flag.MARKS_MISSING, first)]
        everyone(made.course, trainings=first)
        assert seen() == [(Flag.MARKS_MISSING, second), (Flag.NO_SHEET, first)]
        paper = actions.seal_sheet(queries.training(first))
        assert seen() == [(Flag.MARKS_MISSING, second)]
        later = date(2026, 9, 4)  # ten working days after 20/08 without the two days of Quốc khánh
        assert of(Flag.NO_SCAN, today=later) == []
        (late,) = of(Flag.NO_SCAN, today=date(2026, 9, 8))
        assert (late.subject_id, late.seen, late.total) == (first, str(paper.id), 10)
        actions.file_sheet_scan(queries.training(first), [("phieu.pdf", papers.bytes_of(paper))])
        assert of(Flag.NO_SCAN, today=date(2026, 9, 8)) == []
        for number in range(paper.facts["blank_rows"]):
            actions.add_learner(queries.get(made.course), rows.person(f"Lô Văn Số {number}", made.hamlet))
        everyone(made.course, trainings=first)
        assert of(Flag.ABOVE_SHEET) == []
        actions.add_learner(queries.get(made.course), rows.person("Vi Thị Thêm", made.hamlet))
        everyone(made.course, trainings=first)
        assert [(one.subject_id, one.count - one.total) for one in of(Flag.ABOVE_SHEET)] == [(first, 1)]
        # of another hamlet, of days before, of another class: nothing
        assert seen(Wanted(date(2026, 1, 1), date(2026, 7, 31))) == []
        assert seen(Wanted(hamlet_id=made.hamlet + 1)) == []
        assert (Flag.MARKS_MISSING, second) in seen(Wanted(course_id=made.course))


def test_the_same_person_at_two_trainings_of_one_hour(cast, made):
    other = rows.made(cast, number="13/KH-UBND", learners=0, trainer=None)
    with acting(cast.users["officer"]):
        person_id = made.people[0]
        twin = actions.add_learner(
            queries.get(other.course), queries.learner_of(queries.get(made.course), made.learners[0]).person
        )
        db.session.flush()
        actions.mark_attendance(queries.get(made.course), {(made.trainings[0], made.learners[0]): Mark.PRESENT}, DAY)
        actions.mark_attendance(queries.get(other.course), {(other.trainings[0], twin.id): Mark.EXCUSED}, DAY)
        assert of(Flag.TWO_PLACES) == []
        actions.mark_attendance(queries.get(other.course), {(other.trainings[0], twin.id): Mark.LATE}, DAY)
        (found,) = of(Flag.TWO_PLACES)
        assert [dict(one.values) for one in found.records] == [
            {"person_id": person_id},
            {"training_id": made.trainings[0]},
            {"training_id": other.trainings[0]},
        ]
        assert of(Flag.TWO_PLACES, Wanted(course_id=other.course)) == [found]
        # begun in the minute in which the other ends: that can be done
        actions.save_training(
            queries.get(other.course),
            queries.training(other.trainings[0]),
            day=rows.DAYS[0],
            starts=time(21, 0),
            ends=time(22, 0),
        )
        assert of(Flag.TWO_PLACES) == []
        actions.save_training(
            queries.get(other.course),
            queries.training(other.trainings[0]),
            day=rows.DAYS[0],
            starts=time(20, 59),
            ends=time(22, 0),
        )
    with acting(cast.users["trainer"]):
        (found,) = of(Flag.TWO_PLACES)
        assert [one.endpoint for one in found.records] == ["training.person", "training.show_training", ""]
        assert found.records[2].label == "một lớp khác cùng giờ"


def test_results_of_people_who_never_came_and_passed_done_for(cast, made):
    one, two, three = made.learners
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        results = {
            one: (Result.PASSED, Way.DONE_FOR),
            two: (Result.NOT_PASSED, Way.GUIDED),
            three: (Result.PASSED, Way.ALONE),
        }
        actions.record_results(course, results)
        actions.mark_attendance(course, {(made.trainings[0], three): Mark.PRESENT}, DAY)
        (never,) = of(Flag.NEVER_CAME)
        assert (never.subject_id, never.count) == (made.course, 2)
        assert [dict(record.values) for record in never.records[1:]] == [
            {"person_id": made.people[0]},
            {"person_id": made.people[1]},
        ]
        assert [found.subject_id for found in of(Flag.PASSED_DONE_FOR)] == [one]
        actions.record_results(course, {one: (Result.PASSED, Way.GUIDED)})
        assert of(Flag.PASSED_DONE_FOR) == []


def test_one_person_twice_on_a_list_and_no_year_of_birth(cast, made):
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        assert of(Flag.TWICE_ON_LIST) == []
        assert of(Flag.NO_BIRTH_YEAR) == []
        double = actions.add_learner(course, rows.person("Trần Văn Án", made.hamlet))
        actions.add_learner(course, rows.person("Trần Văn An", made.hamlet, year=1975))
        unknown = actions.add_learner(course, rows.person("Vi Văn Không", made.hamlet, year=None))
        db.session.flush()
        assert [(one.subject_id, one.seen) for one in of(Flag.TWICE_ON_LIST)] == [(made.learners[0], str(double.id))]
        (found,) = of(Flag.NO_BIRTH_YEAR)
        assert (found.subject_id, found.records[0].endpoint) == (unknown.person_id, "people.edit")


def test_a_class_always_full(cast, context):
    made = rows.made(cast, learners=5)
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        for number in range(5):
            actions.add_learner(course, rows.person(f"Lô Văn Số {number}", made.hamlet))
        everyone(made.course)
        (found,) = of(Flag.ALWAYS_FULL)
        assert (found.subject_id, found.count, found.total, found.seen) == (made.course, 2, 10, "10/2")
        someone = db.session.scalars(select(Learner.id)).first()
        actions.mark_attendance(course, {(made.trainings[1], someone): Mark.EXCUSED}, DAY)
        assert of(Flag.ALWAYS_FULL) == []


def test_a_doubt_that_was_looked_at_stays_away_until_something_changes(cast, made):
    with acting(cast.users["officer"]):
        everyone(made.course, trainings=made.trainings[0])
        (missing,) = of(Flag.MARKS_MISSING)
        verbs.keep_flag(missing, "  Buổi này hoãn vì mưa lớn ")
        verbs.keep_flag(missing, "Buổi này hoãn vì mưa lớn")
        db.session.flush()
        assert [one.subject_table for one in db.session.scalars(select(FlagNote))] == ["training"]
        assert of(Flag.MARKS_MISSING) == []
        ((kept, note),) = flags.found(YEAR, DAY).kept
        assert (kept.key, note.reason, note.noted_by) == (missing.key, "Buổi này hoãn vì mưa lớn", "Nguyễn Thị An")
        actions.mark_attendance(queries.get(made.course), {(made.trainings[1], made.learners[0]): Mark.ABSENT}, DAY)
        assert [one.seen for one in of(Flag.MARKS_MISSING)] == ["2/3"]
        actions.mark_attendance(queries.get(made.course), {(made.trainings[1], made.learners[0]): None}, DAY)
        assert of(Flag.MARKS_MISSING) == []
        verbs.raise_flag_again(note)
        db.session.flush()
        assert [one.key for one in of(Flag.MARKS_MISSING)] == [missing.key]


def test_few_statements_however_many_classes(app, cast, made):
    def statements():
        with acting(cast.users["officer"]), counted(app) as sent:
            flags.found(YEAR, DAY)
        return len(sent)

    few = statements()
    for number in range(20, 24):
        rows.made(cast, number=f"{number}/KH-UBND", learners=5)
    assert statements() == few <= 12


# ---- the page


@pytest.fixture
def arranged(app, cast):
    with app.app_context():
        made = rows.made(cast)
        with acting(cast.users["officer"]):
            everyone(made.course, trainings=made.trainings[0])
        return made


def test_the_page_keeps_a_doubt_and_shows_it_again(arranged, browser_of):
    officer = browser_of("officer")
    page = officer.get("/training/checks")
    assert texts(page, ".//tbody/tr/th")[:2] == ["Buổi đã học còn thiếu điểm danh", "Có điểm danh nhưng chưa có phiếu"]
    assert "Còn 3 trong 3 học viên chưa có dấu." in texts(page, ".//div[@class='stacked']//tbody/tr/td")
    key = f"marks-missing:{arranged.trainings[1]}:3/3"
    empty = officer.post("/training/checks/keep", data={"key": key, "reason": " "})
    assert empty.status_code == 422
    assert texts(empty, ".//ul[@class='faults']/li") == ["Ghi vì sao giữ nguyên."]
    long = officer.post("/training/checks/keep", data={"key": key, "reason": "a" * 301})
    assert long.status_code == 422
    assert 'value="aaa' in long.text
    assert officer.post("/training/checks/keep", data={"key": key, "reason": "Hoãn vì mưa"}).status_code == 303
    assert key not in officer.get("/training/checks").text
    kept = officer.get("/training/checks?state=kept")
    assert "Hoãn vì mưa" in kept.text
    assert key in kept.text
    gone = officer.post("/training/checks/keep", data={"key": key, "reason": "Hai lần"})
    assert gone.status_code == 422
    assert "không còn nữa" in gone.text
    assert officer.post("/training/checks/raise?state=kept", data={"key": key}).status_code == 303
    assert key in officer.get("/training/checks").text


def test_the_page_is_filtered_printed_and_written(arranged, browser_of):
    officer = browser_of("officer")
    one = officer.get("/training/checks?flag=no-sheet")
    assert texts(one, ".//div[@class='stacked']//tbody/tr/th") == ["Có điểm danh nhưng chưa có phiếu"]
    assert texts(officer.get("/training/checks?from=01/01/2025&to=31/12/2025"), ".//div[@class='empty-note']/p") == [
        "Không có chỗ nào cần xem lại trong kỳ này."
    ]
    wrong = officer.get("/training/checks?from=31/02/2026&to=01/01/2026")
    assert wrong.status_code == 200
    assert len(texts(wrong, ".//ul[@class='faults']/li")) == 1
    assert officer.get("/training/checks?all=1").status_code == 200
    book = read_xlsx(officer.get("/training/checks.xlsx?flag=no-sheet").data)
    assert book.rows[1][0].endswith("Điểm cần xem: Có điểm danh nhưng chưa có phiếu")
    assert [row[0] for row in book.rows[3:]] == ["Có điểm danh nhưng chưa có phiếu"]


def test_the_course_page_tells_its_own_doubts(arranged, browser_of):
    page = browser_of("officer").get(f"/training/{arranged.course}")
    assert texts(page, ".//section[@id='checks']/ul/li/strong") == [
        "Buổi đã học còn thiếu điểm danh",
        "Có điểm danh nhưng chưa có phiếu",
    ]


def test_who_may(app, cast, arranged, browser_of):
    key = f"marks-missing:{arranged.trainings[1]}:3/3"
    posted = {"key": key, "reason": "Hoãn"}
    trainer = browser_of("trainer")
    seen_by_trainer = texts(trainer.get("/training/checks"), ".//div[@class='stacked']//tbody/tr/th")
    assert seen_by_trainer == ["Buổi đã học còn thiếu điểm danh", "Có điểm danh nhưng chưa có phiếu"]
    assert trainer.post("/training/checks/keep", data=posted).status_code == 403
    stranger = browser_of("stranger")
    assert texts(stranger.get("/training/checks"), ".//div[@class='empty-note']/p") == [
        "Không có chỗ nào cần xem lại trong kỳ này."
    ]
    assert stranger.post("/training/checks/keep", data=posted).status_code == 422
    assert browser_of("council").get("/training/checks").status_code == 403
    with app.app_context(), acting(cast.users["officer"]):
        course = db.session.get(Course, arranged.course)
        course.instructors.remove(course.trainers[0])
    assert texts(trainer.get("/training/checks"), ".//div[@class='empty-note']/p") == [
        "Không có chỗ nào cần xem lại trong kỳ này."
    ]
