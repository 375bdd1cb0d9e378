"""The parts of a Vietnamese person's name: họ, chữ đệm, tên; also where a name does not follow the rule.

A name is written family, middle, given, and ordered by given, middle, family. A family name may have several words (Tôn
Thất, Âu Dương). Names of ethnic minorities need not follow: among the Ê Đê and M'Nông the clan stands last (H'Hen
Niê). What cannot be known from the words is set by hand and kept with the person as `order`: how many words of the name
each part has, from the first to the last word, such as "g1 f1" or "f1 m2 g1".

The one order of the house: letters by the Vietnamese alphabet, inside a word tones after letters (ngang, huyền, hỏi,
ngã, sắc, nặng), wherever the mark stands (hoà is hòa); then the next part. `text` makes the key of one text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.text import fold, name_key_of, nfc

# Family names of more than one word; the longer ones first, so that Công Tằng Tôn Nữ is not cut after two words.
_COMPOUND = (
    "Công Huyền Tôn Nữ", "Công Tằng Tôn Nữ", "Huyền Tằng Tôn Nữ", "Huyền Tôn Nữ", "Công Tôn Nữ", "Tôn Thất", "Tôn Nữ",
    "Âu Dương", "Công Tôn", "Đông Phương", "Đông Quách", "Độc Cô", "Gia Cát", "Hạ Hầu", "Hoàng Phủ", "Lệnh Hồ",
    "Lục Cô", "Mộ Dung", "Nam Cung", "Tây Môn", "Thượng Quan", "Tư Đồ", "Tư Mã",
)  # fmt: skip
_COMPOUND_FOLDS = tuple(tuple(fold(one).split()) for one in _COMPOUND)
_COMPOUND_BEGIN = frozenset(one[0] for one in _COMPOUND_FOLDS)
# Clans that are written behind the given name (Ê Đê, M'Nông); of two words where they are.
_CLANS_LAST = frozenset(
    fold(one)
    for one in (
        "Niê", "Niê Kđăm", "Mlô", "Mlô Duôn Du", "Êban", "Byă", "Kbuôr", "Knul", "Ktla", "Ktul", "Hmok", "Hwing",
        "Adrơng", "Ayŭn", "Êñuôl", "Êňuôl", "Buôn Yă", "Buôn Krông", "Kpơr", "Hđơk", "Rcăm", "Êung", "Kriêng", "Bdap",
    )
)  # fmt: skip
_FIRST_OF_MINORITIES = re.compile(r"(?:y|h|h['’ʼ]\w+)")
_ORDER = re.compile(r"(?:[fmg][1-9])(?: [fmg][1-9]){0,2}")


@dataclass(frozen=True)
class NameParts:
    """Họ, chữ đệm and tên of a name; any of them may be empty."""

    family: str
    middle: str
    given: str
    order: str

    @property
    def cells(self) -> tuple[str, str, str]:
        """Họ, chữ đệm, tên as three columns of a workbook, to be sorted or written to."""
        return self.family, self.middle, self.given

    @property
    def whole(self) -> str:
        """The name as it is written."""
        by_letter = {"f": self.family, "m": self.middle, "g": self.given}
        return " ".join(by_letter[part[0]] for part in self.order.split())


class UnfitOrder(ValueError):
    """Parts that do not have as many words as the name."""


@lru_cache(maxsize=16_384)
def parts_of(full_name: str, order: str = "") -> NameParts:
    """The parts of a name, by the order that was set by hand, else by the rules.

    Raises UnfitOrder when the order set by hand does not fit the words.
    """
    words = nfc(full_name).split()
    chosen = order or usual_order(words)
    if not words:
        return NameParts("", "", "", "")
    if not _ORDER.fullmatch(chosen) or len({part[0] for part in chosen.split()}) < len(chosen.split()):
        raise UnfitOrder(chosen)
    counted = [(part[0], int(part[1])) for part in chosen.split()]
    if sum(count for _letter, count in counted) != len(words):
        raise UnfitOrder(chosen)
    found, at = {"f": "", "m": "", "g": ""}, 0
    for letter, count in counted:
        found[letter] = " ".join(words[at : at + count])
        at += count
    return NameParts(found["f"], found["m"], found["g"], chosen)


def known_parts(full_name: str, order: str = "") -> NameParts:
    """The parts of a name as parts_of() tells them.

    An order set by hand for another name, of more or fewer words, does not count any more.
    """
    try:
        return parts_of(full_name, order)
    except UnfitOrder:
        return parts_of(full_name)


def usual_order(words: Sequence[str]) -> str:
    """How the rules part a name of these words: "f1 m1 g1" for Nguyễn Văn An."""
    if not words:
        return ""
    if len(words) == 1:
        return "g1"
    clan = _clan_words(words)
    if clan:
        return f"{_counted('g', len(words) - clan)}f{clan}"
    family = _family_words(words)
    middle = len(words) - family - 1
    return f"f{family} {_counted('m', middle)}g1"


def _counted(letter: str, count: int) -> str:
    """A part of the order; a middle of more than nine words is no name, the order would not fit and is refused."""
    return f"{letter}{count} " if count else ""


def _clan_words(words: Sequence[str]) -> int:
    """How many words at the end are a clan, of a name that begins as men and women of these peoples are called."""
    if not _FIRST_OF_MINORITIES.fullmatch(fold(words[0])):
        return 0
    folded = [fold(word) for word in words]
    for count in (3, 2, 1):
        if len(words) > count and " ".join(folded[-count:]) in _CLANS_LAST:
            return count
    return 0


def _family_words(words: Sequence[str]) -> int:
    if fold(words[0]) not in _COMPOUND_BEGIN:
        return 1
    folded = tuple(fold(word) for word in words)
    fitting = (len(one) for one in _COMPOUND_FOLDS if len(words) > len(one) and folded[: len(one)] == one)
    return max(fitting, default=1)


def possible_orders(full_name: str) -> list[str]:
    """Every way in which a name may be parted, the way of the rules first: family first, or family last."""
    words = nfc(full_name).split()
    count = len(words)
    first = [
        f"f{family} {_counted('m', count - family - given)}g{given}"
        for family in range(1, count)
        for given in range(1, count - family + 1)
    ]
    last = [f"g{given} f{count - given}" for given in range(1, count)]
    usual = usual_order(words)
    return [usual, *(order for order in [*first, *last] if order != usual)] if words else []


def order_key(full_name: str, order: str = "") -> str:
    """The stored key that orders persons by tên, chữ đệm, họ; see text.name_key_of()."""
    parts = known_parts(full_name, order)
    return name_key_of(parts.given, parts.middle, parts.family)
