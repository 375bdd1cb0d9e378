"""Scanned stacks: cut, read, sorted by hand where that is needed, filed paper by paper."""

import io

import pikepdf  # noqa: TID251
import pytest
from sqlalchemy import func, select

from app import audit, jobs, pdf, storage
from app.db import db
from app.papers import actions, queries, rules
from app.papers.actions import Decision
from app.papers.models import Intake, IntakeSheet, Paper
from app.papers.rules import Fate, Known, SheetState
from app.refusals import Refusal, Refused
from tests.cast import acting, everything
from tests.papers import rows, stacks
from tests.pdf import files, scans
from tests.pdf.scans import Glass
from tests.queries_counted import counted

CODE = rules.short_code("một văn bản")


# ---- rules


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ((f"{CODE}-1",), (CODE, 1)),
        ((f" {CODE}-12 ",), (CODE, 12)),
        ((f"{CODE}-1", f"{CODE}-1"), (CODE, 1)),
        ((f"{CODE}-1", "040087001234||NGUYEN VAN A|09081987"), (CODE, 1)),
        (("040087001234||NGUYEN VAN A|09081987",), None),
        ((f"{CODE}-1", f"{CODE}-2"), None),
        ((CODE,), None),
        ((f"{CODE[:-1]}{'A' if CODE[-1] != 'A' else 'B'}-1",), None),
        ((), None),
    ],
)
def test_only_one_code_of_ours_is_kept_of_what_a_page_says(texts, found):
    assert rules.code_on(texts) == found


KNOWN = Known(pages=2, replaced=False, scanned=False)


@pytest.mark.parametrize(
    ("code", "page", "paper", "taken", "expected"),
    [
        (CODE, 1, KNOWN, False, Fate.MATCHED),
        (None, None, None, False, Fate.NO_CODE),
        (CODE, 1, None, False, Fate.UNKNOWN_CODE),
        (CODE, 3, KNOWN, False, Fate.NO_SUCH_PAGE),
        (CODE, 0, KNOWN, False, Fate.NO_SUCH_PAGE),
        (CODE, 1, Known(2, True, False), False, Fate.REPLACED),
        (CODE, 1, KNOWN, True, Fate.TWICE),
        (CODE, 1, Known(2, False, True), False, Fate.SCANNED),
        (CODE, 1, Known(2, False, True), True, Fate.TWICE),
    ],
)
def test_fate_of_a_page(code, page, paper, taken, expected):
    assert rules.fate(code, page, paper, taken) == expected


def test_pages_that_did_not_come():
    assert rules.lacking(3, {1, 3}) == (2,)
    assert rules.lacking(2, {1, 2}) == ()


@pytest.mark.parametrize(
    ("size", "sheets", "codes"),
    [
        (rules.LARGEST_STACK, rules.MOST_SHEETS, []),
        (rules.LARGEST_STACK + 1, rules.MOST_SHEETS + 1, ["stack-too-large", "stack-too-long"]),
    ],
)
def test_limits_of_a_stack(size, sheets, codes):
    assert [one.code for one in rules.stack_refusals(size, sheets)] == codes


def test_page_may_be_said_to_be_one_of_a_paper():
    assert rules.typed_refusals(2, KNOWN, None) == []
    assert rules.typed_refusals(3, Known(2, True, True), 7) == [
        Refusal("paper-replaced"),
        Refusal("sheet-no-such-page", detail="2"),
        Refusal("sheet-taken", detail="7"),
    ]


# ---- taking in and reading


@pytest.fixture
def officer(cast, context) -> int:
    return cast.users["officer"]


@pytest.fixture
def papers(officer) -> list[int]:
    """Three sealed pledges."""
    return [rows.sealed(officer, f"Bản cam kết: {name}") for name in ("Lê Thị Ánh", "Trần Văn Bảy", "Hồ Cẩm")]


def looked_at(officer: int, intake_id: int, look):
    """What a look at a stack says, in one transaction."""
    with acting(officer):
        return look(queries.intake.stack(queries.intake.get(intake_id)))


