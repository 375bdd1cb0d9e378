"""Words of places: names, periods, values of local rules."""

from datetime import date
from types import SimpleNamespace

import pytest

from app import law
from app.places.rules import (
    AuthorityName,
    Level,
    in_force,
    may_set,
    read_value,
    typed_value,
    value_text,
)


def test_a_name_as_it_is_written():
    name = AuthorityName("xã", "Vạn An", "tỉnh Nghệ An")
    assert (name.place, name.short) == ("xã Vạn An", "UBND xã Vạn An")
    assert (name.full, name.capitals) == ("Ủy ban nhân dân xã Vạn An", "ỦY BAN NHÂN DÂN XÃ VẠN AN")


@pytest.mark.parametrize(
    ("kind", "name", "place"),
    [
        ("xã", "Vạn An", "xã Vạn An"),
        ("phường", "Bến Thành", "phường Bến Thành"),
        ("phường", "Hà Giang 2", "phường Hà Giang 2"),
        ("phường", "1", "Phường 1"),
        ("đặc khu", "Phú Quốc", "đặc khu Phú Quốc"),
        ("thành phố", "Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("thành phố", "Huế", "thành phố Huế"),
    ],
)
def test_the_word_for_a_place_is_large_where_it_belongs_to_the_name(kind, name, place):
    assert AuthorityName(kind, name).place == place


def test_periods_are_half_open():
    row = SimpleNamespace(valid_from=date(2026, 1, 1), valid_until=date(2026, 7, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [in_force(row, day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("unit", "typed", "value", "words"),
    [
        ("share", "2/3", "2/3", "2/3"),
        ("share", "0,8", "0.8", "80 %"),
        ("share", "80 %", "80 %", "80 %"),
        ("share", "Quá nửa", "more_than_half", "quá nửa tổng số"),
        ("working_days", "15", 15, "15 ngày làm việc"),
        ("years", "10", 10, "10 năm"),
        ("ballot", "secret", "secret", "bỏ phiếu kín"),
        ("switch", "yes", True, "có"),
        ("switch", "no", False, "không"),
        ("text", " Quỹ  thi đua ", "Quỹ thi đua", "Quỹ thi đua"),
    ],
)
def test_a_value_typed_is_read_and_shown_in_words(unit, typed, value, words):
    assert read_value(unit, typed) == value
    assert value_text(unit, value) == words
    assert read_value(unit, typed_value(unit, value)) == value


@pytest.mark.parametrize(
    ("unit", "typed"),
    [
        ("share", "3/2"),
        ("share", "x"),
        ("share", "0"),
        ("working_days", "0"),
        ("days", "-1"),
        ("years", "mười"),
        ("ballot", "x"),
        ("text", " "),
    ],
)
def test_a_value_that_cannot_be_read_says_how_to_write_it(unit, typed):
    with pytest.raises(ValueError, match=r"\.$"):
        read_value(unit, typed)


def test_unknown_is_said_to_be_unknown():
    assert (value_text("days", None), typed_value("days", None)) == ("chưa có", "")


def test_every_local_default_can_be_shown_and_typed():
    """A new unit in the law data must be known here, or its form could not read what it shows."""
    for one in law.DEFAULTS.values():
        for version in one.versions:
            if one.local and version.value is not None:
                assert read_value(one.unit, typed_value(one.unit, version.value)) == version.value
                assert value_text(one.unit, version.value) not in ("", str(version.value) + "?")


@pytest.mark.parametrize(
    ("local", "level", "may"),
    [
        ("commune", Level.COMMUNE, True),
        ("province", Level.COMMUNE, False),
        ("province", Level.PROVINCE, True),
        ("commune", Level.PROVINCE, True),
        (None, Level.PROVINCE, False),
    ],
)
def test_who_may_set_a_rule(local, level, may):
    assert may_set(local, level) is may


def test_values_of_several_items_are_ticked():
    assert read_value("papers", ["minutes", "proposal"]) == ("proposal", "minutes")
    assert value_text("papers", ["proposal", "minutes"]) == "tờ trình; biên bản họp xét"
    assert value_text("confirmations", ()) == "không có nội dung nào"
    assert read_value("confirmations", []) == ()
    assert value_text("sets", 2) == "2 bộ"
    for wrong in ([], ["decision"]):
        with pytest.raises(ValueError, match="Hãy chọn"):
            read_value("papers", wrong)
