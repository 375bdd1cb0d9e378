"""After a decision: what is paid, when giấy khen may be handed over, when the file is closed. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import text
from app.refusals import Refusal

MONEY_ARTICLE = "Điều 49, 50 Nghị định số 152/2025/NĐ-CP"
MOST_PHOTOS = 30  # at once
LONGEST_CAPTION = 300


class Also(StrEnum):
    """What another award of the same recipient in the period means for the money."""

    SAME_MERIT = "same-merit"
    EACH = "each"
    TITLE_AND_FORM = "title-and-form"
    HIGHEST_TITLE = "highest-title"


@dataclass(frozen=True)
class OtherAward:
    """Another award of a recipient: whether it is a title (danh hiệu thi đua), none when the catalogue lacks it."""

    is_title: bool | None
    merit: str


def paid_beside(is_title: bool, merit: str, other: OtherAward) -> Also:
    """How the money of this award stands beside another one of the same period.

    Several titles of one period: only the highest is paid; different forms for different achievements: each; a title
    and a form: both. The same achievement a second time is no second award at all.
    Args: is_title and merit, of the award in hand. Source: NĐ 152/2025/NĐ-CP Điều 49, 50.
    """
    if text.fold(merit) == text.fold(other.merit):
        return Also.SAME_MERIT
    if other.is_title is None or (not is_title and not other.is_title):
        return Also.EACH
    return Also.HIGHEST_TITLE if is_title and other.is_title else Also.TITLE_AND_FORM


def total_of(amounts: Iterable[int | None]) -> int:
    """All amounts together, in đồng; one that is not known counts nothing and is told beside the list."""
    return sum(amount for amount in amounts if amount is not None)


def ceremony_refusals(day: date, decided_on: date) -> list[Refusal]:
    """Why giấy khen are not handed over on this day: they are not decided yet."""
    return [Refusal("ceremony-before-decision", detail=text.day_text(decided_on))] if day < decided_on else []


def handed_refusals(day: date | None, today: date, handed_over_on: date | None) -> list[Refusal]:
    """Why a file is not closed as handed over: no day was set, it is still to come, or the file is closed.

    Args: day, of the ceremony, none while none is planned; handed_over_on, the day the file was closed.
    """
    if handed_over_on is not None:
        return [Refusal("ceremony-closed", detail=text.day_text(handed_over_on))]
    if day is None:
        return [Refusal("ceremony-missing")]
    return [Refusal("ceremony-to-come", detail=text.day_text(day))] if day > today else []


def keeping_refusals(handed_over_on: date | None) -> list[Refusal]:
    """Why nothing of a ceremony is changed any more: its file was closed."""
    return [Refusal("ceremony-closed", detail=text.day_text(handed_over_on))] if handed_over_on else []


def photo_refusals(size: int, most: int, *, known: bool) -> list[Refusal]:
    """Why a photograph is not kept: too large, or there already. Args: size and most, in bytes."""
    if size > most:
        return [Refusal("photo-too-large", detail=str(most // (1024 * 1024)))]
    return [Refusal("photo-known")] if known else []


PHOTO_FAULTS = {
    "empty": "attachment-empty",
    "heic": "photo-heic",
    "kind": "photo-kind",
    "broken": "photo-broken",
    "pixels": "attachment-pixels",
}


def photo_fault(fault: str, limit: int | None) -> Refusal:
    """What is wrong with a photograph that cannot be kept."""
    return Refusal(PHOTO_FAULTS[fault], detail=str(limit // 1_000_000) if fault == "pixels" and limit else "")


def announced(names: Sequence[str]) -> list[Refusal]:
    """Why no list is made public: nobody is left on it."""
    return [] if names else [Refusal("nobody-to-announce")]
