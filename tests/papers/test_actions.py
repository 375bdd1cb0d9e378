"""Sealing, numbering and filing through the real actions."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import select

from app import storage
from app.audit import AuditLine
from app.db import db
from app.papers import actions, queries
from app.papers.models import Entry, Paper
from app.refusals import Refused
from tests.cast import DAY, acting, everything
from tests.papers import rows


def codes(raised):
    return [(reason.code, reason.detail) for reason in raised.value.reasons]


def lines():
    found = db.session.scalars(select(AuditLine).order_by(AuditLine.id))
    return [(line.event, line.keys) for line in found if line.event.startswith(("paper", "number", "register", "scan"))]


def test_sealed_paper_keeps_bytes_facts_form_and_law(context, cast):
    paper_id = rows.sealed(cast.users["officer"])
    with acting(cast.users["officer"]):
        paper = queries.get(paper_id)
        content = queries.bytes_of(paper)
        assert hashlib.sha256(content).hexdigest() == paper.sha256
        assert (paper.form_code, paper.form_version, paper.form_number) == ("commitment", "1", None)
        assert (paper.day, paper.law_date, paper.sealed_by) == (DAY, DAY, "Nguyễn Thị An")
        assert paper.renderer == "WeasyPrint 70.0"
        assert paper.facts["promises"] == list(rows.PROMISES)
        assert paper.short_code.encode() not in content[:200]
        assert (paper.pages, paper.replaced, paper.reference_number) == (1, False, None)
        assert lines() == [("paper-sealed", {"kind": "commitment", "code": paper.short_code})]


def test_same_facts_give_the_same_bytes_and_another_paper_another_code(context, cast):
    hamlet_id = rows.hamlet(cast.users["officer"])
    with acting(cast.users["officer"]) as _:
        first = rows.seal_for(hamlet_id, "Bản cam kết")
        second = rows.seal_for(hamlet_id, "Bản cam kết")
        assert first.short_code != second.short_code
        draft = [actions.draft("commitment", rows.slip(), title="Bản cam kết", day=DAY) for _ in range(2)]
        assert draft[0] == draft[1]


def test_paper_with_missing_facts_names_each_at_once(context, cast):
    facts = rows.slip(name=" ", promises=(), period_from="")
    hamlet_id = rows.hamlet(cast.users["officer"])
    with pytest.raises(Refused) as raised, acting(cast.users["officer"]):
        rows.seal_for(hamlet_id, "Bản cam kết", facts=facts)
    assert sorted(codes(raised)) == [
        ("paper-incomplete", "name"),
        ("paper-incomplete", "period_from"),
        ("paper-incomplete", "promises"),
    ]
    with everything() as session:
        assert session.scalars(select(Paper)).all() == []


def test_facts_that_print_another_form_number_are_an_error(context, cast):
    facts = rows.slip(form_number="Mẫu số 99")
    hamlet_id = rows.hamlet(cast.users["officer"])
    with pytest.raises(ValueError, match="Mẫu số 99"), acting(cast.users["officer"]):
        rows.seal_for(hamlet_id, "Bản cam kết", facts=facts)


def test_correction_replaces_by_reference(context, cast):
    hamlet_id = rows.hamlet(cast.users["officer"])
    with acting(cast.users["officer"]):
        old = rows.seal_for(hamlet_id, "Bản cam kết")
        new = rows.seal_for(hamlet_id, "Bản cam kết (sửa)", replaces=old)
        assert (old.replaced, new.replaces_id, new.replaced) == (True, old.id, False)
        with pytest.raises(Refused) as raised:
            rows.seal_for(hamlet_id, "Bản cam kết (sửa nữa)", replaces=old)
        assert codes(raised) == [("paper-replaced", "")]


def test_correction_of_another_subject_is_refused(context, cast):
    one, other = (rows.hamlet(cast.users["officer"], name) for name in ("Thôn 1", "Thôn 2"))
    with acting(cast.users["officer"]):
        old = rows.seal_for(one, "Bản cam kết")
        with pytest.raises(Refused) as raised:
            rows.seal_for(other, "Bản cam kết", replaces=old)
    assert codes(raised) == [("paper-of-other-subject", "")]


def test_decomposed_title_is_stored_composed_and_found_without_marks(context, cast):
    rows.sealed(cast.users["officer"], "Bản cam kết của Nguyễn Ưởng")
    with acting(cast.users["officer"]):
        (paper,) = queries.found("nguyen uong")
        assert paper.title == "Bản cam kết của Nguyễn Ưởng"


def test_numbers_run_by_symbol_and_year(context, cast):
    with acting(cast.users["clerk"]):
        given = [
            actions.take_number("QĐ-UBND", DAY, "Quyết định một"),
            actions.take_number("QĐ-UBND", DAY, "Quyết định hai"),
            actions.take_number("BB-HĐTĐKT", DAY, "Biên bản"),
            actions.take_number("QĐ-UBND", date(2027, 1, 1), "Quyết định năm sau"),
        ]
    assert given == ["01/QĐ-UBND", "02/QĐ-UBND", "01/BB-HĐTĐKT", "01/QĐ-UBND"]


def test_number_taken_before_sealing_points_at_its_paper(context, cast):
    hamlet_id = rows.hamlet(cast.users["officer"])
    with acting(cast.users["officer"]):
        given = actions.take_number("QĐ-UBND", DAY, "Quyết định")
        paper = rows.seal_for(hamlet_id, "Quyết định", reference_number=given)
        entry = db.session.scalars(select(Entry)).one()
        assert (entry.paper_id, paper.reference_number) == (paper.id, "01/QĐ-UBND")
        again = rows.seal_for(hamlet_id, "Quyết định (sửa)", reference_number=given, replaces=paper)
        assert entry.paper_id == again.id


def test_number_by_hand_leaves_the_sealed_bytes(context, cast):
    paper_id = rows.sealed(cast.users["officer"])
    with acting(cast.users["clerk"]):
        paper = queries.get(paper_id)
        before = paper.sha256
        assert actions.enter_number("QĐ-UBND", 41, DAY, paper.title, paper) == "41/QĐ-UBND"
        assert (paper.sha256, paper.reference_number) == (before, "41/QĐ-UBND")
        assert [one.id for one in queries.found("41/qd-ubnd")] == [paper_id]
        assert lines()[-1] == ("paper-numbered", {"number": "41/QĐ-UBND"})
        with pytest.raises(Refused) as raised:
            actions.enter_number("QĐ-UBND", 41, DAY, paper.title, paper)
    assert codes(raised) == [("number-taken", "41"), ("paper-has-number", "41/QĐ-UBND")]


def test_failed_number_leaves_nothing_behind(context, cast):
    with pytest.raises(Refused), acting(cast.users["clerk"]):
        actions.enter_number("QĐ-UBND", 0, DAY, "Không có số 0")
    with everything() as session:
        assert session.scalars(select(Entry)).all() == []


def test_skipped_number_is_explained_and_never_given_again(context, cast):
    with acting(cast.users["clerk"]):
        actions.take_number("QĐ-UBND", DAY, "Quyết định")
        actions.skip_number("QĐ-UBND", 2, DAY, "Ghi nhầm số")
        assert actions.take_number("QĐ-UBND", DAY, "Quyết định") == "03/QĐ-UBND"
        with pytest.raises(Refused) as raised:
            actions.enter_number("QĐ-UBND", 2, DAY, "Quyết định")
        assert codes(raised) == [("number-taken", "2")]
        assert lines()[1] == ("number-skipped", {"number": "02/QĐ-UBND", "reason": "Ghi nhầm số"})


def test_register_goes_on_where_the_paper_register_stopped(context, cast):
    with acting(cast.users["clerk"]):
        series = actions.open_register("QĐ-UBND", 2026, 120)
        assert actions.take_number("QĐ-UBND", DAY, "Quyết định") == "121/QĐ-UBND"
        assert queries.register_page(series).gaps == []
        with pytest.raises(Refused) as raised:
            actions.enter_number("QĐ-UBND", 77, DAY, "Quyết định")
        assert codes(raised) == [("number-taken", "77")]
        with pytest.raises(Refused) as raised:
            actions.open_register("QĐ-UBND", 2026, 200)
        assert codes(raised) == [("series-in-use", "121")]


def test_scan_is_filed_with_its_pages_and_grain(context, cast):
    paper_id = rows.sealed(cast.users["officer"])
    with acting(cast.users["clerk"]):
        paper = queries.get(paper_id)
        fine = actions.file_scan(paper, rows.scan(2), "bản ký.pdf")
        coarse = actions.file_scan(paper, rows.scan(1, dots=1170), "bản mờ.pdf")
        assert [(one.pages, one.dpi) for one in (fine, coarse)] == [(2, 205), (1, 100)]
        assert storage.get(fine.sha256) == rows.scan(2)
        assert lines()[-1] == ("scan-filed", {"pages": 1})


def test_scan_twice_or_broken_is_refused(context, cast):
    paper_id = rows.sealed(cast.users["officer"])
    with acting(cast.users["clerk"]):
        paper = queries.get(paper_id)
        actions.file_scan(paper, rows.scan(), "một.pdf")
        with pytest.raises(Refused) as raised:
            actions.file_scan(paper, rows.scan(), "hai.pdf")
        assert codes(raised) == [("scan-filed-already", "")]
        with pytest.raises(Refused) as raised:
            actions.file_scan(paper, b"JFIF", "anh.jpg")
        assert codes(raised) == [("scan-not-pdf", "")]


def test_altered_bytes_are_never_shown(context, cast):
    paper_id = rows.sealed(cast.users["officer"])
    with everything() as session:
        session.get_one(storage.Blob, session.get_one(Paper, paper_id).sha256).content = b"%PDF-1.7"
    with acting(cast.users["officer"]):
        with pytest.raises(Refused) as raised:
            queries.bytes_of(queries.get(paper_id))
        assert [code for code, _ in codes(raised)] == ["file-altered"]
