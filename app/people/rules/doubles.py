"""Who in the books may be the person now being typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app import text


@dataclass(frozen=True)
class Known:
    """A person already in the books, as far as a double is judged by it."""

    id: int
    name: str
    birth_year: int | None
    hamlet_id: int | None
    born_on: date | None = None


def likely_same(
    name: str, birth_year: int | None, hamlet_id: int | None, known: Iterable[Known], born_on: date | None = None
) -> list[Known]:
    """Who in the books may be this person: the same name without dấu, and no year or hamlet that speaks against it.

    The same full day of birth outweighs another hamlet: people move. A likely double is asked about, never
    merged by the program.
    """
    folded = text.fold(name)
    if not folded:
        return []
    namesakes = (person for person in known if text.fold(person.name) == folded)
    return likely_among(namesakes, birth_year, hamlet_id, born_on)


def likely_among(
    namesakes: Iterable[Known], birth_year: int | None, hamlet_id: int | None, born_on: date | None = None
) -> list[Known]:
    """Who of these, whose name is the same without dấu, may be this person; see likely_same()."""
    return [
        person
        for person in namesakes
        if _agree(birth_year, person.birth_year)
        and (_agree(hamlet_id, person.hamlet_id) or (born_on is not None and born_on == person.born_on))
        and _agree(born_on, person.born_on)
    ]


def _agree(typed: object, known: object) -> bool:
    return typed is None or known is None or typed == known
