"""Facts of a dossier's papers, a file for each family: letters, reports, council, rewards.

Layouts and their sources: forms.md 1.1 to 1.10 and 3.1. The form number is a value from the dated registry, never
part of a template.
"""

from app.commendations.documents.facts.council import (
    Absence,
    Minutes,
    MinutesResult,
    VoteCount,
    VoteRow,
)
from app.commendations.documents.facts.letters import (
    Decision,
    MeritLine,
    MeritSummary,
    Proposal,
    Roll,
    RollCollective,
    RollHousehold,
    RollPerson,
    RollTables,
)
from app.commendations.documents.facts.reports import (
    Contribution,
    HouseholdFacts,
    PersonFacts,
    PreviousAward,
    ReceivedFacts,
    ReportCollective,
    ReportFacts,
    ReportHousehold,
    ReportPerson,
    ResultLine,
    ThematicFacts,
    Traced,
    TracedRow,
)
from app.commendations.documents.facts.rewards import (
    Certificate,
    CertificateStack,
    DossierCover,
    Excerpt,
)
from app.commendations.documents.facts.service import ServiceReportCollective, ServiceReportPerson
from app.commendations.documents.facts.sudden import (
    SuddenFacts,
    SuddenReportCollective,
    SuddenReportHousehold,
    SuddenReportPerson,
)

__all__ = [
    "Absence",
    "Certificate",
    "CertificateStack",
    "Contribution",
    "Decision",
    "DossierCover",
    "Excerpt",
    "HouseholdFacts",
    "MeritLine",
    "MeritSummary",
    "Minutes",
    "MinutesResult",
    "PersonFacts",
    "PreviousAward",
    "Proposal",
    "ReceivedFacts",
    "ReportCollective",
    "ReportFacts",
    "ReportHousehold",
    "ReportPerson",
    "ResultLine",
    "Roll",
    "RollCollective",
    "RollHousehold",
    "RollPerson",
    "RollTables",
    "ServiceReportCollective",
    "ServiceReportPerson",
    "SuddenFacts",
    "SuddenReportCollective",
    "SuddenReportHousehold",
    "SuddenReportPerson",
    "ThematicFacts",
    "Traced",
    "TracedRow",
    "VoteCount",
    "VoteRow",
]
