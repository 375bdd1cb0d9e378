"""How people are found: the keys kept of a name and a telephone, and what somebody typed into the box.

Officials type what they remember: "đức", "ng v duc", "thi hoa", "duc 1980", "hoa thon 3", the end of a telephone
number, the names in another order. Each shape is the beginning of one of a few keys, so that an index answers it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app import names, text
from app.people.rules.hamlets import match_hamlet

_PLACE = re.compile(r"(?:thon|xom|ban|lang|khoi|ap|buon|to dan pho|tdp|to|khu pho)\b")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_NUMBER = 3  # digits of a telephone: fewer say nothing


@dataclass(frozen=True)
class FindKeys:
    """What a person is found by, without dấu.

    `front` is the name as it is read, `back` its words from the last to the first, `across` tên, họ, chữ đệm: whoever
    leaves the chữ đệm out. Each word ends with a space, so that a whole word is a beginning too. `phone` is the
    telephone from its last digit on.
    """

    front: str
    back: str
    across: str
    phone: str | None


def find_keys(name: str, order: str, phone: str | None) -> FindKeys:
    """The keys of a person; `order` as it was set by hand for this name, or ""."""
    words = text.fold(name).split()
    parts = names.known_parts(name, order)
    across = text.fold(f"{parts.given} {parts.family} {parts.middle}").split()
    digits = _national(re.sub(r"\D", "", phone or ""))
    return FindKeys(_spaced(words), _spaced(words[::-1]), _spaced(across), digits[::-1] or None)


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
        return not (self.words or self.digits or self.hamlets is not None)


def place_named(typed: str) -> bool:
    """Whether a kind of place is among the words, so that hamlets have to be known to understand them."""
    return re.search(r"(?:^| )" + _PLACE.pattern, text.fold(typed)) is not None


def asked(typed: str, hamlets: Mapping[int, str]) -> Asked:
    """Take apart what was typed: "Đức 1980 thôn 3" is a word with dấu, a year and a hamlet.

    Args: hamlets, the names of those one may mean, by id.
    """
    typed = text.nfc(typed).replace(",", " ")
    words = typed.split()
    words, found = _without_hamlet(words, hamlets)
    years = [word for word in words if _YEAR.fullmatch(word)]
    numbers = [word for word in words if _is_number(word) and word not in years]
    digits = _national(re.sub(r"\D", "", "".join(numbers)))
    names_typed = [word for word in words if word not in years and word not in numbers]
    exact = " ".join(names_typed)
    folded = tuple(text.fold(exact).split())
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
    """A hamlet named at the end ("hoa thon 3"), with the kind of place before it; the rest is a name."""
    for start in range(len(words)):
        tail = " ".join(words[start:])
        if not _PLACE.match(text.fold(tail)):
            continue
        wanted = text.fold(tail)
        same = frozenset(row_id for row_id, name in hamlets.items() if text.fold(name) == wanted)
        one = match_hamlet(tail, hamlets)
        if same or one is not None:
            return words[:start], same or frozenset([one] if one is not None else [])
    return words, None


@dataclass(frozen=True)
class Tier:
    """One key and the beginning it must have; `holds` are words that must begin somewhere else in the name.

    `key` is a field of FindKeys.
    """

    key: str
    start: str
    holds: tuple[str, ...] = ()


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
