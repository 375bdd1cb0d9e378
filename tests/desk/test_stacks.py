"""A stack of signed pledges comes back through the scanner and is filed in one go."""

import io
from datetime import date

import pytest
from PIL import Image  # noqa: TID251

from app import audit
from app.access import Can
from app.commitments import actions as commitments
from app.commitments import queries as pledges
from app.commitments.models import BulkAct
from app.commitments.rules import State, Way
from app.db import db
from app.desk import actions, queries
from app.papers import queries as papers
from app.papers.rules import Fate
from app.refusals import Refusal, Refused
from tests.cast import DAY, acting
from tests.commitments import rows
from tests.papers import rows as paper_rows
from tests.papers import stacks
from tests.pdf import scans
from tests.pdf.scans import Glass
from tests.queries_counted import counted

SIGNED_ON = date(2026, 8, 12)
NAMES = ("Trần Văn An", "Lê Thị Bình", "Hồ Thị Chi")


def printed(cast, *names: str, **options) -> tuple[rows.Made, list[int]]:
    """A campaign with a sealed paper for each name, in the order of the names; needs a context."""
    made = rows.made(cast, *names, **options)
    with acting(cast.users["officer"]):
        lines = {line.row.id: line for line in pledges.chosen(made.campaign, made.commitments)}
        found = commitments.seal_lines([lines[row_id] for row_id in made.commitments], DAY)
        return made, [paper.id for paper in found]


def scanned(cast, paper_ids, extra=(), glass: Glass = stacks.QUICK) -> int:
    """These papers and what else lay in the stack, taken in by the clerk; returns the id of the stack."""
    sheets = [*stacks.pictures(cast.users["officer"], paper_ids, glass), *extra]
    return stacks.received(cast.users["clerk"], sheets)


def filed(cast, intake_id: int, signed_on: date | None = SIGNED_ON, incomplete=()) -> actions.Filed:
    with acting(cast.users["clerk"]):
        return actions.file_stack(papers.intake.get(intake_id), signed_on, DAY, incomplete)


def pledge(cast, commitment_id: int):
    """Where one pledge stands: its state, the day, the way, who took it in."""
    with acting(cast.users["officer"]):
        row = rows.get(commitment_id)
        return row.state, row.signed_on, row.signed_way, row.received_by


def test_filed_stack_signs_its_pledges_as_one_act(cast, context):
    made, paper_ids = printed(cast, *NAMES)
    done = filed(cast, scanned(cast, paper_ids))
    assert done == actions.Filed(papers=3, signed=3, known=0, refused=())
    assert {pledge(cast, one) for one in made.commitments} == {(State.SIGNED, SIGNED_ON, Way.SCAN, "Trần Văn Bình")}
    with acting(cast.users["officer"]):
        (act,) = db.session.query(BulkAct).filter_by(kind="scan")
        assert (act.kind, act.count, act.by) == ("scan", 3, "Trần Văn Bình")
        assert [len(papers.get(paper_id).scans) for paper_id in paper_ids] == [1, 1, 1]
        events = {line.event for line in audit.lines_about(rows.get(made.commitments[0]))}
        assert "commitment-signed" in events
        assert audit.lines_about(rows.campaign(made.campaign))[0].keys == {"count": 3, "day": "2026-08-12"}


def test_one_who_signed_before_only_gains_the_scan(cast, context):
    made, paper_ids = printed(cast, *NAMES[:2])
    rows.received(cast, made.commitments[0], date(2026, 8, 5))
    assert filed(cast, scanned(cast, paper_ids)) == actions.Filed(2, 1, 1, ())
    assert pledge(cast, made.commitments[0])[:3] == (State.SIGNED, date(2026, 8, 5), Way.PAPER)
    with acting(cast.users["officer"]):
        assert len(papers.get(paper_ids[0]).scans) == 1


def test_one_who_had_declined_has_signed_after_all(cast, context):
    made, paper_ids = printed(cast, NAMES[0])
    with acting(cast.users["officer"]):
        commitments.decline(rows.get(made.commitments[0]), "Đi vắng")
    filed(cast, scanned(cast, paper_ids))
    assert pledge(cast, made.commitments[0])[0] == State.SIGNED


