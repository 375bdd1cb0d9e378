"""Terms in a digital team, by tables of days."""

from datetime import date

import pytest

from app.people.rules import (
    Team,
    TeamPart,
    Term,
    day_faults,
    parse_part,
    term_faults,
)

A, B = (1, "Lê Văn An"), (2, "Trần Thị Bình")


def _day(typed: str | None) -> date | None:
    return date.fromisoformat(f"2026-{typed}") if typed else None


def _term(who, part, since, until=None) -> Term:
    return Term(*who, part, _day(since), _day(until))


@pytest.mark.parametrize(
    ("term", "others", "team", "codes"),
    [
        (_term(A, "member", "03-01"), [], Team(), []),
        (_term(A, "member", "03-01", "03-01"), [], Team(), ["term-ends-before-start"]),
        (_term(A, "member", "03-01", "02-01"), [], Team(), ["term-ends-before-start"]),
        (_term(A, "member", "03-01"), [_term(A, "member", "01-01", "03-01")], Team(), []),  # day after day
        (_term(A, "member", "03-01"), [_term(A, "member", "01-01", "03-02")], Team(), ["terms-overlap"]),
        (_term(A, "member", "01-01", "03-01"), [_term(A, "deputy", "02-01")], Team(), ["terms-overlap"]),
        (_term(A, "member", "03-01"), [_term(B, "member", "01-01")], Team(), []),
        (_term(A, "leader", "03-01"), [_term(B, "leader", "01-01")], Team(), ["team-has-leader"]),
        (_term(A, "leader", "03-01"), [_term(B, "leader", "01-01", "03-01")], Team(), []),
        (_term(A, "leader", "01-01", "03-01"), [_term(B, "leader", "03-01")], Team(), []),
        (_term(A, "leader", "03-01"), [_term(B, "deputy", "01-01")], Team(), []),
        (_term(A, "deputy", "03-01"), [_term(B, "deputy", "01-01")], Team(), []),
        (_term(A, "leader", "03-01"), [_term(A, "leader", "01-01")], Team(), ["terms-overlap"]),
        (_term(A, "member", "03-01"), [], Team(founded_on=_day("03-01")), []),
        (_term(A, "member", "02-28"), [], Team(founded_on=_day("03-01")), ["term-before-team"]),
        (_term(A, "member", "03-01"), [], Team(valid_until=_day("03-01")), ["term-after-team"]),
        (_term(A, "member", "02-28"), [], Team(valid_until=_day("03-01")), []),
        (
            _term(A, "leader", "02-01", "02-01"),
            [_term(A, "member", "01-01"), _term(B, "leader", "01-01")],
            Team(founded_on=_day("03-01")),
            ["term-ends-before-start", "term-before-team", "terms-overlap", "team-has-leader"],
        ),
    ],
)
def test_term_faults_name_every_reason(term, others, team, codes):
    assert [fault.code for fault in term_faults(term, others, team)] == codes


def test_reasons_say_who_and_when():
    others = [_term(A, "member", "01-01", "06-01"), _term(B, "leader", "02-01")]
    assert [fault.detail for fault in term_faults(_term(A, "leader", "03-01"), others, Team())] == [
        "Lê Văn An, từ 01/01/2026, thôi từ 01/06/2026",
        "Trần Thị Bình, từ 01/02/2026",
    ]


def test_end_of_a_term_comes_after_its_first_day():
    assert [[fault.code for fault in day_faults(_day("03-01"), _day(end))] for end in ("03-02", "03-01", None)] == [
        [],
        ["term-ends-before-start"],
        [],
    ]


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", TeamPart.MEMBER),
        ("Tổ trưởng", TeamPart.LEADER),
        ("TỔ PHÓ", TeamPart.DEPUTY),
        ("phó tổ trưởng", TeamPart.DEPUTY),
        ("Thành viên", TeamPart.MEMBER),
        ("tổ  viên", TeamPart.MEMBER),
        ("Bí thư chi đoàn", None),
    ],
)
def test_part_is_read_as_lists_write_it(typed, part):
    assert parse_part(typed) == part
