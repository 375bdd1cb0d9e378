"""The directory files against the national list: an official of any commune must find it, rightly written."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import vietnam_provinces

DATA = Path(__file__).parents[2] / "app" / "places" / "data"
PROVINCES = "provinces.csv"
COMMUNES = "communes.csv"

# The package writes this one syllable in lower case; a proper name takes a capital on each
# (Nghị định 30/2020/NĐ-CP, Phụ lục II).
CAPITAL_RESTORED = {"Đắk song": "Đắk Song"}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def proper_name(full_name: str, kind: str) -> str:
    """The package sets the kind before the name, at times with two spaces; the file does not."""
    name = " ".join(full_name.split())
    if name.lower().startswith(f"{kind} "):
        name = name[len(kind) + 1 :]
    return CAPITAL_RESTORED.get(name, name)


def province_kind(province: vietnam_provinces.Province) -> str:
    return province.division_type.value.removesuffix(" trung ương")


def test_provinces_equal_the_national_list() -> None:
    expected = {
        f"{int(province.code):02}": (
            proper_name(province.name, province_kind(province)),
            province_kind(province),
        )
        for province in vietnam_provinces.Province.iter_all()
    }

    assert {row["code"]: (row["name"], row["kind"]) for row in rows(PROVINCES)} == expected


def test_communes_equal_the_national_list() -> None:
    expected = {
        f"{int(ward.code):05}": (
            proper_name(ward.name, ward.division_type.value),
            ward.division_type.value,
            f"{int(ward.province_code):02}",
        )
        for ward in vietnam_provinces.Ward.iter_all()
    }

    actual = {row["code"]: (row["name"], row["kind"], row["province_code"]) for row in rows(COMMUNES)}

    assert actual == expected


def test_counts_equal_the_administrative_map_since_july_2025() -> None:
    assert Counter(row["kind"] for row in rows(PROVINCES)) == {"tỉnh": 28, "thành phố": 6}
    assert Counter(row["kind"] for row in rows(COMMUNES)) == {"xã": 2621, "phường": 687, "đặc khu": 13}
    assert len(rows(COMMUNES)) == 3321


def test_communes_per_province_equal_the_published_examples() -> None:
    province_names = {row["code"]: row["name"] for row in rows(PROVINCES)}
    counts = Counter(province_names[row["province_code"]] for row in rows(COMMUNES))

    published = {"Hồ Chí Minh": 168, "Hà Nội": 126, "Lai Châu": 38, "Bắc Ninh": 99}

    assert {name: counts[name] for name in published} == published
    assert set(counts) == set(province_names.values())


def test_special_zones_are_the_thirteen_named_ones() -> None:
    assert sorted(row["name"] for row in rows(COMMUNES) if row["kind"] == "đặc khu") == sorted(
        [
            *["Kiên Hải", "Phú Quốc", "Thổ Châu", "Cát Hải", "Bạch Long Vĩ", "Vân Đồn", "Cô Tô"],
            *["Côn Đảo", "Hoàng Sa", "Trường Sa", "Phú Quý", "Lý Sơn", "Cồn Cỏ"],
        ]
    )


def test_rows_are_dated_open_and_ordered_by_code() -> None:
    for name, digits in ((PROVINCES, 2), (COMMUNES, 5)):
        directory = rows(name)
        dates = {(row["valid_from"], row["valid_until"], row["successor_code"]) for row in directory}
        keys = [(row.get("province_code", ""), row["code"]) for row in directory]

        assert dates == {("2025-07-01", "", "")}
        assert keys == sorted(set(keys))
        assert [row["code"] for row in directory if not re.fullmatch(rf"\d{{{digits}}}", row["code"])] == []


def test_names_are_nfc_without_stray_spaces_or_the_word_of_kind() -> None:
    names = [row["name"] for file in (PROVINCES, COMMUNES) for row in rows(file)]
    kinds = ("tỉnh ", "thành phố ", "xã ", "phường ", "đặc khu ", "thị trấn ")

    assert [name for name in names if name != " ".join(unicodedata.normalize("NFC", name).split())] == []
    assert [name for name in names if name.lower().startswith(kinds)] == []


def test_every_word_of_a_name_has_a_capital_or_is_a_number() -> None:
    names = [row["name"] for file in (PROVINCES, COMMUNES) for row in rows(file)]
    words = [(name, word) for name in names for word in name.split() if word not in {"-", "–"}]

    assert [name for name, word in words if not (word[0].isupper() or word.isdigit())] == []
    numbered = {name for name in names if any(word.isdigit() for word in name.split())}
    assert {"Hà Giang 1", "Móng Cái 3", "A Lưới 5", "1 Bảo Lộc", "Phú Hòa 2"} <= numbered
    assert len(numbered) == 37


def test_names_are_unique_within_a_province() -> None:
    counts = Counter((row["province_code"], row["name"], row["kind"]) for row in rows(COMMUNES))

    assert {key for key, count in counts.items() if count > 1} == set()
