"""Attendance: the grid, the roll of one training, blocks that are pasted, two people at once, saving cell by cell."""

import re
from datetime import UTC, date, datetime

import html5lib
import pytest

from app import clock
from app.db import db
from app.training import actions, queries
from app.training.actions import Entered
from app.training.models import Course
from app.training.queries import rolls
from app.training.rules import Mark
from app.training.rules.rolls import in_order_of_sheet, lay, read_block, read_changes, read_seen, seen_text
from tests.cast import DAY, acting
from tests.papers.reading import flat
from tests.queries_counted import counted
from tests.training import rows

NAMES = ["Trần Văn An", "Lê Thị Bình", "Lê Thị Bình", "Hồ Chi"]


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


def notes(answer):
    return texts(answer, ".//div[@class='alert alert-warning']//p")


def box(answer, training, learner):
    """What a box of the grid, or the keys of one person, show."""
    name = f"m{training}-{learner}"
    found = page(answer).findall(f".//input[@name='{name}']")
    if len(found) == 1:
        return found[0].get("value", "")
    return next(one.get("value") for one in found if one.get("checked") is not None)


def stored(app, cast, made):
    with app.app_context(), acting(cast.users["officer"]):
        return queries.marks(made.course)


def seen_on(answer):
    return page(answer).find(".//input[@name='seen']").get("value")


def boxes(marks):
    return {f"m{training}-{learner}": key for (training, learner), key in marks.items()}


def ahead(app, cast, made):
    with app.app_context(), acting(cast.users["officer"]):
        training = rows.held(queries.get(made.course), date(2026, 9, 1))
        db.session.flush()
        return training.id


# ---- how officials write


@pytest.mark.parametrize(
    ("block", "marks"),
    [
        ("x\nvắng\n1\n0", {(0, 0): "x", (1, 0): "v", (2, 0): "x", (3, 0): "v"}),
        ("xvmp", {(0, 0): "x", (1, 0): "v", (2, 0): "m", (3, 0): "p"}),
        ("Buổi 1\tBuổi 2\nx\tv\n\tCó mặt\nm\t\np\tphép", {(0, 0): "x", (0, 1): "v", (1, 1): "x", (2, 0): "m",
            (3, 0): "p", (3, 1): "p"}),
        ("1\tx\n2\tv\n3\tx\n4\tx", {(0, 0): "x", (1, 0): "v", (2, 0): "x", (3, 0): "x"}),
        ("STT\tHọ và tên\tNăm sinh\t1\t2\n1\thồ chi\t1980\tx\tv\n2\tTRẦN VĂN AN\t1975\tm\t\n", {(3, 0): "x",
            (3, 1): "v", (0, 0): "m"}),
    ],
)  # fmt: skip
def test_a_block_is_laid_by_rows_or_by_names(block, marks):
    laid = lay(read_block(block), NAMES)
    assert {spot: rows_key(mark) for spot, mark in laid.marks.items()} == marks
    assert (laid.unread, laid.doubles, laid.strangers) == ({}, set(), [])


def rows_key(mark):
    return {"present": "x", "absent": "v", "excused": "p", "late": "m"}[mark]


def test_names_in_doubt_are_named_and_not_guessed():
    laid = lay(read_block("Lê Thị Bình\tx\nVõ Lạ\tx\nHồ Chi\tchắc có\nTrần Văn An\tv"), NAMES)
    assert laid.marks == {(0, 0): Mark.ABSENT}
    assert (laid.doubles, laid.strangers, laid.unread) == ({1, 2}, ["Võ Lạ"], {(3, 0): "chắc có"})


def test_what_was_seen_is_one_short_text():
    marks = {(5, 17): Mark.PRESENT, (6, 18): Mark.LATE}
    said = seen_text([5, 6], [17, 18], marks)
    assert said == "17,18;5=x-;6=-m"
    assert read_seen(said) == marks
    assert read_seen("nonsense;7=x") == {}


