"""What a pasted list of members of a team says, and what is doubtful in it; judged when shown and when saved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app import text
from app.people.rules.doubles import Known
from app.people.rules.pasting import NEW, SKIP
from app.people.rules.persons import Birth, Unreadable, birth_faults, name_faults, parse_birth
from app.people.rules.teams import Team, TeamPart, Term, parse_part, term_faults
from app.refusals import Refusal

MEMBER_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("họ và tên", "họ tên", "thành viên", "tên", "@name"),
    "part": ("chức danh", "chức vụ", "nhiệm vụ", "vai trò", "chức danh trong tổ"),
    "born": ("ngày sinh", "năm sinh", "ngày tháng năm sinh", "sinh năm", "@day", "@year"),
    "phone": ("điện thoại", "số điện thoại", "sđt", "đt", "di động", "@phone"),
}
MEMBER_CELLS = tuple(MEMBER_COLUMNS)


@dataclass(frozen=True)
class MemberLine:
    """One line as it stands on the page; `choice` is "new", "skip", the id of a person, or empty."""

    number: int
    name: str = ""
    part: str = ""
    born: str = ""
    phone: str = ""
    choice: str = ""


_NUMBERED = re.compile(r"\A\s*\d{1,3}\s*[.)/]\s*|\A\s*[-+•]\s+")
_APART = re.compile(r"\s*[,;]\s*|\s+[-–]\s+")
_PHONE = re.compile(r"(?:\+?84|0)[\d\s.-]{8,13}")
_BORN = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19|20)\d\d")
_COUNTED = re.compile(r"\d{1,3}\.?")


def member_of_line(number: int, cells: Sequence[str]) -> MemberLine:
    """Read one line of a list without a heading: each piece by what it looks like, as messages and decisions have it.

    "1. Nguyễn Văn An - Đội trưởng, 1990, 0912 345 678" and the same in columns say the same. The first piece that is
    neither number, phone, birth nor part is the name; what else stands in a line of prose goes to the part, where the
    official sees it and is asked, so that nothing typed is lost.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    columns = sum(1 for cell in filled if not _COUNTED.fullmatch(cell)) > 1
    pieces = filled if columns else [piece for cell in filled for piece in _APART.split(_NUMBERED.sub("", cell))]
    found: dict[str, str] = {}
    left = []
    for piece in (_NUMBERED.sub("", one).strip() for one in pieces):
        name = _cell_of(piece)
        if name and name not in found:
            found[name] = piece
        elif piece and not _COUNTED.fullmatch(piece):
            left.append(piece)
    if left and not columns:
        found["part"] = ", ".join([*([found["part"]] if "part" in found else []), *left])
    return MemberLine(number, **found)


def _cell_of(piece: str) -> str | None:
    """Which cell a piece belongs to; None where it is only the number of the line, or empty."""
    if not piece or _COUNTED.fullmatch(piece):
        return None
    if _PHONE.fullmatch(piece):
        return "phone"
    if _BORN.fullmatch(piece):
        return "born"
    return "part" if parse_part(piece) is not None else "name"


@dataclass(frozen=True)
class JudgedMember:
    """A line with whom it may be, what stops it, what is only said, and its cells as they were understood."""

    line: MemberLine
    same: tuple[Known, ...] = ()
    faults: tuple[Refusal, ...] = ()
    remarks: tuple[Refusal, ...] = ()
    part: TeamPart = TeamPart.MEMBER
    birth: Birth = field(default_factory=Birth)

    @property
    def stopped(self) -> bool:
        """Whether the list cannot be saved because of this line."""
        return not self.line.choice or (self.line.choice != SKIP and bool(self.faults))


@dataclass(frozen=True)
class TeamBooks:
    """What a list is held against: the day, the team with its hamlet and terms, who in the books has such a name."""

    today: date
    valid_from: date
    team: Team
    hamlet_id: int | None = None
    terms: Sequence[Term] = ()
    known: Sequence[Known] = ()


def judge_members(lines: Sequence[MemberLine], books: TeamBooks) -> list[JudgedMember]:
    """Say of every line whom it means and why it cannot be; a line is also held against those above it."""
    by_name: dict[str, list[Known]] = {}
    for one in books.known:
        by_name.setdefault(text.fold(one.name), []).append(one)
    terms, found = list(books.terms), []
    above: dict[str, int] = {}
    for line in lines:
        judged, term = _judge(replace(line, name=text.proper_name(line.name)), books, by_name, terms)
        first = above.setdefault(text.fold(line.name), line.number)
        if first != line.number:
            asked = replace(judged.line, choice=judged.line.choice if line.choice else "")
            again = Refusal("repeated-line", detail=str(first))
            judged = replace(judged, line=asked, remarks=(*judged.remarks, again))
        found.append(judged)
        if term and not judged.stopped and judged.line.choice != SKIP:
            terms.append(term)
    return found


def _judge(
    line: MemberLine, books: TeamBooks, by_name: Mapping[str, Sequence[Known]], terms: Sequence[Term]
) -> tuple[JudgedMember, Term | None]:
    same = tuple(by_name.get(text.fold(line.name), ()))
    part, birth, faults = _read(line, books.today)
    line = replace(line, choice=_choice(line, birth, same, books.hamlet_id))
    remarks = [] if same else [Refusal("member-not-in-books")]
    if same and not line.choice:
        remarks.append(Refusal("member-uncertain"))
    term = None
    if line.choice and line.choice != SKIP:
        person_id = -line.number if line.choice == NEW else int(line.choice)
        term = Term(person_id, line.name, part, books.valid_from)
        faults += term_faults(term, terms, books.team)
    return JudgedMember(line, same, tuple(faults), tuple(remarks), part, birth), term


def _read(line: MemberLine, today: date) -> tuple[TeamPart, Birth, list[Refusal]]:
    faults = name_faults(line.name)
    part = parse_part(line.part)
    if part is None:
        faults.append(Refusal("team-part-unreadable", detail=line.part))
    birth = Birth()
    try:
        birth = parse_birth(line.born)
    except Unreadable as fault:
        faults.append(fault.reason)
    return part or TeamPart.MEMBER, birth, faults + birth_faults(birth.born_on, birth.birth_year, today)


def _choice(line: MemberLine, birth: Birth, same: Sequence[Known], hamlet_id: int | None) -> str:
    """What the official chose, else what is plain by itself: nobody of this name, or one whom all speaks for."""
    if line.choice in {NEW, SKIP, *(str(one.id) for one in same)}:
        return line.choice
    if not same:
        return NEW
    plain = [one for one in same if _fits(one, text.nfc(line.name), birth, hamlet_id)]
    return str(plain[0].id) if len(same) == len(plain) == 1 else ""


def _fits(one: Known, name: str, birth: Birth, hamlet_id: int | None) -> bool:
    """The very name in the team's hamlet, or with the year of birth; a year that differs speaks against it."""
    if one.name != name or (birth.year and one.birth_year and birth.year != one.birth_year):
        return False
    return (hamlet_id is not None and one.hamlet_id == hamlet_id) or bool(birth.year and birth.year == one.birth_year)
