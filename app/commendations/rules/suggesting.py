"""What units and hamlets suggest: the states of a suggestion, what may be gathered, and who is not in the books yet."""

from collections.abc import Sequence
from enum import StrEnum

from app import text
from app.refusals import Refusal

LONGEST_MERIT = 2_000


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    GATHERED = "gathered"
    DECLINED = "declined"


def merit_faults(merit: str) -> list[Refusal]:
    """Why nobody can be proposed for this: it says nothing, or more than a list holds."""
    if not merit.strip():
        return [Refusal("suggested-merit-missing")]
    return [Refusal("cell-too-long", detail=str(LONGEST_MERIT))] if len(merit) > LONGEST_MERIT else []


def key_of_typed(typed: str) -> str:
    """How a suggestion that found nobody yet is told from others: by its name, whatever the dấu."""
    return f"typed-{text.fold(typed_name(typed))}"


# ---- a line that found nobody yet

_BETWEEN = " – "


def as_typed(name: str, born: str = "", hamlet: str = "") -> str:
    """A line kept as it was typed, to be finished later: "Nguyễn Văn A – 1980 – Thôn 3"."""
    return _BETWEEN.join(part for part in map(text.nfc, (name, born, hamlet)) if part)


def typed_name(typed: str) -> str:
    """The name in a line kept as it was typed."""
    return typed.partition(_BETWEEN)[0]


# ---- gathering


def gather_refusals(suggestions: Sequence[tuple[str, str, bool, str]], award: str) -> list[Refusal]:
    """Why these suggestions cannot go into a dossier of this award, all reasons at once.

    Args: suggestions, of each its state, its award, whether it names somebody of the books, and how it is called.
    """
    if not suggestions:
        return [Refusal("no-suggestion-chosen")]
    found = []
    for state, asked, known, label in suggestions:
        if state != SuggestionState.WAITING:
            found.append(Refusal("suggestion-not-waiting", detail=label))
        if not known:
            found.append(Refusal("suggestion-unfinished", detail=label))
        if asked != award:
            found.append(Refusal("suggestion-of-other-award", detail=label))
    return found


def waiting_refusals(state: str, label: str) -> list[Refusal]:
    """Why a suggestion is not corrected, declined or taken away: it was dealt with already."""
    return [] if state == SuggestionState.WAITING else [Refusal("suggestion-not-waiting", detail=label)]


def undo_refusals(state: str, worked_on: bool, label: str) -> list[Refusal]:
    """Why the gathering of a suggestion is not taken back: it is not gathered, or work hangs on the nominee by now.

    Args: worked_on, whether something was attested, written or filed of the nominee that would be lost.
    """
    if state != SuggestionState.GATHERED:
        return [Refusal("suggestion-not-gathered", detail=label)]
    return [Refusal("gathered-worked-on", detail=label)] if worked_on else []
