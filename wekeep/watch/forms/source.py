"""Whether one source may send now: the brake of every door that strangers use."""

from django.conf import settings
from django.http import HttpRequest

from wekeep.kit.errors import TooMany
from wekeep.kit.throttle import Throttle, network_of

# A family, a school or a whole telephone company may share one address, so this is far above what a street needs.
_REPORTS = Throttle(burst=settings.REPORT_BURST, per_minute=settings.REPORTS_PER_MINUTE)
# Six words have 77 bits: at ten tries a minute nobody ever guesses one.
_RECEIPTS = Throttle(burst=20, per_minute=10)


def brake_reports(request: HttpRequest) -> None:
    """Raise TooMany where this source has sent too many reports in the last minutes."""
    _brake(_REPORTS, request)


def brake_receipts(request: HttpRequest) -> None:
    """Raise TooMany where this source has tried too many receipts."""
    _brake(_RECEIPTS, request)


def _brake(throttle: Throttle, request: HttpRequest) -> None:
    wait = throttle.wait_for(network_of(request.META.get("REMOTE_ADDR", "")))
    if wait:
        raise TooMany("Too many at once from your connection. Wait %(seconds)s seconds and send again.", wait)
