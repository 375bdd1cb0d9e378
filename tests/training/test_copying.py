"""A class repeated in other hamlets in one step: shown line by line, made whole, taken back whole."""

from datetime import date, time

import pytest
from sqlalchemy import select

from app.db import db
from app.places import actions as places
from app.places.models import CalendarDay, Hamlet
from app.refusals import Refusal
from app.training import actions, queries
from app.training.models import Course
from app.training.queries import copying as reads
from app.training.rules import Part
from app.training.rules.planning import Slot
from tests.cast import acting
from tests.queries_counted import counted
from tests.training import rows
from tests.training.test_actions import lines, new_lines, refused
from tests.training.test_views import faults, texts, value_of

FIRST, DAY_AFTER = date(2026, 9, 1), date(2026, 9, 2)


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


def hamlets(*names):
    return [places.save_hamlet(None, name, None, date(2025, 7, 1)) for name in names]


def copy_of(hamlet, *days):
    slots = [Slot(day, time(19, 30), time(21), "Nhà văn hóa thôn 3") for day in days]
    return actions.Copy(hamlet, f"Lớp {hamlet.name}", f"Nhà văn hóa {hamlet.name}", slots)


def staff(course):
    return [(one.part, one.name) for one in course.instructors]


# ---- the action


def test_copies_take_over_all_but_hamlet_days_and_words(here, made):
    source = queries.get(made.course)
    before = len(lines())
    found = hamlets("Thôn 5", "Thôn 6")
    new = actions.copy_course(source, [copy_of(found[0], FIRST, date(2026, 9, 8)), copy_of(found[1], date(2026, 9, 3))])
    assert {(one.copied_from_id, one.copied_at, one.topic, one.target_group) for one in new} == {
        (source.id, new[0].copied_at, source.topic, "T3")
    }
    assert [[training.day.day for training in one.trainings] for one in new] == [[1, 8], [3]]
    assert [training.place for training in new[0].trainings] == ["Nhà văn hóa Thôn 5"] * 2
    assert staff(new[0]) == staff(source)
    assert [one.text for one in new[1].skills] == ["VNeID, định danh điện tử"]
    assert (new[0].opens_on, new[0].closes_on) == (source.opens_on, source.closes_on)
    assert [name for name, _ in new_lines(before)[2:]] == [
        "course-copied",
        "course-made-as-copy",
        "course-made-as-copy",
    ]
    assert queries.learners(new[0].id) == []


def test_a_training_held_elsewhere_stays_elsewhere(here, made):
    source, (five,) = queries.get(made.course), hamlets("Thôn 5")
    places_of_source = {FIRST: "Sân vận động thôn 12", DAY_AFTER: "Trụ sở xã"}
    slots = [Slot(day, time(8), time(10), place) for day, place in places_of_source.items()]
    new = actions.copy_course(source, [actions.Copy(five, "Lớp", "Nhà văn hóa thôn 5", slots)])[0]
    assert [training.place for training in new.trainings] == ["Sân vận động thôn 5", "Trụ sở xã"]


def test_one_training_outside_the_plan_and_none_is_made(here, made):
    source, found = queries.get(made.course), hamlets("Thôn 5", "Thôn 6")
    count = len(queries.courses())
    wrong = [copy_of(found[0], FIRST), copy_of(found[1], date(2027, 1, 2))]
    assert refused(lambda: actions.copy_course(source, wrong)) == [
        Refusal("meetings-outside-plan", detail="buổi 1 ngày 02/01/2027; kế hoạch từ 01/01/2026 đến 31/12/2026")
    ]
    assert refused(lambda: actions.copy_course(source, [])) == [Refusal("no-hamlet-chosen")]
    assert len(queries.courses()) == count


def test_the_hamlets_own_team_supports_and_the_account_stays(here, made):
    source, (five, six) = queries.get(made.course), hamlets("Thôn 5", "Thôn 6")
    actions.add_instructor(source, part=Part.SUPPORT, name="Người hỗ trợ thôn 12")
    members = [rows.person("Ngô Văn Bảy", five.id), rows.person("Đinh Thị Tám", five.id)]
    db.session.flush()
    rows.digital_team(five.id, [one.id for one in members[::-1]])
    new = actions.copy_course(source, [copy_of(five, FIRST), copy_of(six, FIRST)], actions.Options(own_team=True))
    account = [line for line in staff(source) if line[0] == "support"][0]
    assert staff(new[0]) == [
        ("lead", "Lê Thị Khánh Huyền"),
        account,
        ("support", "Đinh Thị Tám"),
        ("support", "Ngô Văn Bảy"),
    ]
    assert staff(new[1]) == staff(source)


