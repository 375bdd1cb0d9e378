"""Wording of dates and numbers, what is missing, and the page every paper shares (NĐ 30/2020)."""

import dataclasses
import datetime
import json

import pytest

from app import pdf
from app.papers import documents
from app.papers.documents import TEMPLATES, Counts, Head, SignatureBlock, missing
from app.pdf import press
from tests.papers import samples
from tests.papers.reading import MM, made, outside_text_area, pages, sample, sample_pages

PAGES = {
    "commitment": 1,
    "attendance_sheet": 2,
    "completion_list": 2,
    "completion": 1,
    "proposal": 1,
    "roll": 4,
    "report_person": 3,
    "report_collective": 3,
    "report_household": 3,
    "report_person-bc_dot_xuat": 1,
    "report_collective-bc_dot_xuat": 1,
    "report_household-bc_dot_xuat": 1,
    "report_person-bc_ca_nhan": 2,
    "report_collective-bc_tap_the": 2,
    "merit_summary": 2,
    "minutes": 2,
    "vote_count": 2,
    "decision": 5,
    "revocation": 2,
    "certificate": 1,
    "paper_copy": 1,
    "excerpt": 2,
    "ballot": 4,
    "invitation": 2,
    "supplement_request": 2,
    "handover_minutes": 2,
    "inspection_minutes": 2,
    "progress_report": 4,
    "plan": 5,
    "plan_amendment": 2,
    "announcement": 2,
    "sign_for_list": 2,
}
ANEW = {"decision": (2,), "invitation": (2,), "plan": (2, 4), "plan_amendment": (2,), "progress_report": (2, 4)}
TURNED = ("plan", "plan_amendment", "progress_report")  # upright, with tables that lie across
LANDSCAPE = ("certificate", "merit_summary", "completion", "ballot")
PORTRAIT = [kind for kind in PAGES if kind not in ("certificate", "completion", "ballot", "paper_copy")]


@pytest.fixture(scope="module")
def papers() -> dict[str, pdf.Rendered]:
    return {kind: sample(kind) for kind in samples.SAMPLES}


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (datetime.date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (datetime.date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (datetime.date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (datetime.date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
    ],
)
def test_plain_date_pads_days_below_ten_and_two_months(day, text):
    assert documents.plain_date(day) == text


def test_dates_with_place_and_in_tables():
    day = datetime.date(2026, 2, 5)
    assert documents.long_date("Vạn An", day) == "Vạn An, ngày 05 tháng 02 năm 2026"
    assert documents.short_date(day) == "05/02/2026"
    assert documents.blank_date("Vạn An", 2026) == "Vạn An, ngày ..... tháng ..... năm 2026"
    assert documents.blank_date("Vạn An") == "Vạn An, ngày ..... tháng ..... năm ........."


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (5, "Số: 05/QĐ-UBND"),
        (10, "Số: 10/QĐ-UBND"),
        (148, "Số: 148/QĐ-UBND"),
        (None, "Số: " + "\N{NO-BREAK SPACE}" * 8 + "/QĐ-UBND"),
    ],
)
def test_number_text_pads_or_leaves_room(number, text):
    assert documents.number_text(number, "QĐ", "UBND") == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(6, 7, "85,71"), (2, 3, "66,67"), (7, 7, "100"), (0, 9, "0"), (1, 8, "12,50")]
)
def test_percent_has_the_decimal_comma(part, whole, text):
    assert documents.percent(part, whole) == text


def test_paragraphs_drop_blank_lines():
    assert documents.paragraphs("Một. \r\n\n  Hai.\n") == ("Một.", "Hai.")


def test_counts_name_only_what_occurs():
    assert Counts(collectives=2, households=11).words == ("02 tập thể", "11 hộ gia đình")


@pytest.mark.parametrize(
    ("counts", "kinds", "named"),
    [
        (Counts(people=1), "cá nhân", "cá nhân"),
        (Counts(people=2), "cá nhân", "các cá nhân"),
        (Counts(collectives=1, households=1), "tập thể, hộ gia đình", "các tập thể, hộ gia đình"),
    ],
)
def test_counts_speak_of_one_as_of_one(counts, kinds, named):
    assert (counts.kinds, counts.named) == (kinds, named)


def test_missing_is_empty_for_whole_samples():
    assert {kind: missing(facts()) for kind, facts in samples.SAMPLES.items()} == {kind: [] for kind in PAGES}


def test_missing_names_every_gap_in_order():
    facts = dataclasses.replace(
        samples.proposal(),
        about=" ",
        head=Head(issuer_lines=()),
        legal_basis=("Căn cứ Luật", ""),
        signature=SignatureBlock(lines=("CHỦ TỊCH",)),
    )
    assert missing(facts) == ["head.issuer_lines", "about", "legal_basis[1]", "signature.name"]


