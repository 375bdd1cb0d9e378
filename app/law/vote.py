"""Counting a council's votes: shares of all members, compared as fractions and explained in words."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.law.awards import threshold_of
from app.law.catalogue import Cited, Value
from app.law.marks import Mark

MORE_THAN_HALF = "more_than_half"


class ImpossibleCount(ValueError):
    """A count that cannot be: more votes than members, below zero, or a council without members."""


@dataclass(frozen=True, kw_only=True)
class VoteVerdict(Cited):
    """Whether a nominee passed, with the arithmetic as it is printed in the minutes."""

    passed: bool
    needed: int
    share: Fraction
    text: str
    mark: Mark


def passes(
    agree: int,
    total_members: int,
    award_code: str,
    day: date,
    threshold: str | None = None,
    threshold_mark: Mark = Mark.D,
) -> VoteVerdict:
    """Say whether enough of all council members agreed; written votes of absent members count in `agree`.

    The denominator is the whole council, not those present. `threshold` ("more_than_half", "0.80", "2/3")
    is the council's own rule and goes before the national value; `threshold_mark` is its mark. Shares are
    compared as fractions, never as rounded percentages. Raises ImpossibleCount, or ValueError for a threshold
    that is not a share. Source: NĐ 98/2023 Điều 30.7 (L under NĐ 152); giấy khen, bằng khen: D.
    """
    _count(agree, total_members)
    rule = threshold_of(award_code, day)
    if threshold is not None:
        rule = Value(value=threshold, mark=threshold_mark, cites=())
    asked = str(rule.value)
    share = Fraction(agree, total_members)
    needed = votes_needed(total_members, asked)
    return VoteVerdict(
        passed=agree >= needed,
        needed=needed,
        share=share,
        text=f"{agree}/{total_members} thành viên ({_percent(share)} %), cần {_words(asked)} tổng số thành viên",
        mark=rule.mark,
        cites=rule.cites,
    )


def votes_needed(total_members: int, threshold: str) -> int:
    """The smallest number of agreeing members that reaches the threshold."""
    if threshold == MORE_THAN_HALF:
        return total_members // 2 + 1
    return _at_least(total_members, share_of(threshold))


def quorum_met(present: int, total: int, share: str | Fraction) -> bool:
    """Say whether enough members are in the room to hold the meeting (written opinions do not make a quorum).

    `share` is "2/3", "0.80" or a Fraction. Source: QĐ 86/2025/QĐ-UBND Bắc Ninh Điều 8.4, elsewhere a default
    (D) that the council's regulations replace.
    """
    _count(present, total)
    return present >= quorum_needed(total, share)


def quorum_needed(total: int, share: str | Fraction) -> int:
    """The smallest number of members present that makes a quorum."""
    return _at_least(total, share if isinstance(share, Fraction) else share_of(share))


def share_of(written: str) -> Fraction:
    """Read a share as an official writes it ("0.80", "0,8", "2/3", "80 %"); ValueError outside (0, 1]."""
    text = written.strip().replace(",", ".")
    try:
        share = Fraction(text.removesuffix("%").strip()) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"not a share: {written!r}") from None
    if not 0 < share <= 1:
        raise ValueError(f"not a share: {written!r}")
    return share


def _count(part: int, total: int) -> None:
    if total < 1 or not 0 <= part <= total:
        raise ImpossibleCount(f"{part} of {total} members")


def _at_least(total: int, share: Fraction) -> int:
    return -(-total * share.numerator // share.denominator)


def _words(threshold: str) -> str:
    if threshold == MORE_THAN_HALF:
        return "trên 1/2"
    share = share_of(threshold)
    if "/" in threshold:
        return f"ít nhất {share.numerator}/{share.denominator}"
    return f"ít nhất {_percent(share).removesuffix(',00')} %"


def _percent(share: Fraction) -> str:
    exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")