def test_changes_are_read_and_anything_else_is_not():
    marks, seen = read_changes("5-17:-x 5-18:m- 5-19:xq 5:x <b>")
    assert marks == {(5, 17): Mark.PRESENT, (5, 18): None}
    assert seen == {(5, 17): None, (5, 18): Mark.LATE}


def test_ordinals_are_those_of_the_printed_sheet():
    printed = [("An", "Thôn 1"), ("Bình", "Thôn 1"), ("Bình", "Thôn 1"), ("Cúc", "")]
    listed = [("An", "Thôn 1"), ("Bình", "Thôn 1"), ("Bảo", "Thôn 1"), ("Bình", "Thôn 1")]
    assert in_order_of_sheet(printed, listed) == [1, 2, None, 3]


# ---- the action behind the script


def test_clean_cells_are_saved_and_the_others_are_told(cast, made, app):
    first = made.trainings[0]
    one, two, _ = made.learners
    at = datetime(2026, 8, 20, 12, 42, tzinfo=UTC)
    with app.app_context():
        with acting(cast.users["trainer"]), clock.frozen(at):
            actions.mark_attendance(course_of(made), {(first, one): "late"}, DAY)
        with acting(cast.users["officer"]):
            tomorrow = rows.held(course_of(made), date(2026, 9, 1))
            db.session.flush()
            marks = {(first, one): "absent", (first, two): "present", (tomorrow.id, one): "present", (999, one): None}
            saved = actions.save_cells(course_of(made), marks, {}, DAY)
            assert (saved.saved, saved.changed) == ({(first, two)}, 1)
            assert saved.clashes == {(first, one): Entered("late", "Hoàng Thị Én", at)}
            assert (saved.ahead, saved.gone) == ({(tomorrow.id, one)}, {(999, one)})
            assert queries.marks(made.course) == {(first, one): "late", (first, two): "present"}
        with acting(cast.users["officer"]):
            saved = actions.save_cells(course_of(made), {(first, one): "absent"}, {(first, one): "late"}, DAY)
            assert (saved.saved, saved.clashes) == ({(first, one)}, {})
            assert queries.marks(made.course)[first, one] == "absent"


def course_of(made) -> Course:
    return queries.get(made.course)


def test_cells_of_another_course_are_nobodys(app, cast, made):
    with app.app_context():
        other = rows.made(cast, number="13/KH-UBND")
        with acting(cast.users["officer"]):
            cell = (other.trainings[0], other.learners[0])
            assert actions.save_cells(course_of(made), {cell: "present"}, {}, DAY).gone == {cell}
            assert queries.marks(other.course) == {}


# ---- the grid


def test_grid_stands_in_the_order_of_the_printed_sheet(made, officer):
    answer = officer.get(f"/training/{made.course}/attendance")
    in_grid = [text.removesuffix(" Thôn 12") for text in texts(answer, ".//tbody//th")]
    printed = flat(officer.get(f"/training/trainings/{made.trainings[0]}/sheet.pdf").data)
    assert in_grid == ["Trần Văn An", "Nguyễn Thị Thuỵ Ưởng", "Hoàng Đình Văn"]
    assert sorted(in_grid, key=printed.index) == in_grid


def test_grid_is_saved_as_it_is_written_and_adds_up(app, cast, made, trainer):
    first, second = made.trainings
    one, two, three = made.learners
    url = f"/training/{made.course}/attendance"
    written = {(first, one): "Có mặt", (second, one): "m", (first, two): "0", (first, three): "", (second, two): "phép"}
    assert trainer.post(url, data=boxes(written) | {"seen": seen_on(trainer.get(url))}).status_code == 303
    marks = {(first, one): "present", (second, one): "late", (first, two): "absent", (second, two): "excused"}
    assert stored(app, cast, made) == marks
    answer = trainer.get(url)
    assert [box(answer, first, one), box(answer, second, two), box(answer, first, three)] == ["x", "p", ""]
    assert texts(answer, ".//tfoot/tr/td") == ["", "1", "0", "", "", "", "0", "1", "", "", "", "1", "0", "", ""] + [
        "", "0", "1", "", ""
    ]  # fmt: skip
    assert texts(answer, f".//td[@data-came='{one}']") == ["2"]
    assert texts(answer, f".//td[@data-away='{two}']") == ["2"]
    assert seen_on(answer) == f"{one},{two},{three};{first}=xv-;{second}=mp-"


