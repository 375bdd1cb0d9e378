"""What a target says in words, when it was lowered, which part of the year it is for, and what a reading can be."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app import text
from app.refusals import Refusal

MOST_DIGITS = 15


class YearPart(StrEnum):
    """For which part of its year a target is set."""

    YEAR = "year"
    FIRST_HALF = "H1"
    SECOND_HALF = "H2"
    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"


def value_text(comparator: str, value: int | None, words: str | None, measure_unit: str) -> str:
    """What has to be reached as the pages say it: "≥ 80 %", "hoàn thành", empty for what nobody knows."""
    if value is not None:
        return " ".join(part for part in (comparator, text.number_text(value), measure_unit) if part)
    return words or ""


def lowered(comparator: str, before: int | None, after: int | None, same_unit: bool) -> bool:
    """Whether a target asks for less than before: a smaller number, or a larger one where it is a ceiling.

    A number taken away asks for less too; one in another unit cannot be compared and is not called lower.
    """
    if before is None or not same_unit:
        return False
    if after is None:
        return True
    return after > before if comparator in ("≤", "<") else after < before


_NUMBER = re.compile(r"(-?)(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d+)|\.(\d{1,2}))?")


def read_decimal(typed: str) -> str:
    """A number as officials write it ("69,85", "1.284", "40.5") as it is kept ("69.85"), a percent sign left out.

    Raises ValueError with a Vietnamese sentence.
    """
    read = _NUMBER.fullmatch(text.nfc(typed).removesuffix("%").strip())
    if read is None:
        raise ValueError("Phải là một số, ví dụ 69,85 hoặc 1.284.")
    sign, whole, comma, point = read.groups()
    digits = re.sub(r"[. ]", "", whole)
    if len(digits) > MOST_DIGITS:
        raise ValueError("Số lớn quá.")
    part = comma or point or ""
    return f"{sign}{digits}" + (f".{part}" if part else "")


def shown_decimal(kept: str | None) -> str:
    """A kept decimal as the pages show it: "69.85" is "69,85"."""
    if kept is None:
        return ""
    whole, _point, part = kept.partition(".")
    return text.number_text(int(whole)) + (f",{part}" if part else "")


def reached_by(value: str | None, asked: int | None, comparator: str) -> bool | None:
    """Whether a number read off reaches what was asked; None when one of both is not known."""
    try:
        done = Decimal(value) if value is not None else None
    except InvalidOperation:
        done = None
    if done is None or asked is None:
        return None
    said = {">": done > asked, "=": done == asked, "≤": done <= asked, "<": done < asked}
    return said.get(comparator, done >= asked)


def reading_refusals(
    day: date, today: date, value: str | None, words: str, *, closed: bool, reason: str
) -> list[Refusal]:
    """Why a reading cannot be kept: its day has not come, it says nothing, or the figures of its day are closed.

    Args: closed, whether the day lies in figures that were closed; reason, why they are changed after all.
    """
    found = []
    if day > today:
        found.append(Refusal("reading-ahead", detail=text.day_text(today)))
    if value is None and not words:
        found.append(Refusal("reading-empty"))
    return found + closed_refusals(closed, reason)


def closed_refusals(closed: bool, reason: str) -> list[Refusal]:
    """Why closed figures cannot be changed: nobody said why."""
    return [Refusal("figures-closed")] if closed and not reason.strip() else []


def owner_refusals(unit_ended: bool, owners: int) -> list[Refusal]:
    """Why nobody can be put in charge so: the unit does not exist any more, or more than one was named.

    Args: owners, how many of unit, person and name in words were given.
    """
    found = [Refusal("owner-ended")] if unit_ended else []
    return found + ([Refusal("owner-twice")] if owners > 1 else [])