def titles(bundles) -> list[str]:
    return [one.paper.title.removeprefix("Bản cam kết: ") for one in bundles]


def test_stack_is_led_to_its_papers_page_by_page(officer, papers):
    sheets = stacks.pictures(officer, papers)
    upside_down = stacks.pictures(officer, papers[:1], Glass(dpi=150, turned=180))
    intake_id = stacks.received(officer, [sheets[2], upside_down[0], sheets[1]])

    def look(stack):
        return (
            titles(stack.complete),
            [(one.number, one.page, one.dpi, one.turned, one.state) for one in stack.intake.sheets],
            stack.waiting,
        )

    found, sheets_seen, waiting = looked_at(officer, intake_id, look)
    assert found == ["Hồ Cẩm", "Lê Thị Ánh", "Trần Văn Bảy"]
    assert sheets_seen == [(1, 1, 150, 0, "matched"), (2, 1, 150, 180, "matched"), (3, 1, 150, 0, "matched")]
    assert waiting == ()


def test_stack_is_written_into_the_log_with_its_fingerprint(officer, papers):
    content = scans.stack(stacks.pictures(officer, papers[:1]))
    with acting(officer):
        intake, job = actions.receive_stack([("Quét sáng.pdf", content)])
        assert (intake.file_name, intake.pages, intake.by, job) == ("Quét sáng.pdf", 1, "Nguyễn Thị An", None)
        assert [(line.event, line.keys) for line in audit.lines_about(intake)] == [
            ("stack-received", {"name": "Quét sáng.pdf", "pages": 1})
        ]
        with pytest.raises(storage.Missing):
            storage.get(intake.sha256)  # the pages are kept, not the file beside them a second time


def test_photographs_are_one_stack_in_their_order(officer, papers):
    first, second = stacks.pictures(officer, papers[:2])
    with acting(officer):
        intake, _job = actions.receive_stack([("a.jpg", second), ("b.jpg", first)])
        assert titles(queries.intake.stack(intake).complete) == ["Trần Văn Bảy", "Lê Thị Ánh"]
        assert intake.file_name == "a.jpg, b.jpg"


def test_every_file_that_cannot_be_used_is_named_and_nothing_is_kept(officer, papers):
    good = scans.stack(stacks.pictures(officer, papers[:1]))
    with acting(officer), pytest.raises(Refused) as refused:
        actions.receive_stack([("bảng.xlsx", b"PK\x03\x04"), ("tốt.pdf", good), ("hỏng.pdf", b"%PDF-1.4")])
    assert refused.value.reasons == [
        Refusal("stack-file-kind", detail="bảng.xlsx"),
        Refusal("stack-file-broken", detail="hỏng.pdf"),
    ]
    with everything() as session:
        assert session.scalar(select(func.count(Intake.id))) == 0


def test_same_stack_is_not_taken_twice(officer, papers):
    sheets = stacks.pictures(officer, papers[:1])
    intake_id = stacks.received(officer, sheets)
    with pytest.raises(Refused) as refused:
        stacks.received(officer, sheets)
    assert refused.value.reasons == [Refusal("stack-known", detail=str(intake_id))]


def test_pages_that_need_a_human_wait_with_the_reason(officer, papers, cast):
    foreign = rows.sealed(cast.users["stranger"], "Bản cam kết của xã bên")
    with acting(officer):
        old = queries.get(papers[1])
        subject_id = old.subject_id
        rows.seal_for(subject_id, "Bản cam kết: Trần Văn Bảy (sửa)", replaces=old)
        actions.file_scan(queries.get(papers[2]), rows.scan(), "ban-ky.pdf")
    ours = stacks.pictures(officer, papers)
    theirs = stacks.pictures(cast.users["stranger"], [foreign])
    intake_id = stacks.received(officer, [ours[0], ours[1], ours[2], theirs[0], ours[0], scans.empty(150)])
    assert looked_at(officer, intake_id, stacks.fates) == {
        2: Fate.REPLACED,
        3: Fate.SCANNED,
        4: Fate.UNKNOWN_CODE,
        5: Fate.TWICE,
    }
    assert looked_at(officer, intake_id, stacks.states)[5] == SheetState.DROPPED


