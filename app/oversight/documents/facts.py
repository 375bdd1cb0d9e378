"""Facts of the report on a plan: what it tells in words, the table of targets and the table of figures."""

from dataclasses import dataclass

from app.papers.documents import Head, PaperFacts, Recipients, SignatureBlock, facts_of, needed_when, optional


@dataclass(frozen=True, kw_only=True)
class ToldPart:
    """One part of a section: its heading where the section has several, its paragraphs."""

    heading: str | None = optional()  # "1. Kết quả thực hiện chỉ tiêu"
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReportSection:
    """A section under its roman numeral."""

    heading: str  # "II. KẾT QUẢ THỰC HIỆN"
    parts: tuple[ToldPart, ...]


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """One line of Phụ lục "Kết quả thực hiện chỉ tiêu"; an empty `done` is a number that nobody has."""

    number: str
    label: str
    asked: str | None = optional()
    done: str | None = optional()
    said: str  # "Đạt", "Chưa đạt", "Chưa xét được"
    owner: str | None = optional()
    source: str | None = optional()


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One line of Phụ lục "Số liệu trong kỳ": in the period, in the report before, since the plan began."""

    number: str
    label: str
    unit: str
    now: str
    before: str | None = optional()
    change: str | None = optional()
    total: str | None = optional()


@facts_of("progress_report")
@dataclass(frozen=True, kw_only=True)
class ProgressReport(PaperFacts):
    """Báo cáo kết quả thực hiện kế hoạch of a period (NĐ 30/2020 Mẫu 1.4); its two tables are attached.

    `compared_with` names the report whose figures stand in the column of the one before.
    """

    head: Head
    about: str  # "Kết quả thực hiện phong trào … quý III năm 2026"
    opening: str
    sections: tuple[ReportSection, ...]
    target_rows: tuple[TargetRow, ...] = optional(())
    figure_rows: tuple[FigureRow, ...] = optional(())
    compared_with: str | None = optional()
    attached_to: str | None = needed_when(lambda facts: bool(facts.target_rows or facts.figure_rows))
    recipients: Recipients
    signature: SignatureBlock
