"""Results by content: the grid, the block, two at once, the least independent way, the figures and who is behind."""

from datetime import date

import pytest

from app import audit
from app.db import db
from app.training import actions, queries
from app.training.actions.results import ResultClash
from app.training.models import CourseSkill, Learner
from app.training.queries import results as found
from app.training.rules import Way
from app.training.rules.results import is_doubtful, lay_block, least, read_value
from tests.cast import acting
from tests.queries_counted import counted
from tests.training import rows

PERIOD = found.Asked(date(2026, 1, 1), date(2026, 12, 31))


def with_skills(cast, made: rows.Made, *texts: str, actor: str = "officer") -> list[str]:
    """Give a course these contents in place of its topic; their columns in the grid."""
    with acting(cast.users[actor]):
        course = queries.get(made.course)
        course.skills = [one for one in course.skills if one.code]
        for place, text in enumerate(texts, start=1):
            db.session.add(CourseSkill(course=course, position=place, code=f"1.{place}", text=text))
        db.session.flush()
        return [f"skill-{one.id}" for one in found.skills_of(made.course)]


@pytest.fixture
def made(app, cast) -> rows.Made:
    with app.app_context():
        return rows.made(cast)


@pytest.fixture
def columns(app, cast, made) -> list[str]:
    with app.app_context():
        return with_skills(cast, made, "Tìm kiếm, chọn lọc", "Đánh giá")


def ways(made) -> list[str | None]:
    return [db.session.get(Learner, one).way for one in made.learners]


# ---- rules


@pytest.mark.parametrize(
    ("column", "written", "value"),
    [
        ("skill-1", "1", "alone"),
        ("skill-1", "Tự làm được", "alone"),
        ("skill-1", "co\u0301 hướng dẫn", "guided"),
        ("way", "LÀM HỘ", "done-for"),
        ("skill-1", "0", None),
        ("result", "1", "passed"),
        ("result", "Đạt", "passed"),
        ("result", "chưa đạt", "not-passed"),
        ("result", "3", None),
    ],
)
def test_what_is_written_in_a_cell(column, written, value):
    assert read_value(column, written) == value


def test_the_least_independent_content_tells_the_way():
    assert least([Way.ALONE, Way.GUIDED]) == Way.GUIDED
    assert least([Way.DONE_FOR, Way.ALONE]) == Way.DONE_FOR
    assert least([]) is None


def test_passed_with_everything_done_for_is_doubtful_and_only_that():
    assert is_doubtful("passed", ["done-for", None, "done-for"])
    assert not is_doubtful("passed", ["done-for", "guided"])
    assert not is_doubtful("not-passed", ["done-for"])
    assert not is_doubtful("passed", [None])


LIST = [(1, "Trần Văn An"), (2, "Nguyễn Thị Thuỵ Ưởng")]
THREE = ["skill-7", "skill-8", "result"]


def test_a_block_is_laid_by_rows_with_its_names_and_headings_left_out():
    block = lay_block(
        "STT\tHọ tên\tTìm\tĐánh giá\tKQ\n1\tTran Van An\t1\t2\tđạt\n2\tNguyễn Thị Thuỵ Ưởng\t\tlàm hộ\tc\n", LIST, THREE
    )
    assert block.shown == {
        (1, "skill-7"): "alone",
        (1, "skill-8"): "guided",
        (1, "result"): "passed",
        (2, "skill-8"): "done-for",
        (2, "result"): "not-passed",
    }
    assert (block.faults, block.doubts) == ({}, ())


def test_a_block_of_runs_and_what_does_not_fit_is_told():
    block = lay_block("12\n3?\n", LIST, THREE)
    assert block.shown == {(1, "skill-7"): "alone", (1, "skill-8"): "guided"}
    assert block.faults == {(2, "skill-7"): "Không hiểu “3?”: chọn một mục trong danh sách."}
    shifted = lay_block("Lê Văn Khác\t1\t1\t1", LIST, THREE)
    assert shifted.doubts == (
        "Dòng ghi “Lê Văn Khác” nằm ở chỗ của Trần Văn An: hãy xem có lệch dòng không.",
        "Khối vừa dán có 1 dòng, danh sách lớp có 2 người: hãy xem có lệch dòng không.",
    )


