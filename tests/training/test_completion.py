"""Who completed a class, on paper: the list, the numbered records, the reasons of the others."""

from datetime import date

import pytest

from app import audit, pdf
from app.db import db
from app.jobs import Job
from app.papers import actions as papers
from app.papers import queries as sealed
from app.places import actions as places
from app.refusals import Refused
from app.training import actions, documents, queries
from app.training.rules import Mark, Result
from tests.cast import DAY, acting
from tests.papers.reading import flat
from tests.training import rows

LATER = date(2026, 8, 21)


@pytest.fixture
def course(app, cast) -> rows.Made:
    """Five learners and three evenings: three complete, one missed one, one has no result."""
    with app.app_context():
        found = rows.made(cast, learners=5, trainings=3)
        with acting(cast.users["officer"]):
            places.save_signer(None, "Trần Quốc Thái", "Chủ tịch", "", ["CHỦ TỊCH"], date(2025, 7, 1))
            row = queries.get(found.course)
            marks = {(training, learner): Mark.PRESENT for training in found.trainings for learner in found.learners}
            marks[found.trainings[1], found.learners[3]] = Mark.EXCUSED
            actions.mark_attendance(row, marks, DAY)
            actions.record_results(row, {one: (Result.PASSED, None) for one in found.learners[:4]})
        return found


def test_list_names_who_completed_in_the_order_of_the_sheet(context, cast, course):
    with acting(cast.users["officer"]):
        paper = actions.seal_completion_list(queries.get(course.course), DAY)
        facts = paper.facts
        assert [row["name"] for row in facts["rows"]] == list(rows.NAMES[:3])
        assert {row["attended"] for row in facts["rows"]} == {"03/03"}
        assert (facts["learners"], facts["condition"]) == (5, "dự từ 80 % số buổi trở lên và kết quả đạt")
        assert facts["time_text"] == "03 buổi, từ ngày 05/08/2026 đến ngày 19/08/2026"
        assert facts["signatures"][1] == {
            "lines": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
            "name": "Trần Quốc Thái",
            "hint": None,
            "own_post": None,
        }
        text = flat(sealed.bytes_of(paper))
        assert "Hoàn thành: 03 học viên trong tổng số 05 học viên của lớp." in text
        assert rows.NAMES[3] not in text
        assert (paper.kind, paper.subject_table, paper.form_number) == ("completion_list", "course", None)


def test_a_newer_list_replaces_the_older(context, cast, course):
    with acting(cast.users["officer"]):
        row = queries.get(course.course)
        old = actions.seal_completion_list(row, DAY)
        actions.record_results(row, {course.learners[0]: (Result.NOT_PASSED, None)})
        new = actions.seal_completion_list(row, LATER)
        assert (old.replaced, new.replaces_id, len(new.facts["rows"])) == (True, old.id, 2)


def test_each_record_has_the_next_number_of_its_own_register(context, cast, course):
    with acting(cast.users["officer"]):
        row = queries.get(course.course)
        made = actions.start_completions(row, DAY)
        found = queries.records(row)
        assert (made.count, made.job_id) == (3, None)
        assert [(one.subject_id, one.reference_number) for one in found] == [
            (course.learners[0], "01/GCN-UBND"),
            (course.learners[1], "02/GCN-UBND"),
            (course.learners[2], "03/GCN-UBND"),
        ]
        assert sealed.register("GCN-UBND", 2026).last == 3
        stack = actions.completions_file(row)
        assert stack.pages == 3
        printed = zip(rows.NAMES[:3], pdf.text_of(stack.bytes), strict=True)
        assert [name for name, text in printed if name not in text] == []
        assert pdf.page_sizes(stack.bytes) == [(297, 210)] * 3
        assert audit.lines_about(row)[0].event == "completions-made"


def test_record_says_what_was_attended_and_what_it_is_not(context, cast, course):
    with acting(cast.users["officer"]):
        actions.start_completions(queries.get(course.course), DAY)
        paper = queries.records(queries.get(course.course))[1]
        text = flat(sealed.bytes_of(paper))
        for words in (
            "Số: 02/GCN-UBND",
            "GIẤY CHỨNG NHẬN",
            "Nguyễn Thị Thuỵ Ưởng",
            "đã dự 03/03 buổi; kết quả: đạt.",
            "không thay cho xác nhận hoàn thành phổ cập kỹ năng số trên ứng dụng VNeID",
            f"{paper.short_code}-1",
        ):
            assert words in text
        assert "giấy khen" not in text.lower()
        assert not {"birth", "cccd"} & set(paper.facts)


def test_who_completes_later_gets_the_next_number_and_the_others_keep_theirs(context, cast, course):
    with acting(cast.users["officer"]):
        row = queries.get(course.course)
        actions.start_completions(row, DAY)
        kept = [one.sha256 for one in queries.records(row)]
        actions.record_results(row, {course.learners[4]: (Result.PASSED, None)})
        assert actions.start_completions(row, LATER).count == 1
        after = queries.records(row)
        assert [one.sha256 for one in after[:3]] == kept
        assert after[3].reference_number == "04/GCN-UBND"
        with pytest.raises(Refused) as refused:
            actions.start_completions(row, LATER)
        assert [one.code for one in refused.value.reasons] == ["all-have-records"]


