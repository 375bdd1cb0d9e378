"""The chapters of a plan's paper: its parts in words, its contents, criteria and phases in the order of a kế hoạch."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app import law
from app.papers.documents import plain_date, short_date
from app.plans.documents.facts import PlanChapter, PlanPart
from app.plans.documents.wording import ended, section_lines, target_series
from app.plans.models import Content, Criterion, Phase, Plan, PlanSection, Quota, Task
from app.plans.rules.tasks import TaskState

PURPOSE, TARGETS, CONTENTS, TIME, FUNDING, ORGANISATION = range(6)
HEADINGS = (
    "MỤC ĐÍCH, YÊU CẦU",
    "CHỈ TIÊU",
    "NỘI DUNG, NHIỆM VỤ VÀ GIẢI PHÁP",
    "THỜI GIAN THỰC HIỆN",
    "KINH PHÍ THỰC HIỆN",
    "TỔ CHỨC THỰC HIỆN",
)
# Where a part in words is printed; one of the official's own stands in the chapter of the part before it.
_CHAPTER_OF = {
    "purpose": PURPOSE,
    "requirements": PURPOSE,
    "communication": CONTENTS,
    "measures": CONTENTS,
    "inspection": CONTENTS,
    "commendation": CONTENTS,
    "funding": FUNDING,
    "reporting": ORGANISATION,
    "organisation": ORGANISATION,
}
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_REVIEWS = {"interim": "sơ kết", "final": "tổng kết"}
_SUBJECTS = {"person": "Cá nhân", "collective": "Tập thể", "household": "Hộ gia đình"}
TASK_GROUP = "task-group"
_NUMBERED = re.compile(r"(?:[IVX]+|\d+)[.)]\s")


@dataclass
class _Chapter:
    """A chapter as it is filled; `lead` are paragraphs that stand before its numbered parts.

    `named` says that an official gave one of its parts a name of their own, which is printed then, alone or not.
    """

    heading: str
    named: bool = False
    lead: list[PlanPart] = field(default_factory=list)
    parts: list[PlanPart] = field(default_factory=list)

    def made(self, place: int) -> PlanChapter:
        """The chapter with its numeral, its parts counted; an only part needs no heading of its own."""
        alone = len(self.parts) == 1 and not self.lead and not self.named and self.parts[0].lines
        parts = (
            [replace(self.parts[0], heading=None)]
            if alone
            else [replace(one, heading=f"{number}. {one.heading}") for number, one in enumerate(self.parts, start=1)]
        )
        return PlanChapter(heading=f"{_ROMAN[place]}. {self.heading}", parts=(*self.lead, *parts))


def chapters(plan: Plan) -> tuple[PlanChapter, ...]:
    """Everything a plan says outside its two tables; a chapter of which nothing is said is left out.

    The last paragraph bears the end mark of the paper.
    """
    filled = [_Chapter(heading) for heading in HEADINGS]
    filled[TARGETS].lead += _targets(plan)
    filled[CONTENTS].parts += _contents(plan)
    filled[TIME].lead += _time(plan)
    _place_sections(filled, plan.sections)
    filled[CONTENTS].parts += _criteria(plan)
    said = [one for one in filled if one.lead or one.parts]
    made = [one.made(place) for place, one in enumerate(said)]
    return (*made[:-1], _closed(made[-1]))


def _place_sections(filled: list[_Chapter], sections: Sequence[PlanSection]) -> None:
    place = PURPOSE
    for section in sections:
        place = _CHAPTER_OF.get(section.code, place)
        part = PlanPart(heading=section.heading, lines=section_lines(section), key=f"section-{section.id}")
        filled[place].parts.append(part)
        filled[place].named |= section.code not in _CHAPTER_OF


def _targets(plan: Plan) -> Iterator[PlanPart]:
    """Where the targets are found: a list of any length stands in a Phụ lục."""
    if plan.targets:
        count = len(target_series(plan.targets))
        words = f"Phấn đấu đạt {count:02d} chỉ tiêu tại {target_table(plan)} kèm theo Kế hoạch này."
        yield PlanPart(lines=(words,))


def target_table(plan: Plan) -> str:
    """How the table of targets is called: it bears a number when the plan has a second one."""
    return "Phụ lục I" if live_tasks(plan) else "Phụ lục"


def live_tasks(plan: Plan) -> list[Task]:
    """The tasks a plan still asks for; what was given up is no part of what it says."""
    return [task for task in plan.tasks if task.state != TaskState.CANCELLED]


def _contents(plan: Plan) -> Iterator[PlanPart]:
    contents = [row for row in plan.contents if row.kind != TASK_GROUP]
    groups = [row for row in plan.contents if row.kind == TASK_GROUP]
    if contents:
        yield PlanPart(heading="Nội dung thi đua", lines=_listed(contents), key="contents")
    if groups:
        yield PlanPart(heading="Nhóm nhiệm vụ", lines=_listed(groups), key="task-groups")
    tasks = live_tasks(plan)
    if tasks:
        name = "Phụ lục II" if plan.targets else "Phụ lục"
        words = (
            f"{len(tasks):02d} nhiệm vụ cụ thể, đơn vị chủ trì, phối hợp, sản phẩm và thời hạn: tại {name} kèm theo."
        )
        yield PlanPart(heading="Nhiệm vụ cụ thể", lines=(words,))


def _listed(rows: Sequence[Content]) -> tuple[str, ...]:
    """Rows as dashes, the last with a full stop; one that has a numeral of its own needs no dash."""
    marks = ["" if _NUMBERED.match(row.text) else "- " for row in rows]
    ends = [*([";"] * (len(rows) - 1)), "."]
    return tuple(f"{mark}{row.text.rstrip(' .;')}{end}" for mark, row, end in zip(marks, rows, ends, strict=True))


def _criteria(plan: Plan) -> Iterator[PlanPart]:
    """By what the movement commends, which CV 4735 điểm 1 asks a plan to lay down."""
    lines = [_criterion_line(one) for one in plan.criteria]
    quotas = [_quota_line(one) for one in plan.quotas]
    if lines:
        yield PlanPart(heading="Tiêu chí khen thưởng", lines=tuple(lines), key="criteria")
    if quotas:
        yield PlanPart(heading="Số lượng đề nghị khen thưởng", lines=tuple(quotas), key="quotas")


def _criterion_line(one: Criterion) -> str:
    return f"- {law.AWARDS[one.award].label}, {_SUBJECTS[one.subject_kind].lower()}: {one.text.rstrip(' .;')}."


def _quota_line(one: Quota) -> str:
    return f"- {law.AWARDS[one.award].label}, {_SUBJECTS[one.subject_kind].lower()}: không quá {one.most:02d}."


def _time(plan: Plan) -> Iterator[PlanPart]:
    last = plan.valid_until - timedelta(days=1)
    yield PlanPart(
        lines=(f"Kế hoạch thực hiện từ {plain_date(plan.valid_from)} đến hết {plain_date(last)}.",), key="period"
    )
    for phase in plan.phases:
        yield PlanPart(lines=(_phase_line(phase),), key=f"phase-{phase.id}")


def _phase_line(phase: Phase) -> str:
    """A phase with what ends it; a review whose day nobody knows is said with its year alone."""
    if not phase.review:
        return f"- {phase.name}: {phase.first_year} - {phase.last_year}."
    when = f"ngày {short_date(phase.review_on)}" if phase.review_on else f"năm {phase.review_year}"
    return f"- {phase.name}: {phase.first_year} - {phase.last_year}, {_REVIEWS[phase.review]} {when}."


def _closed(chapter: PlanChapter) -> PlanChapter:
    """The last chapter with "./." behind its last line (NĐ 30/2020 Phụ lục I, II.6)."""
    *parts, part = chapter.parts
    lines = part.lines or ("",)
    last = f"{ended(lines[-1]).rstrip(' .;')}./."
    return replace(chapter, parts=(*parts, replace(part, lines=(*lines[:-1], last))))
