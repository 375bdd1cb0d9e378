"""The shapes of the law: frozen rows with dated versions, and the one question `.on(day)`.

Nothing here knows a legal fact; the facts stand in `data/*.toml` and come in through `loader.py`.
Periods are half-open: `start` is included, `until` is not, and a version ends where the next one starts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from app.law.marks import Mark

_PLACE = re.compile(
    r"Điều (?P<article>\d+[a-zđ]?)(\.(?P<dotted>\d+))?( khoản (?P<clause>\d+))?( điểm (?P<point>[a-zđ]))?"
)


class LawDataError(Exception):
    """The law data cannot be trusted as written: the start is stopped and the place is named."""


class NotInForce(LookupError):
    """Nothing was in force, or nothing is known, on the day asked for."""


class SubjectKind(StrEnum):
    """Who may be commended (Luật Thi đua, khen thưởng 2022, Điều 2 and 8)."""

    PERSON = "person"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class Effect(StrEnum):
    """What a criterion does when it is not met (commendation.md section 6)."""

    BLOCK = "block"
    HOLD = "hold"
    WARN = "warn"
    INFO = "info"
    ORDER = "order"
    COMPUTE = "compute"
    FORBID_ASK = "forbid_ask"
    AFTER = "after"


class CriterionKind(StrEnum):
    """How a criterion is answered: by our rows, by a named official, or not at all (a principle is shown)."""

    COMPUTED = "computed"
    ATTESTED = "attested"
    PRINCIPLE = "principle"


class FieldKind(StrEnum):
    """The six kinds of field a statutory form may hold; there is no seventh."""

    LINE = "line"
    PROSE = "prose"
    DATE = "date"
    NUMBER = "number"
    TICK = "tick"
    PEOPLE = "people"


@dataclass(frozen=True)
class Citation:
    """One place in one instrument: code ND152, number "152/2025/NĐ-CP", place "Điều 49-50"."""

    instrument: str
    number: str
    place: str

    def __str__(self) -> str:
        """As an official reads it: "152/2025/NĐ-CP, Điều 49-50"."""
        return f"{self.number}, {self.place}"

    @property
    def in_words(self) -> str:
        """The place from the smallest part up, as the samples of NĐ 30/2020 cite: "điểm a khoản 2 Điều 103".

        A place that is no article with its parts ("Điều 49-54", "Phụ lục") stays as it is.
        """
        found = _PLACE.fullmatch(self.place)
        if found is None:
            return self.place
        article, clause, point = found["article"], found["dotted"] or found["clause"], found["point"]
        parts = [("điểm", point), ("khoản", clause), ("Điều", article)]
        return " ".join(f"{name} {part}" for name, part in parts if part)


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Anything that names its source; `cite` is the line for the screen."""

    cites: tuple[Citation, ...]

    @property
    def cite(self) -> str:
        """All citations in one line."""
        return "; ".join(str(citation) for citation in self.cites)


@dataclass(frozen=True, kw_only=True)
class Value(Cited):
    """A single value with its own trust: `local` says who may edit it, None means nobody below the law."""

    value: object
    mark: Mark
    local: str | None = None
    note: str = ""

    @property
    def known(self) -> bool:
        """False for a value nobody has found yet: it is shown empty, never guessed."""
        return self.value is not None


@dataclass(frozen=True, kw_only=True)
class Version(Cited):
    """What every dated row says about itself: when it holds, where it was read, when, and how surely."""

    start: date
    until: date | None
    checked: date
    mark: Mark
    note: str = ""

    def covers(self, day: date) -> bool:
        """True when `day` lies in the half-open period of this version."""
        return self.start <= day and (self.until is None or day < self.until)


V = TypeVar("V", bound=Version)


@dataclass(frozen=True)
class Dated(Generic[V]):
    """A row with a code and its versions in order of time."""

    code: str
    versions: tuple[V, ...]

    def on(self, day: date) -> V:
        """Return the version in force on `day`; NotInForce names the code, the day and the known period."""
        for version in self.versions:
            if version.covers(day):
                return version
        first, last = self.versions[0], self.versions[-1]
        known = f"từ {first.start:%d/%m/%Y}" + (f" đến trước {last.until:%d/%m/%Y}" if last.until else "")
        raise NotInForce(f"{self.code}: không có quy định cho ngày {day:%d/%m/%Y} (dữ liệu có {known})")

    def known_on(self, day: date) -> bool:
        """True when some version was in force on `day`."""
        return any(version.covers(day) for version in self.versions)


@dataclass(frozen=True)
class Instrument:
    """A legal text: `title` is what a căn cứ line prints, `title_full` False if its subject is unknown."""

    code: str
    number: str
    title: str
    title_full: bool
    issued: date | None
    start: date | None
    until: date | None
    replaces: tuple[str, ...]
    amends: tuple[str, ...]
    reported_end: date | None
    text: str
    mark: Mark
    checked: date
    note: str = ""

    def in_force(self, day: date) -> bool:
        """True when the instrument is known to be in force on `day`; an unknown start does not exclude it."""
        begun = self.start is None or self.start <= day
        return begun and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True)
class Transition(Cited):
    """What happens to dossiers at the boundary between an old and a new law."""

    instrument: str
    boundary: date
    decided_by: str
    before: str
    unless: str
    lowers: tuple[str, ...]
    warning: str
    information: str
    checked: date
    mark: Mark


