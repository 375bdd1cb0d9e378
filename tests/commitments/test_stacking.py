"""The stack for the printer: covers before each hamlet, sheets of their own, the same sealed papers each time."""

import re

import pytest
from werkzeug.exceptions import NotFound

from app import pdf
from app.commitments import actions, queries
from app.commitments.actions import Layout
from app.db import db
from app.jobs import Job
from app.papers.actions import intake as intakes
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.pdf import scans

COVERED = Layout(covers=True)


def arranged(app, cast, *names, **kwargs):
    with app.app_context():
        return rows.made(cast, *names, **kwargs)


def printed(cast, made, which: str = "missing", hamlet: int | None = None, layout: Layout = COVERED):
    with acting(cast.users["officer"]):
        lines = queries.to_print(made.campaign, which, hamlet)
        return actions.print_commitments(rows.campaign(made.campaign), lines, DAY, layout)


def pages_of(cast, papers, layout: Layout) -> list[str]:
    with acting(cast.users["officer"]):
        return pdf.text_of(actions.stack_of_papers(papers, layout, DAY))


def told(pages: list[str]) -> list[str]:
    """Each page in a word: the hamlet of a cover, the name on a form, nothing for a blank page."""
    found = []
    for page in pages:
        cover = "Người đi ký" in page
        name = re.search(r"\(chủ hộ\): ([^\n]+)", page)
        found.append(re.search(r"Thôn \d+", page)[0] if cover else name[1].strip() if name else page.strip())
    return found


