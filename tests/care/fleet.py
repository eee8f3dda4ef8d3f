"""What the tests of runs share: hubs, cars, trips and runs as rows, without the pages that make them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.cast import NORTH
from wekeep.care.models import Car, DayPlan, Destination, Household, Request, Rider, Run, Stop, Trip
from wekeep.care.rules.planning.plan import Side
from wekeep.care.rules.trip import Purpose, Way
from wekeep.kit import clock
from wekeep.kit.codes import new_code

DAY = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 15, tzinfo=UTC)


def a_place(name: str = "Bread house", kind: str = "hub", zone: str = NORTH, **more: Any) -> Destination:
    """A hub, a school, a clinic."""
    return Destination.objects.create(name=name, kind=kind, zone=zone, lat=44.95, lon=-93.26, **more)


def a_household(zone: str = NORTH) -> Household:
    """Somebody who asked, of whom nothing was sealed."""
    return Household.objects.create(
        receipt_mark=new_code(),
        key_mark=new_code(),
        source="web",
        zone=zone,
        language="so",
        likeness="0000",
        asked_at=clock.now(),
    )


def a_request(
    need: str = "groceries", state: str = "ready", household: Household | None = None, **more: Any
) -> Request:
    """One thing somebody asked for."""
    house, now = household or a_household(), clock.now()
    said: dict[str, Any] = {"urgency": "week", "help_by": now, "asked_at": now, "state_since": now, "due_at": now}
    return Request.objects.create(
        household=house, need=need, zone=house.zone, language=house.language, state=state, **(said | more)
    )


def a_trip(place: Destination, request: Request | None = None, riders: tuple[Rider, ...] = (), **more: Any) -> Trip:
    """A delivery of one box of food, or what is said."""
    one = request or a_request()
    said: dict[str, Any] = {"day": DAY, "purpose": Purpose.DELIVERY, "way": Way.TO_HOME, "state_since": clock.now()}
    boxes = {} if riders else {"item": "food_box", "boxes": 1}
    made = Trip.objects.create(
        request=one, household=one.household, zone=one.zone, destination=place, **(said | boxes | more)
    )
    made.riders.set(riders)
    return made


def a_car(member: str, **more: Any) -> Car:
    """A car with four seats and room for six boxes."""
    return Car.objects.create(member=member, name=f"Car {new_code()[:4]}", seatings=[_SEATING], **more)


_SEATING = {"name": "usual", "seats": 4, "boxes": 6}


def a_run(*trips: Trip, member: str = "driver0000000000") -> Run:
    """A run that was told, which takes these trips one after another."""
    day = trips[0].day if trips else DAY
    now = clock.now()
    plan, _new = DayPlan.objects.get_or_create(
        zone=NORTH,
        day=day,
        purpose=Purpose.DELIVERY,
        shape="routes",
        defaults={"made_by": "cora", "made_at": now, "forget_at": now + timedelta(days=30)},
    )
    run = Run.objects.create(
        plan=plan,
        member=member,
        car=a_car(member),
        seating="usual",
        version=1,
        state_since=now,
        begins=NINE,
        ends=NINE + timedelta(hours=2),
    )
    add_stops(run, *trips)
    return run


def add_stops(run: Run, *trips: Trip) -> None:
    """The run takes these too."""
    turn = run.stops.count()
    for side in Side:
        for trip in trips:
            Stop.objects.create(run=run, turn=turn, trip=trip, side=side, at=NINE + timedelta(minutes=10 * turn))
            turn += 1


def the_stop(run: Run, trip: Trip, side: Side = Side.DROP) -> Stop:
    """One end of a trip in the run."""
    return Stop.objects.get(run=run, trip=trip, side=side)
