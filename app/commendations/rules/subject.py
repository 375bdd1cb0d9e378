"""What the check of conditions takes: a nominee, the case all nominees share, the plan's own conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app import text
from app.law import Mark
from app.plans.rules import FigureRow


@dataclass(frozen=True)
class Earlier:
    """An award received before: what for, in which round, by which decision."""

    award_label: str
    award_type: str
    merit: str
    reference_number: str
    day: date
    round_id: int | None
    nominee_id: int | None = None

    @property
    def decision(self) -> str:
        """The decision as a reason names it."""
        return f"{self.award_label}, {self.reference_number}, {text.day_text(self.day)}"


@dataclass(frozen=True)
class Reached:
    """A recorded figure of the nominee in the round's period, with the records behind it."""

    count: int
    turns: int
    noun: str
    turn_noun: str
    rows: tuple[FigureRow, ...] = ()


@dataclass(frozen=True)
class Subject:
    """A nominee as far as a condition judges it. `dissolved_on` is the day a collective ended."""

    id: int
    kind: str
    name: str
    merit: str
    answers: Mapping[str, bool] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    dissolved_on: date | None = None
    figures: Mapping[str, Reached] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanCriterion:
    """A condition of the plan: computed with a measure and a threshold, attested without a measure."""

    id: int
    text: str
    measure: str | None
    threshold: int | None
    mark: Mark
    source: str

    @property
    def code(self) -> str:
        """The code an attestation refers to."""
        return f"plan.{self.id}"


@dataclass(frozen=True)
class Case:
    """What all nominees of a dossier share: the award, the day of the law, the plan's conditions and numbers.

    `confirmed` are instruments, `compared` criteria that an official compared with the original.
    """

    award: str
    award_type: str
    law_date: date
    round_id: int
    published: bool = False
    criteria: Mapping[str, tuple[PlanCriterion, ...]] = field(default_factory=dict)
    quotas: Mapping[str, int] = field(default_factory=dict)
    proposed: Mapping[str, int] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Question:
    """Something a named official is asked about a nominee; `hold` when "yes" would stop the case."""

    code: str
    text: str
    article: str
    hold: bool = False
