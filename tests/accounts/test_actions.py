"""Verbs of accounts: who gets in, what an invitation gives, one line in the log for each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.access import Role
from app.accounts import actions, queries
from app.accounts.models import Invitation, Membership, User
from app.audit import AuditLine
from app.db import db, transaction
from app.places import queries as places
from app.places.rules import Level
from app.refusals import Refused
from tests.accounts.rows import invited
from tests.cast import DAY, HOME, OTHER, PASSWORD, acting, everything

NEXT_DAY = DAY + timedelta(days=1)


def reasons(work) -> list[str]:
    with pytest.raises(Refused) as refused:
        work()
    return [one.code for one in refused.value.reasons]


def events() -> list[str]:
    with everything() as session:
        return list(session.scalars(select(AuditLine.event).order_by(AuditLine.id)))


def sign_in(name="officer", password=PASSWORD):
    with transaction():
        return actions.sign_in(name, password, "10.0.0.1", DAY).username


def test_the_right_pair_gets_in_whatever_its_case(context, cast):
    assert sign_in(" OFFICER ") == "officer"
    assert events() == ["signed-in"]


@pytest.mark.parametrize(("name", "password"), [("officer", "sai"), ("khong.co", PASSWORD), ("officer", "")])
def test_a_wrong_pair_does_not_say_which_half_is_wrong(context, cast, name, password):
    assert reasons(lambda: sign_in(name, password)) == ["wrong-name-or-password"]


def test_the_sixth_guess_is_refused_even_when_right(context, cast):
    for _ in range(5):
        assert reasons(lambda: sign_in(password="sai")) == ["wrong-name-or-password"]
    assert reasons(sign_in) == ["too-many-failures"]
    assert sign_in("clerk") == "clerk"


def test_someone_without_a_role_today_is_told_so(context, cast):
    with acting(cast.users["administrator"]):
        for held in queries.memberships_at(queries.by_username("officer"), cast.home):
            actions.end_role(held, DAY)
    assert reasons(sign_in) == ["no-role"]


def test_an_account_switched_off_does_not_get_in(context, cast):
    with everything() as session:
        session.get_one(User, cast.users["officer"]).active = False
    assert reasons(sign_in) == ["wrong-name-or-password"]


def test_an_old_hash_is_made_anew_at_sign_in(context, cast):
    from argon2 import PasswordHasher

    with everything() as session:
        old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
        session.get_one(User, cast.users["officer"]).password_hash = old
    sign_in()
    with everything() as session:
        kept = session.get_one(User, cast.users["officer"]).password_hash
        assert kept != old
        assert not actions.hasher.check_needs_rehash(kept)


def test_only_the_hash_of_an_invitation_is_kept_and_it_works_once(context, cast):
    invitation_id, secret = invited(cast)
    with everything() as session:
        assert secret not in session.get_one(Invitation, invitation_id).secret_hash
    with transaction() as session:
        found = queries.open_invitation(secret, clock.now())
        user = actions.accept(found, "một câu dễ nhớ", DAY)
        assert queries.roles_of(user, cast.home, DAY) == {Role.CLERK}
        assert session.get_one(Invitation, invitation_id).used_at == clock.now()
    with transaction():
        assert queries.open_invitation(secret, clock.now()) is None
    assert events() == ["invited", "invitation-used"]


def test_an_invitation_runs_out(context, cast):
    _id, secret = invited(cast)
    with transaction():
        assert queries.open_invitation(secret, clock.now() + timedelta(days=7, seconds=1)) is None
        assert queries.open_invitation(secret + "x", clock.now()) is None


def test_an_invitation_is_withdrawn(context, cast):
    invitation_id, secret = invited(cast)
    with acting(cast.users["administrator"]):
        actions.withdraw(queries.invitation(invitation_id, cast.home, clock.now()))
    with transaction():
        assert queries.open_invitation(secret, clock.now()) is None
    assert events() == ["invited", "invitation-withdrawn"]


@pytest.mark.parametrize(
    ("username", "expected"),
    [("officer", "username-member"), ("nguoi.moi", "username-invited"), ("Ẩn", "username-form")],
)
def test_who_cannot_be_invited(context, cast, username, expected):
    invited(cast)
    assert reasons(lambda: invited(cast, username)) == [expected]


def test_someone_of_another_commune_joins_with_the_account_they_have(context, cast):
    _id, secret = invited(cast, "stranger", Role.OFFICER)
    with acting(cast.users["stranger"]) as user:
        actions.join(queries.open_invitation(secret, clock.now()), user, DAY)
    with transaction():
        user = queries.by_username("stranger")
        assert queries.homes_of(user, DAY) == [cast.home, cast.other]
        assert queries.keeper_of(user, DAY) == cast.other


def test_nobody_joins_with_an_invitation_for_another(context, cast):
    _id, secret = invited(cast, "stranger", Role.OFFICER)

    def join():
        with acting(cast.users["clerk"]) as user:
            actions.join(queries.open_invitation(secret, clock.now()), user, DAY)

    assert reasons(join) == ["invitation-for-another"]


def test_a_further_role_from_a_day_on(context, cast):
    with acting(cast.users["administrator"]):
        officer = queries.by_username("officer")
        actions.add_role(officer, cast.home, Role.CLERK, NEXT_DAY)
        assert queries.roles_of(officer, cast.home, DAY) == {Role.OFFICER}
        assert queries.roles_of(officer, cast.home, NEXT_DAY) == {Role.OFFICER, Role.CLERK}
    assert events() == ["role-given"]


def test_a_role_held_is_not_given_twice(context, cast):
    def again():
        with acting(cast.users["administrator"]):
            actions.add_role(queries.by_username("officer"), cast.home, Role.OFFICER, DAY)

    assert reasons(again) == ["role-held"]


def test_an_ended_role_ends_that_day_and_stays_known(context, cast):
    with acting(cast.users["administrator"]):
        officer = queries.by_username("officer")
        (held,) = queries.memberships_at(officer, cast.home)
        actions.end_role(held, DAY)
        assert queries.roles_of(officer, cast.home, DAY) == frozenset()
        assert queries.roles_of(officer, cast.home, DAY - timedelta(days=1)) == {Role.OFFICER}
        assert queries.member(officer.id, cast.home) is officer
        assert officer not in queries.members(cast.home, DAY)
    assert events() == ["membership-ended"]


def test_the_last_administrator_stays_until_there_is_another(context, cast):
    def end():
        with acting(cast.users["administrator"]) as user:
            (held,) = [m for m in queries.memberships_at(user, cast.home) if m.role == Role.ADMINISTRATOR]
            actions.end_role(held, DAY)

    assert reasons(end) == ["last-administrator"]
    with acting(cast.users["administrator"]):
        actions.add_role(queries.by_username("clerk"), cast.home, Role.ADMINISTRATOR, DAY)
    end()
    with transaction():
        assert [u.username for u in queries.with_role(cast.home, Role.ADMINISTRATOR, DAY)] == ["clerk"]


def test_changing_the_password_ends_other_sessions(context, cast):
    with acting(cast.users["officer"]) as user:
        token = user.get_id()
        actions.change_password(user, PASSWORD, "một câu rất khác")
        assert queries.signed_in_as(token) is None
        assert queries.signed_in_as(user.get_id()) is user
    assert sign_in(password="một câu rất khác") == "officer"
    assert events() == ["password-changed", "signed-in"]


def test_every_fault_of_a_new_password_is_told_at_once(context, cast):
    def change():
        with acting(cast.users["officer"]) as user:
            actions.change_password(user, "sai", "aaa")

    assert reasons(change) == ["password-short", "password-plain", "wrong-current-password"]


def test_a_reset_password_works_once_and_must_be_changed(context, cast):
    with acting(cast.users["administrator"]) as administrator:
        officer = queries.by_username("officer")
        given = actions.reset_password(officer, cast.home, administrator, DAY)
        assert officer.must_change
    assert sign_in(password=given) == "officer"
    with acting(cast.users["officer"]) as user:
        actions.change_password(user, given, "một câu rất khác")
        assert not user.must_change
    assert events() == ["password-reset", "signed-in", "password-changed"]


def test_a_password_is_reset_where_the_account_is_looked_after(context, cast):
    _id, secret = invited(cast, "stranger", Role.OFFICER)
    with acting(cast.users["stranger"]) as user:
        actions.join(queries.open_invitation(secret, clock.now()), user, DAY)

    def reset():
        with acting(cast.users["administrator"]) as administrator:
            actions.reset_password(queries.by_username("stranger"), cast.home, administrator, DAY)

    assert reasons(reset) == ["kept-elsewhere"]


def test_no_first_run_where_someone_works_already(context, cast):
    def begin():
        with transaction():
            actions.begin_installation(
                Level.COMMUNE, HOME, "moi.toanh", "Người Mới", "một câu dễ nhớ", also_officer=True, day=DAY
            )

    assert reasons(begin) == ["installation-taken"]


def test_a_province_opens_a_commune_with_an_invitation(context, cast):
    with acting(cast.users["reviewer"]) as reviewer:
        opened, secret = actions.open_commune("40", "17935", "quan.tri", "Lê Văn Quản", reviewer, DAY)
        assert (opened.level, opened.code, opened.place_name) == (Level.COMMUNE, "17935", "Nam Đàn")
        assert places.authority_name(opened.id, DAY).full == "Ủy ban nhân dân xã Nam Đàn"
        opened_id = opened.id
    with transaction():
        user = actions.accept(queries.open_invitation(secret, clock.now()), "một câu dễ nhớ", DAY)
        assert queries.roles_of(user, opened_id, DAY) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    ("code", "expected"), [(OTHER, "authority-exists"), ("00004", "no-such-place"), ("x", "no-such-place")]
)
def test_which_commune_a_province_cannot_open(context, cast, code, expected):
    def open_one():
        with acting(cast.users["reviewer"]) as reviewer:
            actions.open_commune("40", code, "quan.tri", "Lê Văn Quản", reviewer, DAY)

    assert reasons(open_one) == [expected]


def test_members_are_those_with_a_role_now_or_later(context, cast):
    with transaction():
        found = [u.username for u in queries.members(cast.home, DAY)]
        assert found == ["officer", "clerk", "leader", "council", "trainer", "administrator"], "by tên, đệm, họ"
        assert [u.username for u in queries.members(cast.province, DAY)] == ["reviewer"]
        assert queries.member(cast.users["stranger"], cast.home) is None
        held = db.session.scalars(select(Membership).where(Membership.user_id == cast.users["stranger"])).one()
        assert queries.membership(held.id, cast.home) is None