def test_missing_name_may_be_left_to_the_hand():
    assert missing(SignatureBlock(lines=("NGƯỜI CAM KẾT",), hint="(Ký, ghi rõ họ tên)")) == []


def test_missing_looks_into_rows():
    facts = samples.vote_count()
    rows = (facts.rows[0], dataclasses.replace(facts.rows[1], award=""))
    assert missing(dataclasses.replace(facts, rows=rows)) == ["rows[1].award"]


def test_missing_takes_a_count_of_zero_as_given():
    assert missing(dataclasses.replace(samples.vote_count(), invalid=0, absent=0)) == []


def test_facts_are_plain_values_for_json():
    def listed(value):
        if isinstance(value, dict):
            return {key: listed(inner) for key, inner in value.items()}
        return [listed(inner) for inner in value] if isinstance(value, tuple) else value

    for facts in samples.SAMPLES.values():
        plain = dataclasses.asdict(facts())
        assert json.loads(json.dumps(plain)) == listed(plain)


def test_every_kind_has_its_template():
    assert [kind for kind, path in TEMPLATES.items() if not (press.TEMPLATES / path).is_file()] == []
    assert list(TEMPLATES) == [*PAGES, "dossier"]


def test_papers_have_the_pages_expected(papers):
    assert {kind: paper.pages for kind, paper in papers.items()} == PAGES


def test_papers_are_a4(papers):
    sizes = {kind: set(pdf.page_sizes(paper.bytes)) for kind, paper in papers.items()}
    expected = {kind: {(297, 210) if kind in LANDSCAPE else (210, 297)} for kind in PAGES}
    assert sizes == expected | dict.fromkeys(TURNED, {(210, 297), (297, 210)})


@pytest.mark.parametrize("kind", [kind for kind in PORTRAIT if kind != "attendance_sheet"])
def test_margins_hold_only_number_form_and_code(kind):
    form = samples.SAMPLES[kind]().form_number
    for number, page in enumerate(sample_pages(kind), start=1):
        # A Phụ lục begins anew: on page 2, of a plan with two of them on pages 2 and 4.
        begun = 1 if number == 1 or kind not in ANEW else max(one for one in ANEW[kind] if one <= number)
        shown = number - begun + 1
        above = [str(shown)] if shown > 1 else [form] if number == 1 and form else []
        assert outside_text_area(page) == [*above, f"{samples.CODE}-{number}"]


def test_the_margins_of_a_phieu_diem_danh_say_also_which_buoi_and_which_page_of_how_many():
    facts, book = samples.attendance_sheet(), list(sample_pages("attendance_sheet"))
    for number, page in enumerate(book, start=1):
        said = squeezed(" ".join(outside_text_area(page)))
        ends = squeezed(f"Trang {number}/{len(book)}{samples.CODE}-{number}")
        meeting = squeezed(f"{facts.ordinal}. {facts.course_name}") if number > 1 else ""
        assert said.endswith(ends), said
        assert sorted(said.removesuffix(ends)) == sorted(meeting + (str(number) if number > 1 else ""))


def squeezed(text):
    """Words without their spaces."""
    return "".join(text.split())


@pytest.mark.parametrize("kind", ["decision", "proposal"])
def test_head_number_and_date_stand_on_one_line(kind):
    words = sample_pages(kind)[0].extract_words()
    number = next(word for word in words if word["text"].startswith("Số:"))
    day = next(word for word in words if word["text"] == "ngày")
    assert abs(number["bottom"] - day["bottom"]) < 1  # 13 and 14 points on one baseline
    place = (day["x0"], number["x1"])
    assert place[0] > place[1]


def _rules_near(page, text, depth):
    """Widths of the thin lines that are drawn just below a text of the head."""
    drawn = page.search(text)[0]
    return [
        rect["x1"] - rect["x0"]
        for rect in page.rects
        if rect["height"] < 1 and 0 <= rect["bottom"] - drawn["bottom"] < depth and rect["x0"] < drawn["x1"]
        if rect["x1"] > drawn["x0"]
    ]


def test_rule_under_agency_is_a_third_to_a_half_of_its_text():
    page = sample_pages("decision")[0]
    longest = page.search("ỦY BAN NHÂN DÂN")[0]
    (rule,) = _rules_near(page, "XÃ VẠN AN", depth=8)
    assert 1 / 3 <= rule / (longest["x1"] - longest["x0"]) <= 1 / 2


