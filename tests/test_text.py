"""Vietnamese text: the door, the search, the order, casing, days and numbers."""

import random
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from app import text

NAMES = [
    "Nguyễn Thị Thuỵ Ưởng",
    "Đặng Văn Đức",
    "Lường Thị Ẻn",
    "Phạm Quỳnh Như",
    "Trần Ngọc Diễm Quỳnh",
    "Huỳnh Kim Huệ",
    "Võ Ỷ Lan",
    "Bùi Xuân Đỗ",
    "Hoàng Ẩn",
    "Lò Văn Ún",
    "H'Hen Niê",
    "Y Bhăm Êban",
    "Giàng A Páo",
    "Ngô Thừa Ân",
]


def nfd(name):
    return unicodedata.normalize("NFD", name)


@pytest.mark.parametrize("name", NAMES)
def test_name_typed_decomposed_is_the_same_name_everywhere(name):
    assert nfd(name) != name
    assert text.nfc(nfd(name)) == name
    assert text.fold(nfd(name)) == text.fold(name)
    assert text.name_key(nfd(name)) == text.name_key(name)
    assert text.fold_key(nfd(name)) == text.fold_key(name)
    assert text.proper_name(nfd(name).upper()) == name
    assert text.name_matches(nfd(name.split()[-1]), name) == 5


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Nguyễn \t Văn\u00a0 A \n", "Nguyễn Văn A"),
        ("\ufeffLê\u200b Thị\u200e Na\u202c", "Lê Thị Na"),
        ("Trần\x00 \x07Bình", "Trần Bình"),
        ("so\u00ad vàng", "so vàng"),
        ("e\u0301\u0302", "ế"),
        ("a\u0309\u0306", "ẳ"),
        ("o\u0323\u031b", "ợ"),
        ("o\u0341", "ó"),
        ("Ðặng Văn ðức", "Đặng Văn đức"),
        ("a\ud800b", "ab"),
        (" \u200b ", ""),
    ],
)
def test_nfc(typed, kept):
    assert text.nfc(typed) == kept


def test_nfc_twice_changes_nothing():
    for name in NAMES:
        assert text.nfc(text.nfc(name)) == text.nfc(name)


def test_nfc_multiline_keeps_paragraphs_and_cleans_each_line():
    typed = "\r\n  Một\u200b  hai \r\n\r\n\r\n\r\n" + nfd("Thứ hai") + "\u2028cuối \n\n"
    assert text.nfc_multiline(typed) == "Một hai\n\nThứ hai\ncuối"


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Đặng Văn Đức", "dang van duc"),
        ("Nguyễn Thị Thuỵ Ưởng", "nguyen thi thuy uong"),
        ("  ĐỐNG   ĐA ", "dong da"),
        ("Ẵm Ễ Ỗ Ỡ Ữ Ỹ", "am e o o u y"),
        ("Thôn 12", "thon 12"),
        ("Kon Pơŏ", "kon poo"),
    ],
)
def test_fold(typed, folded):
    assert text.fold(typed) == folded


@pytest.mark.parametrize(
    ("query", "name", "rank"),
    [
        ("duc", "Đặng Văn Đức", 5),
        ("van duc", "Đặng Văn Đức", 5),
        ("du", "Đặng Văn Đức", 4),
        ("van", "Đặng Văn Đức", 3),
        ("dang van", "Đặng Văn Đức", 3),
        ("dang duc", "Đặng Văn Đức", 2),
        ("da", "Đặng Văn Đức", 2),
        ("ang", "Đặng Văn Đức", 1),
        ("hoa", "Đặng Văn Đức", 0),
        ("", "Đặng Văn Đức", 0),
        ("duc", "", 0),
        ("Đức", "Đặng Văn Đức", 5),
    ],
)
def test_name_matches(query, name, rank):
    assert text.name_matches(query, name) == rank


def shuffled(items):
    mixed = list(items)
    random.Random(7).shuffle(mixed)
    return mixed


