"""Households that want to say yes to the person first, and what each said to whom: to a driver as to any other helper."""

from collections.abc import Collection, Iterable
from datetime import date

from wekeep.care.models import Household, Offer, Request, Stop, Trip
from wekeep.care.queries.trips import trips_visible_to
from wekeep.care.rules.offer import Said
from wekeep.care.rules.request import UNDER_WAY, State
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.trip import TripState
from wekeep.kit import clock
from wekeep.kit.actor import Actor

_ANSWERS = [Said.ACCEPTED.value, Said.REFUSED.value]
_DRIVEN = [state.value for state in STILL_DRIVEN]
MOST_AT_ONCE = 500
MOST_SHOWN = 50


def said_to(households: Collection[int]) -> dict[tuple[int, str], Said]:
    """What each of these households (by key) answered last to each member, yes or no; one question, and none for no household."""
    if not households:
        return {}
    rows = Offer.objects.filter(request__household__in=households, said__in=_ANSWERS).order_by("pk")
    return {(home, who): Said(said) for home, who, said in rows.values_list("request__household", "member", "said")}


def answer_to(household: Household, member: str) -> Said:
    """ACCEPTED where this member may come: the household does not ask first, or said yes to them; REFUSED where it said no; else ASKED."""
    if not household.asks_first:
        return Said.ACCEPTED
    return said_to([household.pk]).get((household.pk, member), Said.ASKED)


def unanswered(stops: Iterable[tuple[str, Stop]]) -> frozenset[int]:
    """Of these drivers and their stops (trips, requests and households read along) the keys of stops whose household has not said yes to
    the driver, nor somebody put the request into their hands; one question, and none where nobody asks first."""
    shy = [(member, one) for member, one in stops if one.trip.household.asks_first]
    asks = [(member, one) for member, one in shy if not _has_in_hand(one.trip.request, member)]
    said = said_to({one.trip.household_id for _member, one in asks})
    return frozenset(one.pk for member, one in asks if said.get((one.trip.household_id, member)) is not Said.ACCEPTED)


def _has_in_hand(request: Request, member: str) -> bool:
    return request.held_by == member and State(request.state) in UNDER_WAY


def refused_by(members: Iterable[str]) -> list[tuple[str, str]]:
    """Which of these members are not wanted by which households (their codes); one question."""
    rows = Offer.objects.filter(member__in=list(members), said__in=_ANSWERS).order_by("pk")
    last = {(who, home): said for who, home, said in rows.values_list("member", "request__household__code", "said")}
    return [pair for pair, said in last.items() if said == Said.REFUSED]


def waiting_for_a_question() -> list[str]:
    """Codes of requests of such households of which something is to be driven, the next first; at most some hundred."""
    rows = Stop.objects.filter(trip__household__asks_first=True, trip__state=TripState.PLANNED)
    rows = rows.filter(run__state__in=_DRIVEN, outcome=Outcome.WAITING, run__ends__gt=clock.now())
    return list(dict.fromkeys(rows.order_by("at").values_list("trip__request__code", flat=True)[:MOST_AT_ONCE]))


def left_unanswered(actor: Actor, day: date) -> list[Trip]:
    """Trips of that day that a driver was to drive and whose household did not say yes, for those who plan runs; at most 50."""
    rows = trips_visible_to(actor).filter(day=day, state=TripState.LEFT_OUT, household__asks_first=True)
    rows = rows.filter(request__offers__said__in=[Said.REFUSED, Said.LAPSED]).select_related("request", "household")
    return list(rows.order_by("pk").distinct()[:MOST_SHOWN])


def why_left(trips: Iterable[Trip]) -> dict[str, tuple[Said, str]]:
    """Of trips (households read along) that are left out because their household did not say yes: how the last offer ended (REFUSED, or
    LAPSED without an answer) and who would have come, by code of the trip; one question, and none where nobody asks first."""
    asks = [one for one in trips if one.household.asks_first and one.state == TripState.LEFT_OUT]
    if not asks:
        return {}
    rows = Offer.objects.filter(request__in={one.request_id for one in asks}).order_by("pk")
    last = {request: (Said(said), who) for request, said, who in rows.values_list("request", "said", "member")}
    ended = {key: value for key, value in last.items() if value[0] in (Said.REFUSED, Said.LAPSED)}
    return {one.code: ended[one.request_id] for one in asks if one.request_id in ended}
