"""The order in which giấy khen are handed over, and in which they therefore leave the printer."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.refusals import Refusal


def ceremony_order(numbers: Sequence[tuple[int, int | None]]) -> list[int]:
    """The recipients in the order of the ceremony: those with a number by it, the others after them as in the roll.

    Args: numbers, pairs of a recipient and its number or None, in the order of the roll.
    """
    numbered = sorted((number, who) for who, number in numbers if number is not None)
    return [who for _number, who in numbered] + [who for who, number in numbers if number is None]


def ceremony_faults(numbers: Mapping[int, int | None]) -> dict[int, list[Refusal]]:
    """Why these numbers give no order, by recipient: a number below 1, or one that two of them have."""
    often = Counter(number for number in numbers.values() if number is not None)
    found: dict[int, list[Refusal]] = {}
    for who, number in numbers.items():
        if number is not None and number < 1:
            found[who] = [Refusal("ceremony-below-one")]
        elif number is not None and often[number] > 1:
            found[who] = [Refusal("ceremony-number-twice", detail=str(number))]
    return found