def test_empty_boxes_are_filled_in_one_step(app, cast, made, trainer):
    first, second = made.trainings
    one, two, three = made.learners
    url = f"/training/trainings/{first}"
    posted = boxes({(first, one): "", (first, two): "v", (first, three): ""}) | {"fill": f"{first}:x"}
    posted["seen"] = seen_on(trainer.get(url))
    assert trainer.post(f"{url}/marks", data=posted).status_code == 303
    assert stored(app, cast, made) == {(first, one): "present", (first, two): "absent", (first, three): "present"}


def test_a_later_conflicting_save_is_told_who_wrote_what_and_when(app, cast, made, trainer, officer):
    first = made.trainings[0]
    one, two, _ = made.learners
    url = f"/training/trainings/{first}/marks"
    before = seen_on(trainer.get(f"/training/trainings/{first}"))
    assert officer.post(url, data=boxes({(first, one): "m"}) | {"seen": before}).status_code == 303
    typed = boxes({(first, one): "v", (first, two): "x"})
    answer = trainer.post(url, data=typed | {"seen": before})
    assert answer.status_code == 422
    [fault] = texts(answer, ".//ul[@class='faults']/li")
    assert re.sub(r"\d\d:\d\d", "…", fault) == (
        "Nguyễn Thị An đã ghi m (đến muộn) lúc … ngày 20/08/2026. "
        "Còn bạn ghi v: lưu lần nữa là ghi đè, ghi m là giữ nguyên."
    )
    assert stored(app, cast, made) == {(first, one): "late"}
    assert [box(answer, first, one), box(answer, first, two)] == ["v", "x"]
    assert trainer.post(url, data=typed | {"seen": seen_on(answer)}).status_code == 303
    assert stored(app, cast, made) == {(first, one): "absent", (first, two): "present"}


def test_the_same_mark_by_two_people_is_no_conflict(app, cast, made, trainer, officer):
    first, one = made.trainings[0], made.learners[0]
    for browser in (officer, trainer):
        answer = browser.post(f"/training/{made.course}/attendance", data=boxes({(first, one): "m"}))
        assert answer.status_code == 303
    assert stored(app, cast, made) == {(first, one): "late"}


def test_a_box_with_an_unknown_word_loses_nothing(app, cast, made, trainer):
    first = made.trainings[0]
    one, two, _ = made.learners
    answer = trainer.post(f"/training/{made.course}/attendance", data=boxes({(first, one): "hả", (first, two): "m"}))
    assert answer.status_code == 422
    assert texts(answer, ".//td/small") == ["Chỉ ghi x, v, p hoặc m."]
    assert [box(answer, first, one), box(answer, first, two)] == ["hả", "m"]
    assert stored(app, cast, made) == {}


def test_boxes_of_another_course_are_not_read(app, cast, made, officer):
    with app.app_context():
        other = rows.made(cast, number="13/KH-UBND")
    posted = boxes({(other.trainings[0], other.learners[0]): "x"})
    assert officer.post(f"/training/{made.course}/attendance", data=posted).status_code == 303
    assert stored(app, cast, other) == {}


def test_a_training_to_come_is_shut_with_its_reason(app, cast, made, officer):
    later = ahead(app, cast, made)
    answer = officer.get(f"/training/{made.course}/attendance")
    shut = [one.get("name") for one in page(answer).findall(".//input[@disabled]")]
    assert shut == [f"m{later}-{learner}" for learner in made.learners]
    assert texts(answer, ".//th[@class='ahead']/small") == ["chưa đến ngày"]
    assert page(officer.get(f"/training/trainings/{later}")).findall(".//input[@type='radio']") == []
    answer = officer.post(f"/training/{made.course}/attendance", data=boxes({(later, made.learners[0]): "x"}))
    assert (answer.status_code, notes(answer)) == (422, ["Chưa đến ngày 01/09/2026 nên chưa điểm danh được."])
    posted = {"name": "Lê Văn Mới", "birth_year": "", "hamlet": ""}
    assert officer.post(f"/training/trainings/{later}/walk-in", data=posted).status_code == 303
    assert stored(app, cast, made) == {}