# ---- the action


def test_the_way_of_a_learner_follows_the_contents(context, cast, made, columns):
    first, second = columns
    one, two, _ = made.learners
    with acting(cast.users["officer"]):
        course = queries.get(made.course)
        cells = {(one, first): "alone", (one, second): "guided", (one, "result"): "passed", (two, first): "done-for"}
        assert actions.record_cells(course, cells) == 2
        assert ways(made) == ["guided", "done-for", None]
        assert actions.record_cells(course, {(one, second): "alone", (two, first): None}) == 2
        assert ways(made) == ["alone", None, None]
        assert actions.record_cells(course, {(one, second): "alone"}) == 0
        assert audit.lines_about(course)[0].keys == {"count": 2}


def test_record_results_writes_every_content(context, cast, made, columns):
    with acting(cast.users["officer"]):
        actions.record_results(queries.get(made.course), {made.learners[0]: ("passed", "guided")})
        sheet = found.sheet(queries.get(made.course))
        assert [one.counts for one in sheet.lines] == [found.WayCounts(guided=1)] * 2
        assert sheet.ways_of(made.learners[0]) == ["guided", "guided"]


def test_two_at_once_are_told_and_nothing_is_overwritten(context, cast, made, columns):
    cell = (made.learners[0], columns[0])
    with acting(cast.users["officer"]):
        actions.record_cells(queries.get(made.course), {cell: "alone"})
        course, other = queries.get(made.course), (made.learners[1], "result")
        typed, seen = {cell: "done-for", other: "passed"}, {cell: None, other: None}
        with pytest.raises(ResultClash) as clash:
            actions.record_cells(course, typed, seen)
        assert clash.value.cells == {cell: "alone"}
        assert db.session.get(Learner, made.learners[1]).result is None


# ---- the figures


def test_a_person_counts_once_per_content_as_found_last(app, cast, made, columns):
    with app.app_context():
        later = rows.made(cast, number="15/KH-UBND", learners=0, trainings=3, title="Lớp sau")
        other = with_skills(cast, later, "Tìm kiếm, chọn lọc")
        with acting(cast.users["officer"]):
            an = db.session.get(Learner, made.learners[0]).person
            again = actions.add_learner(queries.get(later.course), an)
            db.session.flush()
            actions.record_cells(
                queries.get(made.course),
                {(made.learners[0], columns[0]): "done-for", (made.learners[1], columns[0]): "guided"},
            )
            actions.record_cells(queries.get(later.course), {(again.id, other[0]): "alone"})
            figures = found.figures(PERIOD)
            assert [(one.code, one.courses, one.people) for one in figures] == [
                ("1.1", 2, found.WayCounts(alone=1, guided=1))
            ]
            assert [one.name for one in found.behind(PERIOD, "1.1", "Tìm kiếm, chọn lọc", "alone")] == ["Trần Văn An"]
            early = found.Asked(date(2026, 1, 1), date(2026, 8, 15))
            assert found.figures(early)[0].people == found.WayCounts(guided=1, done_for=1)
            assert found.figures(found.Asked(date(2026, 9, 1), date(2026, 12, 31))) == []
            assert found.figures(found.Asked(PERIOD.first, PERIOD.last, plan_id=later.plan))[0].people.known == 1


def test_figures_cost_the_same_for_one_content_and_for_five(app, cast, browser_of, made):
    officer = browser_of("officer")
    sizes = []
    for texts in (["Một"], ["Hai", "Ba", "Bốn", "Năm"]):
        with app.app_context():
            for column in with_skills(cast, made, *texts):
                with acting(cast.users["officer"]):
                    actions.record_cells(queries.get(made.course), {(made.learners[0], column): "alone"})
        with counted(app) as statements:
            assert officer.get("/training/skills/figures").status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]


# ---- the pages


