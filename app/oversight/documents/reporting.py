"""Builder of the report on a plan, its title, its text for Zalo."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app import law, text
from app.oversight.documents.facts import FigureRow, ProgressReport, ReportSection, TargetRow, ToldPart
from app.oversight.documents.telling import HEADINGS, Said, label_of
from app.oversight.models import PeriodicReport
from app.oversight.rules.reports import (
    ONE_DAY,
    Difference,
    Drawn,
    Number,
    Part,
    Passage,
    change_words,
    padded,
    period_words,
)
from app.papers.documents import (
    Head,
    Recipients,
    SignatureBlock,
    issued_at,
    number_text,
    paragraphs,
    plain_date,
)
from app.places import queries as places
from app.places.queries import Signing
from app.places.rules import AuthorityName
from app.plans.models import Plan
from app.plans.rules import Period

KIND = "progress_report"
REPORT_SYMBOL = "BC-UBND"
SECTIONS: tuple[tuple[str, tuple[Part, ...]], ...] = (
    ("CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", (Part.DIRECTION,)),
    (
        "KẾT QUẢ THỰC HIỆN",
        (
            Part.TARGETS,
            Part.TASKS,
            Part.ACTIVITIES,
            Part.COMMITMENTS,
            Part.TRAINING,
            Part.PEOPLE,
            Part.INSPECTIONS,
            Part.INITIATIVES,
            Part.AWARDS,
        ),
    ),
    ("ĐÁNH GIÁ CHUNG", (Part.STRENGTHS, Part.SHORTCOMINGS, Part.CAUSES)),
    ("PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI", (Part.NEXT,)),
    ("ĐỀ XUẤT, KIẾN NGHỊ", (Part.REQUESTS,)),
    ("GIẢI TRÌNH SỐ LIỆU THAY ĐỔI SO VỚI BÁO CÁO TRƯỚC", (Part.DIFFERENCES,)),
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI")
_STANDING = {True: "Đạt", False: "Chưa đạt", None: "Chưa xét được"}


def title_of(plan: Plan, period: Period) -> str:
    """The title of a report: "Kết quả thực hiện phong trào … quý III năm 2026"."""
    name = plan.movement
    movement = f"{name[0].lower()}{name[1:]}" if name.lower().startswith("phong trào") else f"phong trào {name}"
    return f"Kết quả thực hiện {movement} {period_words(period)}"


def plan_named(plan: Plan) -> str:
    """The plan as a report cites it: "Kế hoạch số 45/KH-UBND ngày … của …"."""
    try:
        issuer = f" của {places.authority_name(plan.owner_id, plan.day).full}"
    except LookupError:
        # A plan from before the directory begins: who issued it under which name is not known here.
        issuer = ""
    return f"Kế hoạch số {plan.reference_number} {plain_date(plan.day)}{issuer}"


def said_of(plan: Plan) -> Said:
    """What the sentences name beside the figures."""
    return Said(plan=plan_named(plan))


def usual_recipients(name: AuthorityName) -> list[str]:
    """To whom a commune's report goes: the province, who collects for it (movement.md section 10), the file.

    A province's own report goes to whom the official writes down; only the file is known.
    """
    if not name.province:
        return ["Lưu: VT"]
    up = name.province
    return [
        f"Ủy ban nhân dân {up} (để báo cáo)",
        f"Sở Khoa học và Công nghệ {up} (để tổng hợp)",
        "Lưu: VT",
    ]


def report_facts(
    report: PeriodicReport,
    drawn: Drawn,
    passages: Mapping[str, Passage],
    *,
    signing: Signing,
    day: date,
    number: str | None,
    before: Drawn | None = None,
    compared_with: str | None = None,
    differing: Sequence[Difference] = (),
) -> ProgressReport:
    """The báo cáo with its two tables, as it is shown, read over and sealed.

    Args: drawn, the figures it tells; before, those of the report before; compared_with, how that one is cited;
    differing, the figures of that report that the books tell otherwise since.
    """
    name, period = places.authority_name(report.owner_id, day), Period(report.period_from, report.until)
    shown_day = issued_at(name.name, name.place, day)
    targets, figures = _target_rows(drawn), _figure_rows(drawn, before)
    return ProgressReport(
        form_number=law.form_of(KIND, law.law_date(day)).label or None,
        head=Head(
            issuer_lines=("ỦY BAN NHÂN DÂN", name.place.upper()),
            number_text=f"Số: {number}" if number else number_text(None, *REPORT_SYMBOL.split("-", 1)),
            place_date=shown_day,
        ),
        about=report.title,
        opening=_opening(report.plan, name, period),
        sections=_sections(passages, differing),
        target_rows=targets,
        figure_rows=figures,
        compared_with=compared_with if any(row.before for row in figures) else None,
        attached_to=_attached_to(number, day, name) if targets or figures else None,
        recipients=Recipients(lines=tuple(report.recipients)),
        signature=SignatureBlock(lines=tuple(signing.lines), name=signing.name),
    )


def _opening(plan: Plan, name: AuthorityName, period: Period) -> str:
    last = period.end - ONE_DAY
    return (
        f"Thực hiện {plan_named(plan)}, {name.full} báo cáo kết quả {period_words(period)} như sau (số liệu từ "
        f"{plain_date(period.start)} đến hết {plain_date(last)}):"
    )


def _attached_to(number: str | None, day: date, name: AuthorityName) -> str:
    shown = number or number_text(None, *REPORT_SYMBOL.split("-", 1)).removeprefix("Số: ")
    return f"Kèm theo Báo cáo số {shown} {plain_date(day)} của {name.full}"


def _sections(passages: Mapping[str, Passage], differing: Sequence[Difference]) -> tuple[ReportSection, ...]:
    found: list[ReportSection] = []
    for heading, parts in SECTIONS:
        lines = {part: _lines(part, passages, differing) for part in parts}
        told = [part for part in parts if lines[part]]
        if told:
            found.append(
                ReportSection(
                    heading=f"{_ROMAN[len(found)]}. {heading}",
                    parts=tuple(
                        ToldPart(
                            heading=f"{place}. {HEADINGS[part]}" if len(parts) > 1 else None,
                            lines=lines[part],
                        )
                        for place, part in enumerate(told, start=1)
                    ),
                )
            )
    last = found[-1] if found else None
    if last is not None:
        found[-1] = _ended(last)
    return tuple(found)


def _ended(section: ReportSection) -> ReportSection:
    """The last section with the end mark of the paper behind its last line."""
    *parts, part = section.parts
    *lines, line = part.lines
    closed = replace(part, lines=(*lines, f"{line.rstrip(' .;')}./."))
    return replace(section, parts=(*parts, closed))


def _lines(part: Part, passages: Mapping[str, Passage], differing: Sequence[Difference]) -> tuple[str, ...]:
    words = passages[part].words if part in passages else ""
    if part != Part.DIFFERENCES:
        return paragraphs(words)
    if not differing:
        return ()
    lines = [f"- {label_of(one.key)}: báo cáo trước ghi {one.said}, số liệu hiện nay {one.now};" for one in differing]
    return (*lines, *paragraphs(words))


def _target_rows(drawn: Drawn) -> tuple[TargetRow, ...]:
    return tuple(
        TargetRow(
            number=one.number or str(place),
            label=one.label,
            asked=one.asked or None,
            done=one.done,
            said=_STANDING[one.reached],
            owner=one.owner or None,
            source=one.source or None,
        )
        for place, one in enumerate(drawn.targets, start=1)
    )


def _figure_rows(drawn: Drawn, before: Drawn | None) -> tuple[FigureRow, ...]:
    known = before.by_key() if before else {}
    rows: list[FigureRow] = []
    for one in drawn.each():
        before_it = known.get(one.key)
        if one.value or one.total or (before_it is not None and before_it.value):
            rows += _rows_of(one, before_it, len(rows))
    return tuple(rows)


def _change(now: int, before: int | None) -> str | None:
    """The cell of what became more or less: "tăng 5", "0" where nothing did, empty without a report before."""
    return "0" if now == before else change_words(now, before) or None


def _rows_of(one: Number, before: Number | None, place: int) -> list[FigureRow]:
    rows = [
        FigureRow(
            number=str(place + 1),
            label=label_of(one.key),
            unit=one.noun,
            now=padded(one.value),
            before=padded(before.value) if before else None,
            change=_change(one.value, before.value if before else None),
            total=padded(one.total) if one.total is not None else None,
        )
    ]
    if one.turns is not None:
        was = before.turns if before else None
        rows.append(
            FigureRow(
                number=str(place + 2),
                label=label_of(f"{one.key}:turns"),
                unit=one.turn_noun,
                now=padded(one.turns),
                before=padded(was) if was is not None else None,
                change=_change(one.turns, was),
            )
        )
    return rows


# ---- the text to send round

ZALO = (
    "targets-reached", "targets-all", "tasks-done", "tasks-late", "activities", "people-reached", "households-visited",
    "commitments-signed", "courses-held", "people-trained", "people-passed", "vneid-confirmed", "inspections",
    "initiatives-applied", "awards-collective", "awards-person", "awards-household",
)  # fmt: skip


def zalo_text(report: PeriodicReport, drawn: Drawn) -> str:
    """The report in a few lines for Zalo or the page of the commune: no names, only figures that are not none."""
    known = drawn.by_key()
    cited = (
        f"Báo cáo số {report.reference_number} ngày {text.day_text(report.day)}"
        if report.reference_number and report.day
        else "Dự thảo báo cáo"
    )
    lines = [f"{report.title.upper()}", cited]
    for key in ZALO:
        one = known.get(key)
        if one is not None and one.value:
            lines.append(f"• {label_of(key)}: {', '.join(one.phrases.values())}")
    return "\n".join(lines)