def test_back_of_a_sheet_is_left_out_by_itself(officer, papers):
    front = stacks.pictures(officer, papers[:1])[0]
    intake_id = stacks.received(officer, [front, scans.empty(150)])
    dropped = looked_at(
        officer, intake_id, lambda stack: [(one.number, one.reason) for one in stack.in_state("dropped")]
    )
    assert dropped == [(2, "Trang trắng")]


def test_code_of_another_program_is_not_kept(officer, papers):
    letter = files.saved(files.letter())
    with acting(officer):
        intake, _job = actions.receive_stack([("thư.pdf", letter)])
        assert [(one.code, one.page, one.state) for one in intake.sheets] == [(None, None, SheetState.WAITING)]


def long_paper(officer: int) -> int:
    """A sealed paper of two pages."""
    return rows.sealed(officer, "Bản cam kết dài", facts=rows.slip(promises=("Giữ gìn vệ sinh chung",) * 40))


def test_paper_of_which_a_page_is_out_waits_for_the_other_stack(officer):
    paper_id = long_paper(officer)
    first, second = stacks.pictures(officer, [paper_id])[:2]
    one = stacks.received(officer, [second])
    with acting(officer):
        pages = queries.get(paper_id).pages
    lacking = looked_at(officer, one, lambda stack: [bundle.lacking for bundle in stack.incomplete])
    assert (pages, lacking) == (2, [(1,)])
    other = stacks.received(officer, [first])
    complete = looked_at(officer, other, lambda stack: [[s.intake_id for s in b.sheets] for b in stack.complete])
    assert complete == [[other, one]]
    assert looked_at(officer, one, lambda stack: len(stack.complete)) == 1


def test_paper_of_a_merged_commune_is_found_by_its_successor(cast, officer, app):
    paper_id = rows.sealed(officer, "Bản cam kết cũ")
    sheets = stacks.pictures(officer, [paper_id])
    with everything() as session:
        session.get_one(Paper, paper_id).owner_id = cast.merged
    intake_id = stacks.received(officer, sheets)
    with acting(officer):
        (bundle,) = queries.intake.stack(queries.intake.get(intake_id)).complete
        (scan,) = actions.file_bundles(queries.intake.get(intake_id), [bundle])
        assert scan.owner_id == cast.merged


# ---- the background job


def test_long_stack_is_read_in_the_background_and_leads_to_its_page(officer, papers):
    sheets = stacks.pictures(officer, papers) * 2
    with acting(officer):
        intake, job = actions.receive_stack([("chồng.pdf", scans.stack(sheets))])
        intake_id, job_id = intake.id, job.id
    with acting(officer):
        done = jobs.find(job_id)
        assert (done.state, done.done, done.total) == ("done", 6, 6)
        assert done.result == {"endpoint": "desk.stack", "values": {"intake_id": intake_id}}
    assert looked_at(officer, intake_id, stacks.states) == ["matched"] * 3 + ["waiting"] * 3


def test_work_that_was_stopped_goes_on_where_it_was(officer, papers, app, monkeypatch):
    taken = []
    monkeypatch.setitem(app.extensions, "run_job", taken.append)
    sheets = stacks.pictures(officer, papers) * 2
    with acting(officer):
        intake, job = actions.receive_stack([("chồng.pdf", scans.stack(sheets))])
        intake_id = intake.id
        unread = queries.intake.unread(intake_id)
        with pytest.raises(Refused) as running:
            actions.read_stack(intake)
        job.state = "cancelled"
        actions.note_seen({sheet: pdf.look_at(storage.get(sha)) for sheet, sha in unread[:4]})
    assert running.value.reasons == [Refusal("stack-being-read")]
    with acting(officer):
        assert actions.read_stack(queries.intake.get(intake_id)) is None  # two are left: they are read at once
    assert looked_at(officer, intake_id, stacks.states) == ["matched"] * 3 + ["waiting"] * 3