def test_grid_is_typed_filled_and_saved_with_its_totals(app, cast, browser_of, made, columns):
    officer, url = browser_of("officer"), f"/training/{made.course}/results"
    one, two, three = made.learners
    page = officer.get(url).text
    assert "1 tự làm được" in page
    assert "0 chưa đạt" in page
    typed = {
        f"{columns[0]}-{one}": "guided",
        f"{columns[0]}-{two}": "",
        f"{columns[0]}-{three}": "",
        f"result-{one}": "passed",
    }
    assert officer.post(url, data=typed | {f"fill-{columns[0]}": "alone"}).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert found.sheet(queries.get(made.course)).lines[0].counts == found.WayCounts(alone=2, guided=1)
    assert "1.1 Tìm kiếm, chọn lọc" in officer.get(f"/training/{made.course}").text
    assert officer.get("/training/skills/figures.xlsx").status_code == 200
    people = officer.get("/training/skills/figures/people?code=1.1&text=Tìm kiếm, chọn lọc&way=guided").text
    assert "Trần Văn An" in people
    assert "Hoàng Đình Văn" not in people


def test_a_block_is_shown_before_it_is_saved(app, cast, browser_of, made, columns):
    url = f"/training/{made.course}/results"
    answer = browser_of("officer").post(f"{url}/paste", data={"block": "1\t2\tđạt\n3\tchịu\tđạt\n"})
    assert answer.status_code == 422
    assert "Không hiểu “chịu”" in answer.text
    assert "Khối vừa dán có 2 dòng, danh sách lớp có 3 người" in answer.text
    with app.app_context(), acting(cast.users["officer"]):
        assert found.sheet(queries.get(made.course)).stored == {}
    good = browser_of("officer").post(f"{url}/paste", data={"block": "33\n-\n1"})
    assert good.status_code == 200
    assert "Chưa lưu" in good.text


def test_a_later_save_is_told_at_the_box_and_loses_nothing(app, cast, browser_of, made, columns):
    officer, url, one = browser_of("officer"), f"/training/{made.course}/results", made.learners[0]
    name = f"{columns[0]}-{one}"
    with app.app_context(), acting(cast.users["officer"]):
        actions.record_cells(queries.get(made.course), {(one, columns[0]): "alone"})
    typed = {name: "done-for", f"seen-{name}": ""}
    answer = officer.post(url, data=typed)
    assert answer.status_code == 422
    assert "Người khác vừa ghi “tự làm được”." in answer.text
    assert '<option value="done-for" selected>' in answer.text
    assert f'name="seen-{name}" value="alone"' in answer.text
    assert officer.post(url, data=typed | {f"seen-{name}": "alone"}).status_code == 303
    with app.app_context(), acting(cast.users["officer"]):
        assert found.sheet(queries.get(made.course)).stored == {(one, columns[0]): "done-for"}


def test_passed_with_everything_done_for_is_flagged_not_refused(browser_of, made, columns):
    officer, url, one = browser_of("officer"), f"/training/{made.course}/results", made.learners[0]
    typed = {f"{column}-{one}": "done-for" for column in columns} | {f"result-{one}": "passed"}
    assert officer.post(url, data=typed).status_code == 303
    assert officer.get(url).text.count("đạt, đều làm hộ: xem lại") == 1


def test_trainer_sees_own_results_and_writes_none(app, cast, browser_of, made):
    url = f"/training/{made.course}/results"
    assert browser_of("trainer").get(url).status_code == 200
    assert "Lưu kết quả" not in browser_of("trainer").get(url).text
    assert browser_of("trainer").post(url).status_code == 403
    assert browser_of("stranger").get(url).status_code == 404
    with app.app_context():
        foreign = rows.made(cast, trainer=None, number="19/KH-UBND")
    assert browser_of("trainer").get(f"/training/{foreign.course}/results").status_code == 404
    assert browser_of("trainer").get("/training/skills/figures").status_code == 403


def test_grid_costs_the_same_for_two_learners_and_for_five(app, cast, browser_of):
    officer, sizes = browser_of("officer"), []
    for count, number in ((2, "21/KH-UBND"), (5, "22/KH-UBND")):
        with app.app_context():
            made = rows.made(cast, learners=count, number=number)
            with_skills(cast, made, "Một", "Hai")
        with counted(app) as statements:
            assert officer.get(f"/training/{made.course}/results").status_code == 200
        sizes.append(len(statements))
    assert sizes[0] == sizes[1]
