"""Whether one source may send now: the brake of every door that strangers use."""

from django.conf import settings
from django.http import HttpRequest

from wekeep.kit.actor import Actor, ActorKind
from wekeep.kit.errors import TooMany
from wekeep.kit.throttle import Throttle, network_of
from wekeep.watch.actions.intake import Sender

# A family, a school or a whole telephone company may share one address, so this is far above what a street needs.
_REPORTS = Throttle(burst=settings.REPORT_BURST, per_minute=settings.REPORTS_PER_MINUTE)
# Six words have 77 bits: at ten tries a minute nobody ever guesses one.
_RECEIPTS = Throttle(burst=20, per_minute=10)
# A page asks once or twice for each report.
_CHALLENGES = Throttle(burst=4 * settings.REPORT_BURST, per_minute=4 * settings.REPORTS_PER_MINUTE)


def sender_of(request: HttpRequest, actor: Actor, *, key: str = "", answer: str = "") -> Sender:
    """Who sends: a member, or somebody in a network whose name goes no further than the memory of the gate."""
    return Sender(_network(request), actor.kind is ActorKind.MEMBER, key, answer)


def brake_reports(request: HttpRequest) -> None:
    """Raise TooMany where this source has sent too many reports in the last minutes."""
    _brake(_REPORTS, request)


def may_report(network: str) -> bool:
    """Whether a source, by the name of its network, may send one more report now; takes one of its tries if so."""
    return not _REPORTS.wait_for(network)


def brake_receipts(request: HttpRequest) -> None:
    """Raise TooMany where this source has tried too many receipts."""
    _brake(_RECEIPTS, request)


def brake_challenges(request: HttpRequest) -> None:
    """Raise TooMany where this source has asked for too many challenges."""
    _brake(_CHALLENGES, request)


def _network(request: HttpRequest) -> str:
    return network_of(request.META.get("REMOTE_ADDR", ""))


def _brake(throttle: Throttle, request: HttpRequest) -> None:
    wait = throttle.wait_for(_network(request))
    if wait:
        raise TooMany("Too many at once from your connection. Wait %(seconds)s seconds and send again.", wait)
