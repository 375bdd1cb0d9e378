"""How people are found: the keys kept of a name and a telephone, and what somebody typed into the box.

Officials type what they remember: "đức", "ng v duc", "thi hoa", "duc 1980", "hoa thon 3", the end of a telephone
number, the names in another order. Each shape is the beginning of one of a few keys, so that an index answers it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from app import names, text
from app.people.rules.hamlets import match_hamlet

_PLACE = re.compile(r"(?:thon|xom|ban|lang|khoi|ap|buon|to dan pho|tdp|to|khu pho)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_NUMBER = 3  # digits of a telephone: fewer say nothing
_BETWEEN = re.compile(r"[,;:()]")
_BORN = re.compile(r"\b(?:sn|sinh(?: năm| nam)?)\s*(?=(?:19|20)\d\d\b)", re.IGNORECASE)
# Telephones write a curly apostrophe by themselves and people leave it out: H'Hen, H’Hen and Hhen are one word.
_APOSTROPHE = re.compile("['’‘ʼ`´]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# An open oa, oe, uy bears its tone on the first letter or on the second: hòa is hoà; qu is one letter.
_TONE_FIRST = re.compile(f"(o|(?<!q)u)([{_TONES}])([aey])$", re.IGNORECASE)
_TONE_SECOND = re.compile(f"(o|(?<!q)u)([aey])([{_TONES}])$", re.IGNORECASE)


@dataclass(frozen=True)
class FindKeys:
    """What a person is found by, without dấu.

    `front` is the name as it is read, `back` its words from the last to the first, `across` tên, họ, chữ đệm: whoever
    leaves the chữ đệm out. Each word ends with a space, so that a whole word is a beginning too. `phone` is the
    telephone from its last digit on. `born` is `back` behind the year of birth: of a province a year leaves few.
    """

    front: str
    back: str
    across: str
    phone: str | None
    born: str | None


def find_keys(name: str, order: str, phone: str | None, year: int | None) -> FindKeys:
    """The keys of a person; `order` as it was set by hand for this name, or "", `year` the year of birth."""
    words = _folded(name).split()
    parts = names.known_parts(name, order)
    across = _folded(f"{parts.given} {parts.family} {parts.middle}").split()
    digits = _national(re.sub(r"\D", "", phone or ""))
    back = _spaced(words[::-1])
    return FindKeys(_spaced(words), back, _spaced(across), digits[::-1] or None, f"{year} {back}" if year else None)


def _folded(said: str) -> str:
    return text.fold(_APOSTROPHE.sub("", said))


def _spaced(words: list[str]) -> str:
    return "".join(f"{word} " for word in words)


def _national(digits: str) -> str:
    """A number as it is dialled here: +84 is a zero."""
    return f"0{digits[2:]}" if digits.startswith("84") and len(digits) > 9 else digits


@dataclass(frozen=True)
class Asked:
    """What was typed, taken apart.

    `words` without dấu, in their order; `exact` the words as typed when a dấu is among them, else ""; `year`, `hamlets`
    and `digits` narrow further. `hamlets` are ids; None when no hamlet was named.
    """

    words: tuple[str, ...] = ()
    exact: str = ""
    year: int | None = None
    digits: str = ""
    hamlets: frozenset[int] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return not (self.words or self.digits or self.year or self.hamlets is not None)


def place_named(typed: str) -> bool:
    """Whether a kind of place is among the words, so that hamlets have to be known to understand them."""
    return re.search(r"(?:^| )" + _PLACE.pattern, text.fold(typed)) is not None


def asked(typed: str, hamlets: Mapping[int, str]) -> Asked:
    """Take apart what was typed: "Đức 1980 thôn 3" is a word with dấu, a year and a hamlet.

    Args: hamlets, the names of those one may mean, by id.
    """
    typed = _BORN.sub("", _BETWEEN.sub(" ", text.nfc(typed)))
    words, found = _without_hamlet(typed.split(), hamlets)
    years = [word for word in words if _YEAR.fullmatch(word)]
    numbers = [word for word in words if _is_number(word) and word not in years]
    digits = _national(re.sub(r"\D", "", "".join(numbers)))
    names_typed = [word for word in words if word not in years and word not in numbers]
    exact = " ".join(names_typed)
    folded = tuple(_folded(exact).split())
    return Asked(
        folded,
        exact if text.fold(exact) != exact.casefold() else "",
        int(years[0]) if years else None,
        digits if len(digits) >= _SHORTEST_NUMBER else "",
        found,
    )


def _is_number(word: str) -> bool:
    return re.fullmatch(r"\+?[\d.\-]{2,}", word) is not None


def _without_hamlet(words: list[str], hamlets: Mapping[int, str]) -> tuple[list[str], frozenset[int] | None]:
    """A hamlet with the kind of place before it ("hoa thon 3", "thon 3 hoa 1980"); the rest is a name and a year."""
    for start, end in places_in(words):
        said = " ".join(words[start:end])
        same = frozenset(row_id for row_id, name in hamlets.items() if text.fold(name) == text.fold(said))
        one = match_hamlet(said, hamlets)
        if same or one is not None:
            return [*words[:start], *words[end:]], same or frozenset([one] if one is not None else [])
    return words, None


def places_in(words: list[str]) -> list[tuple[int, int]]:
    """Where the name of a place may stand, from the kind of place to any word behind it, the longest first."""
    starts = [start for start in range(len(words)) if _PLACE.match(text.fold(" ".join(words[start:])))]
    return [(start, end) for start in starts for end in range(len(words), start + 1, -1)]


def placings(said: str) -> list[str]:
    """The words with the tone of oa, oe, uy on either letter: "Hoà" and "Hòa"; one text if there is no such word."""
    words = [unicodedata.normalize("NFD", word) for word in said.split()]
    second = " ".join(_TONE_FIRST.sub(r"\1\3\2", word) for word in words)
    first = " ".join(_TONE_SECOND.sub(r"\1\3\2", word) for word in words)
    return list(dict.fromkeys(text.nfc(one) for one in (second, first)))


@dataclass(frozen=True)
class Tier:
    """One key and the beginning it must have; `holds` are words that must begin somewhere else in the name.

    `key` is a field of FindKeys.
    """

    key: str
    start: str
    holds: tuple[str, ...] = ()


def tiers_of_year(year: int, words: tuple[str, ...]) -> list[Tier]:
    """The same with a year of birth: all words as they stand, the last or the first as tên, then in any order."""
    if not words:
        return [Tier("born", f"{year} ")]
    starts = (f"{' '.join(reversed(words))} ", f"{words[-1]} ", words[-1], words[0], "")
    return [Tier("born", f"{year} {start}", words) for start in dict.fromkeys(starts)]


def tiers(words: tuple[str, ...]) -> list[Tier]:
    """The beginnings to look for, the likeliest meaning first.

    One word is the tên before it is the họ. Of several: the whole name; its end ("văn đức"); its beginning ("nguyễn
    văn"); tên and họ without the chữ đệm, in either order; then words of which the last or the first is the tên or the
    họ ("ng v duc").
    """
    joined, back = " ".join(words), " ".join(reversed(words))
    if len(words) == 1:
        return [Tier("back", f"{joined} "), Tier("back", joined), Tier("front", f"{joined} "), Tier("front", joined)]
    found = [Tier("front", f"{joined} "), Tier("back", f"{back} "), Tier("front", joined)]
    found += [Tier("across", joined), Tier("across", back)]
    if len(words) > 2:
        found.append(Tier("across", " ".join([words[-1], words[0], *words[1:-1]])))
    last, first = (words[-1], words[:-1]), (words[0], words[1:])
    return [*found, Tier("back", *last), Tier("back", *first), Tier("front", *first), Tier("front", *last)]
