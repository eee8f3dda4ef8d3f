"""Whether one source may send now: the brake of the doors of people that strangers use."""

from django.http import HttpRequest

from wekeep.kit.errors import TooMany
from wekeep.kit.throttle import Throttle, network_of

# A library's computer room applies in one afternoon; a machine does not get far.
_APPLICATIONS = Throttle(burst=20, per_minute=6)
_WORDS = Throttle(burst=20, per_minute=10)


def brake_applications(request: HttpRequest) -> None:
    """Raise TooMany where this source has sent too many applications in the last minutes."""
    brake(_APPLICATIONS, request)


def brake_words(request: HttpRequest) -> None:
    """Raise TooMany where this source has tried too many words."""
    brake(_WORDS, request)


def brake(throttle: Throttle, request: HttpRequest) -> None:
    """Raise TooMany where this source has used up what `throttle` gives."""
    wait = throttle.wait_for(network_of(request.META.get("REMOTE_ADDR", "")))
    if wait:
        raise TooMany("Too many at once from your connection. Wait %(seconds)s seconds and send again.", wait)
