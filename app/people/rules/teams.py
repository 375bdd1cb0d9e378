"""The forces of the movement and the terms in them: who is in which from when, and that one leads on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import text
from app.refusals import Refusal


class TeamKind(StrEnum):
    """What a group of people is in the movement: Tổ công nghệ số cộng đồng, đại sứ số, đội hình, câu lạc bộ."""

    DIGITAL_TEAM = "digital-team"
    AMBASSADORS = "ambassadors"
    MOVEMENT_TEAM = "movement-team"
    CLUB = "club"


class TeamPart(StrEnum):
    """What someone is in the team."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"


PART_ORDER = {part: place for place, part in enumerate(TeamPart)}


@dataclass(frozen=True)
class Term:
    """Someone's time in a team; `valid_until` is the first day after it, None while it lasts."""

    person_id: int
    name: str
    part: str
    valid_from: date
    valid_until: date | None = None

    def overlaps(self, other: "Term") -> bool:
        """Whether both are in force on some day."""
        return _before(self.valid_from, other.valid_until) and _before(other.valid_from, self.valid_until)


@dataclass(frozen=True)
class Team:
    """The time of the team itself, as far as it is known; `valid_until` is the first day without it."""

    founded_on: date | None = None
    valid_until: date | None = None


def term_faults(term: Term, others: Sequence[Term], team: Team) -> list[Refusal]:
    """Why someone cannot be in the team for this time: the days, a term of the same person, or another leader.

    Args: others, the terms the team has already, without the one that is being corrected.
    """
    found = day_faults(term.valid_from, term.valid_until)
    if team.founded_on and term.valid_from < team.founded_on:
        found.append(Refusal("term-before-team", detail=text.day_text(team.founded_on)))
    if team.valid_until and term.valid_from >= team.valid_until:
        found.append(Refusal("term-after-team", detail=text.day_text(team.valid_until)))
    meeting = [other for other in others if term.overlaps(other)]
    same = [other for other in meeting if other.person_id == term.person_id]
    found += [Refusal("terms-overlap", detail=_said(other)) for other in same[:1]]
    if term.part == TeamPart.LEADER:
        leaders = [other for other in meeting if other.part == TeamPart.LEADER and other not in same]
        found += [Refusal("team-has-leader", detail=_said(other)) for other in leaders[:1]]
    return found


def team_faults(founded_on: date | None, valid_until: date | None, today: date) -> list[Refusal]:
    """Why a team cannot have been set up or closed on these days: set up in the future, or closed before."""
    found = [Refusal("founded-in-future")] if founded_on and founded_on > today else []
    if founded_on and valid_until and valid_until <= founded_on:
        found.append(Refusal("closed-before-founded"))
    return found


def day_faults(valid_from: date, valid_until: date | None) -> list[Refusal]:
    """Why a term cannot end on this day: it would not have lasted a day."""
    return [Refusal("term-ends-before-start")] if not _before(valid_from, valid_until) else []


def _before(day: date, until: date | None) -> bool:
    return until is None or day < until


def _said(term: Term) -> str:
    until = f", thôi từ {text.day_text(term.valid_until)}" if term.valid_until else ""
    return f"{term.name}, từ {text.day_text(term.valid_from)}{until}"


def parse_part(typed: str) -> TeamPart | None:
    """Read what is written in a column of parts, as each kind of team says it; empty is a member, else None."""
    folded = text.fold(typed).replace("-", " ")
    return _PARTS.get(" ".join(folded.split()))


_PARTS = {
    "": TeamPart.MEMBER, "thanh vien": TeamPart.MEMBER, "to vien": TeamPart.MEMBER, "uy vien": TeamPart.MEMBER,
    "to truong": TeamPart.LEADER, "truong": TeamPart.LEADER, "truong to": TeamPart.LEADER,
    "to pho": TeamPart.DEPUTY, "pho": TeamPart.DEPUTY, "pho to truong": TeamPart.DEPUTY,
    "dai su so": TeamPart.MEMBER, "dai su": TeamPart.MEMBER, "doi vien": TeamPart.MEMBER, "hoi vien": TeamPart.MEMBER,
    "doan vien": TeamPart.MEMBER, "doi truong": TeamPart.LEADER, "doi pho": TeamPart.DEPUTY,
    "nhom truong": TeamPart.LEADER, "truong nhom": TeamPart.LEADER, "nhom pho": TeamPart.DEPUTY,
    "pho nhom": TeamPart.DEPUTY, "chu nhiem": TeamPart.LEADER, "pho chu nhiem": TeamPart.DEPUTY,
}  # fmt: skip