def test_cover_stands_before_the_papers_of_each_hamlet(context, cast):
    made = rows.made(cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", places=("Thôn 10", "Thôn 2"))
    papers = printed(cast, made).papers
    pages = pages_of(cast, papers, COVERED)
    assert told(pages) == ["Thôn 2", "Lê Thị An", "Thôn 10", "Bùi Văn Bé", "Vi Văn Ông"]
    cover = re.sub(r"\s+", " ", pages[2])
    assert "2 bản cam kết" in cover
    assert "Ký cam kết Bình dân học vụ số năm 2026" in cover
    assert "Trưởng thôn, tổ trưởng Phan Văn Thôn" in cover
    with acting(cast.users["officer"]):
        codes = [paper.short_code for paper in queries.sealed_papers(papers)]
    assert f"Bùi Văn Bé (mã {codes[1]})" in cover
    assert f"Vi Văn Ông (mã {codes[2]})" in cover


def test_without_covers_the_papers_stand_alone(context, cast):
    made = rows.made(cast, "Vi Văn Ông", "Lê Thị An")
    papers = printed(cast, made).papers
    assert told(pages_of(cast, papers, Layout())) == ["Lê Thị An", "Vi Văn Ông"]


def test_one_paper_alone_is_sent_as_it_was_sealed(context, cast):
    made = rows.made(cast, "Vi Văn Ông")
    (paper,) = printed(cast, made).papers
    with acting(cast.users["officer"]):
        sealed = queries.sealed_bytes(made.commitments)[0]
        assert actions.stack_of_papers([paper], COVERED, DAY) == sealed


def test_two_sided_stack_begins_each_paper_on_a_sheet_of_its_own(context, cast):
    made = rows.made(cast, "Vi Văn Ông", "Lê Thị An")
    papers = printed(cast, made).papers
    assert told(pages_of(cast, papers, Layout(covers=True, two_sided=True))) == [
        "Thôn 2",
        "",
        "Lê Thị An",
        "",
        "Vi Văn Ông",
        "",
    ]


def test_what_is_still_missing_is_printed_again_from_the_same_papers(context, cast):
    made = rows.made(cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé")
    first = printed(cast, made)
    rows.received(cast, made.commitments[1])
    again = printed(cast, made)
    assert again.papers == tuple(paper for paper in first.papers if paper != first.papers[0])
    assert pages_of(cast, again.papers, Layout()) == pages_of(cast, first.papers, Layout())[1:]


def test_stack_of_one_hamlet(context, cast):
    made = rows.made(cast, "Vi Văn Ông", "Lê Thị An", "Bùi Văn Bé", places=("Thôn 10", "Thôn 2"))
    papers = printed(cast, made, hamlet=made.hamlets[0]).papers
    assert told(pages_of(cast, papers, COVERED)) == ["Thôn 10", "Bùi Văn Bé", "Vi Văn Ông"]


def test_stack_of_a_foreign_or_unknown_paper_is_not_there(context, cast):
    made = rows.made(cast, "Nguyễn Văn Đức")
    paper = rows.sealed(cast, made.commitments[0])
    with acting(cast.users["officer"]):
        assert actions.stack_of_papers([paper], Layout(), DAY)[:5] == b"%PDF-"
        with pytest.raises(NotFound):
            actions.stack_of_papers([paper, paper + 1], Layout(), DAY)
    with acting(cast.users["stranger"]), pytest.raises(NotFound):
        actions.stack_of_papers([paper], Layout(), DAY)


def test_long_stack_has_its_covers_too(context, cast):
    names = [f"Nguyễn Văn {number:02d}" for number in range(22)]
    made = rows.made(cast, *names, places=("Thôn 10", "Thôn 2"))
    job_id = printed(cast, made, layout=Layout(covers=True, two_sided=True)).job_id
    with acting(cast.users["officer"]):
        assert db.session.get(Job, job_id).state == "done"
        pages = told(pdf.text_of(queries.stack_of_job(job_id)))
    assert (len(pages), pages[0], pages[24]) == (48, "Thôn 2", "Thôn 10")
    assert pages[1::2] == [""] * 24


# ---- the page


def test_page_of_printing_offers_stack_and_hamlets(app, cast, browser_of):
    made = arranged(app, cast, "Vi Văn Ông", "Lê Thị An", places=("Thôn 10", "Thôn 2"))
    officer, url = browser_of("officer"), f"/commitments/campaigns/{made.campaign}"
    page = officer.get(f"{url}/printing?hamlet={made.hamlets[0]}&which=unprinted").text
    assert f'<option selected value="{made.hamlets[0]}">' in page
    assert '<option selected value="unprinted">' in page
    assert '<option selected value="each">' in page
    answer = officer.post(f"{url}/print", data={"which": "missing", "hamlet": ""})
    assert "covers=each" in answer.location
    assert len(pdf.text_of(officer.get(answer.location).data)) == 4
    plain = officer.post(f"{url}/print", data={"which": "missing", "hamlet": "", "covers": "none", "sides": "two"})
    assert len(pdf.text_of(officer.get(plain.location).data)) == 4


def test_nothing_to_print_is_told(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    with app.app_context():
        rows.received(cast, made.commitments[0])
    url = f"/commitments/campaigns/{made.campaign}/print"
    answer = browser_of("officer").post(url, data={"which": "missing", "hamlet": "", "sides": "two"})
    assert (answer.status_code, "Không có bản cam kết nào để in." in answer.text) == (422, True)
    assert '<option selected value="two">' in answer.text


def test_stranger_and_clerk_do_not_print(app, cast, browser_of):
    made = arranged(app, cast, "Nguyễn Văn Đức")
    url = f"/commitments/campaigns/{made.campaign}/printing"
    assert [browser_of(name).get(url).status_code for name in ("stranger", "clerk")] == [404, 403]


def test_scanned_cover_is_left_out_by_itself(context, cast):
    made = rows.made(cast, "Vi Văn Ông", "Bùi Văn Bé")
    papers = printed(cast, made).papers
    with acting(cast.users["officer"]):
        stack = actions.stack_of_papers(papers, COVERED, DAY)
        sheets = scans.stack(scans.scanned(stack, scans.Glass(dpi=150)))
        intake, _job = intakes.receive_stack([("chồng.pdf", sheets)])
        assert [(one.state, one.reason) for one in intake.sheets] == [
            ("dropped", "Tờ bìa của chồng bản in"),
            ("matched", None),
            ("matched", None),
        ]
