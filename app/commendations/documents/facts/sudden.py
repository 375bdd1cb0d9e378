"""Facts of the reports of a sudden merit, đột xuất: one form for three kinds of subject (forms.md 1.5)."""

from dataclasses import dataclass

from app.commendations.documents.facts.reports import HouseholdFacts, PersonFacts, ReportFacts
from app.papers.documents import facts_of


@dataclass(frozen=True, kw_only=True)
class SuddenFacts(ReportFacts):
    """What happened: when, where, in what situation, what was done and what came of it; short."""

    event_time: str
    event_place: str
    circumstances: tuple[str, ...]
    deeds: tuple[str, ...]
    achievements: tuple[str, ...]


@facts_of("report_person-bc_dot_xuat")
@dataclass(frozen=True, kw_only=True)
class SuddenReportPerson(SuddenFacts, PersonFacts):
    """Báo cáo thành tích đột xuất of a person, Mẫu số 06."""


@facts_of("report_collective-bc_dot_xuat")
@dataclass(frozen=True, kw_only=True)
class SuddenReportCollective(SuddenFacts):
    """Báo cáo thành tích đột xuất of a collective; `founded` is a year, or the decision that founded it."""

    name: str
    founded: str
    structure: str
    headcount: str
    functions: str


@facts_of("report_household-bc_dot_xuat")
@dataclass(frozen=True, kw_only=True)
class SuddenReportHousehold(SuddenFacts, HouseholdFacts):
    """Báo cáo thành tích đột xuất of a household, on the individual block (D)."""
