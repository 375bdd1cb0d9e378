"""What the check of conditions takes: a nominee, the case all nominees share, the plan's own conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app import text
from app.law import Mark, NeededConfirmation
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
    id: int | None = None

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
    """A hold as it stands in the book; `outcome` is cleared or disciplined, `id` its line where it is one.

    Only a document with its day releases: a line closed without one is still open.
    """

    kind: str
    opened_on: date
    source_document: str
    closed_on: date | None = None
    closing_document: str = ""
    outcome: str = ""
    term_until: date | None = None
    id: int | None = None

    @property
    def released(self) -> bool:
        """Whether a document of a day ended it (NĐ 152/2025/NĐ-CP Điều 4.4)."""
        return self.closed_on is not None and bool(self.closing_document)

    @property
    def opening(self) -> str:
        """What opened it, as a reason names it."""
        return f"{self.source_document}, {text.day_text(self.opened_on)}"

    @property
    def closing(self) -> str:
        """What ended it, as a reason names it; empty parts are left out."""
        day = text.day_text(self.closed_on) if self.closed_on else ""
        return ", ".join(part for part in (self.closing_document, day) if part)


@dataclass(frozen=True)
class GroundFact:
    """An initiative on which the award rests; `used` names the award it was the ground of already, empty for none.

    `recognised` is the decision that recognised it, empty for none; `id` its line in the book of initiatives.
    """

    title: str
    used: str = ""
    recognised: str = ""
    id: int | None = None


@dataclass(frozen=True)
class ConfirmationFact:
    """What another body confirmed: `clear` is whether nothing speaks against the award."""

    topic: str
    body: str
    clear: bool
    document: str
    day: date

    @property
    def named(self) -> str:
        """The document as a reason names it."""
        return f"{self.body}, {self.document}, {text.day_text(self.day)}"


@dataclass(frozen=True)
class AttestedFact:
    """Who answered a question, when, on what ground: the answer itself stands in `Subject.answers`."""

    by: str
    day: date
    note: str = ""


@dataclass(frozen=True)
class Pending:
    """The same subject in another dossier of the round that is neither decided nor given up."""

    award_label: str
    dossier_id: int


@dataclass(frozen=True)
class Subject:
    """A nominee as far as a condition judges it. `dissolved_on` is the day a collective ended.

    `attested` says of the answers who gave them; `pending` names the other dossiers of the round that propose it too.

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
    attested: Mapping[str, AttestedFact] = field(default_factory=dict)
    pending: tuple[Pending, ...] = ()


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
    proposed work directly, by kind. `period` is the first day of merit and the first day after. `proposals` are the
    other tờ trình of the round to the same deciding authority. `bodies` is what other bodies confirm where the province
    laid it down; None for what the law data say.
    """

    award: str
    award_type: str
    law_date: date
    round_id: int
    published: bool = False
    criteria: Mapping[str, tuple[PlanCriterion, ...]] = field(default_factory=dict)
    proposed: Mapping[str, int] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()
    compared: frozenset[str] = frozenset()
    local: Mapping[str, tuple[LocalCondition, ...]] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    direct: Mapping[str, int] = field(default_factory=dict)
    period: tuple[date, date] | None = None
    proposals: tuple[str, ...] = ()
    # The conditions of each kind of subject, put together once for all nominees; `rules.conditions` fills it.
    worked_out: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    bodies: tuple[NeededConfirmation, ...] | None = None


@dataclass(frozen=True)
class Question:
    """Something a named official is asked about a nominee; `hold` when "yes" would stop the case.

    Of questions that share a `group` one answered with yes is enough.
    """

    code: str
    text: str
    article: str
    hold: bool = False
    group: str | None = None
