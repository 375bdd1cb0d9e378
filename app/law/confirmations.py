"""Questions about what other bodies confirm before an award: which topics, by whom, for which subjects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.law.awards import default_value
from app.law.catalogue import Cited, Value
from app.law.loaded import CONFIRMATIONS, DEFAULTS
from app.law.marks import Mark

ASKED_OF = ("enterprise", "official")


@dataclass(frozen=True, kw_only=True)
class NeededConfirmation(Cited):
    """One topic as it stands on a day: `whom` is enterprise or official, whose case needs it."""

    code: str
    text: str
    body: str
    whom: str
    mark: Mark
    local: str | None
    note: str = ""


def confirmations_for(day: date, asked: Mapping[str, Value] | None = None) -> tuple[NeededConfirmation, ...]:
    """List what an enterprise and an official have to have confirmed by other bodies before an award.

    Args: asked, the codes of topics by "enterprise" and "official" where a province laid down others; left out, the
    product's own lists (D). Bodies and topics are certain for Bắc Ninh only and elsewhere a filling. A day before the
    data begin has none. Source: QĐ 86/2025/QĐ-UBND Bắc Ninh Điều 10.2, commendation.md section 11.
    """
    return tuple(
        _needed(code, whom, day, value)
        for whom in ASKED_OF
        for value in [asked.get(whom) if asked is not None else _shipped(whom, day)]
        for code in _codes(value)
        if CONFIRMATIONS[code].known_on(day)
    )


def _shipped(whom: str, day: date) -> Value | None:
    key = f"confirmations.{whom}"
    return default_value(key, day) if DEFAULTS[key].known_on(day) else None


def _codes(value: Value | None) -> Sequence[str]:
    found = value.value if value else ()
    return [code for code in found if code in CONFIRMATIONS] if isinstance(found, list | tuple) else []


def _needed(code: str, whom: str, day: date, value: Value | None) -> NeededConfirmation:
    version = CONFIRMATIONS[code].on(day)
    return NeededConfirmation(
        code=code,
        text=version.text,
        body=version.body,
        whom=whom,
        mark=value.mark if value else version.mark,
        cites=version.cites,
        local=version.local,
        note=version.note,
    )
