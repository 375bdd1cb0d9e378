"""What the check of conditions takes: a nominee, the case all nominees share, the plan's own conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app import text
from app.law import Mark
from app.plans.rules import FigureRow


@dataclass(frozen=True)
class Earlier:
    """An award received before: what for, in which round, by which decision; one that was cancelled uses up nothing."""

    award_label: str
    award_type: str
    merit: str
    reference_number: str
    day: date
    round_id: int | None
    nominee_id: int | None = None
    revoked: bool = False

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
class HoldFact:
    """A hold as it stands in the book: open while `closed_on` is empty; `outcome` is cleared or disciplined."""

    kind: str
    opened_on: date
    source_document: str
    closed_on: date | None = None
    closing_document: str = ""
    outcome: str = ""
    term_until: date | None = None


@dataclass(frozen=True)
class GroundFact:
    """An initiative on which the award rests; `used` names the award it was the ground of already, empty for none."""

    title: str
    used: str = ""


@dataclass(frozen=True)
class ConfirmationFact:
    """What another body confirmed: `clear` is whether nothing speaks against the award."""

    topic: str
    body: str
    clear: bool
    document: str
    day: date


@dataclass(frozen=True)
class Subject:
    """A nominee as far as a condition judges it. `dissolved_on` is the day a collective ended.

    `women_share` is percent of women of a collective, `direct_worker` whether a person works directly in labour,
    production or business; None where nobody said so.
    """

    id: int
    kind: str
    name: str
    merit: str
    answers: Mapping[str, bool] = field(default_factory=dict)
    earlier: tuple[Earlier, ...] = ()
    dissolved_on: date | None = None
    figures: Mapping[str, Reached] = field(default_factory=dict)
    holds: tuple[HoldFact, ...] = ()
    grounds: tuple[GroundFact, ...] = ()
    confirmations: tuple[ConfirmationFact, ...] = ()
    is_enterprise: bool = False
    is_official: bool = False
    sex: str | None = None
    women_share: Decimal | None = None
    direct_worker: bool | None = None


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
class LocalCondition:
    """A condition that the province or the commune laid down: it stands beside the law or replaces one of its rows."""

    id: int
    text: str
    effect: str
    mark: Mark
    source: str
    local: str
    replaces: str | None = None
    one_of: str | None = None
    enabled: bool = True
    measure: str | None = None
    threshold: int | None = None

    @property
    def code(self) -> str:
        """The code an attestation refers to."""
        return f"local.{self.id}"


@dataclass(frozen=True)
class Limit:
    """How many of one kind of subject may be proposed for an award: `most` people or cases, None for no number.

    `direct_share` is the least percent of them who work directly; `source` says who laid it down.
    """

    most: int | None = None
    direct_share: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Case:
    """What all nominees of a dossier share: the award, the day of the law, the plan's conditions and numbers.

    `confirmed` are instruments, `compared` criteria that an official compared with the original. `local` are conditions
    of province and commune by kind of subject, `limits` the numbers of the round by kind, `direct` how many of those
    proposed work directly, by kind. `period` is the first day of merit and the first day after.
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
    local: Mapping[str, tuple[LocalCondition, ...]] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    direct: Mapping[str, int] = field(default_factory=dict)
    period: tuple[date, date] | None = None


@dataclass(frozen=True)
class Question:
    """Something a named official is asked about a nominee; `hold` when "yes" would stop the case."""

    code: str
    text: str
    article: str
    hold: bool = False
