"""The papers that are measured have the sizes their cases claim."""

import pytest

from bench import papers, peers


def test_the_cases_have_the_names_that_are_agreed():
    assert [*papers.CASES, *papers.BATCHES] == [
        "form-1",
        "report-3",
        "bind-30",
        "render-30",
        "list-2000",
        "batch-1000",
        "batch-1000-fixed",
        "batch-memory",
    ]


def test_the_papers_are_as_long_as_their_cases_say():
    single = [papers.rendered(paper()).pages for paper in (papers.form, papers.achievement_report)]
    assert single == [1, 3]


def test_the_dossier_has_thirty_pages():
    files = [papers.rendered(paper).bytes for paper in papers.dossier()]
    assert papers.bound(files).pages == 30


def test_the_list_has_two_thousand_rows():
    tables = papers.long_roll()[1].tables
    assert len(tables.people) + len(tables.collectives) + len(tables.households) == 2_000


def test_a_case_that_is_not_known_is_refused():
    with pytest.raises(SystemExit, match=r"^unknown: form-2; known: form-1, "):
        papers.main(["form-2"])


def test_typst_is_given_every_word():
    source = peers.typst_source(papers.markup(papers.form()))
    assert '#par(text("BẢN CAM KẾT"))' in source
    assert peers.typst_source(papers.markup(("roll", papers.samples.roll(3)))).count("table.header(") == 3
