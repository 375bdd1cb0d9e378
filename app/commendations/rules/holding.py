"""The book of holds: what stops an award for a time, how it is opened, and by what it ends (NĐ 152/2025 Điều 4.4)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.refusals import Refusal

HOLD_ARTICLE = "khoản 4 Điều 4 Nghị định số 152/2025/NĐ-CP"


class HoldKind(StrEnum):
    """The five cases in which nobody is proposed or decided on."""

    DISCIPLINE = "discipline"
    INVESTIGATION = "investigation"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"
    PRESS = "press"


class HoldOutcome(StrEnum):
    """How a hold ended: nothing was found, or discipline followed."""

    CLEARED = "cleared"
    DISCIPLINED = "disciplined"


@dataclass(frozen=True)
class Release:
    """What ends a hold: number and issuer of the document, its day, what it says, the first day after the term."""

    closing_document: str
    closed_on: date
    outcome: HoldOutcome
    term_until: date | None = None


def opening_refusals(opened_on: date, today: date, *, known: bool) -> list[Refusal]:
    """Why a hold cannot be opened so; empty means it can. Args: known, whether one of this kind is open already."""
    found = []
    if opened_on > today:
        found.append(Refusal("hold-ahead"))
    if known:
        found.append(Refusal("hold-known", HOLD_ARTICLE))
    return found


def release_refusals(opened_on: date, released: bool, release: Release, today: date) -> list[Refusal]:
    """Why a hold is not ended so; empty means it is. A document and its day are the only way out.

    Whom discipline followed counts merit only from the end of the term, so the term is asked for.
    """
    if released:
        return [Refusal("hold-released")]
    found = []
    if release.closed_on > today:
        found.append(Refusal("release-ahead"))
    if release.closed_on < opened_on:
        found.append(Refusal("release-before-opening"))
    disciplined = release.outcome is HoldOutcome.DISCIPLINED
    if disciplined and release.term_until is None:
        found.append(Refusal("release-without-term", HOLD_ARTICLE))
    if not disciplined and release.term_until is not None:
        found.append(Refusal("term-without-discipline"))
    if disciplined and release.term_until is not None and release.term_until <= release.closed_on:
        found.append(Refusal("term-before-release"))
    return found
