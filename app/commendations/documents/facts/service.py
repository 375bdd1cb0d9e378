"""Facts of the reports of service, công trạng: a person's and a collective's (forms.md 1.3, 1.4)."""

from dataclasses import dataclass

from app.commendations.documents.facts.reports import ReceivedFacts, ReportFacts
from app.papers.documents import facts_of, needed_when, optional


@facts_of("report_person-bc_ca_nhan")
@dataclass(frozen=True, kw_only=True)
class ServiceReportPerson(ReportFacts, ReceivedFacts):
    """Báo cáo thành tích công trạng of a person, Mẫu số 05 (forms.md 1.4).

    `ethnicity` and `religion` are sensitive: they print on this form alone, and only what the person agreed to.
    A farmer or worker without a post names the occupation in its place (D).
    """

    full_name: str
    sex: str
    birth_date: str
    ethnicity: str | None = optional()
    religion: str | None = optional()
    hometown: str
    residence: str
    workplace: str | None = optional()
    occupation: str | None = optional()
    position: str | None = needed_when(lambda facts: not facts.occupation)
    political_level: str | None = optional()
    professional_level: str | None = optional()
    academic_titles: str | None = optional()
    duties: tuple[str, ...]
    achievements: tuple[str, ...]


@facts_of("report_collective-bc_tap_the")
@dataclass(frozen=True, kw_only=True)
class ServiceReportCollective(ReportFacts, ReceivedFacts):
    """Báo cáo thành tích công trạng of a collective, Mẫu số 04 (forms.md 1.3).

    `finance` is told by units of production and business alone (note 3).
    """

    name: str
    seat: str
    phone: str | None = optional()
    fax: str | None = optional()
    website: str | None = optional()
    history: tuple[str, ...]
    main_features: tuple[str, ...]
    finance: tuple[str, ...] = optional(())
    functions: tuple[str, ...]
    achievements: tuple[str, ...]
    measures: tuple[str, ...]
    compliance: tuple[str, ...]
    party_activity: tuple[str, ...]