def test_one_who_withdrew_is_told_by_name_and_keeps_the_scan(cast, context):
    made, paper_ids = printed(cast, *NAMES[:2])
    with acting(cast.users["officer"]):
        rows.get(made.commitments[1]).state = State.WITHDRAWN
    done = filed(cast, scanned(cast, paper_ids))
    assert (done.papers, done.signed, [(name, reason.code) for name, reason in done.refused]) == (
        2,
        1,
        [("Lê Thị Bình", "commitment-withdrawn")],
    )
    assert pledge(cast, made.commitments[1])[0] == State.WITHDRAWN
    with acting(cast.users["officer"]):
        assert len(papers.get(paper_ids[1]).scans) == 1


@pytest.mark.parametrize(
    ("day", "reasons"),
    [
        (None, [Refusal("stack-without-day")]),
        (date(2026, 7, 31), [Refusal("signed-before-campaign", detail="01/08/2026")]),
        (date(2026, 8, 21), [Refusal("signed-in-future")]),
    ],
)
def test_day_that_cannot_be_is_refused_and_nothing_is_filed(cast, context, day, reasons):
    made, paper_ids = printed(cast, NAMES[0])
    intake_id = scanned(cast, paper_ids)
    with pytest.raises(Refused) as refused:
        filed(cast, intake_id, day)
    assert refused.value.reasons == reasons
    assert pledge(cast, made.commitments[0])[0] == State.PRINTED
    with acting(cast.users["officer"]):
        assert papers.get(paper_ids[0]).scans == []


def test_stack_without_pledges_needs_no_day(cast, context):
    paper_id = paper_rows.sealed(cast.users["officer"])
    assert filed(cast, scanned(cast, [paper_id]), None) == actions.Filed(1, 0, 0, ())


def test_nothing_to_file_is_said(cast, context):
    intake_id = stacks.received(cast.users["clerk"], [scans.empty(150)])
    with pytest.raises(Refused) as refused:
        filed(cast, intake_id)
    assert refused.value.reasons == [Refusal("nothing-to-file")]


def test_stack_filed_a_second_time_has_nothing_left(cast, context):
    _made, paper_ids = printed(cast, NAMES[0])
    intake_id = scanned(cast, paper_ids)
    filed(cast, intake_id)
    with pytest.raises(Refused):
        filed(cast, intake_id)


def test_pledges_of_two_campaigns_are_two_acts(cast, context):
    first, one = printed(cast, NAMES[0])
    second, two = printed(cast, NAMES[1], plan_id=first.plan, places=("Thôn 5",), name="Đợt hai")
    filed(cast, scanned(cast, [*one, *two]))
    with acting(cast.users["officer"]):
        acts = db.session.query(BulkAct).filter_by(kind="scan").order_by(BulkAct.campaign_id)
        assert [(act.campaign_id, act.count) for act in acts] == [(first.campaign, 1), (second.campaign, 1)]


def test_paper_of_which_a_page_is_out_is_filed_only_when_ticked(cast, context):
    facts = paper_rows.slip(promises=("Giữ gìn vệ sinh chung",) * 40)
    paper_id = paper_rows.sealed(cast.users["officer"], "Bản cam kết dài", facts=facts)
    first = stacks.pictures(cast.users["officer"], [paper_id])[0]
    intake_id = stacks.received(cast.users["clerk"], [first])
    with pytest.raises(Refused):
        filed(cast, intake_id)
    assert filed(cast, intake_id, None, [paper_id]).papers == 1


def test_sixty_pages_with_what_a_real_stack_brings(cast, context):
    """Two torn codes, a paper of another commune, one sheet fed twice, the rest pledges: only four pages are typed."""
    names = [f"Nguyễn Văn {chr(65 + at % 26)}{'abcdef'[at // 26]}" for at in range(58)]
    made, paper_ids = printed(cast, *names)
    foreign = paper_rows.sealed(cast.users["stranger"], "Bản cam kết của xã bên")
    officer = cast.users["officer"]
    sheets = stacks.pictures(officer, paper_ids)
    sheets[6], sheets[40] = (torn(one) for one in (sheets[6], sheets[40]))
    sheets[20:20] = stacks.pictures(cast.users["stranger"], [foreign])
    sheets.append(sheets[0])
    intake_id = stacks.received(cast.users["clerk"], sheets)
    with acting(officer):
        stack = papers.intake.stack(papers.intake.get(intake_id))
        assert (len(stack.intake.sheets), len(stack.complete)) == (60, 56)
        assert stacks.fates(stack) == {7: Fate.NO_CODE, 21: Fate.UNKNOWN_CODE, 42: Fate.NO_CODE, 60: Fate.TWICE}
    assert filed(cast, intake_id) == actions.Filed(56, 56, 0, ())
    with acting(officer):
        signed = [row for row in pledges.in_campaign(made.campaign) if row.state == State.SIGNED]
        assert len(signed) == 56
        left = queries.todos(frozenset({Can.PAPER_SCAN}), DAY)
        assert [todo.text for todo in left] == ["Còn 4 trang quét chưa rõ của ai."]


