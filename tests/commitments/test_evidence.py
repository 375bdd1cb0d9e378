"""The evidence page: who did what with one commitment, and the fingerprints of what is kept of it."""

import re
from datetime import date

import pytest

from app.commitments import actions, queries
from app.commitments.queries.evidence import evidence
from app.commitments.rules import Way
from app.desk import actions as desk
from app.papers import actions as filing
from app.papers import queries as papers
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.papers import rows as paper_rows
from tests.papers import stacks
from tests.queries_counted import counted

DUC = "Nguyễn Văn Đức"


def scanned_back(cast, commitment_id: int) -> int:
    """The paper of a commitment scanned and filed as one page of a stack; returns the id of its paper."""
    paper_id = rows.sealed(cast, commitment_id)
    intake_id = stacks.received(cast.users["clerk"], stacks.pictures(cast.users["officer"], [paper_id]))
    with acting(cast.users["clerk"]):
        desk.file_stack(papers.intake.get(intake_id), date(2026, 8, 15), DAY)
    return paper_id


def test_commitment_knows_who_made_it_and_when(cast, context):
    made = rows.made(cast, DUC)
    with acting(cast.users["clerk"]):
        row = rows.get(made.commitments[0])
        assert (row.made_by, row.made_at.date()) == ("Nguyễn Thị An", DAY)


def test_scan_is_led_back_to_its_page_of_the_stack(cast, context):
    made = rows.made(cast, DUC)
    paper_id = scanned_back(cast, made.commitments[0])
    with acting(cast.users["officer"]):
        found = evidence(rows.get(made.commitments[0]))
        assert (found.paper.id, found.printed.id, found.replaced) == (paper_id, paper_id, ())
        assert [(one.scan.filed_by, [sheet.number for sheet in one.sheets]) for one in found.scans] == [
            ("Trần Văn Bình", [1])
        ]
        assert found.row.signed_way == Way.SCAN
        assert [line.event for line in found.log] == [
            "paper-sealed",
            "commitments-printed",
            "scan-filed",
            "commitment-signed",
        ]


def test_paper_that_was_replaced_is_named_and_the_first_one_counts_as_printed(cast, context):
    made = rows.made(cast, DUC)
    first = rows.sealed(cast, made.commitments[0])
    with acting(cast.users["officer"]):
        line = queries.line(rows.get(made.commitments[0]))
        second = actions.replace_paper(line, DAY).id
    with acting(cast.users["officer"]):
        found = evidence(rows.get(made.commitments[0]))
        assert (found.paper.id, [one.id for one in found.replaced], found.printed.id) == (second, [first], first)


def test_page_shows_every_hand_and_every_fingerprint(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, DUC)
        paper_id = scanned_back(cast, made.commitments[0])
        with acting(cast.users["officer"]):
            paper = papers.get(paper_id)
            prints = {paper.sha256, paper.scans[0].sha256}
            code = paper.short_code
    page = browser_of("leader").get(f"/commitments/{made.commitments[0]}/evidence").text
    assert set(re.findall(r"SHA-256 ([0-9a-f]{64})", page)) == prints
    for said in (
        DUC,
        code,
        "Nguyễn Thị An",
        "Trần Văn Bình",
        "ngày 15/08/2026, bản quét",
        "Người lập phiếu",
        "Lê Thị Chi",
    ):
        assert said in page


def test_page_says_who_lent_a_hand_and_what_was_agreed(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, DUC)
        with acting(cast.users["clerk"]):
            row = rows.get(made.commitments[0])
            actions.receive(
                row,
                date(2026, 8, 15),
                DAY,
                "Nguyễn Thị Hoa",
                capacity="Vợ chủ hộ",
                helped_by="Lò Thị Giúp",
                help_reason="Không biết chữ",
                consents=[],
            )
    page = browser_of("officer").get(f"/commitments/{made.commitments[0]}/evidence").text
    for said in (
        "Nguyễn Thị Hoa",
        "Vợ chủ hộ",
        "Lò Thị Giúp ký hộ, vì: Không biết chữ",
        "không mục đích nào",
        "chưa in từ phần mềm",
    ):
        assert said in page


def test_page_of_a_signed_file_shows_its_checks(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, DUC)
        rows.signed_file(cast, made.commitments[0], DUC)
    page = browser_of("officer").get(f"/commitments/{made.commitments[0]}/evidence").text
    assert "Tệp ký số" in page
    assert "nguyên vẹn" in page


def test_page_of_one_nobody_has_asked_yet(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, DUC)
    page = browser_of("officer").get(f"/commitments/{made.commitments[0]}/evidence").text
    assert "chưa ký" in page
    assert "Chưa có việc gì sau khi lập." in page


def test_page_reads_as_much_for_two_scans_as_for_one(app, cast, browser_of):
    with app.app_context():
        made = rows.made(cast, DUC, "Lê Thị Hoa")
        for commitment_id in made.commitments:
            scanned_back(cast, commitment_id)
    browser = browser_of("officer")
    browser.get(f"/commitments/{made.commitments[0]}/evidence")
    with counted(app) as one:
        browser.get(f"/commitments/{made.commitments[0]}/evidence")
    with app.app_context(), acting(cast.users["officer"]):
        paper = papers.current(rows.get(made.commitments[1]), "commitment")
        filing.file_scan(paper, paper_rows.scan(), "lan-hai.pdf")
    with counted(app) as two:
        browser.get(f"/commitments/{made.commitments[1]}/evidence")
    assert len(two) == len(one)


@pytest.mark.parametrize(("name", "status"), [("stranger", 404), ("council", 403), ("clerk", 200)])
def test_page_is_for_those_who_read_commitments_here(app, cast, browser_of, name, status):
    with app.app_context():
        made = rows.made(cast, DUC)
    assert browser_of(name).get(f"/commitments/{made.commitments[0]}/evidence").status_code == status
