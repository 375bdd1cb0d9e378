"""Guessing is slowed down: so many failures per name and per address, then a wait.

Kept by the library `limits`, in memory for one process or in Redis when configured. Tried and dropped: a
table of failures, since a failed sign-in is rolled back with its request.
"""

from flask import Flask, current_app
from limits import RateLimitItemPerMinute
from limits.storage import Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

FAILURES_PER_NAME = RateLimitItemPerMinute(5, 15)
FAILURES_PER_ADDRESS = RateLimitItemPerMinute(30, 15)


def bind(app: Flask, redis_url: str | None) -> None:
    """Choose where failures are counted."""
    app.extensions["throttle"] = MovingWindowRateLimiter(_storage(redis_url))


def _storage(redis_url: str | None) -> Storage:
    storage = storage_from_string(redis_url or "memory://")
    assert isinstance(storage, Storage)  # the asynchronous kind has an address of its own
    return storage


def blocked(name: str, address: str) -> bool:
    """Whether this name or this address has failed too often in the last quarter of an hour."""
    limiter: MovingWindowRateLimiter = current_app.extensions["throttle"]
    return not (
        limiter.test(FAILURES_PER_NAME, "name", name) and limiter.test(FAILURES_PER_ADDRESS, "address", address)
    )


def failed(name: str, address: str) -> None:
    """Count one failure."""
    limiter: MovingWindowRateLimiter = current_app.extensions["throttle"]
    limiter.hit(FAILURES_PER_NAME, "name", name)
    limiter.hit(FAILURES_PER_ADDRESS, "address", address)


def forget(name: str) -> None:
    """Clear the failures of a name after it signed in."""
    limiter: MovingWindowRateLimiter = current_app.extensions["throttle"]
    limiter.clear(FAILURES_PER_NAME, "name", name)
