"""What a person, a household and a collective must be to stand in the books."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import text
from app.refusals import Refusal


class SubjectKind(StrEnum):
    """Who may pledge or be put forward (Luật Thi đua, khen thưởng, Điều 2)."""

    PERSON = "person"
    COLLECTIVE = "collective"
    HOUSEHOLD = "household"


class Sex(StrEnum):
    """As the roll prints it."""

    MALE = "male"
    FEMALE = "female"


TARGET_GROUPS = ("T1", "T2", "T3", "T4", "T5")
OLDEST = 120
# The longest names in the country have some 40 letters; a longer text is two names, or a remark in the wrong cell.
LONGEST_NAME = 80
# Họ, tên and nine words between them: more is a sentence, which no rule of names can part.
MOST_WORDS = 11


class Unreadable(ValueError):
    """A cell says something that is not what its column asks for; carries the reason to show."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(frozen=True)
class Birth:
    """A day of birth, or the year alone: of many older people nobody knows more."""

    born_on: date | None = None
    birth_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year, known either way."""
        return self.born_on.year if self.born_on else self.birth_year

    @property
    def text(self) -> str:
        """05/02/1980, 1980 or nothing."""
        return text.day_text(self.born_on) if self.born_on else str(self.birth_year or "")

    @property
    def cell(self) -> date | int | None:
        """A real day or a year, for a column of a workbook that can be sorted."""
        return self.born_on or self.birth_year


def told_apart(name: str, birth: Birth, hamlet: str | None) -> str:
    """How someone is told from another of the same name: Nguyễn Văn Đức (1980, Thôn 3); what is unknown is left out."""
    known = ", ".join(part for part in (str(birth.year or ""), hamlet or "") if part)
    return f"{name} ({known})" if known else name


def parse_birth(typed: str) -> Birth:
    """Read a day (05/02/1980) or a year (1980) of birth; empty is unknown. Raises Unreadable."""
    cleaned = text.nfc(typed)
    if not cleaned:
        return Birth()
    if re.fullmatch(r"\d{4}", cleaned, re.ASCII):
        return Birth(birth_year=int(cleaned))
    try:
        return Birth(born_on=text.parse_day(cleaned))
    except ValueError as fault:
        reason = Refusal("birth-unreadable", detail="" if str(fault) == text.DAY_FORM else str(fault))
        raise Unreadable(reason) from fault


_SEXES = {"nam": Sex.MALE, "nu": Sex.FEMALE, "trai": Sex.MALE, "gai": Sex.FEMALE, "m": Sex.MALE, "f": Sex.FEMALE}


def parse_sex(typed: str) -> Sex | None:
    """Read Nam or Nữ; empty is unknown. Raises Unreadable."""
    folded = text.fold(typed)
    if folded and folded not in _SEXES:
        raise Unreadable(Refusal("sex-unreadable", detail=text.nfc(typed)))
    return _SEXES.get(folded)


def parse_target_group(typed: str) -> str | None:
    """Read T1 to T5, also written "nhóm 1"; empty is unknown. Raises Unreadable."""
    folded = text.fold(typed)
    if not folded:
        return None
    match = re.fullmatch(r"(?:nhom\s*)?t?\s*([1-5])", folded)
    if match is None:
        raise Unreadable(Refusal("group-unreadable", detail=text.nfc(typed)))
    return f"T{match[1]}"


def name_faults(name: str) -> list[Refusal]:
    """Why this cannot be a name in the books: empty, without a letter, longer than any name, a sentence."""
    cleaned = text.nfc(name)
    if not cleaned:
        return [Refusal("name-missing")]
    if len(cleaned) > LONGEST_NAME:
        return [Refusal("name-too-long", detail=str(len(cleaned)))]
    if len(cleaned.split()) > MOST_WORDS:
        return [Refusal("name-many-words", detail=str(len(cleaned.split())))]
    return [] if any(c.isalpha() for c in cleaned) else [Refusal("name-without-letters")]


def birth_faults(born_on: date | None, birth_year: int | None, today: date) -> list[Refusal]:
    """Why this day or year of birth cannot be: in the future, too long ago, or the two differ."""
    year = born_on.year if born_on else birth_year
    found = []
    if (born_on and born_on > today) or (year and year > today.year):
        found.append(Refusal("born-in-future"))
    if year is not None and year < today.year - OLDEST:
        found.append(Refusal("born-too-early", detail=str(today.year - OLDEST)))
    if born_on and birth_year and born_on.year != birth_year:
        found.append(Refusal("birth-year-differs"))
    return found


def confirmation_faults(confirmed_on: date | None, today: date) -> list[Refusal]:
    """Why someone cannot have been confirmed on VNeID on this day: it has not come yet."""
    return [Refusal("confirmed-in-future")] if confirmed_on and confirmed_on > today else []


def head_faults(is_head: bool, household_id: int | None, own_household_id: int | None) -> list[Refusal]:
    """Why a person cannot head a household: nobody heads two, and the other one would be left without a head."""
    return [Refusal("head-of-other-household")] if is_head and household_id != own_household_id else []


def collective_faults(headcount: int | None, women_count: int | None) -> list[Refusal]:
    """Why these numbers of people of a collective cannot be: more women than people."""
    both = headcount is not None and women_count is not None
    return [Refusal("women-above-headcount")] if both and women_count > headcount else []  # type: ignore[operator]
