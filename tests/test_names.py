"""Họ, chữ đệm and tên of a name, by the rules and by hand; the order of a hundred names is in test_text."""

import pytest

from app.names import UnfitOrder, order_key, parts_of, possible_orders
from app.text import name_key


@pytest.mark.parametrize(
    ("name", "family", "middle", "given"),
    [
        ("Nguyễn Thị Thuỵ Ưởng", "Nguyễn", "Thị Thuỵ", "Ưởng"),
        ("Lê An", "Lê", "", "An"),
        ("An", "", "", "An"),
        ("Tôn Thất Tùng", "Tôn Thất", "", "Tùng"),
        ("Công Tằng Tôn Nữ Thị Ninh", "Công Tằng Tôn Nữ", "Thị", "Ninh"),
        ("TÔN NỮ HƯƠNG GIANG", "TÔN NỮ", "HƯƠNG", "GIANG"),
        ("Âu Dương Phong", "Âu Dương", "", "Phong"),
        ("Âu Dương", "Âu", "", "Dương"),
        ("Tôn Văn An", "Tôn", "Văn", "An"),
        ("Giàng A Páo", "Giàng", "A", "Páo"),
        ("Y Wang Niê", "Niê", "", "Y Wang"),
        ("H'Hen Niê", "Niê", "", "H'Hen"),
        ("H Hen Niê Kđăm", "Niê Kđăm", "", "H Hen"),
        ("Hoàng Hữu Niê", "Hoàng", "Hữu", "Niê"),
        ("", "", "", ""),
    ],
)
def test_by_the_rules(name, family, middle, given):
    parts = parts_of(name)
    assert (parts.family, parts.middle, parts.given) == (family, middle, given)
    assert parts.whole == name


def test_by_hand():
    parts = parts_of("Ksor H' Bơ Khăp", "f1 g3")
    assert (parts.family, parts.middle, parts.given, parts.whole) == ("Ksor", "", "H' Bơ Khăp", "Ksor H' Bơ Khăp")
    for order in ("f1 g2", "f1 m1", "g0 f4", "f1 f1 g2", "hỏng"):
        with pytest.raises(UnfitOrder):
            parts_of("Ksor H' Bơ Khăp", order)


def test_order_follows_the_parts():
    assert order_key("Nguyễn Văn An") == name_key("Nguyễn Văn An")
    assert order_key("An") == name_key("An")
    names = ["Y Wang Niê", "Tôn Thất Tùng", "Lê An", "Tôn Nữ An", "Âu Dương An"]
    assert sorted(names, key=order_key) == ["Âu Dương An", "Lê An", "Tôn Nữ An", "Tôn Thất Tùng", "Y Wang Niê"]
    assert order_key("Ksor Bơ", "g1 f1") == order_key("Bơ Ksor")


def test_every_way_to_part_a_name_the_usual_first():
    assert possible_orders("H'Hen Niê") == ["g1 f1", "f1 g1"]
    assert possible_orders("Nguyễn Văn An") == ["f1 m1 g1", "f1 g2", "f2 g1", "g1 f2", "g2 f1"]
    assert possible_orders("An") == ["g1"]
    assert possible_orders("") == []
