"""Rules of the conditions a province or commune lays down: what the law leaves open, what may still be rewritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import law, text
from app.places.rules import Level, may_set
from app.refusals import Refusal


class LocalEffect(StrEnum):
    """What a local condition does when it is not met."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class LocalValues:
    """A condition as it was typed: `replaces` is the code of a row of the law, `valid_until` the first day after."""

    award: str
    subject_kind: str
    text: str
    citation: str
    valid_from: date
    replaces: str | None = None
    effect: str = LocalEffect.BLOCK
    one_of: str | None = None
    types: tuple[str, ...] = ()
    enabled: bool = True
    measure: str | None = None
    threshold: int | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class Standing:
    """A condition of the own authority that holds for the same award and kind of subject."""

    text: str
    replaces: str | None
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class LawRow:
    """A condition of the law beside which local ones stand, and whether this level may change it."""

    asked: law.Asked
    open_here: bool

    @property
    def who(self) -> str:
        """Who may change it: commune, province, or nobody below the law."""
        return self.asked.version.local or ""


def law_rows(award: str, subject_kind: str, day: date, level: Level) -> list[LawRow]:
    """What the law data ask of one kind of subject for an award on a day, those switched off too."""
    if not law.AWARDS[award].known_on(day):
        return []
    rows = law.standing_criteria(award, subject_kind, day)
    return [LawRow(one, may_set(one.version.local, level)) for one in rows]


def fit_refusals(
    measure: str | None, threshold: int | None, start: date | None, until: date | None
) -> dict[str, Refusal]:
    """What does not fit together in a form that is not whole yet, by field: so that all faults are told at once."""
    found = {}
    if measure and not threshold:
        found["threshold"] = Refusal("measure-without-threshold")
    if threshold is not None and not measure:
        found["threshold"] = Refusal("threshold-without-measure")
    if start is not None and until is not None and until <= start:
        found["last_day"] = Refusal("period-reversed")
    return found


def condition_refusals(values: LocalValues, level: Level, others: Iterable[Standing]) -> list[Refusal]:
    """Why a condition cannot be laid down here: what does not fit together, what the law does not leave open, doubled.

    Args: others, what the own authority has laid down for the same award and kind of subject, without this one.
    """
    if values.award not in law.AWARDS:
        return [Refusal("local-award-unknown")]
    found = list(fit_refusals(values.measure, values.threshold, values.valid_from, values.valid_until).values())
    if values.subject_kind not in law.subjects_of(values.award):
        found.append(Refusal("award-not-for-subject"))
    if values.replaces is None:
        return found + _added_refusals(values, others)
    return found + _replaced_refusals(values, level, others)


def _added_refusals(values: LocalValues, others: Iterable[Standing]) -> list[Refusal]:
    found = [] if values.enabled else [Refusal("local-off-alone")]
    same = [one for one in others if not one.replaces and one.text.casefold() == values.text.casefold()]
    return found + [Refusal("local-known", detail=_since(one)) for one in same if _meet(values, one)][:1]


def _replaced_refusals(values: LocalValues, level: Level, others: Iterable[Standing]) -> list[Refusal]:
    rows = {one.asked.code: one for one in law_rows(values.award, values.subject_kind, values.valid_from, level)}
    row = rows.get(values.replaces or "")
    if row is None:
        return [Refusal("local-row-unknown", detail=text.day_text(values.valid_from))]
    found = []
    if not row.open_here:
        code = "local-row-of-province" if row.who else "local-row-closed"
        found.append(Refusal(code, row.asked.version.cite))
    if values.measure and row.asked.criterion.kind is law.CriterionKind.COMPUTED:
        found.append(Refusal("local-measure-on-check"))
    twice = [one for one in others if one.replaces == values.replaces and _meet(values, one)]
    return found + [Refusal("local-replaced-twice", detail=_since(one)) for one in twice][:1]


def _meet(values: LocalValues, other: Standing) -> bool:
    return (values.valid_until is None or other.valid_from < values.valid_until) and (
        other.valid_until is None or values.valid_from < other.valid_until
    )


def _since(one: Standing) -> str:
    return text.day_text(one.valid_from)


def rewritable(valid_from: date, entered_on: date | None, today: date) -> bool:
    """Whether a condition may still be corrected or taken away: it never held before today, or was entered today.

    What held in the past is history: a dossier may have been judged by it.
    """
    return valid_from >= today or entered_on == today


def change_refusals(valid_from: date, valid_until: date | None, new_from: date) -> list[Refusal]:
    """Why a condition cannot be changed from a day on: the day does not follow its beginning, or it ended before."""
    if new_from <= valid_from:
        return [Refusal("local-change-too-early", detail=text.day_text(valid_from))]
    if valid_until is not None and new_from > valid_until:
        return [Refusal("local-over", detail=text.day_text(valid_until))]
    return []


def end_refusals(valid_from: date, valid_until: date | None, until: date) -> list[Refusal]:
    """Why a condition cannot end on a day: before it began, or it ended earlier."""
    if until <= valid_from:
        return [Refusal("period-reversed")]
    return [Refusal("local-over", detail=text.day_text(valid_until))] if valid_until and valid_until <= until else []


def remove_refusals(may_rewrite: bool) -> list[Refusal]:
    """Why a condition cannot be taken away: it held in the past."""
    return [] if may_rewrite else [Refusal("local-held")]


def condition_owner_refusals(own: bool) -> list[Refusal]:
    """Why a condition cannot be changed here: another authority laid it down."""
    return [] if own else [Refusal("local-handed-down")]


def condition_confirm_refusals(confirmed_on: date | None) -> list[Refusal]:
    """Why a condition cannot be confirmed: somebody did already."""
    return [Refusal("local-confirmed")] if confirmed_on else []
