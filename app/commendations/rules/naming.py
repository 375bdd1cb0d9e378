"""Whom a line of a list means: a person, a household or a collective of the books, judged when shown and when used.

The same judgement is made each time the list comes back, so that nothing is done with somebody else than was seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app import text
from app.commendations.rules.lines import MERIT_LABELS, SUBJECT_COLUMNS, kind_of, place_within, said_of
from app.people.rules import Birth, ListLine, Unreadable, parse_birth
from app.people.rules.hamlets import hamlet_of_address
from app.people.rules.incoming import PEOPLE
from app.reading import Columns
from app.refusals import Refusal

SKIP = "skip"
OFFERED = 8  # namesakes shown beside a line that fits nobody by year and hamlet
CHECKED_COLUMNS: Columns = {**SUBJECT_COLUMNS, "birth": PEOPLE["birth"], "merit": MERIT_LABELS}
# The cells of a line on the page of the check, and what they are called in lists that come in.
NAME_CELLS = ("name", "kind", "born", "hamlet", "merit")
_LISTED = {"name": "full_name", "kind": "subject_kind", "born": "birth", "hamlet": "hamlet", "merit": "merit"}
USED = frozenset({*_LISTED.values(), "family_middle", "given", "birth_male", "birth_female", "post"})
# What the page asks for of a line beside its columns: whether it is to be nominated.
KEPT_CELLS = (*NAME_CELLS, "take")


class Standing(StrEnum):
    """How far a line is understood."""

    FOUND = "found"
    SEVERAL = "several"
    NONE = "none"
    AGAIN = "again"
    SKIPPED = "skipped"


OPEN = frozenset({Standing.SEVERAL, Standing.NONE})


@dataclass(frozen=True)
class Named:
    """Somebody of the books as far as a name tells: `label` is how a list tells them apart."""

    kind: str
    id: int
    name: str
    label: str
    birth: Birth = Birth()
    hamlet_id: int | None = None

    @property
    def key(self) -> str:
        """As a choice on a page: "person-12"."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True)
class Meant:
    """A line with whom it may mean: `choice` is a key of them once it is plain, `first` the line that had it before."""

    line: ListLine
    fitting: tuple[Named, ...]
    faults: tuple[Refusal, ...] = ()
    first: int | None = None

    @property
    def standing(self) -> Standing:
        """Found, several, none, the same as a line above, or left out."""
        if self.line.choice == SKIP:
            return Standing.SKIPPED
        if self.first is not None:
            return Standing.AGAIN
        if self.chosen is not None and not self.faults:
            return Standing.FOUND
        return Standing.SEVERAL if self.fitting else Standing.NONE

    @property
    def chosen(self) -> Named | None:
        """Whom the line means."""
        return next((one for one in self.fitting if one.key == self.line.choice), None)

    @property
    def taken(self) -> bool:
        """Whether it was ticked to be put forward."""
        return self.line.cell("take") == "1"


def read_line(line: ListLine) -> ListLine:
    """A line as it was typed, with what stands around the name in cells of their own."""
    said = said_of({theirs: line.cell(mine) for mine, theirs in _LISTED.items()})
    return replace(line, cells={**line.cells, **checked_line(line.number, said).cells})


def checked_line(number: int, said: Mapping[str, str]) -> ListLine:
    """A line of a list as it was heard, for the page of the check."""
    cells = {mine: said.get(theirs, "") for mine, theirs in _LISTED.items()}
    if not cells["hamlet"]:
        cells["hamlet"] = place_within(said.get("post", ""))
    return ListLine(number, cells)


def meant(lines: Sequence[ListLine], known: Sequence[Named], hamlets: Mapping[int, str]) -> list[Meant]:
    """Say of every line whom it means: all doubts at once, and nobody twice.

    A name alone means a person or a collective; a household is meant where the line says so.
    Args: known, everybody of the books who has one of these names; hamlets by id.
    """
    by_name: dict[str, list[Named]] = {}
    for somebody in known:
        by_name.setdefault(text.fold(somebody.name), []).append(somebody)
    above: dict[str, int] = {}
    found: list[Meant] = []
    for line in lines:
        one = _meant(line, by_name.get(text.fold(line.cell("name")), []), hamlets)
        if one.standing is Standing.FOUND:
            first = above.setdefault(one.line.choice, line.number)
            one = one if first == line.number else replace(one, first=first)
        found.append(one)
    return found


def _meant(line: ListLine, known: Sequence[Named], hamlets: Mapping[int, str]) -> Meant:
    faults: list[Refusal] = []
    kind = _kind(line, faults)
    birth = _birth(line, faults)
    hamlet_id = _hamlet(line, hamlets, faults)
    namesakes = [one for one in known if (one.kind == kind if kind else one.kind != "household")]
    likely = [one for one in namesakes if _fits(one, birth, hamlet_id)]
    offered = likely or namesakes[:OFFERED]
    choice = line.choice
    if choice != SKIP and choice not in {one.key for one in offered}:
        choice = likely[0].key if len(likely) == 1 else ""
    return Meant(replace(line, choice=choice), tuple(offered), tuple(faults))


def _kind(line: ListLine, faults: list[Refusal]) -> str | None:
    kind = kind_of(line.cell("kind"))
    if line.cell("kind") and kind is None:
        faults.append(Refusal("subject-kind-unread", detail=line.cell("kind")))
    return kind


def _birth(line: ListLine, faults: list[Refusal]) -> Birth:
    try:
        return parse_birth(line.cell("born"))
    except Unreadable as fault:
        faults.append(fault.reason)
        return Birth()


def _hamlet(line: ListLine, hamlets: Mapping[int, str], faults: list[Refusal]) -> int | None:
    typed = line.cell("hamlet")
    found = hamlet_of_address(typed, hamlets) if typed else None
    if typed and found is None:
        faults.append(Refusal("hamlet-unknown", detail=typed))
    return found


def _fits(one: Named, birth: Birth, hamlet_id: int | None) -> bool:
    """Nothing that the line says speaks against it; what only one of both knows says nothing."""
    day: date | None = birth.born_on
    return (
        _agree(birth.year, one.birth.year)
        and _agree(day, one.birth.born_on)
        and (_agree(hamlet_id, one.hamlet_id) or (day is not None and day == one.birth.born_on))
    )


def _agree(typed: object, known: object) -> bool:
    return typed is None or known is None or typed == known
