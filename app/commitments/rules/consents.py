"""Which purposes somebody agreed to when pledging, and when a consent can be written down or withdrawn.

Each purpose stands for itself, unticked beforehand; silence is no consent. A consent is withdrawn at any time, also
after the pledge itself ended. Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (privacy-and-signature.md 2, 3).
"""

from collections.abc import Collection, Sequence

from app.commitments.rules.ready import CONSENT
from app.commitments.rules.states import SIGNED, State
from app.refusals import Refusal


def consent_faults(state: str) -> list[Refusal]:
    """Why consents cannot be written down yet: they stand on the signed form, and none has come back."""
    return [] if State(state) in SIGNED else [Refusal("consent-unsigned")]


def consent_withdrawal_faults(purpose: str, agreed: Collection[str] | None) -> list[Refusal]:
    """Why the consent to a purpose cannot be withdrawn: it was not given, or was withdrawn already."""
    return [] if purpose in (agreed or ()) else [Refusal("consent-not-given", detail=purpose)]


def offered_purposes(agreed: Collection[str] | None) -> list[str]:
    """The purposes of the form, and behind them those of an older form that were agreed to."""
    return [*CONSENT.purposes, *(one for one in agreed or () if one not in CONSENT.purposes)]


def in_order(purposes: Collection[str], offered: Sequence[str]) -> list[str]:
    """The purposes in the order in which they were offered. Raises ValueError for one that was not."""
    if unknown := set(purposes) - set(offered):
        raise ValueError(f"not on the form: {', '.join(sorted(unknown))}")
    return [one for one in offered if one in purposes]
