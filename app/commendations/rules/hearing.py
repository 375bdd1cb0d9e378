"""Whom of the books a line of a list names: heard alike of those who are proposed and of those praised long ago."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app import names, text
from app.commendations.rules.lines import KIND_SAID, kind_of, place_within, said_of
from app.commendations.rules.naming import Named
from app.people.rules import Birth, Sex, SubjectKind, Unreadable, birth_faults, name_faults
from app.people.rules.hamlets import hamlet_of_address
from app.people.rules.incoming import SEX_SAID, birth_of
from app.people.rules.persons import parse_sex
from app.reading.lines import Fault, Judged, Line, Twin, decide
from app.refusals import Refusal

OFFERED = 8  # namesakes beside a line
LONGEST_COLLECTIVE = 200
_KINDS = (SubjectKind.PERSON, SubjectKind.HOUSEHOLD, SubjectKind.COLLECTIVE)
ByName = Mapping[tuple[str, str], Sequence[Named]]


@dataclass(frozen=True)
class SubjectBooks:
    """What lines that name somebody are held against: the day, the hamlets by id, whoever has one of the names."""

    today: date
    hamlets: Mapping[int, str]
    known: Sequence[Named] = ()

    read: dict[str, int | None] = field(default_factory=dict, compare=False, repr=False, kw_only=True)

    def hamlet_in(self, typed: str) -> int | None:
        """The hamlet that a cell names; each text is looked up once for the whole list."""
        if typed not in self.read:
            self.read[typed] = hamlet_of_address(typed, self.hamlets)
        return self.read[typed]

    def by_name(self) -> ByName:
        """Those known, by kind and name without dấu."""
        found: dict[tuple[str, str], list[Named]] = {}
        for one in self.known:
            found.setdefault((one.kind, text.fold(one.name)), []).append(one)
        return found


@dataclass(frozen=True)
class Heard:
    """A line as far as it names somebody: its cells as they were understood, and who of the books it may be."""

    line: Line
    kind: str
    name: str
    birth: Birth = field(default_factory=Birth)
    hamlet_id: int | None = None
    sex: Sex | None = None
    faults: tuple[Fault, ...] = ()
    same: tuple[Named, ...] = ()
    certain: bool = False

    @property
    def who(self) -> tuple[str, str, int | None, int | None]:
        """Lines that agree in this name one new subject of the books."""
        return self.kind, text.fold(self.name), self.birth.year, self.hamlet_id


def number_of(one: Named) -> int:
    """The number by which a choice of the grid names a person, household or collective."""
    return one.id * len(_KINDS) + _KINDS.index(SubjectKind(one.kind))


def hear(line: Line, books: SubjectBooks, by_name: ByName, hamlet_id: int | None = None) -> Heard:
    """Understand whom a line names.

    Args: by_name, the known of the books; hamlet_id, that of lines which name none.
    """
    faults: list[Fault] = []
    cells = said_of(line.cells)
    whole = text.nfc(line.cell("full_name"))
    kind = _kind(cells, whole, by_name, faults)
    # A comma or a bracket may belong to the name of a collective that only the books know for one.
    name = whole if kind == SubjectKind.COLLECTIVE and not cells["subject_kind"] else cells["full_name"]
    cells |= {"full_name": name, "subject_kind": KIND_SAID[kind]}
    faults += [Fault("full_name", reason) for reason in _name_faults(name, kind)]
    birth, sex = _birth(cells, books.today, faults), _sex(cells, faults)
    heard = Heard(replace(line, cells=cells), kind, name, birth, None, sex)
    heard = replace(heard, hamlet_id=_hamlet(heard, books, hamlet_id, faults), faults=(*line.faults, *faults))
    return _beside(heard, by_name.get((kind, text.fold(name)), ()))


def _kind(cells: Mapping[str, str], whole: str, by_name: ByName, faults: list[Fault]) -> SubjectKind:
    typed = cells["subject_kind"]
    kind = kind_of(typed)
    if typed and kind is None:
        faults.append(Fault("subject_kind", Refusal("subject-kind-unread", detail=typed)))
    if kind is None and (SubjectKind.COLLECTIVE, text.fold(whole)) in by_name:
        return SubjectKind.COLLECTIVE
    return SubjectKind(kind or SubjectKind.PERSON)


# A collective may have a long name: "Ban công tác Mặt trận và Tổ công nghệ số cộng đồng thôn …".
_FOR_HUMANS = ("name-too-long", "name-many-words")


def _name_faults(name: str, kind: str) -> list[Refusal]:
    if kind != SubjectKind.COLLECTIVE:
        return name_faults(name)
    faults = [fault for fault in name_faults(name) if fault.code not in _FOR_HUMANS]
    long = len(name) > LONGEST_COLLECTIVE
    return [*faults, Refusal("cell-too-long", detail=str(LONGEST_COLLECTIVE))] if long else faults


def _birth(cells: dict[str, str], today: date, faults: list[Fault]) -> Birth:
    try:
        birth = birth_of(cells["birth"], today)
    except Unreadable as fault:
        faults.append(Fault("birth", fault.reason))
        return Birth()
    faults += [Fault("birth", reason) for reason in birth_faults(birth.born_on, birth.birth_year, today)]
    cells["birth"] = birth.text
    return birth


def _sex(cells: dict[str, str], faults: list[Fault]) -> Sex | None:
    try:
        sex = parse_sex(cells["gender"])
    except Unreadable as fault:
        faults.append(Fault("gender", fault.reason))
        return None
    cells["gender"] = SEX_SAID[sex] if sex else ""
    return sex


def _hamlet(heard: Heard, books: SubjectBooks, usual: int | None, faults: list[Fault]) -> int | None:
    typed = heard.line.cell("hamlet")
    if typed:
        found = books.hamlet_in(typed)
        if found is None:
            faults.append(Fault("hamlet", Refusal("hamlet-unknown", detail=typed), blocking=False))
        return found
    within = place_within(heard.line.cell("post"))
    found = books.hamlet_in(within) if within else None
    return found or (usual if heard.kind != SubjectKind.COLLECTIVE else None)


# ---- who of the books it may be


def _beside(heard: Heard, namesakes: Sequence[Named]) -> Heard:
    """The line with those of its name whom its year does not speak against, else those of its hamlet."""
    whole = [one for one in namesakes if _agrees(heard, one) == (True, True) and _written_alike(heard, one)]
    if len(whole) == 1:
        return replace(heard, same=(whole[0],), certain=True)
    fitting = [one for one in namesakes if _fits(heard, one)]
    if not fitting:
        near = [one for one in namesakes if heard.hamlet_id is not None and one.hamlet_id == heard.hamlet_id]
        return replace(heard, same=tuple(near[:OFFERED]))
    fitting.sort(key=lambda one: tuple(agrees is not True for agrees in _agrees(heard, one)))
    certain = len(fitting) == 1 and _is_certain(heard, fitting[0])
    return replace(heard, same=tuple(fitting[:OFFERED]), certain=certain)


def _agrees(heard: Heard, one: Named) -> tuple[bool | None, bool | None]:
    """Whether year and hamlet agree; None where one of both does not know it."""

    def same(said: object, known: object) -> bool | None:
        return None if said is None or known is None else said == known

    return same(heard.birth.year, one.birth.year), same(heard.hamlet_id, one.hamlet_id)


def _fits(heard: Heard, one: Named) -> bool:
    """Neither the year nor the day of birth speaks against it; people move, and hamlets were merged."""
    days = (heard.birth.born_on, one.birth.born_on)
    return _agrees(heard, one)[0] is not False and (None in days or days[0] == days[1])


def _written_alike(heard: Heard, one: Named) -> bool:
    """The same name to the dấu, wherever the mark stands (Hoà, Hòa)."""
    return text.name_key(heard.name) == text.name_key(one.name)


def _is_certain(heard: Heard, one: Named) -> bool:
    """Its name agrees to the dấu and its year or hamlet with it; of a collective the name is enough."""
    if heard.kind == SubjectKind.COLLECTIVE:
        return True
    year, hamlet = _agrees(heard, one)
    return _written_alike(heard, one) and hamlet is not False and bool(year or hamlet)


def twins_of(heard: Heard, hamlets: Mapping[int, str], changes: Mapping[int, Mapping[str, str]]) -> tuple[Twin, ...]:
    """Those it may be, as they stand beside the line.

    Args: changes, by number of a choice, what the line would change of a record of theirs.
    """
    return tuple(
        Twin(number_of(one), one.label, _says(one, hamlets), changes.get(number_of(one), {}), heard.certain)
        for one in heard.same
    )


def _says(one: Named, hamlets: Mapping[int, str]) -> dict[str, str]:
    return {
        "full_name": one.name,
        "subject_kind": KIND_SAID[one.kind],
        "birth": one.birth.text,
        "hamlet": hamlets.get(one.hamlet_id or 0, ""),
    }


def meant_by(heard: Heard, twins: tuple[Twin, ...]) -> Named | None:
    """Whom the line means, chosen in the grid or plain by itself; None for somebody new and while nobody has chosen."""
    choice = decide(Judged(heard.line, {}, (), twins)).line.choice
    return next((one for one in heard.same if str(number_of(one)) == choice), None)


def weighed(faults: Iterable[Fault], *, known: bool, adds: bool) -> tuple[list[Fault], list[Fault]]:
    """The faults that stop or ask, and those that are only told.

    What stands in the cells of birth, sex and hamlet does not stop a line whose subject the books know, and a hamlet
    nobody knows is asked about only when somebody new comes into the books (adds).
    """
    stops: list[Fault] = []
    told: list[Fault] = []
    for fault in faults:
        only_told = fault.field in _ABOUT_SOMEBODY_NEW if known else not (adds or fault.blocking)
        (told if only_told else stops).append(replace(fault, blocking=False) if only_told else fault)
    return stops, told


_ABOUT_SOMEBODY_NEW = ("birth", "gender", "hamlet")


def names_of(line: Line) -> tuple[str, str]:
    """By which names the books are searched for a line: the bare one, and the whole cell of a collective."""
    return said_of(line.cells)["full_name"], text.nfc(line.cell("full_name"))


def values_of(heard: Heard) -> dict[str, str]:
    """What the line says of its subject, by the names a script uses."""
    found = {name: heard.line.cell(name) for name in ("full_name", "subject_kind", "gender", "hamlet", "post")}
    if heard.kind != SubjectKind.COLLECTIVE:
        parts = names.parts_of(heard.name)
        found |= {"family": parts.family, "middle": parts.middle, "given": parts.given}
    found["birth_date"] = text.day_text(heard.birth.born_on) if heard.birth.born_on else ""
    found["birth_year"] = str(heard.birth.birth_year or "") if not heard.birth.born_on else ""
    return {name: said for name, said in found.items() if said}