def test_page_that_was_looked_at_is_not_looked_at_again(officer, papers):
    intake_id = stacks.received(officer, stacks.pictures(officer, papers[:1]))
    with acting(officer):
        (sheet,) = queries.intake.get(intake_id).sheets
        actions.note_seen({sheet.id: pdf.Seen((), 90, 10, False)})
        assert (sheet.state, sheet.dpi, sheet.turned) == (SheetState.MATCHED, 150, 0)


# ---- what a human says


@pytest.fixture
def unreadable(officer, papers) -> int:
    """A stack of one page whose code is torn off."""
    with acting(officer):
        return actions.receive_stack([("thư.pdf", files.saved(files.letter()))])[0].id


def sheet_of(intake_id: int, at: int = 0) -> IntakeSheet:
    return queries.intake.get(intake_id).sheets[at]


def another_sheet(intake_id: int, number: int) -> IntakeSheet:
    """One more page of the stack that waits."""
    sheet = IntakeSheet(intake_id=intake_id, number=number, state="waiting", sha256="0")
    db.session.add(sheet)
    db.session.flush()
    return sheet


def test_page_is_led_to_a_paper_by_hand(officer, papers, unreadable):
    with acting(officer):
        sheet = sheet_of(unreadable)
        assert actions.sort_sheets([Decision(sheet, queries.get(papers[0]))]) == {}
        assert (sheet.state, sheet.paper_id, sheet.page) == (SheetState.MATCHED, papers[0], 1)
        line = audit.lines_about(sheet.intake)[0]
        assert (line.event, line.keys["number"], line.keys["page"]) == ("sheet-matched", 1, 1)


def test_faults_of_all_pages_are_told_at_once_and_nothing_is_done(officer, papers, unreadable):
    matched = stacks.received(officer, stacks.pictures(officer, papers[:1]))
    with acting(officer):
        pages = [another_sheet(unreadable, 2), another_sheet(unreadable, 3)]
        decisions = [
            Decision(sheet_of(unreadable), queries.get(papers[0]), 1),
            Decision(pages[0], queries.get(papers[1]), 9),
            Decision(pages[1], reason="  "),
            Decision(sheet_of(matched), reason="Bỏ"),
        ]
        faults = actions.sort_sheets(decisions)
        assert list(faults.values()) == [
            [Refusal("sheet-taken", detail="1")],
            [Refusal("sheet-no-such-page", detail="1")],
            [Refusal("sheet-needs-reason")],
            [Refusal("sheet-moved-on")],
        ]
        assert {one.sheet.state for one in decisions[:3]} == {SheetState.WAITING}


def test_two_pages_cannot_be_said_to_be_the_same(officer, papers, unreadable):
    with acting(officer):
        second = another_sheet(unreadable, 2)
        paper = queries.get(papers[0])
        faults = actions.sort_sheets([Decision(sheet_of(unreadable), paper), Decision(second, paper)])
        assert list(faults.values()) == [[Refusal("sheet-claimed-twice")]] * 2


def test_later_of_two_pictures_takes_the_place_of_the_earlier(officer, papers):
    picture = stacks.pictures(officer, papers[:1])[0]
    intake_id = stacks.received(officer, [picture, picture])
    with acting(officer):
        first, second = queries.intake.get(intake_id).sheets
        assert actions.sort_sheets([Decision(second, queries.get(papers[0]), 1, instead=True)]) == {}
        assert (first.state, first.reason, second.state) == ("dropped", "Dùng trang 2 thay", "matched")


def test_pages_that_are_there_already_are_left_out_together(officer, papers):
    with acting(officer):
        actions.file_scan(queries.get(papers[2]), rows.scan(), "ban-ky.pdf")
    pictures = stacks.pictures(officer, papers)
    intake_id = stacks.received(officer, [*pictures, *pictures[:2]])
    with acting(officer):
        assert actions.drop_spare(queries.intake.stack(queries.intake.get(intake_id))) == 3
    dropped = looked_at(
        officer, intake_id, lambda stack: [(one.number, one.reason) for one in stack.in_state("dropped")]
    )
    assert dropped == [(3, "Văn bản đã có bản quét"), (4, "Trang quét trùng"), (5, "Trang quét trùng")]


