"""The number of a person's CCCD: what it looks like, how it is shown, and what is no reason to keep or see it."""

import re

from app.refusals import Refusal

DIGITS = 12
_BETWEEN = re.compile(r"[\s.\-]+")
_NUMBER = re.compile(rf"[0-9]{{{DIGITS}}}")
# Nine digits were the old CMND, telephones have ten: none of them belongs into a line of the log. Sums of money do.
_LONG_NUMBER = re.compile(r"[0-9]{9,}|(?:[0-9][\s.\-]?){10,}")


def clean_number(typed: str) -> str:
    """A number as it is kept, without the blanks, points and dashes people write between its groups."""
    return _BETWEEN.sub("", typed)


def number_faults(number: str) -> list[Refusal]:
    """Why this cannot be a number of a CCCD: it has not exactly 12 digits; no more is certain about it."""
    return [] if _NUMBER.fullmatch(number) else [Refusal("national-id-digits")]


def masked(number: str) -> str:
    """How every screen shows a number: 0********123, enough to tell two cards apart, too little to use one."""
    return f"{number[0]}{'*' * (DIGITS - 4)}{number[-3:]}"


def bound_to(owner_id: int, person_id: int) -> str:
    """Whose number it is: sealed in with it, so that a row copied to another person does not open."""
    return f"{owner_id}:{person_id}"


def purpose_faults(purpose: str) -> list[Refusal]:
    """Why a purpose is none: it is empty, or holds a long number that would then stand open in the log."""
    return _said(purpose) or ([] if purpose.strip() else [Refusal("national-id-no-purpose")])


def seeing_faults(reason: str) -> list[Refusal]:
    """Why a reason to see or remove a number is none: it is empty, or holds a long number itself."""
    return _said(reason) or ([] if reason.strip() else [Refusal("national-id-no-reason")])


def _said(words: str) -> list[Refusal]:
    return [Refusal("words-hold-number")] if _LONG_NUMBER.search(words) else []