def test_a_record_made_anew_keeps_its_number(context, cast, course):
    with acting(cast.users["officer"]):
        row = queries.get(course.course)
        actions.start_completions(row, DAY)
        learner = queries.learner_of(row, course.learners[1])
        old = queries.records(row)[1]
        learner.person.name = "Nguyễn Thị Thùy Ưởng"
        new = actions.remake_completion(learner, LATER)
        assert (old.replaced, new.reference_number, new.facts["name"]) == (True, "02/GCN-UBND", "Nguyễn Thị Thùy Ưởng")
        assert sealed.register("GCN-UBND", 2026).last == 3
        with pytest.raises(Refused) as refused:
            actions.remake_completion(queries.learner_of(row, course.learners[3]), LATER)
        assert [one.code for one in refused.value.reasons] == ["missed-trainings", "no-record-yet"]


def test_nothing_is_made_when_nobody_completed_or_nobody_signs(context, cast):
    found = rows.made(cast)
    with acting(cast.users["officer"]):
        row = queries.get(found.course)
        for make in (actions.seal_completion_list, actions.start_completions):
            with pytest.raises(Refused) as refused:
                make(row, DAY)
            assert [one.code for one in refused.value.reasons] == ["nobody-completed", "no-signer-then"]


def test_a_large_class_is_made_in_the_background(app, cast, course, monkeypatch):
    monkeypatch.setattr(actions.completing, "AT_ONCE", 1)
    with app.app_context():
        with acting(cast.users["officer"]):
            job_id = actions.start_completions(queries.get(course.course), DAY).job_id
        with acting(cast.users["officer"]) as user:
            job = db.session.get(Job, job_id)
            assert user.id == cast.users["officer"]
            assert (job.state, job.done, job.total, job.result["endpoint"]) == ("done", 3, 3, "training.completions")
            assert len(queries.records(queries.get(course.course))) == 3


# ---- the screen


def test_page_shows_who_completed_and_why_the_others_did_not(browser_of, course):
    page = browser_of("officer").get(f"/training/{course.course}/completion").text
    done, _, left = page.partition('id="left-heading"')
    assert [name in done for name in rows.NAMES] == [True, True, True, False, False]
    assert "Thiếu 1 buổi: buổi 2 ngày 12/8 (có phép)." in left
    assert "Chưa ghi kết quả." in left


def test_officer_makes_list_and_records_and_prints_them(browser_of, course):
    officer, base = browser_of("officer"), f"/training/{course.course}/completion"
    fields = {"day": "20/08/2026", "signer": ""}
    assert officer.get(f"{base}/list.pdf?draft=1").mimetype == "application/pdf"
    assert officer.post(f"{base}/list", data=fields).status_code == 303
    assert officer.post(f"{base}/records", data=fields).status_code == 303
    for name in ("list.pdf", "records.pdf"):
        assert officer.get(f"{base}/{name}").mimetype == "application/pdf"
    page = officer.get(base).text
    assert "03/GCN-UBND" in page
    assert "In 3 giấy chứng nhận" in page
    remade = officer.post(f"/training/{course.course}/completion/records/{course.learners[0]}/remake")
    assert remade.status_code == 303
    assert f'href="/training/{course.course}/completion"' in officer.get(f"/training/{course.course}").text


def test_a_day_ahead_is_refused_at_its_field(browser_of, course):
    officer = browser_of("officer")
    answer = officer.post(f"/training/{course.course}/completion/records", data={"day": "30/08/2026", "signer": ""})
    assert answer.status_code == 422
    assert answer.text.count("Ngày không được sau hôm nay.") == 2
    assert 'value="30/08/2026"' in answer.text


def test_trainer_looks_and_does_not_make(browser_of, course):
    trainer = browser_of("trainer")
    page = trainer.get(f"/training/{course.course}/completion")
    assert page.status_code == 200
    assert "Lập danh sách" not in page.text
    assert trainer.post(f"/training/{course.course}/completion/records").status_code == 403


def test_time_is_said_in_words_for_one_evening_too():
    one = type("Evening", (), {"day": date(2026, 8, 5)})
    assert documents.completion._time([one]) == "01 buổi, ngày 05 tháng 8 năm 2026"


def test_register_may_begin_after_numbers_given_by_hand(context, cast, course):
    with acting(cast.users["clerk"]):
        papers.open_register("GCN-UBND", 2026, 40)
    with acting(cast.users["officer"]):
        row = queries.get(course.course)
        actions.start_completions(row, DAY)
        assert [one.reference_number for one in queries.records(row)] == ["41/GCN-UBND", "42/GCN-UBND", "43/GCN-UBND"]


def test_day_before_the_class_began_is_told_at_the_day(browser_of, course):
    for paper in ("list", "records"):
        answer = browser_of("officer").post(
            f"/training/{course.course}/completion/{paper}", data={"day": "01/01/2024", "signer": ""}
        )
        assert answer.status_code == 422
        assert 'id="day-faults"' in answer.text
        assert "Ngày không được trước buổi đầu của lớp." in answer.text
