"""Ways back of which the way there did not work, or of which nobody says how it went: which they are, when they begin, and who is asked about them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from wekeep.care.models import Household, Run, Stop, Trip
from wekeep.care.queries.runs import still_waits
from wekeep.care.queries.trips import trips_visible_to
from wekeep.care.rules.day_plan import DAY_ENDS, moment
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.run import STILL_DRIVEN, Outcome
from wekeep.care.rules.trip import TO_PLAN, Purpose, TripState, Way
from wekeep.care.rules.way_back import Half, StillRides, left_open
from wekeep.kit import clock
from wekeep.kit.actor import Actor
from wekeep.places.queries.today import today

_TO_PLAN = [state.value for state in TO_PLAN]
_DRIVEN = [state.value for state in STILL_DRIVEN]
MOST_SHOWN, MOST_LATE = 50, 200


def same_day(trips: QuerySet[Trip]) -> QuerySet[Trip]:
    """These trips of one day, and with them whatever else of their requests is driven on it: their ways back among them."""
    return Trip.objects.filter(request__in=trips.values("request"), day__in=trips.values("day"))


def to_ask(there: Iterable[Trip], *, unheard: bool = False) -> list[Trip]:
    """The ways back of which somebody has to ask because of these ways there, by key: those of them that have failed, or (`unheard`) of which
    nobody says how they went. One question, and none where there are none."""
    why = TripState.PLANNED if unheard else TripState.FAILED
    asking = [one for one in there if one.state == why and one.purpose != Purpose.DELIVERY]
    if not asking:
        return []
    rows = Trip.objects.filter(request__in={one.request_id for one in asking}, day__in={one.day for one in asking})
    found = {one.pk: one for one in rows.filter(state__in=_TO_PLAN).order_by("pk")}
    halves = [_half(one) for one in found.values()]
    keys = {one.key for each in asking for one in left_open(_half(each, unheard), halves)}
    return [one for key, one in found.items() if key in keys]


def _half(trip: Trip, is_unheard: bool = False) -> Half:
    return Half(
        key=trip.pk,
        about=trip.request_id,
        place=trip.destination_id,
        way=Way(trip.way),
        purpose=Purpose(trip.purpose),
        state=TripState(trip.state),
        back_of=trip.back_of_id,
        is_new=not trip.still_rides,
        is_unheard=is_unheard,
    )


def begin_at(trips: Iterable[Trip]) -> dict[int, datetime]:
    """When each of these ways back begins (by key): as its driver was told, else as it was asked for; one question."""
    rows = list(trips)
    stops = Stop.objects.filter(trip__in=rows, side=Side.PICKUP, run__state__in=_DRIVEN).order_by("-at")
    told = dict(stops.values_list("trip", "at"))
    return {one.pk: told.get(one.pk) or _wished(one) for one in rows}


def unheard_in(runs: Iterable[Run]) -> list[str]:
    """The codes of those of these runs with ways there of which nothing was told, and which may have a way back of which nobody has asked; one
    question."""
    stops = Stop.objects.filter(run__in=[one.pk for one in runs], outcome=Outcome.WAITING, trip__way=Way.FROM_HOME)
    stops = stops.filter(trip__state=TripState.PLANNED).exclude(trip__purpose=Purpose.DELIVERY)
    backs = Trip.objects.filter(request=OuterRef("trip__request"), day=OuterRef("trip__day"), way=Way.TO_HOME)
    rows = stops.filter(Exists(backs.filter(still_rides="", state__in=_TO_PLAN)))
    return list(rows.order_by("run__code").values_list("run__code", flat=True).distinct())


def answered_by(there: Iterable[Trip]) -> list[Trip]:
    """The ways back of which it is asked and need be no more, because one of these ways there has worked; one question, and none where none did."""
    came = {(one.request_id, one.day, one.destination_id) for one in there if _has_come(one)}
    if not came:
        return []
    rows = Trip.objects.filter(still_rides=StillRides.ASKED, state__in=_TO_PLAN, way=Way.TO_HOME)
    rows = rows.filter(request__in={request for request, _day, _place in came}).order_by("pk")
    return [one for one in rows if (one.request_id, one.day, one.destination_id) in came]


def _has_come(trip: Trip) -> bool:
    return trip.state == TripState.DONE and trip.way == Way.FROM_HOME and trip.purpose != Purpose.DELIVERY


def _wished(trip: Trip) -> datetime:
    minutes = trip.leaves_from if trip.leaves_from is not None else trip.leaves_until
    seconds = DAY_ENDS if minutes is None else minutes * 60
    return moment(trip.day, seconds, timezone.get_default_timezone())


def _open() -> QuerySet[Trip]:
    rows = Trip.objects.filter(still_rides=StillRides.ASKED, state__in=_TO_PLAN, day__gte=today())
    return rows.select_related("request", "household", "destination")


def is_asked_back(stop: Stop) -> bool:
    """Whether somebody is to get in there for a way back, and it is asked whether they do."""
    return stop.side == Side.PICKUP and still_waits(stop) and stop.trip.still_rides == StillRides.ASKED


def asked_on(actor: Actor, day: date) -> list[Trip]:
    """The ways back of that day of which it is asked whether they are needed, for those who plan runs, the most pressing first; at most 50."""
    mine = trips_visible_to(actor).filter(day=day, still_rides=StillRides.ASKED, state__in=_TO_PLAN)
    mine = mine.select_related("request", "household", "destination").prefetch_related("riders")
    return list(mine.order_by("answer_by", "pk")[:MOST_SHOWN])


def asked_of(household: Household) -> dict[int, list[Trip]]:
    """Of which ways back the household itself is asked, by key of its request; one question."""
    found: dict[int, list[Trip]] = {}
    for one in _open().filter(household=household).order_by("day", "pk")[:MOST_SHOWN]:
        found.setdefault(one.request_id, []).append(one)
    return found


def late() -> list[Trip]:
    """Those of which nobody has answered in time, the most pressing first; at most some hundred."""
    return list(_open().filter(answer_by__lt=clock.now()).order_by("answer_by", "pk")[:MOST_LATE])


def driven_by(trip: Trip) -> list[str]:
    """The codes of the runs on which somebody was told this trip."""
    rows = Run.objects.filter(stops__trip=trip, state__in=_DRIVEN).order_by("pk").distinct()
    return list(rows.values_list("code", flat=True))
