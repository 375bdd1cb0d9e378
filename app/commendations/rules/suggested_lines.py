"""A list of those whom hamlets and units propose for a round: whom each line means, by whom, for what.

A line that fits nobody in the books is kept as it was typed, to be finished later, unless the list is to bring new ones
into the books. A line says its award and who proposes where the list has such columns, else the whole list does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app import text
from app.commendations.rules.hearing import (
    ByName,
    Heard,
    SubjectBooks,
    hear,
    meant_by,
    number_of,
    twins_of,
    values_of,
    weighed,
)
from app.commendations.rules.lines import MERIT_LABELS, SUBJECT_COLUMNS
from app.commendations.rules.naming import Named
from app.commendations.rules.suggesting import SuggestionState, as_typed, merit_faults
from app.people.rules import SubjectKind
from app.people.rules.incoming import PEOPLE
from app.reading import Columns
from app.reading.lines import NEW, Fault, Judged, Line, State, decide
from app.refusals import Refusal

NOMINEE_COLUMNS: Columns = {
    **SUBJECT_COLUMNS,
    "birth": PEOPLE["birth"],
    "merit": MERIT_LABELS,
    "award": (
        "hình thức đề nghị", "hình thức khen thưởng", "hình thức", "đề nghị khen thưởng",
        "hình thức đề nghị khen thưởng", "hình thức khen", "đề nghị",
    ),
    "proposer": (
        "đơn vị đề nghị", "thôn đề nghị", "thôn, đơn vị đề nghị", "cơ quan đề nghị", "nơi đề nghị", "đơn vị trình",
        "đơn vị, thôn đề nghị",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Suggested:
    """A suggestion of the round as it stands: by whom ("hamlet-3"), for which award, whom, and how far it is.

    `who` is "person-12", or the line as it was typed, without dấu.
    """

    id: int
    award: str
    proposer: str
    who: str
    merit: str
    state: str


@dataclass(frozen=True)
class NomineeBooks(SubjectBooks):
    """What a list of nominees is held against.

    `awards` are those of the round by code, `kinds` who may get each. `proposers` are names by key, also of those that
    proposed once; `in_force` who may propose now, `hamlet_of` the hamlet of those that are one. `rows` are the
    suggestions that stand, `in_dossiers` who stands in a dossier, by award. `award`, `proposer` and `merit` hold for
    lines that say none; `adds` brings who is not known into the books.
    """

    awards: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    proposers: Mapping[str, str] = field(default_factory=dict)
    in_force: Collection[str] = ()
    hamlet_of: Mapping[str, int] = field(default_factory=dict)
    rows: Sequence[Suggested] = ()
    in_dossiers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    award: str = ""
    proposer: str = ""
    merit: str = ""
    adds: bool = False


@dataclass(frozen=True)
class NomineeLine:
    """A case as a line tells it; `row` is the same one among the suggestions of the round, `typed` the line as kept."""

    heard: Heard
    award: str
    proposer: str
    merit: str
    typed: str
    meant: Named | None = None
    adds: bool = False
    row: Suggested | None = None


Rows = Mapping[tuple[str, str], Sequence[Suggested]]


def typed_key(typed: str) -> str:
    """How a line kept as it was typed is told from others, whatever the dấu."""
    return f"typed-{text.fold(typed)}"


def judge_nominees(lines: Sequence[Line], books: NomineeBooks) -> list[Judged]:
    """Say of every line whom it proposes, whether that stands already, and all that is doubtful in it."""
    by_name, above = books.by_name(), dict[tuple[str, str, str], int]()
    rows: dict[tuple[str, str], list[Suggested]] = {}
    for one in books.rows:
        rows.setdefault((one.award, one.who), []).append(one)
    return [_once(_judged(line, books, by_name, rows), above) for line in lines]


def _judged(line: Line, books: NomineeBooks, by_name: ByName, rows: Rows) -> Judged:
    faults: list[Fault] = []
    award, proposer = _award(line, books, faults), _proposer(line, books, faults)
    heard = hear(line, books, by_name, books.hamlet_of.get(proposer))
    merit = text.nfc_multiline(line.cell("merit")) or books.merit
    typed = as_typed(*(text.nfc(line.cell(name)) for name in ("full_name", "birth", "hamlet")))
    said = NomineeLine(heard, award, proposer, merit, typed)
    standing = {number_of(one): row for one in heard.same if (row := _row(said, one.key, rows)) is not None}
    if len(standing) == 1:
        (named,) = [one for one in heard.same if number_of(one) in standing]
        said = replace(said, heard=replace(heard, same=(named,), certain=True))
    changes = {number: _changes(said, row) for number, row in standing.items()}
    twins = twins_of(said.heard, books.hamlets, changes)
    meant = meant_by(said.heard, twins)
    row = standing.get(number_of(meant)) if meant else _row(said, typed_key(typed), rows)
    said = replace(said, meant=meant, adds=books.adds and meant is None, row=row)
    stops, told = weighed(heard.faults, known=bool(meant or row), adds=books.adds)
    stops += [*faults, *_who(said, books), *(Fault("merit", reason) for reason in merit_faults(merit))]
    shown = replace(heard.line, cells=_shown(said, books))
    found = decide(Judged(shown, _values(said), tuple(stops), twins, record=said))
    return replace(_as_case(found), faults=(*found.faults, *told, *_told(said, books, rows)))


def _as_case(found: Judged) -> Judged:
    """Who stands in the books is the subject: one whom nobody of this proposer has proposed yet is a new line."""
    said: NomineeLine = found.record
    if said.row is None:
        return replace(found, state=State.NEW) if found.state in (State.SAME, State.CHANGE) else found
    return replace(found, state=State.SAME) if said.meant is None and found.state is State.NEW else found


# ---- what a line says beside its subject


def _award(line: Line, books: NomineeBooks, faults: list[Fault]) -> str:
    typed = text.fold(line.cell("award"))
    if not typed:
        if not books.award:
            faults.append(Fault("award", Refusal("suggested-award-missing")))
        return books.award
    exact = [code for code, label in books.awards.items() if text.fold(label) == typed]
    near = exact or [code for code, label in books.awards.items() if text.fold(label).startswith(typed)]
    near = near or [
        code for code, label in books.awards.items() if typed.startswith(text.fold(label).split(" cua ")[0])
    ]
    if len(near) != 1:
        faults.append(Fault("award", Refusal("suggested-award-unknown", detail=line.cell("award"))))
        return ""
    return near[0]


_BEFORE_PLACE = ("thon ", "ban ", "xom ", "to dan pho ", "khoi ")


def _proposer(line: Line, books: NomineeBooks, faults: list[Fault]) -> str:
    typed = text.fold(line.cell("proposer"))
    if not typed:
        if not books.proposer:
            faults.append(Fault("proposer", Refusal("suggested-by-nobody")))
        return books.proposer
    names = {key: text.fold(name) for key, name in books.proposers.items()}
    found = [key for key, name in names.items() if name == typed]
    found = found or [key for key, name in names.items() if name in {f"{word}{typed}" for word in _BEFORE_PLACE}]
    if len(found) != 1:
        faults.append(Fault("proposer", Refusal("suggested-by-unknown", detail=line.cell("proposer"))))
        return ""
    return found[0]


def _who(said: NomineeLine, books: NomineeBooks) -> list[Fault]:
    """What is asked or stopped of whom the line names."""
    heard, found = said.heard, []
    if said.award and heard.kind not in books.kinds.get(said.award, ()):
        found.append(Fault("subject_kind", Refusal("suggested-kind-not-asked")))
    if said.proposer and said.proposer not in books.in_force and said.row is None:
        found.append(Fault("proposer", Refusal("suggested-by-unknown", detail=books.proposers[said.proposer])))
    homeless = heard.kind == SubjectKind.HOUSEHOLD and heard.hamlet_id is None
    if said.adds and homeless and (not heard.same or heard.line.choice == NEW):
        found.append(Fault("hamlet", Refusal("hamlet-missing")))
    return found


# ---- beside what stands already


def _row(said: NomineeLine, who: str, rows: Rows) -> Suggested | None:
    """The suggestion of this proposer of the same subject for the same award."""
    return next((one for one in rows.get((said.award, who), ()) if one.proposer == said.proposer), None)


def _changes(said: NomineeLine, row: Suggested) -> dict[str, str]:
    """Other words of the merit are taken over as long as the suggestion waits."""
    other = text.nfc(said.merit) != text.nfc(row.merit)
    return {"merit": row.merit} if other and said.merit and row.state == SuggestionState.WAITING else {}


def _told(said: NomineeLine, books: NomineeBooks, rows: Rows) -> list[Fault]:
    """What an official should know and need not answer."""
    found = [Refusal("suggested-already")] if said.row is not None else []
    if said.meant is None and not said.heard.same and said.row is None and not said.adds:
        found.append(Refusal("suggested-unknown"))
    if said.meant is not None:
        others = [one for one in rows.get((said.award, said.meant.key), ()) if one.proposer != said.proposer]
        called = list(dict.fromkeys(books.proposers.get(one.proposer, "") for one in others))
        found += [Refusal("suggested-by-other", detail=", ".join(called))] if called else []
        found += [Refusal("suggested-in-dossier")] if said.meant.key in books.in_dossiers.get(said.award, ()) else []
    return [Fault("full_name", reason, blocking=False) for reason in found]


def _once(one: Judged, above: dict[tuple[str, str, str], int]) -> Judged:
    """The line, told when one above it proposes the same; the first of them counts."""
    said: NomineeLine = one.record
    if not one.ready:
        return one
    who = said.meant.key if said.meant else " ".join(map(str, said.heard.who))
    key = (said.proposer, said.award, who)
    if key not in above:
        above[key] = one.line.number
        return one
    twice = Fault("full_name", Refusal("suggested-line-twice", detail=str(above[key])), blocking=False)
    return replace(one, state=State.SAME, faults=(*one.faults, twice))


def _shown(said: NomineeLine, books: NomineeBooks) -> dict[str, str]:
    cells = dict(said.heard.line.cells)
    return cells | {
        "award": books.awards.get(said.award, cells.get("award", "")),
        "proposer": books.proposers.get(said.proposer, cells.get("proposer", "")),
        "merit": said.merit,
    }


def _values(said: NomineeLine) -> dict[str, str]:
    found = {**values_of(said.heard), "award": said.award, "proposer": said.proposer, "merit": said.merit}
    return {name: value for name, value in found.items() if value}