def torn(picture: bytes) -> bytes:
    """The same sheet with the corner of its code torn off."""
    page = Image.open(io.BytesIO(picture))
    page.paste((200, 196, 190), (page.width * 3 // 4, page.height * 9 // 10, page.width, page.height))
    return scans.jpeg(page)


# ---- the page of the stack


@pytest.fixture
def stack_of(app, cast):
    """A stack of pledges with one page nobody can read; returns its id and what it was made of."""
    with app.app_context():
        made, paper_ids = printed(cast, *NAMES, "Lò Thị Đào")
        intake_id = scanned(cast, paper_ids[:2], [torn(stacks.pictures(cast.users["officer"], paper_ids[2:])[0])])
        return intake_id, made, paper_ids


def test_page_shows_what_matched_and_asks_for_the_rest(browser_of, stack_of):
    intake_id, _made, _papers = stack_of
    page = browser_of("clerk").get(f"/stacks/{intake_id}").text
    assert "Lưu 2 bản" in page
    assert "Trang 3: Không đọc được mã của phần mềm" in page
    assert "khoảng 150 dpi" in page
    assert '<a href="#waiting">1 trang cần người xem</a>' in page  # below a list of hundreds nobody would look for it
    for name in NAMES[:2]:
        assert name in page


def part(app, cast, intake_id: int, **typed: str) -> dict[str, str]:
    """What the form sends for the first page that waits."""
    with app.app_context(), acting(cast.users["clerk"]):
        sheet = papers.intake.stack(papers.intake.get(intake_id)).waiting[0].sheet.id
    return {"sheets-0-sheet": str(sheet)} | {f"sheets-0-{name}": value for name, value in typed.items()}


def test_short_code_typed_beside_the_picture_leads_the_page_home(app, cast, browser_of, stack_of):
    intake_id, _made, paper_ids = stack_of
    with app.app_context(), acting(cast.users["clerk"]):
        code = papers.get(paper_ids[2]).short_code
    browser = browser_of("clerk")
    answer = browser.post(f"/stacks/{intake_id}/sort", data=part(app, cast, intake_id, paper=f"{code.lower()}-1"))
    assert answer.status_code == 303
    assert "Lưu 3 bản" in browser.get(f"/stacks/{intake_id}").text


def test_three_letters_of_a_name_lead_the_page_home(app, cast, browser_of, stack_of):
    intake_id, _made, _papers = stack_of
    browser = browser_of("clerk")
    assert browser.post(f"/stacks/{intake_id}/sort", data=part(app, cast, intake_id, paper="chi")).status_code == 303
    assert "Hồ Thị Chi" in browser.get(f"/stacks/{intake_id}").text


def test_letters_of_several_names_ask_for_one_and_lose_nothing(app, cast, browser_of, stack_of):
    intake_id, _made, _papers = stack_of
    data = part(app, cast, intake_id, paper="thi", page="1")
    browser = browser_of("clerk")
    answer = browser.post(f"/stacks/{intake_id}/sort", data=data)
    assert answer.status_code == 422
    assert "Có 2 kết quả, chọn một." in answer.text
    assert 'value="thi"' in answer.text
    chosen = data | {"sheets-0-paper-id": str(stack_of[2][2])}
    assert browser.post(f"/stacks/{intake_id}/sort", data=chosen).status_code == 303


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({}, "Chưa nhập gì cho trang nào."),
        ({"paper": "zz"}, "Gõ mã in cạnh mã QR, hoặc ít nhất 3 chữ cái của tên."),
        ({"paper": "không có ai"}, "Không tìm thấy “không có ai”."),
        ({"paper": "chi", "page": "4"}, "Văn bản này chỉ có 1 trang."),
        ({"paper": "chi", "page": "một"}, "Phải là số nguyên"),
        ({"paper": "chi", "reason": "Trang trắng"}, "Mỗi trang chỉ làm một việc"),
    ],
)
def test_what_cannot_be_is_said_at_the_page(app, cast, browser_of, stack_of, typed, fault):
    intake_id, _made, _papers = stack_of
    answer = browser_of("clerk").post(f"/stacks/{intake_id}/sort", data=part(app, cast, intake_id, **typed))
    assert answer.status_code == 422
    assert fault in answer.text
    for value in typed.values():
        assert f'value="{value}"' in answer.text


