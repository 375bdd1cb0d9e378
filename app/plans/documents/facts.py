"""Facts of a kế hoạch and of the kế hoạch that amends it (NĐ 30/2020 Mẫu 1.4), with their appendices."""

from dataclasses import dataclass

from app.papers.documents import (
    Head,
    PaperFacts,
    Recipients,
    SignatureBlock,
    facts_of,
    needed_when,
    optional,
    unprinted,
)


@dataclass(frozen=True, kw_only=True)
class PlanPart:
    """One part of a chapter: its heading where the chapter has several, its paragraphs.

    `key` names the row it was made of, so that two versions can be laid side by side whatever it is called now.
    """

    heading: str | None = optional()  # "1. Mục đích"
    lines: tuple[str, ...] = optional(())
    key: str = unprinted("")


@dataclass(frozen=True, kw_only=True)
class PlanChapter:
    """A chapter under its roman numeral."""

    heading: str  # "I. MỤC ĐÍCH, YÊU CẦU"
    parts: tuple[PlanPart, ...]


@dataclass(frozen=True, kw_only=True)
class TargetLine:
    """One line of the table of targets; an empty `value` is one that nobody knows yet."""

    number: str
    label: str
    value: str | None = optional()  # "≥ 80 %", "hoàn thành"
    when: str  # "Năm 2026", "Quý I năm 2026"
    owner: str | None = optional()
    product: str | None = optional()
    key: str = unprinted("")


@dataclass(frozen=True, kw_only=True)
class TargetGroup:
    """The targets under one content or task group; without a heading those that stand under none."""

    heading: str | None = optional()
    rows: tuple[TargetLine, ...]


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """One line of the table of tasks: what, who does it, who helps, what it yields, until when."""

    number: str
    text: str
    owner: str | None = optional()
    helpers: str | None = optional()
    product: str | None = optional()
    when: str  # "Trước ngày 30/9/2026", "Thường xuyên"
    key: str = unprinted("")


@dataclass(frozen=True, kw_only=True)
class TaskGroup:
    """The tasks under one content or task group."""

    heading: str | None = optional()
    rows: tuple[TaskLine, ...]


@facts_of("plan")
@dataclass(frozen=True, kw_only=True)
class PlanPaper(PaperFacts):
    """Kế hoạch: its chapters, then the table of targets and the table of who does what, each as a Phụ lục."""

    head: Head
    about: str  # "Thực hiện phong trào “Bình dân học vụ số” năm 2026"
    legal_basis: tuple[str, ...] = optional(())  # without end marks: "Căn cứ …"
    opening: str
    chapters: tuple[PlanChapter, ...]
    targets: tuple[TargetGroup, ...] = optional(())
    tasks: tuple[TaskGroup, ...] = optional(())
    attached_to: str | None = needed_when(lambda facts: bool(facts.targets or facts.tasks))
    recipients: Recipients
    signature: SignatureBlock


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One line of what is amended: an empty `before` is added, an empty `after` is taken out."""

    number: int
    name: str
    before: str | None = optional()
    after: str | None = optional()
    reason: str


@facts_of("plan_amendment")
@dataclass(frozen=True, kw_only=True)
class PlanAmendment(PaperFacts):
    """Kế hoạch sửa đổi, bổ sung an issued plan; what it changes stands in its Phụ lục."""

    head: Head
    about: str  # "Sửa đổi, bổ sung Kế hoạch số 45/KH-UBND ngày … của …"
    legal_basis: tuple[str, ...]
    opening: str
    amended: str  # "Kế hoạch số 45/KH-UBND ngày … của Ủy ban nhân dân xã Vạn An"
    rows: tuple[ChangeLine, ...]
    executors: str  # who carries it out, at the beginning of a sentence
    attached_to: str
    recipients: Recipients
    signature: SignatureBlock