def test_who_came_after_the_sheet_was_printed_stands_last_on_its_roll(app, cast, made, trainer):
    url = f"/training/trainings/{made.trainings[0]}"
    assert trainer.post(f"{url}/sheet").status_code == 303
    posted = {"name": "Đỗ Thị Ba", "birth_year": "1955", "hamlet": made.hamlet}
    assert trainer.post(f"{url}/walk-in", data=posted).headers["Location"] == f"{url}?then=walk-in"
    answer = trainer.get(f"{url}?then=walk-in")
    lines = [(one.get("value"), one.get("class")) for one in page(answer).iterfind(".//ol[@class='roll-list']/li")]
    assert lines == [("1", None), ("2", None), ("3", None), (None, "roll-late")]
    assert texts(answer, ".//ol[@class='roll-list']//legend")[-1] == "Đỗ Thị Ba Thôn 12 · thêm sau khi in phiếu"
    assert page(answer).find(".//input[@name='name']").get("autofocus") is not None
    with app.app_context(), acting(cast.users["trainer"]):
        assert [one.name for one in rolls.roll(made.course)][1] == "Đỗ Thị Ba"


def test_grid_reads_as_much_for_many_cells_as_for_few(app, cast, made, officer):
    url = f"/training/{made.course}/attendance"
    officer.get(url)
    with counted(app) as few:
        officer.get(url)
    with app.app_context(), acting(cast.users["officer"]):
        course = course_of(made)
        rows.held(course, date(2026, 8, 19))
        more = actions.add_learners(course, [rows.person(f"Võ Thị Người {number}") for number in range(5)])
        db.session.flush()
        marks = {(made.trainings[0], one.id): "present" for one in more}
        actions.mark_attendance(course, marks, DAY)
    with counted(app) as many:
        officer.get(url)
    assert len(many) == len(few)


# ---- blocks


@pytest.mark.parametrize("column", ["x\r\nvắng\r\ncó mặt", "xvx", "Điểm danh\nx\nv\n1"])
def test_a_pasted_column_is_laid_beside_the_list_and_not_yet_saved(app, cast, made, trainer, column):
    first = made.trainings[0]
    answer = trainer.post(f"/training/trainings/{first}/column", data={"column": column})
    assert answer.status_code == 200
    assert [box(answer, first, learner) for learner in made.learners] == ["x", "v", "x"]
    assert stored(app, cast, made) == {}


def test_a_pasted_column_with_doubts_shows_them_in_place(made, trainer):
    first = made.trainings[0]
    answer = trainer.post(f"/training/trainings/{first}/column", data={"column": "x\nchắc có"})
    assert answer.status_code == 422
    assert [box(answer, first, learner) for learner in made.learners] == ["x", "", ""]
    assert texts(answer, ".//ul[@class='faults']/li") == ["Không hiểu “chắc có”: ghi x, v, p hoặc m."]
    assert notes(answer) == ["Cột vừa dán có 2 dòng, danh sách lớp có 3 người: hãy xem có lệch dòng không."]


def test_more_rows_than_people_fill_nothing_and_lose_nothing(app, cast, made, trainer):
    for url, field in (
        (f"trainings/{made.trainings[0]}/column", "column"),
        (f"{made.course}/attendance/paste", "block"),
    ):
        answer = trainer.post(f"/training/{url}", data={field: "x\nx\nv\nx", "first": made.trainings[0]})
        assert answer.status_code == 422
        assert texts(answer, f".//ul[@id='{field}-faults']/li") == [
            "Cột vừa dán có 4 dòng, danh sách lớp có 3 người: chưa điền gì. "
            "Thêm người còn thiếu vào lớp, hoặc dán kèm cột họ và tên để khớp theo tên."
        ]
        assert page(answer).find(f".//textarea[@name='{field}']").text.split() == ["x", "x", "v", "x"]
        assert [box(answer, made.trainings[0], learner) for learner in made.learners] == ["", "", ""]


