"""Names, passwords, and what an administrator may not do."""

import pytest

from app.accounts.rules import end_refusals, password_faults, reset_refusals, username_faults


def codes(found):
    return [one.code for one in found]


@pytest.mark.parametrize("name", ["an1", "nguyen.van-an_2", "0an", "a" * 40])
def test_username_that_can_be_used(name):
    assert username_faults(name) == []


@pytest.mark.parametrize("name", ["", "an", "An1", "nguyễn", "-an", "a b", "a" * 41])
def test_username_that_cannot(name):
    assert codes(username_faults(name)) == ["username-form"]


@pytest.mark.parametrize(
    ("password", "faults"),
    [
        ("một câu dễ nhớ", []),
        ("ngắn quá", ["password-short"]),
        ("aaaaaaaaaaaa", ["password-plain"]),
        ("toi la AN.NGUYEN", ["password-holds-name"]),
        ("aaa", ["password-short", "password-plain"]),
    ],
)
def test_password_faults_are_told_together(password, faults):
    assert codes(password_faults(password, "an.nguyen")) == faults


@pytest.mark.parametrize(
    ("ended", "last", "faults"),
    [
        (False, False, []),
        (True, False, ["role-ended"]),
        (False, True, ["last-administrator"]),
        (True, True, ["role-ended"]),
    ],
)
def test_why_a_role_cannot_be_ended(ended, last, faults):
    assert codes(end_refusals(ended=ended, last_administrator=last)) == faults


@pytest.mark.parametrize(
    ("own", "elsewhere", "faults"),
    [
        (False, False, []),
        (True, False, ["own-password"]),
        (False, True, ["kept-elsewhere"]),
        (True, True, ["own-password"]),
    ],
)
def test_why_a_password_cannot_be_reset(own, elsewhere, faults):
    assert codes(reset_refusals(own=own, kept_elsewhere=elsewhere)) == faults
