"""Bonus money: coefficient times base salary, rounded up, in exact decimals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import cast

from app.law.awards import default_value
from app.law.catalogue import Cited, NotInForce, SubjectKind, Value
from app.law.loaded import AWARDS
from app.law.marks import Mark, weakest


class HouseholdOrder(StrEnum):
    """The two ways to reach a household's amount; they may differ by one rounding step."""

    COEFFICIENT_FIRST = "coefficient_first"
    PERSON_FIRST = "person_first"


@dataclass(frozen=True, kw_only=True)
class Bonus(Cited):
    """An amount in đồng with the numbers it comes from, so that the page can show the arithmetic."""

    amount: int
    coefficient: Decimal
    base_salary: int
    rounded_up_to: int
    mark: Mark


def bonus(
    award_code: str,
    subject_kind: str,
    decision_day: date,
    base_salary: int | None = None,
    law_day: date | None = None,
    household_order: str | None = None,
) -> Bonus:
    """Compute the bonus of one recipient: coefficient x base salary of the decision day, rounded up once.

    Amounts in đồng. `base_salary` replaces the dated one, and then the result is marked D. `law_day` (default
    the decision day) is the dossier's law date and fixes the coefficient. `household_order` is the province's
    rule "money.household_order": "coefficient_first" multiplies the household's coefficient and rounds once
    (the default), "person_first" takes 1.5 times the rounded amount of a person. Which one is meant is not
    known, so a household amount is marked D. Raises KeyError for an unknown award, ValueError for an unknown
    order, NotInForce where the law gives no coefficient.
    Source: NĐ 152/2025 Điều 49-54; base salary NĐ 73/2024 and NĐ 161/2026.
    """
    subject = SubjectKind(subject_kind)
    found = _coefficient(award_code, subject, law_day or decision_day)
    salary = default_value("money.base_salary", decision_day)
    step = default_value("money.round_up_to", decision_day)
    order = default_value("money.household_order", decision_day)
    base = cast(int, salary.value) if base_salary is None else base_salary
    marks = [found.mark, step.mark, salary.mark if base_salary is None else Mark.D]
    coefficient, unit = cast(Decimal, found.value), cast(int, step.value)
    amount = _round_up(coefficient * base, unit)
    if subject is SubjectKind.HOUSEHOLD:
        marks.append(order.mark)
        if HouseholdOrder(household_order or str(order.value)) is HouseholdOrder.PERSON_FIRST:
            person = _coefficient(award_code, SubjectKind.PERSON, law_day or decision_day)
            one = cast(Decimal, person.value)
            amount = _round_up(_round_up(one * base, unit) * (coefficient / one), unit)
    return Bonus(
        amount=amount,
        coefficient=coefficient,
        base_salary=base,
        rounded_up_to=unit,
        mark=weakest(*marks),
        cites=(*found.cites, *salary.cites),
    )


def _coefficient(award_code: str, subject: SubjectKind, day: date) -> Value:
    found = AWARDS[award_code].on(day).coefficients.get(subject)
    if found is None:
        raise NotInForce(f"{award_code}: không có hệ số tiền thưởng cho {subject} ngày {day:%d/%m/%Y}")
    return found


def _round_up(amount: Decimal, unit: int) -> int:
    whole, rest = divmod(amount, unit)
    return int(whole + (1 if rest else 0)) * unit
