"""Rules of periodic reports: which periods, which figures, what differs from the one before, when it may be signed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app import text
from app.plans.rules import Period
from app.refusals import Refusal

ONE_DAY = timedelta(days=1)
LONGEST_DAYS = 5 * 366 + 31


class ReportState(StrEnum):
    """How far a report is."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"


class Part(StrEnum):
    """The parts of a report in their order; the first ones are drawn from the books, the last ones are only written."""

    DIRECTION = "direction"
    TARGETS = "targets"
    TASKS = "tasks"
    ACTIVITIES = "activities"
    COMMITMENTS = "commitments"
    TRAINING = "training"
    PEOPLE = "people"
    INSPECTIONS = "inspections"
    INITIATIVES = "initiatives"
    AWARDS = "awards"
    STRENGTHS = "strengths"
    SHORTCOMINGS = "shortcomings"
    CAUSES = "causes"
    NEXT = "next"
    REQUESTS = "requests"
    DIFFERENCES = "differences"


# ---- the period


@dataclass(frozen=True)
class Span:
    """A period that officials report for: its name inside a sentence and its days."""

    words: str
    period: Period


def spans(today: date) -> list[Span]:
    """The periods whose report is written about now: this and the last month, quarter, half year and year."""
    found = [_month(today), _month(_month(today).period.start - ONE_DAY)]
    for months in (3, 6, 12):
        this = _months(today.year, (today.month - 1) // months * months + 1, months)
        found += [this, _span_before(this, months)]
    return found


def _span_before(span: Span, months: int) -> Span:
    last = span.period.start - ONE_DAY
    return _months(last.year, (last.month - 1) // months * months + 1, months)


def _month(day: date) -> Span:
    return _months(day.year, day.month, 1)


def _months(year: int, first: int, count: int) -> Span:
    after = first + count
    end = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    period = Period(date(year, first, 1), end)
    return Span(period_words(period), period)


_ROMAN = ("I", "II", "III", "IV")


def period_words(period: Period) -> str:
    """A period as the title of a report names it: "quý III năm 2026", else its first and last day."""
    start, last = period.start, period.end - ONE_DAY
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    if start.day != 1 or period.end.day != 1 or start.year != last.year or (start.month - 1) % months:
        return f"từ ngày {text.day_text(start)} đến ngày {text.day_text(last)}"
    named = {
        1: f"tháng {start.month} năm {start.year}",
        3: f"quý {_ROMAN[(start.month - 1) // 3]} năm {start.year}",
        6: f"6 tháng {'đầu' if start.month == 1 else 'cuối'} năm {start.year}",
        12: f"năm {start.year}",
    }
    return named.get(months, f"từ ngày {text.day_text(start)} đến ngày {text.day_text(last)}")


def period_refusals(period: Period, plan: Period) -> list[Refusal]:
    """Why a report cannot be about these days: they end before they begin, are too many, or lie outside the plan."""
    if period.end <= period.start:
        return [Refusal("report-period-reversed")]
    if (period.end - period.start).days > LONGEST_DAYS:
        return [Refusal("report-period-too-long")]
    if period.end <= plan.start or period.start >= plan.end:
        return [Refusal("report-outside-plan")]
    return []


# ---- the figures


@dataclass(frozen=True)
class Number:
    """One figure of a report, with the page that opens its records.

    `value` is what is counted once (người, lớp, bản), `turns` every visit; `total` is the same since the plan began.
    `endpoint` and `values` name the page; empty where nothing can be opened.
    """

    key: str
    value: int
    noun: str
    turns: int | None = None
    turn_noun: str = ""
    total: int | None = None
    endpoint: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def phrases(self) -> dict[str, str]:
        """The figure as prose says it, by key: "06 lớp", and "143 lượt" beside it."""
        found = {self.key: f"{padded(self.value)} {self.noun}"}
        if self.turns is not None:
            found[f"{self.key}:turns"] = f"{padded(self.turns)} {self.turn_noun}"
        return found


@dataclass(frozen=True)
class TargetLine:
    """One target of the plan as a report tells it: asked, come to by the last day of the period, reached or not.

    `done` is None where nothing is counted and nobody entered a reading; `source` where the number comes from.
    """

    target_id: int
    number: str
    label: str
    asked: str
    done: str | None
    reached: bool | None
    source: str
    owner: str


@dataclass(frozen=True)
class TaskLine:
    """One task that a report names: late, or due in the time after it."""

    task_id: int
    text: str
    owner: str
    due: str
    progress: int


@dataclass(frozen=True)
class Drawn:
    """What the books say for a report: figures by part, targets, tasks that are late, those due next, and names."""

    numbers: Mapping[str, tuple[Number, ...]]
    targets: tuple[TargetLine, ...] = ()
    late: tuple[TaskLine, ...] = ()
    coming: tuple[TaskLine, ...] = ()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def each(self) -> Iterator[Number]:
        """Every figure in the order of the parts."""
        for part in Part:
            yield from self.numbers.get(part, ())

    def by_key(self) -> dict[str, Number]:
        """Every figure by its key."""
        return {one.key: one for one in self.each()}

    def value(self, key: str) -> int:
        """A figure's number; 0 for one that was not drawn."""
        found = self.by_key().get(key)
        return found.value if found else 0


def as_kept(drawn: Drawn) -> dict[str, Any]:
    """What was drawn as a column keeps it."""
    return {
        "numbers": {part: [_plain(one) for one in rows] for part, rows in drawn.numbers.items()},
        "targets": [asdict(one) for one in drawn.targets],
        "late": [asdict(one) for one in drawn.late],
        "coming": [asdict(one) for one in drawn.coming],
        "named": {part: list(names) for part, names in drawn.named.items()},
    }


def _plain(one: Number) -> dict[str, Any]:
    return asdict(one) | {"values": [list(pair) for pair in one.values]}


def read_kept(kept: Mapping[str, Any]) -> Drawn:
    """What a column keeps, read back; a report of which nothing was drawn yet has no figures."""
    return Drawn(
        numbers={
            part: tuple(Number(**(row | {"values": tuple((k, v) for k, v in row["values"])})) for row in rows)
            for part, rows in kept.get("numbers", {}).items()
        },
        targets=tuple(TargetLine(**row) for row in kept.get("targets", ())),
        late=tuple(TaskLine(**row) for row in kept.get("late", ())),
        coming=tuple(TaskLine(**row) for row in kept.get("coming", ())),
        named={part: tuple(names) for part, names in kept.get("named", {}).items()},
    )


def padded(number: int) -> str:
    """A count as officials write it: "06", "143", "1.284"; none is "0"."""
    return f"{number:02d}" if 0 < number < 10 else text.number_text(number)


@dataclass(frozen=True)
class Difference:
    """A figure that two readings tell otherwise: what was said, what the books say now."""

    part: str
    key: str
    said: str
    now: str


def differences(said: Drawn, now: Drawn) -> list[Difference]:
    """The figures of the same period that were told otherwise than the books tell them now, in the order of the parts.

    A figure that one of the two does not know, because it came later or is gone, is no difference.
    """
    before = said.by_key()
    found = []
    for part in Part:
        for one in now.numbers.get(part, ()):
            known = before.get(one.key)
            if known is not None and (known.value, known.turns) != (one.value, one.turns):
                found.append(
                    Difference(part, one.key, " · ".join(known.phrases.values()), " · ".join(one.phrases.values()))
                )
    return found


def change_words(now: int, before: int | None) -> str:
    """How a figure stands to that of the report before: "tăng 5", "giảm 2", "không đổi", empty without one."""
    if before is None:
        return ""
    if now == before:
        return "không đổi"
    return f"{'tăng' if now > before else 'giảm'} {text.number_text(abs(now - before))}"


# ---- figures inside the prose


@dataclass(frozen=True)
class Passage:
    """The words of one part with the figures they tell: by key, as they stand there ("06 lớp")."""

    words: str
    quoted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """A figure that a passage tells otherwise than the figures of the report."""

    part: str
    key: str
    written: str
    now: str


def passages_of(prose: Mapping[str, Any]) -> dict[str, Passage]:
    """The passages as the column keeps them, every part there is."""
    kept = {part: prose.get(part, {}) for part in Part}
    return {part: Passage(one.get("words", ""), dict(one.get("quoted", {}))) for part, one in kept.items()}


def prose_as_kept(passages: Mapping[str, Passage]) -> dict[str, Any]:
    """The passages as a column keeps them."""
    return {part: {"words": one.words, "quoted": dict(one.quoted)} for part, one in passages.items()}


def phrases_of(numbers: Iterable[Number]) -> dict[str, str]:
    """Every figure of a part as prose says it, by key."""
    return {key: words for one in numbers for key, words in one.phrases.items()}


def _places(words: str, phrase: str) -> list[int]:
    return [one.start() for one in re.finditer(rf"(?<![\w.,]){re.escape(phrase)}(?!\w)", words)]


def quoted_after(words: str, quoted: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Which figures a passage tells after it was written: those of today first, else what it told before.

    Each place in the words is that of one figure: where several read alike, those the passage told already come first.
    What stands there in no figure's words is the official's own number and nobody's business here.
    """
    left: dict[str, int] = {}
    found = {}
    for key in sorted(now, key=lambda one: one not in quoted):
        for phrase in dict.fromkeys(filter(None, (now[key], quoted.get(key)))):
            left.setdefault(phrase, len(_places(words, phrase)))
            if left[phrase]:
                left[phrase] -= 1
                found[key] = phrase
                break
    return {key: found[key] for key in now if key in found}


def renewed(passage: Passage, told_before: str, told_now: str, now: Mapping[str, str]) -> Passage:
    """A passage after the figures were drawn anew: what nobody touched is told anew, what was written stays."""
    words = told_now if passage.words == told_before else passage.words
    return Passage(words, quoted_after(words, {} if words == told_now else passage.quoted, now))


def moved(part: str, passage: Passage, now: Mapping[str, str]) -> list[Moved]:
    """The figures that a passage still tells as they were."""
    return [
        Moved(part, key, phrase, now[key])
        for key, phrase in passage.quoted.items()
        if key in now and now[key] != phrase and _places(passage.words, phrase)
    ]


def exchanged(passage: Passage, key: str, now: Mapping[str, str]) -> Passage:
    """A passage with one figure told as it is now, and nothing else changed.

    Where two figures are written alike, the one that comes so far back among them is exchanged.
    """
    old, new = passage.quoted.get(key), now.get(key)
    if old is None or new is None:
        return passage
    alike = [one for one, phrase in passage.quoted.items() if phrase == old]
    found = _places(passage.words, old)
    if not found:
        return passage
    at = found[min(alike.index(key), len(found) - 1)]
    words = f"{passage.words[:at]}{new}{passage.words[at + len(old) :]}"
    return replace(passage, words=words, quoted=dict(passage.quoted) | {key: new})


# ---- the moves


@dataclass(frozen=True)
class ReportFacts:
    """A report as its moves are judged; `own` whether the authority that looks wrote it."""

    state: str
    own: bool
    author_id: int
    period: Period
    approved_on: date | None = None
    unexplained: bool = False
    moved: bool = False


@dataclass(frozen=True)
class Who:
    """Who asks: the account, and whether they number papers here (văn thư, or who approves where there is none)."""

    user_id: int | None
    numbers: bool = False


def writing_refusals(facts: ReportFacts) -> list[Refusal]:
    """Why a report cannot be written on: it is another authority's, or no draft any more."""
    if not facts.own:
        return [Refusal("report-of-another")]
    return [] if facts.state == ReportState.DRAFT else [Refusal("report-no-draft")]


def approving_refusals(facts: ReportFacts, who: Who, today: date) -> list[Refusal]:
    """Why the leader cannot approve a report.

    Nobody approves what they wrote; the period must be over, the figures those of the books, every difference from the
    report before explained.
    """
    found = writing_refusals(facts)
    if found:
        return found
    if who.user_id == facts.author_id:
        found.append(Refusal("report-own"))
    last = facts.period.end - ONE_DAY
    if today < last:
        found.append(Refusal("report-period-open", detail=text.day_text(last)))
    if facts.moved:
        found.append(Refusal("report-figures-moved"))
    if facts.unexplained:
        found.append(Refusal("report-difference-unexplained"))
    return found


def taking_back_refusals(facts: ReportFacts) -> list[Refusal]:
    """Why an approval cannot be taken back: there is none, or the report was issued."""
    if not facts.own:
        return [Refusal("report-of-another")]
    return [] if facts.state == ReportState.APPROVED else [Refusal("report-not-approved")]


def issuing_refusals(facts: ReportFacts, who: Who) -> list[Refusal]:
    """Why a report cannot be numbered and issued: nobody approved it, or văn thư does that here."""
    found = taking_back_refusals(facts)
    if not found and not who.numbers:
        found.append(Refusal("report-clerk-numbers"))
    return found


def issue_day_refusals(day: date, approved_on: date | None) -> list[Refusal]:
    """Why a report cannot bear this day: it was approved later."""
    if approved_on is not None and day < approved_on:
        return [Refusal("report-before-approval", detail=text.day_text(approved_on))]
    return []


def removing_refusals(facts: ReportFacts, who: Who) -> list[Refusal]:
    """Why a draft cannot be thrown away: it is no draft, or somebody else wrote it."""
    found = writing_refusals(facts)
    if not found and who.user_id != facts.author_id:
        found.append(Refusal("report-of-colleague"))
    return found


# ---- which authority has reported


@dataclass(frozen=True)
class Told:
    """An issued report of one commune that meets a period."""

    owner_id: int
    report_id: int
    title: str
    reference_number: str
    day: date
    period: Period


def best_for(period: Period, reports: Sequence[Told]) -> Told | None:
    """The report that tells of a period: the newest that covers it whole, else the newest that meets it."""
    meeting = [one for one in reports if one.period.start < period.end and one.period.end > period.start]
    return max(meeting, key=lambda one: (covers(period, one), one.day, one.report_id), default=None)


def covers(period: Period, report: Told) -> bool:
    """Whether a report tells of a period from its first to its last day."""
    return report.period.start <= period.start and report.period.end >= period.end
