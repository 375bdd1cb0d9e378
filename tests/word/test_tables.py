"""Tables: head and signatures without borders, lists with them, headings repeated, rows whole, pages well broken."""

import pytest

from app import word
from tests.papers import samples
from tests.word.reading import (
    EVERY,
    heading_rows,
    kept,
    made,
    of_body,
    of_facts,
    opened,
    paragraphs,
    style,
    styled,
    tag,
    text,
    value,
)

MM_OF_TWIP = 25.4 / 1440


def tables(content: bytes) -> list:
    """The tables of the text in order."""
    return list(opened(content).element.body.iter(tag("tbl")))


def rows(table) -> list:
    """The rows of a table."""
    return list(table.iter(tag("tr")))


def widths(table) -> list[float]:
    """Millimetres of the columns as the grid says them."""
    return [round(int(one.get(tag("w"))) * MM_OF_TWIP, 1) for one in table.iter(tag("gridCol"))]


def has_borders(table) -> bool:
    """Whether lines are drawn around its cells."""
    return table.find(f".//{tag('tblBorders')}") is not None


def lists(content: bytes) -> list:
    """The tables with borders."""
    return [one for one in tables(content) if has_borders(one)]


def signatures(content: bytes) -> list:
    """The tables in which somebody signs."""
    return [one for one in tables(content) if any(style(line) == "ChucVuKy" for line in one.iter(tag("p")))]


@pytest.mark.parametrize("layout", EVERY)
def test_word_finds_all_a_table_needs(layout):
    for table in tables(made(layout)):
        assert sum(widths(table)) == pytest.approx(int(value(table, "tblPr/tblW", "w")) * MM_OF_TWIP, abs=0.3)
        assert value(table, "tblPr/tblLayout", "type") == "fixed"
        for row in rows(table):
            spans = [int(value(cell, "tcPr/gridSpan") or 1) for cell in row.iter(tag("tc"))]
            assert sum(spans) == len(widths(table))
            assert row.find(f".//{tag('cantSplit')}") is not None
            assert all(cell[-1].tag == tag("p") for cell in row.iter(tag("tc")))


@pytest.mark.parametrize("layout", EVERY)
def test_two_tables_never_touch_and_none_ends_a_part(layout):
    body = opened(made(layout)).element.body
    following = [one.getnext() for one in body.iter(tag("tbl"))]
    assert {one.tag for one in following} == {tag("p")}


@pytest.mark.parametrize("layout", EVERY)
def test_nothing_floats(layout):
    names = {str(one.tag).rpartition("}")[2] for one in opened(made(layout)).element.body.iter()}
    assert not names & {"drawing", "pict", "txbxContent", "framePr", "tblpPr"}


def test_the_head_is_a_table_without_borders():
    table = tables(made("proposal"))[0]
    assert (has_borders(table), widths(table)) == (False, [67.6, 97.3])
    told = [[text(line) for line in row.iter(tag("p")) if text(line)] for row in rows(table)]
    assert told == [
        [
            "UBND XÃ VẠN AN",
            "PHÒNG VĂN HÓA - XÃ HỘI",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ],
        ["Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/TTr-VHXH", "Vạn An, ngày 05 tháng 02 năm 2026"],
    ]
    assert [style(line) for line in rows(table)[1].iter(tag("p"))] == ["SoKyHieu", "DiaDanh"]


def test_columns_of_a_list_are_those_of_the_page():
    assert [widths(one) for one in lists(made("roll"))] == [
        [11, 32, 22, 40, 46, 14],
        [11, 45, 45, 48, 16],
        [11, 45, 45, 48, 16],
    ]


def test_columns_without_a_width_share_what_is_left():
    columns = '<colgroup><col style="width: 15mm"><col><col></colgroup>'
    body = f'<table class="grid">{columns}<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody></tbody></table>'
    assert [widths(one) for one in lists(of_body(body))] == [[15, 75, 75]]


def test_headings_of_lists_are_repeated():
    assert [row[:2] for row in heading_rows(made("roll"))] == [
        ["STT", "Họ và tên"],
        ["STT", "Tên tập thể"],
        ["STT", "Hộ ông (bà)"],
    ]


def held(row) -> bool:
    """Whether a row stays with the next one: all its lines do."""
    return all(kept(line) for line in row.iter(tag("p")))


def test_neither_the_first_nor_the_last_row_stands_alone():
    people = lists(of_facts("roll", samples.roll(people=12)))[0]
    assert [held(row) for row in rows(people)] == [True, True, *[False] * 9, True, False]


def test_the_last_row_stays_with_the_signature():
    content = made("roll")
    assert [held(rows(one)[-1]) for one in lists(content)] == [False, False, True]
    (signed,) = signatures(content)
    assert kept(signed.getprevious())


@pytest.mark.parametrize("layout", ["proposal", "minutes", "decision", "report_person"])
def test_the_last_lines_of_the_text_stay_with_the_signature(layout):
    """A kept paragraph brings its last two lines along, since none is left alone on a page."""
    before = signatures(made(layout))[0].getprevious()
    assert kept(before)


