"""A list of members of a team, held against the books of people and against the terms of the team."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import text
from app.people.rules.incoming.columns import PEOPLE
from app.people.rules.incoming.judging import Books, Understood, held
from app.people.rules.teams import Team, TeamPart, Term, parse_part, term_faults
from app.reading import Columns, Layout, Sheet
from app.reading.lines import NEW, Fault, Judged, Line, Twin, decide
from app.reading.places import names_place
from app.reading.shape import BodyRow
from app.refusals import Refusal

PART, SINCE = "part", "valid_from"
# The change that a line makes of somebody whom the books know and who is not in the team yet.
IN_TEAM = "in_team"
_NOT_OF_A_TEAM = ("post", "target_group", "unit", "hometown", "residence", "household_head", "relation", "occupation")
# "Thành viên" is what most lines of such a list say in the column of parts: it is no label.
MEMBERS: Columns = {
    **{
        name: tuple(label for label in labels if label != "thành viên")
        for name, labels in PEOPLE.items()
        if name not in _NOT_OF_A_TEAM
    },
    PART: ("chức danh", "chức danh trong tổ", "chức vụ trong tổ", "chức vụ", "vai trò", "nhiệm vụ", "phân công"),
    SINCE: ("tham gia từ ngày", "từ ngày", "ngày tham gia"),
}
_AT = {"term-before-team": SINCE, "term-after-team": SINCE, "term-ends-before-start": SINCE}


@dataclass(frozen=True)
class TeamBooks:
    """The team that a list is held against: its time and terms, its words for the parts, the day that lines lack.

    `hamlet` is the name of its hamlet, where most of its members live: of two with one name it is rather the near one.
    """

    team: Team
    terms: Sequence[Term]
    parts: Mapping[str, str]
    since: date
    hamlet: str = ""


@dataclass(frozen=True)
class ReadMember:
    """A line as it was understood: the person, the part in the team, the first day."""

    said: Understood
    part: TeamPart
    since: date


_BARE = ("full_name", PART, "birth", "phone", "hamlet")
_NUMBERED = re.compile(r"\A\s*\d{1,3}\s*[.)/]\s*|\A\s*[-+•]\s+")
_APART = re.compile(r"\s*[,;]\s*|\s+[-–]\s+")
_PHONE = re.compile(r"(?:\+?84|0)[\d\s.-]{8,13}|[35789]\d{8}")
_BORN = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?:19|20)\d\d")
_COUNTED = re.compile(r"\d{1,3}\.?")


def with_parts(layout: Layout, sheet: Sheet) -> Layout:
    """The list as members of a team: without headings each piece of a line is known by what it looks like.

    "1. Nguyễn Văn An - Đội trưởng, 1990, 0912 345 678" and the same in columns say the same.
    """
    if any(layout.headings):
        return layout
    known = {row.number: row for row in layout.body}
    body = [
        BodyRow(row.number, cells, known[row.number].group if row.number in known else "", row.faults)
        for row in sheet.rows
        if (cells := _pieces(row.cells)) and (row.number in known or (cells[0] and cells[1]))
    ]
    numbers = {row.number for row in body}
    skipped = {number: what for number, what in layout.skipped.items() if number not in numbers}
    return Layout(("",) * len(_BARE), _BARE, tuple(body), skipped)


def _pieces(cells: Sequence[str]) -> tuple[str, ...]:
    """Name, part, birth, phone and hamlet of a line; what else stands there goes to the part, where it is asked."""
    found, left = dict[str, str](), list[str]()
    for piece in (_NUMBERED.sub("", one).strip() for cell in cells for one in _APART.split(_NUMBERED.sub("", cell))):
        name = _cell_of(piece)
        if name and name not in found:
            found[name] = piece
        elif piece and not _COUNTED.fullmatch(piece):
            left.append(piece)
    found[PART] = ", ".join([*([found[PART]] if PART in found else []), *left])
    return tuple(found.get(name, "") for name in _BARE)


def _cell_of(piece: str) -> str | None:
    """Which cell a piece belongs to; None where it is only the number of the line, or empty."""
    if not piece or _COUNTED.fullmatch(piece):
        return None
    if _PHONE.fullmatch(piece):
        return "phone"
    if _BORN.fullmatch(piece):
        return "birth"
    if parse_part(piece) is not None:
        return PART
    return "hamlet" if names_place(piece) else "full_name"


def judge_members(lines: Sequence[Line], books: Books, team: TeamBooks) -> list[Judged]:
    """Say of every line whom it means and why they cannot be in the team; each is also held against those above."""
    terms, found = list(team.terms), []
    for one in held(lines, books):
        judged = _beside_team(one, team)
        member: ReadMember = judged.record
        decided = decide(judged)
        term = _term(decided, member)
        if term is not None and not (decided.twin and not decided.twin.changes):
            faults = tuple(Fault(_AT.get(one.code, PART), one) for one in term_faults(term, terms, team.team))
            if faults:
                decided = decide(replace(judged, faults=(*judged.faults, *faults)))
            else:
                terms.append(term)
        found.append(decided)
    return found


def _term(judged: Judged, member: ReadMember) -> Term | None:
    """The term that a line makes; None as long as it is asked whom it means, and for one that is left out."""
    choice = judged.line.choice
    if not judged.ready and not choice.isdecimal():
        return None
    person_id = -judged.line.number if choice == NEW else int(choice)
    return Term(person_id, member.said.name, member.part, member.since)


def _beside_team(judged: Judged, team: TeamBooks) -> Judged:
    faults, line = list(judged.faults), judged.line
    part = _part(line.cell(PART), team.parts, faults)
    since = _since(line.cell(SINCE), team.since, faults)
    member = ReadMember(judged.record, part, since)
    twins = tuple(_twin(one, member, line, team) for one in judged.twins)
    if len(twins) == 1 and twins[0].certain and not judged.repeats:
        faults = [one for one in faults if one.reason.code != "likely-double"]
    values = {**judged.values, PART: team.parts.get(part, ""), SINCE: text.day_text(since)}
    return replace(judged, values=values, faults=tuple(faults), twins=twins, record=member)


def _twin(twin: Twin, member: ReadMember, line: Line, team: TeamBooks) -> Twin:
    there = [one for one in team.terms if one.person_id == twin.id and one.overlaps(_asked(twin, member))]
    says = dict(twin.says)
    if there:
        says |= {PART: team.parts.get(there[0].part, ""), SINCE: text.day_text(there[0].valid_from)}
    same = any(one.part == member.part or not line.cell(PART) for one in there)
    near = not line.cell("hamlet") and bool(team.hamlet) and twin.says.get("hamlet") == team.hamlet
    named = text.name_key(member.said.name) == text.name_key(twin.says.get("full_name", ""))
    certain = twin.certain or (named and (near or bool(there)))
    return replace(twin, says=says, changes={} if same else {IN_TEAM: ""}, certain=certain)


def _asked(twin: Twin, member: ReadMember) -> Term:
    return Term(twin.id, member.said.name, member.part, member.since)


def _part(typed: str, parts: Mapping[str, str], faults: list[Fault]) -> TeamPart:
    own = next((part for part, words in parts.items() if text.fold(words) == text.fold(typed)), None)
    found = TeamPart(own) if own else parse_part(typed)
    if found is None:
        faults.append(Fault(PART, Refusal("team-part-unreadable", detail=typed)))
    return found or TeamPart.MEMBER


def _since(typed: str, usual: date, faults: list[Fault]) -> date:
    if not typed:
        return usual
    try:
        return text.parse_day(typed)
    except ValueError:
        faults.append(Fault(SINCE, Refusal("term-day-unreadable", detail=typed)))
        return usual