def test_page_left_out_or_led_wrong_can_be_taken_back(officer, papers, unreadable):
    with acting(officer):
        sheet = sheet_of(unreadable)
        actions.sort_sheets([Decision(sheet, reason="Trang trắng")])
        assert (sheet.state, sheet.reason) == ("dropped", "Trang trắng")
        actions.take_back_sheet(sheet)
        actions.sort_sheets([Decision(sheet, queries.get(papers[0]))])
        actions.take_back_sheet(sheet)
        assert (sheet.state, sheet.paper_id, sheet.code, sheet.reason) == ("waiting", None, None, None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("anh", ["Lê Thị Ánh"]),
        ("trần bảy", ["Trần Văn Bảy"]),
        ("le", []),
        ("cẩm", []),
        ("%_/", []),
        ("khong co ai", []),
    ],
)
def test_letters_find_the_papers_that_are_still_out(officer, papers, typed, found):
    with acting(officer):
        actions.file_scan(queries.get(papers[2]), rows.scan(), "ban-ky.pdf")
        assert [one.title.removeprefix("Bản cam kết: ") for one in queries.intake.open_papers(typed)] == found


def test_paper_whose_page_waits_to_be_filed_is_not_offered_again(officer, papers):
    stacks.received(officer, stacks.pictures(officer, papers[:1]))
    with acting(officer):
        assert queries.intake.open_papers("ánh") == []


def test_given_name_comes_before_the_letters_inside_others(officer):
    for name in ("Thị Ánh Tuyết", "Trần Thị", "Lê Thị Hoa"):
        rows.sealed(officer, f"Bản cam kết: {name}")
    with acting(officer):
        found = [one.title.removeprefix("Bản cam kết: ") for one in queries.intake.open_papers("thi")]
    assert found[0] == "Trần Thị"


def test_code_finds_its_paper_though_it_was_scanned(officer, papers):
    with acting(officer):
        paper = queries.get(papers[0])
        actions.file_scan(paper, rows.scan(), "ban-ky.pdf")
        assert queries.intake.open_papers(f"{paper.short_code.lower()}-1") == [paper]


# ---- filing


def test_complete_paper_is_filed_in_its_own_order_and_upright(officer):
    paper_id = long_paper(officer)
    first, second = stacks.pictures(officer, [paper_id], Glass(dpi=150, turned=180))[:2]
    intake_id = stacks.received(officer, [second, first])
    with acting(officer):
        (bundle,) = queries.intake.stack(queries.intake.get(intake_id)).complete
        (scan,) = actions.file_bundles(queries.intake.get(intake_id), [bundle])
        assert (scan.pages, scan.dpi, scan.file_name) == (2, 150, f"Chồng quét {intake_id}, trang 2, 1.pdf")
        assert {(one.state, one.scan_id) for one in bundle.sheets} == {("filed", scan.id)}
        filed = queries.bytes_of_scan(scan)
    assert [pdf.look_at(page).texts[0][-2:] for page in pdf.sheets_of(filed)] == ["-1", "-2"]
    with pikepdf.open(io.BytesIO(filed)) as book:
        assert [int(page.obj.Rotate) for page in book.pages] == [180, 180]


def test_one_page_is_kept_once(officer, papers):
    intake_id = stacks.received(officer, stacks.pictures(officer, papers[:1]))
    with acting(officer):
        (bundle,) = queries.intake.stack(queries.intake.get(intake_id)).complete
        (scan,) = actions.file_bundles(queries.intake.get(intake_id), [bundle])
        assert scan.sha256 == bundle.sheets[0].sha256
        assert [line.event for line in audit.lines_about(bundle.paper)] == ["scan-filed", "paper-sealed"]


def test_page_filed_by_hand_before_is_not_filed_again(officer, papers):
    intake_id = stacks.received(officer, stacks.pictures(officer, papers[:1]))
    with acting(officer):
        (bundle,) = queries.intake.stack(queries.intake.get(intake_id)).complete
        by_hand = actions.file_scan(bundle.paper, storage.get(bundle.sheets[0].sha256), "tay.pdf")
        assert actions.file_bundles(queries.intake.get(intake_id), [bundle]) == [by_hand]
        assert bundle.sheets[0].scan_id == by_hand.id