def test_rule_under_motto_is_as_long_as_the_text():
    page = sample_pages("decision")[0]
    motto = page.search("Độc lập - Tự do - Hạnh phúc")[0]
    framed = [rect for rect in page.rects if rect["x0"] < motto["x0"] + 1 and rect["x1"] > motto["x1"] - 1]
    widths = {round(rect["x1"] - rect["x0"]) for rect in framed if abs(rect["bottom"] - motto["bottom"]) < 8}
    assert widths == {round(motto["x1"] - motto["x0"])}


def test_place_for_the_agency_signature_on_an_attachment_is_free():
    page = sample_pages("roll")[0]
    reserved = (page.width - 85 * MM, 0, page.width, 18 * MM)
    assert page.within_bbox(reserved).extract_text() == ""


def test_table_heading_is_repeated(papers):
    texts = pdf.text_of(papers["roll"].bytes)
    assert ["Họ và tên" in text for text in texts] == [True, True, True, False]


def test_list_leaves_no_row_alone_on_its_last_page():
    facts = samples.roll(120)
    alone = dataclasses.replace(facts, tables=dataclasses.replace(facts.tables, collectives=(), households=()))
    book = list(pages(made("roll", alone).bytes))
    assert len(book) >= 10
    for page in book:
        rows = [row for row in page.extract_tables()[0] if (row[0] or "").isdigit()]
        assert len(rows) > 1
        assert "Họ và tên" in page.extract_text()


@pytest.mark.parametrize("learners", [15, 16, 17, 20])
def test_no_line_stays_behind_where_rows_go_to_the_next_page(learners):
    """Under the last row of a page its own line is drawn and nothing below it, also where a row was taken back."""
    book = list(pages(made("completion_list", samples.completion_list(learners)).bytes))
    assert len(book) == 2
    for page in book:
        last = [word for word in page.extract_words() if word["text"].isdigit() and word["x0"] < 41 * MM][-1]
        drawn = [rect["bottom"] for rect in page.rects if rect["bottom"] < page.height - 19 * MM]
        assert 0 < max(drawn) - last["bottom"] < 4 * MM


def test_only_row_of_a_table_does_not_hold_the_next_section():
    """A report whose first table of awards has one row: the table stays on the page where there is room for it."""
    facts = samples.SAMPLES["report_person-bc_ca_nhan"]()
    short = dataclasses.replace(facts, achievements=facts.achievements[:2], previous_titles=facts.previous_titles[:1])
    first, second = pdf.text_of(made("report_person-bc_ca_nhan", short).bytes)
    assert "1. Danh hiệu thi đua" in first
    assert "2. Hình thức khen thưởng" in second


def test_short_cells_stay_on_one_line():
    rows = sample_pages("roll")[0].extract_tables()[0]
    assert {row[2] for row in rows[1:]} == {"Nữ, 1987", "Nam, 1962"}
    facts = samples.SAMPLES["handover_minutes"]()
    minutes = dataclasses.replace(facts, rows=(dataclasses.replace(facts.rows[0], reference="123/BB-HĐTĐKT"),))
    rows = next(pages(made("handover_minutes", minutes).bytes)).extract_tables()[0]
    assert rows[1][2] == "123/BB-HĐTĐKT"


@pytest.mark.parametrize("kind", ["decision", "commitment", "excerpt", "completion"])
def test_longest_place_keeps_the_margin_and_the_day_whole(kind):
    """The longest name of a commune in the directory: the day goes below it, nothing runs into the margin."""
    said = {
        "place_date": samples.blank_date("Văn Miếu - Quốc Tử Giám", 2026)
        if kind == "commitment"
        else samples.long_date("Văn Miếu - Quốc Tử Giám", samples.DAY)
    }
    facts = samples.SAMPLES[kind]()
    if kind == "excerpt":
        facts = dataclasses.replace(facts, block=dataclasses.replace(facts.block, **said))
    elif hasattr(facts, "place_date"):
        facts = dataclasses.replace(facts, **said)
    if getattr(facts, "head", None):
        facts = dataclasses.replace(facts, head=dataclasses.replace(facts.head, **said))
    book = list(pages(made(kind, facts).bytes))
    assert any(said["place_date"].partition(", ")[2] in page.extract_text() for page in book)
    right = 22 if kind == "completion" else 15
    assert all(word["x1"] < page.width - (right - 0.3) * MM for page in book for word in page.extract_words())


def test_signature_keeps_the_last_line_of_text(papers):
    for kind in ("proposal", "minutes", "vote_count", "decision"):
        ends = [("./." in text) for text in pdf.text_of(papers[kind].bytes)]
        facts = samples.SAMPLES[kind]()
        block = facts.signature if hasattr(facts, "signature") else facts.chair_signature
        signed = [(block.name in text and block.lines[0] in text) for text in pdf.text_of(papers[kind].bytes)]
        assert [signed[place] for place, end in enumerate(ends) if end] == [True]
