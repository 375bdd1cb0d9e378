"""The Word file of a paper: from the facts that were sealed, or as a draft; the sealed PDF stays the record."""

import dataclasses

import pytest

from app.papers import actions, queries, rules
from app.papers.models import Paper
from app.refusals import Refused
from tests.cast import DAY, acting
from tests.papers import rows, samples
from tests.word.reading import opened, styled

ROLL = dataclasses.replace(samples.roll(people=3), form_number=None)


@pytest.fixture
def roll_id(app, cast):
    """A sealed danh sách."""
    with app.app_context():
        subject = rows.hamlet(cast.users["officer"], "Thôn Soạn Thảo")
        with acting(cast.users["officer"]):
            hamlet = rows.queries.hamlet(subject)
            return actions.seal("roll", ROLL, hamlet, title="Danh sách thử", day=DAY, law_date=DAY).id


def test_a_sealed_paper_is_had_as_word_from_what_was_sealed(app, cast, roll_id):
    with app.app_context(), acting(cast.users["officer"]):
        paper = queries.get(roll_id)
        content = actions.word_of(paper)
        assert actions.word_of(paper) == content
    assert styled(content, "TenLoai") == ["DANH SÁCH"]
    assert [name for name in styled(content, "OBang") if name.startswith("Trịnh")] == ["Trịnh Đình Quang Khải"]
    assert opened(content).core_properties.title == "Danh sách thử"


def test_word_changes_nothing_of_the_record(app, cast, roll_id):
    with app.app_context(), acting(cast.users["officer"]):
        paper = queries.get(roll_id)
        before = (paper.sha256, paper.facts, queries.bytes_of(paper))
        actions.word_of(paper)
        assert (paper.sha256, paper.facts, queries.bytes_of(paper)) == before


def test_a_paper_of_an_older_form_is_refused_in_words(app, cast, roll_id):
    with app.app_context(), acting(cast.users["officer"]):
        paper = queries.get(roll_id)
        stored = Paper(kind="roll", title="x", day=DAY, form_code="roll", facts={**paper.facts, "seal": "đỏ"})
        with pytest.raises(Refused) as refused:
            actions.word_of(stored)
    assert [reason.code for reason in refused.value.reasons] == ["paper-of-older-form"]


def test_what_is_only_printed_is_no_word_file(app, cast):
    with app.app_context():
        paper_id = rows.sealed(cast.users["officer"])
        with acting(cast.users["officer"]), pytest.raises(Refused) as refused:
            actions.word_of(queries.get(paper_id))
    assert [reason.code for reason in refused.value.reasons] == ["paper-not-in-word"]
    assert set(rules.KINDS) > rules.EDITABLE


def test_a_draft_says_what_it_lacks(app, cast):
    lacking = dataclasses.replace(ROLL, about="")
    with app.app_context(), acting(cast.users["officer"]), pytest.raises(Refused) as refused:
        actions.word_draft("roll", lacking, title="Danh sách", day=DAY)
    assert [(reason.code, reason.detail) for reason in refused.value.reasons] == [("paper-incomplete", "about")]


def test_a_draft_is_had_as_word_and_nothing_is_kept(app, cast):
    with app.app_context(), acting(cast.users["officer"]):
        before = len(queries.found())
        content = actions.word_draft("roll", ROLL, title="Danh sách", day=DAY)
        assert len(queries.found()) == before
    assert styled(content, "TenLoai") == ["DANH SÁCH"]


def test_the_page_of_a_paper_offers_word_and_says_which_is_the_record(app, cast, browser_of, roll_id):
    browser = browser_of("clerk")
    page = browser.get(f"/papers/{roll_id}").text
    assert f'href="/papers/{roll_id}/file.docx"' in page
    assert "bản gốc là tệp PDF đã khóa" in page
    answer = browser.get(f"/papers/{roll_id}/file.docx")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="roll-')
    assert styled(answer.data, "TenLoai") == ["DANH SÁCH"]


def test_a_pledge_is_offered_as_pdf_alone(app, cast, browser_of):
    with app.app_context():
        paper_id = rows.sealed(cast.users["officer"])
    browser = browser_of("officer")
    assert "file.docx" not in browser.get(f"/papers/{paper_id}").text
    refused = browser.get(f"/papers/{paper_id}/file.docx", follow_redirects=True)
    assert "chỉ để in, không có bản Word" in refused.text
