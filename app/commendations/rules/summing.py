"""What the verdicts on one nominee come to: one word for lists, and how many conditions stand behind it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.commendations.rules.verdict import Outcome, Verdict
from app.law import Effect


class CheckStanding(StrEnum):
    """How a nominee stands in a list, the worst first."""

    FAILED = "failed"
    LOOK = "look"
    WAITING = "waiting"
    MET = "met"


@dataclass(frozen=True)
class Summed:
    """The verdicts on one nominee, sorted by what they ask of the official.

    `failed` refuse; `doubted` are not met but do not refuse, `looked` are to be looked at; `waiting` wait for an
    official's answer; `reminded` only remind.
    """

    failed: tuple[Verdict, ...] = ()
    doubted: tuple[Verdict, ...] = ()
    looked: tuple[Verdict, ...] = ()
    waiting: tuple[Verdict, ...] = ()
    reminded: tuple[Verdict, ...] = ()
    met: int = 0

    @property
    def standing(self) -> CheckStanding:
        """One word for all of it."""
        if self.failed:
            return CheckStanding.FAILED
        if self.doubted or self.looked:
            return CheckStanding.LOOK
        return CheckStanding.WAITING if self.waiting else CheckStanding.MET

    @property
    def told(self) -> tuple[Verdict, ...]:
        """What is not simply met, the worst first."""
        return (*self.failed, *self.doubted, *self.looked, *self.waiting, *self.reminded)


def summed(verdicts: Iterable[Verdict]) -> Summed:
    """Sort the verdicts on one nominee by what they ask of the official."""
    sorts: dict[str, list[Verdict]] = {name: [] for name in ("failed", "doubted", "looked", "waiting", "reminded")}
    met = 0
    for one in verdicts:
        name = _sort(one)
        if name:
            sorts[name].append(one)
        else:
            met += 1
    return Summed(**{name: tuple(found) for name, found in sorts.items()}, met=met)


@dataclass(frozen=True)
class Printed:
    """How one line of a printed list tells its reasons: by their numbers at its head, and what is its own in words."""

    numbers: tuple[int, ...]
    own: tuple[Verdict, ...]


def shared(sums: Iterable[Summed]) -> tuple[list[Verdict], list[Printed]]:
    """What several of a list are told in the same words, to be printed once at its head; then each line in order."""
    lines = [one.told for one in sums]
    counts = Counter(_words(verdict) for told in lines for verdict in told)
    first = {_words(verdict): verdict for told in reversed(lines) for verdict in told}
    common = [words for words, count in counts.items() if count > 1]
    numbers = {words: number for number, words in enumerate(common, start=1)}
    printed = [
        Printed(
            tuple(sorted(numbers[_words(one)] for one in told if _words(one) in numbers)),
            tuple(one for one in told if _words(one) not in numbers),
        )
        for told in lines
    ]
    return [first[words] for words in common], printed


def _words(one: Verdict) -> tuple[str, str, str]:
    return one.standing.code, one.finding.reason, one.finding.detail


def _sort(one: Verdict) -> str:
    if one.outcome is Outcome.MET:
        return ""
    if one.finding.unanswered:
        return "waiting"
    if one.refuses:
        return "failed"
    if one.standing.effect not in (Effect.BLOCK, Effect.HOLD):
        return "reminded"
    return "looked" if one.outcome is Outcome.LOOK else "doubted"