@pytest.mark.parametrize(
    "ordered",
    [
        # tên first, then đệm, then họ
        ["Trần Thị An", "Bùi Văn An", "Vũ Văn An", "Lê Anh", "An Bình"],
        # the alphabet
        [f"Lê {letter}" for letter in "AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"],
        # tones: ngang, huyền, hỏi, ngã, sắc, nặng
        [f"Lê {given}" for given in ("Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai", "Mài", "Măng", "Mây")],
        [f"Lê {given}" for given in ("Huê", "Huề", "Huế", "Huệ", "Hùng", "Hưng", "Hứng")],
        # a letter weighs more than a tone, and a shorter name comes first
        ["Lê An", "Lê Án", "Lê Anh", "Lê Ánh", "Lê Ân", "Lê Ấn"],
        # tone of the đệm before the họ
        ["Vũ Thi Mai", "Bùi Thị Mai", "Vũ Thị Mai"],
        # no đệm before any đệm, and one đệm before two
        ["Vũ Lan", "Bùi Anh Lan", "Vũ Thị Lan", "Bùi Thị Kim Lan"],
        # đ after every d
        ["Lê Dũng", "Lê Duy", "Lê Dỹ", "Lê Đa", "Lê Đức"],
        ["Nguyễn Thị Thuý", "Nguyễn Thị Thuỵ", "Nguyễn Thị Thư", "Nguyễn Thị Thuỵ Ưởng"],
    ],
)
def test_name_key_order(ordered):
    assert sorted(shuffled(ordered), key=text.name_key) == ordered


def test_name_key_is_ascii_so_that_databases_and_python_agree():
    for name in [*NAMES, "Иванов Иван", "王小明", "Niê-Kđăm Č'Mñŏ", "Nguyễn Văn 2"]:
        key = text.name_key(name)
        assert key.isascii()
        assert key.isprintable()
        assert sorted([key, "A"]) == sorted([key, "A"], key=str.encode)


def test_name_key_does_not_mind_where_the_tone_is_placed_or_the_case():
    assert text.name_key("Lê Thị Thuỷ") == text.name_key("Lê Thị Thủy")
    assert text.name_key("Võ Hoà") == text.name_key("VÕ HÒA")
    assert text.name_key("Lê Thị Thuỷ") != text.name_key("Lê Thị Thuý")


def test_name_key_of_minority_letters_stands_beside_the_plain_letter():
    ordered = ["Y Bham", "Y Bhăm", "Y Bhơng", "Y Bhơ̆ng", "Y Bhơnh", "Y Con", "Y Čon", "Y Cung"]
    assert sorted(shuffled(ordered), key=text.name_key) == ordered
    foreign = ["Lê Yến", "Ivan Иванов"]
    assert sorted(foreign, key=text.name_key) == foreign


def test_name_key_of_nothing_is_empty():
    assert text.name_key(" \u200b ") == ""
    assert text.fold_key("…") == ""


def test_fold_key_orders_numbers_by_value_and_words_in_order():
    ordered = ["Thôn 2", "Thôn 10", "Thôn 10A", "Thôn 101", "Thôn Ao", "Thôn Áo", "Thôn Âu", "Xóm 1"]
    assert sorted(shuffled(ordered), key=text.fold_key) == ordered
    assert text.fold_key("Thôn 02") == text.fold_key("thôn 2")


def test_fold_key_of_a_part_comes_before_the_whole():
    ordered = ["Tổ", "Tổ dân phố", "Tổ dân phố 1", "Tổ dân phố số 1", "Tổ hợp tác"]
    assert sorted(shuffled(ordered), key=text.fold_key) == ordered


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("NGUYỄN VĂN A", True),
        (nfd("ĐỖ THỊ ỦN"), True),
        ("Nguyễn Văn A", False),
        ("A", False),
        ("12/3", False),
        ("THÔN 3", True),
        ("", False),
    ],
)
def test_is_all_capitals(typed, answer):
    assert text.is_all_capitals(typed) is answer


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NGUYỄN QUỐC THÁI", "Nguyễn Quốc Thái"),
        ("đặng văn đức", "Đặng Văn Đức"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("NIÊ-KĐĂM", "Niê-Kđăm"),
        ("H’MÔNG Ê BAN", "H’Mông Ê Ban"),
        ("K'BRÍP Y-WANG", "K'Bríp Y-Wang"),
        ("Y BHƠ̆NG RƠ̆ Ư̆Č", "Y Bhơ̆ng Rơ̆ Ư̆č"),
        (nfd("ĐẶNG THỊ ƯỞNG"), "Đặng Thị Ưởng"),
        ("nguyễn thị ỷ lan", "Nguyễn Thị Ỷ Lan"),
        ("LÝ THỊ QUÝ (BA)", "Lý Thị Quý (Ba)"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("H'Hen niê", "H'Hen niê"),
        ("UBND xã Tân Lập", "UBND xã Tân Lập"),
        ("", ""),
    ],
)
def test_proper_name(typed, kept):
    assert text.proper_name(typed) == kept


