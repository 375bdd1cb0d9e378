"""What tests keep from each other: the same for the same, nothing else; and each module is run by one of two runs."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from app import pdf
from app.config import ROOT
from tests import kept, pages, sharing
from tests.papers import samples
from tests.papers.reading import flat, made

PAGE = "<!DOCTYPE html><html lang='vi'><head><title>Thử</title></head><body><h1>Thử</h1>{}</body></html>"
FIELD = '<form action="/x"><input type="hidden" name="csrf_token" value="{}"></form>'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FOLDER", tmp_path)
    return tmp_path


def test_kept_paper_is_the_one_that_would_be_made(folder):
    fresh = made("certificate", samples.certificate())
    with kept.papers():
        first, second = (made("certificate", samples.certificate()) for _ in range(2))
    assert first == second == fresh
    assert len(list(folder.iterdir())) == 1


def test_another_fact_another_code_and_a_draft_are_other_papers(folder):
    facts = samples.certificate()
    with kept.papers():
        others = [
            made("certificate", facts),
            made("certificate", replace(facts, recipient="Bà Nguyễn Thị Khác")),
            made("certificate", facts, code="9K7M2PQRSTU"),
            made("certificate", facts, draft=True),
        ]
    assert len({one.bytes for one in others}) == 4
    assert "Bà Nguyễn Thị Khác" in flat(others[1].bytes)


def test_work_that_breaks_leaves_nothing_to_be_found(folder):
    def work() -> None:
        raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError, match=r"^$"):
            kept.once(work, "thử")
    assert list(folder.iterdir()) == []


def test_page_is_read_once_whatever_its_token(folder, monkeypatch):
    read = []
    monkeypatch.setattr(pages, "_faults", lambda page: read.append(page) or [])
    for token in ("Ij.Ym-1_x", "Ik.Zn-2_y"):
        assert pages.faults(PAGE.format(FIELD.format(token))) == []
    assert len(read) == 1


def test_faults_of_a_page_are_told_each_time(folder):
    wrong = PAGE.format("<p id='a'></p><p id='a'></p>")
    assert [pages.faults(wrong) for _ in range(2)] == [["id trùng: a"]] * 2


def test_papers_are_made_anew_without_the_cast():
    assert pdf.press.print_values is not kept._printed


def test_two_runs_share_the_modules_between_them(tmp_path):
    items = [SimpleNamespace(path=ROOT / "tests" / name, at=at) for name in ("a.py", "b.py", "c.py") for at in (1, 2)]
    one, other = (sharing.claimed(items, tmp_path) for _ in range(2))
    taken = [next(one), next(other), next(one)]
    assert [[(item.path.name, item.at) for item in tests] for tests in taken] == [
        [(name, 1), (name, 2)] for name in ("a.py", "b.py", "c.py")
    ]
    assert list(one) == list(other) == []
