"""Guessing is slowed down, by name and by address."""

import pytest

from app import throttle


@pytest.fixture
def counting(context):
    return context


def test_five_failures_are_borne_the_sixth_guess_is_refused(counting):
    for _ in range(5):
        assert not throttle.blocked("an", "10.0.0.1")
        throttle.failed("an", "10.0.0.1")
    assert throttle.blocked("an", "10.0.0.1")
    assert throttle.blocked("an", "10.0.0.2")
    assert not throttle.blocked("binh", "10.0.0.1")


def test_an_address_that_tries_many_names_is_refused_for_all(counting):
    for number in range(30):
        throttle.failed(f"ten{number}", "10.0.0.1")
    assert throttle.blocked("an", "10.0.0.1")
    assert not throttle.blocked("an", "10.0.0.2")


def test_signing_in_clears_the_name(counting):
    for _ in range(5):
        throttle.failed("an", "10.0.0.1")
    throttle.forget("an")
    assert not throttle.blocked("an", "10.0.0.1")
