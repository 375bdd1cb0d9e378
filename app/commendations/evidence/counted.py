"""From when the merit of a subject counts: a term of discipline moves the start of the round's period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.commendations import queries
from app.commendations.models import AwardRound, Hold, Nominee
from app.commendations.rules import HoldFact, merit_from
from app.people.models import Collective, Household, Person


@dataclass(frozen=True)
class Candidate:
    """Somebody whose case is judged: a nominee, or a person, household or collective before anything is nominated.

    `id` is that of the nominee, or any number that tells candidates apart. `figures` are figures as a nominee keeps
    them; left empty, those of the nominee are taken.
    """

    kind: str
    subject: Person | Household | Collective
    merit: str
    id: int
    nominee: Nominee | None = None
    figures: dict[str, Any] | None = field(default=None, compare=False)

    @property
    def key(self) -> queries.Key:
        """Whom the case is about."""
        return self.kind, self.subject.id


def of_nominee(nominee: Nominee) -> Candidate:
    """A nominee as a candidate."""
    subject = nominee.person or nominee.household or nominee.collective
    if subject is None:
        raise LookupError(f"đối tượng {nominee.id} không còn trong sổ")
    return Candidate(nominee.subject_kind, subject, nominee.achievement, nominee.id, nominee)


def counted_from(candidates: Sequence[Candidate], award_round: AwardRound) -> dict[int, date]:
    """From which day the figures of each candidate count; who is not in it counts from the start of the period.

    Read in one statement for each thousand. Source: NĐ 152/2025/NĐ-CP Điều 4.4.
    """
    holds = queries.holds_of(one.key for one in candidates)
    days = {one.id: merit_from(facts(holds.get(one.key, ())), award_round.period_from) for one in candidates}
    return {one_id: day for one_id, day in days.items() if day is not None}


def facts(holds: Iterable[Hold]) -> tuple[HoldFact, ...]:
    """Lines of the book of holds as the check takes them."""
    return tuple(
        HoldFact(
            kind=row.kind,
            opened_on=row.opened_on,
            source_document=row.source_document,
            closed_on=row.closed_on,
            closing_document=row.closing_document or "",
            outcome=row.outcome or "",
            term_until=row.term_until,
            id=row.id,
        )
        for row in holds
    )
