"""What a plan begins with: the contents, task groups, parts, phases, căn cứ lines and targets that the sources say."""

from datetime import date

from app import law, text
from app.db import db
from app.places import queries as places
from app.plans import rules
from app.plans.models import Phase, Plan, PlanSection, Target
from app.tenancy import scope_of

# Which of the two movements of CV 4735/BNV-BTĐKTTW a plan is for decides what stands in it at the beginning.
EMULATION, LITERACY = "A", "B"


def movement_codes(movement: str) -> set[str]:
    """Which movements a plan of this name is for; one that the law data do not know counts as both."""
    named = next((one.code for one in law.MOVEMENTS if one.text == movement), EMULATION + LITERACY)
    return set(named)


def proposed_contents(movement: str | None = None) -> list[str]:
    """The seven contents of the emulation movement, QĐ 923/QĐ-TTg; none for a plan of Bình dân học vụ số alone.

    Args: movement, its exact name, or None for the seven whatever the movement is.
    """
    wanted = movement is None or EMULATION in movement_codes(movement)
    return [content.text for content in law.CONTENTS] if wanted else []


def proposed_task_groups(movement: str) -> list[str]:
    """The task groups of Bình dân học vụ số as the plans of provinces have them (movement.md 6)."""
    return [group.text for group in law.TASK_GROUPS] if LITERACY in movement_codes(movement) else []


def own_level() -> str:
    """Whether the own authority is a commune or a province."""
    authority = places.authority(scope_of(db.session()).home)
    return str(authority.level) if authority else "commune"


def proposed_sections(level: str) -> list[PlanSection]:
    """The parts of a plan in words that an official goes on from: what CV 4735 asks, funding, reports, who does it.

    Args: level, commune or province.
    """
    lines = [one for one in law.PLAN_SECTIONS if one.level in ("", level)]
    return [
        PlanSection(position=place, code=one.section, heading=one.text, text=one.proposed)
        for place, one in enumerate(lines)
    ]


def proposed_phases(period: rules.Period) -> list[Phase]:
    """The phases of the movement that a period touches, with sơ kết 2027 and tổng kết 2030; nobody knows their days.

    Source: QĐ 923/QĐ-TTg (movement.md 4).
    """
    last = rules.last_year(period)
    touched = [one for one in law.PHASES if one.first_year <= last and one.last_year >= period.start.year]
    return [
        Phase(
            position=place,
            name=one.text,
            first_year=one.first_year,
            last_year=one.last_year,
            review=one.review,
            review_year=one.review_year,
            mark=one.mark,
            source=one.cite,
        )
        for place, one in enumerate(touched)
    ]


def proposed_legal_bases(day: date, level: str, movement: str | None = None) -> list[str]:
    """The căn cứ lines of a day for a plan of this level: those of the law that may be printed, then of the movement.

    Args: movement, its exact name: what launched it and what asks for the plan; None for the lines of the law alone.
    """
    lines = [line.text for line in law.legal_basis_lines(day, level) if line.printed]
    named = next((one.basis for one in law.MOVEMENTS if one.text == movement), ())
    cited = (law.INSTRUMENTS[code] for code in named)
    return [f"Căn cứ {line}" for line in (*lines, *(one.title for one in cited if one.issued and one.issued <= day))]


def basis_line(plan: Plan, issuer: str) -> str:
    """How a plan handed down is cited by the plans and papers under it.

    Args: issuer, the full name of the authority that issued it.
    """
    return f"Căn cứ Kế hoạch số {plan.reference_number} {text.long_day_text(plan.day)} của {issuer}"


def proposed_targets(period: rules.Period) -> list[Target]:
    """The central values of T1 to T5 for the years of a period, with mark and source; T4 has no value yet.

    What they are computed from is proposed too and may be changed: T4 from the confirmations on VNeID, the others from
    who passed a class or completed an online course.
    """
    years = range(period.start.year, rules.last_year(period) + 1)
    found = [(value.year, group, value) for group in law.TARGETS for value in group.years if value.year in years]
    found.sort(key=lambda one: (one[0], one[1].code))
    return [
        Target(
            group=group.code,
            label=f"{value.audience}: {group.measure[0].lower()}{group.measure[1:]}",
            year=year,
            comparator="≥",
            value=value.value,
            measure_unit=value.measure_unit,
            measure=rules.Measure.VNEID_CONFIRMED if group.code == "T4" else rules.Measure.PEOPLE_SKILLED,
            mark=value.mark,
            source=value.cite,
        )
        for year, group, value in found
    ]
