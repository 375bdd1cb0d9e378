"""Lists of the national platform: who was confirmed on VNeID, who completed a course there; entered, never computed.

A list is read and judged by the rules of the books of people (who is meant, what is doubtful), and here by its day:
not to come, not before the birth of the person, not twice. The same judgement is made when the list is shown and when
it is saved. A line whose person is not in the books is left out and told, unless new people are to be added.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app import text
from app.people.rules import COLUMNS, Birth, Books, Doubt, Known, ListLine, judge
from app.people.rules import Judged as JudgedPerson
from app.people.rules import Line as PersonLine
from app.refusals import Refusal

NEW, SKIP = "new", "skip"
LONGEST = 300
OFFERED = 5  # people of the same name beside a line that fits none of them


class ListKind(StrEnum):
    """What a list of the national platform says of a person."""

    VNEID = "vneid"
    ONLINE = "online"


_PERSON = {cell: COLUMNS[cell] for cell in ("name", "born", "hamlet")}
_BORN = ("ngày sinh", "năm sinh", "ngày tháng năm sinh", "ngày, năm sinh", "sinh ngày", "sinh năm", "@year")
# What may stand above the columns of a list; where no label helps the two columns of days are told by their order.
LIST_COLUMNS: Mapping[ListKind, Mapping[str, tuple[str, ...]]] = {
    ListKind.VNEID: {
        "name": _PERSON["name"],
        "born": _BORN,
        "hamlet": _PERSON["hamlet"],
        "day": ("ngày xác nhận", "xác nhận", "ngày được xác nhận", "ngày đạt", "ngày công nhận", "ngày"),
    },
    ListKind.ONLINE: {
        "name": _PERSON["name"],
        "born": _BORN,
        "hamlet": _PERSON["hamlet"],
        "title": ("tên khóa học", "khóa học", "tên khoá học", "khoá học", "tên khóa", "nội dung", "chương trình"),
        "day": ("ngày hoàn thành", "hoàn thành", "ngày xong", "ngày kết thúc", "ngày"),
        "platform": ("nền tảng", "hệ thống", "trang học", "nơi học"),
    },
}


class Standing(StrEnum):
    """What becomes of a line."""

    STOPPED = "stopped"
    READY = "ready"
    NEW = "new"
    THERE = "there"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


TAKEN = (Standing.READY, Standing.NEW)


@dataclass(frozen=True)
class ListBooks:
    """What a list is held against.

    `people` are the books as far as they may be meant. `confirmed` are the days known of those confirmed on VNeID;
    `done` the courses known, by person, title without dấu and day. `day`, `title` and `platform` stand for cells left
    empty; `adds` says that unknown people come into the books.
    """

    people: Books
    confirmed: Mapping[int, date] = field(default_factory=dict)
    done: Collection[tuple[int, str, date]] = ()
    day: date | None = None
    title: str = ""
    platform: str = ""
    adds: bool = False


@dataclass(frozen=True)
class ListJudged:
    """A line with all that is doubtful in it, and its cells as they were understood."""

    line: ListLine
    doubts: tuple[Doubt, ...]
    same: tuple[Known, ...]
    asked: str
    birth: Birth
    hamlet_id: int | None
    day: date | None
    title: str = ""
    platform: str = ""
    there: bool = False
    adds: bool = False

    @property
    def known_id(self) -> int | None:
        """Whom of the books the line means, when that is plain or was chosen."""
        return int(self.line.choice) if self.line.choice.isdecimal() else None

    @property
    def standing(self) -> Standing:
        """What becomes of the line as it stands."""
        if self.line.choice == SKIP:
            return Standing.SKIPPED
        if self.there:
            return Standing.THERE
        if any(doubt.blocking for doubt in self.doubts):
            return Standing.STOPPED
        if self.known_id is not None:
            return Standing.READY
        if self.line.choice == NEW:
            return Standing.NEW if self.adds else Standing.UNKNOWN
        return Standing.STOPPED

    @property
    def key(self) -> tuple[str, Birth, int | None]:
        """Who a new person is: lines that agree in it are one person."""
        return text.fold(self.line.cell("name")), self.birth, self.hamlet_id

    def doubts_of(self, column: str) -> list[Doubt]:
        """What is doubtful in one cell."""
        return [doubt for doubt in self.doubts if doubt.column == column]


def judge_list(kind: ListKind, lines: Sequence[ListLine], books: ListBooks) -> list[ListJudged]:
    """Say of every line of a list whom it means, what it says of them, and what is doubtful in it."""
    judged = judge([_person_line(line) for line in lines], books.people)
    namesakes: dict[str, list[Known]] = {}
    for one in books.people.known:
        namesakes.setdefault(text.fold(one.name), []).append(one)
    above: dict[tuple[object, ...], int] = {}
    found = []
    for line, person in zip(lines, judged, strict=True):
        found.append(_once(_judged(kind, line, person, books, namesakes), above))
    return found


def in_order(judged: Sequence[ListJudged]) -> list[tuple[int, ListJudged]]:
    """The lines with their places in the list: those that stop it first, unknown ones, then the doubtful, the rest."""
    ranks = [Standing.STOPPED, Standing.UNKNOWN, Standing.NEW, Standing.READY, Standing.THERE, Standing.SKIPPED]
    return sorted(enumerate(judged), key=lambda one: (ranks.index(one[1].standing) * 2 + (not one[1].doubts), one[0]))


def _person_line(line: ListLine) -> PersonLine:
    cells = {name: line.cell(name) for name in ("name", "born", "hamlet")}
    return PersonLine(line.number, choice=line.choice, asked=line.asked, **cells)


def _judged(
    kind: ListKind,
    line: ListLine,
    person: JudgedPerson,
    books: ListBooks,
    everyone: Mapping[str, Sequence[Known]],
) -> ListJudged:
    namesakes = everyone.get(text.fold(person.line.name), ())
    offered = person.same or tuple(namesakes[:OFFERED])
    choice = _choice(line, person, offered)
    doubts: list[Doubt] = []
    day = _day(line.cell("day"), books, doubts)
    found = ListJudged(
        line=replace(line, choice=choice, cells={**line.cells, "name": person.line.name}),
        doubts=(),
        same=offered,
        asked=_asked(person),
        birth=person.birth,
        hamlet_id=person.hamlet_id,
        day=day,
        title=line.cell("title") or books.title,
        platform=line.cell("platform") or books.platform,
        adds=books.adds,
    )
    doubts += _too_early(found)
    if kind is ListKind.ONLINE:
        doubts += _course_doubts(found)
    doubts = [*_who(found, person, books, namesakes), *doubts]
    return _known_already(kind, replace(found, doubts=tuple(doubts)), books)


# ---- whom a line means


def _asked(person: JudgedPerson) -> str:
    """The likely people of this line, to be sent back with the choice."""
    return " ".join(f"p{known.id}" for known in person.same)


def _choice(line: ListLine, person: JudgedPerson, offered: Sequence[Known]) -> str:
    """What stands as chosen: what the official chose in sight of these very people, else what is plain by itself.

    A line like one above it is no double here: the same person completes several courses.
    """
    chosen = line.choice
    if chosen == SKIP or chosen in {str(known.id) for known in offered}:
        return chosen
    if not person.same:
        return NEW
    if chosen == NEW and line.asked == _asked(person):
        return NEW
    plain = [known for known in person.same if _is_plain(person, known)]
    return str(plain[0].id) if len(plain) == 1 and len(person.same) == 1 else ""


def _is_plain(person: JudgedPerson, known: Known) -> bool:
    """The name agrees to the dấu, and the day of birth does, or the year with the hamlet, or the hamlet alone.

    Lists of a platform often know the day and no hamlet, those of a hamlet the hamlet and no day.
    """
    if text.nfc(known.name) != person.line.name:
        return False
    if person.birth.born_on is not None and person.birth.born_on == known.born_on:
        return True
    return known.hamlet_id is not None and known.hamlet_id == person.hamlet_id


def _who(found: ListJudged, person: JudgedPerson, books: ListBooks, namesakes: Sequence[Known]) -> Iterator[Doubt]:
    """What is doubtful in who is meant; of someone new also what cannot stand in the books."""
    if found.line.choice == NEW:
        yield from (doubt for doubt in person.doubts if doubt.reason.code != "repeated-line")
        if not found.adds:
            others = ", ".join(str(known.birth_year or "không rõ năm sinh") for known in namesakes[:5])
            reason = Refusal("not-in-books-here", detail=others) if others else Refusal("not-in-books")
            yield Doubt("name", reason)
        return
    known = next((one for one in found.same if one.id == found.known_id), None)
    for doubt in person.doubts:
        code = doubt.reason.code
        if code == "likely-double" and known is None:
            yield doubt
        elif code == "likely-double" and known is not None:
            if known.birth_year is None or known.birth_year != found.birth.year:
                yield Doubt("name", Refusal("taken-as-known"))
        elif doubt.blocking and doubt.column in ("born", "hamlet"):
            # What stands in a cell that cannot be read does not count of someone whom the official chose by hand.
            yield doubt if known is None else replace(doubt, blocking=False)


# ---- what it says of them


def _day(typed: str, books: ListBooks, doubts: list[Doubt]) -> date | None:
    if not typed:
        if books.day is None:
            doubts.append(Doubt("day", Refusal("list-day-missing"), blocking=True))
        return books.day
    try:
        day = text.parse_day(typed)
    except ValueError as fault:
        doubts.append(Doubt("day", Refusal("list-day-unreadable", detail=str(fault)), blocking=True))
        return None
    doubts += [Doubt("day", reason, blocking=True) for reason in day_faults(day, books.people.today)]
    return day


def day_faults(day: date, today: date) -> list[Refusal]:
    """Why nothing can have been confirmed or completed on this day: it has not come."""
    return [Refusal("completed-in-future", detail=text.day_text(day))] if day > today else []


def birth_faults(day: date, birth: Birth) -> list[Refusal]:
    """Why this person cannot have done anything on this day: they were not born."""
    early = day < birth.born_on if birth.born_on else bool(birth.year) and day.year < (birth.year or 0)
    return [Refusal("done-before-birth", detail=birth.text)] if early else []


def _too_early(found: ListJudged) -> list[Doubt]:
    known = next((one for one in found.same if one.id == found.known_id), None)
    births = [found.birth] + ([Birth(known.born_on, known.birth_year)] if known else [])
    faults = [fault for birth in births for fault in (birth_faults(found.day, birth) if found.day else [])]
    return [Doubt("day", fault, blocking=True) for fault in faults[:1]]


def title_faults(title: str, platform: str) -> list[Refusal]:
    """Why a completed course cannot be entered so: without its title, or without the platform it was taken on."""
    found = [] if title.strip() else [Refusal("title-missing")]
    return found + ([] if platform.strip() else [Refusal("platform-missing")])


def _course_doubts(found: ListJudged) -> Iterator[Doubt]:
    for reason in title_faults(found.title, found.platform):
        yield Doubt("title" if reason.code == "title-missing" else "platform", reason, blocking=True)
    for column in ("title", "platform"):
        if len(found.line.cell(column)) > LONGEST:
            yield Doubt(column, Refusal("cell-too-long", detail=str(LONGEST)), blocking=True)


def _known_already(kind: ListKind, found: ListJudged, books: ListBooks) -> ListJudged:
    """The line as it stands beside what the books know already: the same is not entered twice."""
    if found.known_id is None or found.day is None:
        return found
    if kind is ListKind.ONLINE:
        there = (found.known_id, text.fold(found.title), found.day) in books.done
        return replace(found, there=there, doubts=_told(found, Refusal("online-known")) if there else found.doubts)
    day = books.confirmed.get(found.known_id)
    if day is None:
        return found
    return replace(found, there=True, doubts=_told(found, Refusal("confirmed-already", detail=text.day_text(day))))


def _told(found: ListJudged, reason: Refusal) -> tuple[Doubt, ...]:
    return (*found.doubts, Doubt("day", reason))


def _once(one: ListJudged, above: dict[tuple[object, ...], int]) -> ListJudged:
    """The line, told when one above it says the same of the same person; the first of them counts."""
    if one.standing not in TAKEN:
        return one
    who: object = one.known_id if one.known_id is not None else one.key
    key = (who, text.fold(one.title), one.day if one.title else None)
    if key not in above:
        above[key] = one.line.number
        return one
    return replace(one, there=True, doubts=_told(one, Refusal("line-twice", detail=str(above[key]))))


# ---- taking a list back


def undo_faults(undone_by: str | None, *, last: bool) -> list[Refusal]:
    """Why a list that was taken over is not taken back: that was done, or a later one stands on it.

    Args: undone_by, who took it back; last, whether it is the newest of its kind.
    """
    if undone_by:
        return [Refusal("import-undone-already", detail=undone_by)]
    return [] if last else [Refusal("import-not-last")]