def test_a_pasted_block_with_names_fills_several_trainings(app, cast, made, trainer):
    first, second = made.trainings
    one, two, three = made.learners
    url = f"/training/{made.course}/attendance"
    block = "Họ và tên\tBuổi 1\tBuổi 2\r\nHoàng Đình Văn\tx\tv\r\ntran van an\tm\t\r\nVõ Lạ\tx\tx\r\n"
    answer = trainer.post(f"{url}/paste", data={"first": first, "block": block})
    assert answer.status_code == 200
    shown = [box(answer, training, learner) for learner in (one, two, three) for training in (first, second)]
    assert shown == ["m", "", "", "", "x", "v"]
    assert notes(answer) == ["Không có trong danh sách lớp: “Võ Lạ”. Các dòng khác vẫn được điền."]
    assert stored(app, cast, made) == {}
    wide = trainer.post(f"{url}/paste", data={"first": second, "block": block})
    assert texts(wide, ".//ul[@id='block-faults']/li") == [
        "Khối vừa dán có 2 cột điểm danh, từ buổi 2 chỉ còn 1 buổi: chưa điền gì."
    ]


def test_a_block_pasted_on_a_cell_goes_from_that_person_on(app, cast, made, trainer):
    first = made.trainings[0]
    _, two, three = made.learners
    url = f"/training/{made.course}/attendance/block"
    answer = trainer.post(url, data={"block": "x\nm", "training": first, "learner": two})
    assert answer.json == {
        "cells": {f"{first}-{two}": "x", f"{first}-{three}": "m"},
        "faults": {},
        "notes": [],
        "stop": "",
    }
    answer = trainer.post(url, data={"block": "x\nm", "training": first, "learner": three})
    assert answer.json["stop"].startswith("Cột vừa dán có 2 dòng, từ ô này xuống còn 1 người")
    assert trainer.post(url, data={"block": "x", "training": 999, "learner": two}).status_code == 404
    assert stored(app, cast, made) == {}


def test_an_empty_paste(made, trainer):
    answer = trainer.post(f"/training/trainings/{made.trainings[0]}/column", data={"column": ""})
    assert (answer.status_code, texts(answer, ".//ul[@id='column-faults']/li")) == (422, ["Chưa dán gì."])


# ---- saving as one goes


def test_cells_are_saved_and_a_clash_comes_back_with_its_author(app, cast, made, trainer, officer):
    first, second = made.trainings
    one, two, three = made.learners
    url = f"/training/{made.course}/attendance/cells"
    officer.post(url, data={"cells": f"{first}-{one}:-m {first}-{three}:-x"})
    answer = trainer.post(url, data={"cells": f"{first}-{one}:-v {first}-{two}:-x {second}-999:-x"})
    assert answer.status_code == 200
    assert answer.json["saved"] == [f"{first}-{two}"]
    told = answer.json["clashes"][f"{first}-{one}"]
    assert (told["key"], told["said"].partition(" lúc")[0]) == ("m", "Nguyễn Thị An đã ghi m (đến muộn)")
    assert list(answer.json["refused"]) == [f"{second}-999"]
    assert answer.json["columns"] == {str(first): {str(one): "m", str(two): "x", str(three): "x"}}
    answer = trainer.post(url, data={"cells": f"{first}-{one}:mv"})
    assert (answer.json["saved"], answer.json["clashes"]) == ([f"{first}-{one}"], {})
    assert stored(app, cast, made)[first, one] == "absent"


