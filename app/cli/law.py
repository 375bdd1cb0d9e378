"""The command that prints the law of a day for a legal official to read: flask law-report."""

from collections.abc import Iterator
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from app import htmx, law, tenancy
from app.db import transaction
from app.places import queries as places
from app.places.models import Authority
from app.places.rules import Level
from app.plans import queries as plans
from app.plans.models import LocalCriterion, Quota
from app.plans.queries import local_criteria
from app.tenancy import Actor

LEVELS = {"commune": Level.COMMUNE, "province": Level.PROVINCE}


@click.command("law-report")
@click.argument("day", type=click.DateTime(["%d/%m/%Y", "%Y-%m-%d"]), metavar="NGÀY")
@click.option("--commune", help="Mã xã, phường: in thêm quy định, điều kiện, số lượng của xã và của tỉnh.")
@click.option("--province", help="Mã tỉnh, thành phố: in thêm quy định, điều kiện, số lượng của tỉnh.")
@with_appcontext
def law_report(day: datetime, commune: str | None, province: str | None) -> None:
    """In những gì đang có hiệu lực vào NGÀY (như 01/10/2026): điều khoản, mức tin cậy, ngày đối chiếu."""
    try:
        report = law.law_report(day.date())
    except law.NotInForce as refused:
        raise click.ClickException(f"Dữ liệu pháp luật không có ngày này: {refused}") from refused
    click.echo(report)
    for level, code in (("commune", commune), ("province", province)):
        if code:
            click.echo("\n".join(_local_report(level, code, day.date())))


def _local_report(level: str, code: str, day: date) -> list[str]:
    """What an authority and the one above it have laid down, as it stood on the day."""
    with transaction() as session:
        home = next((one for one in places.all_authorities() if (one.level, one.code) == (LEVELS[level], code)), None)
        if home is None:
            raise click.ClickException(f"Không có cơ quan nào mã {code} dùng phần mềm")
        tenancy.enter(session, places.scope_for(home.id, day), Actor(None, "law-report"))
        return list(_local(home, day))


def _local(home: Authority, day: date) -> Iterator[str]:
    yield f"QUY ĐỊNH CỦA ĐỊA PHƯƠNG ÁP DỤNG NGÀY {day:%d/%m/%Y}: {places.authority_name(home.id, day).full}"
    for title, lines in (
        ("1. Giá trị luật để địa phương quy định", _rules(day)),
        ("2. Điều kiện khen thưởng của địa phương", _conditions(day)),
        ("3. Số lượng được đề nghị theo kế hoạch", _quotas(day)),
        ("4. Xác nhận", iter(["Người đối chiếu: ", "Chức vụ: ", "Ngày: ", "Chữ ký: "])),
    ):
        yield from ("", title, *([f"  {line}" for line in lines] or ["  (không có)"]))


def _rules(day: date) -> Iterator[str]:
    whose = {"here": "cơ quan mình", "above": "tỉnh", "default": "phần mềm đặt sẵn"}
    for one in places.rules(day):
        yield f"- {one.label}: {one.shown} {_badge(one.mark)} {one.citation}; {whose[one.whose]}"


def _conditions(day: date) -> Iterator[str]:
    kinds, effects, measures = (htmx.words(name) for name in ("SUBJECT_KINDS", "CONDITION_EFFECTS", "MEASURES"))
    for award in law.AWARDS.values():
        rows = local_criteria.in_force(award.code, day)
        owners = plans.owner_names(rows)
        for row in rows:
            state = effects[row.effect] if row.enabled else "tắt"
            yield f"- {award.label}, {kinds[row.subject_kind]}: {row.text} ({state}) {_badge(_mark(row))}"
            yield f"    {row.citation}; {owners[row.owner_id]}, từ {row.valid_from:%d/%m/%Y}{_compared(row)}"
            if row.replaces:
                yield f"    thay cho [{row.replaces}]"
            if row.measure:
                yield f"    tính từ {measures[row.measure]}, từ {row.threshold} trở lên"


def _mark(row: LocalCriterion) -> str:
    return "C" if row.confirmed_on else row.mark


def _compared(row: LocalCriterion) -> str:
    if row.confirmed_on is None:
        return ""
    return f"; {row.confirmed_by} đối chiếu ngày {row.confirmed_on:%d/%m/%Y} với {row.confirmed_against}"


def _quotas(day: date) -> Iterator[str]:
    for plan in plans.in_force(day):
        for quota in plan.quotas:
            yield f"- Kế hoạch số {plan.reference_number}: {_quota(quota)}"


def _quota(quota: Quota) -> str:
    kind = htmx.words("SUBJECT_KINDS")[quota.subject_kind]
    return f"{law.AWARDS[quota.award].label}, {kind}: nhiều nhất {quota.most}"


def _badge(mark: str) -> str:
    return f"[{mark}]" if law.Mark(mark).verified else f"[{mark}, chưa đối chiếu]"