def test_page_left_out_with_a_reason_can_be_taken_back(app, cast, browser_of, stack_of):
    intake_id, _made, _papers = stack_of
    browser = browser_of("clerk")
    data = part(app, cast, intake_id, reason="Quét hỏng, sẽ quét lại")
    sheet = data["sheets-0-sheet"]
    assert browser.post(f"/stacks/{intake_id}/sort", data=data).status_code == 303
    assert "Quét hỏng, sẽ quét lại" in browser.get(f"/stacks/{intake_id}").text
    assert browser.post(f"/stacks/sheets/{sheet}/back").status_code == 303
    assert "Cần người xem (1)" in browser.get(f"/stacks/{intake_id}").text


def test_button_files_and_tells_how_many(browser_of, stack_of):
    intake_id, _made, _papers = stack_of
    browser = browser_of("clerk")
    answer = browser.post(f"/stacks/{intake_id}/file", data={"signed_on": "12/08/2026"})
    assert (answer.status_code, answer.location) == (303, f"/stacks/{intake_id}")
    page = browser.get(f"/stacks/{intake_id}").text
    assert "Đã lưu 2 bản quét; 2 bản cam kết được ghi là đã ký." in page
    assert "Đã lưu (2)" in page


@pytest.mark.parametrize(
    ("day", "fault"),
    [("", "Chưa nhập ngày ký ghi trên bản."), ("31/07/2026", "01/08/2026"), ("hôm qua", "Ngày phải viết dạng")],
)
def test_wrong_day_stays_in_its_box_with_the_reason(browser_of, stack_of, day, fault):
    answer = browser_of("clerk").post(f"/stacks/{stack_of[0]}/file", data={"signed_on": day})
    assert answer.status_code == 422
    assert fault in answer.text
    assert f'value="{day}"' in answer.text


def test_sheet_fed_twice_is_left_out_by_one_button(app, cast, browser_of):
    with app.app_context():
        _made, paper_ids = printed(cast, NAMES[0])
        intake_id = scanned(cast, paper_ids * 2)
    browser = browser_of("officer")
    assert "Bỏ cả 1 trang trùng hoặc đã có bản quét" in browser.get(f"/stacks/{intake_id}").text
    assert browser.post(f"/stacks/{intake_id}/drop-spare").status_code == 303
    assert "Cần người xem" not in browser.get(f"/stacks/{intake_id}").text


def test_later_picture_is_used_instead_when_ticked(app, cast, browser_of):
    with app.app_context():
        _made, paper_ids = printed(cast, NAMES[0])
        intake_id = scanned(cast, paper_ids * 2)
    browser = browser_of("officer")
    assert browser.post(f"/stacks/{intake_id}/sort", data=part(app, cast, intake_id, keep="y")).status_code == 303
    page = browser.get(f"/stacks/{intake_id}").text
    assert "Dùng trang 2 thay" in page
    assert "Lưu 1 bản" in page


def test_strangers_and_those_without_the_verb_are_kept_out(client, browser_of, stack_of):
    intake_id = stack_of[0]
    assert client.get(f"/stacks/{intake_id}").status_code == 401
    assert browser_of("leader").get(f"/stacks/{intake_id}").status_code == 403
    assert browser_of("stranger").get(f"/stacks/{intake_id}").status_code == 404
    assert browser_of("stranger").post(f"/stacks/{intake_id}/file").status_code == 404


def test_page_reads_as_much_for_six_pages_as_for_three(app, cast, browser_of, stack_of):
    browser = browser_of("officer")
    browser.get(f"/stacks/{stack_of[0]}")
    with counted(app) as three:
        browser.get(f"/stacks/{stack_of[0]}")
    with app.app_context():
        _made, paper_ids = printed(
            cast, "Vi Thị Dung", "Lô Văn Em", "Hà Thị Giang", places=("Thôn 6",), plan_id=stack_of[1].plan
        )
        more = torn(stacks.pictures(cast.users["officer"], paper_ids[2:], Glass(dpi=150, noise=20))[0])
        six = scanned(cast, paper_ids[:2], [more, torn(more), scans.empty(150)])
    with counted(app) as longer:
        browser.get(f"/stacks/{six}")
    assert len(longer) == len(three)
