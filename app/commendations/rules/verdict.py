"""One answer of the check of conditions: met, not met or to be looked at, with its ground and its records."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.law import CRITERIA, INSTRUMENTS, Citation, Effect, Mark, Strength
from app.plans.rules import FigureRow

# The "instrument" of values that are our own design: its place says what they were drawn from.
OURS = "SOVANG"
# The one question that answers all five holds at once: the principle they are taken from.
NO_HOLD = "hold-scrutiny"


class Outcome(StrEnum):
    """What the check found."""

    MET = "met"
    NOT_MET = "not_met"
    LOOK = "look"


@dataclass(frozen=True)
class Finding:
    """What one check found before it is known how much it may do: `reason` is a code of words.html.

    `rows` are the records that prove it; `by`, `day` and `note` say which official answered, when and on what ground.
    """

    outcome: Outcome
    reason: str
    detail: str = ""
    rows: tuple[FigureRow, ...] = ()
    unanswered: bool = False
    by: str = ""
    day: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Standing:
    """What a criterion is and what it may do: its text, effect, source, mark and strength."""

    code: str
    text: str
    effect: Effect
    article: str
    mark: Mark
    strength: Strength
    hold: bool = False


@dataclass(frozen=True)
class Verdict:
    """One criterion judged for one nominee."""

    standing: Standing
    finding: Finding

    @property
    def criterion(self) -> str:
        """The code of the criterion."""
        return self.standing.code

    @property
    def outcome(self) -> Outcome:
        """What the page shows; what nobody has found in the law is only ever to be looked at."""
        if self.finding.outcome is Outcome.NOT_MET and self.standing.strength is Strength.LOOK:
            return Outcome.LOOK
        return self.finding.outcome

    @property
    def refuses(self) -> bool:
        """Whether the dossier may not go on: a blocking criterion read in its source, not met or not yet answered.

        Source: architecture.md section 10, "What may refuse".
        """
        blocking = self.standing.effect in (Effect.BLOCK, Effect.HOLD)
        failed = self.finding.outcome is Outcome.NOT_MET or self.finding.unanswered
        return blocking and failed and self.standing.strength is Strength.REFUSE


def condensed(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts as a list tells them: holds of which nobody wrote a line are one row, answered by one question.

    A hold that stands in the book, open or released, and one that an official answered by itself stay apart.
    """
    found: list[Verdict] = []
    merged: dict[Finding, int] = {}
    for one in verdicts:
        if not one.standing.hold or one.finding.rows or one.finding.reason not in ("unanswered", *_SAID):
            found.append(one)
        elif one.finding in merged:
            place = merged[one.finding]
            found[place] = replace(found[place], standing=_of_all(one.standing))
        else:
            merged[one.finding] = len(found)
            found.append(one)
    return tuple(found)


_SAID = ("attested", "attested-not")


def _of_all(one: Standing) -> Standing:
    """What all five holds share: the principle of the law they are taken from."""
    principle = CRITERIA[NO_HOLD].versions[-1]
    return replace(one, code=NO_HOLD, text=principle.text, hold=True)


def article_of(cites: tuple[Citation, ...]) -> str:
    """Citations as an official writes them: "khoản 3 Điều 4 Nghị định số 152/2025/NĐ-CP"."""
    return "; ".join(_cited(cite) for cite in cites)


def ground_on_paper(article: str, province: str | None) -> str:
    """The ground of a condition as a paper of this province may name it; empty when nothing is left.

    What another province laid down fills in here while nothing else is known: a screen says so, a paper does not cite
    it. Args: article, as `article_of` says it; province, "tỉnh Nghệ An".
    """
    parts = article.split("; ")
    own = [part for part in parts if province and part.endswith(province)]
    return "; ".join(part for part in parts if part in own or not part.endswith(_OF_PROVINCES))


def _cited(cite: Citation) -> str:
    return cite.place if cite.instrument == OURS else f"{cite.in_words} {_short(cite.instrument)}"


def _short(instrument: str) -> str:
    return INSTRUMENTS[instrument].title.partition(" ngày ")[0]


_OF_PROVINCES = tuple(_short(code) for code, one in INSTRUMENTS.items() if one.number.endswith("-UBND"))
