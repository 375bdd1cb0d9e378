"""Papers that may be sealed before they have a number: văn thư enters it in the register after signature."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.papers.actions.numbering import enter_number
from app.papers.actions.sealing import facts_as_stored, seal
from app.papers.models import Paper


def seal_or_keep(
    kind: str,
    facts: Callable[[str | None], Any],
    subject: Any,
    *,
    symbol: str,
    title: str,
    day: date,
    law_date: date,
    old: Paper | None,
    number: int | None = None,
    award_type: str = "chuyen_de",
) -> Paper:
    """Seal a paper; one that says the same already is kept, one that says something else is replaced.

    Args: facts, made for a reference number or for the room left for one; symbol, the register it is numbered in, empty
    for a paper without a number; old, the paper whose place it takes; number, as văn thư gave it. Without one it keeps
    the number of the old paper, if that is of the same register and year, else room is left for a number by hand.
    Raises Refused when the number is taken. Source: NĐ 30/2020 Điều 15: a number is given after signature.
    """
    kept = _kept(old, symbol, day)
    if old is not None and number is None and old.facts in (_stored(facts, kept), _stored(facts, None)):
        return old
    given = enter_number(symbol, number, day, title) if number is not None else kept
    return seal(
        kind,
        facts(given),
        subject,
        title=title,
        day=day,
        law_date=law_date,
        reference_number=given,
        replaces=old,
        award_type=award_type,
    )


def _stored(facts: Callable[[str | None], Any], number: str | None) -> dict[str, Any]:
    return facts_as_stored(facts(number))


def _kept(old: Paper | None, symbol: str, day: date) -> str | None:
    """The number of the paper that is replaced, when the new one stands in the same register of the same year."""
    if old is None or old.reference_number is None or old.day.year != day.year:
        return None
    return old.reference_number if old.reference_number.endswith(f"/{symbol}") else None