@dataclass(frozen=True)
class BasisRow:
    """One line of căn cứ in the data; `printed` False keeps it off paper until an official confirms it."""

    instrument: str
    mark: Mark
    printed: bool


@dataclass(frozen=True, kw_only=True)
class BasisVersion(Version):
    """The căn cứ lines of a period, in the order they are printed."""

    lines: tuple[BasisRow, ...]


@dataclass(frozen=True, kw_only=True)
class AwardVersion(Version):
    """What one award asked and gave in a period; None where the data says nothing of its own."""

    deciding: Value
    submits: Value | None
    subjects: tuple[SubjectKind, ...]
    coefficients: Mapping[SubjectKind, Value]
    ballot: Value | None
    threshold: Value | None
    papers: Value | None
    sets: Value | None
    report_years: Value | None
    criteria: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Award(Dated[AwardVersion]):
    """An entry of the catalogue: `kind` "form" is hình thức khen thưởng, "title" is danh hiệu thi đua."""

    kind: str
    level: str
    label: str


@dataclass(frozen=True, kw_only=True)
class CriterionVersion(Version):
    """The text and the effect of a criterion in a period; a disabled one is known but not applied."""

    effect: Effect
    text: str
    enabled: bool
    local: str | None


@dataclass(frozen=True, kw_only=True)
class Criterion(Dated[CriterionVersion]):
    """A condition: of the criteria sharing a `group` one is enough; without a group it stands for itself.

    `types` are the types of commendation its wording speaks of; empty: all of them.
    """

    kind: CriterionKind
    check: str | None
    hold: str | None
    group: str | None
    general: bool
    subjects: tuple[SubjectKind, ...]
    types: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConfirmationVersion(Version):
    """What another body confirms, and who may say otherwise."""

    text: str
    body: str
    local: str | None


@dataclass(frozen=True, kw_only=True)
class Confirmation(Dated[ConfirmationVersion]):
    """A topic on which another body is asked before an award (commendation.md section 11)."""


@dataclass(frozen=True)
class FormField:
    """One field of a form body; `sensitive` marks dân tộc and tôn giáo, which print on one form only."""

    name: str
    label: str
    kind: FieldKind
    subjects: tuple[SubjectKind, ...]
    sensitive: bool = False


@dataclass(frozen=True)
class Section:
    """A heading of a form body with its fields, in printed order."""

    heading: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, kw_only=True)
class Body(Cited):
    """The wording and order of a form, apart from its number: it has its own version, basis and mark."""

    code: str
    version: str
    basis: str
    checked: date
    mark: Mark
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True)
class PaperVersion(Version):
    """The number, title and body of a form in a period; number None where no statutory form exists."""

    number: Value | None
    title: str
    body: Body


@dataclass(frozen=True, kw_only=True)
class PaperForm(Dated[PaperVersion]):
    """An entry of the form registry."""

    label: str


@dataclass(frozen=True, kw_only=True)
class DefaultVersion(Version):
    """One dated value of a default; None is known to be unknown."""

    value: object


@dataclass(frozen=True, kw_only=True)
class Default(Dated[DefaultVersion]):
    """A number or word the product starts from; `local` names who may write a LocalRule over it."""

    label: str
    unit: str
    local: str | None


@dataclass(frozen=True, kw_only=True)
class Item(Cited):
    """A row of a plain list (content, indicator, topic, movement) with its source."""

    code: str
    text: str
    checked: date
    mark: Mark
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MovementItem(Item):
    """One of the two movements, or both together; `basis` are the instruments a plan for it cites."""

    basis: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SkillItem(Item):
    """A proposed content of a skill framework; `group` is the target group it is written for, None for all."""

    group: str | None


@dataclass(frozen=True, kw_only=True)
class PhaseItem(Item):
    """A phase of the movement: its years, and in which year it ends with an interim or final review."""

    first_year: int
    last_year: int
    review: str
    review_year: int


@dataclass(frozen=True, kw_only=True)
class SectionItem(Item):
    """A part of a plan in words as a draft begins with it; `text` is its heading, `level` empty for every level."""

    section: str
    level: str
    proposed: str


@dataclass(frozen=True, kw_only=True)
class TargetValue(Cited):
    """The central value of one target group in one year; `value` None means not found, shown empty."""

    year: int
    audience: str
    value: int | None
    measure_unit: str
    checked: date
    mark: Mark
    note: str = ""


@dataclass(frozen=True)
class TargetGroup:
    """One of the groups T1-T5 with what is measured and its yearly values."""

    code: str
    measure: str
    years: tuple[TargetValue, ...]


@dataclass(frozen=True)
class Law:
    """The whole law data, loaded and checked."""

    instruments: dict[str, Instrument]
    transitions: tuple[Transition, ...]
    legal_basis: dict[str, Dated[BasisVersion]]
    awards: dict[str, Award]
    criteria: dict[str, Criterion]
    papers: dict[str, PaperForm]
    defaults: dict[str, Default]
    confirmations: dict[str, Confirmation]
    movements: tuple[MovementItem, ...]
    contents: tuple[Item, ...]
    indicators: tuple[Item, ...]
    topics: tuple[Item, ...]
    skills: tuple[SkillItem, ...]
    award_types: tuple[Item, ...]
    targets: tuple[TargetGroup, ...]
    task_groups: tuple[Item, ...]
    phases: tuple[PhaseItem, ...]
    plan_sections: tuple[SectionItem, ...]