@pytest.mark.parametrize("layout", EVERY)
def test_a_signature_is_never_torn(layout):
    for table in signatures(made(layout)):
        *first, _last = rows(table)
        assert all(held(row) for row in first)
        assert not has_borders(table)


def test_recipients_stand_level_with_who_signs():
    content = made("decision")
    (table,) = signatures(content)
    (row,) = rows(table)
    left, right = row.iter(tag("tc"))
    assert [style(line) for line in left.iter(tag("p"))] == ["NoiNhanDau", "NoiNhan", "NoiNhan", "NoiNhan", "NoiNhan"]
    assert [style(line) for line in right.iter(tag("p"))] == ["ChucVuKy", "ChoKy", "HoTenKy"]
    assert styled(content, "NoiNhanDau", "NoiNhan")[0:2] == ["Nơi nhận:", "- Như Điều 3;"]


def test_who_signs_alone_under_a_list_signs_on_the_right():
    (table,) = signatures(made("roll"))
    posts = [[text(line) for line in cell.iter(tag("p"))] for cell in rows(table)[0].iter(tag("tc"))]
    assert posts == [[""], ["TRƯỞNG PHÒNG"]]


def test_one_addressee_stands_on_the_line_and_several_below_it():
    one = of_body(
        '<table class="addressees"><tr><td class="label">Kính gửi:</td><td>Ủy ban nhân dân xã</td></tr></table>'
    )
    assert [text(line) for line in paragraphs(one)[:2]] == ["Kính gửi:", "Ủy ban nhân dân xã"]
    assert len(widths(tables(one)[0])) == 2
    several = tables(made("proposal"))[1]
    assert [len(list(row.iter(tag("tc")))) for row in rows(several)] == [1, 2, 2]
    assert value(several, "tblPr/jc") == "center"
    assert styled(made("proposal"), "NoiGui") == [
        "- Chủ tịch Ủy ban nhân dân xã Vạn An;",
        "- Hội đồng Thi đua - Khen thưởng xã Vạn An.",
    ]


def test_the_notice_on_personal_data_is_boxed():
    (box,) = lists(made("commitment"))
    lines = [text(line) for line in box.iter(tag("p"))]
    assert lines[0] == "THÔNG BÁO VÀ ĐỒNG Ý VỀ XỬ LÝ DỮ LIỆU CÁ NHÂN"
    assert [line[:2] for line in lines[3:7]] == ["□\u00a0"] * 4


def test_rows_to_sign_in_are_tall_enough():
    (table,) = lists(made("attendance_sheet"))
    heights = [value(row, "trPr/trHeight") for row in rows(table)]
    assert heights == [None] + ["516"] * 32  # 9.1 mm


def test_particulars_stand_side_by_side():
    body = (
        '<table class="particulars"><colgroup><col style="width: 115mm"><col style="width: 50mm"></colgroup>'
        "<tr><td>- Họ và tên: A</td><td>Giới tính: Nữ</td></tr></table>"
    )
    content = of_body(body + body)
    assert [widths(one) for one in tables(content)] == [[115, 50]] * 2
    assert styled(content, "LyLichDau", "LyLich") == ["- Họ và tên: A", "Giới tính: Nữ"] * 2


GRID = (
    '<table class="grid"><colgroup><col><col></colgroup><thead><tr><th>A</th><th>B</th></tr></thead>'
    "<tbody>{}</tbody></table>"
)


def test_a_cell_over_two_columns():
    content = of_body(GRID.format('<tr><td colspan="2">Một</td></tr>'))
    assert [value(cell, "tcPr/gridSpan") for cell in rows(lists(content)[0])[1].iter(tag("tc"))] == ["2"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("<tr><td>Một</td></tr>", "fills 1 of 2"),
        ('<tr><td>Một</td><td colspan="2">Hai</td></tr>', "out of its table"),
        ('<tr><td rowspan="2">Một</td><td>Hai</td></tr>', "over rows"),
        ('<tr class="advice"><td>Một</td><td>Hai</td></tr>', "advice"),
        ("<tr><td>Một</td><td><p>Hai</p></td></tr>", "<p"),
    ],
)
def test_a_list_that_is_not_whole_is_refused(row, told):
    with pytest.raises(word.UnknownMarkup, match=told):
        of_body(GRID.format(row))


def test_a_class_of_a_part_of_a_list_is_refused():
    with pytest.raises(word.UnknownMarkup, match="shaded"):
        of_body(GRID.format("").replace("<tbody>", '<tbody class="shaded">'))


def test_a_column_in_another_measure_is_refused():
    body = '<table class="grid"><colgroup><col style="width: 20%"></colgroup><thead></thead><tbody></tbody></table>'
    with pytest.raises(word.UnknownMarkup, match="20%"):
        of_body(body)


def test_text_after_a_list_is_set_apart():
    after = paragraphs(of_body(GRID.format("<tr><td>1</td><td>2</td></tr>") + "<p>Hết</p>"))[-1]
    assert (text(after), value(after, "pPr/spacing", "before"), value(after, "pPr/spacing", "after")) == (
        "Hết",
        "160",
        "120",
    )
