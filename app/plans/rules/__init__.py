"""Rules of plans: the closed list of measures, what a measure answers, what a plan may say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import overload

from app.refusals import Refusal

COMPARATORS = ("≥", ">", "=", "≤", "<")
UNITS = ("%", "người")
GROUPS = ("T1", "T2", "T3", "T4", "T5")
OTHER_GROUP = "other"
LONGEST_YEARS = 10


class Measure(StrEnum):
    """Everything a target or a criterion may be computed from; one function each, in the slice that owns the rows."""

    COMMITMENTS_SIGNED = "commitments-signed"
    COMMITMENTS_KEPT = "commitments-kept"
    COURSES_HELD = "courses-held"
    PEOPLE_TRAINED = "people-trained"
    PEOPLE_PASSED = "people-passed"
    PEOPLE_TAUGHT = "people-taught"
    TAUGHT_PASSED = "taught-passed"
    ONLINE_COMPLETED = "online-completed"
    PEOPLE_SKILLED = "people-skilled"
    VNEID_CONFIRMED = "vneid-confirmed"
    ACTIVITIES_HELD = "activities-held"
    ACTIVITIES_JOINED = "activities-joined"
    PEOPLE_REACHED = "people-reached"
    HOUSEHOLDS_VISITED = "households-visited"
    INSPECTIONS_HELD = "inspections-held"
    TASKS_DONE = "tasks-done"
    INITIATIVES_APPLIED = "initiatives-applied"
    INITIATIVES_RECOGNISED = "initiatives-recognised"


class Deed(StrEnum):
    """Everything that can fulfil a promise by itself: a record of one person, counted in the slice that owns it."""

    TRAININGS_ATTENDED = "trainings-attended"
    COURSES_PASSED = "courses-passed"
    COURSES_TAUGHT = "courses-taught"
    PEOPLE_TAUGHT = "people-taught"
    VNEID_CONFIRMED = "vneid-confirmed"


@dataclass(frozen=True)
class About:
    """Whom a figure is about: one subject, a hamlet, a group T1–T5, or with nothing set the whole commune."""

    person_id: int | None = None
    household_id: int | None = None
    collective_id: int | None = None
    hamlet_id: int | None = None
    target_group: str | None = None


@dataclass(frozen=True)
class Period:
    """Days from `start`, included, until `end`, not included."""

    start: date
    end: date


IN_ONE = 1_000  # subjects in one statement: both databases take some 32,000 variables, and most need them twice


@dataclass(frozen=True)
class Many:
    """Many subjects of one kind that a figure is asked about in one statement, as About names one of them.

    `kind` is person, household, hamlet or collective; `later` holds whose merit begins on a later day than the
    period, with that day.
    """

    kind: str
    ids: tuple[int, ...]
    period: Period
    later: Mapping[int, date] = field(default_factory=dict)

    def parts(self) -> "Iterator[Many]":
        """The same question in pieces that one statement can hold."""
        for start in range(0, len(self.ids), IN_ONE):
            ids = self.ids[start : start + IN_ONE]
            known = set(ids)
            yield replace(self, ids=ids, later={one: day for one, day in self.later.items() if one in known})


@dataclass(frozen=True)
class FigureRow:
    """One record behind a figure: what to call it, the page that opens it (endpoint and its values), its turns."""

    label: str
    endpoint: str
    values: tuple[tuple[str, int], ...]
    turns: int = 1


class LaterRows(Sequence[FigureRow]):
    """The records behind a figure, read only when somebody opens them: most pages show the number alone.

    Args: count, how many there are; read, reads the first so many of them, or all when asked for None.
    """

    def __init__(self, count: int, read: Callable[[int | None], Sequence[FigureRow]]) -> None:
        self._count, self._read = count, read
        self._all: Sequence[FigureRow] | None = None

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[FigureRow]:
        return iter(self._whole())

    @overload
    def __getitem__(self, at: int) -> FigureRow: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[FigureRow]: ...

    def __getitem__(self, at: int | slice) -> FigureRow | Sequence[FigureRow]:
        if isinstance(at, slice) and not at.start and at.step is None and at.stop is not None and at.stop >= 0:
            return self._read(at.stop)
        return self._whole()[at]

    def _whole(self) -> Sequence[FigureRow]:
        if self._all is None:
            self._all = self._read(None)
        return self._all


@dataclass(frozen=True)
class Figure:
    """A number with the records behind it.

    `count` counts each person (or class, or pledge) once, `turns` every visit; the two always stand together.
    """

    count: int
    turns: int
    noun: str
    turn_noun: str
    rows: Sequence[FigureRow] = ()


def plan_refusals(day: date, valid_from: date, valid_until: date, number_taken: bool) -> list[Refusal]:
    """Why a plan cannot be saved: a period that ends before it begins or is too long, a number used before.

    Args: day of the plan; valid_until, the first day after the period.
    """
    found = []
    if valid_until <= valid_from:
        found.append(Refusal("period-reversed"))
    elif valid_until.year - valid_from.year > LONGEST_YEARS:
        found.append(Refusal("period-too-long", detail=str(LONGEST_YEARS)))
    if day >= valid_until > valid_from:
        found.append(Refusal("plan-after-its-period"))
    if number_taken:
        found.append(Refusal("plan-number-taken"))
    return found


def number_refusals(sealed: bool) -> list[Refusal]:
    """Why number and day of an issued plan stay: they stand on a sealed paper."""
    return [Refusal("plan-number-sealed")] if sealed else []


def owner_refusals(own: bool) -> list[Refusal]:
    """Why a plan cannot be changed here: the authority above handed it down."""
    return [] if own else [Refusal("plan-handed-down")]


@dataclass(frozen=True)
class TargetValues:
    """A target as it was typed: what its numbers must fit together with."""

    year: int
    value: int | None
    measure_unit: str
    base: int | None
    base_source: str


def target_refusals(typed: TargetValues, period: Period) -> list[Refusal]:
    """Why a target cannot be saved: a year outside the plan, a share above 100, a base that is none or has no source.

    A share may be typed without its base: then the population entered for its group is taken, or none is told.
    """
    found = []
    if not period.start.year <= typed.year <= last_year(period):
        found.append(Refusal("year-outside-plan", detail=f"{period.start.year}-{last_year(period)}"))
    if typed.value is None or typed.measure_unit != "%":
        return found
    if typed.value > 100:
        found.append(Refusal("share-above-hundred"))
    if typed.base is None:
        return found
    if typed.base < 1:
        found.append(Refusal("base-below-one"))
    if not typed.base_source:
        found.append(Refusal("base-without-source"))
    return found


def last_year(period: Period) -> int:
    """The last year of which the period holds a day."""
    return date.fromordinal(period.end.toordinal() - 1).year


def criterion_refusals(measure: str | None, threshold: int | None, known: bool, subject_fits: bool) -> list[Refusal]:
    """Why a criterion cannot be saved: a measure without threshold or the reverse, the same one twice, an award that
    this kind of subject cannot get.
    """
    found = []
    if measure and not threshold:
        found.append(Refusal("measure-without-threshold"))
    if threshold is not None and not measure:
        found.append(Refusal("threshold-without-measure"))
    if known:
        found.append(Refusal("criterion-known"))
    return found + subject_refusals(subject_fits)


def subject_refusals(subject_fits: bool) -> list[Refusal]:
    """Why an award and a kind of subject do not go together."""
    return [] if subject_fits else [Refusal("award-not-for-subject")]


def confirm_refusals(known: bool) -> list[Refusal]:
    """Why a value cannot be confirmed: there is none yet."""
    return [] if known else [Refusal("value-unknown")]
