"""A list of commitments as its address asks for it: the filter, the order, the page; the same for print and Excel."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from app import htmx, sheets, text
from app.commitments import queries
from app.commitments.models import Campaign
from app.commitments.queries import NO_HAMLET, NONE, OTHER, PAGE, Line, Order, Wanted
from app.commitments.rules import OFFICIAL, OPEN, REASONS, SIGNED, State, Way
from app.plans.rules import GROUPS
from app.sheets import Column
from app.widgets import told_words

# What the filter by state offers: who still has to be asked, who signed whatever became of it, or one state.
FILTERS: dict[str, frozenset[State]] = {
    "missing": OPEN,
    "signed": SIGNED,
    **{state.value: frozenset({state}) for state in State if state != State.SIGNED},
}
PERSONS = frozenset({"person", OFFICIAL})  # kinds of campaigns in which single persons pledge
PRINTED = 5_000  # rows of one printed list: some ninety pages


Filter = dict[str, Any]


def read_filter() -> Filter:
    """The filter and the order in the address: only what it holds, so that it can be written into links again."""
    found: dict[str, Any] = {}
    for name, known in _WORDS.items():
        word = request.args.get(name, "")
        if word in known:
            found[name] = word
    for name in ("hamlet", "unit"):
        number = request.args.get(name, type=int)
        if number is not None:
            found[name] = number
    for name in ("from", "to"):
        with suppress(ValueError):
            found[name] = date.fromisoformat(request.args.get(name, "")).isoformat()
    typed = request.args.get("q", "").strip()[:100]
    return found | ({"q": typed} if typed else {})


_WORDS: dict[str, frozenset[str]] = {
    "state": frozenset(FILTERS),
    "group": frozenset({*GROUPS, NONE}),
    "way": frozenset({*Way, NONE}),
    "reason": frozenset({*REASONS.reasons, OTHER}),
    "sort": frozenset(Order) - {Order.PLACE},
}


def wanted(shown: Mapping[str, Any]) -> Wanted:
    """The filter as the reads know it."""
    days = {name: date.fromisoformat(shown[name]) for name in ("from", "to") if name in shown}
    return Wanted(
        states=FILTERS.get(shown.get("state", ""), frozenset()),
        hamlet_id=shown.get("hamlet"),
        typed=shown.get("q", ""),
        unit_id=shown.get("unit"),
        group=shown.get("group", ""),
        way=shown.get("way", ""),
        signed_from=days.get("from"),
        signed_to=days.get("to"),
        reason=shown.get("reason", ""),
    )


def order(shown: Mapping[str, Any]) -> Order:
    """The order as the reads know it; by hamlet and name when nothing is said."""
    return Order(shown.get("sort", Order.PLACE))


def narrowed(shown: Mapping[str, Any]) -> bool:
    """Whether the list shows less than everything."""
    return bool(shown.keys() - {"sort"})


@dataclass(frozen=True)
class Shown:
    """One page of a list: its lines, and from where the next one goes on."""

    lines: list[Line]
    after: int | None
    next_after: int | None


def page_of(campaign: int | Sequence[int], shown: Mapping[str, Any]) -> Shown:
    """The page of a list that the address asks for."""
    last = queries.last_seen(campaign, request.args.get("after", type=int))
    found = queries.lines(campaign, wanted(shown), last, PAGE + 1, order(shown))
    next_after = found[PAGE - 1].row.id if len(found) > PAGE else None
    return Shown(found[:PAGE], last.id if last else None, next_after)


def all_of(campaign: int | Sequence[int], shown: Mapping[str, Any], limit: int | None = None) -> list[Line]:
    """The whole list as filtered and sorted."""
    return queries.lines(campaign, wanted(shown), None, limit, order(shown))


def hamlet_choices(counts: Sequence[queries.HamletCount]) -> list[tuple[int, str]]:
    """The hamlets of a campaign, as a choice."""
    return [(one.hamlet_id or NO_HAMLET, one.name or "Không thuộc thôn nào") for one in counts]


def unit_choices(kind: str, campaign_ids: Sequence[int]) -> list[tuple[int, str]]:
    """The units of whoever pledges, as a choice; households have none."""
    found = [] if kind == "household" else queries.units(campaign_ids)
    return [*found, (NO_HAMLET, "Không thuộc đơn vị nào")] if found else []


def group_choices(kind: str) -> tuple[str, ...]:
    """The groups of the plan, as a choice where persons pledge."""
    return GROUPS if kind in PERSONS else ()


def columns(kind: str) -> list[Column]:
    """The columns of a list of whoever pledges in a campaign of this kind, on screen, in print and in Excel."""
    placed = [] if kind == "household" else [Column("Đơn vị")]
    grouped = [Column("Nhóm")] if kind in PERSONS else []
    return [
        Column("Số TT", "number"),
        Column("Chủ hộ" if kind == "household" else "Họ và tên" if grouped else "Tên tập thể", "people"),
        Column("Thôn, tổ dân phố"),
        *placed,
        *grouped,
        Column("Tình trạng"),
        Column("Ngày ký", "day"),
        Column("Cách ký"),
        Column("Ghi chú"),
    ]


def cells(line: Line, number: int, kind: str) -> list[Any]:
    """One line of a list as plain values, in the order of the columns."""
    states: Any = htmx.words("STATES")
    row, ways = line.row, htmx.words("SIGNED_WAYS")
    placed = [] if kind == "household" else [row.unit.name if row.unit else None]
    grouped = [row.target_group] if kind in PERSONS else []
    return [
        number,
        line.name or "(chưa có chủ hộ)",
        line.hamlet.name if line.hamlet else None,
        *placed,
        *grouped,
        states["commitment"][row.state],
        row.signed_on,
        ways.get(row.signed_way or ""),
        note(line),
    ]


def note(line: Line) -> str | None:
    """What stands beside a line: why it is not signed, or who signed for whom, in which capacity or why."""
    row = line.row
    parts = [
        row.reason,
        f"ký thay: {row.signed_by} ({row.capacity})" if row.signed_by else None,
        f"ký hộ: {row.helped_by} ({row.help_reason})" if row.helped_by else None,
    ]
    return "; ".join(filter(None, parts)) or None


def workbook(title: str, campaigns: Sequence[Campaign], shown: Mapping[str, Any]) -> bytes:
    """The list as filtered and sorted on screen, for Excel; of several campaigns each line says which."""
    kind, names = campaigns[0].wording.subject_kind, {one.id: one.name for one in campaigns}
    heads, lines = columns(kind), all_of([*names], shown)
    rows = [cells(line, number, kind) for number, line in enumerate(lines, start=1)]
    if len(names) > 1:
        heads = [*heads, Column("Đợt ký")]
        rows = [[*row, names[line.row.campaign_id]] for row, line in zip(rows, lines, strict=True)]
    return sheets.write_xlsx(title, heads, rows, _said(campaigns, shown))


def _said(campaigns: Sequence[Campaign], shown: Mapping[str, Any]) -> str:
    """The filter in words, as it stands above the printed list."""
    states: Any = htmx.words("STATES")
    asked, state = wanted(shown), shown.get("state", "")
    ids = [one.id for one in campaigns]
    counts = queries.counts(ids[0]) if asked.hamlet_id is not None else []
    hamlets = dict(hamlet_choices(counts))
    units = dict(unit_choices(campaigns[0].wording.subject_kind, ids)) if asked.unit_id is not None else {}
    return told_words(
        {
            "Tên": asked.typed,
            "Tình trạng": {"missing": "còn thiếu", "signed": "đã ký"}.get(state) or states["commitment"].get(state),
            "Thôn, tổ dân phố": hamlets.get(asked.hamlet_id or NO_HAMLET),
            "Đơn vị": units.get(asked.unit_id or NO_HAMLET),
            "Nhóm": "không thuộc nhóm nào" if asked.group == NONE else asked.group,
            "Cách ký": htmx.words("SIGNED_WAYS").get(asked.way, "không rõ cách") if asked.way else None,
            "Ký từ ngày": asked.signed_from and text.day_text(asked.signed_from),
            "Ký đến hết ngày": asked.signed_to and text.day_text(asked.signed_to),
            "Chưa ký vì": "lý do khác" if asked.reason == OTHER else asked.reason,
        }
    )
