"""A class opened with everything it needs: trainings in one go, contents, hamlets, who teaches; and its removal."""

from datetime import date, time

import pytest
from sqlalchemy import select

from app.db import db
from app.places import actions as places
from app.plans.models import Plan, Target
from app.refusals import Refusal
from app.training import actions, queries
from app.training.models import Course, Skill, SkillResult
from app.training.rules import Part
from app.training.rules.planning import Slot
from tests.cast import acting
from tests.queries_counted import counted
from tests.training import rows
from tests.training.test_actions import fields, lines, new_lines, refused
from tests.training.test_views import course_fields, faults, page, texts, value_of

CLOSES = date(2026, 12, 31)


@pytest.fixture
def made(app, cast):
    with app.app_context():
        return rows.made(cast)


@pytest.fixture
def here(app, cast, made):
    with app.app_context(), acting(cast.users["officer"]):
        yield


@pytest.fixture
def officer(made, browser_of):
    return browser_of("officer")


def skill(code, group=None):
    since = date(2026, 1, 1)
    new = Skill(code=code, text=f"Nội dung {code}", target_group=group, valid_from=since, mark="D", source="")
    db.session.add(new)
    db.session.flush()
    return new


def newest():
    return db.session.scalars(select(Course).order_by(Course.id.desc())).first()


def taught(course):
    return [(one.position, one.code, one.text) for one in course.skills]


def series(**changed):
    given = {"first_day": "01/12/2026", "starts": "19h30", "ends": "21:00", "count": "3", "every": "7"} | changed
    return {f"series-{name}": value for name, value in given.items()}


# ---- the action


def test_a_course_is_opened_with_its_trainings_and_one_line_in_the_log(here, made):
    before = len(lines())
    slots = [Slot(date(2026, 9, 1), time(19), time(21)), Slot(date(2026, 9, 8), time(19), time(21), "Nhà  sinh hoạt")]
    given = fields(made, title="", topic="Ky\u0303 năng số", place="", hamlet=hamlet("Thôn 5"), meetings=slots)
    course = actions.save_course(None, **given)
    db.session.flush()
    assert (course.title, course.skills[0].text) == ("Lớp Kỹ năng số - Thôn 5", "Kỹ năng số")
    assert [(one.day.day, one.place) for one in course.trainings] == [
        (1, "Nhà văn hóa thôn 5"),
        (8, "Nhà sinh hoạt"),
    ]
    assert new_lines(before)[-1] == ("course-saved", {"title": course.title})


def hamlet(name):
    return places.save_hamlet(None, name, None, date(2025, 7, 1))


def test_a_course_teaches_its_topic_when_no_content_is_chosen(here, made):
    course = queries.get(made.course)
    assert taught(course) == [(1, None, "VNeID, định danh điện tử")]
    actions.save_course(course, **fields(made, topic="Dịch vụ công"))
    assert taught(course) == [(1, None, "Dịch vụ công")]
    first, second = skill("1.1"), skill("1.2")
    actions.save_course(course, **fields(made, topic="Dịch vụ công", skills=[first, second]))
    assert taught(course) == [(1, "1.1", "Nội dung 1.1"), (2, "1.2", "Nội dung 1.2")]
    actions.save_course(course, **fields(made, skills=[course.skills[1]]))
    assert taught(course) == [(1, "1.2", "Nội dung 1.2")]
    actions.save_course(course, **fields(made, skills=[]))
    assert taught(course) == [(1, None, "Thanh toán không dùng tiền mặt")]


def test_a_content_with_results_is_not_thrown_away(here, made):
    course = queries.get(made.course)
    actions.save_course(course, **fields(made, skills=[skill("1.1"), skill("1.2")]))
    db.session.flush()
    used = course.skills[0]
    db.session.add(SkillResult(learner_id=made.learners[0], course_skill_id=used.id, way="alone"))
    db.session.flush()
    assert refused(lambda: actions.save_course(course, **fields(made, skills=[course.skills[1]]))) == [
        Refusal("skill-has-results", detail="Nội dung 1.1")
    ]
    assert [one.code for one in course.skills] == ["1.1", "1.2"]


def test_other_hamlets_leave_out_the_one_where_it_is_held(here, made):
    first, second = hamlet("Thôn 5"), hamlet("Thôn 6")
    course = actions.save_course(None, **fields(made, hamlet=first, hamlets=[first, second]))
    assert [one.hamlet_id for one in course.hamlets] == [second.id]
    actions.save_course(course, **fields(made, hamlet=second, hamlets=[first]))
    assert [one.hamlet_id for one in course.hamlets] == [first.id]


