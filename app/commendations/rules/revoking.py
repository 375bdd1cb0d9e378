"""When an award is cancelled: on which ground of the law, for whom, and who may not do it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import law, text
from app.commendations.rules.moves import FOUR_EYES_ARTICLE, Who
from app.commendations.rules.states import State
from app.commendations.rules.verdict import article_of
from app.refusals import Refusal


class RevocationGround(StrEnum):
    """Why an award is cancelled: the four cases of Luật Thi đua, khen thưởng Điều 93."""

    FALSE_DECLARATION = "false-declaration"
    FORGED_PAPERS = "forged-papers"
    UNLAWFUL_APPRAISAL = "unlawful-appraisal"
    LATER_BREACH = "later-breach"


@dataclass(frozen=True)
class RevocationFacts:
    """A decision as its cancelling is judged: what it named, what was cancelled already, who wrote the dossier.

    `named` are the names of all people of the dossier; `awarded` and `revoked` are nominees.
    """

    state: str
    author_id: int | None
    named: frozenset[str]
    decided_on: date | None
    awarded: frozenset[int]
    revoked: frozenset[int]

    @property
    def standing(self) -> frozenset[int]:
        """The nominees whose award still stands."""
        return self.awarded - self.revoked


def revoking_article(day: date) -> str:
    """The article on which an award is cancelled, as the law of a day writes it: "Điều 93 Luật Thi đua, khen thưởng".

    Source: Luật Thi đua, khen thưởng Điều 93 (criterion `revoke-false`).
    """
    return article_of(law.CRITERIA["revoke-false"].on(day).cites)


def revocation_refusals(facts: RevocationFacts, who: Who) -> list[Refusal]:
    """Why this person may not cancel anything of this decision; empty means yes. The page asks the same.

    Nobody who wrote the dossier or is named in it cancels what it led to, as nobody of them decides on it.
    """
    if facts.state != State.DECIDED or facts.decided_on is None:
        return [Refusal("nothing-to-revoke")]
    found = []
    if who.id is not None and who.id == facts.author_id:
        found.append(Refusal("revoker-is-author", FOUR_EYES_ARTICLE))
    if text.nfc(who.name) in facts.named:
        found.append(Refusal("revoker-is-named", FOUR_EYES_ARTICLE, who.name))
    if not facts.standing:
        found.append(Refusal("all-revoked"))
    return found


def revoked_refusals(facts: RevocationFacts, chosen: Collection[int], day: date) -> list[Refusal]:
    """Why these awards are not cancelled on this day: none chosen, one that does not stand, or before the decision."""
    found = []
    if not chosen:
        found.append(Refusal("nobody-to-revoke"))
    if not set(chosen) <= facts.standing:
        found.append(Refusal("award-not-standing"))
    if facts.decided_on is not None and day < facts.decided_on:
        found.append(Refusal("revoked-before-decision", detail=text.day_text(facts.decided_on)))
    return found
