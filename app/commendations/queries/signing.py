"""Who signs the papers of a dossier on their day, and what stands in it that was not in force then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.commendations.models import Dossier, Nominee
from app.commendations.queries.dossiers import is_own
from app.people.models import Collective, Household, Person
from app.places import queries as places
from app.places.models import Hamlet, Unit
from app.places.queries import Signing
from app.places.rules import in_force


def signings_of(dossier: Dossier, day: date, kind: str, unit: Unit | None = None) -> list[Signing]:
    """Everyone who may sign a paper of a dossier on its day; the one who signs by default first.

    Args: unit, the unit that issues the paper, or the authority itself. A dossier looked at from above is signed by
    its own authority.
    """
    return places.signings(day, kind, unit, _owner(dossier))


def every_signing(dossier: Dossier, day: date, kind: str) -> list[Signing]:
    """Everyone who may sign a paper of a dossier on its day, for the authority first, then for each unit."""
    return places.every_signing(day, kind, _owner(dossier))


def _owner(dossier: Dossier) -> int | None:
    return None if is_own(dossier) else dossier.owner_id


@dataclass(frozen=True)
class OutOfForce:
    """A unit or hamlet that a paper would name though it was not there on the paper's day.

    `nominee` is whose particulars name it, none for the unit that proposes.
    """

    place: Unit | Hamlet
    nominee: Nominee | None = None

    @property
    def name(self) -> str:
        """The name that would be printed."""
        return self.place.name


def out_of_force(dossier: Dossier, nominees: Iterable[Nominee], day: date) -> list[OutOfForce]:
    """The units and hamlets that a dossier's papers of this day would name though they were not in force then.

    The books keep one unit for a person, without days: nobody but an official can say what it was called on the day.
    """
    found = []
    unit = dossier.proposal.unit if dossier.proposal else None
    if unit is not None and not in_force(unit, day):
        found.append(OutOfForce(unit))
    for nominee in nominees:
        found += [OutOfForce(place, nominee) for place in _places_of(nominee) if not in_force(place, day)]
    return found


def _places_of(nominee: Nominee) -> list[Unit | Hamlet]:
    """The unit and hamlet that the papers name with a nominee."""
    subject: Person | Household | Collective | None = nominee.person or nominee.household or nominee.collective
    if subject is None:
        return []
    unit = None if isinstance(subject, Household) else subject.unit
    return [place for place in (unit, subject.hamlet) if place is not None]