def test_day_text():
    assert text.day_text(date(2026, 2, 5)) == "05/02/2026"
    assert text.long_day_text(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert text.long_day_text(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"
    assert text.long_day_text(date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"


@pytest.mark.parametrize("typed", ["5/2/2026", "05/02/2026", "05-02-2026", "5.2.2026", " 5 / 2 / 2026 "])
def test_parse_day(typed):
    assert text.parse_day(typed) == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", text.DAY_FORM),
        ("mai", text.DAY_FORM),
        ("5/2/26", text.DAY_FORM),
        ("5/2-2026", text.DAY_FORM),
        ("2026-02-05", text.DAY_FORM),
        ("٥/2/2026", text.DAY_FORM),
        ("31/02/2026", "Tháng 02/2026 không có ngày 31."),
        ("29/2/2025", "Tháng 02/2025 không có ngày 29."),
        ("0/2/2026", "Tháng 02/2026 không có ngày 0."),
        ("5/13/2026", f"Không có tháng 13. {text.DAY_FORM}"),
        ("5/2/0206", "Năm phải từ 1900 đến 2199."),
    ],
)
def test_parse_day_says_what_is_wrong(typed, message):
    with pytest.raises(ValueError) as fault:  # noqa: PT011 the whole sentence is compared below
        text.parse_day(typed)
    assert str(fault.value) == message


def test_day_forms_agree():
    for day in (date(1900, 1, 1), date(2024, 2, 29), date(2199, 12, 31)):
        assert text.parse_day(text.day_text(day)) == day


def test_number_text():
    numbers = [0, 7, 999, 1284, -1284, 1170000]
    assert [text.number_text(n) for n in numbers] == ["0", "7", "999", "1.284", "-1.284", "1.170.000"]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Fraction(1, 3), "0,33"),
        (Decimal("1234.50"), "1.234,5"),
        (0.145, "0,15"),
        (1.005, "1,01"),
        (-0.5, "-0,5"),
        (-0.001, "0"),
        (12, "12"),
        (Fraction(10**40), "1" + "0" * 1 + ".000" * 13),
    ],
)
def test_decimal_text(number, written):
    assert text.decimal_text(number) == written


def test_decimal_text_without_places_is_whole():
    assert text.decimal_text(2.5, places=0) == "3"


@pytest.mark.parametrize(
    ("ratio", "written"),
    [
        (Fraction(7, 9), "77,78 %"),
        (0.5, "50 %"),
        (1, "100 %"),
        (0, "0 %"),
        (Fraction(2, 3), "66,67 %"),
        (0.805, "80,5 %"),
        (Decimal("0.90"), "90 %"),
    ],
)
def test_percent_text(ratio, written):
    assert text.percent_text(ratio) == written


def test_money_text():
    assert text.money_text(1170000) == "1.170.000 đồng"
    assert text.money_in_words(1200000) == "Một triệu hai trăm nghìn đồng"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (215, "hai trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_284, "một nghìn hai trăm tám mươi tư"),
        (10_010, "mười nghìn không trăm mười"),
        (1_170_000, "một triệu một trăm bảy mươi nghìn"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (1_000_005, "một triệu không trăm linh năm"),
        (2_000_000_000, "hai tỷ"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
        (3_000_000_021, "ba tỷ không trăm hai mươi mốt"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_in_words(number, words):
    assert text.in_words(number) == words


def test_in_words_never_says_two_numbers_alike():
    numbers = [*range(3_000), *range(1_000_000, 1_002_000), *range(10**9, 10**9 + 1_200)]
    assert len({text.in_words(n) for n in numbers}) == len(numbers)