def test_people_of_the_group_are_put_on_the_list_when_asked(here, made):
    source, (five,) = queries.get(made.course), hamlets("Thôn 5")
    mine = rows.person("Ngô Văn Bảy", five.id)
    other = rows.person("Đinh Thị Tám", five.id)
    other.target_group = "T2"
    db.session.flush()
    new = actions.copy_course(source, [copy_of(five, FIRST)], actions.Options(with_people=True))
    assert [one.person_id for one in queries.learners(new[0].id)] == [mine.id]
    assert actions.take_back(new).gone == 1


def test_untouched_copies_are_taken_back_and_the_others_named_with_why(here, made):
    source, found = queries.get(made.course), hamlets("Thôn 5", "Thôn 6", "Thôn 7")
    new = actions.copy_course(source, [copy_of(one, FIRST) for one in found])
    actions.add_learner(new[0], rows.person("Ngô Văn Bảy", found[0].id))
    db.session.flush()
    actions.seal_sheet(new[1].trainings[0])
    db.session.flush()
    result = actions.take_back(reads.together_with(new[2].id))
    assert (result.gone, [(one.id, reasons) for one, reasons in result.kept]) == (
        1,
        [(new[0].id, [Refusal("course-has-learners", detail="1")]), (new[1].id, [Refusal("course-has-papers")])],
    )
    assert [one.id for one in reads.together_with(new[0].id)] == [new[0].id, new[1].id]
    assert [(one.first_id, one.count) for one in reads.batches(source)] == [(new[0].id, 2)]


# ---- the pages


def url(made, what="copy"):
    return f"/training/{made.course}/{what}"


def ids_of(app, cast, *names):
    with app.app_context(), acting(cast.users["officer"]):
        return [one.id for one in hamlets(*names)]


def preview(made, found, **changed):
    return {"hamlets": [str(one) for one in found], "first_day": "01/09/2026", "shift": "7"} | changed


def posted(answer, found):
    """What the page would send: the choice and the boxes of every line."""
    boxes = {
        name: value_of(answer, name)
        for one in found
        for name in (f"line_{one}-title", f"line_{one}-place", f"line_{one}-days-0", f"line_{one}-days-1")
    }
    return preview(None, found) | boxes


def test_hamlets_are_chosen_first_and_the_faults_stand_at_their_field(app, cast, made, officer):
    ids_of(app, cast, "Thôn 5")
    assert officer.get(url(made)).status_code == 200
    answer = officer.get(url(made), query_string={"first_day": "", "shift": "-1"})
    assert answer.status_code == 422
    assert faults(answer) == [
        "Chưa chọn thôn, tổ dân phố nào.",
        "Chưa nhập ngày buổi đầu.",
        "Không được là số âm.",
    ]


def test_every_copy_is_shown_in_its_line_and_nothing_is_saved(app, cast, made, officer):
    found = ids_of(app, cast, "Thôn 5", "Thôn 6")
    with app.app_context(), acting(cast.users["officer"]):
        home = db.session.get(Hamlet, found[0]).owner_id
        db.session.add(
            CalendarDay(owner_id=home, day=date(2026, 9, 8), off=True, name="Hội làng", citation="", mark="D")
        )
        rows.held(queries.get(made.course), FIRST)
    answer = officer.get(url(made), query_string=preview(made, found))
    assert value_of(answer, f"line_{found[1]}-title") == "Kỹ năng số cơ bản thôn 3 - Thôn 6"
    days = [value_of(answer, f"line_{one}-days-{place}") for one in found for place in (0, 1, 2)]
    assert days == ["01/09/2026", "08/09/2026", "28/09/2026", "08/09/2026", "15/09/2026", "05/10/2026"]
    assert "Thứ Ba, nghỉ: Hội làng" in texts(answer, ".//span[@class='soft']")
    told = texts(answer, ".//ul[@class='plain-list clash-list']/li")
    assert told[0].startswith("Buổi 1: Trùng giờ với Kỹ năng số cơ bản thôn 3 (19:30–21:00): cùng người dạy")
    assert any(one.startswith("Buổi 2: Trùng giờ với buổi 1 ở Thôn 6 (19:30–21:00): cùng người dạy") for one in told)
    with app.app_context(), acting(cast.users["officer"]):
        assert len(queries.courses()) == 1


