"""What a line of a list of targets means beside the targets that the plan has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app import text
from app.plans.rules import GROUPS, Period, TargetValues, target_refusals
from app.plans.rules.incoming import Cells, Meaning, PlanBooks, judge_parts, owner_of
from app.plans.rules.tables import bare_group
from app.plans.rules.target_lists import LABEL, Value, read_value
from app.reading.lines import Fault, Judged, Line
from app.refusals import Refusal

# How lists say for which part of its year a target is set; the words are those of YEAR_PARTS.
PART_SAID = {
    "year": "Cả năm",
    "H1": "6 tháng đầu năm",
    "H2": "6 tháng cuối năm",
    "Q1": "Quý I",
    "Q2": "Quý II",
    "Q3": "Quý III",
    "Q4": "Quý IV",
}
_PARTS = {text.fold(said): code for code, said in PART_SAID.items()} | {
    "6 thang dau": "H1",
    "6 thang cuoi": "H2",
    **{f"quy {number}": f"Q{number}" for number in range(1, 5)},
}
_BARE = re.compile(r"\D{0,3}\d+[.,/]\d+")


@dataclass(frozen=True)
class ReadTarget:
    """A target as a line says it; empty what the list leaves out. `group` are the words of its task group."""

    number: str
    label: str
    group: str
    target_group: str
    year: int | None
    part: str
    value: Value | None
    measure_unit: str
    unit_id: int | None
    owner: str
    product: str
    schedule: str
    due_on: date | None
    source: str


def judge_targets(lines: Sequence[Line], books: PlanBooks, year: int | None) -> list[Judged]:
    """Hold lines against the targets of a plan. Args: year, of the lines that name none."""
    return judge_parts(lines, books, LABEL, lambda cells: _meaning(cells, books, year), ("year", "part"))


def _meaning(cells: Cells, books: PlanBooks, year: int | None) -> Meaning:
    one = read_target(cells, books, year)
    group = text.fold(bare_group(one.group))
    # The number is not compared: an excerpt of a list counts its own lines.
    compared = {
        "label": one.label,
        "group": group,
        "target_group": one.target_group,
        "year": one.year,
        "part": one.part,
        "value": one.value and (one.value.comparator, one.value.number, one.value.words),
        "measure_unit": one.measure_unit,
        "owner": owner_of(books, one.owner),
        "product": one.product,
        "schedule": one.schedule,
        "due": one.due_on,
        "source": one.source,
    }
    return Meaning(compared, tuple(_faults(cells, one, books)), one)


def read_target(cells: Cells, books: PlanBooks, year: int | None) -> ReadTarget:
    """The target that cells say. A time in words ("Quý IV/2026") is kept as its lộ trình, no day."""
    due, schedule = _due(cells.get("due", ""), cells.get("schedule", ""))
    unit = text.nfc(cells.get("measure_unit", ""))
    value = _with_unit(read_value(cells["value"]), unit) if cells.get("value") else None
    owner = text.nfc(cells.get("owner", ""))
    code, words = _group(cells)
    return ReadTarget(
        number=text.nfc(cells.get("number", "")),
        label=text.nfc(cells.get(LABEL, "")),
        group=words,
        target_group=code,
        year=_year(cells.get("year", "")) or (None if cells.get("year") else year),
        part=_PARTS.get(text.fold(cells.get("part", "")), "") if cells.get("part") else "year",
        value=value,
        measure_unit=(value.measure_unit if value else "") or unit,
        unit_id=books.unit(owner),
        owner=owner,
        product=text.nfc(cells.get("product", "")),
        schedule=text.nfc(schedule),
        due_on=due,
        source=text.nfc(cells.get("source", "")),
    )


def _group(cells: Cells) -> tuple[str, str]:
    """The group of people that a target is about, and the words of its task group: "T3" in either column."""
    said = text.nfc(cells.get("group", ""))
    codes = {text.fold(code): code for code in GROUPS}
    code = codes.get(text.fold(cells.get("target_group", "")), "")
    return (codes[text.fold(said)], "") if text.fold(said) in codes else (code, said)


def _year(cell: str) -> int | None:
    found = re.search(r"\b20\d\d\b", cell)
    return int(found[0]) if found else None


def _with_unit(value: Value, unit: str) -> Value:
    """A number with decimals and a part of a whole are kept in words, with the unit of their line: "40,5 điểm"."""
    return replace(value, words=f"{value.words} {unit}") if _BARE.fullmatch(value.words) and unit else value


def _due(typed: str, schedule: str) -> tuple[date | None, str]:
    """The day a target is due and its lộ trình; a due time in words ("Quý IV/2026") is kept as lộ trình."""
    if not typed:
        return None, schedule
    try:
        return text.parse_day(typed), schedule
    except ValueError:
        return None, "; ".join(part for part in (typed, schedule) if part)


def _faults(cells: Cells, one: ReadTarget, books: PlanBooks) -> list[Fault]:
    found = [] if one.label else [Fault(LABEL, Refusal("list-line-without-target"))]
    if one.year is None:
        found.append(Fault("year", Refusal("list-year-missing")))
    if not one.part:
        found.append(Fault("part", Refusal("list-part-unknown", detail=cells["part"])))
    if cells.get("target_group") and not one.target_group:
        found.append(Fault("target_group", Refusal("list-target-group-unknown", detail=cells["target_group"])))
    if one.year is None:
        return found
    number = one.value.number if one.value else None
    typed = TargetValues(one.year, number, one.measure_unit, None, "")
    period = Period(books.first, date.fromordinal(books.last.toordinal() + 1))
    for reason in target_refusals(typed, period):
        found.append(Fault("year" if reason.code == "year-outside-plan" else "value", reason))
    return found
