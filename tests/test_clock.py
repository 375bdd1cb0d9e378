"""The clock can be stopped, speaks UTC, and knows which day it is in Việt Nam."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_today_just_before_midnight_in_vietnam_is_still_the_old_day():
    with clock.frozen(datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 22)


def test_today_after_midnight_in_vietnam_is_ahead_of_utc():
    with clock.frozen(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)):
        assert clock.now().date() == date(2026, 11, 22)
        assert clock.today() == date(2026, 11, 23)


def test_frozen_day_stands_at_eight_in_vietnam():
    with clock.frozen(date(2026, 7, 1)) as moment:
        assert moment == datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
        assert clock.now() == moment
        assert clock.now().tzinfo is UTC
        assert clock.today() == date(2026, 7, 1)


def test_frozen_moment_of_another_zone_is_told_in_utc():
    with clock.frozen(datetime(2026, 7, 1, 6, 30, tzinfo=clock.VIETNAM)):
        assert clock.now() == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
        assert clock.now().tzinfo is UTC


def test_frozen_blocks_nest_and_let_time_go_on_afterwards():
    with clock.frozen(date(2026, 7, 1)):
        with clock.frozen(date(2025, 7, 1)):
            assert clock.today() == date(2025, 7, 1)
        assert clock.today() == date(2026, 7, 1)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251


def test_frozen_lets_time_go_on_after_a_fault():
    with pytest.raises(RuntimeError), clock.frozen(date(2020, 1, 1)):
        raise RuntimeError
    assert clock.now().year > 2020


def test_moment_without_a_zone_is_refused():
    naive = datetime(2026, 7, 1, 8, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        clock.local(naive)
    with pytest.raises(ValueError, match="time zone"), clock.frozen(naive):
        pass
