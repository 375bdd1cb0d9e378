"""Reads of periodic reports: the list, one of them, the one before it, and which communes have reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app.db import db
from app.oversight.models import PeriodicReport
from app.oversight.rules.reports import ReportState, Told, best_for, covers
from app.places import queries as places
from app.places.models import Authority
from app.places.rules import Level
from app.plans import queries as plans
from app.plans.models import Plan
from app.plans.rules import Period
from app.tenancy import scope_of

PAGE = 50


def get(report_id: int) -> PeriodicReport:
    """The report with this id; a foreign or unknown one, or a commune's draft seen from above, is not found."""
    row = db.session.get(PeriodicReport, report_id)
    if row is None or row.owner_id not in scope_of(db.session()).reads:
        raise NotFound
    if not is_own(row) and row.state != ReportState.ISSUED:
        raise NotFound
    return row


def is_own(row: PeriodicReport) -> bool:
    """Whether the own authority may change it; a province only reads what its communes issued."""
    return row.owner_id in scope_of(db.session()).writes


def period_of(row: PeriodicReport) -> Period:
    """The days a report is about."""
    return Period(row.period_from, row.until)


@dataclass(frozen=True)
class Wanted:
    """Which reports a list shows: of a plan, in a state, of a year; own ones, or those of the communes."""

    plan_id: int | None = None
    state: str | None = None
    year: int | None = None
    below: bool = False


def listed(wanted: Wanted, after: int | None = None, limit: int = PAGE) -> list[PeriodicReport]:
    """One page of reports, the newest period first, and one more; after: the last report of the page before."""
    own = PeriodicReport.owner_id.in_(sorted(scope_of(db.session()).writes))
    chosen = select(PeriodicReport).options(joinedload(PeriodicReport.plan))
    chosen = chosen.where(~own, PeriodicReport.state == ReportState.ISSUED) if wanted.below else chosen.where(own)
    if wanted.plan_id is not None:
        chosen = chosen.where(PeriodicReport.plan_id == wanted.plan_id)
    if wanted.state:
        chosen = chosen.where(PeriodicReport.state == wanted.state)
    if wanted.year is not None:
        first, after_it = date(wanted.year, 1, 1), date(wanted.year + 1, 1, 1)
        chosen = chosen.where(PeriodicReport.until > first, PeriodicReport.until <= after_it)
    last = db.session.get(PeriodicReport, after) if after is not None else None
    if last is not None:
        before = PeriodicReport.until < last.until
        chosen = chosen.where(or_(before, (PeriodicReport.until == last.until) & (PeriodicReport.id < last.id)))
    return list(
        db.session.scalars(chosen.order_by(PeriodicReport.until.desc(), PeriodicReport.id.desc()).limit(limit + 1))
    )


def reportable() -> list[Plan]:
    """The plans an authority reports on: its own and those handed down, the newest first."""
    return [one for one in plans.all_plans() if plans.is_own(one) or plans.is_handed_down(one)]


def earlier(row: PeriodicReport) -> PeriodicReport | None:
    """The report issued last about the same plan for days that end no later: what this one is compared with."""
    chosen = select(PeriodicReport).where(
        PeriodicReport.owner_id == row.owner_id,
        PeriodicReport.plan_id == row.plan_id,
        PeriodicReport.state == ReportState.ISSUED,
        PeriodicReport.until <= row.until,
    )
    if row.id is not None:
        chosen = chosen.where(PeriodicReport.id != row.id)
    newest = (PeriodicReport.until.desc(), PeriodicReport.day.desc(), PeriodicReport.id.desc())
    return db.session.scalars(chosen.order_by(*newest).limit(1)).one_or_none()


def same_period(plan: Plan, period: Period) -> PeriodicReport | None:
    """The own report of this plan for just these days that is still being written, or was approved."""
    chosen = select(PeriodicReport).where(
        PeriodicReport.owner_id.in_(sorted(scope_of(db.session()).writes)),
        PeriodicReport.plan_id == plan.id,
        PeriodicReport.period_from == period.start,
        PeriodicReport.until == period.end,
        PeriodicReport.state != ReportState.ISSUED,
    )
    return db.session.scalars(chosen.order_by(PeriodicReport.id).limit(1)).one_or_none()


# ---- over the communes of a province


@dataclass(frozen=True)
class CommuneLine:
    """One commune and what it sent for a period: nothing, a report of the whole period, or one of a part of it."""

    owner_id: int
    name: str
    report: Told | None
    whole: bool


def home() -> Authority:
    """The authority that looks."""
    return db.session.get_one(Authority, scope_of(db.session()).home)


def oversees() -> bool:
    """Whether the authority that looks has communes below it."""
    return home().level == Level.PROVINCE


def communes(period: Period) -> list[CommuneLine]:
    """Every commune of the province that works with the program, with its report for a period, in two statements."""
    if not oversees():
        return []
    below = places.authorities_below(home().province_code)
    reports = _issued(period)
    lines = []
    for commune in below:
        best = best_for(period, [one for one in reports if one.owner_id == commune.id])
        whole = best is not None and covers(period, best)
        lines.append(CommuneLine(commune.id, commune.place_name, best, whole))
    return lines


def _issued(period: Period) -> list[Told]:
    own = sorted(scope_of(db.session()).writes)
    chosen = select(PeriodicReport).where(
        PeriodicReport.owner_id.not_in(own),
        PeriodicReport.state == ReportState.ISSUED,
        PeriodicReport.until > period.start,
        PeriodicReport.period_from < period.end,
    )
    return [_told(row) for row in db.session.scalars(chosen)]


def _told(row: PeriodicReport) -> Told:
    assert row.day is not None  # only what was issued is told
    return Told(row.owner_id, row.id, row.title, row.reference_number or "", row.day, period_of(row))


def owner_names(rows: Iterable[PeriodicReport]) -> dict[int, str]:
    """The place of the authority of each report, by its id."""
    known = places.place_names()
    return {row.owner_id: known.get(row.owner_id, "") for row in rows}
