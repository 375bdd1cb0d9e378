"""The styles of the Word file against the sizes of NĐ 30/2020 (forms.md 2.1, 2.2), and that text uses them."""

import pytest

from tests.word.reading import EVERY, made, of_body, opened, paragraphs, style, styled, tag, text, value

# Places of NĐ 30/2020, Phụ lục I: size in points, upright or not, where it stands.
DECREE = {
    "QuocHieu": (13, "bold", "center"),
    "TieuNgu": (14, "bold", "center"),
    "CoQuanChuQuan": (13, "", "center"),
    "CoQuan": (13, "bold", "center"),
    "SoKyHieu": (13, "", "center"),
    "DiaDanh": (14, "italic", "center"),
    "TenLoai": (14, "bold", "center"),
    "TrichYeu": (14, "bold", "center"),
    "CanCu": (14, "italic", "both"),
    "NoiDung": (14, "", "both"),
    "ChucVuKy": (14, "bold", "center"),
    "HoTenKy": (14, "bold", "center"),
    "NoiNhanDau": (12, "bold italic", "left"),
    "NoiNhan": (11, "", "left"),
    "SoTrang": (13, "", "center"),
    "SoMau": (11, "", "right"),
    "SoMauTrai": (11, "", "left"),
}


@pytest.fixture(scope="module")
def sheet() -> dict:
    """The styles of a paper by their identity."""
    return styles_of(made("proposal"))


def styles_of(content: bytes) -> dict:
    """The styles of a file by their identity."""
    every = opened(content).styles.element.iter(tag("style"))
    return {one.get(tag("styleId")): one for one in every}


def look(sheet: dict, name: str) -> tuple[float, str, str | None]:
    """Size, bold or italic, and where the lines of a style stand."""
    found = sheet[name]
    defaults = found.getparent().find(tag("docDefaults"))
    size = value(found, "rPr/sz") or value(defaults, "rPrDefault/rPr/sz")
    drawn = [word for word, letter in (("bold", "b"), ("italic", "i")) if found.find(f".//{tag(letter)}") is not None]
    return int(size) / 2, " ".join(drawn), value(found, "pPr/jc")


def test_each_part_has_the_size_and_the_place_of_the_decree(sheet):
    assert {name: look(sheet, name) for name in DECREE} == DECREE


def test_running_text_is_indented_justified_and_six_points_apart(sheet):
    assert value(sheet["NoiDung"], "pPr/ind", "firstLine") == "720"  # 1.27 cm
    assert value(sheet["NoiDung"], "pPr/spacing", "after") == "120"
    assert 240 <= int(value(sheet["NoiDung"], "pPr/spacing", "line")) <= 360  # one to one and a half lines


@pytest.mark.parametrize("attribute", ["ascii", "hAnsi", "eastAsia", "cs"])
def test_the_face_is_times_new_roman_for_every_script(sheet, attribute):
    defaults = sheet["Normal"].getparent().find(tag("docDefaults"))
    assert value(defaults, "rPrDefault/rPr/rFonts", attribute) == "Times New Roman"


def test_the_language_is_vietnamese_and_lines_are_not_left_alone(sheet):
    defaults = sheet["Normal"].getparent().find(tag("docDefaults"))
    assert value(defaults, "rPrDefault/rPr/lang") == "vi-VN"
    assert defaults.find(f".//{tag('pPrDefault')}//{tag('widowControl')}") is not None


def test_styles_are_named_as_officials_name_the_parts(sheet):
    names = {value(one, "name") for one in sheet.values()}
    assert {"Nội dung", "Căn cứ", "Tên loại", "Trích yếu", "Nơi nhận", "Quốc hiệu", "Số, ký hiệu"} <= names


def test_headings_are_found_in_the_list_of_headings(sheet):
    levels = {name: value(sheet[name], "pPr/outlineLvl") for name in ("TenLoai", "Muc", "TieuMuc")}
    assert levels == {"TenLoai": "0", "Muc": "1", "TieuMuc": "2"}


def test_a_pledge_is_set_smaller_and_a_count_closer():
    pledge, count = styles_of(made("commitment")), styles_of(made("vote_count"))
    assert look(pledge, "NoiDung")[0] == 13
    room = [value(one["ChoKy"], "pPr/spacing", "line") for one in (styles_of(made("minutes")), count, pledge)]
    assert room == ["1587", "1134", "964"]  # 28, 20 and 17 mm


@pytest.mark.parametrize("layout", EVERY)
def test_every_paragraph_has_a_style_that_the_file_knows(layout):
    content = made(layout)
    assert {style(one) for one in paragraphs(content)} <= set(styles_of(content))


@pytest.mark.parametrize("layout", EVERY)
def test_text_has_no_size_nor_face_but_that_of_its_style(layout):
    direct = {tag("sz"), tag("rFonts")}
    assert [text(one) for one in paragraphs(made(layout)) if {letter.tag for letter in one.iter()} & direct] == []


def test_the_legal_basis_is_in_its_own_style():
    assert [line[:7] for line in styled(made("decision"), "CanCu")] == ["Căn cứ "] * 4 + ["Theo đề"]


def test_a_paragraph_without_a_class_is_running_text():
    assert styled(of_body("<p>Điều 1.</p>"), "NoiDung") == ["Điều 1."]
