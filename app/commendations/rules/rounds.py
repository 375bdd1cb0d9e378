"""What a round of commendation lays down: its occasion, what it gives and to whom, how many may be proposed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal, InvalidOperation
from enum import StrEnum

from app.commendations.rules.award_types import AwardType
from app.commendations.rules.subject import Limit
from app.refusals import Refusal
from app.text import decimal_text, number_text

HUNDRED = Decimal(100)
DIRECT_ARTICLE = "Luật Thi đua, khen thưởng Điều 5"


class Occasion(StrEnum):
    """On which occasion a round is held; sơ kết 2027 and tổng kết 2030 are those of QĐ 923/QĐ-TTg."""

    ANNUAL = "annual"
    INTERIM = "interim"
    FINAL = "final"
    SUDDEN = "sudden"


# The years in which the movement is reviewed (QĐ 923/QĐ-TTg); the day is not known, so none is proposed.
REVIEW_YEARS = {Occasion.INTERIM: 2027, Occasion.FINAL: 2030}


@dataclass(frozen=True)
class QuotaLine:
    """What was laid down of one award and one kind of subject: a number, or a share in percent of a base.

    `direct_share` is the least percent who work directly; `source` the document that says so, with the base counted.
    """

    award: str
    subject_kind: str
    most: int | None = None
    share: Decimal | None = None
    base: int | None = None
    direct_share: Decimal | None = None
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was laid down, so that no row is kept of it."""
        return (self.most, self.share, self.base, self.direct_share) == (None, None, None, None) and not self.source


def limit_of(line: QuotaLine) -> Limit:
    """How many may be proposed: the number, else the share of its base rounded down; both where both hold, the less.

    A share whose base nobody knows yet gives no number: none is guessed.
    """
    shared = share_of(line.share, line.base)
    known = [number for number in (line.most, shared) if number is not None]
    said = [line.source] if line.source else []
    if line.share is not None and line.base is not None:
        said.insert(0, f"{percent(line.share)} của {number_text(line.base)}")
    return Limit(min(known, default=None), line.direct_share, "; ".join(said))


def share_of(share: Decimal | None, base: int | None) -> int | None:
    """A share in percent of a base as whole cases, rounded down: half a case cannot be proposed."""
    if share is None or base is None:
        return None
    return int((share * base / HUNDRED).to_integral_value(rounding=ROUND_FLOOR))


def percent(share: Decimal) -> str:
    """A share as it is written: "7,5 %"."""
    return f"{decimal_text(share)} %"


def share_from(stored: str | None) -> Decimal | None:
    """A share as it is kept ("7.5"), as an exact number."""
    return Decimal(stored) if stored else None


def read_share(typed: str) -> Decimal:
    """A share as an official types it ("7,5" or "7,5 %"). Raises ValueError for anything else."""
    cleaned = typed.strip().removesuffix("%").strip().replace(",", ".")
    try:
        found = Decimal(cleaned)
    except InvalidOperation as fault:
        raise ValueError(typed) from fault
    if not found.is_finite() or "e" in cleaned.lower():
        raise ValueError(typed)
    return found


def quota_faults(line: QuotaLine, fits: bool) -> list[tuple[str, Refusal]]:
    """Why what is laid down of one award and kind cannot stand, each with the field it speaks of.

    Args: fits, whether the award is given to this kind of subject at all.
    """
    if line.is_empty:
        return []
    found: list[tuple[str, Refusal]] = [] if fits else [("most", Refusal("quota-not-for-kind"))]
    for name, value in (("share", line.share), ("direct_share", line.direct_share)):
        if value is not None and not 0 < value <= HUNDRED:
            found.append((name, Refusal("share-not-percent")))
    if line.share is None and line.base is not None:
        found.append(("share", Refusal("base-without-share")))
    if line.base is not None and line.base < 1:
        found.append(("base", Refusal("quota-base-below-one")))
    if (line.most, line.share, line.direct_share) == (None, None, None) and line.base is None:
        found.append(("most", Refusal("quota-without-number")))
    if not line.source:
        found.append(("source", Refusal("quota-without-source")))
    return found


@dataclass(frozen=True)
class RoundFacts:
    """A round as it was typed; `period_until` is the first day after, `given` the kinds each award is made for."""

    occasion: str
    award_type: str
    period_from: date
    period_until: date
    deadline: date
    suggest_until: date | None = None
    awards: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


def round_refusals(typed: RoundFacts, kinds_of: Sequence[tuple[str, Collection[str]]] = ()) -> list[Refusal]:
    """Why a round cannot be saved: days in the wrong order, an award that none of its kinds of subject can get.

    Args: kinds_of, the label of each award of the round with the kinds of subject the law gives it to.
    """
    found = []
    if typed.period_until <= typed.period_from:
        found.append(Refusal("round-period-reversed"))
    if typed.suggest_until is not None and typed.suggest_until > typed.deadline:
        found.append(Refusal("suggest-after-deadline"))
    if (typed.occasion == Occasion.SUDDEN) != (typed.award_type == AwardType.SUDDEN):
        found.append(Refusal("occasion-not-of-type"))
    for label, kinds in kinds_of:
        if typed.subjects and not set(typed.subjects) & set(kinds):
            found.append(Refusal("award-for-no-kind-of-round", detail=label))
    return found


def given_refusals(award: str, awards: Collection[str]) -> list[Refusal]:
    """Why a round does not give an award: it names those it gives, and this is none of them."""
    return [] if not awards or award in awards else [Refusal("award-not-in-round")]


def kind_refusals(kind: str, subjects: Collection[str], name: str) -> list[Refusal]:
    """Why a kind of subject cannot be proposed in a round: it names those that can.

    Args: name, the kind in words.
    """
    return [] if not subjects or kind in subjects else [Refusal("kind-not-in-round", detail=name)]