def test_a_cell_emptied_by_somebody_else_is_told_too(made, trainer, officer):
    cell = f"{made.trainings[0]}-{made.learners[0]}"
    url = f"/training/{made.course}/attendance/cells"
    officer.post(url, data={"cells": f"{cell}:-x"})
    officer.post(url, data={"cells": f"{cell}:x-"})
    answer = trainer.post(url, data={"cells": f"{cell}:xv"})
    assert answer.json["clashes"] == {cell: {"key": "", "said": "Người khác vừa xóa ô này."}}


def test_one_cell_reads_as_little_as_it_needs(app, cast, made, trainer):
    first = made.trainings[0]
    one = made.learners[0]
    url = f"/training/{made.course}/attendance/cells"
    trainer.post(url, data={"cells": f"{first}-{one}:-v"})
    with counted(app) as few:
        trainer.post(url, data={"cells": f"{first}-{one}:vp"})
    with app.app_context(), acting(cast.users["officer"]):
        course = course_of(made)
        more = actions.add_learners(course, [rows.person(f"Võ Thị Người {number}") for number in range(5)])
        db.session.flush()
        actions.mark_attendance(course, {(first, learner.id): "present" for learner in more}, DAY)
    with counted(app) as many:
        assert trainer.post(url, data={"cells": f"{first}-{one}:pv"}).json["saved"]
    assert len(many) == len(few)


# ---- who came unannounced


def test_a_newcomer_of_the_grid_is_present_and_the_field_waits_for_the_next(app, cast, made, trainer):
    first, second = made.trainings
    with app.app_context(), acting(cast.users["officer"]):
        rows.person("Võ Thị Bông")
    url = f"/training/{made.course}/attendance"
    answer = trainer.post(f"{url}/learners", data={"person": "bon", "training": first})
    assert answer.headers["Location"] == f"{url}?training={first}&then=learner"
    shown = trainer.get(answer.headers["Location"])
    assert page(shown).find(".//input[@name='person']").get("autofocus") is not None
    assert page(shown).find(".//select[@name='training']/option[@selected]").get("value") == str(first)
    answer = trainer.post(f"{url}/learners", data={"person": "bon", "training": second})
    assert texts(answer, ".//ul[@id='person-faults']/li") == ["Võ Thị Bông đã có trong danh sách lớp."]
    posted = {"name": "Đỗ Thị Lài", "birth_year": "1955", "hamlet": made.hamlet, "came_to": second}
    assert trainer.post(f"{url}/walk-in", data=posted).status_code == 303
    assert [(training, mark) for (training, _), mark in stored(app, cast, made).items()] == [
        (first, "present"),
        (second, "present"),
    ]


def test_nobody_comes_to_a_training_that_was_not_held(app, cast, made, trainer):
    later = ahead(app, cast, made)
    url = f"/training/{made.course}/attendance"
    for form, fields in (
        ("learners", {"person": "an", "training": later}),
        ("walk-in", {"name": "A", "came_to": later}),
    ):
        assert trainer.post(f"{url}/{form}", data=fields).status_code == 422
    assert stored(app, cast, made) == {}


# ---- the trainer's own page


def test_home_of_a_trainer_names_the_meetings_of_today_and_to_come(app, cast, made, trainer, browser_of):
    with app.app_context(), acting(cast.users["officer"]):
        today = rows.held(course_of(made), DAY)
        db.session.flush()
        held = f"/training/trainings/{today.id}"
        other = rows.plan("14/KH-UBND")
        rows.held(actions.save_course(None, plan=other, title="Lớp của người khác", topic="VNeID", target_group="T3",
            place="Trụ sở", instructor_name="Lê Thị Bảy"), DAY)  # fmt: skip
    later = ahead(app, cast, made)
    answer = trainer.get("/")
    shown = [link.get("href") for link in page(answer).iterfind(".//ul[@class='meetings']/li/a")]
    assert shown == [held, f"/training/trainings/{later}"]
    assert "còn 3 người chưa điểm danh" in answer.text
    assert page(answer).findall(".//main//form[@role='search']") == []
    assert page(browser_of("officer").get("/")).findall(".//ul[@class='meetings']") == []
