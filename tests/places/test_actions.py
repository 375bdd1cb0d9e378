"""What an authority saves of its territory, and how local rules and confirmations take effect."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.access import Role
from app.accounts import actions as accounts
from app.audit import AuditLine
from app.db import db, reading, transaction
from app.places import actions, queries
from app.places.models import Commune, LawConfirmation, LocalRule, Province
from app.places.rules import Level
from app.refusals import Refused
from tests.cast import DAY, HOME, acting, everything

LATER = DAY + timedelta(days=30)


def reasons(work) -> list[str]:
    with pytest.raises(Refused) as refused:
        work()
    return [one.code for one in refused.value.reasons]


def events() -> list[tuple[str, dict]]:
    with everything() as session:
        return [(one.event, one.keys) for one in session.scalars(select(AuditLine).order_by(AuditLine.id))]


def test_the_directory_holds_34_provinces_and_3321_communes(context, cast):
    with reading() as session:
        assert len(session.scalars(select(Province)).all()) == 34
        assert len(session.scalars(select(Commune)).all()) == 3321


def test_the_directory_is_loaded_once(context, cast):
    with transaction():
        assert actions.load_directory() == 0


def test_names_by_day(context, cast):
    with reading():
        assert queries.authority_name(cast.home, DAY).full == "Ủy ban nhân dân xã Vạn An"
        assert queries.authority_name(cast.home, DAY).province == "tỉnh Nghệ An"
        assert queries.authority_name(cast.province, DAY).full == "Ủy ban nhân dân tỉnh Nghệ An"
        with pytest.raises(LookupError):
            queries.authority_name(cast.home, date(2025, 6, 30))


def test_an_authority_is_opened_once(context, cast):
    def again():
        with transaction():
            actions.open_authority(Level.COMMUNE, HOME, "Vạn An", "40")

    assert reasons(again) == ["authority-exists"]


def test_any_commune_can_be_the_tenant(context, cast):
    with transaction() as session:
        for commune in session.scalars(select(Commune)).all():
            if queries.commune(commune.code, DAY) and commune.code not in (HOME, "17944", "17971"):
                actions.open_authority(Level.COMMUNE, commune.code, commune.name, commune.province_code)
                break
        first = session.scalars(select(Commune).order_by(Commune.code)).first()
        assert queries.commune(first.code, DAY) is first


def test_hamlets_in_natural_order(context, cast):
    with acting(cast.users["officer"]):
        for name in ("Thôn 10", "Thôn 2", "Thôn Đông"):
            actions.save_hamlet(None, name, None, DAY)
        assert [one.name for one in queries.hamlets(DAY)] == ["Thôn 2", "Thôn 10", "Thôn Đông"]
        assert queries.hamlets(DAY - timedelta(days=1)) == []
    assert events() == [("hamlet-saved", {"name": name}) for name in ("Thôn 10", "Thôn 2", "Thôn Đông")]


def test_one_name_once_in_a_period(context, cast):
    with acting(cast.users["officer"]):
        first = actions.save_hamlet(None, "Thôn Đông", None, DAY, LATER)
        actions.save_hamlet(None, "Thôn Đồng", None, DAY)
        actions.save_hamlet(first, "Thôn Đông", "Ông Ba", DAY, LATER)
        actions.save_hamlet(None, "thôn Đông", None, LATER)

    def again():
        with acting(cast.users["officer"]):
            actions.save_hamlet(None, "THÔN ĐÔNG", None, LATER - timedelta(days=1))

    assert reasons(again) == ["hamlet-taken"]


def test_a_name_typed_in_pieces_is_the_same_name(context, cast):
    import unicodedata

    with acting(cast.users["officer"]):
        actions.save_unit(None, "Trường Tiểu học", None, DAY)

    def again():
        with acting(cast.users["officer"]):
            actions.save_unit(None, unicodedata.normalize("NFD", "Trường Tiểu học"), None, DAY)

    assert reasons(again) == ["unit-taken"]


def test_another_commune_has_its_own_names(context, cast):
    for user in ("officer", "stranger"):
        with acting(cast.users[user]):
            actions.save_hamlet(None, "Thôn 1", None, DAY)
            assert len(queries.hamlets(DAY)) == 1


def test_the_block_of_a_signer_is_made_unless_typed(context, cast):
    with acting(cast.users["officer"]):
        made = actions.save_signer(None, "Lê Văn Phó", "Phó Chủ tịch", "KT.", [], DAY)
        typed = actions.save_signer(None, "Lê Thị Chi", "Chủ tịch", "", ["CHỦ TỊCH", "HỘI ĐỒNG"], DAY)
        assert made.lines == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
        assert typed.lines == ["CHỦ TỊCH", "HỘI ĐỒNG"]
        assert [one.full_name for one in queries.signers(DAY)] == ["Lê Thị Chi", "Lê Văn Phó"]


def test_a_signer_once_per_mark_and_period(context, cast):
    with acting(cast.users["officer"]):
        actions.save_signer(None, "Lê Thị Chi", "Phó Chủ tịch", "KT.", [], DAY, LATER)
        actions.save_signer(None, "Lê Thị Chi", "Chủ tịch", "", [], DAY)

    def again():
        with acting(cast.users["officer"]):
            actions.save_signer(None, "Lê Thị Chi", "Phó Chủ tịch", "KT.", [], DAY)

    assert reasons(again) == ["signer-taken"]


def value(user, cast, key, day=DAY):
    with acting(cast.users[user]):
        found = queries.rule(key, day)
        return found.value, found.whose, found.mark, found.confirmed


def province_administrator(cast):
    with acting(cast.users["reviewer"]) as user:
        accounts.add_role(user, cast.province, Role.ADMINISTRATOR, DAY)


def set_rule(cast, user, key, what, start=DAY, compared_by=None):
    with acting(cast.users[user]):
        actions.set_rule(key, what, "Quyết định số 5/QĐ-UBND", start, DAY, compared_by=compared_by)


def test_a_rule_is_ours_else_the_provinces_else_the_default(context, cast):
    key = "limit.commune.reminder"
    assert value("officer", cast, key) == (10, "default", "D", False)
    set_rule(cast, "reviewer", key, 12)
    assert value("officer", cast, key) == (12, "above", "L", False)
    set_rule(cast, "officer", key, 7, compared_by="Nguyễn Thị An")
    assert value("officer", cast, key) == (7, "here", "C", True)
    assert value("stranger", cast, key) == (12, "above", "L", False)
    assert value("reviewer", cast, key) == (12, "here", "L", False)


def test_a_rule_by_day(context, cast):
    key = "limit.commune.reminder"
    set_rule(cast, "officer", key, 7)
    set_rule(cast, "officer", key, 8, start=LATER)
    assert value("officer", cast, key)[0] == 7
    assert value("officer", cast, key, LATER)[0] == 8
    assert value("officer", cast, key, DAY - timedelta(days=1))[0] == 10
    set_rule(cast, "officer", key, 9)
    assert value("officer", cast, key)[0] == 9
    with acting(cast.users["officer"]):
        assert [row.value["value"] for row in queries.rule_history(key)] == [8, 9]
    assert events()[0] == (
        "rule-saved",
        {"key": "Nhắc việc trước hạn giải quyết hồ sơ giấy khen", "value": "7 ngày làm việc"},
    )


def test_a_commune_sets_no_rule_of_the_province(context, cast):
    assert reasons(lambda: set_rule(cast, "officer", "limit.commune.decide", 5)) == ["rule-of-province"]
    assert reasons(lambda: set_rule(cast, "reviewer", "money.base_salary", 5)) == ["rule-of-province"]


def test_a_confirmed_default_loses_its_badge_here_only(context, cast):
    key = "limit.commune.reminder"
    with acting(cast.users["officer"]):
        actions.confirm_law("rule", key, "Nhắc việc", "Quy chế số 1", "Nguyễn Thị An", DAY)
    assert value("officer", cast, key) == (10, "default", "C", True)
    assert value("stranger", cast, key) == (10, "default", "D", False)
    assert value("reviewer", cast, key) == (10, "default", "D", False)


def test_a_local_value_is_confirmed_with_its_document(context, cast):
    key = "limit.commune.reminder"
    set_rule(cast, "officer", key, 7)
    with acting(cast.users["officer"]):
        actions.confirm_rule(queries.rule_history(key)[0], "Quy chế số 1", "Nguyễn Thị An", DAY)
    assert value("officer", cast, key) == (7, "here", "C", True)
    with everything() as session:
        row = session.scalars(select(LocalRule)).one()
        assert (row.confirmed_by, row.confirmed_on, row.confirmed_against) == ("Nguyễn Thị An", DAY, "Quy chế số 1")


def test_an_instrument_confirmed_twice_is_one_row_and_two_lines(context, cast):
    for against in ("Công báo số 1", "Công báo số 2"):
        with acting(cast.users["leader"]):
            actions.confirm_law("instrument", "LAW06_2026", "Luật", against, "Lê Thị Chi", DAY)
    with everything() as session:
        assert session.scalars(select(LawConfirmation)).one().confirmed_against == "Công báo số 2"
    assert [keys["against"] for _event, keys in events()] == ["Công báo số 1", "Công báo số 2"]


def test_verified_by_mark_or_by_an_official_here(context, cast):
    with acting(cast.users["leader"]):
        assert queries.verified("instrument", "LAW06_2026", "C")
        assert queries.verified("instrument", "LAW06_2026", "Ct")
        assert not queries.verified("instrument", "LAW06_2026", "L")
        actions.confirm_law("instrument", "LAW06_2026", "Luật", "Công báo", "Lê Thị Chi", DAY)
        assert queries.verified("instrument", "LAW06_2026", "L")
        assert not queries.verified("award", "LAW06_2026", "L")


def test_predecessors_by_day(context, cast):
    with reading():
        assert queries.predecessors(cast.home, DAY) == [("Kim Liên", date(2026, 1, 1))]
        assert queries.predecessors(cast.home, date(2025, 12, 31)) == []
        assert queries.predecessors(cast.other, DAY) == []


def test_rules_ask_the_database_as_often_for_one_as_for_all(context, cast):
    from tests.queries_counted import counted

    with acting(cast.users["officer"]):
        with counted(context) as one:
            queries.rule("council.threshold", DAY)
        with counted(context) as all_of_them:
            assert len(queries.rules(DAY)) > 5
        assert len(one) == len(all_of_them) == 2
    db.session.remove()
