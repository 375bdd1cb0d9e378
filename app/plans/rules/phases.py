"""What a phase of a plan says, and what it cannot say."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import text
from app.refusals import Refusal


class Review(StrEnum):
    """What ends a phase: sơ kết or tổng kết (QĐ 923/QĐ-TTg)."""

    INTERIM = "interim"
    FINAL = "final"


@dataclass(frozen=True)
class PhaseValues:
    """A phase as it was typed; `review_on` None while nobody knows the day."""

    name: str
    first_year: int
    last_year: int
    review: str | None
    review_year: int | None
    review_on: date | None


def phase_refusals(values: PhaseValues) -> list[Refusal]:
    """Why a phase cannot be so: it ends before it begins, or its review has no year, or a day in another one."""
    found = []
    if values.last_year < values.first_year:
        found.append(Refusal("phase-reversed", detail=values.name))
    if values.review and values.review_year is None:
        found.append(Refusal("review-without-year", detail=values.name))
    if values.review_on and values.review_year and values.review_on.year != values.review_year:
        found.append(Refusal("review-in-another-year", detail=values.name))
    return found


def phase_words(values: PhaseValues) -> str:
    """A phase in one line, as changes keep it."""
    review = {Review.INTERIM: "sơ kết", Review.FINAL: "tổng kết"}.get(Review(values.review)) if values.review else ""
    when = f"ngày {text.day_text(values.review_on)}" if values.review_on else f"năm {values.review_year}"
    return f"{values.name}: {values.first_year}-{values.last_year}" + (f", {review} {when}" if review else "")
