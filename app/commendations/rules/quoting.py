"""Figures inside the prose of a report: which number is which figure, what the books say now, one number exchanged.

A figure that the draft wrote is known by its measure; one that an official typed is recognised when the word behind it
and the sentence around it fit one figure only. Numbers of what is counted nowhere are nobody's business here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.commendations.rules.subject import Reached
from app.text import number_text

COUNT, TURNS = "count", "turns"
# What was promised need not be what was reached.
PROMISED = "registered_targets"

# A number of its own: no part of a day, a number of a document, an article or the name of a hamlet.
_NUMBER = re.compile(r"(?<![\w.,/–-])(\d{1,3}(?:\.\d{3})+|\d+)(?![\d/%]|[.,]\d|-\d)")
_NOT_COUNTED = re.compile(r"(?<!\w)(?:ngày|tháng|năm|quý|điều|khoản|điểm|thôn|xóm|tổ|khối)\s+$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.()\n]")
# What a sentence says of people who are counted in this figure; of the other figures the noun is enough.
_SAID: Mapping[str, tuple[str, ...]] = {
    "people-trained": ("tham dự", "dự lớp", "dự tập huấn", "tham gia", "được tập huấn"),
    "people-taught": ("tham dự", "dự lớp", "được hướng dẫn", "hướng dẫn", "học viên"),
    "people-passed": ("đạt",),
    "taught-passed": ("đạt",),
    "online-completed": ("trực tuyến",),
    "people-skilled": ("kỹ năng", "cả hai"),
    "vneid-confirmed": ("vneid",),
    "commitments-signed": ("ký",),
    "commitments-kept": ("thực hiện đủ", "thực hiện đầy đủ"),
    "activities-held": ("tổ chức",),
    "activities-joined": ("tham gia",),
    "people-reached": ("tiếp cận", "tuyên truyền"),
    "initiatives-applied": ("áp dụng",),
    "initiatives-recognised": ("công nhận",),
    "alone": ("tự làm",),
    "guided": ("hướng dẫn",),
    "done-for": ("làm hộ",),
}
_NEAR = 60  # letters between a count and its turns in one sentence
_TAIL = 18  # letters behind a number by which its place is found again after an edit


@dataclass(frozen=True)
class Kept:
    """Why a number stays although the books say another: until the books change once more."""

    now: int
    reason: str
    by: str
    on: str


@dataclass(frozen=True)
class Quote:
    """One figure in a passage: its measure, whether people or turns are told, the number as it stands there."""

    measure: str
    which: str
    number: int
    kept: Kept | None = None


@dataclass(frozen=True)
class Moved:
    """A number in the prose that today's books do not hold: the passage, its place among the quotes, both numbers."""

    field: str
    place: int
    quote: Quote
    now: int
    noun: str

    @property
    def key(self) -> str:
        """The figure as a form names it: places in a passage shift when it is edited, this does not."""
        return f"{self.quote.measure}:{self.quote.which}:{self.quote.number}"

    @property
    def written(self) -> str:
        """The number as the passage says it, with its noun: "143 người"."""
        return f"{padded_number(self.quote.number)} {self.noun}"

    @property
    def recorded(self) -> str:
        """The number of today's books with its noun: "150 người"."""
        return f"{padded_number(self.now)} {self.noun}"


def quotes_of(quoted: Mapping[str, Any], field: str) -> list[Quote]:
    """The figures of one passage as they are kept with the nominee."""
    return [_quote(*one) for one in quoted.get(field, ())]


def _quote(measure: str, which: str, number: int, kept: Mapping[str, Any] | None = None) -> Quote:
    return Quote(measure, which, number, Kept(**kept) if kept else None)


def as_kept(quotes: Iterable[Quote]) -> list[list[Any]]:
    """The figures of one passage as a column keeps them: [measure, "count" or "turns", number], then what was kept."""
    return [[one.measure, one.which, one.number, *([vars(one.kept)] if one.kept is not None else [])] for one in quotes]


def padded_number(number: int) -> str:
    """A count as officials write it: "06", "143", "1.284"; none is "0"."""
    return f"{number:02d}" if 0 < number < 10 else number_text(number)


# ---- where the numbers stand


@dataclass(frozen=True)
class _Found:
    """A number in a passage: where it begins and ends, and its value."""

    start: int
    end: int
    value: int


def _numbers(prose: str) -> list[_Found]:
    return [
        _Found(one.start(), one.end(), int(one[1].replace(".", "")))
        for one in _NUMBER.finditer(prose)
        if not _NOT_COUNTED.search(prose[: one.start()])
    ]


def _places(prose: str, quotes: Sequence[Quote]) -> list[_Found | None]:
    """Where each figure stands, in the order in which they were noted; None for one that is no longer there."""
    free, found = _numbers(prose), list[_Found | None]()
    after = 0
    for quote in quotes:
        fitting = [one for one in free if one.value == quote.number]
        chosen = next((one for one in fitting if one.start >= after), fitting[0] if fitting else None)
        found.append(chosen)
        if chosen is not None:
            free.remove(chosen)
            after = chosen.end
    return found


@dataclass(frozen=True)
class Standing:
    """A figure that stands in a passage: which of its figures it is, and the words behind the number."""

    place: int
    quote: Quote
    behind: str

    def counted(self, noun: str) -> str:
        """What the passage counts: the noun of the figure where it says so, else the word behind the number."""
        word = re.match(r"\w+", self.behind)
        return noun if word is None or self.behind.startswith(noun) else word[0]