def test_filed_page_cannot_be_taken_back(officer, papers):
    intake_id = stacks.received(officer, stacks.pictures(officer, papers[:1]))
    with acting(officer):
        (bundle,) = queries.intake.stack(queries.intake.get(intake_id)).complete
        actions.file_bundles(queries.intake.get(intake_id), [bundle])
        with pytest.raises(Refused) as refused:
            actions.take_back_sheet(bundle.sheets[0])
    assert refused.value.reasons == [Refusal("sheet-filed")]


# ---- the tray and the pages


def test_tray_counts_what_is_left_by_stack(officer, papers, unreadable):
    intake_id = stacks.received(officer, stacks.pictures(officer, papers[:1]))
    with acting(officer):
        assert [(one.intake.id, one.states, one.left) for one in queries.intake.tray()] == [
            (intake_id, {"matched": 1}, 1),
            (unreadable, {"waiting": 1}, 1),
        ]
        assert [one.fate for one in queries.intake.waiting_sheets()] == [Fate.NO_CODE]
        assert queries.intake.left_over() == {"matched": 1, "waiting": 1}


@pytest.fixture
def torn(app, cast) -> int:
    """A stack of one page that nobody can read, for browsers: no context is held open around them."""
    with app.app_context(), acting(cast.users["officer"]):
        return actions.receive_stack([("thư.pdf", files.saved(files.letter()))])[0].id


def test_tray_shows_why_and_where_a_page_waits(browser_of, torn):
    answer = browser_of("clerk").get("/papers/intake")
    assert "Không đọc được mã của phần mềm" in answer.text
    assert f"/stacks/{torn}#sheet-" in answer.text
    assert "thư.pdf" in answer.text


def test_upload_of_a_small_stack_opens_its_page(app, cast, browser_of):
    with app.app_context():
        paper_id = rows.sealed(cast.users["officer"])
        content = scans.stack(stacks.pictures(cast.users["officer"], [paper_id]))
    answer = browser_of("clerk").post(
        "/papers/intake/new", data={"files": [(io.BytesIO(content), "chồng.pdf")]}, content_type="multipart/form-data"
    )
    assert (answer.status_code, answer.location.startswith("/stacks/")) == (303, True)


def test_upload_of_what_is_no_scan_says_so_at_the_field(browser_of):
    data = {"files": [(io.BytesIO(b"PK\x03\x04"), "bảng.xlsx")]}
    answer = browser_of("officer").post("/papers/intake/new", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "bảng.xlsx: không phải tệp PDF, JPG hoặc PNG." in answer.text


def test_upload_of_nothing_says_so(browser_of):
    answer = browser_of("officer").post("/papers/intake/new", content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Chưa chọn tệp." in answer.text


def test_picture_of_a_page_is_for_its_own_commune(browser_of, app, cast, torn):
    with app.app_context(), acting(cast.users["officer"]):
        sheet_id = sheet_of(torn).id
    for end in (".png", "/file.pdf"):
        address = f"/papers/intake/sheets/{sheet_id}{end}"
        assert browser_of("clerk").get(address).status_code == 200
        assert browser_of("stranger").get(address).status_code == 404
        assert browser_of("leader").get(address).status_code == 403
    picture = browser_of("clerk").get(f"/papers/intake/sheets/{sheet_id}.png")
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")


def test_tray_reads_as_much_for_three_stacks_as_for_one(app, cast, browser_of, torn):
    browser = browser_of("officer")
    browser.get("/papers/intake")
    with counted(app) as one:
        browser.get("/papers/intake")
    with app.app_context(), acting(cast.users["officer"]):
        for words in ("Thu hai", "Thu ba"):
            actions.receive_stack([("thư.pdf", files.saved(files.letter(words=words)))])
    with counted(app) as three:
        browser.get("/papers/intake")
    assert len(three) == len(one)