def test_several_trainings_are_added_or_none(here, made):
    course = queries.get(made.course)
    before = len(lines())
    actions.add_trainings(course, [Slot(date(2026, 9, day), time(8), time(10)) for day in (1, 8)])
    assert new_lines(before) == [("trainings-added", {"count": 2})]
    wrong = [Slot(rows.DAYS[0], time(19, 30), time(21)), Slot(date(2027, 1, 1), time(8), time(10))]
    assert [one.code for one in refused(lambda: actions.add_trainings(course, wrong))] == [
        "meetings-after-course",
        "meetings-held-already",
    ]
    assert len(queries.trainings(course.id)) == 4


def test_who_teaches_and_supports(here, made):
    course = queries.get(made.course)
    person = people_of(made)
    actions.add_instructor(course, part=Part.SUPPORT, person=person)
    actions.add_instructor(course, part=Part.LEAD, name="Đỗ  Văn Hùng")
    assert course.instructor_name == "Lê Thị Khánh Huyền, Đỗ Văn Hùng"
    assert [one.position for one in course.instructors] == [1, 2, 3, 4]
    assert refused(lambda: actions.add_instructor(course, part=Part.LEAD, person=person)) == [
        Refusal("already-teaching", detail=person.name)
    ]
    assert refused(lambda: actions.add_instructor(course, part=Part.LEAD)) == [Refusal("instructor-missing")]
    actions.remove_instructor(course.leads[0])
    assert refused(lambda: actions.remove_instructor(course.leads[0])) == [Refusal("course-needs-lead")]


def people_of(made):
    return queries.learners(made.course)[0].person


def test_a_course_where_something_happened_is_not_removed(here, made):
    course = queries.get(made.course)
    actions.mark_attendance(course, {(made.trainings[0], made.learners[0]): "present"}, date(2026, 8, 5))
    assert refused(lambda: actions.remove_course(course)) == [
        Refusal("course-has-learners", detail="3"),
        Refusal("course-has-marks"),
    ]


def test_an_empty_course_is_removed_with_its_trainings_and_its_copy_stays(here, made):
    empty = actions.save_course(None, **fields(made, meetings=[Slot(date(2026, 9, 1), time(8), time(10))]))
    db.session.flush()
    copy = actions.copy_course(empty, [actions.Copy(hamlet("Thôn 9"), "Lớp thôn 9", "Sân đình")])[0]
    before = len(lines())
    actions.remove_course(empty)
    assert new_lines(before) == [("course-removed", {"title": "Thanh toán không dùng tiền mặt"})]
    assert db.session.get(Course, empty.id) is None
    assert queries.get(copy.id).copied_from_id is None


# ---- the form


def target(made, group="T3"):
    new = Target(
        plan_id=made.plan, group=group, label="Người trưởng thành có kỹ năng số", year=2026, value=80,
        measure_unit="%", mark="D", source="",
    )  # fmt: skip
    db.session.add(new)
    db.session.flush()
    return new.id


