"""All campaigns: how each stands, persons, households and collectives totalled apart; for print and Excel too."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from app import htmx, sheets, text
from app.access import Can, needs
from app.commitments import queries
from app.commitments.models import Campaign
from app.commitments.queries import Count
from app.commitments.rules import COUNTED_AS
from app.commitments.views import bp
from app.sheets import Column
from app.widgets import told_words


@dataclass(frozen=True)
class Standing:
    """A campaign and how it stands."""

    campaign: Campaign
    count: Count

    @property
    def counted_as(self) -> str:
        """What is counted in it: person, household or collective."""
        return COUNTED_AS[self.campaign.wording.subject_kind]


# Each order with its key; the newest first where nothing is asked.
SORTS: dict[str, Callable[[Standing], Any]] = {
    "newest": lambda one: (-one.campaign.opens_on.toordinal(), -one.campaign.id),
    "name": lambda one: (text.fold_key(one.campaign.name), one.campaign.id),
    "closes": lambda one: (one.campaign.closes_on, one.campaign.id),
    "signed": lambda one: (one.count.percent, one.campaign.id),
    "missing": lambda one: (-one.count.missing, one.campaign.id),
}


@bp.get("/")
@needs(Can.COMMITMENT_READ)
def index() -> Response:
    """All campaigns as filtered and sorted, each with how many have signed."""
    every = _standings()
    shown = _read_filter()
    found = _chosen(every, shown)
    return htmx.page(
        "commitments/index.html",
        standings=found,
        shown=shown,
        narrowed=bool(shown.keys() - {"sort"}),
        known=bool(every),
        plans=sorted({(one.campaign.plan_id, one.campaign.plan.reference_number) for one in every}),
        years=sorted({one.campaign.opens_on.year for one in every}, reverse=True),
        totals=_totals(found),
        figures_of={name: shown[name] for name in ("plan", "year") if name in shown},
    )


def _standings() -> list[Standing]:
    totals = queries.totals()
    return [Standing(one, queries.count_of(totals.get(one.id, {}))) for one in queries.campaigns()]


def _read_filter() -> dict[str, Any]:
    """What the address asks for: only what it holds."""
    found: dict[str, Any] = {}
    for name in ("plan", "year"):
        number = request.args.get(name, type=int)
        if number is not None:
            found[name] = number
    for name, known in (("kind", set(COUNTED_AS.values())), ("sort", SORTS.keys() - {"newest"})):
        if request.args.get(name) in known:
            found[name] = request.args[name]
    return found


def _chosen(every: list[Standing], shown: dict[str, Any]) -> list[Standing]:
    found = [
        one
        for one in every
        if shown.get("plan", one.campaign.plan_id) == one.campaign.plan_id
        and shown.get("year", one.campaign.opens_on.year) == one.campaign.opens_on.year
        and shown.get("kind", one.counted_as) == one.counted_as
    ]
    return sorted(found, key=SORTS[shown.get("sort", "newest")])


def _totals(found: list[Standing]) -> dict[str, Count]:
    """Persons, households and collectives, never added to each other."""
    kinds = dict.fromkeys(COUNTED_AS.values())
    counts = {kind: [one.count for one in found if one.counted_as == kind] for kind in kinds}
    return {kind: queries.sum_of(parts) for kind, parts in counts.items() if parts}


COLUMNS = (
    Column("Đợt ký", width=44),
    Column("Kế hoạch"),
    Column("Ai ký"),
    Column("Ký từ ngày", "day"),
    Column("Đến hết ngày", "day"),
    Column("Phải ký", "number"),
    Column("Đã ký", "number"),
    Column("Chưa ký, có lý do", "number"),
    Column("Đã rút", "number"),
    Column("Còn thiếu", "number"),
)


@bp.get("/campaigns.xlsx")
@needs(Can.COMMITMENT_READ)
def index_sheet() -> Response:
    """The campaigns as filtered and sorted, for Excel."""
    kinds, shown = htmx.words("PLEDGERS"), _read_filter()
    found = _chosen(_standings(), shown)
    rows = [
        [
            one.campaign.name,
            one.campaign.plan.reference_number,
            kinds[one.campaign.wording.subject_kind],
            one.campaign.opens_on,
            one.campaign.closes_on,
            one.count.total,
            one.count.signed,
            one.count.declined,
            one.count.withdrawn,
            one.count.missing,
        ]
        for one in found
    ]
    said = told_words(
        {
            "Kế hoạch": found[0].campaign.plan.reference_number if found and "plan" in shown else None,
            "Năm": shown.get("year"),
            "Ai ký": htmx.words("COUNTED").get(shown.get("kind", "")),
        }
    )
    return htmx.xlsx(sheets.write_xlsx("Các đợt ký cam kết", COLUMNS, rows, said), "dot-ky-cam-ket.xlsx")
