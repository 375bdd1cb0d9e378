"""How far a legal value may be trusted, and what the product may therefore do with it.

Every value of the law data carries one of five marks (domain README, "Marks"). The screen shows the badge
"chưa đối chiếu" on every mark that is not verified; a rule refuses, warns or only asks to look by its mark.
"""

from enum import StrEnum


class Mark(StrEnum):
    """Trust in one value, from read in the source down to not found."""

    C = "C"
    CT = "Ct"
    L = "L"
    D = "D"
    U = "U"

    @property
    def verified(self) -> bool:
        """True when a human read the value in its source (C) or in a translation of it (Ct): no badge."""
        return self in (Mark.C, Mark.CT)

    @property
    def label(self) -> str:
        """The words an official reads beside the value."""
        return _LABELS[self]


_LABELS = {
    Mark.C: "đã đối chiếu",
    Mark.CT: "đã đối chiếu qua bản dịch",
    Mark.L: "chưa đối chiếu: suy ra từ văn bản cũ hoặc gần nhất",
    Mark.D: "chưa đối chiếu: giá trị do phần mềm đặt",
    Mark.U: "chưa đối chiếu: chưa tìm được văn bản",
}
_FROM_BEST_TO_WORST = tuple(Mark)


class Strength(StrEnum):
    """What a rule that is not met may do to the official's work."""

    REFUSE = "refuse"
    WARN = "warn"
    LOOK = "look"


def weakest(*marks: Mark) -> Mark:
    """The mark of a result is that of its least certain part (a sum of money, a verdict)."""
    return max(marks, key=_FROM_BEST_TO_WORST.index)


def strength(mark: Mark, local: str | None = None) -> Strength:
    """Say whether a rule may refuse, only warns, or only asks the official to look.

    `local` is "commune" or "province" when an official may edit the value. C and Ct may refuse; D may refuse
    only where it is local, because there the official can correct it; L warns; U shows "cần xem" and never
    blocks anybody. Source: architecture.md section 10, "What may refuse".
    """
    if mark is Mark.U:
        return Strength.LOOK
    if mark.verified or (mark is Mark.D and local is not None):
        return Strength.REFUSE
    return Strength.WARN
