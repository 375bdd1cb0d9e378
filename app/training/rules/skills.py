"""Contents of the skill framework: which are in force, for whom, what cannot be, what the program proposes.

The annexes of Quyết định 757/QĐ-BKHCN hold the framework; their contents are not known here (mark U) and are never
invented. What is proposed is an analogue and the topics usually taught; a commune that has read the annexes types them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import law, text
from app.law.catalogue import SkillItem
from app.refusals import Refusal

LONGEST_CODE = 20
LONGEST_TEXT = 300
# T3 and T4 are measured apart, but both are the people of the framework's group "người dân" (movement.md, 9.1 and 11).
CITIZENS = frozenset({"T3", "T4"})


@dataclass(frozen=True)
class SkillPeriod:
    """A content as far as its days are judged: half-open, `valid_until` None while it lasts."""

    code: str
    valid_from: date
    valid_until: date | None = None
    id: int | None = None


def is_for(skill_group: str | None, target_group: str | None) -> bool:
    """Whether a content may be taught to a target group: it is for all, for this group, or both are citizens.

    Args: target_group, None asks for every content.
    """
    if skill_group is None or target_group is None or skill_group == target_group:
        return True
    return {skill_group, target_group} <= CITIZENS


def skill_key(code: str) -> str:
    """The order of contents: by the numbers in their codes, so that 1.10 comes after 1.9."""
    return text.fold_key(code.replace(".", " "))


def skill_faults(typed: SkillPeriod, words: str, known: Sequence[SkillPeriod]) -> list[Refusal]:
    """Why this content cannot stand in the framework: no code or words, an end before its start, a code twice at once.

    Args: known, the other contents of the same authority.
    """
    found = []
    if not typed.code.strip():
        found.append(Refusal("skill-code-missing"))
    if not words.strip():
        found.append(Refusal("skill-text-missing"))
    if typed.valid_until is not None and typed.valid_until <= typed.valid_from:
        found.append(Refusal("skill-ends-before-start"))
    same = [one for one in known if one.id != typed.id and text.fold(one.code) == text.fold(typed.code)]
    found += [Refusal("skill-code-taken", detail=_days(one)) for one in same if _overlap(one, typed)]
    return found


def _overlap(one: SkillPeriod, other: SkillPeriod) -> bool:
    return one.valid_from < (other.valid_until or date.max) and other.valid_from < (one.valid_until or date.max)


def _days(one: SkillPeriod) -> str:
    since = f"{one.code}, từ ngày {text.day_text(one.valid_from)}"
    last = one.valid_until and date.fromordinal(one.valid_until.toordinal() - 1)
    return f"{since} đến hết ngày {text.day_text(last)}" if last else since


@dataclass(frozen=True)
class Proposal:
    """A content the program offers ready: where it was read, what it is not, how sure that is."""

    code: str
    text: str
    target_group: str | None
    source: str
    mark: str


def proposals() -> list[Proposal]:
    """The ready contents: the groups read of an analogue for citizens, then the topics usually taught.

    The words of the analogue were read (C); that they serve as the framework here is our proposal, so they are kept
    with the mark D until an official confirms them. Source: CV 3139/BTTTT-KTS&XHS; movement.md, sections 11 and 12.
    """
    analogue = [Proposal(one.code, one.text, one.group, _source(one), "D") for one in law.SKILLS]
    topics = [
        Proposal(f"CĐ{place}", one.text, None, "Chuyên đề thường dạy, do phần mềm gợi ý", "D")
        for place, one in enumerate(law.TOPICS, start=1)
    ]
    return analogue + topics


def _source(one: SkillItem) -> str:
    cites = "; ".join(f"{law.INSTRUMENTS[cite.instrument].title}, {cite.place}" for cite in one.cites)
    return f"{cites}. {one.note}"


def lacking(known: Sequence[SkillPeriod], day: date) -> list[Proposal]:
    """The proposals whose code nobody uses on or after this day: loading twice adds nothing twice."""
    taken = {text.fold(one.code) for one in known if one.valid_until is None or one.valid_until > day}
    return [one for one in proposals() if text.fold(one.code) not in taken]
