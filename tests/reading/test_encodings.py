"""Names in every encoding that officials' files come in are the same names."""

import pytest

from app.reading.encodings import decode
from app.reading.grid import SheetFault
from app.reading.legacy import from_misread_utf8, from_tcvn3, from_vni, recognise
from app.reading.syllables import is_syllable
from tests.reading.sheets_made import in_cp1258, in_tcvn3, in_vni

NAMES = (
    "Nguyễn Thị Thuỵ Ưởng", "Trần Văn Bình", "Đặng Thị Hằng", "Lê Quốc Khánh", "Hoàng Thị Én", "Phạm Thuý Quỳnh",
    "Bùi Xuân Giang", "Quách Gia Nghĩa", "Lương Thị Nguyệt", "Giáp Văn Gìn", "Hoàng Văn Thuở", "Trịnh Xuân Quýnh",
    "Khúc Thừa Dụ", "Thôn Đông Hoà", "NGUYỄN VĂN ĐỨC",
)  # fmt: skip
TEXT = "\n".join(NAMES)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode("utf-8-sig"), ""),
        (TEXT.encode("utf-16"), ""),
        (TEXT.encode("utf-16-le"), ""),
        (TEXT.encode("utf-16-be"), ""),
        (in_cp1258(TEXT), "Windows-1258"),
        (in_tcvn3(TEXT).encode("latin-1"), "TCVN3 (ABC)"),
        (in_vni(TEXT).encode("latin-1"), "VNI"),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "tcvn3", "vni"],
)
def test_bytes_of_a_text_file(data, named):
    assert decode(data) == (TEXT, named)


def test_old_fonts_in_cells():
    assert [from_tcvn3(in_tcvn3(name)) for name in NAMES] == list(NAMES)
    assert [from_vni(in_vni(name)) for name in NAMES] == list(NAMES)
    misread = [name.encode().decode("cp1252", errors="replace") for name in ("Trần Văn Bình", "Lê Quốc Khánh")]
    assert list(map(from_misread_utf8, misread)) == ["Trần Văn Bình", "Lê Quốc Khánh"]


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        (NAMES, ""),
        (("H'Hen Niê", "Y Bơ Êban", "Kpă Klơng", "Siu Hŏt"), ""),
        (("Nguyen Van A", "0912345678"), ""),
        (tuple(map(in_tcvn3, NAMES)), "TCVN3 (ABC)"),
        (tuple(map(in_vni, NAMES)), "VNI"),
        (tuple(name.encode().decode("latin-1") for name in NAMES), "UTF-8"),
    ],
    ids=["unicode", "minorities", "ascii", "tcvn3", "vni", "misread"],
)
def test_recognised_by_what_makes_vietnamese_of_it(cells, named):
    known = recognise(cells)
    assert known.name == named
    if named:
        assert list(map(known.convert, cells)) == list(NAMES)


def test_a_cell_in_unicode_stays_in_a_list_typed_in_an_old_font():
    assert recognise(list(map(in_tcvn3, NAMES))).convert("Đặng Thị Hằng") == "Đặng Thị Hằng"


def test_bytes_that_are_no_text():
    with pytest.raises(SheetFault, match="Không đọc được chữ"):
        decode(bytes(range(256)) * 50)


def test_syllables_of_the_language():
    words = [word for name in NAMES for word in name.split()]
    assert [word for word in words if not is_syllable(word)] == []
    assert [word for word in ("NguyÔn", "Hoaøng", "strong", "BìNh", "tiếếng") if is_syllable(word)] == []
