"""A list of who takes part in a class, held against the books of people and against the list of the class."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app import text
from app.people.rules.incoming import Books, InTheBooks, Understood, held
from app.reading.lines import Judged, Line, Twin, decide

# The change that a line makes of somebody whom the books know: the list of the class says nothing else of them.
IN_CLASS = "in_class"
# What is shown of somebody of the books: a trainer sees whom a line may mean, never their telephone number.
_SHOWN = ("full_name", "birth", "gender", "hamlet")


def judge_participants(lines: Sequence[Line], books: Books, on_list: Collection[int]) -> list[Judged]:
    """Say of every line whether its person is on the list of the class, in the books, or new to both.

    Args: books, everybody who has one of these names; on_list, the ids of the people of the class.
    """
    known = {one.known.id: one for one in books.people}
    return [decide(_beside_class(one, known, on_list)) for one in held(lines, books)]


def _beside_class(judged: Judged, known: Mapping[int, InTheBooks], on_list: Collection[int]) -> Judged:
    twins = tuple(_twin(judged.record, one, known[one.id], on_list) for one in judged.twins)
    settled = len(twins) == 1 and twins[0].certain and not judged.repeats
    faults = tuple(one for one in judged.faults if not (settled and one.reason.code == "likely-double"))
    return replace(judged, twins=twins, faults=faults)


def _twin(said: Understood, twin: Twin, found: InTheBooks, on_list: Collection[int]) -> Twin:
    there = twin.id in on_list
    certain = twin.certain or _plain(said, found, there=there)
    says = {name: twin.says[name] for name in _SHOWN if name in twin.says}
    return replace(twin, says=says, changes={} if there else {IN_CLASS: ""}, certain=certain)


def _plain(said: Understood, found: InTheBooks, *, there: bool) -> bool:
    """The same name wherever its mark stands, and one thing more that agrees: lists of a class often name no hamlet.

    The whole day of birth, the telephone number, or being on the list of this very class.
    """
    known = found.known
    if text.name_key(said.name) != text.name_key(known.name):
        return False
    same_day = said.birth.born_on is not None and said.birth.born_on == known.born_on
    phone = said.columns.get("phone")
    return same_day or bool(phone and phone == found.says.get("phone")) or there
