"""The one clock: what time it is, and which day it is in Việt Nam.

No other module may read the computer's clock, so that the demo and the tests can stop it and two
runs on the same day give the same bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

# A day given without an hour stands at the start of office hours: in UTC it is then still the same
# calendar day, so a test that mixes the two by mistake does not pass by luck at one hour only.
_OFFICE_OPENS = time(8, 0)

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """Return this moment as an aware datetime in UTC, the form in which times are stored."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """Return the calendar day in Việt Nam, which is the day an official writes on a paper."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """Show a stored moment as the wall clock in Việt Nam; refuses a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment must carry its time zone")
    return moment.astimezone(VIETNAM)


@contextmanager
def frozen(day_or_moment: date | datetime) -> Iterator[datetime]:
    """Stop the clock inside the block, at a moment or at 08:00 in Việt Nam on a day.

    The stop lives in a context variable: a thread started outside the block keeps real time.
    """
    token = _stopped.set(_moment(day_or_moment))
    try:
        yield now()
    finally:
        _stopped.reset(token)


def _moment(day_or_moment: date | datetime) -> datetime:
    if isinstance(day_or_moment, datetime):
        return local(day_or_moment).astimezone(UTC)
    return datetime.combine(day_or_moment, _OFFICE_OPENS, VIETNAM).astimezone(UTC)