def standing(prose: str, quotes: Sequence[Quote]) -> list[Standing]:
    """The figures of a passage whose number still stands in it, in the order of the passage."""
    found = [
        (where.start, Standing(place, quote, prose[where.end :].lstrip()))
        for place, (where, quote) in enumerate(zip(_places(prose, quotes), quotes, strict=True))
        if where is not None
    ]
    return [one for _start, one in sorted(found, key=lambda pair: pair[0])]


# ---- after an edit


def requoted(prose: str, before: str, quotes: Sequence[Quote], figures: Mapping[str, Reached]) -> list[Quote]:
    """The figures of a passage after it was edited.

    What still stands stays linked. A linked number that was typed over is followed by the words behind it. A number
    that the official typed is recognised when it is that of one figure and the words around it say so.
    Args: before, the passage as it was; quotes, its figures then; figures, those taken for the nominee.
    """
    kept = list(zip(_places(prose, quotes), quotes, strict=True))
    linked = {place.start: quote for place, quote in kept if place is not None}
    old = _places(before, quotes)
    lost = [(where, quote) for (place, quote), where in zip(kept, old, strict=True) if place is None and where]
    for where, quote in lost:
        followed = _followed(prose, before[where.end : where.end + _TAIL], linked)
        if followed is not None:
            linked[followed.start] = replace(quote, number=followed.value, kept=None)
    for found in _numbers(prose):
        if found.start not in linked:
            known = _recognised(prose, found, figures, linked)
            if known is not None:
                linked[found.start] = known
    return [quote for _start, quote in sorted(linked.items())]


def _followed(prose: str, tail: str, linked: Mapping[int, Quote]) -> _Found | None:
    """The one free number that has the same words behind it."""
    fitting = [one for one in _numbers(prose) if one.start not in linked and prose.startswith(tail, one.end)]
    return fitting[0] if len(fitting) == 1 and tail.strip() else None


def _recognised(prose: str, found: _Found, figures: Mapping[str, Reached], linked: Mapping[int, Quote]) -> Quote | None:
    behind = prose[found.end :].lstrip()
    fitting = []
    for code, figure in figures.items():
        for which, value, noun in _told(figure):
            if value == found.value and re.match(rf"{re.escape(noun)}\b", behind):
                fitting.append(Quote(code, which, value))
    said = [one for one in fitting if _is_said(prose, found, one, linked)]
    return said[0] if len(said) == 1 else None


def _told(figure: Reached) -> Iterator[tuple[str, int, str]]:
    """What a figure tells: the count with its noun, the turns with theirs."""
    yield COUNT, figure.count, figure.noun
    if figure.turn_noun != figure.noun:
        yield TURNS, figure.turns, figure.turn_noun


def _is_said(prose: str, found: _Found, quote: Quote, linked: Mapping[int, Quote]) -> bool:
    """Whether the sentence speaks of this figure: its words stand in the clause, its count stands shortly before."""
    near = [one for start, one in linked.items() if found.start - _NEAR <= start < found.start]
    if quote.which == TURNS and any(one.measure == quote.measure for one in near):
        return True
    words = _SAID.get(quote.measure) or _SAID.get(quote.measure.partition("-")[2])
    if words is None:
        return True
    before, after = _CLAUSE.split(prose[: found.start])[-1], _CLAUSE.split(prose[found.end :])[0]
    clause = f"{before} {after}".casefold()
    return any(word in clause for word in words)


# ---- beside today's books


def moved(report: Mapping[str, Any], quoted: Mapping[str, Any], now: Mapping[str, Reached]) -> list[Moved]:
    """The numbers of a report's prose that today's books do not hold, passage by passage.

    What an official keeps with a reason is left alone until the books say another number again. A figure that is not
    taken of this nominee is not judged.
    """
    found = []
    for field in quoted:
        prose = report.get(field)
        if isinstance(prose, str) and field != PROMISED:
            for one in standing(prose, quotes_of(quoted, field)):
                figure = now.get(one.quote.measure)
                noun = one.counted(noun_of(figure, one.quote.which)) if figure else ""
                found.append(moved_quote(field, one.place, one.quote, figure, noun))
    return [one for one in found if one is not None]


def noun_of(figure: Reached, which: str) -> str:
    """What is counted: people or classes, or their turns."""
    return figure.noun if which == COUNT else figure.turn_noun


def number_of(figure: Reached, which: str) -> int:
    """The number of a figure that is told: the count, or the turns."""
    return figure.count if which == COUNT else figure.turns


def moved_quote(field: str, place: int, quote: Quote, figure: Reached | None, noun: str) -> Moved | None:
    """One figure of a passage beside the books of today; None when they agree, or it is kept with a reason."""
    if figure is None:
        return None
    now = number_of(figure, quote.which)
    if now == quote.number or (quote.kept is not None and quote.kept.now == now):
        return None
    return Moved(field, place, quote, now, noun)


def exchanged(prose: str, quotes: Sequence[Quote], place: int, number: int) -> tuple[str, list[Quote]]:
    """The passage with one of its figures set to another number, and nothing else; and its figures then.

    A number that stands there no longer changes nothing.
    """
    where = _places(prose, quotes)[place]
    if where is None:
        return prose, list(quotes)
    told = [*quotes[:place], replace(quotes[place], number=number, kept=None), *quotes[place + 1 :]]
    return f"{prose[: where.start]}{padded_number(number)}{prose[where.end :]}", told