def test_a_course_is_opened_in_one_form(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        target_id = target(made)
        other = hamlet("Thôn 7").id
        content, foreign = skill("1.1").id, skill("9.9", "T2").id
    opened = officer.get("/training/new")
    assert (value_of(opened, "closes_on"), value_of(opened, "series-count")) == ("31/12/2026", "1")
    posted = course_fields(made, title="", place="", hamlets=[str(other)], skills=[f"skill-{content}"]) | series()
    wrong = officer.post("/training/new", data=posted | {"skills": [f"skill-{foreign}"]})
    assert (wrong.status_code, faults(wrong)) == (422, ["Nội dung 9.9 dành cho nhóm đối tượng khác."])
    assert officer.post("/training/new", data=posted).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        course = newest()
        assert (course.title, course.place) == ("Lớp Trí tuệ nhân tạo - Thôn 12", "Nhà văn hóa thôn 12")
        assert [(one.day, one.starts) for one in course.trainings] == [
            (date(2026, 12, day), time(19, 30)) for day in (1, 8, 15)
        ]
        assert (course.opens_on, course.closes_on) == (date(2026, 12, 1), date(2026, 12, 15))
        assert (course.target_id, taught(course)) == (target_id, [(1, "1.1", "Nội dung 1.1")])
        assert [one.hamlet_id for one in course.hamlets] == [other]


def test_faults_of_fields_and_of_trainings_are_told_together_and_nothing_is_lost(made, officer):
    posted = course_fields(made, topic="", hamlet="", place="", closes_on="07/12/2026") | series(ends="18:00")
    answer = officer.post("/training/new", data=posted | {"series-weekdays": ["1", "3"]})
    assert answer.status_code == 422
    assert faults(answer) == [
        "Chưa nhập chuyên đề.",
        "Chưa nhập địa điểm.",
        "Giờ kết thúc phải sau giờ bắt đầu.",
        "Có buổi sau ngày kết thúc: buổi 3 ngày 08/12/2026; lớp từ 01/12/2026 đến 07/12/2026.",
    ]
    assert [value_of(answer, f"series-{name}") for name in ("first_day", "starts", "count")] == [
        "01/12/2026",
        "19h30",
        "3",
    ]
    assert ticked(answer) == ["Thứ Ba", "Thứ Năm"]


def ticked(answer):
    """The labels of the boxes that are ticked."""
    lines = [line for line in page(answer).iterfind(".//li") if line.find("input[@checked]") is not None]
    return ["".join(line.find("label").itertext()) for line in lines]


def test_half_a_series_is_asked_for_whole(made, officer):
    answer = officer.post("/training/new", data=course_fields(made) | series(first_day="32/12/2026", ends="", count=""))
    assert answer.status_code == 422
    assert faults(answer)[1:] == ["Chưa nhập giờ kết thúc.", "Chưa nhập số buổi."]
    assert value_of(answer, "series-first_day") == "32/12/2026"


def test_a_target_of_another_plan_is_refused(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        rows.plan("44/KH-UBND")
        target_id = target(made)
        other = db.session.scalars(select(Plan).where(Plan.reference_number == "44/KH-UBND")).one().id
    answer = officer.post("/training/new", data=course_fields(made, plan=other, target=target_id))
    assert faults(answer) == ["Chỉ tiêu này thuộc kế hoạch khác: chọn chỉ tiêu của kế hoạch đã chọn."]


def test_trainings_are_added_on_the_page_of_the_course(app, cast, made, officer):
    url = f"/training/{made.course}/trainings/series"
    assert faults(officer.post(url, data={"series-count": "1", "series-every": "7"})) == [
        "Chưa nhập ngày buổi đầu.",
        "Chưa nhập giờ bắt đầu.",
        "Chưa nhập giờ kết thúc.",
    ]
    wrong = officer.post(url, data=series(first_day="25/12/2026"))
    assert faults(wrong) == [
        "Có buổi sau ngày kết thúc: buổi 2 ngày 01/01/2027, buổi 3 ngày 08/01/2027; lớp từ 01/01/2026 đến 31/12/2026."
    ]
    assert officer.post(url, data=series()).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert len(queries.trainings(made.course)) == 5


def test_the_digital_team_of_the_hamlet_is_offered_first(app, cast, made, officer):
    with app.app_context(), acting(cast.users["officer"]):
        rows.digital_team(made.hamlet, made.people[:2])
    opened = officer.get(f"/training/{made.course}")
    offered = texts(opened, f".//form[@action='/training/{made.course}/instructors/team']//label")
    assert offered == ["Trần Văn An", "Nguyễn Thị Thuỵ Ưởng"]
    assert officer.post(f"/training/{made.course}/instructors/team", data={"member": made.people[1]}).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        supporters = [one for one in queries.get(made.course).instructors if one.part == Part.SUPPORT]
        assert (made.people[1], "Nguyễn Thị Thuỵ Ưởng") in [(one.person_id, one.name) for one in supporters]


def test_the_last_who_teaches_is_not_taken_off(app, cast, made, officer):
    url = f"/training/{made.course}/instructors"
    assert faults(officer.post(url, data={"staff-part": "lead"})) == [
        "Chưa chọn ai: ghi tên, chọn người của xã hoặc chọn tài khoản."
    ]
    answer = officer.post(f"{url}/{made.instructor}/remove")
    assert answer.status_code == 422
    assert "Lớp phải có ít nhất một giảng viên: thêm người khác trước." in answer.text
    assert officer.post(url, data={"staff-part": "lead", "staff-person": "thuy uong"}).status_code == 303
    assert officer.post(f"{url}/{made.instructor}/remove").status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert queries.get(made.course).instructor_name == "Nguyễn Thị Thuỵ Ưởng"


def test_a_course_with_learners_says_why_it_is_not_removed(app, cast, made, officer):
    assert "Lớp đã có 3 học viên." in officer.get(f"/training/{made.course}/edit").text
    answer = officer.post(f"/training/{made.course}/remove")
    assert (answer.status_code, "Lớp đã có 3 học viên." in answer.text) == (422, True)
    posted = course_fields(made) | series()
    officer.post("/training/new", data=posted)
    with app.app_context(), acting(cast.users["officer"]):
        empty = newest().id
    assert officer.post(f"/training/{empty}/remove").status_code == 303
    assert officer.get(f"/training/{empty}").status_code == 404


def test_the_form_costs_the_same_with_many_contents(app, cast, made, officer):
    def cost():
        with counted(app) as statements:
            assert officer.get(f"/training/{made.course}/edit").status_code == 200
        return len(statements)

    few = cost()
    with app.app_context(), acting(cast.users["officer"]):
        contents = [skill(f"2.{place}") for place in range(12)]
        course = queries.get(made.course)
        actions.save_course(course, **fields(made, skills=contents[:6], hamlets=[hamlet(f"Thôn {n}") for n in (4, 5)]))
        target(made)
    assert cost() <= few + 1
