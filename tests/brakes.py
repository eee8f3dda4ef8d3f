"""Brakes for tests."""

from wekeep.kit.throttle import Throttle


def stopped(burst: int, per_minute: float = 1) -> Throttle:
    """A brake whose clock stands still: on a slow machine too it lets `burst` through, and nobody after them."""
    return Throttle(burst=burst, per_minute=per_minute, clock=lambda: 0.0)
