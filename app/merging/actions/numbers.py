"""The sealed number of a CCCD is bound to the record it stands at: a merge seals it again for the one that stays."""

from typing import Any

from app import sealing
from app.people.rules.national_ids import bound_to
from app.refusals import Refusal, Refused


def _opened(row: Any) -> str:
    try:
        return sealing.unseal(row.sealed, bound_to(row.owner_id, row.person_id))
    except sealing.KeyLost:
        raise Refused([Refusal("national-id-key-lost")]) from None
    except sealing.Altered:
        raise Refused([Refusal("national-id-altered")]) from None


def sealed_for(row: Any, person_id: int) -> str:
    """The number of a row sealed for another person of the same authority. Raises Refused when it does not open."""
    return sealing.seal(_opened(row), bound_to(row.owner_id, person_id))


def refuse_unlike(one: Any, other: Any) -> None:
    """Two different numbers are two people. Raises Refused."""
    if _opened(one) != _opened(other):
        raise Refused([Refusal("merge-two-numbers")])


def without_number(row: Any, columns: dict[str, Any]) -> dict[str, Any]:
    """What is set aside of a row: never the number of a CCCD, which stands at the record that stays already.

    Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Điều 3: nothing is kept twice.
    """
    return {**columns, "sealed": None} if row.__tablename__ == "national_id" else columns