def test_copies_are_made_in_one_step_and_taken_back_in_one_step(app, cast, made, officer):
    found = ids_of(app, cast, "Thôn 5", "Thôn 6", "Thôn 7")
    sent = posted(officer.get(url(made), query_string=preview(made, found)), found)
    sent[f"line_{found[0]}-title"] = "Lớp đặt tên riêng"
    done = officer.post(url(made), data=sent)
    assert done.status_code == 303
    result = officer.get(done.headers["Location"])
    assert texts(result, ".//tbody//th/a") == [
        "Lớp đặt tên riêng",
        "Kỹ năng số cơ bản thôn 3 - Thôn 6",
        "Kỹ năng số cơ bản thôn 3 - Thôn 7",
    ]
    with app.app_context(), acting(cast.users["officer"]):
        new = list(db.session.scalars(select(Course).where(Course.copied_from_id == made.course).order_by(Course.id)))
        assert [one.trainings[0].day.day for one in new] == [1, 8, 15]
        first = new[0].id
        actions.add_learner(new[0], rows.person("Ngô Văn Bảy"))
    back = officer.post(f"/training/{first}/copies/undo")
    assert back.headers["Location"] == f"/training/{first}/copies"
    kept = officer.get(back.headers["Location"])
    assert "Đã hoàn tác 2 lớp. Giữ lại: “Lớp đặt tên riêng”." in kept.text
    assert texts(kept, ".//tbody//ul/li") == ["Lớp đã có 1 học viên."]


def test_faults_of_all_lines_are_told_at_their_cell_and_nothing_is_lost(app, cast, made, officer):
    found = ids_of(app, cast, "Thôn 5", "Thôn 6")
    sent = posted(officer.get(url(made), query_string=preview(made, found)), found)
    sent |= {
        f"line_{found[0]}-title": "",
        f"line_{found[0]}-days-1": "31/02/2026",
        f"line_{found[1]}-days-1": "5/1/2027",
    }
    answer = officer.post(url(made), data=sent)
    assert answer.status_code == 422
    told = faults(answer)
    assert (told[0], told[-1]) == (
        "Chưa nhập tên lớp, Thôn 5.",
        "Có buổi ngoài thời hạn thực hiện: buổi 2 ngày 05/01/2027; kế hoạch từ 01/01/2026 đến 31/12/2026.",
    )
    assert len(told) == 3
    sent |= {f"line_{found[0]}-title": "Lớp", f"line_{found[0]}-days-1": "1/10/2026"}
    assert texts(officer.post(url(made), data=sent), ".//h2")[0] == "Có 1 chỗ cần sửa, chưa lưu gì cả"
    assert value_of(answer, f"line_{found[0]}-days-1") == "31/02/2026"
    with app.app_context(), acting(cast.users["officer"]):
        assert len(queries.courses()) == 1


def test_days_of_a_line_are_counted_anew_from_its_first(app, cast, made, officer):
    found = ids_of(app, cast, "Thôn 5")
    sent = posted(officer.get(url(made), query_string=preview(made, found)), found)
    sent |= {f"line_{found[0]}-days-0": "2/10/2026", f"line_{found[0]}-place": "Sân đình", "step": "again"}
    answer = officer.post(url(made), data=sent)
    assert answer.status_code == 200
    names = (f"line_{found[0]}-days-0", f"line_{found[0]}-days-1", f"line_{found[0]}-place")
    assert [value_of(answer, name) for name in names] == ["02/10/2026", "09/10/2026", "Sân đình"]


def test_the_preview_costs_the_same_for_two_hamlets_and_for_ten(app, cast, made, officer):
    found = ids_of(app, cast, *(f"Thôn {place}" for place in range(20, 30)))

    def cost(some):
        with counted(app) as statements:
            answer = officer.get(url(made), query_string=preview(made, some, own_team="y", with_people="y"))
            assert answer.status_code == 200
        return len(statements)

    assert cost(found) == cost(found[:2])


def test_a_stranger_and_a_trainer_copy_nothing(app, cast, made, browser_of):
    assert browser_of("stranger").get(url(made)).status_code == 404
    assert browser_of("stranger").post(url(made, "copies/undo")).status_code == 404
    assert browser_of("trainer").get(url(made)).status_code == 403
    assert browser_of("trainer").post(url(made)).status_code == 403
