"""Facts of the achievement reports: what all of them share, and the form of a thematic movement (forms.md 1.2).

The forms of service (công trạng) and of a sudden merit (đột xuất) build on them in `service.py` and `sudden.py`.
"""

from dataclasses import dataclass

from app.papers.documents import Head, PaperFacts, SignatureBlock, facts_of, optional, unprinted


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """One measured result: what was promised, what was reached."""

    indicator: str
    target: str
    actual: str
    comparison: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class PreviousAward:
    """A title or award received before, with its decision."""

    year: str
    award: str
    decision: str  # "Số 12/QĐ-UBND ngày 05/02/2025 của …"


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What a household gave: "công sức", "đất", "tiền" …, how much, when and for what."""

    kind: str
    amount: str  # "12 ngày công", "150 m²", "5.000.000 đồng"
    day_text: str
    used_for: str


@dataclass(frozen=True, kw_only=True)
class TracedRow:
    """One record behind a figure: what it was called, and the page that opens it."""

    label: str
    endpoint: str
    argument: str
    record: int


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A figure of a report with the records it rested on when it was taken; kept beside the paper, not printed.

    `passage` is the field of the form and `label` its words; `recorded` what the books said on `taken_on`. A number
    that was left although the books said another has that one in `kept_beside`, with the reason. Of very many records
    only the first are kept; `recorded` says how many there were.
    """

    passage: str
    label: str
    measure: str
    which: str
    number: int
    noun: str
    recorded: int | None = optional()
    taken_on: str
    kept_beside: int | None = optional()
    reason: str | None = optional()
    rows: tuple[TracedRow, ...] = optional(())


@dataclass(frozen=True, kw_only=True)
class ReportFacts(PaperFacts):
    """What every achievement report has: its head, the award asked for, who signs and who confirms.

    `unit_confirmation` is the head of the agency of someone who has one (note 3 of the thematic form). `traced` are its
    figures with their records, which no page prints.
    """

    head: Head
    award_requested: str  # capitals: "GIẤY KHEN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ VẠN AN"
    unit_confirmation: SignatureBlock | None = optional()
    confirmation: SignatureBlock
    signature: SignatureBlock
    traced: tuple[Traced, ...] = unprinted(())


@dataclass(frozen=True, kw_only=True)
class ReceivedFacts:
    """Danh hiệu thi đua and hình thức khen thưởng received before: two lists, never one."""

    previous_titles: tuple[PreviousAward, ...] = optional(())
    previous_awards: tuple[PreviousAward, ...] = optional(())


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """The particulars of a person on a thematic report and on one of a sudden merit."""

    full_name: str
    alias: str | None = optional()
    birth_date: str
    hometown: str
    residence: str
    occupation: str
    post: str | None = optional()
    unit: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class HouseholdFacts:
    """The particulars of a household, on the individual block of the form (D)."""

    householder: str
    birth_date: str
    hometown: str
    residence: str
    occupation: str


@dataclass(frozen=True, kw_only=True)
class ThematicFacts(ReportFacts, ReceivedFacts):
    """What the three reports of a movement share: Mẫu số 08, thi đua theo chuyên đề.

    `enterprise_duties`: budget, social insurance, environment and safety, for enterprises and their heads (note 2).
    """

    registered_targets: tuple[str, ...]
    results: tuple[ResultLine, ...] = optional(())
    achievements: tuple[str, ...]
    measures: tuple[str, ...]
    effects: tuple[str, ...] = optional(())
    lessons: tuple[str, ...] = optional(())
    enterprise_duties: tuple[str, ...] = optional(())


@facts_of("report_person")
@dataclass(frozen=True, kw_only=True)
class ReportPerson(ThematicFacts, PersonFacts):
    """Báo cáo thành tích of a person."""


@facts_of("report_collective")
@dataclass(frozen=True, kw_only=True)
class ReportCollective(ThematicFacts):
    """Báo cáo thành tích of a collective."""

    name: str
    seat: str
    phone: str | None = optional()
    fax: str | None = optional()
    website: str | None = optional()
    structure: str
    headcount: str  # "05 người", or a sentence
    functions: str


@facts_of("report_household")
@dataclass(frozen=True, kw_only=True)
class ReportHousehold(ThematicFacts, HouseholdFacts):
    """Báo cáo thành tích of a household, on the individual block with its members and contributions (D)."""

    household_size: int
    contributions: tuple[Contribution, ...] = optional(())
